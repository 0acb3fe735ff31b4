//! What a transaction did that somebody sent earlier, perhaps another process.

use std::collections::BTreeSet;

use mutual_types::{event::Event, AccountId};

use super::{Outcome, Society};
use crate::chain::{Block, Chain, Hash, RuntimeCall, RuntimeEvent};
use crate::circle::Circle;
use crate::contract::{events_of, explained, Bundle, Contract};
use crate::error::{Error, Sent};
use crate::exchange::Exchange;

impl Chain {
    /// Who signed the transaction `tx` of `block`, and what it did, with the events of every society that it touched.
    ///
    /// # Errors
    /// If it failed: [`Error::Contract`], [`Error::Dispatch`], [`Error::PaymentRefused`], as for whoever sent it.
    pub async fn outcome(&self, tx: Hash, block: Block) -> Result<(Option<AccountId>, Outcome<()>), Error> {
        let found = self.transaction_in(tx, block).await?;
        if let Some(error) = found.failure {
            let sent = Some(Box::new(Sent { tx, block: block.hash }));
            let error = Error::Dispatch { error, sent, fee: found.receipt.fee };
            return Err(match (found.signer, &found.call) {
                (Some(signer), Some(call)) => self.explained_by_code(signer, call, error).await,
                _ => error,
            });
        }
        let events = self.events_of_societies(&found.receipt.events).await?;
        if let Some(Event::PaymentRefused(refused)) =
            events.iter().find(|event| matches!(event, Event::PaymentRefused(_)))
        {
            return Err(Error::PaymentRefused { refusal: refused.refusal, tx: Some(tx) });
        }
        Ok((found.signer, Outcome::new((), events, found.receipt, Vec::new())))
    }

    /// Why a call failed, in the terms of the kind of contract that it was made to.
    async fn explained_by_code(&self, signer: AccountId, call: &RuntimeCall, error: Error) -> Error {
        if self.is_to::<Society>(call).await {
            explained::<Society>(self, signer, call, error).await
        } else if self.is_to::<Exchange>(call).await {
            explained::<Exchange>(self, signer, call, error).await
        } else if self.is_to::<Circle>(call).await {
            explained::<Circle>(self, signer, call, error).await
        } else {
            error
        }
    }

    /// Whether a call was made to a contract of this kind, as far as this client knows its code.
    async fn is_to<C: Contract>(&self, call: &RuntimeCall) -> bool {
        match (call, C::built_in()) {
            (RuntimeCall::Call { contract, .. }, Ok(bundle)) => self.ensure_code(*contract, bundle).await.is_ok(),
            _ => false,
        }
    }

    /// The events of all contracts that run the code this client knows.
    async fn events_of_societies(&self, events: &[RuntimeEvent]) -> Result<Vec<Event>, Error> {
        let bundle = Bundle::society()?;
        let emitters: BTreeSet<AccountId> = events.iter().filter_map(|event| Some(event.emitted()?.0)).collect();
        let mut told = Vec::new();
        for emitter in emitters {
            if self.ensure_code(emitter, bundle).await.is_ok() {
                told.extend(events_of::<Society>(bundle, emitter, events));
            }
        }
        Ok(told)
    }
}
