//! Schemes whose last message is to be refused because it was done before, or because there is no room left.

use mutual_types::{
    AccountId, Action, MemberIndex, Mode, Origin, PaymentId, PaymentStatus, ProposalId, ProposalStatus, Role,
};

use super::draw::Call;
use super::flows_votes::first_twice;
use super::player::Play;
use crate::message::Message as M;
use crate::people::acts;
use crate::proposals::accused;

impl Play {
    /// Several apply, one of them twice, and one member sponsors them all, and the last of them twice.
    pub(crate) fn sponsor_has_no_time(&mut self) -> Vec<Call> {
        let members = self.model.members.keys().map(|index| MemberIndex(*index));
        let able: Vec<MemberIndex> = members.filter(|member| acts(self.model.standing_now(*member))).collect();
        let Some(sponsor) = self.dice.one_of(&able) else { return Vec::new() };
        let sponsor = self.account_of(sponsor);
        let beneficiary = self.opening.beneficiary();
        let free = |account: &&AccountId| !self.model.bound.contains_key(*account) && **account != beneficiary;
        let free: Vec<AccountId> = self.opening.accounts.iter().filter(free).copied().take(5).collect();
        let charter_version = self.model.charter.version;
        let apply = |account: &AccountId| (*account, 0, M::Apply { charter_version });
        let sponsor = |applicant: &AccountId| (sponsor, 0, M::Sponsor { applicant: *applicant });
        let mut calls = first_twice(free.iter().map(apply).collect());
        calls.extend(first_twice(free.iter().map(sponsor).collect()));
        calls
    }

    /// One member proposes more than anybody may have open.
    pub(crate) fn too_much_is_proposed(&mut self) -> Vec<Call> {
        if self.is_dissolving() {
            return Vec::new();
        }
        let proposer = self.someone();
        let free = usize::from(self.model.rules.voting.free_open_proposals);
        let open = self.model.bound_to(proposer).map_or(0, |member| self.model.open_proposals(member).len());
        let deposit = self.model.rules.voting.proposal_deposit;
        let calls = (open..18).map(|place| {
            let (title, action, mode) = ("One more".to_owned(), Action::Resolution, Mode::Ballot);
            let propose = M::Propose { title, document: None, action, mode };
            (proposer, if place < free { 0 } else { deposit }, propose)
        });
        calls.collect()
    }

    /// In a small society all leave, one after the other; the last one cannot.
    pub(crate) fn all_leave(&mut self) -> Vec<Call> {
        let counted = self.model.members.values().filter(|person| person.counted);
        let counted: Vec<AccountId> = counted.map(|person| person.account).collect();
        if counted.len() > 4 || (!self.opening.is_small && self.dice.chance(70)) {
            return Vec::new();
        }
        counted.into_iter().map(|account| (account, 0, M::Leave {})).collect()
    }

    /// Treasurers approve the call of another contract, and it is made; then once more.
    pub(crate) fn call_is_paid_for(&mut self) -> Vec<Call> {
        let now = self.model.now;
        let calls = self.model.payments.iter().rev().filter(|(_, promise)| {
            matches!(promise.origin, Origin::Call(_)) && promise.status(now) == Ok(PaymentStatus::Waiting)
        });
        let calls: Vec<PaymentId> = calls.map(|(id, _)| PaymentId(*id)).take(3).collect();
        let Some(payment) = self.dice.one_of(&calls) else { return Vec::new() };
        let treasurers = self.model.live(Role::Treasurer);
        let approve = |account| (account, 0, M::ApprovePayment { payment });
        let mut calls: Vec<Call> = Vec::new();
        for member in treasurers {
            calls.push(approve(self.account_of(member)));
        }
        let someone = self.someone();
        calls.extend([(someone, 0, M::MakeCall { payment }), (someone, 0, M::MakeCall { payment })]);
        calls
    }

    /// Who was to get another account objects to it when it is too late, or not yet sure.
    pub(crate) fn recovery_is_over(&mut self) -> Vec<Call> {
        let recent = self.model.proposals.iter().rev().take(40);
        let recoveries = recent.filter_map(|(id, motion)| match motion.action {
            Action::RecoverAccount { member, .. } => Some((ProposalId(*id), member)),
            _ => None,
        });
        let recoveries: Vec<(ProposalId, MemberIndex)> = recoveries.collect();
        let Some((proposal, member)) = self.dice.one_of(&recoveries) else { return Vec::new() };
        vec![(self.account_of(member), 0, M::StopRecovery { proposal })]
    }

    /// The accused speaks twice.
    pub(crate) fn case_is_stated_twice(&mut self) -> Vec<Call> {
        let now = self.model.now;
        let open = self.model.proposals.iter().rev().take(40);
        let open = open.filter(|(_, motion)| motion.status(now) == Ok(ProposalStatus::Voting));
        let accused = open.filter_map(|(id, motion)| Some((ProposalId(*id), accused(&motion.action)?)));
        let accused: Vec<(ProposalId, MemberIndex)> = accused.collect();
        let Some((proposal, member)) = self.dice.one_of(&accused) else { return Vec::new() };
        let case = M::StateCase { proposal, document: self.document() };
        let account = self.account_of(member);
        vec![(account, 0, case.clone()), (account, 0, case)]
    }
}
