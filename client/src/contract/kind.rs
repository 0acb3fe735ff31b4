//! What this client must know of a kind of contract to write to it, whichever it is.

use std::fmt::Debug;
use std::future::Future;

use mutual_types::AccountId;
use scale::Decode;

use super::{Bundle, BundleError};
use crate::chain::Chain;
use crate::error::{Error, Sent};
use crate::json::ToJson;
use crate::text::Unit;

/// A contract on a chain, of one of the kinds that this client knows. All of them are written to in one way:
/// [`super::Message`], [`super::Prepared`], [`super::Outcome`].
pub trait Contract: Clone + Debug + Send + Sync + 'static {
    /// What it is called, in words and in JSON.
    const NOUN: &'static str;

    /// What it says of what it did.
    type Event: ToJson + Clone + Debug + PartialEq + Send + Sync;

    /// Why it refuses.
    type Refusal: Decode + Clone + Debug + Send + Sync;

    /// What must be known of a message to say whether time alone has lifted its refusal.
    type About: Copy + Default + Debug + Send + Sync;

    /// The code of this kind that the client was built with.
    ///
    /// # Errors
    /// [`BundleError`].
    fn built_in() -> Result<&'static Bundle, BundleError>;

    /// An event by its name and its bytes.
    fn event(name: &str, data: &[u8]) -> Option<Self::Event>;

    /// An event in words.
    fn told(event: &Self::Event, unit: &Unit) -> String;

    /// A refusal: one that only the last block's time still stands for (`is_stale`), or one that came in a block.
    fn refused(refusal: Self::Refusal, is_stale: bool, sent: Option<Box<Sent>>) -> Error;

    /// The chain it is on.
    fn chain(&self) -> &Chain;

    /// Its address.
    fn address(&self) -> AccountId;

    /// The bundle of the code it runs: the built-in one, where no other is known.
    ///
    /// # Errors
    /// [`BundleError`].
    fn bundle(&self) -> Result<&'static Bundle, BundleError> {
        Self::built_in()
    }

    /// Whether it refused only because the last block is older than the time that the message needs.
    fn came_since(
        &self,
        about: Self::About,
        caller: AccountId,
        refusal: &Self::Refusal,
    ) -> impl Future<Output = Result<bool, Error>> + Send;
}
