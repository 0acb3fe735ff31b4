//! Joining before the start.

use ink::prelude::vec::Vec;
use mutual_types::circle::{
    event::{Event, MemberJoined},
    Checked, Circle, CircleStatus, Draw, Error, Order,
};

use crate::{access::ensure_status, call::Call, chain};

/// Somebody named in the terms joins, with the deposit; where the order is drawn, they commit to a secret.
///
/// # Errors
/// [`Error::NotMember`], [`Error::WrongStatus`], [`Error::AlreadyJoined`], [`Error::CommitmentMissing`],
/// [`Error::CommitmentUnneeded`], [`Error::WrongValue`], [`Error::NotInSociety`].
pub fn join(circle: &mut Circle, call: &Call, commitment: Option<[u8; 32]>, events: &mut Vec<Event>) -> Checked<()> {
    let number = circle.number_of(call.caller)?;
    ensure_status(circle, call.now_ms, CircleStatus::Gathering)?;
    if circle.member(number)?.joined {
        return Err(Error::AlreadyJoined.into());
    }
    let draw = match (circle.terms.order, commitment) {
        (Order::Agreed, None) => Draw::None,
        (Order::Drawn { .. }, Some(hash)) => Draw::Committed(hash),
        (Order::Drawn { .. }, None) => return Err(Error::CommitmentMissing.into()),
        (Order::Agreed, Some(_)) => return Err(Error::CommitmentUnneeded.into()),
    };
    let deposit = circle.terms.contribution;
    if call.value != deposit {
        return Err(Error::WrongValue { given: call.value, needed: deposit }.into());
    }
    if !chain::is_active_member(circle.terms.society, call.caller) {
        return Err(Error::NotInSociety.into());
    }
    let member = circle.member_mut(number)?;
    member.joined = true;
    member.draw = draw;
    member.deposit = deposit;
    member.paid_in = deposit;
    events.push(MemberJoined { seq: circle.next_seq(), member: number, deposit }.into());
    Ok(())
}
