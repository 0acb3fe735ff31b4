//! What a transaction did that somebody sent earlier, perhaps another process.

use std::collections::BTreeSet;

use mutual_types::{event::Event, AccountId};

use super::{Outcome, Society};
use crate::chain::{Block, Chain, Hash, RuntimeCall, RuntimeEvent};
use crate::circle::Circle;
use crate::contract::{self, events_of, explained, Contract};
use crate::error::{Error, Sent};
use crate::exchange::Exchange;
use crate::federation::Federation;

impl Chain {
    /// Who signed the transaction `tx` of `block`, and what it did, with the events of every society that it touched.
    ///
    /// # Errors
    /// If it failed: [`Error::Contract`], [`Error::Dispatch`], [`Error::PaymentRefused`], as for whoever sent it.
    pub async fn outcome(&self, tx: Hash, block: Block) -> Result<(Option<AccountId>, Outcome<()>), Error> {
        let (signer, outcome) = self.outcome_of::<Society>(tx, block).await?;
        let refused = outcome.events.iter().find_map(|event| match event {
            Event::PaymentRefused(refused) => Some(refused.refusal),
            _ => None,
        });
        match refused {
            Some(refusal) => Err(Error::PaymentRefused { refusal, tx: Some(tx) }),
            None => Ok((signer, outcome)),
        }
    }

    /// The same with the events of every contract of another kind.
    ///
    /// # Errors
    /// If it failed: the contract's refusal, [`Error::Dispatch`], as for whoever sent it.
    pub async fn outcome_of<C: Contract>(
        &self,
        tx: Hash,
        block: Block,
    ) -> Result<(Option<AccountId>, contract::Outcome<(), C>), Error> {
        let found = self.transaction_in(tx, block).await?;
        if let Some(error) = found.failure {
            let sent = Some(Box::new(Sent { tx, block: block.hash }));
            let error = Error::Dispatch { error, sent, fee: found.receipt.fee };
            return Err(match (found.signer, &found.call) {
                (Some(signer), Some(call)) => self.explained_by_code(signer, call, error).await,
                _ => error,
            });
        }
        let events = self.events_of_kind::<C>(&found.receipt.events).await?;
        Ok((found.signer, contract::Outcome::new((), events, found.receipt, Vec::new())))
    }

    /// Why a call failed, in the terms of the kind of contract that it was made to.
    async fn explained_by_code(&self, signer: AccountId, call: &RuntimeCall, error: Error) -> Error {
        if self.is_to::<Society>(call).await {
            explained::<Society>(self, signer, call, error).await
        } else if self.is_to::<Exchange>(call).await {
            explained::<Exchange>(self, signer, call, error).await
        } else if self.is_to::<Circle>(call).await {
            explained::<Circle>(self, signer, call, error).await
        } else if self.is_to::<Federation>(call).await {
            explained::<Federation>(self, signer, call, error).await
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

    /// The events of all contracts that run the code of a kind.
    async fn events_of_kind<C: Contract>(&self, events: &[RuntimeEvent]) -> Result<Vec<C::Event>, Error> {
        let bundle = C::built_in()?;
        let emitters: BTreeSet<AccountId> = events.iter().filter_map(|event| Some(event.emitted()?.0)).collect();
        let mut told = Vec::new();
        for emitter in emitters {
            if self.ensure_code(emitter, bundle).await.is_ok() {
                told.extend(events_of::<C>(bundle, emitter, events));
            }
        }
        Ok(told)
    }
}
