//! Seats, and approvals of those who had them.

use mutual_model::Message as M;
use mutual_types::{Action, Choice, Collection, DisputeSubject, Error, Founder, PotId, Role, Ruling};

use super::{does_cheaply, executes, is_cheap, reads_cheaply, too_many};
use crate::town::{account, member, Town, COIN, GENERAL, HOUR};

/// Sixteen of each role: sixty-four seats.
fn full_roster() -> Town {
    Town::found(|founding| {
        let roles = |who: usize| match who {
            0..=15 => vec![Role::Treasurer, Role::Arbitrator],
            16..=31 => vec![Role::Steward, Role::Keeper(GENERAL)],
            _ => Vec::new(),
        };
        founding.founders = (0..40).map(|who| Founder { account: account(who), roles: roles(who) }).collect();
        founding.rules.payments.approvals = 7;
        founding.rules.voting.quorum_bps = 0;
    })
}

#[test]
fn p5_sixteen_seats_of_a_role_and_sixty_four_of_all_are_all_there_are() {
    let mut town = full_roster();
    assert_eq!(town.cells().roster().seats.len(), 64);
    let grant = |role, who| Action::GrantRole { member: member(who), role, term_ms: HOUR };
    let cases = [(Role::Treasurer, 16), (Role::Arbitrator, 16), (Role::Keeper(PotId(3)), 64)];
    for ((role, max), proposer) in cases.into_iter().zip(36..) {
        let proposal = town.proposes(proposer, grant(role, 39));
        town.passes(proposal);
        assert_eq!(town.refuses(39, 0, executes(proposal)), too_many(Collection::Seats, max));
    }
    // Whoever has a seat gets another term, and a seat given up makes room.
    town.decides(39, grant(Role::Treasurer, 0));
    town.decides(39, Action::RevokeRole { member: member(15), role: Role::Treasurer });
    town.decides(39, grant(Role::Treasurer, 39));
    assert_eq!(town.cells().roster().seats.len(), 64);
}

#[test]
fn p5_what_reads_a_full_roster_takes_little() {
    let mut town = full_roster();
    let proposal = town.proposes(39, Action::Spend { payee: account(38), amount: COIN, pot: GENERAL });
    is_cheap(&town, 5, 0, &M::Vote { proposal, choice: Choice::Aye, reason: Some("r".repeat(256)) });
    town.passes(proposal);
    does_cheaply(&mut town, 39, executes(proposal));
    let payment = town.last_payment();
    let hold = M::HoldPayment { payment, reason: "r".repeat(256) };
    does_cheaply(&mut town, 31, hold);
    does_cheaply(&mut town, 31, M::LiftHold { payment });
    for treasurer in 9..16 {
        does_cheaply(&mut town, treasurer, M::ApprovePayment { payment });
    }
    does_cheaply(&mut town, 39, M::ReleasePayment { payment });

    let subject = DisputeSubject::External { contract: account(3), case: 0, a: member(15), b: member(14) };
    let open = M::OpenDispute { subject, wanted: Ruling::For };
    town.pays(0, 5 * COIN, open);
    let dispute = town.last_dispute();
    let panel = town.cells().dispute(dispute).panel;
    assert_eq!(panel.len(), 3);
    let first = usize::try_from(panel[0].0).unwrap();
    does_cheaply(&mut town, first, M::RuleDispute { dispute, ruling: Ruling::For });
    does_cheaply(&mut town, 15, M::Resign { role: Role::Treasurer });
    does_cheaply(&mut town, 20, M::Leave {});
    reads_cheaply(&town, "society", ());
}

#[test]
fn p5_sixteen_approvals_of_a_payment_are_all_there_are_and_the_members_release_what_is_stuck() {
    let mut town = full_roster();
    let proposal = town.proposes(39, Action::Spend { payee: account(38), amount: COIN, pot: GENERAL });
    town.passes(proposal);
    town.does(39, executes(proposal));
    let payment = town.last_payment();
    for treasurer in 0..16 {
        town.does(treasurer, M::ApprovePayment { payment });
    }
    // Those who approved are replaced, one by one: their approvals stay on the record, and count no more.
    for who in 0..16 {
        town.does(who, M::Resign { role: Role::Treasurer });
    }
    town.decides(37, Action::GrantRole { member: member(37), role: Role::Treasurer, term_ms: HOUR });
    let approve = M::ApprovePayment { payment };
    assert_eq!(town.refuses(37, 0, approve), too_many(Collection::Approvals, 16));
    let none = Error::NotEnoughApprovals { have: 0, needed: 1 };
    assert_eq!(town.refuses(39, 0, M::ReleasePayment { payment }), none);
    town.decides(36, Action::ReleasePayment { payment });
    does_cheaply(&mut town, 39, M::ReleasePayment { payment });
}
