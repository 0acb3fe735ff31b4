#![allow(missing_docs, unused)] // to be written
//! Relief: asked for by members, attested by others, promised within caps.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_bar_attesters(&self, members: &[MemberIndex]) -> Checked<()> {
        Err(Error::Overflow.into())
    }

    pub fn bar_attesters(&mut self, call: &Call, members: Vec<MemberIndex>) -> Checked<Effects> {
        Err(Error::Overflow.into())
    }
}
