#![allow(missing_docs, unused)] // to be written
//! Expenses: a member claims, treasurers approve, nobody votes.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
