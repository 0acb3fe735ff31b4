//! Statuses at every edge of every window.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    AccountId, Application, ApplicationStatus, Choice, Class, DuesTerms, Error, Kind, Member, MemberIndex, Mode,
    Origin, Payment, PaymentState, PaymentStatus, PotId, Proposal, ProposalId, ProposalState, ProposalStatus,
    ProposalTerms, Standing, Stops, Tally, Threshold,
};
use proptest::prelude::*;

fn proposal(tally: Tally) -> Proposal {
    Proposal {
        proposer: MemberIndex(0),
        kind: Kind::Spend,
        made_ms: 1_000,
        opened_ms: 1_000,
        ends_ms: 11_000,
        terms: ProposalTerms {
            threshold: Threshold {
                class: Class::Ordinary,
                quorum_bps: 5_000,
                special_approval_bps: 6_667,
                min_ayes: 2,
                electorate: 6,
                potential: 7,
            },
            voting_period_ms: 10_000,
            min_open_ms: 2_000,
            late_extension_ms: 3_000,
            notice_ms: 1_000,
            execution_window_ms: 5_000,
            dues: None,
            objectors_needed: 2,
        },
        recused: Vec::new(),
        tally,
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

fn votes(aye: u32, nay: u32, abstain: u32) -> Tally {
    Tally { aye, nay, abstain }
}

#[test]
fn a_passed_proposal_goes_through_notice_and_window_to_expiry() {
    let proposal = proposal(votes(3, 1, 0));
    let table = [
        (10_999, ProposalStatus::Voting),
        (11_000, ProposalStatus::Notice),
        (11_999, ProposalStatus::Notice),
        (12_000, ProposalStatus::Executable),
        (16_999, ProposalStatus::Executable),
        (17_000, ProposalStatus::Expired),
        (u64::MAX, ProposalStatus::Expired),
    ];
    for (now_ms, status) in table {
        assert_eq!(proposal.status(now_ms), status, "at {now_ms}");
    }
}

#[test]
fn what_did_not_pass_ends_with_voting_and_says_why() {
    assert_eq!(proposal(votes(2, 0, 0)).status(11_000), ProposalStatus::NoQuorum);
    assert_eq!(proposal(votes(2, 2, 1)).status(11_000), ProposalStatus::Rejected);
    assert_eq!(proposal(votes(1, 0, 2)).status(11_000), ProposalStatus::Rejected, "one aye is not enough for money");
}

#[test]
fn what_was_done_is_final_whatever_the_time() {
    let mut executed = proposal(votes(3, 0, 0));
    executed.state = ProposalState::Executed { at_ms: 12_500 };
    let mut withdrawn = proposal(votes(0, 0, 0));
    withdrawn.state = ProposalState::Withdrawn { at_ms: 5_000 };
    for now_ms in [0, 11_000, 12_600, u64::MAX] {
        assert_eq!(executed.status(now_ms), ProposalStatus::Executed);
        assert_eq!(withdrawn.status(now_ms), ProposalStatus::Withdrawn);
    }
}

#[test]
fn the_ballot_that_makes_it_certain_ends_voting_once_the_minimum_has_run() {
    let mut early = proposal(votes(3, 0, 0));
    early.take_ballot(Choice::Aye, false, None, 2_000).unwrap();
    assert!(early.decided);
    assert_eq!(early.ends_ms, 3_000, "opened at 1,000 and open for at least 2,000");

    let mut late = proposal(votes(3, 0, 0));
    late.take_ballot(Choice::Aye, false, None, 9_000).unwrap();
    assert_eq!(late.ends_ms, 9_000);
    assert_eq!(late.status(9_000), ProposalStatus::Notice);
    let refused = late.take_ballot(Choice::Nay, false, None, 9_000);
    assert_eq!(refused, Err(Error::VotingClosed { ended_ms: 9_000, now_ms: 9_000 }.into()));
}

#[test]
fn ballots_after_certainty_count_and_move_nothing() {
    let mut proposal = proposal(votes(3, 0, 0));
    proposal.take_ballot(Choice::Aye, false, None, 1_500).unwrap();
    proposal.take_ballot(Choice::Nay, false, None, 2_000).unwrap();
    assert_eq!((proposal.ends_ms, proposal.tally), (3_000, votes(4, 1, 0)));
}

#[test]
fn a_late_quorum_extends_voting_once_and_an_early_one_does_not() {
    let mut early = proposal(votes(1, 1, 1));
    early.take_ballot(Choice::Aye, false, None, 7_999).unwrap();
    assert_eq!((early.ends_ms, early.extended), (11_000, false));

    let mut late = proposal(votes(1, 1, 1));
    late.take_ballot(Choice::Aye, false, None, 10_999).unwrap();
    assert_eq!((late.ends_ms, late.extended), (13_999, true));
    late.take_ballot(Choice::Nay, false, None, 13_000).unwrap();
    assert_eq!(late.ends_ms, 13_999, "only the ballot that first meets quorum extends");
}

#[test]
fn a_proxys_ballot_counts_and_is_still_out_for_certainty() {
    let mut proposal = proposal(votes(3, 0, 0));
    proposal.take_ballot(Choice::Aye, true, None, 2_000).unwrap();
    assert_eq!((proposal.tally, proposal.proxied), (votes(4, 0, 0), votes(1, 0, 0)));
    assert!(!proposal.decided, "three of seven are firm: the others may outvote them");
    proposal.take_ballot(Choice::Nay, false, Some(Choice::Aye), 2_001).unwrap();
    assert_eq!((proposal.tally, proposal.proxied), (votes(3, 1, 0), votes(0, 0, 0)));
    proposal.take_ballot(Choice::Aye, false, None, 2_002).unwrap();
    assert!(proposal.decided);
}

#[test]
fn a_consent_passes_at_its_end_and_enough_objections_open_one_ballot() {
    let mut consent = proposal(votes(0, 0, 0));
    consent.mode = Mode::Consent;
    let refused = consent.take_ballot(Choice::Aye, false, None, 10_999);
    assert_eq!(refused, Err(Error::Consenting { ends_ms: 11_000 }.into()));
    assert_eq!(consent.status(10_999), ProposalStatus::Consenting);
    assert_eq!(consent.status(11_000), ProposalStatus::Notice, "silence passes it, without quorum");
    assert_eq!(consent.status(12_000), ProposalStatus::Executable);
    assert_eq!(consent.status(17_000), ProposalStatus::Expired);

    assert_eq!(consent.take_objection(MemberIndex(1), 5_000), Ok(false));
    assert_eq!(consent.take_objection(MemberIndex(1), 5_001), Err(Error::AlreadyObjected.into()));
    assert_eq!(consent.status(11_000), ProposalStatus::Notice, "one objection of two changes nothing");
    let late = consent.clone().take_objection(MemberIndex(2), 11_000);
    assert_eq!(late, Err(Error::NotConsenting(ProposalStatus::Notice).into()));
    assert_eq!(consent.take_objection(MemberIndex(2), 10_999), Ok(true));
    assert_eq!((consent.opened_ms, consent.ends_ms), (10_999, 20_999));
    assert_eq!(consent.status(20_998), ProposalStatus::Voting);
    assert_eq!(consent.status(20_999), ProposalStatus::NoQuorum, "objections are not ballots");
    let third = consent.take_objection(MemberIndex(3), 11_001);
    assert_eq!(third, Err(Error::NotConsenting(ProposalStatus::Voting).into()));
}

#[test]
fn an_appeal_stops_the_clock_and_an_extension_doubles_the_window() {
    let mut appealed = proposal(votes(4, 0, 0));
    appealed.appealed_since_ms = 11_500;
    for now_ms in [11_500, 99_000] {
        assert_eq!(appealed.status(now_ms), ProposalStatus::Appealed);
        assert!(!appealed.is_over(now_ms));
    }
    appealed.appealed_since_ms = 0;
    appealed.delay_ms = 10_000;
    assert_eq!(appealed.status(21_999), ProposalStatus::Notice);
    assert_eq!(appealed.status(22_000), ProposalStatus::Executable);
    assert_eq!(appealed.status(27_000), ProposalStatus::Expired);
    appealed.window_extended = true;
    assert_eq!(appealed.status(31_999), ProposalStatus::Executable);
    assert_eq!(appealed.status(32_000), ProposalStatus::Expired);
    appealed.state = ProposalState::Annulled { at_ms: 22_000 };
    assert_eq!(appealed.status(0), ProposalStatus::Annulled);
    assert!(appealed.is_over(0));
}

#[test]
fn certainty_wins_over_a_late_quorum() {
    let mut proposal = proposal(votes(2, 0, 0));
    proposal.terms.threshold.potential = 4;
    proposal.take_ballot(Choice::Aye, false, None, 10_500).unwrap();
    assert!(proposal.decided && !proposal.extended);
    assert_eq!(proposal.ends_ms, 10_500);
}

proptest! {
    #[test]
    fn a_decided_outcome_never_changes(
        ballots in proptest::collection::vec((0u8..3, 0u64..4_000), 1..8), potential in 1u32..8, special: bool
    ) {
        let mut proposal = proposal(Tally::default());
        proposal.terms.threshold.potential = potential;
        proposal.terms.threshold.electorate = potential;
        proposal.terms.threshold.class = if special { Class::Special } else { Class::Ordinary };
        let (mut now_ms, mut decided) = (1_000u64, None);
        for (choice, wait_ms) in ballots {
            now_ms += wait_ms;
            if proposal.tally.cast() == u64::from(potential) {
                break;
            }
            let choice = [Choice::Aye, Choice::Nay, Choice::Abstain][usize::from(choice)];
            let before = proposal.ends_ms;
            if proposal.take_ballot(choice, false, None, now_ms).is_err() {
                prop_assert!(now_ms >= before);
                break;
            }
            prop_assert!(proposal.ends_ms >= now_ms);
            let passes = proposal.terms.threshold.passes(&proposal.tally);
            if let Some((outcome, ends_ms)) = decided {
                prop_assert_eq!((passes, proposal.ends_ms), (outcome, ends_ms));
            } else if proposal.decided {
                decided = Some((passes, proposal.ends_ms));
            }
        }
    }
}

#[test]
fn a_payment_lapses_at_the_end_of_its_window() {
    let mut payment = Payment {
        payee: AccountId([7; 32]),
        payee_member: None,
        proposer: MemberIndex(0),
        amount: 5,
        pot: PotId::GENERAL,
        origin: Origin::Spend(ProposalId(0)),
        approvals_needed: 2,
        starts_ms: 100,
        ends_ms: 200,
        release_from_ms: 0,
        window_ms: 100,
        approvals: Vec::new(),
        members_approved: false,
        reserved: true,
        renewed: false,
        stops: Stops::default(),
        refused: None,
        state: PaymentState::Waiting,
    };
    assert_eq!(payment.status(100), PaymentStatus::Waiting);
    assert_eq!(payment.status(199), PaymentStatus::Waiting);
    assert_eq!(payment.status(200), PaymentStatus::Lapsed);
    payment.state = PaymentState::Released { at_ms: 150 };
    assert_eq!(payment.status(999), PaymentStatus::Released);
    payment.state = PaymentState::Cancelled { at_ms: 150 };
    assert_eq!(payment.status(0), PaymentStatus::Cancelled);
}

#[test]
fn an_application_is_open_in_its_window_until_it_leads_to_a_member() {
    let mut application =
        Application { applied_ms: 10, ends_ms: 20, charter_version: 1, sponsors: Vec::new(), admitted: None };
    assert_eq!(application.status(19), ApplicationStatus::Open);
    assert_eq!(application.status(20), ApplicationStatus::Expired);
    application.admitted = Some(MemberIndex(3));
    assert_eq!(application.status(20), ApplicationStatus::Admitted);
}

#[test]
fn standing_follows_dues_suspension_and_departure() {
    let mut member = Member::new(MemberIndex(0), 100, 100, 1);
    assert_eq!(member.standing_within(None, u64::MAX), Standing::Good, "without dues nobody is behind");
    member.dues_paid_until_ms = 1_000;
    let within =
        |member: &Member, now_ms| member.standing_within(Some(DuesTerms { grace_ms: 50, since_ms: 0 }), now_ms);
    assert_eq!(within(&member, 999), Standing::Good);
    assert_eq!(within(&member, 1_000), Standing::Grace);
    assert_eq!(within(&member, 1_049), Standing::Grace);
    assert_eq!(within(&member, 1_050), Standing::Lapsed);
    let introduced = Some(DuesTerms { grace_ms: 50, since_ms: 5_000 });
    assert_eq!(member.standing_within(introduced, 4_999), Standing::Good, "nobody owes for a time without dues");
    assert_eq!(member.standing_within(introduced, 5_000), Standing::Grace);
    assert_eq!(member.standing_within(introduced, 5_050), Standing::Lapsed);
    member.suspended_until_ms = 500;
    assert_eq!(within(&member, 499), Standing::Suspended);
    assert_eq!(within(&member, 500), Standing::Good);
    member.departed_ms = 1;
    assert_eq!(within(&member, 0), Standing::Departed);
}

#[test]
fn a_member_decides_on_what_was_made_strictly_after_joining_and_after_probation() {
    let member = Member::new(MemberIndex(0), 100, 150, 1);
    assert!(!member.may_decide_on(149));
    assert!(member.may_decide_on(150));
    let founder = Member::new(MemberIndex(0), 100, 100, 0);
    assert!(!founder.may_decide_on(100), "made in the block of joining");
    assert!(founder.may_decide_on(101));
    let refusal = Error::NotEligible { made_ms: 100, eligible_from_ms: 101 };
    assert_eq!(founder.ensure_may_decide_on(100), Err(refusal.into()));
}
