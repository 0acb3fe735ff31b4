//! What goes with the pages: two style sheets, a script and an icon, all part of this program.

/// A file beside the pages.
pub(super) struct Asset {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: &'static str,
    /// Whether it is only of use where pages are served.
    pub(super) is_live: bool,
}

/// All of them. The charts are drawn by Charts.css 1.2.0, whose licence is among them.
pub(super) const ASSETS: [Asset; 5] = [
    Asset { name: "style.css", kind: CSS, text: include_str!("assets/style.css"), is_live: false },
    Asset { name: "charts.min.css", kind: CSS, text: include_str!("assets/charts.min.css"), is_live: false },
    Asset { name: "charts.css.LICENSE", kind: TEXT, text: include_str!("assets/charts.css.LICENSE"), is_live: false },
    Asset { name: "icon.svg", kind: "image/svg+xml", text: include_str!("assets/icon.svg"), is_live: false },
    Asset {
        name: "live.js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("assets/live.js"),
        is_live: true,
    },
];

const CSS: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
