//! Carrying through what was begun: a play in which nobody finishes anything would never get far.

use mutual_types::{
    AccountId, Choice, DisputeId, DisputeStatus, DisputeSubject, GrantId, MemberIndex, Origin, PaymentId,
    PaymentStatus, ProposalId, ProposalStatus, ReliefId, ReliefStatus, Role, Ruling, StageStatus,
};

use super::draw::Call;
use super::player::Play;
use crate::message::Message as M;
use crate::proposals::accused;

impl Play {
    /// A message that brings something on; none if there is nothing of the kind that was looked for.
    pub(crate) fn carry(&mut self) -> Option<Call> {
        if self.opening.is_needy && self.dice.chance(30) {
            return if self.dice.chance(50) { self.carry_relief() } else { self.carry_payment() };
        }
        match self.dice.below(100) {
            0..=44 => self.carry_proposal(),
            45..=62 => self.carry_payment(),
            63..=69 => self.carry_relief(),
            70..=81 => self.carry_grant(),
            82..=89 => self.carry_dispute(),
            _ => self.carry_membership(),
        }
    }

    /// Whether a proposal has the sympathy of the members: most do.
    fn is_liked(proposal: ProposalId) -> bool {
        !proposal.0.is_multiple_of(6)
    }

    fn carry_proposal(&mut self) -> Option<Call> {
        use ProposalStatus as S;
        let now = self.model.now;
        let recent = self.model.proposals.iter().rev().take(30);
        let open = recent.filter_map(|(id, motion)| match motion.status(now) {
            Ok(status @ (S::Voting | S::Executable | S::Consenting)) => Some((ProposalId(*id), status)),
            _ => None,
        });
        let open: Vec<(ProposalId, ProposalStatus)> = open.collect();
        let (proposal, status) = self.dice.one_of(&open)?;
        let someone = self.someone();
        match status {
            S::Executable => Some((someone, 0, M::Execute { proposal })),
            S::Consenting => {
                let reason = "I would rather vote".to_owned();
                Some((someone, 0, M::Object { proposal, reason })).filter(|_| self.dice.chance(25))
            }
            _ => {
                let motion = self.model.proposals.get(&proposal.0)?;
                let certifiable = self.model.needs_certificate(&motion.action) && motion.certified_by.is_none();
                if certifiable && self.dice.chance(25) {
                    return Some((self.holder_of(Role::Steward), 0, M::Certify { proposal }));
                }
                let out = self.still_out(proposal);
                let voter = self.dice.one_of(&out)?;
                let with = if Self::is_liked(proposal) { 90 } else { 35 };
                let choice = if self.dice.chance(with) { Choice::Aye } else { Choice::Nay };
                let choice = if self.dice.chance(4) { Choice::Abstain } else { choice };
                Some((voter, 0, M::Vote { proposal, choice, reason: None }))
            }
        }
    }

    fn carry_payment(&mut self) -> Option<Call> {
        let now = self.model.now;
        let recent = self.model.payments.iter().rev().take(30);
        let open = recent.filter_map(|(id, promise)| match promise.status(now) {
            Ok(PaymentStatus::Waiting | PaymentStatus::Stopped) => Some((PaymentId(*id), promise.origin)),
            _ => None,
        });
        let open: Vec<(PaymentId, Origin)> = open.collect();
        let (payment, origin) = self.dice.one_of(&open)?;
        if let Some(holder) = self.model.holder(payment, true) {
            return Some((self.account_of(holder), 0, M::LiftHold { payment })).filter(|_| self.dice.chance(15));
        }
        if self.dice.chance(60) {
            return Some((self.holder_of(Role::Treasurer), 0, M::ApprovePayment { payment }));
        }
        let someone = self.someone();
        let message = match origin {
            Origin::Call(_) => M::MakeCall { payment },
            _ => M::ReleasePayment { payment },
        };
        Some((someone, 0, message))
    }

    fn carry_relief(&mut self) -> Option<Call> {
        let recent = self.model.requests.iter().rev().take(12);
        let open = recent.map(|(id, request)| (ReliefId(*id), self.model.relief_status(request)));
        let open: Vec<_> =
            open.filter(|(_, status)| [ReliefStatus::Asked, ReliefStatus::Attested].contains(status)).collect();
        let (request, status) = self.dice.one_of(&open)?;
        let someone = self.someone();
        let message = match status {
            ReliefStatus::Asked => M::AttestRelief { request },
            _ => M::PromiseRelief { request },
        };
        Some((someone, 0, message))
    }

    fn carry_grant(&mut self) -> Option<Call> {
        let running: Vec<u32> = self.model.grants.keys().copied().filter(|id| self.model.is_running(*id)).collect();
        let grant = GrantId(self.dice.one_of(&running)?);
        let book = self.model.grants.get(&grant.0)?;
        let (stage, payee) = (book.current, book.payee);
        let steward = self.holder_of(Role::Steward);
        let evidence = self.document();
        Some(match self.model.stage_now(grant).ok()? {
            StageStatus::Lapsable if self.dice.chance(60) => (steward, 0, M::LapseStage { grant, stage }),
            StageStatus::Open | StageStatus::Overdue | StageStatus::Lapsable => {
                let payee = self.model.owed_at(payee);
                if !self.opening.accounts.contains(&payee) {
                    return None;
                }
                (payee, 0, M::ClaimStage { grant, stage, evidence, metric: 7 })
            }
            StageStatus::Claimed | StageStatus::Unanswered if self.dice.chance(60) => {
                (steward, 0, M::AcceptStage { grant, stage })
            }
            StageStatus::Claimed | StageStatus::Unanswered | StageStatus::Returned => {
                (steward, 0, M::ReturnStage { grant, stage, reason: "Not yet".to_owned() })
            }
            StageStatus::Waiting | StageStatus::Due => (steward, 0, M::PayStipend { grant }),
        })
    }

    /// Who is to be suspended or expelled appeals.
    fn appeal(&mut self) -> Option<Call> {
        let now = self.model.now;
        let recent = self.model.proposals.iter().rev().take(30);
        let noticed = recent.filter(|(_, motion)| motion.status(now) == Ok(ProposalStatus::Notice));
        let accused = noticed.filter_map(|(id, motion)| Some((*id, accused(&motion.action)?)));
        let all: Vec<(u32, MemberIndex)> = accused.collect();
        let (id, member) = self.dice.one_of(&all)?;
        let wanted = if self.dice.chance(50) { Ruling::For } else { Ruling::Against };
        let subject = DisputeSubject::Expulsion(ProposalId(id));
        let deposit = self.model.rules.voting.proposal_deposit;
        Some((self.account_of(member), deposit, M::OpenDispute { subject, wanted }))
    }

    fn carry_dispute(&mut self) -> Option<Call> {
        if let Some(appeal) = self.appeal().filter(|_| self.dice.chance(60)) {
            return Some(appeal);
        }
        let recent = self.model.disputes.iter().rev().take(12).filter(|(_, case)| !case.settled);
        let open: Vec<(DisputeId, DisputeStatus)> =
            recent.map(|(id, case)| (DisputeId(*id), self.model.dispute_status(case))).collect();
        let (dispute, status) = self.dice.one_of(&open)?;
        let someone = self.someone();
        let panel = self.model.disputes.get(&dispute.0)?.panel.clone();
        let message = match status {
            DisputeStatus::Petition => M::JoinDispute { dispute },
            DisputeStatus::Undecided => M::ReferDispute { dispute },
            DisputeStatus::Panel => {
                let arbitrator = self.dice.one_of(&panel)?;
                let ruling = if self.dice.chance(60) { Ruling::For } else { Ruling::Against };
                return Some((self.account_of(arbitrator), 0, M::RuleDispute { dispute, ruling }));
            }
            DisputeStatus::Dropped | DisputeStatus::Ballot | DisputeStatus::Ruled => M::SettleDispute { dispute },
        };
        Some((someone, 0, message))
    }

    /// Sponsors and dues: so that a society does not die out.
    fn carry_membership(&mut self) -> Option<Call> {
        let now = self.model.now;
        let open = self.model.applications.iter().filter(|(_, one)| one.admitted.is_none() && now < one.ends_ms);
        let open: Vec<AccountId> = open.map(|(account, _)| *account).collect();
        let someone = self.someone();
        if self.dice.chance(50) {
            let applicant = self.dice.one_of(&open)?;
            return Some((someone, 0, M::Sponsor { applicant }));
        }
        let dues = self.model.rules.dues.clone();
        let behind = self.model.members.iter().filter(|(_, person)| {
            dues.amount > 0 && person.departed == 0 && person.paid_until.max(dues.since_ms) < now
        });
        let behind: Vec<(u32, AccountId)> = behind.map(|(index, person)| (*index, person.account)).collect();
        let (index, account) = self.dice.one_of(&behind)?;
        let missed = now.saturating_sub(dues.since_ms).checked_div(dues.period_ms).unwrap_or(0);
        let member = self.model.members.get(&index)?;
        let missed_here = now.saturating_sub(member.paid_until).checked_div(dues.period_ms).unwrap_or(0);
        let periods = missed.min(missed_here).saturating_add(self.dice.between(1, 6));
        let periods = u32::try_from(periods).unwrap_or(1);
        let value = dues.amount.saturating_mul(periods.into());
        Some((account, value, M::PayDues { member: MemberIndex(index), periods }))
    }
}
