#![allow(missing_docs, unused)] // to be written
//! Grants: stages claimed with evidence, accepted or returned, lapsed, stopped.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_grant(&self, call: &Call, terms: &GrantTerms, at: Moment) -> Checked<Class> {
        Err(Error::Overflow.into())
    }

    pub fn make_grant(&mut self, call: &Call, terms: GrantTerms, decision: &Decision) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_stop_grant(&self, grant: GrantId) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn stop_grant(&mut self, call: &Call, grant: GrantId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
