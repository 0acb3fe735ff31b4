#![allow(missing_docs, unused)] // to be written
//! Dues: paid by anyone for anyone; lapses recorded so that the electorate stays true.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_waive_dues(&self, call: &Call, member: MemberIndex, until_ms: TimestampMs, rules: &Rules, at: Moment) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn waive_dues(&mut self, call: &Call, member: MemberIndex, until_ms: TimestampMs) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
