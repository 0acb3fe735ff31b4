//! The federation: societies that back each other, decide together and report in the same measures. Its types, rules and
//! arithmetic, shared by the contract and the client.
//!
//! `docs/federation.md` says what they mean. The order of variants is the wire format and is frozen: new ones go last.

mod backing;
mod draw;
mod error;
pub mod event;
mod founding;
mod money;
mod motion;
mod refused;
mod society;
mod summary;
mod text;
mod view;

pub use backing::{Backing, BackingId, BackingTerms, REPAY_MAX_MS};
pub use draw::{Draw, DrawId, DrawState, DrawStatus, Part, PARTS_MAX};
pub use error::Error;
pub use founding::{check_unit, Founding, Limit, RuleName, Rules, FOUNDERS_MAX, UNITS_MAX};
pub use money::{add, add_count, after, lower, raise, sub};
pub use motion::{needed, Ballot, Matter, Motion, MotionId, MotionStatus};
#[cfg(feature = "ink")]
pub use refused::end_refused;
pub use refused::{Checked, Refused};
pub use society::{Presence, Society, SocietyId, DRAWS_MAX, SOCIETIES_MAX};
pub use summary::{Outcome, Reading, Report, Summary, Total, Way, AMOUNT_MAX, OUTCOMES_MAX};
pub use text::{Collection, Field};
pub use view::{Counters, FederationView, Ledger, Setup};
