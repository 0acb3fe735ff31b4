//! `mutual circle show`.

use mutual_types::circle::{Circle as Record, CircleMember, CircleStatus, CircleView, Draw, MemberNumber, Order};
use mutual_types::AccountId;

use super::super::context::Context;
use super::super::eyes::Eyes;
use super::super::report::Report;
use super::super::when;
use super::{of, risk, view};
use crate::circle::Circle;
use crate::error::Error;
use crate::json::ToJson;
use crate::text::{address, amount, duration, Unit};
use crate::words::circle as words;

const MEMBERS: [&str; 9] = ["member", "account", "state", "deposit", "ahead", "owes", "paid in", "received", "credit"];
const ROUNDS: [&str; 3] = ["round", "pot", "received by"];

pub(super) async fn run(eyes: &Eyes, circle: &Circle, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let viewer = eyes.account(context).await?;
    let view = view(circle).await?;
    let unit = circle.chain().unit();
    let (record, terms) = (&view.circle, &view.circle.terms);
    let first_ms = sum(terms.first_ms())?;
    let mut fields = vec![
        ("circle", terms.name.clone()),
        ("address", address::format(&circle.address())),
        ("status", words::status(view.status).to_owned()),
        ("society", address::format(&terms.society)),
        (
            "contribution",
            format!("{}, every {}", amount::format(terms.contribution, unit), duration::format(terms.round_ms)),
        ),
        ("starts", when::told(terms.starts_ms, view.now_ms)),
        ("first round", when::told(first_ms, view.now_ms)),
        ("ends", when::told(sum(terms.ends_ms())?, view.now_ms)),
        (
            "order",
            match terms.order {
                Order::Agreed => "agreed: that of the members below".to_owned(),
                Order::Drawn { reveal_ms } => {
                    format!("drawn from secrets, which are revealed for {}", duration::format(reveal_ms))
                }
            },
        ),
        ("can be lost", risk(terms, unit)?),
        ("holds", amount::format(view.balance, unit)),
    ];
    if view.status == CircleStatus::Running {
        fields.push(("round", format!("{} of {}", record.rounds.len().saturating_add(1), terms.size())));
        fields.push(("turns to come", words::list(&record.queue)));
    }
    if let Some(next) = viewer.map(|viewer| next(&view, viewer, unit)) {
        fields.push(("you", next));
    }
    let members = (0_u32..).zip(&record.members).map(|(number, member)| row(number, member, unit)).collect();
    let rounds = (0_u32..).zip(&record.rounds).map(|(number, round)| {
        vec![
            number.to_string(),
            amount::format(round.pot, unit),
            round.receiver.map_or("nobody yet".to_owned(), |member| format!("member {}", member.0)),
        ]
    });
    let rounds = rounds.collect();
    Ok(Report::new(view.to_json()).fields(fields).table(&MEMBERS, members).table(&ROUNDS, rounds))
}

fn sum<T>(checked: mutual_types::circle::Checked<T>) -> Result<T, Error> {
    checked.map_err(|error| Error::Circle { error: error.into(), is_stale: false, sent: None })
}

fn row(number: u32, member: &CircleMember, unit: &Unit) -> Vec<String> {
    vec![
        number.to_string(),
        address::format(&member.account),
        state(member).to_owned(),
        amount::format(member.deposit, unit),
        member.ahead.to_string(),
        member.owes.to_string(),
        amount::format(member.paid_in, unit),
        amount::format(member.received, unit),
        amount::format(member.credit, unit),
    ]
}

fn state(member: &CircleMember) -> &'static str {
    match (member.joined, member.left, member.draw) {
        (false, ..) => "invited",
        (_, true, _) => "left",
        (_, _, Draw::Revealed(_)) => "joined, revealed",
        _ => "joined",
    }
}

/// What the circle waits for from somebody.
fn next(view: &CircleView, viewer: AccountId, unit: &Unit) -> String {
    let Some(number) = of(view, viewer) else { return "no member of this circle".to_owned() };
    let place = usize::try_from(number.0).unwrap_or(usize::MAX);
    let Some(member) = view.circle.members.get(place) else { return String::new() };
    let waits = match view.status {
        CircleStatus::Gathering if !member.joined => "join before the start: `mutual circle join`".to_owned(),
        CircleStatus::Gathering => "joined; wait for the start".to_owned(),
        CircleStatus::Drawing if matches!(member.draw, Draw::Committed(_)) => {
            "reveal your secret: `mutual circle reveal SECRET`".to_owned()
        }
        CircleStatus::Drawing => "revealed; wait for the draw".to_owned(),
        CircleStatus::Running if member.left => "left; your share comes at the end".to_owned(),
        CircleStatus::Running => running(&view.circle, number, member),
        CircleStatus::Void | CircleStatus::Ended => "nothing is to be paid any more".to_owned(),
    };
    match member.credit {
        0 => format!("member {}: {waits}", number.0),
        credit => format!(
            "member {}: {waits}; {} are yours to withdraw: `mutual circle withdraw`",
            number.0,
            amount::format(credit, unit)
        ),
    }
}

fn running(circle: &Record, number: MemberNumber, member: &CircleMember) -> String {
    let turn = match circle.queue.iter().position(|queued| *queued == number) {
        Some(place) => format!("your turn is number {} from now", place.saturating_add(1)),
        None => "you have received".to_owned(),
    };
    if !member.is_level() {
        let behind = member.owes.len().saturating_add(u32::from(member.deposit == 0));
        return format!("behind by {behind} contribution(s): `mutual circle pay --rounds {behind}`; {turn}");
    }
    match member.ahead {
        0 => format!("pay this round: `mutual circle pay`; {turn}"),
        ahead => format!("paid for {ahead} round(s) ahead; {turn}"),
    }
}
