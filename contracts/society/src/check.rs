//! What an action may be: checked when it is proposed, and once more when it is executed.

use mutual_types::{AccountId, Action, Checked, Class, Error, Kind, MemberIndex, Planck, PotId, PotKind, Role, Rules};

use crate::{call::Call, state::State};

/// When an action is checked: some limits hold only when it is proposed, since time passes until it is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// It is proposed.
    Proposal,
    /// It is executed.
    Execution,
}

impl State {
    /// Refuses an action that could not be done as things are, and says its class.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_action(&self, call: &Call, action: &Action, rules: &Rules, at: Moment) -> Checked<Class> {
        match action {
            Action::Resolution => {}
            Action::Admit { account } => {
                self.open_application(call, *account)?;
            }
            Action::Reinstate { member } => self.check_reinstate(call, *member, rules)?,
            Action::Suspend { member, until_ms } => self.check_suspend(call, *member, *until_ms, at)?,
            Action::Expel { member } => self.ensure_present(*member)?,
            Action::RecoverAccount { member, account } => {
                self.ensure_present(*member)?;
                self.ensure_assignable(call, *account)?;
            }
            Action::GrantRole { member, role, term_ms } => {
                self.ensure_present(*member)?;
                if *term_ms == 0 || *term_ms > rules.roles.term_ms {
                    return Err(Error::TermOutOfRange { term_ms: *term_ms, max_ms: rules.roles.term_ms }.into());
                }
                if let Role::Keeper(pot) = role {
                    self.open_pot(*pot)?;
                }
            }
            Action::RevokeRole { member, role } => {
                if !self.roster()?.holds(*role, *member, call.now_ms) {
                    return Err(Error::NoSuchSeat.into());
                }
            }
            Action::SetAllowance { pot, payment_max, period_max, period_ms } => {
                self.check_allowance(*pot, *payment_max, *period_max, *period_ms, rules)?;
            }
            Action::Spend { payee, amount, pot } => {
                return self.check_outgoing(call, Kind::Spend, *payee, *amount, *pot);
            }
            Action::Grant(terms) => return self.check_grant(call, terms, at),
            Action::StopGrant { grant } => self.check_stop_grant(*grant)?,
            Action::WaiveDues { member, until_ms } => self.check_waive_dues(call, *member, *until_ms, rules, at)?,
            Action::ForgiveDebt { member, amount } => self.check_forgive_debt(call, *member, *amount)?,
            Action::OpenPot(spec) => self.check_open_pot(call, spec)?,
            Action::MovePot { from, to, amount } => self.check_move_pot(*from, *to, *amount, false)?,
            Action::MoveRestricted { from, to, amount } => self.check_move_pot(*from, *to, *amount, true)?,
            Action::ClosePot { pot } => {
                self.check_close_pot(*pot)?;
            }
            Action::ReleasePayment { payment } | Action::CancelPayment { payment } => {
                self.check_payment_decision(call, *payment)?;
            }
            Action::ReviewRelief { members } => self.check_bar_attesters(members)?,
            Action::SetRules(rules) => rules.validate(&self.identity()?.bounds)?,
            Action::AmendCharter(charter) => self.check_amend_charter(charter)?,
            Action::SetBeneficiary { account } => self.check_beneficiary(call, *account)?,
            Action::Call(terms) => self.check_call(call, terms)?,
            Action::Upgrade { code_hash, .. } => {
                if *code_hash == [0; 32] {
                    return Err(Error::UpgradeFailed.into());
                }
            }
            // Dissolving and ballots on disputes: whoever gets here may.
            Action::Dissolve | Action::DecideDispute { .. } => {}
        }
        Ok(action.kind().class())
    }

    /// Refuses an action of `kind` that pays `payee` from a pot that forbids it, and says its class: a restricted pot's
    /// spend is special until a steward certifies its purpose.
    ///
    /// # Errors
    /// [`Error::ZeroAmount`], [`Error::PayeeIsSociety`], [`Error::NoPot`], [`Error::PotClosed`], [`Error::PotForbids`].
    pub fn check_outgoing(
        &self,
        call: &Call,
        kind: Kind,
        payee: AccountId,
        amount: Planck,
        pot: PotId,
    ) -> Checked<Class> {
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if payee == call.this {
            return Err(Error::PayeeIsSociety.into());
        }
        let pot = self.open_pot(pot)?;
        pot.spec.allows(kind, payee, call.now_ms).map_err(Error::PotForbids)?;
        Ok(if pot.spec.kind == PotKind::Restricted { Class::Special } else { kind.class() })
    }

    /// Refuses a member who is not there, or no longer.
    ///
    /// # Errors
    /// [`Error::NoMember`].
    pub fn ensure_present(&self, index: MemberIndex) -> Checked<()> {
        let (_, member) = self.member_by_index(index)?;
        if member.departed_ms == 0 {
            Ok(())
        } else {
            Err(Error::NoMember(index).into())
        }
    }
}
