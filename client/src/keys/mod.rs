//! Keys: who signs. There is no default signer, and no secret on the command line.

mod source;

use core::fmt;
use core::str::FromStr;

use mutual_types::AccountId;
use subxt_signer::sr25519::Keypair;
use subxt_signer::SecretUri;

pub use source::{Source, SURI_VARIABLE};

/// A key pair that signs.
#[derive(Clone)]
pub struct Signer {
    pair: Keypair,
}

/// Why there is no key to sign with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nobody said who signs.
    #[error("it takes a signer, and none was given")]
    Missing,
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
    #[error("cannot read the secret URI from {origin}: {reason}")]
    Unreadable {
        /// Which.
        origin: String,
        /// What happened.
        reason: String,
    },
}

impl KeyError {
    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing => "no-signer",
            Self::SecretOnCommandLine => "secret-on-command-line",
            Self::Malformed { .. } => "bad-secret",
            Self::Unreadable { .. } => "unreadable-secret",
        }
    }

    /// What to do.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing => {
                "name who signs: `--suri-file FILE` (`-` reads stdin) or the variable MUTUAL_SURI; on a development \
                 chain `--suri //Alice`"
            }
            Self::SecretOnCommandLine => {
                "`--suri` takes development keys such as //Alice only; put any other into a file and give \
                 `--suri-file FILE`, or set MUTUAL_SURI"
            }
            Self::Malformed { .. } => {
                "a secret URI is 12 or 24 words or 0x and 64 digits, with optional //derivations and ///password"
            }
            Self::Unreadable { .. } => return None,
        };
        Some(hint.to_owned())
    }
}

impl Signer {
    /// The key of a secret URI; `origin` says where it came from, for the error.
    ///
    /// # Errors
    /// [`KeyError::Malformed`]. The text itself is never repeated.
    pub fn from_uri(uri: &str, origin: &str) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed { origin: origin.to_owned() };
        let uri = SecretUri::from_str(uri.trim()).map_err(|_| malformed())?;
        Ok(Self { pair: Keypair::from_uri(&uri).map_err(|_| malformed())? })
    }

    /// A development key, such as `//Alice`: its secret is public.
    ///
    /// # Errors
    /// [`KeyError::SecretOnCommandLine`] for any other URI.
    pub fn from_dev_uri(uri: &str) -> Result<Self, KeyError> {
        // A URI without a phrase of its own derives from the phrase that everybody knows. A password makes a secret of it.
        if !uri.starts_with('/') || uri.contains("///") {
            return Err(KeyError::SecretOnCommandLine);
        }
        Self::from_uri(uri, "the command line")
    }

    /// Who signs.
    pub fn account(&self) -> AccountId {
        AccountId(self.pair.public_key().0)
    }

    pub(crate) fn pair(&self) -> &Keypair {
        &self.pair
    }
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
}
