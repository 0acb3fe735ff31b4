//! What the one way of writing to contracts must know of a federation.

use mutual_types::federation::{event::Event, DrawId, DrawStatus, Error as Refusal};
use mutual_types::{AccountId, TimestampMs};

use super::Federation;
use crate::chain::Chain;
use crate::contract::{Bundle, BundleError, Contract};
use crate::error::{Error, Sent};
use crate::text::Unit;
use crate::words;

impl Contract for Federation {
    const NOUN: &'static str = "federation";
    type Event = Event;
    type Refusal = Refusal;
    /// The draw whose time a message waits for.
    type About = Option<DrawId>;

    fn built_in() -> Result<&'static Bundle, BundleError> {
        Bundle::federation()
    }

    fn event(name: &str, data: &[u8]) -> Option<Event> {
        Event::decode(name, data)
    }

    fn told(event: &Event, unit: &Unit) -> String {
        words::federation::event(event, unit)
    }

    fn refused(error: Refusal, is_stale: bool, sent: Option<Box<Sent>>) -> Error {
        Error::Federation { error, is_stale, sent }
    }

    fn chain(&self) -> &Chain {
        &self.chain
    }

    fn address(&self) -> AccountId {
        self.address
    }

    async fn came_since(&self, about: Option<DrawId>, _: AccountId, refusal: &Refusal) -> Result<bool, Error> {
        let moment = self.chain.moment().await?;
        if moment.now_ms() <= moment.chain_ms {
            return Ok(false);
        }
        match (refusal, about) {
            (Refusal::WrongDraw { status: DrawStatus::Promised }, Some(id)) => {
                let draw = self.drawn(id).await?;
                Ok(draw.is_some_and(|draw| draw.status(moment.now_ms()) == DrawStatus::Expired))
            }
            _ => Ok(has_passed(refusal, moment.now_ms())),
        }
    }
}

/// Whether the moment that a refusal names has come by `now_ms`.
pub(super) fn has_passed(refusal: &Refusal, now_ms: TimestampMs) -> bool {
    match refusal {
        Refusal::NotOver { ends_ms: from_ms }
        | Refusal::TooEarly { from_ms }
        | Refusal::StillFounding { until_ms: from_ms } => *from_ms <= now_ms,
        Refusal::WrongPeriod { given, current } => given == current,
        _ => false,
    }
}
