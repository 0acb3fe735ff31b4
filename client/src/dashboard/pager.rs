//! Long lists in pages. Page 1 has the first records, so that a record stays on its page for ever; the list's own page has
//! the last two of them, the newest first.

use std::ops::Range;

use maud::{html, Markup};

/// Records on a page.
pub(super) const RECORDS: u32 = 50;
/// Events on a page.
pub(super) const EVENTS: u32 = 100;

/// The page on which a record is.
pub(super) fn page_of(number: u32, per_page: u32) -> u32 {
    number.checked_div(per_page).unwrap_or_default().saturating_add(1)
}

/// How many pages there are.
pub(super) fn pages(count: u32, per_page: u32) -> u32 {
    count.div_ceil(per_page.max(1)).max(1)
}

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    per_page: u32,
    count: u32,
    page: Option<u32>,
}

impl Part {
    /// A page of a list of so many records, or the newest of them; none if it has no such page.
    pub(super) fn new(page: Option<u32>, count: u32, per_page: u32) -> Option<Self> {
        let is_there = page.is_none_or(|page| page >= 1 && page <= pages(count, per_page));
        is_there.then_some(Self { per_page, count, page })
    }

    /// The numbers of its records.
    pub(super) fn numbers(self) -> Range<u32> {
        let last = pages(self.count, self.per_page);
        let from = |page: u32| page.saturating_sub(1).saturating_mul(self.per_page);
        match self.page {
            Some(page) => from(page)..from(page).saturating_add(self.per_page).min(self.count),
            None => from(last.saturating_sub(1).max(1))..self.count,
        }
    }

    /// Links to the pages beside it.
    pub(super) fn links(self, list: &str, what: &str) -> Markup {
        let last = pages(self.count, self.per_page);
        if last == 1 {
            return html! {};
        }
        let here = self.page;
        let older = here.map_or(last.saturating_sub(2), |page| page.saturating_sub(1));
        let newer = here.map_or(0, |page| page.saturating_add(1));
        html! {
            nav.pager aria-label={ "Pages of " (what) } {
                ul {
                    @if here.is_some() { li { a href={ (list) ".html" } { "Newest" } } }
                    @if newer > 0 && newer <= last { li { a href={ (list) "-" (newer) ".html" } { "Newer" } } }
                    @if older > 0 { li { a href={ (list) "-" (older) ".html" } { "Older" } } }
                    li { a href={ (list) "-1.html" } { "Oldest" } }
                }
                p {
                    @match here {
                        Some(page) => { "Page " (page) " of " (last) },
                        None => { "The newest of " (self.count) },
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_record_is_on_one_page_for_ever() {
        for count in [0, 1, 49, 50, 51, 100, 101, 1_234] {
            let all: Vec<u32> =
                (1..=pages(count, 50)).flat_map(|page| Part::new(Some(page), count, 50).unwrap().numbers()).collect();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
            assert!((0..count).all(|n| Part::new(Some(page_of(n, 50)), count, 50).unwrap().numbers().contains(&n)));
        }
        assert_eq!(Part::new(Some(0), 10, 50), None);
        assert_eq!(Part::new(Some(2), 50, 50), None);
    }

    #[test]
    fn the_newest_are_at_least_a_page_where_there_are_so_many() {
        for (count, numbers) in [(0, 0..0), (3, 0..3), (50, 0..50), (51, 0..51), (101, 50..101), (1_200, 1_100..1_200)]
        {
            assert_eq!(Part::new(None, count, 50).unwrap().numbers(), numbers);
        }
    }

    #[test]
    fn the_pages_beside_the_newest_go_on_where_it_ends() {
        let links = Part::new(None, 101, 50).unwrap().links("payments", "payments").into_string();
        assert!(links.contains("payments-1.html\">Older"), "{links}");
        let links = Part::new(Some(2), 101, 50).unwrap().links("payments", "payments").into_string();
        assert!(links.contains("payments-3.html\">Newer") && links.contains("payments-1.html\">Older"), "{links}");
    }
}
