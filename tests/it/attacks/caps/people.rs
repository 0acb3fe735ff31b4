//! Proxies, batches, sponsors, objectors, attesters, and what one member may have open.

use mutual_model::{Answer, Message as M};
use mutual_types::{Action, AdmissionPolicy, Choice, Collection, Error, Mode, ProxyRefusal, ReliefId};
use scale::{Compact, Decode};

use super::{does_cheaply, reads_cheaply, too_many, PROOF_SIZE, REF_TIME};
use crate::town::{account, member, Town, BEN, COIN, DAY, RELIEF, SECOND};

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
        founding.rules.membership.admission = AdmissionPolicy::Sponsored(7);
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
    let request = ReliefId(0);
    for who in 0..7 {
        does_cheaply(&mut town, who, M::AttestRelief { request });
    }
    let eighth = town.refuses(7, 0, M::AttestRelief { request });
    assert!(matches!(eighth, Error::WrongRelief(_)), "{eighth:?}");
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
    town.wait(8 * DAY);
    let gas = town.gas(BEN, 0, &propose());
    println!("sixteen settled {gas:?}");
    assert!(gas.ref_time <= 3 * REF_TIME && gas.proof_size <= 2 * PROOF_SIZE, "{gas:?}");
    town.does(BEN, propose());
    assert_eq!(town.cells().member(account(BEN)).open_proposals.len(), 1);
    assert_eq!(town.model.credit_of(account(BEN)), 13 * 5 * COIN);
}
