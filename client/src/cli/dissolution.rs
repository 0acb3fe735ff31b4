//! `mutual dissolution`: how a society ends, to the last planck.

mod show;

use clap::Subcommand;
use mutual_types::{GrantId, PotId, PAGE_MAX};

use super::context::Context;
use super::report::Report;
use super::written::Fact;
use super::{grant, treasury, who, write};
use crate::error::Error;
use crate::names::Names;
use crate::society::{Message, Society};
use crate::text::{address, amount};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show how far the dissolution is, and what is left to do
    #[command(after_help = "Example:\n  mutual dissolution show")]
    Show,
    /// Open the dissolution of a society in which nothing has happened for long; anyone may
    #[command(after_help = "Example:\n  mutual dissolution open --suri-file key")]
    Open,
    /// Look at the next members for who shares; anyone may, until all are looked at
    #[command(after_help = "Example:\n  mutual dissolution count --suri-file key")]
    Count {
        /// How many members at the most
        #[arg(long, default_value_t = PAGE_MAX, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)), value_name = "NUMBER")]
        limit: u32,
    },
    /// Close a pot of which nothing is promised; anyone may
    #[command(after_help = "Example:\n  mutual dissolution liquidate 3 --suri-file key")]
    Liquidate {
        /// The number of the pot
        pot: u32,
    },
    /// Divide what is left; anyone may
    #[command(after_help = "Example:\n  mutual dissolution divide --suri-file key")]
    Divide,
    /// Make a member's shares, and once divided their part, a credit of theirs; anyone may
    #[command(after_help = "Example:\n  mutual dissolution claim 3 --suri-file key")]
    Claim {
        /// The member, by account or number
        member: String,
    },
    /// Make a credit that waited for a year after the division the beneficiary's; anyone may
    #[command(
        after_help = "Example:\n  mutual dissolution forfeit 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key"
    )]
    Forfeit {
        /// Whose credit
        account: String,
    },
    /// Stop a grant of which nothing can be claimed any more; anyone may
    #[command(after_help = "Example:\n  mutual dissolution cancel-grant 0 --suri-file key")]
    CancelGrant {
        /// The number of the grant
        grant: u32,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Show => return show::run(context).await,
        Command::CancelGrant { grant } => return grant::cancel(GrantId(*grant), context).await,
        Command::Forfeit { account } => context.names()?.ensure(account)?,
        _ => {}
    }
    let signer = context.signer()?;
    let society = context.society().await?;
    let names = context.names()?;
    let (action, message, facts) = prepare(command, &society, &names).await?;
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(society.chain().unit(), &facts).then("mutual dissolution show"))
}

/// What a command does in words, its message, and the facts of its result.
async fn prepare(
    command: &Command,
    society: &Society,
    names: &Names,
) -> Result<(String, Message<()>, Vec<Fact>), Error> {
    Ok(match command {
        Command::Open => (
            "open the dissolution: the society ends, and its money goes where its charter says".to_owned(),
            Message::open_dissolution(),
            Vec::new(),
        ),
        Command::Count { limit } => {
            (format!("look at up to {limit} more members for who shares"), Message::count_sharers(*limit), Vec::new())
        }
        Command::Liquidate { pot } => {
            let id = PotId(*pot);
            let action = format!("close {}", treasury::pot_name(society, id).await?);
            (action, Message::liquidate_pot(id), vec![Fact::number("pot", id.0)])
        }
        Command::Claim { member } => {
            let member = who::member(names, society, member).await?;
            let action = format!("make what is due to {} a credit of theirs", who::named(society, member).await?);
            (action, Message::claim_share(member), vec![Fact::number("member", member.0)])
        }
        Command::Forfeit { account } => {
            let account = names.account(account, society.chain().genesis())?;
            let credit = amount::format(society.credit(account).await?, society.chain().unit());
            let whose = address::format(&account);
            let action = format!("make the unclaimed credit of {whose}, {credit}, the beneficiary's");
            (action, Message::forfeit_credit(account), vec![Fact::text("account", whose)])
        }
        Command::Divide | Command::Show | Command::CancelGrant { .. } => {
            ("divide what is left of the society's money".to_owned(), Message::divide(), Vec::new())
        }
    })
}
