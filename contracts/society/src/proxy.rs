#![allow(missing_docs, unused)] // to be written
//! Proxies: the holder accepts, three at most, no chains; the member's own ballot replaces a proxy's.

use ink::prelude::{boxed::Box, string::String, vec::Vec};
use mutual_types::*;

use crate::{call::Call, check::Moment, execute::{Decision, Effects}, state::State};

impl State {
}
