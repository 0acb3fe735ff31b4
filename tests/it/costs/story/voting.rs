//! Ballots, consent, deposits, and proposals that come to nothing.

use mutual_model::Message;
use mutual_types::{Action, Choice, Mode, ProposalId, CELL_MEMBERS, MEMO_MAX};

use crate::costs::breakdown::AROUND;
use crate::costs::founding::UNIT;
use crate::costs::growth::{change_rules, FAR_VOTERS};
use crate::costs::net::Net;
use crate::costs::{Size, VOTE, VOTE_FIRST, VOTE_NEW_CELL, VOTE_REPLACING, VOTE_SAME_CELL, VOTE_WITH_REASON};

use super::decide::{propose, propose_unmeasured, settle};
use super::ANYONE;

pub fn tell(net: &mut Net, size: Size) {
    // A quorum of at least one ballot, as in a society of people.
    change_rules(net, |rules| rules.voting.quorum_bps = 1);
    let words = propose(net, "propose, resolution", 8, Action::Resolution, Mode::Ballot, 0);
    let spam = propose(net, "propose, a second one with deposit", 8, Action::Resolution, Mode::Ballot, UNIT);
    change_rules(net, |rules| rules.voting.quorum_bps = 0);
    ballots(net, size, words);
    let consented = consent(net);
    let quiet = withdrawal(net);
    net.pass_days(10);
    net.measure("settle", ANYONE, Message::Settle { proposal: quiet }, 0);
    settle(net, consented);
    net.measure("judge_spam, first of two", 3, Message::JudgeSpam { proposal: spam }, 0);
    net.measure("judge_spam, last of two", 4, Message::JudgeSpam { proposal: spam }, 0);
    net.measure("execute, resolution", ANYONE, Message::Execute { proposal: words }, 0);
    settle(net, words);
}

fn ballots(net: &mut Net, size: Size, proposal: ProposalId) {
    let vote = |reason: Option<String>| Message::Vote { proposal, choice: Choice::Aye, reason };
    let reason = "r".repeat(usize::try_from(MEMO_MAX).unwrap());
    net.measure(VOTE_FIRST, 0, vote(None), 0);
    let metered = net.meter(1, &vote(None));
    net.measure(VOTE, 1, vote(None), 0);
    assert_eq!(net.rows.last().unwrap().cost.weight, metered + AROUND, "the extrinsic around the contract");
    net.measure(VOTE_WITH_REASON, 2, vote(Some(reason)), 0);
    if size.members > CELL_MEMBERS + 2 {
        net.measure(VOTE_NEW_CELL, FAR_VOTERS[0], vote(None), 0);
        net.measure(VOTE_SAME_CELL, FAR_VOTERS[1], vote(None), 0);
    }
    let for_all = Message::VoteWithProxies { proposal, choice: Choice::Aye, reason: None };
    net.measure("vote_with_proxies, four ballots", 6, for_all, 0);
    net.measure(VOTE_REPLACING, 5, vote(None), 0);
    // So that ten thousandths of a hundred thousand members have voted.
    for voter in [3, 4, 9] {
        net.send(voter, vote(None), 0);
    }
    net.measure("end_proxy", 5, Message::EndProxy { member: net.member(5) }, 0);
    for giver in [7, 8] {
        net.send(giver, Message::EndProxy { member: net.member(giver) }, 0);
    }
}

fn consent(net: &mut Net) -> ProposalId {
    let proposal = propose(net, "propose, resolution by consent", 7, Action::Resolution, Mode::Consent, 0);
    let object = || Message::Object { proposal, reason: "n".repeat(64) };
    net.measure("object, first of two", 0, object(), 0);
    net.measure("object, last of two", 1, object(), 0);
    proposal
}

/// The second proposal of a member, with a deposit, is withdrawn. Gives the first, for which nobody votes.
fn withdrawal(net: &mut Net) -> ProposalId {
    let quiet = propose_unmeasured(net, 9, Action::Resolution, 0);
    let proposal = propose_unmeasured(net, 9, Action::Resolution, UNIT);
    net.measure("withdraw_proposal", 9, Message::WithdrawProposal { proposal }, 0);
    net.measure("settle, deposit to a credit", ANYONE, Message::Settle { proposal }, 0);
    net.measure("withdraw_credit", 9, Message::WithdrawCredit {}, 0);
    quiet
}
