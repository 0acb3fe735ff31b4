//! A message to a contract, before anyone signs it.

use mutual_types::Planck;
use scale::Encode;

use super::{BundleError, Contract};

/// How a message's answer is read in its events, as a value of the first event that says it: they say what was done,
/// while a simulation says only what would have been. `answer!(Event: Name(it) => it.field)`; without the name of the enum
/// the events are the society's.
macro_rules! answer {
    ($events:ident: $($name:ident($event:pat) => $answer:expr),+) => {
        |events: &[$events], _| {
            events.iter().find_map(|event| match event {
                $($events::$name($event) => Some($answer),)+
                _ => None,
            })
        }
    };
    ($($name:ident($event:pat) => $answer:expr),+) => {{
        use mutual_types::event::Event as OfSociety;
        $crate::contract::answer!(OfSociety: $($name($event) => $answer),+)
    }};
}

pub(crate) use answer;

/// What a message answered, of its events and of the answer of its simulation.
pub(crate) type Answer<T, C> = fn(&[<C as Contract>::Event], T) -> Option<T>;

/// A message to a contract `C` with its arguments; `T` is what the contract answers.
///
/// Made by the constructors that bear the messages' names, such as `society::Message::vote`.
#[derive(Debug)]
pub struct Message<T, C: Contract> {
    pub(crate) label: &'static str,
    pub(crate) args: Vec<u8>,
    pub(crate) value: Planck,
    pub(crate) about: C::About,
    pub(crate) answer: Answer<T, C>,
}

// Not derived: it would ask the answer's type to be `Clone` too.
impl<T, C: Contract> Clone for Message<T, C> {
    fn clone(&self) -> Self {
        Self { label: self.label, args: self.args.clone(), value: self.value, about: self.about, answer: self.answer }
    }
}

impl<T, C: Contract> Message<T, C> {
    /// A message that takes no money.
    pub(crate) fn new(label: &'static str, args: impl Encode, answer: Answer<T, C>) -> Self {
        Self { label, args: args.encode(), value: 0, about: C::About::default(), answer }
    }

    pub(crate) fn about(self, about: C::About) -> Self {
        Self { about, ..self }
    }

    pub(crate) fn with_value(self, value: Planck) -> Self {
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

    /// Its bytes, as a proposal of a society to call the contract takes them.
    ///
    /// # Errors
    /// [`BundleError::Lacks`].
    pub fn input(&self) -> Result<Vec<u8>, BundleError> {
        let selector = C::built_in()?.message(self.label)?;
        Ok([selector.as_slice(), &self.args].concat())
    }
}

/// The answer of messages that answer nothing.
pub(crate) fn done<E>(_: &[E], (): ()) -> Option<()> {
    Some(())
}

/// The answer of a message that no event tells: what its simulation answered.
pub(crate) fn simulated<E, T>(_: &[E], answer: T) -> Option<T> {
    Some(answer)
}
