//! Leaving: before the start at will, later only who is level and has not received.

use ink::prelude::vec::Vec;
use mutual_types::circle::{
    event::{Event, MemberLeft},
    Checked, Circle, CircleStatus, Error, MemberNumber,
};
use mutual_types::Planck;

use crate::call::Call;

/// A member leaves.
///
/// # Errors
/// [`Error::NotMember`], [`Error::WrongStatus`]; before the start [`Error::NotJoined`]; later [`Error::HasLeft`],
/// [`Error::HasReceived`], [`Error::Behind`].
pub fn leave(circle: &mut Circle, call: &Call, events: &mut Vec<Event>) -> Checked<()> {
    let number = circle.number_of(call.caller)?;
    let returned = match circle.status(call.now_ms) {
        CircleStatus::Gathering => leave_before(circle, number)?,
        CircleStatus::Running => leave_running(circle, number)?,
        status => return Err(Error::WrongStatus(status).into()),
    };
    events.push(MemberLeft { seq: circle.next_seq(), member: number, returned }.into());
    Ok(())
}

/// Before the start the deposit comes back, and the place stays open.
fn leave_before(circle: &mut Circle, number: MemberNumber) -> Checked<Planck> {
    let member = circle.member_mut(number)?;
    if !member.joined {
        return Err(Error::NotJoined.into());
    }
    let returned = member.deposit;
    member.joined = false;
    member.return_deposit()?;
    Ok(returned)
}

/// Later the place in the queue is given up. What was paid ahead comes back; the rest waits for the end, since the others
/// count on it.
fn leave_running(circle: &mut Circle, number: MemberNumber) -> Checked<Planck> {
    let member = circle.member(number)?;
    if member.left {
        return Err(Error::HasLeft.into());
    }
    if !circle.is_queued(number) {
        return Err(Error::HasReceived.into());
    }
    if !member.is_level() {
        return Err(Error::Behind { owed: circle.terms.contributions(member.rounds_behind())? }.into());
    }
    let returned = circle.terms.contributions(member.ahead)?;
    circle.queue.retain(|queued| *queued != number);
    circle.drop_offers(number);
    let member = circle.member_mut(number)?;
    member.left = true;
    member.ahead = 0;
    member.take_back(returned)?;
    Ok(returned)
}
