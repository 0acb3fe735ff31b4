//! `mutual proposal show`.

use futures::try_join;
use mutual_types::{
    Choice, Class, Document, Kind, Mode, Proposal, ProposalBody, ProposalId, ProposalStatus, Tally, TimestampMs,
};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::{Eyes, Viewer};
use super::super::report::Report;
use super::super::{society, when, who};
use super::foresight::{self, Foresight};
use super::outlook;
use super::voters::{self, Voter};
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// Names and what they say.
type Facts = Vec<(&'static str, String)>;

pub(super) async fn run(id: ProposalId, eyes: &Eyes, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    eyes.ensure(context)?;
    let society = context.society().await?;
    let ((proposal, body), now) = try_join!(super::find(&society, id), society.chain().moment())?;
    let now_ms = now.now_ms();
    let unit = society.chain().unit();
    let status = proposal.status(now_ms);
    let voters = async {
        match status {
            ProposalStatus::Voting => voters::all(&society, id, &proposal, now_ms).await,
            _ => Ok(None),
        }
    };
    // What does not depend on each other is asked at once.
    let (statement, proposer, people, voters, (viewer, ballot, foresight)) = try_join!(
        society.statement(id),
        who::named(&society, proposal.proposer),
        people(&society, &proposal),
        voters,
        looked_at(&society, id, &proposal, eyes, context, now_ms),
    )?;
    let mut fields = vec![("proposal", format!("{id}: {}", body.title)), ("proposer", proposer)];
    fields.extend(facts(id, &proposal, &body, unit, now_ms));
    fields.extend(foresight.iter().flat_map(|foresight| foresight.fields(unit)));
    fields.extend(people);
    if let Some(statement) = &statement {
        fields.push(("the member's case", named(statement)));
    }
    if status == ProposalStatus::Voting {
        fields.push(("not voted yet", missing(voters.as_deref(), &proposal)));
    }
    if viewer.as_ref().and_then(Viewer::index).is_some() {
        fields.push(("your ballot", ballot.map_or("none", words::choice).to_owned()));
    }
    fields.push(("time", society::time(now)));
    let json = json!({
        "id": id.0,
        "status": status.to_json(),
        "ayes_missing": outlook::ayes_missing(&proposal),
        "if_executed_now": foresight.as_ref().map(Foresight::json),
        "proposal": proposal.to_json(),
        "body": body.to_json(),
        "statement": statement.as_ref().map(ToJson::to_json),
        "voters": voters.as_ref().map(|voters| voters.iter().map(voter_json).collect::<Value>()),
        "your_ballot": ballot.map(words::choice),
        "time": society::time_json(now),
    });
    let rows = voters.iter().flatten().map(row).collect();
    Ok(Report::new(json).fields(fields).heading("Who may vote").table(&["member", "ballot", "account"], rows))
}

/// Who looks, their ballot, and what would happen if they carried it out now.
async fn looked_at(
    society: &Society,
    id: ProposalId,
    proposal: &Proposal,
    eyes: &Eyes,
    context: &mut Context<'_, '_>,
    now_ms: TimestampMs,
) -> Result<(Option<Viewer>, Option<Choice>, Option<Foresight>), Error> {
    let viewer = eyes.viewer(context, society).await?;
    let ballot = async {
        match viewer.as_ref().and_then(Viewer::index) {
            Some(member) => society.ballot(id, member).await,
            None => Ok(None),
        }
    };
    let foresight = async {
        match proposal.is_over(now_ms) {
            true => Ok(None),
            false => foresight::of_execution(society, id, proposal, viewer.as_ref()).await.map(Some),
        }
    };
    let (ballot, foresight) = try_join!(ballot, foresight)?;
    Ok((viewer, ballot, foresight))
}

fn row(voter: &Voter) -> Vec<String> {
    vec![
        voter.member.member.index.to_string(),
        voter.ballot.map_or("not yet", words::choice).to_owned(),
        address::format(&voter.member.account),
    ]
}

fn voter_json(voter: &Voter) -> Value {
    json!({
        "member": voter.member.member.index.0,
        "account": address::format(&voter.member.account),
        "ballot": voter.ballot.map(words::choice),
    })
}

/// Who has not voted: by their numbers, or where there are too many to ask, how many at the most.
fn missing(voters: Option<&[Voter]>, proposal: &Proposal) -> String {
    let Some(voters) = voters else {
        let out = u64::from(proposal.terms.threshold.potential).saturating_sub(proposal.tally.cast());
        return format!("{out} members at the most");
    };
    let missing = voters.iter().filter(|voter| voter.ballot.is_none());
    let numbers: Vec<_> = missing.map(|voter| voter.member.member.index.to_string()).collect();
    match numbers.as_slice() {
        [] => "nobody: everybody who may vote has voted".to_owned(),
        [one] => format!("member {one}"),
        several => format!("members {}", several.join(", ")),
    }
}

fn facts(id: ProposalId, proposal: &Proposal, body: &ProposalBody, unit: &Unit, now_ms: TimestampMs) -> Facts {
    let status = proposal.status(now_ms);
    let mut facts = vec![
        ("action", words::action(&body.action, unit)),
        ("status", words::status(status).to_owned()),
        ("class", words::class(proposal.terms.threshold.class).to_owned()),
        ("decided by", mode(proposal)),
    ];
    match proposal.mode {
        Mode::Consent => facts.push(("consent ends", when::told(proposal.ends_ms, now_ms))),
        Mode::Ballot => facts.extend(ballots(proposal, status, now_ms)),
    }
    facts.push((
        "execution",
        format!(
            "from {} to {}",
            when::told(proposal.executable_from_ms(), now_ms),
            when::told(proposal.expires_ms(), now_ms)
        ),
    ));
    if proposal.appealed_since_ms != 0 {
        let since = moment::format(proposal.appealed_since_ms);
        facts.push(("appeal", format!("holds it up since {since}; its time goes on after the ruling")));
    }
    facts.push(("next", outlook::next(id, proposal, body, status, now_ms)));
    if let Some(document) = &body.document {
        facts.push(("document", named(document)));
    }
    if body.deposit > 0 {
        facts.push(("deposit", amount::format(body.deposit, unit)));
    }
    if matches!(proposal.kind, Kind::Spend | Kind::Grant) && proposal.terms.threshold.class == Class::Special {
        let how = format!("none: it is special until a steward certifies its purpose, `mutual proposal certify {id}`");
        facts.push(("certificate", how));
    }
    facts
}

fn mode(proposal: &Proposal) -> String {
    match (proposal.mode, proposal.objectors.len()) {
        (Mode::Consent, objections) => {
            format!("consent: {objections} of the {} objections that open a ballot", proposal.terms.objectors_needed)
        }
        (Mode::Ballot, 0) => "ballots".to_owned(),
        (Mode::Ballot, objections) => format!("ballots, since {objections} member(s) objected to a consent"),
    }
}

fn ballots(proposal: &Proposal, status: ProposalStatus, now_ms: TimestampMs) -> Facts {
    let (tally, threshold) = (&proposal.tally, &proposal.terms.threshold);
    let mut facts = vec![("ballots", format!("{} of {}", counted(tally), threshold.potential))];
    if proposal.proxied.cast() > 0 {
        let by_proxy = counted(&proposal.proxied);
        facts.push(("by proxy", format!("{by_proxy} of these, which the members' own ballots may replace")));
    }
    facts.push(("quorum", quorum(proposal)));
    let passes = if threshold.passes(tally) { "it passes" } else { "it does not pass" };
    facts.push(("as it stands", passes.to_owned()));
    if status == ProposalStatus::Voting {
        facts.push(("needed", outlook::needed(proposal)));
    }
    facts.push(("voting ends", when::told(proposal.ends_ms, now_ms)));
    facts
}

fn counted(tally: &Tally) -> String {
    format!("{} aye, {} nay, {} abstain", tally.aye, tally.nay, tally.abstain)
}

fn named(document: &Document) -> String {
    format!("{} (0x{})", document.uri, hex::encode(document.hash))
}

/// The people who have a part in it.
async fn people(society: &Society, proposal: &Proposal) -> Result<Facts, Error> {
    let mut facts = Vec::new();
    for member in &proposal.objectors {
        facts.push(("objects", who::named(society, *member).await?));
    }
    for member in &proposal.recused {
        facts.push(("does not vote", who::named(society, *member).await?));
    }
    if let Some(steward) = proposal.certified_by {
        facts.push(("certified by", who::named(society, steward).await?));
    }
    for steward in &proposal.spam_judges {
        facts.push(("called spam by", who::named(society, *steward).await?));
    }
    Ok(facts)
}

fn quorum(proposal: &Proposal) -> String {
    let threshold = &proposal.terms.threshold;
    let met = if threshold.quorum_met(&proposal.tally) { "met" } else { "not met" };
    let present = u64::from(proposal.tally.aye).saturating_add(proposal.tally.abstain.into());
    let needed = u64::from(threshold.quorum_bps).saturating_mul(threshold.electorate.into()).div_ceil(10_000);
    format!(
        "{met}: {present} of {} have said aye or abstain, and it takes {needed}; ayes needed at least: {}",
        threshold.electorate, threshold.min_ayes
    )
}
