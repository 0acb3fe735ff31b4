//! A circle in words: what it is doing, why it refused and what to do next, and what has happened.

use mutual_types::circle::{event::Event, CircleStatus, Error, MemberNumber, Numbers, TermName};
use mutual_types::TimestampMs;

use super::error::Words;
use super::names::counted;
use crate::text::{address, amount, duration, moment, Unit};

/// What a circle is doing.
pub fn status(status: CircleStatus) -> &'static str {
    match status {
        CircleStatus::Gathering => "gathering",
        CircleStatus::Drawing => "drawing",
        CircleStatus::Running => "running",
        CircleStatus::Void => "void",
        CircleStatus::Ended => "ended",
    }
}

/// What that means.
fn status_sentence(status: CircleStatus) -> &'static str {
    match status {
        CircleStatus::Gathering => "still gathers its members",
        CircleStatus::Drawing => "is drawing the order of turns",
        CircleStatus::Running => "is running",
        CircleStatus::Void => "never started",
        CircleStatus::Ended => "has ended",
    }
}

fn term(term: TermName) -> &'static str {
    match term {
        TermName::Contribution => "the contribution",
        TermName::RoundMs => "the length of a round",
        TermName::StartsMs => "the start",
        TermName::RevealMs => "the time for revealing",
    }
}

fn quantity(of: TermName, value: u128, unit: &Unit) -> String {
    let ms = TimestampMs::try_from(value).unwrap_or(TimestampMs::MAX);
    match of {
        TermName::Contribution => amount::format(value, unit),
        TermName::RoundMs | TermName::RevealMs => duration::format(ms),
        TermName::StartsMs => moment::format(ms),
    }
}

/// Why a message was refused, and what to do next.
pub fn error(error: &Error, unit: &Unit) -> Words {
    let (name, sentence, hint) = told(error, unit);
    Words { name, sentence, hint: hint.to_owned() }
}

#[allow(clippy::too_many_lines)] // one arm for each refusal
fn told(error: &Error, unit: &Unit) -> (&'static str, String, &'static str) {
    let money = |planck| amount::format(planck, unit);
    let words = |text: &str| text.to_owned();
    match error {
        Error::Overflow => ("Overflow", words("A sum does not fit."), "Use smaller amounts or periods."),
        Error::TextTooLong { len, max } => {
            ("TextTooLong", format!("The name has {len} bytes, and may have {max}."), "Shorten it.")
        }
        Error::MemberCount { count, least, most } => (
            "MemberCount",
            format!("The circle would have {count} members, and may have {least} to {most}."),
            "Name more people, or make two circles.",
        ),
        Error::DuplicateMember(account) => {
            ("DuplicateMember", format!("{} is named twice.", address::format(account)), "Name everybody once.")
        }
        Error::InvalidMember(account) => (
            "InvalidMember",
            format!("{} is the circle itself or its society.", address::format(account)),
            "Name people only.",
        ),
        Error::NotASociety => (
            "NotASociety",
            words("There is no society at the account that was named."),
            "Name the address of the society, with `--contract`.",
        ),
        Error::OutOfBounds { term: of, value, min, max } => (
            "OutOfBounds",
            format!(
                "{} would be {}, and may be from {} to {}.",
                capital(term(*of)),
                quantity(*of, *value, unit),
                quantity(*of, *min, unit),
                quantity(*of, *max, unit)
            ),
            "Choose a value within that range.",
        ),
        Error::NotMember => (
            "NotMember",
            words("This account is not named in the circle's terms."),
            "Sign with the account that the terms name: `mutual circle show`.",
        ),
        Error::WrongStatus(status) => (
            "WrongStatus",
            format!("This cannot be done now: the circle {}.", status_sentence(*status)),
            "See what it waits for with `mutual circle show`.",
        ),
        Error::AlreadyJoined => ("AlreadyJoined", words("You have joined already."), "Wait for the start."),
        Error::NotJoined => ("NotJoined", words("You have not joined."), "There is nothing to leave."),
        Error::CommitmentMissing => (
            "CommitmentMissing",
            words("The order of this circle is drawn, so who joins commits to a secret."),
            "Join with `mutual circle join`, which makes one.",
        ),
        Error::CommitmentUnneeded => (
            "CommitmentUnneeded",
            words("The order of this circle is agreed, so there is nothing to commit to."),
            "Join without a secret.",
        ),
        Error::WrongValue { given, needed } => (
            "WrongValue",
            format!("{} were sent, and {} are due.", money(*given), money(*needed)),
            "Send exactly what is due.",
        ),
        Error::NotInSociety => (
            "NotInSociety",
            words("The society does not say that you are a member in good standing."),
            "Pay what you owe there, or ask why with `mutual member show`.",
        ),
        Error::HasLeft => ("HasLeft", words("The member has left the circle."), "Nothing is to be paid for them."),
        Error::HasReceived => (
            "HasReceived",
            words("Who has received owes the rounds that follow, and cannot leave."),
            "Pay each round until the end.",
        ),
        Error::Behind { owed } => (
            "Behind",
            format!("You are behind by {}, and cannot leave before that is paid.", money(*owed)),
            "Get level with `mutual circle pay`.",
        ),
        Error::AlreadyRevealed => {
            ("AlreadyRevealed", words("You have revealed your secret already."), "Wait for the draw.")
        }
        Error::WrongSecret => (
            "WrongSecret",
            words("This is not the secret that you committed to."),
            "Look for the one that `mutual circle join` showed: it can be tried again until the draw.",
        ),
        Error::NoMember(member) => {
            ("NoMember", format!("The circle has no member {}.", member.0), "See who is who with `mutual circle show`.")
        }
        Error::ZeroRounds => ("ZeroRounds", words("No rounds are nothing to pay."), "Pay for one round at least."),
        Error::TooManyRounds { most } => (
            "TooManyRounds",
            format!("{} can still be paid for this member at the most.", counted(*most, "contribution")),
            "Pay for fewer rounds.",
        ),
        Error::SwapWithOneself => {
            ("SwapWithOneself", words("Nobody changes places with themselves."), "Name another member.")
        }
        Error::NotInQueue(member) => (
            "NotInQueue",
            format!("Member {} has received or left, and has no turn to come.", member.0),
            "Only those whose turn is to come can change places.",
        ),
        Error::NoOffer => (
            "NoOffer",
            words("That member does not offer to change places with you."),
            "Offer it yourself with `mutual circle swap`.",
        ),
        Error::NothingToSettle => (
            "NothingToSettle",
            words("Time has changed nothing since the last message."),
            "Nothing needs to be done.",
        ),
        Error::NoCredit => ("NoCredit", words("There is no credit."), "See who has what with `mutual circle show`."),
        Error::NotUnclaimed { from_ms } => (
            "NotUnclaimed",
            format!("Credits count as unclaimed only from {} on.", moment::format(*from_ms)),
            "Until then each is its owner's alone to take.",
        ),
        Error::NothingToSweep => (
            "NothingToSweep",
            words("The circle holds nothing beyond its books."),
            "Nothing needs to be done.",
        ),
        Error::TransferFailed => (
            "TransferFailed",
            words("The chain refused the transfer."),
            "An account that holds nothing cannot receive less than the existential deposit: open it first, with any plain \
             transfer that is large enough.",
        ),
    }
}

/// An event in one sentence.
pub fn event(event: &Event, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match event {
        Event::CircleMade(e) => format!(
            "The circle \"{}\" was made for {} of the society {}: {} each round, from {}.",
            e.name,
            counted(e.members, "member"),
            address::format(&e.society),
            money(e.contribution),
            moment::format(e.starts_ms)
        ),
        Event::MemberJoined(e) => {
            format!("Member {} joined the circle with a deposit of {}.", e.member.0, money(e.deposit))
        }
        Event::MemberLeft(e) => {
            format!("Member {} left the circle; {} are theirs to withdraw.", e.member.0, money(e.returned))
        }
        Event::SecretRevealed(e) => format!("Member {} revealed their secret for the draw.", e.member.0),
        Event::CircleVoided(_) => {
            "The circle does not start, since not all have joined: each deposit is its member's to withdraw.".to_owned()
        }
        Event::CircleStarted(e) => format!("The circle started; the order of turns is {}.", list(&e.order)),
        Event::Contributed(e) => {
            let mut sentence = format!(
                "{} paid {} for member {}, which is {}",
                address::format(&e.payer),
                money(e.amount),
                e.member.0,
                counted(e.rounds, "contribution")
            );
            if !e.repaid.is_empty() {
                sentence.push_str(&format!("; rounds paid back: {}", e.repaid));
            }
            if e.deposit_restored {
                sentence.push_str("; their deposit is whole again");
            }
            if e.ahead > 0 {
                sentence.push_str(&format!("; {} paid ahead", counted(e.ahead, "round")));
            }
            sentence.push('.');
            sentence
        }
        Event::RoundClosed(e) => {
            let receiver = match e.receiver {
                Some(member) => format!("member {} receives {}", member.0, money(e.pot)),
                None => format!("{} wait for the first whose turn is to come and who is level again", money(e.pot)),
            };
            format!(
                "Round {} is closed: {receiver}{}{}.",
                e.round,
                of(e.covered, "; covered by deposit: "),
                of(e.missed, "; missed: ")
            )
        }
        Event::PotReceived(e) => {
            format!("Member {} is level again and receives round {}: {}.", e.member.0, e.round, money(e.amount))
        }
        Event::SwapOffered(e) => format!("Member {} offers member {} to change places.", e.member.0, e.with.0),
        Event::TurnsSwapped(e) => format!("Members {} and {} changed places.", e.first.0, e.second.0),
        Event::CircleEnded(e) => {
            format!(
                "The circle ended: {} were left, and are shared so that all who lost have lost the same.",
                money(e.left)
            )
        }
        Event::CreditWithdrawn(e) => format!("Member {} withdrew {}.", e.member.0, money(e.amount)),
        Event::CreditsForfeited(e) => {
            format!("Nobody claimed {} for a year: they went to the society.", money(e.amount))
        }
        Event::SurplusSwept(e) => format!("{} that came without a message went to the society.", money(e.amount)),
    }
}

fn of(numbers: Numbers, what: &str) -> String {
    if numbers.is_empty() {
        String::new()
    } else {
        format!("{what}{numbers}")
    }
}

/// Numbers of members, as `3, 0, 1`.
pub fn list(numbers: &[MemberNumber]) -> String {
    numbers.iter().map(|number| number.0.to_string()).collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scale::Decode;

    use super::*;

    /// One of each variant: whatever stands behind a variant's index, zeros decode as it.
    fn one_of_each() -> Vec<Error> {
        let bytes = |index| [&[index][..], &[0; 127]].concat();
        (0..=u8::MAX).map_while(|index| Error::decode(&mut &bytes(index)[..]).ok()).collect()
    }

    #[test]
    fn each_error_has_a_name_of_its_own_a_sentence_and_a_hint() {
        let samples = one_of_each();
        assert_eq!(samples.len(), 31);
        let names: BTreeSet<_> = samples.iter().map(|sample| error(sample, &Unit::default()).name).collect();
        assert_eq!(names.len(), samples.len());
        for sample in samples {
            let words = error(&sample, &Unit::default());
            let debug = format!("{sample:?}");
            assert_eq!(Some(words.name), debug.split(|c: char| !c.is_alphanumeric()).next());
            for text in [&words.sentence, &words.hint] {
                assert!(text.ends_with('.') && !text.contains('\n'), "{}: {text}", words.name);
                assert!(!text.starts_with(char::is_lowercase), "{}: {text}", words.name);
            }
        }
    }

    #[test]
    fn the_numbers_are_in_the_sentence() {
        let unit = Unit { symbol: "UNIT".to_owned(), decimals: 12 };
        let sentence = error(&Error::WrongValue { given: 1, needed: 2_000_000_000_000 }, &unit).sentence;
        assert_eq!(sentence, "0.000000000001 UNIT were sent, and 2 UNIT are due.");
        let order = vec![MemberNumber(2), MemberNumber(0)];
        let started = Event::CircleStarted(mutual_types::circle::event::CircleStarted { seq: 0, order });
        assert_eq!(event(&started, &unit), "The circle started; the order of turns is 2, 0.");
    }
}
