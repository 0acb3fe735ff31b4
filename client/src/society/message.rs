//! A message to a society, before anyone signs it.

use mutual_types::{event::Event, PaymentId, Planck, ProposalId};
use scale::Encode;

/// A message with its arguments; `T` is what the contract answers.
///
/// Made by the constructors that bear the messages' names, such as [`Message::vote`].
#[derive(Debug)]
pub struct Message<T> {
    pub(super) label: &'static str,
    pub(super) args: Vec<u8>,
    pub(super) value: Planck,
    pub(super) about: About,
    pub(super) answer: fn(&[Event]) -> Option<T>,
}

// Not derived: it would ask the answer's type to be `Clone` too.
impl<T> Clone for Message<T> {
    fn clone(&self) -> Self {
        Self { label: self.label, args: self.args.clone(), value: self.value, about: self.about, answer: self.answer }
    }
}

/// The record whose times decide whether the message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Nothing,
    Proposal(ProposalId),
    Payment(PaymentId),
}

impl<T> Message<T> {
    /// A message that takes no money, and whose answer `answer` reads in its events: they say what was done, while a
    /// simulation says only what would have been.
    pub(super) fn new(label: &'static str, args: impl Encode, answer: fn(&[Event]) -> Option<T>) -> Self {
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
pub(super) fn done(_: &[Event]) -> Option<()> {
    Some(())
}
