//! Where the secret comes from: one source, and the stronger hint of two is not guessed.

use std::io::Read;
use std::path::PathBuf;

use super::{KeyError, Signer};

/// The environment variable that may hold a secret URI.
pub const SURI_VARIABLE: &str = "MUTUAL_SURI";

/// Where to find who signs.
#[derive(Clone, Default)]
pub struct Source {
    /// A development URI from the command line.
    pub dev_uri: Option<String>,
    /// A file with a secret URI; `-` is stdin.
    pub file: Option<PathBuf>,
    /// A secret URI from the environment.
    pub variable: Option<String>,
}

impl Source {
    /// The signer: what the command line says before the environment.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn signer(&self) -> Result<Signer, KeyError> {
        if let Some(uri) = &self.dev_uri {
            return Signer::from_dev_uri(uri);
        }
        if let Some(file) = &self.file {
            return from_file(file);
        }
        match self.variable.as_deref().map(str::trim) {
            None | Some("") => Err(KeyError::Missing),
            Some(uri) => Signer::from_uri(uri, SURI_VARIABLE),
        }
    }

    /// Whether stdin is taken by the secret, so that no question can be answered there.
    pub fn reads_stdin(&self) -> bool {
        self.dev_uri.is_none() && self.file.as_ref().is_some_and(|file| file.as_os_str() == "-")
    }
}

fn from_file(file: &PathBuf) -> Result<Signer, KeyError> {
    let origin = if file.as_os_str() == "-" { "stdin".to_owned() } else { file.display().to_string() };
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    match text {
        Ok(text) => Signer::from_uri(&text, &origin),
        Err(error) => Err(KeyError::Unreadable { origin, reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_signs_by_default() {
        assert_eq!(Source::default().signer().unwrap_err(), KeyError::Missing);
        let blank = Source { variable: Some("  ".to_owned()), ..Source::default() };
        assert_eq!(blank.signer().unwrap_err(), KeyError::Missing);
    }

    #[test]
    fn the_command_line_comes_before_the_environment() {
        let both =
            Source { dev_uri: Some("//Bob".to_owned()), variable: Some("//Alice".to_owned()), ..Source::default() };
        assert_eq!(both.signer().unwrap().account(), Signer::from_dev_uri("//Bob").unwrap().account());
    }

    #[test]
    fn a_file_may_end_with_a_newline() {
        let folder = std::env::temp_dir().join(format!("mutual-keys-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("suri");
        std::fs::write(&file, "//Charlie\n").unwrap();

        let from_file = Source { file: Some(file), ..Source::default() }.signer().unwrap();

        assert_eq!(from_file.account(), Signer::from_dev_uri("//Charlie").unwrap().account());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
