//! Plans about money, from the proposal to what comes of it.

use mutual_types::{
    AccountId, Action, CallTerms, DisputeSubject, GrantTerms, Kind, MemberIndex, Mode, PaymentStatus, Planck, PotId,
    PotKind, Role, Ruling, StageTerms,
};

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

    /// A short grant of one stage.
    fn grant_to(&mut self, payee: AccountId, months: u8, repay: bool) -> GrantTerms {
        let voting = &self.model.rules.voting;
        let least = voting.voting_period_ms.saturating_add(voting.notice_ms);
        let due_ms = self.model.now.saturating_add(self.dice.one_or(&[5 * SECOND, least], SECOND));
        let amount = COIN.saturating_add(self.dice.below(900_000_000).into());
        let stages = vec![StageTerms { title: "Once".to_owned(), amount, due_ms, months }];
        let last = due_ms.saturating_add(u64::from(months.saturating_sub(1)).saturating_mul(crate::num::MONTH));
        let wait = self.dice.one_or(&[0, 10 * SECOND, 100 * SECOND], 0);
        let repay_by_ms = Some(last.saturating_add(wait)).filter(|_| repay);
        GrantTerms { payee, pot: self.rich_pot(Kind::Grant), stages, unit: "days".to_owned(), repay_by_ms }
    }

    /// A member gets a loan; and pays it back, or is expelled with it.
    pub(crate) fn loan(&mut self) -> Vec<Intent> {
        self.loan_and_then(Self::loan_is_due)
    }

    /// A member gets a loan, and leaves with it.
    pub(crate) fn debtor_leaves(&mut self) -> Vec<Intent> {
        self.loan_and_then(Self::who_owes_leaves)
    }

    /// A member gets a loan, and what is past due of it is forgiven.
    pub(crate) fn debtor_is_forgiven(&mut self) -> Vec<Intent> {
        self.loan_and_then(Self::debt_is_due)
    }

    fn loan_and_then(&mut self, then: fn(&mut Self) -> Vec<Intent>) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        self.plan.member = member;
        let account = self.account_of(member);
        let terms = self.grant_to(account, 0, true);
        let mut plan = self.decided(Action::Grant(terms));
        plan.extend([Intent::Then(Self::stage_is_paid), Intent::Then(Self::pays), Intent::Then(then)]);
        plan
    }

    /// The payee of the plan's grant claims its stage, and a steward accepts it.
    fn stage_is_paid(&mut self) -> Vec<Intent> {
        let grant = self.plan.grant;
        let Some(book) = self.model.grants.get(&grant.0) else { return Vec::new() };
        let (payee, proposer, stage) = (self.model.owed_at(book.payee), book.proposer, book.current);
        let concerned = self.model.bound_to(payee);
        let evidence = self.document();
        let mut stewards = self.model.live(Role::Steward).into_iter();
        let steward = stewards.rfind(|steward| *steward != proposer && Some(*steward) != concerned);
        let mut calls = vec![(payee, 0, M::ClaimStage { grant, stage, evidence, metric: 3 })];
        if let Some(steward) = steward {
            calls.push((self.account_of(steward), 0, M::AcceptStage { grant, stage }));
        }
        say(calls)
    }

    /// Who has the plan's loan, what is outstanding of it, and when it is due.
    fn loan_of_plan(&mut self) -> (AccountId, Planck, u64) {
        let (grant, now) = (self.plan.grant, self.model.now);
        let due = self.model.grants.get(&grant.0).and_then(|book| book.repay_by).unwrap_or(now);
        (self.account_of(self.plan.member), self.model.outstanding(grant.0).unwrap_or(0), due)
    }

    fn loan_is_due(&mut self) -> Vec<Intent> {
        let (grant, member) = (self.plan.grant, self.plan.member);
        let (account, outstanding, due) = self.loan_of_plan();
        let repay = |value: Planck| (account, value, M::RepayGrant { grant });
        let part = outstanding.saturating_sub(self.dice.below(500_000_000).into());
        match self.dice.below(3) {
            0 => say(vec![repay(outstanding.saturating_add(1)), repay(outstanding), repay(1)]),
            1 => vec![
                Intent::Say(repay(part)),
                Intent::At(due, repay(outstanding.saturating_sub(part))),
                Intent::Say(repay(0)),
            ],
            _ => self.decided(Action::Expel { member }),
        }
    }

    fn who_owes_leaves(&mut self) -> Vec<Intent> {
        let member = self.plan.member;
        let (account, _, due) = self.loan_of_plan();
        let membership = &self.model.rules.membership;
        let (wait, price) = (membership.exit_notice_ms, membership.share_price);
        let mut plan = Vec::new();
        if self.dice.chance(40) {
            plan.push(Intent::Say((account, price, M::BuyShares { count: 1 })));
        }
        plan.extend([
            Intent::At(due, (account, 0, M::Leave {})),
            Intent::At(due.saturating_add(wait), (account, 0, M::SettleExit { member })),
            Intent::Then(Self::who_left_is_taken_back),
        ]);
        plan
    }

    fn debt_is_due(&mut self) -> Vec<Intent> {
        let (account, _, due) = self.loan_of_plan();
        vec![Intent::At(due, (account, 0, M::Acknowledge { charter_version: 1 })), Intent::Then(Self::debt_is_forgiven)]
    }

    fn who_left_is_taken_back(&mut self) -> Vec<Intent> {
        let (member, grant) = (self.plan.member, self.plan.grant);
        let someone = self.someone();
        let owed = self.model.past_due(member).unwrap_or(0);
        // Refused as long as something is owed.
        let able = self.able();
        let proposer = self.dice.one_of(&able).map_or(someone, |member| self.account_of(member));
        let mut plan = vec![Intent::Try((proposer, 0, self.reinstatement(member)))];
        if owed > 0 && self.dice.chance(60) {
            plan.push(Intent::Say((someone, owed, M::RepayGrant { grant })));
            plan.push(Intent::Then(Self::departed_is_reinstated));
        }
        plan
    }

    fn reinstatement(&self, member: MemberIndex) -> M {
        let action = Action::Reinstate { member };
        M::Propose { title: "Back".to_owned(), document: None, action, mode: Mode::Ballot }
    }

    fn departed_is_reinstated(&mut self) -> Vec<Intent> {
        let member = self.plan.member;
        self.decided(Action::Reinstate { member })
    }

    fn debt_is_forgiven(&mut self) -> Vec<Intent> {
        let member = self.plan.member;
        let owed = self.model.past_due(member).unwrap_or(0);
        let amount = self.dice.one_or(&[owed, owed, owed.saturating_sub(1), owed.saturating_add(1)], owed);
        self.decided(Action::ForgiveDebt { member, amount })
    }

    /// A grant that pays every month.
    pub(crate) fn stipend(&mut self) -> Vec<Intent> {
        let (payee, months) = (self.someone(), self.dice.small(1, 3));
        let repay = self.dice.chance(20);
        let terms = self.grant_to(payee, months, repay);
        let due = terms.stages.first().map_or(0, |stage| stage.due_ms);
        let mut plan = self.decided(Action::Grant(terms));
        plan.push(Intent::At(due, (self.someone(), 0, M::Sweep {})));
        plan.extend([
            Intent::Then(Self::stipend_is_paid),
            Intent::Then(Self::pays),
            Intent::Then(Self::stipend_is_paid),
        ]);
        plan
    }

    fn stipend_is_paid(&mut self) -> Vec<Intent> {
        say(vec![(self.someone(), 0, M::PayStipend { grant: self.plan.grant })])
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

    /// A stage is returned, and its payee goes to the arbitrators.
    pub(crate) fn stage_is_disputed(&mut self) -> Vec<Intent> {
        let payee = self.someone();
        let terms = self.grant_to(payee, 0, false);
        let mut plan = self.decided(Action::Grant(terms));
        plan.extend([
            Intent::Then(Self::stage_is_returned),
            Intent::Then(Self::panel_rules),
            Intent::Then(Self::stage_ends),
        ]);
        plan
    }

    fn stage_is_returned(&mut self) -> Vec<Intent> {
        let grant = self.plan.grant;
        let Some(book) = self.model.grants.get(&grant.0) else { return Vec::new() };
        let (payee, stage) = (self.model.owed_at(book.payee), book.current);
        let (evidence, steward) = (self.document(), self.holder_of(Role::Steward));
        let deposit = self.model.rules.voting.proposal_deposit;
        let wanted = self.dice.one_or(&[Ruling::For, Ruling::Against], Ruling::For);
        let subject = DisputeSubject::Stage { grant, stage };
        say(vec![
            (payee, 0, M::ClaimStage { grant, stage, evidence, metric: 3 }),
            (steward, 0, M::ReturnStage { grant, stage, reason: "Not enough".to_owned() }),
            (payee, deposit, M::OpenDispute { subject, wanted }),
            (self.someone(), 0, M::LapseStage { grant, stage }),
        ])
    }

    /// A stage that nobody claims in time lapses, at the first moment at which it can.
    fn stage_ends(&mut self) -> Vec<Intent> {
        let grant = self.plan.grant;
        let Some(book) = self.model.grants.get(&grant.0) else { return Vec::new() };
        let stage = book.current;
        let due = book.stages.get(usize::from(stage)).map_or(0, |stage| stage.due);
        let since = book.claim.map_or(due, |claim| claim.at.max(due));
        let from = since.saturating_add(book.review);
        let lapse = (self.someone(), 0, M::LapseStage { grant, stage });
        vec![Intent::At(from.saturating_sub(1), lapse.clone()), Intent::At(from, lapse)]
    }
}
