//! What a society cannot be founded with, in the order in which it is refused.

use std::collections::BTreeSet;

use mutual_types::{
    AccountId, Bounds, Collection, Error, Field, Founder, Founding, Planck, PotKind, Role, RuleName as R,
};

use crate::limits::{self, within};
use crate::num::{big, SECOND, YEAR};
use crate::outcome::{need, no, Res};
use crate::texts;

/// Refuses a founding of `society` that cannot be.
pub(crate) fn check(founding: &Founding, society: AccountId) -> Res<()> {
    texts::text(Field::Name, &founding.name)?;
    texts::text(Field::Purpose, &founding.purpose)?;
    texts::document(&founding.charter)?;
    bounds(&founding.bounds)?;
    limits::rules(&founding.rules, &founding.bounds)?;
    pots(founding)?;
    people(founding)?;
    need(founding.asset_lock.beneficiary != society, Error::InvalidBeneficiary)?;
    seats(&founding.founders)?;
    let mut fallbacks = founding.pots.iter().filter_map(|pot| pot.restriction.as_ref());
    need(fallbacks.all(|restriction| restriction.fallback != society), Error::PayeeIsSociety)
}

/// The ends of a range lie in order, and within the hard ones.
fn span(
    rule: R,
    (min, max): (impl Into<u128>, impl Into<u128>),
    least: impl Into<u128>,
    most: impl Into<u128>,
) -> Res<()> {
    let (min, max) = (min.into(), max.into());
    within(rule, min, least, max)?;
    within(rule, max, min, most)
}

fn bounds(b: &Bounds) -> Res<()> {
    let periods = [
        (R::VotingPeriod, b.voting_period_ms),
        (R::MinOpen, b.min_open_ms),
        (R::Notice, b.notice_ms),
        (R::ExecutionWindow, b.execution_window_ms),
        (R::PaymentWindow, b.payment_window_ms),
        (R::RoleTerm, b.role_term_ms),
    ];
    for (rule, period) in periods {
        span(rule, (period.min, period.max), SECOND, YEAR)?;
    }
    span(R::Quorum, (b.quorum_bps.min, b.quorum_bps.max), 0u8, 5_000u16)?;
    span(R::SpecialApproval, (b.special_approval_bps.min, b.special_approval_bps.max), 5_001u16, 9_000u16)?;
    span(R::MinAyes, (b.min_ayes.min, b.min_ayes.max), 2u8, 7u8)?;
    span(R::PaymentApprovals, (b.payment_approvals.min, b.payment_approvals.max), 1u8, 7u8)?;
    span(R::ReserveFloor, (b.reserve_floor.min, b.reserve_floor.max), 0u8, Planck::MAX)?;
    within(R::FoundingWindow, b.founding_window_ms, 0u8, YEAR)
}

fn pots(founding: &Founding) -> Res<()> {
    let pots = &founding.pots;
    texts::list(Collection::Pots, pots.len(), 8)?;
    let count = |kind: PotKind| pots.iter().filter(|pot| pot.kind == kind).count();
    let begins = pots.first().is_some_and(|pot| pot.kind == PotKind::General);
    let is_plain = begins && count(PotKind::General) == 1 && count(PotKind::Reserve) < 2 && count(PotKind::Relief) < 2;
    need(is_plain, Error::InvalidPots)?;
    pots.iter().try_for_each(texts::pot)
}

fn people(founding: &Founding) -> Res<()> {
    let founders = &founding.founders;
    texts::list(Collection::Founders, founders.len(), 64)?;
    need(!founders.is_empty(), Error::NoFounders)?;
    let treasurers = founders.iter().filter(|founder| founder.roles.contains(&Role::Treasurer)).count();
    let approvals = founding.rules.payments.approvals;
    let needed = if founders.len() < 3 && approvals == 1 { 1 } else { u32::from(approvals).saturating_add(1) };
    let count = u32::try_from(treasurers).unwrap_or(u32::MAX);
    need(count >= needed, Error::TooFewTreasurers { count, needed })?;
    texts::list(Collection::Seats, treasurers, 16)?;
    let mut named = BTreeSet::new();
    for founder in founders {
        need(named.insert(founder.account), Error::DuplicateAccount(founder.account))?;
        roles(founder, founding.pots.len())?;
    }
    need(!named.contains(&founding.asset_lock.beneficiary), Error::InvalidBeneficiary)
}

fn roles(founder: &Founder, pots: usize) -> Res<()> {
    texts::list(Collection::Seats, founder.roles.len(), 64)?;
    for (place, role) in founder.roles.iter().enumerate() {
        let is_new = !founder.roles.iter().take(place).any(|other| other == role);
        need(is_new, Error::DuplicateRole(founder.account))?;
        match role {
            Role::Keeper(pot) if big(pot.0) >= big(pots) => return no(Error::NoPot(*pot)),
            _ => {}
        }
    }
    Ok(())
}

/// Everybody is seated in their order: at most 16 in each role, and 64 in all.
fn seats(founders: &[Founder]) -> Res<()> {
    let all: Vec<Role> = founders.iter().flat_map(|founder| founder.roles.iter().copied()).collect();
    for (place, role) in all.iter().enumerate() {
        let same = all.iter().take(place).filter(|other| *other == role).count();
        texts::list(Collection::Seats, same.saturating_add(1), 16)?;
        texts::list(Collection::Seats, place.saturating_add(1), 64)?;
    }
    Ok(())
}
