//! The version byte before every stored value.

scale_type! {
    /// A stored value with its layout's version, so that an upgrade can tell old cells from new ones.
    pub enum Stored<T> {
        /// The layout of the first version.
        #[codec(index = 1)]
        V1(T),
    }
}

impl<T> Stored<T> {
    /// The value, whatever the layout it was stored in.
    pub fn into_latest(self) -> T {
        match self {
            Self::V1(value) => value,
        }
    }
}
