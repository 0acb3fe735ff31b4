//! A refusal of the federation, as [`crate::refused`] has it for the society.

use super::Error;

crate::refused::refusals!(Error);
