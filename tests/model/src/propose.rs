//! Making a proposal.

use std::collections::{BTreeMap, BTreeSet};

use mutual_types::{
    AccountId, Action, Collection, Document, Error, Field, Kind, MemberIndex, Mode, PaymentStatus, Planck, PotId,
    PotKind, ProposalId, ProposalState, Role,
};

use crate::check_people::When;
use crate::kinds;
use crate::num::{after, at_most, big, count, len};
use crate::outcome::{need, no, Answer, Res};
use crate::people::dues_terms;
use crate::records::{Cause, Motion, Stop};
use crate::state::Model;
use crate::texts;

impl Model {
    pub(crate) fn propose(
        &mut self,
        caller: AccountId,
        value: Planck,
        title: &str,
        document: Option<&Document>,
        action: Action,
        mode: Mode,
    ) -> Res<Answer> {
        let kind = kinds::kind(&action);
        need(kind != Kind::DecideDispute, Error::NotYet(kind))?;
        if let Some(ending) = &self.dissolution {
            need(kinds::is_for_the_end(kind), Error::Dissolving { since_ms: ending.opened })?;
        }
        texts::text(Field::Title, title)?;
        document.map_or(Ok(()), texts::document)?;
        texts::action(&action)?;
        let proposer = self.active_member(caller)?;
        let rules = self.rules.clone();
        self.check(&action, &rules, When::Proposed)?;
        if mode == Mode::Consent {
            need(self.may_be_consent(&action), Error::NoConsent(kind))?;
        }
        self.settle_own(proposer)?;
        let open = self.open_proposals(proposer);
        let is_free = len(&open) < u32::from(rules.voting.free_open_proposals);
        let needed = if is_free { 0 } else { rules.voting.proposal_deposit };
        need(value == needed, Error::WrongDeposit { given: value, needed })?;
        texts::list(Collection::OpenProposals, open.len().saturating_add(1), 16)?;

        let special = kinds::is_special(kind) || self.needs_certificate(&action);
        let recused = self.recused(&action);
        let stopped = match &action {
            Action::ReleasePayment { payment } | Action::CancelPayment { payment } => Some(*payment),
            _ => None,
        };
        let is_release = kind == Kind::ReleasePayment;
        let id = self.put_to_the_vote(proposer, action, mode, special, recused, needed)?;
        if let Some(payment) = stopped {
            let cause = if is_release { Cause::Release(id) } else { Cause::Cancel(id) };
            self.stop_by_proposal(payment, cause)?;
        }
        self.emit("ProposalMade");
        Ok(Answer::Proposal(id))
    }

    /// Puts a proposal among the others, with the rules and the electorate of now.
    pub(crate) fn put_to_the_vote(
        &mut self,
        proposer: MemberIndex,
        action: Action,
        mode: Mode,
        special: bool,
        recused: BTreeSet<MemberIndex>,
        deposit: Planck,
    ) -> Res<ProposalId> {
        let kind = kinds::kind(&action);
        let rules = self.rules.clone();
        let voting = &rules.voting;
        let is_short = kinds::is_about_a_role(kind) && self.treasurers_are_short();
        let (voting_period, notice) = if is_short {
            (self.bounds.voting_period_ms.min, self.bounds.notice_ms.min)
        } else {
            (voting.voting_period_ms, voting.notice_ms)
        };
        let min_open = if is_short { self.bounds.min_open_ms.min } else { voting.min_open_ms };
        let is_counted = |member: &&MemberIndex| self.members.get(&member.0).is_some_and(|person| person.counted);
        let is_present = |member: &&MemberIndex| self.members.get(&member.0).is_some_and(|person| person.departed == 0);
        let electorate = count(big(self.counted()) - recused.iter().filter(is_counted).count())?;
        let potential = count(big(self.present_count()) - recused.iter().filter(is_present).count())?;
        let id = ProposalId(count(big(self.proposals.len()))?);
        let motion = Motion {
            proposer,
            action,
            dues: dues_terms(&rules.dues),
            deposit,
            made: self.now,
            opened: self.now,
            ends: after(self.now, voting_period)?,
            voting_period,
            min_open: min_open.min(voting_period),
            extension: voting.late_extension_ms.min(voting_period),
            notice,
            consenting: mode == Mode::Consent,
            special,
            needs_min_ayes: special || kinds::needs_min_ayes(kind),
            electorate,
            potential,
            recused,
            objectors_needed: at_most(voting.consent_objectors, electorate),
            objectors: Vec::new(),
            ballots: BTreeMap::new(),
            decided: false,
            extended: false,
            window_extended: false,
            certified_by: None,
            judges: Vec::new(),
            case_stated: false,
            appealed_since: 0,
            delay: 0,
            state: ProposalState::Open,
            settled: kind == Kind::DecideDispute,
            rules,
        };
        self.proposals.insert(id.0, motion);
        Ok(id)
    }

    fn treasurers_are_short(&self) -> bool {
        let needed = big(self.rules.payments.approvals) + 1;
        big(self.live(Role::Treasurer).len()) < needed
    }

    fn may_be_consent(&self, action: &Action) -> bool {
        let small_spend = match action {
            Action::Spend { amount, pot, .. } => {
                let is_general = self.pots.get(&pot.0).is_some_and(|book| book.spec.kind == PotKind::General);
                is_general && *amount <= self.rules.voting.consent_max
            }
            _ => false,
        };
        small_spend || kinds::allows_consent(kinds::kind(action))
    }

    /// The members whom a proposal is about, and who therefore neither vote on it nor count.
    fn recused(&self, action: &Action) -> BTreeSet<MemberIndex> {
        let one = |member: Option<MemberIndex>| member.into_iter().collect();
        match action {
            Action::Reinstate { member }
            | Action::Suspend { member, .. }
            | Action::Expel { member }
            | Action::RecoverAccount { member, .. }
            | Action::WaiveDues { member, .. }
            | Action::ForgiveDebt { member, .. } => one(Some(*member)),
            Action::Admit { account } => one(self.bound_to(*account)),
            Action::Spend { payee, .. } => one(self.bound_to(*payee)),
            Action::Grant(terms) => one(self.bound_to(terms.payee)),
            Action::StopGrant { grant } => one(self.grants.get(&grant.0).and_then(|book| self.bound_to(book.payee))),
            Action::ReleasePayment { payment } | Action::CancelPayment { payment } => {
                one(self.payments.get(&payment.0).and_then(|promise| self.bound_to(promise.payee)))
            }
            Action::ReviewRelief { members } => members.iter().copied().collect(),
            _ => BTreeSet::new(),
        }
    }

    /// Stops a payment's clocks while its release or cancellation is decided; the first of each kind only.
    fn stop_by_proposal(&mut self, payment: mutual_types::PaymentId, cause: Cause) -> Res<()> {
        let status = self.payment_status(payment)?;
        let now = self.now;
        let promise = self.promise_mut(payment)?;
        let is_first = !promise.stops.iter().any(|stop| {
            matches!((stop.cause, cause), (Cause::Release(_), Cause::Release(_)) | (Cause::Cancel(_), Cause::Cancel(_)))
        });
        if is_first && [PaymentStatus::Waiting, PaymentStatus::Stopped].contains(&status) {
            promise.stops.push(Stop { cause, from: now, to: None });
        }
        Ok(())
    }

    /// A member's proposals that are not settled.
    pub(crate) fn open_proposals(&self, member: MemberIndex) -> Vec<ProposalId> {
        let open = self.proposals.iter().filter(|(_, motion)| motion.proposer == member && !motion.settled);
        open.map(|(id, _)| ProposalId(*id)).collect()
    }

    /// A pot that is there and open.
    pub(crate) fn open_pot(&self, pot: PotId) -> Res<&crate::records::PotBook> {
        match self.pots.get(&pot.0) {
            None => no(Error::NoPot(pot)),
            Some(book) if book.closed => no(Error::PotClosed(pot)),
            Some(book) => Ok(book),
        }
    }
}
