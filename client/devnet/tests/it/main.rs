//! Tests of the development chain as its clients see it, in process and over a socket.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used
)]

mod back;
mod backends;
mod chain_head;
mod contracts;
mod fuzz;
mod history;
mod isolation;
mod kept;
mod methods;
mod overwritten;
mod pool;
mod refusals;
mod replay;
mod report;
mod same_answers;
mod sealing;
mod server;
mod signed;
mod speed;
mod subscriptions;
mod support;
mod time;
mod transactions;
mod transfers;
mod upgrade;
