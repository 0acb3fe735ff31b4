//! G15: objections, holds, and proposals and disputes that only delay. Each stops something once, and for a time.

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, AdmissionPolicy, Choice, DisputeSubject, Error, Kind, Mode, PaymentId, PaymentStatus, PotKind, PotSpec,
    ProposalStatus, Restriction, Ruling,
};

use super::appeals::{facts, open, rule, DEPOSIT};
use crate::town::{account, Town, COIN, DAY, GENERAL, HOUR, SECOND};

#[test]
fn g15_an_objection_is_made_once_by_those_who_may_vote_and_only_opens_a_ballot() {
    let mut town = Town::found(|founding| {
        founding.rules.membership.admission = AdmissionPolicy::Open;
        founding.rules.membership.probation_ms = HOUR;
    });
    let title = "Quietly".to_owned();
    let pot = PotSpec { kind: PotKind::Restricted, name: "Boat".to_owned(), restriction: Some(restriction()) };
    let ask = M::Propose { title, document: None, action: Action::OpenPot(pot), mode: Mode::Consent };
    let Answer::Proposal(proposal) = town.does(0, ask) else { panic!("it is a proposal") };
    let object = || M::Object { proposal, reason: "no".to_owned() };
    town.does(20, M::Apply { charter_version: 1 });
    let newcomer = town.refuses(20, 0, object());
    assert!(matches!(newcomer, Error::NotEligible { .. }), "{newcomer:?}");
    assert_eq!(town.refuses(40, 0, object()), Error::NotMember);
    let vote = M::Vote { proposal, choice: Choice::Nay, reason: None };
    assert!(matches!(town.refuses(1, 0, vote), Error::Consenting { .. }), "there is no ballot yet");
    town.does(1, object());
    assert_eq!(town.refuses(1, 0, object()), Error::AlreadyObjected);
    assert_eq!(facts(&town, proposal).status, ProposalStatus::Consenting);
    town.wait(50 * SECOND);
    town.does(2, object());
    let opened = facts(&town, proposal);
    assert_eq!((opened.status, opened.ends_ms), (ProposalStatus::Voting, town.now_ms + 60 * SECOND), "a whole period");
    assert!(matches!(town.refuses(3, 0, object()), Error::NotConsenting(ProposalStatus::Voting)));
    // Those who object are no ballots, and have one each like all others.
    assert_eq!(opened.tally.cast(), 0);
    for (who, choice) in [(1, Choice::Nay), (2, Choice::Nay), (0, Choice::Aye), (3, Choice::Aye), (4, Choice::Aye)] {
        town.votes(who, proposal, choice);
    }
    town.reach(facts(&town, proposal).executable_from_ms);
    town.does(0, M::Execute { proposal });
}

fn restriction() -> Restriction {
    let kinds = vec![Kind::Spend];
    Restriction { kinds, payees: Vec::new(), ends_ms: None, fallback: account(46) }
}

/// An approved payment, which only waits for somebody to release it.
fn approved(town: &mut Town) -> PaymentId {
    town.decides(6, Action::Spend { payee: account(30), amount: COIN, pot: GENERAL });
    let payment = town.last_payment();
    for treasurer in [1, 2] {
        town.does(treasurer, M::ApprovePayment { payment });
    }
    payment
}

fn payment_status(town: &Town, payment: PaymentId) -> PaymentStatus {
    town.model.payment_facts(payment).unwrap().status
}

#[test]
fn g15_a_payment_is_held_up_once_in_each_way_and_goes_out_in_the_end() {
    let mut town = Town::found(|founding| founding.rules.voting.free_open_proposals = 7);
    let payment = approved(&mut town);
    let release = || M::ReleasePayment { payment };
    let stops = |town: &Town| {
        let refused = town.refuses(0, 0, release());
        assert!(matches!(refused, Error::PaymentNotWaiting { status: PaymentStatus::Stopped, .. }), "{refused:?}");
    };
    // A treasurer, once.
    town.does(0, M::HoldPayment { payment, reason: "no".to_owned() });
    stops(&town);
    town.wait(10 * SECOND);
    for officer in [0, 1, 3] {
        let again = M::HoldPayment { payment, reason: "no".to_owned() };
        assert_eq!(town.refuses(officer, 0, again), Error::AlreadyHeld);
    }
    assert_eq!(payment_status(&town, payment), PaymentStatus::Waiting);
    // Members who propose to cancel it: the first proposal stops it until its end, the next ones do not.
    for (proposer, is_first) in [(9, true), (10, false), (11, false)] {
        let proposal = town.proposes(proposer, Action::CancelPayment { payment });
        assert_eq!(payment_status(&town, payment) == PaymentStatus::Stopped, is_first, "{proposer}");
        town.votes(0, proposal, Choice::Nay);
        town.votes(1, proposal, Choice::Nay);
        town.reach(facts(&town, proposal).ends_ms);
    }
    // Whoever disputes it, once.
    let subject = DisputeSubject::Payment(payment);
    town.pays(6, DEPOSIT, open(subject, Ruling::Against));
    let dispute = town.last_dispute();
    stops(&town);
    for who in [0, 6, 9] {
        assert_eq!(town.refuses(who, DEPOSIT, open(subject, Ruling::Against)), Error::AlreadyDisputed(dispute));
    }
    for arbitrator in [5, 7] {
        town.does(arbitrator, rule(dispute, Ruling::For));
    }
    town.does(0, release());
    assert_eq!(payment_status(&town, payment), PaymentStatus::Released);
}

#[test]
fn g15_time_that_stands_still_is_not_taken_from_a_payment() {
    let mut town = Town::found(|_| {});
    let payment = approved(&mut town);
    let ends_ms = town.model.payment_facts(payment).unwrap().ends_ms.unwrap();
    let subject = DisputeSubject::Payment(payment);
    town.pays(6, DEPOSIT, open(subject, Ruling::Against));
    let (dispute, from_ms) = (town.last_dispute(), town.now_ms);
    // Nobody rules, and nobody asks the members, for a day: far beyond the window.
    town.wait(DAY / 2);
    let Answer::Proposal(ballot) = town.does(0, M::ReferDispute { dispute }) else { panic!("it is a ballot") };
    town.ayes(ballot);
    town.reach(facts(&town, ballot).executable_from_ms);
    // The ballot was on what the opener wants: to cancel it. It is not executed, so that the opposite is ruled.
    town.reach(facts(&town, ballot).expires_ms);
    town.does(0, M::SettleDispute { dispute });
    let stood_ms = town.now_ms - from_ms;
    assert_eq!(town.model.payment_facts(payment).unwrap().ends_ms, Some(ends_ms + stood_ms));
    town.does(0, M::ReleasePayment { payment });
}
