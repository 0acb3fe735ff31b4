use mutual_types::circle::{TermName, CONTRIBUTION_MAX};
use mutual_types::YEAR_MS;

use super::*;

fn refusal(change: impl FnOnce(&mut Terms)) -> Option<Error> {
    crate::chain::SOCIETY.set(SOCIETY);
    let mut terms = terms(3);
    change(&mut terms);
    let call = Call { caller: GUS, now_ms: MADE_MS, value: 0, this: CIRCLE };
    make(&call, terms).err().map(|refused| *refused)
}

fn out_of_bounds(term: TermName, value: u128, min: u128, max: u128) -> Option<Error> {
    Some(Error::OutOfBounds { term, value, min, max })
}

#[test]
fn a_circle_is_made_for_those_it_names() {
    let world = World::made(terms(3));
    assert_eq!(world.status(), CircleStatus::Gathering);
    assert!(world.circle.members.iter().all(|member| !member.joined && member.credit == 0));
    let Event::CircleMade(made) = &world.events[0] else { panic!("{:?}", world.events) };
    assert_eq!((made.seq, made.members, made.contribution, made.starts_ms), (0, 3, COIN, STARTS_MS));
    assert_eq!(world.circle.seq, 1);
}

#[test]
fn a_circle_has_two_to_thirty_two_members_each_once() {
    let with = |size: u32| refusal(|terms| terms.members = (0..size).map(account).collect());
    for count in [0, 1, 33, 200] {
        assert_eq!(with(count), Some(Error::MemberCount { count, least: 2, most: 32 }));
    }
    for count in [2, 32] {
        assert_eq!(with(count), None);
    }
    assert_eq!(refusal(|terms| terms.members[2] = account(0)), Some(Error::DuplicateMember(account(0))));
}

#[test]
fn neither_the_circle_nor_its_society_is_a_member() {
    for account in [CIRCLE, SOCIETY] {
        assert_eq!(refusal(|terms| terms.members[1] = account), Some(Error::InvalidMember(account)));
    }
}

#[test]
fn the_society_is_another_contract() {
    for account in [CIRCLE, GUS] {
        assert_eq!(refusal(|terms| terms.society = account), Some(Error::NotASociety));
    }
}

#[test]
fn each_number_of_the_terms_has_its_bounds() {
    let contribution = |value| refusal(|terms| terms.contribution = value);
    for value in [0, CONTRIBUTION_MAX + 1, u128::MAX] {
        assert_eq!(contribution(value), out_of_bounds(TermName::Contribution, value, 1, CONTRIBUTION_MAX));
    }
    let year = u128::from(YEAR_MS);
    let round = |value| refusal(|terms| terms.round_ms = value);
    for value in [0, 999, YEAR_MS + 1, u64::MAX] {
        assert_eq!(round(value), out_of_bounds(TermName::RoundMs, value.into(), 1_000, year));
    }
    let starts = |value| refusal(|terms| terms.starts_ms = value);
    let now = u128::from(MADE_MS);
    for value in [0, MADE_MS, MADE_MS + YEAR_MS + 1] {
        assert_eq!(starts(value), out_of_bounds(TermName::StartsMs, value.into(), now + 1, now + year));
    }
    let reveal = |reveal_ms| refusal(|terms| terms.order = Order::Drawn { reveal_ms });
    for value in [0, 999, YEAR_MS + 1] {
        assert_eq!(reveal(value), out_of_bounds(TermName::RevealMs, value.into(), 1_000, year));
    }
    for fits in [contribution(1), contribution(CONTRIBUTION_MAX), round(1_000), round(YEAR_MS)] {
        assert_eq!(fits, None);
    }
    for fits in [starts(MADE_MS + 1), starts(MADE_MS + YEAR_MS), reveal(1_000), reveal(YEAR_MS)] {
        assert_eq!(fits, None);
    }
}

#[test]
fn a_name_has_at_most_a_hundred_and_twenty_eight_bytes() {
    let named = |len| refusal(|terms| terms.name = "é".repeat(len));
    assert_eq!(named(64), None);
    assert_eq!(named(65), Some(Error::TextTooLong { len: 130, max: 128 }));
}

/// Mends one of the terms.
type Mend = fn(&mut Terms);
/// Whether this is what is wrong next.
type Refusal = fn(&Error) -> bool;

#[test]
fn what_is_wrong_is_said_in_order() {
    let all = |terms: &mut Terms| {
        terms.name = "n".repeat(129);
        terms.members = [account(0)].into();
        terms.society = GUS;
        terms.contribution = 0;
        terms.round_ms = 0;
        terms.starts_ms = 0;
        terms.order = Order::Drawn { reveal_ms: 0 };
    };
    assert!(matches!(refusal(all), Some(Error::TextTooLong { .. })));
    let mends: [(Mend, Refusal); 6] = [
        (|terms| terms.name.clear(), |error| matches!(error, Error::MemberCount { .. })),
        (|terms| terms.members = [account(0), account(1)].into(), |error| matches!(error, Error::NotASociety)),
        (
            |terms| terms.society = SOCIETY,
            |error| matches!(error, Error::OutOfBounds { term: TermName::Contribution, .. }),
        ),
        (|terms| terms.contribution = 1, |error| matches!(error, Error::OutOfBounds { term: TermName::RoundMs, .. })),
        (|terms| terms.round_ms = 1_000, |error| matches!(error, Error::OutOfBounds { term: TermName::StartsMs, .. })),
        (
            |terms| terms.starts_ms = STARTS_MS,
            |error| matches!(error, Error::OutOfBounds { term: TermName::RevealMs, .. }),
        ),
    ];
    for mended in 1..=mends.len() {
        let error = refusal(|terms| {
            all(terms);
            mends.iter().take(mended).for_each(|(mend, _)| mend(terms));
        });
        assert!(mends[mended - 1].1(&error.unwrap()), "{mended}: {error:?}");
    }
}

#[test]
fn the_terms_name_what_can_be_lost() {
    let figures = |size| {
        let terms = terms(size);
        (
            terms.full_pot().unwrap(),
            terms.most_taken().unwrap(),
            terms.most_lost_to_one().unwrap(),
            terms.most_lost().unwrap(),
        )
    };
    assert_eq!(figures(2), (120, 0, 0, 0));
    assert_eq!(figures(3), (180, 60, 30, 60));
    assert_eq!(figures(6), (360, 240, 48, 240));
    let odd = Terms { contribution: 1, ..terms(6) };
    assert_eq!(odd.most_lost_to_one(), Ok(1));
}

#[test]
fn the_largest_circle_fits() {
    let terms = Terms { contribution: CONTRIBUTION_MAX, ..terms(32) };
    let mut world = World::made(terms);
    world.all_join();
    world.now_ms = STARTS_MS;
    for number in 0..32 {
        world.pay(number, 32).unwrap();
    }
    world.end();
    assert_eq!(world.credits(), [33 * CONTRIBUTION_MAX; 32]);
}
