//! What the one way of writing to contracts must know of a federation.

use mutual_types::federation::{event::Event, Error as Refusal};
use mutual_types::AccountId;

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
    type About = ();

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

    async fn came_since(&self, (): (), _: AccountId, refusal: &Refusal) -> Result<bool, Error> {
        let moment = self.chain.moment().await?;
        Ok(moment.now_ms() > moment.chain_ms && may_have_passed(refusal, moment.now_ms()))
    }
}

/// Whether time alone may have lifted a refusal by `now_ms`. Of those that name their moment it is known; a draw that can
/// still be collected may have expired since.
pub(super) fn may_have_passed(refusal: &Refusal, now_ms: u64) -> bool {
    match refusal {
        Refusal::NotOver { ends_ms: from_ms }
        | Refusal::TooEarly { from_ms }
        | Refusal::StillFounding { until_ms: from_ms } => *from_ms <= now_ms,
        Refusal::WrongPeriod { given, current } => given == current,
        Refusal::WrongDraw { status } => matches!(status, mutual_types::federation::DrawStatus::Promised),
        _ => false,
    }
}
