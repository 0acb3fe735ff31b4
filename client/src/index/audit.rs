//! The audit of an index: its rows against each other, and what they amount to against the chain, at the same block.

use mutual_types::TimestampMs;

use super::reading::AuditNote;
use super::{Keeper, Rebuilt};
use crate::audit::{Books, Difference, OnChain, Record, Shown};
use crate::chain::Hash;
use crate::error::Error;

/// What an audit found.
pub struct Audited {
    /// Up to which block.
    pub block: u64,
    /// Its hash.
    pub hash: Hash,
    /// Its time.
    pub at_ms: TimestampMs,
    /// The books as rebuilt from the rows.
    pub rebuilt: Rebuilt,
    /// The society as the contract has it.
    pub chain: OnChain,
    /// All that does not agree.
    pub differences: Vec<Difference>,
}

impl Keeper {
    /// Rebuilds everything from the rows of the index, and compares it with the chain at the block that the index goes
    /// up to.
    ///
    /// # Errors
    /// [`Error::Index`], [`Error::Node`]. Differences are no error here.
    pub async fn audit(&mut self) -> Result<Audited, Error> {
        let society = self.society().clone();
        let minimum = society.chain().existential_deposit().await?;
        let index = self.index();
        let Some(progress) = index.progress().cloned() else {
            return Err(Error::NotFound { what: "history to audit".to_owned() });
        };
        let mut differences: Vec<Difference> =
            index.check_digests().await?.into_iter().map(|broken| altered(broken.block)).collect();
        let documents = index.documents().await?;
        let rebuilt = index.rebuild(Books::new(society.address(), minimum, documents)).await?;
        differences.extend(index.check_derived(&rebuilt).await?);
        let accounts = rebuilt.books().credits().map(|(account, _)| account);
        let chain = OnChain::read(&society, progress.hash, progress.at_ms, accounts).await?;
        differences.extend(rebuilt.books().differences(&chain));
        let note = AuditNote {
            at_ms: society.chain().moment().await?.wall_ms,
            block: progress.block,
            events: rebuilt.books().next_seq(),
            differences: u64::try_from(differences.len()).unwrap_or(u64::MAX),
        };
        index.note_audit(&note).await?;
        Ok(Audited { block: progress.block, hash: progress.hash, at_ms: progress.at_ms, rebuilt, chain, differences })
    }
}

fn altered(block: u64) -> Difference {
    Difference {
        record: Record::Society,
        what: format!("rows of block {block} in the index"),
        books: Shown::of("altered since"),
        chain: Shown::of("as they were written"),
        events: Vec::new(),
    }
}
