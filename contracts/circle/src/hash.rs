//! The chain's hash.

use ink::env::hash::{Blake2x256, HashOutput};

/// blake2b with 32 bytes.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    let mut output = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_bytes::<Blake2x256>(bytes, &mut output);
    output
}
