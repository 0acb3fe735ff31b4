//! `mutual member list`.

use mutual_types::{MemberView, Roster, Rules, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::page::Page;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, moment};
use crate::words;

pub(super) async fn run(page: &Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let (from, limit) = page.newest(view.counters.members);
    let mut members = society.members(from, limit).await?;
    members.reverse();
    let row = |member: &MemberView| {
        vec![
            member.member.index.to_string(),
            address::format(&member.account),
            words::standing(member.member.standing(&view.rules, now_ms)).to_owned(),
            roles(&view.roster, member, now_ms),
            moment::format(member.member.joined_ms),
        ]
    };
    let json = members.iter().map(|member| as_json(member, &view.rules, &view.roster, now_ms)).collect();
    let rows = members.iter().map(row).collect();
    Ok(Report::new(json).table(&["member", "account", "standing", "roles", "joined"], rows))
}

pub(super) fn roles(roster: &Roster, member: &MemberView, now_ms: TimestampMs) -> String {
    let held = roster.seats.iter().filter(|seat| seat.member == member.member.index && seat.is_live(now_ms));
    held.map(|seat| words::role(seat.role)).collect::<Vec<_>>().join(", ")
}

pub(super) fn as_json(member: &MemberView, rules: &Rules, roster: &Roster, now_ms: TimestampMs) -> Value {
    json!({
        "account": address::format(&member.account),
        "member": member.member.to_json(),
        "standing": words::standing(member.member.standing(rules, now_ms)),
        "roles": roles(roster, member, now_ms),
    })
}
