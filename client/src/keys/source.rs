//! Where the secret comes from: one source, and the stronger hint of two is not guessed.

use std::io::Read;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{KeyError, Scheme, Signer};

/// The environment variable that may hold a secret URI.
pub const SURI_VARIABLE: &str = "MUTUAL_SURI";
/// The environment variable that may name an account of this machine.
pub const ACCOUNT_VARIABLE: &str = "MUTUAL_ACCOUNT";

/// Where to find who signs, if it is no account of this machine.
#[derive(Clone, Default)]
pub struct Source {
    /// A development URI from the command line.
    pub dev_uri: Option<String>,
    /// A file with a secret URI; `-` is stdin.
    pub file: Option<PathBuf>,
    /// A secret URI from the environment.
    pub variable: Option<Zeroizing<String>>,
}

impl Source {
    /// The signer: what the command line says before the environment.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn signer(&self) -> Result<Signer, KeyError> {
        self.signer_of(Scheme::Sr25519)
    }

    /// The same in either scheme.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn signer_of(&self, scheme: Scheme) -> Result<Signer, KeyError> {
        if let Some(uri) = &self.dev_uri {
            ensure_dev_uri(uri)?;
            return Signer::of_scheme(uri, scheme, "the command line");
        }
        if let Some(file) = &self.file {
            let (text, origin) = read_secret(file)?;
            return Signer::of_scheme(&text, scheme, &origin);
        }
        match self.variable.as_deref().map(|text| text.trim()) {
            None | Some("") => Err(KeyError::Missing),
            Some(uri) => Signer::of_scheme(uri, scheme, SURI_VARIABLE),
        }
    }

    /// Whether nothing says who signs.
    pub fn is_empty(&self) -> bool {
        let blank = self.variable.as_deref().is_none_or(|text| text.trim().is_empty());
        self.dev_uri.is_none() && self.file.is_none() && blank
    }

    /// Whether stdin is taken by the secret, so that no question can be answered there.
    pub fn reads_stdin(&self) -> bool {
        self.dev_uri.is_none() && self.file.as_deref().is_some_and(is_stdin)
    }
}

/// Refuses what is no development URI: everybody on this machine can read the command line.
pub(super) fn ensure_dev_uri(uri: &str) -> Result<(), KeyError> {
    // A URI without a phrase of its own derives from the phrase that everybody knows. A password makes a secret of it.
    if !uri.starts_with('/') || uri.contains("///") {
        return Err(KeyError::SecretOnCommandLine);
    }
    Ok(())
}

/// Whether a file stands for stdin.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// The text of a file that holds a secret, `-` for stdin, and where it was read.
pub(crate) fn read_secret(file: &Path) -> Result<(Zeroizing<String>, String), KeyError> {
    /// Secrets are short; what is longer is another file.
    const MAX_BYTES: u64 = 64 * 1024;
    let origin = if is_stdin(file) { "stdin".to_owned() } else { file.display().to_string() };
    let mut text = Zeroizing::new(String::new());
    let read = if is_stdin(file) {
        std::io::stdin().take(MAX_BYTES).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text))
    };
    match read {
        Ok(_) => Ok((text, origin)),
        Err(error) => Err(KeyError::Unreadable { origin, reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(text: &str) -> Option<Zeroizing<String>> {
        Some(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn nobody_signs_by_default() {
        assert_eq!(Source::default().signer().unwrap_err(), KeyError::Missing);
        assert!(Source::default().is_empty());
        let blank = Source { variable: variable("  "), ..Source::default() };
        assert_eq!(blank.signer().unwrap_err(), KeyError::Missing);
        assert!(blank.is_empty());
    }

    #[test]
    fn the_command_line_comes_before_the_environment() {
        let both = Source { dev_uri: Some("//Bob".to_owned()), variable: variable("//Alice"), ..Source::default() };
        assert_eq!(both.signer().unwrap().account(), Signer::from_dev_uri("//Bob").unwrap().account());
    }

    #[test]
    fn a_file_may_end_with_a_newline() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("suri");
        std::fs::write(&file, "//Charlie\n").unwrap();

        let from_file = Source { file: Some(file), ..Source::default() }.signer().unwrap();

        assert_eq!(from_file.account(), Signer::from_dev_uri("//Charlie").unwrap().account());
    }
}
