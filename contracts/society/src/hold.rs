#![allow(missing_docs, unused)] // to be written
//! Holds: a payment's clocks stand still for a bounded time.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
