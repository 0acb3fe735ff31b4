//! A change of rules revives or alters an open proposal.

use mutual_model::{Answer, Message as M};
use mutual_types::{Action, Choice, Error, Mode, Proposal, ProposalBody, ProposalId, ProposalStatus, Rules};

use crate::town::{account, member, Town, BEN, COIN, DAY, GENERAL, HOUR, SECOND};

/// Rules of which everything that decides on a proposal is another.
fn other_rules(now: &Rules) -> Rules {
    let mut rules = now.clone();
    rules.voting.voting_period_ms = HOUR;
    rules.voting.min_open_ms = HOUR;
    rules.voting.late_extension_ms = HOUR;
    rules.voting.notice_ms = DAY;
    rules.voting.execution_window_ms = 30 * DAY;
    rules.voting.quorum_bps = 0;
    rules.voting.special_approval_bps = 5_001;
    rules.voting.min_ayes = 7;
    rules.voting.consent_objectors = 7;
    rules.voting.free_open_proposals = 7;
    rules.voting.proposal_deposit = 1;
    rules.payments.approvals = 7;
    rules.payments.window_ms = DAY;
    // Nobody has paid these dues, so that everybody is behind within a second.
    rules.dues.grace_ms = SECOND;
    rules
}

type Records = Vec<(ProposalId, Proposal, ProposalBody)>;

fn records(town: &Town, ids: &[ProposalId]) -> Records {
    ids.iter().map(|id| (*id, town.cells().proposal(*id), town.cells().body(*id))).collect()
}

fn status(town: &Town, id: ProposalId) -> ProposalStatus {
    town.cells().proposal(id).status(town.now_ms)
}

#[test]
fn no_proposal_that_is_open_or_over_is_touched_by_other_rules() {
    let mut town = Town::found(|founding| founding.rules.dues.amount = 0);
    let spend = || Action::Spend { payee: account(30), amount: COIN, pot: GENERAL };
    // Over: without quorum, and passed but too late for anybody.
    let (silent, rejected) = (town.proposes(0, spend()), town.proposes(1, spend()));
    town.votes(2, rejected, Choice::Abstain);
    town.votes(3, rejected, Choice::Abstain);
    let expired = town.proposes(2, spend());
    town.passes(expired);
    town.wait(HOUR);
    // Open when the rules change: one in its execution window, one in its voting, one in consent.
    let mut rules = other_rules(town.model.rules());
    rules.dues.amount = COIN;
    let change = town.proposes(5, Action::SetRules(Box::new(rules)));
    let executable = town.proposes(6, spend());
    town.ayes(change);
    town.ayes(executable);
    town.wait(80 * SECOND);
    let voting = town.proposes(7, spend());
    town.votes(0, voting, Choice::Aye);
    let title = "Quietly".to_owned();
    let ask = M::Propose { title, document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(consenting) = town.does(8, ask) else { panic!("it is a proposal") };
    let all = [silent, rejected, expired, executable, voting, consenting];
    let before = records(&town, &all);

    town.does(BEN, M::Execute { proposal: change });

    assert_eq!(records(&town, &all), before);
    use ProposalStatus as S;
    let statuses: Vec<S> = all.iter().map(|id| status(&town, *id)).collect();
    assert_eq!(statuses, [S::NoQuorum, S::Rejected, S::Expired, S::Executable, S::Voting, S::Consenting]);
    for over in [silent, rejected, expired] {
        let refused = town.refuses(0, 0, M::Execute { proposal: over });
        assert!(matches!(refused, Error::NotExecutable { .. }), "{refused:?}");
        let vote = town.refuses(9, 0, M::Vote { proposal: over, choice: Choice::Aye, reason: None });
        assert!(matches!(vote, Error::VotingClosed { .. }), "{vote:?}");
    }
    // A minute later everybody is behind with the new dues, and still decides on what was made before them.
    town.wait(2 * SECOND);
    assert!(matches!(town.refuses(9, 0, propose()), Error::NotInGoodStanding(_)));
    for who in [1, 2] {
        town.votes(who, voting, Choice::Aye);
    }
    town.does(9, M::Object { proposal: consenting, reason: "no".to_owned() });
    town.does(10, M::Object { proposal: consenting, reason: "no".to_owned() });
    assert_eq!(status(&town, consenting), S::Voting, "two, as when it was made");
    // Three ayes, a minute, and twenty seconds of notice, as when it was made.
    town.does(0, M::Execute { proposal: executable });
    let from_ms = before[4].1.ends_ms + 20 * SECOND;
    town.reach(from_ms);
    town.does(0, M::Execute { proposal: voting });
    let payment = town.cells().payment(town.last_payment());
    assert_eq!((payment.approvals_needed, payment.ends_ms - payment.starts_ms), (2, HOUR));
}

fn propose() -> M {
    M::Propose { title: String::new(), document: None, action: Action::Resolution, mode: Mode::Ballot }
}

#[test]
fn a_deposit_is_given_back_as_it_was_taken() {
    let mut town = Town::found(|founding| founding.rules.dues.amount = 0);
    let mut rules = town.model.rules().clone();
    for _ in 0..3 {
        town.does(10, propose());
    }
    let Answer::Proposal(paid) = town.pays(10, 5 * COIN, propose()) else { panic!("it is a proposal") };
    rules.voting.proposal_deposit = 100 * COIN;
    rules.voting.free_open_proposals = 1;
    town.decides(0, Action::SetRules(Box::new(rules)));
    let needed = 100 * COIN;
    assert_eq!(town.cells().body(paid).deposit, 5 * COIN);
    town.wait(8 * DAY);
    town.does(0, M::Settle { proposal: paid });
    assert_eq!(town.cells().credit(account(10)), 5 * COIN);
    // The three that were free then are settled by the next one, which is free again.
    town.does(10, propose());
    assert_eq!(town.refuses(10, 0, propose()), Error::WrongDeposit { given: 0, needed });
    assert_eq!(town.cells().member(account(10)).index, member(10));
}
