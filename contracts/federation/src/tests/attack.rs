//! Societies that lie, refuse, call at the wrong moment or are not what they were.

use mutual_types::PotKind;

use super::*;

fn promised() -> (World, BackingId, DrawId) {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    let draw = world.draw(HILL, &[(backing, 60)]).unwrap();
    (world, backing, draw)
}

#[test]
fn a_society_that_does_not_take_the_money_has_not_got_it() {
    let (mut world, backing, draw) = promised();
    // Reverted is what the real society answers while it dissolves.
    for code in [1, 2, 5, 8, 99] {
        change(HILL, |place| place.refuses = Some(code));
        assert_eq!(world.collect(draw), refused(Error::NotTaken { code }));
        assert_eq!(world.status(draw), DrawStatus::Promised);
        assert_eq!((world.backing(backing).promised, world.backing(backing).out), (60, 0));
    }
    assert_eq!(around(|around| (around.balance, around.contributed.len())), (100, 0));
    world.wait(10_000);
    world.send(GUS, M::Lapse { draw }).unwrap();
    assert_eq!(world.backing(backing).left, 100, "it never gets stuck");
}

#[test]
fn money_goes_into_an_open_relief_pot_or_nowhere() {
    let (mut world, _, draw) = promised();
    change(HILL, |place| {
        place.pots.insert(PotId(2), (PotKind::Restricted, false));
        place.pots.insert(PotId(3), (PotKind::Reserve, false));
        place.pots.insert(PotId(4), (PotKind::Relief, true));
    });
    for pot in [0, 2, 3, 4, 5, u32::MAX].map(PotId) {
        assert_eq!(world.send(GUS, M::Collect { draw, pot }), refused(Error::WrongPot(pot)));
    }
    assert_eq!(around(|around| around.contributed.len()), 0);
    world.collect(draw).unwrap();
}

#[test]
fn answers_that_are_none_are_a_silence() {
    let (mut world, _, draw) = promised();
    let mut relief = vec![0, 1];
    relief.extend([2, 0, 0]);
    let answers: [&[u8]; 7] = [
        b"",
        &[1, 1],    // ink!: the message cannot be read
        &[0],       // cut off
        &[0, 2],    // neither none nor some
        &[0, 1, 9], // a kind of pot that there is not
        &relief,    // half a pot
        &[2, 1, 2], // no answer of a message
    ];
    for answer in answers {
        around(|around| around.instead = Some(answer.to_vec()));
        assert_eq!(world.collect(draw), refused(Error::SocietySilent { code: 0 }), "{answer:?}");
        let society = number(HILL);
        assert_eq!(world.send(GUS, M::Refresh { society }), refused(Error::SocietySilent { code: 0 }), "{answer:?}");
    }
    // `Err` of the society itself, such as `Migrating`, where a page was asked for.
    around(|around| around.instead = Some([vec![0, 1], vec![0; 4_096]].concat()));
    let silent = refused(Error::SocietySilent { code: 0 });
    assert_eq!(world.send(GUS, M::Refresh { society: number(HILL) }), silent);
}

#[test]
fn a_society_that_fails_is_named_with_the_hosts_code() {
    let (mut world, _, draw) = promised();
    for code in [1, 2, 7, 8, 99] {
        change(HILL, |place| place.silent = Some(code));
        assert_eq!(world.collect(draw), refused(Error::SocietySilent { code }));
        let society = number(HILL);
        assert_eq!(world.send(GUS, M::Refresh { society }), refused(Error::SocietySilent { code }));
    }
}

#[test]
fn a_society_whose_code_was_replaced_gets_nothing() {
    let (mut world, backing, draw) = promised();
    let owing = world.owing(HILL, backing, 10);
    for found in [[66; 32], [0; 32]] {
        change(HILL, |place| place.code = found);
        let changed = Error::CodeChanged { found };
        assert_eq!(world.collect(draw), refused(changed));
        assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(changed));
        assert_eq!(world.send(GUS, M::Refresh { society: number(HILL) }), refused(changed));
    }
    // Nothing is even asked from it.
    assert_eq!(around(|around| around.contributed.len()), 1);
    // What it owes can be paid, and what is its own it gets.
    world.repay(owing, 10).unwrap();
}

#[test]
fn a_society_that_calls_is_not_asked_anything() {
    let (mut world, _, draw) = promised();
    let asked = around(|around| around.asked);
    assert_eq!(world.send(HILL, M::Collect { draw, pot: RELIEF }), refused(Error::CallingSociety));
    assert_eq!(world.send(HILL, M::Refresh { society: number(HILL) }), refused(Error::CallingSociety));
    // Another society may have it collected.
    assert_eq!(around(|around| around.asked), asked);
    world.send(CREEK, M::Collect { draw, pot: RELIEF }).unwrap();
}

#[test]
fn all_messages_of_societies_ask_no_society() {
    let mut world = World::new();
    around(|around| around.outside.places.values_mut().for_each(|place| place.silent = Some(1)));
    let backing = world.backed(CREEK, 100);
    world.draw(HILL, &[(backing, 60)]).unwrap();
    let motion = world.move_motion(CREEK, Matter::Resolution(document())).unwrap();
    world.vote(HARBOUR, motion, true).unwrap();
    let motion = world.apply(MILL).unwrap();
    world.vote(HARBOUR, motion, false).unwrap();
    world.wait(30_000);
    let report = Report { money_in: 0, money_out: 0, people_helped: 0, outcomes: vec![], document: document() };
    world.report(CREEK, 0, report).unwrap();
    world.send(HILL, M::Leave).unwrap();
    assert_eq!(around(|around| around.asked), 0, "it is on the stack and could not answer");
}

#[test]
fn who_was_expelled_collects_nothing_more() {
    let (mut world, backing, draw) = promised();
    let motion = world.move_motion(CREEK, Matter::Expel(number(HILL))).unwrap();
    world.vote(HARBOUR, motion, true).unwrap();
    assert_eq!(world.collect(draw), refused(Error::NoSociety(number(HILL))));
    world.wait(10_000);
    world.send(GUS, M::Lapse { draw }).unwrap();
    assert_eq!(world.backing(backing).left, 100);
}

#[test]
fn a_society_draws_on_itself_through_nobody() {
    // Two societies that back each other can draw at most what each has paid in.
    let mut world = World::new();
    let (creek, harbour) = (world.backed(CREEK, 100), world.backed(HARBOUR, 80));
    world.owing(HARBOUR, creek, 100);
    world.owing(CREEK, harbour, 80);
    assert_eq!(around(|around| around.balance), 0);
    let empty = Error::NotEnough { left: 0, asked: 1 };
    assert_eq!(world.draw(HILL, &[(creek, 1)]), refused(empty));
    assert_eq!(world.draw(HILL, &[(harbour, 1)]), refused(empty));
}

#[test]
fn money_leaves_by_two_messages_and_no_others() {
    let files = [
        ("ask", include_str!("../ask.rs")),
        ("backing", include_str!("../backing.rs")),
        ("collect", include_str!("../collect.rs")),
        ("credit", include_str!("../credit.rs")),
        ("draw", include_str!("../draw.rs")),
        ("emit", include_str!("../emit.rs")),
        ("found", include_str!("../found.rs")),
        ("join", include_str!("../join.rs")),
        ("lib", include_str!("../lib.rs")),
        ("motion", include_str!("../motion.rs")),
        ("read", include_str!("../read.rs")),
        ("repay", include_str!("../repay.rs")),
        ("shell", include_str!("../shell.rs")),
        ("state", include_str!("../state.rs")),
        ("store", include_str!("../store.rs")),
        ("summary", include_str!("../summary.rs")),
    ];
    let where_is = |words: &[&str]| -> Vec<&str> {
        let found = files.iter().filter(|(_, text)| words.iter().any(|word| text.contains(word)));
        found.map(|(name, _)| *name).collect()
    };
    assert_eq!(where_is(&["chain::transfer(", "::transfer::<"]), ["credit"]);
    assert_eq!(where_is(&["chain::pay("]), ["ask"]);
    assert_eq!(where_is(&["ask::contribute("]), ["collect"]);
    assert!(where_is(&["call_v2", "set_code_hash", "terminate", "instantiate", "delegate"]).is_empty());
    // What the stand-in replaces has the two, and no other way out.
    let chain = include_str!("../chain.rs");
    assert_eq!(chain.matches("ink::env::transfer::<").count(), 1);
    assert_eq!(chain.matches("HostFnImpl::call_v2").count(), 1);
    assert_eq!(chain.matches("call(callee, amount, ").count(), 1);
    assert_eq!(chain.matches("CallFlags::empty()").count(), 1);
}
