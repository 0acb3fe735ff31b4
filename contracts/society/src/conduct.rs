#![allow(missing_docs, unused)] // to be written
//! Suspension, expulsion and the way back.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_reinstate(&self, call: &Call, member: MemberIndex, rules: &Rules) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn reinstate(&mut self, call: &Call, member: MemberIndex, rules: &Rules) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_suspend(&self, call: &Call, member: MemberIndex, until_ms: TimestampMs, at: Moment) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn suspend(&mut self, call: &Call, member: MemberIndex, until_ms: TimestampMs) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn expel(&mut self, call: &Call, member: MemberIndex) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
