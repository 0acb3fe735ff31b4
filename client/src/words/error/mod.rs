//! Why a society refused, and what to do next.

mod hint;
mod name;
mod sentence;

use mutual_types::Error;

use crate::text::Unit;

/// An error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its name, the same in every language and release: what scripts look for.
    pub name: &'static str,
    /// What is so, with its numbers.
    pub sentence: String,
    /// What to do next.
    pub hint: String,
}

/// Puts an error into words.
pub fn error(error: &Error, unit: &Unit) -> Words {
    Words { name: name::name(error), sentence: sentence::sentence(error, unit), hint: hint::hint(error, unit) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use mutual_types::{AccountId, Choice, Kind, MemberIndex, ProposalStatus, RuleName};
    use proptest::prelude::*;
    use scale::Decode;

    use super::*;

    /// One of each variant: whatever stands behind a variant's index, zeros decode as it.
    fn one_of_each() -> Vec<Error> {
        (0..=u8::MAX)
            .map_while(|index| {
                let mut bytes = [0; 128];
                bytes[0] = index;
                Error::decode(&mut &bytes[..]).ok()
            })
            .collect()
    }

    #[test]
    fn each_error_has_a_sentence_and_a_hint() {
        let unit = Unit::default();
        let samples = one_of_each();
        assert!(samples.len() >= 53, "{}", samples.len());
        for sample in samples {
            let words = error(&sample, &unit);
            for text in [&words.sentence, &words.hint] {
                assert!(text.ends_with('.') && !text.contains('\n'), "{}: {text}", words.name);
                assert!(!text.starts_with(char::is_lowercase), "{}: {text}", words.name);
            }
        }
    }

    #[test]
    fn the_name_is_the_variants_name_and_no_two_share_one() {
        let samples = one_of_each();
        let names: BTreeSet<_> = samples.iter().map(|sample| error(sample, &Unit::default()).name).collect();
        assert_eq!(names.len(), samples.len());
        for sample in samples {
            let debug = format!("{sample:?}");
            let variant = debug.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            assert_eq!(error(&sample, &Unit::default()).name, variant);
        }
    }

    #[test]
    fn the_numbers_are_in_the_sentence() {
        let unit = Unit::default();
        let say = |sample: Error| error(&sample, &unit).sentence;
        assert_eq!(
            say(Error::NotEnoughApprovals { have: 1, needed: 2 }),
            "1 treasurer who can act now has approved this payment, and it needs 2."
        );
        assert_eq!(
            say(Error::InsufficientPot { available: 3_000_000_000_000, needed: 5_000_000_000_000 }),
            "The pot can promise 3 UNIT, and this needs 5 UNIT."
        );
        assert!(say(Error::RuleOutOfBounds { rule: RuleName::Quorum, value: 6_000, min: 0, max: 5_000 })
            .contains("6000 bps (60 %)"));
        assert!(say(Error::AlreadyVoted(Choice::Nay)).contains("nay"));
        assert!(say(Error::NotYet(Kind::Dissolve)).contains("dissolve"));
        assert!(say(Error::AccountBound(MemberIndex(7))).contains("member 7"));
        assert!(say(Error::DuplicateAccount(AccountId([0; 32])))
            .contains("5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"));
    }

    #[test]
    fn what_cannot_be_executed_says_why() {
        let say = |status| {
            let times = (1_000, 2_000, 500);
            let sample = Error::NotExecutable { status, from_ms: times.0, until_ms: times.1, now_ms: times.2 };
            error(&sample, &Unit::default()).sentence
        };
        assert!(say(ProposalStatus::Notice).contains("1970-01-01T00:00:01Z"));
        assert!(say(ProposalStatus::Expired).contains("1970-01-01T00:00:02Z"));
        assert!(say(ProposalStatus::Executed).contains("executed"));
    }

    proptest! {
        #[test]
        fn no_error_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 1..120), decimals: u8) {
            if let Ok(sample) = Error::decode(&mut &bytes[..]) {
                let _ = error(&sample, &Unit { symbol: "UNIT".into(), decimals });
            }
        }
    }
}
