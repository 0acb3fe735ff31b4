//! What the societies decide together, one society one vote. A motion has its effect with the vote that passes it.

use ink::prelude::{vec, vec::Vec};
use mutual_types::{
    federation::{
        add_count, after, check_unit,
        event::{
            CharterAmended, CodeAccepted, FundGiven, MotionMade, MotionPassed, RulesSet, SocietyExpelled, UnitAdded,
            VoteCast,
        },
        lower, needed, raise, Ballot, Checked, Collection, Error, Field, Matter, Motion, MotionId, MotionStatus,
        Presence, Setup, Society, SocietyId, UNITS_MAX,
    },
    AccountId, Planck,
};

use crate::{
    ask,
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A society moves something, and has voted for it with that.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::StillFounding`]; what the matter's checks say; [`Error::NobodyVotes`].
    pub fn move_motion(&mut self, call: &Call, matter: Matter) -> Checked<(MotionId, Effects)> {
        let (mover, _) = self.member(call)?;
        self.ensure_founded(call)?;
        self.check_matter(&matter)?;
        self.make_motion(call, Some(mover), matter)
    }

    /// A society votes.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoMotion`], [`Error::Recused`], [`Error::NotEligible`], [`Error::WrongMotion`],
    /// [`Error::AlreadyVoted`]; what the effect says.
    pub fn vote(&mut self, call: &Call, id: MotionId, aye: bool) -> Checked<Effects> {
        let (society, record) = self.member(call)?;
        let motion = self.motion(id)?;
        if motion.matter.recused() == Some(society) {
            return Err(Error::Recused.into());
        }
        if record.join >= motion.joins {
            return Err(Error::NotEligible.into());
        }
        let status = motion.status(call.now_ms);
        if status != MotionStatus::Open {
            return Err(Error::WrongMotion { status }.into());
        }
        if motion.ballots.iter().any(|ballot| ballot.society == society) {
            return Err(Error::AlreadyVoted.into());
        }
        self.cast(call, id, *motion, Ballot { society, aye })
    }

    /// Refuses while founders are still to join.
    ///
    /// # Errors
    /// [`Error::StillFounding`].
    pub fn ensure_founded(&self, call: &Call) -> Checked<()> {
        let until_ms = self.setup()?.founding_until_ms;
        if self.counters.invited > 0 && call.now_ms < until_ms {
            return Err(Error::StillFounding { until_ms }.into());
        }
        Ok(())
    }

    /// Makes a motion whose matter is checked.
    ///
    /// # Errors
    /// [`Error::NobodyVotes`], [`Error::Overflow`]; where the mover's vote passes it, what the effect says.
    pub fn make_motion(&mut self, call: &Call, by: Option<SocietyId>, matter: Matter) -> Checked<(MotionId, Effects)> {
        let rules = self.setup()?.rules;
        let recused = matter.recused();
        let mut eligible = self.counters.present;
        if let Some(recused) = recused {
            if self.society(recused)?.is_present() {
                eligible = eligible.saturating_sub(1);
            }
        }
        if eligible == 0 {
            return Err(Error::NobodyVotes.into());
        }
        let id = MotionId(self.counters.motions);
        self.counters.motions = add_count(id.0)?;
        let motion = Motion {
            by,
            matter,
            made_ms: call.now_ms,
            ends_ms: after(call.now_ms, rules.voting_ms)?,
            joins: self.counters.joins,
            eligible,
            needed: needed(eligible, rules.approval_bps),
            ballots: Vec::new(),
            passed: false,
        };
        let Motion { needed, ends_ms, .. } = motion;
        let made = MotionMade { seq: self.counters.next_seq(), motion: id, by, eligible, needed, ends_ms };
        let mut effects = vec![Emission::of(&made)];
        match by {
            Some(society) if recused != by => {
                effects.extend(self.cast(call, id, motion, Ballot { society, aye: true })?);
            }
            _ => self.set_motion(id, &motion),
        }
        Ok((id, effects))
    }

    /// Counts a ballot; with the last aye that is needed the motion has its effect.
    fn cast(&mut self, call: &Call, id: MotionId, mut motion: Motion, ballot: Ballot) -> Checked<Effects> {
        motion.ballots.push(ballot);
        let (ayes, nays) = motion.tally();
        let Ballot { society, aye } = ballot;
        let cast = VoteCast { seq: self.counters.next_seq(), motion: id, society, aye, ayes, nays };
        let mut effects = vec![Emission::of(&cast)];
        motion.passed = ayes >= motion.needed;
        self.set_motion(id, &motion);
        if motion.passed {
            effects.push(Emission::of(&MotionPassed { seq: self.counters.next_seq(), motion: id }));
            effects.extend(self.enact(call, motion.matter)?);
        }
        Ok(effects)
    }

    /// What is asked when something is moved.
    fn check_matter(&self, matter: &Matter) -> Checked<()> {
        match matter {
            Matter::Resolution(document) | Matter::AmendCharter(document) => Field::Uri.check(&document.uri),
            Matter::Admit { .. } => Err(Error::NotMovable.into()),
            Matter::Expel(society) => self.present(*society).map(drop),
            Matter::AcceptCode { society, code_hash } => {
                if self.code_to_accept(*society, *code_hash)?.code_hash == *code_hash {
                    return Err(Error::NothingToAccept.into());
                }
                Ok(())
            }
            Matter::SetRules(rules) => rules.validate(),
            Matter::AddUnit(unit) => ensure_unit(&*self.setup()?, unit),
            Matter::Give { society, amount } => {
                self.present(*society)?;
                if *amount == 0 {
                    return Err(Error::ZeroAmount.into());
                }
                self.ensure_fund(*amount)
            }
        }
    }

    /// What a motion does that has passed.
    fn enact(&mut self, call: &Call, matter: Matter) -> Checked<Option<Emission>> {
        let emission = match matter {
            Matter::Resolution(_) => return Ok(None),
            Matter::Admit { account, code_hash, .. } => self.admit(call, account, code_hash)?,
            Matter::Expel(society) => {
                let record = self.present(society)?;
                self.depart(society, *record, Presence::Expelled)?;
                Emission::of(&SocietyExpelled { seq: self.counters.next_seq(), society })
            }
            Matter::AcceptCode { society, code_hash } => {
                let mut record = self.code_to_accept(society, code_hash)?;
                record.code_hash = code_hash;
                self.set_society(society, &record);
                Emission::of(&CodeAccepted { seq: self.counters.next_seq(), society, code_hash })
            }
            Matter::SetRules(rules) => {
                let mut setup = self.setup()?;
                setup.rules = rules;
                self.set_setup(&setup);
                Emission::of(&RulesSet { seq: self.counters.next_seq(), rules })
            }
            Matter::AmendCharter(document) => {
                let mut setup = self.setup()?;
                setup.charter = document;
                setup.charter_version = add_count(setup.charter_version)?;
                self.set_setup(&setup);
                let version = setup.charter_version;
                Emission::of(&CharterAmended { seq: self.counters.next_seq(), version })
            }
            Matter::AddUnit(unit) => {
                let mut setup = self.setup()?;
                ensure_unit(&setup, &unit)?;
                setup.units.push(unit.clone());
                self.set_setup(&setup);
                Emission::of(&UnitAdded { seq: self.counters.next_seq(), unit })
            }
            Matter::Give { society, amount } => {
                let mut record = self.present(society)?;
                self.ensure_fund(amount)?;
                let ledger = &mut self.counters.ledger;
                lower(&mut ledger.fund, amount)?;
                raise(&mut ledger.credits, amount)?;
                raise(&mut record.credit, amount)?;
                self.set_society(society, &record);
                Emission::of(&FundGiven { seq: self.counters.next_seq(), society, amount })
            }
        };
        Ok(Some(emission))
    }

    /// A society that applied takes part from now on, under its old number if it has one.
    fn admit(&mut self, call: &Call, account: AccountId, code_hash: [u8; 32]) -> Checked<Emission> {
        let known = match self.number_of(account) {
            Some(id) => Some((id, self.society(id)?)),
            None => None,
        };
        if known.as_ref().is_some_and(|(_, society)| society.is_present()) {
            return Err(Error::AlreadyMember.into());
        }
        ask::ensure_code(account, code_hash)?;
        self.ensure_place()?;
        let (id, mut society) = match known {
            Some((id, society)) => (id, *society),
            None => {
                let mut new = Society::new(account, code_hash);
                // It was not named at founding.
                new.presence = Presence::Left;
                (self.new_number(account)?, new)
            }
        };
        society.code_hash = code_hash;
        self.take_in(call, id, society)
    }

    /// A society that takes part and has this code.
    fn code_to_accept(&self, id: SocietyId, code_hash: [u8; 32]) -> Checked<ink::prelude::boxed::Box<Society>> {
        let society = self.present(id)?;
        ask::ensure_code(society.account, code_hash)?;
        Ok(society)
    }

    fn ensure_fund(&self, amount: Planck) -> Checked<()> {
        let left = self.counters.ledger.fund;
        if amount > left {
            return Err(Error::NotEnough { left, asked: amount }.into());
        }
        Ok(())
    }
}

/// Refuses a unit that could not be the last.
fn ensure_unit(setup: &Setup, unit: &str) -> Checked<()> {
    check_unit(unit, &setup.units)?;
    Collection::Units.check(setup.units.len().saturating_add(1), UNITS_MAX)
}
