//! Deciding: what is proposed, voted on, executed and settled. A proposer has no other proposal open, or `propose` would
//! cost more by the reading of each.

use mutual_model::Message;
use mutual_types::{Action, Choice, Mode, Planck, ProposalId};

use crate::costs::founding::document;
use crate::costs::net::Net;

use super::{ANYONE, VOTERS};

/// Something to decide on.
pub struct Motion {
    pub what: &'static str,
    pub by: usize,
    pub action: Action,
}

/// Shorter to read in a list.
pub fn motion(what: &'static str, by: usize, action: Action) -> Motion {
    Motion { what, by, action }
}

/// A title of 48 bytes.
pub fn title() -> String {
    "t".repeat(48)
}

/// Proposes, with a document, and measures it.
pub fn propose(net: &mut Net, step: &str, by: usize, action: Action, mode: Mode, deposit: Planck) -> ProposalId {
    net.measure(step, by, proposal(action, mode), deposit);
    last_proposal(net)
}

/// Proposes without measuring.
pub fn propose_unmeasured(net: &mut Net, by: usize, action: Action, deposit: Planck) -> ProposalId {
    net.send(by, proposal(action, Mode::Ballot), deposit);
    last_proposal(net)
}

fn proposal(action: Action, mode: Mode) -> Message {
    Message::Propose { title: title(), document: Some(document(7)), action, mode }
}

fn last_proposal(net: &Net) -> ProposalId {
    ProposalId(net.counters().proposals - 1)
}

/// Makes all proposals, each measured.
pub fn propose_all(net: &mut Net, motions: Vec<Motion>) -> Vec<(&'static str, ProposalId)> {
    let measured = motions.into_iter().map(|Motion { what, by, action }| {
        (what, propose(net, &format!("propose, {what}"), by, action, Mode::Ballot, 0))
    });
    measured.collect()
}

/// Votes for all of them, up to where they can be executed.
pub fn pass(net: &mut Net, proposals: impl IntoIterator<Item = ProposalId>) {
    for proposal in proposals {
        for voter in VOTERS {
            net.send(voter, Message::Vote { proposal, choice: Choice::Aye, reason: None }, 0);
        }
    }
    net.pass_days(9);
}

/// Executes all of them, each measured, and settles them.
pub fn execute_all(net: &mut Net, proposals: &[(&'static str, ProposalId)]) {
    for (what, proposal) in proposals {
        net.measure(&format!("execute, {what}"), ANYONE, Message::Execute { proposal: *proposal }, 0);
    }
    for (_, proposal) in proposals {
        settle(net, *proposal);
    }
}

/// Ends a proposal without measuring.
pub fn settle(net: &mut Net, proposal: ProposalId) {
    net.send(ANYONE, Message::Settle { proposal }, 0);
}

/// Does all of it, and gives the proposals.
pub fn decide(net: &mut Net, motions: Vec<Motion>) -> Vec<ProposalId> {
    let proposals = propose_all(net, motions);
    let ids: Vec<ProposalId> = proposals.iter().map(|(_, id)| *id).collect();
    pass(net, ids.iter().copied());
    execute_all(net, &proposals);
    ids
}
