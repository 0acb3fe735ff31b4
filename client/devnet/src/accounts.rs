//! The accounts that every development chain knows.

use sp_core::{sr25519, Pair};

/// The names whose accounts hold money at genesis, each a derivation path of the development phrase.
///
/// The private keys behind them are public knowledge; money on them is play money.
pub const NAMES: [&str; 12] = [
    "//Alice",
    "//Bob",
    "//Charlie",
    "//Dave",
    "//Eve",
    "//Ferdie",
    "//Alice//stash",
    "//Bob//stash",
    "//Charlie//stash",
    "//Dave//stash",
    "//Eve//stash",
    "//Ferdie//stash",
];

/// What each of them holds at genesis, in planck: the amount of `substrate-contracts-node --dev`.
pub const ENDOWMENT: u128 = 1 << 60;

/// The account of a derivation path such as `//Alice`, or nothing when the text is no such path.
pub fn account(name: &str) -> Option<[u8; 32]> {
    sr25519::Pair::from_string(name, None).ok().map(|pair| pair.public().0)
}
