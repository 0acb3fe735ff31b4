//! The charter: what the members agreed on, as a document with a version.

use alloc::string::String;

use crate::{AccountId, Checked, Field};

/// How long after the members' decision a new beneficiary waits, in ms: 180 days.
pub const BENEFICIARY_NOTICE_MS: u64 = 15_552_000_000;

scale_type! {
    /// A document kept elsewhere, bound by its hash.
    pub struct Document {
        /// Where it can be read, at most 256 bytes.
        pub uri: String,
        /// BLAKE2-256 of its bytes.
        pub hash: [u8; 32],
    }

    /// The charter in force.
    pub struct Charter {
        /// The text.
        pub document: Document,
        /// 1 at founding, one more with each amendment.
        pub version: u32,
    }

    /// Where the money goes that no member has a claim on.
    pub struct AssetLock {
        /// Whether the charter forbids to divide the common funds at dissolution.
        pub locked: bool,
        /// Who gets the remainder: no member, and not the society itself.
        pub beneficiary: AccountId,
    }
}

impl Document {
    /// Checks the length of the URI.
    ///
    /// # Errors
    /// [`crate::Error::TextTooLong`].
    pub fn validate(&self) -> Checked<()> {
        Field::Uri.check(&self.uri)
    }
}
