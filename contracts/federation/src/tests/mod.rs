//! Native tests. What holds of a federation at all times is looked at after each message.
#![allow(clippy::arithmetic_side_effects)]
#![allow(clippy::disallowed_methods)] // here a refusal is looked at

mod attack;
mod backing;
mod draw;
mod found;
mod machine;
pub mod memory;
mod motion;
mod read;
mod repay;
mod summary;
mod world;

use mutual_model::federation::Message as M;
use mutual_types::{
    federation::{
        event::Event, BackingId, DrawId, DrawStatus, Error, Matter, MotionId, Report, Rules, Society, SocietyId,
    },
    AccountId, Planck, PotId,
};

use crate::chain::around;
pub use world::*;
