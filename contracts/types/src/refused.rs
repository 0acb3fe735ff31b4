//! A refusal, on its way from the rule to whoever sent the message.
//!
//! Natively it is an error that is handed on with `?`. In a contract a refusal takes back all that the message did, so
//! there is nobody to hand it to: making one ends the message at once, and [`Refused`] has no value. Every `?` then costs
//! nothing, which took a seventh of the society's code away. So that both are the same, **no rule catches a refusal**:
//! what may be refused without ending the message answers with an [`Option`] of an [`Error`], or with a yes or no.
//!
//! Each contract has its own errors, and so its own refusals, made by [`refusals`].

use crate::Error;

/// The refusals of a contract with the errors `$error`.
macro_rules! refusals {
    ($error:ty) => {
        /// What a rule answers.
        pub type Checked<T> = Result<T, Refused>;

        /// A refusal. It is boxed, since every `?` would else copy all its numbers.
        #[cfg(not(all(feature = "ink", target_arch = "wasm32")))]
        pub type Refused = alloc::boxed::Box<$error>;

        /// A refusal. In a contract there is none: it has ended the message.
        #[cfg(all(feature = "ink", target_arch = "wasm32"))]
        pub enum Refused {}

        #[cfg(not(all(feature = "ink", target_arch = "wasm32")))]
        impl From<Refused> for $error {
            fn from(refused: Refused) -> Self {
                *refused
            }
        }

        #[cfg(all(feature = "ink", target_arch = "wasm32"))]
        impl From<$error> for Refused {
            #[cold]
            #[inline(never)]
            fn from(error: $error) -> Self {
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
        fn end(error: &$error) -> ! {
            let mut answer = alloc::vec![0, 1];
            scale::Encode::encode_to(error, &mut answer);
            ink::env::return_value(ink::env::ReturnFlags::REVERT, &$crate::refused::Answer(answer))
        }
    };
}

pub(crate) use refusals;

refusals!(Error);

/// Refuses a reason, if there is one.
///
/// # Errors
/// That reason.
pub fn refuse_if(reason: Option<Error>) -> Checked<()> {
    match reason {
        None => Ok(()),
        Some(error) => Err(error.into()),
    }
}

/// Bytes that are encoded already.
#[cfg(feature = "ink")]
pub(crate) struct Answer(pub alloc::vec::Vec<u8>);

#[cfg(feature = "ink")]
impl scale::Encode for Answer {
    fn encode_to<O: scale::Output + ?Sized>(&self, dest: &mut O) {
        dest.write(&self.0);
    }
}
