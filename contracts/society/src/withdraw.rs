#![allow(missing_docs, unused)] // to be written
//! Withdrawing a proposal, and a window that is longer while a pot is short.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
