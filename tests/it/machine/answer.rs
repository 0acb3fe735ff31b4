//! What a message answers. A block does not keep it: it is what a dry run before the block says, at the time of the block
//! before, and what the contract's counters and events say afterwards.

use mutual_model::play::Step;
use mutual_model::{Answer, Message};
use mutual_types::event::Event;
use mutual_types::{DisputeId, ExpenseId, PaymentId, ProposalId, Released, ReliefId};
use scale::Encode;

use super::cells::Cells;
use super::chain::{Chain, Seen};

/// What the message would return a moment before; none if it would be refused then, or has nothing to say.
pub fn foretold(chain: &Chain, step: &Step, input: &[u8]) -> Option<Vec<u8>> {
    let speaks = matches!(
        step.message,
        Message::Propose { .. }
            | Message::ReferDispute { .. }
            | Message::ClaimExpense { .. }
            | Message::AskRelief { .. }
            | Message::OpenDispute { .. }
            | Message::ReleasePayment { .. }
            | Message::Migrate { .. }
    );
    // Money given in between can change what a release does.
    if !speaks || step.gift > 0 {
        return None;
    }
    match chain.dry_run(step.caller, step.value, input) {
        Ok((0, data)) => Some(data),
        _ => None,
    }
}

/// An answer as the contract returns it: ink!'s result, the message's, and the value.
pub fn returned(answer: Answer) -> Vec<u8> {
    let value = match answer {
        Answer::Done => Vec::new(),
        Answer::Proposal(id) => id.encode(),
        Answer::Payment(id) => id.encode(),
        Answer::Expense(_, id) => id.encode(),
        Answer::Relief(id) => id.encode(),
        Answer::Dispute(id) => id.encode(),
        Answer::Released(what) => what.encode(),
        Answer::Migrated(is_done) => is_done.encode(),
    };
    [vec![0, 0], value].concat()
}

/// What the message made, by the contract's counters and events.
pub fn made(message: &Message, expected: Answer, seen: &Seen, cells: &Cells) -> Answer {
    let counters = cells.counters();
    let last = |count: u32| count.wrapping_sub(1);
    match expected {
        Answer::Done => Answer::Done,
        Answer::Proposal(_) => Answer::Proposal(ProposalId(last(counters.proposals))),
        Answer::Payment(_) => Answer::Payment(PaymentId(last(counters.payments))),
        Answer::Expense(..) => Answer::Expense(ExpenseId(last(counters.expenses)), PaymentId(last(counters.payments))),
        Answer::Relief(_) => Answer::Relief(ReliefId(last(counters.relief_requests))),
        // A petition may exist already.
        Answer::Dispute(id) if matches!(message, Message::JoinDispute { .. }) => Answer::Dispute(id),
        Answer::Dispute(_) => Answer::Dispute(DisputeId(last(counters.disputes))),
        Answer::Migrated(_) => Answer::Migrated(cells.root().0 > 1),
        Answer::Released(_) => {
            let refused = seen.events.iter().find_map(|event| match event {
                Event::PaymentRefused(refused) => Some(refused.refusal),
                _ => None,
            });
            Answer::Released(refused.map_or(Released::Released, Released::Refused))
        }
    }
}
