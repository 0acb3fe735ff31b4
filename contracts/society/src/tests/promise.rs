use mutual_types::{MemberIndex, Relation, ReliefCap, ReliefId, ReliefPaid, ReliefStatus, DAY_MS};

use super::relief::{ask, attest, attested, give_up, promise, status, world, FIRST, RELIEF};
use super::*;

#[ink::test]
fn attested_relief_waits_while_the_pot_is_short() {
    let mut world = world();
    let mut pot = world.state.pot(RELIEF).unwrap();
    pot.reserved = 400;
    world.state.set_pot(RELIEF, pot.clone());
    let id = ask(&mut world, EVE, 101).unwrap();
    assert_eq!(promise(&mut world, id), refused(Error::WrongRelief(ReliefStatus::Asked)));
    assert_eq!(attested(&mut world, id, [ANA, FAY]), None);
    assert_eq!(status(&world, id), ReliefStatus::Attested);
    assert_eq!(world.state.pot(RELIEF).unwrap(), pot);
    assert_eq!((world.state.counters.payments, world.state.relief_days().days.len()), (0, 0));
    world.wait(YEAR_MS);
    assert_eq!(status(&world, id), ReliefStatus::Attested, "it does not expire");
    assert_eq!(attest(&mut world, BEN, id), refused(Error::WrongRelief(ReliefStatus::Attested)));
    assert_eq!(promise(&mut world, id), refused(Error::InsufficientPot { available: 100, needed: 101 }));
    pot.reserved = 399;
    world.state.set_pot(RELIEF, pot);
    assert_eq!(promise(&mut world, id), Ok(PaymentId(0)));
    assert_eq!(world.state.pot(RELIEF).unwrap().reserved, 500);
}

#[ink::test]
fn promises_are_refused_in_this_order() {
    let mut world = world();
    assert_eq!(promise(&mut world, FIRST), refused(Error::NoRelief(FIRST)));
    let mut pot = world.state.pot(RELIEF).unwrap();
    pot.balance = 0;
    world.state.set_pot(RELIEF, pot.clone());
    let id = ask(&mut world, EVE, 300).unwrap();
    assert_eq!(attested(&mut world, id, [ANA, FAY]), None);

    let mut eve = world.state.member(EVE).unwrap();
    eve.departed_ms = 1;
    world.state.set_member(EVE, eve.clone());
    pot.closed = true;
    world.state.set_pot(RELIEF, pot.clone());
    assert_eq!(promise(&mut world, id), refused(Error::NoMember(MemberIndex(4))));
    eve.departed_ms = 0;
    world.state.set_member(EVE, eve);
    assert_eq!(promise(&mut world, id), refused(Error::PotClosed(RELIEF)));
    pot.closed = false;
    world.state.set_pot(RELIEF, pot.clone());

    let now_ms = world.now_ms;
    let mut record = world.state.relief_record(MemberIndex(4));
    record.had = (10..22).map(|id| ReliefPaid { request: ReliefId(id), at_ms: now_ms, amount: 20 }).collect();
    world.state.set_relief_record(MemberIndex(4), record.clone());
    let mut days = world.state.relief_days();
    days.promise(101, now_ms).unwrap();
    world.state.set_relief_days(days);
    let capped = |cap, left, needed| refused(Error::ReliefCapped { cap, left, needed });
    assert_eq!(promise(&mut world, id), capped(ReliefCap::MemberCount, 0, 1));
    record.had.pop();
    world.state.set_relief_record(MemberIndex(4), record.clone());
    assert_eq!(promise(&mut world, id), capped(ReliefCap::MemberYear, 280, 300));
    record.had.pop();
    world.state.set_relief_record(MemberIndex(4), record);
    assert_eq!(promise(&mut world, id), capped(ReliefCap::PotMonth, 299, 300));
    // Thirty-one days later that is past, and 300 are in the year of the member.
    world.now_ms = (now_ms / DAY_MS + 31) * DAY_MS - 1;
    assert_eq!(promise(&mut world, id), capped(ReliefCap::PotMonth, 299, 300));
    world.wait(1);
    assert_eq!(promise(&mut world, id), refused(Error::InsufficientPot { available: 0, needed: 300 }));
    pot.balance = 500;
    world.state.set_pot(RELIEF, pot);
    assert_eq!(promise(&mut world, id), Ok(PaymentId(0)));
    assert_eq!(world.state.relief_record(MemberIndex(4)).had.len(), 11);
    assert_eq!(world.state.relief_days().days.len(), 1);
}

#[ink::test]
fn the_pots_month_is_looked_at_only_when_relief_is_promised() {
    let mut world = world();
    let first = ask(&mut world, EVE, 300).unwrap();
    let second = ask(&mut world, FAY, 101).unwrap();
    attested(&mut world, first, [ANA, BEN]).unwrap();
    assert_eq!(attested(&mut world, second, [ANA, BEN]), None);
    let refusal = Error::ReliefCapped { cap: ReliefCap::PotMonth, left: 100, needed: 101 };
    assert_eq!(promise(&mut world, second), refused(refusal));
    give_up(&mut world, first);
    assert_eq!(promise(&mut world, second), Ok(PaymentId(1)));
    assert_eq!(world.state.relief_record(MemberIndex(4)).had, vec![]);
    let days = world.state.relief_days().days;
    assert_eq!(days.iter().map(|entry| entry.amount).collect::<Vec<_>>(), [101]);
}

#[ink::test]
fn a_member_is_capped_when_asking_by_what_was_promised_this_year() {
    let mut world = world();
    let mut record = world.state.relief_record(MemberIndex(4));
    record.had = vec![ReliefPaid { request: FIRST, at_ms: world.now_ms, amount: 400 }];
    world.state.set_relief_record(MemberIndex(4), record);
    let refusal = Error::ReliefCapped { cap: ReliefCap::MemberYear, left: 100, needed: 101 };
    assert_eq!(ask(&mut world, EVE, 101), refused(refusal));
    world.wait(YEAR_MS - 1);
    assert_eq!(ask(&mut world, EVE, 101), refused(refusal));
    world.wait(1);
    ask(&mut world, EVE, 101).unwrap();
    assert_eq!(world.state.relief_record(MemberIndex(4)).had, vec![]);
}

#[ink::test]
fn only_the_asker_withdraws_and_only_what_is_not_promised() {
    let mut world = world();
    let withdraw = |world: &mut World, by, id| {
        let call = world.by(by);
        world.state.withdraw_relief(&call, id).map(|event| event.request)
    };
    assert_eq!(withdraw(&mut world, EVE, FIRST), refused(Error::NoRelief(FIRST)));
    let id = ask(&mut world, EVE, 300).unwrap();
    assert_eq!(withdraw(&mut world, ANA, id), refused(Error::NotPayee));
    assert_eq!(withdraw(&mut world, EVE, id), Ok(id));
    assert_eq!(withdraw(&mut world, EVE, id), refused(Error::WrongRelief(ReliefStatus::Withdrawn)));
    assert_eq!(attest(&mut world, ANA, id), refused(Error::WrongRelief(ReliefStatus::Withdrawn)));

    let mut pot = world.state.pot(RELIEF).unwrap();
    pot.balance = 0;
    world.state.set_pot(RELIEF, pot);
    let id = ask(&mut world, EVE, 300).unwrap();
    assert_eq!(attested(&mut world, id, [ANA, FAY]), None);
    assert_eq!(withdraw(&mut world, EVE, id), Ok(id));
    assert_eq!(promise(&mut world, id), refused(Error::WrongRelief(ReliefStatus::Withdrawn)));

    let call = world.paying(HAL, 500);
    world.state.contribute(&call, RELIEF, None).unwrap();
    let id = ask(&mut world, EVE, 300).unwrap();
    attested(&mut world, id, [ANA, FAY]).unwrap();
    assert_eq!(withdraw(&mut world, EVE, id), refused(Error::WrongRelief(ReliefStatus::Promised)));
}

#[ink::test]
fn relief_follows_a_member_to_their_present_account() {
    let mut world = world();
    let id = ask(&mut world, EVE, 300).unwrap();
    let mut eve = world.state.member(EVE).unwrap();
    world.state.set_member(GUS, eve.clone());
    eve.moved_to = Some(GUS);
    let index = eve.index;
    world.state.set_member(EVE, eve);
    world.state.set_account(index, GUS);
    let call = world.by(EVE);
    assert_eq!(world.state.withdraw_relief(&call, id).map(|_| ()), refused(Error::NotPayee));
    assert_eq!(attest(&mut world, EVE, id), refused(Error::NotMember));
    assert_eq!(attest(&mut world, GUS, id), refused(Error::Related(Relation::Asker)));
    let payment = attested(&mut world, id, [ANA, FAY]).unwrap();
    assert_eq!(world.state.payment(payment).unwrap().payee, GUS);
}
