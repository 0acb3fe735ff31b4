//! Blocks by number, and what happened in each, in one request to the node.

use futures::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use mutual_types::TimestampMs;
use scale::{Compact, Decode};
use subxt::events::Phase;
use subxt_rpcs::client::rpc_params;

use super::receipt::collect_placed;
use super::{AtBlock, Block, Chain, Hash, RuntimeEvent};
use crate::error::Error;

/// `System.Events`, `System.LastRuntimeUpgrade` and `Timestamp.Now`, which have the same keys on every chain.
const EVENTS: [u8; 32] = *b"\x26\xaa\x39\x4e\xea\x56\x30\xe0\x7c\x48\xae\x0c\x95\x58\xce\xf7\x80\xd4\x1e\x5e\x16\x05\x67\x65\xbc\x84\x61\x85\x10\x72\xc9\xd7";
const UPGRADE: [u8; 32] = *b"\x26\xaa\x39\x4e\xea\x56\x30\xe0\x7c\x48\xae\x0c\x95\x58\xce\xf7\xf9\xcc\xe9\xc8\x88\x46\x9b\xb1\xa0\xdc\xea\xa1\x29\x67\x2e\xf8";
const NOW: [u8; 32] = *b"\xf0\xc3\x65\xc3\xcf\x59\xd6\x71\xeb\x72\xda\x0e\x7a\x41\x13\xc4\x9f\x1f\x05\x15\xf4\x62\xcd\xcf\x84\xe0\xf1\xd6\x04\x5d\xfc\xbb";

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

impl Chain {
    /// The last final block.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn final_block(&self) -> Result<Block, Error> {
        let hash = self.methods().chain_get_finalized_head().await.map_err(Error::rpc)?;
        let header = self.methods().chain_get_header(Some(hash)).await.map_err(Error::rpc)?;
        let header = header.ok_or_else(|| Error::node("it does not know its own final block"))?;
        Ok(Block { hash: hash.into(), number: header.number.into(), is_final: true })
    }

    /// The hash of the block with this number on the best chain; none if there is no such block yet.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn block_hash(&self, number: u64) -> Result<Option<Hash>, Error> {
        Ok(self.block_hashes(number, number).await?.pop().flatten())
    }

    /// The hashes of blocks `first` to `last`, in order.
    async fn block_hashes(&self, first: u64, last: u64) -> Result<Vec<Option<Hash>>, Error> {
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
        let keys = [&EVENTS[..], &UPGRADE, &NOW];
        let found = self.methods().state_query_storage_at(keys, Some(block.hash.into())).await;
        let found = found.map_err(|error| missing_state(error, block.number))?;
        let values: Vec<_> = found.into_iter().flat_map(|set| set.changes).collect();
        let take = |wanted: &[u8]| {
            let found = values.iter().find(|(key, _)| key.0 == wanted);
            let (_, value) = found.ok_or_else(|| Error::node("it left out a value that was asked for"))?;
            Ok::<_, Error>(value.as_ref().map(|value| value.0.clone()).unwrap_or_default())
        };
        let (events, upgrade, now) = (take(&EVENTS)?, take(&UPGRADE)?, take(&NOW)?);
        let spec_version = Compact::<u32>::decode(&mut &*upgrade).ok().map(|version| version.0);
        let place = |phase| match phase {
            Phase::ApplyExtrinsic(place) => Some(place),
            Phase::Initialization | Phase::Finalization => None,
        };
        let decoder = self.decoder(block, spec_version).await?;
        let events = collect_placed(&decoder.events().from_bytes(events), |phase| Some(place(phase)))?;
        Ok(BlockRecord { block, time_ms: u64::decode(&mut &*now).unwrap_or_default(), events })
    }

    /// The types of the runtime that ran `block`, whose version its own state names. In the block that replaces the runtime
    /// the code is the new one already, and the events are still the old one's.
    async fn decoder(&self, block: Block, spec_version: Option<u32>) -> Result<AtBlock, Error> {
        let known = spec_version.and_then(|version| self.known_decoder(version));
        if let Some(known) = known {
            return Ok(known);
        }
        let mut at = self.at(block.hash).await?;
        if spec_version.is_some_and(|version| version != at.spec_version()) && block.number > 0 {
            let before = self.block_hash(block.number.saturating_sub(1)).await?;
            at = self.at(before.ok_or_else(|| Error::node("it does not know a block's parent"))?).await?;
        }
        self.keep_decoder(at.clone());
        Ok(at)
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

/// The error for a block whose state was asked for.
fn missing_state(error: subxt_rpcs::Error, block: u64) -> Error {
    let text = error.to_string();
    if text.contains("discarded") {
        return Error::Pruned { block };
    }
    Error::rpc(error)
}
