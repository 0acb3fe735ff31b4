//! Money out: credits to whom they belong, and what belongs to nobody to the society. The shell makes the transfer.

use ink::prelude::vec::Vec;
use mutual_types::{
    circle::{
        event::{CreditWithdrawn, CreditsForfeited, Event, SurplusSwept},
        Checked, Circle, CircleStatus, Error,
    },
    AccountId, Planck,
};

use crate::call::Call;

/// What the shell is to pay, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// To whom.
    pub to: AccountId,
    /// How much, in planck.
    pub amount: Planck,
}

/// A member takes their credit, whole.
///
/// # Errors
/// [`Error::NotMember`], [`Error::NoCredit`].
pub fn withdraw_credit(circle: &mut Circle, call: &Call, events: &mut Vec<Event>) -> Checked<Payout> {
    let number = circle.number_of(call.caller)?;
    let member = circle.member_mut(number)?;
    let amount = member.credit;
    if amount == 0 {
        return Err(Error::NoCredit.into());
    }
    member.credit = 0;
    events.push(CreditWithdrawn { seq: circle.next_seq(), member: number, amount }.into());
    Ok(Payout { to: call.caller, amount })
}

/// Anyone has credits that were not claimed for a year paid to the society.
///
/// # Errors
/// [`Error::WrongStatus`], [`Error::NotUnclaimed`], [`Error::NoCredit`].
pub fn forfeit_credits(circle: &mut Circle, call: &Call, events: &mut Vec<Event>) -> Checked<Payout> {
    let has_started = match circle.status(call.now_ms) {
        CircleStatus::Void => false,
        CircleStatus::Ended => true,
        status => return Err(Error::WrongStatus(status).into()),
    };
    let from_ms = circle.terms.unclaimed_from_ms(has_started)?;
    if call.now_ms < from_ms {
        return Err(Error::NotUnclaimed { from_ms }.into());
    }
    let amount = circle.credits()?;
    if amount == 0 {
        return Err(Error::NoCredit.into());
    }
    for member in &mut circle.members {
        member.credit = 0;
    }
    events.push(CreditsForfeited { seq: circle.next_seq(), amount }.into());
    Ok(Payout { to: circle.terms.society, amount })
}

/// Anyone has what the contract holds beyond its books paid to the society. `balance` is the contract's, above the
/// existential deposit.
///
/// # Errors
/// [`Error::NothingToSweep`], [`Error::Overflow`].
pub fn sweep(circle: &mut Circle, balance: Planck, events: &mut Vec<Event>) -> Checked<Payout> {
    let amount = balance.saturating_sub(circle.books()?);
    if amount == 0 {
        return Err(Error::NothingToSweep.into());
    }
    events.push(SurplusSwept { seq: circle.next_seq(), amount }.into());
    Ok(Payout { to: circle.terms.society, amount })
}
