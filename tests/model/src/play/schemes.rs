//! Schemes of several messages in a row that chance alone would hardly think of: each is an attempt at something that
//! must never happen, and the last message of it is the one that is to be refused.

use mutual_types::{AccountId, MemberIndex, PaymentId, PaymentStatus, PotKind, ReliefId, ReliefStatus, Role};

use super::draw::Call;
use super::flows_votes::first_twice;
use super::opening::COIN;
use super::plan::{say, Intent};
use super::player::Play;
use crate::message::Message as M;
use crate::people::acts;

impl Play {
    /// The messages of a scheme; none where there is no occasion for it.
    pub(crate) fn scheme(&mut self) -> Vec<Intent> {
        if self.opening.is_needy && self.dice.chance(75) {
            let helps = if self.dice.chance(20) { self.help_is_needed_again_and_again() } else { Vec::new() };
            return if helps.is_empty() { say(self.emergency()) } else { helps };
        }
        if self.divided_at().is_some() {
            return self.beneficiary_takes_all();
        }
        if self.is_dissolving() {
            return self.claim_is_met();
        }
        if self.dice.chance(20) {
            return self.nearly();
        }
        if self.dice.chance(65) {
            return self.flow();
        }
        let schemes: &[fn(&mut Self) -> Vec<Call>] = &[
            Self::payee_approves_from_a_new_account,
            Self::payee_approves_from_a_new_account,
            Self::treasurer_approves_and_goes,
            Self::debtor_goes,
            Self::friends_attest,
            Self::emergency,
            Self::sponsor_has_no_time,
            Self::too_much_is_proposed,
            Self::all_leave,
            Self::call_is_paid_for,
            Self::recovery_is_over,
            Self::case_is_stated_twice,
        ];
        self.first_with_occasion(schemes).map_or(Vec::new(), say)
    }

    /// What one of these comes up with, if any of a few does.
    pub(crate) fn first_with_occasion<T>(&mut self, plans: &[fn(&mut Self) -> Vec<T>]) -> Option<Vec<T>> {
        for _ in 0..4 {
            let plan = self.dice.one_of(plans)?;
            let steps = plan(self);
            if !steps.is_empty() {
                return Some(steps);
            }
        }
        None
    }

    /// Who owes something buys a share and leaves, and is paid out before and after it is due.
    fn debtor_goes(&mut self) -> Vec<Call> {
        let members = self.model.members.keys().copied().map(MemberIndex);
        let owing = members.filter(|member| self.model.past_due(*member).is_ok_and(|owed| owed > 0));
        let owing: Vec<MemberIndex> = owing.collect();
        let Some(member) = self.dice.one_of(&owing) else { return Vec::new() };
        let (account, price) = (self.account_of(member), self.model.rules.membership.share_price);
        let settle = (account, 0, M::SettleExit { member });
        vec![(account, price, M::BuyShares { count: 1 }), (account, 0, M::Leave {}), settle]
    }

    /// Help is attested by who vouched for the asker, or for whom the asker vouched.
    fn friends_attest(&mut self) -> Vec<Call> {
        let pairs = self.model.applications.values().flat_map(|application| {
            let member = application.admitted;
            application.sponsors.iter().filter_map(move |sponsor| Some((member?, *sponsor)))
        });
        let pairs: Vec<(MemberIndex, MemberIndex)> = pairs
            .filter(|(one, other)| acts(self.model.standing_now(*one)) && acts(self.model.standing_now(*other)))
            .collect();
        let Some((one, other)) = self.dice.one_of(&pairs) else { return Vec::new() };
        let (asker, attester) = if self.dice.chance(65) { (one, other) } else { (other, one) };
        let open = self.model.requests.iter().rev().find(|(_, request)| request.asker == asker);
        let open = open.filter(|(_, request)| self.model.relief_status(request) == ReliefStatus::Asked);
        let open = open.map(|(id, _)| *id);
        let next = u32::try_from(self.model.requests.len()).unwrap_or(0);
        let request = ReliefId(open.unwrap_or(next));
        let pot = self.pot_of(PotKind::Relief);
        let ask = (self.account_of(asker), 0, M::AskRelief { pot, amount: COIN, evidence: [8; 32] });
        let attest = (self.account_of(attester), 0, M::AttestRelief { request });
        if open.is_some() {
            vec![attest]
        } else {
            vec![ask, attest]
        }
    }

    /// Whether it dissolves, and what waits can still become a credit.
    pub(crate) fn can_be_claimed(&self) -> bool {
        let ending = self.model.dissolution.as_ref();
        ending.is_some_and(|ending| self.model.now < ending.claims_until) && !self.waiting_payments().is_empty()
    }

    /// What waits when a society dissolves is approved and becomes a credit, as long as it can be.
    fn claim_is_met(&mut self) -> Vec<Intent> {
        let waiting = self.waiting_payments();
        let Some(payment) = self.dice.one_of(&waiting) else { return Vec::new() };
        self.plan.payment = payment;
        self.pays()
    }

    fn waiting_payments(&self) -> Vec<PaymentId> {
        let now = self.model.now;
        let recent = self.model.payments.iter().rev().take(40);
        let waiting = recent.filter(|(_, promise)| promise.status(now) == Ok(PaymentStatus::Waiting));
        waiting.map(|(id, _)| PaymentId(*id)).collect()
    }

    fn fresh_account(&self) -> Option<AccountId> {
        let beneficiary = self.opening.beneficiary();
        let free = |account: &&AccountId| !self.model.bound.contains_key(*account) && **account != beneficiary;
        self.opening.accounts.iter().find(free).copied()
    }

    /// Who is paid, or has asked for it, changes accounts and approves.
    fn payee_approves_from_a_new_account(&mut self) -> Vec<Call> {
        let pairs = self.waiting_payments().into_iter().flat_map(|payment| {
            let promise = self.model.payments.get(&payment.0);
            let concerned = promise
                .into_iter()
                .flat_map(|promise| self.model.bound_to(promise.payee).into_iter().chain([promise.proposer]));
            concerned.map(move |member| (payment, member)).collect::<Vec<_>>()
        });
        let pairs: Vec<(PaymentId, MemberIndex)> =
            pairs.filter(|(_, member)| self.model.is_live(*member, Role::Treasurer)).collect();
        let Some((payment, member)) = self.dice.one_of(&pairs) else { return Vec::new() };
        let account = self.account_of(member);
        let Some(to) = self.fresh_account().filter(|_| self.dice.chance(70)) else {
            return vec![(account, 0, M::ApprovePayment { payment })];
        };
        vec![
            (account, 0, M::RotateAccount { to }),
            (to, 0, M::AcceptAccount { member }),
            (to, 0, M::ApprovePayment { payment }),
        ]
    }

    /// Treasurers approve what they may, one of them gives up the office, and anyone releases.
    pub(crate) fn treasurer_approves_and_goes(&mut self) -> Vec<Call> {
        let waiting = self.waiting_payments();
        let Some(payment) = self.dice.one_of(&waiting) else { return Vec::new() };
        let mut calls = Vec::new();
        let treasurers: Vec<AccountId> =
            self.model.live(Role::Treasurer).into_iter().map(|member| self.account_of(member)).collect();
        let needed = usize::from(self.model.payments.get(&payment.0).map_or(1, |promise| promise.approvals_needed));
        calls.extend(treasurers.iter().take(needed).map(|account| (*account, 0, M::ApprovePayment { payment })));
        // A society that is short of treasurers does not lose another one each time.
        if treasurers.len() <= needed.saturating_add(1) && self.dice.chance(70) {
            return calls;
        }
        let gone = self.model.payments.get(&payment.0).and_then(|promise| promise.approvals.first().copied());
        let gone = match gone {
            Some(member) => Some(self.account_of(member)),
            None => treasurers.first().copied(),
        };
        calls.extend(gone.map(|account| (account, 0, M::Resign { role: Role::Treasurer })));
        let someone = self.someone();
        calls.push((someone, 0, M::ReleasePayment { payment }));
        calls
    }

    /// One member asks for a little help again and again, and all do what belongs to it.
    fn emergency(&mut self) -> Vec<Call> {
        let able = self.model.members.keys().map(|index| MemberIndex(*index));
        let able = able.filter(|member| acts(self.model.standing_now(*member)));
        let able: Vec<MemberIndex> = able.collect();
        let reach = if self.dice.chance(85) { 1 } else { 3 };
        let first: Vec<MemberIndex> = able.iter().take(reach).copied().collect();
        let Some(asker) = self.dice.one_of(&first) else { return Vec::new() };
        let others: Vec<MemberIndex> = able.into_iter().filter(|member| *member != asker).take(3).collect();
        let mut treasurers = self.model.live(Role::Treasurer).into_iter().filter(|member| *member != asker);
        let treasurer: Option<MemberIndex> = treasurers.next_back();
        let someone = self.someone();
        let treasurer = treasurer.map_or(someone, |member| self.account_of(member));
        let account = self.account_of(asker);
        let last = self.model.requests.iter().rev().find(|(_, request)| request.asker == asker);
        let last = last.map(|(id, request)| (ReliefId(*id), self.model.relief_status(request), request.clone()));
        match last {
            Some((request, ReliefStatus::Asked, _)) => self.attestations(request, &others),
            Some((request, ReliefStatus::Attested, asked)) => vec![
                (account, asked.amount, M::Contribute { pot: asked.pot, memo: None }),
                (account, 0, M::PromiseRelief { request }),
            ],
            Some((_, ReliefStatus::Promised, asked)) => match asked.payment {
                Some(payment) if self.model.not_final(payment).is_ok() => {
                    self.bring_to_its_end(payment, account, treasurer)
                }
                _ => self.ask_again(account, &others, treasurer),
            },
            _ => self.ask_again(account, &others, treasurer),
        }
    }

    pub(crate) fn attestations(&mut self, request: ReliefId, by: &[MemberIndex]) -> Vec<Call> {
        let attest = |member: &MemberIndex| (self.account_of(*member), 0, M::AttestRelief { request });
        let calls = by.iter().map(attest).collect();
        if self.dice.chance(15) {
            first_twice(calls)
        } else {
            calls
        }
    }

    fn bring_to_its_end(&mut self, payment: PaymentId, payee: AccountId, treasurer: AccountId) -> Vec<Call> {
        let approve = (treasurer, 0, M::ApprovePayment { payment });
        let release = (payee, 0, M::ReleasePayment { payment });
        match self.model.payment_status(payment) {
            Ok(PaymentStatus::Waiting) => {
                let promise = self.model.payments.get(&payment.0);
                let is_approved = promise.is_some_and(|promise| !promise.approvals.is_empty());
                if is_approved {
                    vec![release]
                } else {
                    vec![approve, release]
                }
            }
            Ok(PaymentStatus::Lapsed) if self.dice.chance(60) => {
                vec![(treasurer, 0, M::RenewPayment { payment }), approve]
            }
            Ok(PaymentStatus::Lapsed) => vec![(payee, 0, M::WaivePayment { payment })],
            _ => Vec::new(),
        }
    }

    pub(crate) fn ask_again(&mut self, asker: AccountId, others: &[MemberIndex], treasurer: AccountId) -> Vec<Call> {
        let (pot, amount) = (self.pot_of(PotKind::Relief), COIN.saturating_add(self.dice.below(9).into()));
        let request = ReliefId(u32::try_from(self.model.requests.len()).unwrap_or(0));
        let payment = PaymentId(u32::try_from(self.model.payments.len()).unwrap_or(0));
        let mut calls = vec![(asker, 0, M::AskRelief { pot, amount, evidence: [6; 32] })];
        calls.extend(self.attestations(request, others));
        calls.push((treasurer, 0, M::ApprovePayment { payment }));
        calls
    }
}
