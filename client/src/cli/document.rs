//! Documents: kept elsewhere, named by where they are and what their hash is.

use std::path::PathBuf;

use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};
use clap::Args;
use mutual_types::Document;

use crate::chain::Hash;
use crate::error::Error;

/// The longer text of a proposal.
#[derive(Clone, Debug, Args)]
pub(super) struct DocumentArgs {
    /// Where the longer text can be read
    #[arg(long, value_name = "URI")]
    uri: Option<String>,
    /// A copy of that text here, to take its hash of
    #[arg(long, value_name = "FILE", requires = "uri", conflicts_with = "hash")]
    file: Option<PathBuf>,
    /// The BLAKE2-256 hash of that text
    #[arg(long, value_name = "HASH", requires = "uri")]
    hash: Option<String>,
}

impl DocumentArgs {
    pub(super) fn document(&self) -> Result<Option<Document>, Error> {
        let Some(uri) = self.uri.clone() else { return Ok(None) };
        let hash = match (&self.file, &self.hash) {
            (Some(file), _) => {
                let bytes = std::fs::read(file)
                    .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
                Blake2b::<U32>::digest(bytes).into()
            }
            (None, Some(text)) => {
                let hash = text.parse::<Hash>();
                hash.map_err(|_| Error::input(format!("`{text}` is no hash: it takes 0x and 64 digits")))?.0
            }
            (None, None) => {
                return Err(Error::Input {
                    what: "a document needs its hash, so that nobody can exchange it".to_owned(),
                    hint: Some("add `--file FILE` with a copy of it, or `--hash HASH`".to_owned()),
                })
            }
        };
        Ok(Some(Document { uri, hash }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_the_blake2_hash_of_its_file() {
        let file = std::env::temp_dir().join(format!("mutual-document-{}", std::process::id()));
        std::fs::write(&file, "abc").unwrap();
        let args = DocumentArgs { uri: Some("https://example.org/a".to_owned()), file: Some(file.clone()), hash: None };

        let document = args.document().unwrap().unwrap();

        assert_eq!(hex::encode(document.hash), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
        std::fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_document_without_a_hash_is_refused() {
        let args = DocumentArgs { uri: Some("x".to_owned()), file: None, hash: None };
        assert_eq!(args.document().unwrap_err().exit(), 2);
    }
}
