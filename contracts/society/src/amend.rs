//! Rules, charter and beneficiary, changed by special proposals.

use ink::prelude::boxed::Box;
use mutual_types::{
    after,
    event::{BeneficiarySet, CharterAmended, RulesSet},
    AccountId, Charter, Checked, Error, NextBeneficiary, Rules, TimestampMs, BENEFICIARY_NOTICE_MS,
};

use crate::{
    call::Call,
    emit::Emission,
    execute::Effects,
    state::{Identity, State},
};

impl State {
    /// Sets new rules. When dues begin, nobody owes for the time before.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn change_rules(&mut self, call: &Call, mut rules: Box<Rules>) -> Checked<Effects> {
        let dues = self.rules()?.dues;
        rules.dues.since_ms = if dues.amount == 0 && rules.dues.amount > 0 { call.now_ms } else { dues.since_ms };
        self.set_rules(rules);
        Ok(Emission::only(&RulesSet { seq: self.counters.next_seq() }))
    }

    /// Refuses a charter that does not follow the one in force.
    ///
    /// # Errors
    /// [`Error::WrongVersion`].
    pub fn check_amend_charter(&self, charter: &Charter) -> Checked<()> {
        let needed = self.identity()?.charter.version.checked_add(1).ok_or_else(Error::overflow)?;
        if charter.version == needed {
            Ok(())
        } else {
            Err(Error::WrongVersion { given: charter.version, needed }.into())
        }
    }

    /// Puts a new charter in force.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn amend_charter(&mut self, charter: Charter) -> Checked<Effects> {
        let version = charter.version;
        let mut identity = self.identity()?;
        identity.charter = charter;
        self.set_identity(identity);
        Ok(Emission::only(&CharterAmended { seq: self.counters.next_seq(), version }))
    }

    /// Refuses a beneficiary who is the society, or is or was a member.
    ///
    /// # Errors
    /// [`Error::InvalidBeneficiary`].
    pub fn check_beneficiary(&self, call: &Call, account: AccountId) -> Checked<()> {
        if account == call.this || self.find_member(account).is_some() {
            Err(Error::InvalidBeneficiary.into())
        } else {
            Ok(())
        }
    }

    /// Names the next beneficiary, who replaces the present one after 180 days, and an earlier next one at once.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn change_beneficiary(&mut self, call: &Call, account: AccountId) -> Checked<Effects> {
        let from_ms = after(call.now_ms, BENEFICIARY_NOTICE_MS)?;
        let mut identity = self.identity_at(call.now_ms)?;
        identity.next_beneficiary = Some(NextBeneficiary { account, from_ms });
        self.set_identity(identity);
        Ok(Emission::only(&BeneficiarySet { seq: self.counters.next_seq(), account, from_ms }))
    }

    /// Who gets what no member has a claim on: the next beneficiary from their day on.
    ///
    /// # Errors
    /// [`Error::Migrating`].
    pub fn beneficiary(&self, now_ms: TimestampMs) -> Checked<AccountId> {
        Ok(self.identity_at(now_ms)?.asset_lock.beneficiary)
    }

    /// What seldom changes, with a next beneficiary whose day has come in their place.
    ///
    /// # Errors
    /// [`Error::Migrating`].
    pub fn identity_at(&self, now_ms: TimestampMs) -> Checked<Box<Identity>> {
        let mut identity = self.identity()?;
        if let Some(next) = &identity.next_beneficiary {
            if next.from_ms <= now_ms {
                identity.asset_lock.beneficiary = next.account;
                identity.next_beneficiary = None;
            }
        }
        Ok(identity)
    }
}
