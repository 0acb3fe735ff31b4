//! A message to a society, before anyone signs it.

use mutual_types::{
    event::Event, DisputeId, DisputeSubject, MemberIndex, PaymentId, Planck, PotId, ProposalId, ReliefId, TimestampMs,
};
use scale::Encode;

/// How a message's answer is read in its events, as a value of the first event that says it: they say what was done,
/// while a simulation says only what would have been.
macro_rules! answer {
    ($($name:ident($event:pat) => $answer:expr),+) => {
        |events: &[mutual_types::event::Event], _| {
            events.iter().find_map(|event| match event {
                $(mutual_types::event::Event::$name($event) => Some($answer),)+
                _ => None,
            })
        }
    };
}

pub(super) use answer;

/// What a message answered, of its events and of the answer of its simulation.
pub(super) type Answer<T> = fn(&[Event], T) -> Option<T>;

/// A message with its arguments; `T` is what the contract answers.
///
/// Made by the constructors that bear the messages' names, such as [`Message::vote`].
#[derive(Debug)]
pub struct Message<T> {
    pub(super) label: &'static str,
    pub(super) args: Vec<u8>,
    pub(super) value: Planck,
    pub(super) about: About,
    pub(super) answer: Answer<T>,
}

// Not derived: it would ask the answer's type to be `Clone` too.
impl<T> Clone for Message<T> {
    fn clone(&self) -> Self {
        Self { label: self.label, args: self.args.clone(), value: self.value, about: self.about, answer: self.answer }
    }
}

/// The record, or the time, that decides whether the message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Nothing,
    Member(MemberIndex),
    Proposal(ProposalId),
    Payment(PaymentId),
    Pot(PotId),
    Relief(ReliefId),
    Dispute(DisputeId),
    Subject(DisputeSubject),
    /// A time that may lie a year ahead at the most.
    Until(TimestampMs),
}

impl<T> Message<T> {
    /// A message that takes no money.
    pub(super) fn new(label: &'static str, args: impl Encode, answer: Answer<T>) -> Self {
        Self { label, args: args.encode(), value: 0, about: About::Nothing, answer }
    }

    pub(super) fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    pub(super) fn with_value(self, value: Planck) -> Self {
        Self { value, ..self }
    }

    /// The name of the contract's message.
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// What is sent along, in planck.
    pub fn value(&self) -> Planck {
        self.value
    }
}

/// The answer of messages that answer nothing.
pub(super) fn done(_: &[Event], (): ()) -> Option<()> {
    Some(())
}

/// The answer of a message that no event tells: what its simulation answered.
pub(super) fn simulated<T>(_: &[Event], answer: T) -> Option<T> {
    Some(answer)
}
