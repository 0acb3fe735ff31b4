#![allow(missing_docs, unused)] // to be written
//! Petty payments: one signature, within an allowance.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_allowance(&self, pot: PotId, payment_max: Planck, period_max: Planck, period_ms: u64, rules: &Rules) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn set_allowance(&mut self, call: &Call, pot: PotId, payment_max: Planck, period_max: Planck, period_ms: u64) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
