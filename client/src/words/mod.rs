//! What happens, in sentences for people who know nothing of chains.
//!
//! Every error says what is so, with its numbers, and what to do next; every event and action is one line. Accounts are
//! written in full and amounts with their unit, so that a line can be checked without another.

mod action;
pub mod circle;
mod error;
mod event;
pub mod exchange;
pub mod federation;
mod names;
mod quantity;
mod rules;

pub use action::action;
pub use error::{error, Words};
pub use event::event;
pub use names::{
    admission, application_status, choice, class, collection, conflict, dispute_status, dispute_subject, field,
    grant_status, kind, mode, origin, payment_status, pot_kind, pot_refusal, proxy_refusal, refusal, relation,
    relief_cap, relief_status, role, ruling, ruling_on, stage_status, standing, status,
};
pub use quantity::{quantity, range, rule};
pub use rules::{bounds, rules, Line};
