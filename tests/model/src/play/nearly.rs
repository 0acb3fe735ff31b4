//! Plans in which somebody has nearly all that is needed: what they lack is seen only by who looks at the right thing.

use mutual_types::{
    AccountId, Action, Choice, Kind, MemberIndex, Mode, PaymentId, PaymentStatus, PotId, PotKind, ReliefId,
    ReliefStatus, Role, TimestampMs,
};

use super::opening::COIN;
use super::plan::{say, Intent};
use super::player::{Play, Step};
use crate::message::Message as M;
use crate::num::{SECOND, YEAR};

impl Play {
    /// Somebody has nearly all that is needed; none where there is no occasion for it.
    pub(crate) fn nearly(&mut self) -> Vec<Intent> {
        let plans: &[fn(&mut Self) -> Vec<Intent>] = &[
            Self::one_period_of_many_is_paid,
            Self::dues_are_paid_for_who_is_suspended,
            Self::treasurer_is_paid,
            Self::treasurer_is_paid,
            Self::quorum_is_lost_again,
            Self::floor_is_passed,
            Self::petty_money,
            Self::appeal_is_ruled,
            Self::appeal_is_ruled,
            Self::help_is_needed_again_and_again,
            |play| say(play.treasurer_approves_and_goes()),
            Self::one_is_named_twice,
        ];
        self.first_with_occasion(plans).unwrap_or_default()
    }

    /// Who is recorded as lapsed pays the dues of one period, when two are owed; then the other.
    fn one_period_of_many_is_paid(&mut self) -> Vec<Intent> {
        let dues = self.model.rules.dues.clone();
        let counted = self.model.members.iter().filter(|(_, person)| person.counted);
        let counted: Vec<MemberIndex> = counted.map(|(index, _)| MemberIndex(*index)).collect();
        let Some(member) = self.dice.one_of(&counted).filter(|_| dues.amount > 0) else { return Vec::new() };
        let paid = self.model.members.get(&member.0).map_or(0, |person| person.paid_until).max(dues.since_ms);
        let lapses = paid.saturating_add(dues.grace_ms);
        let lapses_again = lapses.saturating_add(dues.period_ms.max(dues.lapse_notice_ms));
        let (account, someone) = (self.account_of(member), self.someone());
        let pays = (account, dues.amount, M::PayDues { member, periods: 1 });
        vec![
            Intent::At(lapses.saturating_add(dues.lapse_notice_ms), (someone, 0, M::RecordLapse { member })),
            Intent::At(lapses_again, pays.clone()),
            Intent::Say((someone, 0, M::RecordReturn { member })),
            Intent::Say(pays),
        ]
    }

    /// The dues of who is suspended are paid, which does not make them come back.
    fn dues_are_paid_for_who_is_suspended(&mut self) -> Vec<Intent> {
        let able = self.able();
        let value = self.model.rules.dues.amount;
        let Some(member) = self.dice.one_of(&able).filter(|_| value > 0) else { return Vec::new() };
        let until_ms = self.model.now.saturating_add(300 * SECOND);
        let mut plan = self.decided(Action::Suspend { member, until_ms });
        plan.push(Intent::Say((self.someone(), value, M::PayDues { member, periods: 1 })));
        plan
    }

    /// The members pay a treasurer, who changes accounts and approves.
    fn treasurer_is_paid(&mut self) -> Vec<Intent> {
        let treasurers = self.model.live(Role::Treasurer);
        let Some(member) = self.dice.one_of(&treasurers) else { return Vec::new() };
        self.plan.member = member;
        let (payee, amount) = (self.account_of(member), COIN);
        let mut plan = self.decided(Action::Spend { payee, amount, pot: self.rich_pot(Kind::Spend) });
        plan.push(Intent::Then(Self::payee_has_another_account));
        plan
    }

    fn payee_has_another_account(&mut self) -> Vec<Intent> {
        let (payment, member) = (self.plan.payment, self.plan.member);
        let payee = self.model.payments.get(&payment.0).and_then(|promise| self.model.bound_to(promise.payee));
        let (Some(to), true) = (self.free_accounts(1).first().copied(), payee == Some(member)) else {
            return Vec::new();
        };
        let reason = "I want it later".to_owned();
        let mut plan = say(vec![
            (self.account_of(member), 0, M::RotateAccount { to }),
            (to, 0, M::AcceptAccount { member }),
            (to, 0, M::ApprovePayment { payment }),
            (to, 0, M::HoldPayment { payment, reason }),
        ]);
        plan.push(Intent::Then(Self::pays));
        plan
    }

    /// The members move a little more out of the general pot than lies above its floor.
    fn floor_is_passed(&mut self) -> Vec<Intent> {
        let (from, floor) = (PotId::GENERAL, self.model.rules.payments.reserve_floor);
        let open = self.model.pots.iter().filter(|(id, book)| **id != from.0 && !book.closed);
        let open: Vec<PotId> = open.map(|(id, _)| PotId(*id)).collect();
        let (Some(to), true) = (self.dice.one_of(&open), floor > 0) else { return Vec::new() };
        let available = self.model.available(from, floor).unwrap_or(0);
        let more = floor.min(self.dice.between(1, 1_000_000).into());
        self.decided(Action::MovePot { from, to, amount: available.saturating_add(more) })
    }

    /// One member is named twice among those who are to attest no longer.
    fn one_is_named_twice(&mut self) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        vec![self.proposed(Action::ReviewRelief { members: vec![member, member] }, Mode::Ballot)]
    }

    /// One member asks for help, and gets it, until they have had it as often in a year as anybody may have.
    pub(crate) fn help_is_needed_again_and_again(&mut self) -> Vec<Intent> {
        let relief = &self.model.rules.relief;
        let enough = COIN.saturating_mul(13);
        let allows = relief.member_year_max >= enough && relief.pot_month_max >= enough && relief.request_max >= COIN;
        let Some(asker) = self.able().first().copied().filter(|_| allows) else { return Vec::new() };
        self.plan.member = asker;
        let (someone, pot) = (self.someone(), self.pot_of(PotKind::Relief));
        let gives = (someone, enough, M::Contribute { pot, memo: None });
        vec![Intent::Say(gives), Intent::Then(Self::help_goes_on)]
    }

    fn help_goes_on(&mut self) -> Vec<Intent> {
        let asker = self.plan.member;
        let last = self.model.requests.iter().rev().find(|(_, request)| request.asker == asker);
        let last = last.map(|(id, request)| (ReliefId(*id), self.model.relief_status(request), request.payment));
        let others: Vec<MemberIndex> = self.able().into_iter().filter(|member| *member != asker).take(3).collect();
        let (mut plan, goes_on) = match last {
            Some((request, ReliefStatus::Asked, _)) => (say(self.attestations(request, &others)), true),
            Some((_, ReliefStatus::Promised, Some(payment))) if self.model.not_final(payment).is_ok() => {
                (self.help_is_paid(payment), true)
            }
            _ => self.help_is_asked_for(&others),
        };
        if goes_on && !plan.is_empty() && self.dice.chance(98) {
            plan.push(Intent::Then(Self::help_goes_on));
        }
        plan
    }

    /// Asks, and says whether anything comes of it: it does not where it is too much by now, or too early.
    fn help_is_asked_for(&mut self, others: &[MemberIndex]) -> (Vec<Intent>, bool) {
        let (caller, request) =
            (self.account_of(self.plan.member), u32::try_from(self.model.requests.len()).unwrap_or(u32::MAX));
        let (pot, amount) = (self.pot_of(PotKind::Relief), COIN.saturating_add(self.dice.below(9).into()));
        let message = M::AskRelief { pot, amount, evidence: [4; 32] };
        let ask = Step { at_ms: self.model.now, gift: 0, caller, value: 0, message };
        let mut calls = vec![(caller, 0, ask.message.clone())];
        let succeeds = self.succeeds(&ask);
        if succeeds {
            calls.extend(self.attestations(ReliefId(request), others));
        }
        (say(calls), succeeds)
    }

    /// Approvals, until there are enough; then it is released, at the first moment at which it can be.
    fn help_is_paid(&mut self, payment: PaymentId) -> Vec<Intent> {
        let asker = self.plan.member;
        let Some(promise) = self.model.payments.get(&payment.0).cloned() else { return Vec::new() };
        let now = self.model.now;
        let from = promise.release_from().ok().flatten().unwrap_or(0);
        if promise.status(now) != Ok(PaymentStatus::Waiting) {
            return Vec::new();
        }
        let treasurers = self.model.live(Role::Treasurer).into_iter();
        let out = treasurers.filter(|member| *member != asker && !promise.approvals.contains(member));
        let out: Vec<MemberIndex> = out.collect();
        let has_enough = promise.approvals.len() >= usize::from(promise.approvals_needed);
        match out.first() {
            Some(member) if !has_enough => say(vec![(self.account_of(*member), 0, M::ApprovePayment { payment })]),
            _ if now <= from => {
                vec![Intent::At(from, (self.account_of(asker), 0, M::ReleasePayment { payment }))]
            }
            _ => Vec::new(),
        }
    }

    /// When what was left was divided, if it was.
    pub(crate) fn divided_at(&self) -> Option<TimestampMs> {
        self.model.dissolution.as_ref()?.division.as_ref().map(|parts| parts.at)
    }

    /// What nobody took for a year becomes the beneficiary's, whose own credit stays.
    pub(crate) fn beneficiary_takes_all(&mut self) -> Vec<Intent> {
        let from = self.divided_at().unwrap_or(0).saturating_add(YEAR);
        let beneficiary = self.model.asset_lock.beneficiary;
        let others: Vec<AccountId> =
            self.model.credits.keys().copied().filter(|account| *account != beneficiary).collect();
        let (Some(other), someone) = (self.dice.one_of(&others), self.someone()) else { return Vec::new() };
        let forfeits = |account| (someone, 0, M::ForfeitCredit { account });
        vec![
            Intent::At(from.saturating_sub(1), forfeits(other)),
            Intent::At(from, forfeits(other)),
            Intent::Say(forfeits(beneficiary)),
        ]
    }

    /// A proxy's ballot meets the quorum at the last moment, its member says no, and somebody else meets it once more.
    fn quorum_is_lost_again(&mut self) -> Vec<Intent> {
        let free = self.able().into_iter().filter(|member| {
            let person = self.model.members.get(&member.0);
            person.is_some_and(|person| person.proxy_holder.is_none() && person.proxies_held.is_empty())
        });
        let free: Vec<MemberIndex> = free.collect();
        let [giver, holder, ..] = free[..] else { return Vec::new() };
        if self.model.rules.voting.quorum_bps == 0 {
            return Vec::new();
        }
        self.plan.member = giver;
        vec![
            Intent::Say((self.account_of(giver), 0, M::OfferProxy { holder })),
            Intent::Say((self.account_of(holder), 0, M::AcceptProxy { member: giver })),
            self.proposed(Action::Resolution, Mode::Ballot),
            Intent::Then(Self::all_vote_but_one),
        ]
    }

    fn all_vote_but_one(&mut self) -> Vec<Intent> {
        let (proposal, member) = (self.plan.proposal, self.plan.member);
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        let holder = self.model.members.get(&member.0).and_then(|person| person.proxy_holder);
        let Some(holder) = holder.filter(|_| motion.action.kind() == Kind::Resolution) else { return Vec::new() };
        let (quorum_bps, electorate) = (u64::from(motion.rules.voting.quorum_bps), u64::from(motion.electorate));
        let needed = quorum_bps.saturating_mul(electorate).div_ceil(10_000);
        let ends = motion.ends;
        let (giver, holder) = (self.account_of(member), self.account_of(holder));
        let mut others = self.still_out(proposal);
        others.retain(|account| *account != giver && *account != holder);
        let vote = |caller, choice| (caller, 0, M::Vote { proposal, choice, reason: None });
        let Some(last) = others.pop() else { return Vec::new() };
        let first = others.into_iter().take(usize::try_from(needed).unwrap_or(0).saturating_sub(1));
        let mut plan = say(first.map(|account| vote(account, Choice::Aye)).collect());
        plan.push(Intent::Say(vote(holder, Choice::Nay)));
        let by_proxy = M::VoteWithProxies { proposal, choice: Choice::Aye, reason: None };
        plan.push(Intent::At(ends.saturating_sub(1), (holder, 0, by_proxy)));
        plan.extend(say(vec![vote(giver, Choice::Nay), vote(last, Choice::Aye)]));
        plan
    }
}
