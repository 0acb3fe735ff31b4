//! A message to an exchange, before anyone signs it.

use mutual_types::exchange::event::Event;
use scale::Encode;

/// What a message answered, by its events and by the answer of its simulation.
pub(super) type Answer<T> = fn(&[Event], T) -> Option<T>;

/// A message with its arguments; `T` is what the contract answers.
///
/// Made by the constructors that bear the messages' names, such as [`Message::accept`].
#[derive(Debug)]
pub struct Message<T> {
    pub(super) label: &'static str,
    pub(super) args: Vec<u8>,
    pub(super) answer: Answer<T>,
}

// Not derived: it would ask the answer's type to be `Clone` too.
impl<T> Clone for Message<T> {
    fn clone(&self) -> Self {
        Self { label: self.label, args: self.args.clone(), answer: self.answer }
    }
}

impl<T> Message<T> {
    pub(super) fn new(label: &'static str, args: impl Encode, answer: Answer<T>) -> Self {
        Self { label, args: args.encode(), answer }
    }

    /// The name of the contract's message.
    pub fn label(&self) -> &'static str {
        self.label
    }
}

/// The answer of messages that answer nothing.
pub(super) fn done(_: &[Event], (): ()) -> Option<()> {
    Some(())
}
