//! The founding roster: batches of applicants in the founding window.

use ink::prelude::vec::Vec;
use mutual_types::{after, event::MemberAdmitted, AccountId, Checked, Collection, Error, Role, PAGE_MAX};

use crate::{call::Call, state::State};

impl State {
    /// A live treasurer or steward lets applicants in whom the founders know, without probation and beside the period's
    /// limit, while the founding window is open.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NotSteward`], [`Error::FoundingOver`],
    /// [`Error::TooMany`], [`Error::NoApplication`], [`Error::ApplicationNotOpen`], [`Error::AccountBound`].
    pub fn admit_batch(&mut self, call: &Call, accounts: Vec<AccountId>) -> Checked<Vec<MemberAdmitted>> {
        self.ensure_running()?;
        self.officer_of(call, &[Role::Treasurer, Role::Steward], &*self.rules()?, Error::NotSteward)?;
        let bounds = self.identity()?.bounds;
        let mut admissions = self.admissions()?;
        let ended_ms = after(admissions.founded_ms, bounds.founding_window_ms)?;
        if call.now_ms >= ended_ms {
            return Err(Error::FoundingOver { ended_ms }.into());
        }
        Collection::Batch.check(accounts.len(), PAGE_MAX)?;
        let more = u32::try_from(accounts.len()).map_err(|_| Error::overflow())?;
        let count = admissions.batched.checked_add(more).ok_or_else(Error::overflow)?;
        if count > bounds.roster_max {
            return Err(Error::TooMany { what: Collection::FoundingRoster, count, max: bounds.roster_max }.into());
        }
        admissions.batched = count;
        self.set_admissions(admissions);

        let mut admitted = Vec::new();
        for account in accounts {
            let application = self.open_application(call, account)?;
            admitted.push(self.enrol(call, account, application, call.now_ms)?);
        }
        Ok(admitted)
    }
}
