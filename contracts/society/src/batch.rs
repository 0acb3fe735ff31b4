#![allow(missing_docs, unused)] // to be written
//! The founding roster: batches of applicants in the founding window.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
