//! Telling open pages that there is something new, by server-sent events.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures::stream::{self, Stream};
use serde_json::json;
use tokio::sync::{watch, OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;

use super::Dashboard;
use crate::index::Edition;

/// How often the index is looked at.
const EVERY: Duration = Duration::from_millis(500);
/// Pages that are told at the same time.
const WATCHERS: usize = 256;

/// Which edition pages are of: the index's, and that of what is shown of a federation.
type News = (Edition, u64);

/// What open pages hear.
#[derive(Clone)]
pub(super) struct Live {
    editions: watch::Receiver<News>,
    places: Arc<Semaphore>,
}

/// What pages hear, and the work of looking, which goes on as long as it is polled.
pub(super) fn watch(dashboard: Arc<Dashboard>) -> (Live, impl Future<Output = ()>) {
    let (sender, editions) = watch::channel(News::default());
    let watching = async move {
        loop {
            // An index that cannot be read just now has nothing new.
            if let Ok(edition) = dashboard.edition().await {
                let news = (edition, dashboard.across_changes().await);
                sender.send_if_modified(|last| std::mem::replace(last, news) != news);
            }
            sleep(EVERY).await;
        }
    };
    (Live { editions, places: Arc::new(Semaphore::new(WATCHERS)) }, watching)
}

impl Live {
    /// The edition now and each that comes; none if too many listen.
    pub(super) fn stream(&self) -> Option<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        let mut editions = self.editions.clone();
        editions.mark_changed();
        let next = |(mut editions, place): (watch::Receiver<News>, OwnedSemaphorePermit)| async move {
            editions.changed().await.ok()?;
            let news = *editions.borrow_and_update();
            Some((Ok(told(news)), (editions, place)))
        };
        Some(Sse::new(stream::unfold((editions, place), next)).keep_alive(KeepAlive::default()))
    }
}

fn told((edition, across): News) -> Event {
    let Edition { block, entries, audits } = edition;
    let data = json!({ "block": block, "entries": entries, "audits": audits, "across": across }).to_string();
    Event::default().event("edition").retry(Duration::from_secs(3)).data(data)
}
