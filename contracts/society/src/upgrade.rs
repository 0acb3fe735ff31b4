#![allow(missing_docs, unused)] // to be written
//! Upgrade: new code by its hash, and the migration that follows.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn upgrade(&mut self, code_hash: [u8; 32]) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
