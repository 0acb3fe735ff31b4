//! Plans about members: how they come, err, leave and are taken back.

use mutual_types::{
    AccountId, Action, DisputeSubject, MemberIndex, Mode, PotKind, ProposalStatus, ReliefId, ReliefStatus, Role, Ruling,
};

use super::draw::Call;
use super::opening::COIN;
use super::plan::{say, Intent};
use super::player::Play;
use crate::message::Message as M;
use crate::num::{SECOND, YEAR};

impl Play {
    /// Another account for a member is decided on, and the member says in time that the key is not lost; or too late.
    pub(crate) fn recovery_is_stopped(&mut self) -> Vec<Intent> {
        let able = self.able();
        let (Some(member), Some(account)) = (self.dice.one_of(&able), self.free_accounts(1).first().copied()) else {
            return Vec::new();
        };
        self.plan.member = member;
        vec![
            self.proposed(Action::RecoverAccount { member, account }, Mode::Ballot),
            Intent::Then(Self::votes),
            Intent::Then(Self::subject_says_stop),
            Intent::Execute,
        ]
    }

    fn subject_says_stop(&mut self) -> Vec<Intent> {
        let proposal = self.plan.proposal;
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        let (ends, from) = (motion.ends, motion.executable_from().unwrap_or(motion.ends));
        let moments = [self.model.now, ends, from.saturating_sub(1), from];
        let moment = self.dice.one_or(&moments, ends);
        vec![Intent::At(moment, (self.account_of(self.plan.member), 0, M::StopRecovery { proposal }))]
    }

    /// A member is suspended for a short time, and comes back when it is over.
    pub(crate) fn suspension_ends(&mut self) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        let voting = &self.model.rules.voting;
        let least = voting.voting_period_ms.saturating_add(voting.notice_ms).saturating_add(SECOND);
        let until_ms = self.model.now.saturating_add(least).saturating_add(self.dice.below(20 * SECOND));
        let mut plan = self.decided(Action::Suspend { member, until_ms });
        let someone = self.someone();
        let returns = (someone, 0, M::RecordReturn { member });
        plan.extend([Intent::Say(returns.clone()), Intent::At(until_ms, returns.clone()), Intent::Say(returns)]);
        plan
    }

    /// A lapse is recorded at the first moment at which it can be, and made good.
    pub(crate) fn dues_are_missed(&mut self) -> Vec<Intent> {
        let dues = self.model.rules.dues.clone();
        let counted: Vec<MemberIndex> = self
            .model
            .members
            .iter()
            .filter(|(_, person)| person.counted)
            .map(|(index, _)| MemberIndex(*index))
            .collect();
        let Some(member) = self.dice.one_of(&counted) else { return Vec::new() };
        let paid = self.model.members.get(&member.0).map_or(0, |person| person.paid_until).max(dues.since_ms);
        let from = paid.saturating_add(dues.grace_ms).saturating_add(dues.lapse_notice_ms);
        let (account, someone) = (self.account_of(member), self.someone());
        let pays = |periods: u32| (account, dues.amount.saturating_mul(periods.into()), M::PayDues { member, periods });
        let record = (someone, 0, M::RecordLapse { member });
        let too_many = YEAR.checked_div(dues.period_ms).unwrap_or(0).saturating_add(3);
        let far = Intent::Say(pays(u32::try_from(too_many).unwrap_or(u32::MAX)));
        match self.dice.below(4) {
            0 => return vec![far],
            1 => {
                let until_ms = self.model.now.saturating_add(dues.period_ms);
                return self.decided(Action::WaiveDues { member, until_ms });
            }
            _ => {}
        }
        let missed = from.saturating_sub(paid).checked_div(dues.period_ms).unwrap_or(0).saturating_add(2);
        vec![
            Intent::At(from.saturating_sub(1), record.clone()),
            Intent::At(from, record),
            Intent::Say((someone, 0, M::RecordReturn { member })),
            far,
            Intent::Say(pays(u32::try_from(missed).unwrap_or(1))),
        ]
    }

    /// Who has left is taken back.
    pub(crate) fn departed_comes_back(&mut self) -> Vec<Intent> {
        let departed = self.model.members.iter().filter(|(_, person)| person.departed > 0 && person.exit_due == 0);
        let departed: Vec<MemberIndex> = departed.map(|(index, _)| MemberIndex(*index)).collect();
        match self.dice.one_of(&departed) {
            Some(member) => self.decided(Action::Reinstate { member }),
            None => Vec::new(),
        }
    }

    /// Some apply, and enter in a batch, as long as the founding window is open.
    pub(crate) fn batch_enters(&mut self) -> Vec<Intent> {
        let charter_version = self.model.charter.version;
        let count = usize::from(self.dice.small(1, 3));
        let mut accounts = self.free_accounts(count);
        let mut plan = say(accounts.iter().map(|account| (*account, 0, M::Apply { charter_version })).collect());
        if self.dice.chance(30) {
            accounts.extend(accounts.first().copied());
        }
        let steward = self.holder_of(Role::Steward);
        plan.push(Intent::Say((steward, 0, M::AdmitBatch { accounts })));
        plan
    }

    /// Who has just joined asks for help too early, and then not.
    pub(crate) fn newcomer_asks(&mut self) -> Vec<Intent> {
        let (now, waiting) = (self.model.now, self.model.rules.relief.waiting_ms);
        let may_ask = |joined: u64| joined.saturating_add(waiting);
        let early = self.model.members.values().filter(|person| person.departed == 0 && now < may_ask(person.joined));
        let Some((account, from)) = early.map(|person| (person.account, may_ask(person.joined))).next_back() else {
            return Vec::new();
        };
        let pot = self.pot_of(PotKind::Relief);
        let ask = (account, 0, M::AskRelief { pot, amount: COIN, evidence: [2; 32] });
        vec![Intent::At(from.saturating_sub(1), ask.clone()), Intent::At(from, ask)]
    }

    pub(crate) fn applicant_is_admitted(&mut self) -> Vec<Intent> {
        let (free, charter_version) = (self.free_accounts(1), self.model.charter.version);
        let apply = |account: &AccountId| Intent::Say((*account, 0, M::Apply { charter_version }));
        free.iter().map(apply).chain([Intent::Then(Self::applicant_is_voted_on)]).collect()
    }

    fn applicant_is_voted_on(&mut self) -> Vec<Intent> {
        let open = self.model.applications.iter().filter(|(_, application)| application.admitted.is_none());
        let newest = open.max_by_key(|(_, application)| application.ends_ms).map(|(account, _)| *account);
        newest.map_or(Vec::new(), |account| self.decided(Action::Admit { account }))
    }

    /// The right to attest is withdrawn from somebody, who attests all the same.
    pub(crate) fn attesters_are_reviewed(&mut self) -> Vec<Intent> {
        let able = self.able();
        let pot = self.pot_of(PotKind::Relief);
        let is_offered = self.model.rules.relief.request_max >= COIN && self.model.open_pot(pot).is_ok();
        let (Some(member), true) = (self.dice.one_of(&able), is_offered) else { return Vec::new() };
        let others: Vec<MemberIndex> = able.into_iter().filter(|other| *other != member).collect();
        self.plan.member = member;
        let mut plan = self.decided(Action::ReviewRelief { members: vec![member] });
        for _ in 0..2 {
            let Some(asker) = self.dice.one_of(&others) else { break };
            let ask = M::AskRelief { pot, amount: COIN, evidence: [2; 32] };
            plan.extend([Intent::Say((self.account_of(asker), 0, ask)), Intent::Then(Self::barred_attests)]);
        }
        plan
    }

    fn barred_attests(&mut self) -> Vec<Intent> {
        let asked = self.model.requests.iter().rev().find(|(_, request)| {
            request.asker != self.plan.member && self.model.relief_status(request) == ReliefStatus::Asked
        });
        let Some(request) = asked.map(|(id, _)| ReliefId(*id)) else { return Vec::new() };
        say(vec![(self.account_of(self.plan.member), 0, M::AttestRelief { request })])
    }

    /// Somebody is to serve one term more, and one more.
    pub(crate) fn terms_in_a_row(&mut self) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        self.plan.member = member;
        let mut plan = self.serves();
        for _ in 0..self.dice.small(1, 3) {
            plan.push(Intent::Then(Self::serves));
        }
        if self.dice.chance(50) {
            plan.push(Intent::Then(Self::serves_no_more));
        }
        plan
    }

    fn serves(&mut self) -> Vec<Intent> {
        let (member, term_ms) = (self.plan.member, self.model.rules.roles.term_ms);
        self.decided(Action::GrantRole { member, role: Role::Arbitrator, term_ms })
    }

    fn serves_no_more(&mut self) -> Vec<Intent> {
        self.decided(Action::RevokeRole { member: self.plan.member, role: Role::Arbitrator })
    }

    /// Who is to be suspended or expelled appeals, and the panel or the members decide on that.
    pub(crate) fn appeal_is_ruled(&mut self) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        self.plan.member = member;
        let until_ms = self.model.now.saturating_add(600 * SECOND);
        let actions = [Action::Expel { member }, Action::Suspend { member, until_ms }];
        let action = self.dice.one_or(&actions, Action::Expel { member });
        let mut plan = self.decided(action);
        let executes = plan.pop();
        plan.push(Intent::Then(Self::accused_appeals));
        plan.push(Intent::Then(Self::panel_rules));
        plan.extend(executes);
        plan
    }

    fn accused_appeals(&mut self) -> Vec<Intent> {
        let (proposal, member) = (self.plan.proposal, self.plan.member);
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        let (ends, is_voting) = (motion.ends, motion.status(self.model.now) == Ok(ProposalStatus::Voting));
        let (account, document) = (self.account_of(member), self.document());
        let deposit = self.model.rules.voting.proposal_deposit;
        let wanted = self.dice.one_or(&[Ruling::Against, Ruling::For], Ruling::Against);
        let appeal = M::OpenDispute { subject: DisputeSubject::Expulsion(proposal), wanted };
        let mut plan = Vec::new();
        if is_voting {
            let case = (account, 0, M::StateCase { proposal, document });
            plan.extend(say(vec![case.clone(), case]));
        }
        // Nobody else can.
        plan.push(Intent::At(ends, (self.anyone(), deposit, appeal.clone())));
        plan.push(Intent::Say((account, deposit, appeal)));
        plan
    }

    /// The panel of the last dispute rules.
    pub(crate) fn panel_rules(&mut self) -> Vec<Intent> {
        let Some((id, case)) = self.model.disputes.iter().next_back() else { return Vec::new() };
        let (dispute, panel) = (mutual_types::DisputeId(*id), case.panel.clone());
        let ruling = self.dice.one_or(&[Ruling::For, Ruling::Against], Ruling::For);
        let calls = panel.into_iter().map(|member| (self.account_of(member), 0, M::RuleDispute { dispute, ruling }));
        let mut calls: Vec<Call> = calls.collect();
        calls.push((self.someone(), 0, M::SettleDispute { dispute }));
        say(calls)
    }
}
