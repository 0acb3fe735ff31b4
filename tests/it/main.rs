//! Whole-system tests. A test may stop at the first surprise.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

mod attacks;
mod child;
mod circle;
mod cli_config;
mod cli_end;
mod cli_errors;
mod cli_flow;
mod cli_help;
mod cli_json;
mod cli_keys;
mod cli_lists;
mod cli_money;
mod cli_names;
mod cli_newcomers;
mod cli_sent;
mod costs;
mod dashboard;
mod demo;
mod edges;
mod exchange;
mod federation;
mod history;
#[cfg(unix)]
mod interrupted;
mod invariants;
mod library;
mod machine;
mod must_never;
mod scenario;
mod tour;
mod town;
mod upgrade;
mod verbs;
mod wire;
