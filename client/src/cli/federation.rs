//! `mutual federation`: societies that back each other, decide together, and report in the same measures.
//!
//! What a society does there its members decide: such a verb proposes to the society of `--contract` to call the
//! federation. What anybody may do is sent at once.

mod backings;
mod call;
mod draws;
mod found;
mod listing;
mod motions;
mod show;
mod summaries;

use clap::{Args, Subcommand};
use mutual_types::federation::{BackingId, DrawId, MotionId, SocietyId};
use scale::Decode;

use super::account;
use super::context::Context;
use super::document::DocumentArgs;
use super::list::Page;
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::text::address;
use call::Proposed;

pub(super) use backings::BackingStatus;

/// A federation and what to do there.
#[derive(Debug, Args)]
pub(super) struct Noun {
    /// The federation, by its address or a name of `mutual name list`
    #[arg(long, global = true, env = "MUTUAL_FEDERATION", value_name = "ADDRESS", help_heading = "Network")]
    federation: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Found a federation, to which societies are invited; each joins by its own decision
    #[command(
        after_help = "Example:\n  mutual federation found \"The district\" --society ADDRESS --society 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --unit meals --unit \"nights in shelter\" --uri https://example.org/district.md --file district.md --suri-file key"
    )]
    Found(found::Found),
    /// Show a federation: its money, its rules, what it counts outcomes in, and how many take part
    #[command(after_help = "Example:\n  mutual federation show")]
    Show,
    /// List the societies
    #[command(after_help = "Example:\n  mutual federation societies")]
    Societies(Page),
    /// Show a society: whether it takes part, what it is owed, and what it has drawn
    #[command(after_help = "Example:\n  mutual federation society 0")]
    Society {
        /// The society: its number in the federation, an address or a name
        society: String,
    },
    /// Propose to your society that it joins, having been invited
    #[command(after_help = "Example:\n  mutual federation join --suri-file key")]
    Join(Proposed),
    /// Propose to your society that it asks to be admitted
    #[command(
        after_help = "Example:\n  mutual federation apply --uri https://example.org/us.md --file us.md --suri-file key"
    )]
    Apply {
        #[command(flatten)]
        document: DocumentArgs,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it leaves
    #[command(after_help = "Example:\n  mutual federation leave --suri-file key")]
    Leave(Proposed),
    /// Propose to your society that it moves something, on which the societies vote
    #[command(subcommand)]
    Move(motions::Move),
    /// List the motions
    #[command(after_help = "Example:\n  mutual federation motions --status open")]
    Motions(listing::Listing<mutual_types::federation::MotionStatus>),
    /// Show a motion: what it would do, and who has voted
    #[command(after_help = "Example:\n  mutual federation motion 0")]
    Motion {
        /// The number of the motion
        motion: u32,
    },
    /// Propose to your society how it votes on a motion
    #[command(after_help = "Example:\n  mutual federation vote 0 aye --suri-file key")]
    Vote {
        /// The number of the motion
        motion: u32,
        /// For it, or against it
        #[arg(value_enum)]
        choice: motions::Choice,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it pays in what others can draw
    #[command(
        after_help = "Examples:\n  mutual federation back \"40 UNIT\" --until 300d --repay 180d --suri-file key\n  mutual federation back \"40 UNIT\" --for 1 --limit \"20 UNIT\" --until 300d --gift --suri-file key"
    )]
    Back(backings::Back),
    /// List the backings: what was paid in, and what of it can be drawn
    #[command(
        after_help = "Examples:\n  mutual federation backings --status open\n  mutual federation backings --of 0"
    )]
    Backings(listing::Listing<BackingStatus>),
    /// Show a backing: its terms, and where its money is
    #[command(after_help = "Example:\n  mutual federation backing 0")]
    Backing {
        /// The number of the backing
        backing: u32,
    },
    /// Close a backing that is over, so that what is left is owed to its backer; anyone may
    #[command(after_help = "Example:\n  mutual federation close-backing 0 --suri-file key")]
    CloseBacking {
        /// The number of the backing
        backing: u32,
    },
    /// Propose to your society that it draws on backings
    #[command(
        after_help = "Example:\n  mutual federation draw \"0=20 UNIT\" --uri https://example.org/flood.md --file flood.md --suri-file key"
    )]
    Draw(draws::DrawArgs),
    /// List the draws
    #[command(
        after_help = "Examples:\n  mutual federation draws --status promised,owed\n  mutual federation draws --of 1"
    )]
    Draws(listing::Listing<mutual_types::federation::DrawStatus>),
    /// Show a draw: what became of it, and what is owed
    #[command(after_help = "Example:\n  mutual federation drawn 0")]
    Drawn {
        /// The number of the draw
        draw: u32,
    },
    /// Have a draw paid into the relief pot of the society that drew; anyone may
    #[command(after_help = "Example:\n  mutual federation collect 0 --suri-file key")]
    Collect {
        /// The number of the draw
        draw: u32,
        /// The relief pot; the default is the society's first that is open
        #[arg(long, value_name = "NUMBER")]
        pot: Option<u32>,
    },
    /// Let a draw go back that was not collected in time; anyone may
    #[command(after_help = "Example:\n  mutual federation lapse 0 --suri-file key")]
    Lapse {
        /// The number of the draw
        draw: u32,
    },
    /// Pay back what is owed of a draw: out of your own account, or by a proposal out of your society's pot
    #[command(
        after_help = "Examples:\n  mutual federation repay 0 \"5 UNIT\" --suri-file key\n  mutual federation repay 0 \"5 UNIT\" --from-pot 0 --suri-file key"
    )]
    Repay(draws::Repay),
    /// Propose to your society that it forgives what is owed to it of a draw
    #[command(after_help = "Example:\n  mutual federation forgive 0 \"5 UNIT\" --suri-file key")]
    Forgive {
        /// The number of the draw
        draw: u32,
        /// How much
        amount: String,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Have a society paid what the federation owes it, less what it has past due; anyone may
    #[command(after_help = "Example:\n  mutual federation pay-credit 0 --suri-file key")]
    PayCredit {
        /// The society: its number in the federation, an address or a name
        society: String,
    },
    /// Book money that came without a message to the common fund; anyone may
    #[command(after_help = "Example:\n  mutual federation sweep --suri-file key")]
    Sweep,
    /// Have a society's own books read for the period that is now; anyone may
    #[command(after_help = "Example:\n  mutual federation refresh 0 --suri-file key")]
    Refresh {
        /// The society: its number in the federation, an address or a name
        society: String,
    },
    /// Propose to your society what it reports on a period that is over
    #[command(
        after_help = "Example:\n  mutual federation report 0 --money-in \"300 UNIT\" --money-out \"120 UNIT\" --people 31 --outcome meals=420 --uri https://example.org/report.pdf --file report.pdf --suri-file key"
    )]
    Report(summaries::ReportArgs),
    /// List what is known of each society in a period
    #[command(after_help = "Examples:\n  mutual federation summaries 0\n  mutual federation summaries")]
    Summaries {
        /// The number of the period; the default is the current one
        period: Option<u32>,
    },
    /// Show what all societies together are and did in a period
    #[command(after_help = "Examples:\n  mutual federation total 0\n  mutual federation total")]
    Total {
        /// The number of the period; the default is the current one
        period: Option<u32>,
    },
}

pub(super) async fn run(noun: &Noun, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if let Command::Found(terms) = &noun.command {
        return found::run(terms, context).await;
    }
    // What cannot be meant is said before anything is connected.
    ensure(&noun.command)?;
    let named = noun.federation.as_deref().filter(|text| !text.is_empty());
    let federation = federation(named, context).await?;
    let on = Place { federation: &federation };
    match &noun.command {
        Command::Found(terms) => found::run(terms, context).await,
        Command::Show => show::federation(&federation).await,
        Command::Societies(page) => show::societies(page, &federation).await,
        Command::Society { society } => show::society(society, &federation, context).await,
        Command::Join(proposed) => {
            let title = format!("Join the federation \"{}\"", name(&federation).await?);
            on.propose(proposed, title, &Message::join(), context).await
        }
        Command::Apply { document, proposed } => {
            let document = needed(document, "an application")?;
            let title = format!("Ask to be admitted to the federation \"{}\"", name(&federation).await?);
            on.propose(proposed, title, &Message::apply(&document), context).await
        }
        Command::Leave(proposed) => {
            let title = format!("Leave the federation \"{}\"", name(&federation).await?);
            on.propose(proposed, title, &Message::leave(), context).await
        }
        Command::Move(what) => motions::make(what, &on, context).await,
        Command::Motions(list) => motions::list(list, &federation, context).await,
        Command::Motion { motion } => motions::show(MotionId(*motion), &federation).await,
        Command::Vote { motion, choice, proposed } => {
            motions::vote(MotionId(*motion), *choice, proposed, &on, context).await
        }
        Command::Back(terms) => backings::back(terms, &on, context).await,
        Command::Backings(list) => backings::list(list, &federation, context).await,
        Command::Backing { backing } => backings::show(BackingId(*backing), &federation).await,
        Command::CloseBacking { backing } => backings::close(BackingId(*backing), &on, context).await,
        Command::Draw(terms) => draws::draw(terms, &on, context).await,
        Command::Draws(list) => draws::list(list, &federation, context).await,
        Command::Drawn { draw } => draws::show(DrawId(*draw), &federation).await,
        Command::Collect { draw, pot } => draws::collect(DrawId(*draw), *pot, &on, context).await,
        Command::Lapse { draw } => draws::lapse(DrawId(*draw), &on, context).await,
        Command::Repay(terms) => draws::repay(terms, &on, context).await,
        Command::Forgive { draw, amount, proposed } => {
            draws::forgive(DrawId(*draw), amount, proposed, &on, context).await
        }
        Command::PayCredit { society } => show::pay_credit(society, &on, context).await,
        Command::Sweep => {
            let did = "book the money that came without a message to the common fund".to_owned();
            on.write(did, Message::sweep(), &[], context).await
        }
        Command::Refresh { society } => summaries::refresh(society, &on, context).await,
        Command::Report(terms) => summaries::report(terms, &on, context).await,
        Command::Summaries { period } => summaries::list(*period, &federation).await,
        Command::Total { period } => summaries::total(*period, &federation).await,
    }
}

fn ensure(command: &Command) -> Result<(), Error> {
    match command {
        Command::Apply { document, .. } => needed(document, "an application").map(drop),
        Command::Move(what) => what.ensure(),
        Command::Back(terms) => terms.ensure(),
        Command::Draw(terms) => terms.ensure(),
        Command::Repay(terms) => terms.ensure(),
        Command::Forgive { amount, .. } => account::ensure_amount(amount),
        Command::Report(terms) => terms.ensure(),
        _ => Ok(()),
    }
}

/// The federation that was named.
async fn federation(named: Option<&str>, context: &mut Context<'_, '_>) -> Result<Federation, Error> {
    let text = named.ok_or_else(|| Error::Input {
        what: "it takes a federation, and none was named".to_owned(),
        hint: Some("give its address as `--federation ADDRESS`, or set MUTUAL_FEDERATION".to_owned()),
    })?;
    let address = context.account(text).await?;
    Federation::at(&context.chain().await?, address).await
}

/// What a federation is called.
async fn name(federation: &Federation) -> Result<String, Error> {
    Ok(federation.federation().await?.setup.name)
}

/// The society that a number in the federation, an address or a name stands for.
async fn number(text: &str, federation: &Federation, context: &mut Context<'_, '_>) -> Result<SocietyId, Error> {
    if let Ok(number) = text.parse::<u32>() {
        let id = SocietyId(number);
        let found = federation.society(id).await?;
        return found.map(|_| id).ok_or_else(|| Error::NotFound { what: format!("society {id} in this federation") });
    }
    let account = context.account(text).await?;
    let found = federation.society_of(account).await?;
    found.ok_or_else(|| Error::NotFound {
        what: format!("society with the account {} in this federation", address::format(&account)),
    })
}

/// A society with its account, for people.
async fn named(id: SocietyId, federation: &Federation) -> Result<String, Error> {
    Ok(match federation.society(id).await? {
        Some(record) => format!("society {id} ({})", address::format(&record.account)),
        None => format!("society {id}"),
    })
}

/// The document that something is nothing without.
fn needed(args: &DocumentArgs, what: &str) -> Result<mutual_types::Document, Error> {
    args.document()?.ok_or_else(|| Error::Input {
        what: format!("{what} needs its document"),
        hint: Some("put it where everybody can read it, and give `--uri URI --file FILE`".to_owned()),
    })
}

/// Where messages go.
struct Place<'a> {
    federation: &'a Federation,
}

impl Place<'_> {
    /// Sends a message that anybody may send.
    async fn write<T: Decode>(
        &self,
        action: String,
        message: Message<T>,
        numbers: &[(&'static str, u32)],
        context: &mut Context<'_, '_>,
    ) -> Result<Report, Error> {
        let signer = context.signer()?;
        let written = write::message(context, self.federation, &signer, action, message).await?;
        let facts: Vec<Fact> = numbers.iter().map(|(name, number)| Fact::number(name, *number)).collect();
        Ok(written.report(self.federation.chain().unit(), &facts))
    }
}
