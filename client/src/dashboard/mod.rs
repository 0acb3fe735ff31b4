//! The dashboard: a society's books as pages, for people without a wallet or a terminal.
//!
//! [`Dashboard::page`] makes a page out of an [`Index`]; [`serve()`] serves them, [`export()`] writes all of them as files.
//! All text that came from the chain is hostile input: it is escaped, isolated from the text around it, and never a link.
//! Unless the rule `publish_relief_names` is on, relief is an amount, a month and a number on every page. Nothing here
//! holds a key or changes anything; `docs/dashboard.md` says more.

mod across;
mod assets;
mod audit;
mod chart;
mod decision;
mod decisions;
mod export;
mod facts;
mod grant;
mod grants;
mod help;
mod history;
mod host;
mod html;
mod layout;
mod live;
mod members;
mod months;
mod outcomes;
mod overview;
mod pager;
mod payments;
mod petty;
mod privacy;
mod proposal;
mod route;
mod server;

use std::sync::Arc;

use mutual_types::{AccountId, TimestampMs};
use serde_json::Value;
use tokio::sync::{Mutex, RwLock};

use crate::chain::Hash;
use crate::error::Error;
use crate::index::{Edition, Index};
use crate::text::Unit;
use facts::Facts;
use html::Shown;
use privacy::Privacy;
use route::Route;

pub use across::Across;
pub use export::{export, Exported, MANIFEST};
pub use host::Hosts;
pub use layout::Form;
pub use server::serve;

/// What the pages are about.
#[derive(Clone, Debug)]
pub struct About {
    /// The society's address.
    pub society: AccountId,
    /// The chain's first block.
    pub genesis: Hash,
    /// The chain's money.
    pub unit: Unit,
}

/// A finished page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The whole document.
    pub html: String,
    /// Its Content-Security-Policy, for the header.
    pub policy: String,
}

/// The pages of a society, made out of its index.
#[derive(Debug)]
pub struct Dashboard {
    index: Mutex<Index>,
    about: About,
    across: RwLock<Read>,
}

/// What was last read of a federation.
#[derive(Debug, Default)]
struct Read {
    across: Option<Arc<Across>>,
    /// How often it has changed.
    changes: u64,
}

/// What one page is made of: the index as it was at one moment, and the society's own record.
struct View<'a> {
    index: &'a mut Index,
    about: &'a About,
    across: Option<Arc<Across>>,
    society: Value,
    privacy: Privacy,
    now_ms: TimestampMs,
}

impl<'a> View<'a> {
    /// How values are shown.
    fn shown(&self) -> Shown<'a> {
        Shown { unit: &self.about.unit, now_ms: self.now_ms }
    }
}

impl Dashboard {
    /// The pages of this index.
    pub fn new(index: Index, about: About) -> Self {
        Self { index: Mutex::new(index), about, across: RwLock::default() }
    }

    /// Shows this of a federation from now on.
    pub async fn set_across(&self, across: Across) {
        let mut read = self.across.write().await;
        if read.across.as_deref() != Some(&across) {
            read.across = Some(Arc::new(across));
            read.changes = read.changes.saturating_add(1);
        }
    }

    /// How often what is shown of a federation has changed.
    async fn across_changes(&self) -> u64 {
        self.across.read().await.changes
    }

    /// The page of this name, such as `decision-3.html`, as it is at `wall_ms` or at the time of the last block if that is
    /// later; none if there is none.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn page(&self, name: &str, wall_ms: TimestampMs, form: Form) -> Result<Option<Page>, Error> {
        let Some(route) = Route::parse(name) else { return Ok(None) };
        let mut index = self.index.lock().await;
        index.begin_reading().await?;
        let made = self.make(&mut index, route, wall_ms, form).await;
        let ended = index.end_reading().await;
        made.and_then(|page| ended.map(|()| page))
    }

    /// The names of all pages that there are.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn names(&self) -> Result<Vec<String>, Error> {
        let mut index = self.index.lock().await;
        index.begin_reading().await?;
        let found = route::all(&mut index).await;
        let ended = index.end_reading().await;
        let routes = found.and_then(|routes| ended.map(|()| routes))?;
        Ok(routes.iter().map(Route::name).collect())
    }

    /// How far the index goes.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn edition(&self) -> Result<Edition, Error> {
        self.index.lock().await.edition().await
    }

    async fn make(
        &self,
        index: &mut Index,
        route: Route,
        wall_ms: TimestampMs,
        form: Form,
    ) -> Result<Option<Page>, Error> {
        let (block, at_ms) = index.progress().map_or((0, 0), |progress| (progress.block, progress.at_ms));
        let society = index.record("society", "").await?.unwrap_or(Value::Null);
        let privacy = Privacy::new(!society.is("rules.relief.publish_names"));
        let now_ms = wall_ms.max(at_ms);
        let across = self.across.read().await.across.clone();
        let mut view = View { index, about: &self.about, across, society, privacy, now_ms };
        let Some(body) = route.body(&mut view).await? else { return Ok(None) };
        let frame = layout::Frame { about: &self.about, society: &view.society, block, at_ms, now_ms, form };
        Ok(Some(layout::page(&frame, route, body)))
    }
}
