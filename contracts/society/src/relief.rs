//! Relief: asked for by members, attested by others, promised within caps.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    after, at_most_eligible,
    event::{AttestersBarred, PaymentCreated, ReliefAsked, ReliefAttested, ReliefWithdrawn},
    refuse_if, AccountId, Checked, Error, Member, MemberIndex, Origin, PaymentState, Planck, Pot, PotId, PotKind,
    Relation, ReliefCap, ReliefDays, ReliefId, ReliefPaid, ReliefRecord, ReliefRequest, ReliefStatus, Rules, Standing,
    YEAR_MS,
};

use crate::{call::Call, emit::Emission, execute::Effects, payment::PaymentTerms, state::State};

/// All that a promise changes, once it is certain that it can be made.
struct Promise {
    payee: AccountId,
    pot: Box<Pot>,
    record: Box<ReliefRecord>,
    days: Box<ReliefDays>,
}

impl State {
    /// A member in good standing, past the waiting time, asks for relief. One request is open at a time.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::ZeroAmount`], [`Error::NoReliefOffered`],
    /// [`Error::NoPot`], [`Error::PotClosed`], [`Error::WrongPot`], [`Error::ReliefTooEarly`], [`Error::ReliefOpen`],
    /// [`Error::ReliefCapped`].
    pub fn ask_relief(&mut self, call: &Call, pot: PotId, amount: Planck, evidence: [u8; 32]) -> Checked<ReliefAsked> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let relief = &rules.relief;
        let asker = self.present_member(call)?;
        let standing = asker.standing(&rules, call.now_ms);
        if standing != Standing::Good {
            return Err(Error::NotInGoodStanding(standing).into());
        }
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if relief.request_max == 0 {
            return Err(Error::NoReliefOffered.into());
        }
        let kind = self.open_pot(pot)?.spec.kind;
        if kind != PotKind::Relief {
            return Err(Error::WrongPot(kind).into());
        }
        let from_ms = after(asker.joined_ms, relief.waiting_ms)?;
        if call.now_ms < from_ms {
            return Err(Error::ReliefTooEarly { from_ms }.into());
        }
        let mut record = self.relief_record(asker.index);
        self.ensure_no_open_relief(call, &record)?;
        refuse_if(ReliefCap::Request.refusal(relief.request_max, 0, amount))?;
        refuse_if(record.refusal(amount, relief.member_year_max, call.now_ms))?;

        let id = ReliefId(self.counters.relief_requests);
        self.counters.relief_requests = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        record.last = Some(id);
        self.set_relief_record(asker.index, record);
        let ends_ms = after(call.now_ms, rules.payments.window_ms)?;
        let request = ReliefRequest {
            asker: asker.index,
            pot,
            amount,
            evidence,
            asked_ms: call.now_ms,
            ends_ms,
            attesters_needed: at_most_eligible(relief.attesters, self.possible_attesters(call.caller)),
            attesters: Vec::new(),
            payment: None,
            withdrawn_ms: 0,
        };
        self.set_relief(id, request);
        Ok(ReliefAsked { seq: self.counters.next_seq(), request: id, member: asker.index, amount, pot, ends_ms })
    }

    /// An active member who is near neither to the asker nor barred attests. With the last attestation that is needed the
    /// relief is promised at once, if pot and caps allow; else it waits for [`Self::promise_relief`].
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NoRelief`], [`Error::WrongRelief`],
    /// [`Error::NotEligible`], [`Error::Related`], [`Error::Barred`], [`Error::AlreadyAttested`],
    /// [`Error::AttestationsFull`].
    pub fn attest_relief(&mut self, call: &Call, id: ReliefId) -> Checked<(ReliefAttested, Option<PaymentCreated>)> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let attester = self.active_member(call, &rules)?;
        let member = attester.index;
        let mut request = self.relief_in(call, id, ReliefStatus::Asked)?;
        attester.ensure_may_decide_on(request.asked_ms)?;
        self.ensure_unrelated(call, request.asker, &attester)?;
        let mut record = self.relief_record(member);
        if call.now_ms < record.barred_until_ms {
            return Err(Error::Barred { until_ms: record.barred_until_ms }.into());
        }
        if request.attesters.contains(&member) {
            return Err(Error::AlreadyAttested.into());
        }
        record.attest(rules.relief.attestations_per_year, call.now_ms)?;
        self.set_relief_record(member, record);
        request.attesters.push(member);
        let attesters = u8::try_from(request.attesters.len()).map_err(|_| Error::overflow())?;
        let needed = request.attesters_needed;
        let seq = self.counters.next_seq();
        let attested = ReliefAttested { seq, request: id, member, attesters, needed };
        let promise = if attesters >= needed { Some(self.possible_promise(call, &request, &rules)?) } else { None };
        let created = match promise {
            Some(Ok(promise)) => Some(self.enter_promise(call, id, request, promise, &rules)?),
            _ => {
                self.set_relief(id, request);
                None
            }
        };
        Ok((attested, created))
    }

    /// Anyone has attested relief promised that waited for money in the pot or for room below a cap.
    ///
    /// # Errors
    /// [`Error::NoRelief`], [`Error::WrongRelief`], [`Error::NoMember`] if the asker has departed,
    /// [`Error::PotClosed`], [`Error::ReliefCapped`], [`Error::InsufficientPot`].
    pub fn promise_relief(&mut self, call: &Call, id: ReliefId) -> Checked<PaymentCreated> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let request = self.relief_in(call, id, ReliefStatus::Attested)?;
        let promise = self.possible_promise(call, &request, &rules)??;
        self.enter_promise(call, id, request, promise, &rules)
    }

    /// The asker withdraws a request that led to nothing yet.
    ///
    /// # Errors
    /// [`Error::NoRelief`], [`Error::NotPayee`], [`Error::WrongRelief`].
    pub fn withdraw_relief(&mut self, call: &Call, id: ReliefId) -> Checked<ReliefWithdrawn> {
        self.ensure_running()?;
        let mut request = self.relief(id)?;
        if self.find_account(request.asker) != Some(call.caller) {
            return Err(Error::NotPayee.into());
        }
        match request.status(call.now_ms) {
            ReliefStatus::Asked | ReliefStatus::Attested => {}
            status => return Err(Error::WrongRelief(status).into()),
        }
        request.withdrawn_ms = call.now_ms;
        self.set_relief(id, request);
        Ok(ReliefWithdrawn { seq: self.counters.next_seq(), request: id })
    }

    /// Counts relief no longer against the member's and the pot's caps, because its payment is given up.
    ///
    /// # Errors
    /// [`Error::NoRelief`], [`Error::Overflow`].
    pub fn forget_relief(&mut self, id: ReliefId) -> Checked<()> {
        let asker = self.relief(id)?.asker;
        let mut record = self.relief_record(asker);
        if let Some(paid) = record.forget(id) {
            self.set_relief_record(asker, record);
            let mut days = self.relief_days();
            days.forget(&paid)?;
            self.set_relief_days(days);
        }
        Ok(())
    }

    /// Whether the right to attest can be taken from these members.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::ZeroAmount`] for nobody.
    pub fn check_bar_attesters(&self, members: &[MemberIndex]) -> Checked<()> {
        for member in members {
            self.member_by_index(*member)?;
        }
        if members.is_empty() {
            return Err(Error::ZeroAmount.into());
        }
        Ok(())
    }

    /// Takes the right to attest from members for a year.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn bar_attesters(&mut self, call: &Call, members: Vec<MemberIndex>) -> Checked<Effects> {
        let until_ms = after(call.now_ms, YEAR_MS)?;
        for member in &members {
            let mut record = self.relief_record(*member);
            record.barred_until_ms = until_ms;
            self.set_relief_record(*member, record);
        }
        let seq = self.counters.next_seq();
        Ok(Emission::only(&AttestersBarred { seq, members, until_ms }))
    }

    fn relief_in(&self, call: &Call, id: ReliefId, wanted: ReliefStatus) -> Checked<Box<ReliefRequest>> {
        let request = self.relief(id)?;
        let status = request.status(call.now_ms);
        if status == wanted {
            Ok(request)
        } else {
            Err(Error::WrongRelief(status).into())
        }
    }

    fn ensure_no_open_relief(&self, call: &Call, record: &ReliefRecord) -> Checked<()> {
        let Some(last) = record.last else {
            return Ok(());
        };
        let request = self.relief(last)?;
        let is_open = match (request.status(call.now_ms), request.payment) {
            (ReliefStatus::Asked | ReliefStatus::Attested, _) => true,
            (_, Some(payment)) => self.payment(payment)?.state == PaymentState::Waiting,
            _ => false,
        };
        if is_open {
            return Err(Error::ReliefOpen(last).into());
        }
        Ok(())
    }

    /// Counted members other than the asker and their sponsors. Those whom the asker sponsored are not subtracted: there
    /// may be any number of them.
    fn possible_attesters(&self, asker: AccountId) -> u32 {
        let mut count = self.counters.active.saturating_sub(1);
        if let Some(application) = self.find_application(asker) {
            for sponsor in application.sponsors {
                if self.find_by_index(sponsor).is_some_and(|(_, member)| member.counted) {
                    count = count.saturating_sub(1);
                }
            }
        }
        count
    }

    fn ensure_unrelated(&self, call: &Call, asker: MemberIndex, attester: &Member) -> Checked<()> {
        let account = self.find_account(asker).ok_or(Error::NoMember(asker))?;
        let relation = if attester.index == asker {
            Relation::Asker
        } else if self.has_vouched(attester.index, account) {
            Relation::Sponsor
        } else if self.has_vouched(asker, call.caller) {
            Relation::Sponsored
        } else {
            return Ok(());
        };
        Err(Error::Related(relation).into())
    }

    /// Whether `sponsor` vouched for who holds `account`: the record of an application moves along with its member.
    fn has_vouched(&self, sponsor: MemberIndex, account: AccountId) -> bool {
        self.find_application(account).is_some_and(|application| application.sponsors.contains(&sponsor))
    }

    /// The promise, or why it has to wait; nothing is changed yet. An attestation stays even then.
    fn possible_promise(&self, call: &Call, request: &ReliefRequest, rules: &Rules) -> Checked<Result<Promise, Error>> {
        let (amount, relief) = (request.amount, &rules.relief);
        let (payee, asker) = self.member_by_index(request.asker)?;
        if asker.departed_ms != 0 {
            return Ok(Err(Error::NoMember(request.asker)));
        }
        let mut pot = self.pot(request.pot)?;
        if pot.closed {
            return Ok(Err(Error::PotClosed(request.pot)));
        }
        let mut record = self.relief_record(request.asker);
        let mut days = self.relief_days();
        let refusal = record
            .refusal(amount, relief.member_year_max, call.now_ms)
            .or_else(|| days.refusal(amount, relief.pot_month_max, call.now_ms))
            .or_else(|| pot.refusal(amount, 0));
        if let Some(refusal) = refusal {
            return Ok(Err(refusal));
        }
        pot.reserve(amount, 0)?;
        Ok(Ok(Promise { payee, pot, record, days }))
    }

    fn enter_promise(
        &mut self,
        call: &Call,
        id: ReliefId,
        mut request: Box<ReliefRequest>,
        promise: Promise,
        rules: &Rules,
    ) -> Checked<PaymentCreated> {
        let Promise { payee, pot, mut record, mut days } = promise;
        let amount = request.amount;
        record.had.push(ReliefPaid { request: id, at_ms: call.now_ms, amount });
        days.promise(amount, call.now_ms)?;
        self.set_pot(request.pot, pot);
        self.set_relief_record(request.asker, record);
        self.set_relief_days(days);
        let terms = PaymentTerms {
            origin: Origin::Relief(id),
            proposer: request.asker,
            payee,
            amount,
            pot: request.pot,
            approvals_needed: rules.relief.approvals,
            window_ms: rules.payments.window_ms,
            reserved: true,
        };
        let created = self.create_payment(call, terms)?;
        request.payment = Some(created.payment);
        self.set_relief(id, request);
        Ok(created)
    }
}
