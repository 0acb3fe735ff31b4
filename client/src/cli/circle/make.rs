//! `mutual circle make`.

use clap::Args;
use mutual_types::circle::{Order, Terms};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{account, when, write};
use super::risk;
use crate::circle::Circle;
use crate::error::Error;
use crate::text::{address, amount, duration, moment};

/// What the members agree to.
#[derive(Debug, Args)]
pub(super) struct Make {
    /// What it is called
    name: String,
    /// A member: an account or a name; the order is that of turns, unless it is drawn
    #[arg(long, required = true, value_name = "ACCOUNT")]
    member: Vec<String>,
    /// What each pays in each round, such as `10 UNIT`
    #[arg(long, value_name = "AMOUNT")]
    contribution: String,
    /// How long a round is, such as `30d`
    #[arg(long, value_name = "TIME")]
    round: String,
    /// When it starts, if all have joined: a day, a moment, or a span from now
    #[arg(long, value_name = "MOMENT")]
    starts: String,
    /// Draw the order of turns from secrets, which are revealed for so long after the start
    #[arg(long, value_name = "TIME")]
    drawn: Option<String>,
}

pub(super) async fn run(terms: &Make, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    account::ensure_amount(&terms.contribution)?;
    when::ensure(&terms.starts)?;
    let round_ms = when::span(&terms.round)?;
    let order = match terms.drawn.as_deref().map(when::span).transpose()? {
        Some(reveal_ms) => Order::Drawn { reveal_ms },
        None => Order::Agreed,
    };
    let signer = context.signer()?;
    let mut members = Vec::new();
    for text in &terms.member {
        members.push(context.account(text).await?);
    }
    let society = context.society().await?;
    let (chain, unit) = (society.chain(), society.chain().unit());
    let terms = Terms {
        name: terms.name.clone(),
        society: society.address(),
        members,
        contribution: account::amount(&terms.contribution, unit)?,
        round_ms,
        starts_ms: when::moment(&terms.starts, chain.moment().await?.now_ms())?,
        order,
    };
    let action = format!(
        "make the circle \"{}\" of {} members of the society {}, each of whom pays {} every {} from {} on, and joins by \
         themselves; {}",
        terms.name,
        terms.size(),
        address::format(&terms.society),
        amount::format(terms.contribution, unit),
        duration::format(terms.round_ms),
        moment::format(terms.starts_ms),
        risk(&terms, unit)?
    );
    let prepared = Circle::prepare_founding(chain, signer.account(), &terms).await?;
    let (circle, written) = write::founding(context, chain, &signer, action, prepared).await?;
    let circle = address::format(&circle);
    let report = written.report(unit, &[Fact::text("circle", circle.clone())]);
    Ok(match written.value() {
        Some(_) => report.then(format!("mutual circle show --circle {circle}")),
        None => report,
    })
}
