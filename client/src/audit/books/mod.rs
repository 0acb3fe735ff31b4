//! The books: what a society is and has, worked out from one entry after the other.
//!
//! Written from the events' own documentation and `docs/society.md`. Nothing here looks at the contract's records.

mod disputes;
mod end;
mod grants;
mod members;
mod money;
mod payments;
mod pots;
mod proposals;
mod relief;
mod roles;
mod transfers;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use mutual_types::{
    event::Event, AccountId, Charter, DisputeId, Dissolution, GrantId, Member, MemberIndex, NextBeneficiary, PaymentId,
    Planck, ProposalId, ReliefId, Rules, Seat, TimestampMs,
};

use super::documents::Documents;
use super::entry::{Entry, What};
use super::ledger::{Line, Place};
use super::record::Record;
use super::{Difference, Shown};

pub use disputes::DisputeBook;
pub use grants::GrantBook;
pub use payments::PaymentBook;
pub use pots::PotBook;
pub use proposals::ProposalBook;
pub use relief::ReliefBook;

/// A member as the books have them.
#[derive(Clone, Debug)]
pub struct MemberBook {
    /// Their account.
    pub account: AccountId,
    /// Their record. What shares they paid for is in the ledger.
    pub member: Member,
}

/// A society's books.
#[derive(Clone, Debug)]
pub struct Books {
    society: AccountId,
    minimum: Planck,
    documents: Documents,
    balances: BTreeMap<Place, Planck>,
    lines: Vec<Line>,
    trails: HashMap<Record, Vec<u64>>,
    touched: BTreeSet<Record>,
    faults: Vec<Difference>,
    transfers: transfers::Unmatched,

    next_seq: u64,
    now: Now,
    last: Last,
    executed: Option<ProposalId>,
    founded_ms: Option<TimestampMs>,
    rules: Option<Rules>,
    charter: Option<Charter>,
    beneficiary: Option<AccountId>,
    next_beneficiary: Option<NextBeneficiary>,
    last_activity_ms: TimestampMs,
    expenses: u32,

    members: Vec<MemberBook>,
    bound: HashMap<AccountId, MemberIndex>,
    applied: HashMap<AccountId, u32>,
    seats: Vec<Seat>,
    pots: Vec<PotBook>,
    proposals: Vec<ProposalBook>,
    payments: Vec<PaymentBook>,
    grants: Vec<GrantBook>,
    relief: Vec<ReliefBook>,
    disputes: Vec<DisputeBook>,
    dissolution: Option<Dissolution>,
}

/// The entry at hand.
#[derive(Clone, Copy, Debug, Default)]
struct Now {
    seq: Option<u64>,
    block: u64,
    extrinsic: Option<u32>,
    at_ms: TimestampMs,
    cause: &'static str,
}

/// The event before, as far as it says what the next one follows from.
#[derive(Clone, Copy, Debug, Default)]
enum Last {
    #[default]
    Other,
    Applied(AccountId),
    Sponsored(AccountId),
    Executed(ProposalId),
}

impl Books {
    /// Empty books of the society at an address, on a chain where an account needs `minimum` to exist.
    pub fn new(society: AccountId, minimum: Planck, documents: Documents) -> Self {
        Self {
            society,
            minimum,
            documents,
            balances: BTreeMap::new(),
            lines: Vec::new(),
            trails: HashMap::new(),
            touched: BTreeSet::new(),
            faults: Vec::new(),
            transfers: transfers::Unmatched::default(),
            next_seq: 0,
            now: Now::default(),
            last: Last::default(),
            executed: None,
            founded_ms: None,
            rules: None,
            charter: None,
            beneficiary: None,
            next_beneficiary: None,
            last_activity_ms: 0,
            expenses: 0,
            members: Vec::new(),
            bound: HashMap::new(),
            applied: HashMap::new(),
            seats: Vec::new(),
            pots: Vec::new(),
            proposals: Vec::new(),
            payments: Vec::new(),
            grants: Vec::new(),
            relief: Vec::new(),
            disputes: Vec::new(),
            dissolution: None,
        }
    }

    /// Tells what a proposal says. It must be known before anything follows from it.
    pub fn learn(&mut self, proposal: ProposalId, body: mutual_types::ProposalBody) {
        self.documents.learn(proposal, body);
    }

    /// The founding and what the proposals say.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Takes the next entry.
    pub fn apply(&mut self, entry: &Entry) {
        if (self.now.block, self.now.extrinsic) != (entry.block, entry.extrinsic) {
            self.match_transfers();
        }
        self.now = Now {
            seq: entry.seq(),
            block: entry.block,
            extrinsic: entry.extrinsic,
            at_ms: entry.at_ms,
            cause: match &entry.what {
                What::Event(event) => event.name(),
                What::Transfer(_) => "Transfer",
            },
        };
        match &entry.what {
            What::Transfer(transfer) => self.transfers.add(*transfer),
            What::Event(event) => {
                self.number(event);
                let last = std::mem::take(&mut self.last);
                self.event(event, last);
            }
        }
    }

    /// Ends what is read for now: transfers of the last extrinsic that no event tells of are plain ones.
    pub fn pause(&mut self) {
        self.match_transfers();
    }

    /// Each event has the number after the one before.
    fn number(&mut self, event: &Event) {
        let (seq, expected) = (event.seq(), self.next_seq);
        if seq != expected {
            let what = if seq > expected { "an event is missing" } else { "an event comes twice, or out of its place" };
            self.fault(Record::Society, what, Shown::of(&expected), Shown::of(&seq));
        }
        self.next_seq = seq.saturating_add(1).max(expected);
    }

    fn event(&mut self, event: &Event, last: Last) {
        match event {
            Event::SocietyFounded(e) => self.society_founded(e),
            Event::Applied(e) => self.applied(e),
            Event::Sponsored(e) => self.sponsored(e),
            Event::MemberAdmitted(e) => self.member_admitted(e, last),
            Event::CharterAcknowledged(e) => self.charter_acknowledged(e),
            Event::ProposalMade(e) => self.proposal_made(e),
            Event::VoteCast(e) => self.vote_cast(e),
            Event::ProposalCertified(e) => self.proposal_certified(e),
            Event::ProposalExecuted(e) => self.proposal_executed(e),
            Event::ProposalSettled(e) => self.proposal_settled(e),
            Event::PaymentCreated(e) => self.payment_created(e),
            Event::PaymentApproved(e) => self.payment_approved(e),
            Event::PaymentReleased(e) => self.payment_released(e),
            Event::PaymentRefused(e) => self.payment_refused(e),
            Event::PaymentRenewed(e) => self.payment_renewed(e),
            Event::RoleGranted(e) => self.role_granted(e.role, e.member, e.expires_ms),
            Event::RoleRevoked(e) => self.role_ended(e.role, e.member),
            Event::Contributed(e) => self.contributed(e),
            Event::SurplusSwept(e) => self.surplus_swept(e),
            Event::CreditWithdrawn(e) => self.credit_withdrawn(e),

            Event::DuesPaid(e) => self.dues_paid(e),
            Event::DuesWaived(e) => self.dues_waived(e),
            Event::LapseRecorded(e) => self.change_member(e.member, |member| member.counted = false),
            Event::ReturnRecorded(e) => self.return_recorded(e),
            Event::SharesBought(e) => self.shares_bought(e),
            Event::MemberLeft(e) => self.depart(e.member, e.exit_due_ms),
            Event::ExitSettled(e) => self.exit_settled(e),
            Event::DebtForgiven(e) => self.debt_forgiven(e),

            Event::AccountOffered(e) => self.touch(Record::Member(e.member)),
            Event::AccountRotated(e) => self.moved(e.member, e.from, e.to),
            Event::AccountRecovered(e) => self.moved(e.member, e.from, e.to),
            Event::RecoveryStopped(e) => self.annulled(e.proposal),
            Event::RoleResigned(e) => self.role_ended(e.role, e.member),
            Event::ProxyOffered(e) => self.touch(Record::Member(e.member)),
            Event::ProxyAccepted(e) => self.touch(Record::Member(e.member)),
            Event::ProxyEnded(e) => self.touch(Record::Member(e.member)),
            Event::MemberReinstated(e) => self.member_reinstated(e),
            Event::MemberSuspended(e) => self.member_suspended(e),
            Event::MemberExpelled(e) => self.depart(e.member, self.now.at_ms),
            Event::CaseStated(e) => self.change_proposal(e.proposal, |proposal| proposal.case_stated = true),

            Event::ObjectionMade(e) => self.objection_made(e),
            Event::ProposalWithdrawn(e) => self.proposal_withdrawn(e),
            Event::SpamJudged(e) => self.spam_judged(e),
            Event::WindowExtended(e) => self.change_proposal(e.proposal, |proposal| proposal.window_extended = true),
            Event::RulesSet(_) => self.rules_set(last),
            Event::CharterAmended(e) => self.charter_amended(e, last),
            Event::BeneficiarySet(e) => self.beneficiary_set(e),
            Event::PotOpened(e) => self.pot_opened(e, last),
            Event::PotMoved(e) => self.pot_moved(e),
            Event::PotClosed(e) => self.pot_closed(e),
            Event::CodeUpgraded(_) => self.touch(Record::Society),

            Event::PaymentHeld(e) => self.payment_held(e),
            Event::HoldLifted(e) => self.hold_lifted(e.payment),
            Event::PaymentReleaseDecided(e) => self.payment_release_decided(e),
            Event::PaymentCancelled(e) => self.payment_given_up(e.payment, e.amount),
            Event::PaymentWaived(e) => self.payment_given_up(e.payment, e.amount),
            Event::PaymentCredited(e) => self.payment_credited(e),
            Event::AllowanceSet(e) => self.allowance_set(e),
            Event::PettyPaid(e) => self.petty_paid(e),
            Event::ExpenseClaimed(e) => self.expense_claimed(e),
            Event::ContractCalled(e) => self.touch(Record::Proposal(e.proposal)),

            Event::GrantMade(e) => self.grant_made(e),
            Event::StageClaimed(e) => self.stage_claimed(e),
            Event::StageAccepted(e) => self.stage_accepted(e),
            Event::StageReturned(e) => self.stage_returned(e),
            Event::StageLapsed(e) => self.stage_lapsed(e),
            Event::StipendDue(e) => self.stipend_due(e),
            Event::GrantStopped(e) => self.grant_stopped(e),
            Event::GrantRepaid(e) => self.grant_repaid(e),

            Event::ReliefAsked(e) => self.relief_asked(e),
            Event::ReliefAttested(e) => self.relief_attested(e),
            Event::ReliefWithdrawn(e) => self.relief_withdrawn(e),
            Event::AttestersBarred(e) => self.attesters_barred(e),

            Event::DisputePetitioned(e) => self.dispute_petitioned(e),
            Event::DisputeJoined(e) => self.dispute_joined(e),
            Event::DisputeOpened(e) => self.dispute_opened(e),
            Event::PanelVoted(e) => self.panel_voted(e),
            Event::DisputeReferred(e) => self.dispute_referred(e),
            Event::DisputeRuled(e) => self.dispute_ruled(e),
            Event::DisputeSettled(e) => self.dispute_settled(e),

            Event::DissolutionOpened(e) => self.dissolution_opened(e),
            Event::SharersCounted(e) => self.sharers_counted(e),
            Event::Divided(e) => self.divided(e),
            Event::ShareClaimed(e) => self.share_claimed(e),
            Event::CreditForfeited(e) => self.credit_forfeited(e),
        }
    }

    /// Notes that this event is about a record.
    fn touch(&mut self, record: Record) {
        self.touched.insert(record);
        if let Some(seq) = self.now.seq {
            let trail = self.trails.entry(record).or_default();
            if trail.last() != Some(&seq) {
                trail.push(seq);
            }
        }
    }

    /// Notes that an event says what the books cannot have: `books` is what they have, `said` what it says.
    fn fault(&mut self, record: Record, what: &str, books: Shown, said: Shown) {
        let events = self.now.seq.into_iter().collect();
        self.faults.push(Difference { record, what: what.to_owned(), books, chain: said, events });
    }

    /// Notes a record that an event names and nothing made before.
    fn unknown(&mut self, record: Record) {
        self.fault(record, "an event is about what no event made", Shown::none(), Shown::of(self.now.cause));
    }

    /// Notes that a document is missing that an event follows from.
    fn undocumented(&mut self, record: Record) {
        self.fault(record, "what it follows from is not on record", Shown::none(), Shown::of(self.now.cause));
    }

    /// Two values that must be one.
    fn same(&mut self, record: Record, what: &str, books: Shown, said: Shown) {
        if books != said {
            self.fault(record, what, books, said);
        }
    }

    /// The movements since the last time this was asked.
    pub fn take_lines(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.lines)
    }

    /// The records that changed since the last time this was asked.
    pub fn take_touched(&mut self) -> BTreeSet<Record> {
        std::mem::take(&mut self.touched)
    }

    /// What the events say that cannot be.
    pub fn faults(&self) -> &[Difference] {
        &self.faults
    }

    /// The events that a record came from, by their numbers.
    pub fn trail(&self, record: Record) -> &[u64] {
        self.trails.get(&record).map_or(&[], Vec::as_slice)
    }

    /// How many events there should have been by now.
    pub fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// The rules in force, if they are known.
    pub fn rules(&self) -> Option<&Rules> {
        self.rules.as_ref()
    }

    /// The charter in force.
    pub fn charter(&self) -> Option<&Charter> {
        self.charter.as_ref()
    }

    /// When it was founded.
    pub fn founded_ms(&self) -> Option<TimestampMs> {
        self.founded_ms
    }

    /// Whether the founding could be read, so that the founders and their roles are known.
    pub fn knows_founding(&self) -> bool {
        self.documents.founding.is_some()
    }

    /// When somebody last voted, executed or released.
    pub fn last_activity_ms(&self) -> TimestampMs {
        self.last_activity_ms
    }

    /// All members, by their index.
    pub fn members(&self) -> &[MemberBook] {
        &self.members
    }

    /// All seats, those whose term has ended included.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// All pots.
    pub fn pots(&self) -> &[PotBook] {
        &self.pots
    }

    /// All proposals.
    pub fn proposals(&self) -> &[ProposalBook] {
        &self.proposals
    }

    /// All payments.
    pub fn payments(&self) -> &[PaymentBook] {
        &self.payments
    }

    /// All grants.
    pub fn grants(&self) -> &[GrantBook] {
        &self.grants
    }

    /// All requests for relief.
    pub fn relief(&self) -> &[ReliefBook] {
        &self.relief
    }

    /// All disputes.
    pub fn disputes(&self) -> &[DisputeBook] {
        &self.disputes
    }

    /// The dissolution, if there is one.
    pub fn dissolution(&self) -> Option<&Dissolution> {
        self.dissolution.as_ref()
    }

    /// How many expenses were claimed.
    pub fn expenses(&self) -> u32 {
        self.expenses
    }

    fn proposal_mut(&mut self, id: ProposalId) -> Option<&mut ProposalBook> {
        let found = usize::try_from(id.0).ok().filter(|at| *at < self.proposals.len());
        match found {
            Some(at) => {
                self.touch(Record::Proposal(id));
                self.proposals.get_mut(at)
            }
            None => {
                self.unknown(Record::Proposal(id));
                None
            }
        }
    }

    fn payment_mut(&mut self, id: PaymentId) -> Option<&mut PaymentBook> {
        let found = usize::try_from(id.0).ok().filter(|at| *at < self.payments.len());
        match found {
            Some(at) => {
                self.touch(Record::Payment(id));
                self.payments.get_mut(at)
            }
            None => {
                self.unknown(Record::Payment(id));
                None
            }
        }
    }

    fn grant_mut(&mut self, id: GrantId) -> Option<&mut GrantBook> {
        let found = usize::try_from(id.0).ok().filter(|at| *at < self.grants.len());
        match found {
            Some(at) => {
                self.touch(Record::Grant(id));
                self.grants.get_mut(at)
            }
            None => {
                self.unknown(Record::Grant(id));
                None
            }
        }
    }

    fn relief_mut(&mut self, id: ReliefId) -> Option<&mut ReliefBook> {
        let found = usize::try_from(id.0).ok().filter(|at| *at < self.relief.len());
        match found {
            Some(at) => {
                self.touch(Record::Relief(id));
                self.relief.get_mut(at)
            }
            None => {
                self.unknown(Record::Relief(id));
                None
            }
        }
    }

    fn dispute_mut(&mut self, id: DisputeId) -> Option<&mut DisputeBook> {
        let found = usize::try_from(id.0).ok().filter(|at| *at < self.disputes.len());
        match found {
            Some(at) => {
                self.touch(Record::Dispute(id));
                self.disputes.get_mut(at)
            }
            None => {
                self.unknown(Record::Dispute(id));
                None
            }
        }
    }
}
