#![allow(missing_docs, unused)] // to be written
//! Disputes: a panel of three arbitrators, else the members.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn decide_dispute(&mut self, call: &Call, dispute: DisputeId, ruling: Ruling) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
