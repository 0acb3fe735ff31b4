//! What happens to a proposal beside ballots and execution.

use mutual_types::{
    AccountId, Action, Conflict, Document, Error, MemberIndex, PotId, ProposalId, ProposalState, ProposalStatus,
    TimestampMs,
};

use crate::kinds;
use crate::num::{after, len, DAY};
use crate::outcome::{need, no, Res};
use crate::records::{Cause, Motion};
use crate::state::Model;
use crate::texts;

/// How long a proposal without quorum may be called spam, in ms.
const SPAM_WINDOW: u64 = 7 * DAY;

/// Whether nothing more can come of it.
fn is_over(status: ProposalStatus) -> bool {
    match status {
        ProposalStatus::Executed | ProposalStatus::Rejected | ProposalStatus::NoQuorum | ProposalStatus::Expired => {
            true
        }
        ProposalStatus::Withdrawn | ProposalStatus::Annulled => true,
        ProposalStatus::Voting | ProposalStatus::Consenting | ProposalStatus::Notice => false,
        ProposalStatus::Executable | ProposalStatus::Appealed => false,
    }
}

impl Model {
    /// Whether a proposal is over.
    pub(crate) fn is_over(&self, proposal: ProposalId) -> Res<bool> {
        Ok(is_over(self.status_of(proposal)?))
    }

    fn closed<T>(&self, motion: &Motion) -> Res<T> {
        no(Error::VotingClosed { ended_ms: motion.ends, now_ms: self.now })
    }

    pub(crate) fn withdraw_proposal(&mut self, caller: AccountId, proposal: ProposalId) -> Res<()> {
        let member = self.member(caller)?;
        let motion = self.motion(proposal)?;
        let is_the_parties = matches!(motion.action, Action::DecideDispute { .. });
        need(motion.proposer == member && !is_the_parties, Error::NotProposer)?;
        let status = motion.status(self.now)?;
        if status != ProposalStatus::Voting && status != ProposalStatus::Consenting {
            return self.closed(motion);
        }
        let at_ms = self.now;
        self.motion_mut(proposal)?.state = ProposalState::Withdrawn { at_ms };
        self.emit("ProposalWithdrawn");
        Ok(())
    }

    pub(crate) fn state_case(&mut self, caller: AccountId, proposal: ProposalId, document: &Document) -> Res<()> {
        let member = self.member(caller)?;
        let motion = self.motion(proposal)?;
        need(accused(&motion.action) == Some(member), Error::NotSubject)?;
        if motion.status(self.now)? != ProposalStatus::Voting {
            return self.closed(motion);
        }
        need(!motion.case_stated, Error::AlreadyStated)?;
        texts::document(document)?;
        self.motion_mut(proposal)?.case_stated = true;
        self.emit("CaseStated");
        Ok(())
    }

    pub(crate) fn certify(&mut self, caller: AccountId, proposal: ProposalId) -> Res<()> {
        let steward = self.steward(caller)?;
        let motion = self.motion(proposal)?;
        need(motion.proposer != steward, Error::ConflictOfInterest(Conflict::Proposer))?;
        need(!motion.recused.contains(&steward), Error::ConflictOfInterest(Conflict::Payee))?;
        let is_voting = motion.status(self.now)? == ProposalStatus::Voting;
        let is_ordinary_kind = !kinds::is_special(kinds::kind(&motion.action));
        let waits = is_ordinary_kind && motion.special && motion.certified_by.is_none() && !motion.decided;
        need(is_voting && waits && self.needs_certificate(&motion.action), Error::NothingToCertify)?;
        let motion = self.motion_mut(proposal)?;
        motion.certified_by = Some(steward);
        motion.special = false;
        self.emit("ProposalCertified");
        Ok(())
    }

    pub(crate) fn judge_spam(&mut self, caller: AccountId, proposal: ProposalId) -> Res<()> {
        let steward = self.steward(caller)?;
        let motion = self.motion(proposal)?;
        need(motion.proposer != steward, Error::ConflictOfInterest(Conflict::Proposer))?;
        need(!motion.recused.contains(&steward), Error::ConflictOfInterest(Conflict::Subject))?;
        let (status, until_ms) = (motion.status(self.now)?, after(motion.ends, SPAM_WINDOW)?);
        let is_open = status == ProposalStatus::NoQuorum && motion.deposit > 0 && !motion.settled;
        need(is_open && self.now < until_ms, Error::NotSpam { status, until_ms })?;
        need(!motion.judges.contains(&steward), Error::AlreadyJudged)?;
        let deposit = motion.deposit;
        let motion = self.motion_mut(proposal)?;
        motion.judges.push(steward);
        if len(&motion.judges) >= 2 {
            motion.settled = true;
            self.deposit(PotId::GENERAL, deposit)?;
        }
        self.emit("SpamJudged");
        Ok(())
    }

    pub(crate) fn settle(&mut self, proposal: ProposalId) -> Res<()> {
        let motion = self.motion(proposal)?;
        let status = motion.status(self.now)?;
        need(is_over(status), Error::NotOver(status))?;
        need(!motion.settled, Error::AlreadySettled)?;
        let until_ms = after(motion.ends, SPAM_WINDOW)?;
        let may_be_spam = status == ProposalStatus::NoQuorum && motion.deposit > 0 && self.now < until_ms;
        need(!may_be_spam || self.dissolution.is_some(), Error::SpamWindow { until_ms })?;

        let (deposit, proposer) = (motion.deposit, motion.proposer);
        let ended = ended_at(motion, status)?;
        self.motion_mut(proposal)?.settled = true;
        let account = self.person(proposer)?.account;
        self.credit(account, deposit)?;
        self.resume_after(proposal, ended)?;
        self.emit("ProposalSettled");
        Ok(())
    }

    /// Settles a member's own proposals, as far as they can be.
    pub(crate) fn settle_own(&mut self, member: MemberIndex) -> Res<()> {
        for proposal in self.open_proposals(member) {
            let mut next = self.clone();
            if next.settle(proposal).is_ok() {
                *self = next;
            }
        }
        Ok(())
    }

    /// What a proposal that is over has stopped goes on, as of its end: nobody has to settle it first.
    pub(crate) fn resume_what_is_over(&mut self) -> Res<()> {
        let stops = self.payments.values().flat_map(|promise| &promise.stops).filter(|stop| stop.to.is_none());
        let causes = stops.filter_map(|stop| match stop.cause {
            Cause::Release(proposal) | Cause::Cancel(proposal) => Some(proposal),
            Cause::Hold(_) | Cause::Dispute(_) => None,
        });
        for proposal in causes.collect::<Vec<_>>() {
            let status = self.status_of(proposal)?;
            if is_over(status) {
                let ended = ended_at(self.motion(proposal)?, status)?;
                self.resume_after(proposal, ended)?;
            }
        }
        Ok(())
    }

    /// Ends the stop of the payment that a proposal is about, if it stops one.
    pub(crate) fn resume_after(&mut self, proposal: ProposalId, at: TimestampMs) -> Res<()> {
        let (Action::ReleasePayment { payment } | Action::CancelPayment { payment }) = self.motion(proposal)?.action
        else {
            return Ok(());
        };
        for stop in &mut self.promise_mut(payment)?.stops {
            let is_this = stop.cause == Cause::Release(proposal) || stop.cause == Cause::Cancel(proposal);
            if is_this && stop.to.is_none() {
                stop.to = Some(at);
            }
        }
        Ok(())
    }

    pub(crate) fn extend_window(&mut self, proposal: ProposalId) -> Res<()> {
        self.executable(proposal)?;
        let motion = self.motion(proposal)?;
        let paid = match &motion.action {
            Action::Spend { amount, pot, .. } => Some((*pot, *amount)),
            Action::Grant(terms) => Some((terms.pot, crate::check_money::grant_total(terms)?)),
            Action::Call(terms) if terms.value > 0 => Some((terms.pot, terms.value)),
            _ => None,
        };
        let Some((pot, amount)) = paid.filter(|_| !motion.window_extended) else {
            return no(Error::NotExtendable);
        };
        let floor = motion.rules.payments.reserve_floor;
        need(self.available(pot, floor)? < amount, Error::NotExtendable)?;
        self.motion_mut(proposal)?.window_extended = true;
        self.emit("WindowExtended");
        Ok(())
    }

    /// Refuses a proposal that cannot be executed now.
    pub(crate) fn executable(&self, proposal: ProposalId) -> Res<()> {
        let motion = self.motion(proposal)?;
        let status = motion.status(self.now)?;
        let (from_ms, until_ms) = (motion.executable_from()?, motion.expires()?);
        let error = Error::NotExecutable { status, from_ms, until_ms, now_ms: self.now };
        need(status == ProposalStatus::Executable, error)
    }

    pub(crate) fn stop_recovery(&mut self, caller: AccountId, proposal: ProposalId) -> Res<()> {
        let member = self.member(caller)?;
        let motion = self.motion(proposal)?;
        let is_subject = matches!(motion.action, Action::RecoverAccount { member: subject, .. } if subject == member);
        need(is_subject, Error::NotSubject)?;
        let status = motion.status(self.now)?;
        let in_time = status == ProposalStatus::Voting || status == ProposalStatus::Notice;
        need(in_time, Error::NotInNotice(status))?;
        let at_ms = self.now;
        self.motion_mut(proposal)?.state = ProposalState::Annulled { at_ms };
        self.emit("RecoveryStopped");
        Ok(())
    }
}

/// Who is to be suspended or expelled.
pub(crate) fn accused(action: &Action) -> Option<MemberIndex> {
    match action {
        Action::Suspend { member, .. } | Action::Expel { member } => Some(*member),
        _ => None,
    }
}

/// When a proposal that is over came to its end.
fn ended_at(motion: &Motion, status: ProposalStatus) -> Res<TimestampMs> {
    match motion.state {
        ProposalState::Executed { at_ms } | ProposalState::Withdrawn { at_ms } | ProposalState::Annulled { at_ms } => {
            Ok(at_ms)
        }
        ProposalState::Open if status == ProposalStatus::Expired => motion.expires(),
        ProposalState::Open => Ok(motion.ends),
    }
}
