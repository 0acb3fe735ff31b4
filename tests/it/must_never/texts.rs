//! One long text blocks the rest. Whoever writes as much as they may, everywhere, makes nothing dearer for the others and
//! no page unreadable.

use mutual_model::Message as M;
use mutual_types::{
    Action, Choice, Document, Error, Field, GrantTerms, Kind, Mode, PotKind, PotSpec, ProposalId, Restriction,
    StageTerms,
};
use scale::{Compact, Decode};

use crate::town::{account, Gas, Town, BEN, COIN, GENERAL, HOUR};

fn long(count: usize) -> String {
    "x".repeat(count)
}

fn propose(title: usize, uri: usize, action: Action) -> M {
    let document = Some(Document { uri: long(uri), hash: [0; 32] });
    M::Propose { title: long(title), document, action, mode: Mode::Ballot }
}

/// The longest proposal there can be.
fn wordy(town: &Town) -> Action {
    let stage = StageTerms { title: long(128), amount: COIN, due_ms: town.now_ms + 90 * HOUR, months: 60 };
    let stages = vec![stage; 12];
    Action::Grant(GrantTerms { payee: account(30), pot: GENERAL, stages, unit: long(128), repay_by_ms: None })
}

fn within_a_hundredth(one: Gas, other: Gas) -> bool {
    let near = |one: u64, other: u64| one.abs_diff(other) * 100 <= one;
    near(one.ref_time, other.ref_time) && near(one.proof_size, other.proof_size)
}

#[test]
fn a_ballot_on_the_longest_proposal_takes_as_much_as_on_the_shortest() {
    let mut town = Town::found(|_| {});
    let short = town.proposes(0, Action::Resolution);
    let action = wordy(&town);
    town.does(BEN, propose(128, 256, action));
    let wordy = ProposalId(short.0 + 1);
    let vote = |proposal| M::Vote { proposal, choice: Choice::Aye, reason: None };
    let (plain, full) = (town.gas(1, 0, &vote(short)), town.gas(1, 0, &vote(wordy)));
    assert!(within_a_hundredth(plain, full), "{plain:?} and {full:?}");
    // And a reason of any length takes no more than its bytes.
    let reason = M::Vote { proposal: short, choice: Choice::Aye, reason: Some(long(256)) };
    let said = town.gas(1, 0, &reason);
    assert!(said.ref_time - plain.ref_time < plain.ref_time / 5, "{plain:?} and {said:?}");
}

#[test]
fn whoever_writes_all_they_may_leaves_every_page_readable_and_every_message_possible() {
    let mut town = Town::found(|founding| {
        founding.rules.voting.free_open_proposals = 7;
        founding.rules.dues.amount = 0;
    });
    for proposer in 0..10 {
        for _ in 0..6 {
            let action = wordy(&town);
            town.does(proposer, propose(128, 256, action));
        }
    }
    let restriction = Restriction {
        kinds: vec![Kind::Spend; 16],
        payees: (0..16).map(account).collect(),
        ends_ms: Some(town.now_ms + HOUR),
        fallback: account(46),
    };
    let spec = PotSpec { kind: PotKind::Restricted, name: long(128), restriction: Some(restriction) };
    town.decides(10, Action::OpenPot(spec));
    town.pays(BEN, COIN, M::Contribute { pot: GENERAL, memo: Some(long(256)) });
    let refused = town.refuses(10, 0, propose(129, 0, Action::Resolution));
    assert_eq!(refused, Error::TextTooLong { field: Field::Title, len: 129, max: 128 });

    let (page, _) = town.reads("proposals", (0u32, 50u32));
    assert_eq!(Compact::<u32>::decode(&mut &*page).unwrap().0, 50);
    let (one, _) = town.reads("proposal", 0u32);
    assert!(one.len() < 16_384, "{} bytes", one.len());
    for label in ["members", "payments", "pots", "grants", "relief_requests", "disputes"] {
        let (page, _) = town.reads(label, (0u32, 50u32));
        assert!(page.len() < 16_384, "{label}: {} bytes", page.len());
    }
    // The others go on as before.
    town.decides(BEN, Action::Spend { payee: account(30), amount: COIN, pot: GENERAL });
    assert_eq!(town.model.pot_facts(GENERAL).unwrap().reserved, COIN);
}
