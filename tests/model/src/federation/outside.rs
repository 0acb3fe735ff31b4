//! The world around a federation: which accounts are contracts, and how each answers.

use std::collections::BTreeMap;

use mutual_types::{AccountId, PotId, PotKind};

/// What a society says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // as in a reading
pub struct Numbers {
    pub members: u32,
    pub active: u32,
    pub pots: u128,
    pub shares: u128,
    pub credits: u128,
    pub grants: u32,
    pub relief_requests: u32,
    pub payments: u32,
    pub dissolving: bool,
}

/// An account that is a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The hash of its code.
    pub code: [u8; 32],
    /// What it says of itself.
    pub numbers: Numbers,
    /// Its pots, and whether each is closed.
    pub pots: BTreeMap<PotId, (PotKind, bool)>,
    /// The host's code with which it does not answer; 0 for an answer that cannot be read.
    pub silent: Option<u32>,
    /// The host's code with which it does not take money.
    pub refuses: Option<u32>,
    /// Whether a transfer to it fails.
    pub unreachable: bool,
}

/// All accounts that are contracts.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Them.
    pub places: BTreeMap<AccountId, Place>,
}

/// What happens around a federation.
#[derive(Clone, Debug)]
pub enum Change {
    /// A contract is so from now on.
    Place(AccountId, Box<Place>),
    /// Somebody sends money to the federation without a message.
    Stray(u128),
}

impl Outside {
    /// The hash of the code at an account; zero for none.
    pub fn code(&self, account: AccountId) -> [u8; 32] {
        self.places.get(&account).map_or([0; 32], |place| place.code)
    }
}
