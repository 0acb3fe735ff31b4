//! Single rules of the model, worked out by hand from the design.
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use mutual_model::play::Opening;
use mutual_model::{Answer, Chain, Expected, Message as M, Model};
use mutual_types::{
    AccountId, Action, Choice, Error, MemberIndex, Mode, PaymentId, PaymentStatus, PotId, ProposalId, ProposalStatus,
    Released, Role, Standing,
};

const COIN: u128 = 1_000_000_000;
const SECOND: u64 = 1_000;
const SOCIETY: AccountId = AccountId([0x50; 32]);

/// A society of six: two treasurers, two stewards, three arbitrators; one approval, and numbers that are easy to follow.
struct Six {
    model: Model,
    people: Vec<AccountId>,
    now: u64,
}

impl Six {
    fn new() -> Self {
        let mut opening = Opening::of(1);
        let founding = &mut opening.founding;
        let first = founding.founders[0].clone();
        founding.founders = vec![first; 6];
        let roles: [&[Role]; 6] = [
            &[Role::Treasurer],
            &[Role::Treasurer],
            &[Role::Steward],
            &[Role::Steward, Role::Arbitrator],
            &[Role::Arbitrator],
            &[Role::Arbitrator],
        ];
        for (place, roles) in roles.into_iter().enumerate() {
            founding.founders[place].account = opening.accounts[place];
            founding.founders[place].roles = roles.to_vec();
        }
        let rules = &mut founding.rules;
        rules.voting.voting_period_ms = 20 * SECOND;
        rules.voting.min_open_ms = 2 * SECOND;
        rules.voting.late_extension_ms = 5 * SECOND;
        rules.voting.notice_ms = 3 * SECOND;
        rules.voting.execution_window_ms = 40 * SECOND;
        rules.voting.quorum_bps = 5_000;
        rules.voting.min_ayes = 2;
        rules.voting.free_open_proposals = 7;
        rules.payments.approvals = 1;
        rules.payments.window_ms = 30 * SECOND;
        rules.payments.hold_ms = 10 * SECOND;
        rules.payments.reserve_floor = 10 * COIN;
        rules.dues.amount = COIN;
        rules.dues.period_ms = 100 * SECOND;
        rules.dues.grace_ms = 50 * SECOND;
        let chain = Chain { minimum: COIN, ..Chain::default() };
        let model = Model::found(chain, SOCIETY, opening.now_ms, 100 * COIN, founding).unwrap();
        Self { model, people: opening.accounts, now: opening.now_ms }
    }

    fn at(&mut self, seconds: u64) -> &mut Self {
        self.now = 1_800_000_000_000 + seconds * SECOND;
        self.model.look_at(self.now);
        self
    }

    fn send(&mut self, who: usize, message: M) -> Result<Answer, Expected> {
        self.model.apply(self.people[who], self.now, 0, message)
    }

    fn does(&mut self, who: usize, message: M) -> Answer {
        self.send(who, message.clone()).unwrap_or_else(|refusal| panic!("{message:?}: {refusal:?}"))
    }

    fn proposes(&mut self, who: usize, action: Action) -> ProposalId {
        let title = "A proposal".to_owned();
        match self.does(who, M::Propose { title, document: None, action, mode: Mode::Ballot }) {
            Answer::Proposal(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn votes(&mut self, who: usize, proposal: ProposalId, choice: Choice) {
        self.does(who, M::Vote { proposal, choice, reason: None });
    }

    fn status(&self, proposal: ProposalId) -> ProposalStatus {
        self.model.proposal_facts(proposal).unwrap().status
    }
}

#[test]
fn quorum_is_met_at_exactly_its_number_and_nays_do_not_help() {
    let mut six = Six::new();
    let proposal = six.at(1).proposes(0, Action::Resolution);
    six.at(2).votes(0, proposal, Choice::Aye);
    six.votes(1, proposal, Choice::Aye);
    six.votes(2, proposal, Choice::Nay);
    assert_eq!(six.at(21).status(proposal), ProposalStatus::NoQuorum);

    let proposal = six.at(30).proposes(0, Action::Resolution);
    six.at(31).votes(0, proposal, Choice::Aye);
    six.votes(1, proposal, Choice::Aye);
    six.votes(2, proposal, Choice::Abstain);
    assert_eq!(six.at(60).status(proposal), ProposalStatus::Executable);
}

#[test]
fn the_fourth_aye_of_six_is_certain_and_ends_the_vote_after_the_least_open_time() {
    let mut six = Six::new();
    let proposal = six.at(1).proposes(0, Action::Resolution);
    six.at(2);
    for who in 0..3 {
        six.votes(who, proposal, Choice::Aye);
        assert!(!six.model.proposal_facts(proposal).unwrap().decided, "{who}");
    }
    six.votes(3, proposal, Choice::Aye);
    let facts = six.model.proposal_facts(proposal).unwrap();
    assert!(facts.decided);
    assert_eq!(facts.ends_ms, 1_800_000_003_000, "two seconds after it was opened");
}

#[test]
fn a_late_quorum_extends_the_vote_once() {
    let mut six = Six::new();
    let proposal = six.at(1).proposes(0, Action::Resolution);
    six.at(2).votes(0, proposal, Choice::Aye);
    six.votes(1, proposal, Choice::Nay);
    six.at(18).votes(2, proposal, Choice::Abstain);
    assert_eq!(six.model.proposal_facts(proposal).unwrap().ends_ms, 1_800_000_021_000);
    six.votes(3, proposal, Choice::Abstain);
    let facts = six.model.proposal_facts(proposal).unwrap();
    assert_eq!((facts.extended, facts.ends_ms), (true, 1_800_000_023_000));
}

#[test]
fn a_payment_waits_for_approval_stands_still_while_held_and_is_released_once() {
    let mut six = Six::new();
    let payee = AccountId([9; 32]);
    let spend = six.at(1).proposes(2, Action::Spend { payee, amount: 20 * COIN, pot: PotId::GENERAL });
    six.at(2);
    (0..4).for_each(|who| six.votes(who, spend, Choice::Aye));
    six.at(6).does(5, M::Execute { proposal: spend });
    let again = six.send(5, M::Execute { proposal: spend });
    assert!(matches!(again, Err(Expected::Exactly(Error::NotExecutable { status: ProposalStatus::Executed, .. }))));

    let payment = PaymentId(0);
    let early = six.send(5, M::ReleasePayment { payment });
    assert_eq!(early, Err(Expected::Exactly(Error::NotEnoughApprovals { have: 0, needed: 1 })));
    let own = six.at(16).send(2, M::HoldPayment { payment, reason: "Wait".to_owned() });
    assert_eq!(own, Err(Expected::Exactly(Error::ConflictOfInterest(mutual_types::Conflict::Proposer))));
    six.does(3, M::HoldPayment { payment, reason: "Wait".to_owned() });
    assert_eq!(six.model.payment_facts(payment).unwrap().status, PaymentStatus::Stopped);
    six.at(26);
    let facts = six.model.payment_facts(payment).unwrap();
    assert_eq!((facts.status, facts.ends_ms), (PaymentStatus::Waiting, Some(1_800_000_046_000)));
    six.does(0, M::ApprovePayment { payment });
    assert_eq!(six.does(5, M::ReleasePayment { payment }), Answer::Released(Released::Released));
    assert_eq!(six.model.chain.balance, 80 * COIN);
}

#[test]
fn the_general_pot_keeps_its_floor() {
    let mut six = Six::new();
    let payee = AccountId([9; 32]);
    let spend = six.at(1).proposes(2, Action::Spend { payee, amount: 90 * COIN + 1, pot: PotId::GENERAL });
    six.at(2);
    (0..4).for_each(|who| six.votes(who, spend, Choice::Aye));
    let refused = six.at(6).send(5, M::Execute { proposal: spend });
    let error = Error::InsufficientPot { available: 90 * COIN, needed: 90 * COIN + 1 };
    assert_eq!(refused, Err(Expected::Exactly(error)));
}

#[test]
fn dues_restore_the_vote_only_when_enough_is_paid() {
    let mut six = Six::new();
    let member = MemberIndex(4);
    six.at(600);
    assert_eq!(six.model.member_facts(member).unwrap().standing, Standing::Lapsed);
    six.does(0, M::RecordLapse { member });
    let pay = |periods| M::PayDues { member, periods };
    six.model.apply(six.people[4], six.now, 5 * COIN, pay(5)).unwrap();
    let facts = six.model.member_facts(member).unwrap();
    assert_eq!((facts.standing, facts.counted), (Standing::Lapsed, false));
    six.model.apply(six.people[4], six.now, COIN, pay(1)).unwrap();
    let facts = six.model.member_facts(member).unwrap();
    assert_eq!((facts.standing, facts.counted), (Standing::Grace, true));
}

#[test]
fn a_refusal_changes_nothing() {
    let mut six = Six::new();
    let before = six.at(1).model.counters().unwrap();
    assert_eq!(six.send(20, M::Leave {}), Err(Expected::Exactly(Error::NotMember)));
    let paid = six.model.apply(six.people[0], six.now, 1, M::Leave {});
    assert_eq!(paid, Err(Expected::NotPayable));
    assert_eq!(six.model.counters().unwrap(), before);
}
