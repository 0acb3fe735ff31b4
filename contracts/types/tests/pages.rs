//! A full page of the largest records fits into what a contract can answer: ink! has 16 KiB for everything.
#![allow(missing_docs, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::*;
use scale::Encode;

/// The buffer of a contract, less the byte that says that the message was understood.
const ANSWER: usize = 16_384 - 1;
const ACCOUNT: AccountId = AccountId([9; 32]);
const MEMBER: MemberIndex = MemberIndex(u32::MAX);
const NOW: u64 = u64::MAX;

/// So many records of `bytes`, each under a number of four bytes and with a byte for its version.
fn fits(what: &str, count: usize, bytes: usize) {
    let page = 1 + count * (4 + 1 + bytes);
    assert!(page <= ANSWER, "{count} {what} of {bytes} bytes are {page}");
}

fn members(count: u32) -> Vec<MemberIndex> {
    (0..count).map(MemberIndex).collect()
}

#[test]
fn fifty_members_fit() {
    let member = Member {
        index: MEMBER,
        joined_ms: NOW,
        probation_ends_ms: NOW,
        dues_paid_until_ms: NOW,
        suspended_from_ms: NOW,
        suspended_until_ms: NOW,
        counted: true,
        good_since_ms: NOW,
        departed_ms: NOW,
        exit_due_ms: NOW,
        charter_version: u32::MAX,
        open_proposals: (0..OPEN_PROPOSALS_MAX).map(ProposalId).collect(),
        shares: u32::MAX,
        share_capital: Planck::MAX,
        loans: (0..LOANS_MAX).map(GrantId).collect(),
        share_claimed: true,
        moved_to: Some(ACCOUNT),
    };
    fits("members", 50, 32 + member.encode().len());
}

#[test]
fn fifty_proposals_fit() {
    let tally = || Tally { aye: u32::MAX, nay: u32::MAX, abstain: u32::MAX };
    let terms = ProposalTerms {
        threshold: Threshold {
            class: Class::Special,
            quorum_bps: u16::MAX,
            special_approval_bps: u16::MAX,
            min_ayes: u32::MAX,
            electorate: u32::MAX,
            potential: u32::MAX,
        },
        voting_period_ms: NOW,
        min_open_ms: NOW,
        late_extension_ms: NOW,
        notice_ms: NOW,
        execution_window_ms: NOW,
        dues: Some(DuesTerms { grace_ms: NOW, since_ms: NOW }),
        objectors_needed: 7,
    };
    let proposal = Proposal {
        proposer: MEMBER,
        kind: Kind::DecideDispute,
        made_ms: NOW,
        opened_ms: NOW,
        ends_ms: NOW,
        terms,
        recused: members(16),
        tally: tally(),
        proxied: tally(),
        decided: true,
        extended: true,
        window_extended: true,
        certified_by: Some(MEMBER),
        state: ProposalState::Annulled { at_ms: NOW },
        mode: Mode::Consent,
        objectors: members(7),
        spam_judges: members(SPAM_VERDICT),
        appealed_since_ms: NOW,
        delay_ms: NOW,
        settled: true,
    };
    fits("proposals", 50, proposal.encode().len());
}

#[test]
fn fifty_payments_fit() {
    let stop = || Some(ProposalStop { proposal: ProposalId(u32::MAX), over: true });
    let payment = Payment {
        payee: ACCOUNT,
        payee_member: Some(MEMBER),
        proposer: MEMBER,
        amount: Planck::MAX,
        pot: PotId(u32::MAX),
        origin: Origin::GrantStage { grant: GrantId(u32::MAX), stage: u8::MAX },
        approvals_needed: 7,
        starts_ms: NOW,
        ends_ms: NOW,
        release_from_ms: NOW,
        window_ms: NOW,
        approvals: members(SEATS_PER_ROLE_MAX),
        members_approved: true,
        reserved: true,
        renewed: true,
        stops: Stops {
            since_ms: NOW,
            pending: u8::MAX,
            ended_ms: NOW,
            hold: Some(Hold { by: MEMBER, until_ms: NOW }),
            release_proposal: stop(),
            cancel_proposal: stop(),
        },
        refused: Some(Refusal::BelowExistentialDeposit { amount: Planck::MAX, minimum: Planck::MAX }),
        state: PaymentState::Credited { at_ms: NOW },
    };
    fits("payments", 50, payment.encode().len());
}

#[test]
fn ten_pots_fit() {
    let restriction =
        Restriction { kinds: vec![Kind::Spend; 16], payees: vec![ACCOUNT; 16], ends_ms: Some(NOW), fallback: ACCOUNT };
    let spec = PotSpec { kind: PotKind::Restricted, name: "n".repeat(128), restriction: Some(restriction) };
    let mut pot = Pot::new(spec);
    let (payment_max, period_max, spent) = (Planck::MAX, Planck::MAX, Planck::MAX);
    pot.allowance = Some(Allowance { payment_max, period_max, period_ms: NOW, since_ms: NOW, spent });
    fits("pots", 10, pot.encode().len());
}

#[test]
fn ten_grants_fit() {
    let stage = || Stage { amount: Planck::MAX, due_ms: NOW, months: 60, payments: 60, lapsed: true };
    let evidence = Document { uri: "u".repeat(256), hash: [1; 32] };
    let grant = Grant {
        proposal: ProposalId(u32::MAX),
        proposer: MEMBER,
        payee: ACCOUNT,
        payee_member: Some(MEMBER),
        pot: PotId(u32::MAX),
        stages: (0..12).map(|_| stage()).collect(),
        current: 11,
        claim: Some(Claim { at_ms: NOW, evidence, metric: u64::MAX, returned: true }),
        review_ms: NOW,
        approvals_needed: 7,
        payment_window_ms: NOW,
        reserved: Planck::MAX,
        pending: Planck::MAX,
        paid: Planck::MAX,
        repay_by_ms: Some(NOW),
        repaid: Planck::MAX,
        forgiven: Planck::MAX,
        stopped: true,
    };
    fits("grants", 10, grant.encode().len());
}

#[test]
fn fifty_requests_for_relief_fit() {
    let request = ReliefRequest {
        asker: MEMBER,
        pot: PotId(u32::MAX),
        amount: Planck::MAX,
        evidence: [1; 32],
        asked_ms: NOW,
        ends_ms: NOW,
        attesters_needed: 7,
        attesters: members(7),
        payment: Some(PaymentId(u32::MAX)),
        withdrawn_ms: NOW,
    };
    fits("requests", 50, request.encode().len());
}

#[test]
fn fifty_disputes_fit() {
    let vote = |arbitrator| PanelVote { arbitrator, ruling: Ruling::Against };
    let dispute = Dispute {
        subject: DisputeSubject::External { contract: ACCOUNT, case: u32::MAX, a: MEMBER, b: MEMBER },
        opener: ACCOUNT,
        wanted: Ruling::Against,
        deposit: Planck::MAX,
        // Payee, proposer, who held it, and three who asked for it.
        parties: members(6),
        petitioners: members(3),
        opened_ms: NOW,
        ends_ms: NOW,
        panel: members(3),
        votes: members(3).into_iter().map(vote).collect(),
        ballot: Some(ProposalId(u32::MAX)),
        ruling: Some(Ruling::Against),
        settled: true,
    };
    fits("disputes", 50, dispute.encode().len());
}

#[test]
fn a_full_roster_fits_into_the_page_about_the_society() {
    let seat = |member| Seat { role: Role::Keeper(PotId(0)), member, expires_ms: NOW, terms: 7, last_case_ms: NOW };
    let roster = Roster { seats: members(SEATS_MAX).into_iter().map(seat).collect() };
    // Texts, rules, bounds and counters take a thousand and a half.
    assert!(roster.encode().len() + 128 + 256 + 256 + 4_000 <= ANSWER, "{}", roster.encode().len());
}
