//! A payment's clocks: what stood still does not count, and nothing runs backwards.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    AccountId, Hold, MemberIndex, Origin, Payment, PaymentState, PaymentStatus, PotId, ProposalId, Stops,
};
use proptest::prelude::*;

const START: u64 = 1_000;
const WINDOW: u64 = 100;

fn payment() -> Payment {
    Payment {
        payee: AccountId([1; 32]),
        payee_member: None,
        proposer: MemberIndex(0),
        amount: 1,
        pot: PotId::GENERAL,
        origin: Origin::Spend(ProposalId(0)),
        approvals_needed: 2,
        starts_ms: START,
        ends_ms: START + WINDOW,
        release_from_ms: 0,
        window_ms: WINDOW,
        approvals: Vec::new(),
        members_approved: false,
        reserved: true,
        renewed: false,
        stops: Stops::default(),
        refused: None,
        state: PaymentState::Waiting,
    }
}

fn hold(payment: &mut Payment, now_ms: u64, until_ms: u64) {
    payment.begin_stop(now_ms).unwrap();
    payment.stops.hold = Some(Hold { by: MemberIndex(0), until_ms });
}

fn statuses(payment: &Payment, times: &[u64]) -> Vec<PaymentStatus> {
    times.iter().map(|now| payment.status(*now)).collect()
}

use PaymentStatus::{Lapsed, Stopped, Waiting};

#[test]
fn without_a_stop_the_window_is_half_open() {
    let payment = payment();
    assert_eq!(statuses(&payment, &[1_000, 1_099, 1_100]), [Waiting, Waiting, Lapsed]);
    assert_eq!((payment.ends_at(1_050), payment.release_from_at(1_050)), (1_100, 0));
}

#[test]
fn a_hold_ends_by_itself_and_its_time_does_not_count() {
    let mut payment = payment();
    hold(&mut payment, 1_020, 1_050);
    assert_eq!(statuses(&payment, &[1_020, 1_049, 1_050, 1_129, 1_130]), [Stopped, Stopped, Waiting, Waiting, Lapsed]);
    assert_eq!((payment.ends_at(1_030), payment.ends_at(1_050), payment.ends_at(2_000)), (1_110, 1_130, 1_130));
    // Writing it down changes nothing, now or when it is done twice.
    for _ in 0..2 {
        payment.settle_clock(1_200).unwrap();
        assert_eq!((payment.stops.since_ms, payment.ends_ms, payment.ends_at(1_060)), (0, 1_130, 1_130));
    }
}

#[test]
fn a_window_that_is_over_stays_over_however_long_a_dispute_lasts() {
    let mut payment = payment();
    payment.stop_clock(1_100).unwrap();
    assert_eq!((payment.status(1_150), payment.ends_at(1_150)), (Stopped, 1_100));
    payment.resume_clock(1_300, 1_300).unwrap();
    assert_eq!((payment.status(1_300), payment.ends_ms), (Lapsed, 1_100));
}

#[test]
fn a_lifted_hold_ends_when_it_is_lifted() {
    let mut payment = payment();
    hold(&mut payment, 1_020, 1_050);
    payment.stops.hold.as_mut().unwrap().until_ms = 1_025;
    payment.settle_clock(1_025).unwrap();
    assert_eq!((payment.status(1_025), payment.ends_ms), (Waiting, 1_105));
}

#[test]
fn a_hold_within_a_dispute_counts_once() {
    let mut payment = payment();
    payment.stop_clock(1_010).unwrap();
    hold(&mut payment, 1_020, 1_030);
    assert_eq!(payment.status(1_040), Stopped);
    payment.resume_clock(1_060, 1_060).unwrap();
    assert_eq!((payment.status(1_060), payment.ends_ms, payment.stops.pending), (Waiting, 1_150, 0));
}

#[test]
fn a_dispute_within_a_hold_counts_once() {
    let mut payment = payment();
    hold(&mut payment, 1_010, 1_060);
    payment.stop_clock(1_020).unwrap();
    payment.resume_clock(1_030, 1_030).unwrap();
    assert_eq!(statuses(&payment, &[1_030, 1_059, 1_060]), [Stopped, Stopped, Waiting]);
    assert_eq!(payment.ends_at(1_060), 1_150);
}

#[test]
fn a_hold_that_outlasts_a_dispute_joins_it() {
    let mut payment = payment();
    payment.stop_clock(1_010).unwrap();
    hold(&mut payment, 1_050, 1_080);
    payment.resume_clock(1_060, 1_060).unwrap();
    assert_eq!(statuses(&payment, &[1_079, 1_080]), [Stopped, Waiting]);
    assert_eq!(payment.ends_at(1_080), 1_170);
}

#[test]
fn a_proposal_that_ended_before_it_was_settled_stops_until_its_end_only() {
    let mut payment = payment();
    payment.stop_clock(1_010).unwrap();
    assert_eq!(payment.status(1_090), Stopped);
    payment.resume_clock(1_030, 1_090).unwrap();
    assert_eq!((payment.status(1_090), payment.ends_ms), (Waiting, 1_120));
    assert_eq!(payment.status(1_120), Lapsed);
}

#[test]
fn an_end_in_the_future_is_now() {
    let mut payment = payment();
    payment.stop_clock(1_010).unwrap();
    payment.resume_clock(9_999, 1_030).unwrap();
    assert_eq!((payment.status(1_030), payment.ends_ms), (Waiting, 1_120));
}

#[test]
fn two_pending_resume_with_the_second_and_in_any_order_of_their_ends() {
    for (first, second) in [((1_040, 1_045), (1_060, 1_060)), ((1_060, 1_060), (1_040, 1_070))] {
        let mut payment = payment();
        payment.stop_clock(1_010).unwrap();
        payment.stop_clock(1_020).unwrap();
        payment.resume_clock(first.0, first.1).unwrap();
        assert_eq!(payment.status(first.1), Stopped);
        payment.resume_clock(second.0, second.1).unwrap();
        assert_eq!((payment.status(second.1), payment.ends_ms), (Waiting, 1_150));
    }
}

#[test]
fn a_second_stretch_is_added_to_the_first() {
    let mut payment = payment();
    hold(&mut payment, 1_010, 1_020);
    payment.stop_clock(1_050).unwrap();
    assert_eq!((payment.ends_ms, payment.ends_at(1_060)), (1_110, 1_120));
    payment.resume_clock(1_070, 1_070).unwrap();
    assert_eq!(payment.ends_ms, 1_130);
}

#[test]
fn the_time_of_release_shifts_if_it_had_not_come() {
    for (release_from_ms, shifted) in [(1_021, 1_051), (1_020, 1_020), (1_000, 1_000), (1_060, 1_090), (0, 0)] {
        let mut payment = payment();
        payment.release_from_ms = release_from_ms;
        hold(&mut payment, 1_020, 1_050);
        assert_eq!(payment.release_from_at(1_060), shifted);
        payment.settle_clock(1_060).unwrap();
        assert_eq!((payment.release_from_ms, payment.release_from_at(1_060)), (shifted, shifted));
    }
}

#[test]
fn a_new_window_forgets_what_stood_still_and_stands_still_itself_if_something_stops_it() {
    let mut free = payment();
    hold(&mut free, 1_020, 1_050);
    free.open_window(1_200).unwrap();
    assert_eq!((free.starts_ms, free.ends_at(1_200), free.ends_at(1_250)), (1_200, 1_300, 1_300));

    let mut held = payment();
    held.release_from_ms = 1_030;
    held.stop_clock(1_020).unwrap();
    held.open_window(1_060).unwrap();
    assert_eq!(statuses(&held, &[1_060, 1_500]), [Stopped, Stopped]);
    held.resume_clock(1_070, 1_070).unwrap();
    assert_eq!((held.ends_ms, held.release_from_ms), (1_170, 1_080), "10 of the 10 ms that were left at 1,020");
}

#[test]
fn what_lapsed_stays_lapsed_through_a_dispute() {
    let mut payment = payment();
    payment.stop_clock(1_100).unwrap();
    assert_eq!(payment.status(1_500), Stopped);
    payment.resume_clock(1_500, 1_500).unwrap();
    assert_eq!(payment.status(1_500), Lapsed);
}

#[test]
fn the_end_of_time_is_an_error_and_no_wrap() {
    let mut payment = payment();
    payment.ends_ms = u64::MAX;
    hold(&mut payment, 1_020, 1_050);
    assert_eq!(payment.ends_at(1_060), u64::MAX);
    assert!(payment.settle_clock(1_060).is_err());
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A dispute or proposal begins.
    Stop,
    /// The oldest one ended so long ago, and this becomes known.
    Resume(u64),
    /// A hold of such a length.
    Hold(u64),
    Lift,
    /// Somebody writes the payment for another reason.
    Settle,
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Stop),
        2 => (0u64..30).prop_map(Step::Resume),
        1 => (0u64..60).prop_map(Step::Hold),
        1 => Just(Step::Lift),
        1 => Just(Step::Settle),
        4 => (1u64..30).prop_map(Step::Wait),
    ]
}

/// How many of the ms in `from..to` are in none of the causes.
fn ran(causes: &[(u64, u64)], from: u64, to: u64) -> u64 {
    (from..to).filter(|ms| !causes.iter().any(|(start, end)| start <= ms && ms < end)).count() as u64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn stopped_time_never_counts_and_no_clock_runs_backwards(
        steps in proptest::collection::vec(step(), 0..40),
        release_in in 0u64..80,
    ) {
        let mut payment = payment();
        payment.release_from_ms = START + release_in;
        let (mut now, mut used) = (START, 0);
        // Each cause with its true start and end; those pending in a queue.
        let mut causes: Vec<(u64, u64)> = Vec::new();
        let mut pending: Vec<usize> = Vec::new();
        let mut held: Option<usize> = None;
        // Whether all ends became known when they came: then what is counted is exact.
        let mut exact = true;
        for step in steps {
            match step {
                Step::Stop => {
                    payment.stop_clock(now).unwrap();
                    pending.push(causes.len());
                    causes.push((now, u64::MAX));
                }
                Step::Resume(ago) if !pending.is_empty() => {
                    let cause = pending.remove(0);
                    let ended = now.saturating_sub(ago).max(causes[cause].0);
                    exact &= ended == now;
                    causes[cause].1 = ended;
                    payment.resume_clock(ended, now).unwrap();
                }
                Step::Hold(length) if held.is_none() => {
                    hold(&mut payment, now, now + length);
                    held = Some(causes.len());
                    causes.push((now, now + length));
                }
                Step::Lift => {
                    if let Some(cause) = held.filter(|cause| now < causes[*cause].1) {
                        causes[cause].1 = now;
                        payment.stops.hold.as_mut().unwrap().until_ms = now;
                        payment.settle_clock(now).unwrap();
                    }
                }
                Step::Settle => payment.settle_clock(now).unwrap(),
                Step::Wait(ms) => now += ms,
                Step::Resume(_) | Step::Hold(_) => {}
            }
            // What has run of the window: all time, less that by which its end moved, until it is over.
            let counted = ((now - START) - (payment.ends_at(now) - (START + WINDOW))).min(WINDOW);
            let truth = ran(&causes, START, now);
            prop_assert!(counted <= truth, "{counted} counted, {truth} ran");
            prop_assert!(counted >= used, "the clock ran backwards from {used} to {counted}");
            used = counted;
            let is_stopped = causes.iter().enumerate().any(|(place, (start, end))| {
                pending.contains(&place) || (*start <= now && now < *end)
            });
            prop_assert_eq!(payment.status(now) == PaymentStatus::Stopped, is_stopped);
            // Released before so much time ran? Never.
            prop_assert!(now < payment.release_from_at(now) || truth >= release_in);
            if exact {
                prop_assert_eq!(counted, truth.min(WINDOW));
                prop_assert_eq!(now >= payment.release_from_at(now), truth >= release_in);
            }
        }
    }
}
