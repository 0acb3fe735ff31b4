//! All that can be seen of a society, in its cells and in the model.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use mutual_model::play::Play;
use mutual_model::Model;
use mutual_types::{
    Class, DisputeId, GrantId, GrantStatus, MemberIndex, PaymentId, PaymentState, PaymentStatus, Planck, PotId,
    ProposalId, ReliefId,
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
    let (version, counters) = cells.root();
    let mut found = Differences(Vec::new());
    found.same("version of the storage", version, model.version());
    found.same("counters", &counters, &model.counters().unwrap());
    if !found.0.is_empty() {
        // Numbers of records differ, so that records would be missing.
        return found.0;
    }
    for account in play.opening.accounts.iter().chain(&play.opening.ghosts) {
        found.same("credit", (account, cells.credit(*account)), (account, model.credit_of(*account)));
        let application = cells.application(*account);
        found.same("application", (account, application.as_ref()), (account, model.application(*account)));
    }
    society(&mut found, cells, model, now_ms);
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

fn society(found: &mut Differences, cells: &Cells, model: &Model, now_ms: u64) {
    found.same("rules", &cells.rules(), model.rules());
    let identity = cells.identity();
    let ours = (&identity.charter, &identity.asset_lock, identity.next_beneficiary);
    found.same("charter and beneficiary", ours, model.identity());
    let admissions = cells.admissions();
    found.same("admissions", (admissions.since_ms, admissions.count, admissions.batched), model.admissions());
    found.same("seats", &cells.roster().seats[..], model.seats());
    found.same("dissolution", cells.dissolution(), model.dissolution_record());
    let mut days = cells.relief_days();
    days.prune(now_ms);
    let ours: BTreeMap<u64, Planck> = days.days.iter().map(|day| (day.day, day.amount)).collect();
    let ours: Vec<(u64, Planck)> = ours.into_iter().filter(|(_, amount)| *amount > 0).collect();
    found.same("days of relief", ours, model.relief_days());
}

fn pot(found: &mut Differences, cells: &Cells, model: &Model, id: PotId) {
    let pot = cells.pot(id);
    let facts = model.pot_facts(id).unwrap();
    found.same(
        &format!("pot {id}"),
        (pot.balance, pot.reserved, pot.open_items, pot.closed, &pot.allowance),
        (facts.balance, facts.reserved, facts.open_items, facts.closed, &model.allowance(id)),
    );
}

fn member(found: &mut Differences, cells: &Cells, model: &Model, index: MemberIndex, now_ms: u64) {
    let account = cells.account(index);
    let member = cells.member(account);
    let facts = model.member_facts(index).unwrap();
    found.same(
        &format!("member {index}"),
        (account, member.standing(&cells.rules(), now_ms), cells.debt(&member, now_ms), &member),
        (facts.account, facts.standing, facts.past_due, &model.member_record(index).unwrap()),
    );
    let proxies = cells.proxies(index);
    found.same(
        &format!("proxies of {index}"),
        (proxies.offered_to, proxies.holder, &proxies.holds),
        (model.proxy_offer(index).unwrap(), facts.proxy_holder, &facts.proxies_held),
    );
    found.same(&format!("account offered by {index}"), cells.offer(account), model.account_offered_by(account));
    let mut record = cells.relief_record(index);
    record.prune(now_ms);
    found.same(&format!("relief of {index}"), record, model.relief_record(index));
}

fn proposal(found: &mut Differences, cells: &Cells, model: &Model, id: ProposalId, now_ms: u64) {
    let proposal = cells.proposal(id);
    let facts = model.proposal_facts(id).unwrap();
    let (tally, proxied, needs) = (&proposal.tally, &proposal.proxied, &proposal.terms.threshold);
    let (all, by) = (&facts.tally, &facts.by_proxies);
    let what = format!("proposal {id} ({:?})", proposal.kind);
    found.same(
        &what,
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
    let recused: BTreeSet<MemberIndex> = proposal.recused.iter().copied().collect();
    let (theirs, objectors, certified_by, judges, case_stated) = model.involved(id).unwrap();
    let spoke = cells.statement(id).is_some();
    found.same(
        &what,
        (recused, &proposal.objectors, proposal.certified_by, &proposal.spam_judges, spoke),
        (theirs.into_iter().collect(), &objectors, certified_by, &judges, case_stated),
    );
    let (cell, marks) = cells.ballots(id);
    let members = (0..cells.counters().members).map(MemberIndex);
    let ballots = members.filter_map(|member| Some((member, cell.get(member)?, marks.get(member).is_some())));
    found.same(&what, ballots.collect(), model.ballots(id).unwrap());
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
    let (stages, claim) = model.stages(id).unwrap();
    let ours = grant.claim.as_ref().map(|claim| (claim.at_ms, claim.returned));
    found.same(&format!("stages of {id}"), (&grant.stages, ours), (&stages, claim));
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
    found.same(
        &format!("dispute {id}"),
        (
            (dispute.status(now_ms), &dispute.panel, &dispute.votes, dispute.ruling, dispute.settled),
            (dispute.ends_ms, dispute.ballot, parties),
        ),
        (
            (facts.status, &facts.panel, &facts.votes, facts.ruling, facts.settled),
            (facts.ends_ms, facts.ballot, facts.parties.map(|parties| parties.into_iter().collect())),
        ),
    );
}
