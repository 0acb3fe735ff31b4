//! What must be true after every message, whatever it was: of the model here, of the contract in the machine that
//! compares the two.

use mutual_types::{ProposalState, ProposalStatus};

use crate::num::big;
use crate::state::Model;

impl Model {
    /// Everything that must be true of a society; the first thing that is not.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn check_invariants(&self) -> Result<(), String> {
        self.check_money_invariants()?;
        self.check_member_invariants()?;
        self.proposals.keys().try_for_each(|id| self.check_motion(*id))
    }

    fn check_money_invariants(&self) -> Result<(), String> {
        let owed = self.owed().map_err(|error| format!("what is owed does not fit: {error:?}"))?;
        if owed > self.chain.balance {
            return Err(format!("{owed} is owed, and {} is there", self.chain.balance));
        }
        for (id, book) in &self.pots {
            let pot = mutual_types::PotId(*id);
            let reserved = self.reserved(pot).map_err(|error| format!("pot {id}: {error:?}"))?;
            if reserved > book.balance {
                return Err(format!("pot {id} has promised {reserved} of {}", book.balance));
            }
            if book.closed && (book.balance > 0 || reserved > 0) {
                return Err(format!("pot {id} is closed and not empty"));
            }
        }
        Ok(())
    }

    fn check_member_invariants(&self) -> Result<(), String> {
        for (index, person) in &self.members {
            if self.bound.get(&person.account) != Some(index) {
                return Err(format!("member {index} has an account that is not bound to them"));
            }
            if person.counted && person.departed != 0 {
                return Err(format!("member {index} has departed and counts"));
            }
            if person.counted && self.now < person.suspended_until {
                return Err(format!("member {index} is suspended and counts"));
            }
            if person.proxy_holder.is_some() && !person.proxies_held.is_empty() || person.proxies_held.len() > 3 {
                return Err(format!("member {index} has a chain of proxies, or too many"));
            }
        }
        Ok(())
    }

    fn check_motion(&self, id: u32) -> Result<(), String> {
        let Some(motion) = self.proposals.get(&id) else { return Ok(()) };
        let cast = motion.ballots.len();
        if big(cast) > big(motion.potential) {
            return Err(format!("proposal {id} has {cast} ballots of {}", motion.potential));
        }
        for member in motion.ballots.keys() {
            if motion.recused.contains(member) || !self.may_have_decided(*member, motion.made) {
                return Err(format!("member {member} has voted on proposal {id}, on which they do not decide"));
            }
        }
        let status = motion.status(self.now).map_err(|error| format!("proposal {id}: {error:?}"))?;
        if let ProposalState::Executed { at_ms } = motion.state {
            let mut then = motion.clone();
            then.state = ProposalState::Open;
            let was = then.status(at_ms).map_err(|error| format!("proposal {id}: {error:?}"))?;
            if was != ProposalStatus::Executable {
                return Err(format!("proposal {id} was executed while it was {was:?}"));
            }
        } else if status == ProposalStatus::Executed {
            return Err(format!("proposal {id} is executed and never was"));
        }
        Ok(())
    }

    /// Whether a member could decide on what was made at `made`; who was reinstated since has a new beginning.
    fn may_have_decided(&self, member: mutual_types::MemberIndex, made: u64) -> bool {
        let is_new_since = self.members.get(&member.0).is_some_and(|person| person.joined > made);
        is_new_since || self.may_decide_on(member, made)
    }
}
