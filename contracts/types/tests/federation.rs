//! The federation's types: their bytes, frozen, and that decoding is the inverse of encoding.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::federation::{
    Backing, BackingId, BackingTerms, Ballot, Counters, Draw, DrawId, DrawState, DrawStatus, Error, FederationView,
    Founding, Ledger, Matter, Motion, MotionStatus, Outcome, Part, Presence, Reading, Report, Rules, Setup, Society,
    SocietyId, Summary, Total,
};
use mutual_types::{AccountId, Document};
use proptest::prelude::*;
use scale::{Decode, Encode};

fn line<T: Encode + Decode + PartialEq + core::fmt::Debug>(name: &str, value: T) -> String {
    let bytes = value.encode();
    assert_eq!(T::decode(&mut &bytes[..]).unwrap(), value, "{name} decodes to itself");
    format!("{name}: {}\n", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn document() -> Document {
    Document { uri: "u".to_string(), hash: [9; 32] }
}

fn rules() -> Rules {
    Rules { voting_ms: 1, approval_bps: 6_667, waiting_ms: 2, collect_ms: 3, backing_max_ms: 4, draws_max: 5 }
}

fn terms() -> BackingTerms {
    BackingTerms { backed: Some(SocietyId(1)), limit: 2, ends_ms: 3, repay_ms: Some(4) }
}

fn draw() -> Draw {
    Draw {
        backing: BackingId(1),
        society: SocietyId(2),
        amount: 30,
        made_ms: 4,
        collect_by_ms: 50,
        due_ms: Some(100),
        repaid: 7,
        forgiven: 8,
        state: DrawState::Collected,
    }
}

#[test]
fn records_encode_to_the_bytes_they_always_had() {
    let society = Society {
        account: AccountId([0xa1; 32]),
        code_hash: [0xc0; 32],
        presence: Presence::Expelled,
        join: 1,
        joined_ms: 2,
        credit: 3,
        draws: vec![DrawId(4)],
    };
    let motion = Motion {
        by: Some(SocietyId(1)),
        matter: Matter::AddUnit("trees".to_string()),
        made_ms: 2,
        ends_ms: 3,
        joins: 4,
        eligible: 5,
        needed: 6,
        ballots: vec![Ballot { society: SocietyId(7), aye: true }],
        passed: true,
    };
    let reading = Reading {
        at_ms: 1,
        members: 2,
        active: 3,
        pots: 4,
        shares: 5,
        credits: 6,
        grants: 7,
        relief_requests: 8,
        payments: 9,
        dissolving: true,
    };
    let report = Report {
        money_in: 1,
        money_out: 2,
        people_helped: 3,
        outcomes: vec![Outcome { unit: 4, amount: 5 }],
        document: document(),
    };
    let total = Total { read: 1, members: 2, pots: 3, reported: 4, outcomes: vec![5, 6], ..Total::default() };
    let setup = Setup {
        name: "district".to_string(),
        charter: document(),
        charter_version: 1,
        units: vec!["meals".to_string()],
        period_ms: 2,
        founded_ms: 3,
        founding_until_ms: 4,
        rules: rules(),
    };
    let counters = Counters {
        seq: 1,
        societies: 2,
        present: 3,
        invited: 4,
        joins: 5,
        motions: 6,
        backings: 7,
        draws: 8,
        heir: Some(SocietyId(9)),
        ledger: Ledger { available: 10, promised: 11, credits: 12, fund: 13 },
    };
    let founding = Founding {
        name: "district".to_string(),
        charter: document(),
        units: vec!["meals".to_string()],
        period_ms: 1,
        founding_ms: 2,
        rules: rules(),
        founders: vec![AccountId([0xa1; 32])],
    };
    let bytes = [
        line("society", society),
        line("motion", motion),
        line("admit", Matter::Admit { account: AccountId([1; 32]), code_hash: [2; 32], document: document() }),
        line("give", Matter::Give { society: SocietyId(1), amount: 2 }),
        line("backing", Backing::new(SocietyId(1), terms(), 20)),
        line("draw", draw()),
        line("part", Part { backing: BackingId(1), amount: 2 }),
        line("summary", Summary { reading: Some(reading), report: Some(report) }),
        line("total", total),
        line("view", FederationView { version: 1, setup, counters }),
        line("founding", founding),
        line("error", Error::WrongDraw { status: DrawStatus::Level }),
        line("last error", Error::NothingToSweep),
    ];
    insta::assert_snapshot!(bytes.concat());
}

#[test]
fn a_draw_is_what_its_time_makes_of_it() {
    use DrawState::{Collected, Lapsed, Promised};
    let rows = [
        (Promised, None, 0, 49, DrawStatus::Promised),
        (Promised, None, 0, 50, DrawStatus::Expired),
        (Lapsed, None, 0, 0, DrawStatus::Lapsed),
        (Collected, None, 0, 1_000, DrawStatus::Given),
        (Collected, Some(100), 0, 99, DrawStatus::Owed),
        (Collected, Some(100), 0, 100, DrawStatus::PastDue),
        (Collected, Some(100), 22, 100, DrawStatus::Level),
        (Collected, Some(100), 21, 100, DrawStatus::PastDue),
    ];
    for (state, due_ms, repaid, now_ms, expected) in rows {
        let draw = Draw { state, due_ms, repaid, ..draw() };
        assert_eq!(draw.status(now_ms), expected, "{draw:?} at {now_ms}");
    }
}

#[test]
fn a_motion_fails_by_time_or_when_it_cannot_pass_any_more() {
    let motion = |nays: u32, passed| Motion {
        by: None,
        matter: Matter::Resolution(document()),
        made_ms: 0,
        ends_ms: 100,
        joins: 9,
        eligible: 5,
        needed: 4,
        ballots: (0..nays).map(|n| Ballot { society: SocietyId(n), aye: false }).collect(),
        passed,
    };
    assert_eq!(motion(1, false).status(99), MotionStatus::Open);
    assert_eq!(motion(2, false).status(99), MotionStatus::Failed);
    assert_eq!(motion(0, false).status(100), MotionStatus::Failed);
    assert_eq!(motion(1, true).status(1_000), MotionStatus::Passed);
}

/// Bytes as records have them: mostly small, so that tags and lengths are often valid.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![4 => 0u8..=4, 2 => Just(0), 1 => any::<u8>()];
    proptest::collection::vec(byte, 0..400)
}

fn inverse<T: Encode + Decode>(bytes: &[u8]) {
    let mut rest = bytes;
    let Ok(value) = T::decode(&mut rest) else { return };
    let taken = bytes.len() - rest.len();
    assert_eq!(value.encode(), bytes[..taken], "{}", core::any::type_name::<T>());
    // One byte less is refused, and not read as something else.
    assert!(taken == 0 || T::decode(&mut &bytes[..taken - 1]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_decodes_encodes_to_the_same_bytes(bytes in bytes()) {
        inverse::<Backing>(&bytes);
        inverse::<Counters>(&bytes);
        inverse::<Draw>(&bytes);
        inverse::<Error>(&bytes);
        inverse::<Founding>(&bytes);
        inverse::<Matter>(&bytes);
        inverse::<Motion>(&bytes);
        inverse::<Report>(&bytes);
        inverse::<Setup>(&bytes);
        inverse::<Society>(&bytes);
        inverse::<Summary>(&bytes);
        inverse::<Total>(&bytes);
    }

    /// Whatever is drawn, collected, given back and closed, what was paid in is in one of the places.
    #[test]
    fn what_was_paid_in_is_always_in_one_of_the_places(
        paid_in in 1u128..200, gift in any::<bool>(), steps in proptest::collection::vec((0u8..4, 0u128..120), 0..40),
    ) {
        let repay_ms = (!gift).then_some(9);
        let terms = BackingTerms { backed: None, limit: paid_in, ends_ms: 100, repay_ms };
        let mut backing = Backing::new(SocietyId(0), terms, paid_in);
        for (step, amount) in steps {
            match step {
                0 if amount > 0 && amount <= backing.left && !backing.closed => {
                    backing.promise(BackingId(0), SocietyId(1), 0, amount, 1).unwrap();
                }
                1 if amount <= backing.promised => backing.hand_out(amount).unwrap(),
                2 if amount <= backing.out => {
                    backing.out -= amount;
                    backing.take_back(amount).unwrap();
                }
                3 if amount == 0 && !backing.closed => {
                    backing.returned = backing.left;
                    backing.left = 0;
                    backing.closed = true;
                }
                _ => {}
            }
            prop_assert_eq!(backing.accounted().unwrap(), paid_in);
            prop_assert_eq!(if gift { backing.out } else { backing.given }, 0);
        }
    }
}
