//! Founding an exchange, and changing its rules.

use mutual_types::exchange::{
    event::{ExchangeFounded, ExchangeRulesSet},
    Checked, Founding, Rules, Setup,
};

use crate::{
    ask,
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// An exchange between the members of a society that answers. Anyone may found one.
    ///
    /// # Errors
    /// The first mistake of [`Founding::validate`]; [`mutual_types::exchange::Error::SocietySilent`].
    pub fn found(call: &Call, founding: Founding) -> Checked<(Self, Effects)> {
        founding.validate()?;
        let Founding { society, name, limit_max_minutes, rules } = founding;
        ask::standing(society, call.caller)?;
        let mut state = Self::default();
        state.set_setup(&Setup { society, name, limit_max_minutes, rules });
        let seq = state.counters.next_seq();
        let founded = ExchangeFounded { seq, society, founder: call.caller, limit_max_minutes };
        Ok((state, Effects::from([Emission::of(&founded)])))
    }

    /// The society changes the rules. What is agreed keeps the windows that it was proposed with.
    ///
    /// # Errors
    /// [`mutual_types::exchange::Error::NotTheSociety`], [`mutual_types::exchange::Error::RuleOutOfBounds`].
    pub fn set_rules(&mut self, call: &Call, rules: Rules) -> Checked<Effects> {
        let mut setup = self.setup()?;
        self.ensure_society(call, &setup)?;
        rules.validate(setup.limit_max_minutes)?;
        setup.rules = rules;
        self.set_setup(&setup);
        let set = ExchangeRulesSet { seq: self.counters.next_seq(), rules };
        Ok(Effects::from([Emission::of(&set)]))
    }
}
