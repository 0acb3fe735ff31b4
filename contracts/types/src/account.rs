//! Accounts: 32 bytes, shown by tools as an address.

use scale::{Decode, Encode};

/// A 32-byte account, of a person or of a contract.
///
/// Its type information carries the path of ink!'s own `AccountId`, so that cargo-contract and polkadot.js show and
/// accept SS58 addresses; its encoding is the same 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cfg_attr(all(feature = "ink", feature = "std"), derive(ink::storage::traits::StorageLayout))]
pub struct AccountId(pub [u8; 32]);

impl core::fmt::Debug for AccountId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("0x")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl crate::read::Read for AccountId {
    fn read(from: &mut crate::read::Reader) -> Self {
        Self(crate::read::Read::read(from))
    }
}

impl crate::read::Element for AccountId {}

impl From<[u8; 32]> for AccountId {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

#[cfg(feature = "ink")]
impl From<ink::primitives::AccountId> for AccountId {
    fn from(account: ink::primitives::AccountId) -> Self {
        Self(*account.as_ref())
    }
}

#[cfg(feature = "ink")]
impl From<AccountId> for ink::primitives::AccountId {
    fn from(account: AccountId) -> Self {
        Self::from(account.0)
    }
}

#[cfg(all(feature = "ink", feature = "std"))]
impl scale_info::TypeInfo for AccountId {
    type Identity = Self;

    fn type_info() -> scale_info::Type {
        scale_info::Type::builder()
            .path(scale_info::Path::from_segments_unchecked(["ink_primitives", "types", "AccountId"]))
            .composite(scale_info::build::Fields::unnamed().field(|f| f.ty::<[u8; 32]>().type_name("[u8; 32]")))
    }
}
