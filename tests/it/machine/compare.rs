//! All that can be seen of a society, in its cells and in the model.

use std::collections::BTreeSet;
use std::fmt::Debug;

use mutual_model::play::Play;
use mutual_model::Model;
use mutual_types::{
    Class, DisputeId, GrantId, GrantStatus, MemberIndex, PaymentId, PaymentState, PaymentStatus, PotId, ProposalId,
    ReliefId,
};

use super::cells::Cells;

/// What differs, in words.
struct Differences(Vec<String>);

impl Differences {
    fn same<T: Debug>(&mut self, what: &str, contract: T, model: T) {
        let (contract, model) = (format!("{contract:?}"), format!("{model:?}"));
        if contract != model {
            self.0.push(format!("{what}:\n contract {contract}\n model    {model}"));
        }
    }
}

/// All that differs between the contract and the model, in words. Of long rows only the last `depth` records are read.
pub fn differences(cells: &Cells, play: &Play, now_ms: u64, depth: u32) -> Vec<String> {
    let model = &play.model;
    let counters = cells.counters();
    let mut found = Differences(Vec::new());
    found.same("counters", &counters, &model.counters().unwrap());
    if !found.0.is_empty() {
        // Numbers of records differ, so that records would be missing.
        return found.0;
    }
    for account in play.opening.accounts.iter().chain(&play.opening.ghosts) {
        found.same("credit", (account, cells.credit(*account)), (account, model.credit_of(*account)));
    }
    found.same("seats", &cells.roster().seats[..], model.seats());
    let last = |count: u32| count.saturating_sub(depth)..count;
    (0..counters.pots).for_each(|id| pot(&mut found, cells, model, PotId(id)));
    last(counters.members).for_each(|id| member(&mut found, cells, model, MemberIndex(id), now_ms));
    last(counters.proposals).for_each(|id| proposal(&mut found, cells, model, ProposalId(id), now_ms));
    last(counters.payments).for_each(|id| payment(&mut found, cells, model, PaymentId(id), now_ms));
    last(counters.grants).for_each(|id| grant(&mut found, cells, model, GrantId(id), now_ms));
    last(counters.relief_requests).for_each(|id| request(&mut found, cells, model, ReliefId(id), now_ms));
    last(counters.disputes).for_each(|id| dispute(&mut found, cells, model, DisputeId(id), now_ms));
    found.0
}

fn pot(found: &mut Differences, cells: &Cells, model: &Model, id: PotId) {
    let pot = cells.pot(id);
    let facts = model.pot_facts(id).unwrap();
    let spent = pot.allowance.as_ref().map(|allowance| allowance.spent);
    found.same(
        &format!("pot {id}"),
        (pot.balance, pot.reserved, pot.open_items, pot.closed, spent),
        (facts.balance, facts.reserved, facts.open_items, facts.closed, facts.spent),
    );
}

fn member(found: &mut Differences, cells: &Cells, model: &Model, index: MemberIndex, now_ms: u64) {
    let account = cells.account(index);
    let member = cells.member(account);
    let facts = model.member_facts(index).unwrap();
    let proxies = cells.proxies(index);
    found.same(
        &format!("member {index}"),
        (
            (account, member.standing(&cells.rules(), now_ms), cells.debt(&member, now_ms), member.joined_ms),
            (member.counted, member.departed_ms, member.exit_due_ms, member.shares, member.share_capital),
            (member.share_claimed, member.charter_version, &member.open_proposals, proxies.holder, &proxies.holds),
        ),
        (
            (facts.account, facts.standing, facts.past_due, facts.joined_ms),
            (facts.counted, facts.departed_ms, facts.exit_due_ms, facts.shares, facts.share_capital),
            (
                facts.share_claimed,
                facts.charter_version,
                &facts.open_proposals,
                facts.proxy_holder,
                &facts.proxies_held,
            ),
        ),
    );
}

fn proposal(found: &mut Differences, cells: &Cells, model: &Model, id: ProposalId, now_ms: u64) {
    let proposal = cells.proposal(id);
    let facts = model.proposal_facts(id).unwrap();
    let (tally, proxied, needs) = (&proposal.tally, &proposal.proxied, &proposal.terms.threshold);
    let (all, by) = (&facts.tally, &facts.by_proxies);
    found.same(
        &format!("proposal {id} ({:?})", proposal.kind),
        (
            (proposal.proposer, proposal.status(now_ms), (tally.aye, tally.nay, tally.abstain)),
            ((proxied.aye, proxied.nay, proxied.abstain), needs.electorate, needs.potential, proposal.ends_ms),
            (proposal.decided, proposal.extended, needs.class == Class::Special, proposal.settled),
            (proposal.executable_from_ms(), proposal.expires_ms(), cells.body(id).deposit),
        ),
        (
            (facts.proposer, facts.status, (all.ayes, all.nays, all.abstentions)),
            ((by.ayes, by.nays, by.abstentions), facts.electorate, facts.potential, facts.ends_ms),
            (facts.decided, facts.extended, facts.special, facts.settled),
            (facts.executable_from_ms, facts.expires_ms, facts.deposit),
        ),
    );
}

fn payment(found: &mut Differences, cells: &Cells, model: &Model, id: PaymentId, now_ms: u64) {
    let payment = cells.current_payment(id, now_ms);
    let facts = model.payment_facts(id).unwrap();
    let status = payment.status(now_ms);
    // Whether its money is reserved says nothing of a payment that is over.
    let is_final = payment.state != PaymentState::Waiting;
    let ends_ms = (status == PaymentStatus::Waiting).then(|| payment.ends_at(now_ms));
    found.same(
        &format!("payment {id} ({:?})", payment.origin),
        (
            (payment.payee, payment.amount, payment.pot, status, ends_ms, &payment.approvals),
            (payment.members_approved, payment.reserved && !is_final, payment.renewed),
        ),
        (
            (facts.payee, facts.amount, facts.pot, facts.status, facts.ends_ms, &facts.approvals),
            (facts.members_approved, facts.reserved && !is_final, facts.renewed),
        ),
    );
}

fn grant(found: &mut Differences, cells: &Cells, model: &Model, id: GrantId, now_ms: u64) {
    let grant = cells.grant(id);
    let facts = model.grant_facts(id).unwrap();
    let stage = grant.stage_status(now_ms).filter(|_| grant.status() == GrantStatus::Running);
    found.same(
        &format!("grant {id}"),
        (grant.status(), grant.current, stage, grant.reserved, grant.paid, grant.repaid, grant.forgiven),
        (facts.status, facts.current, facts.stage, facts.reserved, facts.paid, facts.repaid, facts.forgiven),
    );
}

fn request(found: &mut Differences, cells: &Cells, model: &Model, id: ReliefId, now_ms: u64) {
    let request = cells.request(id);
    let facts = model.request_facts(id).unwrap();
    found.same(
        &format!("request {id}"),
        (request.status(now_ms), &request.attesters, request.attesters_needed, request.payment),
        (facts.status, &facts.attesters, facts.needed, facts.payment),
    );
}

fn dispute(found: &mut Differences, cells: &Cells, model: &Model, id: DisputeId, now_ms: u64) {
    let dispute = cells.dispute(id);
    let facts = model.dispute_facts(id).unwrap();
    let parties = (dispute.opened_ms != 0).then(|| dispute.parties.iter().copied().collect::<BTreeSet<_>>());
    let votes = format!("{:?}", dispute.votes);
    found.same(
        &format!("dispute {id} ({votes})"),
        (
            (dispute.status(now_ms), &dispute.panel, dispute.ruling, dispute.settled),
            (dispute.ends_ms, dispute.ballot, parties),
        ),
        (
            (facts.status, &facts.panel, facts.ruling, facts.settled),
            (facts.ends_ms, facts.ballot, facts.parties.map(|parties| parties.into_iter().collect())),
        ),
    );
}
