//! How disputes are decided, and what a ruling does.

use std::collections::BTreeSet;

use mutual_types::{
    AccountId, Action, DisputeId, DisputeStatus, DisputeSubject, Error, GrantId, Mode, PanelVote, PaymentId, PotId,
    ProposalId, ProposalState, Role, Ruling,
};

use crate::num::{big, time};
use crate::outcome::{need, Res};
use crate::records::{Case, Cause};
use crate::state::Model;

fn opposite(ruling: Ruling) -> Ruling {
    match ruling {
        Ruling::For => Ruling::Against,
        Ruling::Against => Ruling::For,
    }
}

/// Whether all of a panel voted, and all against what the opener wanted.
fn is_unanimously_lost(case: &Case) -> bool {
    let against = case.votes.iter().filter(|vote| vote.ruling != case.wanted).count();
    !case.panel.is_empty() && against == case.panel.len()
}

impl Model {
    pub(crate) fn rule_dispute(&mut self, caller: AccountId, dispute: DisputeId, ruling: Ruling) -> Res<()> {
        let arbitrator = self.active_member(caller)?;
        let case = self.case(dispute)?;
        let sits = case.panel.contains(&arbitrator) && self.is_live(arbitrator, Role::Arbitrator);
        need(sits, Error::NotOnPanel)?;
        need(!case.votes.iter().any(|vote| vote.arbitrator == arbitrator), Error::AlreadyRuled)?;
        let takes_votes = match self.dispute_status(case) {
            DisputeStatus::Panel => true,
            DisputeStatus::Ruled => self.now < case.ends,
            _ => false,
        };
        if !takes_votes {
            return self.wrong_dispute(case);
        }
        let case = self.case_mut(dispute)?;
        case.votes.push(PanelVote { arbitrator, ruling });
        let equal = case.votes.iter().filter(|vote| vote.ruling == ruling).count();
        let decides = case.ruling.is_none() && equal >= 2;
        self.emit("PanelVoted");
        if decides {
            self.rule(dispute, ruling)?;
        }
        Ok(())
    }

    /// Makes a ruling, with its effect.
    pub(crate) fn rule(&mut self, dispute: DisputeId, ruling: Ruling) -> Res<()> {
        let case = self.case_mut(dispute)?;
        case.ruling = Some(ruling);
        let subject = case.subject;
        self.emit("DisputeRuled");
        match subject {
            DisputeSubject::Payment(payment) => {
                self.resume_disputed(dispute, payment)?;
                if self.not_final(payment).is_err() {
                    return Ok(());
                }
                match ruling {
                    Ruling::For => self.end_hold(payment),
                    Ruling::Against => {
                        self.cancel(payment)?;
                        self.emit("PaymentCancelled");
                        Ok(())
                    }
                }
            }
            DisputeSubject::Stage { grant, stage } => self.rule_stage(grant, stage, ruling),
            DisputeSubject::Expulsion(proposal) => self.rule_appeal(proposal, ruling),
            DisputeSubject::External { .. } => Ok(()),
        }
    }

    fn rule_stage(&mut self, grant: GrantId, stage: u8, ruling: Ruling) -> Res<()> {
        let book = self.grant_book(grant)?;
        let is_open = self.is_running(grant.0) && book.current == stage && book.claim.is_some();
        match ruling {
            _ if !is_open => Ok(()),
            Ruling::For => self.accept(grant),
            Ruling::Against => {
                self.hand_back(grant)?;
                self.emit("StageReturned");
                Ok(())
            }
        }
    }

    fn rule_appeal(&mut self, proposal: ProposalId, ruling: Ruling) -> Res<()> {
        let at_ms = self.now;
        let motion = self.motion_mut(proposal)?;
        // The clock runs again, for what it is still worth.
        motion.delay = time(big(motion.delay) + at_ms - motion.appealed_since)?;
        motion.appealed_since = 0;
        if ruling == Ruling::Against {
            motion.state = ProposalState::Annulled { at_ms };
        }
        Ok(())
    }

    pub(crate) fn refer_dispute(&mut self, caller: AccountId, dispute: DisputeId) -> Res<ProposalId> {
        let proposer = self.active_member(caller)?;
        let case = self.case(dispute)?;
        if self.dispute_status(case) != DisputeStatus::Undecided {
            return self.wrong_dispute(case);
        }
        let is_appeal = matches!(case.subject, DisputeSubject::Expulsion(_));
        let ruling = if is_appeal { Ruling::For } else { case.wanted };
        let parties = case.parties.clone();
        let recused: BTreeSet<_> = parties.iter().copied().collect();
        let action = Action::DecideDispute { dispute, ruling, parties };
        let id = self.put_to_the_vote(proposer, action, Mode::Ballot, is_appeal, recused, 0)?;
        self.case_mut(dispute)?.ballot = Some(id);
        self.emit("ProposalMade");
        self.emit("DisputeReferred");
        Ok(id)
    }

    pub(crate) fn settle_dispute(&mut self, dispute: DisputeId) -> Res<()> {
        let case = self.case(dispute)?;
        need(!case.settled, Error::AlreadySettled)?;
        if self.dissolution.is_none() {
            self.conclude(dispute)?;
        }
        let case = self.case_mut(dispute)?;
        case.settled = true;
        let (opener, deposit, is_lost) = (case.opener, case.deposit, is_unanimously_lost(case));
        if self.dissolution.is_some() {
            self.resume_undecided(dispute)?;
            self.credit(opener, deposit)?;
        } else if is_lost {
            self.deposit(PotId::GENERAL, deposit)?;
        } else {
            self.credit(opener, deposit)?;
        }
        self.emit("DisputeSettled");
        Ok(())
    }

    /// What was disputed goes on as if nobody had, if nothing was ruled.
    fn resume_undecided(&mut self, dispute: DisputeId) -> Res<()> {
        let case = self.case(dispute)?;
        if case.ruling.is_some() || case.opened.is_none() {
            return Ok(());
        }
        match case.subject {
            DisputeSubject::Payment(payment) => self.resume_disputed(dispute, payment),
            DisputeSubject::Expulsion(proposal) => self.rule_appeal(proposal, Ruling::For),
            DisputeSubject::Stage { .. } | DisputeSubject::External { .. } => Ok(()),
        }
    }

    /// Ends the stop of a payment that was disputed.
    fn resume_disputed(&mut self, dispute: DisputeId, payment: PaymentId) -> Res<()> {
        let now = self.now;
        for stop in &mut self.promise_mut(payment)?.stops {
            if stop.cause == Cause::Dispute(dispute) && stop.to.is_none() {
                stop.to = Some(now);
            }
        }
        Ok(())
    }

    /// Refuses a dispute that is not at its end; the members' refusal of a ruling is the opposite one.
    fn conclude(&mut self, dispute: DisputeId) -> Res<()> {
        let case = self.case(dispute)?.clone();
        match (self.dispute_status(&case), case.ballot) {
            (DisputeStatus::Dropped, _) | (DisputeStatus::Ruled, Some(_)) => Ok(()),
            (DisputeStatus::Ruled, None) if case.votes.len() == case.panel.len() || self.now >= case.ends => Ok(()),
            (DisputeStatus::Ballot, Some(ballot)) => {
                let status = self.status_of(ballot)?;
                need(self.is_over(ballot)?, Error::NotOver(status))?;
                let asked = match self.motion(ballot)?.action {
                    Action::DecideDispute { ruling, .. } => ruling,
                    _ => case.wanted,
                };
                self.rule(dispute, opposite(asked))
            }
            _ => self.wrong_dispute(&case),
        }
    }
}
