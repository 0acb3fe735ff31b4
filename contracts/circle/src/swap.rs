//! Changing places in the queue: both say so.

use ink::prelude::vec::Vec;
use mutual_types::circle::{
    event::{Event, SwapOffered, TurnsSwapped},
    Checked, Circle, CircleStatus, Error, MemberNumber,
};

use crate::{access::ensure_status, call::Call};

/// A member offers another to change places.
///
/// # Errors
/// [`Error::NotMember`], [`Error::WrongStatus`], [`Error::NoMember`], [`Error::SwapWithOneself`], [`Error::NotInQueue`].
pub fn offer_swap(circle: &mut Circle, call: &Call, with: MemberNumber, events: &mut Vec<Event>) -> Checked<()> {
    let number = circle.number_of(call.caller)?;
    ensure_status(circle, call.now_ms, CircleStatus::Running)?;
    circle.member(with)?;
    if with == number {
        return Err(Error::SwapWithOneself.into());
    }
    for one in [number, with] {
        if !circle.is_queued(one) {
            return Err(Error::NotInQueue(one).into());
        }
    }
    circle.member_mut(number)?.swap_offer = Some(with);
    events.push(SwapOffered { seq: circle.next_seq(), member: number, with }.into());
    Ok(())
}

/// A member accepts what another offers.
///
/// # Errors
/// [`Error::NotMember`], [`Error::WrongStatus`], [`Error::NoMember`], [`Error::NoOffer`].
pub fn accept_swap(circle: &mut Circle, call: &Call, with: MemberNumber, events: &mut Vec<Event>) -> Checked<()> {
    let number = circle.number_of(call.caller)?;
    ensure_status(circle, call.now_ms, CircleStatus::Running)?;
    if circle.member(with)?.swap_offer != Some(number) {
        return Err(Error::NoOffer.into());
    }
    for queued in &mut circle.queue {
        if *queued == number {
            *queued = with;
        } else if *queued == with {
            *queued = number;
        }
    }
    circle.drop_offers(number);
    circle.drop_offers(with);
    events.push(TurnsSwapped { seq: circle.next_seq(), first: with, second: number }.into());
    Ok(())
}
