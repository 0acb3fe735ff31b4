//! What has happened, one line for each event.

use mutual_types::{event::Event, Class};

use super::names::{choice, counted, kind, origin, refusal, role, status};
use crate::text::{address, amount, moment, Unit};

/// An event in one sentence.
pub fn event(event: &Event, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    let said = |words: &Option<String>| words.as_ref().map(|words| format!(", saying “{words}”")).unwrap_or_default();
    match event {
        Event::SocietyFounded(e) => format!(
            "{} founded the society with {} and {}.",
            address::format(&e.founder),
            counted(e.members, "member"),
            money(e.value),
        ),
        Event::Applied(e) => format!(
            "{} applied for membership, acknowledging version {} of the charter; members can act on it until {}.",
            address::format(&e.account),
            e.charter_version,
            moment::format(e.ends_ms),
        ),
        Event::Sponsored(e) => format!(
            "Member {} sponsored {}, who has {} of {} now.",
            e.sponsor,
            address::format(&e.account),
            e.sponsors,
            counted(e.needed, "sponsor"),
        ),
        Event::MemberAdmitted(e) => format!("{} joined as member {}.", address::format(&e.account), e.member),
        Event::CharterAcknowledged(e) => {
            format!("Member {} acknowledged version {} of the charter.", e.member, e.version)
        }
        Event::ProposalMade(e) => {
            let special = match e.class {
                Class::Special => ", which is special",
                Class::Ordinary => "",
            };
            let deposit = match e.deposit {
                0 => String::new(),
                deposit => format!(", with a deposit of {}", money(deposit)),
            };
            format!(
                "Member {} made proposal {} ({}){special}{deposit}; {} count for its quorum and voting ends {}.",
                e.proposer,
                e.proposal,
                kind(e.kind),
                counted(e.electorate, "member"),
                moment::format(e.ends_ms),
            )
        }
        Event::VoteCast(e) => format!(
            "Member {} voted {} on proposal {}{}; voting ends {}.",
            e.member,
            choice(e.choice),
            e.proposal,
            said(&e.reason),
            moment::format(e.ends_ms),
        ),
        Event::ProposalCertified(e) => {
            format!("Steward {} certified that proposal {} fits its pot's purpose.", e.steward, e.proposal)
        }
        Event::ProposalExecuted(e) => format!("Proposal {} was executed.", e.proposal),
        Event::ProposalSettled(e) => {
            let deposit = match e.deposit {
                0 => String::new(),
                deposit => {
                    let account = address::format(&e.account);
                    format!("; its deposit of {} is a credit of {account}", money(deposit))
                }
            };
            format!("Proposal {} was settled ({}){deposit}.", e.proposal, status(e.status))
        }
        Event::PaymentCreated(e) => format!(
            "Payment {} of {} to {} was created from {}; its money is reserved in pot {}, and it can be made until {}.",
            e.payment,
            money(e.amount),
            address::format(&e.payee),
            origin(e.origin),
            e.pot,
            moment::format(e.ends_ms),
        ),
        Event::PaymentApproved(e) => format!(
            "Treasurer {} approved payment {}, which has {} now.",
            e.treasurer,
            e.payment,
            counted(e.approvals, "approval"),
        ),
        Event::PaymentReleased(e) => format!(
            "Payment {} was made: {} got {} from pot {}.",
            e.payment,
            address::format(&e.payee),
            money(e.amount),
            e.pot,
        ),
        Event::PaymentRefused(e) => format!(
            "Payment {} was NOT made, because {}; its money is still reserved.",
            e.payment,
            refusal(e.refusal, unit),
        ),
        Event::PaymentRenewed(e) => format!(
            "Treasurer {} renewed payment {}, which can be released until {}.",
            e.treasurer,
            e.payment,
            moment::format(e.ends_ms),
        ),
        Event::RoleGranted(e) => {
            format!("Member {} is {} until {}.", e.member, role(e.role), moment::format(e.expires_ms))
        }
        Event::RoleRevoked(e) => format!("Member {} is no longer {}.", e.member, role(e.role)),
        Event::Contributed(e) => {
            format!("{} gave {} to pot {}{}.", address::format(&e.from), money(e.amount), e.pot, said(&e.memo))
        }
        Event::SurplusSwept(e) => {
            format!("{} that had come without a message was booked to the general pot.", money(e.amount))
        }
        Event::CreditWithdrawn(e) => {
            format!("{} withdrew a credit of {}.", address::format(&e.account), money(e.amount))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_event_has_one_line() {
        for name in Event::NAMES {
            let sample = (0..200).find_map(|len| Event::decode(name, &vec![0; len])).unwrap();
            let line = event(&sample, &Unit::default());
            assert!(line.ends_with('.') && !line.contains('\n'), "{name}: {line}");
        }
    }

    proptest! {
        #[test]
        fn no_event_makes_it_panic(
            name in proptest::sample::select(Event::NAMES),
            bytes in proptest::collection::vec(any::<u8>(), 0..120),
        ) {
            if let Some(sample) = Event::decode(name, &bytes) {
                let _ = event(&sample, &Unit::default());
            }
        }
    }
}
