//! `mutual treasury show`.

use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Eyes;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, amount};
use crate::words;

pub(super) async fn run(eyes: &Eyes, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    eyes.ensure(context)?;
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let unit = society.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let ledger = &view.counters.ledger;
    let surplus = ledger.surplus(view.balance).unwrap_or(0);
    let floor = view.rules.payments.reserve_floor;
    let mut fields = vec![
        ("balance", money(view.balance)),
        ("in pots", money(ledger.pots)),
        ("credits", money(ledger.credits)),
        ("deposits held", money(ledger.deposits)),
        ("shares", money(ledger.shares)),
        ("not booked yet", money(surplus)),
        ("reserve floor", money(floor)),
    ];
    let mut json = json!({
        "address": address::format(&society.address()),
        "balance": view.balance.to_string(),
        "ledger": ledger.to_json(),
        "surplus": surplus.to_string(),
        "pots": pots.iter().map(ToJson::to_json).collect::<Value>(),
        "unit": { "symbol": unit.symbol, "decimals": unit.decimals },
    });
    if let Some(viewer) = eyes.viewer(context, &society).await? {
        let credit = society.credit(viewer.account).await?;
        fields.push(("your credit", money(credit)));
        json["credit"] = Value::String(credit.to_string());
    }
    let rows = pots.iter().filter(|view| !view.pot.closed).map(|view| {
        let pot = &view.pot;
        vec![
            view.id.to_string(),
            pot.spec.name.clone(),
            words::pot_kind(pot.spec.kind).to_owned(),
            money(pot.balance),
            money(pot.reserved),
            money(pot.available(floor)),
        ]
    });
    let rows = rows.collect();
    Ok(Report::new(json).fields(fields).table(&["pot", "name", "kind", "balance", "promised", "available"], rows))
}
