//! Lists, newest first.

use clap::Args;
use mutual_types::PAGE_MAX;

/// Which part of a list.
#[derive(Debug, Args)]
pub(super) struct Page {
    /// How many at the most
    #[arg(long, default_value_t = PAGE_MAX, value_parser = clap::value_parser!(u32).range(1..=i64::from(PAGE_MAX)), value_name = "NUMBER")]
    limit: u32,
    /// Only those older than this number
    #[arg(long, value_name = "NUMBER")]
    before: Option<u32>,
}

impl Page {
    /// The first number and the count of the newest entries asked for, among `count`.
    pub(super) fn newest(&self, count: u32) -> (u32, u32) {
        let end = self.before.unwrap_or(count).min(count);
        let from = end.saturating_sub(self.limit);
        (from, end.saturating_sub(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_the_next_page_goes_on_before_them() {
        let page = |limit, before| Page { limit, before };
        assert_eq!(page(50, None).newest(7), (0, 7));
        assert_eq!(page(3, None).newest(7), (4, 3));
        assert_eq!(page(3, Some(4)).newest(7), (1, 3));
        assert_eq!(page(3, Some(1)).newest(7), (0, 1));
        assert_eq!(page(3, Some(0)).newest(7), (0, 0));
        assert_eq!(page(3, Some(99)).newest(0), (0, 0));
    }
}
