//! `mutual proposal list`.

use futures::future::try_join_all;
use mutual_types::{AccountId, Action, Choice, MemberIndex, ProposalStatus, ProposalView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Viewer;
use super::super::list::Listing;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::moment;
use crate::words;

const HEADERS: [&str; 7] = ["proposal", "status", "kind", "ends", "aye/nay/abstain", "you", "title"];

/// What a proposal is to whoever looks.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Yours {
    pub is_made: bool,
    pub is_about: bool,
    pub ballot: Option<Choice>,
    pub may_vote: bool,
    pub may_object: bool,
    pub has_objected: bool,
}

pub(super) async fn run(list: &Listing<ProposalStatus>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    list.ensure(context)?;
    let society = context.society().await?;
    let viewer = list.viewer(context, &society).await?;
    let count = society.society().await?.counters.proposals;
    let now_ms = society.chain().moment().await?.now_ms();
    let read = async |from, limit| society.proposals(from, limit).await;
    let keep = async |view: &ProposalView| {
        if !list.has(view.proposal.status(now_ms)) {
            return Ok(false);
        }
        match viewer.as_ref().filter(|_| list.is_mine()) {
            Some(viewer) => Ok(yours(&society, view, viewer, now_ms).await?.is_any()),
            None => Ok(true),
        }
    };
    let found = list.page().newest(count, read, |view| view.id.0, keep).await?;
    let entries = found.entries.iter().map(|view| entry(&society, view, viewer.as_ref(), now_ms));
    let (rows, json): (Vec<_>, Vec<_>) = try_join_all(entries).await?.into_iter().unzip();
    Ok(Report::new(Value::Array(json)).table(&HEADERS, rows).goes_on("mutual proposal list", found.more_after))
}

/// What a proposal is to somebody.
pub(in super::super) async fn yours(
    society: &Society,
    view: &ProposalView,
    viewer: &Viewer,
    now_ms: TimestampMs,
) -> Result<Yours, Error> {
    let proposal = &view.proposal;
    let ballot = match viewer.index() {
        Some(member) => society.ballot(view.id, member).await?,
        None => None,
    };
    let may_decide = viewer.may_decide(proposal, now_ms);
    let has_objected = viewer.is_among(&proposal.objectors);
    let status = proposal.status(now_ms);
    let is_recused = viewer.is_among(&proposal.recused);
    let is_about = is_recused
        || match society.proposal(view.id).await? {
            Some((_, body)) => concerns(&body.action, viewer.index(), viewer.account),
            None => false,
        };
    Ok(Yours {
        is_made: viewer.index() == Some(proposal.proposer),
        is_about,
        ballot,
        may_vote: status == ProposalStatus::Voting && ballot.is_none() && may_decide,
        may_object: status == ProposalStatus::Consenting && !has_objected && may_decide,
        has_objected,
    })
}

/// Whether an action does something to this member or account themselves.
fn concerns(action: &Action, index: Option<MemberIndex>, account: AccountId) -> bool {
    match action {
        Action::Admit { account: subject } | Action::SetBeneficiary { account: subject } => *subject == account,
        Action::RecoverAccount { member, account: subject } => Some(*member) == index || *subject == account,
        Action::Reinstate { member }
        | Action::Suspend { member, .. }
        | Action::Expel { member }
        | Action::GrantRole { member, .. }
        | Action::RevokeRole { member, .. }
        | Action::WaiveDues { member, .. }
        | Action::ForgiveDebt { member, .. } => Some(*member) == index,
        Action::ReviewRelief { members } | Action::DecideDispute { parties: members, .. } => {
            index.is_some_and(|index| members.contains(&index))
        }
        Action::Spend { payee, .. } => *payee == account,
        Action::Grant(terms) => terms.payee == account,
        Action::Resolution
        | Action::SetAllowance { .. }
        | Action::StopGrant { .. }
        | Action::OpenPot(_)
        | Action::MovePot { .. }
        | Action::ClosePot { .. }
        | Action::MoveRestricted { .. }
        | Action::ReleasePayment { .. }
        | Action::CancelPayment { .. }
        | Action::SetRules(_)
        | Action::AmendCharter(_)
        | Action::Call(_)
        | Action::Upgrade { .. }
        | Action::Dissolve => false,
    }
}

impl Yours {
    /// Whether it is theirs in any way: made by them, about them, or waiting for them.
    fn is_any(self) -> bool {
        self.is_made || self.is_about || self.may_vote || self.may_object
    }

    /// In a word or two.
    fn words(self) -> String {
        let mut parts = Vec::new();
        if self.may_vote {
            parts.push("to vote");
        }
        if self.may_object {
            parts.push("may object");
        }
        if self.has_objected {
            parts.push("objected");
        }
        parts.extend(self.ballot.map(words::choice));
        if self.is_made {
            parts.push("made by you");
        }
        if self.is_about {
            parts.push("about you");
        }
        parts.join(", ")
    }
}

async fn entry(
    society: &Society,
    view: &ProposalView,
    viewer: Option<&Viewer>,
    now_ms: TimestampMs,
) -> Result<(Vec<String>, Value), Error> {
    let proposal = &view.proposal;
    let title = society.proposal(view.id).await?.map(|(_, body)| body.title).unwrap_or_default();
    let you = match viewer {
        Some(viewer) => yours(society, view, viewer, now_ms).await?,
        None => Yours::default(),
    };
    let status = proposal.status(now_ms);
    let row = vec![
        view.id.to_string(),
        words::status(status).to_owned(),
        words::kind(proposal.kind).to_owned(),
        moment::format(proposal.ends_ms),
        format!("{}/{}/{}", proposal.tally.aye, proposal.tally.nay, proposal.tally.abstain),
        you.words(),
        title.clone(),
    ];
    let json = json!({
        "id": view.id.0,
        "title": title,
        "status": status.to_json(),
        "proposal": proposal.to_json(),
        "made_by_you": you.is_made,
        "about_you": you.is_about,
        "your_ballot": you.ballot.map(words::choice),
        "you_can_vote": you.may_vote,
        "you_can_object": you.may_object,
    });
    Ok((row, json))
}
