//! What all pages have in common: the head, the navigation and the foot.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use maud::{html, Markup, PreEscaped, DOCTYPE};
use mutual_types::TimestampMs;
use serde_json::Value;

use super::facts::Facts;
use super::html::{account, at, plain, text};
use super::route::{Body, Route, PARTS};
use super::{About, Page};
use crate::text::address;

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To be served: it renews itself as blocks come.
    Live,
    /// To be a file, which stays as it is.
    File,
}

/// What stands around a page.
pub(super) struct Frame<'a> {
    pub(super) about: &'a About,
    pub(super) society: &'a Value,
    pub(super) block: u64,
    pub(super) at_ms: TimestampMs,
    pub(super) now_ms: TimestampMs,
    pub(super) form: Form,
}

/// The whole document.
pub(super) fn page(frame: &Frame<'_>, route: Route, body: Body) -> Page {
    let name = match frame.society.words("name") {
        "" => "A society",
        name => name,
    };
    let is_live = frame.form == Form::Live;
    let inline = (!body.sizes.is_empty()).then(|| hash(&body.sizes));
    let policy = policy(frame.form, inline.as_deref());
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                // A file has no header of ours; a header also forbids frames, which no element can.
                @if !is_live { meta http-equiv="Content-Security-Policy" content=(policy); }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (body.title) " · " (plain(name)) }
                link rel="icon" type="image/svg+xml" href="icon.svg";
                link rel="stylesheet" href="charts.min.css";
                link rel="stylesheet" href="style.css";
                @if !body.sizes.is_empty() { style { (PreEscaped(&body.sizes)) } }
                @if is_live { script src="live.js" defer {} }
            }
            body {
                a.skip href="#main" { "Skip to the page" }
                header {
                    p.society { a href="index.html" { (text(name)) } }
                    nav aria-label="Parts" { (navigation(route)) }
                }
                main id="main" tabindex="-1" {
                    h1 { bdi { (body.title) } }
                    (body.content)
                }
                footer { (foot(frame)) }
                @if is_live { p.hidden id="news" role="status" {} }
            }
        }
    };
    // Files need no frame-ancestors in their element, where it means nothing.
    Page { html: document.into_string(), policy: format!("{policy}; frame-ancestors 'none'") }
}

fn navigation(route: Route) -> Markup {
    html! {
        ul {
            @for (part, name) in PARTS {
                li { a href={ (part) ".html" } aria-current=[(part == route.part()).then_some("page")] { (name) } }
            }
        }
    }
}

fn foot(frame: &Frame<'_>) -> Markup {
    html! {
        p {
            "As of block " (frame.block) " of " (at(frame.at_ms)) ". What has ended by now is told by the clock of "
            (at(frame.now_ms)) "."
        }
        div { "The society’s address on its chain: " (account(&address::format(&frame.about.society))) }
        p {
            "These pages are made out of the society’s own events by " code { "mutual dashboard" }
            ", which holds no key and changes nothing."
        }
    }
}

/// Only what is beside the page may be loaded, and nothing may run but its own script.
fn policy(form: Form, inline: Option<&str>) -> String {
    let styles = inline.map_or_else(|| "'self'".to_owned(), |hash| format!("'self' '{hash}'"));
    let live = match form {
        Form::Live => "; script-src 'self'; connect-src 'self'",
        Form::File => "",
    };
    format!("default-src 'none'; style-src {styles}; img-src 'self'{live}; base-uri 'none'; form-action 'none'")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(sp_crypto_hashing::sha2_256(text.as_bytes())))
}
