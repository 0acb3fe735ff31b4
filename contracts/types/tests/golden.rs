//! The SCALE bytes of records, frozen: whoever changes one breaks every chain that holds it.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    event::VoteCast, AccountId, Action, AdmissionPolicy, AssetLock, BallotCell, Choice, Class, Conflict, Counters,
    Document, DuesTerms, Error, Hold, Kind, Ledger, Member, MemberIndex, Mode, Origin, Payment, PaymentId,
    PaymentState, Pot, PotId, PotKind, PotSpec, Proposal, ProposalId, ProposalState, ProposalStop, ProposalTerms,
    Refusal, Released, Restriction, Role, Seat, Stops, Stored, Tally, Threshold,
};
use scale::{Decode, Encode};

fn line<T: Encode + Decode + PartialEq + core::fmt::Debug>(name: &str, value: T) -> String {
    let bytes = value.encode();
    assert_eq!(T::decode(&mut &bytes[..]).unwrap(), value, "{name} decodes to itself");
    format!("{name}: {}\n", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

#[test]
fn records_encode_to_the_bytes_they_always_had() {
    let account = AccountId([0xa1; 32]);
    let mut member = Member::new(MemberIndex(7), 1_000, 2_000, 1);
    member.open_proposals.push(ProposalId(3));
    let proposal = Proposal {
        proposer: MemberIndex(1),
        kind: Kind::Spend,
        made_ms: 1,
        opened_ms: 2,
        ends_ms: 3,
        terms: ProposalTerms {
            threshold: Threshold {
                class: Class::Special,
                quorum_bps: 2_000,
                special_approval_bps: 6_667,
                min_ayes: 2,
                electorate: 12,
                potential: 13,
            },
            voting_period_ms: 10,
            min_open_ms: 4,
            late_extension_ms: 5,
            notice_ms: 6,
            execution_window_ms: 7,
            dues: Some(DuesTerms { grace_ms: 8, since_ms: 11 }),
            objectors_needed: 2,
        },
        recused: vec![MemberIndex(9)],
        tally: Tally { aye: 1, nay: 2, abstain: 3 },
        proxied: Tally { aye: 0, nay: 1, abstain: 0 },
        decided: true,
        extended: false,
        window_extended: false,
        certified_by: Some(MemberIndex(4)),
        state: ProposalState::Executed { at_ms: 9 },
        mode: Mode::Ballot,
        objectors: vec![MemberIndex(5)],
        spam_judges: vec![MemberIndex(6)],
        appealed_since_ms: 12,
        delay_ms: 13,
        settled: true,
    };
    let payment = Payment {
        payee: account,
        payee_member: Some(MemberIndex(2)),
        proposer: MemberIndex(1),
        amount: 1_000_000_000_000,
        pot: PotId(3),
        origin: Origin::Spend(ProposalId(5)),
        approvals_needed: 2,
        starts_ms: 10,
        ends_ms: 20,
        release_from_ms: 30,
        window_ms: 10,
        approvals: vec![MemberIndex(0)],
        members_approved: false,
        reserved: true,
        renewed: false,
        stops: Stops {
            since_ms: 11,
            pending: 1,
            ended_ms: 12,
            hold: Some(Hold { by: MemberIndex(4), until_ms: 13 }),
            release_proposal: Some(ProposalStop { proposal: ProposalId(6), over: false }),
            cancel_proposal: None,
        },
        refused: Some(Refusal::BelowExistentialDeposit { amount: 1, minimum: 2 }),
        state: PaymentState::Waiting,
    };
    let restriction =
        Restriction { kinds: vec![Kind::Spend], payees: vec![account], ends_ms: Some(30), fallback: account };
    let spec = PotSpec { kind: PotKind::Restricted, name: "food".into(), restriction: Some(restriction) };
    let mut cell = BallotCell::default();
    cell.cast(MemberIndex(1), Choice::Nay).unwrap();

    let golden = [
        line("member", Stored::V1(member.into())),
        line("proposal", Stored::V1(proposal.into())),
        line("payment", Stored::V1(payment.into())),
        line("pot", Stored::V1(Pot { balance: 5, reserved: 2, open_items: 1, ..Pot::new(spec) }.into())),
        line("counters", Counters { seq: 1, ledger: Ledger { pots: 2, ..Ledger::default() }, ..Counters::default() }),
        line("ballots", cell.0[..4].to_vec()),
        line(
            "seat",
            Seat { role: Role::Keeper(PotId(2)), member: MemberIndex(1), expires_ms: 2, terms: 3, last_case_ms: 4 },
        ),
        line("asset lock", AssetLock { locked: true, beneficiary: account }),
        line("admission", AdmissionPolicy::Sponsored(2)),
        line("spend", Action::Spend { payee: account, amount: 5, pot: PotId(0) }),
        line("release", Action::ReleasePayment { payment: PaymentId(2) }),
        line("upgrade", Action::Upgrade { code_hash: [1; 32], document: Document { uri: "u".into(), hash: [2; 32] } }),
        line("dissolve", Action::Dissolve),
        line("released", Released::Refused(Refusal::TransferFailed)),
        line("not yet", Error::NotYet(Kind::Dissolve)),
        line("conflict", Error::ConflictOfInterest(Conflict::Payee)),
        line("migrating", Error::Migrating),
        line(
            "vote cast",
            VoteCast {
                seq: 1,
                proposal: ProposalId(2),
                member: MemberIndex(3),
                choice: Choice::Abstain,
                ends_ms: 4,
                reason: Some("no".into()),
                proxy: None,
            },
        ),
    ];
    insta::assert_snapshot!(golden.concat());
}
