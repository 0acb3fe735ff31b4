//! `mutual society show`: money and people on one page.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use mutual_types::{MemberView, PotView, ProposalView, SocietyView, Standing, TimestampMs, PAGE_MAX};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::{Eyes, Viewer};
use super::super::report::Report;
use super::super::{payment, when, who};
use super::waits::{Matters, Wait};
use crate::chain::Moment;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// So many of the newest of everything are looked at for what is open.
const NEWEST: u32 = 200;
/// So many members are asked for their standing at the most.
const MEMBERS_MAX: u32 = 1_000;

/// Names and what they say.
type Facts = Vec<(&'static str, String)>;

pub(super) async fn run(eyes: &Eyes, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    eyes.ensure(context)?;
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let now = society.chain().moment().await?;
    let now_ms = now.now_ms();
    let viewer = eyes.viewer(context, &society).await?;
    warn_about_treasurers(&view, context);
    warn_about_length(&view, context);

    let unit = society.chain().unit();
    let standings = standings(&society, &view, now_ms).await?;
    let open = open_proposals(&society, &view, now_ms).await?;
    let waits = waits(&society, &view, &open, viewer.as_ref(), now_ms).await?;
    let titles = try_join_all(open.iter().map(|found| society.proposal(found.id))).await?;
    let titles: Vec<String> =
        titles.into_iter().map(|found| found.map(|(_, body)| body.title).unwrap_or_default()).collect();

    let json = json!({
        "address": address::format(&society.address()),
        "society": view.to_json(),
        "standings": standings.as_ref().map(standings_json),
        "pots": pots.iter().map(ToJson::to_json).collect::<Value>(),
        "open_proposals": open.iter().map(|found| json!({
            "id": found.id.0,
            "status": found.proposal.status(now_ms).to_json(),
            "proposal": found.proposal.to_json(),
        })).collect::<Value>(),
        "waits": waits.iter().map(Wait::json).collect::<Value>(),
        "time": super::time_json(now),
    });
    let decisions = open.iter().zip(&titles).map(|(found, title)| decision(found, title, now_ms));
    Ok(Report::new(json)
        .fields(facts(&society, &view, now))
        .heading("People")
        .fields(people(&view, standings.as_ref()))
        .table(&["role", "member", "until", "account"], officers(&society, &view, now_ms).await?)
        .heading("Money")
        .table(&["pot", "name", "kind", "balance", "promised", "free"], money(&pots, &view, unit))
        .fields(ledger(&view, unit))
        .heading("Open decisions")
        .table(&["proposal", "status", "ends", "aye/nay/abstain", "title"], decisions.collect())
        .heading("What waits for whom")
        .table(&["what", "for", "until", "you", "command"], waits.iter().map(Wait::row).collect()))
}

/// The newest proposals that are not over, newest first.
async fn open_proposals(
    society: &Society,
    view: &SocietyView,
    now_ms: TimestampMs,
) -> Result<Vec<ProposalView>, Error> {
    let found = newest(view.counters.proposals, async |from, limit| society.proposals(from, limit).await).await?;
    let mut open: Vec<ProposalView> = found.into_iter().filter(|found| !found.proposal.is_over(now_ms)).collect();
    open.reverse();
    Ok(open)
}

/// The newest of `count` entries, oldest first.
async fn newest<T>(count: u32, read: impl AsyncFn(u32, u32) -> Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    let mut from = count.saturating_sub(NEWEST);
    let mut all = Vec::new();
    while from < count {
        let page = read(from, PAGE_MAX.min(count.saturating_sub(from))).await?;
        if page.is_empty() {
            break;
        }
        from = from.saturating_add(u32::try_from(page.len()).unwrap_or(u32::MAX));
        all.extend(page);
    }
    Ok(all)
}

async fn waits(
    society: &Society,
    view: &SocietyView,
    open: &[ProposalView],
    viewer: Option<&Viewer>,
    now_ms: TimestampMs,
) -> Result<Vec<Wait>, Error> {
    let matters = Matters { society, view, viewer, now_ms };
    let mut waits = matters.of_proposals(open).await?;
    // A society that dissolves has its own list of what is left to do.
    if view.dissolution.is_none() {
        let payments = newest(view.counters.payments, async |from, limit| society.payments(from, limit).await).await?;
        waits.extend(matters.of_payments(&payment::current(society, payments, now_ms).await?));
        let grants = newest(view.counters.grants, async |from, limit| society.grants(from, limit).await).await?;
        waits.extend(matters.of_grants(&grants));
        let count = view.counters.relief_requests;
        let requests = newest(count, async |from, limit| society.relief_requests(from, limit).await).await?;
        waits.extend(matters.of_relief(&requests));
        let disputes = newest(view.counters.disputes, async |from, limit| society.disputes(from, limit).await).await?;
        waits.extend(matters.of_disputes(&disputes));
    }
    waits.extend(matters.of_money().await?);
    Ok(waits)
}

/// How many members there are of each standing; none where there are too many to ask.
async fn standings(
    society: &Society,
    view: &SocietyView,
    now_ms: TimestampMs,
) -> Result<Option<BTreeMap<&'static str, (Standing, u32)>>, Error> {
    let count = view.counters.members;
    if count > MEMBERS_MAX {
        return Ok(None);
    }
    let starts = (0..count).step_by(usize::try_from(PAGE_MAX).unwrap_or(usize::MAX));
    let pages = try_join_all(starts.map(|from| society.members(from, PAGE_MAX))).await?;
    let mut counts = BTreeMap::new();
    for MemberView { member, .. } in pages.into_iter().flatten() {
        let standing = member.standing(&view.rules, now_ms);
        let (_, count) = counts.entry(words::standing(standing)).or_insert((standing, 0_u32));
        *count = count.saturating_add(1);
    }
    Ok(Some(counts))
}

fn standings_json(counts: &BTreeMap<&'static str, (Standing, u32)>) -> Value {
    let name = |standing: &Standing| standing.to_json().as_str().unwrap_or_default().to_owned();
    counts.values().map(|(standing, count)| (name(standing), Value::from(*count))).collect()
}

fn facts(society: &Society, view: &SocietyView, now: Moment) -> Facts {
    let locked = if view.asset_lock.locked { ", who gets all that is left: the assets are locked" } else { "" };
    let mut facts = vec![
        ("name", view.name.clone()),
        ("purpose", view.purpose.clone()),
        ("address", address::format(&society.address())),
        ("charter", format!("version {}, {}", view.charter.version, view.charter.document.uri)),
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
    facts.push(("rules", "`mutual society rules`".to_owned()));
    facts.push(("time", super::time(now)));
    facts
}

fn people(view: &SocietyView, counts: Option<&BTreeMap<&'static str, (Standing, u32)>>) -> Facts {
    let counters = &view.counters;
    let mut facts =
        vec![("members", format!("{} present, of whom {} count for quorums", counters.present, counters.active))];
    if let Some(counts) = counts {
        let told = counts.iter().map(|(words, (_, count))| format!("{count} {words}"));
        facts.push(("standing", told.collect::<Vec<_>>().join(", ")));
    }
    facts
}

/// The roles that are held now.
async fn officers(society: &Society, view: &SocietyView, now_ms: TimestampMs) -> Result<Vec<Vec<String>>, Error> {
    let mut rows = Vec::new();
    for seat in view.roster.seats.iter().filter(|seat| seat.is_live(now_ms)) {
        rows.push(vec![
            words::role(seat.role),
            seat.member.to_string(),
            moment::format(seat.expires_ms),
            address::format(&who::account_of(society, seat.member).await?),
        ]);
    }
    Ok(rows)
}

fn money(pots: &[PotView], view: &SocietyView, unit: &Unit) -> Vec<Vec<String>> {
    let floor = view.rules.payments.reserve_floor;
    let open = pots.iter().filter(|found| !found.pot.closed);
    let row = |found: &PotView| {
        vec![
            found.id.to_string(),
            found.pot.spec.name.clone(),
            words::pot_kind(found.pot.spec.kind).to_owned(),
            amount::format(found.pot.balance, unit),
            amount::format(found.pot.reserved, unit),
            amount::format(found.pot.available(floor), unit),
        ]
    };
    open.map(row).collect()
}

/// Whose the money is, besides the pots.
fn ledger(view: &SocietyView, unit: &Unit) -> Facts {
    let money = |planck| amount::format(planck, unit);
    let ledger = &view.counters.ledger;
    let mut facts = vec![("money in all", money(view.balance)), ("in pots", money(ledger.pots))];
    let parts = [
        ("shares", ledger.shares, "members' own"),
        ("credits", ledger.credits, "their owners', until they withdraw them"),
        ("deposits", ledger.deposits, "held with proposals and disputes"),
        ("not booked yet", ledger.surplus(view.balance).unwrap_or(0), "came by plain transfer"),
        ("reserve floor", view.rules.payments.reserve_floor, "always stays in the general pot"),
    ];
    facts.extend(
        parts
            .into_iter()
            .filter(|(_, planck, _)| *planck > 0)
            .map(|(name, planck, what)| (name, format!("{}, {what}", money(planck)))),
    );
    facts
}

fn decision(found: &ProposalView, title: &str, now_ms: TimestampMs) -> Vec<String> {
    let record = &found.proposal;
    vec![
        found.id.to_string(),
        words::status(record.status(now_ms)).to_owned(),
        when::told(record.ends_ms, now_ms),
        format!("{}/{}/{}", record.tally.aye, record.tally.nay, record.tally.abstain),
        title.to_owned(),
    ]
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

/// What is older is not looked at: said, lest somebody thinks that nothing waits.
fn warn_about_length(view: &SocietyView, context: &mut Context<'_, '_>) {
    let counters = &view.counters;
    let lists = [
        ("proposals", counters.proposals),
        ("payments", counters.payments),
        ("grants", counters.grants),
        ("relief requests", counters.relief_requests),
        ("disputes", counters.disputes),
    ];
    let long: Vec<&str> = lists.into_iter().filter(|(_, count)| *count > NEWEST).map(|(name, _)| name).collect();
    if !long.is_empty() {
        context.warn(format!("looked at the newest {NEWEST} only of {}; the lists show older ones", long.join(", ")));
    }
}
