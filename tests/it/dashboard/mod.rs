//! The dashboard: its pages, who is not named on them, what goes with them over HTTP, and its export. What needs a browser
//! is in `tests/dashboard`, which `scripts/dashboard.sh` runs.
#![allow(clippy::disallowed_macros)] // what is served and measured is told with `--nocapture`

mod across;
mod browser;
mod command;
mod export;
mod http;
mod pages;
mod privacy;
pub mod scene;
mod speed;
