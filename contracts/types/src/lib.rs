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

/// Derives what every type of this crate needs: SCALE both ways (decoding through [`read`], which is small), and for
/// contracts the metadata of it.
macro_rules! scale_type {
    () => {};
    (
        $(#[$meta:meta])* pub struct $name:ident $(<$generic:ident>)? {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty),* $(,)?
        }
        $($rest:tt)*
    ) => {
        scale_type! { @derive $(#[$meta])* pub struct $name $(<$generic>)? { $($(#[$field_meta])* pub $field: $type),* } }
        scale_type! { @decode $name $(<$generic>)?, from, Self { $($field: $crate::read::Read::read(from)),* } }
        scale_type! { $($rest)* }
    };
    ($(#[$meta:meta])* pub struct $name:ident(pub $type:ty); $($rest:tt)*) => {
        scale_type! { @derive $(#[$meta])* pub struct $name(pub $type); }
        scale_type! { @decode $name, from, Self($crate::read::Read::read(from)) }
        scale_type! { $($rest)* }
    };
    (
        $(#[$meta:meta])* pub enum $name:ident {
            $(#[$first_meta:meta])* $first:ident
                $({ $($(#[$first_field_meta:meta])* $first_field:ident: $first_type:ty),* $(,)? })?
                $(($($first_item:ty),*))?
            $(, $(#[$variant_meta:meta])* $variant:ident
                $({ $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? })?
                $(($($item:ty),*))?
            )* $(,)?
        }
        $($rest:tt)*
    ) => {
        scale_type! { @derive
            $(#[$meta])* pub enum $name {
                $(#[$first_meta])* $first
                    $({ $($(#[$first_field_meta])* $first_field: $first_type),* })?
                    $(($($first_item),*))?
                $(, $(#[$variant_meta])* $variant
                    $({ $($(#[$field_meta])* $field: $type),* })?
                    $(($($item),*))?
                )*
            }
        }
        scale_type! { @decode $name, from, {
            #[allow(dead_code)]
            enum Tag { $first, $($variant,)* Count_ }
            let tag = from.tag(Tag::Count_ as u8);
            $(if tag == Tag::$variant as u8 {
                return Self::$variant
                    $({ $($field: $crate::read::Read::read(from)),* })?
                    $(($(<$item as $crate::read::Read>::read(from)),*))?;
            })*
            Self::$first
                $({ $($first_field: $crate::read::Read::read(from)),* })?
                $(($(<$first_item as $crate::read::Read>::read(from)),*))?
        } }
        scale_type! { $($rest)* }
    };
    (@derive $($item:tt)*) => {
        #[derive(Clone, Debug, PartialEq, Eq, scale::Encode)]
        #[cfg_attr(
            all(feature = "ink", feature = "std"),
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        $($item)*
    };
    (@decode $name:ident $(<$generic:ident>)?, $from:ident, $value:expr) => {
        impl $(<$generic: $crate::read::Read>)? $crate::read::Read for $name $(<$generic>)? {
            #[allow(clippy::as_conversions)]
            fn read($from: &mut $crate::read::Reader) -> Self {
                $value
            }
        }

        impl $(<$generic: $crate::read::Read>)? $crate::read::Element for $name $(<$generic>)? {}

        impl $(<$generic: $crate::read::Read>)? scale::Decode for $name $(<$generic>)? {
            fn decode<I: scale::Input>(input: &mut I) -> Result<Self, scale::Error> {
                $crate::read::decode(input)
            }
        }
    };
}

#[macro_use]
mod ids;

mod account;
mod action;
mod application;
mod ballot;
mod bounds;
mod charter;
pub mod circle;
mod dispute;
mod dissolution;
mod error;
pub mod event;
pub mod exchange;
pub mod federation;
mod founding;
mod grant;
mod ledger;
mod limits;
mod member;
mod money;
mod payment;
mod pot;
mod proposal;
mod proxy;
pub mod read;
mod refused;
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
pub use charter::{AssetLock, Charter, Document, BENEFICIARY_NOTICE_MS};
pub use dispute::{Dispute, DisputeStatus, DisputeSubject, PanelVote, Ruling, PANEL, PETITIONERS, RULING_VOTES};
pub use dissolution::{Dissolution, Division, UNCLAIMED_MS};
pub use error::{Conflict, Error, PotRefusal};
pub use founding::{Founder, Founding, FoundingMistake, FOUNDERS_MAX, POTS_MAX};
pub use grant::{Claim, Grant, GrantStatus, Stage, StageStatus, MONTHS_MAX, MONTH_MS};
pub use ids::{DisputeId, ExpenseId, GrantId, MemberIndex, PaymentId, PotId, ProposalId, ReliefId};
pub use ledger::{Counters, Ledger};
pub use limits::{Limit, RuleName};
pub use member::{Member, Standing, LOANS_MAX, OPEN_PROPOSALS_MAX};
pub use money::{add, lower, raise, sub, Planck};
pub use payment::{Hold, Origin, Payment, PaymentState, PaymentStatus, ProposalStop, Refusal, Released, Stops};
pub use pot::{Allowance, Pot, PotKind, PotSpec, Restriction, PAYEES_MAX, POTS_EVER_MAX};
pub use proposal::{
    Mode, Proposal, ProposalBody, ProposalState, ProposalStatus, ProposalTerms, SPAM_VERDICT, SPAM_WINDOW_MS,
};
pub use proxy::{Proxies, ProxyRefusal, PROXIES_MAX};
#[cfg(feature = "ink")]
pub use refused::end_refused;
pub use refused::{refuse_if, Checked, Refused};
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
pub use view::{
    DisputeView, GrantView, MemberView, NextBeneficiary, PaymentView, PotView, ProposalView, ReliefView, SocietyView,
    PAGE_MAX,
};
