//! `mutual proposal list`.

use futures::future::try_join_all;
use mutual_types::{Member, ProposalStatus, ProposalView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::page::Page;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::moment;
use crate::words;

pub(super) async fn run(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let count = society.society().await?.counters.proposals;
    let now_ms = society.chain().moment().await?.now_ms();
    let viewer = match context.viewer() {
        Some(account) => society.member(account).await?,
        None => None,
    };
    let (from, limit) = page.newest(count);
    let mut proposals = society.proposals(from, limit).await?;
    proposals.reverse();
    let entries = try_join_all(proposals.iter().map(|view| entry(&society, view, viewer.as_ref(), now_ms))).await?;
    let (rows, json): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    Ok(Report::new(Value::Array(json))
        .table(&["proposal", "status", "kind", "ends", "aye/nay/abstain", "you", "title"], rows))
}

async fn entry(
    society: &Society,
    view: &ProposalView,
    viewer: Option<&Member>,
    now_ms: TimestampMs,
) -> Result<(Vec<String>, Value), Error> {
    let proposal = &view.proposal;
    let title = society.proposal(view.id).await?.map(|(_, body)| body.title).unwrap_or_default();
    let ballot = match viewer {
        Some(member) => society.ballot(view.id, member.index).await?,
        None => None,
    };
    let status = proposal.status(now_ms);
    let may_decide = viewer.is_some_and(|member| {
        member.may_decide_on(proposal.made_ms)
            && !proposal.recused.contains(&member.index)
            && member.standing_within(proposal.terms.dues, now_ms).is_active()
    });
    let has_objected = viewer.is_some_and(|member| proposal.objectors.contains(&member.index));
    let is_due = status == ProposalStatus::Voting && ballot.is_none() && may_decide;
    let may_object = status == ProposalStatus::Consenting && !has_objected && may_decide;
    let you = match ballot {
        Some(choice) => words::choice(choice),
        None if is_due => "to vote",
        None if has_objected => "objected",
        None if may_object => "may object",
        None => "",
    };
    let row = vec![
        view.id.to_string(),
        words::status(status).to_owned(),
        words::kind(proposal.kind).to_owned(),
        moment::format(proposal.ends_ms),
        format!("{}/{}/{}", proposal.tally.aye, proposal.tally.nay, proposal.tally.abstain),
        you.to_owned(),
        title.clone(),
    ];
    let json = json!({
        "id": view.id.0,
        "title": title,
        "status": status.to_json(),
        "proposal": proposal.to_json(),
        "your_ballot": ballot.map(words::choice),
        "you_can_vote": is_due,
        "you_can_object": may_object,
    });
    Ok((row, json))
}
