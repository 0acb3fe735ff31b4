//! Executing what was decided: members, roles and rules. Money is in `execute_money`.

use mutual_types::{
    AccountId, Action, Collection, Error, MemberIndex, ProposalId, ProposalState, Role, RoleRules, Rules, Seat,
};

use crate::check_people::When;
use crate::kinds;
use crate::num::{after, big, DAY, YEAR};
use crate::outcome::{need, Res};
use crate::people::{dues_terms, standing};
use crate::state::Model;
use crate::texts;

/// How long before a new beneficiary takes the old one's place, in ms.
const BENEFICIARY_NOTICE: u64 = 180 * DAY;

impl Model {
    pub(crate) fn execute(&mut self, proposal: ProposalId) -> Res<()> {
        self.executable(proposal)?;
        let (action, rules) = {
            let motion = self.motion(proposal)?;
            (motion.action.clone(), motion.rules.clone())
        };
        if let Some(ending) = &self.dissolution {
            let since_ms = ending.opened;
            need(kinds::is_for_the_end(kinds::kind(&action)), Error::Dissolving { since_ms })?;
        }
        self.check(&action, &rules, When::Executed)?;
        let at_ms = self.now;
        self.motion_mut(proposal)?.state = ProposalState::Executed { at_ms };
        self.last_activity = at_ms;
        self.emit("ProposalExecuted");
        self.resume_after(proposal, at_ms)?;
        self.carry_out(proposal, action, &rules)
    }

    fn carry_out(&mut self, proposal: ProposalId, action: Action, rules: &Rules) -> Res<()> {
        match action {
            Action::Resolution => Ok(()),
            Action::Admit { account } => self.admit(account, rules),
            Action::Reinstate { member } => self.reinstate(member, rules),
            Action::Suspend { member, until_ms } => self.suspend(member, until_ms),
            Action::Expel { member } => {
                self.depart(member, 0)?;
                self.emit("MemberExpelled");
                self.pay_out_shares(member)?;
                self.emit("ExitSettled");
                Ok(())
            }
            Action::RecoverAccount { member, account } => {
                self.move_account(member, account)?;
                self.emit("AccountRecovered");
                Ok(())
            }
            Action::GrantRole { member, role, term_ms } => self.seat(member, role, term_ms, &rules.roles),
            Action::RevokeRole { member, role } => {
                self.vacate(member, role)?;
                self.emit("RoleRevoked");
                Ok(())
            }
            Action::WaiveDues { member, until_ms } => {
                let person = self.person_mut(member)?;
                person.paid_until = person.paid_until.max(until_ms);
                self.recount_if_active(member)?;
                self.emit("DuesWaived");
                Ok(())
            }
            Action::ReviewRelief { members } => {
                let until = after(self.now, YEAR)?;
                for member in members {
                    self.attesting.entry(member.0).or_default().barred_until = until;
                }
                self.emit("AttestersBarred");
                Ok(())
            }
            Action::SetRules(new) => {
                self.set_rules(*new);
                Ok(())
            }
            Action::AmendCharter(charter) => {
                self.charter = charter;
                self.emit("CharterAmended");
                Ok(())
            }
            Action::SetBeneficiary { account } => self.set_beneficiary(account),
            Action::Upgrade { code_hash, .. } => self.upgrade(code_hash),
            Action::Dissolve => {
                let made = self.motion(proposal)?.made;
                self.dissolve(made)
            }
            money => self.carry_out_money(proposal, money, rules),
        }
    }

    fn reinstate(&mut self, member: MemberIndex, rules: &Rules) -> Res<()> {
        let now = self.now;
        let probation_ends = after(now, rules.membership.probation_ms)?;
        let dues = dues_terms(&rules.dues);
        let person = self.person_mut(member)?;
        if person.departed != 0 {
            person.departed = 0;
            person.joined = now;
            person.probation_ends = probation_ends;
            person.paid_until = now;
        }
        if person.suspended_until > now {
            person.suspended_until = now;
        }
        if standing(person, dues, now) == mutual_types::Standing::Lapsed {
            person.paid_until = person.paid_until.max(now);
        }
        if !self.person(member)?.counted {
            self.recount(member)?;
        }
        self.emit("MemberReinstated");
        Ok(())
    }

    fn suspend(&mut self, member: MemberIndex, until: u64) -> Res<()> {
        let now = self.now;
        let person = self.person_mut(member)?;
        if now >= person.suspended_until {
            person.suspended_from = now;
        }
        person.suspended_until = until;
        person.counted = false;
        self.end_proxies(member);
        self.emit("MemberSuspended");
        Ok(())
    }

    /// Fills a seat. A term counts as consecutive if it begins within a term's length of the end of the last one.
    fn seat(&mut self, member: MemberIndex, role: Role, term: u64, rules: &RoleRules) -> Res<()> {
        let expires_ms = after(self.now, term)?;
        let before = self.seats.iter().find(|seat| seat.role == role && seat.member == member).cloned();
        let (mut served, mut last_case_ms) = (0, 0);
        if let Some(seat) = before {
            last_case_ms = seat.last_case_ms;
            if big(self.now) < big(seat.expires_ms) + rules.term_ms {
                served = seat.terms;
            }
        }
        let max = rules.consecutive_terms;
        need(served < max, Error::TermsExhausted { terms: served, max })?;
        self.seats.retain(|seat| seat.role != role || seat.member != member);
        self.make_room(role);
        let same = self.seats.iter().filter(|seat| seat.role == role).count();
        texts::list(Collection::Seats, same.saturating_add(1), 16)?;
        texts::list(Collection::Seats, self.seats.len().saturating_add(1), 64)?;
        let terms = served.saturating_add(1);
        self.seats.push(Seat { role, member, expires_ms, terms, last_case_ms });
        self.emit("RoleGranted");
        Ok(())
    }

    /// Seats whose term is over stay until their place is needed; then the one that ended first goes.
    fn make_room(&mut self, role: Role) {
        let role_is_full = self.seats.iter().filter(|seat| seat.role == role).count() >= 16;
        if !role_is_full && self.seats.len() < 64 {
            return;
        }
        let now = self.now;
        let ended = self.seats.iter().enumerate();
        let ended = ended.filter(|(_, seat)| seat.expires_ms <= now && (seat.role == role || !role_is_full));
        if let Some((place, _)) = ended.min_by_key(|(_, seat)| seat.expires_ms) {
            self.seats.remove(place);
        }
    }

    fn set_rules(&mut self, new: Rules) {
        let (had_dues, since) = (self.rules.dues.amount > 0, self.rules.dues.since_ms);
        self.rules = new;
        let introduced = !had_dues && self.rules.dues.amount > 0;
        self.rules.dues.since_ms = if introduced { self.now } else { since };
        self.emit("RulesSet");
    }

    fn set_beneficiary(&mut self, account: AccountId) -> Res<()> {
        self.take_over_beneficiary();
        self.next_beneficiary = Some((account, after(self.now, BENEFICIARY_NOTICE)?));
        self.emit("BeneficiarySet");
        Ok(())
    }

    /// Puts a beneficiary in office whose time has come.
    pub(crate) fn take_over_beneficiary(&mut self) {
        if let Some((account, from)) = self.next_beneficiary {
            if self.now >= from {
                self.asset_lock.beneficiary = account;
                self.next_beneficiary = None;
            }
        }
    }
}
