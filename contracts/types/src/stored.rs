//! The version byte before every stored value.

use alloc::boxed::Box;

/// A stored value with its layout's version, so that an upgrade can tell old cells from new ones. The value is boxed, so
/// that the contract moves a pointer where it would copy a record.
#[derive(Clone, Debug, PartialEq, Eq, scale::Encode, scale::Decode)]
#[cfg_attr(all(feature = "ink", feature = "std"), derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout))]
pub enum Stored<T> {
    /// The layout of the first version.
    #[codec(index = 1)]
    V1(Box<T>),
}

impl<T> Stored<T> {
    /// The value, whatever the layout it was stored in.
    pub fn into_latest(self) -> Box<T> {
        match self {
            Self::V1(value) => value,
        }
    }
}
