//! `mutual relief ask`.

use std::path::PathBuf;

use clap::Args;
use mutual_types::{PotId, PotKind};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{account, evidence, write};
use crate::error::Error;
use crate::society::{Message, Society};
use crate::text::amount;

/// A request.
#[derive(Debug, Args)]
pub(in super::super) struct Ask {
    /// How much, such as `40 UNIT`
    amount: String,
    #[command(flatten)]
    evidence: Evidence,
    /// Which salt goes before the evidence; the default is a new one, which is printed for you to keep
    #[arg(long, value_name = "SALT", requires = "evidence")]
    salt: Option<String>,
    /// From which pot; the default is the relief pot
    #[arg(long, value_name = "NUMBER")]
    pot: Option<u32>,
}

/// What shows that it is true, of which only a hash is written.
#[derive(Debug, Args)]
#[group(id = "proof", required = true, multiple = false)]
struct Evidence {
    /// The evidence; it stays with you
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// The BLAKE2-256 hash of a salt and the evidence, made by yourself
    #[arg(long, value_name = "HASH")]
    evidence_hash: Option<String>,
}

/// The hash that is written, and the salt that is not.
struct Sealed {
    hash: [u8; 32],
    salt: Option<[u8; 32]>,
}

impl Ask {
    fn seal(&self) -> Result<Sealed, Error> {
        match (&self.evidence.evidence, &self.evidence.evidence_hash) {
            (Some(file), _) => {
                let document = evidence::read(file)?;
                let salt = match &self.salt {
                    Some(text) => evidence::parse("salt", text)?,
                    None => evidence::random_salt()?,
                };
                Ok(Sealed { hash: evidence::salted(&salt, &document), salt: Some(salt) })
            }
            (None, Some(text)) => Ok(Sealed { hash: evidence::parse("hash", text)?, salt: None }),
            (None, None) => Err(Error::input("a request needs its evidence")),
        }
    }
}

pub(super) async fn run(terms: &Ask, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    account::ensure_amount(&terms.amount)?;
    let sealed = terms.seal()?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let planck = account::amount(&terms.amount, unit)?;
    let pot = match terms.pot {
        Some(pot) => PotId(pot),
        None => relief_pot(&society).await?,
    };
    let action = format!(
        "ask for {} of relief out of pot {pot}; everybody sees that your account asks, and for how much. Of the evidence \
         only the hash {} is written",
        amount::format(planck, unit),
        evidence::shown(&sealed.hash)
    );
    let message = Message::ask_relief(pot, planck, sealed.hash);
    let written = match write::message(context, &society, &signer, action, message).await {
        Err(error @ Error::Unknown { .. }) => {
            // It may be in a block all the same, and without its salt the evidence would prove nothing.
            if let Some(salt) = &sealed.salt {
                context.warn(format!("keep the salt of your evidence: {}", evidence::shown(salt)));
            }
            return Err(error);
        }
        other => other?,
    };
    let mut facts = vec![Fact::text("evidence", evidence::shown(&sealed.hash))];
    let id = written.value().copied();
    facts.extend(id.map(|id| Fact::number("request", id.0)));
    if let (Some(salt), Some(_)) = (&sealed.salt, id) {
        facts.push(Fact::text("salt", evidence::shown(salt)));
        context.warn("keep the salt with your evidence: it is shown only now, and who attests needs both to compare");
    }
    let report = written.report(unit, &facts);
    Ok(match id {
        Some(id) => report.then(format!("mutual relief show {id}")),
        None => report,
    })
}

/// The relief pot; there is one at the most that is open.
async fn relief_pot(society: &Society) -> Result<PotId, Error> {
    let pots = society.all_pots().await?;
    let pot = pots.iter().find(|view| view.pot.spec.kind == PotKind::Relief && !view.pot.closed);
    pot.map(|view| view.id).ok_or_else(|| Error::NotFound { what: "relief pot".to_owned() })
}
