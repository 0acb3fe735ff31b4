//! Pots, loans, and payments of relief.

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, Collection, Document, Error, GrantId, GrantTerms, Kind, MemberIndex, Mode, PotId, PotKind, PotSpec,
    ProposalId, ReliefCap, Restriction, StageTerms,
};
use scale::{Compact, Decode};

use super::{does_cheaply, executes, is_cheap, reads_cheaply, too_many};
use crate::town::{account, member, Town, BEN, COIN, DAY, GENERAL, HOUR, RELIEF, SECOND, YEAR};

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
    for grant in (0..4).map(GrantId) {
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
        town.wait(DAY);
    }
    let refused = town.refuses(10, 0, ask());
    assert!(matches!(refused, Error::ReliefCapped { cap: ReliefCap::MemberCount, .. }), "{refused:?}");
    let record = reads_cheaply(&town, "relief_record", MemberIndex(10));
    assert!(!record.is_empty());
    // The others are still helped.
    does_cheaply(&mut town, 9, ask());
}
