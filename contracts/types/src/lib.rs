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
mod dispute;
mod dissolution;
mod error;
pub mod event;
mod founding;
mod grant;
mod ids;
mod ledger;
mod limits;
mod member;
mod money;
mod payment;
mod pot;
mod proposal;
mod proxy;
mod relief;
mod role;
mod rules;
mod status;
mod stops;
mod stored;
mod text;
mod threshold;
mod time;
mod view;
mod voting;

pub use account::AccountId;
pub use action::{Action, CallTerms, Class, GrantTerms, Kind, StageTerms, CALL_INPUT_MAX, STAGES_MAX};
pub use application::{Application, ApplicationStatus};
pub use ballot::{BallotCell, Choice, Tally, CELL_MEMBERS};
pub use bounds::{Bounds, Span, DAY_MS, YEAR_MS};
pub use charter::{AssetLock, Charter, Document};
pub use dispute::{
    Dispute, DisputeStatus, DisputeSubject, PanelVote, Ruling, PANEL, PETITIONERS, RULING_VOTES,
};
pub use dissolution::{Dissolution, Division, UNCLAIMED_MS};
pub use error::{Checked, Conflict, Error, PotRefusal};
pub use founding::{Founder, Founding, FoundingMistake, FOUNDERS_MAX, POTS_MAX};
pub use grant::{Claim, Grant, GrantStatus, Stage, StageStatus, MONTHS_MAX, MONTH_MS};
pub use ids::{DisputeId, ExpenseId, GrantId, MemberIndex, PaymentId, PotId, ProposalId, ReliefId};
pub use ledger::{Counters, Ledger};
pub use limits::{Limit, RuleName};
pub use member::{Member, Standing, LOANS_MAX, OPEN_PROPOSALS_MAX};
pub use money::{add, sub, Planck};
pub use payment::{Hold, Origin, Payment, PaymentState, PaymentStatus, ProposalStop, Refusal, Released, Stops};
pub use pot::{Allowance, Pot, PotKind, PotSpec, Restriction, PAYEES_MAX, POTS_EVER_MAX};
pub use proposal::{
    Mode, Proposal, ProposalBody, ProposalState, ProposalStatus, ProposalTerms, SPAM_VERDICT, SPAM_WINDOW_MS,
};
pub use proxy::{Proxies, ProxyRefusal, PROXIES_MAX};
pub use relief::{
    Relation, ReliefCap, ReliefDay, ReliefDays, ReliefPaid, ReliefRecord, ReliefRequest, ReliefStatus, RELIEF_DAYS,
    RELIEF_PAYMENTS_MAX,
};
pub use role::{Role, Roster, Seat, SEATS_MAX, SEATS_PER_ROLE_MAX};
pub use rules::{
    AdmissionPolicy, DuesRules, DuesTerms, MembershipRules, PaymentRules, ReliefRules, RoleRules, Rules, VotingRules,
};
pub use stored::Stored;
pub use text::{Collection, Field, MEMO_MAX, TITLE_MAX, URI_MAX};
pub use threshold::{at_most_eligible, Certainty, Threshold};
pub use time::{after, is_open, TimestampMs};
pub use view::{DisputeView, GrantView, MemberView, NextBeneficiary, PaymentView, PotView, ProposalView, ReliefView, SocietyView, PAGE_MAX};
