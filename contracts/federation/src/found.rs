//! Founding a federation.

use ink::prelude::{vec, vec::Vec};
use mutual_types::{
    federation::{
        after,
        event::{FederationFounded, SocietyInvited},
        Checked, Error, Founding, Setup, Society,
    },
    AccountId,
};

use crate::{
    call::Call,
    chain,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A federation to which its founders are invited. Anyone may found one; nobody is bound before they join.
    ///
    /// # Errors
    /// The first mistake of [`Founding::validate`]; [`Error::DuplicateFounder`], [`Error::NotASociety`],
    /// [`Error::Overflow`].
    pub fn found(call: &Call, founding: Founding) -> Checked<(Self, Effects)> {
        founding.validate()?;
        let Founding { name, charter, units, period_ms, founding_ms, rules, founders } = founding;
        let mut state = Self::default();
        let count = u32::try_from(founders.len()).unwrap_or(u32::MAX);
        state.counters.invited = count;
        let founded = FederationFounded { seq: state.counters.next_seq(), founders: count, period_ms };
        let mut effects = vec![Emission::of(&founded)];
        let mut named: Vec<AccountId> = Vec::new();
        for account in founders {
            if named.contains(&account) {
                return Err(Error::DuplicateFounder(account).into());
            }
            named.push(account);
            let code_hash = chain::code_hash(account);
            if account == call.this || code_hash == [0; 32] {
                return Err(Error::NotASociety(account).into());
            }
            let society = state.new_number(account)?;
            state.set_society(society, &Society::new(account, code_hash));
            let seq = state.counters.next_seq();
            effects.push(Emission::of(&SocietyInvited { seq, society, account, code_hash }));
        }
        let founded_ms = call.now_ms;
        let founding_until_ms = after(founded_ms, founding_ms)?;
        let charter_version = 1;
        let setup = Setup { name, charter, charter_version, units, period_ms, founded_ms, founding_until_ms, rules };
        state.set_setup(&setup);
        Ok((state, effects))
    }
}
