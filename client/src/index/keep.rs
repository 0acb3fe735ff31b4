//! Keeping an index: reading what has become final since, batch by batch.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::{stream, StreamExt, TryStreamExt};
use mutual_types::{event::Event, Founding, ProposalBody, ProposalId};
use tokio::time::{timeout_at, Instant};

use super::source::{self, BlockEntries};
use super::writing::{add_to_months, Batch, Months};
use super::{founding, Index, IndexError};
use crate::audit::{Books, Documents, Line, What};
use crate::chain::{Block, Until};
use crate::error::Error;
use crate::society::Society;

/// Entries after which a batch is written.
const ENTRIES_PER_BATCH: usize = 5_000;
/// Blocks after which a batch is written, with entries or without.
const BLOCKS_PER_BATCH: usize = 2_000;
/// How long a batch waits for more blocks.
const BATCH_WAIT: Duration = Duration::from_millis(200);
/// Documents read at a time.
const AT_ONCE: usize = 16;

/// How far an index is, for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The last block that was read.
    pub block: u64,
    /// How many events there are.
    pub events: u64,
}

/// An index, and the books that belong to it, kept up to date.
#[derive(Debug)]
pub struct Keeper {
    society: Society,
    index: Index,
    books: Books,
    months: Months,
    founding: Option<Option<Founding>>,
    blocks_per_batch: usize,
}

impl Keeper {
    /// Goes on with an index: reads back what it holds, or looks for the founding if it is empty.
    ///
    /// # Errors
    /// [`Error::Index`], with [`IndexError::OtherChain`] if the chain has another block than the index;
    /// [`Error::Pruned`] if the node no longer knows the founding.
    pub async fn begin(society: &Society, mut index: Index) -> Result<Self, Error> {
        let chain = society.chain();
        let minimum = chain.existential_deposit().await?;
        let (documents, founding) = match index.progress().cloned() {
            Some(progress) => {
                let found = chain.block_hash(progress.block).await?;
                if found != Some(progress.hash) {
                    let (place, block, kept) = (index.place().shown(), progress.block, progress.hash);
                    return Err(IndexError::OtherChain { place, block, kept, found }.into());
                }
                (index.documents().await?, None)
            }
            None => (Documents::default(), Some(None)),
        };
        let mut books = Books::new(society.address(), minimum, documents);
        let mut months = Months::new();
        index
            .each_entry(&mut |entry| {
                books.apply(entry);
                for line in books.take_lines() {
                    add_to_months(&mut months, &line);
                }
            })
            .await?;
        books.pause();
        for line in books.take_lines() {
            add_to_months(&mut months, &line);
        }
        books.take_touched();
        Ok(Self { society: society.clone(), index, books, months, founding, blocks_per_batch: BLOCKS_PER_BATCH })
    }

    /// The same with at most so many blocks in one transaction.
    pub fn with_blocks_per_batch(self, blocks: usize) -> Self {
        Self { blocks_per_batch: blocks.max(1), ..self }
    }

    /// The books as far as they are kept.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// The society.
    pub fn society(&self) -> &Society {
        &self.society
    }

    /// The index.
    pub fn index(&mut self) -> &mut Index {
        &mut self.index
    }

    /// The index alone, for who goes no further.
    pub fn into_index(self) -> Index {
        self.index
    }

    /// Reads the final blocks since, up to the last one or for ever; `tell` hears of each batch.
    ///
    /// # Errors
    /// [`Error::Index`], [`Error::Pruned`], [`Error::Node`].
    pub async fn catch_up(&mut self, until: Until, tell: &mut (dyn FnMut(Kept) + Send)) -> Result<Kept, Error> {
        let first = match self.index.progress() {
            Some(progress) => progress.block.saturating_add(1),
            None => self.find_founding().await?,
        };
        let mut blocks = self.society.chain().records(first, until);
        let mut batch: Vec<BlockEntries> = Vec::new();
        loop {
            let (mut entries, mut is_over) = (0usize, false);
            let mut deadline = None;
            while entries < ENTRIES_PER_BATCH && batch.len() < self.blocks_per_batch {
                let next = match deadline {
                    None => blocks.next().await,
                    Some(deadline) => match timeout_at(deadline, blocks.next()).await {
                        Ok(next) => next,
                        Err(_) => break,
                    },
                };
                let Some(record) = next.transpose()? else {
                    is_over = true;
                    break;
                };
                deadline = deadline.or_else(|| Instant::now().checked_add(BATCH_WAIT));
                let block = source::entries(record, self.society.bundle(), self.society.address());
                entries = entries.saturating_add(block.entries.len());
                batch.push(block);
            }
            if !batch.is_empty() {
                self.take(&mut batch).await?;
                tell(self.kept());
            }
            if is_over {
                return Ok(self.kept());
            }
        }
    }

    fn kept(&self) -> Kept {
        let block = self.index.progress().map_or(0, |progress| progress.block);
        Kept { block, events: self.books.next_seq() }
    }

    /// The block of the founding, and with what the society was founded.
    async fn find_founding(&mut self) -> Result<u64, Error> {
        let (society, chain) = (&self.society, self.society.chain());
        let last = chain.final_block().await?;
        let first = founding::first_block(society, last.number).await?;
        let hash = chain.block_hash(first).await?.ok_or_else(|| Error::node("it does not know its own block"))?;
        let block = Block { hash, number: first, is_final: true };
        let entries = source::entries(chain.block_record(block).await?, society.bundle(), society.address()).entries;
        let founded = entries.iter().find(|raw| matches!(raw.entry.what, What::Event(Event::SocietyFounded(_))));
        // What the node has begins later than the society.
        let Some(founded) = founded else {
            return match entries.is_empty() && chain.code_hash(society.address()).await?.is_none() {
                true => Err(Error::NoContract(society.address())),
                false => Err(Error::Pruned { block: first.saturating_sub(1) }),
            };
        };
        let found = match founded.entry.extrinsic {
            Some(extrinsic) => founding::founding(society, hash, extrinsic).await?,
            None => None,
        };
        self.books = Books::new(society.address(), chain.existential_deposit().await?, Documents::of(found.clone()));
        self.founding = Some(found);
        Ok(first)
    }

    /// Takes a batch of blocks into the books and the index.
    async fn take(&mut self, batch: &mut Vec<BlockEntries>) -> Result<(), Error> {
        let bodies = self.bodies(batch).await?;
        for (proposal, body) in &bodies {
            self.books.learn(*proposal, body.clone());
        }
        let mut lines: Vec<Line> = Vec::new();
        for raw in batch.iter().flat_map(|block| &block.entries) {
            self.books.apply(&raw.entry);
        }
        self.books.pause();
        lines.extend(self.books.take_lines());
        let mut changed_months = BTreeSet::new();
        for line in &lines {
            changed_months.extend(add_to_months(&mut self.months, line));
        }
        let touched: Vec<_> = self.books.take_touched().into_iter().chain([crate::audit::Record::Society]).collect();
        let touched: Vec<_> = touched.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let has_news = batch.iter().any(|block| !block.entries.is_empty());
        let changed_months: Vec<_> = changed_months.into_iter().collect();
        let written = Batch {
            blocks: batch,
            bodies: &bodies,
            founding: self.founding.as_ref(),
            books: &self.books,
            lines: &lines,
            touched: if has_news { &touched } else { &[] },
            months: &self.months,
            changed_months: &changed_months,
        };
        self.index.write(&written).await?;
        self.founding = None;
        batch.clear();
        Ok(())
    }

    /// What the proposals of a batch say. Nothing can change it, so that it is the same in the state of today.
    async fn bodies(&self, batch: &[BlockEntries]) -> Result<Vec<(ProposalId, ProposalBody)>, Error> {
        let made = batch.iter().flat_map(|block| &block.entries).filter_map(|raw| match &raw.entry.what {
            What::Event(Event::ProposalMade(made)) => Some(made.proposal),
            _ => None,
        });
        let read = |proposal| async move {
            let found = self.society.proposal(proposal).await?;
            let (_, body) = found.ok_or_else(|| Error::NotFound { what: format!("proposal {proposal}") })?;
            Ok::<_, Error>((proposal, body))
        };
        stream::iter(made.collect::<Vec<_>>()).map(read).buffered(AT_ONCE).try_collect().await
    }
}
