//! Upgrade: new code by its hash, and the migration that follows.
//!
//! This version's storage is the first there is: nothing is older, and nothing migrates. Feature `next` builds the code
//! of a version that follows, with which tests upgrade a living society.

use mutual_types::{event::CodeUpgraded, Checked, Error};

use crate::{emit::Emission, execute::Effects, state::State};

impl State {
    /// Replaces the society's code. The new one runs from the next message on.
    ///
    /// # Errors
    /// [`Error::UpgradeFailed`] if the chain has no such code.
    pub fn upgrade(&mut self, code_hash: [u8; 32]) -> Checked<Effects> {
        replace_code(code_hash)?;
        Ok(Emission::only(&CodeUpgraded { seq: self.counters.next_seq(), code_hash }))
    }

    /// Anyone brings the storage of an older version to that of this code, a page at a time; true when done.
    ///
    /// # Errors
    /// [`Error::NothingToMigrate`].
    #[cfg(not(feature = "next"))]
    pub fn migrate(&mut self, _limit: u32) -> Checked<bool> {
        Err(Error::NothingToMigrate.into())
    }
}

#[cfg(not(test))]
fn replace_code(code_hash: [u8; 32]) -> Checked<()> {
    use ink::env::{set_code_hash, DefaultEnvironment};
    set_code_hash::<DefaultEnvironment>(&code_hash.into()).map_err(|_| Error::UpgradeFailed.into())
}

/// ink!'s off-chain engine has no code: here the hash of ones is unknown, and any other known.
#[cfg(test)]
fn replace_code(code_hash: [u8; 32]) -> Checked<()> {
    if code_hash == [1; 32] {
        Err(Error::UpgradeFailed.into())
    } else {
        Ok(())
    }
}

#[cfg(feature = "next")]
mod next {
    //! The migration of the version that follows: it changes no record, but reads every member's, which proves that the
    //! live storage decodes. Its cursor has a cell of its own, so that the root and other cells keep their layout.

    use ink::storage::{traits::ManualKey, Lazy};
    use mutual_types::{Checked, Error, MemberIndex, Stored, PAGE_MAX};

    use crate::state::{State, VERSION};

    /// The first member who has not been looked at.
    type Cursor = Lazy<Stored<u32>, ManualKey<0x4d55_0007>>;

    impl State {
        /// Anyone brings the storage of an older version to that of this code, a page at a time; true when done.
        ///
        /// # Errors
        /// [`Error::NothingToMigrate`], [`Error::NoMember`] if a member's record is lost.
        pub fn migrate(&mut self, limit: u32) -> Checked<bool> {
            if self.version >= VERSION {
                return Err(Error::NothingToMigrate.into());
            }
            let mut cursor = Cursor::new();
            let from = cursor.get().map_or(0, |stored| *stored.into_latest());
            let members = self.counters.members;
            let until = from.saturating_add(limit.min(PAGE_MAX)).min(members);
            for index in from..until {
                self.member_by_index(MemberIndex(index))?;
            }
            cursor.set(&Stored::V1(until.into()));
            let done = until == members;
            if done {
                self.version = VERSION;
            }
            Ok(done)
        }
    }
}
