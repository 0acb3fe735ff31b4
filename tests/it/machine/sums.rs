//! What must be true of a society's records whatever the model says: sums, and reads that answer.

use std::collections::BTreeSet;

use mutual_model::play::Play;
use mutual_types::{
    AccountId, DisputeId, GrantId, MemberIndex, PaymentId, PaymentState, Planck, PotId, ProposalId, PAGE_MAX,
};
use scale::Encode;

use super::cells::Cells;
use super::chain::Chain;
use super::player::same;
use super::sign::FOUNDER;

/// Each part of the ledger is the sum of its records, and what a pot has promised that of its payments and grants.
pub fn check(cells: &Cells, play: &Play) -> Result<(), String> {
    let counters = cells.counters();
    let ledger = &counters.ledger;
    let members = (0..counters.members).map(|index| cells.member(cells.account(MemberIndex(index))));
    let shares: Planck = members.map(|member| member.share_capital).sum();
    same("shares add up to the ledger", &shares, &ledger.shares)?;

    let everybody: BTreeSet<AccountId> = play.opening.accounts.iter().chain(&play.opening.ghosts).copied().collect();
    let everybody: BTreeSet<AccountId> = everybody.into_iter().chain(play.model.creditors()).collect();
    let credits: Planck = everybody.iter().map(|account| cells.credit(*account)).sum();
    same("credits add up to the ledger", &credits, &ledger.credits)?;

    let proposals = (0..counters.proposals).map(ProposalId).filter(|id| !cells.proposal(*id).settled);
    let of_proposals: Planck = proposals.map(|id| cells.body(id).deposit).sum();
    let disputes = (0..counters.disputes).map(|id| cells.dispute(DisputeId(id))).filter(|dispute| !dispute.settled);
    let of_disputes: Planck = disputes.map(|dispute| dispute.deposit).sum();
    same("deposits add up to the ledger", &(of_proposals + of_disputes), &ledger.deposits)?;

    let payments: Vec<_> = (0..counters.payments).map(|id| cells.payment(PaymentId(id))).collect();
    let grants: Vec<_> = (0..counters.grants).map(|id| cells.grant(GrantId(id))).collect();
    for id in (0..counters.pots).map(PotId) {
        let waits = payments.iter().filter(|payment| payment.state == PaymentState::Waiting && payment.reserved);
        let of_payments: Planck = waits.filter(|payment| payment.pot == id).map(|payment| payment.amount).sum();
        let of_grants: Planck = grants.iter().filter(|grant| grant.pot == id).map(|grant| grant.reserved).sum();
        same(&format!("what pot {id} has promised"), &cells.pot(id).reserved, &(of_payments + of_grants))?;
    }
    Ok(())
}

/// Every page answers, within and past its end, and says as many records as there are.
pub fn read_all(chain: &Chain) -> Result<(), String> {
    let counters = Cells(chain).counters();
    let read = |label: &str, args: Vec<u8>| {
        let input = [chain.bundle.message(label).unwrap().as_slice(), &args].concat();
        match chain.dry_run(FOUNDER.account, 0, &input) {
            Ok((0, data)) => Ok(data),
            other => Err(format!("{label} answers: {other:?}")),
        }
    };
    let pages = [
        ("members", counters.members),
        ("proposals", counters.proposals),
        ("payments", counters.payments),
        ("pots", counters.pots),
        ("grants", counters.grants),
        ("relief_requests", counters.relief_requests),
        ("disputes", counters.disputes),
    ];
    for (label, count) in pages {
        // After the byte that says that the message was understood, a list of at most fifty has its length in one byte.
        let rows = |from: u32| Ok::<u32, String>(u32::from(read(label, (from, u32::MAX).encode())?[1]) / 4);
        same(label, &rows(0)?, &count.min(PAGE_MAX))?;
        same(label, &rows(count.saturating_sub(1))?, &count.min(1))?;
        same(label, &rows(u32::MAX)?, &0)?;
    }
    read("society", Vec::new()).map(|_| ())
}
