//! New code, and bringing the storage to its version.

use mutual_types::Error;

use crate::num::{big, count};
use crate::outcome::{need, no, Res};
use crate::state::Model;

/// Members that one message of a migration looks at, at the most.
const PAGE: u32 = 50;

impl Model {
    /// The version of the storage.
    pub fn version(&self) -> u16 {
        self.version
    }

    pub(crate) fn upgrade(&mut self, code_hash: [u8; 32]) -> Res<()> {
        let Some(version) = self.chain.codes.get(&code_hash) else { return no(Error::UpgradeFailed) };
        self.code = *version;
        self.emit("CodeUpgraded");
        Ok(())
    }

    /// Looks at so many more members. With the last one the storage is of the code's version.
    pub(crate) fn migrate(&mut self, limit: u32) -> Res<bool> {
        need(self.version < self.code, Error::NothingToMigrate)?;
        let all = count(big(self.members.len()))?;
        self.migrated = count(big(self.migrated) + limit.min(PAGE))?.min(all);
        let is_done = self.migrated == all;
        if is_done {
            (self.version, self.migrated) = (self.code, 0);
        }
        Ok(is_done)
    }
}
