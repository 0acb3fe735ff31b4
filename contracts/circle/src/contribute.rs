//! Contributing: in time, early, or late. It is all one message, since money goes first to those who wait for it longest.

use ink::prelude::vec::Vec;
use mutual_types::circle::{
    event::{Contributed, Event},
    Checked, Circle, CircleStatus, Contribution, Error, MemberNumber, Numbers,
};

use crate::{access::ensure_status, call::Call};

/// Anyone pays so many contributions for a member.
///
/// # Errors
/// [`Error::WrongStatus`], [`Error::NoMember`], [`Error::HasLeft`], [`Error::ZeroRounds`], [`Error::TooManyRounds`],
/// [`Error::WrongValue`].
pub fn contribute(
    circle: &mut Circle,
    call: &Call,
    number: MemberNumber,
    rounds: u32,
    events: &mut Vec<Event>,
) -> Checked<()> {
    ensure_status(circle, call.now_ms, CircleStatus::Running)?;
    let member = circle.member(number)?;
    if member.left {
        return Err(Error::HasLeft.into());
    }
    if rounds == 0 {
        return Err(Error::ZeroRounds.into());
    }
    let most = circle.payable_rounds(member);
    if rounds > most {
        return Err(Error::TooManyRounds { most }.into());
    }
    let amount = circle.terms.contributions(rounds)?;
    if call.value != amount {
        return Err(Error::WrongValue { given: call.value, needed: amount }.into());
    }
    let mut repaid = Numbers::default();
    let mut deposit_restored = false;
    for _ in 0..rounds {
        match circle.take_contribution(number)? {
            Contribution::Repaid(round) => repaid.insert(round),
            Contribution::Deposited => deposit_restored = true,
            Contribution::Ahead => {}
        }
    }
    let ahead = circle.member(number)?.ahead;
    let seq = circle.next_seq();
    let payer = call.caller;
    events.push(Contributed { seq, member: number, payer, rounds, amount, repaid, deposit_restored, ahead }.into());
    Ok(())
}
