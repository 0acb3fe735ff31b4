//! Founding: a society is whole in one transaction, or not at all.

use alloc::{string::String, vec::Vec};

use crate::{
    refuse_if, AccountId, AssetLock, Bounds, Checked, Collection, Document, Error, Field, PotKind, PotSpec, Refused,
    Role, RuleName, Rules, SEATS_PER_ROLE_MAX,
};

/// Founders at the most.
pub const FOUNDERS_MAX: u32 = 64;
/// Pots at founding at the most, the general one included.
pub const POTS_MAX: u32 = 8;

scale_type! {
    /// Everything a society begins with. The money sent along goes to the general pot.
    pub struct Founding {
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub purpose: String,
        /// What its members agree on.
        pub charter: Document,
        /// Its rules.
        pub rules: Rules,
        /// How far they may ever change.
        pub bounds: Bounds,
        /// Its pots: the general one first.
        pub pots: Vec<PotSpec>,
        /// Its first members.
        pub founders: Vec<Founder>,
        /// Where the money goes that no member has a claim on.
        pub asset_lock: AssetLock,
    }

    /// A first member.
    pub struct Founder {
        /// Their account.
        pub account: AccountId,
        /// What they do from the first day, for the longest term of the rules.
        pub roles: Vec<Role>,
    }

    /// Where in a founding a mistake is.
    #[derive(Copy)]
    pub enum FoundingMistake {
        /// The name.
        Name,
        /// The purpose.
        Purpose,
        /// The charter.
        Charter,
        /// A number of the rules.
        Rule(RuleName),
        /// A number of the bounds.
        Bound(RuleName),
        /// The pots as a whole.
        Pots,
        /// One pot, by its place.
        Pot(u32),
        /// The founders as a whole.
        Founders,
        /// One founder, by their place.
        Founder(u32),
        /// The asset lock.
        AssetLock,
    }
}

type Visit<'a> = &'a mut dyn FnMut(FoundingMistake, Refused) -> Checked<()>;

impl Founding {
    /// Refuses a founding with any mistake.
    ///
    /// # Errors
    /// The first mistake.
    pub fn validate(&self) -> Checked<()> {
        self.visit_mistakes(&mut |_, error| Err(error))
    }

    /// Shows each mistake with its place to `visit`, until it refuses one.
    ///
    /// # Errors
    /// What `visit` returns.
    pub fn visit_mistakes(&self, visit: Visit) -> Checked<()> {
        use FoundingMistake as M;
        let mut at = |place: M, result: Checked<()>| match result {
            Ok(()) => Ok(()),
            Err(error) => visit(place, error),
        };
        at(M::Name, Field::Name.check(&self.name))?;
        at(M::Purpose, Field::Purpose.check(&self.purpose))?;
        at(M::Charter, self.charter.validate())?;
        self.bounds.visit_limits(&mut |limit| at(M::Bound(limit.rule), limit.check()))?;
        self.rules.visit_limits(&self.bounds, &mut |limit| at(M::Rule(limit.rule), limit.check()))?;

        at(M::Pots, Collection::Pots.check(self.pots.len(), POTS_MAX))?;
        at(M::Pots, self.check_pot_kinds())?;
        for (place, pot) in (0u32..).zip(&self.pots) {
            at(M::Pot(place), pot.validate())?;
        }

        at(M::Founders, Collection::Founders.check(self.founders.len(), FOUNDERS_MAX))?;
        at(M::Founders, refuse_if(self.founders.is_empty().then_some(Error::NoFounders)))?;
        at(M::Founders, self.check_treasurers())?;
        for (place, founder) in (0u32..).zip(&self.founders) {
            let earlier = self.founders.iter().zip(0..place).any(|(other, _)| other.account == founder.account);
            at(M::Founder(place), refuse_if(earlier.then_some(Error::DuplicateAccount(founder.account))))?;
            at(M::Founder(place), self.check_roles(founder))?;
        }
        let beneficiary = self.asset_lock.beneficiary;
        let is_founder = self.founders.iter().any(|founder| founder.account == beneficiary);
        at(M::AssetLock, refuse_if(is_founder.then_some(Error::InvalidBeneficiary)))
    }

    fn check_pot_kinds(&self) -> Checked<()> {
        let count = |kind| self.pots.iter().filter(|pot| pot.kind == kind).count();
        let general_first = self.pots.first().is_some_and(|pot| pot.kind == PotKind::General);
        if general_first && count(PotKind::General) == 1 && count(PotKind::Reserve) <= 1 && count(PotKind::Relief) <= 1
        {
            Ok(())
        } else {
            Err(Error::InvalidPots.into())
        }
    }

    /// One treasurer more than payments need, so that one may be away or concerned; a society of one or two may do
    /// with a single one.
    fn check_treasurers(&self) -> Checked<()> {
        let treasurers = self.founders.iter().filter(|founder| founder.roles.contains(&Role::Treasurer)).count();
        let count = u32::try_from(treasurers).unwrap_or(u32::MAX);
        let approvals = u32::from(self.rules.payments.approvals);
        let is_tiny = self.founders.len() < 3 && approvals == 1;
        let needed = if is_tiny { 1 } else { approvals.saturating_add(1) };
        if count < needed {
            return Err(Error::TooFewTreasurers { count, needed }.into());
        }
        Collection::Seats.check(treasurers, SEATS_PER_ROLE_MAX)
    }

    fn check_roles(&self, founder: &Founder) -> Checked<()> {
        Collection::Seats.check(founder.roles.len(), FOUNDERS_MAX)?;
        for (place, role) in (0u32..).zip(&founder.roles) {
            if founder.roles.iter().zip(0..place).any(|(other, _)| other == role) {
                return Err(Error::DuplicateRole(founder.account).into());
            }
            if let Role::Keeper(pot) = role {
                if !self.pots.iter().zip(0..).any(|(_, place)| pot.0 == place) {
                    return Err(Error::NoPot(*pot).into());
                }
            }
        }
        Ok(())
    }
}
