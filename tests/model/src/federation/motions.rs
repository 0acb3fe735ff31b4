//! Motions: made, voted on, brought into effect.

use std::collections::BTreeMap;

use mutual_types::federation::{Collection, Error, Matter, MotionId, MotionStatus, Presence, SocietyId};
use mutual_types::AccountId;

use super::societies::known;
use super::state::{at, at_mut, count, Circumstances, Model, Motion, MotionFacts};
use super::texts;

/// Whom it is about.
fn about(matter: &Matter) -> Option<SocietyId> {
    match matter {
        Matter::Expel(society) => Some(*society),
        Matter::AcceptCode { society, .. } | Matter::Give { society, .. } => Some(*society),
        Matter::Resolution(_)
        | Matter::Admit { .. }
        | Matter::SetRules(_)
        | Matter::AmendCharter(_)
        | Matter::AddUnit(_) => None,
    }
}

impl Motion {
    fn votes(&self, aye: bool) -> u32 {
        u32::try_from(self.votes.values().filter(|vote| **vote == aye).count()).unwrap_or(u32::MAX)
    }

    fn status(&self, now_ms: u64) -> MotionStatus {
        // All that have not voted against could still be for it.
        let hope = i64::from(self.eligible).saturating_sub(self.votes(false).into());
        if self.passed {
            MotionStatus::Passed
        } else if now_ms >= self.ends_ms || hope < i64::from(self.needed) {
            MotionStatus::Failed
        } else {
            MotionStatus::Open
        }
    }
}

impl Model {
    pub(super) fn move_motion(&mut self, it: Circumstances, matter: Matter) -> Result<MotionId, Error> {
        let mover = self.member(it)?;
        self.founding_over(it)?;
        match &matter {
            Matter::Resolution(document) | Matter::AmendCharter(document) => texts::uri(&document.uri)?,
            Matter::Admit { .. } => return Err(Error::NotMovable),
            Matter::Expel(society) => {
                self.taking_part(*society)?;
            }
            Matter::AcceptCode { society, code_hash } => {
                let record = self.taking_part(*society)?;
                known(it.outside, record.account, *code_hash)?;
                if record.code == *code_hash {
                    return Err(Error::NothingToAccept);
                }
            }
            Matter::SetRules(rules) => texts::rules(rules)?,
            Matter::AddUnit(unit) => self.new_unit(unit)?,
            Matter::Give { society, amount } => {
                self.taking_part(*society)?;
                if *amount == 0 {
                    return Err(Error::ZeroAmount);
                }
                self.fund_has(*amount)?;
            }
        }
        self.put(it, Some(mover), matter)
    }

    pub(super) fn put(&mut self, it: Circumstances, by: Option<SocietyId>, matter: Matter) -> Result<MotionId, Error> {
        let about = about(&matter);
        let eligible =
            self.numbers().filter(|(id, society)| society.presence == Presence::Present && Some(*id) != about);
        let eligible = u32::try_from(eligible.count()).unwrap_or(u32::MAX);
        if eligible == 0 {
            return Err(Error::NobodyVotes);
        }
        // The least number that is such a share, found by trying.
        let bps = u64::from(self.rules.approval_bps);
        let enough = |ayes: &u32| u64::from(*ayes).saturating_mul(10_000) >= u64::from(eligible).saturating_mul(bps);
        let needed = (1..=eligible).find(enough).unwrap_or(eligible);
        let id = MotionId(count(&self.motions));
        let ends_ms = it.now_ms.saturating_add(self.rules.voting_ms);
        let (made_at, votes, passed) = (self.messages, BTreeMap::new(), false);
        self.motions.push(Motion { by, matter, made_at, ends_ms, eligible, needed, votes, passed });
        self.emit("MotionMade");
        if let Some(mover) = by.filter(|_| by != about) {
            self.count_vote(it, id, mover, true)?;
        }
        Ok(id)
    }

    pub(super) fn vote(&mut self, it: Circumstances, id: MotionId, aye: bool) -> Result<(), Error> {
        let voter = self.member(it)?;
        let motion = at(&self.motions, id.0).ok_or(Error::NoMotion(id))?;
        if about(&motion.matter) == Some(voter) {
            return Err(Error::Recused);
        }
        if self.society(voter)?.joined_at > motion.made_at {
            return Err(Error::NotEligible);
        }
        let status = motion.status(it.now_ms);
        if status != MotionStatus::Open {
            return Err(Error::WrongMotion { status });
        }
        if motion.votes.contains_key(&voter) {
            return Err(Error::AlreadyVoted);
        }
        self.count_vote(it, id, voter, aye)
    }

    fn count_vote(&mut self, it: Circumstances, id: MotionId, voter: SocietyId, aye: bool) -> Result<(), Error> {
        let Some(motion) = at_mut(&mut self.motions, id.0) else { return Err(Error::NoMotion(id)) };
        motion.votes.insert(voter, aye);
        let passes = motion.votes(true) >= motion.needed;
        motion.passed = passes;
        let matter = motion.matter.clone();
        self.emit("VoteCast");
        if passes {
            self.emit("MotionPassed");
            self.bring_about(it, matter)?;
        }
        Ok(())
    }

    fn bring_about(&mut self, it: Circumstances, matter: Matter) -> Result<(), Error> {
        match matter {
            Matter::Resolution(_) => {}
            Matter::Admit { account, code_hash, .. } => self.admit(it, account, code_hash)?,
            Matter::Expel(society) => {
                self.taking_part(society)?;
                self.go(society, Presence::Expelled);
                self.emit("SocietyExpelled");
            }
            Matter::AcceptCode { society, code_hash } => {
                known(it.outside, self.taking_part(society)?.account, code_hash)?;
                if let Some(society) = at_mut(&mut self.societies, society.0) {
                    society.code = code_hash;
                }
                self.emit("CodeAccepted");
            }
            Matter::SetRules(rules) => {
                self.rules = rules;
                self.emit("RulesSet");
            }
            Matter::AmendCharter(_) => {
                self.charter_version = self.charter_version.saturating_add(1);
                self.emit("CharterAmended");
            }
            Matter::AddUnit(unit) => {
                self.new_unit(&unit)?;
                self.units.push(unit);
                self.emit("UnitAdded");
            }
            Matter::Give { society, amount } => {
                self.taking_part(society)?;
                self.fund_has(amount)?;
                self.fund = self.fund.saturating_sub(amount);
                self.credit(society, amount);
                self.emit("FundGiven");
            }
        }
        Ok(())
    }

    fn admit(&mut self, it: Circumstances, account: AccountId, code_hash: [u8; 32]) -> Result<(), Error> {
        let number = self.number_of(account);
        if number.is_some_and(|id| self.taking_part(id).is_ok()) {
            return Err(Error::AlreadyMember);
        }
        known(it.outside, account, code_hash)?;
        self.room()?;
        let id = match number {
            Some(id) => id,
            None => self.new_society(account),
        };
        self.bring_in(it, id, code_hash);
        Ok(())
    }

    fn new_unit(&self, unit: &str) -> Result<(), Error> {
        texts::unit(unit, &self.units)?;
        texts::at_most(Collection::Units, self.units.len().saturating_add(1), 16)
    }

    fn fund_has(&self, amount: u128) -> Result<(), Error> {
        if self.fund < amount {
            Err(Error::NotEnough { left: self.fund, asked: amount })
        } else {
            Ok(())
        }
    }

    /// What a read says of a motion.
    pub fn motion_facts(&self, id: MotionId, now_ms: u64) -> Option<MotionFacts> {
        let motion = at(&self.motions, id.0)?;
        Some(MotionFacts {
            by: motion.by,
            matter: motion.matter.clone(),
            status: motion.status(now_ms),
            ends_ms: motion.ends_ms,
            eligible: motion.eligible,
            needed: motion.needed,
            ayes: motion.votes(true),
            nays: motion.votes(false),
        })
    }
}
