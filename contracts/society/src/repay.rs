#![allow(missing_docs, unused)] // to be written
//! Repayable grants: what is past due is the member's debt, and nothing else is.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
