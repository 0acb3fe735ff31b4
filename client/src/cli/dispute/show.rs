//! `mutual dispute show`.

use mutual_types::{Dispute, DisputeId, DisputeStatus, MemberIndex, TimestampMs, PETITIONERS};

use super::super::context::Context;
use super::super::report::Report;
use super::super::{society, who};
use crate::error::Error;
use crate::society::Society;
use crate::text::{address, amount, moment};
use crate::words;

pub(super) async fn run(id: DisputeId, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let record = super::find(&society, id).await?;
    let is_dissolving = society.society().await?.dissolution.is_some();
    let now = society.chain().moment().await?;
    let now_ms = now.now_ms();
    let opened = if record.opened_ms == 0 { "not yet".to_owned() } else { moment::format(record.opened_ms) };
    let mut fields = vec![
        ("dispute", format!("{id}, about {}", words::dispute_subject(record.subject))),
        ("status", words::dispute_status(record.status(now_ms)).to_owned()),
        ("asked for by", address::format(&record.opener)),
        ("asked for", words::ruling_on(record.subject, record.wanted)),
        ("opened", opened),
        ("ends", moment::format(record.ends_ms)),
        ("deposit", amount::format(record.deposit, society.chain().unit())),
    ];
    fields.extend(people(&society, "concerned", &record.parties).await?);
    if record.opened_ms == 0 {
        fields.extend(people(&society, "asks for it", &record.petitioners).await?);
    }
    for arbitrator in &record.panel {
        let vote = record.votes.iter().find(|vote| vote.arbitrator == *arbitrator);
        let vote = vote.map_or("has not voted".to_owned(), |vote| words::ruling_on(record.subject, vote.ruling));
        fields.push(("panel", format!("{}: {vote}", who::named(&society, *arbitrator).await?)));
    }
    if let Some(ballot) = record.ballot {
        fields.push(("ballot", format!("proposal {ballot}")));
    }
    if let Some(ruling) = record.ruling {
        fields.push(("ruling", words::ruling_on(record.subject, ruling)));
    }
    fields.push(("next", next(id, &record, now_ms, is_dissolving)));
    fields.push(("time", society::time(now)));
    Ok(Report::new(super::list::json(id, &record, now_ms)).fields(fields))
}

async fn people(
    society: &Society,
    name: &'static str,
    members: &[MemberIndex],
) -> Result<Vec<(&'static str, String)>, Error> {
    let mut fields = Vec::new();
    for member in members {
        fields.push((name, who::named(society, *member).await?));
    }
    Ok(fields)
}

/// What happens next, and who can make it happen.
fn next(id: DisputeId, record: &Dispute, now_ms: TimestampMs, is_dissolving: bool) -> String {
    if record.settled {
        return "nothing: it is over and settled".to_owned();
    }
    let settle = format!("anyone can settle it: `mutual dispute settle {id}`");
    if is_dissolving {
        return format!("the society dissolves, and {settle}");
    }
    match record.status(now_ms) {
        DisputeStatus::Petition => {
            let asked = u32::try_from(record.petitioners.len()).unwrap_or(u32::MAX);
            let missing = PETITIONERS.saturating_sub(asked);
            format!("it opens when {missing} more ask for it: `mutual dispute join {id}`")
        }
        DisputeStatus::Dropped => settle,
        DisputeStatus::Panel => format!("its panel votes: `mutual dispute rule {id} --for` or `--against`"),
        DisputeStatus::Undecided => format!("a member has the members decide it: `mutual dispute refer {id}`"),
        DisputeStatus::Ballot => match record.ballot {
            Some(ballot) => format!(
                "members vote, and it is carried out or else settled: `mutual proposal show {ballot}`, then \
                 `mutual dispute settle {id}`"
            ),
            None => settle,
        },
        DisputeStatus::Ruled if record.all_voted() || record.ballot.is_some() || now_ms >= record.ends_ms => settle,
        DisputeStatus::Ruled => {
            format!("it can be settled when the last arbitrator has voted, or from {}", moment::format(record.ends_ms))
        }
    }
}
