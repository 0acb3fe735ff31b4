//! `mutual exchange search`, `offers`, `offer` and `request`.

use clap::Args;
use mutual_types::exchange::{Offer, OfferId, OfferKind, OfferTerms};
use mutual_types::TimestampMs;
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::list::Listing;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{when, write};
use super::{minutes, society, CategoryName};
use crate::error::Error;
use crate::exchange::{Exchange, Message};
use crate::json::ToJson;
use crate::text::moment;
use crate::words::exchange as words;

const HEADERS: [&str; 9] = ["offer", "status", "kind", "category", "title", "place", "hours", "member", "until"];

/// What has become of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum OfferStatus {
    /// It stands.
    Open,
    /// Its end has come, and nobody has closed it.
    Over,
    /// It was closed.
    Closed,
}

impl OfferStatus {
    fn of(offer: &Offer, now_ms: TimestampMs) -> Self {
        match (offer.place_in_list, offer.is_open(now_ms)) {
            (None, _) => Self::Closed,
            (Some(_), true) => Self::Open,
            (Some(_), false) => Self::Over,
        }
    }

    /// What it means.
    pub(in super::super) fn words(self) -> &'static str {
        match self {
            Self::Open => "it stands",
            Self::Over => "its end has come, and nobody has closed it",
            Self::Closed => "it was closed",
        }
    }

    /// Its name, also in JSON.
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Over => "over",
            Self::Closed => "closed",
        }
    }
}

/// What is looked for.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// Which kind of help
    #[arg(value_enum)]
    category: CategoryName,
    /// Those that ask for help, rather than those that offer it
    #[arg(long)]
    requests: bool,
    /// How many at the most
    #[arg(long, default_value_t = mutual_types::PAGE_MAX, value_parser = clap::value_parser!(u32).range(1..=i64::from(mutual_types::PAGE_MAX)), value_name = "NUMBER")]
    limit: u32,
    /// Go on from this place in the list, as the search before said
    #[arg(long, default_value_t = 0, value_name = "PLACE")]
    from: u32,
}

pub(super) async fn search(terms: &Search, exchange: &Exchange) -> Result<Report, Error> {
    let kind = if terms.requests { OfferKind::Request } else { OfferKind::Offer };
    let now_ms = exchange.chain().moment().await?.now_ms();
    let found = exchange.search(kind, terms.category.0, terms.from, terms.limit).await?;
    let read = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let goes_on = (read == terms.limit).then(|| terms.from.saturating_add(read));
    let open: Vec<_> = found.into_iter().filter(|(_, offer)| offer.is_open(now_ms)).collect();
    let report = Report::new(open.iter().map(|(id, offer)| json(*id, offer, now_ms)).collect::<Value>());
    let report = report.table(&HEADERS, open.iter().map(|(id, offer)| row(*id, offer, now_ms)).collect());
    Ok(match goes_on {
        Some(place) => report.then(format!("mutual exchange search {} --from {place}", name(terms.category))),
        None => report,
    })
}

fn name(category: CategoryName) -> String {
    clap::ValueEnum::to_possible_value(&category).map(|value| value.get_name().to_owned()).unwrap_or_default()
}

pub(super) async fn list(
    list: &Listing<OfferStatus>,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let viewer = list.viewer(context, &society(exchange).await?).await?;
    let me = viewer.and_then(|viewer| viewer.index());
    let count = exchange.exchange().await?.counters.offers;
    let now_ms = exchange.chain().moment().await?.now_ms();
    let read = async |from, limit| exchange.offers(from, limit).await;
    let keep = async |(_, offer): &(OfferId, Offer)| {
        Ok(list.has(OfferStatus::of(offer, now_ms)) && (!list.is_mine() || me == Some(offer.member)))
    };
    let found = list.page().newest(count, read, |(id, _)| id.0, keep).await?;
    let report = Report::new(found.entries.iter().map(|(id, offer)| json(*id, offer, now_ms)).collect::<Value>());
    let report = report.table(&HEADERS, found.entries.iter().map(|(id, offer)| row(*id, offer, now_ms)).collect());
    Ok(report.goes_on("mutual exchange offers", found.more_after))
}

fn row(id: OfferId, offer: &Offer, now_ms: TimestampMs) -> Vec<String> {
    vec![
        id.to_string(),
        OfferStatus::of(offer, now_ms).name().to_owned(),
        words::offer_kind(offer.terms.kind).to_owned(),
        words::category(offer.terms.category).to_owned(),
        offer.terms.title.clone(),
        offer.terms.place.clone(),
        words::hours(offer.terms.minutes),
        offer.member.to_string(),
        moment::format(offer.terms.ends_ms),
    ]
}

fn json(id: OfferId, offer: &Offer, now_ms: TimestampMs) -> Value {
    json!({ "id": id.0, "status": OfferStatus::of(offer, now_ms).name(), "offer": offer.to_json() })
}

/// An offer or request.
#[derive(Debug, Args)]
pub(super) struct Post {
    /// Which kind of help
    #[arg(value_enum)]
    category: CategoryName,
    /// What it is, in a few words
    title: String,
    /// How long it may take, such as `90min` or `2h`; it binds nobody
    #[arg(long, value_name = "HOURS")]
    hours: String,
    /// Where: a quarter, not an address
    #[arg(long, default_value = "", value_name = "TEXT")]
    place: String,
    /// How long it stands: a day, a moment, or a span such as `30d`
    #[arg(long, default_value = "30d", value_name = "MOMENT")]
    until: String,
}

impl Post {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        minutes(&self.hours)?;
        when::ensure(&self.until)
    }
}

pub(super) async fn post(
    terms: &Post,
    is_offer: bool,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let chain = exchange.chain();
    let kind = if is_offer { OfferKind::Offer } else { OfferKind::Request };
    let terms = OfferTerms {
        kind,
        category: terms.category.0,
        minutes: minutes(&terms.hours)?,
        title: terms.title.clone(),
        place: terms.place.clone(),
        ends_ms: when::moment(&terms.until, chain.moment().await?.now_ms())?,
    };
    let action = format!(
        "{} {}: \"{}\", some {}, until {}; everybody can read it for ever",
        if is_offer { "offer" } else { "ask for" },
        words::category(terms.category),
        terms.title,
        words::hours(terms.minutes),
        moment::format(terms.ends_ms)
    );
    let written = write::message(context, exchange, &signer, action, Message::post_offer(&terms)).await?;
    let id = written.value().copied();
    let report =
        written.report(chain.unit(), &id.map(|id| Fact::number("offer", id.0)).into_iter().collect::<Vec<_>>());
    Ok(match id {
        Some(_) => report.then("mutual exchange offers --status open".to_owned()),
        None => report,
    })
}
