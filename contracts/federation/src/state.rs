//! What a federation stores. The root is `{version, counters, cells}`; all else lies in cells with keys of their own, each
//! behind a version byte, as in the society.

use ink::{
    prelude::boxed::Box,
    storage::{traits::ManualKey, Lazy, Mapping},
};
use mutual_types::{
    federation::{
        Backing, BackingId, Checked, Counters, Draw, DrawId, Error, Motion, MotionId, Setup, Society, SocietyId,
        Summary, Total,
    },
    AccountId, Planck, Stored,
};

use crate::{call::Call, store};

/// The version of this layout.
pub const VERSION: u16 = 1;

/// A cell with its own key and a version byte.
type Cell<T, const KEY: u32> = Lazy<Stored<T>, ManualKey<KEY>>;
/// A map with its own key, each value behind a version byte.
type Map<K, V, const KEY: u32> = Mapping<K, Stored<V>, ManualKey<KEY>>;

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

    pub const SETUP: u32 = 0x4d55_0301;
    pub const SOCIETIES: u32 = 0x4d55_0310;
    pub const NUMBERS: u32 = 0x4d55_0311;
    pub const MOTIONS: u32 = 0x4d55_0312;
    pub const BACKINGS: u32 = 0x4d55_0313;
    pub const DRAWS: u32 = 0x4d55_0314;
    pub const USED: u32 = 0x4d55_0315;
    pub const SUMMARIES: u32 = 0x4d55_0316;
    pub const TOTALS: u32 = 0x4d55_0317;
}

/// Every other cell, for the layout in the metadata; they are read and written through [`crate::store`].
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
#[allow(dead_code)] // their types are what counts
pub struct Cells {
    setup: Cell<Setup, { key::SETUP }>,
    societies: Map<SocietyId, Society, { key::SOCIETIES }>,
    numbers: Map<AccountId, SocietyId, { key::NUMBERS }>,
    motions: Map<MotionId, Motion, { key::MOTIONS }>,
    backings: Map<BackingId, Backing, { key::BACKINGS }>,
    draws: Map<DrawId, Draw, { key::DRAWS }>,
    used: Map<(BackingId, SocietyId), Planck, { key::USED }>,
    summaries: Map<(u32, SocietyId), Summary, { key::SUMMARIES }>,
    totals: Map<u32, Total, { key::TOTALS }>,
}

impl State {
    /// The set-up, which founding has stored.
    ///
    /// # Errors
    /// [`Error::Overflow`] where there is none.
    pub fn setup(&self) -> Checked<Box<Setup>> {
        store::load(key::SETUP, &()).ok_or_else(Error::overflow)
    }

    /// Stores the set-up.
    pub fn set_setup(&mut self, setup: &Setup) {
        store::save(key::SETUP, &(), setup);
    }

    /// The number that an account is bound to.
    pub fn number_of(&self, account: AccountId) -> Option<SocietyId> {
        store::load(key::NUMBERS, &account).map(|number| *number)
    }

    /// The next number, for an account that has none.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn new_number(&mut self, account: AccountId) -> Checked<SocietyId> {
        let id = SocietyId(self.counters.societies);
        self.counters.societies = mutual_types::federation::add_count(id.0)?;
        store::save(key::NUMBERS, &account, &id);
        Ok(id)
    }

    /// A society, present or not.
    ///
    /// # Errors
    /// [`Error::NoSociety`].
    pub fn society(&self, id: SocietyId) -> Checked<Box<Society>> {
        store::load(key::SOCIETIES, &id).ok_or_else(|| Error::NoSociety(id).into())
    }

    /// A society that takes part.
    ///
    /// # Errors
    /// [`Error::NoSociety`].
    pub fn present(&self, id: SocietyId) -> Checked<Box<Society>> {
        let society = self.society(id)?;
        if society.is_present() {
            Ok(society)
        } else {
            Err(Error::NoSociety(id).into())
        }
    }

    /// Stores a society.
    pub fn set_society(&mut self, id: SocietyId, society: &Society) {
        store::save(key::SOCIETIES, &id, society);
    }

    /// The society that calls, which takes part.
    ///
    /// # Errors
    /// [`Error::NotMember`].
    pub fn member(&self, call: &Call) -> Checked<(SocietyId, Box<Society>)> {
        let Some(id) = self.number_of(call.caller) else {
            return Err(Error::NotMember.into());
        };
        let society = self.society(id)?;
        if society.is_present() {
            Ok((id, society))
        } else {
            Err(Error::NotMember.into())
        }
    }

    /// A motion.
    ///
    /// # Errors
    /// [`Error::NoMotion`].
    pub fn motion(&self, id: MotionId) -> Checked<Box<Motion>> {
        store::load(key::MOTIONS, &id).ok_or_else(|| Error::NoMotion(id).into())
    }

    /// Stores a motion.
    pub fn set_motion(&mut self, id: MotionId, motion: &Motion) {
        store::save(key::MOTIONS, &id, motion);
    }

    /// A backing.
    ///
    /// # Errors
    /// [`Error::NoBacking`].
    pub fn backing(&self, id: BackingId) -> Checked<Box<Backing>> {
        store::load(key::BACKINGS, &id).ok_or_else(|| Error::NoBacking(id).into())
    }

    /// Stores a backing.
    pub fn set_backing(&mut self, id: BackingId, backing: &Backing) {
        store::save(key::BACKINGS, &id, backing);
    }

    /// A draw.
    ///
    /// # Errors
    /// [`Error::NoDraw`].
    pub fn drawn(&self, id: DrawId) -> Checked<Box<Draw>> {
        store::load(key::DRAWS, &id).ok_or_else(|| Error::NoDraw(id).into())
    }

    /// Stores a draw.
    pub fn set_draw(&mut self, id: DrawId, draw: &Draw) {
        store::save(key::DRAWS, &id, draw);
    }

    /// What a society has of a backing.
    pub fn used(&self, backing: BackingId, society: SocietyId) -> Planck {
        store::load(key::USED, &(backing, society)).map_or(0, |used| *used)
    }

    /// Stores what a society has of a backing.
    pub fn set_used(&mut self, backing: BackingId, society: SocietyId, used: Planck) {
        store::save(key::USED, &(backing, society), &used);
    }

    /// A society's period, empty if nothing is known of it.
    pub fn summary(&self, period: u32, society: SocietyId) -> Box<Summary> {
        store::load(key::SUMMARIES, &(period, society)).unwrap_or_default()
    }

    /// Stores a society's period.
    pub fn set_summary(&mut self, period: u32, society: SocietyId, summary: &Summary) {
        store::save(key::SUMMARIES, &(period, society), summary);
    }

    /// The sums of a period.
    pub fn total(&self, period: u32) -> Box<Total> {
        store::load(key::TOTALS, &period).unwrap_or_default()
    }

    /// Stores the sums of a period.
    pub fn set_total(&mut self, period: u32, total: &Total) {
        store::save(key::TOTALS, &period, total);
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
            societies: Mapping::new(),
            numbers: Mapping::new(),
            motions: Mapping::new(),
            backings: Mapping::new(),
            draws: Mapping::new(),
            used: Mapping::new(),
            summaries: Mapping::new(),
            totals: Mapping::new(),
        }
    }
}
