//! What the one way of writing to contracts must know of a society.

use mutual_types::{
    event::Event, AccountId, DisputeId, DisputeSubject, Error as Refusal, MemberIndex, PaymentId, PotId, ProposalId,
    ReliefId, TimestampMs,
};

use super::{freshness, Society};
use crate::chain::Chain;
use crate::contract::{Bundle, BundleError, Contract};
use crate::error::{Error, Sent};
use crate::text::Unit;
use crate::words;

/// The record, or the time, that decides whether a message is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// None that a block could change.
    #[default]
    Nothing,
    /// A member.
    Member(MemberIndex),
    /// A proposal.
    Proposal(ProposalId),
    /// A payment.
    Payment(PaymentId),
    /// A pot.
    Pot(PotId),
    /// A request for relief.
    Relief(ReliefId),
    /// A dispute.
    Dispute(DisputeId),
    /// What a dispute is to be about.
    Subject(DisputeSubject),
    /// A time that may lie a year ahead at the most.
    Until(TimestampMs),
}

impl Contract for Society {
    const NOUN: &'static str = "society";
    type Event = Event;
    type Refusal = Refusal;
    type About = About;

    fn built_in() -> Result<&'static Bundle, BundleError> {
        Bundle::society()
    }

    fn event(name: &str, data: &[u8]) -> Option<Event> {
        Event::decode(name, data)
    }

    fn told(event: &Event, unit: &Unit) -> String {
        words::event(event, unit)
    }

    fn refused(error: Refusal, is_stale: bool, sent: Option<Box<Sent>>) -> Error {
        Error::Contract { error, is_stale, sent }
    }

    fn chain(&self) -> &Chain {
        &self.chain
    }

    fn address(&self) -> AccountId {
        self.address
    }

    fn bundle(&self) -> Result<&'static Bundle, BundleError> {
        Ok(self.bundle)
    }

    async fn came_since(&self, about: About, caller: AccountId, refusal: &Refusal) -> Result<bool, Error> {
        freshness::came_since(self, about, caller, refusal).await
    }
}
