//! What only the society can do, by a proposal to call the exchange: `mutual exchange forgive` and `rules`.

use clap::Args;
use mutual_types::{Action, CallTerms, Mode, PotId};

use super::super::context::Context;
use super::super::proposal::{propose, Draft};
use super::super::report::Report;
use super::super::who;
use super::found::RuleArgs;
use super::{minutes, show, society};
use crate::error::Error;
use crate::exchange::{Exchange, Message};
use crate::society::Society;
use crate::text::amount;
use crate::words::exchange as words;

/// The rules that are to change.
#[derive(Debug, Args)]
pub(super) struct Changes {
    #[command(flatten)]
    rules: RuleArgs,
}

impl Changes {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        // Any rules do: what is wrong is wrong over all of them.
        let none = mutual_types::exchange::Rules {
            limit_minutes: 1,
            offer_ms: 1,
            answer_ms: 1,
            ahead_ms: 1,
            report_ms: 1,
            dispute_ms: 1,
            ruling_ms: 1,
            offers_max: 1,
            deals_max: 1,
        };
        let laid = self.rules.laid_over(none)?;
        if laid == none {
            return Err(Error::input("name the rules that are to change"));
        }
        Ok(())
    }
}

pub(super) async fn change(
    changes: &Changes,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let society = society(exchange).await?;
    let setup = exchange.exchange().await?.setup;
    let rules = changes.rules.laid_over(setup.rules)?;
    // The society would find out only when it calls.
    rules.validate(setup.limit_max_minutes).map_err(|error| Error::Exchange {
        error: error.into(),
        is_stale: false,
        sent: None,
    })?;
    for (before, after) in show::rules(&setup.rules).into_iter().zip(show::rules(&rules)) {
        if before != after {
            context.say(&format!("{}: {} instead of {}", after.0, after.1, before.1));
        }
    }
    let title = format!("Other rules for the exchange \"{}\"", setup.name);
    call(title, &Message::set_rules(&rules), &society, exchange, context).await
}

pub(super) async fn forgive(
    member: &str,
    hours: &str,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let society = society(exchange).await?;
    let member = who::member(&*context.names()?, &society, member).await?;
    let minutes = minutes(hours)?;
    let title = format!("Forgive member {member} {} of help", words::hours(minutes));
    call(title, &Message::forgive(member, minutes), &society, exchange, context).await
}

/// Proposes to the society to call the exchange.
async fn call(
    title: String,
    message: &Message<()>,
    society: &Society,
    exchange: &Exchange,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let deposit_limit =
        amount::parse("1", exchange.chain().unit()).map_err(|error| Error::Unexpected(error.to_string()))?;
    let code = exchange.chain().code_hash(exchange.address()).await?;
    let action = Action::Call(CallTerms {
        callee: exchange.address(),
        code_hash: code.ok_or(Error::NoContract(exchange.address()))?.0,
        input: message.input()?,
        value: 0,
        pot: PotId::GENERAL,
        ref_time_limit: 0,
        proof_size_limit: 0,
        deposit_limit,
    });
    propose(context, society, &signer, &Draft { title, document: None, action, mode: Mode::Ballot }).await
}
