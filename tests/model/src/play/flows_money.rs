//! Plans about pots, payments and calls, from the proposal to what comes of it.

use mutual_types::{AccountId, Action, CallTerms, Kind, Mode, PaymentStatus, Planck, PotId, PotKind, Role};

use super::opening::{restricted, COIN};
use super::plan::{say, Intent};
use super::player::Play;
use crate::chain::Callee;
use crate::message::Message as M;
use crate::num::SECOND;

impl Play {
    /// A pot from which this kind is paid, and that has the most to give.
    pub(crate) fn rich_pot(&self, kind: Kind) -> PotId {
        let floor = self.model.rules.payments.reserve_floor;
        let payee = AccountId([0xEE; 32]);
        let open = self.model.pots.iter().filter(|(_, book)| !book.closed).map(|(id, _)| PotId(*id));
        let allowed = open.filter(|pot| self.model.check_purpose(*pot, kind, payee).is_ok());
        allowed.max_by_key(|pot| self.model.available(*pot, floor).unwrap_or(0)).unwrap_or(PotId::GENERAL)
    }

    /// Contracts that can be called, in an order that does not change with their accounts, which their code decides.
    pub(crate) fn known_contracts(&self) -> Vec<(AccountId, Callee)> {
        let contracts = self.model.chain.contracts.iter();
        let mut known: Vec<_> = contracts.map(|(account, callee)| (*account, callee.clone())).collect();
        known.sort_by(|(_, one), (_, other)| one.input.cmp(&other.input));
        known
    }

    fn planned_call(&mut self, with_money: bool) -> Vec<Intent> {
        let contracts = self.known_contracts();
        let takes = |callee: &Callee| if with_money { callee.takes_money } else { callee.takes_nothing };
        let fitting: Vec<_> = contracts.iter().filter(|(_, callee)| takes(callee)).cloned().collect();
        let choices = if self.dice.chance(75) { fitting } else { contracts };
        let Some((account, contract)) = self.dice.one_of(&choices) else { return Vec::new() };
        let value = if with_money { COIN.saturating_add(self.dice.below(1_000).into()) } else { 0 };
        let terms = CallTerms {
            callee: account,
            code_hash: contract.code_hash,
            input: contract.input,
            value,
            pot: self.rich_pot(Kind::Call),
            ref_time_limit: 100_000_000_000,
            proof_size_limit: 1_000_000,
            deposit_limit: 1_000_000_000_000,
        };
        self.decided(Action::Call(terms))
    }

    /// Another contract is called with money, once the treasurers have approved it; and then once more.
    pub(crate) fn call_with_money(&mut self) -> Vec<Intent> {
        let mut plan = self.planned_call(true);
        plan.push(Intent::Then(Self::pays));
        plan
    }

    /// Another contract is called without money.
    pub(crate) fn call_without_money(&mut self) -> Vec<Intent> {
        self.planned_call(false)
    }

    /// A spend from a pot with a purpose, which a steward certifies before it is voted on; and once more.
    pub(crate) fn purpose_is_certified(&mut self) -> Vec<Intent> {
        let pot = self.pot_of(PotKind::Restricted);
        let (payee, giver) = (self.someone(), self.anyone());
        let spend = Action::Spend { payee, amount: COIN, pot };
        vec![
            Intent::Say((giver, COIN.saturating_mul(2), M::Contribute { pot, memo: None })),
            self.proposed(spend, Mode::Ballot),
            Intent::Then(Self::stewards_certify),
            Intent::Then(Self::votes),
            Intent::Execute,
            Intent::Then(Self::pays),
        ]
    }

    fn stewards_certify(&mut self) -> Vec<Intent> {
        let proposal = self.plan.proposal;
        let stewards = self.model.live(Role::Steward);
        let certify = |member| (self.account_of(member), 0, M::Certify { proposal });
        say(stewards.into_iter().take(3).map(certify).collect())
    }

    fn ghost(&mut self) -> AccountId {
        let absent: Vec<AccountId> = self.model.chain.absent.iter().copied().collect();
        let someone = self.someone();
        self.dice.one_or(&absent, someone)
    }

    /// Too little is paid to an account that is not there; the chain refuses it, and the members give it up or not.
    pub(crate) fn dust(&mut self) -> Vec<Intent> {
        let (payee, pot) = (self.ghost(), self.rich_pot(Kind::Spend));
        let amount = COIN.saturating_sub(1);
        let mut plan = self.decided(Action::Spend { payee, amount, pot });
        plan.push(Intent::Then(Self::pays));
        if self.dice.chance(50) {
            plan.push(Intent::Then(Self::payment_is_given_up));
        }
        plan
    }

    fn payment_is_given_up(&mut self) -> Vec<Intent> {
        let payment = self.plan.payment;
        let actions = [Action::CancelPayment { payment }, Action::ReleasePayment { payment }];
        let action = self.dice.one_or(&actions, Action::CancelPayment { payment });
        let mut plan = self.decided(action);
        plan.push(Intent::Then(Self::pays));
        plan
    }

    /// More is decided than a pot has: its window is extended, once, and somebody gives what is missing.
    pub(crate) fn pot_is_short(&mut self) -> Vec<Intent> {
        let (payee, pot) = (self.someone(), self.rich_pot(Kind::Spend));
        let floor = self.model.rules.payments.reserve_floor;
        let available = self.model.available(pot, floor).unwrap_or(0);
        let amount = available.saturating_add(COIN);
        let mut plan = self.decided(Action::Spend { payee, amount, pot });
        plan.push(Intent::Then(Self::window_is_extended));
        plan
    }

    fn window_is_extended(&mut self) -> Vec<Intent> {
        let proposal = self.plan.proposal;
        let extend = M::ExtendWindow { proposal };
        let pot = self.rich_pot(Kind::Spend);
        let amount = COIN.saturating_mul(self.dice.between(1, 3).into());
        let calls = vec![
            (self.someone(), 0, extend.clone()),
            (self.someone(), 0, extend.clone()),
            (self.anyone(), amount, M::Contribute { pot, memo: None }),
            (self.someone(), 0, extend),
            (self.someone(), 0, M::Execute { proposal }),
        ];
        let mut plan = say(calls);
        if self.dice.chance(30) {
            plan.push(Intent::Then(Self::pays));
        }
        plan
    }

    /// A pot is closed; or not, since it still holds promises, or may be paid from with one signature.
    pub(crate) fn pot_is_closed(&mut self) -> Vec<Intent> {
        let open = self.model.pots.iter().filter(|(id, book)| **id != 0 && !book.closed);
        let open: Vec<PotId> = open.map(|(id, _)| PotId(*id)).collect();
        let (accounts, now, fallback) = (self.opening.accounts.clone(), self.model.now, self.anyone());
        if open.len() < 2 || self.dice.chance(30) {
            let spec = restricted(&mut self.dice, &accounts, fallback, now);
            return self.decided(Action::OpenPot(spec));
        }
        let pot = self.dice.one_of(&open).unwrap_or(PotId::GENERAL);
        let (payee, giver) = (self.someone(), self.anyone());
        let mut plan = Vec::new();
        if self.dice.chance(70) {
            let mut terms = self.grant_to(payee, 0, false);
            terms.pot = pot;
            plan.push(Intent::Say((giver, COIN.saturating_mul(3), M::Contribute { pot, memo: None })));
            plan.extend(self.decided(Action::Grant(terms)));
        }
        self.plan.pot = pot;
        plan.push(Intent::Then(Self::pot_of_plan_is_closed));
        plan
    }

    fn pot_of_plan_is_closed(&mut self) -> Vec<Intent> {
        self.decided(Action::ClosePot { pot: self.plan.pot })
    }

    /// What is paid with one signature: as much as may be, too much, and too little for who gets it.
    pub(crate) fn petty_money(&mut self) -> Vec<Intent> {
        let pot = PotId::GENERAL;
        let most = self.model.rules.payments.petty_max;
        let period_ms = self.dice.between(2, 40).saturating_mul(SECOND);
        let allowance = Action::SetAllowance { pot, payment_max: most, period_max: most.saturating_mul(2), period_ms };
        let mut plan = self.decided(allowance);
        let (treasurer, ghost) = (self.holder_of(Role::Treasurer), self.ghost());
        let pay = |payee, amount| (treasurer, 0, M::PayPetty { pot, payee, amount, memo: "Tea".to_owned() });
        let anyone = self.anyone();
        let calls = vec![
            pay(ghost, COIN.saturating_sub(1)),
            pay(anyone, most),
            pay(anyone, most),
            pay(anyone, 1),
            pay(ghost, COIN),
            pay(anyone, most.saturating_add(1)),
        ];
        plan.extend(say(calls));
        plan
    }

    /// An officer holds a payment and thinks better of it; and cannot hold it again.
    pub(crate) fn hold_is_lifted(&mut self) -> Vec<Intent> {
        let now = self.model.now;
        let waiting = self.model.payments.iter().rev().take(30).filter(|(id, promise)| {
            let was_held = self.model.holder(mutual_types::PaymentId(**id), false).is_some();
            !was_held && promise.status(now) == Ok(PaymentStatus::Waiting)
        });
        let waiting: Vec<u32> = waiting.map(|(id, _)| *id).collect();
        let Some(id) = self.dice.one_of(&waiting) else { return Vec::new() };
        let payment = mutual_types::PaymentId(id);
        let officer = self.holder_of(Role::Steward);
        let hold = (officer, 0, M::HoldPayment { payment, reason: "Wait".to_owned() });
        let lift = (officer, 0, M::LiftHold { payment });
        say(vec![hold.clone(), lift.clone(), lift, hold])
    }

    /// Numbers as large as there are.
    pub(crate) fn too_much_for_any_number(&mut self) -> Vec<Intent> {
        let (payee, pot) = (self.someone(), self.rich_pot(Kind::Grant));
        let mut huge = self.grant_to(payee, 0, true);
        let (mut once, mut monthly) = (huge.clone(), huge.clone());
        huge.stages.iter_mut().for_each(|stage| stage.amount = Planck::MAX);
        huge.stages.extend(huge.stages.clone());
        once.stages.iter_mut().for_each(|stage| (stage.amount, stage.due_ms) = (COIN, u64::MAX));
        once.repay_by_ms = Some(u64::MAX);
        monthly.stages.iter_mut().for_each(|stage| (stage.due_ms, stage.months) = (u64::MAX, 2));
        let grants = [huge, once, monthly].map(Action::Grant);
        let spend = Action::Spend { payee, amount: Planck::MAX, pot };
        let member = self.any_member();
        let actions = [&grants[..], &[spend, Action::Suspend { member, until_ms: u64::MAX }]].concat();
        let mut plan: Vec<Intent> = actions.into_iter().map(|action| self.tried(action)).collect();
        let (amount, receipt, title) = (Planck::MAX, [4; 32], "All".to_owned());
        let (relief, periods) = (self.pot_of(PotKind::Relief), u32::MAX);
        let dues = self.model.rules.dues.amount.saturating_mul(periods.into());
        plan.extend(say(vec![
            (payee, 0, M::ClaimExpense { pot, amount, receipt, title }),
            (payee, 0, M::AskRelief { pot: relief, amount, evidence: receipt }),
            (payee, 0, M::BuyShares { count: u32::MAX }),
            (payee, dues, M::PayDues { member, periods }),
        ]));
        plan
    }
}
