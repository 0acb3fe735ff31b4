#![allow(missing_docs, unused)] // to be written
//! Rules, charter and beneficiary, changed by special proposals.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn change_rules(&mut self, call: &Call, rules: Rules) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_amend_charter(&self, charter: &Charter) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn amend_charter(&mut self, charter: Charter) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_beneficiary(&self, call: &Call, account: AccountId) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn change_beneficiary(&mut self, call: &Call, account: AccountId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
