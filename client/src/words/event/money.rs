//! Payments, petty payments and expenses.

use mutual_types::{
    event::{
        AllowanceSet, ExpenseClaimed, PaymentCancelled, PaymentCreated, PaymentCredited, PaymentHeld,
        PaymentReleaseDecided, PaymentWaived, PettyPaid,
    },
    Origin, Planck,
};

use super::said;
use crate::text::{address, amount, duration, moment, Unit};
use crate::words::names::origin;

pub(super) fn payment_created(e: &PaymentCreated, unit: &Unit) -> String {
    let money = match e.origin {
        Origin::Expense(_) => format!("a treasurer's approval reserves its money in pot {}", e.pot),
        Origin::Spend(_) | Origin::GrantStage { .. } | Origin::Relief(_) | Origin::Call(_) => {
            format!("its money is reserved in pot {}", e.pot)
        }
    };
    format!(
        "Payment {} of {} to {} was created from {}; {money}, and it can be made until {}.",
        e.payment,
        amount::format(e.amount, unit),
        address::format(&e.payee),
        origin(e.origin),
        moment::format(e.ends_ms),
    )
}

pub(super) fn payment_held(e: &PaymentHeld) -> String {
    format!("Member {} held payment {} until {}{}.", e.by, e.payment, moment::format(e.until_ms), said(Some(&e.reason)))
}

pub(super) fn release_decided(e: &PaymentReleaseDecided) -> String {
    format!(
        "The members released payment {} in place of the treasurers; it can be made until {}.",
        e.payment,
        moment::format(e.ends_ms),
    )
}

pub(super) fn payment_cancelled(e: &PaymentCancelled, unit: &Unit) -> String {
    format!("Payment {} was cancelled{}.", e.payment, freed(e.amount, unit))
}

pub(super) fn payment_waived(e: &PaymentWaived, unit: &Unit) -> String {
    format!("The payee gave payment {} up{}.", e.payment, freed(e.amount, unit))
}

fn freed(planck: Planck, unit: &Unit) -> String {
    match planck {
        0 => "; no money was reserved for it".to_owned(),
        planck => format!("; {} are free again", amount::format(planck, unit)),
    }
}

pub(super) fn payment_credited(e: &PaymentCredited, unit: &Unit) -> String {
    format!(
        "Payment {} became a credit of {} to {}, because the society dissolves.",
        e.payment,
        amount::format(e.amount, unit),
        address::format(&e.account),
    )
}

pub(super) fn allowance_set(e: &AllowanceSet, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match (e.payment_max, e.period_max) {
        (0, 0) => format!("Pot {} has no allowance any more.", e.pot),
        (payment_max, period_max) => format!(
            "One signature may pay from pot {} up to {} at once and {} every {}.",
            e.pot,
            money(payment_max),
            money(period_max),
            duration::format(e.period_ms),
        ),
    }
}

pub(super) fn petty_paid(e: &PettyPaid, unit: &Unit) -> String {
    let (amount, payee) = (amount::format(e.amount, unit), address::format(&e.payee));
    let memo = if e.memo.is_empty() { String::new() } else { format!(" for “{}”", e.memo) };
    format!("Member {} paid {amount} to {payee} from pot {}{memo}.", e.by, e.pot)
}

pub(super) fn expense_claimed(e: &ExpenseClaimed, unit: &Unit) -> String {
    format!(
        "Member {} claimed expense {} of {} from pot {} for “{}” (payment {}, hash of the receipt 0x{}).",
        e.member,
        e.expense,
        amount::format(e.amount, unit),
        e.pot,
        e.title,
        e.payment,
        hex::encode(e.receipt),
    )
}
