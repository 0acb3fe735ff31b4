//! What is checked of a decision about members, roles and rules, when it is proposed and again when it is executed.

use mutual_types::{Action, Error, MemberIndex, Role, Rules, Seat};

use crate::limits;
use crate::num::{big, count, time, YEAR};
use crate::outcome::{like, need, no, Res};
use crate::people::{dues_terms, standing};
use crate::state::Model;

/// When a check is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Proposed,
    Executed,
}

impl Model {
    /// Refuses a decision that is not possible as things are, by the `rules` that it is decided under.
    pub(crate) fn check(&self, action: &Action, rules: &Rules, when: When) -> Res<()> {
        match action {
            Action::Resolution => Ok(()),
            Action::Admit { account } => self.open_application(*account).map(|_| ()),
            Action::Reinstate { member } => {
                let standing = standing(self.person(*member)?, dues_terms(&rules.dues), self.now);
                self.can_be_reinstated(*member, standing)
            }
            Action::Suspend { member, until_ms } => self.check_suspension(*member, *until_ms, when),
            Action::Expel { member } => self.present(*member).map(|_| ()),
            Action::RecoverAccount { member, account } => {
                self.present(*member)?;
                self.can_become_a_members(*account)
            }
            Action::GrantRole { member, role, term_ms } => {
                self.present(*member)?;
                let max_ms = rules.roles.term_ms;
                let term_ms = *term_ms;
                need(term_ms > 0 && term_ms <= max_ms, Error::TermOutOfRange { term_ms, max_ms })?;
                match role {
                    Role::Keeper(pot) => self.open_pot(*pot).map(|_| ()),
                    Role::Treasurer | Role::Steward | Role::Arbitrator => Ok(()),
                }
            }
            Action::RevokeRole { member, role } => {
                let runs = |seat: &Seat| seat.role == *role && seat.member == *member && self.now < seat.expires_ms;
                let has = self.seats.iter().any(runs);
                need(has, Error::NoSuchSeat)
            }
            Action::WaiveDues { member, until_ms } => {
                self.present(*member)?;
                need(rules.dues.amount > 0, Error::NoDues)?;
                let max_ms = time(big(self.now) + YEAR)?;
                need(*until_ms <= max_ms, Error::TooFarAhead { until_ms: *until_ms, max_ms })?;
                need(when == When::Executed || *until_ms > self.now, Error::ZeroAmount)
            }
            Action::ForgiveDebt { member, amount } => {
                self.person(*member)?;
                need(*amount > 0, Error::ZeroAmount)?;
                let owed = self.past_due(*member)?;
                need(*amount <= owed, Error::NotOwed { owed, asked: *amount })
            }
            Action::ReviewRelief { members } => {
                members.iter().try_for_each(|member| self.person(*member).map(|_| ()))?;
                need(!members.is_empty(), Error::ZeroAmount)
            }
            Action::SetRules(new) => limits::rules(new, &self.bounds),
            Action::AmendCharter(charter) => {
                let (given, needed) = (charter.version, count(big(self.charter.version) + 1)?);
                need(given == needed, Error::WrongVersion { given, needed })
            }
            Action::SetBeneficiary { account } => {
                let is_free = *account != self.society && self.bound_to(*account).is_none();
                need(is_free, Error::InvalidBeneficiary)
            }
            Action::Upgrade { code_hash, .. } => need(*code_hash != [0; 32], Error::UpgradeFailed),
            Action::Dissolve => match &self.dissolution {
                Some(ending) => no(Error::Dissolving { since_ms: ending.opened }),
                None => Ok(()),
            },
            Action::DecideDispute { .. } => Ok(()),
            money => self.check_money(money, rules, when),
        }
    }

    fn check_suspension(&self, member: MemberIndex, until: u64, when: When) -> Res<()> {
        self.present(member)?;
        let is_ahead = self.now < until;
        let is_near = when == When::Executed || big(until) <= big(self.now) + YEAR;
        if is_ahead && is_near {
            return Ok(());
        }
        like(Error::TermOutOfRange { term_ms: until.saturating_sub(self.now), max_ms: YEAR })
    }
}
