//! When a society was founded, and with what: the first thing of all that follows.

use mutual_types::{AccountId, Founding};
use scale::DecodeAll;
use subxt::config::substrate::H256;
use subxt::dynamic::Value;
use subxt::ext::scale_value::{Composite, Primitive, ValueDef};

use crate::chain::{storage, Chain, Hash};
use crate::error::Error;
use crate::society::Society;

/// The number of the block in which the contract came to be, by halving. A node that is no archive knows no more than
/// its last blocks: those before them count as before the founding, and whoever calls looks whether that is so.
pub(super) async fn first_block(society: &Society, last: u64) -> Result<u64, Error> {
    let chain = society.chain();
    let (mut before, mut there) = (0u64, last);
    // The chain's first block has no transactions, so that nothing is founded in it.
    while there.saturating_sub(before) > 1 {
        let middle = u64::midpoint(before, there);
        let exists = match chain.block_hash(middle).await? {
            Some(hash) => exists(chain, society.address(), hash).await?,
            None => return Err(Error::node(format!("it does not know its block {middle}"))),
        };
        if exists {
            there = middle;
        } else {
            before = middle;
        }
    }
    Ok(there)
}

/// Whether there is a contract in the state after a block; no if the node no longer has that state.
async fn exists(chain: &Chain, society: AccountId, block: Hash) -> Result<bool, Error> {
    match chain.storage(&storage::of_contract(society), Some(block)).await {
        Ok(found) => Ok(found.is_some()),
        Err(Error::Node(text)) if storage::is_discarded(&text) => Ok(false),
        Err(other) => Err(other),
    }
}

/// What a transaction of a block founded the society with: the argument of the constructor, wherever in the transaction
/// it stands, since somebody may have founded it through a proxy or several signers. None if it is not in there, as when
/// another contract founded it.
pub(super) async fn founding(society: &Society, block: Hash, extrinsic: u32) -> Result<Option<Founding>, Error> {
    let selector = society.bundle().constructor("new")?;
    let at = society.chain().subxt().at_block(H256::from(block)).await.map_err(Error::node)?;
    let all = at.extrinsics().fetch().await.map_err(Error::node)?;
    let wanted = usize::try_from(extrinsic).unwrap_or(usize::MAX);
    let Some(transaction) = all.iter().nth(wanted) else { return Ok(None) };
    let transaction = transaction.map_err(Error::node)?;
    for field in transaction.iter_call_data_fields() {
        let value: Value = field.decode_as().map_err(Error::node)?;
        if let Some(founding) = search(&value, &selector) {
            return Ok(Some(founding));
        }
    }
    Ok(None)
}

/// A founding after the constructor's selector, among all bytes of a value.
fn search(value: &Value, selector: &[u8; 4]) -> Option<Founding> {
    let composite = match &value.value {
        ValueDef::Composite(composite) => composite,
        ValueDef::Variant(variant) => &variant.values,
        _ => return None,
    };
    if let Some(founding) = bytes_after(composite, selector) {
        return Founding::decode_all(&mut &*founding).ok();
    }
    match composite {
        Composite::Named(fields) => fields.iter().find_map(|(_, inner)| search(inner, selector)),
        Composite::Unnamed(fields) => fields.iter().find_map(|inner| search(inner, selector)),
    }
}

fn bytes_after(composite: &Composite<()>, selector: &[u8; 4]) -> Option<Vec<u8>> {
    let Composite::Unnamed(items) = composite else { return None };
    let byte = |value: &Value| match value.value {
        ValueDef::Primitive(Primitive::U128(number)) => u8::try_from(number).ok(),
        _ => None,
    };
    let begins =
        items.len() > selector.len() && items.iter().zip(selector).all(|(item, wanted)| byte(item) == Some(*wanted));
    if !begins {
        return None;
    }
    items.iter().skip(selector.len()).map(byte).collect()
}
