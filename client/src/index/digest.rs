//! A chain of digests through an index: each block's is made of the one before and of all that was kept of the block, so
//! that a row that was altered, added or left out shows.

use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};

use crate::chain::Hash;

/// The first block whose rows are not those that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The block.
    pub block: u64,
}

/// One block's digest in the making.
pub(super) struct BlockDigest(Blake2b<U32>);

impl BlockDigest {
    pub(super) fn new(before: &[u8; 32], block: u64, hash: Hash, at_ms: u64) -> Self {
        let mut digest = Blake2b::<U32>::new();
        digest.update(before);
        digest.update(block.to_le_bytes());
        digest.update(hash.0);
        digest.update(at_ms.to_le_bytes());
        Self(digest)
    }

    /// Adds an entry; lengths stand before what varies, so that no two lists of entries look alike.
    pub(super) fn add(&mut self, extrinsic: Option<u32>, kind: &str, payload: &[u8]) {
        let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes();
        self.0.update(extrinsic.map_or(u64::MAX, u64::from).to_le_bytes());
        for part in [kind.as_bytes(), payload] {
            self.0.update(length(part));
            self.0.update(part);
        }
    }

    pub(super) fn end(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
