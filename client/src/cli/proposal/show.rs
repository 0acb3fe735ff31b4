//! `mutual proposal show`.

use mutual_types::{Class, Kind, Proposal, ProposalBody, ProposalId, ProposalStatus, TimestampMs};
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::super::{society, who};
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{amount, moment, Unit};
use crate::words;

pub(super) async fn run(id: ProposalId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let (proposal, body) = super::find(&society, id).await?;
    let now = society.chain().moment().await?;
    let unit = society.chain().unit();
    let proposer = who::named(&society, proposal.proposer).await?;
    let mut fields = facts(id, &proposal, &body, unit, now.now_ms());
    fields.insert(1, ("proposer", proposer));
    let mut ballot = None;
    if let Some(viewer) = context.viewer() {
        if let Some(member) = society.member(viewer).await? {
            ballot = society.ballot(id, member.index).await?;
            fields.push(("your ballot", ballot.map_or("none", words::choice).to_owned()));
        }
    }
    fields.push(("time", society::time(now)));
    let json = json!({
        "id": id.0,
        "status": words::status(proposal.status(now.now_ms())),
        "proposal": proposal.to_json(),
        "body": body.to_json(),
        "your_ballot": ballot.map(words::choice),
        "time": society::time_json(now),
    });
    Ok(Report::new(json).fields(fields))
}

fn facts(
    id: ProposalId,
    proposal: &Proposal,
    body: &ProposalBody,
    unit: &Unit,
    now_ms: TimestampMs,
) -> Vec<(&'static str, String)> {
    let status = proposal.status(now_ms);
    let (tally, threshold) = (&proposal.tally, &proposal.terms.threshold);
    let mut facts = vec![
        ("proposal", format!("{id}: {}", body.title)),
        ("action", words::action(&body.action, unit)),
        ("status", words::status(status).to_owned()),
        ("class", words::class(threshold.class).to_owned()),
        (
            "ballots",
            format!("{} aye, {} nay, {} abstain of {}", tally.aye, tally.nay, tally.abstain, threshold.potential),
        ),
        ("quorum", quorum(proposal)),
        ("as it stands", if threshold.passes(tally) { "it passes" } else { "it does not pass" }.to_owned()),
        ("voting ends", moment::format(proposal.ends_ms)),
        (
            "execution",
            format!("{} to {}", moment::format(proposal.executable_from_ms()), moment::format(proposal.expires_ms())),
        ),
        ("next", next(id, proposal, status)),
    ];
    if let Some(document) = &body.document {
        facts.push(("document", format!("{} (0x{})", document.uri, hex::encode(document.hash))));
    }
    if body.deposit > 0 {
        facts.push(("deposit", amount::format(body.deposit, unit)));
    }
    if proposal.kind == Kind::Spend && threshold.class == Class::Special {
        let how = format!("none: it is special until a steward certifies its purpose, `mutual proposal certify {id}`");
        facts.push(("certificate", how));
    }
    if let Some(steward) = proposal.certified_by {
        facts.push(("certified by", format!("member {steward}")));
    }
    facts
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

/// What happens next, and who can make it happen.
fn next(id: ProposalId, proposal: &Proposal, status: ProposalStatus) -> String {
    let settle = || match proposal.settled {
        true => "nothing: it is over and settled".to_owned(),
        false => format!("anyone can settle it: `mutual proposal settle {id}`"),
    };
    match status {
        ProposalStatus::Voting => format!("members vote: `mutual proposal vote {id} aye`"),
        ProposalStatus::Notice => "it passed; it can be carried out when its notice is over".to_owned(),
        ProposalStatus::Executable => format!("anyone can carry it out: `mutual proposal execute {id}`"),
        _ => settle(),
    }
}
