//! Why a federation refused, and what to do next.

use mutual_types::federation::{Collection, Error, Field};

use super::super::error::Words;
use super::{draw_status, motion_status, quantity, rule};
use crate::text::{address, amount, moment, Unit};

/// Puts an error into words.
pub fn error(error: &Error, unit: &Unit) -> Words {
    let (name, sentence, hint) = parts(error, unit);
    Words { name, sentence, hint: hint.to_owned() }
}

#[allow(clippy::too_many_lines)] // one arm for each refusal
fn parts(error: &Error, unit: &Unit) -> (&'static str, String, &'static str) {
    let money = |planck| amount::format(planck, unit);
    let at = moment::format;
    let words = |text: &str| text.to_owned();
    match error {
        Error::Overflow => ("Overflow", words("A number would not fit."), "Give smaller amounts or nearer dates."),
        Error::TextTooLong { field, len, max } => {
            let field = match field {
                Field::Name => "name of the federation",
                Field::Uri => "address of a document",
                Field::Unit => "name of a unit",
            };
            (
                "TextTooLong",
                format!("The {field} has {len} bytes, and may have {max}."),
                "Shorten it: what is longer belongs into a document.",
            )
        }
        Error::TooMany { what, count, max } => {
            let (what, hint) = match what {
                Collection::Founders => ("founders", "Invite fewer; others can apply later."),
                Collection::Units => ("units", "Use the units that there are."),
                Collection::Societies => ("societies", "Wait until one has left."),
                Collection::Parts => ("backings in one draw", "Draw again for the rest."),
                Collection::Draws => {
                    ("open draws", "Collect, let lapse or pay back a draw first: see `mutual federation draws`.")
                }
                Collection::Outcomes => ("outcomes in one report", "Report each unit once."),
            };
            ("TooMany", format!("There would be {count} {what}, and there may be {max}."), hint)
        }
        Error::RuleOutOfBounds { rule: of, value, min, max } => (
            "RuleOutOfBounds",
            format!(
                "{} would be {}, and may be from {} to {}.",
                rule(*of),
                quantity(*of, *value),
                quantity(*of, *min),
                quantity(*of, *max)
            ),
            "Choose a value within that range.",
        ),
        Error::NoFounders => {
            ("NoFounders", words("A federation is founded by societies."), "Invite at least one society.")
        }
        Error::DuplicateFounder(account) => (
            "DuplicateFounder",
            format!("The society {} is named twice.", address::format(account)),
            "Name each society once.",
        ),
        Error::NotASociety(account) => (
            "NotASociety",
            format!("The account {} is no society's.", address::format(account)),
            "Check the address: a federation's members are societies, which act by their own proposals.",
        ),
        Error::UnitMissing => ("UnitMissing", words("A unit has no name."), "Say what is counted, such as `meals`."),
        Error::DuplicateUnit => ("DuplicateUnit", words("There is such a unit already."), "Use the one that there is."),
        Error::NoUnit(unit) => (
            "NoUnit",
            format!("There is no unit {unit}."),
            "See the units with `mutual federation show`; a motion can add one.",
        ),
        Error::NotMember => (
            "NotMember",
            words("The sender is no society that takes part in the federation."),
            "A society acts by a proposal of its own: leave the sending to `mutual federation`, with `--contract` for the society.",
        ),
        Error::NotInvited => (
            "NotInvited",
            words("The sender is no society that is invited and has not joined."),
            "A society that was not named at founding applies: `mutual federation apply`.",
        ),
        Error::FoundingOver { ended_ms } => (
            "FoundingOver",
            format!("The founders could join until {}.", at(*ended_ms)),
            "Apply: `mutual federation apply`; the societies that take part decide.",
        ),
        Error::StillFounding { until_ms } => (
            "StillFounding",
            format!("Nothing is decided until {}, or until all founders have joined.", at(*until_ms)),
            "Wait, or have the founders join that have not.",
        ),
        Error::AlreadyMember => {
            ("AlreadyMember", words("The society takes part already."), "See who does with `mutual federation societies`.")
        }
        Error::NoSociety(society) => (
            "NoSociety",
            format!("Society {society} does not take part."),
            "See which do with `mutual federation societies`.",
        ),
        Error::CodeChanged { found } => (
            "CodeChanged",
            match found {
                [0, ..] if *found == [0; 32] => words("There is no contract at the society's account."),
                _ => format!("The society's code is 0x{}, not the one that it is known by.", hex::encode(found)),
            },
            "Another society moves that its code is accepted: `mutual federation move accept-code`.",
        ),
        Error::NobodyVotes => {
            ("NobodyVotes", words("No society could vote on it."), "It takes another society than the one that it is about.")
        }
        Error::NotMovable => {
            ("NotMovable", words("A society applies itself."), "Have it propose `mutual federation apply`.")
        }
        Error::NothingToAccept => (
            "NothingToAccept",
            words("The society is known by that code already."),
            "Nothing needs to be done.",
        ),
        Error::NoMotion(motion) => (
            "NoMotion",
            format!("There is no motion {motion}."),
            "See which there are with `mutual federation motions`.",
        ),
        Error::Recused => ("Recused", words("A society does not vote on what is about itself."), "Leave it to the others."),
        Error::NotEligible => (
            "NotEligible",
            words("The society joined after the motion was made."),
            "It votes on what is moved from now on.",
        ),
        Error::WrongMotion { status } => (
            "WrongMotion",
            format!("The motion is {}.", motion_status(*status)),
            "Move the same again if it is still wanted.",
        ),
        Error::AlreadyVoted => ("AlreadyVoted", words("The society has voted on it."), "One vote each, which does not change."),
        Error::ZeroAmount => ("ZeroAmount", words("An amount is missing."), "Give at least one planck."),
        Error::NotEnough { left, asked } => (
            "NotEnough",
            format!("There are {} left, and this is {}.", money(*left), money(*asked)),
            "Ask for less, or of several backings: see `mutual federation backings`.",
        ),
        Error::OneSelf => ("OneSelf", words("No society backs itself."), "Name another society, or another backing."),
        Error::LimitOutOfRange { limit, max } => (
            "LimitOutOfRange",
            format!("The limit of {} is not between one planck and the {} paid in.", money(*limit), money(*max)),
            "Choose a limit of what is paid in at the most.",
        ),
        Error::DateOutOfRange { given_ms, max_ms } => (
            "DateOutOfRange",
            format!("{} is not possible: the last moment is {}.", at(*given_ms), at(*max_ms)),
            "Choose a moment from now until then, with time for the society to decide.",
        ),
        Error::NoBacking(backing) => (
            "NoBacking",
            format!("There is no backing {backing}."),
            "See which there are with `mutual federation backings`.",
        ),
        Error::AlreadyClosed => (
            "AlreadyClosed",
            words("The backing is closed already."),
            "What was left is the backer's: `mutual federation pay-credit`.",
        ),
        Error::NotOver { ends_ms } => (
            "NotOver",
            format!("The backing binds until {}.", at(*ends_ms)),
            "Wait: others count on it until then.",
        ),
        Error::BackingOver { ended_ms } => (
            "BackingOver",
            format!("The backing cannot be drawn on any more; it ended on {}, or was closed.", at(*ended_ms)),
            "Choose one that is open: see `mutual federation backings`.",
        ),
        Error::NotForYou(backing) => (
            "NotForYou",
            format!("Backing {backing} is for another society."),
            "Choose one that is for any society, or for this one.",
        ),
        Error::OverLimit { limit, used, asked } => (
            "OverLimit",
            format!(
                "One society may have {} of it at a time; this one has {}, and asks for {}.",
                money(*limit),
                money(*used),
                money(*asked)
            ),
            "Ask for less, pay back first, or draw on another backing.",
        ),
        Error::NoParts => ("NoParts", words("Nothing is to be drawn."), "Name a backing and an amount."),
        Error::TooEarly { from_ms } => (
            "TooEarly",
            format!("The society can draw from {} on.", at(*from_ms)),
            "Wait: it joined too recently.",
        ),
        Error::InArrears(draw) => (
            "InArrears",
            format!("Draw {draw} is past due."),
            "Pay it back first, `mutual federation repay`, or ask the backer to forgive it.",
        ),
        Error::NoDraw(draw) => {
            ("NoDraw", format!("There is no draw {draw}."), "See which there are with `mutual federation draws`.")
        }
        Error::WrongDraw { status } => (
            "WrongDraw",
            format!("The draw is {}.", draw_status(*status)),
            "See with `mutual federation drawn` what can be done with it now.",
        ),
        Error::CallingSociety => (
            "CallingSociety",
            words("A society that calls cannot be called back."),
            "Anybody else can send this, without a proposal.",
        ),
        Error::SocietySilent { code: 0 } => (
            "SocietySilent",
            words("The society's answer is none that a society gives."),
            "Check what runs at its account; nothing was changed.",
        ),
        Error::SocietySilent { code } => (
            "SocietySilent",
            format!("The society does not answer: the chain's code is {code}."),
            "Try again once the society works.",
        ),
        Error::WrongPot(pot) => (
            "WrongPot",
            format!("Pot {pot} is no open relief pot of the society."),
            "See its pots with `mutual treasury pots`; it can open one by a proposal.",
        ),
        Error::NotTaken { code } => (
            "NotTaken",
            format!("The society did not take the money: the chain's code is {code}."),
            "A society that dissolves or migrates takes none; if it is not collected in time, the draw goes back.",
        ),
        Error::WrongValue { given, needed } => (
            "WrongValue",
            format!("{} were sent, and {} are owed.", money(*given), money(*needed)),
            "Send what is owed at the most.",
        ),
        Error::NotYours => ("NotYours", words("The backing is another society's."), "Only the backer can forgive."),
        Error::NotOwed { owed, asked } => (
            "NotOwed",
            format!("{} are owed, and {} would be forgiven.", money(*owed), money(*asked)),
            "Forgive what is owed at the most.",
        ),
        Error::NoCredit => (
            "NoCredit",
            words("The federation owes the society nothing."),
            "What is left of a backing is owed once it is closed: `mutual federation close-backing`.",
        ),
        Error::TransferFailed => {
            ("TransferFailed", words("The chain refused the transfer."), "Try again; nothing was changed.")
        }
        Error::WrongPeriod { given, current } => (
            "WrongPeriod",
            format!("Period {given} is not over: the current one is {current}."),
            "Report once the period is over.",
        ),
        Error::OutcomesUnordered => {
            ("OutcomesUnordered", words("The outcomes are not in the order of their units, each once."), "Order them.")
        }
        Error::AmountTooLarge { max } => (
            "AmountTooLarge",
            format!("An amount is above {}, which is the most that can be summed.", money(*max)),
            "Check the amounts.",
        ),
        Error::NothingToSweep => (
            "NothingToSweep",
            words("No money came without a message."),
            "Nothing needs to be done.",
        ),
    }
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
        assert_eq!(samples.len(), 54);
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
        let coin = 1_000_000_000_000;
        let over = Error::OverLimit { limit: 40 * coin, used: 30 * coin, asked: 20 * coin };
        assert_eq!(
            error(&over, &Unit::default()).sentence,
            "One society may have 40 UNIT of it at a time; this one has 30 UNIT, and asks for 20 UNIT."
        );
        let gone = error(&Error::CodeChanged { found: [0; 32] }, &Unit::default());
        assert_eq!(gone.sentence, "There is no contract at the society's account.");
    }
}
