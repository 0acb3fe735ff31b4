//! All that can be seen of a society, of the rules and of the model.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use mutual_model::play::Play;
use mutual_model::Model;

use super::{native::Native, THIS};
use crate::{call::Call, state::State};
use mutual_types::*;

/// What differs, in words.
struct Differences(Vec<String>);

impl Differences {
    fn same<T: Debug>(&mut self, what: &str, ours: T, theirs: T) {
        let (ours, theirs) = (format!("{ours:?}"), format!("{theirs:?}"));
        if ours != theirs {
            self.0.push(format!("{what}:\n   rules {ours}\n   model {theirs}"));
        }
    }
}

/// All that differs between the rules and the model, in words.
pub(super) fn differences(native: &Native, play: &Play, now_ms: u64) -> Vec<String> {
    let (state, model) = (&native.state, &play.model);
    let mut found = Differences(Vec::new());
    found.same("counters", &state.counters, &model.counters().unwrap());
    found.same("balance", native.balance, model.chain.balance);
    society(&mut found, state, model, now_ms);
    for account in play.opening.accounts.iter().chain(&play.opening.ghosts) {
        found.same("credit", (account, state.credit(*account)), (account, model.credit_of(*account)));
        let application = state.find_application(*account).map(|application| *application);
        found.same("application", (account, application.as_ref()), (account, model.application(*account)));
    }
    for index in (0..state.counters.members).map(MemberIndex) {
        member(&mut found, state, model, index, now_ms);
    }
    for id in (0..state.counters.proposals).map(ProposalId) {
        proposal(&mut found, state, model, id, now_ms);
    }
    for id in (0..state.counters.pots).map(PotId) {
        let pot = state.pot(id).unwrap();
        let facts = model.pot_facts(id).unwrap();
        found.same(
            &format!("pot {id}"),
            (pot.balance, pot.reserved, pot.open_items, pot.closed, &pot.allowance),
            (facts.balance, facts.reserved, facts.open_items, facts.closed, &model.allowance(id)),
        );
    }
    for id in (0..state.counters.payments).map(PaymentId) {
        payment(&mut found, state, model, id, now_ms);
    }
    for id in (0..state.counters.grants).map(GrantId) {
        grant(&mut found, state, model, id, now_ms);
    }
    for id in (0..state.counters.relief_requests).map(ReliefId) {
        let request = state.relief(id).unwrap();
        let facts = model.request_facts(id).unwrap();
        found.same(
            &format!("request {id}"),
            (request.status(now_ms), &request.attesters, request.attesters_needed, request.payment),
            (facts.status, &facts.attesters, facts.needed, facts.payment),
        );
    }
    for id in (0..state.counters.disputes).map(DisputeId) {
        dispute(&mut found, state, model, id, now_ms);
    }
    found.0
}

fn society(found: &mut Differences, state: &State, model: &Model, now_ms: u64) {
    found.same("rules", &*state.rules().unwrap(), model.rules());
    let identity = state.identity().unwrap();
    let ours = (&identity.charter, &identity.asset_lock, identity.next_beneficiary.clone());
    found.same("charter and beneficiary", ours, model.identity());
    let admissions = state.admissions().unwrap();
    found.same("admissions", (admissions.since_ms, admissions.count, admissions.batched), model.admissions());
    found.same("seats", &state.roster().unwrap().seats[..], model.seats());
    let dissolution = state.find_dissolution().map(|dissolution| *dissolution);
    found.same("dissolution", dissolution, model.dissolution_record());
    let mut days = state.relief_days();
    days.prune(now_ms);
    let ours: BTreeMap<u64, Planck> = days.days.iter().map(|day| (day.day, day.amount)).collect();
    let ours: Vec<(u64, Planck)> = ours.into_iter().filter(|(_, amount)| *amount > 0).collect();
    found.same("days of relief", ours, model.relief_days());
}

fn member(found: &mut Differences, state: &State, model: &Model, index: MemberIndex, now_ms: u64) {
    let (account, member) = state.member_by_index(index).unwrap();
    let facts = model.member_facts(index).unwrap();
    let standing = member.standing(&state.rules().unwrap(), now_ms);
    let call = Call { caller: THIS, now_ms, value: 0, this: THIS };
    let debt = state.debt(&call, &member).unwrap();
    found.same(
        &format!("member {index}"),
        (account, standing, debt, &*member),
        (facts.account, facts.standing, facts.past_due, &model.member_record(index).unwrap()),
    );
    let proxies = state.proxies(index);
    found.same(
        &format!("proxies of {index}"),
        (proxies.offered_to, proxies.holder, &proxies.holds),
        (model.proxy_offer(index).unwrap(), facts.proxy_holder, &facts.proxies_held),
    );
    let offer = state.find_offer(account).map(|to| *to);
    found.same(&format!("account offered by {index}"), offer, model.account_offered_by(account));
    let mut record = *state.relief_record(index);
    record.prune(now_ms);
    found.same(&format!("relief of {index}"), record, model.relief_record(index));
}

fn proposal(found: &mut Differences, state: &State, model: &Model, id: ProposalId, now_ms: u64) {
    let proposal = state.proposal(id).unwrap();
    let facts = model.proposal_facts(id).unwrap();
    let (tally, proxied, needs) = (&proposal.tally, &proposal.proxied, &proposal.terms.threshold);
    let what = format!("proposal {id} ({:?})", proposal.kind);
    found.same(
        &what,
        (
            (proposal.proposer, proposal.status(now_ms), (tally.aye, tally.nay, tally.abstain)),
            ((proxied.aye, proxied.nay, proxied.abstain), needs.electorate, needs.potential, proposal.ends_ms),
            (proposal.decided, proposal.extended, needs.class == Class::Special, proposal.settled),
            (proposal.executable_from_ms(), proposal.expires_ms()),
        ),
        (
            (facts.proposer, facts.status, (facts.tally.ayes, facts.tally.nays, facts.tally.abstentions)),
            (
                (facts.by_proxies.ayes, facts.by_proxies.nays, facts.by_proxies.abstentions),
                facts.electorate,
                facts.potential,
                facts.ends_ms,
            ),
            (facts.decided, facts.extended, facts.special, facts.settled),
            (facts.executable_from_ms, facts.expires_ms),
        ),
    );
    found.same(&what, state.body(id).unwrap().deposit, facts.deposit);
    let recused: BTreeSet<MemberIndex> = proposal.recused.iter().copied().collect();
    let (theirs, objectors, certified_by, judges, case_stated) = model.involved(id).unwrap();
    found.same(
        &what,
        (
            recused,
            &proposal.objectors,
            proposal.certified_by,
            &proposal.spam_judges,
            state.find_statement(id).is_some(),
        ),
        (theirs.into_iter().collect(), &objectors, certified_by, &judges, case_stated),
    );
    let members = (0..state.counters.members).map(MemberIndex);
    let ballots = members.filter_map(|member| {
        let choice = state.find_ballots(id, member)?.get(member)?;
        let mark = state.find_proxy_ballots(id, member).and_then(|marks| marks.get(member));
        Some((member, choice, mark.is_some()))
    });
    found.same(&what, ballots.collect(), model.ballots(id).unwrap());
}

fn payment(found: &mut Differences, state: &State, model: &Model, id: PaymentId, now_ms: u64) {
    // As the next message sees it: a proposal that stopped it and is over stops it no longer.
    let call = Call { caller: THIS, now_ms, value: 0, this: THIS };
    let payment = state.current_payment(&call, id).unwrap();
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

fn grant(found: &mut Differences, state: &State, model: &Model, id: GrantId, now_ms: u64) {
    let grant = state.grant(id).unwrap();
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

fn dispute(found: &mut Differences, state: &State, model: &Model, id: DisputeId, now_ms: u64) {
    let dispute = state.dispute(id).unwrap();
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
