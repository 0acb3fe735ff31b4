#![allow(missing_docs, unused)] // to be written
//! Pots: opened, moved between, closed.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_open_pot(&self, spec: &PotSpec) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn open_new_pot(&mut self, spec: PotSpec) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_move_pot(&self, from: PotId, to: PotId, amount: Planck, restricted: bool) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn move_pot(&mut self, from: PotId, to: PotId, amount: Planck, rules: &Rules) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }

    pub fn check_close_pot(&self, pot: PotId) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn close_pot(&mut self, pot: PotId) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
