//! What the one way of writing to contracts must know of an exchange.

use mutual_types::exchange::{event::Event, Error as Refusal};
use mutual_types::AccountId;

use super::Exchange;
use crate::chain::Chain;
use crate::contract::{Bundle, BundleError, Contract};
use crate::error::{Error, Sent};
use crate::text::Unit;
use crate::words;

impl Contract for Exchange {
    const NOUN: &'static str = "exchange";
    type Event = Event;
    type Refusal = Refusal;
    type About = ();

    fn built_in() -> Result<&'static Bundle, BundleError> {
        Bundle::exchange()
    }

    fn event(name: &str, data: &[u8]) -> Option<Event> {
        Event::decode(name, data)
    }

    fn told(event: &Event, _: &Unit) -> String {
        words::exchange::event(event)
    }

    fn refused(error: Refusal, is_stale: bool, sent: Option<Box<Sent>>) -> Error {
        Error::Exchange { error, is_stale, sent }
    }

    fn chain(&self) -> &Chain {
        &self.chain
    }

    fn address(&self) -> AccountId {
        self.address
    }

    async fn came_since(&self, (): (), _: AccountId, refusal: &Refusal) -> Result<bool, Error> {
        if !may_have_passed(refusal) {
            return Ok(false);
        }
        let moment = self.chain.moment().await?;
        Ok(moment.now_ms() > moment.chain_ms)
    }
}

/// Whether time alone may lift a refusal: something that takes room or a place, or stands in the way, may be over by now.
pub(super) fn may_have_passed(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotOver { .. }
            | Refusal::TooMany { .. }
            | Refusal::OverLimit { .. }
            | Refusal::DateOutOfRange { .. }
            | Refusal::NotInGoodStanding { .. }
            | Refusal::NotYours
    )
}
