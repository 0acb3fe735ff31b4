//! Making a proposal: what it may say, and the rules it takes along.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::{
    after,
    event::{ProposalMade, ProposalSettled},
    AccountId, Action, Checked, Class, Collection, Document, Error, Field, Kind, Member, MemberIndex, Planck, PotId,
    PotKind, Proposal, ProposalBody, ProposalId, ProposalState, ProposalTerms, Role, Rules, Subject, Tally, Threshold,
    VotingRules, OPEN_PROPOSALS_MAX,
};

use crate::{call::Call, state::State};

impl State {
    /// An active member proposes, with a deposit above the free ones. Their own proposals that are over are settled on
    /// the way.
    ///
    /// # Errors
    /// [`Error::NotYet`], [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::TextTooLong`],
    /// [`Error::TooMany`], [`Error::WrongDeposit`], and what is wrong with the action.
    pub fn propose(
        &mut self,
        call: &Call,
        title: String,
        document: Option<Document>,
        action: Action,
    ) -> Checked<(ProposalId, Vec<ProposalSettled>, ProposalMade)> {
        let kind = action.kind();
        if !matches!(kind, Kind::Resolution | Kind::Admit | Kind::Spend | Kind::GrantRole | Kind::RevokeRole) {
            return Err(Error::NotYet(kind).into());
        }
        Field::Title.check(&title)?;
        document.as_ref().map_or(Ok(()), Document::validate)?;
        action.validate()?;
        let rules = self.rules()?;
        self.active_member(call, &rules)?;
        let class = self.check_action(call, &action, &rules)?;
        let settled = self.settle_own(call)?;

        let mut proposer = self.member(call.caller)?;
        let id = ProposalId(self.counters.proposals);
        let deposit = take_deposit(call, &mut proposer, id, &rules.voting)?;
        let proposer_index = proposer.index;
        self.set_member(call.caller, proposer);
        self.counters.ledger.deposits = mutual_types::add(self.counters.ledger.deposits, deposit)?;
        self.counters.proposals = id.0.checked_add(1).ok_or_else(Error::overflow)?;

        let voting = self.voting_rules(call, kind, &rules)?;
        let (recused, electorate, potential) = self.electorate(call, &action)?;
        let threshold = threshold(kind, class, &voting, electorate, potential);
        let ends_ms = after(call.now_ms, voting.voting_period_ms)?;
        let made = ProposalMade {
            seq: self.counters.next_seq()?,
            proposal: id,
            proposer: proposer_index,
            kind,
            class,
            electorate,
            potential,
            ends_ms,
            deposit,
        };
        let proposal = Proposal {
            proposer: proposer_index,
            kind,
            made_ms: call.now_ms,
            opened_ms: call.now_ms,
            ends_ms,
            terms: ProposalTerms {
                threshold,
                min_open_ms: voting.min_open_ms,
                late_extension_ms: voting.late_extension_ms,
                notice_ms: voting.notice_ms,
                execution_window_ms: voting.execution_window_ms,
                dues_grace_ms: rules.dues.grace(),
            },
            recused,
            tally: Tally::default(),
            decided: false,
            extended: false,
            window_extended: false,
            certified_by: None,
            state: ProposalState::Open,
            settled: false,
        };
        self.set_proposal(id, proposal);
        self.set_body(id, ProposalBody { title, document, action, rules: *rules, deposit });
        // The proposer pays for the cell of their own index; the first voter of another one pays for that.
        self.set_ballots(id, proposer_index, Box::default());
        Ok((id, settled, made))
    }

    /// Refuses an action that could not be executed as things are, and says its class.
    fn check_action(&self, call: &Call, action: &Action, rules: &Rules) -> Checked<Class> {
        match action {
            Action::Admit { account } => {
                self.open_application(call, *account)?;
            }
            Action::GrantRole { member, role, term_ms } => {
                self.ensure_present(*member)?;
                if *term_ms == 0 || *term_ms > rules.roles.term_ms {
                    return Err(Error::TermOutOfRange { term_ms: *term_ms, max_ms: rules.roles.term_ms }.into());
                }
                if let Role::Keeper(pot) = role {
                    self.open_pot(*pot)?;
                }
            }
            Action::RevokeRole { member, role } => {
                self.roster()?.seat(*role, *member).ok_or(Error::NoSuchSeat)?;
            }
            Action::Spend { payee, amount, pot } => {
                let kind = self.check_spend(call, *payee, *amount, *pot)?;
                if kind == PotKind::Restricted {
                    return Ok(Class::Special);
                }
            }
            _ => {}
        }
        Ok(action.kind().class())
    }

    /// Refuses a spend that its pot forbids, and says what the pot is.
    ///
    /// # Errors
    /// [`Error::ZeroAmount`], [`Error::PayeeIsSociety`], [`Error::NoPot`], [`Error::PotClosed`], [`Error::PotForbids`].
    pub fn check_spend(&self, call: &Call, payee: AccountId, amount: Planck, pot: PotId) -> Checked<PotKind> {
        if amount == 0 {
            return Err(Error::ZeroAmount.into());
        }
        if payee == call.this {
            return Err(Error::PayeeIsSociety.into());
        }
        let pot = self.open_pot(pot)?;
        pot.spec.allows(Kind::Spend, payee, call.now_ms).map_err(Error::PotForbids)?;
        Ok(pot.spec.kind)
    }

    /// The rules of this proposal. While there are too few treasurers to pay anybody, role proposals take the shortest
    /// periods that the society allows.
    fn voting_rules(&self, call: &Call, kind: Kind, rules: &Rules) -> Checked<VotingRules> {
        let mut voting = rules.voting.clone();
        if kind.changes_roles() {
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

    /// Who is recused, and the two electorate numbers without them.
    fn electorate(&self, call: &Call, action: &Action) -> Checked<(Vec<MemberIndex>, u32, u32)> {
        let subject = match action.recused() {
            Subject::Nobody => None,
            Subject::Account(account) => self.index_of(account),
            Subject::Member(member) => Some(member),
        };
        let (mut electorate, mut potential) = (self.counters.active, self.counters.present);
        let mut recused = Vec::new();
        if let Some(index) = subject {
            let (_, member) = self.member_by_index(index)?;
            if member.departed_ms == 0 {
                potential = potential.saturating_sub(1);
            }
            if member.counts_in_electorate(call.now_ms) {
                electorate = electorate.saturating_sub(1);
            }
            recused.push(index);
        }
        Ok((recused, electorate, potential))
    }

    fn ensure_present(&self, index: MemberIndex) -> Checked<()> {
        let (_, member) = self.member_by_index(index)?;
        if member.departed_ms == 0 {
            Ok(())
        } else {
            Err(Error::NoMember(index).into())
        }
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
