//! Relief: asked for, attested by members, promised, paid like any payment.

use mutual_types::{
    AccountId, Error, MemberIndex, Origin, PaymentState, Planck, PotId, PotKind, Relation, ReliefCap, ReliefId,
    ReliefPaid, ReliefStatus, Standing,
};

use crate::num::{after, at_most, big, count, len, planck, sum, DAY, YEAR};
use crate::outcome::{need, no, Res};
use crate::records::{Attesting, Request};
use crate::state::Model;

impl Model {
    pub(crate) fn request(&self, request: ReliefId) -> Res<&Request> {
        self.requests.get(&request.0).ok_or(Error::NoRelief(request).into())
    }

    fn request_mut(&mut self, request: ReliefId) -> Res<&mut Request> {
        self.requests.get_mut(&request.0).ok_or(Error::NoRelief(request).into())
    }

    /// What a request is now.
    pub(crate) fn relief_status(&self, request: &Request) -> ReliefStatus {
        if request.withdrawn {
            ReliefStatus::Withdrawn
        } else if request.payment.is_some() {
            ReliefStatus::Promised
        } else if len(&request.attesters) >= u32::from(request.needed) {
            ReliefStatus::Attested
        } else if self.now < request.ends {
            ReliefStatus::Asked
        } else {
            ReliefStatus::Expired
        }
    }

    fn state_of_payment(&self, request: &Request) -> Option<PaymentState> {
        let payment = request.payment?;
        self.payments.get(&payment.0).map(|promise| promise.state)
    }

    /// What was promised, to all or to one, and not cancelled or waived: when, and how much.
    pub(crate) fn promised(&self, to: Option<MemberIndex>) -> impl Iterator<Item = ReliefPaid> + '_ {
        let ours = self.requests.iter().filter(move |(_, request)| to.is_none_or(|member| request.asker == member));
        let ours = ours.filter(|(_, request)| match self.state_of_payment(request) {
            None | Some(PaymentState::Cancelled { .. }) => false,
            Some(_) => true,
        });
        ours.map(|(id, request)| ReliefPaid { request: ReliefId(*id), at_ms: request.promised, amount: request.amount })
    }

    /// Refuses what is more than a member may have in a year.
    fn within_the_year(&self, member: MemberIndex, amount: Planck) -> Res<()> {
        let recent = |at: &u64| big(self.now) < big(*at) + YEAR;
        let had: Vec<Planck> =
            self.promised(Some(member)).filter(|paid| recent(&paid.at_ms)).map(|paid| paid.amount).collect();
        if had.len() >= 12 {
            return no(Error::ReliefCapped { cap: ReliefCap::MemberCount, left: 0, needed: 1 });
        }
        self.within(ReliefCap::MemberYear, self.rules.relief.member_year_max, had, amount)
    }

    /// Refuses what is more than relief may promise to all in a month.
    fn within_the_month(&self, amount: Planck) -> Res<()> {
        let today = big(self.now.checked_div(DAY).unwrap_or(0));
        let recent = |at: &u64| big(at.checked_div(DAY).unwrap_or(0)) + 31 > today;
        let had: Vec<Planck> = self.promised(None).filter(|paid| recent(&paid.at_ms)).map(|paid| paid.amount).collect();
        self.within(ReliefCap::PotMonth, self.rules.relief.pot_month_max, had, amount)
    }

    fn within(&self, cap: ReliefCap, max: Planck, had: Vec<Planck>, needed: Planck) -> Res<()> {
        let left = planck((big(max) - sum(had.into_iter())).max(big(0)))?;
        need(needed <= left, Error::ReliefCapped { cap, left, needed })
    }

    pub(crate) fn ask_relief(&mut self, caller: AccountId, pot: PotId, amount: Planck) -> Res<ReliefId> {
        let asker = self.active_member(caller)?;
        let standing = self.standing_now(asker);
        need(standing == Standing::Good, Error::NotInGoodStanding(standing))?;
        need(amount > 0, Error::ZeroAmount)?;
        let rules = self.rules.relief.clone();
        need(rules.request_max > 0, Error::NoReliefOffered)?;
        let kind = self.open_pot(pot)?.spec.kind;
        need(kind == PotKind::Relief, Error::WrongPot(kind))?;
        let from_ms = after(self.person(asker)?.joined, rules.waiting_ms)?;
        need(self.now >= from_ms, Error::ReliefTooEarly { from_ms })?;
        let last = self.requests.iter().rev().find(|(_, request)| request.asker == asker);
        if let Some((id, request)) = last {
            let is_open = match self.relief_status(request) {
                ReliefStatus::Asked | ReliefStatus::Attested => true,
                ReliefStatus::Promised => self.state_of_payment(request) == Some(PaymentState::Waiting),
                ReliefStatus::Withdrawn | ReliefStatus::Expired => false,
            };
            need(!is_open, Error::ReliefOpen(ReliefId(*id)))?;
        }
        self.within(ReliefCap::Request, rules.request_max, Vec::new(), amount)?;
        self.within_the_year(asker, amount)?;

        let id = count(big(self.requests.len()))?;
        let others = self.possible_attesters(asker)?;
        let request = Request {
            asker,
            pot,
            amount,
            asked: self.now,
            ends: after(self.now, self.rules.payments.window_ms)?,
            needed: at_most(rules.attesters, others),
            attesters: Vec::new(),
            payment: None,
            promised: 0,
            withdrawn: false,
        };
        self.requests.insert(id, request);
        self.emit("ReliefAsked");
        Ok(ReliefId(id))
    }

    /// How many count beside the asker and their sponsors.
    fn possible_attesters(&self, asker: MemberIndex) -> Res<u32> {
        let account = self.person(asker)?.account;
        let sponsors = self.applications.get(&account).map(|application| application.sponsors.clone());
        let counted = |member: &&MemberIndex| self.members.get(&member.0).is_some_and(|person| person.counted);
        let sponsors = sponsors.unwrap_or_default();
        count((big(self.counted()) - 1u8 - sponsors.iter().filter(counted).count()).max(big(0)))
    }

    /// Whether `sponsor` vouched for `member` when they applied.
    fn vouched(&self, sponsor: MemberIndex, member: MemberIndex) -> Res<bool> {
        let account = self.person(member)?.account;
        Ok(self.applications.get(&account).is_some_and(|application| application.sponsors.contains(&sponsor)))
    }

    pub(crate) fn attest_relief(&mut self, caller: AccountId, request: ReliefId) -> Res<()> {
        let member = self.active_member(caller)?;
        let asked = self.request(request)?.clone();
        let status = self.relief_status(&asked);
        need(status == ReliefStatus::Asked, Error::WrongRelief(status))?;
        self.eligible(member, asked.asked)?;
        need(member != asked.asker, Error::Related(Relation::Asker))?;
        need(!self.vouched(member, asked.asker)?, Error::Related(Relation::Sponsor))?;
        need(!self.vouched(asked.asker, member)?, Error::Related(Relation::Sponsored))?;
        let record = self.attesting.get(&member.0).copied().unwrap_or_default();
        need(self.now >= record.barred_until, Error::Barred { until_ms: record.barred_until })?;
        need(!asked.attesters.contains(&member), Error::AlreadyAttested)?;
        let record = self.attested_once_more(record)?;
        self.attesting.insert(member.0, record);
        self.request_mut(request)?.attesters.push(member);
        self.emit("ReliefAttested");
        if self.relief_status(self.request(request)?) == ReliefStatus::Attested {
            let mut next = self.clone();
            if next.promise_relief(request).is_ok() {
                *self = next;
            }
        }
        Ok(())
    }

    fn attested_once_more(&self, record: Attesting) -> Res<Attesting> {
        let until_ms = after(record.since, YEAR)?;
        if record.made == 0 || self.now >= until_ms {
            return Ok(Attesting { since: self.now, made: 1, ..record });
        }
        let max = self.rules.relief.attestations_per_year;
        need(record.made < max, Error::AttestationsFull { until_ms })?;
        Ok(Attesting { made: record.made.saturating_add(1), ..record })
    }

    pub(crate) fn promise_relief(&mut self, request: ReliefId) -> Res<()> {
        let asked = self.request(request)?.clone();
        let status = self.relief_status(&asked);
        need(status == ReliefStatus::Attested, Error::WrongRelief(status))?;
        self.present(asked.asker)?;
        self.open_pot(asked.pot)?;
        self.within_the_year(asked.asker, asked.amount)?;
        self.within_the_month(asked.amount)?;
        self.must_have(asked.pot, 0, asked.amount)?;
        let mut rules = self.rules.clone();
        rules.payments.approvals = rules.relief.approvals;
        let account = self.person(asked.asker)?.account;
        let origin = Origin::Relief(request);
        let payment = self.promise_payment(account, asked.asker, asked.amount, asked.pot, origin, &rules)?;
        let now = self.now;
        let asked = self.request_mut(request)?;
        asked.payment = Some(payment);
        asked.promised = now;
        self.emit("PaymentCreated");
        Ok(())
    }

    pub(crate) fn withdraw_relief(&mut self, caller: AccountId, request: ReliefId) -> Res<()> {
        let asked = self.request(request)?;
        need(self.person(asked.asker)?.account == caller, Error::NotPayee)?;
        let status = self.relief_status(asked);
        let is_open = status == ReliefStatus::Asked || status == ReliefStatus::Attested;
        if !is_open {
            return no(Error::WrongRelief(status));
        }
        self.request_mut(request)?.withdrawn = true;
        self.emit("ReliefWithdrawn");
        Ok(())
    }
}
