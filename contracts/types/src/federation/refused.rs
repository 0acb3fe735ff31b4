//! A refusal of the federation, as [`crate::refused`] has it for the society: in the wasm making one ends the message, so
//! no rule catches it.

use super::Error;

/// What a rule of the federation answers.
pub type Checked<T> = Result<T, Refused>;

/// A refusal. It is boxed, since every `?` would else copy all its numbers.
#[cfg(not(all(feature = "ink", target_arch = "wasm32")))]
pub type Refused = alloc::boxed::Box<Error>;

/// A refusal. In a contract there is none: it has ended the message.
#[cfg(all(feature = "ink", target_arch = "wasm32"))]
pub enum Refused {}

#[cfg(not(all(feature = "ink", target_arch = "wasm32")))]
impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        *refused
    }
}

#[cfg(all(feature = "ink", target_arch = "wasm32"))]
impl From<Error> for Refused {
    #[cold]
    #[inline(never)]
    fn from(error: Error) -> Self {
        end(&error)
    }
}

/// Ends the message with a refusal that a rule answered.
#[cfg(all(feature = "ink", not(target_arch = "wasm32")))]
pub fn end_refused(refused: Refused) -> ! {
    end(&refused)
}

/// Ends the message with a refusal that a rule answered.
#[cfg(all(feature = "ink", target_arch = "wasm32"))]
pub fn end_refused(refused: Refused) -> ! {
    match refused {}
}

/// Ends the message as ink! would: the flag REVERT takes back all that it did, and the answer is
/// `Result::<Result<T, Error>, LangError>::Ok(Err(error))`.
#[cfg(feature = "ink")]
fn end(error: &Error) -> ! {
    let mut answer = alloc::vec![0, 1];
    scale::Encode::encode_to(error, &mut answer);
    ink::env::return_value(ink::env::ReturnFlags::REVERT, &Answer(answer))
}

/// Bytes that are encoded already.
#[cfg(feature = "ink")]
struct Answer(alloc::vec::Vec<u8>);

#[cfg(feature = "ink")]
impl scale::Encode for Answer {
    fn encode_to<O: scale::Output + ?Sized>(&self, dest: &mut O) {
        dest.write(&self.0);
    }
}
