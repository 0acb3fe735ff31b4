//! `mutual federation move`, `vote`, `motions` and `motion`.

use clap::{Args, Subcommand, ValueEnum};
use mutual_types::federation::{Matter, Motion, MotionId, MotionStatus};
use serde_json::{json, Value};

use super::super::account;
use super::super::context::Context;
use super::super::document::DocumentArgs;
use super::super::report::Report;
use super::super::when;
use super::call::Proposed;
use super::found::RuleArgs;
use super::listing::Listing;
use super::{name, named, needed, number, show as shown, Place};
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::text::{moment, Unit};
use crate::words::federation as words;

/// What is moved.
#[derive(Debug, Subcommand)]
pub(super) enum Move {
    /// Propose to your society that it moves words: something the societies say together
    #[command(
        after_help = "Example:\n  mutual federation move resolution --uri https://example.org/minutes.md --file minutes.md --suri-file key"
    )]
    Resolution(Words),
    /// Propose to your society that it moves that a society leaves
    #[command(after_help = "Example:\n  mutual federation move expel 1 --suri-file key")]
    Expel {
        /// The society: its number in the federation, an address or a name
        society: String,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it moves that a society which was upgraded is known by the code that it has now
    #[command(after_help = "Example:\n  mutual federation move accept-code 1 --suri-file key")]
    AcceptCode {
        /// The society: its number in the federation, an address or a name
        society: String,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it moves other rules
    #[command(after_help = "Example:\n  mutual federation move rules --voting 20d --draws-max 4 --suri-file key")]
    Rules {
        #[command(flatten)]
        rules: RuleArgs,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it moves another charter
    #[command(
        after_help = "Example:\n  mutual federation move charter --uri https://example.org/charter-2.md --file charter-2.md --suri-file key"
    )]
    Charter(Words),
    /// Propose to your society that it moves one more unit to count outcomes in
    #[command(after_help = "Example:\n  mutual federation move unit \"trees planted\" --suri-file key")]
    Unit {
        /// What is counted
        name: String,
        #[command(flatten)]
        proposed: Proposed,
    },
    /// Propose to your society that it moves that money of the common fund is a society's
    #[command(after_help = "Example:\n  mutual federation move give 1 \"2 UNIT\" --suri-file key")]
    Give {
        /// The society: its number in the federation, an address or a name
        society: String,
        /// How much
        amount: String,
        #[command(flatten)]
        proposed: Proposed,
    },
}

/// A document that is moved.
#[derive(Debug, Args)]
pub(super) struct Words {
    #[command(flatten)]
    document: DocumentArgs,
    #[command(flatten)]
    proposed: Proposed,
}

/// A vote as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// For it
    Aye,
    /// Against it
    Nay,
}

impl Move {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        match self {
            Self::Resolution(words) => needed(&words.document, "a resolution").map(drop),
            Self::Charter(words) => needed(&words.document, "a charter").map(drop),
            Self::Rules { rules, .. } => rules.ensure(),
            Self::Give { amount, .. } => account::ensure_amount(amount),
            Self::Expel { .. } | Self::AcceptCode { .. } | Self::Unit { .. } => Ok(()),
        }
    }

    fn proposed(&self) -> &Proposed {
        match self {
            Self::Resolution(Words { proposed, .. })
            | Self::Charter(Words { proposed, .. })
            | Self::Expel { proposed, .. }
            | Self::AcceptCode { proposed, .. }
            | Self::Rules { proposed, .. }
            | Self::Unit { proposed, .. }
            | Self::Give { proposed, .. } => proposed,
        }
    }

    async fn matter(&self, federation: &Federation, context: &mut Context<'_, '_>) -> Result<Matter, Error> {
        Ok(match self {
            Self::Resolution(words) => Matter::Resolution(needed(&words.document, "a resolution")?),
            Self::Charter(words) => Matter::AmendCharter(needed(&words.document, "a charter")?),
            Self::Expel { society, .. } => Matter::Expel(number(society, federation, context).await?),
            Self::AcceptCode { society, .. } => {
                let society = number(society, federation, context).await?;
                let record = federation.society(society).await?;
                let account = record.map(|record| record.account);
                let account = account.ok_or_else(|| Error::NotFound { what: format!("society {society}") })?;
                let found = federation.chain().code_hash(account).await?;
                Matter::AcceptCode { society, code_hash: found.ok_or(Error::NoContract(account))?.0 }
            }
            Self::Rules { rules, .. } => {
                let before = federation.federation().await?.setup.rules;
                let after = rules.laid_over(before)?;
                for (before, after) in shown::rules(&before).into_iter().zip(shown::rules(&after)) {
                    if before != after {
                        context.say(&format!("{}: {} instead of {}", after.0, after.1, before.1));
                    }
                }
                Matter::SetRules(after)
            }
            Self::Unit { name, .. } => Matter::AddUnit(name.clone()),
            Self::Give { society, amount, .. } => {
                let society = number(society, federation, context).await?;
                Matter::Give { society, amount: account::amount(amount, federation.chain().unit())? }
            }
        })
    }
}

pub(super) async fn make(what: &Move, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let matter = what.matter(on.federation, context).await?;
    let said = match &matter {
        // The hash alone would fill the title.
        Matter::AcceptCode { society, .. } => format!("accept the code that society {society} has now"),
        other => words::matter(other, on.federation.chain().unit()),
    };
    let title = format!("Move in the federation \"{}\": {said}", name(on.federation).await?);
    on.propose(what.proposed(), title, &Message::move_motion(&matter), context).await
}

pub(super) async fn vote(
    id: MotionId,
    choice: Choice,
    proposed: &Proposed,
    on: &Place<'_>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let motion = find(id, on.federation).await?;
    let unit = on.federation.chain().unit();
    let (aye, word) = (choice == Choice::Aye, if choice == Choice::Aye { "aye" } else { "nay" });
    let said = words::matter(&motion.matter, unit);
    context.say(&format!("Motion {id} would {said}."));
    let title = format!("Vote {word} in the federation on motion {id}: {said}");
    on.propose(proposed, title, &Message::vote(id, aye), context).await
}

async fn find(id: MotionId, federation: &Federation) -> Result<Motion, Error> {
    federation.motion(id).await?.ok_or_else(|| Error::NotFound { what: format!("motion {id} in this federation") })
}

const HEADERS: [&str; 7] = ["motion", "status", "by", "ayes", "nays", "until", "it would"];

pub(super) async fn list(
    list: &Listing<MotionStatus>,
    federation: &Federation,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let of = list.of(federation, context).await?;
    let count = federation.federation().await?.counters.motions;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let read = async |from, limit| federation.motions(from, limit).await;
    let keep = async |(_, motion): &(MotionId, Motion)| {
        Ok(list.has(motion.status(now_ms)) && of.is_none_or(|society| motion.by == Some(society)))
    };
    let found = list.page().newest(count, read, |(id, _)| id.0, keep).await?;
    let rows = found.entries.iter().map(|(id, motion)| row(*id, motion, unit, now_ms)).collect();
    let json = found.entries.iter().map(|(id, motion)| json(*id, motion, now_ms));
    let report = Report::new(json.collect::<Value>()).table(&HEADERS, rows);
    Ok(report.goes_on("mutual federation motions", found.more_after))
}

fn row(id: MotionId, motion: &Motion, unit: &Unit, now_ms: u64) -> Vec<String> {
    let (ayes, nays) = motion.tally();
    vec![
        id.to_string(),
        words::motion_status(motion.status(now_ms)).to_owned(),
        motion.by.map_or("who applies".to_owned(), |society| format!("society {society}")),
        format!("{ayes} of {}", motion.needed),
        nays.to_string(),
        moment::format(motion.ends_ms),
        words::matter(&motion.matter, unit),
    ]
}

fn json(id: MotionId, motion: &Motion, now_ms: u64) -> Value {
    json!({ "id": id.0, "status": motion.status(now_ms).to_json(), "motion": motion.to_json() })
}

pub(super) async fn show(id: MotionId, federation: &Federation) -> Result<Report, Error> {
    let motion = find(id, federation).await?;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let status = motion.status(now_ms);
    let (ayes, nays) = motion.tally();
    let by = match motion.by {
        Some(society) => named(society, federation).await?,
        None => "the society that applies".to_owned(),
    };
    let mut fields = vec![
        ("motion", id.to_string()),
        ("it would", words::matter(&motion.matter, unit)),
        ("status", words::motion_status(status).to_owned()),
        ("by", by),
        ("votes", format!("{ayes} aye, {nays} nay, of {} that may vote", motion.eligible)),
        ("it passes with", format!("{} aye", motion.needed)),
        ("until", when::told(motion.ends_ms, now_ms)),
    ];
    if let Some(society) = motion.matter.recused() {
        fields.push(("does not vote", named(society, federation).await?));
    }
    let next = match status {
        MotionStatus::Open => format!("societies vote, by proposals of their own: `mutual federation vote {id} aye`"),
        MotionStatus::Passed => "nothing: it is in effect".to_owned(),
        MotionStatus::Failed => "nothing: who still wants it moves it again".to_owned(),
    };
    fields.push(("next", next));
    let rows = motion
        .ballots
        .iter()
        .map(|ballot| vec![ballot.society.to_string(), if ballot.aye { "aye" } else { "nay" }.to_owned()]);
    let rows = rows.collect();
    Ok(Report::new(json(id, &motion, now_ms)).fields(fields).table(&["society", "vote"], rows))
}
