//! What would happen if a proposal were carried out now, as the contract itself says.

use mutual_types::{event::Event, Proposal, ProposalId};
use serde_json::{json, Value};

use super::super::eyes::Viewer;
use super::super::who;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::{Message, Society};
use crate::text::Unit;
use crate::words;

/// What the contract says to its execution.
pub(super) enum Foresight {
    /// It would do this.
    Done(Vec<Event>),
    /// It would refuse.
    Refused(Box<mutual_types::Error>),
    /// It would not refuse after a block: the last one is older than the time that has come since.
    Later,
    /// Nobody can say.
    Unknown(String),
}

/// Tries the execution as whoever looks, or else as its proposer: anyone may carry it out.
pub(super) async fn of_execution(
    society: &Society,
    id: ProposalId,
    proposal: &Proposal,
    viewer: Option<&Viewer>,
) -> Result<Foresight, Error> {
    let origin = match viewer {
        Some(viewer) => viewer.account,
        None => who::account_of(society, proposal.proposer).await?,
    };
    match society.foresee(origin, Message::execute(id)).await {
        Ok(foreseen) => Ok(Foresight::Done(foreseen.events)),
        Err(Error::Contract { is_stale: true, .. }) => Ok(Foresight::Later),
        Err(Error::Contract { error, .. }) => Ok(Foresight::Refused(Box::new(error))),
        Err(error @ (Error::Node(_) | Error::Unreachable { .. })) => Err(error),
        Err(other) => Ok(Foresight::Unknown(other.sentence(society.chain().unit()))),
    }
}

const NAME: &str = "if executed now";

impl Foresight {
    /// For people.
    pub(super) fn fields(&self, unit: &Unit) -> Vec<(&'static str, String)> {
        let told = match self {
            Self::Done(events) => {
                return events.iter().map(|event| (NAME, words::event(event, unit))).collect();
            }
            Self::Refused(error) => {
                let words = words::error(error, unit);
                format!("refused: {}. {}", words.name, words.sentence)
            }
            Self::Later => {
                "it would be carried out, after a block that `mutual proposal execute` makes first".to_owned()
            }
            Self::Unknown(why) => format!("not known: {why}"),
        };
        vec![(NAME, told)]
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Done(events) => {
                json!({ "would": "succeed", "events": events.iter().map(ToJson::to_json).collect::<Value>() })
            }
            Self::Refused(error) => json!({ "would": "be_refused", "error": error.to_json() }),
            Self::Later => json!({ "would": "succeed_after_a_block" }),
            Self::Unknown(why) => json!({ "would": "not_known", "reason": why }),
        }
    }
}
