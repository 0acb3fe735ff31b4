//! The pages by their names, which are those of the files of an export.

use maud::Markup;

use super::{
    audit, decision, decisions, grant, grants, help, history, members, outcomes, overview, pager, payments, petty, View,
};
use crate::error::Error;
use crate::index::Index;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    Overview,
    Decisions(Option<u32>),
    Decision(u32),
    Payments(Option<u32>),
    Petty(Option<u32>),
    Grants(Option<u32>),
    Grant(u32),
    Outcomes,
    Help(Option<u32>),
    Members(Option<u32>),
    Audit,
    History(Option<u32>),
}

/// What stands between a page's head and its foot.
pub(super) struct Body {
    /// What it is about; text that came from the chain is plain already.
    pub(super) title: String,
    /// Its content, without the heading.
    pub(super) content: Markup,
    /// How large the parts of its charts are.
    pub(super) sizes: String,
}

impl Body {
    pub(super) fn new(title: impl Into<String>, content: Markup) -> Self {
        Self { title: title.into(), content, sizes: String::new() }
    }
}

/// The parts of the dashboard, as the navigation has them.
pub(super) const PARTS: [(&str, &str); 9] = [
    ("index", "Overview"),
    ("decisions", "Decisions"),
    ("payments", "Payments"),
    ("grants", "Grants"),
    ("outcomes", "Outcomes"),
    ("help", "Help"),
    ("members", "Members and roles"),
    ("audit", "Audit"),
    ("history", "History"),
];

impl Route {
    /// The page of a name such as `decisions-2.html`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.strip_suffix(".html")?;
        let (part, number) = match name.split_once('-') {
            Some((part, digits)) => {
                let number: u32 = digits.parse().ok()?;
                // One name for each page.
                if digits != number.to_string() {
                    return None;
                }
                (part, Some(number))
            }
            None => (name, None),
        };
        let route = match (part, number) {
            ("index", None) => Self::Overview,
            ("decisions", page) => Self::Decisions(page),
            ("decision", Some(number)) => Self::Decision(number),
            ("payments", page) => Self::Payments(page),
            ("petty", page) => Self::Petty(page),
            ("grants", page) => Self::Grants(page),
            ("grant", Some(number)) => Self::Grant(number),
            ("outcomes", None) => Self::Outcomes,
            ("help", page) => Self::Help(page),
            ("members", page) => Self::Members(page),
            ("audit", None) => Self::Audit,
            ("history", page) => Self::History(page),
            _ => return None,
        };
        Some(route)
    }

    /// Its name.
    pub(super) fn name(&self) -> String {
        let paged = |list: &str, page: &Option<u32>| match page {
            Some(page) => format!("{list}-{page}.html"),
            None => format!("{list}.html"),
        };
        match self {
            Self::Overview => "index.html".to_owned(),
            Self::Decisions(page) => paged("decisions", page),
            Self::Decision(number) => format!("decision-{number}.html"),
            Self::Payments(page) => paged("payments", page),
            Self::Petty(page) => paged("petty", page),
            Self::Grants(page) => paged("grants", page),
            Self::Grant(number) => format!("grant-{number}.html"),
            Self::Outcomes => "outcomes.html".to_owned(),
            Self::Help(page) => paged("help", page),
            Self::Members(page) => paged("members", page),
            Self::Audit => "audit.html".to_owned(),
            Self::History(page) => paged("history", page),
        }
    }

    /// The part of the dashboard that it belongs to, as in [`PARTS`].
    pub(super) fn part(&self) -> &'static str {
        match self {
            Self::Overview => "index",
            Self::Decisions(_) | Self::Decision(_) => "decisions",
            Self::Payments(_) | Self::Petty(_) => "payments",
            Self::Grants(_) | Self::Grant(_) => "grants",
            Self::Outcomes => "outcomes",
            Self::Help(_) => "help",
            Self::Members(_) => "members",
            Self::Audit => "audit",
            Self::History(_) => "history",
        }
    }

    /// What it says; none if there is no such page.
    pub(super) async fn body(&self, view: &mut View<'_>) -> Result<Option<Body>, Error> {
        match *self {
            Self::Overview => overview::body(view).await.map(Some),
            Self::Decisions(page) => decisions::body(view, page).await,
            Self::Decision(number) => decision::body(view, number).await,
            Self::Payments(page) => payments::body(view, page).await,
            Self::Petty(page) => petty::body(view, page).await,
            Self::Grants(page) => grants::body(view, page).await,
            Self::Grant(number) => grant::body(view, number).await,
            Self::Outcomes => outcomes::body(view).await.map(Some),
            Self::Help(page) => help::body(view, page).await,
            Self::Members(page) => members::body(view, page).await,
            Self::Audit => audit::body(view).await.map(Some),
            Self::History(page) => history::body(view, page).await,
        }
    }
}

/// All pages that there are.
pub(super) async fn all(index: &mut Index) -> Result<Vec<Route>, Error> {
    let mut routes = vec![Route::Overview, Route::Outcomes, Route::Audit];
    let list = |make: fn(Option<u32>) -> Route, count: u32, per_page: u32| {
        let pages = (1..=pager::pages(count, per_page)).map(Some);
        std::iter::once(None).chain(pages).map(make).collect::<Vec<_>>()
    };
    let proposals = index.record_count("proposal").await?;
    let grants = index.record_count("grant").await?;
    let petty = count(index.event_count(petty::KIND).await?);
    let events = history::count(index).await?;
    routes.extend(list(Route::Decisions, proposals, pager::RECORDS));
    routes.extend((0..proposals).map(Route::Decision));
    routes.extend(list(Route::Payments, index.record_count("payment").await?, pager::RECORDS));
    routes.extend(list(Route::Petty, petty, pager::RECORDS));
    routes.extend(list(Route::Grants, grants, pager::RECORDS));
    routes.extend((0..grants).map(Route::Grant));
    routes.extend(list(Route::Help, index.record_count("relief").await?, pager::RECORDS));
    routes.extend(list(Route::Members, index.record_count("member").await?, pager::RECORDS));
    routes.extend(list(Route::History, events, pager::EVENTS));
    Ok(routes)
}

/// A number of things that are shown in pages.
pub(super) fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_one_name() {
        let routes = [
            Route::Overview,
            Route::Decisions(None),
            Route::Decisions(Some(2)),
            Route::Decision(0),
            Route::Payments(Some(1)),
            Route::Petty(None),
            Route::Grants(None),
            Route::Grant(7),
            Route::Outcomes,
            Route::Help(None),
            Route::Members(Some(3)),
            Route::Audit,
            Route::History(None),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.name()), Some(route));
            assert!(PARTS.iter().any(|(part, _)| *part == route.part()));
        }
    }

    #[test]
    fn nothing_else_is_a_page() {
        for name in [
            "",
            "index",
            "index-1.html",
            "decision.html",
            "decision-01.html",
            "decision-+1.html",
            "../index.html",
            "x.html",
        ] {
            assert_eq!(Route::parse(name), None, "{name}");
        }
    }
}
