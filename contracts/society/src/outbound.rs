#![allow(missing_docs, unused)] // to be written
//! Calls to other contracts, bound to their code.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_call(&self, call: &Call, terms: &CallTerms) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn enact_call(&mut self, call: &Call, terms: CallTerms, decision: &Decision) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
