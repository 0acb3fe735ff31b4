//! Lending circles: what the circle contract stores, and the rules by which time and money change it. `docs/circle.md` says
//! what they mean.
//!
//! The contract and the client use the same functions: [`Circle::catch_up`] brings a circle up to a moment, and [`Terms`] tells
//! before anybody joins what can be lost.

mod catch_up;
mod contribution;
mod draw;
mod error;
pub mod event;
mod member;
mod numbers;
mod record;
mod refused;
mod share;
mod status;
mod terms;
mod view;

pub use contribution::Contribution;
pub use draw::{commitment, drawn_order, Hasher};
pub use error::{Error, TermName};
pub use member::{CircleMember, Draw, MemberNumber};
pub use numbers::Numbers;
pub use record::{Circle, Round, Stage};
#[cfg(feature = "ink")]
pub use refused::end_refused;
pub use refused::{Checked, Refused};
pub use share::even_shares;
pub use status::CircleStatus;
pub use terms::{Order, Terms, CONTRIBUTION_MAX, MEMBERS_MAX, MEMBERS_MIN, PERIOD_MIN_MS, UNCLAIMED_AFTER_MS};
pub use view::CircleView;
