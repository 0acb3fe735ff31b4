#![allow(missing_docs, unused)] // to be written
//! Spam: two stewards may keep the deposit of a proposal that ended without quorum.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
