//! What has happened, one line for each event.

mod end;
mod help;
mod member;
mod money;
mod proposal;

use mutual_types::{event::Event, MemberIndex};

use super::names::{counted, refusal, role};
use crate::text::{address, amount, moment, Unit};

/// An event in one sentence.
pub fn event(event: &Event, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
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
        Event::ProposalMade(e) => proposal::proposal_made(e, unit),
        Event::VoteCast(e) => proposal::vote_cast(e),
        Event::ProposalCertified(e) => {
            format!("Steward {} certified that proposal {} fits its pot's purpose.", e.steward, e.proposal)
        }
        Event::ProposalExecuted(e) => format!("Proposal {} was executed.", e.proposal),
        Event::ProposalSettled(e) => proposal::proposal_settled(e, unit),
        Event::PaymentCreated(e) => money::payment_created(e, unit),
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
            format!(
                "{} gave {} to pot {}{}.",
                address::format(&e.from),
                money(e.amount),
                e.pot,
                said(e.memo.as_deref())
            )
        }
        Event::SurplusSwept(e) => {
            format!("{} that had come without a message was booked to the general pot.", money(e.amount))
        }
        Event::CreditWithdrawn(e) => {
            format!("{} withdrew a credit of {}.", address::format(&e.account), money(e.amount))
        }

        Event::DuesPaid(e) => member::dues_paid(e, unit),
        Event::DuesWaived(e) => {
            format!("The dues of member {} count as paid until {}.", e.member, moment::format(e.until_ms))
        }
        Event::LapseRecorded(e) => {
            format!("Member {} is behind with dues, and quorums no longer count them.", e.member)
        }
        Event::ReturnRecorded(e) => format!("Member {} is back, and quorums count them again.", e.member),
        Event::SharesBought(e) => member::shares_bought(e, unit),
        Event::MemberLeft(e) => member::member_left(e),
        Event::ExitSettled(e) => member::exit_settled(e, unit),
        Event::DebtForgiven(e) => member::debt_forgiven(e, unit),
        Event::AccountOffered(e) => member::account_offered(e),
        Event::AccountRotated(e) => member::account_rotated(e),
        Event::AccountRecovered(e) => member::account_recovered(e),
        Event::RecoveryStopped(e) => {
            format!("Member {} still has their key, and stopped the recovery by proposal {}.", e.member, e.proposal)
        }
        Event::RoleResigned(e) => format!("Member {} resigned as {}.", e.member, role(e.role)),
        Event::ProxyOffered(e) => member::proxy_offered(e),
        Event::ProxyAccepted(e) => member::proxy_accepted(e),
        Event::ProxyEnded(e) => member::proxy_ended(e),
        Event::MemberReinstated(e) => format!("Member {} was reinstated.", e.member),
        Event::MemberSuspended(e) => format!("Member {} is suspended until {}.", e.member, moment::format(e.until_ms)),
        Event::MemberExpelled(e) => format!("Member {} was expelled.", e.member),
        Event::CaseStated(e) => member::case_stated(e),

        Event::ObjectionMade(e) => proposal::objection_made(e),
        Event::ProposalWithdrawn(e) => format!("Proposal {} was withdrawn by who made it.", e.proposal),
        Event::SpamJudged(e) => proposal::spam_judged(e, unit),
        Event::WindowExtended(e) => proposal::window_extended(e),
        Event::RulesSet(_) => "New rules are in force.".to_owned(),
        Event::CharterAmended(e) => format!("Version {} of the charter is in force.", e.version),
        Event::BeneficiarySet(e) => proposal::beneficiary_set(e),
        Event::PotOpened(e) => proposal::pot_opened(e),
        Event::PotMoved(e) => proposal::pot_moved(e, unit),
        Event::PotClosed(e) => proposal::pot_closed(e, unit),
        Event::CodeUpgraded(e) => {
            let hash = hex::encode(e.code_hash);
            format!("The society's code is 0x{hash} now. Reading and using it takes another version of `mutual`.")
        }

        Event::PaymentHeld(e) => money::payment_held(e),
        Event::HoldLifted(e) => format!("Member {} let payment {} go on.", e.by, e.payment),
        Event::PaymentReleaseDecided(e) => money::release_decided(e),
        Event::PaymentCancelled(e) => money::payment_cancelled(e, unit),
        Event::PaymentWaived(e) => money::payment_waived(e, unit),
        Event::PaymentCredited(e) => money::payment_credited(e, unit),
        Event::AllowanceSet(e) => money::allowance_set(e, unit),
        Event::PettyPaid(e) => money::petty_paid(e, unit),
        Event::ExpenseClaimed(e) => money::expense_claimed(e, unit),
        Event::ContractCalled(e) => proposal::contract_called(e, unit),

        Event::GrantMade(e) => help::grant_made(e, unit),
        Event::StageClaimed(e) => help::stage_claimed(e),
        Event::StageAccepted(e) => help::stage_accepted(e),
        Event::StageReturned(e) => help::stage_returned(e),
        Event::StageLapsed(e) => help::stage_lapsed(e, unit),
        Event::StipendDue(e) => help::stipend_due(e),
        Event::GrantStopped(e) => help::grant_stopped(e, unit),
        Event::GrantRepaid(e) => help::grant_repaid(e, unit),
        Event::ReliefAsked(e) => help::relief_asked(e, unit),
        Event::ReliefAttested(e) => help::relief_attested(e),
        Event::ReliefWithdrawn(e) => format!("Relief request {} was withdrawn by who asked.", e.request),
        Event::AttestersBarred(e) => help::attesters_barred(e),

        Event::DisputePetitioned(e) => end::petitioned(e),
        Event::DisputeJoined(e) => {
            let petitioners = counted(e.petitioners, "member");
            format!("Member {} asked for dispute {} too, as one of {petitioners}.", e.member, e.dispute)
        }
        Event::DisputeOpened(e) => end::opened(e),
        Event::PanelVoted(e) => end::panel_voted(e),
        Event::DisputeReferred(e) => {
            format!("Dispute {} was referred to the members, who decide on proposal {}.", e.dispute, e.proposal)
        }
        Event::DisputeRuled(e) => end::ruled(e),
        Event::DisputeSettled(e) => end::settled(e, unit),
        Event::DissolutionOpened(e) => end::dissolution_opened(e),
        Event::SharersCounted(e) => end::sharers_counted(e),
        Event::Divided(e) => end::divided(e, unit),
        Event::ShareClaimed(e) => end::share_claimed(e, unit),
        Event::CreditForfeited(e) => end::credit_forfeited(e, unit),
    }
}

/// Somebody's words, if there are any.
fn said(words: Option<&str>) -> String {
    words.map(|words| format!(", saying “{words}”")).unwrap_or_default()
}

/// `member 3`, `members 3, 4`.
fn members(members: &[MemberIndex]) -> String {
    let numbers: Vec<_> = members.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [] => "nobody".to_owned(),
        [one] => format!("member {one}"),
        several => format!("members {}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use mutual_types::{
        event::{Divided, ExitSettled, VoteCast},
        AccountId, Choice, GrantId, ProposalId,
    };
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

    #[test]
    fn a_proxy_is_named_with_whose_ballot_it_is() {
        let mut cast = VoteCast {
            seq: 0,
            proposal: ProposalId(4),
            member: MemberIndex(2),
            choice: Choice::Aye,
            ends_ms: 1_000,
            reason: None,
            proxy: None,
        };
        let say = |cast: &VoteCast| event(&cast.clone().into(), &Unit::default());
        assert!(say(&cast).starts_with("Member 2 voted aye on proposal 4;"));
        cast.proxy = Some(MemberIndex(7));
        cast.reason = Some("as agreed".to_owned());
        assert!(say(&cast).starts_with("Member 7, as proxy of member 2, voted aye on proposal 4, saying “as agreed”;"));
    }

    #[test]
    fn an_exit_names_what_the_shares_paid_back() {
        let one = 1_000_000_000_000;
        let settled = ExitSettled {
            seq: 0,
            member: MemberIndex(3),
            account: AccountId([0; 32]),
            credit: 2 * one,
            repaid: vec![(GrantId(1), one), (GrantId(4), 3 * one)],
            still_owed: 0,
        };
        assert_eq!(
            event(&settled.into(), &Unit::default()),
            "The shares of member 3 were settled: 2 UNIT are a credit of \
             5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM; they paid back 1 UNIT of grant 1, 3 UNIT of grant 4."
        );
    }

    #[test]
    fn what_is_divided_is_told_to_the_last_planck() {
        let divided = |each, extra| {
            let event = Divided { seq: 0, total: 7_000_000_000_000, sharers: 3, each, extra };
            super::event(&event.into(), &Unit::default())
        };
        assert_eq!(divided(0, 0), "What was left, 7 UNIT, is a credit of the beneficiary.");
        assert!(divided(2_333_333_333_333, 1).ends_with("and the first 1 to claim get one planck more."));
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
