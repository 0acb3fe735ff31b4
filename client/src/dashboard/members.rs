//! Members and roles.

use maud::{html, Markup};
use mutual_types::{DuesTerms, Member, MemberIndex, PotId, Role, Standing, TimestampMs};
use serde_json::Value;

use super::facts::Facts;
use super::html::{account, at, facts, member, table, Row, Shown};
use super::pager::{self, Part};
use super::route::Body;
use super::View;
use crate::error::Error;
use crate::words;

/// A term that ends within so long is said to end soon: 30 days.
const SOON_MS: u64 = 2_592_000_000;

pub(super) async fn body(view: &mut View<'_>, page: Option<u32>) -> Result<Option<Body>, Error> {
    let count = view.index.record_count("member").await?;
    let Some(part) = Part::new(page, count, pager::RECORDS) else { return Ok(None) };
    let records = view.index.records("member", part.numbers()).await?;
    let roles = view.index.record("roles", "").await?.unwrap_or(Value::Null);
    let (shown, society) = (view.shown(), &view.society);
    let seats = live(&roles, shown.now_ms);
    let dues = dues(society);
    let rows = records.iter().map(|record| row(record, &seats, dues, shown)).collect();
    let content = html! {
        (facts(vec![
            ("members", html! { (society.number("members_present")) }),
            ("counted for quorums", html! { (society.number("members_counted")) }),
            ("members ever", html! { (society.number("members_ever")) }),
        ]))
        section aria-labelledby="roles" {
            h2 id="roles" { "Roles" }
            (role_table(&seats, shown))
        }
        section aria-labelledby="members" {
            h2 id="members" { "Members" }
            p { "People are accounts and numbers here; a number is given once and never to anybody else." }
            (table(
                "Members, the newest first",
                &["member", "account", "standing", "joined", "roles"],
                rows,
                "There are no members.",
            ))
            (part.links("members", "members"))
        }
    };
    Ok(Some(Body::new("Members and roles", content)))
}

/// A seat whose term runs.
struct Seat {
    role: Role,
    member: u32,
    expires_ms: TimestampMs,
}

fn live(roles: &Value, now_ms: TimestampMs) -> Vec<Seat> {
    let seat = |seat: &Value| {
        let role = match seat.words("role.kind") {
            "treasurer" => Role::Treasurer,
            "steward" => Role::Steward,
            "arbitrator" => Role::Arbitrator,
            "keeper" => Role::Keeper(PotId(seat.id("role.pot"))),
            _ => return None,
        };
        Some(Seat { role, member: seat.id("member"), expires_ms: seat.number("expires_ms") })
    };
    let mut seats: Vec<Seat> = roles.list("seats").iter().filter_map(seat).collect();
    seats.retain(|seat| now_ms < seat.expires_ms);
    seats.sort_by_key(|seat| (words::role(seat.role), seat.expires_ms));
    seats
}

fn role_table(seats: &[Seat], shown: Shown<'_>) -> Markup {
    let row = |seat: &Seat| {
        let is_soon = seat.expires_ms.saturating_sub(shown.now_ms) <= SOON_MS;
        Row::new(vec![
            html! { (words::role(seat.role)) },
            member(seat.member),
            shown.when(seat.expires_ms),
            html! { @if is_soon { strong { "ends soon" } } @else { "runs" } },
        ])
    };
    table(
        "Roles by when they end",
        &["role", "who", "until", "term"],
        seats.iter().map(row).collect(),
        "Nobody has a role.",
    )
}

fn row(record: &Value, seats: &[Seat], dues: Option<DuesTerms>, shown: Shown<'_>) -> Row {
    let number = record.id("member.index");
    let roles: Vec<String> =
        seats.iter().filter(|seat| seat.member == number).map(|seat| words::role(seat.role)).collect();
    Row::anchored(
        format!("member-{number}"),
        vec![
            html! { (number) },
            account(record.words("account")),
            html! { (words::standing(standing(record, dues, shown.now_ms))) },
            at(record.number("member.joined_ms")),
            html! { @if roles.is_empty() { "none" } @else { (roles.join(", ")) } },
        ],
    )
}

/// A standing, by the contract's own function.
fn standing(record: &Value, dues: Option<DuesTerms>, now_ms: TimestampMs) -> Standing {
    let of = |name: &str| record.number(&format!("member.{name}"));
    let mut member = Member::new(MemberIndex(record.id("member.index")), of("joined_ms"), of("probation_ends_ms"), 0);
    member.departed_ms = of("departed_ms");
    member.suspended_until_ms = of("suspended_until_ms");
    member.dues_paid_until_ms = of("dues_paid_until_ms");
    member.standing_within(dues, now_ms)
}

/// The dues of the rules in force.
fn dues(society: &Value) -> Option<DuesTerms> {
    let of = |name: &str| society.number(&format!("rules.dues.{name}"));
    (society.planck("rules.dues.amount") > 0).then(|| DuesTerms { grace_ms: of("grace_ms"), since_ms: of("since_ms") })
}
