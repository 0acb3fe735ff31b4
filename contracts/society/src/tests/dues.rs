use mutual_types::{MemberIndex, Standing};

use super::{exit::assert_sums, *};

const EVE_INDEX: MemberIndex = MemberIndex(4);
const NOBODY: MemberIndex = MemberIndex(6);

/// Founders stand Good until the founding, Grace for 50 s from then, and can be recorded as lapsed 20 s later.
fn world() -> World {
    World::with_rules(|rules| {
        rules.dues =
            DuesRules { amount: 10, period_ms: 100_000, grace_ms: 50_000, lapse_notice_ms: 20_000, since_ms: 0 };
    })
}

fn pay(world: &mut World, member: MemberIndex, value: Planck, periods: u32) -> Result<u64, Box<Error>> {
    let call = world.paying(HAL, value);
    world.state.pay_dues(&call, member, periods).map(|paid| paid.paid_until_ms)
}

fn lapse(world: &mut World, member: MemberIndex) -> Result<(), Box<Error>> {
    let call = world.by(HAL);
    world.state.record_lapse(&call, member).map(|_| ())
}

fn return_of(world: &mut World, member: MemberIndex) -> Result<(), Box<Error>> {
    let call = world.by(HAL);
    world.state.record_return(&call, member).map(|_| ())
}

fn suspend_eve(world: &mut World, until_ms: u64) {
    let mut eve = world.state.member(EVE).unwrap();
    eve.suspended_until_ms = until_ms;
    world.state.uncount(&mut eve).unwrap();
    world.state.set_member(EVE, eve);
}

fn lapsed() -> World {
    let mut world = world();
    world.now_ms = FOUNDED_MS + 70_000;
    lapse(&mut world, EVE_INDEX).unwrap();
    world
}

#[ink::test]
fn anyone_pays_for_anyone_and_the_general_pot_gets_it() {
    let mut world = world();
    assert_eq!(world.state.standing(EVE, world.now_ms), Some((EVE_INDEX, Standing::Grace)));
    assert_eq!(pay(&mut world, EVE_INDEX, 20, 2), Ok(FOUNDED_MS + 200_000));
    assert_eq!(world.state.standing(EVE, world.now_ms), Some((EVE_INDEX, Standing::Good)));
    assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), Ok(FOUNDED_MS + 300_000), "on top");
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.counted, eve.good_since_ms), (true, FOUNDED_MS));
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_030);
    assert_eq!(world.state.counters.ledger.pots, 1_030);
    assert_sums(&world);
}

#[ink::test]
fn without_dues_nobody_pays_any() {
    let mut world = World::new();
    assert_eq!(pay(&mut world, NOBODY, 0, 0), refused(Error::NoMember(NOBODY)));
    assert_eq!(pay(&mut world, EVE_INDEX, 0, 0), refused(Error::NoDues));
}

#[ink::test]
fn dues_are_paid_to_the_planck_for_who_is_there() {
    let mut world = world();
    assert_eq!(pay(&mut world, EVE_INDEX, 1, 0), refused(Error::ZeroAmount));
    for value in [0, 19, 21] {
        assert_eq!(pay(&mut world, EVE_INDEX, value, 2), refused(Error::WrongValue { given: value, needed: 20 }));
    }
    let call = world.by(EVE);
    world.state.leave(&call).unwrap();
    assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), refused(Error::NoMember(EVE_INDEX)));
}

fn with_period(period_ms: u64) -> World {
    let mut world = World::with_rules(|rules| {
        rules.dues = DuesRules { amount: 10, period_ms, grace_ms: 50_000, lapse_notice_ms: 20_000, since_ms: 0 };
    });
    world.now_ms = FOUNDED_MS;
    world
}

#[ink::test]
fn dues_are_paid_a_year_ahead_and_no_further() {
    for periods in [2, 3, 5] {
        let period_ms = YEAR_MS / u64::from(periods);
        let mut world = with_period(period_ms);
        world.now_ms += YEAR_MS % u64::from(periods);
        let most_ms = FOUNDED_MS + u64::from(periods) * period_ms;
        assert_eq!(pay(&mut world, EVE_INDEX, 10 * Planck::from(periods), periods), Ok(most_ms));
        let max_ms = world.now_ms + YEAR_MS;
        let refusal = Error::TooFarAhead { until_ms: most_ms + period_ms, max_ms };
        assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), refused(refusal), "{periods}");
        world.wait(most_ms + period_ms - max_ms - 1);
        assert!(pay(&mut world, EVE_INDEX, 10, 1).is_err(), "{periods}: a moment too early");
        world.wait(1);
        assert!(pay(&mut world, EVE_INDEX, 10, 1).is_ok(), "{periods}");
    }
    let mut world = with_period(YEAR_MS);
    let most = 10 * Planck::from(u32::MAX);
    assert!(pay(&mut world, EVE_INDEX, most, u32::MAX).is_err(), "no overflow");
}

#[ink::test]
fn the_period_that_follows_can_be_paid_all_through_the_present_one_and_none_after_that() {
    for period_ms in [1_000, YEAR_MS / 2, YEAR_MS / 2 + 1, YEAR_MS - 1, YEAR_MS] {
        for into_it_ms in [0, 1, period_ms - 1] {
            let mut world = with_period(period_ms);
            let present_ms = pay(&mut world, EVE_INDEX, 10, 1).unwrap();
            world.now_ms += into_it_ms;
            assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), Ok(present_ms + period_ms), "{period_ms}, {into_it_ms}");
            if period_ms > YEAR_MS / 2 {
                let refusal =
                    Error::TooFarAhead { until_ms: present_ms + 2 * period_ms, max_ms: world.now_ms + 2 * period_ms };
                assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), refused(refusal), "{period_ms}, {into_it_ms}");
            }
            // So nobody who pays in time is ever behind.
            world.now_ms = present_ms;
            assert_eq!(world.state.standing(EVE, world.now_ms), Some((EVE_INDEX, Standing::Good)));
        }
    }
}

#[ink::test]
fn nobody_pays_for_a_time_before_there_were_dues() {
    let mut world = world();
    let mut rules = world.state.rules().unwrap();
    rules.dues.since_ms = FOUNDED_MS + 9_000;
    world.state.set_rules(rules);
    assert_eq!(pay(&mut world, EVE_INDEX, 10, 1), Ok(FOUNDED_MS + 109_000));
}

#[ink::test]
fn a_lapse_is_recorded_after_its_notice_and_once() {
    let mut world = world();
    assert_eq!(lapse(&mut world, NOBODY), refused(Error::NoMember(NOBODY)));
    let from_ms = FOUNDED_MS + 70_000;
    world.now_ms = from_ms - 1;
    assert_eq!(lapse(&mut world, EVE_INDEX), refused(Error::NotLapsed { from_ms }));
    world.now_ms = from_ms;
    assert_eq!(lapse(&mut world, EVE_INDEX), Ok(()));
    assert_eq!((world.state.counters.active, world.state.counters.present), (5, 6));
    assert!(!world.state.member(EVE).unwrap().counted);
    assert_eq!(lapse(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    assert_eq!(world.state.counters.active, 5);
}

#[ink::test]
fn without_dues_nobody_lapses() {
    let mut world = World::new();
    assert_eq!(lapse(&mut world, EVE_INDEX), refused(Error::NoDues));
    suspend_eve(&mut world, u64::MAX);
    assert_eq!(lapse(&mut world, EVE_INDEX), refused(Error::NothingToRecord), "who is not counted");
}

#[ink::test]
fn arrears_restore_once_they_are_paid_up() {
    let mut world = lapsed();
    world.now_ms = FOUNDED_MS + 300_000;
    pay(&mut world, EVE_INDEX, 20, 2).unwrap();
    assert!(!world.state.member(EVE).unwrap().counted, "behind still: paid until 200 s, grace until 250 s");
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    pay(&mut world, EVE_INDEX, 10, 1).unwrap();
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.counted, eve.good_since_ms), (true, world.now_ms));
    assert_eq!(world.state.counters.active, 6);
}

#[ink::test]
fn who_is_suspended_pays_and_stays_suspended() {
    let mut world = world();
    let until_ms = world.now_ms + 5_000;
    suspend_eve(&mut world, until_ms);
    pay(&mut world, EVE_INDEX, 10, 1).unwrap();
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.counted, world.state.counters.active), (false, 5));
    assert_eq!(world.state.standing(EVE, world.now_ms), Some((EVE_INDEX, Standing::Suspended)));
}

#[ink::test]
fn a_return_is_recorded_when_a_suspension_has_ended() {
    let mut world = world();
    let until_ms = world.now_ms + 5_000;
    assert_eq!(return_of(&mut world, NOBODY), refused(Error::NoMember(NOBODY)));
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord), "who is counted");
    suspend_eve(&mut world, until_ms);
    world.now_ms = until_ms - 1;
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    world.now_ms = until_ms;
    assert_eq!(return_of(&mut world, EVE_INDEX), Ok(()));
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.counted, eve.good_since_ms, world.state.counters.active), (true, until_ms, 6));
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
}

#[ink::test]
fn a_return_is_recorded_when_dues_are_abolished() {
    let mut world = lapsed();
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    let mut rules = world.state.rules().unwrap();
    rules.dues.amount = 0;
    world.state.set_rules(rules);
    assert_eq!(return_of(&mut world, EVE_INDEX), Ok(()));
    assert_eq!(world.state.counters.active, 6);
}

#[ink::test]
fn who_has_departed_neither_lapses_nor_returns() {
    let mut world = world();
    let call = world.by(EVE);
    world.state.leave(&call).unwrap();
    world.now_ms = FOUNDED_MS + 70_000;
    assert_eq!(lapse(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    assert_eq!(return_of(&mut world, EVE_INDEX), refused(Error::NothingToRecord));
    assert_eq!(world.state.standing(EVE, world.now_ms), Some((EVE_INDEX, Standing::Departed)));
}

#[ink::test]
fn a_waiver_is_for_who_is_there_and_for_a_year_at_most() {
    let mut world = World::new();
    let (member, now_ms) = (EVE_INDEX, world.now_ms);
    let waive = |member, until_ms| Action::WaiveDues { member, until_ms };
    assert_eq!(world.propose(ANA, waive(NOBODY, 0)), refused(Error::NoMember(NOBODY)));
    assert_eq!(world.propose(ANA, waive(member, 0)), refused(Error::NoDues));
    let mut world = self::world();
    let max_ms = now_ms + YEAR_MS;
    let refusal = Error::TooFarAhead { until_ms: max_ms + 1, max_ms };
    assert_eq!(world.propose(ANA, waive(member, max_ms + 1)), refused(refusal));
    assert_eq!(world.propose(ANA, waive(member, now_ms)), refused(Error::ZeroAmount));
    assert!(world.propose(ANA, waive(member, now_ms + 1)).is_ok());
    assert!(world.propose(ANA, waive(member, max_ms)).is_ok());
}

#[ink::test]
fn a_waiver_lengthens_what_is_paid_and_never_shortens_it() {
    let mut world = world();
    let member = MemberIndex(2); // CLEO, who does not vote on it
    let until_ms = world.now_ms + 1_000;
    let id = world.pass(Action::WaiveDues { member, until_ms });
    world.now_ms = until_ms.max(world.now_ms);
    world.execute(id).unwrap();
    assert_eq!(world.state.member(CLEO).unwrap().dues_paid_until_ms, until_ms, "past by now, and good for the arrears");

    let until_ms = world.now_ms + 500_000;
    let id = world.pass(Action::WaiveDues { member, until_ms });
    pay(&mut world, member, 60, 6).unwrap();
    let paid_until_ms = world.state.member(CLEO).unwrap().dues_paid_until_ms;
    world.execute(id).unwrap();
    assert_eq!(world.state.member(CLEO).unwrap().dues_paid_until_ms, paid_until_ms);
}

#[ink::test]
fn a_waiver_restores_who_had_lapsed() {
    let mut world = lapsed();
    let call = world.by(HAL);
    let until_ms = world.now_ms - 50_000;
    world.state.waive_dues(&call, EVE_INDEX, until_ms).unwrap();
    assert!(!world.state.member(EVE).unwrap().counted, "the grace is over on this very ms");
    world.state.waive_dues(&call, EVE_INDEX, until_ms + 1).unwrap();
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.counted, eve.good_since_ms, world.state.counters.active), (true, world.now_ms, 6));
}

#[ink::test]
fn an_account_left_behind_has_no_standing() {
    let mut world = World::new();
    assert_eq!(world.state.standing(GUS, world.now_ms), None);
    let mut left = world.state.member(EVE).unwrap();
    left.moved_to = Some(GUS);
    world.state.set_member(EVE, left);
    assert_eq!(world.state.standing(EVE, world.now_ms), None);
}

#[ink::test]
fn a_later_return_does_not_count_from_a_suspension_that_an_earlier_one_ended() {
    let mut world = world();
    let until_ms = world.now_ms + 5_000;
    suspend_eve(&mut world, until_ms);
    world.now_ms = until_ms + 1_000;
    return_of(&mut world, EVE_INDEX).unwrap();
    assert_eq!(world.state.member(EVE).unwrap().good_since_ms, until_ms, "whoever records it, and whenever");
    world.now_ms = FOUNDED_MS + 70_000;
    lapse(&mut world, EVE_INDEX).unwrap();
    let mut rules = world.state.rules().unwrap();
    rules.dues.amount = 0;
    world.state.set_rules(rules);
    return_of(&mut world, EVE_INDEX).unwrap();
    assert_eq!(world.state.member(EVE).unwrap().good_since_ms, world.now_ms);
}
