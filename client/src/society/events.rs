//! The society's events as a stream: those of the past, and those to come.

use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use mutual_types::event::Event;
use mutual_types::TimestampMs;

use super::Society;
use crate::chain::{Block, BlockRecord, Until};
use crate::contract::event_of;
use crate::error::Error;

/// An event, and where it stands on the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// What happened.
    pub event: Event,
    /// The block.
    pub block: Block,
    /// The time of the block.
    pub time_ms: TimestampMs,
    /// The place of the transaction in the block; none for what the chain itself did.
    pub extrinsic: Option<u32>,
}

/// The society's events of one block; most blocks have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockEvents {
    /// The block.
    pub block: Block,
    /// Its time.
    pub time_ms: TimestampMs,
    /// The events in their order.
    pub events: Vec<Happened>,
}

impl Society {
    /// The events in final blocks from number `from` on, in order, up to the last final block.
    ///
    /// ```no_run
    /// # async fn example(society: mutual_client::society::Society) -> Result<(), mutual_client::Error> {
    /// use futures::TryStreamExt;
    ///
    /// let mut events = society.events(0);
    /// while let Some(happened) = events.try_next().await? {
    ///     assert!(happened.block.is_final, "{:?}", happened.event);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn events(&self, from: u64) -> BoxStream<'static, Result<Happened, Error>> {
        one_by_one(self.blocks(from, Until::Now))
    }

    /// The events in final blocks from number `from` on, and those of every later block as it becomes final. It ends with an
    /// error when the connection does; go on from the block of the last event, and leave out those up to its `seq`.
    pub fn follow(&self, from: u64) -> BoxStream<'static, Result<Happened, Error>> {
        one_by_one(self.blocks(from, Until::Dropped))
    }

    /// The final blocks from number `from` on, in order, each with the society's events in it, if any.
    pub fn blocks(&self, from: u64, until: Until) -> BoxStream<'static, Result<BlockEvents, Error>> {
        let society = self.clone();
        self.chain().records(from, until).map_ok(move |record| society.own(record)).boxed()
    }

    /// The society's events in one block.
    ///
    /// # Errors
    /// Those of [`crate::chain::Chain::block_record`].
    pub async fn events_in(&self, block: Block) -> Result<BlockEvents, Error> {
        Ok(self.own(self.chain().block_record(block).await?))
    }

    fn own(&self, record: BlockRecord) -> BlockEvents {
        let BlockRecord { block, time_ms, events } = record;
        let own = events.iter().filter_map(|(extrinsic, event)| {
            let event = event_of::<Society>(self.bundle, self.address, event)?;
            Some(Happened { event, block, time_ms, extrinsic: *extrinsic })
        });
        BlockEvents { block, time_ms, events: own.collect() }
    }
}

fn one_by_one(blocks: BoxStream<'static, Result<BlockEvents, Error>>) -> BoxStream<'static, Result<Happened, Error>> {
    blocks.map_ok(|block| stream::iter(block.events.into_iter().map(Ok))).try_flatten().boxed()
}
