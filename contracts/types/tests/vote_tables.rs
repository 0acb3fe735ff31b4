//! Ballots to statuses, in tables: thresholds, quorum and early decision in societies of 1 to 2,049 members. Each row gives
//! the ballots that are cast one after the other from the first moment on, and what has become of the proposal at the end.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    Choice, Class, Kind, MemberIndex, Mode, Proposal, ProposalState, ProposalStatus, ProposalTerms, Tally, Threshold,
};

const OPENED_MS: u64 = 1_000;
const MIN_OPEN_MS: u64 = 100;
const PERIOD_MS: u64 = 10_000;
const NOTICE_MS: u64 = 500;

/// A society of so many members, none recused, and what it asks for.
#[derive(Clone, Copy)]
struct Needs {
    members: u32,
    class: Class,
    quorum_bps: u16,
    special_bps: u16,
    min_ayes: u32,
}

fn proposal(needs: Needs) -> Proposal {
    Proposal {
        proposer: MemberIndex(0),
        kind: Kind::Resolution,
        made_ms: OPENED_MS,
        opened_ms: OPENED_MS,
        ends_ms: OPENED_MS + PERIOD_MS,
        terms: ProposalTerms {
            threshold: Threshold {
                class: needs.class,
                quorum_bps: needs.quorum_bps,
                special_approval_bps: needs.special_bps,
                min_ayes: needs.min_ayes,
                electorate: needs.members,
                potential: needs.members,
            },
            voting_period_ms: PERIOD_MS,
            min_open_ms: MIN_OPEN_MS,
            late_extension_ms: 1_000,
            notice_ms: NOTICE_MS,
            execution_window_ms: 5_000,
            dues: None,
            objectors_needed: 1,
        },
        recused: Vec::new(),
        tally: Tally::default(),
        proxied: Tally::default(),
        decided: false,
        extended: false,
        window_extended: false,
        certified_by: None,
        state: ProposalState::Open,
        mode: Mode::Ballot,
        objectors: Vec::new(),
        spam_judges: Vec::new(),
        appealed_since_ms: 0,
        delay_ms: 0,
        settled: false,
    }
}

use ProposalStatus::{NoQuorum, Notice as Passed, Rejected};

/// A row: ayes, nays, abstentions; how it stands at its end; whether it was certain before.
type Row = ((u32, u32, u32), ProposalStatus, bool);

fn check(needs: Needs, rows: &[Row]) {
    for ((aye, nay, abstain), expected, certain) in rows {
        // Certainty must not depend on the order of ballots: the nays first, and the nays last.
        for nays_first in [true, false] {
            let mut vote = proposal(needs);
            let mut cast = |choice, count: u32| {
                for _ in 0..count {
                    vote.take_ballot(choice, false, None, OPENED_MS + 1).unwrap();
                }
            };
            if nays_first {
                cast(Choice::Nay, *nay);
            }
            cast(Choice::Aye, *aye);
            cast(Choice::Abstain, *abstain);
            if !nays_first {
                cast(Choice::Nay, *nay);
            }
            let row = format!("{} members, {aye}:{nay}:{abstain}", needs.members);
            assert_eq!(vote.decided, *certain, "{row}: certain");
            let ends_ms = if *certain { OPENED_MS + MIN_OPEN_MS } else { OPENED_MS + PERIOD_MS };
            assert_eq!(vote.ends_ms, ends_ms, "{row}: end");
            assert_eq!(vote.status(ends_ms - 1), ProposalStatus::Voting, "{row}: before its end");
            assert_eq!(vote.status(ends_ms), *expected, "{row}: at its end");
        }
    }
}

fn ordinary(members: u32) -> Needs {
    Needs { members, class: Class::Ordinary, quorum_bps: 5_000, special_bps: 6_667, min_ayes: 1 }
}

fn special(members: u32) -> Needs {
    Needs { class: Class::Special, min_ayes: 2.min(members), ..ordinary(members) }
}

#[test]
fn one_member_decides_alone() {
    check(
        ordinary(1),
        &[
            ((0, 0, 0), NoQuorum, false),
            ((1, 0, 0), Passed, true),
            ((0, 1, 0), NoQuorum, true),
            ((0, 0, 1), Rejected, true),
        ],
    );
    check(special(1), &[((1, 0, 0), Passed, true), ((0, 1, 0), NoQuorum, true)]);
}

#[test]
fn two_members_need_more_ayes_than_nays() {
    check(
        ordinary(2),
        &[
            ((1, 0, 0), Passed, false),
            ((2, 0, 0), Passed, true),
            ((1, 1, 0), Rejected, true),
            ((1, 0, 1), Passed, true),
            ((0, 0, 2), Rejected, true),
            ((0, 1, 0), NoQuorum, true),
        ],
    );
    // Money moves only with two ayes, so that nobody carries it alone.
    check(
        Needs { min_ayes: 2, ..ordinary(2) },
        &[((1, 0, 0), Rejected, false), ((1, 0, 1), Rejected, true), ((2, 0, 0), Passed, true)],
    );
}

#[test]
fn three_members() {
    check(
        ordinary(3),
        &[
            ((1, 0, 0), NoQuorum, false),
            ((1, 0, 1), Passed, false),
            ((2, 0, 0), Passed, true),
            ((2, 1, 0), Passed, true),
            ((1, 1, 1), Rejected, true),
            ((0, 2, 0), NoQuorum, true),
        ],
    );
    // Two of three are 66.66 %, less than 66.67: at six nines of a majority the last vote decides.
    check(special(3), &[((2, 0, 0), Passed, false), ((2, 1, 0), Rejected, true), ((3, 0, 0), Passed, true)]);
    check(Needs { special_bps: 6_666, ..special(3) }, &[((2, 1, 0), Passed, true)]);
}

#[test]
fn seven_members() {
    check(
        ordinary(7),
        &[
            ((3, 0, 0), NoQuorum, false),
            ((3, 0, 1), Passed, false),
            ((4, 0, 0), Passed, true),
            ((3, 4, 0), NoQuorum, true),
            ((2, 2, 1), NoQuorum, false),
            ((2, 2, 2), Rejected, false),
            ((3, 3, 1), Rejected, true),
            ((4, 3, 0), Passed, true),
            ((0, 0, 7), Rejected, true),
        ],
    );
    check(
        special(7),
        &[
            ((4, 0, 0), Passed, false),
            ((5, 0, 0), Passed, true),
            ((4, 2, 0), Rejected, false),
            ((4, 3, 0), Rejected, true),
            ((5, 2, 0), Passed, true),
        ],
    );
}

#[test]
fn thirty_members() {
    check(
        Needs { quorum_bps: 2_000, ..ordinary(30) },
        &[
            ((5, 0, 0), NoQuorum, false),
            ((6, 0, 0), Passed, false),
            ((6, 6, 0), Rejected, false),
            ((1, 0, 5), Passed, false),
            ((15, 0, 0), Passed, false),
            ((16, 0, 0), Passed, true),
            ((0, 14, 0), NoQuorum, false),
            ((0, 15, 0), NoQuorum, true),
        ],
    );
    check(
        Needs { quorum_bps: 2_000, ..special(30) },
        &[
            ((20, 0, 0), Passed, false),
            ((21, 0, 0), Passed, true),
            ((20, 10, 0), Rejected, true),
            ((0, 9, 0), NoQuorum, false),
            ((0, 10, 0), NoQuorum, true),
        ],
    );
}

#[test]
fn two_thousand_and_forty_eight_members_and_one_more() {
    check(
        ordinary(2_048),
        &[
            ((1_023, 0, 0), NoQuorum, false),
            ((1_024, 0, 0), Passed, false),
            ((1_025, 0, 0), Passed, true),
            ((1_024, 1_024, 0), Rejected, true),
        ],
    );
    check(
        ordinary(2_049),
        &[
            ((1_024, 0, 0), NoQuorum, false),
            ((1_025, 0, 0), Passed, true),
            ((1_024, 1_024, 1), Rejected, true),
            ((1_025, 1_024, 0), Passed, true),
        ],
    );
    check(
        special(2_049),
        &[((1_366, 0, 0), Passed, false), ((1_367, 0, 0), Passed, true), ((1_366, 683, 0), Rejected, true)],
    );
}

#[test]
fn recused_members_are_in_neither_number() {
    // Seven members, one recused, one suspended: the electorate is 5, and six could still vote.
    let mut needs = proposal(ordinary(7));
    needs.terms.threshold.electorate = 5;
    needs.terms.threshold.potential = 6;
    for _ in 0..3 {
        needs.take_ballot(Choice::Aye, false, None, OPENED_MS + 1).unwrap();
    }
    assert!(!needs.decided, "three nays can still come");
    needs.take_ballot(Choice::Aye, false, None, OPENED_MS + 2).unwrap();
    assert!(needs.decided);
}
