//! `mutual circle pay`.

use clap::Args;

use super::super::context::Context;
use super::super::report::Report;
use super::super::write;
use super::{member_fact, number, of, view};
use crate::circle::{Circle, Message};
use crate::error::Error;
use crate::text::amount;

/// For whom, and how much.
#[derive(Debug, Args)]
pub(super) struct Pay {
    /// How many contributions
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    rounds: u32,
    /// For this member: a number in the circle, an account or a name; the default is who signs
    #[arg(long, value_name = "MEMBER")]
    member: Option<String>,
}

pub(super) async fn run(terms: &Pay, circle: &Circle, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let view = view(circle).await?;
    let refused = |error| Error::Circle { error, is_stale: false, sent: None };
    let member = match &terms.member {
        Some(text) => number(text, &view, context).await?,
        None => of(&view, signer.account()).ok_or_else(|| refused(mutual_types::circle::Error::NotMember))?,
    };
    let unit = circle.chain().unit();
    let due = view.circle.terms.contributions(terms.rounds).map_err(|error| refused(error.into()))?;
    let action = format!(
        "pay {} contribution(s) of {} for member {}: rounds missed first, then the deposit, then rounds to come",
        terms.rounds,
        amount::format(view.circle.terms.contribution, unit),
        member.0
    );
    let message = Message::contribute(member, terms.rounds, due);
    let written = write::message(context, circle, &signer, action, message).await?;
    Ok(written.report(unit, &[member_fact(member)]).then("mutual circle show".to_owned()))
}
