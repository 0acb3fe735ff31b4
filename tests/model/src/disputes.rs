//! Disputes: opened by a party, an officer or three members.

use mutual_types::{
    AccountId, DisputeId, DisputeStatus, DisputeSubject, Error, MemberIndex, PaymentStatus, Planck, ProposalStatus,
    Role, Ruling, StageStatus, TimestampMs,
};

use crate::num::{after, big, count, len};
use crate::outcome::{need, no, Res};
use crate::proposals::accused;
use crate::records::{Case, Cause, Stop};
use crate::state::Model;

impl Model {
    pub(crate) fn case(&self, dispute: DisputeId) -> Res<&Case> {
        self.disputes.get(&dispute.0).ok_or(Error::NoDispute(dispute).into())
    }

    pub(crate) fn case_mut(&mut self, dispute: DisputeId) -> Res<&mut Case> {
        self.disputes.get_mut(&dispute.0).ok_or(Error::NoDispute(dispute).into())
    }

    /// What a dispute is now.
    pub(crate) fn dispute_status(&self, case: &Case) -> DisputeStatus {
        if case.ruling.is_some() {
            DisputeStatus::Ruled
        } else if case.ballot.is_some() {
            DisputeStatus::Ballot
        } else if case.opened.is_none() {
            if self.now < case.ends {
                DisputeStatus::Petition
            } else {
                DisputeStatus::Dropped
            }
        } else if !case.panel.is_empty() && self.now < case.ends {
            DisputeStatus::Panel
        } else {
            DisputeStatus::Undecided
        }
    }

    pub(crate) fn wrong_dispute<T>(&self, case: &Case) -> Res<T> {
        no(Error::WrongDispute { status: self.dispute_status(case), ends_ms: case.ends })
    }

    /// Whether a matter can be disputed now.
    fn is_disputable(&self, subject: &DisputeSubject) -> bool {
        match subject {
            DisputeSubject::Payment(payment) => self.payment_status(*payment).is_ok_and(|status| {
                [PaymentStatus::Waiting, PaymentStatus::Stopped, PaymentStatus::Lapsed].contains(&status)
            }),
            DisputeSubject::Stage { grant, stage } => {
                let is_current = self.grants.get(&grant.0).is_some_and(|book| book.current == *stage);
                let answer = [StageStatus::Returned, StageStatus::Unanswered];
                is_current && self.stage_now(*grant).is_ok_and(|status| answer.contains(&status))
            }
            DisputeSubject::Expulsion(proposal) => self.motion(*proposal).is_ok_and(|motion| {
                accused(&motion.action).is_some() && motion.status(self.now) == Ok(ProposalStatus::Notice)
            }),
            DisputeSubject::External { a, b, .. } => {
                a != b && self.members.contains_key(&a.0) && self.members.contains_key(&b.0)
            }
        }
    }

    /// Whether `caller` is one of those whom a matter is about, and who may dispute it alone.
    fn is_party(&self, caller: AccountId, subject: &DisputeSubject) -> Res<bool> {
        // Who has left is a party still, by their last account.
        let member = self.bound_to(caller).filter(|_| self.owed_at(caller) == caller);
        Ok(match subject {
            DisputeSubject::Payment(payment) => {
                let promise = self.promise(*payment)?;
                let is_payee = self.owed_at(promise.payee) == caller;
                is_payee || member == Some(promise.proposer)
            }
            DisputeSubject::Stage { grant, .. } => self.is_grantee(caller, *grant)?,
            DisputeSubject::Expulsion(proposal) => {
                member.is_some() && member == accused(&self.motion(*proposal)?.action)
            }
            DisputeSubject::External { contract, a, b, .. } => {
                caller == *contract || member == Some(*a) || member == Some(*b)
            }
        })
    }

    /// Whether `caller` opens a dispute alone; none if they may not ask for it at all.
    fn opens_alone(&self, caller: AccountId, subject: &DisputeSubject) -> Res<Option<bool>> {
        if self.is_party(caller, subject)? {
            return Ok(Some(true));
        }
        let is_own_matter = matches!(subject, DisputeSubject::Expulsion(_));
        if is_own_matter || self.active_member(caller).is_err() {
            return Ok(None);
        }
        Ok(Some(self.officer(caller).is_ok()))
    }

    /// All whom a dispute concerns.
    fn parties(&self, subject: &DisputeSubject, opener: AccountId) -> Res<Vec<MemberIndex>> {
        let mut parties: Vec<MemberIndex> = match subject {
            DisputeSubject::Payment(payment) => {
                let promise = self.promise(*payment)?;
                let payee = self.bound_to(promise.payee).into_iter();
                payee.chain([promise.proposer]).chain(self.holder(*payment, false)).collect()
            }
            DisputeSubject::Stage { grant, .. } => {
                let book = self.grant_book(*grant)?;
                self.bound_to(book.payee).into_iter().chain([book.proposer]).collect()
            }
            DisputeSubject::Expulsion(proposal) => {
                let motion = self.motion(*proposal)?;
                accused(&motion.action).into_iter().chain([motion.proposer]).collect()
            }
            DisputeSubject::External { a, b, .. } => vec![*a, *b],
        };
        parties.extend(self.bound_to(opener));
        parties.sort();
        parties.dedup();
        Ok(parties)
    }

    pub(crate) fn open_dispute(
        &mut self,
        caller: AccountId,
        value: Planck,
        subject: DisputeSubject,
        wanted: Ruling,
    ) -> Res<DisputeId> {
        let earlier = self.disputes.iter().rev().find(|(_, case)| case.subject == subject);
        if let Some((id, case)) = earlier {
            let is_dropped = self.dispute_status(case) == DisputeStatus::Dropped;
            need(is_dropped, Error::AlreadyDisputed(DisputeId(*id)))?;
        }
        need(self.is_disputable(&subject), Error::NotDisputable)?;
        let Some(alone) = self.opens_alone(caller, &subject)? else { return no(Error::NotParty) };
        let needed = self.rules.voting.proposal_deposit;
        need(value == needed, Error::WrongValue { given: value, needed })?;

        let id = DisputeId(count(big(self.disputes.len()))?);
        let petitioner = self.bound_to(caller).filter(|_| !alone);
        let case = Case {
            subject,
            opener: caller,
            wanted,
            deposit: value,
            parties: Vec::new(),
            petitioners: petitioner.into_iter().collect(),
            opened: None,
            ends: after(self.now, self.rules.voting.voting_period_ms)?,
            panel: Vec::new(),
            votes: Vec::new(),
            ballot: None,
            ruling: None,
            settled: false,
        };
        self.disputes.insert(id.0, case);
        if alone {
            self.begin(id)?;
        } else {
            self.emit("DisputePetitioned");
        }
        Ok(id)
    }

    /// Opens a dispute: the panel is drawn, and clocks stop.
    fn begin(&mut self, dispute: DisputeId) -> Res<()> {
        let case = self.case(dispute)?;
        let (subject, opener) = (case.subject, case.opener);
        let petitioners = case.petitioners.clone();
        let mut parties = self.parties(&subject, opener)?;
        parties.extend(petitioners);
        parties.sort();
        parties.dedup();
        let panel = self.draw_panel(&parties);
        let now = self.now;
        let ends = after(now, self.rules.payments.dispute_ms)?;
        let case = self.case_mut(dispute)?;
        case.parties = parties;
        case.panel = panel;
        case.opened = Some(now);
        case.ends = ends;
        match subject {
            DisputeSubject::Payment(payment) => {
                let stop = Stop { cause: Cause::Dispute(dispute), from: now, to: None };
                self.promise_mut(payment)?.stops.push(stop);
            }
            DisputeSubject::Expulsion(proposal) => self.motion_mut(proposal)?.appealed_since = now,
            DisputeSubject::Stage { .. } | DisputeSubject::External { .. } => {}
        }
        self.emit("DisputeOpened");
        Ok(())
    }

    /// The three live arbitrators with the oldest last case who are no parties; nobody, where there are not two.
    fn draw_panel(&mut self, parties: &[MemberIndex]) -> Vec<MemberIndex> {
        let now = self.now;
        let last_case = |member: &MemberIndex| {
            let seat = self.seats.iter().find(|seat| seat.role == Role::Arbitrator && seat.member == *member);
            seat.map_or(0, |seat| seat.last_case_ms)
        };
        let live = self.live(Role::Arbitrator).into_iter().filter(|member| !parties.contains(member));
        let mut free: Vec<(TimestampMs, MemberIndex)> = live.map(|member| (last_case(&member), member)).collect();
        free.sort_by_key(|(last, _)| *last);
        free.truncate(3);
        if free.len() < 2 {
            return Vec::new();
        }
        let panel: Vec<MemberIndex> = free.into_iter().map(|(_, member)| member).collect();
        for seat in &mut self.seats {
            if seat.role == Role::Arbitrator && panel.contains(&seat.member) {
                seat.last_case_ms = now;
            }
        }
        panel
    }

    pub(crate) fn join_dispute(&mut self, caller: AccountId, dispute: DisputeId) -> Res<()> {
        let member = self.active_member(caller)?;
        let case = self.case(dispute)?;
        if self.dispute_status(case) != DisputeStatus::Petition {
            return self.wrong_dispute(case);
        }
        need(!case.petitioners.contains(&member), Error::AlreadyRuled)?;
        need(self.is_disputable(&case.subject), Error::NotDisputable)?;
        let case = self.case_mut(dispute)?;
        case.petitioners.push(member);
        let is_enough = len(&case.petitioners) >= 3;
        self.emit("DisputeJoined");
        if is_enough {
            self.begin(dispute)?;
        }
        Ok(())
    }
}
