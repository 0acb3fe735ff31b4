//! Plans about grants and loans, from the proposal to what comes of it.

use mutual_types::{
    AccountId, Action, DisputeSubject, GrantTerms, Kind, MemberIndex, Mode, Planck, Role, Ruling, StageTerms,
};

use super::opening::COIN;
use super::plan::{say, Intent};
use super::player::Play;
use crate::message::Message as M;
use crate::num::SECOND;

impl Play {
    /// A short grant of one stage.
    pub(crate) fn grant_to(&mut self, payee: AccountId, months: u8, repay: bool) -> GrantTerms {
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
