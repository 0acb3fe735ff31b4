//! A refusal of the exchange, as [`crate::refused`] has it for the society.

use super::Error;

crate::refused::refusals!(Error);
