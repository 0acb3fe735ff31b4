//! Proposals: ballots, objections, and how each ended.

use std::collections::BTreeMap;

use mutual_types::{
    event::{
        BeneficiarySet, CharterAmended, ObjectionMade, ProposalCertified, ProposalExecuted, ProposalMade,
        ProposalSettled, ProposalWithdrawn, SpamJudged, VoteCast,
    },
    AccountId, Action, Charter, Choice, Class, Kind, MemberIndex, Mode, NextBeneficiary, Planck, ProposalId,
    ProposalState, Tally, TimestampMs, SPAM_VERDICT,
};

use super::{Books, Last, Place, Record, Shown};

/// A proposal as the books have it. Its deposit is in the ledger.
#[derive(Clone, Debug)]
pub struct ProposalBook {
    /// Who made it.
    pub proposer: MemberIndex,
    /// What kind it is.
    pub kind: Kind,
    /// How many ayes decide.
    pub class: Class,
    /// Quorum's denominator.
    pub electorate: u32,
    /// Ballots there can be.
    pub potential: u32,
    /// When it was made.
    pub made_ms: TimestampMs,
    /// When ballots end.
    pub ends_ms: TimestampMs,
    /// How it is decided now.
    pub mode: Mode,
    /// Each member's ballot, and who cast it for them.
    pub ballots: BTreeMap<MemberIndex, (Choice, Option<MemberIndex>)>,
    /// The ballots counted.
    pub tally: Tally,
    /// Those of them that a proxy cast.
    pub proxied: Tally,
    /// The steward who certified it.
    pub certified_by: Option<MemberIndex>,
    /// Members who objected to a consent, in order.
    pub objectors: Vec<MemberIndex>,
    /// Stewards who call it spam, in order.
    pub spam_judges: Vec<MemberIndex>,
    /// Whether the member it is about has stated their case.
    pub case_stated: bool,
    /// Whether its execution window has been extended.
    pub window_extended: bool,
    /// Since when an appeal holds it up; 0 for not now.
    pub appealed_since_ms: TimestampMs,
    /// How long appeals have held it up, in ms.
    pub delay_ms: u64,
    /// What was done with it.
    pub state: ProposalState,
    /// Whether its deposit and its place are given back.
    pub settled: bool,
    /// The deposit it was made with, in planck.
    pub deposit: Planck,
}

impl Books {
    /// A proposal, if there is one of this number.
    pub fn proposal(&self, id: ProposalId) -> Option<&ProposalBook> {
        self.proposals.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn change_proposal(&mut self, id: ProposalId, change: impl FnOnce(&mut ProposalBook)) {
        if let Some(proposal) = self.proposal_mut(id) {
            change(proposal);
        }
    }

    pub(super) fn proposal_made(&mut self, e: &ProposalMade) {
        let id = ProposalId(super::members::count(self.proposals.len()));
        self.same(Record::Proposal(e.proposal), "its number", Shown::of(&id), Shown::of(&e.proposal));
        // The members' ballot on a dispute takes no place and no deposit of anybody.
        let is_free = e.kind == Kind::DecideDispute;
        self.proposals.push(ProposalBook {
            proposer: e.proposer,
            kind: e.kind,
            class: e.class,
            electorate: e.electorate,
            potential: e.potential,
            made_ms: self.now.at_ms,
            ends_ms: e.ends_ms,
            mode: e.mode,
            ballots: BTreeMap::new(),
            tally: Tally::default(),
            proxied: Tally::default(),
            certified_by: None,
            objectors: Vec::new(),
            spam_judges: Vec::new(),
            case_stated: false,
            window_extended: false,
            appealed_since_ms: 0,
            delay_ms: 0,
            state: ProposalState::Open,
            settled: is_free,
            deposit: e.deposit,
        });
        self.touch(Record::Proposal(id));
        if self.documents.body(id).is_none() {
            self.undocumented(Record::Proposal(id));
        }
        if !is_free {
            self.change_member(e.proposer, |member| member.open_proposals.push(id));
        }
        if let Some(account) = self.member(e.proposer).map(|book| book.account) {
            self.transfer(Place::Outside(account), Place::ProposalDeposit(id), e.deposit);
        }
    }

    pub(super) fn vote_cast(&mut self, e: &VoteCast) {
        self.last_activity_ms = self.now.at_ms;
        let Some(proposal) = self.proposal_mut(e.proposal) else { return };
        proposal.ends_ms = e.ends_ms;
        let before = proposal.ballots.insert(e.member, (e.choice, e.proxy));
        if let Some((choice, proxy)) = before {
            count(&mut proposal.tally, choice, false);
            if proxy.is_some() {
                count(&mut proposal.proxied, choice, false);
            }
        }
        count(&mut proposal.tally, e.choice, true);
        if e.proxy.is_some() {
            count(&mut proposal.proxied, e.choice, true);
        }
        // Only a proxy's ballot is replaced, and only by the member's own.
        match before {
            Some((choice, None)) => {
                let what = "a member's second ballot";
                self.fault(Record::Proposal(e.proposal), what, Shown::of(&choice), Shown::of(&e.choice));
            }
            Some((choice, Some(_))) if e.proxy.is_some() => {
                let what = "a proxy's second ballot for a member";
                self.fault(Record::Proposal(e.proposal), what, Shown::of(&choice), Shown::of(&e.choice));
            }
            _ => {}
        }
    }

    pub(super) fn proposal_certified(&mut self, e: &ProposalCertified) {
        self.change_proposal(e.proposal, |proposal| {
            proposal.certified_by = Some(e.steward);
            proposal.class = Class::Ordinary;
        });
    }

    pub(super) fn objection_made(&mut self, e: &ObjectionMade) {
        let Some(proposal) = self.proposal_mut(e.proposal) else { return };
        proposal.objectors.push(e.member);
        if let Some(ends_ms) = e.ballot_ends_ms {
            proposal.mode = Mode::Ballot;
            proposal.ends_ms = ends_ms;
        }
        let so_far = super::members::count(proposal.objectors.len());
        let what = "objections so far";
        self.same(Record::Proposal(e.proposal), what, Shown::of(&so_far), Shown::of(&u32::from(e.objections)));
    }

    pub(super) fn proposal_executed(&mut self, e: &ProposalExecuted) {
        let at_ms = self.now.at_ms;
        self.last_activity_ms = at_ms;
        self.last = Last::Executed(e.proposal);
        self.executed = Some(e.proposal);
        self.end(e.proposal, ProposalState::Executed { at_ms });
    }

    pub(super) fn proposal_withdrawn(&mut self, e: &ProposalWithdrawn) {
        self.end(e.proposal, ProposalState::Withdrawn { at_ms: self.now.at_ms });
    }

    /// A proposal was struck down.
    pub(super) fn annulled(&mut self, id: ProposalId) {
        self.end(id, ProposalState::Annulled { at_ms: self.now.at_ms });
    }

    fn end(&mut self, id: ProposalId, state: ProposalState) {
        let Some(proposal) = self.proposal_mut(id) else { return };
        let before = std::mem::replace(&mut proposal.state, state.clone());
        if before != ProposalState::Open {
            self.fault(Record::Proposal(id), "its second end", Shown::of(&before), Shown::of(&state));
        }
    }

    pub(super) fn proposal_settled(&mut self, e: &ProposalSettled) {
        self.settle(e.proposal);
        let held = self.at(Place::ProposalDeposit(e.proposal));
        self.same(Record::Proposal(e.proposal), "its deposit", Shown::Money(held), Shown::Money(e.deposit));
        self.transfer(Place::ProposalDeposit(e.proposal), self.credit_of(e.account), e.deposit);
    }

    fn settle(&mut self, id: ProposalId) {
        let Some(proposal) = self.proposal_mut(id) else { return };
        let (was_settled, proposer) = (std::mem::replace(&mut proposal.settled, true), proposal.proposer);
        if was_settled {
            self.fault(Record::Proposal(id), "it is settled twice", Shown::of(&true), Shown::of(&true));
        }
        self.change_member(proposer, |member| member.open_proposals.retain(|open| *open != id));
    }

    pub(super) fn spam_judged(&mut self, e: &SpamJudged) {
        let Some(proposal) = self.proposal_mut(e.proposal) else { return };
        proposal.spam_judges.push(e.steward);
        let judges = super::members::count(proposal.spam_judges.len());
        let what = "stewards who call it spam";
        self.same(Record::Proposal(e.proposal), what, Shown::of(&judges), Shown::of(&u32::from(e.judges)));
        if judges >= SPAM_VERDICT {
            self.settle(e.proposal);
            let to = self.general();
            self.transfer(Place::ProposalDeposit(e.proposal), to, e.forfeited);
        }
    }

    /// The rules of the proposal that was just executed are in force.
    pub(super) fn rules_set(&mut self, last: Last) {
        let set = match last {
            Last::Executed(proposal) => self.documents.body(proposal).and_then(|body| match &body.action {
                Action::SetRules(rules) => Some(rules.as_ref().clone()),
                _ => None,
            }),
            _ => None,
        };
        let Some(mut rules) = set else { return self.undocumented(Record::Society) };
        // Nobody owes dues for a time before there were any.
        let before = self.rules.as_ref().map(|rules| (rules.dues.amount, rules.dues.since_ms));
        rules.dues.since_ms = match before {
            Some((0, _)) | None if rules.dues.amount > 0 => self.now.at_ms,
            Some((_, since_ms)) => since_ms,
            None => 0,
        };
        self.rules = Some(rules);
        self.touch(Record::Society);
    }

    pub(super) fn charter_amended(&mut self, e: &CharterAmended, last: Last) {
        let amended = match last {
            Last::Executed(proposal) => self.documents.body(proposal).and_then(|body| match &body.action {
                Action::AmendCharter(charter) => Some(charter.clone()),
                _ => None,
            }),
            _ => None,
        };
        let Some(Charter { document, version }) = amended else { return self.undocumented(Record::Society) };
        self.same(Record::Society, "the charter's version", Shown::of(&version), Shown::of(&e.version));
        self.charter = Some(Charter { document, version });
        self.touch(Record::Society);
    }

    pub(super) fn beneficiary_set(&mut self, e: &BeneficiarySet) {
        // One whose day has come is taken over first.
        self.beneficiary = self.beneficiary_at(self.now.at_ms);
        self.next_beneficiary = Some(NextBeneficiary { account: e.account, from_ms: e.from_ms });
        self.touch(Record::Society);
    }

    /// Who gets what no member has a claim on.
    pub fn beneficiary_at(&self, now_ms: TimestampMs) -> Option<AccountId> {
        let next = self.next_beneficiary.as_ref().filter(|next| next.from_ms <= now_ms);
        next.map(|next| next.account).or(self.beneficiary)
    }
}

fn count(tally: &mut Tally, choice: Choice, is_new: bool) {
    let counter = match choice {
        Choice::Aye => &mut tally.aye,
        Choice::Nay => &mut tally.nay,
        Choice::Abstain => &mut tally.abstain,
    };
    *counter = if is_new { counter.saturating_add(1) } else { counter.saturating_sub(1) };
}
