//! `mutual exchange propose`.

use clap::Args;
use mutual_types::exchange::{Category, DealTerms, DealWith, OfferId};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{when, who, write};
use super::{minutes, society, CategoryName};
use crate::error::Error;
use crate::exchange::{Exchange, Message};
use crate::words::exchange as words;

/// A deal to propose.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("with").required(true).args(["offer", "to"]))]
pub(super) struct Propose {
    /// How long it may take at the most, such as `90min` or `1h30`
    hours: String,
    /// As an answer to this offer or request
    #[arg(long, value_name = "NUMBER")]
    offer: Option<u32>,
    /// To this member: a number, an account or a name
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// You help them
    #[arg(long, requires = "to", conflicts_with = "receive")]
    give: bool,
    /// They help you
    #[arg(long, requires = "to", required_if_eq("give", "false"))]
    receive: bool,
    /// Which kind of help, where it answers no offer
    #[arg(long, value_enum, requires = "to", value_name = "CATEGORY")]
    category: Option<CategoryName>,
    /// What it is, in a few words
    #[arg(long, default_value = "", value_name = "TEXT")]
    title: String,
    /// When the help is given: a day, a moment, or a span from now; the default is now
    #[arg(long, value_name = "MOMENT")]
    due: Option<String>,
}

impl Propose {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        minutes(&self.hours)?;
        if self.to.is_some() && !self.give && !self.receive {
            return Err(Error::input("say who helps: `--give` if you help them, `--receive` if they help you"));
        }
        self.due.as_deref().map_or(Ok(()), when::ensure)
    }
}

pub(super) async fn run(terms: &Propose, exchange: &Exchange, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let minutes = minutes(&terms.hours)?;
    let now_ms = exchange.chain().moment().await?.now_ms();
    let due_ms = terms.due.as_deref().map_or(Ok(now_ms), |text| when::moment(text, now_ms))?;
    let (with, said) = match (terms.offer, &terms.to) {
        (Some(offer), _) => (DealWith::Offer(OfferId(offer)), format!("to who posted offer {offer}")),
        (None, Some(text)) => {
            let society = society(exchange).await?;
            let member = who::member(&*context.names()?, &society, text).await?;
            let category = terms.category.map_or(Category::Other, |named| named.0);
            let how = if terms.give { "you help them" } else { "they help you" };
            let said = format!("to {}: {how} with {}", who::named(&society, member).await?, words::category(category));
            (DealWith::Member { member, giving: terms.give, category }, said)
        }
        (None, None) => return Err(Error::input("name an offer with `--offer`, or a member with `--to`")),
    };
    let action = format!("propose a deal of at most {} {said}", words::hours(minutes));
    let deal_terms = DealTerms { minutes, due_ms, title: terms.title.clone() };
    let message = Message::propose(&with, &deal_terms);
    let written = write::message(context, exchange, &signer, action, message).await?;
    let id = written.value().copied();
    let facts: Vec<Fact> = id.map(|id| Fact::number("deal", id.0)).into_iter().collect();
    let report = written.report(exchange.chain().unit(), &facts);
    Ok(match id {
        Some(id) => report.then(format!("mutual exchange deal {id}")),
        None => report,
    })
}
