//! Founding: everything at once, or nothing.

use ink::prelude::vec::Vec;
use mutual_types::{
    event::SocietyFounded, Charter, Checked, Error, Founding, Member, MemberIndex, Pot, PotId, Role, Roster, Rules,
};

use crate::{
    call::Call,
    pots::ensure_fallback,
    state::{Admissions, Identity, State},
};

impl State {
    /// A society with its members, roles, pots and first money. Anyone may found one; the signer need not be a founder.
    ///
    /// # Errors
    /// The first mistake of [`Founding::validate`]; [`Error::InvalidBeneficiary`] and, for the fallback of a pot,
    /// [`Error::PayeeIsSociety`] where it names the society itself.
    pub fn found(call: &Call, founding: Founding) -> Checked<(Self, SocietyFounded)> {
        founding.validate()?;
        if founding.asset_lock.beneficiary == call.this {
            return Err(Error::InvalidBeneficiary.into());
        }
        let Founding { name, purpose, charter, mut rules, bounds, pots, founders, asset_lock } = founding;
        rules.dues.since_ms = call.now_ms;
        let mut state = Self::default();
        let mut roster = Roster { seats: Vec::new() };
        for founder in founders {
            let index = state.add_member(call, founder.account, call.now_ms, 0)?;
            founder.roles.into_iter().try_for_each(|role| seat_founder(&mut roster, role, index, &rules, call))?;
        }
        for (place, spec) in (0u32..).zip(pots) {
            ensure_fallback(call, &spec)?;
            let mut pot = Pot::new(spec);
            if PotId(place) == PotId::GENERAL {
                pot.deposit(call.value)?;
            }
            state.set_pot(PotId(place), pot);
            state.counters.pots = place.checked_add(1).ok_or_else(Error::overflow)?;
        }
        state.counters.ledger.pots = call.value;
        state.counters.last_activity_ms = call.now_ms;
        let charter = Charter { document: charter, version: 1 };
        state.set_identity(Identity { name, purpose, charter, bounds, asset_lock, next_beneficiary: None });
        state.set_rules(rules);
        state.set_roster(roster);
        state.set_admissions(Admissions { since_ms: call.now_ms, count: 0, founded_ms: call.now_ms, batched: 0 });
        let seq = state.counters.next_seq();
        let founded = SocietyFounded { seq, founder: call.caller, members: state.counters.members, value: call.value };
        Ok((state, founded))
    }

    /// Gives `account` the next member index.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn add_member(
        &mut self,
        call: &Call,
        account: mutual_types::AccountId,
        probation_ends_ms: u64,
        charter_version: u32,
    ) -> Checked<MemberIndex> {
        let index = MemberIndex(self.counters.members);
        for counter in [&mut self.counters.members, &mut self.counters.present, &mut self.counters.active] {
            *counter = counter.checked_add(1).ok_or_else(Error::overflow)?;
        }
        self.set_member(account, Member::new(index, call.now_ms, probation_ends_ms, charter_version));
        self.set_account(index, account);
        Ok(index)
    }
}

fn seat_founder(roster: &mut Roster, role: Role, member: MemberIndex, rules: &Rules, call: &Call) -> Checked<()> {
    roster.grant(role, member, rules.roles.term_ms, &rules.roles, call.now_ms).map(|_| ())
}
