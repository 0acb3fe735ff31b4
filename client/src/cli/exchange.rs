//! `mutual exchange`: help between members, counted in hours.

mod deal;
mod deals;
mod found;
mod offers;
mod propose;
mod rules;
mod show;

use clap::{Args, Subcommand};
use mutual_types::exchange::{Category, DealId, OfferId};
use mutual_types::{AccountId, DisputeId};
use scale::Decode;

use super::context::Context;
use super::eyes::Eyes;
use super::list::{Listing, Page};
use super::report::Report;
use super::status::Named;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::exchange::{Exchange, Message};
use crate::society::Society;
use crate::words::exchange as words;

pub(super) use deals::Stage as DealStage;
pub(super) use offers::OfferStatus;

/// An exchange and what to do there.
#[derive(Debug, Args)]
pub(super) struct Noun {
    /// The exchange, by its address or a name of `mutual name list`
    #[arg(long, global = true, env = "MUTUAL_EXCHANGE", value_name = "ADDRESS", help_heading = "Network")]
    exchange: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Found an exchange for a society
    #[command(
        after_help = "Example:\n  mutual exchange found \"Creek hours\" --limit-max 20h --limit 10h --suri-file key"
    )]
    Found(found::Found),
    /// Show an exchange: its society, its rules, and how much help there was
    #[command(after_help = "Example:\n  mutual exchange show")]
    Show,
    /// Look for open offers or requests of a category
    #[command(
        after_help = "Examples:\n  mutual exchange search repairs\n  mutual exchange search childcare --requests --limit 10"
    )]
    Search(offers::Search),
    /// List all offers and requests there were
    #[command(
        after_help = "Examples:\n  mutual exchange offers --status open\n  mutual exchange offers --mine --as //Alice"
    )]
    Offers(Listing<offers::OfferStatus>),
    /// Offer help, for everybody to read
    #[command(
        after_help = "Example:\n  mutual exchange offer repairs \"bicycles\" --hours 2h --place Creekside --suri-file key"
    )]
    Offer(offers::Post),
    /// Ask for help, for everybody to read
    #[command(
        after_help = "Example:\n  mutual exchange request childcare \"a baby, on Fridays\" --hours 3h --until 20d --suri-file key"
    )]
    Request(offers::Post),
    /// Take an offer or request back; anyone may once it is over
    #[command(after_help = "Example:\n  mutual exchange close 0 --suri-file key")]
    Close {
        /// The number of the offer
        offer: u32,
    },
    /// List the deals
    #[command(
        after_help = "Examples:\n  mutual exchange deals --status agreed,contested\n  mutual exchange deals --mine --as //Alice"
    )]
    Deals(Listing<deals::Stage>),
    /// Show a deal: who helps whom, what both have reported, and what comes next
    #[command(after_help = "Example:\n  mutual exchange deal 0")]
    Deal {
        /// The number of the deal
        deal: u32,
    },
    /// Propose a deal: an answer to an offer, or to a member
    #[command(
        after_help = "Examples:\n  mutual exchange propose 1h30 --offer 0 --title \"my bicycle\" --suri-file key\n  mutual exchange propose 2h --to 1 --give --category food --title \"soup\" --suri-file key"
    )]
    Propose(propose::Propose),
    /// Accept a deal that was proposed to you
    #[command(after_help = "Example:\n  mutual exchange accept 0 --suri-file key")]
    Accept {
        /// The number of the deal
        deal: u32,
    },
    /// Withdraw, decline or call off a deal that the other has not reported
    #[command(after_help = "Example:\n  mutual exchange cancel 0 --reason \"I am ill\" --suri-file key")]
    Cancel {
        /// The number of the deal
        deal: u32,
        /// Why, for everybody to read
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Say how long the help took, 0 for not at all; when both say the same, the hours move
    #[command(after_help = "Example:\n  mutual exchange report 0 1h30 --suri-file key")]
    Report {
        /// The number of the deal
        deal: u32,
        /// How long it took, such as `90min` or `1h30`
        hours: String,
    },
    /// Contest a deal, so that the society's arbitrators or members rule on it
    #[command(after_help = "Example:\n  mutual exchange contest 0 --suri-file key")]
    Contest {
        /// The number of the deal
        deal: u32,
    },
    /// Have a ruling of the society applied to a contested deal; anyone may
    #[command(after_help = "Example:\n  mutual exchange rule 0 --dispute 0 --suri-file key")]
    Rule {
        /// The number of the deal
        deal: u32,
        /// The number of the dispute in the society
        #[arg(long, value_name = "NUMBER")]
        dispute: u32,
    },
    /// Close a deal that is over, so that it takes no room any more; anyone may
    #[command(after_help = "Example:\n  mutual exchange clear 0 --suri-file key")]
    Clear {
        /// The number of the deal
        deal: u32,
    },
    /// Show a member's account: hours earned or owed, and what is agreed
    #[command(after_help = "Examples:\n  mutual exchange account 1\n  mutual exchange account --as //Alice")]
    Account(show::Account),
    /// List the accounts
    #[command(after_help = "Example:\n  mutual exchange accounts")]
    Accounts(Page),
    /// Give hours of yours to the community
    #[command(after_help = "Example:\n  mutual exchange donate 1h --suri-file key")]
    Donate {
        /// How much, such as `90min` or `1h30`
        hours: String,
    },
    /// Propose to the society that it forgives a member's debt, which the community's account bears then
    #[command(after_help = "Example:\n  mutual exchange forgive 1 1h --suri-file key")]
    Forgive {
        /// The member: a number, an account or a name
        member: String,
        /// How much, such as `90min` or `1h30`
        hours: String,
    },
    /// Propose to the society that the exchange gets other rules
    #[command(after_help = "Example:\n  mutual exchange rules --limit 8h --answer-time 10d --suri-file key")]
    Rules(rules::Changes),
}

pub(super) async fn run(noun: &Noun, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let named = noun.exchange.as_deref().filter(|text| !text.is_empty());
    if let Command::Found(terms) = &noun.command {
        return found::run(terms, context).await;
    }
    // What cannot be meant is said before anything is connected.
    ensure(&noun.command, context)?;
    let exchange = exchange(named, context).await?;
    let on = Place { exchange: &exchange };
    match &noun.command {
        Command::Found(terms) => found::run(terms, context).await,
        Command::Show => show::exchange(&exchange).await,
        Command::Search(terms) => offers::search(terms, &exchange).await,
        Command::Offers(listing) => offers::list(listing, &exchange, context).await,
        Command::Offer(terms) => offers::post(terms, true, &exchange, context).await,
        Command::Request(terms) => offers::post(terms, false, &exchange, context).await,
        Command::Close { offer } => {
            let id = OfferId(*offer);
            on.write(format!("close offer {id}"), Message::close_offer(id), &[("offer", id.0)], context).await
        }
        Command::Deals(listing) => deals::run(listing, &exchange, context).await,
        Command::Deal { deal } => deal::show(DealId(*deal), &exchange).await,
        Command::Propose(terms) => propose::run(terms, &exchange, context).await,
        Command::Accept { deal } => on.deal(*deal, "accept", Message::accept(DealId(*deal)), context).await,
        Command::Cancel { deal, reason } => {
            on.deal(*deal, "cancel", Message::cancel(DealId(*deal), reason.as_deref()), context).await
        }
        Command::Report { deal, hours } => {
            let minutes = minutes(hours)?;
            let did = format!("report {} for", words::hours(minutes));
            on.deal(*deal, &did, Message::report(DealId(*deal), minutes), context).await
        }
        Command::Contest { deal } => deal::contest(DealId(*deal), &exchange, context).await,
        Command::Rule { deal, dispute } => {
            let message = Message::apply_ruling(DealId(*deal), DisputeId(*dispute));
            on.deal(*deal, &format!("have the ruling of dispute {dispute} applied to"), message, context).await
        }
        Command::Clear { deal } => on.deal(*deal, "close", Message::close_deal(DealId(*deal)), context).await,
        Command::Account(whose) => show::account(whose, &exchange, context).await,
        Command::Accounts(page) => show::accounts(page, &exchange).await,
        Command::Donate { hours } => {
            let minutes = minutes(hours)?;
            let did = format!("give {} to the community", words::hours(minutes));
            on.write(did, Message::donate(minutes), &[], context).await
        }
        Command::Forgive { member, hours } => rules::forgive(member, hours, &exchange, context).await,
        Command::Rules(changes) => rules::change(changes, &exchange, context).await,
    }
}

fn ensure(command: &Command, context: &mut Context<'_, '_>) -> Result<(), Error> {
    match command {
        Command::Offers(listing) => listing.ensure(context),
        Command::Deals(listing) => listing.ensure(context),
        Command::Account(whose) => whose.eyes().ensure(context),
        Command::Report { hours, .. } | Command::Donate { hours } | Command::Forgive { hours, .. } => {
            minutes(hours).map(|_| ())
        }
        Command::Offer(terms) | Command::Request(terms) => terms.ensure(),
        Command::Propose(terms) => terms.ensure(),
        Command::Rules(changes) => changes.ensure(),
        _ => Ok(()),
    }
}

/// The exchange that was named.
async fn exchange(named: Option<&str>, context: &mut Context<'_, '_>) -> Result<Exchange, Error> {
    let text = named.ok_or_else(|| Error::Input {
        what: "it takes an exchange, and none was named".to_owned(),
        hint: Some("give its address as `--exchange ADDRESS`, or set MUTUAL_EXCHANGE".to_owned()),
    })?;
    let address = context.account(text).await?;
    Exchange::at(&context.chain().await?, address).await
}

/// The society that an exchange belongs to.
async fn society(exchange: &Exchange) -> Result<Society, Error> {
    Society::at(exchange.chain(), society_address(exchange).await?).await
}

async fn society_address(exchange: &Exchange) -> Result<AccountId, Error> {
    Ok(exchange.exchange().await?.setup.society)
}

/// Hours as somebody typed them.
fn minutes(text: &str) -> Result<u32, Error> {
    words::parse_hours(text).map_err(Error::input)
}

/// A category as somebody typed it.
type CategoryName = Named<Category>;

/// Where messages go.
struct Place<'a> {
    exchange: &'a Exchange,
}

impl Place<'_> {
    /// Sends a message about a deal.
    async fn deal<T: Decode>(
        &self,
        deal: u32,
        verb: &str,
        message: Message<T>,
        context: &mut Context<'_, '_>,
    ) -> Result<Report, Error> {
        let what = deal::in_words(DealId(deal), self.exchange).await?;
        let report = self.write(format!("{verb} deal {deal}: {what}"), message, &[("deal", deal)], context).await?;
        Ok(report.then(format!("mutual exchange deal {deal}")))
    }

    /// Sends a message.
    async fn write<T: Decode>(
        &self,
        action: String,
        message: Message<T>,
        numbers: &[(&'static str, u32)],
        context: &mut Context<'_, '_>,
    ) -> Result<Report, Error> {
        let signer = context.signer()?;
        let written = write::message(context, self.exchange, &signer, action, message).await?;
        let facts: Vec<Fact> = numbers.iter().map(|(name, number)| Fact::number(name, *number)).collect();
        Ok(written.report(self.exchange.chain().unit(), &facts))
    }
}

/// Whose eyes a read has, where it has some.
type Look = Eyes;
