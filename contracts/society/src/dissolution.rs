#![allow(missing_docs, unused)] // to be written
//! Dissolution: to the last planck.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn dissolve(&mut self, call: &Call, made_ms: TimestampMs) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
