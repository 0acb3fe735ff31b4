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

    use mutual_types::{AccountId, Choice, Kind, MemberIndex, ProposalStatus, ReliefCap, RuleName, StageStatus};
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

    /// Errors whose first field is any of its values: statuses, kinds, limits.
    fn one_of_each_status() -> Vec<Error> {
        let pairs = (0..=u8::MAX).flat_map(|variant| (0..=u8::MAX).map(move |value| (variant, value)));
        pairs
            .filter_map(|(variant, value)| {
                let mut bytes = [0; 128];
                (bytes[0], bytes[1]) = (variant, value);
                Error::decode(&mut &bytes[..]).ok()
            })
            .collect()
    }

    #[test]
    fn each_error_has_a_sentence_and_a_hint() {
        let unit = Unit::default();
        let samples = one_of_each();
        assert_eq!(samples.len(), 128);
        for sample in samples.iter().chain(&one_of_each_status()) {
            let words = error(sample, &unit);
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
    fn the_numbers_of_money_and_help_are_in_the_sentence() {
        let say = |sample: Error| error(&sample, &Unit::default()).sentence;
        let coin = 1_000_000_000_000;
        for (sample, sentence) in [
            (Error::WrongValue { given: coin, needed: 3 * coin }, "3 UNIT are due, and 1 UNIT came along."),
            (
                Error::OverMax { amount: 5 * coin, max: 2 * coin },
                "5 UNIT are more than what is possible at once, which is 2 UNIT.",
            ),
            (
                Error::AllowanceExceeded { left: coin, needed: 2 * coin },
                "The pot's allowance has 1 UNIT left, and this needs 2 UNIT.",
            ),
            (
                Error::PotNotEmpty { reserved: 4 * coin, open_items: 1 },
                "The pot still holds promises: 4 UNIT are reserved, for 1 open payment or grant.",
            ),
            (Error::SharesFull { held: 2, max: 5 }, "You hold 2 shares, and a member may hold 5."),
            (
                Error::ReliefCapped { cap: ReliefCap::MemberYear, left: coin, needed: 2 * coin },
                "The most for one member in 365 days leaves 1 UNIT, and this needs 2 UNIT.",
            ),
            (
                Error::WrongStage { current: 1, status: StageStatus::Claimed },
                "This cannot be done with that stage now: the grant is at stage 1, which is claimed, before a steward.",
            ),
            (
                Error::ReleaseTooEarly { from_ms: 90_000, now_ms: 30_000 },
                "The payment can be released from 1970-01-01T00:01:30Z on, in 1m.",
            ),
            (
                Error::NotDivisible { pots_open: 1, members_left: 2 },
                "What is left is not divided: 1 pot is still open, and 2 members are still to be looked at.",
            ),
        ] {
            assert_eq!(say(sample), sentence);
        }
    }

    #[test]
    fn numbers_of_grants_and_allowances_are_told_from_those_of_the_rules() {
        let say =
            |rule, value, min, max| error(&Error::RuleOutOfBounds { rule, value, min, max }, &Unit::default()).sentence;
        let repayment = say(RuleName::Review, 1_000, 2_000, u64::MAX.into());
        assert!(repayment.contains("1970-01-01T00:00:01Z") && repayment.contains("1970-01-01T00:00:02Z"));
        assert!(say(RuleName::Review, 0, 1_000, 60_000).contains("from 1s to 1m"));
        assert!(say(RuleName::PettyMax, 0, 1_000, 60_000).starts_with("The period of the allowance would be 0s"));
        let one = 1_000_000_000_000;
        let most = say(RuleName::PettyMax, one, 2 * one, u128::MAX);
        assert_eq!(most, "The most in one period would be 1 UNIT, and may be at least 2 UNIT.");
    }

    /// The commands that hints name, each as it is typed.
    const COMMANDS: &[(&str, &str)] = &[
        ("society", "found show rules migrate"),
        (
            "member",
            "apply sponsor list roles show admit-batch dues shares leave settle-exit rotate accept resign proxy",
        ),
        ("member dues", "pay lapse return"),
        ("member proxy", "offer accept end"),
        (
            "proposal",
            "new list show vote object withdraw state-case certify judge-spam extend execute settle stop-recovery",
        ),
        ("payment", "list show approve release renew hold lift waive cancel call"),
        ("treasury", "show pots deposit sweep withdraw petty"),
        ("expense", "claim"),
        ("grant", "list show claim accept return lapse stipend repay cancel"),
        ("relief", "list show ask attest promise withdraw"),
        ("dispute", "list show open join rule refer settle"),
        ("dissolution", "show open count liquidate divide claim forfeit"),
    ];

    #[test]
    fn hints_name_commands_that_there_are() {
        for sample in one_of_each_status() {
            let words = error(&sample, &Unit::default());
            let commands = words.hint.split('`').filter_map(|part| part.strip_prefix("mutual "));
            for command in commands {
                let (noun, verb) = command.split_once(' ').unwrap();
                let is_known = |nouns: &str, verb: &str| {
                    COMMANDS.iter().any(|(noun, verbs)| *noun == nouns && verbs.split(' ').any(|known| known == verb))
                };
                let mut verbs = verb.split(' ');
                let (first, second) = (verbs.next().unwrap(), verbs.next());
                assert!(is_known(noun, first), "{}: {command}", words.name);
                if first == "dues" || first == "proxy" {
                    assert!(is_known(&format!("{noun} {first}"), second.unwrap()), "{}: {command}", words.name);
                }
            }
        }
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
