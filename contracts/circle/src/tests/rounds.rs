use mutual_types::circle::Numbers;

use super::*;

fn last_round(world: &World) -> (u32, Planck, Option<u32>, Numbers, Numbers) {
    let closed = world.events.iter().rev().find_map(|event| match event {
        Event::RoundClosed(closed) => Some(closed),
        _ => None,
    });
    let closed = closed.unwrap();
    (closed.round, closed.pot, closed.receiver.map(|number| number.0), closed.covered, closed.missed)
}

fn numbers(list: &[u32]) -> Numbers {
    list.iter().copied().collect()
}

#[test]
fn when_all_pay_each_receives_all_once_and_gets_the_deposit_back() {
    let mut world = World::running(4);
    for round in 0..4 {
        assert_eq!(world.circle.closed(), round);
        world.now_ms = STARTS_MS + u64::from(round) * ROUND_MS;
        world.each_pays(&[3, 1, 2, 0]);
        assert_eq!(last_round(&world), (round, 240, Some(round), numbers(&[]), numbers(&[])));
    }
    assert_eq!(world.status(), CircleStatus::Ended);
    assert_eq!(world.credits(), [300; 4]);
    for number in 0..4 {
        world.withdraw(number).unwrap();
    }
    assert_eq!(world.balance, 0);
}

#[test]
fn a_round_in_which_all_have_paid_is_closed_at_once_and_the_next_begins_on_its_date() {
    let mut world = World::running(2);
    world.each_pays(&[0, 1]);
    assert_eq!(world.receivers(), [Some(0)]);
    world.each_pays(&[0, 1]);
    assert_eq!(world.circle.closed(), 1, "the second round has not begun");
    world.now_ms = STARTS_MS + ROUND_MS - 1;
    assert_eq!(world.settle(), Err(Error::NothingToSettle));
    world.now_ms += 1;
    world.settle().unwrap();
    assert_eq!(world.status(), CircleStatus::Ended);
}

#[test]
fn a_round_that_somebody_misses_is_closed_at_its_end() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1]);
    world.now_ms = STARTS_MS + ROUND_MS - 1;
    assert_eq!(world.settle(), Err(Error::NothingToSettle));
    world.now_ms += 1;
    world.settle().unwrap();
    assert_eq!(last_round(&world), (0, 180, Some(0), numbers(&[2]), numbers(&[])));
    assert_eq!((world.member(2).deposit, world.member(2).rounds_behind()), (0, 1));
}

#[test]
fn the_deposit_covers_one_round_and_the_next_is_short() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1, 2]);
    world.now_ms = STARTS_MS + ROUND_MS;
    world.each_pays(&[1, 2]);
    world.end_round();
    assert_eq!(last_round(&world), (1, 180, Some(1), numbers(&[0]), numbers(&[])));
    world.each_pays(&[1, 2]);
    world.end_round();
    assert_eq!(last_round(&world), (2, 120, Some(2), numbers(&[]), numbers(&[0])));
    // Member 0 received 180 for 120: 60 taken, 30 from each.
    assert_eq!(world.credits(), [180, 210, 210]);
}

#[test]
fn who_is_behind_is_overtaken_by_the_next_who_is_level_and_stays_first() {
    let mut world = World::running(4);
    world.each_pays(&[2, 3]);
    world.end_round();
    assert_eq!(last_round(&world), (0, 240, Some(2), numbers(&[0, 1]), numbers(&[])));
    assert_eq!(world.queue(), [0, 1, 3]);
    // Number 0 gets level again by paying what is due twice: the deposit, and this round.
    world.pay(0, 2).unwrap();
    world.each_pays(&[2, 3]);
    world.end_round();
    assert_eq!(last_round(&world).2, Some(0));
    assert_eq!(world.queue(), [1, 3]);
    assert_eq!(world.member(1).rounds_behind(), 2);
}

#[test]
fn who_misses_the_round_of_their_own_turn_does_not_receive_it() {
    let mut world = World::running(2);
    world.pay(1, 1).unwrap();
    world.end_round();
    assert_eq!(world.receivers(), [Some(1)]);
}

#[test]
fn a_pot_waits_while_all_in_the_queue_are_behind_for_the_first_who_is_level() {
    let mut world = World::running(3);
    world.each_pays(&[0, 1, 2]);
    world.now_ms = STARTS_MS + ROUND_MS;
    world.pay(0, 1).unwrap();
    world.end_round();
    assert_eq!(last_round(&world), (1, 180, None, numbers(&[1, 2]), numbers(&[])));
    assert_eq!(world.circle.held_pots(), Ok(180));
    world.pay(2, 1).unwrap();
    assert_eq!(world.receivers(), [Some(0), Some(2)], "the second was level first");
    assert_eq!((world.member(2).credit, world.queue()), (180, [1].into()));
    let Some(Event::PotReceived(received)) = world.events.last() else { panic!("{:?}", world.events) };
    assert_eq!((received.round, received.member, received.amount), (1, MemberNumber(2), 180));
}

#[test]
fn if_nobody_ever_pays_all_get_their_deposits_back_by_the_pot_that_waits() {
    let mut world = World::running(3);
    world.end();
    assert_eq!(world.receivers(), [None, None, None]);
    assert_eq!(world.credits(), [60, 60, 60]);
    let Some(Event::CircleEnded(ended)) = world.events.last() else { panic!("{:?}", world.events) };
    assert_eq!((ended.left, &ended.shares[..]), (180, &[60, 60, 60][..]));
}

#[test]
fn rounds_are_closed_by_the_calendar_whoever_sends_a_message_and_whenever() {
    let mut often = World::running(4);
    often.pay(1, 3).unwrap();
    let mut seldom = often.clone();
    for _ in 0..4 {
        often.end_round();
    }
    seldom.end();
    often.now_ms = seldom.now_ms;
    assert_eq!(often.circle, seldom.circle);
    assert_eq!(often.events, seldom.events);
}

#[test]
fn several_who_stop_take_no_more_than_the_terms_say_together() {
    // The worst there is for the last: all the others stop as soon as they have received.
    let mut world = World::running(5);
    for round in 0..5 {
        world.now_ms = STARTS_MS + u64::from(round) * ROUND_MS;
        world.each_pays(&(round..5).collect::<Vec<_>>());
    }
    world.end();
    assert_eq!(world.receivers(), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
    let paid: Vec<Planck> = world.circle.members.iter().map(|member| member.paid_in).collect();
    assert_eq!(paid, [120, 180, 240, 300, 360]);
    assert_eq!(world.credits()[4], 360 - world.circle.terms.most_lost().unwrap());
}

#[test]
fn every_event_has_the_next_number() {
    let mut world = World::made(terms(3));
    world.all_join();
    world.now_ms = STARTS_MS;
    world.each_pays(&[0, 2]);
    world.offer_swap(1, 2).unwrap();
    world.end();
    world.withdraw(0).unwrap();
    let seqs: Vec<u64> = world.events.iter().map(Event::seq).collect();
    assert_eq!(seqs, (0..world.circle.seq).collect::<Vec<_>>());
}
