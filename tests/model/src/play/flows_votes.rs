//! Plans about proposals, documents and code.

use mutual_types::{Action, Charter, Choice, Document, Kind, MemberIndex, Mode, Role};

use super::draw::Call;
use super::plan::{say, Intent};
use super::player::{Play, Step};
use crate::message::Message as M;

impl Play {
    /// A consent becomes a ballot, and who objected once does so twice.
    pub(crate) fn objections(&mut self) -> Vec<Intent> {
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
    pub(crate) fn spam(&mut self) -> Vec<Intent> {
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

    /// The charter, or where the money goes that nobody has a claim on, becomes another.
    pub(crate) fn document_is_amended(&mut self) -> Vec<Intent> {
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

    /// Something of any kind, as often of one as of the other.
    pub(crate) fn any_kind(&mut self) -> Vec<Intent> {
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

    /// The code becomes what it is; or one that the chain has not.
    pub(crate) fn own_code(&mut self) -> Vec<Intent> {
        if self.model.version < self.model.code {
            return Vec::new();
        }
        let current = self.model.code;
        let codes = self.model.chain.codes.iter().filter(|(_, version)| **version == current);
        let known = codes.map(|(hash, _)| *hash).next().unwrap_or_default();
        let code_hash = self.dice.one_or(&[known, [1; 32]], known);
        let mut plan = vec![self.tried(upgrade([0; 32]))];
        plan.extend(self.decided(upgrade(code_hash)));
        plan
    }

    /// New code, and the storage is brought to its version, while others go on as if nothing were.
    pub(crate) fn new_code(&mut self) -> Vec<Intent> {
        let current = self.model.code;
        let newer = self.model.chain.codes.iter().find(|(_, version)| **version > current).map(|(hash, _)| *hash);
        let Some(code_hash) = newer else { return Vec::new() };
        let mut plan = self.decided(upgrade(code_hash));
        plan.push(Intent::Then(Self::migrates));
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
}

fn upgrade(code_hash: [u8; 32]) -> Action {
    Action::Upgrade { code_hash, document: Document { uri: String::new(), hash: [9; 32] } }
}

/// The first of them once more, right after it.
pub(crate) fn first_twice(calls: Vec<Call>) -> Vec<Call> {
    calls.first().cloned().into_iter().chain(calls).collect()
}
