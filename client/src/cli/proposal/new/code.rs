//! Contracts: calling another one, and changing the society's own code.

use clap::{Args, Subcommand};
use mutual_types::{Action, CallTerms, PotId, CALL_INPUT_MAX};

use super::super::super::account;
use super::about::About;
use super::Scene;
use crate::chain::Hash;
use crate::error::Error;
use crate::names::Names;
use crate::society::Successor;
use crate::text::address;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Call another contract, as it is now: with other code by then, the call is not made
    #[command(
        after_help = "Examples:\n  mutual proposal new call 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --input 0x633aa551 --suri-file key\n  mutual proposal new call 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --input 0x633aa551 --value \"5 UNIT\" --suri-file key"
    )]
    Call(CallArgs),
    /// Change the society's code to code that is on the chain, explained by the document that you name
    #[command(
        after_help = "Example:\n  mutual proposal new upgrade 0x1f0d8c1e0b6a4c7d9e2f3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f --uri https://example.org/upgrade.md --file upgrade.md --suri-file key"
    )]
    Upgrade {
        /// The hash of the new code
        code_hash: String,
        #[command(flatten)]
        about: About,
    },
}

#[derive(Debug, Args)]
pub(in super::super::super) struct CallArgs {
    /// The contract
    callee: String,
    /// The message's selector and arguments, as 0x and hexadecimal digits
    #[arg(long, value_name = "HEX")]
    input: String,
    /// What it is paid; with a value, treasurers approve it and anyone makes it then
    #[arg(long, value_name = "AMOUNT")]
    value: Option<String>,
    /// From which pot; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
    /// The hash of the code that it must have; the default is that of the code it has now
    #[arg(long, value_name = "HASH")]
    code_hash: Option<String>,
    /// The computation time it may use, in picoseconds; 0 for no limit of its own
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    ref_time: u64,
    /// The proof it may use, in bytes; 0 for no limit of its own
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    proof_size: u64,
    /// The storage deposit it may take; the default is no limit of its own
    #[arg(long, value_name = "AMOUNT")]
    deposit_limit: Option<String>,
    #[command(flatten)]
    about: About,
}

impl CallArgs {
    fn check(&self, names: &Names) -> Result<(), Error> {
        names.ensure(&self.callee)?;
        input(&self.input)?;
        for amount in [&self.value, &self.deposit_limit].into_iter().flatten() {
            account::ensure_amount(amount)?;
        }
        self.code_hash.as_deref().map_or(Ok(()), |text| code_hash(text).map(|_| ()))
    }

    async fn terms(&self, scene: &Scene<'_>) -> Result<CallTerms, Error> {
        let callee = scene.account(&self.callee)?;
        let wanted = self.code_hash.as_deref().map(code_hash).transpose()?;
        let found = scene.society.chain().code_hash(callee).await?.ok_or(Error::NoContract(callee))?;
        if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
            let who = address::format(&callee);
            return Err(Error::input(format!("the contract {who} has the code {found}, not {wanted}")));
        }
        let amount = |text: &Option<String>| match text {
            Some(text) => account::amount(text, scene.unit),
            None => Ok(0),
        };
        Ok(CallTerms {
            callee,
            code_hash: found.0,
            input: input(&self.input)?,
            value: amount(&self.value)?,
            pot: PotId(self.pot),
            ref_time_limit: self.ref_time,
            proof_size_limit: self.proof_size,
            deposit_limit: amount(&self.deposit_limit)?,
        })
    }
}

/// Reads a message to a contract.
fn input(text: &str) -> Result<Vec<u8>, Error> {
    let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
    let bytes = bytes.filter(|bytes| bytes.len() >= 4).ok_or_else(|| Error::Input {
        what: format!("`{text}` is no message to a contract"),
        hint: Some("write 0x, the 8 digits of its selector, and its arguments in SCALE".to_owned()),
    })?;
    if u32::try_from(bytes.len()).map_or(true, |count| count > CALL_INPUT_MAX) {
        return Err(Error::input(format!("the message has {} bytes, and may have {CALL_INPUT_MAX}", bytes.len())));
    }
    Ok(bytes)
}

fn code_hash(text: &str) -> Result<Hash, Error> {
    text.parse().map_err(|_| Error::input(format!("`{text}` is no hash of code: it takes 0x and 64 digits")))
}

/// Reads the hash of new code, which is never all zero.
fn new_code(text: &str) -> Result<Hash, Error> {
    let hash = code_hash(text)?;
    if hash.0 == [0; 32] {
        return Err(Error::input("no code has a hash of zeros"));
    }
    Ok(hash)
}

/// Refuses code that could not go on from what the society has stored.
fn ensure_fit(code: Hash, successor: Successor) -> Result<(), Error> {
    let why = match successor {
        Successor::Fit => return Ok(()),
        Successor::Earlier => "is of an earlier version than the society's records, and there is no way back",
        Successor::Foreign => "cannot read what the society has stored",
    };
    Err(Error::Input {
        what: format!("the code {code} {why}: with it the society could do nothing ever again"),
        hint: Some("check that it is the hash of the version that you mean".to_owned()),
    })
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::Call(args) => &args.about,
            Self::Upgrade { about, .. } => about,
        }
    }

    /// Whether its document explains the code.
    pub(super) fn takes_document(&self) -> bool {
        matches!(self, Self::Upgrade { .. })
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::Call(args) => args.check(names),
            Self::Upgrade { code_hash, about } => {
                new_code(code_hash)?;
                about.needed_document("new code").map(|_| ())
            }
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        let (text, about) = match self {
            Self::Call(args) => return Ok(Action::Call(args.terms(scene).await?)),
            Self::Upgrade { code_hash, about } => (code_hash, about),
        };
        let wanted = new_code(text)?;
        let (chain, society) = (scene.society.chain(), scene.society.address());
        if chain.code_hash(society).await? == Some(wanted) {
            return Err(Error::input(format!("the society runs the code {wanted} already")));
        }
        if !chain.has_code(wanted).await? {
            return Err(Error::Input {
                what: format!("the chain has no code {wanted}: the members would decide on what cannot be done"),
                hint: Some("upload it first, for example with `cargo contract upload`".to_owned()),
            });
        }
        ensure_fit(wanted, scene.society.successor(scene.signer, wanted).await?)?;
        Ok(Action::Upgrade { code_hash: wanted.0, document: about.needed_document("new code")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_hexadecimal_with_a_selector() {
        assert_eq!(input("0x633aa551").unwrap(), [0x63, 0x3a, 0xa5, 0x51]);
        for text in ["633aa551", "0x", "0x63", "0x633aa55", "0xzz3aa551"] {
            assert!(input(text).is_err(), "{text}");
        }
        assert!(input(&format!("0x{}", "00".repeat(4_096))).is_ok());
        assert!(input(&format!("0x{}", "00".repeat(4_097))).is_err());
    }

    #[test]
    fn new_code_has_a_hash_that_is_not_zero() {
        assert!(new_code(&format!("0x{}", "ab".repeat(32))).is_ok());
        assert!(new_code(&format!("0x{}", "00".repeat(32))).is_err());
        assert!(new_code("0xabcd").is_err());
    }
}
