//! Disputes: opened by who is concerned, by an officer or by three members, against a deposit, once for each subject.

use ink::prelude::{boxed::Box, vec, vec::Vec};
use mutual_types::{
    after,
    event::{DisputeJoined, DisputeOpened, DisputePetitioned},
    raise, Checked, Dispute, DisputeId, DisputeStatus, DisputeSubject, Error, GrantStatus, Kind, Member, MemberIndex,
    Payment, PaymentState, ProposalStatus, Role, Rules, Ruling, StageStatus, PETITIONERS,
};

use crate::{call::Call, dues::ensure_value, emit::Emission, execute::Effects, state::State};

/// Something that can be disputed as things are.
struct Matter {
    /// Who is concerned, beside who opens the dispute.
    parties: Vec<MemberIndex>,
    /// Whether the caller is one who may open it alone, without being an officer.
    is_callers: bool,
}

impl State {
    /// Opens a dispute, or a petition for one by a member who may not open it alone. The money sent along is its deposit.
    ///
    /// # Errors
    /// [`Error::AlreadyDisputed`], [`Error::NotDisputable`], [`Error::NotParty`], [`Error::WrongValue`].
    pub fn open_dispute(
        &mut self,
        call: &Call,
        subject: DisputeSubject,
        wanted: Ruling,
    ) -> Checked<(DisputeId, Effects)> {
        self.ensure_running()?;
        if let Some(earlier) = self.find_disputed(subject) {
            if self.dispute(*earlier)?.status(call.now_ms) != DisputeStatus::Dropped {
                return Err(Error::AlreadyDisputed(*earlier).into());
            }
        }
        let matter = self.matter(call, subject)?.ok_or(Error::NotDisputable)?;
        let rules = self.rules()?;
        let may_others = !matches!(subject, DisputeSubject::Expulsion(_));
        let member = self.find_active_member(call, &rules).filter(|_| may_others);
        let roster = self.roster()?;
        let is_officer =
            |member: &Member| roster.holds_any(&[Role::Treasurer, Role::Steward], member.index, call.now_ms);
        let opens = matter.is_callers || member.as_deref().is_some_and(is_officer);
        if !opens && member.is_none() {
            return Err(Error::NotParty.into());
        }
        let deposit = rules.voting.proposal_deposit;
        ensure_value(call, deposit, 1)?;

        let id = DisputeId(self.counters.disputes);
        self.counters.disputes = id.0.checked_add(1).ok_or_else(Error::overflow)?;
        raise(&mut self.counters.ledger.deposits, deposit)?;
        self.set_disputed(subject, id);
        let opener = self.index_of(call.caller);
        let mut dispute = Box::new(Dispute {
            subject,
            opener: call.caller,
            wanted,
            deposit,
            parties: Vec::new(),
            petitioners: Vec::new(),
            opened_ms: 0,
            ends_ms: after(call.now_ms, rules.voting.voting_period_ms)?,
            panel: Vec::new(),
            votes: Vec::new(),
            ballot: None,
            ruling: None,
            settled: false,
        });
        dispute.add_parties(&matter.parties);
        dispute.add_parties(opener.as_slice());
        let event = if opens {
            self.begin_dispute(call, id, dispute, &rules)?
        } else {
            dispute.petitioners.extend(opener);
            self.set_dispute(id, dispute);
            let seq = self.counters.next_seq();
            Emission::of(&DisputePetitioned { seq, dispute: id, subject, opener: call.caller })
        };
        Ok((id, vec![event]))
    }

    /// An active member joins a petition. It opens with the third.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NoDispute`], [`Error::WrongDispute`],
    /// [`Error::AlreadyRuled`] for who asked for it before, [`Error::NotDisputable`].
    pub fn join_dispute(&mut self, call: &Call, id: DisputeId) -> Checked<Effects> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let member = self.active_member(call, &rules)?.index;
        let mut dispute = self.dispute(id)?;
        ensure_dispute(call, &dispute, DisputeStatus::Petition)?;
        if dispute.petitioners.contains(&member) {
            return Err(Error::AlreadyRuled.into());
        }
        // A payment, say, may have been held by now, so that one more is concerned.
        let matter = self.matter(call, dispute.subject)?.ok_or(Error::NotDisputable)?;
        dispute.petitioners.push(member);
        dispute.parties = dispute.petitioners.clone();
        dispute.add_parties(&matter.parties);
        let count = u8::try_from(dispute.petitioners.len()).map_err(|_| Error::overflow())?;
        let seq = self.counters.next_seq();
        let mut effects = Emission::only(&DisputeJoined { seq, dispute: id, member, petitioners: count });
        if u32::from(count) >= PETITIONERS {
            effects.push(self.begin_dispute(call, id, dispute, &rules)?);
        } else {
            self.set_dispute(id, dispute);
        }
        Ok(effects)
    }

    /// Puts the panel together, and makes the clocks of what is disputed stand still.
    fn begin_dispute(
        &mut self,
        call: &Call,
        id: DisputeId,
        mut dispute: Box<Dispute>,
        rules: &Rules,
    ) -> Checked<Emission> {
        dispute.panel = self.choose_panel(call, &dispute.parties, rules)?;
        dispute.opened_ms = call.now_ms;
        dispute.ends_ms = after(call.now_ms, rules.payments.dispute_ms)?;
        match dispute.subject {
            DisputeSubject::Payment(id) => {
                let mut payment = self.current_payment(call, id)?;
                payment.stop_clock(call.now_ms)?;
                self.set_payment(id, payment);
            }
            DisputeSubject::Expulsion(id) => {
                let mut proposal = self.proposal(id)?;
                proposal.appealed_since_ms = call.now_ms;
                self.set_proposal(id, proposal);
            }
            DisputeSubject::Stage { .. } | DisputeSubject::External { .. } => {}
        }
        let opened = DisputeOpened {
            seq: self.counters.next_seq(),
            dispute: id,
            subject: dispute.subject,
            opener: dispute.opener,
            panel: dispute.panel.clone(),
            ends_ms: dispute.ends_ms,
        };
        self.set_dispute(id, dispute);
        Ok(Emission::of(&opened))
    }

    /// What is disputed; none if it is not there, or not in a state in which it can be disputed.
    fn matter(&self, call: &Call, subject: DisputeSubject) -> Checked<Option<Matter>> {
        let payment = match subject {
            DisputeSubject::Payment(id) if self.find_payment(id).is_some() => Some(self.current_payment(call, id)?),
            _ => None,
        };
        Ok(self.matter_with(call, subject, payment))
    }

    fn matter_with(&self, call: &Call, subject: DisputeSubject, payment: Option<Box<Payment>>) -> Option<Matter> {
        let is_caller = |member| self.find_account(member) == Some(call.caller);
        let (parties, is_callers) = match subject {
            DisputeSubject::Payment(_) => {
                let payment = payment?;
                if payment.state != PaymentState::Waiting {
                    return None;
                }
                let mut parties = vec![payment.proposer];
                parties.extend(self.index_of(payment.payee).or(payment.payee_member));
                parties.extend(payment.stops.hold.as_ref().map(|hold| hold.by));
                (parties, is_caller(payment.proposer) || call.caller == self.payee_account(&payment))
            }
            DisputeSubject::Stage { grant, stage } => {
                let grant = self.find_grant(grant)?;
                let status = grant.stage_status(call.now_ms)?;
                if grant.status() != GrantStatus::Running
                    || grant.current != stage
                    || !matches!(status, StageStatus::Returned | StageStatus::Unanswered)
                {
                    return None;
                }
                let mut parties = vec![grant.proposer];
                parties.extend(self.index_of(grant.payee));
                (parties, call.caller == self.present_account(grant.payee))
            }
            DisputeSubject::Expulsion(id) => {
                let proposal = self.find_proposal(id)?;
                let subject = *proposal.recused.first()?;
                if !matches!(proposal.kind, Kind::Suspend | Kind::Expel)
                    || proposal.status(call.now_ms) != ProposalStatus::Notice
                {
                    return None;
                }
                (vec![subject, proposal.proposer], is_caller(subject))
            }
            DisputeSubject::External { contract, a, b, .. } => {
                // Both are recused from a ballot of the members, and must be there for that.
                if a == b || self.find_account(a).is_none() || self.find_account(b).is_none() {
                    return None;
                }
                (vec![a, b], call.caller == contract || is_caller(a) || is_caller(b))
            }
        };
        Some(Matter { parties, is_callers })
    }
}

/// Refuses a dispute that is not what this needs.
///
/// # Errors
/// [`Error::WrongDispute`].
pub fn ensure_dispute(call: &Call, dispute: &Dispute, wanted: DisputeStatus) -> Checked<()> {
    let status = dispute.status(call.now_ms);
    if status == wanted {
        Ok(())
    } else {
        Err(wrong_dispute(dispute, status).into())
    }
}

/// That a dispute of this status is not what a message needs.
pub fn wrong_dispute(dispute: &Dispute, status: DisputeStatus) -> Error {
    Error::WrongDispute { status, ends_ms: dispute.ends_ms }
}
