//! The bound, over all patterns of paying and not paying. Patterns that lead to the same circle go on together, so that each
//! circle is looked at once however many patterns lead there; how many there are is counted, and printed with `--nocapture`.
//!
//! In each round members act in the order of turns: those in the queue first, then those who have received. So circles that
//! differ only in who has which number are one, too: a contribution can here be parted evenly among any of them.

use std::collections::HashMap;

use mutual_types::circle::{Numbers, Round};

use super::*;

/// What a member may do in a round.
#[derive(Clone, Copy)]
enum Choices {
    /// Pay nothing, or all that brings them level and the round under way.
    LevelOrNothing,
    /// Pay any number of contributions, up to the round under way.
    AnyNumber,
    /// As `LevelOrNothing`, or leave.
    OrLeave,
}

/// What one member does in one round.
#[derive(Clone, Copy)]
enum Act {
    Pay(u32),
    Leave,
}

/// What was looked at.
#[derive(Default)]
struct Seen {
    patterns: u128,
    most_taken: Planck,
    most_lost: Planck,
    with_held_pot: u128,
    with_nobody_served: u128,
}

/// What the member can do in this round.
fn acts(circle: &Circle, number: u32, choices: Choices) -> Vec<Act> {
    let member = &circle.members[usize::try_from(number).unwrap()];
    if member.left {
        return [Act::Pay(0)].into();
    }
    let all = member.rounds_behind() + 1 - member.ahead;
    let mut acts: Vec<Act> = match choices {
        Choices::AnyNumber => (0..=all).map(Act::Pay).collect(),
        Choices::LevelOrNothing | Choices::OrLeave => [Act::Pay(0), Act::Pay(all)].into(),
    };
    if matches!(choices, Choices::OrLeave) && circle.is_queued(MemberNumber(number)) && member.is_level() {
        acts.push(Act::Leave);
    }
    acts
}

/// The circle after the member's act at `now_ms`.
fn after(circle: &Circle, number: u32, act: Act, now_ms: u64) -> Circle {
    let mut circle = circle.clone();
    let caller = account(number);
    let call = |value| Call { caller, now_ms, value, this: CIRCLE };
    match act {
        Act::Pay(0) => {}
        Act::Pay(rounds) => {
            let call = call(circle.terms.contributions(rounds).unwrap());
            take(&mut circle, &call, |circle, call, events| {
                crate::contribute::contribute(circle, call, MemberNumber(number), rounds, events)
            })
            .unwrap();
        }
        Act::Leave => {
            take(&mut circle, &call(0), crate::leave::leave).unwrap();
        }
    }
    circle
}

/// Circles of one moment, in short, and by how many patterns each is reached.
type Circles = HashMap<Vec<u8>, u128>;

/// Adds the circle to those of its moment.
fn meet(circles: &mut Circles, circle: &Circle, patterns: u128) {
    *circles.entry(shortened(circle)).or_default() += patterns;
}

/// What differs between circles of the same terms, in few bytes: there are many.
fn shortened(circle: &Circle) -> Vec<u8> {
    let coins = |amount: Planck| u8::try_from(amount / circle.terms.contribution).unwrap();
    let number = |number: MemberNumber| u8::try_from(number.0).unwrap();
    let mut bytes = Vec::new();
    for member in &circle.members {
        assert_eq!(member.credit, member.received, "nobody withdraws, or leaves who has paid ahead");
        let flags = u8::from(member.left) + 2 * u8::from(member.deposit > 0);
        let owes = u8::try_from(member.owes.0).unwrap();
        let ahead = u8::try_from(member.ahead).unwrap();
        bytes.extend([flags, owes, ahead, coins(member.paid_in), coins(member.received)]);
    }
    bytes.push(u8::try_from(circle.queue.len()).unwrap());
    bytes.extend(circle.queue.iter().copied().map(number));
    for round in &circle.rounds {
        bytes.extend([coins(round.pot), round.receiver.map_or(u8::MAX, number)]);
    }
    bytes
}

/// The circle that was shortened; `like` is one that runs with the same terms.
fn lengthened(bytes: &[u8], like: &Circle) -> Circle {
    let mut circle = like.clone();
    let coin = circle.terms.contribution;
    let coins = |count: u8| Planck::from(count) * coin;
    let (members, rest) = bytes.split_at(5 * circle.members.len());
    for (member, part) in circle.members.iter_mut().zip(members.chunks(5)) {
        member.left = part[0] % 2 == 1;
        member.deposit = if part[0] >= 2 { coin } else { 0 };
        member.owes = Numbers(part[1].into());
        member.ahead = part[2].into();
        member.paid_in = coins(part[3]);
        member.received = coins(part[4]);
        member.credit = member.received;
    }
    let (queue, rounds) = rest[1..].split_at(rest[0].into());
    circle.queue = queue.iter().map(|number| MemberNumber((*number).into())).collect();
    let receiver = |number: u8| (number < u8::MAX).then(|| MemberNumber(number.into()));
    circle.rounds = rounds.chunks(2).map(|part| Round { pot: coins(part[0]), receiver: receiver(part[1]) }).collect();
    circle
}

/// The circle with its members numbered in the order of turns.
fn renumbered(circle: &Circle) -> Circle {
    let served = circle.rounds.iter().filter_map(|round| round.receiver);
    let mut order: Vec<MemberNumber> = circle.queue.iter().copied().chain(served).collect();
    order.extend(
        (0..circle.terms.size()).map(MemberNumber).filter(|number| !order.contains(number)).collect::<Vec<_>>(),
    );
    let new =
        |old: MemberNumber| MemberNumber(u32::try_from(order.iter().position(|one| *one == old).unwrap()).unwrap());
    let mut circle = circle.clone();
    let members = circle.members.clone();
    for (place, old) in order.iter().enumerate() {
        let account = circle.members[place].account;
        let member = members[usize::try_from(old.0).unwrap()].clone();
        circle.members[place] = CircleMember { account, ..member };
    }
    circle.queue.iter_mut().for_each(|number| *number = new(*number));
    circle.rounds.iter_mut().for_each(|round| round.receiver = round.receiver.map(new));
    circle
}

/// All courses of a circle of so many whose members do as they like within `choices`: hands each end to `ended`, with the
/// number of patterns that lead there. Says how many circles there were at the ends of rounds.
fn play_all(size: u32, coin: Planck, choices: Choices, mut ended: impl FnMut(&Circle, u128)) -> usize {
    let mut world = World::made(Terms { contribution: coin, ..terms(size) });
    world.all_join();
    world.now_ms = STARTS_MS;
    world.settle().unwrap();
    let like = world.circle;
    let mut circles = Circles::new();
    meet(&mut circles, &like, 1);
    let mut looked_at = 0;
    for round in 0..size {
        let begins_ms = STARTS_MS + u64::from(round) * ROUND_MS;
        for number in 0..size {
            let mut next = Circles::new();
            for (bytes, patterns) in circles {
                let circle = lengthened(&bytes, &like);
                for act in acts(&circle, number, choices) {
                    let circle = after(&circle, number, act, begins_ms);
                    // The last contribution closes the last round.
                    if circle.status(begins_ms) == CircleStatus::Ended {
                        ended(&circle, patterns);
                    } else {
                        meet(&mut next, &circle, patterns);
                    }
                }
            }
            circles = next;
        }
        let mut next = Circles::new();
        for (bytes, patterns) in circles {
            let circle = at_end_of(round, lengthened(&bytes, &like));
            if circle.status(begins_ms) == CircleStatus::Ended {
                ended(&circle, patterns);
            } else {
                meet(&mut next, &renumbered(&circle), patterns);
            }
        }
        circles = next;
        looked_at += circles.len();
    }
    looked_at
}

/// The circle when the round is over.
fn at_end_of(round: u32, mut circle: Circle) -> Circle {
    let ends_ms = STARTS_MS + u64::from(round + 1) * ROUND_MS;
    circle.catch_up(ends_ms, crate::hash::blake2_256, &mut Vec::new()).unwrap();
    assert!(circle.closed() > round);
    assert_sound(&circle);
    circle
}

/// Proves the bound for all ends, and tells what there was.
#[allow(clippy::disallowed_macros)] // how many there were is for who runs it with `--nocapture`
fn prove(size: u32, coin: Planck, choices: Choices) -> Seen {
    let mut seen = Seen::default();
    let circles = play_all(size, coin, choices, |circle, patterns| {
        seen.patterns += patterns;
        let is_held = circle.rounds.iter().any(|round| round.receiver.is_none());
        seen.with_held_pot += if is_held { patterns } else { 0 };
        let is_nobody = circle.rounds.iter().all(|round| round.receiver.is_none());
        seen.with_nobody_served += if is_nobody { patterns } else { 0 };
        let (taken, lost) = assert_bound(circle);
        seen.most_taken = seen.most_taken.max(taken);
        seen.most_lost = seen.most_lost.max(lost);
    });
    println!(
        "{size} members: {} patterns through {circles} circles; at the most {} taken and {} lost, in contributions of \
         {coin}; {} patterns with a pot that nobody received, {} with none received",
        seen.patterns, seen.most_taken, seen.most_lost, seen.with_held_pot, seen.with_nobody_served
    );
    seen
}

/// What `docs/circle.md` promises of a circle that has ended; the most that one has taken, and that one has lost.
fn assert_bound(circle: &Circle) -> (Planck, Planck) {
    let (size, coin) = (Planck::from(circle.terms.size()), circle.terms.contribution);
    assert_eq!(circle.status(u64::MAX), CircleStatus::Ended);
    // Nobody withdraws anything, or gets anything back by leaving: a credit is all that a member got.
    let paid_in: Planck = circle.members.iter().map(|member| member.paid_in).sum();
    assert_eq!(circle.credits().unwrap(), paid_in, "nothing is left, and nothing is made");
    let mut lost = Vec::new();
    for (number, member) in (0..).zip(&circle.members) {
        let got = member.credit;
        assert!(got >= member.received, "nobody gets less than their round");
        let taken = got.saturating_sub(member.paid_in);
        assert_eq!(taken, member.taken(), "who took something gets nothing more");
        let served = circle.rounds.iter().position(|round| round.receiver == Some(MemberNumber(number)));
        let most = served.map_or(0, |round| (size - 2).saturating_sub(Planck::try_from(round).unwrap()) * coin);
        assert!(taken <= most, "{number} has taken {taken}: {circle:?}");
        lost.push((member.paid_in.saturating_sub(got), got - member.received));
    }
    // Evenly: who got a share has lost as much as all others who got one, and nobody has lost more.
    let worst = lost.iter().map(|(loss, _)| *loss).max().unwrap();
    for (loss, share) in &lost {
        assert!(*share == 0 || worst - loss <= 1, "shares are even: {lost:?}");
    }
    assert!(worst <= circle.terms.most_lost().unwrap(), "nobody loses more than the terms say: {circle:?}");
    // Who has paid all rounds and has a whole deposit has paid one contribution more than there are rounds.
    let stopped = circle.members.iter().filter(|member| member.paid_in < (size + 1) * coin).count();
    if stopped <= 1 {
        assert!(worst <= circle.terms.most_lost_to_one().unwrap(), "to one alone nobody loses more: {circle:?}");
    }
    (circle.members.iter().map(CircleMember::taken).max().unwrap(), worst)
}

#[test]
fn no_pattern_of_missing_and_getting_level_takes_more_than_the_terms_say() {
    for size in 2..=6 {
        let seen = prove(size, COIN, Choices::LevelOrNothing);
        assert_eq!(seen.patterns, 1 << (size * size), "each member pays or not in each round");
        assert_eq!(seen.most_taken, Planck::from(size - 2) * COIN, "the bound is met");
        assert_eq!(seen.most_lost, Planck::from(size - 2) * COIN, "and so is what one can lose");
        assert!(seen.with_held_pot > 0 && seen.with_nobody_served > 0);
    }
}

#[test]
fn nor_does_any_pattern_of_paying_back_in_part() {
    let mut patterns = Vec::new();
    for size in 2..=6 {
        let seen = prove(size, COIN, Choices::AnyNumber);
        assert_eq!(seen.most_taken, Planck::from(size - 2) * COIN);
        patterns.push(seen.patterns);
    }
    assert_eq!(patterns, [25, 2_744, 3_111_696, 40_074_642_432, 6_233_669_215_980_921]);
}

#[test]
fn nor_any_in_which_members_leave() {
    let mut patterns = Vec::new();
    for size in 2..=6 {
        let seen = prove(size, COIN, Choices::OrLeave);
        assert_eq!(seen.most_taken, Planck::from(size - 2) * COIN);
        patterns.push(seen.patterns);
    }
    assert_eq!(patterns, [27, 885, 113_649, 58_204_593, 119_204_774_337]);
}

#[test]
fn nor_does_rounding_make_a_difference() {
    for coin in [1, 7] {
        for size in 2..=6 {
            prove(size, coin, Choices::LevelOrNothing);
        }
    }
}
