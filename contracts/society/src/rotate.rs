#![allow(missing_docs, unused)] // to be written
//! Accounts change, members stay: rotation signed by both accounts, and recovery of a lost key.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn ensure_assignable(&self, call: &Call, account: AccountId) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn recover_account(&mut self, call: &Call, member: MemberIndex, account: AccountId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
