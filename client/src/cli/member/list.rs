//! `mutual member list`.

use clap::Args;
use mutual_types::{MemberView, Roster, Rules, Seat, Standing, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::list::Page;
use super::super::report::Report;
use super::super::role::RoleName;
use super::super::status::Named;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, moment};
use crate::words;

const HEADERS: [&str; 5] = ["member", "account", "standing", "roles", "joined"];

/// Which members.
#[derive(Debug, Args)]
pub(in super::super) struct Members {
    #[command(flatten)]
    page: Page,
    /// Only those with this standing; several with a comma between them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STANDING")]
    status: Vec<Named<Standing>>,
    /// Only those who hold this role now
    #[arg(long, value_enum, value_name = "ROLE")]
    role: Option<RoleName>,
}

pub(super) async fn run(members: &Members, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let standing = |member: &MemberView| member.member.standing(&view.rules, now_ms);
    let read = async |from, limit| society.members(from, limit).await;
    let keep = async |member: &MemberView| {
        let has_status = members.status.is_empty() || members.status.contains(&Named(standing(member)));
        let holds = |name: RoleName| seats(&view.roster, member, now_ms).any(|seat| name.is(seat.role));
        Ok(has_status && members.role.is_none_or(holds))
    };
    let found = members.page.newest(view.counters.members, read, |found| found.member.index.0, keep).await?;
    let row = |member: &MemberView| {
        vec![
            member.member.index.to_string(),
            address::format(&member.account),
            words::standing(standing(member)).to_owned(),
            roles(&view.roster, member, now_ms),
            moment::format(member.member.joined_ms),
        ]
    };
    let json = found.entries.iter().map(|member| as_json(member, &view.rules, &view.roster, now_ms)).collect();
    let rows = found.entries.iter().map(row).collect();
    Ok(Report::new(json).table(&HEADERS, rows).goes_on("mutual member list", found.more_after))
}

/// The roles that a member holds now.
fn seats<'a>(roster: &'a Roster, member: &MemberView, now_ms: TimestampMs) -> impl Iterator<Item = &'a Seat> {
    let index = member.member.index;
    roster.seats.iter().filter(move |seat| seat.member == index && seat.is_live(now_ms))
}

pub(super) fn roles(roster: &Roster, member: &MemberView, now_ms: TimestampMs) -> String {
    seats(roster, member, now_ms).map(|seat| words::role(seat.role)).collect::<Vec<_>>().join(", ")
}

pub(super) fn as_json(member: &MemberView, rules: &Rules, roster: &Roster, now_ms: TimestampMs) -> Value {
    json!({
        "account": address::format(&member.account),
        "member": member.member.to_json(),
        "standing": member.member.standing(rules, now_ms).to_json(),
        "roles": seats(roster, member, now_ms).map(|seat| seat.role.to_json()).collect::<Value>(),
    })
}
