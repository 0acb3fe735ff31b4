//! The caps of relief, against a model that keeps all there was.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    Error, Planck, ReliefCap, ReliefDays, ReliefId, ReliefPaid, ReliefRecord, DAY_MS, RELIEF_DAYS, RELIEF_PAYMENTS_MAX,
    YEAR_MS,
};
use proptest::prelude::*;

fn paid(request: u32, at_ms: u64, amount: Planck) -> ReliefPaid {
    ReliefPaid { request: ReliefId(request), at_ms, amount }
}

fn capped(cap: ReliefCap, left: Planck, needed: Planck) -> Error {
    Error::ReliefCapped { cap, left, needed }
}

#[test]
fn a_cap_leaves_what_was_not_had() {
    let cap = ReliefCap::Request;
    assert_eq!(cap.refusal(10, 0, 10), None);
    assert_eq!(cap.refusal(10, 4, 6), None);
    assert_eq!(cap.refusal(10, 4, 7), Some(capped(cap, 6, 7)));
    assert_eq!(cap.refusal(3, 4, 1), Some(capped(cap, 0, 1)), "the rules were lowered");
}

#[test]
fn what_was_had_counts_for_365_days_to_the_ms() {
    let mut record = ReliefRecord { had: vec![paid(0, 1_000, 60)], ..ReliefRecord::default() };
    let year = ReliefCap::MemberYear;
    assert_eq!(record.refusal(41, 100, 1_000), Some(capped(year, 40, 41)));
    assert_eq!(record.refusal(40, 100, 1_000), None);
    assert_eq!(record.refusal(41, 100, 1_000 + YEAR_MS - 1), Some(capped(year, 40, 41)));
    assert_eq!(record.refusal(100, 100, 1_000 + YEAR_MS), None);
    assert!(record.had.is_empty());
}

#[test]
fn twelve_payments_a_year_are_the_most() {
    let mut record = ReliefRecord::default();
    for number in 0..RELIEF_PAYMENTS_MAX {
        assert_eq!(record.refusal(1, 100, 5), None);
        record.had.push(paid(number, 5, 1));
    }
    assert_eq!(record.refusal(1, 100, 5), Some(capped(ReliefCap::MemberCount, 0, 1)));
    assert_eq!(record.forget(ReliefId(7)), Some(paid(7, 5, 1)));
    assert_eq!(record.forget(ReliefId(7)), None);
    assert_eq!(record.refusal(1, 100, 5), None);
}

#[test]
fn sums_that_do_not_fit_leave_no_room() {
    let mut record = ReliefRecord { had: vec![paid(0, 1, Planck::MAX), paid(1, 1, 1)], ..ReliefRecord::default() };
    assert_eq!(record.refusal(1, Planck::MAX, 1), Some(capped(ReliefCap::MemberYear, 0, 1)));
    let mut days = ReliefDays::default();
    days.promise(Planck::MAX, 1).unwrap();
    assert_eq!(*days.promise(1, 1).unwrap_err(), Error::Overflow);
    days.promise(1, DAY_MS).unwrap();
    assert_eq!(days.refusal(1, Planck::MAX, DAY_MS), Some(capped(ReliefCap::PotMonth, 0, 1)));
}

#[test]
fn attestations_are_counted_by_the_year_from_the_first() {
    let mut record = ReliefRecord::default();
    assert_eq!(record.attest(2, 100), Ok(()));
    assert_eq!(record.attest(2, 200), Ok(()));
    let until_ms = 100 + YEAR_MS;
    assert_eq!(*record.attest(2, until_ms - 1).unwrap_err(), Error::AttestationsFull { until_ms });
    assert_eq!(record.attest(2, until_ms), Ok(()));
    assert_eq!((record.attesting_since_ms, record.attestations), (until_ms, 1));
    record.attestations = u8::MAX;
    assert_eq!(
        *record.attest(u8::MAX, until_ms).unwrap_err(),
        Error::AttestationsFull { until_ms: until_ms + YEAR_MS }
    );
}

#[test]
fn a_day_counts_with_the_thirty_after_it() {
    let mut days = ReliefDays::default();
    days.promise(10, DAY_MS - 1).unwrap();
    let last_ms = RELIEF_DAYS * DAY_MS - 1;
    assert_eq!(days.refusal(1, 10, last_ms), Some(capped(ReliefCap::PotMonth, 0, 1)));
    assert_eq!(days.days.len(), 1);
    assert_eq!(days.refusal(10, 10, last_ms + 1), None);
    assert!(days.days.is_empty());
}

#[test]
fn what_was_given_up_leaves_its_own_day() {
    let mut days = ReliefDays::default();
    days.promise(10, 5).unwrap();
    days.promise(3, DAY_MS).unwrap();
    days.forget(&paid(0, 0, 4)).unwrap();
    assert_eq!(days.days.iter().map(|entry| entry.amount).collect::<Vec<_>>(), [6, 3]);
    days.forget(&paid(0, 2 * DAY_MS, 4)).unwrap();
    assert_eq!(days.days.len(), 2, "a day without promises is not there");
    assert_eq!(*days.forget(&paid(0, 0, 7)).unwrap_err(), Error::Overflow);
}

/// What happens next: time passes, an amount is asked for, and perhaps an earlier one is given up.
fn steps() -> impl Strategy<Value = Vec<(u64, Planck, Option<prop::sample::Index>)>> {
    let pause = prop_oneof![0..DAY_MS, 0..3 * DAY_MS, Just(DAY_MS), Just(30 * DAY_MS), 0..YEAR_MS / 2];
    prop::collection::vec((pause, 1..40u128, prop::option::weighted(0.2, any::<prop::sample::Index>())), 1..120)
}

proptest! {
    /// Neither the year of a member nor any thirty days of the pot exceed their caps, wherever they begin.
    #[test]
    fn no_thirty_days_and_no_year_exceed_the_cap(steps in steps(), year_max in 50..300u128, month_max in 20..100u128) {
        let (mut record, mut days) = (ReliefRecord::default(), ReliefDays::default());
        let (mut now_ms, mut all): (u64, Vec<ReliefPaid>) = (1_000_000, Vec::new());
        for (number, (pause_ms, amount, given_up)) in (0u32..).zip(steps) {
            now_ms += pause_ms;
            let allowed = record.refusal(amount, year_max, now_ms).is_none()
                && days.refusal(amount, month_max, now_ms).is_none();
            if allowed {
                let promised = paid(number, now_ms, amount);
                record.had.push(promised.clone());
                days.promise(amount, now_ms).unwrap();
                all.push(promised);
            }
            if let (Some(index), false) = (given_up, all.is_empty()) {
                let gone = all.remove(index.index(all.len()));
                if let Some(had) = record.forget(gone.request) {
                    days.forget(&had).unwrap();
                }
            }
            prop_assert!(record.had.len() <= usize::try_from(RELIEF_PAYMENTS_MAX).unwrap());
            prop_assert!(days.days.len() <= usize::try_from(RELIEF_DAYS).unwrap());
        }
        for first in &all {
            let within = |span_ms: u64| all.iter().filter(move |other| {
                first.at_ms <= other.at_ms && other.at_ms < first.at_ms + span_ms
            });
            prop_assert!(within(30 * DAY_MS).map(|other| other.amount).sum::<Planck>() <= month_max);
            prop_assert!(within(YEAR_MS).map(|other| other.amount).sum::<Planck>() <= year_max);
            prop_assert!(within(YEAR_MS).count() <= usize::try_from(RELIEF_PAYMENTS_MAX).unwrap());
        }
    }
}
