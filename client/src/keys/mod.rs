//! Keys: who signs. There is no default signer, no secret on the command line, and none in a log, an error or a `Debug`.

mod keystore;
mod pair;
mod ring;
mod source;

use core::fmt;
use std::sync::Arc;

use mutual_types::AccountId;
use zeroize::Zeroizing;

pub use keystore::Keystore;
pub(crate) use pair::Pair;
pub use pair::Scheme;
pub use ring::{Keyring, Stored, FOLDER};
pub(crate) use source::{is_stdin, read_secret};
pub use source::{Source, ACCOUNT_VARIABLE, SURI_VARIABLE};

/// Who signs: an account, mostly with its key.
#[derive(Clone)]
pub struct Signer {
    account: AccountId,
    pair: Option<Arc<Pair>>,
}

/// Why there is no key to sign with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nobody said who signs.
    #[error("it takes a signer, and none was given")]
    Missing,
    /// The environment names two, of which none comes first.
    #[error("{SURI_VARIABLE} and {ACCOUNT_VARIABLE} both say who signs")]
    TwoSigners,
    /// A secret on the command line.
    #[error(
        "a secret does not belong on the command line: other users of this machine and the shell's history can read it"
    )]
    SecretOnCommandLine,
    /// A text that is no secret URI.
    #[error("the secret URI from {origin} cannot be understood")]
    Malformed {
        /// Where it was read.
        origin: String,
    },
    /// A file that cannot be read.
    #[error("cannot read the secret from {origin}: {reason}")]
    Unreadable {
        /// Which.
        origin: String,
        /// What happened.
        reason: String,
    },
    /// A keystore that is torn, or was altered.
    #[error("the key file {origin} is damaged: {what}")]
    Damaged {
        /// Which.
        origin: String,
        /// What is wrong.
        what: String,
    },
    /// A keystore of another kind.
    #[error("the key file {origin} is not one that can be used: {what}")]
    Unsupported {
        /// Which.
        origin: String,
        /// What it is.
        what: String,
    },
    /// A password that does not open a keystore.
    #[error("the password does not open {origin}")]
    WrongPassword {
        /// Which.
        origin: String,
    },
    /// An account whose key was not unlocked.
    #[error("the key of {} is locked", crate::text::address::format(.0))]
    Locked(AccountId),
    /// A key that could not be encrypted: the system has no random numbers, or no memory.
    #[error("the key cannot be encrypted on this machine")]
    Sealing,
}

impl KeyError {
    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "no-signer",
            Self::TwoSigners => "two-signers",
            Self::SecretOnCommandLine => "secret-on-command-line",
            Self::Malformed { .. } => "bad-secret",
            Self::Unreadable { .. } => "unreadable-secret",
            Self::Damaged { .. } => "damaged-key",
            Self::Unsupported { .. } => "unsupported-key",
            Self::WrongPassword { .. } => "wrong-password",
            Self::Locked(_) => "locked",
            Self::Sealing => "sealing",
        }
    }

    /// What to do.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing => {
                "name who signs: `--account NAME` for an account of `mutual account list`, `--suri-file FILE` (`-` reads \
                 stdin) or the variable MUTUAL_SURI; on a development chain `--suri //Alice`"
            }
            Self::TwoSigners => "unset one of them, or say `--account NAME` or `--suri-file FILE`",
            Self::SecretOnCommandLine => {
                "`--suri` takes development keys such as //Alice only; put any other into a file and give \
                 `--suri-file FILE`, set MUTUAL_SURI, or keep it encrypted: `mutual account import NAME`"
            }
            Self::Malformed { .. } => {
                "a secret URI is 12 or 24 words or 0x and 64 digits, with optional //derivations and ///password; \
                 ed25519 has no /soft ones"
            }
            Self::Damaged { .. } => "take it from a backup: `mutual account import NAME FILE`",
            Self::Unsupported { .. } => {
                "export it anew from the program that made it, encrypted, or import its words: \
                 `mutual account import NAME`"
            }
            Self::WrongPassword { .. } => {
                "try again; if it is the right one, the file is damaged: take it from a backup"
            }
            Self::Locked(_) => "unlock it with its password first",
            Self::Unreadable { .. } | Self::Sealing => return None,
        };
        Some(hint.to_owned())
    }
}

impl Signer {
    /// The sr25519 key of a secret URI; `origin` says where it came from, for the error.
    ///
    /// # Errors
    /// [`KeyError::Malformed`]. The text itself is never repeated.
    pub fn from_uri(uri: &str, origin: &str) -> Result<Self, KeyError> {
        Self::of_scheme(uri, Scheme::Sr25519, origin)
    }

    /// The key of a secret URI in either scheme.
    ///
    /// # Errors
    /// [`KeyError::Malformed`]. The text itself is never repeated.
    pub fn of_scheme(uri: &str, scheme: Scheme, origin: &str) -> Result<Self, KeyError> {
        let pair = Pair::from_uri(uri.trim(), scheme);
        pair.map(Self::from_pair).map_err(|_| KeyError::Malformed { origin: origin.to_owned() })
    }

    /// A development key, such as `//Alice`: its secret is public.
    ///
    /// # Errors
    /// [`KeyError::SecretOnCommandLine`] for any other URI.
    pub fn from_dev_uri(uri: &str) -> Result<Self, KeyError> {
        source::ensure_dev_uri(uri)?;
        Self::from_uri(uri, "the command line")
    }

    /// An account without its key: enough to simulate what it would do, and not to sign.
    pub fn without_key(account: AccountId) -> Self {
        Self { account, pair: None }
    }

    pub(crate) fn from_pair(pair: Pair) -> Self {
        Self { account: pair.account(), pair: Some(Arc::new(pair)) }
    }

    /// Who signs.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// How, if it has its key.
    pub fn scheme(&self) -> Option<Scheme> {
        self.pair.as_ref().map(|pair| pair.scheme())
    }

    pub(crate) fn pair(&self) -> Result<&Pair, KeyError> {
        self.pair.as_deref().ok_or(KeyError::Locked(self.account))
    }

    /// Its secret as a URI: 0x and 64 digits, or 128 where no shorter one is known any more. Whoever has it has the account.
    ///
    /// # Errors
    /// [`KeyError::Locked`].
    pub fn secret_uri(&self) -> Result<Zeroizing<String>, KeyError> {
        Ok(self.pair()?.uri())
    }
}

/// Twelve new words, from which a key is made: whoever has them has the account.
///
/// # Errors
/// [`KeyError::Sealing`] on a machine without random numbers.
pub fn new_phrase() -> Result<Zeroizing<String>, KeyError> {
    pair::new_phrase().map_err(|_| KeyError::Sealing)
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({:?})", self.account())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_development_key_is_the_one_everybody_knows() {
        let alice = Signer::from_dev_uri("//Alice").unwrap().account();
        assert_eq!(hex::encode(alice.0), "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
    }

    #[test]
    fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
        let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
        for uri in [phrase, "0x1234", "//Alice///password", "/soft///x", "", &format!("{phrase}//0")] {
            let error = Signer::from_dev_uri(uri).unwrap_err();
            assert_eq!(error, KeyError::SecretOnCommandLine, "{uri}");
        }
        let error = Signer::from_uri("not a phrase at all", "MUTUAL_SURI").unwrap_err();
        assert!(!error.to_string().contains("phrase at all"), "{error}");
    }

    #[test]
    fn a_signer_without_its_key_names_its_account_and_signs_nothing() {
        let alice = Signer::from_dev_uri("//Alice").unwrap();
        let locked = Signer::without_key(alice.account());
        assert_eq!((locked.account(), locked.scheme()), (alice.account(), None));
        assert_eq!(locked.secret_uri().unwrap_err(), KeyError::Locked(alice.account()));
        assert_eq!(locked.pair().err(), Some(KeyError::Locked(alice.account())));
    }

    #[test]
    fn the_secret_as_text_gives_the_key_back_and_debug_shows_none_of_it() {
        for (scheme, length) in [(Scheme::Sr25519, 130), (Scheme::Ed25519, 66)] {
            let mere = Signer::of_scheme("//Mere", scheme, "here").unwrap();
            let text = mere.secret_uri().unwrap();
            assert_eq!(text.len(), length);
            let again = Signer::of_scheme(&text, scheme, "here").unwrap();
            assert_eq!((again.account(), again.scheme()), (mere.account(), Some(scheme)));
            assert!(!format!("{mere:?}").contains(&text[2..20]));
            assert!(Signer::of_scheme(&text[2..], scheme, "here").is_err());
            assert!(Signer::of_scheme(&text[..length - 2], scheme, "here").is_err());
        }
    }
}
