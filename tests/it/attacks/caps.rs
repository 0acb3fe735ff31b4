//! P5: every list that has an end is filled to it on the wasm itself. One more is refused with the reason, and what reads
//! the full list still takes little.

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, Choice, Collection, Document, Error, Founder, GrantTerms, Kind, MemberIndex, Mode, PotId, PotKind, PotSpec,
    ProposalId, ProxyRefusal, ReliefCap, Restriction, Role, StageTerms,
};
use scale::{Compact, Decode};

use crate::town::{account, member, Town, BEN, COIN, GENERAL, HOUR, RELIEF, SECOND, YEAR};

/// What no message takes, whatever is full: some thousandths of what an extrinsic may take, in picoseconds.
const REF_TIME: u64 = 8_000_000_000;
/// And of proof, in bytes: a third of what an extrinsic may take on chains whose blocks have 5 MiB of it.
const PROOF_SIZE: u64 = 1_100_000;

fn too_many(what: Collection, max: u32) -> Error {
    Error::TooMany { what, count: max + 1, max }
}

/// Somebody could do this now, and it would take little.
fn is_cheap(town: &Town, who: usize, value: u128, message: &M) {
    let gas = town.gas(who, value, message);
    println!("{message:?} {gas:?}");
    assert!(gas.ref_time <= REF_TIME && gas.proof_size <= PROOF_SIZE, "{message:?} takes {gas:?}");
}

/// The same, and it is done.
fn does_cheaply(town: &mut Town, who: usize, message: M) -> Answer {
    is_cheap(town, who, 0, &message);
    town.does(who, message)
}

/// Somebody reads, and gets all of it.
fn reads_cheaply(town: &Town, label: &str, args: impl scale::Encode) -> Vec<u8> {
    let (data, gas) = town.reads(label, args);
    assert!(gas.ref_time <= REF_TIME && data.len() < 16_384, "{label} takes {gas:?} for {} bytes", data.len());
    data
}

fn executes(proposal: ProposalId) -> M {
    M::Execute { proposal }
}

/// Sixteen of each role: sixty-four seats.
fn full_roster() -> Town {
    Town::found(|founding| {
        let roles = |who: usize| match who {
            0..=15 => vec![Role::Treasurer, Role::Arbitrator],
            16..=31 => vec![Role::Steward, Role::Keeper(GENERAL)],
            _ => Vec::new(),
        };
        founding.founders = (0..40).map(|who| Founder { account: account(who), roles: roles(who) }).collect();
        founding.rules.payments.approvals = 7;
        founding.rules.voting.quorum_bps = 0;
    })
}

#[test]
fn p5_sixteen_seats_of_a_role_and_sixty_four_of_all_are_all_there_are() {
    let mut town = full_roster();
    assert_eq!(town.cells().roster().seats.len(), 64);
    let grant = |role, who| Action::GrantRole { member: member(who), role, term_ms: HOUR };
    let cases = [(Role::Treasurer, 16), (Role::Arbitrator, 16), (Role::Keeper(PotId(3)), 64)];
    for ((role, max), proposer) in cases.into_iter().zip(36..) {
        let proposal = town.proposes(proposer, grant(role, 39));
        town.passes(proposal);
        assert_eq!(town.refuses(39, 0, executes(proposal)), too_many(Collection::Seats, max));
    }
    // Whoever has a seat gets another term, and a seat given up makes room.
    town.decides(39, grant(Role::Treasurer, 0));
    town.decides(39, Action::RevokeRole { member: member(15), role: Role::Treasurer });
    town.decides(39, grant(Role::Treasurer, 39));
    assert_eq!(town.cells().roster().seats.len(), 64);
}

#[test]
fn p5_what_reads_a_full_roster_takes_little() {
    let mut town = full_roster();
    let proposal = town.proposes(39, Action::Spend { payee: account(38), amount: COIN, pot: GENERAL });
    is_cheap(&town, 5, 0, &M::Vote { proposal, choice: Choice::Aye, reason: Some("r".repeat(256)) });
    town.passes(proposal);
    does_cheaply(&mut town, 39, executes(proposal));
    let payment = town.last_payment();
    let hold = M::HoldPayment { payment, reason: "r".repeat(256) };
    does_cheaply(&mut town, 31, hold);
    does_cheaply(&mut town, 31, M::LiftHold { payment });
    for treasurer in 9..16 {
        does_cheaply(&mut town, treasurer, M::ApprovePayment { payment });
    }
    does_cheaply(&mut town, 39, M::ReleasePayment { payment });

    let subject =
        mutual_types::DisputeSubject::External { contract: account(3), case: 0, a: member(15), b: member(14) };
    let open = M::OpenDispute { subject, wanted: mutual_types::Ruling::For };
    town.pays(0, 5 * COIN, open);
    let dispute = town.last_dispute();
    let panel = town.cells().dispute(dispute).panel;
    assert_eq!(panel.len(), 3);
    let first = usize::try_from(panel[0].0).unwrap();
    does_cheaply(&mut town, first, M::RuleDispute { dispute, ruling: mutual_types::Ruling::For });
    does_cheaply(&mut town, 15, M::Resign { role: Role::Treasurer });
    does_cheaply(&mut town, 20, M::Leave {});
    reads_cheaply(&town, "society", ());
}

#[test]
fn p5_sixteen_approvals_of_a_payment_are_all_there_are_and_the_members_release_what_is_stuck() {
    let mut town = full_roster();
    let proposal = town.proposes(39, Action::Spend { payee: account(38), amount: COIN, pot: GENERAL });
    town.passes(proposal);
    town.does(39, executes(proposal));
    let payment = town.last_payment();
    for treasurer in 0..16 {
        town.does(treasurer, M::ApprovePayment { payment });
    }
    // Those who approved are replaced, one by one: their approvals stay on the record, and count no more.
    for who in 0..16 {
        town.does(who, M::Resign { role: Role::Treasurer });
    }
    town.decides(37, Action::GrantRole { member: member(37), role: Role::Treasurer, term_ms: HOUR });
    let approve = M::ApprovePayment { payment };
    assert_eq!(town.refuses(37, 0, approve), too_many(Collection::Approvals, 16));
    let none = Error::NotEnoughApprovals { have: 0, needed: 1 };
    assert_eq!(town.refuses(39, 0, M::ReleasePayment { payment }), none);
    town.decides(36, Action::ReleasePayment { payment });
    does_cheaply(&mut town, 39, M::ReleasePayment { payment });
}

/// As much as a restricted pot can say.
fn wordy_pot() -> PotSpec {
    let restriction = Restriction {
        kinds: vec![Kind::Spend; 16],
        payees: (16..32).map(account).collect(),
        ends_ms: None,
        fallback: account(46),
    };
    PotSpec { kind: PotKind::Restricted, name: "n".repeat(128), restriction: Some(restriction) }
}

#[test]
fn p5_sixty_four_pots_are_all_there_are_and_all_of_them_can_be_emptied_again() {
    let mut town = Town::found(|founding| founding.rules.voting.execution_window_ms = YEAR);
    for _ in 4..64 {
        town.decides(0, Action::OpenPot(wordy_pot()));
    }
    let one_more = M::Propose {
        title: "One more".to_owned(),
        document: None,
        action: Action::OpenPot(wordy_pot()),
        mode: Mode::Ballot,
    };
    assert_eq!(town.refuses(1, 0, one_more), too_many(Collection::Pots, 64));
    let last = PotId(63);
    is_cheap(&town, 1, COIN, &M::Contribute { pot: GENERAL, memo: None });
    town.pays(BEN, 5 * COIN, M::Contribute { pot: last, memo: None });
    for from in (0..64u32).step_by(10) {
        let page = reads_cheaply(&town, "pots", (from, 50u32));
        assert_eq!(Compact::<u32>::decode(&mut &*page).unwrap().0, 10.min(64 - from));
    }
    reads_cheaply(&town, "society", ());
    // A closed one leaves no place.
    town.decides(0, Action::ClosePot { pot: PotId(62) });
    let again =
        M::Propose { title: String::new(), document: None, action: Action::OpenPot(wordy_pot()), mode: Mode::Ballot };
    assert_eq!(town.refuses(1, 0, again), too_many(Collection::Pots, 64));

    town.decides(0, Action::Dissolve);
    town.reach(town.model.dissolution_record().unwrap().claims_until_ms);
    town.does(0, M::CountSharers { limit: 50 });
    let open = Error::NotDivisible { pots_open: 62, members_left: 0 };
    assert_eq!(town.refuses(0, 0, M::Divide {}), open);
    for pot in (1..64).filter(|pot| *pot != 62).map(PotId) {
        does_cheaply(&mut town, 0, M::LiquidatePot { pot });
    }
    does_cheaply(&mut town, 0, M::Divide {});
    assert!(town.model.credit_of(account(46)) >= 5 * COIN);
}

fn loan(town: &Town) -> Action {
    let stage = |at| StageTerms { title: "t".repeat(128), amount: COIN, due_ms: town.now_ms + at * HOUR, months: 0 };
    Action::Grant(GrantTerms {
        payee: account(10),
        pot: GENERAL,
        stages: (1..=12).map(stage).collect(),
        unit: "u".repeat(128),
        repay_by_ms: Some(town.now_ms + 20 * HOUR),
    })
}

#[test]
fn p5_four_loans_are_all_that_a_member_has_and_leaving_with_them_takes_little() {
    let mut town = Town::found(|_| {});
    let proposals: Vec<ProposalId> = (0..5)
        .map(|who| {
            let action = loan(&town);
            town.proposes(who, action)
        })
        .collect();
    for proposal in &proposals {
        town.ayes(*proposal);
    }
    town.wait(80 * SECOND);
    for proposal in &proposals[..4] {
        does_cheaply(&mut town, 1, executes(*proposal));
    }
    assert_eq!(town.refuses(1, 0, executes(proposals[4])), too_many(Collection::Loans, 4));
    // Each pays out once, and all of it is due.
    let evidence = Document { uri: "u".repeat(256), hash: [1; 32] };
    for grant in (0..4).map(mutual_types::GrantId) {
        let claim = M::ClaimStage { grant, stage: 0, evidence: evidence.clone(), metric: 1 };
        does_cheaply(&mut town, 10, claim);
        let steward = if grant.0 == 3 { 4 } else { 3 };
        does_cheaply(&mut town, steward, M::AcceptStage { grant, stage: 0 });
        let payment = town.last_payment();
        let able: Vec<usize> = (0..3).filter(|who| *who != usize::try_from(grant.0).unwrap()).collect();
        for treasurer in able {
            town.does(treasurer, M::ApprovePayment { payment });
        }
        does_cheaply(&mut town, 10, M::ReleasePayment { payment });
    }
    town.pays(10, 20 * COIN, M::BuyShares { count: 10 });
    town.wait(21 * HOUR);
    let proposal = town.proposes(0, Action::ForgiveDebt { member: member(10), amount: 4 * COIN });
    town.passes(proposal);
    is_cheap(&town, 1, 0, &executes(proposal));
    does_cheaply(&mut town, 10, M::Leave {});
    town.wait(10 * SECOND);
    let settle = M::SettleExit { member: member(10) };
    does_cheaply(&mut town, 0, settle);
    assert_eq!(town.cells().member(account(10)).loans.len(), 4, "repaid, and running still");
}

#[test]
fn p5_three_proxies_are_all_that_a_holder_has() {
    let mut town = Town::found(|_| {});
    for giver in 1..=4 {
        town.does(giver, M::OfferProxy { holder: member(0) });
    }
    for giver in 1..=3 {
        town.does(0, M::AcceptProxy { member: member(giver) });
    }
    let full = Error::ProxyRefused(ProxyRefusal::Full);
    assert_eq!(town.refuses(0, 0, M::AcceptProxy { member: member(4) }), full);
    let proposal = town.proposes(5, Action::Resolution);
    let vote = M::VoteWithProxies { proposal, choice: Choice::Aye, reason: Some("r".repeat(256)) };
    does_cheaply(&mut town, 0, vote);
    assert_eq!(town.cells().proposal(proposal).tally.aye, 4);
}

#[test]
fn p5_fifty_are_all_that_come_in_one_batch() {
    let mut town = Town::found(|_| {});
    let newcomers: Vec<usize> = (20..47).chain(48..72).collect();
    assert_eq!(newcomers.len(), 51);
    for who in &newcomers {
        town.does(*who, M::Apply { charter_version: 1 });
    }
    let accounts: Vec<_> = newcomers.iter().map(|who| account(*who)).collect();
    let all = M::AdmitBatch { accounts: accounts.clone() };
    assert_eq!(town.refuses(0, 0, all), too_many(Collection::Batch, 50));
    let fifty = M::AdmitBatch { accounts: accounts[..50].to_vec() };
    // Fifty records are fifty records. A chain with little room for proof takes them in several batches.
    let gas = town.gas(0, 0, &fifty);
    println!("a batch of fifty {gas:?}");
    assert!(gas.ref_time < 50 * 1_000_000_000 && gas.proof_size < 50 * 75_000, "{gas:?}");
    town.does(0, fifty);
    assert_eq!(town.cells().counters().present, 62);
    assert_eq!(Compact::<u32>::decode(&mut &*reads_cheaply(&town, "members", (12u32, 50u32))).unwrap().0, 50);
}

#[test]
fn p5_seven_sponsors_objectors_and_attesters_are_all_that_a_matter_can_need() {
    let mut town = Town::found(|founding| {
        founding.rules.membership.admission = mutual_types::AdmissionPolicy::Sponsored(7);
        founding.rules.voting.consent_objectors = 7;
        founding.rules.relief.attesters = 7;
        founding.rules.dues.amount = 0;
    });
    for newcomer in 20..28 {
        town.does(newcomer, M::Apply { charter_version: 1 });
    }
    for newcomer in 20..27 {
        does_cheaply(&mut town, 0, M::Sponsor { applicant: account(newcomer) });
    }
    let full = Error::SponsorshipsFull { open: 7, max: 7 };
    assert_eq!(town.refuses(0, 0, M::Sponsor { applicant: account(27) }), full);
    for sponsor in 1..7 {
        does_cheaply(&mut town, sponsor, M::Sponsor { applicant: account(20) });
    }
    assert_eq!(town.cells().application(account(20)).unwrap().sponsors.len(), 7, "and in");
    let late = town.refuses(7, 0, M::Sponsor { applicant: account(20) });
    assert!(matches!(late, Error::ApplicationNotOpen(_)), "{late:?}");

    let title = "Quietly".to_owned();
    let ask = M::Propose { title, document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(proposal) = town.does(0, ask) else { panic!("it is a proposal") };
    for who in 1..=7 {
        does_cheaply(&mut town, who, M::Object { proposal, reason: "r".repeat(256) });
    }
    let eighth = town.refuses(8, 0, M::Object { proposal, reason: "r".to_owned() });
    assert!(matches!(eighth, Error::NotConsenting(_)), "{eighth:?}");

    town.pays(BEN, 50 * COIN, M::Contribute { pot: RELIEF, memo: None });
    town.wait(SECOND);
    town.does(10, M::AskRelief { pot: RELIEF, amount: COIN, evidence: [0; 32] });
    let request = mutual_types::ReliefId(0);
    for who in 0..7 {
        does_cheaply(&mut town, who, M::AttestRelief { request });
    }
    let eighth = town.refuses(7, 0, M::AttestRelief { request });
    assert!(matches!(eighth, Error::WrongRelief(_)), "{eighth:?}");
}

#[test]
fn p5_twelve_payments_of_relief_in_a_year_are_all_that_a_member_gets() {
    let mut town = Town::found(|founding| {
        founding.rules.relief.attestations_per_year = u8::MAX;
        founding.rules.dues.amount = 0;
    });
    town.pays(BEN, 100 * COIN, M::Contribute { pot: RELIEF, memo: None });
    town.wait(SECOND);
    let ask = || M::AskRelief { pot: RELIEF, amount: COIN, evidence: [0; 32] };
    // On as many days as the pot remembers, so that both lists are full.
    for _ in 0..12 {
        let Answer::Relief(request) = does_cheaply(&mut town, 10, ask()) else { panic!("it is a request") };
        does_cheaply(&mut town, 0, M::AttestRelief { request });
        does_cheaply(&mut town, 1, M::AttestRelief { request });
        let payment = town.last_payment();
        town.does(2, M::ApprovePayment { payment });
        town.wait(SECOND);
        does_cheaply(&mut town, 10, M::ReleasePayment { payment });
        town.wait(crate::town::DAY);
    }
    let refused = town.refuses(10, 0, ask());
    assert!(matches!(refused, Error::ReliefCapped { cap: ReliefCap::MemberCount, .. }), "{refused:?}");
    let record = reads_cheaply(&town, "relief_record", MemberIndex(10));
    assert!(!record.is_empty());
    // The others are still helped.
    does_cheaply(&mut town, 9, ask());
}

#[test]
fn p5_sixteen_open_proposals_are_all_that_a_member_has_and_they_are_cleared_by_the_next() {
    let mut town = Town::found(|founding| founding.rules.dues.amount = 0);
    let propose =
        || M::Propose { title: "t".repeat(128), document: None, action: Action::Resolution, mode: Mode::Ballot };
    for count in 0..16 {
        town.pays(BEN, if count < 3 { 0 } else { 5 * COIN }, propose());
    }
    assert_eq!(town.refuses(BEN, 5 * COIN, propose()), too_many(Collection::OpenProposals, 16));
    does_cheaply(&mut town, 0, propose());
    // Sixteen that are over, each with two thousand members' cell of ballots, are looked at by the next one.
    town.wait(8 * crate::town::DAY);
    let gas = town.gas(BEN, 0, &propose());
    println!("sixteen settled {gas:?}");
    assert!(gas.ref_time <= 3 * REF_TIME && gas.proof_size <= 2 * PROOF_SIZE, "{gas:?}");
    town.does(BEN, propose());
    assert_eq!(town.cells().member(account(BEN)).open_proposals.len(), 1);
    assert_eq!(town.model.credit_of(account(BEN)), 13 * 5 * COIN);
}
