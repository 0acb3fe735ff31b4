//! Plans: messages one after the other, each at its moment, towards what chance alone would hardly reach.

use mutual_types::{
    AccountId, Action, Choice, GrantId, MemberIndex, Mode, PaymentId, Planck, PotId, ProposalId, ProposalStatus, Role,
    TimestampMs,
};

use super::draw::Call;
use super::player::{Play, Step};
use crate::message::Message as M;
use crate::num::{DAY, SECOND};
use crate::outcome::{Answer, Expected};
use crate::people::acts;

/// What is done next of a plan.
#[derive(Clone, Debug)]
pub(crate) enum Intent {
    /// This, soon.
    Say(Call),
    /// This, soon, whatever comes of it.
    Try(Call),
    /// This, at that moment, or soon if it has passed.
    At(TimestampMs, Call),
    /// The plan's last proposal is executed at the first moment at which it can be.
    Execute,
    /// What then fits.
    Then(fn(&mut Play) -> Vec<Intent>),
}

/// What is left of a plan, and what it has made.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The next intent last.
    left: Vec<Intent>,
    /// Whether the step that was chosen last is one of the plan's.
    is_under_way: bool,
    pub proposal: ProposalId,
    pub payment: PaymentId,
    pub grant: GrantId,
    /// Whom it is about, and which pot.
    pub member: MemberIndex,
    pub pot: PotId,
}

impl Plan {
    /// No plan.
    pub(crate) fn none() -> Self {
        let (proposal, payment, grant) = (ProposalId(0), PaymentId(0), GrantId(0));
        Self { left: Vec::new(), is_under_way: false, proposal, payment, grant, member: MemberIndex(0), pot: PotId(0) }
    }

    /// Whether nothing is left of it.
    pub(crate) fn is_over(&self) -> bool {
        self.left.is_empty()
    }

    /// First this, then what is left.
    pub(crate) fn first(&mut self, intents: Vec<Intent>) {
        self.left.extend(intents.into_iter().rev());
    }

    /// What a step of the plan has made is what it goes on with; a proposal that is refused ends it.
    fn goes_on(&mut self, step: &Step, answer: &Result<Answer, Expected>) {
        match answer {
            Ok(Answer::Proposal(id)) => self.proposal = *id,
            Err(_) if matches!(step.message, M::Propose { .. }) => self.left.clear(),
            _ => {}
        }
    }
}

/// Messages, one after the other.
pub(crate) fn say(calls: Vec<Call>) -> Vec<Intent> {
    calls.into_iter().map(Intent::Say).collect()
}

fn last(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0).saturating_sub(1)
}

impl Play {
    /// The next step of the plan, if there is one that is not too far ahead.
    pub(crate) fn planned(&mut self, gift: Planck) -> Option<Step> {
        let soon = self.now.saturating_add(5);
        self.model.look_at(soon);
        while let Some(intent) = self.plan.left.pop() {
            self.plan.is_under_way = !matches!(intent, Intent::Try(_));
            let (moment, (caller, value, message)) = match intent {
                Intent::Then(next) => {
                    let more = next(self);
                    self.plan.first(more);
                    continue;
                }
                Intent::Say(call) | Intent::Try(call) => (soon.saturating_add(self.dice.below(60)), call),
                Intent::At(moment, call) => (moment.max(soon), call),
                Intent::Execute => {
                    let (proposal, someone) = (self.plan.proposal, self.someone());
                    let motion = self.model.proposals.get(&proposal.0);
                    let moment = motion.and_then(|motion| motion.executable_from().ok()).unwrap_or(soon);
                    (moment.max(soon), (someone, 0, M::Execute { proposal }))
                }
            };
            let most = if self.opening.is_long { DAY.saturating_mul(70) } else { 3_600 * SECOND };
            if moment > self.now.saturating_add(most) {
                (self.plan.left, self.plan.is_under_way) = (Vec::new(), false);
                return None;
            }
            self.model.look_at(moment);
            return Some(Step { at_ms: moment, gift, caller, value, message });
        }
        self.plan.is_under_way = false;
        None
    }

    /// Notes what a step has made, if it is one of the plan's.
    pub(crate) fn note(&mut self, step: &Step, answer: &Result<Answer, Expected>, (payments, grants): (usize, usize)) {
        if !std::mem::take(&mut self.plan.is_under_way) {
            return;
        }
        self.plan.goes_on(step, answer);
        if self.model.payments.len() > payments {
            self.plan.payment = PaymentId(last(self.model.payments.len()));
        }
        if self.model.grants.len() > grants {
            self.plan.grant = GrantId(last(self.model.grants.len()));
        }
    }

    /// Members who may act.
    pub(crate) fn able(&self) -> Vec<MemberIndex> {
        let members = self.model.members.keys().map(|index| MemberIndex(*index));
        members.filter(|member| acts(self.model.standing_now(*member))).collect()
    }

    /// A proposal by somebody who may make it, if there is one.
    pub(crate) fn proposed(&mut self, action: Action, mode: Mode) -> Intent {
        let title = "As planned".to_owned();
        let message = M::Propose { title, document: None, action, mode };
        let deposit = self.model.rules.voting.proposal_deposit;
        let at_ms = self.model.now;
        let mut able = self.able();
        while !able.is_empty() {
            let place = usize::try_from(self.dice.below(u64::try_from(able.len()).unwrap_or(1))).unwrap_or(0);
            let caller = self.account_of(able.swap_remove(place));
            for value in [0, deposit] {
                let step = Step { at_ms, gift: 0, caller, value, message: message.clone() };
                if self.succeeds(&step) {
                    return Intent::Say((caller, value, message));
                }
            }
        }
        Intent::Say((self.someone(), 0, message))
    }

    /// It is proposed, as it is or not at all, and what comes of it is chance's.
    pub(crate) fn tried(&mut self, action: Action) -> Intent {
        match self.proposed(action, Mode::Ballot) {
            Intent::Say(call) => Intent::Try(call),
            other => other,
        }
    }

    /// It is proposed, those who may vote for it do until it is certain, and it is executed.
    pub(crate) fn decided(&mut self, action: Action) -> Vec<Intent> {
        vec![self.proposed(action, Mode::Ballot), Intent::Then(Self::votes), Intent::Execute]
    }

    /// The next vote for the plan's proposal, until its outcome is certain.
    pub(crate) fn votes(&mut self) -> Vec<Intent> {
        let proposal = self.plan.proposal;
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        if motion.decided || motion.status(self.model.now) != Ok(ProposalStatus::Voting) {
            return Vec::new();
        }
        let out = self.still_out(proposal);
        let Some(voter) = self.dice.one_of(&out) else { return Vec::new() };
        let vote = M::Vote { proposal, choice: Choice::Aye, reason: None };
        vec![Intent::Say((voter, 0, vote)), Intent::Then(Self::votes)]
    }

    /// The accounts of those who may vote on a proposal and have not.
    pub(crate) fn still_out(&self, proposal: ProposalId) -> Vec<AccountId> {
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        let out = self.model.members.iter().filter(|(index, person)| {
            let member = MemberIndex(**index);
            let decides = self.model.may_decide_on(member, motion.made) && person.departed == 0;
            decides && !motion.recused.contains(&member) && !motion.ballots.contains_key(&member)
        });
        out.map(|(_, person)| person.account).collect()
    }

    /// The plan's payment is approved by those who may, and made.
    pub(crate) fn pays(&mut self) -> Vec<Intent> {
        let payment = self.plan.payment;
        let Some(promise) = self.model.payments.get(&payment.0) else { return Vec::new() };
        let (payee, proposer, is_call) = (
            self.model.bound_to(promise.payee),
            promise.proposer,
            matches!(promise.origin, mutual_types::Origin::Call(_)),
        );
        let needed = usize::from(self.model.approvers_needed(payment).unwrap_or(1));
        let able = self.model.live(Role::Treasurer).into_iter();
        let able = able.filter(|member| *member != proposer && Some(*member) != payee).take(needed);
        let able: Vec<MemberIndex> = able.collect();
        let approve = M::ApprovePayment { payment };
        let mut calls: Vec<Call> =
            able.into_iter().map(|member| (self.account_of(member), 0, approve.clone())).collect();
        let last = if is_call { M::MakeCall { payment } } else { M::ReleasePayment { payment } };
        calls.push((self.someone(), 0, last.clone()));
        if self.dice.chance(20) {
            calls.push((self.someone(), 0, last));
        }
        say(calls)
    }
}
