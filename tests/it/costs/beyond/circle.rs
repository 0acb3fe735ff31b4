//! A circle, once with an order that is agreed, once with one that is drawn.

use mutual_client::contract::Bundle;
use mutual_types::circle::{commitment, MemberNumber, Order, Terms};
use mutual_types::{Planck, DAY_MS};
use sp_core::hashing::blake2_256;

use crate::costs::founding::UNIT;
use crate::costs::net::person;
use crate::costs::story::ANYONE;

use super::{Beside, Row};

const COIN: Planck = 10 * UNIT;
const ROUND_DAYS: u64 = 30;
const START_DAYS: u64 = 7;

/// Measures every message in circles of so many members.
pub fn tell(members: usize) -> Vec<Row> {
    let mut rows = agreed(members);
    rows.extend(drawn(members));
    rows
}

fn made(members: usize, what: &str, order: Order) -> Beside {
    let step = format!("circle of {members}: new, {what}, with the code");
    Beside::found(Bundle::circle().unwrap(), &step, |net| Terms {
        name: "n".repeat(24),
        society: net.chain.society,
        members: (0..members).map(|number| person(number).account).collect(),
        contribution: COIN,
        round_ms: ROUND_DAYS * DAY_MS,
        starts_ms: net.now_ms + START_DAYS * DAY_MS,
        order,
    })
}

fn agreed(members: usize) -> Vec<Row> {
    let mut it = made(members, "agreed", Order::Agreed);
    let step = |what: &str| format!("circle of {members}: {what}");
    it.measure(&step("join"), 0, "join", None::<[u8; 32]>, COIN);
    it.measure(&step("leave, before the start"), 0, "leave", (), 0);
    it.measure(&step("withdraw_credit"), 0, "withdraw_credit", (), 0);
    for member in 0..members {
        it.send(member, "join", None::<[u8; 32]>, COIN);
    }
    it.net.pass_days(START_DAYS);
    it.measure(&step("contribute, the circle starts"), 0, "contribute", (MemberNumber(0), 1u32), COIN);
    it.measure(&step("contribute"), 1, "contribute", (MemberNumber(1), 1u32), COIN);
    for number in 2..members - 1 {
        it.send(number, "contribute", (MemberNumber(u32::try_from(number).unwrap()), 1u32), COIN);
    }
    let last = MemberNumber(u32::try_from(members - 1).unwrap());
    it.measure(&step("contribute, the round closes"), members - 1, "contribute", (last, 1u32), COIN);
    it.measure(&step("offer_swap"), 1, "offer_swap", MemberNumber(2), 0);
    it.measure(&step("accept_swap"), 2, "accept_swap", MemberNumber(1), 0);
    it.net.give_to(it.contract, COIN);
    it.measure(&step("sweep"), ANYONE, "sweep", (), 0);
    it.net.pass_days(2 * ROUND_DAYS);
    it.measure(&step("settle, a round is over"), ANYONE, "settle", (), 0);
    it.net.pass_days(ROUND_DAYS * u64::try_from(members).unwrap());
    it.measure(&step("settle, to the end"), ANYONE, "settle", (), 0);
    it.net.pass_days(366);
    it.measure(&step("forfeit_credits"), ANYONE, "forfeit_credits", (), 0);
    it.rows
}

fn drawn(members: usize) -> Vec<Row> {
    let mut it = made(members, "drawn", Order::Drawn { reveal_ms: DAY_MS });
    let step = |what: &str| format!("circle of {members}: {what}");
    let secret = |member: usize| [u8::try_from(member).unwrap(); 32];
    let circle = it.contract;
    let sealed = |member: usize| Some(commitment(circle, person(member).account, &secret(member), blake2_256));
    it.measure(&step("join, with a commitment"), 0, "join", sealed(0), COIN);
    for member in 1..members {
        it.send(member, "join", sealed(member), COIN);
    }
    it.net.pass_days(START_DAYS);
    it.measure(&step("reveal"), 0, "reveal", secret(0), 0);
    for member in 1..members {
        it.send(member, "reveal", secret(member), 0);
    }
    it.net.pass_days(1);
    it.measure(&step("settle, the order is drawn"), ANYONE, "settle", (), 0);
    it.rows
}
