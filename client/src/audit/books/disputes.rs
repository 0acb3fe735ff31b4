//! Disputes: asked for, opened, ruled on, settled. What a ruling does to money has events of its own.

use mutual_types::{
    event::{
        DisputeJoined, DisputeOpened, DisputePetitioned, DisputeReferred, DisputeRuled, DisputeSettled, PanelVoted,
    },
    AccountId, DisputeId, DisputeSubject, MemberIndex, PanelVote, ProposalId, ProposalState, Ruling, TimestampMs,
};

use super::{Books, Place, Record, Shown};

/// A dispute as the books have it. Its deposit is in the ledger.
#[derive(Clone, Debug)]
pub struct DisputeBook {
    /// What it is about.
    pub subject: DisputeSubject,
    /// Who opened it.
    pub opener: AccountId,
    /// Members who ask for it.
    pub petitioners: Vec<MemberIndex>,
    /// When it opened; 0 for a petition.
    pub opened_ms: TimestampMs,
    /// Until when the panel votes, once it is open.
    pub ends_ms: TimestampMs,
    /// The panel.
    pub panel: Vec<MemberIndex>,
    /// Its votes, in order.
    pub votes: Vec<PanelVote>,
    /// The ballot of the members, if it came to one.
    pub ballot: Option<ProposalId>,
    /// The ruling, once there is one.
    pub ruling: Option<Ruling>,
    /// Whether its deposit is given back or lost.
    pub settled: bool,
}

impl Books {
    /// A dispute, if there is one of this number.
    pub fn dispute(&self, id: DisputeId) -> Option<&DisputeBook> {
        self.disputes.get(usize::try_from(id.0).ok()?)
    }

    /// Adds a dispute. Its event does not say what is held with it: that is the deposit of the rules in force.
    fn add_dispute(&mut self, said: DisputeId, subject: DisputeSubject, opener: AccountId) {
        let id = DisputeId(super::members::count(self.disputes.len()));
        self.same(Record::Dispute(said), "its number", Shown::of(&id), Shown::of(&said));
        self.disputes.push(DisputeBook {
            subject,
            opener,
            petitioners: Vec::new(),
            opened_ms: 0,
            ends_ms: 0,
            panel: Vec::new(),
            votes: Vec::new(),
            ballot: None,
            ruling: None,
            settled: false,
        });
        self.touch(Record::Dispute(id));
        match self.rules.as_ref().map(|rules| rules.voting.proposal_deposit) {
            Some(deposit) => self.transfer(Place::Outside(opener), Place::DisputeDeposit(id), deposit),
            None => self.undocumented(Record::Dispute(id)),
        }
    }

    pub(super) fn dispute_petitioned(&mut self, e: &DisputePetitioned) {
        self.add_dispute(e.dispute, e.subject, e.opener);
        let opener = self.member_of(e.opener);
        if let Some(book) = self.dispute_mut(e.dispute) {
            book.petitioners.extend(opener);
        }
    }

    pub(super) fn dispute_joined(&mut self, e: &DisputeJoined) {
        let Some(book) = self.dispute_mut(e.dispute) else { return };
        book.petitioners.push(e.member);
        let so_far = super::members::count(book.petitioners.len());
        let what = "members who ask for it";
        self.same(Record::Dispute(e.dispute), what, Shown::of(&so_far), Shown::of(&u32::from(e.petitioners)));
    }

    pub(super) fn dispute_opened(&mut self, e: &DisputeOpened) {
        if self.dispute(e.dispute).is_none() {
            self.add_dispute(e.dispute, e.subject, e.opener);
        }
        let at_ms = self.now.at_ms;
        let Some(book) = self.dispute_mut(e.dispute) else { return };
        book.opened_ms = at_ms;
        book.ends_ms = e.ends_ms;
        book.panel.clone_from(&e.panel);
        if let DisputeSubject::Expulsion(proposal) = e.subject {
            self.change_proposal(proposal, |proposal| proposal.appealed_since_ms = at_ms);
        }
    }

    pub(super) fn panel_voted(&mut self, e: &PanelVoted) {
        let Some(book) = self.dispute_mut(e.dispute) else { return };
        let is_named = book.panel.contains(&e.arbitrator);
        book.votes.push(PanelVote { arbitrator: e.arbitrator, ruling: e.ruling });
        if !is_named {
            let what = "a vote of nobody on its panel";
            self.fault(Record::Dispute(e.dispute), what, Shown::none(), Shown::of(&e.arbitrator));
        }
    }

    pub(super) fn dispute_referred(&mut self, e: &DisputeReferred) {
        if let Some(book) = self.dispute_mut(e.dispute) {
            book.ballot = Some(e.proposal);
        }
    }

    pub(super) fn dispute_ruled(&mut self, e: &DisputeRuled) {
        let Some(book) = self.dispute_mut(e.dispute) else { return };
        let before = book.ruling.replace(e.ruling);
        let subject = book.subject;
        if let Some(before) = before {
            self.fault(Record::Dispute(e.dispute), "a second ruling", Shown::of(&before), Shown::of(&e.ruling));
        }
        match (subject, e.ruling) {
            (DisputeSubject::Payment(payment), Ruling::For) => self.hold_ended(payment),
            (DisputeSubject::Expulsion(proposal), _) => self.appeal_ended(proposal, e.ruling == Ruling::Against),
            _ => {}
        }
    }

    /// A ruling that lets a payment go on ends a hold that runs; a payment that is over stays as it is.
    fn hold_ended(&mut self, id: mutual_types::PaymentId) {
        let is_waiting = self.payment(id).is_some_and(|it| it.state == mutual_types::PaymentState::Waiting);
        if is_waiting {
            self.hold_lifted(id);
        }
    }

    /// An expulsion goes on so much later, or is struck down.
    fn appeal_ended(&mut self, id: ProposalId, annuls: bool) {
        let at_ms = self.now.at_ms;
        self.change_proposal(id, |proposal| {
            let stood_ms = at_ms.saturating_sub(proposal.appealed_since_ms);
            proposal.delay_ms = proposal.delay_ms.saturating_add(stood_ms);
            proposal.appealed_since_ms = 0;
            if annuls {
                proposal.state = ProposalState::Annulled { at_ms };
            }
        });
    }

    pub(super) fn dispute_settled(&mut self, e: &DisputeSettled) {
        let Some(book) = self.dispute_mut(e.dispute) else { return };
        let was_settled = std::mem::replace(&mut book.settled, true);
        let (opener, subject) = (book.opener, book.subject);
        let is_undecided = book.ruling.is_none() && book.opened_ms != 0;
        if was_settled {
            self.fault(Record::Dispute(e.dispute), "it is settled twice", Shown::of(&true), Shown::of(&true));
        }
        // While the society dissolves, one that is not ruled has no effect but that clocks run again.
        if let (true, DisputeSubject::Expulsion(proposal)) = (is_undecided, subject) {
            self.appeal_ended(proposal, false);
        }
        let held = self.at(Place::DisputeDeposit(e.dispute));
        self.same(Record::Dispute(e.dispute), "its deposit", Shown::Money(held), Shown::Money(e.deposit));
        let to = if e.forfeited { self.general() } else { self.credit_of(opener) };
        self.transfer(Place::DisputeDeposit(e.dispute), to, e.deposit);
    }
}
