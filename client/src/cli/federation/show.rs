//! `mutual federation show`, `societies`, `society` and `pay-credit`.

use mutual_types::federation::{FederationView, Rules, Society, SocietyId};
use mutual_types::TimestampMs;
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::list::Page;
use super::super::report::Report;
use super::super::when;
use super::{number, Place};
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::text::{address, amount, duration, moment};
use crate::words::federation as words;

/// One page about a federation.
pub(super) async fn federation(federation: &Federation) -> Result<Report, Error> {
    let view = federation.federation().await?;
    let now_ms = federation.chain().moment().await?.now_ms();
    let unit = federation.chain().unit();
    let FederationView { setup, counters, .. } = &view;
    let money = |planck| amount::format(planck, unit);
    let period = setup.period(now_ms);
    let mut fields = vec![
        ("federation", setup.name.clone()),
        ("address", address::format(&federation.address())),
        ("charter", format!("version {}, {}", setup.charter_version, setup.charter.uri)),
        ("societies", counters.present.to_string()),
    ];
    if counters.invited > 0 {
        let until = when::told(setup.founding_until_ms, now_ms);
        fields.push(("not joined yet", format!("{}, who can until {until}", counters.invited)));
    }
    fields.extend([
        ("to be drawn", money(counters.ledger.available)),
        ("drawn, not collected", money(counters.ledger.promised)),
        ("owed to societies", money(counters.ledger.credits)),
        ("common fund", money(counters.ledger.fund)),
        ("motions", counters.motions.to_string()),
        ("backings", counters.backings.to_string()),
        ("draws", counters.draws.to_string()),
        ("period", format!("{period}, of {}, until {}", duration::format(setup.period_ms), end(&view, period))),
    ]);
    fields.extend(rules(&setup.rules));
    let rows = setup.units.iter().enumerate().map(|(number, unit)| vec![number.to_string(), unit.clone()]).collect();
    Ok(Report::new(view.to_json()).fields(fields).table(&["unit", "outcomes in"], rows))
}

/// When a period ends.
pub(super) fn end(view: &FederationView, period: u32) -> String {
    let periods = u64::from(period).saturating_add(1);
    moment::format(view.setup.founded_ms.saturating_add(view.setup.period_ms.saturating_mul(periods)))
}

/// Rules by their names.
pub(super) fn rules(rules: &Rules) -> Vec<(&'static str, String)> {
    vec![
        ("time to vote", duration::format(rules.voting_ms)),
        ("ayes needed", format!("{} of those who may vote", words::share(rules.approval_bps))),
        ("draws from", format!("{} after joining", duration::format(rules.waiting_ms))),
        ("time to collect", duration::format(rules.collect_ms)),
        ("backings of at most", duration::format(rules.backing_max_ms)),
        ("open draws each", rules.draws_max.to_string()),
    ]
}

pub(super) async fn societies(page: &Page, federation: &Federation) -> Result<Report, Error> {
    let count = federation.federation().await?.counters.societies;
    let unit = federation.chain().unit();
    let read = async |from, limit| federation.societies(from, limit).await;
    let keep = async |_: &(SocietyId, Society)| Ok(true);
    let found = page.newest(count, read, |(id, _)| id.0, keep).await?;
    let rows = found.entries.iter().map(|(id, record)| {
        vec![
            id.to_string(),
            words::presence(record.presence).to_owned(),
            joined(record.joined_ms),
            amount::format(record.credit, unit),
            record.draws.len().to_string(),
            address::format(&record.account),
        ]
    });
    let rows = rows.collect();
    let json = found.entries.iter().map(|(id, record)| json(*id, record));
    let headers = ["society", "status", "joined", "is owed", "open draws", "account"];
    let report = Report::new(json.collect::<Value>()).table(&headers, rows);
    Ok(report.goes_on("mutual federation societies", found.more_after))
}

fn joined(ms: TimestampMs) -> String {
    if ms == 0 {
        "never".to_owned()
    } else {
        moment::format(ms)
    }
}

fn json(id: SocietyId, record: &Society) -> Value {
    json!({ "id": id.0, "society": record.to_json() })
}

async fn find(id: SocietyId, federation: &Federation) -> Result<Society, Error> {
    let found = federation.society(id).await?;
    found.ok_or_else(|| Error::NotFound { what: format!("society {id} in this federation") })
}

pub(super) async fn society(
    text: &str,
    federation: &Federation,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let id = number(text, federation, context).await?;
    let record = find(id, federation).await?;
    let unit = federation.chain().unit();
    let now = federation.chain().code_hash(record.account).await?;
    let known = match now {
        Some(hash) if hash.0 == record.code_hash => "yes".to_owned(),
        Some(hash) => format!(
            "no: its code is {hash} now; another society moves that it is accepted: `mutual federation move accept-code {id}`"
        ),
        None => "no: there is no contract at its account".to_owned(),
    };
    let fields = vec![
        ("society", id.to_string()),
        ("account", address::format(&record.account)),
        ("status", words::presence(record.presence).to_owned()),
        ("joined", joined(record.joined_ms)),
        ("its code is known", known),
        ("is owed", amount::format(record.credit, unit)),
    ];
    let mut rows = Vec::new();
    let now_ms = federation.chain().moment().await?.now_ms();
    for draw in &record.draws {
        if let Some(record) = federation.drawn(*draw).await? {
            rows.push(super::draws::row(*draw, &record, unit, now_ms));
        }
    }
    Ok(Report::new(json(id, &record)).fields(fields).heading("Open draws").table(&super::draws::HEADERS, rows))
}

pub(super) async fn pay_credit(text: &str, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let id = number(text, on.federation, context).await?;
    let record = find(id, on.federation).await?;
    let action = format!(
        "have society {id} ({}) paid the {} that the federation owes it, less what it has past due; its own `mutual treasury \
         sweep` books it then",
        address::format(&record.account),
        amount::format(record.credit, on.federation.chain().unit())
    );
    on.write(action, Message::pay_credit(id), &[("society", id.0)], context).await
}
