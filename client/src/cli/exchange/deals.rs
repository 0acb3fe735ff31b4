//! `mutual exchange deals`.

use mutual_types::exchange::{Deal, DealId, DealStatus};
use serde_json::Value;

use super::super::context::Context;
use super::super::list::Listing;
use super::super::report::Report;
use super::{deal, society};
use crate::error::Error;
use crate::exchange::Exchange;
use crate::text::moment;
use crate::words::exchange as words;

const HEADERS: [&str; 8] = ["deal", "status", "giver", "receiver", "category", "hours", "title", "until"];

/// What a deal is, without how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Stage {
    Proposed,
    Unanswered,
    Agreed,
    Unconfirmed,
    Lapsed,
    Settled,
    Final,
    Contested,
    Undecided,
    Ended,
}

impl From<DealStatus> for Stage {
    fn from(status: DealStatus) -> Self {
        match status {
            DealStatus::Proposed => Self::Proposed,
            DealStatus::Unanswered => Self::Unanswered,
            DealStatus::Agreed => Self::Agreed,
            DealStatus::Unconfirmed => Self::Unconfirmed,
            DealStatus::Lapsed => Self::Lapsed,
            DealStatus::Settled => Self::Settled,
            DealStatus::Final => Self::Final,
            DealStatus::Contested => Self::Contested,
            DealStatus::Undecided => Self::Undecided,
            DealStatus::Ended(_) => Self::Ended,
        }
    }
}

impl Stage {
    /// What it means.
    pub(in super::super) fn words(self) -> &'static str {
        let status = match self {
            Self::Proposed => DealStatus::Proposed,
            Self::Unanswered => DealStatus::Unanswered,
            Self::Agreed => DealStatus::Agreed,
            Self::Unconfirmed => DealStatus::Unconfirmed,
            Self::Lapsed => DealStatus::Lapsed,
            Self::Settled => DealStatus::Settled,
            Self::Final => DealStatus::Final,
            Self::Contested => DealStatus::Contested,
            Self::Undecided => DealStatus::Undecided,
            Self::Ended => return "over: withdrawn, declined, called off, closed or voided",
        };
        words::deal_status(status)
    }
}

pub(super) async fn run(
    list: &Listing<Stage>,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let viewer = list.viewer(context, &society(exchange).await?).await?;
    let me = viewer.and_then(|viewer| viewer.index());
    let count = exchange.exchange().await?.counters.deals;
    let now_ms = exchange.chain().moment().await?.now_ms();
    let read = async |from, limit| exchange.deals(from, limit).await;
    let keep = async |(_, deal): &(DealId, Deal)| {
        let is_mine = me.is_some_and(|me| deal.side_of(me).is_some());
        Ok(list.has(deal.status(now_ms).into()) && (!list.is_mine() || is_mine))
    };
    let found = list.page().newest(count, read, |(id, _)| id.0, keep).await?;
    let rows = found.entries.iter().map(|(id, deal)| {
        vec![
            id.to_string(),
            words::deal_status(deal.status(now_ms)).to_owned(),
            deal.giver.to_string(),
            deal.receiver.to_string(),
            words::category(deal.category).to_owned(),
            words::hours(deal.terms.minutes),
            deal.terms.title.clone(),
            moment::format(deal.ends_ms),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|(id, deal)| deal::json(*id, deal, now_ms));
    let report = Report::new(json.collect::<Value>()).table(&HEADERS, rows);
    Ok(report.goes_on("mutual exchange deals", found.more_after))
}
