//! The course of every message: time first, then the message, then what follows from it.

use ink::prelude::vec::Vec;
use mutual_types::circle::{event::Event, Checked, Circle};

use crate::{call::Call, hash::blake2_256};

/// Takes a message: catches the circle up, applies the rule, and catches up again, since a contribution can complete a round.
/// All that happened is told in the answer, in order.
///
/// # Errors
/// What the rule refuses. The caller forgets the circle then, and keeps the one before.
pub fn take<T>(
    circle: &mut Circle,
    call: &Call,
    rule: impl FnOnce(&mut Circle, &Call, &mut Vec<Event>) -> Checked<T>,
) -> Checked<(T, Vec<Event>)> {
    let mut events = Vec::new();
    circle.catch_up(call.now_ms, blake2_256, &mut events)?;
    let answer = rule(circle, call, &mut events)?;
    circle.catch_up(call.now_ms, blake2_256, &mut events)?;
    Ok((answer, events))
}
