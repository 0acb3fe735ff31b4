//! Dues, shares, leaving, accounts, proxies and conduct.

use mutual_types::event::{
    AccountOffered, AccountRecovered, AccountRotated, CaseStated, DebtForgiven, DuesPaid, ExitSettled, MemberLeft,
    ProxyAccepted, ProxyEnded, ProxyOffered, SharesBought,
};

use crate::text::{address, amount, moment, Unit};
use crate::words::names::counted;

pub(super) fn dues_paid(e: &DuesPaid, unit: &Unit) -> String {
    format!(
        "{} paid the dues of member {} for {}, {}; they are paid until {}.",
        address::format(&e.payer),
        e.member,
        counted(e.periods, "period"),
        amount::format(e.amount, unit),
        moment::format(e.paid_until_ms),
    )
}

pub(super) fn shares_bought(e: &SharesBought, unit: &Unit) -> String {
    format!("Member {} bought {} for {}.", e.member, counted(e.count, "share"), amount::format(e.amount, unit))
}

pub(super) fn member_left(e: &MemberLeft) -> String {
    format!("Member {} left; their shares are paid out from {} on.", e.member, moment::format(e.exit_due_ms))
}

pub(super) fn exit_settled(e: &ExitSettled, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    let repaid: Vec<_> =
        e.repaid.iter().map(|(grant, planck)| format!("{} of grant {grant}", money(*planck))).collect();
    let repaid = match repaid.as_slice() {
        [] => String::new(),
        parts => format!("; they paid back {}", parts.join(", ")),
    };
    let owed = match e.still_owed {
        0 => String::new(),
        planck => format!("; still owed are {}", money(planck)),
    };
    format!(
        "The shares of member {} were settled: {} are a credit of {}{repaid}{owed}.",
        e.member,
        money(e.credit),
        address::format(&e.account),
    )
}

pub(super) fn debt_forgiven(e: &DebtForgiven, unit: &Unit) -> String {
    format!("Member {} was forgiven a debt of {}.", e.member, amount::format(e.amount, unit))
}

pub(super) fn account_offered(e: &AccountOffered) -> String {
    format!("Member {} offered their membership to their account {}.", e.member, address::format(&e.to))
}

pub(super) fn account_rotated(e: &AccountRotated) -> String {
    let (from, to) = (address::format(&e.from), address::format(&e.to));
    format!("Member {} moved from the account {from} to {to}.", e.member)
}

pub(super) fn account_recovered(e: &AccountRecovered) -> String {
    let (from, to) = (address::format(&e.from), address::format(&e.to));
    format!("The members gave member {} the account {to} in place of {from}.", e.member)
}

pub(super) fn proxy_offered(e: &ProxyOffered) -> String {
    format!("Member {} offered member {} their proxy.", e.member, e.holder)
}

pub(super) fn proxy_accepted(e: &ProxyAccepted) -> String {
    format!("Member {} votes for member {} from now on, who may still vote themselves.", e.holder, e.member)
}

pub(super) fn proxy_ended(e: &ProxyEnded) -> String {
    format!("Member {} no longer votes for member {}.", e.holder, e.member)
}

pub(super) fn case_stated(e: &CaseStated) -> String {
    format!(
        "Member {} stated their case on proposal {}: {} (hash 0x{}).",
        e.member,
        e.proposal,
        e.document.uri,
        hex::encode(e.document.hash),
    )
}
