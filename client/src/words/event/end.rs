//! Disputes and dissolution.

use mutual_types::event::{
    CreditForfeited, DisputeOpened, DisputePetitioned, DisputeRuled, DisputeSettled, DissolutionOpened, Divided,
    PanelVoted, ShareClaimed, SharersCounted,
};

use super::members;
use crate::text::{address, amount, moment, Unit};
use crate::words::names::{counted, dispute_subject, ruling};

pub(super) fn petitioned(e: &DisputePetitioned) -> String {
    format!(
        "{} asked for dispute {} about {}; it opens when enough members ask for it.",
        address::format(&e.opener),
        e.dispute,
        dispute_subject(e.subject),
    )
}

pub(super) fn opened(e: &DisputeOpened) -> String {
    let panel = if e.panel.is_empty() {
        "there are too few arbitrators for a panel, so the members decide".to_owned()
    } else {
        format!("{} decide until {}", members(&e.panel), moment::format(e.ends_ms))
    };
    format!(
        "{} opened dispute {} about {}; {panel}.",
        address::format(&e.opener),
        e.dispute,
        dispute_subject(e.subject),
    )
}

pub(super) fn panel_voted(e: &PanelVoted) -> String {
    format!("Arbitrator {} voted {} in dispute {}.", e.arbitrator, ruling(e.ruling), e.dispute)
}

pub(super) fn ruled(e: &DisputeRuled) -> String {
    let by = if e.by_members { "The members" } else { "The panel" };
    format!("{by} ruled {} in dispute {}.", ruling(e.ruling), e.dispute)
}

pub(super) fn settled(e: &DisputeSettled, unit: &Unit) -> String {
    let deposit = match (e.deposit, e.forfeited) {
        (0, _) => String::new(),
        (planck, true) => format!("; its deposit of {} went to the general pot", amount::format(planck, unit)),
        (planck, false) => format!("; its deposit of {} is a credit of who opened it", amount::format(planck, unit)),
    };
    format!("Dispute {} was settled{deposit}.", e.dispute)
}

pub(super) fn dissolution_opened(e: &DissolutionOpened) -> String {
    format!(
        "The society dissolves: what is approved can be claimed until {}, and who could decide {} shares in the rest.",
        moment::format(e.claims_until_ms),
        moment::format(e.made_ms),
    )
}

pub(super) fn sharers_counted(e: &SharersCounted) -> String {
    format!(
        "Members before number {} were looked at; {} so far.",
        e.next,
        match e.sharers {
            1 => "1 of them shares".to_owned(),
            sharers => format!("{sharers} of them share"),
        }
    )
}

pub(super) fn divided(e: &Divided, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    let total = money(e.total);
    match (e.each, e.extra) {
        (0, 0) => format!("What was left, {total}, is a credit of the beneficiary."),
        (each, 0) => format!("{total} were divided: {} get {} each.", counted(e.sharers, "member"), money(each)),
        (each, extra) => format!(
            "{total} were divided: {} get {} each, and the first {extra} to claim get one planck more.",
            counted(e.sharers, "member"),
            money(each),
        ),
    }
}

pub(super) fn share_claimed(e: &ShareClaimed, unit: &Unit) -> String {
    let (share, account) = (amount::format(e.share, unit), address::format(&e.account));
    format!("The share of member {}, {share}, is a credit of {account}.", e.member)
}

pub(super) fn credit_forfeited(e: &CreditForfeited, unit: &Unit) -> String {
    let (amount, account) = (amount::format(e.amount, unit), address::format(&e.account));
    format!("The credit of {account}, {amount}, which nobody claimed, is the beneficiary's now.")
}
