//! A stand-in for the chain's other contracts, set by each test.

use std::cell::{Cell, RefCell};

use mutual_types::AccountId;

thread_local! {
    /// The society's account.
    pub static SOCIETY: Cell<AccountId> = const { Cell::new(AccountId([0xee; 32])) };
    /// Whom the society does not name an active member.
    pub static STRANGERS: RefCell<Vec<AccountId>> = const { RefCell::new(Vec::new()) };
}

pub fn is_contract(account: AccountId) -> bool {
    account == SOCIETY.get()
}

pub fn is_active_member(society: AccountId, account: AccountId) -> bool {
    society == SOCIETY.get() && STRANGERS.with_borrow(|strangers| !strangers.contains(&account))
}
