//! A proposal as the index has it, as the record whose status is asked for with the contract's own functions.

use mutual_types::{
    Class, DuesTerms, Kind, MemberIndex, Mode, Proposal, ProposalState, ProposalTerms, Tally, Threshold,
};
use serde_json::Value;

use super::facts::Facts;

/// The record. What events do not say of it, and no status follows from, is left empty.
pub(super) fn of(record: &Value) -> Option<Proposal> {
    let (kind, class): (Kind, Class) = (record.named("kind")?, record.named("class")?);
    let mode: Mode = record.named("mode")?;
    let bps = |name: &str| u16::try_from(record.number(name)).unwrap_or(u16::MAX);
    let potential = record.id("potential");
    let needs_more = kind.needs_min_ayes() || class == Class::Special;
    let threshold = Threshold {
        class,
        quorum_bps: bps("quorum_bps"),
        special_approval_bps: bps("special_approval_bps"),
        min_ayes: if needs_more { record.id("min_ayes").min(potential).max(1) } else { 1 },
        electorate: record.id("electorate"),
        potential,
    };
    let at_ms = record.number("state.at_ms");
    let state = match record.words("state.kind") {
        "executed" => ProposalState::Executed { at_ms },
        "withdrawn" => ProposalState::Withdrawn { at_ms },
        "annulled" => ProposalState::Annulled { at_ms },
        _ => ProposalState::Open,
    };
    let members = |name: &str| -> Vec<MemberIndex> {
        let numbers = record.list(name).iter().filter_map(Value::as_u64);
        numbers.filter_map(|number| u32::try_from(number).ok()).map(MemberIndex).collect()
    };
    let none: Option<DuesTerms> = None;
    Some(Proposal {
        proposer: MemberIndex(record.id("proposer")),
        kind,
        made_ms: record.number("made_ms"),
        opened_ms: record.number("made_ms"),
        ends_ms: record.number("ends_ms"),
        terms: ProposalTerms {
            threshold,
            voting_period_ms: 0,
            min_open_ms: 0,
            late_extension_ms: 0,
            notice_ms: record.number("notice_ms"),
            execution_window_ms: record.number("execution_window_ms"),
            dues: none,
            objectors_needed: 0,
        },
        recused: Vec::new(),
        tally: tally(record.at("tally")),
        proxied: tally(record.at("proxied")),
        decided: false,
        extended: false,
        window_extended: record.is("window_extended"),
        certified_by: members("certified_by").first().copied(),
        state,
        mode,
        objectors: members("objectors"),
        spam_judges: members("spam_judges"),
        appealed_since_ms: record.number("appealed_since_ms"),
        delay_ms: record.number("delay_ms"),
        settled: record.is("settled"),
    })
}

fn tally(record: &Value) -> Tally {
    Tally { aye: record.id("aye"), nay: record.id("nay"), abstain: record.id("abstain") }
}

/// Ayes and abstentions that make a quorum.
pub(super) fn quorum(proposal: &Proposal) -> u64 {
    let threshold = &proposal.terms.threshold;
    u64::from(threshold.quorum_bps).saturating_mul(threshold.electorate.into()).div_ceil(10_000)
}

/// Ayes and abstentions so far.
pub(super) fn present(proposal: &Proposal) -> u64 {
    u64::from(proposal.tally.aye).saturating_add(proposal.tally.abstain.into())
}
