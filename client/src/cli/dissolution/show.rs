//! `mutual dissolution show`: how far it is, and what is left to do.

use mutual_types::{Dissolution, Division, Pot, PotKind, PotView, SocietyView, TimestampMs, UNCLAIMED_MS};
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::super::society;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, amount, moment, Unit};

pub(super) async fn run(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let now = society.chain().moment().await?;
    let unit = society.chain().unit();
    let mut fields = facts(&view, unit, now.now_ms());
    fields.push(("time", society::time(now)));
    let left = match &view.dissolution {
        Some(dissolution) => left_to_do(&view, dissolution, &pots, now.now_ms()),
        None => Vec::new(),
    };
    let json = json!({
        "dissolution": view.dissolution.to_json(),
        "members": view.counters.members,
        "beneficiary": address::format(&view.asset_lock.beneficiary),
        "is_locked": view.asset_lock.locked,
        "left_to_do": left,
        "time": society::time_json(now),
    });
    let lines = left.iter().map(|line| format!("to do: {line}")).collect();
    Ok(Report::new(json).fields(fields).lines(lines))
}

fn facts(view: &SocietyView, unit: &Unit, now_ms: TimestampMs) -> Vec<(&'static str, String)> {
    let beneficiary = address::format(&view.asset_lock.beneficiary);
    let Some(dissolution) = &view.dissolution else {
        let from_ms = view.counters.last_activity_ms.saturating_add(view.rules.dormancy_ms);
        let dormant = if now_ms < from_ms {
            format!("by a proposal, or if nothing happens until {} by anyone", moment::format(from_ms))
        } else {
            "by anyone: `mutual dissolution open`".to_owned()
        };
        return vec![
            ("dissolution", "none: the society runs".to_owned()),
            ("could be opened", dormant),
            ("beneficiary", beneficiary),
        ];
    };
    let claims = if now_ms < dissolution.claims_until_ms { "open" } else { "over" };
    let members = view.counters.members;
    let mut facts = vec![
        ("dissolution", format!("opened {}", moment::format(dissolution.opened_ms))),
        ("shares", format!("whoever could decide on what was proposed {}", moment::format(dissolution.made_ms))),
        ("claims", format!("{claims}, until {}", moment::format(dissolution.claims_until_ms))),
        ("counted", format!("{} of {members} members, of whom {} share", dissolution.next, dissolution.sharers)),
    ];
    match &dissolution.division {
        Some(division) => facts.extend(divided(division, dissolution.sharers, view.asset_lock.locked, unit)),
        None if view.asset_lock.locked => {
            facts.push((
                "divided",
                "not yet: all goes to the beneficiary, since the charter locks the assets".to_owned(),
            ));
        }
        None => facts.push(("divided", "not yet".to_owned())),
    }
    facts.push(("beneficiary", beneficiary));
    facts.push(("money left", amount::format(view.balance, unit)));
    facts
}

fn divided(division: &Division, sharers: u32, locked: bool, unit: &Unit) -> Vec<(&'static str, String)> {
    let at = moment::format(division.at_ms);
    if locked || sharers == 0 {
        return vec![("divided", format!("{at}: all of it is the beneficiary's credit"))];
    }
    vec![
        ("divided", format!("{at}: {} each", amount::format(division.each, unit))),
        ("one planck more", format!("the first {}", division.extra)),
        ("claimed", format!("{} of {sharers} parts", division.claimed)),
    ]
}

/// What is left to do, in order, each with the command for it.
fn left_to_do(view: &SocietyView, dissolution: &Dissolution, pots: &[PotView], now_ms: TimestampMs) -> Vec<String> {
    let mut left = Vec::new();
    let ledger = &view.counters.ledger;
    if ledger.deposits > 0 {
        left.push(
            "settle proposals and disputes that are over, so that their deposits come back: `mutual proposal settle`, \
             `mutual dispute settle`"
                .to_owned(),
        );
    }
    if ledger.shares > 0 {
        left.push("make members' shares credits of theirs: `mutual dissolution claim MEMBER`".to_owned());
    }
    let missing = view.counters.members.saturating_sub(dissolution.next.0);
    if missing > 0 {
        left.push(format!("look at {missing} more member(s) for who shares: `mutual dissolution count`"));
    }
    match &dissolution.division {
        Some(division) => left.extend(after_division(view, dissolution, division, now_ms)),
        None => left.extend(before_division(dissolution, pots, missing, now_ms)),
    }
    left
}

fn before_division(dissolution: &Dissolution, pots: &[PotView], missing: u32, now_ms: TimestampMs) -> Vec<String> {
    let until = moment::format(dissolution.claims_until_ms);
    let is_held = |pot: &Pot| pot.reserved > 0 || pot.open_items > 0;
    let open: Vec<&PotView> = pots.iter().filter(|view| !view.pot.closed).collect();
    let held: Vec<String> = open.iter().filter(|view| is_held(&view.pot)).map(|view| view.id.to_string()).collect();
    if now_ms < dissolution.claims_until_ms {
        let mut left = Vec::new();
        if !held.is_empty() {
            left.push(format!(
                "until {until}, approve and release what was promised, which makes it credits: `mutual payment list`, \
                 `mutual payment release`"
            ));
        }
        left.push(format!("from {until}, cancel the rest, close the pots and divide: wait"));
        return left;
    }
    let mut left = Vec::new();
    if !held.is_empty() {
        left.push(format!(
            "cancel what is still promised of pot(s) {}: `mutual payment cancel PAYMENT`, `mutual grant cancel GRANT`",
            held.join(", ")
        ));
    }
    let others: Vec<&&PotView> = open.iter().filter(|view| view.pot.spec.kind != PotKind::General).collect();
    for view in &others {
        if !is_held(&view.pot) {
            left.push(format!(
                "close pot {}, {}: `mutual dissolution liquidate {}`",
                view.id, view.pot.spec.name, view.id
            ));
        }
    }
    if held.is_empty() && others.is_empty() && missing == 0 {
        left.push("divide what is left: `mutual dissolution divide`".to_owned());
    } else {
        left.push("then divide what is left: `mutual dissolution divide`".to_owned());
    }
    left
}

fn after_division(
    view: &SocietyView,
    dissolution: &Dissolution,
    division: &Division,
    now_ms: TimestampMs,
) -> Vec<String> {
    let mut left = Vec::new();
    let ledger = &view.counters.ledger;
    let unclaimed = dissolution.sharers.saturating_sub(division.claimed);
    if (division.each > 0 || division.extra > 0) && unclaimed > 0 {
        left.push(format!("make {unclaimed} part(s) credits of their members: `mutual dissolution claim MEMBER`"));
    }
    if ledger.surplus(view.balance).unwrap_or_default() > 0 {
        left.push("book what came by plain transfer to the beneficiary: `mutual treasury sweep`".to_owned());
    }
    if ledger.credits > 0 {
        left.push("withdraw the credits, each by its owner: `mutual treasury withdraw`".to_owned());
        let from_ms = division.at_ms.saturating_add(UNCLAIMED_MS);
        let what = "make credits that nobody withdrew the beneficiary's: `mutual dissolution forfeit ACCOUNT`";
        left.push(if now_ms < from_ms { format!("from {}, {what}", moment::format(from_ms)) } else { what.to_owned() });
    }
    left
}
