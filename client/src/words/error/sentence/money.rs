//! Pots and payments.

use mutual_types::{PaymentStatus, Planck, TimestampMs};

use crate::text::{amount, moment, Unit};
use crate::words::names::counted;

pub(super) const INVALID_POTS: &str =
    "The pots do not fit together: the first is the general pot and the only one of its kind, there is at most one \
     reserve and one relief pot, and a restricted pot, and no other, has a restriction.";
pub(super) const NOT_KEEPER: &str =
    "Only a treasurer, or a keeper of this pot, whose term runs can do this, and you are neither now.";
pub(super) const NOT_A_CALL: &str =
    "A payment that calls a contract is made by that call and not by a release, and any other by a release.";

pub(super) fn not_waiting(status: PaymentStatus, ends_ms: TimestampMs) -> String {
    match status {
        PaymentStatus::Lapsed => {
            format!("The payment's window closed {}; its money is still reserved.", moment::format(ends_ms))
        }
        PaymentStatus::Released => "The payment has been made.".to_owned(),
        PaymentStatus::Cancelled => "The payment was cancelled.".to_owned(),
        PaymentStatus::Stopped => {
            "The payment is stopped for now: it is held, or disputed, or the members vote on it.".to_owned()
        }
        PaymentStatus::Credited => "The payment became a credit of its payee when the society dissolved.".to_owned(),
        PaymentStatus::Waiting => format!("The payment waits, and can be released until {}.", moment::format(ends_ms)),
    }
}

pub(super) fn not_enough_approvals(have: u8, needed: u8) -> String {
    let have = match have {
        1 => "1 treasurer who can act now has".to_owned(),
        have => format!("{have} treasurers who can act now have"),
    };
    format!("{have} approved this payment, and it needs {needed}.")
}

pub(super) fn pot_not_empty(reserved: Planck, open_items: u32, unit: &Unit) -> String {
    match (reserved, open_items) {
        (0, 0) => "The pot has an allowance, which must end first.".to_owned(),
        (reserved, items) => {
            let items = counted(items, "open payment or grant");
            format!("The pot still holds promises: {} are reserved, for {items}.", amount::format(reserved, unit))
        }
    }
}

pub(super) fn over_max(amount: Planck, max: Planck, unit: &Unit) -> String {
    match max {
        0 => "The rules of this society do not allow this: the most for it is nothing.".to_owned(),
        max => {
            let (amount, max) = (amount::format(amount, unit), amount::format(max, unit));
            format!("{amount} are more than what is possible at once, which is {max}.")
        }
    }
}

pub(super) fn allowance_exceeded(left: Planck, needed: Planck, unit: &Unit) -> String {
    let needed = amount::format(needed, unit);
    match left {
        0 => format!("The pot has no allowance, or nothing is left of it, and this needs {needed}."),
        left => format!("The pot's allowance has {} left, and this needs {needed}.", amount::format(left, unit)),
    }
}
