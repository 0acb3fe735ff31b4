//! Why the chain refused a call, by the names in its own metadata.

// The derive of SCALE numbers variants with a cast.
#![allow(clippy::cast_possible_truncation)]

use core::fmt;

use scale::{Decode, Encode};
use subxt::metadata::ArcMetadata;

/// A refusal by the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchError {
    /// Its name, such as `Contracts::OutOfGas` or `Token::FundsUnavailable`.
    pub name: String,
    /// What the runtime's own documentation says of it; empty if nothing.
    pub docs: String,
}

impl fmt::Display for DispatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.docs.is_empty() {
            write!(f, " ({})", self.docs)?;
        }
        Ok(())
    }
}

impl DispatchError {
    /// Names the refusal encoded in `bytes`.
    pub(crate) fn decode(bytes: &[u8], metadata: &ArcMetadata) -> Self {
        use subxt::error::DispatchError as D;
        let plain = |name: String| Self { name, docs: String::new() };
        match D::decode_from(bytes, metadata.clone()) {
            Ok(D::Module(module)) => match module.details() {
                Ok(details) => Self {
                    name: format!("{}::{}", details.pallet.name(), details.variant.name),
                    docs: details.variant.docs.join(" ").trim().to_owned(),
                },
                Err(_) => plain(module.details_string()),
            },
            Ok(D::Token(error)) => Self { name: format!("Token::{error:?}"), docs: error.to_string() },
            Ok(D::Arithmetic(error)) => Self { name: format!("Arithmetic::{error:?}"), docs: error.to_string() },
            Ok(D::Transactional(error)) => plain(format!("Transactional::{error:?}")),
            Ok(other) => Self { name: format!("{other:?}"), docs: other.to_string() },
            Err(_) => plain(format!("an unknown refusal (0x{})", hex::encode(bytes))),
        }
    }

    /// Whether it is this error, by its full name.
    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether it says that the signer's money does not suffice.
    pub fn is_lack_of_money(&self) -> bool {
        // A simulation sets no limit on the deposit, so that the limit it exhausts is what the signer can spend.
        [
            "Contracts::StorageDepositNotEnoughFunds",
            "Contracts::StorageDepositLimitExhausted",
            "Contracts::TransferFailed",
            "Token::FundsUnavailable",
        ]
        .iter()
        .any(|name| self.is(name))
    }
}

/// The wire form, needed where something follows it; names come from [`DispatchError::decode`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) enum RawDispatchError {
    Other,
    CannotLookup,
    BadOrigin,
    Module([u8; 5]),
    ConsumerRemaining,
    NoProviders,
    TooManyConsumers,
    Token(u8),
    Arithmetic(u8),
    Transactional(u8),
    Exhausted,
    Corruption,
    Unavailable,
    RootNotAllowed,
}
