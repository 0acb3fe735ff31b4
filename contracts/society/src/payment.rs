//! Payments: reserved on execution, approved by treasurers who neither asked nor gain, released by anyone.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    after,
    event::{PaymentApproved, PaymentCreated, PaymentCredited, PaymentRefused, PaymentReleased, PaymentRenewed},
    lower, AccountId, Checked, Collection, Error, MemberIndex, Origin, Payment, PaymentId, PaymentState, PaymentStatus,
    Planck, PotId, Refusal, Role, Rules, Stops, SEATS_PER_ROLE_MAX,
};

use crate::{call::Call, execute::Decision, state::State, waiting::conflict};

/// What a payment is made of.
pub struct PaymentTerms {
    /// What it follows from.
    pub origin: Origin,
    /// Who asked for it; cannot approve it.
    pub proposer: MemberIndex,
    /// Who gets it.
    pub payee: AccountId,
    /// How much, in planck.
    pub amount: Planck,
    /// From which pot.
    pub pot: PotId,
    /// Treasurers needed.
    pub approvals_needed: u8,
    /// How long its window is, in ms.
    pub window_ms: u64,
    /// Whether its money is reserved.
    pub reserved: bool,
}

/// What a release recorded.
pub enum Release {
    /// The money is gone.
    Released(PaymentReleased),
    /// The society dissolves: the money is a credit of the payee.
    Credited(PaymentCredited),
    /// The chain refused; the money is still reserved.
    Refused(PaymentRefused),
}

impl State {
    /// Reserves the whole amount and creates the payment that an executed spend asks for.
    ///
    /// # Errors
    /// [`Error::InsufficientPot`], and what the pot forbids by now.
    pub fn spend(
        &mut self,
        call: &Call,
        decision: &Decision,
        payee: AccountId,
        amount: Planck,
        pot_id: PotId,
    ) -> Checked<PaymentCreated> {
        self.promise(call, decision, Origin::Spend(decision.id), payee, amount, pot_id)
    }

    /// Reserves the whole amount and creates the payment that an executed proposal asks for.
    ///
    /// # Errors
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::InsufficientPot`], [`Error::Overflow`].
    pub fn promise(
        &mut self,
        call: &Call,
        decision: &Decision,
        origin: Origin,
        payee: AccountId,
        amount: Planck,
        pot_id: PotId,
    ) -> Checked<PaymentCreated> {
        let rules = decision.rules;
        let mut pot = self.open_pot(pot_id)?;
        pot.reserve(amount, rules.payments.reserve_floor)?;
        self.set_pot(pot_id, pot);
        let terms = PaymentTerms {
            origin,
            proposer: decision.proposer,
            payee,
            amount,
            pot: pot_id,
            approvals_needed: rules.payments.approvals,
            window_ms: rules.payments.window_ms,
            reserved: true,
        };
        self.create_payment(call, terms)
    }

    /// Creates a payment. Its money is reserved by whoever asks for it, or not yet.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn create_payment(&mut self, call: &Call, terms: PaymentTerms) -> Checked<PaymentCreated> {
        let PaymentTerms { origin, proposer, payee, amount, pot, approvals_needed, window_ms, reserved } = terms;
        let id = PaymentId(self.counters.payments);
        self.counters.payments = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        let ends_ms = after(call.now_ms, window_ms)?;
        let payment = Payment {
            payee,
            payee_member: self.index_of(payee),
            proposer,
            amount,
            pot,
            origin,
            approvals_needed,
            starts_ms: call.now_ms,
            ends_ms,
            release_from_ms: 0,
            window_ms,
            approvals: Vec::new(),
            members_approved: false,
            reserved,
            renewed: false,
            stops: Stops::default(),
            refused: None,
            state: PaymentState::Waiting,
        };
        self.set_payment(id, payment);
        let seq = self.counters.next_seq();
        Ok(PaymentCreated { seq, payment: id, origin, payee, amount, pot, ends_ms })
    }

    /// A live treasurer, neither proposer nor payee, approves in the window. The first approval of an expense reserves its
    /// money; each of a relief payment begins its short hold.
    ///
    /// # Errors
    /// [`Error::ClaimsOver`], [`Error::NotTreasurer`], [`Error::NoPayment`], [`Error::PaymentNotWaiting`],
    /// [`Error::ConflictOfInterest`], [`Error::AlreadyApproved`]; of an expense [`Error::PotClosed`],
    /// [`Error::WrongPot`], [`Error::PotForbids`], [`Error::InsufficientPot`].
    pub fn approve_payment(&mut self, call: &Call, id: PaymentId) -> Checked<PaymentApproved> {
        self.ensure_claims(call)?;
        let rules = self.rules()?;
        let treasurer = self.officer(call, Role::Treasurer, &rules, Error::NotTreasurer)?.index;
        let mut payment = self.waiting_payment(call, id)?;
        self.ensure_disinterested(&payment, treasurer)?;
        if payment.approvals.contains(&treasurer) {
            return Err(Error::AlreadyApproved.into());
        }
        self.reserve_expense(call, &mut payment, &rules)?;
        if matches!(payment.origin, Origin::Relief(_)) {
            payment.release_from_ms = after(call.now_ms, rules.relief.hold_ms)?;
        }
        payment.approvals.push(treasurer);
        Collection::Approvals.check(payment.approvals.len(), SEATS_PER_ROLE_MAX)?;
        let approvals = u8::try_from(payment.approvals.len()).map_err(|_| Error::overflow())?;
        self.set_payment(id, payment);
        Ok(PaymentApproved { seq: self.counters.next_seq(), payment: id, treasurer, approvals })
    }

    /// Whether a release may go ahead, and what it pays to whom: the record names the account that is to be paid. Anyone
    /// may release.
    ///
    /// # Errors
    /// [`Error::ClaimsOver`], [`Error::NoPayment`], [`Error::PaymentNotWaiting`], [`Error::NotACall`],
    /// [`Error::ReleaseTooEarly`], [`Error::NotEnoughApprovals`].
    pub fn ensure_releasable(&self, call: &Call, id: PaymentId) -> Checked<Box<Payment>> {
        self.ensure_claims(call)?;
        let mut payment = self.approved_payment(call, id, false)?;
        payment.payee = self.payee_account(&payment);
        Ok(payment)
    }

    /// A payment that nothing keeps from being made now: a call's, or any other. Only approvals of treasurers who are live
    /// now, and still without a conflict, count; the members' own decision counts as all of them.
    ///
    /// # Errors
    /// [`Error::NoPayment`], [`Error::PaymentNotWaiting`], [`Error::NotACall`], [`Error::ReleaseTooEarly`],
    /// [`Error::NotEnoughApprovals`].
    pub fn approved_payment(&self, call: &Call, id: PaymentId, is_call: bool) -> Checked<Box<Payment>> {
        let payment = self.waiting_payment(call, id)?;
        if matches!(payment.origin, Origin::Call(_)) != is_call {
            return Err(Error::NotACall.into());
        }
        if call.now_ms < payment.release_from_ms {
            return Err(Error::ReleaseTooEarly { from_ms: payment.release_from_ms, now_ms: call.now_ms }.into());
        }
        if payment.members_approved {
            return Ok(payment);
        }
        let rules = self.rules()?;
        let roster = self.roster()?;
        let payee = self.index_of(payment.payee);
        let mut have = 0u8;
        for treasurer in &payment.approvals {
            if conflict(&payment, payee, *treasurer).is_none()
                && self.is_live_treasurer(&roster, *treasurer, &rules, call.now_ms)
            {
                have = have.saturating_add(1);
            }
        }
        if have < payment.approvals_needed {
            let needed = self.approvals_needed(call, &payment, &rules)?;
            if have < needed {
                return Err(Error::NotEnoughApprovals { have, needed }.into());
            }
        }
        Ok(payment)
    }

    /// Records what the transfer did. While the society dissolves there was none, and the money becomes a credit.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn record_release(
        &mut self,
        call: &Call,
        id: PaymentId,
        mut payment: Box<Payment>,
        transfer: Result<(), Refusal>,
    ) -> Checked<Release> {
        let seq = self.counters.next_seq();
        if let Err(refusal) = transfer {
            payment.refused = Some(refusal);
            self.set_payment(id, payment);
            return Ok(Release::Refused(PaymentRefused { seq, payment: id, refusal }));
        }
        // What could not be paid is no activity, or anyone could keep a society from being dormant.
        self.counters.last_activity_ms = call.now_ms;
        let (payee, amount, pot_id) = (payment.payee, payment.amount, payment.pot);
        let mut pot = self.pot(pot_id)?;
        pot.pay(amount)?;
        self.set_pot(pot_id, pot);
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.pots, amount)?;
        if let Origin::GrantStage { grant, .. } = payment.origin {
            self.end_grant_payment(grant, amount, true)?;
        }
        payment.refused = None;
        let at_ms = call.now_ms;
        if self.counters.dissolving_since_ms != 0 {
            payment.state = PaymentState::Credited { at_ms };
            self.set_payment(id, payment);
            self.add_credit(payee, amount)?;
            return Ok(Release::Credited(PaymentCredited { seq, payment: id, account: payee, amount }));
        }
        payment.state = PaymentState::Released { at_ms };
        self.set_payment(id, payment);
        Ok(Release::Released(PaymentReleased { seq, payment: id, payee, amount, pot: pot_id }))
    }

    /// A live treasurer opens the window of a lapsed payment again, once. Approvals stay, and are checked at release.
    ///
    /// # Errors
    /// [`Error::NotTreasurer`], [`Error::NoPayment`], [`Error::NotRenewable`].
    pub fn renew_payment(&mut self, call: &Call, id: PaymentId) -> Checked<PaymentRenewed> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let treasurer = self.officer(call, Role::Treasurer, &rules, Error::NotTreasurer)?.index;
        let mut payment = self.current_payment(call, id)?;
        let status = payment.status(call.now_ms);
        if status != PaymentStatus::Lapsed || payment.renewed {
            return Err(Error::NotRenewable { status, renewed: payment.renewed }.into());
        }
        payment.renewed = true;
        payment.open_window(call.now_ms)?;
        let ends_ms = payment.ends_ms;
        self.set_payment(id, payment);
        Ok(PaymentRenewed { seq: self.counters.next_seq(), payment: id, treasurer, ends_ms })
    }

    /// Approvals needed: the rules', or all treasurers who can approve where there are fewer, never below 1.
    fn approvals_needed(&self, call: &Call, payment: &Payment, rules: &Rules) -> Checked<u8> {
        let payee = self.index_of(payment.payee);
        let concerned: Vec<MemberIndex> = payee.into_iter().chain([payment.proposer]).collect();
        let eligible = self.live_treasurers(&concerned, rules, call.now_ms)?;
        Ok(mutual_types::at_most_eligible(payment.approvals_needed, eligible))
    }
}
