//! Accounts: 32 bytes, shown by tools as an address.

#[cfg(target_arch = "wasm32")]
use alloc::boxed::Box;

use scale::Encode;

/// A 32-byte account, of a person or of a contract.
///
/// Its type information carries the path of ink!'s own `AccountId`, so that cargo-contract and polkadot.js show and
/// accept SS58 addresses; its encoding is the same 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode)]
#[cfg_attr(all(feature = "ink", feature = "std"), derive(ink::storage::traits::StorageLayout))]
#[cfg(not(target_arch = "wasm32"))]
pub struct AccountId(pub [u8; 32]);

/// A 32-byte account, of a person or of a contract. In a contract it is a reference, to bytes that stay until the message
/// ends as all memory of a contract does: accounts are handed on often, and each copy of 32 bytes is code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode)]
#[cfg(target_arch = "wasm32")]
pub struct AccountId(&'static [u8; 32]);

impl AccountId {
    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        #[cfg(not(target_arch = "wasm32"))]
        return &self.0;
        #[cfg(target_arch = "wasm32")]
        return self.0;
    }
}

impl core::fmt::Debug for AccountId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("0x")?;
        self.bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl crate::read::Read for AccountId {
    fn read(from: &mut crate::read::Reader) -> Self {
        <[u8; 32] as crate::read::Read>::read(from).into()
    }
}

impl crate::read::Element for AccountId {}

impl scale::Decode for AccountId {
    fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
        crate::read::decode(input)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<[u8; 32]> for AccountId {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

#[cfg(target_arch = "wasm32")]
impl From<[u8; 32]> for AccountId {
    #[inline(never)]
    fn from(bytes: [u8; 32]) -> Self {
        Self(Box::leak(Box::new(bytes)))
    }
}

#[cfg(feature = "ink")]
impl From<ink::primitives::AccountId> for AccountId {
    fn from(account: ink::primitives::AccountId) -> Self {
        let bytes: &[u8; 32] = account.as_ref();
        Self::from(*bytes)
    }
}

#[cfg(feature = "ink")]
impl From<AccountId> for ink::primitives::AccountId {
    fn from(account: AccountId) -> Self {
        Self::from(*account.bytes())
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
