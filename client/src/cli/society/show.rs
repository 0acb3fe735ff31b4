//! `mutual society show`.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;
use mutual_types::{MemberIndex, Role, SocietyView, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::report::Report;
use super::super::who;
use crate::chain::Moment;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment};
use crate::words;

/// Accounts of members, by their numbers.
type Names = BTreeMap<MemberIndex, String>;

pub(super) async fn run(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let now = society.chain().moment().await?;
    let unit = society.chain().unit();
    let money = |planck| amount::format(planck, unit);
    let names = officers(&society, &view).await?;
    warn_about_treasurers(&view, context);
    let rows = pots.iter().map(|pot| {
        let closed = if pot.pot.closed { ", closed" } else { "" };
        vec![
            pot.id.to_string(),
            pot.pot.spec.name.clone(),
            format!("{}{closed}", words::pot_kind(pot.pot.spec.kind)),
            money(pot.pot.balance),
            money(pot.pot.reserved),
        ]
    });
    let json = json!({
        "address": address::format(&society.address()),
        "society": view.to_json(),
        "pots": pots.iter().map(ToJson::to_json).collect::<Value>(),
        "time": super::time_json(now),
    });
    let fields = facts(&society, &view, &names, now);
    let rules = words::rules(&view.rules, unit);
    Ok(Report::new(json)
        .fields(fields)
        .table(&["role", "member", "until", "terms in a row", "account"], seats(&view, &names, now.now_ms()))
        .table(&["pot", "name", "kind", "balance", "promised"], rows.collect())
        .fields(rules))
}

/// The accounts of all who hold or held a role.
async fn officers(society: &Society, view: &SocietyView) -> Result<Names, Error> {
    let members: BTreeSet<MemberIndex> = view.roster.seats.iter().map(|seat| seat.member).collect();
    let accounts = try_join_all(members.iter().map(|member| who::account_of(society, *member))).await?;
    Ok(members.into_iter().zip(accounts.iter().map(address::format)).collect())
}

/// The roles with their terms, those that have ended included: they count for the terms in a row.
fn seats(view: &SocietyView, names: &Names, now_ms: TimestampMs) -> Vec<Vec<String>> {
    let max = view.rules.roles.consecutive_terms;
    let rows = view.roster.seats.iter().map(|seat| {
        let ended = if seat.is_live(now_ms) { "" } else { ", ended" };
        vec![
            words::role(seat.role),
            seat.member.to_string(),
            format!("{}{ended}", moment::format(seat.expires_ms)),
            format!("{} of {max}", seat.terms),
            names.get(&seat.member).cloned().unwrap_or_default(),
        ]
    });
    rows.collect()
}

fn facts(society: &Society, view: &SocietyView, names: &Names, now: Moment) -> Vec<(&'static str, String)> {
    let unit = society.chain().unit();
    let counters = &view.counters;
    let treasurers = view.roster.live(Role::Treasurer, now.now_ms());
    let treasurers: Vec<String> = treasurers
        .map(|member| format!("member {member} ({})", names.get(&member).map(String::as_str).unwrap_or_default()))
        .collect();
    let locked = if view.asset_lock.locked { ", who gets all that is left: the assets are locked" } else { "" };
    let mut facts = vec![
        ("name", view.name.clone()),
        ("purpose", view.purpose.clone()),
        ("address", address::format(&society.address())),
        ("charter", format!("version {}, {}", view.charter.version, view.charter.document.uri)),
        ("members", format!("{} present, {} active", counters.present, counters.active)),
        ("treasurers", if treasurers.is_empty() { "none".to_owned() } else { treasurers.join(", ") }),
        ("proposals", counters.proposals.to_string()),
        ("payments", counters.payments.to_string()),
        ("grants", counters.grants.to_string()),
        ("relief requests", counters.relief_requests.to_string()),
        ("disputes", counters.disputes.to_string()),
        ("money", amount::format(view.balance, unit)),
        ("beneficiary", format!("{}{locked}", address::format(&view.asset_lock.beneficiary))),
    ];
    if let Some(next) = &view.next_beneficiary {
        let from = moment::format(next.from_ms);
        facts.push(("next beneficiary", format!("{} from {from}", address::format(&next.account))));
    }
    if let Some(dissolution) = &view.dissolution {
        let (opened, until) = (moment::format(dissolution.opened_ms), moment::format(dissolution.claims_until_ms));
        let divided = if dissolution.division.is_some() { "divided" } else { "not divided yet" };
        let how = format!("opened {opened}, claims until {until}, {divided}: `mutual dissolution show`");
        facts.push(("dissolution", how));
    }
    facts.push(("time", super::time(now)));
    facts
}

/// Fewer treasurers than payments need and one more is a state to get out of.
fn warn_about_treasurers(view: &SocietyView, context: &mut Context<'_, '_>) {
    let wanted = u32::from(view.rules.payments.approvals).saturating_add(1);
    if view.live_treasurers < wanted && view.counters.present >= wanted {
        context.warn(format!(
            "{} treasurer(s) can act now, and it takes {wanted} so that one may be away: \
             `mutual proposal new role MEMBER treasurer`",
            view.live_treasurers
        ));
    }
}
