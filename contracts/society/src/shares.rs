#![allow(missing_docs, unused)] // to be written
//! Share capital: a ledger of its own, at par, spendable by nothing.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
