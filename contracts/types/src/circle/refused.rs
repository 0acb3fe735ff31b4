//! A refusal of the circle, as [`crate::refused`] has it for the society.

use super::Error;

crate::refused::refusals!(Error);
