//! What a chain calls its money.

/// A chain's unit of money: its symbol, and how many decimals of it the chain keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What stands after an amount.
    pub symbol: String,
    /// How many digits after the point the smallest amount has.
    pub decimals: u8,
}

impl Default for Unit {
    /// The unit of substrate-contracts-node, and of most chains that do not say what theirs is.
    fn default() -> Self {
        Self { symbol: "UNIT".to_owned(), decimals: 12 }
    }
}
