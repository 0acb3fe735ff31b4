//! What a ruling does, the members' ballot where no panel rules, and the deposit.

use ink::prelude::{string::String, vec::Vec};
use mutual_types::{
    after,
    event::{DisputeReferred, DisputeRuled, DisputeSettled, PaymentCancelled, ProposalMade},
    lower, Action, Checked, Class, Dispute, DisputeId, DisputeStatus, DisputeSubject, Error, GrantStatus, Mode,
    PaymentState, PotId, ProposalId, ProposalState, Ruling,
};

use crate::{
    call::Call,
    dispute::{ensure_dispute, wrong_dispute},
    emit::Emission,
    execute::Effects,
    propose::Making,
    state::State,
};

impl State {
    /// An active member refers a dispute without a panel, or on which the panel did not agree in time, to all members: they
    /// vote on the ruling that was asked for, and on an expulsion whether to uphold it.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NoDispute`], [`Error::WrongDispute`].
    pub fn refer_dispute(&mut self, call: &Call, id: DisputeId) -> Checked<(ProposalMade, DisputeReferred)> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let proposer = self.active_member(call, &rules)?.index;
        let mut dispute = self.dispute(id)?;
        ensure_dispute(call, &dispute, DisputeStatus::Undecided)?;
        let proposal = ProposalId(self.counters.proposals);
        self.counters.proposals = proposal.0.checked_add(1).ok_or_else(Error::overflow)?;
        let (class, ruling) = balloted(&dispute);
        let making = Making {
            id: proposal,
            proposer,
            title: String::new(),
            document: None,
            action: Action::DecideDispute { dispute: id, ruling, parties: dispute.parties.clone() },
            class,
            mode: Mode::Ballot,
            deposit: 0,
        };
        dispute.ballot = Some(proposal);
        self.set_dispute(id, dispute);
        let made = self.make_proposal(call, making, *rules)?;
        Ok((made, DisputeReferred { seq: self.counters.next_seq(), dispute: id, proposal }))
    }

    /// The members' ruling takes effect.
    ///
    /// # Errors
    /// [`Error::NoDispute`], [`Error::AlreadySettled`] once a dissolution has ended it, [`Error::WrongDispute`].
    pub fn decide_dispute(&mut self, call: &Call, id: DisputeId, ruling: Ruling) -> Checked<Effects> {
        let mut dispute = self.dispute(id)?;
        if dispute.settled {
            return Err(Error::AlreadySettled.into());
        }
        ensure_dispute(call, &dispute, DisputeStatus::Ballot)?;
        let effects = self.make_ruling(call, id, &mut dispute, ruling, true)?;
        self.set_dispute(id, dispute);
        Ok(effects)
    }

    /// Anyone ends a dispute that is decided or dropped: its deposit is a credit of who opened it, or lost if the whole
    /// panel was against them. What the members did not pass is decided the other way now. Once the society dissolves any
    /// dispute can be ended, and one that is not decided has no effect.
    ///
    /// # Errors
    /// [`Error::NoDispute`], [`Error::AlreadySettled`], [`Error::NotOver`], [`Error::WrongDispute`].
    pub fn settle_dispute(&mut self, call: &Call, id: DisputeId) -> Checked<Effects> {
        self.ensure_writable()?;
        let mut dispute = self.dispute(id)?;
        if dispute.settled {
            return Err(Error::AlreadySettled.into());
        }
        let is_dissolving = self.counters.dissolving_since_ms != 0;
        let mut effects = Vec::new();
        match (dispute.status(call.now_ms), dispute.ballot) {
            (_, _) if is_dissolving => {
                if dispute.ruling.is_none() && dispute.opened_ms != 0 {
                    effects = self.end_dispute(call, dispute.subject, None)?;
                }
            }
            (DisputeStatus::Dropped, _) => {}
            (DisputeStatus::Ruled, _) if dispute.all_voted() || call.now_ms >= dispute.ends_ms => {}
            (DisputeStatus::Ballot, Some(ballot)) => {
                let ballot = self.proposal(ballot)?;
                if !ballot.is_over(call.now_ms) {
                    return Err(Error::NotOver(ballot.status(call.now_ms)).into());
                }
                let ruling = balloted(&dispute).1.opposite();
                effects = self.make_ruling(call, id, &mut dispute, ruling, true)?;
            }
            (status, _) => return Err(wrong_dispute(&dispute, status).into()),
        }
        let deposit = dispute.deposit;
        // A dissolution may have divided the general pot by now.
        let forfeited = !is_dissolving && dispute.is_lost();
        lower(&mut self.counters.ledger.deposits, deposit)?;
        if forfeited {
            self.book(PotId::GENERAL, deposit)?;
        } else {
            self.add_credit(self.present_account(dispute.opener), deposit)?;
        }
        dispute.settled = true;
        self.set_dispute(id, dispute);
        let seq = self.counters.next_seq();
        effects.push(Emission::of(&DisputeSettled { seq, dispute: id, deposit, forfeited }));
        Ok(effects)
    }

    /// Records a ruling and does what follows from it. The caller stores the dispute.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn make_ruling(
        &mut self,
        call: &Call,
        id: DisputeId,
        dispute: &mut Dispute,
        ruling: Ruling,
        by_members: bool,
    ) -> Checked<Effects> {
        dispute.ruling = Some(ruling);
        let seq = self.counters.next_seq();
        let mut effects = Emission::only(&DisputeRuled { seq, dispute: id, ruling, by_members });
        effects.extend(self.end_dispute(call, dispute.subject, Some(ruling))?);
        Ok(effects)
    }

    /// Makes the clocks that the dispute stopped run again, and does what the ruling says, if there is one. What was
    /// decided otherwise in the meantime stays so.
    fn end_dispute(&mut self, call: &Call, subject: DisputeSubject, ruling: Option<Ruling>) -> Checked<Effects> {
        match subject {
            DisputeSubject::Payment(id) => {
                let mut payment = self.current_payment(call, id)?;
                if payment.state != PaymentState::Waiting {
                    return Ok(Vec::new());
                }
                if let (Some(Ruling::For), Some(hold)) = (ruling, &mut payment.stops.hold) {
                    hold.until_ms = hold.until_ms.min(call.now_ms);
                }
                payment.resume_clock(call.now_ms, call.now_ms)?;
                if ruling == Some(Ruling::Against) {
                    let amount = self.cancel(call, id, payment)?;
                    let seq = self.counters.next_seq();
                    return Ok(Emission::only(&PaymentCancelled { seq, payment: id, amount }));
                }
                self.set_payment(id, payment);
            }
            DisputeSubject::Stage { grant: id, stage } => {
                let grant = self.grant(id)?;
                if grant.status() == GrantStatus::Running && grant.current == stage && grant.claim.is_some() {
                    match ruling {
                        Some(Ruling::For) => return self.accept_open_stage(call, id, grant, None),
                        Some(Ruling::Against) => return self.return_open_stage(call, id, grant, None, String::new()),
                        None => {}
                    }
                }
            }
            DisputeSubject::Expulsion(id) => {
                let mut proposal = self.proposal(id)?;
                if ruling == Some(Ruling::Against) {
                    proposal.state = ProposalState::Annulled { at_ms: call.now_ms };
                }
                let stood_ms = call.now_ms.saturating_sub(proposal.appealed_since_ms);
                proposal.delay_ms = after(proposal.delay_ms, stood_ms)?;
                proposal.appealed_since_ms = 0;
                self.set_proposal(id, proposal);
            }
            DisputeSubject::External { .. } => {}
        }
        Ok(Vec::new())
    }
}

/// What the members vote on, and by which majority: whether to uphold an expulsion, by the special one, else the ruling
/// that was asked for.
fn balloted(dispute: &Dispute) -> (Class, Ruling) {
    match dispute.subject {
        DisputeSubject::Expulsion(_) => (Class::Special, Ruling::For),
        _ => (Class::Ordinary, dispute.wanted),
    }
}
