//! Seats: terms in a row, and room for those to come.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{Collection, Error, MemberIndex, PotId, Role, RoleRules, Roster, SEATS_MAX, SEATS_PER_ROLE_MAX};

const RULES: RoleRules = RoleRules { term_ms: 100, consecutive_terms: 2 };

fn grant(roster: &mut Roster, role: Role, member: u32, now_ms: u64) -> Result<u64, Error> {
    roster.grant(role, MemberIndex(member), 100, &RULES, now_ms).map_err(|error| *error)
}

/// Sixteen treasurers, of whom member `n` was seated at `n`.
fn full_role() -> Roster {
    let mut roster = Roster { seats: Vec::new() };
    for n in 0..SEATS_PER_ROLE_MAX {
        grant(&mut roster, Role::Treasurer, n, n.into()).unwrap();
    }
    roster
}

/// Sixty-four keepers of as many pots, of whom member `n` was seated at `n`.
fn full_roster() -> Roster {
    let mut roster = Roster { seats: Vec::new() };
    for n in 0..SEATS_MAX {
        grant(&mut roster, Role::Keeper(PotId(n)), n, n.into()).unwrap();
    }
    roster
}

fn seated(roster: &Roster, member: u32) -> bool {
    roster.seats.iter().any(|seat| seat.member == MemberIndex(member))
}

#[test]
fn live_are_those_of_the_role_whose_term_runs() {
    let mut roster = Roster { seats: Vec::new() };
    grant(&mut roster, Role::Treasurer, 1, 0).unwrap();
    grant(&mut roster, Role::Treasurer, 2, 50).unwrap();
    grant(&mut roster, Role::Steward, 3, 50).unwrap();
    let live = |role, now_ms| roster.live(role, now_ms).map(|member| member.0).collect::<Vec<_>>();
    assert_eq!(live(Role::Treasurer, 99), [1, 2]);
    assert_eq!(live(Role::Treasurer, 100), [2]);
    assert_eq!(live(Role::Steward, 100), [3]);
    assert_eq!(live(Role::Treasurer, 150), [0u32; 0]);
    assert!(roster.holds(Role::Treasurer, MemberIndex(1), 99));
    assert!(!roster.holds(Role::Treasurer, MemberIndex(1), 100));
    assert!(!roster.holds(Role::Steward, MemberIndex(1), 99));
}

#[test]
fn a_term_is_in_a_row_if_it_follows_the_last_one_within_a_terms_length() {
    for (now_ms, outcome) in [(199, Err(Error::TermsExhausted { terms: 2, max: 2 })), (200, Ok(300))] {
        let mut roster = Roster { seats: Vec::new() };
        grant(&mut roster, Role::Steward, 1, 0).unwrap();
        grant(&mut roster, Role::Steward, 1, 0).unwrap();
        assert_eq!(grant(&mut roster, Role::Steward, 1, now_ms), outcome, "at {now_ms}, the second ended at 100");
    }
}

#[test]
fn an_ended_term_keeps_its_seat_and_ends_once() {
    let mut roster = Roster { seats: Vec::new() };
    grant(&mut roster, Role::Steward, 1, 0).unwrap();
    assert!(!roster.end(Role::Treasurer, MemberIndex(1), 10));
    assert!(!roster.end(Role::Steward, MemberIndex(2), 10));
    assert!(roster.end(Role::Steward, MemberIndex(1), 10));
    assert_eq!(roster.seat(Role::Steward, MemberIndex(1)).map(|seat| seat.expires_ms), Some(10));
    assert!(!roster.end(Role::Steward, MemberIndex(1), 10));
}

#[test]
fn a_seat_is_taken_away_once() {
    let mut roster = Roster { seats: Vec::new() };
    grant(&mut roster, Role::Steward, 1, 0).unwrap();
    assert!(!roster.revoke(Role::Treasurer, MemberIndex(1)));
    assert!(!roster.revoke(Role::Steward, MemberIndex(2)));
    assert!(roster.revoke(Role::Steward, MemberIndex(1)));
    assert!(!roster.revoke(Role::Steward, MemberIndex(1)));
}

#[test]
fn a_role_has_sixteen_seats_and_seats_of_other_roles_do_not_count() {
    let mut roster = full_role();
    for n in 0..SEATS_PER_ROLE_MAX {
        grant(&mut roster, Role::Steward, n, 15).unwrap();
    }
    let refused = Error::TooMany { what: Collection::Seats, count: 17, max: 16 };
    assert_eq!(grant(&mut roster, Role::Treasurer, 16, 99), Err(refused));
    assert_eq!(grant(&mut roster, Role::Treasurer, 3, 99), Ok(199), "who holds one may be given the next term");
}

#[test]
fn a_full_role_gives_up_the_seat_that_ended_first() {
    let mut roster = full_role();
    // Granted first of all, and of another role: it is not this one's to give up.
    roster.seats.insert(
        0,
        mutual_types::Seat { role: Role::Steward, member: MemberIndex(77), expires_ms: 1, terms: 1, last_case_ms: 0 },
    );
    roster.seats.reverse();
    assert_eq!(grant(&mut roster, Role::Treasurer, 16, 100), Ok(200));
    assert!(!seated(&roster, 0) && seated(&roster, 1) && seated(&roster, 77));
    assert_eq!(grant(&mut roster, Role::Treasurer, 17, 110), Ok(210));
    assert!(!seated(&roster, 1) && seated(&roster, 2));
}

#[test]
fn a_role_with_room_keeps_its_ended_seats() {
    let mut roster = full_role();
    roster.revoke(Role::Treasurer, MemberIndex(15));
    assert_eq!(grant(&mut roster, Role::Treasurer, 16, 110), Ok(210));
    assert_eq!(roster.seats.len(), 16);
    assert!(seated(&roster, 0));
}

#[test]
fn a_full_roster_gives_up_the_seat_of_any_role_that_ended_first() {
    let mut roster = full_roster();
    roster.seats.reverse();
    let refused = Error::TooMany { what: Collection::Seats, count: 65, max: 64 };
    assert_eq!(grant(&mut roster, Role::Steward, 64, 99), Err(refused));
    assert_eq!(grant(&mut roster, Role::Steward, 64, 102), Ok(202));
    assert!(!seated(&roster, 0) && seated(&roster, 1));
    assert_eq!(roster.seats.len(), 64);
}

#[test]
fn a_roster_with_room_keeps_all_its_ended_seats() {
    let mut roster = full_roster();
    roster.revoke(Role::Keeper(PotId(63)), MemberIndex(63));
    assert_eq!(grant(&mut roster, Role::Steward, 64, 150), Ok(250));
    assert_eq!(roster.seats.len(), 64);
}
