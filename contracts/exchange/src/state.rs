//! What an exchange stores. The root is `{version, counters, cells}`; all else lies in cells with keys of their own, each
//! behind a version byte, as in the society.

use ink::{
    prelude::{boxed::Box, vec::Vec},
    storage::{traits::ManualKey, Lazy, Mapping},
};
use mutual_types::{
    exchange::{Account, Checked, Counters, Deal, DealId, Error, Offer, OfferId, Setup},
    MemberIndex, Stored,
};

use crate::store;

/// The version of this layout.
pub const VERSION: u16 = 1;

/// A cell with its own key and a version byte.
type Cell<T, const KEY: u32> = Lazy<Stored<T>, ManualKey<KEY>>;
/// A map with its own key, each value behind a version byte.
type Map<K, V, const KEY: u32> = Mapping<K, Stored<V>, ManualKey<KEY>>;

/// Fifty places of a list, or as many as are left.
type Part = Vec<OfferId>;

/// The root cell.
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
pub struct State {
    /// The version of the layout the storage is in.
    pub version: u16,
    /// The hot numbers.
    pub counters: Counters,
    /// Where everything else is; takes no room itself.
    pub cells: Cells,
}

/// The keys of all cells. A key, once used, is never used for anything else.
pub mod key {
    #![allow(missing_docs)] // each is named after its cell

    pub const SETUP: u32 = 0x4d55_0101;
    pub const ACCOUNTS: u32 = 0x4d55_0110;
    pub const OFFERS: u32 = 0x4d55_0111;
    pub const LISTS: u32 = 0x4d55_0112;
    pub const DEALS: u32 = 0x4d55_0113;
}

/// Every other cell, for the layout in the metadata; they are read and written through [`crate::store`].
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
#[allow(dead_code)] // their types are what counts
pub struct Cells {
    setup: Cell<Setup, { key::SETUP }>,
    accounts: Map<MemberIndex, Account, { key::ACCOUNTS }>,
    offers: Map<OfferId, Offer, { key::OFFERS }>,
    lists: Map<(u32, u32), Part, { key::LISTS }>,
    deals: Map<DealId, Deal, { key::DEALS }>,
}

impl State {
    /// The set-up, which founding has stored.
    ///
    /// # Errors
    /// [`Error::SocietySilent`] where there is none, which names no society.
    pub fn setup(&self) -> Checked<Box<Setup>> {
        store::load(key::SETUP, &()).ok_or_else(|| Error::SocietySilent { code: 0 }.into())
    }

    /// Stores the set-up.
    pub fn set_setup(&mut self, setup: &Setup) {
        store::save(key::SETUP, &(), setup);
    }

    /// A member's account, if they have one.
    pub fn find_account(&self, member: MemberIndex) -> Option<Box<Account>> {
        store::load(key::ACCOUNTS, &member)
    }

    /// A member's account, level if they have none yet.
    pub fn account(&self, member: MemberIndex) -> Box<Account> {
        self.find_account(member).unwrap_or_default()
    }

    /// Stores a member's account.
    ///
    /// # Errors
    /// [`Error::Overflow`] for the last member index there is, after which there is no end.
    pub fn set_account(&mut self, member: MemberIndex, account: &Account) -> Checked<()> {
        let end = member.0.checked_add(1).ok_or_else(Error::overflow)?;
        self.counters.members_end = self.counters.members_end.max(end);
        store::save(key::ACCOUNTS, &member, account);
        Ok(())
    }

    /// An offer.
    ///
    /// # Errors
    /// [`Error::NoOffer`].
    pub fn offer(&self, id: OfferId) -> Checked<Box<Offer>> {
        self.find_offer(id).ok_or_else(|| Error::NoOffer(id).into())
    }

    /// An offer, if there is one.
    pub fn find_offer(&self, id: OfferId) -> Option<Box<Offer>> {
        store::load(key::OFFERS, &id)
    }

    /// Stores an offer.
    pub fn set_offer(&mut self, id: OfferId, offer: &Offer) {
        store::save(key::OFFERS, &id, offer);
    }

    /// A part of a list.
    pub fn part(&self, list: u32, part: u32) -> Part {
        store::load(key::LISTS, &(list, part)).map(|stored| *stored).unwrap_or_default()
    }

    /// Stores a part of a list.
    pub fn set_part(&mut self, list: u32, part: u32, offers: &Part) {
        store::save(key::LISTS, &(list, part), offers);
    }

    /// A deal.
    ///
    /// # Errors
    /// [`Error::NoDeal`].
    pub fn deal(&self, id: DealId) -> Checked<Box<Deal>> {
        self.find_deal(id).ok_or_else(|| Error::NoDeal(id).into())
    }

    /// A deal, if there is one.
    pub fn find_deal(&self, id: DealId) -> Option<Box<Deal>> {
        store::load(key::DEALS, &id)
    }

    /// Stores a deal.
    pub fn set_deal(&mut self, id: DealId, deal: &Deal) {
        store::save(key::DEALS, &id, deal);
    }
}

impl Default for State {
    fn default() -> Self {
        Self { version: VERSION, counters: Counters::default(), cells: Cells::default() }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Self {
            setup: Lazy::new(),
            accounts: Mapping::new(),
            offers: Mapping::new(),
            lists: Mapping::new(),
            deals: Mapping::new(),
        }
    }
}
