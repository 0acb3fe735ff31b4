//! Schemes of several messages in a row that chance alone would hardly think of: each is an attempt at something that
//! must never happen, and the last message of it is the one that is to be refused.

use mutual_types::{AccountId, MemberIndex, PaymentId, PaymentStatus, PotKind, ReliefId, Role};

use super::draw::Call;
use super::opening::COIN;
use super::player::Play;
use crate::message::Message as M;
use crate::people::acts;

impl Play {
    /// The messages of a scheme; none where there is no occasion for it.
    pub(crate) fn scheme(&mut self) -> Vec<Call> {
        if self.opening.is_needy && self.dice.chance(75) {
            return self.emergency();
        }
        match self.dice.below(5) {
            0 | 1 => self.payee_approves_from_a_new_account(),
            2 | 3 => self.treasurer_approves_and_goes(),
            _ => self.emergency(),
        }
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
            let concerned =
                promise.into_iter().flat_map(|promise| promise.payee_member.into_iter().chain([promise.proposer]));
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
    fn treasurer_approves_and_goes(&mut self) -> Vec<Call> {
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

    /// One member asks for a little help again and again, with all that belongs to it.
    fn emergency(&mut self) -> Vec<Call> {
        let asker = MemberIndex(u32::from(self.dice.chance(20)));
        let (account, pot) = (self.account_of(asker), self.pot_of(PotKind::Relief));
        let amount = COIN.saturating_add(self.dice.below(9).into());
        let someone = self.someone();
        let last = self.model.requests.iter().rev().find(|(_, request)| request.asker == asker);
        let last = last.and_then(|(_, request)| request.payment);
        let release = last.map(|payment| (someone, 0, M::ReleasePayment { payment }));
        let mut calls: Vec<Call> = release.into_iter().collect();
        if self.dice.chance(30) {
            calls.push((self.anyone(), amount.saturating_mul(4), M::Contribute { pot, memo: None }));
        }
        calls.push((account, 0, M::AskRelief { pot, amount, evidence: [6; 32] }));
        let request = ReliefId(u32::try_from(self.model.requests.len()).unwrap_or(0));
        let others: Vec<MemberIndex> = self.model.members.keys().map(|index| MemberIndex(*index)).collect();
        let others = others.into_iter().filter(|member| *member != asker && acts(self.model.standing_now(*member)));
        let others: Vec<MemberIndex> = others.take(3).collect();
        calls.extend(others.into_iter().map(|member| (self.account_of(member), 0, M::AttestRelief { request })));
        let payment = PaymentId(u32::try_from(self.model.payments.len()).unwrap_or(0));
        let treasurers = self.model.live(Role::Treasurer).into_iter().filter(|member| *member != asker);
        let treasurer: Option<MemberIndex> = treasurers.last();
        calls.extend(treasurer.map(|member| (self.account_of(member), 0, M::ApprovePayment { payment })));
        calls
    }
}
