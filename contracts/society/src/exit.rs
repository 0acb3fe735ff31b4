#![allow(missing_docs, unused)] // to be written
//! Leaving: vote and roles end at once, shares are paid out after the notice, less what is owed.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_forgive_debt(&self, call: &Call, member: MemberIndex, amount: Planck) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn forgive_debt(&mut self, call: &Call, member: MemberIndex, amount: Planck) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
