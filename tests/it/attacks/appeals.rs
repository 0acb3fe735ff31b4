//! G15: appeals, the veto of the accused. Who may make one, how often, and what it stops for how long.

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, Choice, DisputeId, DisputeStatus, DisputeSubject, Error, ProposalId, ProposalStatus, Role, Ruling,
};

use crate::town::{account, member, Town, COIN, HOUR, SECOND};

pub const DEPOSIT: u128 = 5 * COIN;
/// An arbitrator, whom the others want to expel.
const ACCUSED: usize = 5;

pub fn open(subject: DisputeSubject, wanted: Ruling) -> M {
    M::OpenDispute { subject, wanted }
}

fn appeal(proposal: ProposalId) -> M {
    open(DisputeSubject::Expulsion(proposal), Ruling::Against)
}

fn status(town: &Town, proposal: ProposalId) -> ProposalStatus {
    town.model.proposal_facts(proposal).unwrap().status
}

pub fn facts(town: &Town, proposal: ProposalId) -> mutual_model::ProposalFacts {
    town.model.proposal_facts(proposal).unwrap()
}

fn dispute_status(town: &Town, dispute: DisputeId) -> DisputeStatus {
    town.model.dispute_facts(dispute).unwrap().status
}

/// Decided by 1, 2 and 3 on a proposal of 6, who is an arbitrator, too; and in its notice.
fn noticed(town: &mut Town, action: Action) -> ProposalId {
    let proposal = town.proposes(6, action);
    for who in [1, 2, 3] {
        town.votes(who, proposal, Choice::Aye);
    }
    town.reach(facts(town, proposal).ends_ms);
    assert_eq!(status(town, proposal), ProposalStatus::Notice);
    proposal
}

fn expulsion(town: &mut Town) -> ProposalId {
    noticed(town, Action::Expel { member: member(ACCUSED) })
}

/// The accused appeals.
fn appealed(town: &mut Town) -> (ProposalId, DisputeId) {
    let proposal = expulsion(town);
    town.pays(ACCUSED, DEPOSIT, appeal(proposal));
    (proposal, town.last_dispute())
}

pub fn rule(dispute: DisputeId, ruling: Ruling) -> M {
    M::RuleDispute { dispute, ruling }
}

fn is_stopped(town: &Town, proposal: ProposalId, expected: ProposalStatus) {
    let refused = town.refuses(0, 0, M::Execute { proposal });
    assert!(matches!(refused, Error::NotExecutable { status, .. } if status == expected), "{refused:?}");
}

#[test]
fn g15_only_the_accused_appeals_once_in_the_notice_and_against_a_deposit() {
    let mut town = Town::found(|_| {});
    let proposal = town.proposes(6, Action::Expel { member: member(ACCUSED) });
    assert_eq!(town.refuses(ACCUSED, DEPOSIT, appeal(proposal)), Error::NotDisputable, "nothing is decided");
    for who in [1, 2, 3] {
        town.votes(who, proposal, Choice::Aye);
    }
    town.reach(facts(&town, proposal).ends_ms);
    for stranger in [0, 4, 6, 7, 40] {
        assert_eq!(town.refuses(stranger, DEPOSIT, appeal(proposal)), Error::NotParty, "{stranger}");
    }
    for given in [0, DEPOSIT - 1, DEPOSIT + 1] {
        let wrong = Error::WrongValue { given, needed: DEPOSIT };
        assert_eq!(town.refuses(ACCUSED, given, appeal(proposal)), wrong);
    }
    town.pays(ACCUSED, DEPOSIT, appeal(proposal));
    let dispute = town.last_dispute();
    assert_eq!(town.refuses(ACCUSED, DEPOSIT, appeal(proposal)), Error::AlreadyDisputed(dispute));
    // What is no expulsion or suspension has no appeal.
    let other = noticed(&mut town, Action::RevokeRole { member: member(ACCUSED), role: Role::Arbitrator });
    assert_eq!(town.refuses(ACCUSED, DEPOSIT, appeal(other)), Error::NotDisputable);
}

#[test]
fn g15_an_appeal_comes_too_late_once_the_notice_is_over() {
    let mut town = Town::found(|_| {});
    let proposal = expulsion(&mut town);
    town.reach(facts(&town, proposal).executable_from_ms);
    assert_eq!(town.refuses(ACCUSED, DEPOSIT, appeal(proposal)), Error::NotDisputable);
    town.does(0, M::Execute { proposal });
}

#[test]
fn g15_neither_the_accused_nor_the_accuser_sits_on_the_panel_and_nobody_else_rules() {
    let mut town = Town::found(|founding| founding.founders[9].roles = vec![Role::Arbitrator]);
    let (_, dispute) = appealed(&mut town);
    assert_eq!(town.cells().dispute(dispute).panel, [member(7), member(8), member(9)]);
    for who in [ACCUSED, 6, 0, 3] {
        assert_eq!(town.refuses(who, 0, rule(dispute, Ruling::Against)), Error::NotOnPanel, "{who}");
    }
    // Who is no arbitrator any more rules no more, and who becomes one now does not either.
    town.does(7, M::Resign { role: Role::Arbitrator });
    assert_eq!(town.refuses(7, 0, rule(dispute, Ruling::Against)), Error::NotOnPanel);
    town.does(8, rule(dispute, Ruling::For));
    assert_eq!(town.refuses(8, 0, rule(dispute, Ruling::For)), Error::AlreadyRuled);
    assert_eq!(town.refuses(8, 0, rule(dispute, Ruling::Against)), Error::AlreadyRuled, "nor the other way");
}

#[test]
fn g15_an_appeal_that_is_turned_down_moves_the_execution_by_as_long_as_it_took() {
    let mut town = Town::found(|_| {});
    let (proposal, dispute) = appealed(&mut town);
    let (opened_ms, before) = (town.now_ms, facts(&town, proposal));
    town.wait(15 * SECOND);
    is_stopped(&town, proposal, ProposalStatus::Appealed);
    for arbitrator in [7, 8] {
        town.does(arbitrator, rule(dispute, Ruling::For));
    }
    let (stood_ms, after) = (town.now_ms - opened_ms, facts(&town, proposal));
    assert_eq!(after.executable_from_ms - before.executable_from_ms, stood_ms);
    assert_eq!(after.expires_ms - before.expires_ms, stood_ms, "and nobody lost a moment of the window");
    is_stopped(&town, proposal, ProposalStatus::Notice);
    assert_eq!(town.refuses(ACCUSED, DEPOSIT, appeal(proposal)), Error::AlreadyDisputed(dispute), "once");
    town.reach(after.executable_from_ms);
    town.does(0, M::Execute { proposal });
    assert_eq!(town.refuses(ACCUSED, 0, M::BuyShares { count: 1 }), Error::NotMember);
}

#[test]
fn g15_an_expulsion_that_is_annulled_is_executed_by_nobody_and_its_subject_stays() {
    let mut town = Town::found(|_| {});
    let (proposal, dispute) = appealed(&mut town);
    for arbitrator in [7, 8] {
        town.does(arbitrator, rule(dispute, Ruling::Against));
    }
    town.wait(20 * SECOND);
    is_stopped(&town, proposal, ProposalStatus::Annulled);
    town.does(0, M::SettleDispute { dispute });
    assert_eq!(town.model.credit_of(account(ACCUSED)), DEPOSIT, "the deposit comes back");
    town.does(ACCUSED, M::WithdrawCredit {});
    // The members may decide anew, and have to.
    town.decides(0, Action::Expel { member: member(ACCUSED) });
}

#[test]
fn g15_a_deposit_is_lost_by_a_unanimous_ruling_of_the_whole_panel_alone() {
    let votes = |rulings: &[Ruling]| {
        let mut town = Town::found(|founding| founding.founders[9].roles = vec![Role::Arbitrator]);
        let (_, dispute) = appealed(&mut town);
        for (arbitrator, ruling) in [7, 8, 9].into_iter().zip(rulings) {
            town.does(arbitrator, rule(dispute, *ruling));
        }
        town.wait(20 * SECOND);
        town.does(0, M::SettleDispute { dispute });
        town.model.credit_of(account(ACCUSED))
    };
    use Ruling::{Against, For};
    assert_eq!(votes(&[For, For, For]), 0);
    assert_eq!(votes(&[For, For]), DEPOSIT, "the third did not say");
    assert_eq!(votes(&[For, Against, For]), DEPOSIT);
    assert_eq!(votes(&[Against, Against, Against]), DEPOSIT);
}

#[test]
fn g15_without_a_ruling_the_members_decide_with_the_special_majority_and_silence_acquits() {
    for (ayes, nays, outcome) in
        [(5, 2, ProposalStatus::Notice), (4, 2, ProposalStatus::Annulled), (0, 0, ProposalStatus::Annulled)]
    {
        let mut town = Town::found(|founding| founding.rules.voting.quorum_bps = 0);
        let (proposal, dispute) = appealed(&mut town);
        town.does(7, rule(dispute, Ruling::For));
        town.wait(20 * SECOND);
        // One vote is no ruling. What was decided waits, for an hour or a day, until somebody asks the members.
        assert_eq!(dispute_status(&town, dispute), DisputeStatus::Undecided);
        let late = town.refuses(8, 0, rule(dispute, Ruling::For));
        assert!(matches!(late, Error::WrongDispute { status: DisputeStatus::Undecided, .. }), "{late:?}");
        is_stopped(&town, proposal, ProposalStatus::Appealed);
        town.wait(2 * HOUR);
        is_stopped(&town, proposal, ProposalStatus::Appealed);
        let Answer::Proposal(ballot) = town.does(10, M::ReferDispute { dispute }) else { panic!("it is a ballot") };
        assert!(facts(&town, ballot).special);
        for party in [ACCUSED, 6] {
            let vote = M::Vote { proposal: ballot, choice: Choice::Aye, reason: None };
            assert_eq!(town.refuses(party, 0, vote), Error::Recused);
        }
        let others = [0, 1, 2, 3, 4, 7, 8];
        for (who, place) in others.into_iter().zip(0..ayes + nays) {
            town.votes(who, ballot, if place < ayes { Choice::Aye } else { Choice::Nay });
        }
        let ended = facts(&town, ballot);
        town.reach(ended.executable_from_ms);
        if outcome == ProposalStatus::Notice {
            town.does(0, M::Execute { proposal: ballot });
        }
        town.does(0, M::SettleDispute { dispute });
        assert_eq!(status(&town, proposal), outcome, "{ayes} to {nays}");
        assert_eq!(town.model.credit_of(account(ACCUSED)), DEPOSIT, "no panel was against it");
    }
}
