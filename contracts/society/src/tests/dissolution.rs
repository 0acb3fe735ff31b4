use mutual_types::{event::Divided, Ledger, MemberIndex, NextBeneficiary};

use super::*;

/// How long claims can be made: voting, notice, window and the window of a payment.
pub const CLAIMS_MS: u64 = 95_000;

/// Passes and executes a dissolution; until when claims can be made.
pub fn dissolve(world: &mut World) -> u64 {
    let id = world.pass(Action::Dissolve);
    world.execute(id).map(|_| ()).unwrap();
    world.state.find_dissolution().unwrap().claims_until_ms
}

/// Waits until nothing can be claimed, looks at all members and closes all pots.
pub fn liquidate(world: &mut World) {
    world.now_ms = world.now_ms.max(world.state.find_dissolution().unwrap().claims_until_ms);
    while count(world, 50).is_ok() {}
    let call = world.by(HAL);
    for id in 1..world.state.counters.pots {
        world.state.liquidate_pot(&call, PotId(id)).unwrap();
    }
}

pub fn count(world: &mut World, limit: u32) -> Result<(u32, u32), Box<Error>> {
    world.state.count_sharers(limit).map(|counted| (counted.next.0, counted.sharers))
}

/// What was divided: total, sharers, each, extra.
pub fn divide(world: &mut World) -> Result<(Planck, u32, Planck, u32), Box<Error>> {
    let call = world.by(HAL);
    world.state.divide(&call).map(|Divided { total, sharers, each, extra, .. }| (total, sharers, each, extra))
}

/// How many events it made.
pub fn claim(world: &mut World, member: u32) -> Result<usize, Box<Error>> {
    let call = world.by(HAL);
    world.state.claim_share(&call, MemberIndex(member)).map(|effects| effects.len())
}

/// Everyone takes their credit; how much that was.
pub fn withdraw_all(world: &mut World) -> Planck {
    let mut sum = 0;
    for n in 0..=255 {
        let call = world.by(AccountId([n; 32]));
        sum += world.state.withdraw_credit(&call).map_or(0, |withdrawn| withdrawn.amount);
    }
    sum
}

pub fn open(world: &mut World) -> Result<u64, Box<Error>> {
    let call = world.by(GUS);
    world.state.open_dissolution(&call).map(|opened| opened.claims_until_ms)
}

pub fn not_divisible<T>(pots_open: u32, members_left: u32) -> Result<T, Box<Error>> {
    refused(Error::NotDivisible { pots_open, members_left })
}

/// An unlocked society of `count` founders that nobody has touched for a year; the first ones are treasurers.
fn dormant(count: u8) -> World {
    let mut founding = founding();
    founding.asset_lock.locked = false;
    founding.rules.payments.approvals = if count < 3 { 1 } else { 2 };
    let roles = |n| if n <= 3 { vec![Role::Treasurer] } else { Vec::new() };
    founding.founders = (1..=count).map(|n| Founder { account: AccountId([n; 32]), roles: roles(n) }).collect();
    let mut world = World::founded(founding);
    world.now_ms = FOUNDED_MS + YEAR_MS;
    world
}

#[ink::test]
fn the_members_open_a_dissolution_as_of_its_proposal() {
    let mut world = World::new();
    let made_ms = world.now_ms;
    let until_ms = dissolve(&mut world);
    let dissolution = world.state.find_dissolution().unwrap();
    assert_eq!((dissolution.made_ms, dissolution.opened_ms), (made_ms, world.now_ms));
    assert_eq!(until_ms, world.now_ms + CLAIMS_MS);
    assert_eq!(world.state.counters.dissolving_since_ms, world.now_ms);
    world.assert_books_balance();
}

#[ink::test]
fn a_society_dissolves_once() {
    let mut world = World::new();
    let other = world.propose(FAY, Action::Dissolve).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN] {
        world.vote(voter, other, Choice::Aye).unwrap();
    }
    dissolve(&mut world);
    let refusal = Error::Dissolving { since_ms: world.now_ms };
    assert_eq!(world.propose(ANA, Action::Dissolve), refused(refusal));
    assert_eq!(world.execute(other).map(|_| ()), refused(refusal));
    assert_eq!(open(&mut world), refused(refusal), "nor does anyone open another one");
}

#[ink::test]
fn anyone_opens_the_dissolution_of_a_dormant_society() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.wait(1);
    world.vote(ANA, id, Choice::Aye).unwrap();
    let from_ms = world.now_ms + YEAR_MS;
    world.now_ms = from_ms - 1;
    assert_eq!(open(&mut world), refused(Error::NotDormant { from_ms }));
    world.wait(1);
    assert_eq!(open(&mut world), Ok(from_ms + CLAIMS_MS));
    assert_eq!(world.state.find_dissolution().unwrap().made_ms, from_ms);
}

#[ink::test]
fn a_next_beneficiary_whose_day_has_not_come_is_dropped() {
    for (early_ms, expected) in [(0, GUS), (1, TRUST)] {
        let mut world = dormant(7);
        let mut identity = world.state.identity().unwrap();
        let from_ms = world.now_ms + early_ms;
        identity.next_beneficiary = Some(NextBeneficiary { account: GUS, from_ms });
        world.state.set_identity(identity);
        open(&mut world).unwrap();
        world.wait(YEAR_MS);
        assert_eq!(world.state.beneficiary(world.now_ms), Ok(expected));
    }
}

#[ink::test]
fn members_are_looked_at_by_pages() {
    let mut world = dormant(60);
    assert_eq!(count(&mut world, 50), refused(Error::NotDissolving));
    open(&mut world).unwrap();
    assert_eq!(count(&mut world, 0), Ok((0, 0)), "nobody is no harm");
    assert_eq!(count(&mut world, 3), Ok((3, 3)));
    assert_eq!(count(&mut world, 51), Ok((53, 53)));
    assert_eq!(count(&mut world, u32::MAX), Ok((60, 60)));
    assert_eq!(count(&mut world, 1), refused(Error::NothingToRecord));
}

#[ink::test]
fn who_could_decide_on_the_proposal_shares_whatever_comes_later() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let apply = |world: &mut World, account| {
        let call = world.by(account);
        world.state.apply(&call, 1).map(|_| ()).unwrap();
    };
    // In probation; suspended before.
    apply(&mut world, GUS);
    let (call, until_ms) = (world.by(HAL), world.now_ms + 50_000);
    world.state.suspend(&call, MemberIndex(3), until_ms).map(|_| ()).unwrap();
    world.wait(2_999);
    let dissolve = world.propose(EVE, Action::Dissolve).unwrap();
    let suspend = Action::Suspend { member: MemberIndex(2), until_ms: world.now_ms + 500_000 };
    let suspend = world.propose(EVE, suspend).unwrap();
    let expel = world.propose(ANA, Action::Expel { member: MemberIndex(5) }).unwrap();
    // In the same moment, too late.
    apply(&mut world, HAL);
    world.wait(1);
    for id in [dissolve, suspend, expel] {
        for voter in [ANA, BEN, EVE] {
            world.vote(voter, id, Choice::Aye).unwrap();
        }
    }
    world.vote(CLEO, dissolve, Choice::Aye).unwrap();
    world.wait(20_000);
    for id in [suspend, expel] {
        world.execute(id).map(|_| ()).unwrap();
    }
    let call = world.by(BEN);
    world.state.leave(&call).map(|_| ()).unwrap();
    world.execute(dissolve).map(|_| ()).unwrap();

    let shares = [true, true, true, false, true, true, false, false];
    let mut sharers = 0;
    for (place, shares) in (1u32..).zip(shares) {
        sharers += u32::from(shares);
        assert_eq!(count(&mut world, 1), Ok((place, sharers)), "member {}", place - 1);
    }
}

#[ink::test]
fn whoever_records_a_return_late_takes_no_share_away() {
    let mut world = World::new();
    let (call, until_ms) = (world.by(HAL), world.now_ms + 1_000);
    world.state.suspend(&call, MemberIndex(3), until_ms).map(|_| ()).unwrap();
    world.now_ms = until_ms;
    let id = world.propose(EVE, Action::Dissolve).unwrap();
    world.wait(1);
    let call = world.by(HAL);
    world.state.record_return(&call, MemberIndex(3)).map(|_| ()).unwrap();
    let member = world.state.member(DAN).unwrap();
    assert_eq!((member.good_since_ms, member.counted), (until_ms, true));
    assert!(member.shares_in(world.state.proposal(id).unwrap().made_ms, None));
    assert!(!member.shares_in(until_ms - 1, None));
}

#[ink::test]
fn the_division_is_refused_in_this_order() {
    let mut world = World::new();
    assert_eq!(divide(&mut world), refused(Error::NotDissolving));
    let payment = world.payment(GUS, 10);
    let until_ms = dissolve(&mut world);
    world.now_ms = until_ms - 1;
    assert_eq!(divide(&mut world), refused(Error::ClaimsOpen { until_ms }));
    world.wait(1);
    assert_eq!(divide(&mut world), not_divisible(3, 6), "two other pots, and a payment from the general one");
    count(&mut world, 5).unwrap();
    let call = world.by(HAL);
    world.state.liquidate_pot(&call, FOOD).unwrap();
    assert_eq!(divide(&mut world), not_divisible(2, 1));
    world.state.liquidate_pot(&call, RESERVE).unwrap();
    count(&mut world, 1).unwrap();
    assert_eq!(divide(&mut world), not_divisible(1, 0));
    world.state.cancel_payment(&call, payment).unwrap();
    assert_eq!(divide(&mut world), Ok((1_000, 6, 0, 0)));
    assert_eq!(divide(&mut world), not_divisible(0, 0), "once");
}

#[ink::test]
fn assets_that_are_locked_go_to_the_beneficiary() {
    let mut world = World::new();
    dissolve(&mut world);
    liquidate(&mut world);
    assert_eq!(divide(&mut world), Ok((1_000, 6, 0, 0)));
    assert_eq!(world.state.credit(TRUST), 1_000);
    assert_eq!(claim(&mut world, 0), refused(Error::NoShare));
    world.assert_books_balance();
}

#[ink::test]
fn with_nobody_left_the_beneficiary_gets_all() {
    let mut world = dormant(3);
    for account in [ANA, BEN, CLEO] {
        let mut member = world.state.member(account).unwrap();
        member.departed_ms = world.now_ms;
        world.state.set_member(account, member);
    }
    open(&mut world).unwrap();
    liquidate(&mut world);
    assert_eq!(divide(&mut world), Ok((1_000, 0, 0, 0)));
    assert_eq!(world.state.credit(TRUST), 1_000);
    world.assert_books_balance();
}

#[ink::test]
fn the_rest_is_divided_to_the_last_planck() {
    for (members, each, extra) in [(1, 1_000, 0), (3, 333, 1), (7, 142, 6)] {
        let mut world = dormant(members);
        open(&mut world).unwrap();
        liquidate(&mut world);
        let members = u32::from(members);
        assert_eq!(divide(&mut world), Ok((1_000, members, each, extra)));
        // In any order: who comes first gets one more.
        for (place, member) in (0..members).rev().enumerate() {
            assert_eq!(claim(&mut world, member), Ok(1));
            let account = world.state.find_account(MemberIndex(member)).unwrap();
            let more = Planck::from(place < usize::try_from(extra).unwrap());
            assert_eq!(world.state.credit(account), each + more);
            assert_eq!(claim(&mut world, member), refused(Error::NoShare), "once");
            world.assert_books_balance();
        }
        assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 0);
        assert_eq!(world.state.counters.ledger.total(), Ok(1_000));
        assert_eq!(withdraw_all(&mut world), 1_000);
        assert_eq!(world.state.counters.ledger, Ledger::default());
    }
}

#[ink::test]
fn where_there_is_less_than_a_planck_each_the_first_get_it() {
    let mut world = dormant(7);
    let mut pot = world.state.pot(PotId::GENERAL).unwrap();
    pot.balance = 2;
    world.state.set_pot(PotId::GENERAL, pot);
    world.state.counters.ledger.pots = 2;
    open(&mut world).unwrap();
    liquidate(&mut world);
    assert_eq!(divide(&mut world), Ok((2, 7, 0, 2)));
    assert_eq!((claim(&mut world, 6), claim(&mut world, 5)), (Ok(1), Ok(1)));
    assert_eq!(claim(&mut world, 4), refused(Error::NoShare));
    assert_eq!(world.state.counters.ledger.pots, 0);
}

#[ink::test]
fn shares_are_refused_in_this_order() {
    let mut world = dormant(3);
    assert_eq!(claim(&mut world, 9), refused(Error::NotDissolving));
    open(&mut world).unwrap();
    assert_eq!(claim(&mut world, 3), refused(Error::NoMember(MemberIndex(3))));
    assert_eq!(claim(&mut world, 2), refused(Error::NoShare), "nothing is divided yet");
}

#[ink::test]
fn nothing_is_divided_while_a_member_or_a_promise_is_in_the_way() {
    let mut world = World::new();
    dissolve(&mut world);
    liquidate(&mut world);
    let mut dissolution = world.state.find_dissolution().unwrap();
    dissolution.next = MemberIndex(5);
    world.state.set_dissolution(dissolution);
    assert_eq!(divide(&mut world), not_divisible(0, 1));
    count(&mut world, 1).unwrap();

    for (reserved, open_items) in [(1, 0), (0, 1)] {
        let mut pot = world.state.pot(PotId::GENERAL).unwrap();
        (pot.reserved, pot.open_items) = (reserved, open_items);
        world.state.set_pot(PotId::GENERAL, pot);
        assert_eq!(divide(&mut world), not_divisible(1, 0));
    }
}
