//! What of a block belongs in the index: the society's events, and transfers to and from it.

use mutual_types::{event::Event, AccountId};
use scale::Decode;

use crate::audit::{Entry, Transfer, What};
use crate::chain::{Block, BlockRecord, RuntimeEvent};
use crate::contract::Bundle;

/// The kind of entries that are transfers.
pub(crate) const TRANSFER: &str = "Transfer";

/// An entry with its bytes as the chain had them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) entry: Entry,
    pub(super) kind: &'static str,
    pub(super) payload: Vec<u8>,
}

/// What is kept of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BlockEntries {
    pub(super) block: Block,
    pub(super) at_ms: u64,
    pub(super) entries: Vec<Raw>,
}

/// The entries of a block.
pub(super) fn entries(record: BlockRecord, bundle: &Bundle, society: AccountId) -> BlockEntries {
    let BlockRecord { block, time_ms: at_ms, events } = record;
    let entries = events.iter().filter_map(|(extrinsic, event)| {
        let (what, kind, payload) = said(event, bundle, society).or_else(|| moved(event, society))?;
        let entry = Entry { block: block.number, extrinsic: *extrinsic, at_ms, what };
        Some(Raw { entry, kind, payload })
    });
    let entries = entries.collect();
    BlockEntries { block, at_ms, entries }
}

/// An event of the society.
fn said(event: &RuntimeEvent, bundle: &Bundle, society: AccountId) -> Option<(What, &'static str, Vec<u8>)> {
    let (contract, payload) = event.emitted()?;
    if contract != society {
        return None;
    }
    let event = Event::decode(bundle.event(event.topics.first().copied())?, &payload)?;
    let kind = event.name();
    Some((What::Event(event), kind, payload))
}

/// A transfer to or from the society.
fn moved(event: &RuntimeEvent, society: AccountId) -> Option<(What, &'static str, Vec<u8>)> {
    if event.pallet != "Balances" || event.name != "Transfer" {
        return None;
    }
    let transfer = Transfer::decode(&mut &*event.fields).ok()?;
    let concerns = transfer.amount > 0 && (transfer.from == society || transfer.to == society);
    concerns.then(|| (What::Transfer(transfer), TRANSFER, event.fields.clone()))
}

/// What a row says, read back.
pub(super) fn read_back(kind: &str, payload: &[u8]) -> Option<What> {
    if kind == TRANSFER {
        let mut rest = payload;
        let transfer = Transfer::decode(&mut rest).ok()?;
        return rest.is_empty().then_some(What::Transfer(transfer));
    }
    Event::decode(kind, payload).map(What::Event)
}
