//! The little that the model must know of the chain around the society.

use std::collections::{BTreeMap, BTreeSet};

use mutual_types::{AccountId, Planck};

use crate::num::{big, planck};
use crate::outcome::Res;

/// The chain around the society. Whoever drives the model keeps it true.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// What the contract has above the existential deposit, in planck.
    pub balance: Planck,
    /// What an account must hold to exist, in planck.
    pub minimum: Planck,
    /// Accounts that do not exist, so that a smaller amount than that cannot be transferred to them.
    pub absent: BTreeSet<AccountId>,
    /// Contracts that can be called, with their code hashes.
    pub contracts: BTreeMap<AccountId, Callee>,
    /// Codes that are stored on the chain, by their hashes: the version of the storage that each writes.
    pub codes: BTreeMap<[u8; 32], u16>,
}

/// Another contract.
#[derive(Clone, Debug)]
pub struct Callee {
    /// Its code hash.
    pub code_hash: [u8; 32],
    /// The selector and arguments with which it is called.
    pub input: Vec<u8>,
    /// Whether such a call succeeds without money.
    pub takes_nothing: bool,
    /// Whether it succeeds with money.
    pub takes_money: bool,
}

impl Chain {
    /// Moves money out of the contract, and says whether the chain lets it.
    pub(crate) fn transfer(&mut self, to: AccountId, amount: Planck) -> Res<bool> {
        if self.absent.contains(&to) && amount < self.minimum {
            return Ok(false);
        }
        self.absent.remove(&to);
        self.balance = planck(big(self.balance) - amount)?;
        Ok(true)
    }

    /// The code hash of a contract; all zero where there is none.
    pub(crate) fn code_hash(&self, account: AccountId) -> [u8; 32] {
        self.contracts.get(&account).map_or([0; 32], |callee| callee.code_hash)
    }

    /// Whether a call to `account` with `value` succeeds.
    pub(crate) fn call_succeeds(&self, account: AccountId, value: Planck) -> bool {
        let callee = self.contracts.get(&account);
        callee.is_some_and(|callee| if value == 0 { callee.takes_nothing } else { callee.takes_money })
    }
}
