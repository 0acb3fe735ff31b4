//! A society as it is founded.

use std::collections::BTreeMap;

use mutual_types::{AccountId, Charter, Founding, MemberIndex, Planck, PotId, Seat, TimestampMs};

use crate::chain::Chain;
use crate::founding;
use crate::num::{after, big, count, planck};
use crate::outcome::{Expected, Res};
use crate::records::{Period, Person, PotBook};
use crate::state::Model;

impl Model {
    /// The society that `founding` makes at `now`, with `value` planck in its general pot. `chain` is what is around it
    /// before.
    ///
    /// # Errors
    /// Why it is not founded.
    pub fn found(
        chain: Chain,
        society: AccountId,
        now: TimestampMs,
        value: Planck,
        founding: &Founding,
    ) -> Result<Self, Expected> {
        founding::check(founding, society)?;
        let mut rules = founding.rules.clone();
        // There are dues from the founding on, if there are any.
        rules.dues.since_ms = now;
        let mut model = Self {
            chain,
            events: Vec::new(),
            version: 1,
            code: 1,
            migrated: 0,
            now,
            seq: 0,
            society,
            founded: now,
            charter: Charter { document: founding.charter.clone(), version: 1 },
            rules,
            bounds: founding.bounds.clone(),
            asset_lock: founding.asset_lock.clone(),
            next_beneficiary: None,
            members: BTreeMap::new(),
            bound: BTreeMap::new(),
            applications: BTreeMap::new(),
            account_offers: BTreeMap::new(),
            // The first period in which admissions are counted begins with the founding.
            admissions: Period { since: now, used: 0 },
            entered_in_batches: 0,
            seats: Vec::new(),
            pots: BTreeMap::new(),
            proposals: BTreeMap::new(),
            payments: BTreeMap::new(),
            grants: BTreeMap::new(),
            requests: BTreeMap::new(),
            attesting: BTreeMap::new(),
            disputes: BTreeMap::new(),
            credits: BTreeMap::new(),
            expenses: 0,
            last_activity: now,
            dissolution: None,
        };
        for spec in &founding.pots {
            let id = model.pot_count()?;
            model.pots.insert(id, PotBook { spec: spec.clone(), balance: 0, allowance: None, closed: false });
        }
        model.deposit(PotId::GENERAL, value)?;
        model.chain.balance = planck(big(model.chain.balance) + value)?;
        for founder in &founding.founders {
            let member = model.enter(founder.account, now, 0)?;
            for role in &founder.roles {
                let expires_ms = after(now, model.rules.roles.term_ms)?;
                model.seats.push(Seat { role: *role, member, expires_ms, terms: 1, last_case_ms: 0 });
            }
        }
        model.emit("SocietyFounded");
        Ok(model)
    }

    /// Gives `account` the next index.
    pub(crate) fn enter(&mut self, account: AccountId, probation_ends: TimestampMs, version: u32) -> Res<MemberIndex> {
        let index = count(big(self.members.len()))?;
        let person = Person {
            account,
            joined: self.now,
            probation_ends,
            paid_until: self.now,
            suspended_from: 0,
            suspended_until: 0,
            counted: true,
            good_since: self.now,
            departed: 0,
            exit_due: 0,
            charter_version: version,
            shares: 0,
            capital: 0,
            loans: Vec::new(),
            share_claimed: false,
            proxy_offered_to: None,
            proxy_holder: None,
            proxies_held: Vec::new(),
        };
        self.members.insert(index, person);
        self.bound.insert(account, index);
        Ok(MemberIndex(index))
    }
}
