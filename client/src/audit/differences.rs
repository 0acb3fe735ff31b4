//! The books against the contract's records, field by field.

use mutual_types::{
    DisputeView, GrantView, MemberView, PaymentState, PaymentView, Planck, PotView, ProposalView, ReliefView, Seat,
};

use super::books::Books;
use super::on_chain::OnChain;
use super::{Place, Record, Shown};
use crate::json::ToJson;

/// Something that does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which record.
    pub record: Record,
    /// What of it.
    pub what: String,
    /// What the books have.
    pub books: Shown,
    /// What the chain has; for what cannot be at all, what the event says.
    pub chain: Shown,
    /// The events that the record came from, by their numbers.
    pub events: Vec<u64>,
}

impl ToJson for Difference {
    fn to_json(&self) -> serde_json::Value {
        let Self { record, what, books, chain, events } = self;
        serde_json::json!({
            "record": record.kind(), "id": record.id(), "what": what, "books": books.json(), "chain": chain.json(),
            "events": events,
        })
    }
}

/// Differences of one record.
struct Found<'a> {
    books: &'a Books,
    all: Vec<Difference>,
}

impl Found<'_> {
    fn compare(&mut self, record: Record, what: &str, books: Shown, chain: Shown) {
        if books != chain {
            let events = self.books.trail(record).to_vec();
            self.all.push(Difference { record, what: what.to_owned(), books, chain, events });
        }
    }

    fn same<T: ToJson + ?Sized>(&mut self, record: Record, what: &str, books: &T, chain: &T) {
        self.compare(record, what, Shown::of(books), Shown::of(chain));
    }

    fn money(&mut self, record: Record, what: &str, books: Planck, chain: Planck) {
        self.compare(record, what, Shown::Money(books), Shown::Money(chain));
    }

    fn missing(&mut self, record: Record) {
        self.compare(record, "whether there is one", Shown::of(&false), Shown::of(&true));
    }
}

impl Books {
    /// All in which the books and the chain do not agree, faults of the events themselves first; nothing if all is well.
    /// [`Books::pause`] comes before.
    pub fn differences(&self, chain: &OnChain) -> Vec<Difference> {
        let mut found = Found { books: self, all: self.faults().to_vec() };
        society(&mut found, chain);
        roles(&mut found, chain);
        for pot in &chain.pots {
            self::pot(&mut found, pot);
        }
        for member in &chain.members {
            self::member(&mut found, member, chain.at_ms);
        }
        for proposal in &chain.proposals {
            self::proposal(&mut found, proposal);
        }
        for payment in &chain.payments {
            self::payment(&mut found, payment);
        }
        for grant in &chain.grants {
            self::grant(&mut found, grant);
        }
        for request in &chain.relief {
            relief(&mut found, request);
        }
        for dispute in &chain.disputes {
            self::dispute(&mut found, dispute);
        }
        for (account, credit) in &chain.credits {
            found.money(Record::Credit(*account), "credit", self.credit(*account), *credit);
        }
        for (account, credit) in self.credits() {
            if !chain.credits.contains_key(&account) {
                found.money(Record::Credit(account), "credit", credit, 0);
            }
        }
        found.all
    }
}

fn society(found: &mut Found, chain: &OnChain) {
    let (books, view, of) = (found.books, &chain.society, Record::Society);
    let counters = &view.counters;
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    found.same(of, "events", &books.next_seq(), &counters.seq);
    found.same(of, "members ever", &count(books.members().len()), &counters.members);
    found.same(of, "members present", &books.present(), &counters.present);
    found.same(of, "members counted", &books.active(), &counters.active);
    found.same(of, "proposals", &count(books.proposals().len()), &counters.proposals);
    found.same(of, "payments", &count(books.payments().len()), &counters.payments);
    found.same(of, "pots", &count(books.pots().len()), &counters.pots);
    found.same(of, "grants", &count(books.grants().len()), &counters.grants);
    found.same(of, "relief requests", &count(books.relief().len()), &counters.relief_requests);
    found.same(of, "disputes", &count(books.disputes().len()), &counters.disputes);
    found.same(of, "expenses", &books.expenses(), &counters.expenses);
    found.same(of, "last activity", &books.last_activity_ms(), &counters.last_activity_ms);
    let since_ms = books.dissolution().map_or(0, |dissolution| dissolution.opened_ms);
    found.same(of, "dissolving since", &since_ms, &counters.dissolving_since_ms);
    let (ours, theirs) = (books.ledger(), &counters.ledger);
    found.money(of, "sum of all pots", ours.pots, theirs.pots);
    found.money(of, "sum of all shares", ours.shares, theirs.shares);
    found.money(of, "sum of all credits", ours.credits, theirs.credits);
    found.money(of, "sum of all deposits", ours.deposits, theirs.deposits);
    found.money(of, "all money in the contract", books.balance(), view.balance);
    if books.knows_founding() {
        found.same(of, "charter", &books.charter().cloned(), &Some(view.charter.clone()));
        let next = view.next_beneficiary.as_ref().filter(|next| next.from_ms <= chain.at_ms);
        let beneficiary = next.map_or(view.asset_lock.beneficiary, |next| next.account);
        found.same(of, "beneficiary", &books.beneficiary_at(chain.at_ms), &Some(beneficiary));
        if let Some(rules) = books.rules() {
            found.same(of, "rules", rules, &view.rules);
        }
    }
    found.same(Record::Dissolution, "dissolution", &books.dissolution().cloned(), &view.dissolution);
}

fn roles(found: &mut Found, chain: &OnChain) {
    let shown = |seats: Vec<&Seat>| {
        let seat = |seat: &Seat| {
            serde_json::json!({
                "role": seat.role.to_json(), "member": seat.member.to_json(), "expires_ms": seat.expires_ms,
            })
        };
        Shown::Other(seats.into_iter().map(seat).collect())
    };
    if !found.books.knows_founding() {
        return;
    }
    let mut live: Vec<&Seat> = chain.society.roster.seats.iter().filter(|seat| seat.is_live(chain.at_ms)).collect();
    live.sort_by_key(|seat| scale::Encode::encode(&(seat.role, seat.member)));
    found.compare(Record::Roles, "terms that run", shown(found.books.live_seats(chain.at_ms)), shown(live));
}

fn pot(found: &mut Found, PotView { id, pot }: &PotView) {
    let of = Record::Pot(*id);
    let Some(book) = found.books.pot(*id) else { return found.missing(of) };
    found.same(of, "kind", &book.kind, &pot.spec.kind);
    found.money(of, "balance", found.books.at(Place::Pot(*id)), pot.balance);
    found.money(of, "reserved", book.reserved, pot.reserved);
    found.same(of, "what holds it open", &book.open_items, &pot.open_items);
    found.same(of, "closed", &book.closed, &pot.closed);
    found.same(of, "allowance", &book.allowance, &pot.allowance);
}

fn member(found: &mut Found, MemberView { account, member }: &MemberView, now_ms: u64) {
    let of = Record::Member(member.index);
    let Some(book) = found.books.member(member.index) else { return found.missing(of) };
    let ours = &book.member;
    found.same(of, "account", &book.account, account);
    found.money(of, "share capital", found.books.share_capital(member.index), member.share_capital);
    found.same(of, "shares", &ours.shares, &member.shares);
    found.same(of, "counted", &ours.counted, &member.counted);
    found.same(of, "joined", &ours.joined_ms, &member.joined_ms);
    found.same(of, "end of probation", &ours.probation_ends_ms, &member.probation_ends_ms);
    found.same(of, "dues paid until", &ours.dues_paid_until_ms, &member.dues_paid_until_ms);
    found.same(of, "suspended from", &ours.suspended_from_ms, &member.suspended_from_ms);
    found.same(of, "suspended until", &ours.suspended_until_ms, &member.suspended_until_ms);
    found.same(of, "in good standing since", &ours.good_since_ms, &member.good_since_ms);
    found.same(of, "departed", &ours.departed_ms, &member.departed_ms);
    found.same(of, "exit due", &ours.exit_due_ms, &member.exit_due_ms);
    found.same(of, "charter acknowledged", &ours.charter_version, &member.charter_version);
    found.same(of, "open proposals", &ours.open_proposals, &member.open_proposals);
    found.same(of, "loans", &ours.loans, &member.loans);
    found.same(of, "share of the dissolution claimed", &ours.share_claimed, &member.share_claimed);
    if let Some(rules) = found.books.rules() {
        let standing = member.standing(rules, now_ms);
        found.same(of, "standing", &found.books.standing(member.index, now_ms), &Some(standing));
    }
}

fn proposal(found: &mut Found, ProposalView { id, proposal }: &ProposalView) {
    let of = Record::Proposal(*id);
    let Some(book) = found.books.proposal(*id) else { return found.missing(of) };
    found.same(of, "kind", &book.kind, &proposal.kind);
    found.same(of, "proposer", &book.proposer, &proposal.proposer);
    found.same(of, "class", &book.class, &proposal.terms.threshold.class);
    found.same(of, "electorate", &book.electorate, &proposal.terms.threshold.electorate);
    found.same(of, "potential", &book.potential, &proposal.terms.threshold.potential);
    found.same(of, "made", &book.made_ms, &proposal.made_ms);
    found.same(of, "ends", &book.ends_ms, &proposal.ends_ms);
    found.same(of, "mode", &book.mode, &proposal.mode);
    found.same(of, "tally", &book.tally, &proposal.tally);
    found.same(of, "ballots by proxies", &book.proxied, &proposal.proxied);
    found.same(of, "certified by", &book.certified_by, &proposal.certified_by);
    found.same(of, "objectors", &book.objectors, &proposal.objectors);
    found.same(of, "stewards who call it spam", &book.spam_judges, &proposal.spam_judges);
    found.same(of, "window extended", &book.window_extended, &proposal.window_extended);
    found.same(of, "appealed since", &book.appealed_since_ms, &proposal.appealed_since_ms);
    found.same(of, "held up by appeals", &book.delay_ms, &proposal.delay_ms);
    found.same(of, "what became of it", &book.state, &proposal.state);
    found.same(of, "settled", &book.settled, &proposal.settled);
    if let Some(body) = found.books.documents().body(*id) {
        found.money(of, "deposit", book.deposit, body.deposit);
        found.same(of, "kind of what it does", &book.kind, &body.action.kind());
    }
}

fn payment(found: &mut Found, PaymentView { id, payment }: &PaymentView) {
    let of = Record::Payment(*id);
    let Some(book) = found.books.payment(*id) else { return found.missing(of) };
    found.same(of, "payee", &book.payee, &payment.payee);
    found.same(of, "payee's number", &book.payee_member, &payment.payee_member);
    found.money(of, "amount", book.amount, payment.amount);
    found.same(of, "pot", &book.pot, &payment.pot);
    found.same(of, "origin", &book.origin, &payment.origin);
    found.same(of, "approvals", &book.approvals, &payment.approvals);
    found.same(of, "released by the members", &book.members_approved, &payment.members_approved);
    found.same(of, "renewed", &book.renewed, &payment.renewed);
    found.same(of, "refused", &book.refused, &payment.refused);
    found.same(of, "what became of it", &book.state, &payment.state);
    if payment.state == PaymentState::Waiting {
        found.same(of, "reserved", &book.reserved, &payment.reserved);
    }
    let hold = |hold: &Option<mutual_types::Hold>| hold.as_ref().map(|hold| (hold.by, hold.until_ms));
    let (ours, theirs) = (hold(&book.hold), hold(&payment.stops.hold));
    found.same(of, "held by", &ours.map(|hold| hold.0), &theirs.map(|hold| hold.0));
    found.same(of, "held until", &ours.map(|hold| hold.1), &theirs.map(|hold| hold.1));
}

fn grant(found: &mut Found, GrantView { id, grant }: &GrantView) {
    let of = Record::Grant(*id);
    let Some(book) = found.books.grant(*id) else { return found.missing(of) };
    let ours = &book.grant;
    found.same(of, "proposal", &ours.proposal, &grant.proposal);
    found.same(of, "proposer", &ours.proposer, &grant.proposer);
    found.same(of, "payee", &ours.payee, &grant.payee);
    found.same(of, "payee's number", &ours.payee_member, &grant.payee_member);
    found.same(of, "pot", &ours.pot, &grant.pot);
    found.same(of, "stages", &ours.stages, &grant.stages);
    found.same(of, "open stage", &ours.current, &grant.current);
    found.same(of, "claim", &ours.claim, &grant.claim);
    found.money(of, "reserved", ours.reserved, grant.reserved);
    found.money(of, "in payments that wait", ours.pending, grant.pending);
    found.money(of, "paid", ours.paid, grant.paid);
    found.money(of, "paid back", ours.repaid, grant.repaid);
    found.money(of, "forgiven", ours.forgiven, grant.forgiven);
    found.same(of, "to be paid back by", &ours.repay_by_ms, &grant.repay_by_ms);
    found.same(of, "stopped", &ours.stopped, &grant.stopped);
}

fn relief(found: &mut Found, ReliefView { id, request }: &ReliefView) {
    let of = Record::Relief(*id);
    let Some(book) = found.books.relief_request(*id) else { return found.missing(of) };
    found.same(of, "asker", &book.asker, &request.asker);
    found.same(of, "pot", &book.pot, &request.pot);
    found.money(of, "amount", book.amount, request.amount);
    found.same(of, "asked", &book.asked_ms, &request.asked_ms);
    found.same(of, "ends", &book.ends_ms, &request.ends_ms);
    found.same(of, "attesters", &book.attesters, &request.attesters);
    found.same(of, "payment", &book.payment, &request.payment);
    found.same(of, "withdrawn", &book.withdrawn_ms, &request.withdrawn_ms);
}

fn dispute(found: &mut Found, DisputeView { id, dispute }: &DisputeView) {
    let of = Record::Dispute(*id);
    let Some(book) = found.books.dispute(*id) else { return found.missing(of) };
    found.same(of, "subject", &book.subject, &dispute.subject);
    found.same(of, "opener", &book.opener, &dispute.opener);
    found.same(of, "who asks for it", &book.petitioners, &dispute.petitioners);
    found.same(of, "opened", &book.opened_ms, &dispute.opened_ms);
    found.same(of, "panel", &book.panel, &dispute.panel);
    found.same(of, "the panel's votes", &book.votes, &dispute.votes);
    found.same(of, "ballot", &book.ballot, &dispute.ballot);
    found.same(of, "ruling", &book.ruling, &dispute.ruling);
    found.same(of, "settled", &book.settled, &dispute.settled);
    if dispute.opened_ms != 0 {
        found.same(of, "ends", &book.ends_ms, &dispute.ends_ms);
    }
    let held = if dispute.settled { 0 } else { dispute.deposit };
    found.money(of, "deposit held", found.books.at(Place::DisputeDeposit(*id)), held);
}
