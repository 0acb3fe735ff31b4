//! Records as the index shows them: one document each, for whoever shows a society without adding anything up.

use mutual_types::{PaymentState, Planck, PotKind, ProposalState};
use serde_json::{json, Value};

use crate::audit::{Books, Place, Record};
use crate::json::ToJson;

/// A record's number, whether anything can still become of it, and the document.
pub(super) struct Shown {
    pub(super) number: u32,
    pub(super) is_open: bool,
    pub(super) body: Value,
}

/// What the books say of a record; none if they have none.
pub(super) fn shown(books: &Books, record: Record) -> Option<Shown> {
    let shown = |number: u32, is_open: bool, body: Value| Some(Shown { number, is_open, body });
    match record {
        Record::Society => shown(0, books.dissolution().is_none(), society(books)),
        Record::Roles => shown(0, true, json!({ "seats": books.seats().to_vec().to_json() })),
        Record::Dissolution => {
            let dissolution = books.dissolution()?;
            shown(0, dissolution.division.is_none(), dissolution.to_json())
        }
        Record::Credit(account) => {
            let amount = books.credit(account);
            shown(0, amount > 0, json!({ "account": account.to_json(), "amount": amount.to_json() }))
        }
        Record::Pot(id) => {
            let pot = books.pot(id)?;
            let body = json!({
                "pot": id.to_json(),
                "kind": pot.kind.to_json(),
                "name": pot.spec.as_ref().map(|spec| spec.name.clone()),
                "restriction": pot.spec.as_ref().and_then(|spec| spec.restriction.as_ref()).map(ToJson::to_json),
                "balance": books.at(Place::Pot(id)).to_json(),
                "reserved": pot.reserved.to_json(),
                "open_items": pot.open_items,
                "allowance": pot.allowance.to_json(),
                "closed": pot.closed,
            });
            shown(id.0, !pot.closed, body)
        }
        Record::Member(index) => {
            let book = books.member(index)?;
            let capital = books.share_capital(index);
            let member = mutual_types::Member { share_capital: capital, ..book.member.clone() };
            let is_present = member.departed_ms == 0;
            shown(index.0, is_present, json!({ "account": book.account.to_json(), "member": member.to_json() }))
        }
        Record::Proposal(id) => proposal(books, id),
        Record::Payment(id) => {
            let payment = books.payment(id)?;
            let hold = payment.hold.as_ref().map(
                |hold| json!({ "by": hold.by.to_json(), "until_ms": hold.until_ms, "reason": payment.hold_reason }),
            );
            let body = json!({
                "payment": id.to_json(),
                "payee": payment.payee.to_json(),
                "payee_member": payment.payee_member.to_json(),
                "amount": payment.amount.to_json(),
                "pot": payment.pot.to_json(),
                "origin": payment.origin.to_json(),
                "created_ms": payment.created_ms,
                "ends_ms": payment.ends_ms,
                "approvals": payment.approvals.to_json(),
                "members_approved": payment.members_approved,
                "reserved": payment.reserved,
                "renewed": payment.renewed,
                "hold": hold,
                "refused": payment.refused.to_json(),
                "state": payment.state.to_json(),
            });
            shown(id.0, payment.state == PaymentState::Waiting, body)
        }
        Record::Grant(id) => {
            let book = books.grant(id)?;
            let outcomes: Vec<Value> = book
                .outcomes
                .iter()
                .map(|(stage, metric, at_ms)| json!({ "stage": stage, "metric": metric, "at_ms": at_ms }))
                .collect();
            let titles: Option<Vec<_>> =
                book.terms.as_ref().map(|terms| terms.stages.iter().map(|stage| stage.title.clone()).collect());
            let body = json!({
                "number": id.to_json(),
                "grant": book.grant.to_json(),
                "unit": book.terms.as_ref().map(|terms| terms.unit.clone()),
                "titles": titles,
                "made_ms": book.made_ms,
                "outcomes": outcomes,
            });
            shown(id.0, !book.grant.is_over() || book.grant.pending > 0, body)
        }
        Record::Relief(id) => {
            let book = books.relief_request(id)?;
            let body = json!({
                "request": id.to_json(),
                "asker": book.asker.to_json(),
                "pot": book.pot.to_json(),
                "amount": book.amount.to_json(),
                "asked_ms": book.asked_ms,
                "ends_ms": book.ends_ms,
                "attesters": book.attesters.to_json(),
                "payment": book.payment.to_json(),
                "withdrawn_ms": book.withdrawn_ms,
            });
            shown(id.0, book.payment.is_none() && book.withdrawn_ms == 0, body)
        }
        Record::Dispute(id) => {
            let book = books.dispute(id)?;
            let body = json!({
                "dispute": id.to_json(),
                "subject": book.subject.to_json(),
                "opener": book.opener.to_json(),
                "petitioners": book.petitioners.to_json(),
                "opened_ms": book.opened_ms,
                "ends_ms": book.ends_ms,
                "panel": book.panel.to_json(),
                "votes": book.votes.to_json(),
                "ballot": book.ballot.to_json(),
                "ruling": book.ruling.to_json(),
                "settled": book.settled,
                "deposit_held": books.at(Place::DisputeDeposit(id)).to_json(),
            });
            shown(id.0, !book.settled, body)
        }
    }
}

fn proposal(books: &Books, id: mutual_types::ProposalId) -> Option<Shown> {
    let book = books.proposal(id)?;
    let body = books.documents().body(id);
    let document = json!({
        "proposal": id.to_json(),
        "title": body.map(|body| body.title.clone()),
        "document": body.map(|body| body.document.to_json()),
        "action": body.map(|body| body.action.to_json()),
        "proposer": book.proposer.to_json(),
        "kind": book.kind.to_json(),
        "class": book.class.to_json(),
        "electorate": book.electorate,
        "potential": book.potential,
        "made_ms": book.made_ms,
        "ends_ms": book.ends_ms,
        "notice_ms": body.map(|body| body.rules.voting.notice_ms),
        "execution_window_ms": body.map(|body| body.rules.voting.execution_window_ms),
        "quorum_bps": body.map(|body| body.rules.voting.quorum_bps),
        "special_approval_bps": body.map(|body| body.rules.voting.special_approval_bps),
        "min_ayes": body.map(|body| body.rules.voting.min_ayes),
        "mode": book.mode.to_json(),
        "tally": book.tally.to_json(),
        "proxied": book.proxied.to_json(),
        "certified_by": book.certified_by.to_json(),
        "objectors": book.objectors.to_json(),
        "spam_judges": book.spam_judges.to_json(),
        "case_stated": book.case_stated,
        "window_extended": book.window_extended,
        "appealed_since_ms": book.appealed_since_ms,
        "delay_ms": book.delay_ms,
        "state": book.state.to_json(),
        "settled": book.settled,
        "deposit": book.deposit.to_json(),
        "deposit_held": books.at(Place::ProposalDeposit(id)).to_json(),
    });
    let is_open = book.state == ProposalState::Open && !book.settled;
    Some(Shown { number: id.0, is_open, body: document })
}

/// The society on one page: sums and counts.
fn society(books: &Books) -> Value {
    let (mut free, mut reserved, mut restricted): (Planck, Planck, Planck) = (0, 0, 0);
    for (number, pot) in (0u32..).zip(books.pots()) {
        let balance = books.at(Place::Pot(mutual_types::PotId(number)));
        reserved = reserved.saturating_add(pot.reserved);
        let left = balance.saturating_sub(pot.reserved);
        let sum = if pot.kind == PotKind::Restricted { &mut restricted } else { &mut free };
        *sum = sum.saturating_add(left);
    }
    let founding = books.documents().founding.as_ref();
    let open = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let waiting = books.payments().iter().filter(|payment| payment.state == PaymentState::Waiting).count();
    let undecided = books.proposals().iter().filter(|it| it.state == ProposalState::Open && !it.settled).count();
    json!({
        "name": founding.map(|founding| founding.name.clone()),
        "purpose": founding.map(|founding| founding.purpose.clone()),
        "founded_ms": books.founded_ms(),
        "charter": books.charter().map(ToJson::to_json),
        "rules": books.rules().map(ToJson::to_json),
        "members_ever": open(books.members().len()),
        "members_present": books.present(),
        "members_counted": books.active(),
        "money": {
            "free": free.to_json(),
            "reserved": reserved.to_json(),
            "restricted": restricted.to_json(),
            "all": books.balance().to_json(),
            "surplus": books.at(Place::Surplus).to_json(),
            "ledger": books.ledger().to_json(),
        },
        "proposals": { "all": open(books.proposals().len()), "unsettled": open(undecided) },
        "payments": { "all": open(books.payments().len()), "waiting": open(waiting) },
        "grants": open(books.grants().len()),
        "relief_requests": open(books.relief().len()),
        "disputes": open(books.disputes().len()),
        "events": books.next_seq(),
        "last_activity_ms": books.last_activity_ms(),
    })
}
