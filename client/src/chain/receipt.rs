//! What became of a transaction, read from its block. A failed one is in a block too, so that only its events tell.

use mutual_types::{AccountId, Planck};
use scale::Decode;
use subxt::events::{Events, Phase};

use super::{AtBlock, Chain, Config, DispatchError, Hash, Weight};
use crate::error::Error;

/// A block that holds a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its hash.
    pub hash: Hash,
    /// Its number.
    pub number: u64,
    /// Whether it was final when looked at.
    pub is_final: bool,
}

/// An event of the runtime, not yet decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeEvent {
    /// The pallet it comes from.
    pub pallet: String,
    /// Its name.
    pub name: String,
    /// Its fields, encoded.
    pub fields: Vec<u8>,
    /// What it can be found by.
    pub topics: Vec<Hash>,
}

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The transaction.
    pub tx: Hash,
    /// The block it is in; none if nobody waited for it.
    pub block: Option<Block>,
    /// The fee paid, in planck.
    pub fee: Option<Planck>,
    /// What storage took from the signer; negative for what it gave back, in planck.
    pub deposit: i128,
    /// What it used.
    pub weight: Option<Weight>,
    /// All its events.
    pub events: Vec<RuntimeEvent>,
}

impl RuntimeEvent {
    fn is(&self, pallet: &str, name: &str) -> bool {
        self.pallet == pallet && self.name == name
    }

    fn fields<T: Decode>(&self) -> Option<T> {
        T::decode(&mut &*self.fields).ok()
    }

    /// The contract and the payload, if a contract emitted this.
    pub fn emitted(&self) -> Option<(AccountId, Vec<u8>)> {
        self.is("Contracts", "ContractEmitted").then(|| self.fields()).flatten()
    }

    /// The contract, if this says that one was made.
    pub fn instantiated(&self) -> Option<AccountId> {
        let made = self.is("Contracts", "Instantiated").then(|| self.fields::<(AccountId, AccountId)>()).flatten();
        made.map(|(_, contract)| contract)
    }
}

impl Receipt {
    /// For a transaction that the node took and nobody waited for.
    pub(super) fn sent(tx: Hash) -> Self {
        Self { tx, block: None, fee: None, deposit: 0, weight: None, events: Vec::new() }
    }

    fn read(tx: Hash, block: Block, events: Vec<RuntimeEvent>, signer: AccountId) -> Self {
        let mut receipt = Self { block: Some(block), ..Self::sent(tx) };
        for event in &events {
            match (event.pallet.as_str(), event.name.as_str()) {
                ("TransactionPayment", "TransactionFeePaid") => {
                    receipt.fee = event.fields::<(AccountId, Planck, Planck)>().map(|(_, fee, _)| fee);
                }
                ("System", "ExtrinsicSuccess") => receipt.weight = event.fields(),
                _ => receipt.deposit = receipt.deposit.saturating_add(deposit_of(event, signer)),
            }
        }
        receipt.events = events;
        receipt
    }
}

/// What one event says that storage took from `signer`.
fn deposit_of(event: &RuntimeEvent, signer: AccountId) -> i128 {
    let wide = |amount: Planck| i128::try_from(amount).unwrap_or(i128::MAX);
    if event.pallet != "Contracts" {
        return 0;
    }
    match event.name.as_str() {
        "StorageDepositTransferredAndHeld" => match event.fields::<(AccountId, AccountId, Planck)>() {
            Some((from, _, amount)) if from == signer => wide(amount),
            _ => 0,
        },
        "StorageDepositTransferredAndReleased" => match event.fields::<(AccountId, AccountId, Planck)>() {
            Some((_, to, amount)) if to == signer => wide(amount).saturating_neg(),
            _ => 0,
        },
        "CodeStored" => match event.fields::<([u8; 32], Planck, AccountId)>() {
            Some((_, amount, uploader)) if uploader == signer => wide(amount),
            _ => 0,
        },
        _ => 0,
    }
}

impl Chain {
    /// The events of a simulation, out of `bytes`, in which those of the last block stand before them. That block's are of
    /// its transactions or its end; a simulation runs in no transaction, and its events count as of a block's beginning.
    pub(crate) async fn simulated_events(&self, bytes: Vec<u8>) -> Result<Vec<RuntimeEvent>, Error> {
        let best = self.at_best().await?;
        collect(&best.events().from_bytes(bytes), |phase| phase == Phase::Initialization)
    }

    /// Reads what became of the transaction `bytes` in `block`, and why it failed if it did.
    pub(super) async fn receipt(
        &self,
        tx: Hash,
        bytes: &[u8],
        block: Hash,
        is_final: bool,
        signer: AccountId,
    ) -> Result<(Receipt, Option<DispatchError>), Error> {
        let body = self.methods().chain_get_block(Some(block.into())).await.map_err(Error::rpc)?;
        let body = body.ok_or_else(|| Error::node("it no longer knows the block of the transaction"))?;
        let place = body.block.extrinsics.iter().position(|extrinsic| extrinsic.0 == bytes);
        let place = place.ok_or_else(|| Error::node("the transaction is not in the block it named"))?;
        let index = u32::try_from(place).map_err(Error::node)?;
        let at = self.at(block).await?;
        let events = events_of(&at, index).await?;
        let failure = events.iter().find(|event| event.is("System", "ExtrinsicFailed"));
        let failure = failure.map(|event| DispatchError::decode(&event.fields, &at.metadata()));
        let block = Block { hash: block, number: at.block_number(), is_final };
        Ok((Receipt::read(tx, block, events, signer), failure))
    }
}

async fn events_of(at: &AtBlock, index: u32) -> Result<Vec<RuntimeEvent>, Error> {
    let all = at.events().fetch().await.map_err(Error::node)?;
    collect(&all, |phase| phase == Phase::ApplyExtrinsic(index))
}

fn collect(all: &Events<Config>, wanted: impl Fn(Phase) -> bool) -> Result<Vec<RuntimeEvent>, Error> {
    let own = collect_placed(all, |phase| wanted(phase).then_some(()))?;
    Ok(own.into_iter().map(|((), event)| event).collect())
}

/// The events whose phase has a place, with it.
pub(super) fn collect_placed<P>(
    all: &Events<Config>,
    place: impl Fn(Phase) -> Option<P>,
) -> Result<Vec<(P, RuntimeEvent)>, Error> {
    let mut own = Vec::new();
    for event in all.iter() {
        let event = event.map_err(Error::node)?;
        let Some(place) = place(event.phase()) else { continue };
        let topics = event.topics().iter().map(|topic| Hash::from(*topic)).collect();
        let (pallet, name) = (event.pallet_name().to_owned(), event.event_name().to_owned());
        own.push((place, RuntimeEvent { pallet, name, fields: event.field_bytes().to_vec(), topics }));
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use scale::Encode;

    use super::*;

    fn event(pallet: &str, name: &str, fields: Vec<u8>) -> RuntimeEvent {
        RuntimeEvent { pallet: pallet.to_owned(), name: name.to_owned(), fields, topics: Vec::new() }
    }

    #[test]
    fn a_deposit_is_what_the_signer_gave_less_what_came_back() {
        let (me, contract, other) = (AccountId([1; 32]), AccountId([2; 32]), AccountId([3; 32]));
        let events = vec![
            event("TransactionPayment", "TransactionFeePaid", (me, 7u128, 0u128).encode()),
            event("Contracts", "StorageDepositTransferredAndHeld", (me, contract, 100u128).encode()),
            event("Contracts", "StorageDepositTransferredAndHeld", (other, contract, 1_000u128).encode()),
            event("Contracts", "StorageDepositTransferredAndReleased", (contract, me, 30u128).encode()),
            event("Contracts", "CodeStored", ([9u8; 32], 5u128, me).encode()),
        ];
        let block = Block { hash: Hash([0; 32]), number: 1, is_final: false };

        let receipt = Receipt::read(Hash([1; 32]), block, events, me);

        assert_eq!(receipt.deposit, 75);
        assert_eq!(receipt.fee, Some(7));
    }
}
