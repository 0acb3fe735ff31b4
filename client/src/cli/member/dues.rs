//! Dues: paying them, and recording who is behind with them or back.

use clap::Subcommand;

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{who, write};
use crate::error::Error;
use crate::society::Message;
use crate::text::{amount, duration};

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    /// Pay dues, for yourself or for another member; anyone may
    #[command(
        after_help = "Examples:\n  mutual member dues pay --suri-file key\n  mutual member dues pay 3 --periods 2 --suri-file key"
    )]
    Pay {
        /// The member, by account or number; the default is you
        member: Option<String>,
        /// For how many periods
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..), value_name = "NUMBER")]
        periods: u32,
    },
    /// Record that a member is behind with dues beyond all patience, and no longer counts for quorums; anyone may
    #[command(after_help = "Example:\n  mutual member dues lapse 3 --suri-file key")]
    Lapse {
        /// The member, by account or number
        member: String,
    },
    /// Record that a member who did not count may act again; anyone may
    #[command(after_help = "Example:\n  mutual member dues return 3 --suri-file key")]
    Return {
        /// The member, by account or number
        member: String,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Pay { member, periods } => pay(member.as_deref(), *periods, context).await,
        Command::Lapse { member } => {
            super::on(member, context, |index, name| {
                (format!("record that {name} is behind with dues and lapsed"), Message::record_lapse(index))
            })
            .await
        }
        Command::Return { member } => {
            super::on(member, context, |index, name| {
                (format!("record that {name} may act again"), Message::record_return(index))
            })
            .await
        }
    }
}

async fn pay(member: Option<&str>, periods: u32, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let names = context.names()?;
    let member = match member {
        Some(text) => who::member(&names, &society, text).await?,
        None => super::own(&society, &signer).await?,
    };
    let dues = society.society().await?.rules.dues;
    if dues.amount == 0 {
        return Err(Error::contract(mutual_types::Error::NoDues));
    }
    let too_much = || Error::input(format!("{periods} periods of dues are more than the chain can count"));
    let due = dues.amount.checked_mul(periods.into()).ok_or_else(too_much)?;
    let unit = society.chain().unit();
    let action = format!(
        "pay {} of dues for {}: {periods} time(s) {} for {}",
        amount::format(due, unit),
        who::named(&society, member).await?,
        amount::format(dues.amount, unit),
        duration::format(dues.period_ms),
    );
    let written = write::message(context, &society, &signer, action, Message::pay_dues(member, periods, due)).await?;
    let facts = [Fact::number("member", member.0), Fact::amount("paid", due, unit)];
    Ok(written.report(unit, &facts).then(format!("mutual member show {member}")))
}
