//! What the one way of writing to contracts must know of a circle.

use mutual_types::circle::{event::Event, Error as Refusal};
use mutual_types::AccountId;

use super::{caught_up, Circle};
use crate::chain::Chain;
use crate::contract::{Bundle, BundleError, Contract};
use crate::error::{Error, Sent};
use crate::text::Unit;
use crate::words;

impl Contract for Circle {
    const NOUN: &'static str = "circle";
    type Event = Event;
    type Refusal = Refusal;
    type About = ();

    fn built_in() -> Result<&'static Bundle, BundleError> {
        Bundle::circle()
    }

    fn event(name: &str, data: &[u8]) -> Option<Event> {
        Event::decode(name, data)
    }

    fn told(event: &Event, unit: &Unit) -> String {
        words::circle::event(event, unit)
    }

    fn refused(error: Refusal, is_stale: bool, sent: Option<Box<Sent>>) -> Error {
        Error::Circle { error, is_stale, sent }
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
        if moment.now_ms() <= moment.chain_ms {
            return Ok(false);
        }
        if let Refusal::NotUnclaimed { from_ms } = refusal {
            return Ok(*from_ms <= moment.now_ms());
        }
        let view = self.circle().await?;
        let caught_up = caught_up(&view.circle, moment.now_ms())?;
        Ok(caught_up != view.circle || caught_up.status(moment.now_ms()) != view.status)
    }
}

/// Whether time alone may lift a refusal: a status that ends, a credit that comes, a round that closes.
pub(super) fn may_have_passed(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::WrongStatus(_)
            | Refusal::NothingToSettle
            | Refusal::NoCredit
            | Refusal::NotUnclaimed { .. }
            | Refusal::TooManyRounds { .. }
    )
}
