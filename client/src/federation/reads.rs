//! Reads: single records, and lists page by page.

use mutual_types::federation::{
    Backing, BackingId, Draw, DrawId, FederationView, Motion, MotionId, Society, SocietyId, Summary, Total,
};
use mutual_types::{AccountId, Planck, PAGE_MAX};

use super::Federation;
use crate::contract;
use crate::error::Error;

/// Reads of one record by its numbers, and of pages.
macro_rules! reads {
    (
        records { $($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)* }
        pages { $($(#[$page_doc:meta])* $page:ident -> $id:ty, $record:ty;)* }
    ) => {
        impl Federation {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`Error::Node`], [`Error::Foreign`].
                pub async fn $name(&self, $($arg: $type),*) -> Result<$answer, Error> {
                    contract::read(self, stringify!($name), ($($arg),*), None).await
                }
            )*

            $(
                $(#[$page_doc])*
                ///
                /// # Errors
                /// [`Error::Node`], [`Error::Foreign`].
                pub async fn $page(&self, from: u32, limit: u32) -> Result<Vec<($id, $record)>, Error> {
                    contract::read(self, stringify!($page), (from, limit.min(PAGE_MAX)), None).await
                }
            )*
        }
    };
}

reads! {
    records {
        /// One page about the federation.
        federation() -> FederationView;
        /// A society.
        society(society: SocietyId) -> Option<Society>;
        /// The number of a society's account.
        society_of(account: AccountId) -> Option<SocietyId>;
        /// A motion.
        motion(motion: MotionId) -> Option<Motion>;
        /// A backing.
        backing(backing: BackingId) -> Option<Backing>;
        /// A draw.
        drawn(draw: DrawId) -> Option<Draw>;
        /// What a society has of a backing, in planck.
        used(backing: BackingId, society: SocietyId) -> Planck;
        /// What is known of a society's period.
        summary(period: u32, society: SocietyId) -> Option<Summary>;
        /// The sums of a period over all societies.
        total(period: u32) -> Option<Total>;
    }

    pages {
        /// All societies, from number `from` on, at most [`PAGE_MAX`].
        societies -> SocietyId, Society;
        /// All motions there ever were, from number `from` on, at most 20.
        motions -> MotionId, Motion;
        /// All backings there ever were, from number `from` on, at most [`PAGE_MAX`].
        backings -> BackingId, Backing;
        /// All draws there ever were, from number `from` on, at most [`PAGE_MAX`].
        draws -> DrawId, Draw;
    }
}

/// The most societies of whose period one page tells.
const SUMMARIES_MAX: u32 = 10;

impl Federation {
    /// What is known of a period, of the societies from number `from` on, of at most 10 societies; none of those of whom
    /// nothing is.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn summaries(&self, period: u32, from: u32, limit: u32) -> Result<Vec<(SocietyId, Summary)>, Error> {
        contract::read(self, "summaries", (period, from, limit.min(SUMMARIES_MAX)), None).await
    }

    /// All societies there are.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn all_societies(&self) -> Result<Vec<(SocietyId, Society)>, Error> {
        let mut all = Vec::new();
        loop {
            let from = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let page = self.societies(from, PAGE_MAX).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// All that is known of a period.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn all_summaries(&self, period: u32) -> Result<Vec<(SocietyId, Summary)>, Error> {
        let societies = self.federation().await?.counters.societies;
        let (mut all, mut from) = (Vec::new(), 0_u32);
        while from < societies {
            all.extend(self.summaries(period, from, SUMMARIES_MAX).await?);
            from = from.saturating_add(SUMMARIES_MAX);
        }
        Ok(all)
    }
}
