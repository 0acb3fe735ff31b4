//! A stand-in for the chain: two contracts, and what calling them answers.

use std::cell::{Cell, RefCell};

use mutual_types::{AccountId, CallTerms};

thread_local! {
    /// The contract's account and code hash.
    pub static CONTRACT: Cell<(AccountId, [u8; 32])> = const { Cell::new((AccountId([0; 32]), [0; 32])) };
    /// Another contract, which refuses all calls, and its code hash.
    pub static REFUSING: Cell<(AccountId, [u8; 32])> = const { Cell::new((AccountId([0; 32]), [0; 32])) };
    /// What a call answers.
    pub static OUTCOME: Cell<Result<(), u32>> = const { Cell::new(Ok(())) };
    /// The calls made.
    pub static CALLS: RefCell<Vec<CallTerms>> = const { RefCell::new(Vec::new()) };
}

pub fn code_hash(account: AccountId) -> [u8; 32] {
    let contracts = [CONTRACT.get(), REFUSING.get()];
    contracts.into_iter().find(|(contract, _)| account == *contract).map_or([0; 32], |(_, hash)| hash)
}

pub fn call_contract(terms: &CallTerms) -> Result<(), u32> {
    CALLS.with_borrow_mut(|calls| calls.push(terms.clone()));
    if terms.callee == REFUSING.get().0 {
        return Err(2);
    }
    OUTCOME.get()
}
