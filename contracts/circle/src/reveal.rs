//! Revealing what the order is drawn from.

use ink::prelude::vec::Vec;
use mutual_types::circle::{
    commitment,
    event::{Event, SecretRevealed},
    Checked, Circle, CircleStatus, Draw, Error,
};

use crate::{access::ensure_status, call::Call, hash::blake2_256};

/// A member reveals the secret to which they committed.
///
/// # Errors
/// [`Error::NotMember`], [`Error::WrongStatus`], [`Error::AlreadyRevealed`], [`Error::WrongSecret`].
pub fn reveal(circle: &mut Circle, call: &Call, secret: [u8; 32], events: &mut Vec<Event>) -> Checked<()> {
    let number = circle.number_of(call.caller)?;
    ensure_status(circle, call.now_ms, CircleStatus::Drawing)?;
    let member = circle.member_mut(number)?;
    if matches!(member.draw, Draw::Revealed(_)) {
        return Err(Error::AlreadyRevealed.into());
    }
    if member.draw != Draw::Committed(commitment(call.this, call.caller, &secret, blake2_256)) {
        return Err(Error::WrongSecret.into());
    }
    member.draw = Draw::Revealed(secret);
    events.push(SecretRevealed { seq: circle.next_seq(), member: number }.into());
    Ok(())
}
