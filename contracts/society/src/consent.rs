#![allow(missing_docs, unused)] // to be written
//! Consent: what passes unless enough members object.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
    pub fn check_mode(&self, action: &Action, class: Class, mode: Mode, rules: &Rules) -> Checked<()> {
        if mode == Mode::Consent { Err(Error::NoConsent(action.kind()).into()) } else { Ok(()) }
    }
}
