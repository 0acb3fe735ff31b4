//! `mutual circle`: members who save together, so that each round one of them receives all.

mod join;
mod make;
mod pay;
mod show;

use clap::{Args, Subcommand};
use mutual_types::circle::{CircleView, MemberNumber};
use mutual_types::AccountId;

use super::context::Context;
use super::eyes::Eyes;
use super::report::Report;
use super::written::Fact;
use super::{evidence, write};
use crate::circle::{caught_up, Circle, Message};
use crate::error::Error;
use crate::text::{address, amount, Unit};

/// A circle and what to do there.
#[derive(Debug, Args)]
pub(super) struct Noun {
    /// The circle, by its address or a name of `mutual name list`
    #[arg(long, global = true, env = "MUTUAL_CIRCLE", value_name = "ADDRESS", help_heading = "Network")]
    circle: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a circle of members of a society, who join by themselves
    #[command(
        after_help = "Examples:\n  mutual circle make \"Savings\" --member //Alice --member //Bob --member //Charlie --contribution \"10 UNIT\" --round 30d --starts 7d --suri-file key\n  mutual circle make \"Savings\" --member //Alice --member //Bob --member //Charlie --contribution \"10 UNIT\" --round 30d --starts 7d --drawn 2d --suri-file key"
    )]
    Make(make::Make),
    /// Show a circle: its terms, what can be lost by them, whose turn it is, and who has paid what
    #[command(after_help = "Examples:\n  mutual circle show\n  mutual circle show --as //Alice")]
    Show(Eyes),
    /// Join, with a contribution as your deposit
    #[command(after_help = "Example:\n  mutual circle join --suri-file key")]
    Join {
        /// Your secret for the draw; the default is a new one, which is printed for you to keep
        #[arg(long, value_name = "SECRET")]
        secret: Option<String>,
    },
    /// Leave: before the start, or before your turn if you are not behind
    #[command(after_help = "Example:\n  mutual circle leave --suri-file key")]
    Leave,
    /// Reveal your secret, so that the order of turns is drawn from it: who does not comes last
    #[command(
        after_help = "Example:\n  mutual circle reveal 0x0707070707070707070707070707070707070707070707070707070707070707 --suri-file key"
    )]
    Reveal {
        /// The secret that `mutual circle join` printed
        secret: String,
    },
    /// Pay: rounds that were missed first, then the deposit, then rounds to come; anyone may, for any member
    #[command(
        after_help = "Examples:\n  mutual circle pay --suri-file key\n  mutual circle pay --rounds 2 --member 1 --suri-file key"
    )]
    Pay(pay::Pay),
    /// Offer a member to change places in the queue
    #[command(after_help = "Example:\n  mutual circle swap 2 --suri-file key")]
    Swap {
        /// The member: a number in the circle, an account or a name
        member: String,
    },
    /// Accept to change places with a member who offers it
    #[command(after_help = "Example:\n  mutual circle accept 2 --suri-file key")]
    Accept {
        /// The member: a number in the circle, an account or a name
        member: String,
    },
    /// Record what time has done: the start, rounds that are over, the end; anyone may
    #[command(after_help = "Example:\n  mutual circle settle --suri-file key")]
    Settle,
    /// Take what is yours: what you received, and what comes back
    #[command(after_help = "Example:\n  mutual circle withdraw --suri-file key")]
    Withdraw,
    /// Pay what nobody has claimed for a year to the society; anyone may
    #[command(after_help = "Example:\n  mutual circle forfeit --suri-file key")]
    Forfeit,
    /// Pay what came by plain transfer to the society; anyone may
    #[command(after_help = "Example:\n  mutual circle sweep --suri-file key")]
    Sweep,
}

pub(super) async fn run(noun: &Noun, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if let Command::Make(terms) = &noun.command {
        return make::run(terms, context).await;
    }
    let secret = match &noun.command {
        Command::Reveal { secret } | Command::Join { secret: Some(secret) } => Some(evidence::parse("secret", secret)?),
        Command::Show(eyes) => {
            eyes.ensure(context)?;
            None
        }
        _ => None,
    };
    let circle = circle(noun.circle.as_deref().filter(|text| !text.is_empty()), context).await?;
    match &noun.command {
        Command::Make(terms) => make::run(terms, context).await,
        Command::Show(eyes) => show::run(eyes, &circle, context).await,
        Command::Join { .. } => join::run(secret, &circle, context).await,
        Command::Leave => send("leave the circle", Message::leave(), &circle, context).await,
        Command::Reveal { .. } => {
            let did = "reveal your secret, which everybody can read from then on";
            send(did, Message::reveal(secret.unwrap_or_default()), &circle, context).await
        }
        Command::Pay(terms) => pay::run(terms, &circle, context).await,
        Command::Swap { member } => {
            let with = number(member, &view(&circle).await?, context).await?;
            let did = format!("offer member {} to change places in the queue", with.0);
            let report = send(&did, Message::offer_swap(with), &circle, context).await?;
            Ok(report.then("mutual circle show".to_owned()))
        }
        Command::Accept { member } => {
            let with = number(member, &view(&circle).await?, context).await?;
            let did = format!("change places in the queue with member {}", with.0);
            send(&did, Message::accept_swap(with), &circle, context).await
        }
        Command::Settle => send("record what time has done", Message::settle(), &circle, context).await,
        Command::Withdraw => send("withdraw your credit", Message::withdraw_credit(), &circle, context).await,
        Command::Forfeit => {
            send("pay what nobody claimed to the society", Message::forfeit_credits(), &circle, context).await
        }
        Command::Sweep => {
            send("pay what came by plain transfer to the society", Message::sweep(), &circle, context).await
        }
    }
}

/// The circle that was named.
async fn circle(named: Option<&str>, context: &mut Context<'_, '_>) -> Result<Circle, Error> {
    let text = named.ok_or_else(|| Error::Input {
        what: "it takes a circle, and none was named".to_owned(),
        hint: Some("give its address as `--circle ADDRESS`, or set MUTUAL_CIRCLE".to_owned()),
    })?;
    let address = context.account(text).await?;
    Circle::at(&context.chain().await?, address).await
}

/// The circle as it is by now, which may be further than at the last block.
async fn view(circle: &Circle) -> Result<CircleView, Error> {
    let mut view = circle.circle().await?;
    let now_ms = circle.chain().moment().await?.now_ms().max(view.now_ms);
    view.circle = caught_up(&view.circle, now_ms)?;
    view.status = view.circle.status(now_ms);
    view.now_ms = now_ms;
    Ok(view)
}

/// The member that a number in the circle, an account or a name stands for.
async fn number(text: &str, view: &CircleView, context: &mut Context<'_, '_>) -> Result<MemberNumber, Error> {
    if let Ok(number) = text.parse::<u32>() {
        return match number < view.circle.terms.size() {
            true => Ok(MemberNumber(number)),
            false => Err(Error::NotFound { what: format!("member {number} of this circle") }),
        };
    }
    let account = context.account(text).await?;
    of(view, account).ok_or_else(|| Error::NotFound {
        what: format!("member with the account {} in this circle", address::format(&account)),
    })
}

/// The member with an account.
fn of(view: &CircleView, account: AccountId) -> Option<MemberNumber> {
    view.circle.number_of(account).ok()
}

/// Sends a message that needs no more words.
async fn send(
    action: &str,
    message: Message<()>,
    circle: &Circle,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let written = write::message(context, circle, &signer, action.to_owned(), message).await?;
    Ok(written.report(circle.chain().unit(), &[]))
}

/// What can be lost by a circle's terms, in words.
fn risk(view: &mutual_types::circle::Terms, unit: &Unit) -> Result<String, Error> {
    let money = |planck: mutual_types::circle::Checked<u128>| {
        planck.map(|planck| amount::format(planck, unit)).map_err(|error| Error::Circle {
            error: error.into(),
            is_stale: false,
            sent: None,
        })
    };
    Ok(format!(
        "one who stops paying takes at most {} from all the others together, {} from each; who always pays loses at most {}, \
         even if all the others stop",
        money(view.most_taken())?,
        money(view.most_lost_to_one())?,
        money(view.most_lost())?
    ))
}

/// A fact of a report, for a number in a circle.
fn member_fact(number: MemberNumber) -> Fact {
    Fact::number("member", number.0)
}
