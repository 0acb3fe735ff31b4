//! What stays off the chain: files, of which only hashes are written there.

use std::path::Path;

use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};

use crate::chain::Hash;
use crate::error::Error;

/// The bytes of a file that somebody named.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(file).map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))
}

/// The BLAKE2-256 hash of a file.
pub(super) fn hash_of(file: &Path) -> Result<[u8; 32], Error> {
    Ok(Blake2b::<U32>::digest(read(file)?).into())
}

/// The BLAKE2-256 hash of a salt and, right after it, a document.
pub(super) fn salted(salt: &[u8; 32], document: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::new_with_prefix(salt).chain_update(document).finalize().into()
}

/// 32 bytes that nobody can guess.
pub(super) fn random_salt() -> Result<[u8; 32], Error> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt)
        .map_err(|error| Error::Unexpected(format!("this machine gives no random bytes: {error}")))?;
    Ok(salt)
}

/// 32 bytes as somebody typed them; `what` names them.
pub(super) fn parse(what: &str, text: &str) -> Result<[u8; 32], Error> {
    let bytes = text.parse::<Hash>();
    Ok(bytes.map_err(|_| Error::input(format!("`{text}` is no {what}: it takes 0x and 64 digits")))?.0)
}

/// 32 bytes as people and programs read them.
pub(super) fn shown(bytes: &[u8; 32]) -> String {
    Hash(*bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salted_hash_is_that_of_the_salt_followed_by_the_document() {
        let salt = [7; 32];
        let whole: [u8; 32] = Blake2b::<U32>::digest([&salt[..], b"rent"].concat()).into();
        assert_eq!(salted(&salt, b"rent"), whole);
        assert_ne!(salted(&[8; 32], b"rent"), whole);
    }

    #[test]
    fn no_two_salts_are_alike() {
        assert_ne!(random_salt().unwrap(), random_salt().unwrap());
    }

    #[test]
    fn a_hash_reads_back_what_it_shows() {
        assert_eq!(parse("hash", &shown(&[0xab; 32])).unwrap(), [0xab; 32]);
        assert_eq!(parse("hash", "0xab").unwrap_err().exit(), 2);
    }
}
