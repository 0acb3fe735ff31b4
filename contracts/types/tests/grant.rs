//! Grants and their stages at every edge.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    AccountId, Claim, Document, Error, Grant, GrantStatus, GrantTerms, MemberIndex, PotId, ProposalId, RuleName, Stage,
    StageStatus, StageTerms, MONTHS_MAX, MONTH_MS,
};
use proptest::prelude::*;

const REVIEW_MS: u64 = 100;

fn stage(due_ms: u64, months: u8) -> Stage {
    Stage { amount: 10, due_ms, months, payments: 0, lapsed: false }
}

fn grant(stages: Vec<Stage>) -> Grant {
    Grant {
        proposal: ProposalId(1),
        proposer: MemberIndex(2),
        payee: AccountId([3; 32]),
        payee_member: None,
        pot: PotId(0),
        reserved: stages.iter().map(|stage| stage.amount * u128::from(stage.months.max(1))).sum(),
        stages,
        current: 0,
        claim: None,
        review_ms: REVIEW_MS,
        approvals_needed: 2,
        payment_window_ms: 1_000,
        pending: 0,
        paid: 0,
        repay_by_ms: None,
        repaid: 0,
        forgiven: 0,
        stopped: false,
    }
}

fn claim(at_ms: u64, returned: bool) -> Option<Claim> {
    Some(Claim { at_ms, evidence: Document { uri: String::new(), hash: [0; 32] }, metric: 1, returned })
}

fn terms(stages: &[(u128, u64, u8)]) -> GrantTerms {
    let stages = stages
        .iter()
        .map(|(amount, due_ms, months)| StageTerms {
            title: String::new(),
            amount: *amount,
            due_ms: *due_ms,
            months: *months,
        })
        .collect();
    GrantTerms { payee: AccountId([3; 32]), pot: PotId(0), stages, unit: String::new(), repay_by_ms: None }
}

fn invalid(stage: u32) -> Option<Error> {
    Some(Error::InvalidStages { stage })
}

fn mistake(stages: &[(u128, u64, u8)], from_ms: u64) -> Option<Error> {
    terms(stages).check_stages(from_ms).err().map(|error| *error)
}

#[test]
fn an_unclaimed_stage_is_open_then_overdue_then_lapsable() {
    let grant = grant(vec![stage(1_000, 0)]);
    let table = [
        (0, StageStatus::Open),
        (999, StageStatus::Open),
        (1_000, StageStatus::Overdue),
        (1_099, StageStatus::Overdue),
        (1_100, StageStatus::Lapsable),
        (u64::MAX, StageStatus::Lapsable),
    ];
    for (now_ms, status) in table {
        assert_eq!(grant.stage_status(now_ms), Some(status), "at {now_ms}");
    }
    assert_eq!(grant.lapsable_from_ms(), 1_100);
}

#[test]
fn a_claimed_stage_is_never_overdue_and_unanswered_after_the_review() {
    let mut grant = grant(vec![stage(1_000, 0)]);
    for (at_ms, claimed_until_ms) in [(500, 600), (950, 1_050), (1_500, 1_600)] {
        grant.claim = claim(at_ms, false);
        assert_eq!(grant.stage_status(at_ms), Some(StageStatus::Claimed));
        assert_eq!(grant.stage_status(claimed_until_ms - 1), Some(StageStatus::Claimed));
        assert_eq!(grant.stage_status(claimed_until_ms), Some(StageStatus::Unanswered));
        assert_eq!(grant.stage_status(u64::MAX), Some(StageStatus::Unanswered));
    }
}

#[test]
fn a_returned_stage_waits_from_its_return_or_its_date_whichever_is_later() {
    let mut grant = grant(vec![stage(1_000, 0)]);
    for (at_ms, lapsable_from_ms) in [(500, 1_100), (999, 1_100), (1_000, 1_100), (1_001, 1_101), (5_000, 5_100)] {
        grant.claim = claim(at_ms, true);
        assert_eq!(grant.stage_status(at_ms), Some(StageStatus::Returned));
        assert_eq!(grant.stage_status(lapsable_from_ms - 1), Some(StageStatus::Returned));
        assert_eq!(grant.stage_status(lapsable_from_ms), Some(StageStatus::Lapsable));
        assert_eq!(grant.lapsable_from_ms(), lapsable_from_ms);
    }
}

#[test]
fn a_stipend_is_due_monthly_from_its_date_and_never_lapses() {
    let mut grant = grant(vec![stage(1_000, 3)]);
    for payments in 0..3 {
        grant.stages[0].payments = payments;
        let due_ms = 1_000 + u64::from(payments) * MONTH_MS;
        assert_eq!(grant.stages[0].next_payment_ms(), due_ms);
        assert_eq!(grant.stage_status(due_ms - 1), Some(StageStatus::Waiting));
        assert_eq!(grant.stage_status(due_ms), Some(StageStatus::Due));
        assert_eq!(grant.stage_status(u64::MAX), Some(StageStatus::Due));
    }
}

#[test]
fn times_past_the_end_of_time_never_come() {
    let mut grant = grant(vec![stage(u64::MAX, 0)]);
    assert_eq!(grant.stage_status(u64::MAX - 1), Some(StageStatus::Open));
    assert_eq!(grant.lapsable_from_ms(), u64::MAX);
    grant.claim = claim(u64::MAX - 1, false);
    assert_eq!(grant.stage_status(u64::MAX - 1), Some(StageStatus::Claimed));
    let late = Stage { payments: 60, ..stage(u64::MAX, 60) };
    assert_eq!(late.next_payment_ms(), u64::MAX);
}

#[test]
fn a_grant_runs_until_its_stages_are_over_or_it_is_stopped() {
    let mut grant = grant(vec![stage(1, 0), stage(2, 2)]);
    assert_eq!((grant.status(), grant.is_over()), (GrantStatus::Running, false));
    grant.end_stage(0);
    assert_eq!((grant.status(), grant.current), (GrantStatus::Running, 1));
    grant.stopped = true;
    assert_eq!((grant.status(), grant.is_over()), (GrantStatus::Stopped, true));
    grant.stopped = false;
    grant.end_stage(0);
    assert_eq!((grant.status(), grant.is_over()), (GrantStatus::Finished, true));
    assert_eq!((grant.open_stage(), grant.stage_status(5)), (None, None));
    grant.stopped = true;
    assert_eq!(grant.status(), GrantStatus::Stopped);
}

#[test]
fn the_next_stage_begins_unclaimed_and_with_the_whole_grace() {
    for (now_ms, due_ms) in [(0, 2_000), (1_999, 2_000), (2_000, 2_000), (2_001, 2_001), (9_000, 9_000)] {
        let mut grant = grant(vec![stage(1_000, 0), stage(2_000, 0)]);
        grant.claim = claim(900, false);
        grant.end_stage(now_ms);
        assert_eq!((grant.current, grant.claim.as_ref()), (1, None));
        assert_eq!((grant.stages[0].due_ms, grant.stages[1].due_ms), (1_000, due_ms));
        assert_eq!(grant.lapsable_from_ms(), due_ms + REVIEW_MS);
        assert_ne!(grant.stage_status(now_ms), Some(StageStatus::Lapsable));
    }
}

#[test]
fn a_stipend_that_begins_late_keeps_its_dates() {
    let mut grant = grant(vec![stage(1_000, 0), stage(2_000, 12)]);
    grant.end_stage(9_000);
    assert_eq!((grant.stages[1].due_ms, grant.stage_status(9_000)), (2_000, Some(StageStatus::Due)));
}

#[test]
fn stages_have_amounts_and_stand_in_the_order_of_their_dates() {
    assert_eq!(mistake(&[], 0), invalid(0));
    assert_eq!(mistake(&[(0, 10, 0)], 0), invalid(0));
    assert_eq!(mistake(&[(1, 10, 0), (0, 10, 0)], 0), invalid(1));
    assert_eq!(mistake(&[(1, 10, 0), (1, 11, 0), (1, 10, 0)], 0), invalid(2));
    assert_eq!(mistake(&[(1, 10, 0), (1, 10, 0), (1, 11, 0)], 0), None);
    assert_eq!(mistake(&[(1, 9, 0)], 10), invalid(0));
    assert_eq!(mistake(&[(1, 10, 0)], 10), None);
    assert_eq!(mistake(&[(1, 10, MONTHS_MAX)], 0), None);
    assert_eq!(mistake(&[(1, 10, 0), (1, 10, MONTHS_MAX + 1)], 0), invalid(1));
    assert_eq!(mistake(&[(1, u64::MAX, 0)], 0), None);
}

#[test]
fn a_loan_is_paid_back_after_its_last_date() {
    let check = |stages: &[(u128, u64, u8)], repay_by_ms| {
        let terms = GrantTerms { repay_by_ms, ..terms(stages) };
        terms.check_repayment().err().map(|error| *error)
    };
    let too_soon = |value: u64, min: u64| {
        Some(Error::RuleOutOfBounds {
            rule: RuleName::Review,
            value: value.into(),
            min: min.into(),
            max: u64::MAX.into(),
        })
    };
    assert_eq!(check(&[(1, 10, 0), (1, 20, 1)], None), None);
    assert_eq!(check(&[(1, 10, 0), (1, 20, 0)], Some(19)), too_soon(19, 20));
    assert_eq!(check(&[(1, 10, 0), (1, 20, 0)], Some(20)), None);
    assert_eq!(check(&[(1, 10, 0), (1, 20, 1)], Some(20)), None);
    // A stipend's last payment may be later than the date of the stage after it.
    let last_ms = 10 + 2 * MONTH_MS;
    assert_eq!(check(&[(1, 10, 3), (1, 20, 0)], Some(last_ms - 1)), too_soon(last_ms - 1, last_ms));
    assert_eq!(check(&[(1, 10, 3), (1, 20, 0)], Some(last_ms)), None);
    // There are no dates after the last one.
    assert_eq!(check(&[(1, u64::MAX - MONTH_MS, 2)], None), None);
    assert_eq!(check(&[(1, u64::MAX - MONTH_MS, 3)], None), Some(Error::Overflow));
}

#[test]
fn a_grant_promises_each_stage_as_often_as_it_pays() {
    assert_eq!(terms(&[(5, 1, 0)]).total(), Ok(5));
    assert_eq!(terms(&[(5, 1, 0), (7, 1, 1), (1, 1, 12)]).total(), Ok(24));
    assert_eq!(terms(&[(u128::MAX, 1, 1)]).total(), Ok(u128::MAX));
    assert_eq!(terms(&[(u128::MAX, 1, 0), (1, 1, 0)]).total(), Err(Error::Overflow.into()));
    assert_eq!(terms(&[(u128::MAX / 2 + 1, 1, 2)]).total(), Err(Error::Overflow.into()));
}

#[test]
fn only_what_was_paid_and_is_past_its_date_is_due() {
    let mut loan = grant(vec![stage(1, 0)]);
    loan.paid = 10;
    assert_eq!((loan.outstanding(), loan.past_due(u64::MAX)), (0, 0), "a gift");
    loan.repay_by_ms = Some(1_000);
    assert_eq!((loan.outstanding(), loan.past_due(999), loan.past_due(1_000)), (10, 0, 10));
    loan.repaid = 3;
    loan.forgiven = 4;
    assert_eq!((loan.outstanding(), loan.past_due(999), loan.past_due(u64::MAX)), (3, 0, 3));
    loan.repaid = 6;
    assert_eq!((loan.outstanding(), loan.past_due(1_000)), (0, 0));
}

#[test]
fn a_loan_is_level_when_nothing_is_owed_nor_will_be() {
    let mut loan = grant(vec![stage(1, 0)]);
    loan.repay_by_ms = Some(1_000);
    assert!(!loan.is_level(), "it runs");
    loan.current = 1;
    assert!(loan.is_level(), "nothing was paid");
    loan.pending = 1;
    assert!(!loan.is_level(), "a payment waits");
    loan.pending = 0;
    loan.paid = 10;
    loan.repaid = 9;
    assert!(!loan.is_level(), "one is outstanding");
    loan.forgiven = 1;
    assert!(loan.is_level());
    loan.current = 0;
    assert!(!loan.is_level(), "more may be paid");
    loan.stopped = true;
    assert!(loan.is_level());
}

proptest! {
    #[test]
    fn an_unclaimed_stage_never_goes_back(due_ms in 0..10_000_u64, review_ms in 1..5_000_u64, a in 0..20_000_u64, b in 0..20_000_u64) {
        let mut grant = grant(vec![stage(due_ms, 0)]);
        grant.review_ms = review_ms;
        let rank = |now_ms| match grant.stage_status(now_ms) {
            Some(StageStatus::Open) => 0,
            Some(StageStatus::Overdue) => 1,
            Some(StageStatus::Lapsable) => 2,
            _ => 9,
        };
        prop_assert!(rank(a.min(b)) <= rank(a.max(b)) && rank(a.max(b)) < 9);
    }

    #[test]
    fn whenever_a_stage_begins_its_payee_has_the_grace(due_ms in 0..10_000_u64, now_ms in 0..20_000_u64) {
        let mut grant = grant(vec![stage(0, 0), stage(due_ms, 0)]);
        grant.end_stage(now_ms);
        prop_assert_ne!(grant.stage_status(now_ms + REVIEW_MS - 1), Some(StageStatus::Lapsable));
    }
}
