//! Proxies: a member lets another vote for them.

use clap::Subcommand;

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{who, write};
use crate::error::Error;
use crate::society::Message;

#[derive(Debug, Subcommand)]
pub(in super::super) enum Command {
    /// Ask another member to vote for you; your own ballot always comes before theirs
    #[command(after_help = "Example:\n  mutual member proxy offer 3 --suri-file key")]
    Offer {
        /// Who is to vote for you, by account or number
        member: String,
    },
    /// Vote for a member who has asked you to
    #[command(after_help = "Example:\n  mutual member proxy accept 5 --suri-file key")]
    Accept {
        /// Whom you vote for, by account or number
        member: String,
    },
    /// End a proxy: the one you gave, or one you hold
    #[command(
        after_help = "Examples:\n  mutual member proxy end --suri-file key\n  mutual member proxy end 5 --suri-file key"
    )]
    End {
        /// Who gave it, by account or number; the default is you
        member: Option<String>,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Offer { member } => {
            let report = super::on(member, context, |holder, name| {
                (format!("ask {name} to vote for you; they may accept or not"), Message::offer_proxy(holder))
            });
            Ok(report.await?.then("mutual member proxy accept YOUR-NUMBER, signed by them"))
        }
        Command::Accept { member } => {
            super::on(member, context, |giver, name| {
                (format!("vote for {name} from now on, until one of you ends it"), Message::accept_proxy(giver))
            })
            .await
        }
        Command::End { member } => end(member.as_deref(), context).await,
    }
}

async fn end(member: Option<&str>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let own = super::own(&society, &signer).await?;
    let names = context.names()?;
    let giver = match member {
        Some(text) => who::member(&names, &society, text).await?,
        None => own,
    };
    let action = if giver == own {
        "end your proxy: nobody votes for you any more".to_owned()
    } else {
        format!("end the proxy of {}: you no longer vote for them", who::named(&society, giver).await?)
    };
    let written = write::message(context, &society, &signer, action, Message::end_proxy(giver)).await?;
    Ok(written.report(society.chain().unit(), &[Fact::number("member", giver.0)]))
}
