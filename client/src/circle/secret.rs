//! The secret that a member gives to the draw: its hash when joining, itself before the first round.

use mutual_types::circle::commitment;
use mutual_types::AccountId;
use sp_crypto_hashing::blake2_256;

use crate::keys::Signer;

/// What is hashed with the signature, so that nothing else that is ever signed is of use here.
const PURPOSE: &[u8] = b"mutual circle: secret of the draw";

/// A member's secret for the draw of one circle.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 32]);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(..)")
    }
}
