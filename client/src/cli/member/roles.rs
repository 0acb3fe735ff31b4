//! `mutual member roles`: who holds which role, and until when.

use clap::{Args, ValueEnum};
use mutual_types::Seat;
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Eyes;
use super::super::report::Report;
use super::super::role::RoleName;
use super::super::who;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, moment};
use crate::words;

const HEADERS: [&str; 6] = ["role", "status", "member", "account", "until", "terms in a row"];

/// Which roles.
#[derive(Debug, Args)]
pub(in super::super) struct Roles {
    /// Only this role
    #[arg(long, value_enum, value_name = "ROLE")]
    role: Option<RoleName>,
    /// Only terms that run, or only those that have ended and still count for the terms in a row
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<TermStatus>,
    /// Only yours
    #[arg(long)]
    mine: bool,
    #[command(flatten)]
    eyes: Eyes,
}

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TermStatus {
    /// It runs
    Live,
    /// It has ended
    Ended,
}

pub(super) async fn run(roles: &Roles, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    roles.eyes.ensure(context)?;
    let society = context.society().await?;
    let you = roles.eyes.viewer(context, &society).await?;
    if roles.mine && you.is_none() {
        return Err(super::super::list::nobody_looks());
    }
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let status = |seat: &Seat| if seat.is_live(now_ms) { TermStatus::Live } else { TermStatus::Ended };
    let is_asked_for = |seat: &&Seat| {
        roles.role.is_none_or(|role| role.is(seat.role))
            && roles.status.is_none_or(|wanted| wanted == status(seat))
            && (!roles.mine || you.as_ref().and_then(super::super::eyes::Viewer::index) == Some(seat.member))
    };
    let max = view.rules.roles.consecutive_terms;
    let (mut rows, mut json) = (Vec::new(), Vec::new());
    for seat in view.roster.seats.iter().filter(is_asked_for) {
        let account = address::format(&who::account_of(&society, seat.member).await?);
        let live = status(seat) == TermStatus::Live;
        rows.push(vec![
            words::role(seat.role),
            if live { "live" } else { "ended" }.to_owned(),
            seat.member.to_string(),
            account.clone(),
            moment::format(seat.expires_ms),
            format!("{} of {max}", seat.terms),
        ]);
        json.push(json!({ "account": account, "is_live": live, "seat": seat.to_json() }));
    }
    Ok(Report::new(Value::Array(json)).table(&HEADERS, rows))
}
