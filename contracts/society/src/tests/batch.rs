use mutual_types::{ApplicationStatus, Collection, MemberIndex};

use super::*;

fn world(window_ms: u64, roster_max: u32) -> World {
    let mut founding = founding();
    founding.bounds.founding_window_ms = window_ms;
    founding.bounds.roster_max = roster_max;
    World::founded(founding)
}

fn applicant(number: u8) -> AccountId {
    AccountId([100 + number; 32])
}

fn apply(world: &mut World, account: AccountId) {
    let call = world.by(account);
    world.state.apply(&call, 1).unwrap();
}

fn admit(world: &mut World, caller: AccountId, accounts: &[AccountId]) -> Result<usize, Box<Error>> {
    let call = world.by(caller);
    world.state.admit_batch(&call, accounts.to_vec()).map(|admitted| admitted.len())
}

#[ink::test]
fn a_batch_enters_without_probation_and_beside_the_periods_limit() {
    let mut world = world(20_000, 10);
    let accounts: Vec<_> = (0..4).map(applicant).collect();
    accounts.iter().for_each(|account| apply(&mut world, *account));
    assert_eq!(admit(&mut world, ANA, &accounts), Ok(4), "a treasurer");
    assert_eq!((world.state.counters.members, world.state.counters.active, world.state.counters.present), (10, 10, 10));
    let member = world.state.member(applicant(3)).unwrap();
    assert_eq!((member.index, member.probation_ends_ms, member.charter_version), (MemberIndex(9), world.now_ms, 1));
    let admissions = world.state.admissions().unwrap();
    assert_eq!((admissions.count, admissions.batched), (0, 4));
    assert_eq!(world.state.application(applicant(3)).unwrap().admitted, Some(MemberIndex(9)));
}

#[ink::test]
fn only_live_treasurers_and_stewards_let_a_batch_in() {
    let mut world = world(20_000, 10);
    apply(&mut world, GUS);
    assert_eq!(admit(&mut world, HAL, &[GUS]), refused(Error::NotMember));
    assert_eq!(admit(&mut world, EVE, &[GUS]), refused(Error::NotSteward));
    assert_eq!(admit(&mut world, DAN, &[GUS]), Ok(1), "a steward");
}

#[ink::test]
fn the_founding_window_is_half_open_and_may_be_none() {
    let mut world = world(20_000, 10);
    apply(&mut world, GUS);
    world.now_ms = FOUNDED_MS + 19_999;
    assert_eq!(admit(&mut world, DAN, &[GUS]), Ok(1));
    world.wait(1);
    assert_eq!(admit(&mut world, DAN, &[]), refused(Error::FoundingOver { ended_ms: FOUNDED_MS + 20_000 }));

    let mut none = self::world(0, 10);
    none.now_ms = FOUNDED_MS;
    assert_eq!(admit(&mut none, DAN, &[]), refused(Error::FoundingOver { ended_ms: FOUNDED_MS }));
}

#[ink::test]
fn fifty_make_a_batch_and_the_bounds_a_roster() {
    let mut world = world(20_000, 2);
    let what = Collection::Batch;
    assert_eq!(admit(&mut world, DAN, &[GUS; 51]), refused(Error::TooMany { what, count: 51, max: 50 }));
    let what = Collection::FoundingRoster;
    assert_eq!(admit(&mut world, DAN, &[GUS; 50]), refused(Error::TooMany { what, count: 50, max: 2 }));
    [GUS, HAL, applicant(0)].into_iter().for_each(|account| apply(&mut world, account));
    assert_eq!(admit(&mut world, DAN, &[GUS]), Ok(1));
    let refusal = Error::TooMany { what, count: 3, max: 2 };
    assert_eq!(admit(&mut world, DAN, &[HAL, applicant(0)]), refused(refusal));
    assert_eq!(admit(&mut world, DAN, &[HAL]), Ok(1));
}

#[ink::test]
fn everyone_in_a_batch_has_an_open_application_of_their_own() {
    let mut world = world(60_000, 10);
    assert_eq!(admit(&mut world, DAN, &[GUS]), refused(Error::NoApplication));
    apply(&mut world, GUS);
    let twice = refused(Error::ApplicationNotOpen(ApplicationStatus::Admitted));
    assert_eq!(admit(&mut world, DAN, &[GUS, GUS]), twice, "the chain rolls the first one back");
}

#[ink::test]
fn an_expired_application_is_not_admitted_in_a_batch() {
    let mut world = world(60_000, 10);
    apply(&mut world, GUS);
    world.wait(30_000);
    assert_eq!(admit(&mut world, DAN, &[GUS]), refused(Error::ApplicationNotOpen(ApplicationStatus::Expired)));
}

#[ink::test]
fn an_account_that_became_a_members_is_not_admitted_again() {
    let mut world = world(60_000, 10);
    apply(&mut world, GUS);
    let eve = world.state.member(EVE).unwrap();
    world.state.set_member(GUS, eve);
    assert_eq!(admit(&mut world, DAN, &[GUS]), refused(Error::AccountBound(MemberIndex(4))));
}
