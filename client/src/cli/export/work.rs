//! Proposals, ballots, grants and disputes.

use mutual_types::{event::Event, DisputeId, GrantId, ProposalId, ProposalState, TimestampMs};

use super::privacy::Privacy;
use super::table::{Cell, Table};
use crate::audit::{Books, Place};
use crate::index::KeptEvent;
use crate::text::Unit;
use crate::words;

pub(super) fn proposals(books: &Books, now_ms: TimestampMs, unit: &Unit) -> Table {
    let row = |(id, proposal): (ProposalId, &crate::audit::ProposalBook)| {
        let body = books.documents().body(id);
        let (state, at_ms) = match proposal.state {
            ProposalState::Open if now_ms < proposal.ends_ms => ("open", 0),
            ProposalState::Open => ("ended", proposal.ends_ms),
            ProposalState::Executed { at_ms } => ("executed", at_ms),
            ProposalState::Withdrawn { at_ms } => ("withdrawn", at_ms),
            ProposalState::Annulled { at_ms } => ("annulled", at_ms),
        };
        let [deposit, planck] = Cell::money(proposal.deposit, unit);
        vec![
            id.0.into(),
            body.map(|body| body.title.clone()).into(),
            words::kind(proposal.kind).into(),
            words::class(proposal.class).into(),
            proposal.proposer.0.into(),
            Cell::at(proposal.made_ms),
            Cell::at(proposal.ends_ms),
            proposal.tally.aye.into(),
            proposal.tally.nay.into(),
            proposal.tally.abstain.into(),
            proposal.electorate.into(),
            state.into(),
            Cell::at(at_ms),
            deposit,
            planck,
        ]
    };
    Table {
        name: "proposals",
        columns: &[
            "proposal",
            "title",
            "kind",
            "class",
            "proposer",
            "made",
            "ends",
            "ayes",
            "nays",
            "abstentions",
            "electorate",
            "state",
            "state_at",
            "deposit",
            "deposit_planck",
        ],
        rows: (0u32..).map(ProposalId).zip(books.proposals()).map(row).collect(),
    }
}

pub(super) fn votes(events: &[KeptEvent]) -> Table {
    let row = |kept: &KeptEvent| match &kept.event {
        Event::VoteCast(cast) => Some(vec![
            cast.proposal.0.into(),
            cast.member.0.into(),
            words::choice(cast.choice).into(),
            cast.proxy.map(|proxy| proxy.0).into(),
            cast.reason.clone().into(),
            Cell::at(kept.at_ms),
            cast.seq.into(),
        ]),
        _ => None,
    };
    Table {
        name: "votes",
        columns: &["proposal", "member", "choice", "cast_by_proxy", "reason", "at", "event"],
        rows: events.iter().filter_map(row).collect(),
    }
}

pub(super) fn grants(books: &Books, unit: &Unit) -> Table {
    let row = |(id, book): (GrantId, &crate::audit::GrantBook)| {
        let grant = &book.grant;
        let mut row: Vec<Cell> = vec![
            id.0.into(),
            grant.proposal.0.into(),
            Cell::account(&grant.payee),
            grant.payee_member.map(|member| member.0).into(),
            grant.pot.0.into(),
            Cell::at(book.made_ms),
            words::grant_status(grant.status()).into(),
        ];
        for planck in [grant.reserved, grant.pending, grant.paid, grant.repaid, grant.forgiven, grant.outstanding()] {
            row.extend(Cell::money(planck, unit));
        }
        row.push(Cell::at(grant.repay_by_ms.unwrap_or(0)));
        row.push(book.terms.as_ref().map(|terms| terms.unit.clone()).into());
        let measured = book.outcomes.iter().fold(0u128, |sum, (_, metric, _)| sum.saturating_add((*metric).into()));
        row.push(measured.to_string().into());
        row
    };
    Table {
        name: "grants",
        columns: &[
            "grant",
            "proposal",
            "payee",
            "payee_member",
            "pot",
            "made",
            "status",
            "reserved",
            "reserved_planck",
            "waiting",
            "waiting_planck",
            "paid",
            "paid_planck",
            "repaid",
            "repaid_planck",
            "forgiven",
            "forgiven_planck",
            "outstanding",
            "outstanding_planck",
            "repay_by",
            "outcome_unit",
            "outcome_sum",
        ],
        rows: (0u32..).map(GrantId).zip(books.grants()).map(row).collect(),
    }
}

pub(super) fn stages(books: &Books, unit: &Unit) -> Table {
    let mut rows = Vec::new();
    for (id, book) in (0u32..).zip(books.grants()) {
        for (number, stage) in (0u8..).zip(&book.grant.stages) {
            let terms = book.terms.as_ref().and_then(|terms| terms.stages.get(usize::from(number)));
            let outcome = book.outcomes.iter().find(|(stage, _, _)| *stage == number);
            let [amount, planck] = Cell::money(stage.amount, unit);
            rows.push(vec![
                id.into(),
                u32::from(number).into(),
                terms.map(|terms| terms.title.clone()).into(),
                amount,
                planck,
                Cell::at(stage.due_ms),
                u32::from(stage.months).into(),
                u32::from(stage.payments).into(),
                stage.lapsed.into(),
                outcome.map(|(_, metric, _)| *metric).into(),
                Cell::at(outcome.map_or(0, |(_, _, at_ms)| *at_ms)),
            ]);
        }
    }
    Table {
        name: "stages",
        columns: &[
            "grant",
            "stage",
            "title",
            "amount",
            "amount_planck",
            "due",
            "months",
            "payments",
            "lapsed",
            "outcome",
            "accepted",
        ],
        rows,
    }
}

pub(super) fn disputes(books: &Books, privacy: &Privacy, unit: &Unit) -> Table {
    let row = |(id, dispute): (DisputeId, &crate::audit::DisputeBook)| {
        let hidden = privacy.hides_dispute(dispute.subject);
        let opener = if hidden { Cell::Nothing } else { Cell::account(&dispute.opener) };
        let panel: Vec<String> = dispute.panel.iter().map(ToString::to_string).collect();
        let [held, planck] = Cell::money(books.at(Place::DisputeDeposit(id)), unit);
        vec![
            id.0.into(),
            words::dispute_subject(dispute.subject).into(),
            opener,
            Cell::at(dispute.opened_ms),
            panel.join(" ").into(),
            dispute.ballot.map(|ballot| ballot.0).into(),
            dispute.ruling.map(|ruling| words::ruling(ruling).to_owned()).into(),
            dispute.settled.into(),
            held,
            planck,
        ]
    };
    Table {
        name: "disputes",
        columns: &[
            "dispute",
            "about",
            "opener",
            "opened",
            "panel",
            "ballot",
            "ruling",
            "settled",
            "deposit_held",
            "deposit_held_planck",
        ],
        rows: (0u32..).map(DisputeId).zip(books.disputes()).map(row).collect(),
    }
}
