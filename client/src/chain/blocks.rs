//! Blocks by number, and what happened in each, in one request to the node.

use futures::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use mutual_types::TimestampMs;
use scale::{Compact, Decode};
use subxt::events::Phase;
use subxt_rpcs::client::rpc_params;

use super::receipt::collect_placed;
use super::storage::{is_discarded, key};
use super::{Block, Chain, Hash, Runtime, RuntimeEvent};
use crate::error::Error;

/// For how many blocks hashes are asked for at once.
const PAGE: u64 = 256;

/// How many blocks are on their way from the node at once.
const AT_ONCE: usize = 16;

/// How long a stream of final blocks goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Up to the block that is the last final one when all before it are read.
    Now,
    /// For ever: it waits for each next one.
    Dropped,
}

/// What happened in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRecord {
    /// The block.
    pub block: Block,
    /// Its time; 0 for the first block of a chain, which has none.
    pub time_ms: TimestampMs,
    /// All its events, each with the place of its transaction in the block; none for what the chain itself does.
    pub events: Vec<(Option<u32>, RuntimeEvent)>,
}

/// The same, as the chain has it.
pub(super) struct RecordBytes {
    events: Vec<u8>,
    /// The version of the runtime that ran the block.
    upgrade: Vec<u8>,
    now: Vec<u8>,
}

impl Chain {
    /// The last final block.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn final_block(&self) -> Result<Block, Error> {
        let hash = self.methods().chain_get_finalized_head().await.map_err(Error::rpc)?;
        let header = self.methods().chain_get_header(Some(hash)).await.map_err(Error::rpc)?;
        let header = header.ok_or_else(|| Error::node("it does not know its own final block"))?;
        Ok(Block { hash: hash.into(), number: header.number, is_final: true })
    }

    /// The hash of the block with this number on the best chain; none if there is no such block yet.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn block_hash(&self, number: u64) -> Result<Option<Hash>, Error> {
        Ok(self.block_hashes(number, number).await?.pop().flatten())
    }

    /// The hashes of blocks `first` to `last`, in order.
    pub(super) async fn block_hashes(&self, first: u64, last: u64) -> Result<Vec<Option<Hash>>, Error> {
        let numbers: Vec<u64> = (first..=last).collect();
        let hashes: Vec<Option<subxt::config::substrate::H256>> =
            self.rpc().request("chain_getBlockHash", rpc_params![numbers]).await.map_err(Error::rpc)?;
        Ok(hashes.into_iter().map(|hash| hash.map(Hash::from)).collect())
    }

    /// What happened in a block. The node must still have the state after it.
    ///
    /// # Errors
    /// [`Error::Pruned`] if the node no longer has that state, [`Error::Node`].
    pub async fn block_record(&self, block: Block) -> Result<BlockRecord, Error> {
        let bytes = self.record_bytes(block.hash).await?.ok_or(Error::Pruned { block: block.number })?;
        let time_ms = u64::decode(&mut &*bytes.now).unwrap_or_default();
        let (events, _) = self.read_record(block, bytes).await?;
        Ok(BlockRecord { block, time_ms, events })
    }

    /// What the state after a block says of it, in one request; none if the node no longer has that state.
    pub(super) async fn record_bytes(&self, block: Hash) -> Result<Option<RecordBytes>, Error> {
        let keys = [key("System", "Events"), key("System", "LastRuntimeUpgrade"), key("Timestamp", "Now")];
        let found = self.methods().state_query_storage_at(keys.iter().map(Vec::as_slice), Some(block.into())).await;
        let values: Vec<_> = match found {
            Ok(sets) => sets.into_iter().flat_map(|set| set.changes).collect(),
            Err(error) if is_discarded(&error.to_string()) => return Ok(None),
            Err(error) => return Err(Error::rpc(error)),
        };
        let value = |wanted: &[u8]| {
            let found = values.iter().find(|(key, _)| key.0 == wanted);
            let (_, value) = found.ok_or_else(|| Error::node("it left out a value that was asked for"))?;
            Ok::<_, Error>(value.as_ref().map(|value| value.0.clone()).unwrap_or_default())
        };
        let [events, upgrade, now] = keys.each_ref().map(|key| value(key));
        Ok(Some(RecordBytes { events: events?, upgrade: upgrade?, now: now? }))
    }

    /// The events of a block, each with the place of its transaction, and the runtime that ran it.
    pub(super) async fn read_record(
        &self,
        block: Block,
        bytes: RecordBytes,
    ) -> Result<(Vec<(Option<u32>, RuntimeEvent)>, Runtime), Error> {
        let spec_version = Compact::<u32>::decode(&mut &*bytes.upgrade).ok().map(|version| version.0);
        let runtime = self.runtime_that_ran(block, spec_version).await?;
        let events = collect_placed(&runtime.at().events().from_bytes(bytes.events), |phase| match phase {
            Phase::ApplyExtrinsic(place) => Some(Some(place)),
            Phase::Initialization | Phase::Finalization => Some(None),
        })?;
        Ok((events, runtime))
    }

    /// The final blocks from number `from` on, in order, with what happened in each.
    pub fn records(&self, from: u64, until: Until) -> BoxStream<'static, Result<BlockRecord, Error>> {
        let chain = self.clone();
        let reader = self.clone();
        let blocks = final_blocks(chain, from, until);
        blocks
            .map(move |block| {
                let chain = reader.clone();
                async move { chain.block_record(block?).await }
            })
            .buffered(AT_ONCE)
            .boxed()
    }
}

/// The final blocks from number `from` on.
fn final_blocks(chain: Chain, from: u64, until: Until) -> impl Stream<Item = Result<Block, Error>> + Send {
    let pages = stream::try_unfold((chain, from, Heads::default()), move |(chain, next, mut heads)| async move {
        while heads.last.is_none_or(|last| last < next) {
            if !heads.advance(&chain, until).await? {
                return Ok(None);
            }
        }
        let last = heads.last.unwrap_or(next).min(next.saturating_add(PAGE.saturating_sub(1)));
        let hashes = chain.block_hashes(next, last).await?;
        let page: Result<Vec<Block>, Error> = (next..=last)
            .zip(hashes)
            .map(|(number, hash)| match hash {
                Some(hash) => Ok(Block { hash, number, is_final: true }),
                None => Err(Error::node(format!("it does not know its block {number}"))),
            })
            .collect();
        Ok::<_, Error>(Some((stream::iter(page?.into_iter().map(Ok)), (chain, last.saturating_add(1), heads))))
    });
    pages.try_flatten()
}

/// What is known of the last final block.
#[derive(Default)]
struct Heads {
    last: Option<u64>,
    news: Option<subxt_rpcs::client::RpcSubscription<Head>>,
}

/// A header, of which only the number matters.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(deserialize_with = "hexadecimal")]
    number: u64,
}

fn hexadecimal<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text: std::borrow::Cow<'de, str> = serde::Deserialize::deserialize(from)?;
    u64::from_str_radix(text.trim_start_matches("0x"), 16).map_err(serde::de::Error::custom)
}

impl Heads {
    /// Learns of a later final block; false if there is none and nobody waits for one.
    async fn advance(&mut self, chain: &Chain, until: Until) -> Result<bool, Error> {
        if let Some(news) = &mut self.news {
            let head = news.next().await.ok_or_else(|| Error::node("it closed the connection"))?;
            self.last = Some(head.map_err(Error::rpc)?.number);
            return Ok(true);
        }
        let before = self.last;
        if until == Until::Dropped && before.is_some() {
            // Asked for before looking again, so that no block falls in between.
            let news = chain.rpc().subscribe(
                "chain_subscribeFinalizedHeads",
                rpc_params![],
                "chain_unsubscribeFinalizedHeads",
            );
            self.news = Some(news.await.map_err(Error::rpc)?);
        }
        self.last = Some(chain.final_block().await?.number);
        Ok(until == Until::Dropped || self.last != before)
    }
}
