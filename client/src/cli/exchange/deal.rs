//! `mutual exchange deal` and `contest`.

use mutual_types::exchange::{Deal, DealId, DealStatus};
use mutual_types::TimestampMs;
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{who, write};
use super::society;
use crate::error::Error;
use crate::exchange::{Exchange, Message};
use crate::json::ToJson;
use crate::text::{address, moment};
use crate::words::exchange as words;

async fn find(id: DealId, exchange: &Exchange) -> Result<Deal, Error> {
    exchange.deal(id).await?.ok_or_else(|| Error::NotFound { what: format!("deal {id}") })
}

/// Who helps whom, for a card.
pub(super) async fn in_words(id: DealId, exchange: &Exchange) -> Result<String, Error> {
    let deal = find(id, exchange).await?;
    Ok(format!(
        "member {} helps member {} with {} for at most {}",
        deal.giver,
        deal.receiver,
        words::category(deal.category),
        words::hours(deal.terms.minutes)
    ))
}

pub(super) async fn show(id: DealId, exchange: &Exchange) -> Result<Report, Error> {
    let deal = find(id, exchange).await?;
    let society = society(exchange).await?;
    let now_ms = exchange.chain().moment().await?.now_ms();
    let status = deal.status(now_ms);
    let reported = |minutes: Option<u32>| minutes.map_or("nothing yet".to_owned(), words::hours);
    let mut fields = vec![
        ("deal", id.to_string()),
        ("title", deal.terms.title.clone()),
        ("status", words::deal_status(status).to_owned()),
        ("giver", who::named(&society, deal.giver).await?),
        ("receiver", who::named(&society, deal.receiver).await?),
        ("proposed by", format!("member {}", deal.party(deal.proposer))),
        ("category", words::category(deal.category).to_owned()),
        ("at most", words::hours(deal.terms.minutes)),
        ("giver reports", reported(deal.reports.giver)),
        ("receiver reports", reported(deal.reports.receiver)),
        ("until", moment::format(deal.ends_ms)),
    ];
    if let Some(offer) = deal.offer {
        fields.push(("offer", offer.to_string()));
    }
    if deal.settled_minutes > 0 {
        fields.push(("settled", words::hours(deal.settled_minutes)));
    }
    if let Some(contest) = &deal.contest {
        fields.push(("case", contest.case.to_string()));
    }
    fields.push(("next", next(id, &deal, status, exchange)));
    Ok(Report::new(json(id, &deal, now_ms)).fields(fields))
}

/// What happens next, and who can make it happen.
fn next(id: DealId, deal: &Deal, status: DealStatus, exchange: &Exchange) -> String {
    match status {
        DealStatus::Proposed => format!("the other accepts, or says no: `mutual exchange accept {id}`, `cancel {id}`"),
        DealStatus::Agreed => format!("both say how long it took: `mutual exchange report {id} HOURS`"),
        DealStatus::Unconfirmed => {
            format!("the two do not say the same: `mutual exchange contest {id}`, or the deal lapses")
        }
        DealStatus::Settled => format!("the hours have moved; who does not agree: `mutual exchange contest {id}`"),
        DealStatus::Contested => format!(
            "a party opens the dispute in the society: `mutual dispute open external {} {} {} {} --for`; then \
             `mutual exchange rule {id} --dispute NUMBER`",
            address::format(&exchange.address()),
            deal.contest.as_ref().map(|contest| contest.case.to_string()).unwrap_or_default(),
            deal.giver,
            deal.receiver
        ),
        DealStatus::Unanswered | DealStatus::Lapsed | DealStatus::Undecided => {
            format!("anyone closes it, so that it takes no room any more: `mutual exchange clear {id}`")
        }
        DealStatus::Final | DealStatus::Ended(_) => "nothing: it is over".to_owned(),
    }
}

/// A deal for programs.
pub(super) fn json(id: DealId, deal: &Deal, now_ms: TimestampMs) -> Value {
    json!({ "id": id.0, "status": deal.status(now_ms).to_json(), "deal": deal.to_json() })
}

pub(super) async fn contest(id: DealId, exchange: &Exchange, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let deal = find(id, exchange).await?;
    let action = format!("contest deal {id}: {}", in_words(id, exchange).await?);
    let written = write::message(context, exchange, &signer, action, Message::contest(id)).await?;
    let case = written.value().copied();
    let mut facts = vec![Fact::number("deal", id.0)];
    facts.extend(case.map(|case| Fact::number("case", case)));
    let report = written.report(exchange.chain().unit(), &facts);
    Ok(match case {
        Some(case) => report.then(format!(
            "mutual dispute open external {} {case} {} {} --for",
            address::format(&exchange.address()),
            deal.giver,
            deal.receiver
        )),
        None => report,
    })
}
