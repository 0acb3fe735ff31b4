//! Types, rules and arithmetic that the contracts and the client of Mutual share.
//!
//! Everything here is pure: no chain, no clock, no I/O. The contract decides with these functions, and the client
//! explains a state with the very same ones, so the two cannot disagree. Times are `u64` milliseconds since the Unix
//! epoch, money is `u128` planck, ratios are basis points, people are compared by [`MemberIndex`].
//!
//! The order of variants in [`Kind`], [`Action`] and [`Error`] is the wire format and is frozen: new ones go last.
//!
//! Feature `ink` adds type information and storage layouts for the contracts; the client does without.
#![cfg_attr(not(feature = "std"), no_std)]
// SCALE's derive casts the place of a variant to u8; this crate itself casts nowhere.
#![allow(clippy::cast_possible_truncation)]

extern crate alloc;

/// Derives what every type of this crate needs: SCALE both ways, and for contracts the metadata of it.
macro_rules! scale_type {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, PartialEq, Eq, scale::Encode, scale::Decode)]
        #[cfg_attr(
            all(feature = "ink", feature = "std"),
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        $item
    )*};
}

mod account;
mod action;
mod application;
mod ballot;
mod bounds;
mod charter;
mod error;
pub mod event;
mod founding;
mod ids;
mod ledger;
mod limits;
mod member;
mod money;
mod payment;
mod pot;
mod proposal;
mod role;
mod rules;
mod status;
mod stored;
mod text;
mod threshold;
mod time;
mod view;
mod voting;

pub use account::AccountId;
pub use action::{Action, CallTerms, Class, GrantTerms, Kind, StageTerms, Subject};
pub use application::{Application, ApplicationStatus};
pub use ballot::{BallotCell, Choice, Tally, CELL_MEMBERS};
pub use bounds::{Bounds, Span, DAY_MS, YEAR_MS};
pub use charter::{AssetLock, Charter, Document};
pub use error::{Checked, Conflict, Error, PotRefusal};
pub use founding::{Founder, Founding, FoundingMistake, FOUNDERS_MAX, POTS_MAX};
pub use ids::{MemberIndex, PaymentId, PotId, ProposalId};
pub use ledger::{Counters, Ledger};
pub use limits::{Limit, RuleName};
pub use member::{Member, Standing, OPEN_PROPOSALS_MAX};
pub use money::{add, sub, Planck};
pub use payment::{Origin, Payment, PaymentState, PaymentStatus, Refusal, Released};
pub use pot::{Pot, PotKind, PotSpec, Restriction, PAYEES_MAX};
pub use proposal::{Proposal, ProposalBody, ProposalState, ProposalStatus, ProposalTerms};
pub use role::{Role, Roster, Seat, SEATS_MAX, SEATS_PER_ROLE_MAX};
pub use rules::{
    AdmissionPolicy, DuesRules, MembershipRules, PaymentRules, ReliefRules, RoleRules, Rules, VotingRules,
};
pub use stored::Stored;
pub use text::{Collection, Field, MEMO_MAX, TITLE_MAX, URI_MAX};
pub use threshold::{at_most_eligible, Certainty, Threshold};
pub use time::{after, is_open, TimestampMs};
pub use view::{MemberView, PaymentView, PotView, ProposalView, SocietyView, PAGE_MAX};
