//! Payments: created, approved, held, and what became of each.

use mutual_types::{
    event::{
        ExpenseClaimed, PaymentApproved, PaymentCreated, PaymentCredited, PaymentHeld, PaymentRefused,
        PaymentReleaseDecided, PaymentReleased, PaymentRenewed,
    },
    AccountId, Hold, MemberIndex, Origin, PaymentId, PaymentState, Planck, PotId, Refusal, TimestampMs,
};

use super::{Books, Place, Record, Shown};

/// A payment as the books have it.
#[derive(Clone, Debug)]
pub struct PaymentBook {
    /// Who gets it, or got it.
    pub payee: AccountId,
    /// The payee's index, if they were a member when it was created.
    pub payee_member: Option<MemberIndex>,
    /// How much, in planck.
    pub amount: Planck,
    /// From which pot.
    pub pot: PotId,
    /// What it follows from.
    pub origin: Origin,
    /// When it was created.
    pub created_ms: TimestampMs,
    /// When its window closes, as far as events say: what it stood still is not in them.
    pub ends_ms: TimestampMs,
    /// Treasurers who approved, in order.
    pub approvals: Vec<MemberIndex>,
    /// Whether the members have released it.
    pub members_approved: bool,
    /// Whether its money is reserved.
    pub reserved: bool,
    /// Whether a treasurer has renewed its window.
    pub renewed: bool,
    /// Who held it, and until when.
    pub hold: Option<Hold>,
    /// Why it was held.
    pub hold_reason: Option<String>,
    /// Why the last release was refused, if one was.
    pub refused: Option<Refusal>,
    /// What was done with it.
    pub state: PaymentState,
}

impl Books {
    /// A payment, if there is one of this number.
    pub fn payment(&self, id: PaymentId) -> Option<&PaymentBook> {
        self.payments.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn payment_created(&mut self, e: &PaymentCreated) {
        let id = PaymentId(super::members::count(self.payments.len()));
        self.same(Record::Payment(e.payment), "its number", Shown::of(&id), Shown::of(&e.payment));
        let reserved = !matches!(e.origin, Origin::Expense(_));
        self.payments.push(PaymentBook {
            payee: e.payee,
            payee_member: self.member_of(e.payee),
            amount: e.amount,
            pot: e.pot,
            origin: e.origin,
            created_ms: self.now.at_ms,
            ends_ms: e.ends_ms,
            approvals: Vec::new(),
            members_approved: false,
            reserved,
            renewed: false,
            hold: None,
            hold_reason: None,
            refused: None,
            state: PaymentState::Waiting,
        });
        self.touch(Record::Payment(id));
        if reserved {
            self.reserve(e.pot, e.amount);
            self.open_item(e.pot);
        }
        match e.origin {
            // Its reservation passes from the grant to the payment.
            Origin::GrantStage { grant, .. } => {
                self.free(e.pot, e.amount);
                self.grant_pays(grant, e.amount);
            }
            Origin::Relief(request) => {
                if let Some(book) = self.relief_mut(request) {
                    book.payment = Some(id);
                }
            }
            Origin::Spend(_) | Origin::Expense(_) | Origin::Call(_) => {}
        }
    }

    pub(super) fn expense_claimed(&mut self, e: &ExpenseClaimed) {
        let claimed = self.expenses;
        self.same(Record::Society, "expenses claimed", Shown::of(&claimed), Shown::of(&e.expense.0));
        self.expenses = claimed.saturating_add(1);
        let Some(amount) = self.payment_mut(e.payment).map(|payment| payment.amount) else { return };
        self.same(Record::Payment(e.payment), "its amount", Shown::Money(amount), Shown::Money(e.amount));
    }

    pub(super) fn payment_approved(&mut self, e: &PaymentApproved) {
        let Some(payment) = self.payment_mut(e.payment) else { return };
        payment.approvals.push(e.treasurer);
        let so_far = super::members::count(payment.approvals.len());
        let what = "approvals so far";
        self.same(Record::Payment(e.payment), what, Shown::of(&so_far), Shown::of(&u32::from(e.approvals)));
        self.reserve_expense(e.payment);
    }

    /// The first approval of an expense, or the members' decision on it, reserves its money.
    fn reserve_expense(&mut self, id: PaymentId) {
        let Some(payment) = self.payment_mut(id) else { return };
        if !payment.reserved {
            payment.reserved = true;
            let (pot, amount) = (payment.pot, payment.amount);
            self.reserve(pot, amount);
            self.open_item(pot);
        }
    }

    pub(super) fn payment_release_decided(&mut self, e: &PaymentReleaseDecided) {
        self.reserve_expense(e.payment);
        let Some(payment) = self.payment_mut(e.payment) else { return };
        payment.members_approved = true;
        payment.ends_ms = e.ends_ms;
    }

    pub(super) fn payment_released(&mut self, e: &PaymentReleased) {
        let state = PaymentState::Released { at_ms: self.now.at_ms };
        let Some((pot, amount)) = self.finish(e.payment, state) else { return };
        self.same(Record::Payment(e.payment), "its amount", Shown::Money(amount), Shown::Money(e.amount));
        self.same(Record::Payment(e.payment), "its pot", Shown::of(&pot), Shown::of(&e.pot));
        self.pay_out(e.payment, pot, e.payee, Place::Outside(e.payee), e.amount);
    }

    pub(super) fn payment_credited(&mut self, e: &PaymentCredited) {
        let state = PaymentState::Credited { at_ms: self.now.at_ms };
        let Some((pot, amount)) = self.finish(e.payment, state) else { return };
        self.same(Record::Payment(e.payment), "its amount", Shown::Money(amount), Shown::Money(e.amount));
        self.pay_out(e.payment, pot, e.account, self.credit_of(e.account), e.amount);
    }

    fn pay_out(&mut self, id: PaymentId, pot: PotId, payee: AccountId, to: Place, amount: Planck) {
        self.last_activity_ms = self.now.at_ms;
        self.free(pot, amount);
        self.close_item(pot);
        self.transfer(Place::Pot(pot), to, amount);
        let Some(payment) = self.payment_mut(id) else { return };
        payment.payee = payee;
        payment.refused = None;
        if let Origin::GrantStage { grant, .. } = payment.origin {
            self.grant_payment_ended(grant, amount, true);
        }
    }

    /// A payment comes to its end, once. Gives its pot and amount.
    fn finish(&mut self, id: PaymentId, state: PaymentState) -> Option<(PotId, Planck)> {
        let payment = self.payment_mut(id)?;
        let before = std::mem::replace(&mut payment.state, state);
        let (pot, amount) = (payment.pot, payment.amount);
        if before != PaymentState::Waiting {
            self.fault(Record::Payment(id), "its second end", Shown::of(&before), Shown::of(&state));
        }
        Some((pot, amount))
    }

    /// Given up by the members, a ruling, or its payee: what was reserved for it is free again.
    pub(super) fn payment_given_up(&mut self, id: PaymentId, freed: Planck) {
        let state = PaymentState::Cancelled { at_ms: self.now.at_ms };
        let Some((pot, amount)) = self.finish(id, state) else { return };
        let Some(payment) = self.payment_mut(id) else { return };
        let (was_reserved, origin) = (payment.reserved, payment.origin);
        let expected = if was_reserved { amount } else { 0 };
        self.same(Record::Payment(id), "what is free again", Shown::Money(expected), Shown::Money(freed));
        if was_reserved {
            self.free(pot, freed);
            self.close_item(pot);
        }
        if let Origin::GrantStage { grant, .. } = origin {
            self.grant_payment_ended(grant, amount, false);
        }
    }

    pub(super) fn payment_refused(&mut self, e: &PaymentRefused) {
        let Some(payment) = self.payment_mut(e.payment) else { return };
        payment.refused = Some(e.refusal);
        let (payee, member) = (payment.payee, payment.payee_member);
        // Whoever would have been paid: the present account of the member.
        let member = self.member_of(payee).or(member).and_then(|index| self.member(index));
        let account = member.map_or(payee, |member| member.account);
        if let Some(payment) = self.payment_mut(e.payment) {
            payment.payee = account;
        }
    }

    pub(super) fn payment_renewed(&mut self, e: &PaymentRenewed) {
        let Some(payment) = self.payment_mut(e.payment) else { return };
        payment.renewed = true;
        payment.ends_ms = e.ends_ms;
    }

    pub(super) fn payment_held(&mut self, e: &PaymentHeld) {
        let Some(payment) = self.payment_mut(e.payment) else { return };
        payment.hold = Some(Hold { by: e.by, until_ms: e.until_ms });
        payment.hold_reason = Some(e.reason.clone());
    }

    /// A hold that runs ends now.
    pub(super) fn hold_lifted(&mut self, id: PaymentId) {
        let now_ms = self.now.at_ms;
        let Some(payment) = self.payment_mut(id) else { return };
        if let Some(hold) = &mut payment.hold {
            hold.until_ms = hold.until_ms.min(now_ms);
        }
    }
}
