//! One decision: what it does, how it stands, who does not agree and why, and what came of it.

use maud::{html, Markup};
use mutual_types::{event::Event, Action, Mode, Proposal, ProposalBody, ProposalId, ProposalState, ProposalStatus};
use serde_json::Value;

use super::chart::{self, Chart};
use super::decisions::{is_open, tally, titled};
use super::facts::Facts;
use super::html::{at, facts, member, members, plain, table, text, Row, Shown};
use super::route::Body;
use super::{proposal, View};
use crate::error::Error;
use crate::index::{Filter, KeptBallot, KeptEvent};
use crate::words;

/// Ballots on the page; those with a reason come first.
const BALLOTS: u64 = 200;
/// Events looked at for reasons of objections, and for what came of a decision.
const EVENTS: u64 = 500;

pub(super) async fn body(view: &mut View<'_>, number: u32) -> Result<Option<Body>, Error> {
    let Some(record) = view.index.record("proposal", &number.to_string()).await? else { return Ok(None) };
    let (id, shown) = (ProposalId(number), view.shown());
    let Some(found) = proposal::of(&record) else { return Ok(None) };
    let text_of_it = view.index.body(id).await?;
    let ballots = view.index.ballots(id, BALLOTS).await?;
    let objections = objections(view, &found, id).await?;
    let (hides, effects) = (hides_parties(view, text_of_it.as_ref()).await?, effects(view, &found, id).await?);
    let status = found.status(view.now_ms);
    let chart = (found.mode == Mode::Ballot).then(|| ballot_chart(&found));
    let sizes = chart.as_ref().map(|chart| chart.sizes.clone()).unwrap_or_default();
    let content = html! {
        p.lead { "Decision " (number) " is " strong { (words::status(status)) } "." }
        section aria-labelledby="does" {
            h2 id="does" { "What it does" }
            (what(&record, text_of_it.as_ref(), hides, shown))
        }
        section aria-labelledby="stands" {
            h2 id="stands" { "How it stands" }
            @if let Some(chart) = chart { (chart.markup) }
            (standing(&record, &found, text_of_it.as_ref(), status, shown))
        }
        section aria-labelledby="reasons" {
            h2 id="reasons" { "Reasons, and who does not agree" }
            (reasons(&ballots, &objections))
        }
        section aria-labelledby="ballots" {
            h2 id="ballots" { "Ballots" }
            (ballot_table(&ballots, &found))
        }
        section aria-labelledby="came" {
            h2 id="came" { "What came of it" }
            (outcome(&found, &effects, shown))
        }
    };
    Ok(Some(Body { title: titled(&record), content, sizes }))
}

/// Whether it is not told whom a proposal is about, because it is about relief.
async fn hides_parties(view: &mut View<'_>, body: Option<&ProposalBody>) -> Result<bool, Error> {
    match body.map(|body| &body.action) {
        Some(Action::ReviewRelief { .. }) => Ok(view.privacy.hides()),
        Some(Action::DecideDispute { dispute, .. }) => {
            view.privacy.hides_dispute(view.index, &dispute.to_string()).await
        }
        _ => Ok(false),
    }
}

fn what(record: &Value, body: Option<&ProposalBody>, hides: bool, shown: Shown<'_>) -> Markup {
    let action = match body {
        Some(ProposalBody { action: Action::ReviewRelief { .. }, .. }) if hides => {
            "withdraw the right to attest relief from members".to_owned()
        }
        Some(ProposalBody { action: Action::DecideDispute { dispute, ruling, .. }, .. }) if hides => {
            format!("rule {} in dispute {dispute}", words::ruling(*ruling))
        }
        Some(body) => words::action(&body.action, shown.unit),
        None => "what it does is not on record".to_owned(),
    };
    let document = body.and_then(|body| body.document.as_ref());
    let kind = record.words("kind").replace('_', " ");
    let mut all = vec![
        ("it would", text(&action)),
        ("kind", html! { (kind) ", " (record.words("class")) }),
        ("proposed by", html! { (member(record.id("proposer"))) ", " (at(record.number("made_ms"))) }),
    ];
    if let Some(document) = document {
        let hash = hex::encode(document.hash);
        all.push(("text", html! { code { (plain(&document.uri)) } " (hash " code { "0x" (hash) } ")" }));
    }
    if record.planck("deposit") > 0 {
        all.push(("deposit", shown.money(record.planck("deposit"))));
    }
    facts(all)
}

fn ballot_chart(proposal: &Proposal) -> Chart {
    let tally = &proposal.tally;
    let rows = [("aye", tally.aye), ("nay", tally.nay), ("abstain", tally.abstain)]
        .map(|(label, count)| chart::Row { label: label.to_owned(), values: vec![count.into()] });
    let potential = proposal.terms.threshold.potential;
    let says = format!(
        "{} aye, {} nay and {} abstain, of {potential} ballots that there can be.",
        tally.aye, tally.nay, tally.abstain
    );
    chart::bars("ballots-chart", &says, &rows, potential.into())
}

fn standing(
    record: &Value,
    proposal: &Proposal,
    body: Option<&ProposalBody>,
    status: ProposalStatus,
    shown: Shown<'_>,
) -> Markup {
    let threshold = &proposal.terms.threshold;
    let (present, needed) = (proposal::present(proposal), proposal::quorum(proposal));
    let mut all = vec![("ballots", tally(proposal))];
    match proposal.mode {
        Mode::Ballot => {
            let met = if threshold.quorum_met(&proposal.tally) { "met" } else { "not met" };
            all.push(("quorum", html! {
                (met) ": " (present) " have said aye or abstain, and it takes " (needed) " of " (threshold.electorate)
            }));
            all.push(("ayes needed at least", html! { (threshold.min_ayes) }));
            let passes = if threshold.passes(&proposal.tally) { "it passes" } else { "it does not pass" };
            all.push(("as it stands", html! { (passes) }));
            if proposal.proxied.cast() > 0 {
                all.push(("by proxy", html! { (proposal.proxied.cast()) " of these ballots" }));
            }
        }
        Mode::Consent => {
            let electorate = threshold.electorate;
            let needed =
                body.map(|body| mutual_types::at_most_eligible(body.rules.voting.consent_objectors, electorate));
            all.push((
                "consent",
                html! {
                    "it passes at its end unless " (needed.unwrap_or_default()) " members object"
                },
            ));
        }
    }
    let (ends, begins) = if is_open(status) { ("time left", "can be executed") } else { ("voting ended", "execution") };
    all.push((ends, shown.when(proposal.ends_ms)));
    if proposal.state == ProposalState::Open {
        all.push((
            begins,
            html! {
                "from " (shown.when(proposal.executable_from_ms())) " to " (shown.when(proposal.expires_ms()))
            },
        ));
    }
    if proposal.appealed_since_ms != 0 {
        all.push(("appeal", html! { "holds it up since " (at(proposal.appealed_since_ms)) }));
    }
    if let Some(steward) = record.some_number("certified_by").and_then(|it| u32::try_from(it).ok()) {
        all.push(("certified by", html! { (member(steward)) ", as fitting the purpose of its pot" }));
    }
    if !record.list("spam_judges").is_empty() {
        all.push(("called spam by", members(record.list("spam_judges"))));
    }
    facts(all)
}

/// The objections to a proposal with their reasons.
async fn objections(
    view: &mut View<'_>,
    proposal: &Proposal,
    id: ProposalId,
) -> Result<Vec<(u32, String, u64)>, Error> {
    if proposal.objectors.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter {
        kind: Some("ObjectionMade".to_owned()),
        from_ms: Some(proposal.made_ms),
        limit: Some(EVENTS),
        ..Filter::default()
    };
    let events = view.index.events(&filter).await?;
    let of_it = events.into_iter().filter_map(|kept| match kept.event {
        Event::ObjectionMade(made) if made.proposal == id => Some((made.member.0, made.reason, kept.at_ms)),
        _ => None,
    });
    Ok(of_it.collect())
}

fn reasons(ballots: &[KeptBallot], objections: &[(u32, String, u64)]) -> Markup {
    let mut told: Vec<(bool, Row)> = Vec::new();
    for (who, reason, at_ms) in objections {
        told.push((true, Row::new(vec![member(*who), html! { "objects" }, text(reason), at(*at_ms)])));
    }
    for ballot in ballots {
        let Some(reason) = &ballot.reason else { continue };
        let cells = vec![member(ballot.member.0), html! { (ballot.choice) }, text(reason), at(ballot.at_ms)];
        told.push((ballot.choice == "nay", Row::new(cells)));
    }
    // Dissent comes first.
    told.sort_by_key(|(dissents, _)| !dissents);
    let rows = told.into_iter().map(|(_, row)| row).collect();
    table("Reasons, dissent first", &["who", "says", "because", "when"], rows, "Nobody has given a reason.")
}

fn ballot_table(ballots: &[KeptBallot], proposal: &Proposal) -> Markup {
    let row = |ballot: &KeptBallot| {
        let by = ballot.proxy.map(|proxy| html! { ", cast by " (member(proxy.0)) });
        Row::new(vec![
            member(ballot.member.0),
            html! { (ballot.choice) @if let Some(by) = by { (by) } },
            at(ballot.at_ms),
        ])
    };
    let shown = u64::try_from(ballots.len()).unwrap_or(u64::MAX);
    let more = proposal.tally.cast().saturating_sub(shown);
    html! {
        (table("Ballots, those with a reason first", &["member", "ballot", "when"], ballots.iter().map(row).collect(), "Nobody has voted yet."))
        @if more > 0 { p { "And " (more) " more, which " code { "mutual export" } " has." } }
    }
}

/// What the chain told in the block in which it was executed, after that.
async fn effects(view: &mut View<'_>, proposal: &Proposal, id: ProposalId) -> Result<Vec<KeptEvent>, Error> {
    let ProposalState::Executed { at_ms } = proposal.state else { return Ok(Vec::new()) };
    let filter = Filter { from_ms: Some(at_ms), limit: Some(EVENTS), ..Filter::default() };
    let events = view.index.events(&filter).await?;
    let is_execution = |kept: &KeptEvent| matches!(&kept.event, Event::ProposalExecuted(done) if done.proposal == id);
    let after = events.into_iter().take_while(|kept| kept.at_ms == at_ms).skip_while(|kept| !is_execution(kept));
    // What another proposal does is not of this one.
    let of_it = after.skip(1).take_while(|kept| !matches!(kept.event, Event::ProposalExecuted(_)));
    let of_it: Vec<KeptEvent> = of_it.collect();
    view.privacy.shown(view.index, of_it).await
}

fn outcome(proposal: &Proposal, effects: &[KeptEvent], shown: Shown<'_>) -> Markup {
    let status = words::status(proposal.status(shown.now_ms));
    html! {
        @match proposal.state {
            ProposalState::Executed { at_ms } => {
                p { "It was carried out at " (at(at_ms)) "." }
                @if !effects.is_empty() {
                    p { "What was told right after it:" }
                    ul { @for kept in effects { li { (text(&words::event(&kept.event, shown.unit))) } } }
                }
            },
            ProposalState::Withdrawn { at_ms } => { p { "Its proposer withdrew it at " (at(at_ms)) "." } },
            ProposalState::Annulled { at_ms } => { p { "It was struck down at " (at(at_ms)) "." } },
            ProposalState::Open => { p { "Nothing yet: it is " (status) "." } },
        }
    }
}
