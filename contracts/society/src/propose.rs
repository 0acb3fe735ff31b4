//! Making a proposal: what it may say, and the rules it takes along.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::{
    after,
    event::{ProposalMade, ProposalSettled},
    Action, Checked, Class, Collection, Document, Error, Field, GrantTerms, Kind, Member, MemberIndex, Mode, Planck,
    Proposal, ProposalBody, ProposalId, ProposalState, ProposalTerms, Rules, Tally, Threshold, VotingRules,
    OPEN_PROPOSALS_MAX,
};

use crate::{call::Call, check::Moment, state::State};

/// What a proposal is made of.
pub struct Making {
    /// Its number.
    pub id: ProposalId,
    /// Who makes it.
    pub proposer: MemberIndex,
    /// One line.
    pub title: String,
    /// The longer text, if there is one.
    pub document: Option<Document>,
    /// What it does.
    pub action: Action,
    /// How many ayes decide.
    pub class: Class,
    /// How it is decided.
    pub mode: Mode,
    /// The deposit held with it, in planck.
    pub deposit: Planck,
}

impl State {
    /// An active member proposes, with a deposit above the free ones. Their own proposals that are over are settled on
    /// the way.
    ///
    /// # Errors
    /// [`Error::NotYet`], [`Error::Dissolving`], [`Error::TextTooLong`], [`Error::TooMany`], [`Error::NotMember`],
    /// [`Error::NotInGoodStanding`], what is wrong with the action, [`Error::NoConsent`], [`Error::WrongDeposit`].
    pub fn propose(
        &mut self,
        call: &Call,
        title: String,
        document: Option<Document>,
        action: Action,
        mode: Mode,
    ) -> Checked<(ProposalId, Vec<ProposalSettled>, ProposalMade)> {
        let kind = action.kind();
        self.ensure_allowed(kind)?;
        if kind == Kind::DecideDispute {
            return Err(Error::NotYet(kind).into());
        }
        Field::Title.check(&title)?;
        document.as_ref().map_or(Ok(()), Document::validate)?;
        action.validate()?;
        let rules = self.rules()?;
        self.active_member(call, &rules)?;
        let class = self.check_action(call, &action, &rules, Moment::Proposal)?;
        self.check_mode(&action, mode, &rules)?;
        let settled = self.settle_own(call)?;

        let mut proposer = self.member(call.caller)?;
        let id = ProposalId(self.counters.proposals);
        let deposit = take_deposit(call, &mut proposer, id, &rules.voting)?;
        let proposer_index = proposer.index;
        self.set_member(call.caller, proposer);
        self.counters.ledger.deposits = mutual_types::add(self.counters.ledger.deposits, deposit)?;
        self.counters.proposals = id.0.checked_add(1).ok_or_else(Error::overflow)?;

        let making = Making { id, proposer: proposer_index, title, document, action, class, mode, deposit };
        let made = self.make_proposal(call, making, *rules)?;
        Ok((id, settled, made))
    }

    /// Stores a proposal whose maker, place and deposit are in order.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn make_proposal(&mut self, call: &Call, making: Making, rules: Rules) -> Checked<ProposalMade> {
        let Making { id, proposer, title, document, action, class, mode, deposit } = making;
        let kind = action.kind();
        let voting = self.voting_rules(call, kind, &rules)?;
        let (recused, electorate, potential) = self.electorate(&action)?;
        let threshold = threshold(kind, class, &voting, electorate, potential);
        let ends_ms = after(call.now_ms, voting.voting_period_ms)?;
        let seq = self.counters.next_seq();
        let made =
            ProposalMade { seq, proposal: id, proposer, kind, class, electorate, potential, ends_ms, deposit, mode };
        self.stop_payment_of(call, &action, id)?;
        let proposal = Proposal {
            proposer,
            kind,
            made_ms: call.now_ms,
            opened_ms: call.now_ms,
            ends_ms,
            terms: ProposalTerms {
                threshold,
                voting_period_ms: voting.voting_period_ms,
                min_open_ms: voting.min_open_ms,
                late_extension_ms: voting.late_extension_ms,
                notice_ms: voting.notice_ms,
                execution_window_ms: voting.execution_window_ms,
                dues: rules.dues.terms(),
                objectors_needed: mutual_types::at_most_eligible(voting.consent_objectors, electorate),
            },
            recused,
            tally: Tally::default(),
            proxied: Tally::default(),
            decided: false,
            extended: false,
            window_extended: false,
            certified_by: None,
            state: ProposalState::Open,
            mode,
            objectors: Vec::new(),
            spam_judges: Vec::new(),
            appealed_since_ms: 0,
            delay_ms: 0,
            settled: kind == Kind::DecideDispute,
        };
        self.set_proposal(id, proposal);
        self.set_body(id, ProposalBody { title, document, action, rules, deposit });
        // The proposer pays for the cell of their own index; the first voter of another one pays for that.
        self.set_ballots(id, proposer, Box::default());
        Ok(made)
    }

    /// The rules of this proposal. While there are too few treasurers to pay anybody, giving and taking roles takes the
    /// shortest periods that the society allows. An allowance is no role, and would let money go in such a hurry.
    fn voting_rules(&self, call: &Call, kind: Kind, rules: &Rules) -> Checked<VotingRules> {
        let mut voting = rules.voting.clone();
        if matches!(kind, Kind::GrantRole | Kind::RevokeRole) {
            let wanted = u32::from(rules.payments.approvals).saturating_add(1);
            if self.live_treasurers(&[], rules, call.now_ms)? < wanted {
                let bounds = self.identity()?.bounds;
                voting.voting_period_ms = bounds.voting_period_ms.min;
                voting.min_open_ms = bounds.min_open_ms.min.min(voting.voting_period_ms);
                voting.late_extension_ms = voting.late_extension_ms.min(voting.voting_period_ms);
                voting.notice_ms = bounds.notice_ms.min;
            }
        }
        Ok(voting)
    }

    /// Who is recused: neither votes nor counts in the electorate. The subject of a role proposal votes, but cannot carry
    /// it alone, since such a proposal needs more than one aye.
    fn recused(&self, action: &Action) -> Checked<Vec<MemberIndex>> {
        let one = match action {
            Action::Admit { account } => self.index_of(*account),
            Action::Spend { payee, .. } | Action::Grant(GrantTerms { payee, .. }) => self.index_of(*payee),
            Action::Reinstate { member }
            | Action::Suspend { member, .. }
            | Action::Expel { member }
            | Action::RecoverAccount { member, .. }
            | Action::WaiveDues { member, .. }
            | Action::ForgiveDebt { member, .. } => Some(*member),
            Action::StopGrant { grant } => {
                let grant = self.grant(*grant)?;
                grant.payee_member.or(self.index_of(grant.payee))
            }
            Action::ReleasePayment { payment } | Action::CancelPayment { payment } => {
                let payment = self.payment(*payment)?;
                payment.payee_member.or(self.index_of(payment.payee))
            }
            Action::ReviewRelief { members } | Action::DecideDispute { parties: members, .. } => {
                let mut several = Vec::new();
                for member in members {
                    if !several.contains(member) {
                        several.push(*member);
                    }
                }
                return Ok(several);
            }
            _ => None,
        };
        Ok(one.into_iter().collect())
    }

    /// Who is recused, and the two electorate numbers without them.
    fn electorate(&self, action: &Action) -> Checked<(Vec<MemberIndex>, u32, u32)> {
        let (mut electorate, mut potential) = (self.counters.active, self.counters.present);
        let recused = self.recused(action)?;
        for index in &recused {
            let (_, member) = self.member_by_index(*index)?;
            if member.departed_ms == 0 {
                potential = potential.saturating_sub(1);
            }
            if member.counted {
                electorate = electorate.saturating_sub(1);
            }
        }
        Ok((recused, electorate, potential))
    }
}

/// Adds the proposal to the proposer's open ones and checks the deposit: none for the free ones, the rules' for the rest.
fn take_deposit(call: &Call, proposer: &mut Member, id: ProposalId, voting: &VotingRules) -> Checked<Planck> {
    let is_free = proposer.open_proposals.len() < usize::from(voting.free_open_proposals);
    let needed = if is_free { 0 } else { voting.proposal_deposit };
    if call.value != needed {
        return Err(Error::WrongDeposit { given: call.value, needed }.into());
    }
    proposer.open_proposals.push(id);
    Collection::OpenProposals.check(proposer.open_proposals.len(), OPEN_PROPOSALS_MAX)?;
    Ok(needed)
}

fn threshold(kind: Kind, class: Class, voting: &VotingRules, electorate: u32, potential: u32) -> Threshold {
    let needs_more = kind.needs_min_ayes() || class == Class::Special;
    let min_ayes = if needs_more { u32::from(voting.min_ayes).min(potential).max(1) } else { 1 };
    Threshold {
        class,
        quorum_bps: voting.quorum_bps,
        special_approval_bps: voting.special_approval_bps,
        min_ayes,
        electorate,
        potential,
    }
}
