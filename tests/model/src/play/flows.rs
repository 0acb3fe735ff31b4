//! Plans about members, roles and proposals, from the proposal to what comes of it.

use mutual_types::{
    AccountId, Action, Charter, Choice, DisputeSubject, Document, Kind, MemberIndex, Mode, PotKind, ProposalId,
    ProposalStatus, ReliefId, Role, Ruling,
};

use super::draw::Call;
use super::opening::COIN;
use super::plan::{say, Intent};
use super::player::{Play, Step};
use crate::message::Message as M;
use crate::num::{SECOND, YEAR};

impl Play {
    /// A plan; none where there is no occasion for it.
    pub(crate) fn flow(&mut self) -> Vec<Intent> {
        let since_founding = self.model.now.saturating_sub(self.model.founded);
        if since_founding < self.model.bounds.founding_window_ms && self.dice.chance(25) {
            return self.batch_enters();
        }
        let is_new_code_there = self.opening.is_upgraded && self.model.version == 1;
        if is_new_code_there && self.dice.chance(30) {
            return self.new_code();
        }
        if self.model.rules.dues.amount > 0 && self.dice.chance(15) {
            return self.dues_are_missed();
        }
        let flows: &[fn(&mut Self) -> Vec<Intent>] = &[
            Self::recovery_is_stopped,
            Self::suspension_ends,
            Self::departed_comes_back,
            Self::objections,
            Self::objections,
            Self::purpose_is_certified,
            Self::spam,
            Self::spam,
            Self::batch_enters,
            Self::document_is_amended,
            Self::newcomer_asks,
            Self::own_code,
            Self::appeal_is_ruled,
            Self::loan,
            Self::debtor_leaves,
            Self::debtor_leaves,
            Self::debtor_is_forgiven,
            Self::stipend,
            Self::call_with_money,
            Self::call_without_money,
            Self::dust,
            Self::pot_is_short,
            Self::pot_is_closed,
            Self::pot_is_closed,
            Self::petty_money,
            Self::hold_is_lifted,
            Self::hold_is_lifted,
            Self::stage_is_disputed,
            Self::terms_in_a_row,
            Self::attesters_are_reviewed,
            Self::too_much_for_any_number,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
            Self::any_kind,
        ];
        self.first_with_occasion(flows).unwrap_or_default()
    }

    /// An account that was never a member's, nor is the beneficiary's.
    pub(crate) fn free_accounts(&mut self, count: usize) -> Vec<AccountId> {
        let beneficiary = self.opening.beneficiary();
        let free = |account: &&AccountId| !self.model.bound.contains_key(*account) && **account != beneficiary;
        self.opening.accounts.iter().filter(free).copied().take(count).collect()
    }

    /// Another account for a member is decided on, and the member says in time that the key is not lost; or too late.
    fn recovery_is_stopped(&mut self) -> Vec<Intent> {
        let able = self.able();
        let (Some(member), Some(account)) = (self.dice.one_of(&able), self.free_accounts(1).first().copied()) else {
            return Vec::new();
        };
        self.plan.member = member;
        let mut plan = vec![
            self.proposed(Action::RecoverAccount { member, account }, Mode::Ballot),
            Intent::Then(Self::votes),
            Intent::Then(Self::subject_says_stop),
        ];
        plan.push(Intent::Execute);
        plan
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
    fn suspension_ends(&mut self) -> Vec<Intent> {
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
    fn dues_are_missed(&mut self) -> Vec<Intent> {
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
    fn departed_comes_back(&mut self) -> Vec<Intent> {
        let departed = self.model.members.iter().filter(|(_, person)| person.departed > 0 && person.exit_due == 0);
        let departed: Vec<MemberIndex> = departed.map(|(index, _)| MemberIndex(*index)).collect();
        match self.dice.one_of(&departed) {
            Some(member) => self.decided(Action::Reinstate { member }),
            None => Vec::new(),
        }
    }

    /// A consent becomes a ballot, and who objected once does so twice.
    fn objections(&mut self) -> Vec<Intent> {
        let mut plan = vec![self.proposed(Action::Resolution, Mode::Consent), Intent::Then(Self::all_object)];
        plan.extend([Intent::Then(Self::votes), Intent::Execute]);
        plan
    }

    fn all_object(&mut self) -> Vec<Intent> {
        let proposal = self.plan.proposal;
        let Some(motion) = self.model.proposals.get(&proposal.0) else { return Vec::new() };
        let needed = usize::from(motion.objectors_needed);
        let object = |account| (account, 0, M::Object { proposal, reason: "I object".to_owned() });
        let voters = self.still_out(proposal);
        let vote = voters.first().map(|voter| (*voter, 0, M::Vote { proposal, choice: Choice::Nay, reason: None }));
        let mut calls: Vec<Call> = voters.into_iter().take(needed).map(object).collect();
        if self.dice.chance(30) {
            calls.pop();
        }
        // No ballot is taken yet.
        say(vote.into_iter().chain(first_twice(calls)).collect())
    }

    /// Somebody makes one proposal more than are free, nobody votes, and stewards call it spam.
    fn spam(&mut self) -> Vec<Intent> {
        let able = self.able();
        let Some(member) = self.dice.one_of(&able) else { return Vec::new() };
        self.plan.member = member;
        self.one_more_is_proposed()
    }

    fn one_more_is_proposed(&mut self) -> Vec<Intent> {
        let caller = self.account_of(self.plan.member);
        let (action, mode) = (Action::Resolution, Mode::Ballot);
        let message = M::Propose { title: "Buy now".to_owned(), document: None, action, mode };
        let step = Step { at_ms: self.model.now, gift: 0, caller, value: 0, message };
        let is_free = self.succeeds(&step);
        let value = if is_free { 0 } else { self.model.rules.voting.proposal_deposit };
        let then = if is_free { Self::one_more_is_proposed } else { Self::stewards_judge };
        vec![Intent::Say((caller, value, step.message)), Intent::Then(then)]
    }

    fn stewards_judge(&mut self) -> Vec<Intent> {
        let (proposal, member) = (self.plan.proposal, self.plan.member);
        let ends = self.model.proposals.get(&proposal.0).map_or(0, |motion| motion.ends);
        let stewards = self.model.live(Role::Steward).into_iter().filter(|steward| *steward != member).take(2);
        let stewards: Vec<MemberIndex> = stewards.collect();
        let judge = |steward| (self.account_of(steward), 0, M::JudgeSpam { proposal });
        let calls = first_twice(stewards.into_iter().map(judge).collect());
        let mut plan: Vec<Intent> = calls.into_iter().map(|call| Intent::At(ends, call)).collect();
        plan.push(Intent::Say((self.someone(), 0, M::Settle { proposal })));
        plan
    }

    /// Some apply, and enter in a batch, as long as the founding window is open.
    fn batch_enters(&mut self) -> Vec<Intent> {
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

    /// The charter, or where the money goes that nobody has a claim on, becomes another.
    fn document_is_amended(&mut self) -> Vec<Intent> {
        let version = self.model.charter.version;
        let charter = |document, version| Action::AmendCharter(Charter { document, version });
        let wrong = self.dice.one_or(&[version, version.saturating_add(2)], version);
        let wrong = charter(self.document(), wrong);
        let right = charter(self.document(), version.saturating_add(1));
        let account = self.free_accounts(1).first().copied();
        let beneficiary = account.map_or(Action::Resolution, |account| Action::SetBeneficiary { account });
        let action = self.dice.one_or(&[right.clone(), beneficiary], right);
        let mut plan = vec![self.tried(wrong)];
        plan.extend(self.decided(action));
        plan
    }

    /// Who has just joined asks for help too early, and then not.
    fn newcomer_asks(&mut self) -> Vec<Intent> {
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

    /// Something of any kind, as often of one as of the other.
    fn any_kind(&mut self) -> Vec<Intent> {
        let kind = self.next_kind();
        match kind {
            Kind::Admit => return self.applicant_is_admitted(),
            Kind::ForgiveDebt => return self.debtor_is_forgiven(),
            _ => {}
        }
        for _ in 0..6 {
            let action = self.action_of(kind);
            if let Intent::Say((caller, value, message)) = self.proposed(action.clone(), Mode::Ballot) {
                let step = Step { at_ms: self.model.now, gift: 0, caller, value, message };
                if self.succeeds(&step) {
                    return self.decided(action);
                }
            }
        }
        Vec::new()
    }

    fn applicant_is_admitted(&mut self) -> Vec<Intent> {
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
    fn attesters_are_reviewed(&mut self) -> Vec<Intent> {
        let able = self.able();
        let (Some(member), Some(asker)) = (self.dice.one_of(&able), self.dice.one_of(&able)) else {
            return Vec::new();
        };
        self.plan.member = member;
        let mut plan = self.decided(Action::ReviewRelief { members: vec![member] });
        let pot = self.pot_of(PotKind::Relief);
        plan.push(Intent::Say((self.account_of(asker), 0, M::AskRelief { pot, amount: COIN, evidence: [2; 32] })));
        plan.push(Intent::Then(Self::barred_attests));
        plan
    }

    fn barred_attests(&mut self) -> Vec<Intent> {
        let request = ReliefId(u32::try_from(self.model.requests.len()).unwrap_or(0).saturating_sub(1));
        say(vec![(self.account_of(self.plan.member), 0, M::AttestRelief { request })])
    }

    /// Somebody is to serve one term more, and one more.
    fn terms_in_a_row(&mut self) -> Vec<Intent> {
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

    fn upgrade_to(&mut self, is_newer: bool) -> Vec<Intent> {
        let current = self.model.code;
        let codes = self.model.chain.codes.iter();
        let codes: Vec<[u8; 32]> =
            codes.filter(|(_, version)| (**version > current) == is_newer).map(|(hash, _)| *hash).collect();
        let Some(code_hash) = self.dice.one_of(&codes) else { return Vec::new() };
        let document = Document { uri: String::new(), hash: [9; 32] };
        self.decided(Action::Upgrade { code_hash, document })
    }

    /// The code becomes what it is; or one that the chain has not.
    fn own_code(&mut self) -> Vec<Intent> {
        if self.model.version < self.model.code {
            return Vec::new();
        }
        let upgrade =
            |code_hash| Action::Upgrade { code_hash, document: Document { uri: String::new(), hash: [9; 32] } };
        let current = self.model.code;
        let codes = self.model.chain.codes.iter().filter(|(_, version)| **version == current);
        let known = codes.map(|(hash, _)| *hash).next().unwrap_or_default();
        let code_hash = self.dice.one_or(&[known, [1; 32]], known);
        let mut plan = vec![self.tried(upgrade([0; 32]))];
        plan.extend(self.decided(upgrade(code_hash)));
        plan
    }

    /// New code, and the storage is brought to its version, while others go on as if nothing were.
    fn new_code(&mut self) -> Vec<Intent> {
        let mut plan = self.upgrade_to(true);
        if !plan.is_empty() {
            plan.push(Intent::Then(Self::migrates));
        }
        plan
    }

    fn migrates(&mut self) -> Vec<Intent> {
        if self.model.version >= self.model.code {
            return vec![Intent::Say((self.someone(), 0, M::Migrate { limit: 1 }))];
        }
        let limit = self.dice.one_or(&[0, 1, 2, 5, u32::MAX], 1);
        let mut plan = vec![Intent::Say((self.someone(), 0, M::Migrate { limit }))];
        if self.dice.chance(60) {
            let (pot, someone) = (self.any_pot(), self.someone());
            let other = [M::Contribute { pot, memo: None }, M::Leave {}, M::Sweep {}, M::OpenDissolution {}];
            let other = self.dice.one_or(&other, M::Sweep {});
            plan.push(Intent::Say((someone, u128::from(other.is_payable()), other)));
        }
        plan.push(Intent::Then(Self::migrates));
        plan
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
        let ends = motion.ends;
        let (account, document) = (self.account_of(member), self.document());
        let deposit = self.model.rules.voting.proposal_deposit;
        let wanted = self.dice.one_or(&[Ruling::Against, Ruling::For], Ruling::Against);
        let appeal = M::OpenDispute { subject: DisputeSubject::Expulsion(proposal), wanted };
        let mut plan = Vec::new();
        if motion_is_open(self, proposal) {
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

/// The first of them once more, right after it.
pub(crate) fn first_twice(calls: Vec<Call>) -> Vec<Call> {
    calls.first().cloned().into_iter().chain(calls).collect()
}

fn motion_is_open(play: &Play, proposal: ProposalId) -> bool {
    let motion = play.model.proposals.get(&proposal.0);
    motion.is_some_and(|motion| motion.status(play.model.now) == Ok(ProposalStatus::Voting))
}
