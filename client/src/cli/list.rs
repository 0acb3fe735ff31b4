//! Lists: newest first, a page at a time, narrowed by status and to what is somebody's own.

use clap::{Args, ValueEnum};
use mutual_types::PAGE_MAX;

use super::context::Context;
use super::eyes::{Eyes, Viewer};
use super::report::Report;
use super::status::Named;
use crate::error::Error;
use crate::society::Society;

/// How long a list may be at once.
const LIMIT_MAX: u32 = 1_000;

/// Which part of a list.
#[derive(Debug, Args)]
pub(super) struct Page {
    /// How many at the most
    #[arg(long, default_value_t = PAGE_MAX, value_parser = clap::value_parser!(u32).range(1..=i64::from(LIMIT_MAX)), value_name = "NUMBER")]
    limit: u32,
    /// Go on after this number, the last one of a list before: the newest come first, so only older ones follow
    #[arg(long, value_name = "NUMBER")]
    after: Option<u32>,
}

/// A list that has statuses and owners.
#[derive(Debug, Args)]
pub(super) struct Listing<S: Clone + Send + Sync + 'static>
where
    Named<S>: ValueEnum,
{
    #[command(flatten)]
    page: Page,
    /// Only those with this status; several with a comma between them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATUS")]
    status: Vec<Named<S>>,
    /// Only yours: those that you made, that are about you, or that wait for you
    #[arg(long)]
    mine: bool,
    #[command(flatten)]
    eyes: Eyes,
}

/// What was found of a list.
pub(super) struct Found<T> {
    /// The entries, newest first.
    pub entries: Vec<T>,
    /// The number of the last one, if the list goes on after it.
    pub more_after: Option<u32>,
}

impl<S: Clone + Copy + PartialEq + Send + Sync + 'static> Listing<S>
where
    Named<S>: ValueEnum,
{
    /// Which part.
    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// Whether the list is narrowed to those that are the viewer's.
    pub(super) fn is_mine(&self) -> bool {
        self.mine
    }

    /// Whether an entry with this status belongs to the list.
    pub(super) fn has(&self, status: S) -> bool {
        self.status.is_empty() || self.status.iter().any(|wanted| wanted.0 == status)
    }

    /// Who looks. Somebody must, where the list is to be theirs.
    pub(super) async fn viewer(
        &self,
        context: &mut Context<'_, '_>,
        society: &Society,
    ) -> Result<Option<Viewer>, Error> {
        let viewer = self.eyes.viewer(context, society).await?;
        if self.mine && viewer.is_none() {
            return Err(nobody_looks());
        }
        Ok(viewer)
    }

    /// Refuses what is wrong on any chain.
    pub(super) fn ensure(&self, context: &mut Context<'_, '_>) -> Result<(), Error> {
        self.eyes.ensure(context)
    }
}

impl Page {
    /// The number after which the list goes on, if it is one that goes on.
    pub(super) fn after(&self) -> Option<u32> {
        self.after
    }

    /// The same from the newest entry on.
    pub(super) fn beginning(&self) -> Self {
        Self { limit: self.limit, after: None }
    }

    /// Of `count` entries the newest that `keep` keeps, as many as asked for. `read` gives those from a number on; it may
    /// give fewer than it is asked for, and still have more. `number` is an entry's own.
    pub(super) async fn newest<T>(
        &self,
        count: u32,
        read: impl AsyncFn(u32, u32) -> Result<Vec<T>, Error>,
        number: impl Fn(&T) -> u32,
        keep: impl AsyncFn(&T) -> Result<bool, Error>,
    ) -> Result<Found<T>, Error> {
        let mut end = self.after.unwrap_or(count).min(count);
        let mut entries = Vec::new();
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        while end > 0 {
            let from = end.saturating_sub(PAGE_MAX);
            for entry in span(from, end, &read, &number).await?.into_iter().rev() {
                if entries.len() >= limit {
                    // There is one more at least, whether it is of those asked for or not.
                    return Ok(Found { more_after: entries.last().map(&number), entries });
                }
                if keep(&entry).await? {
                    entries.push(entry);
                }
            }
            end = from;
        }
        Ok(Found { entries, more_after: None })
    }
}

/// That somebody's own was asked for, and not whose.
pub(super) fn nobody_looks() -> Error {
    Error::Input {
        what: "`--mine` takes somebody whose it is, and nobody was named".to_owned(),
        hint: Some("say who you are with `--as ACCOUNT`, or by who signs".to_owned()),
    }
}

/// The entries from number `from` up to `end`, oldest first.
async fn span<T>(
    from: u32,
    end: u32,
    read: &impl AsyncFn(u32, u32) -> Result<Vec<T>, Error>,
    number: &impl Fn(&T) -> u32,
) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    let mut next = from;
    while next < end {
        let page = read(next, end.saturating_sub(next)).await?;
        let Some(last) = page.last() else { break };
        next = number(last).saturating_add(1);
        all.extend(page);
    }
    Ok(all)
}

impl Report {
    /// Says how the list goes on, if it does. `command` is the list's own.
    pub(super) fn goes_on(self, command: &str, more_after: Option<u32>) -> Self {
        match more_after {
            Some(last) => self.then(format!("{command} --after {last}")),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten entries, of which the society gives three at once.
    async fn read(from: u32, limit: u32) -> Result<Vec<u32>, Error> {
        Ok((from..10.min(from.saturating_add(limit.min(3)))).collect())
    }

    async fn newest(limit: u32, after: Option<u32>, keep: impl Fn(&u32) -> bool) -> (Vec<u32>, Option<u32>) {
        let page = Page { limit, after };
        let found = page.newest(10, read, |entry| *entry, async |entry: &u32| Ok(keep(entry))).await.unwrap();
        (found.entries, found.more_after)
    }

    #[tokio::test]
    async fn the_newest_come_first_and_a_list_goes_on_after_its_last() {
        assert_eq!(newest(50, None, |_| true).await, ((0..10).rev().collect(), None));
        assert_eq!(newest(3, None, |_| true).await, (vec![9, 8, 7], Some(7)));
        assert_eq!(newest(3, Some(7), |_| true).await, (vec![6, 5, 4], Some(4)));
        assert_eq!(newest(3, Some(1), |_| true).await, (vec![0], None));
        assert_eq!(newest(3, Some(0), |_| true).await, (vec![], None));
        assert_eq!(newest(10, None, |_| true).await.1, None, "that is all of it");
    }

    #[tokio::test]
    async fn a_narrowed_list_is_as_long_as_asked_for() {
        assert_eq!(newest(3, None, |entry| entry % 2 == 0).await, (vec![8, 6, 4], Some(4)));
        assert_eq!(newest(3, Some(4), |entry| entry % 2 == 0).await, (vec![2, 0], None));
        assert_eq!(newest(3, None, |entry| *entry == 99).await, (vec![], None));
    }

    #[tokio::test]
    async fn a_list_of_nothing_asks_for_nothing() {
        let never = async |_: u32, _: u32| -> Result<Vec<u32>, Error> { panic!("asked") };
        let page = Page { limit: 5, after: Some(99) };
        let found = page.newest(0, never, |entry| *entry, async |_: &u32| Ok(true)).await.unwrap();
        assert!(found.entries.is_empty() && found.more_after.is_none());
    }
}
