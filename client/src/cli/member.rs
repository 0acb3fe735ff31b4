//! `mutual member`: joining, vouching, paying dues, leaving, and who is in.

mod account;
mod batch;
mod dues;
mod exit;
mod invite;
mod join;
mod list;
mod proxy;
mod roles;
mod shares;
mod show;

use clap::Subcommand;
use mutual_types::MemberIndex;

use super::context::Context;
use super::report::Report;
use super::role::RoleArgs;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::society::{Message, Society};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Ask to be let in
    #[command(after_help = "Example:\n  mutual member apply --suri-file key")]
    Apply(join::Charter),
    /// Send a newcomer the money that applying takes: its fee, its deposit, and what must stay in the account
    #[command(
        after_help = "Examples:\n  mutual member invite 5CMVizq7sAGh2wN8QMTi2T4hL8ubtnMmzgDzPUNdBVkh2Uy6 --suri-file key\n  mutual member invite 5CMVizq7sAGh2wN8QMTi2T4hL8ubtnMmzgDzPUNdBVkh2Uy6 --more \"1 UNIT\" --suri-file key\n  mutual member invite 5CMVizq7sAGh2wN8QMTi2T4hL8ubtnMmzgDzPUNdBVkh2Uy6 --by petty --suri-file key"
    )]
    Invite(invite::Invite),
    /// Vouch for an applicant
    #[command(
        after_help = "Example:\n  mutual member sponsor 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri //Alice"
    )]
    Sponsor {
        /// The applicant
        account: String,
    },
    /// Agree to the charter in force
    #[command(after_help = "Example:\n  mutual member acknowledge --suri-file key")]
    Acknowledge(join::Charter),
    /// Let applicants of the founding roster in, many at once, as a treasurer or steward
    #[command(
        after_help = "Examples:\n  mutual member admit-batch 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key\n  mutual member admit-batch --file roster.txt --suri-file key"
    )]
    AdmitBatch(batch::Batch),
    /// List the members
    #[command(
        visible_alias = "ls",
        after_help = "Examples:\n  mutual member list --limit 10\n  mutual member list --role treasurer\n  mutual member list --status grace,lapsed"
    )]
    List(list::Members),
    /// List who holds which role, and until when
    #[command(after_help = "Examples:\n  mutual member roles\n  mutual member roles --role treasurer --status live")]
    Roles(roles::Roles),
    /// Show a member or an applicant: standing, dues, shares, debts, proxies
    #[command(after_help = "Examples:\n  mutual member show 3\n  mutual member show //Alice")]
    Show {
        /// Their account, or a member's number
        member: String,
    },
    /// Show in one line whom an account acts for, and whether they may act
    #[command(after_help = "Example:\n  mutual member standing 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")]
    Standing {
        /// The account
        account: String,
    },
    /// Pay dues, and record who is behind or back
    #[command(subcommand)]
    Dues(dues::Command),
    /// Shares in the society's capital
    #[command(subcommand)]
    Shares(shares::Command),
    /// Leave the society; your shares are paid out after the notice of the rules
    #[command(after_help = "Example:\n  mutual member leave --suri-file key")]
    Leave,
    /// Turn the shares of a member who has left into a credit, once they are due; anyone may
    #[command(after_help = "Example:\n  mutual member settle-exit 3 --suri-file key")]
    SettleExit {
        /// The member, by account or number
        member: String,
    },
    /// Offer your membership to another account of yours, such as one with a new key
    #[command(
        after_help = "Example:\n  mutual member rotate 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file old-key"
    )]
    Rotate {
        /// The account that is to act for you from then on
        account: String,
    },
    /// Take over the membership that was offered to your account
    #[command(after_help = "Example:\n  mutual member accept 3 --suri-file new-key")]
    Accept {
        /// The member, by account or number
        member: String,
    },
    /// Give up a role of yours
    #[command(
        after_help = "Examples:\n  mutual member resign treasurer --suri-file key\n  mutual member resign keeper --pot 3 --suri-file key"
    )]
    Resign(RoleArgs),
    /// Let another member vote for you, or vote for another
    #[command(subcommand)]
    Proxy(proxy::Command),
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Apply(charter) => join::apply(charter, context).await,
        Command::Invite(terms) => invite::run(terms, context).await,
        Command::Sponsor { account } => join::sponsor(account, context).await,
        Command::Acknowledge(charter) => join::acknowledge(charter, context).await,
        Command::AdmitBatch(batch) => batch::run(batch, context).await,
        Command::List(members) => list::run(members, context).await,
        Command::Roles(terms) => roles::run(terms, context).await,
        Command::Show { member } => show::run(member, context).await,
        Command::Standing { account } => show::standing(account, context).await,
        Command::Dues(command) => dues::run(command, context).await,
        Command::Shares(command) => shares::run(command, context).await,
        Command::Leave => exit::leave(context).await,
        Command::SettleExit { member } => exit::settle(member, context).await,
        Command::Rotate { account } => account::rotate(account, context).await,
        Command::Accept { member } => account::accept(member, context).await,
        Command::Resign(role) => account::resign(role.role(), context).await,
        Command::Proxy(command) => proxy::run(command, context).await,
    }
}

/// The signer's own number.
async fn own(society: &Society, signer: &crate::keys::Signer) -> Result<MemberIndex, Error> {
    match society.member(signer.account()).await? {
        Some(member) => Ok(member.index),
        None => Err(Error::contract(mutual_types::Error::NotMember)),
    }
}

/// Sends a message about the member that a number, an account or a name stands for.
async fn on(
    text: &str,
    context: &mut Context<'_, '_>,
    act: impl FnOnce(MemberIndex, &str) -> (String, Message<()>),
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let names = context.names()?;
    let member = super::who::member(&names, &society, text).await?;
    let (action, message) = act(member, &super::who::named(&society, member).await?);
    let written = write::message(context, &society, &signer, action, message).await?;
    Ok(written.report(society.chain().unit(), &[Fact::number("member", member.0)]))
}
