//! The rules against the model, step by step.

use std::collections::{BTreeMap, BTreeSet};

use mutual_circle_model::{
    play::{Cast, Play, Step},
    Facts, MemberFacts, Message,
};

use super::*;
use crate::{hash::blake2_256, money};

const PLAYS: u64 = 1_000;
const STEPS: u32 = 300;
/// Steps taken after the end.
const AFTER: u32 = 15;

/// The contract under play.
struct Contract {
    circle: Circle,
    balance: Planck,
    events: Vec<&'static str>,
}

impl Contract {
    fn take(&mut self, step: &Step) -> Result<Option<(AccountId, Planck)>, Error> {
        self.balance += step.gift;
        let strangers = if step.is_active { Vec::new() } else { [step.caller].into() };
        crate::chain::STRANGERS.set(strangers);
        let call = Call { caller: step.caller, now_ms: step.at_ms, value: step.value, this: CIRCLE };
        let balance = self.balance;
        let mut circle = self.circle.clone();
        let out = |payout: Payout| Some((payout.to, payout.amount));
        let taken = take(&mut circle, &call, |circle, call, events| match &step.message {
            Message::Join(commitment) => crate::join::join(circle, call, *commitment, events).map(|()| None),
            Message::Leave => crate::leave::leave(circle, call, events).map(|()| None),
            Message::Reveal(secret) => crate::reveal::reveal(circle, call, *secret, events).map(|()| None),
            Message::Contribute { member, rounds } => {
                crate::contribute::contribute(circle, call, MemberNumber(*member), *rounds, events).map(|()| None)
            }
            Message::OfferSwap(with) => {
                crate::swap::offer_swap(circle, call, MemberNumber(*with), events).map(|()| None)
            }
            Message::AcceptSwap(with) => {
                crate::swap::accept_swap(circle, call, MemberNumber(*with), events).map(|()| None)
            }
            Message::Settle => crate::settle::settle(events).map(|()| None),
            Message::WithdrawCredit => money::withdraw_credit(circle, call, events).map(out),
            Message::ForfeitCredits => money::forfeit_credits(circle, call, events).map(out),
            Message::Sweep => money::sweep(circle, balance, events).map(out),
        });
        let (payout, events) = taken.map_err(|refused| *refused)?;
        self.circle = circle;
        self.balance = self.balance + step.value - payout.map_or(0, |(_, amount)| amount);
        self.events.extend(events.iter().map(Event::name));
        Ok(payout)
    }

    /// What the read says at a moment, and all events by then.
    fn facts(&self, now_ms: u64) -> (Facts, Vec<&'static str>) {
        let mut circle = self.circle.clone();
        let mut events = Vec::new();
        circle.catch_up(now_ms, blake2_256, &mut events).unwrap();
        let names = self.events.iter().copied().chain(events.iter().map(Event::name)).collect();
        let facts = Facts {
            status: circle.status(now_ms),
            seq: circle.seq,
            members: circle.members.iter().map(member_facts).collect(),
            queue: circle.queue.iter().map(|number| number.0).collect(),
            rounds: circle
                .rounds
                .iter()
                .map(|round| (round.pot.into(), round.receiver.map(|number| number.0)))
                .collect(),
            books: circle.books().unwrap().into(),
        };
        (facts, names)
    }
}

fn member_facts(member: &CircleMember) -> MemberFacts {
    MemberFacts {
        joined: member.joined,
        left: member.left,
        deposit: member.deposit.into(),
        ahead: member.ahead,
        owes: member.owes.iter().collect(),
        paid_in: member.paid_in.into(),
        received: member.received.into(),
        credit: member.credit.into(),
        swap_offer: member.swap_offer.map(|number| number.0),
    }
}

/// What was seen.
#[derive(Default)]
struct Tally {
    accepted: BTreeMap<&'static str, u32>,
    refused: BTreeMap<&'static str, u32>,
    errors: BTreeMap<String, u32>,
    events: BTreeMap<&'static str, u32>,
    ends: BTreeMap<String, u32>,
}

fn play(seed: u64, tally: &mut Tally) {
    crate::chain::SOCIETY.set(SOCIETY);
    let cast = Cast {
        circle: CIRCLE,
        society: SOCIETY,
        people: (0..32).map(account).collect(),
        stranger: GUS,
        made_ms: MADE_MS,
        pause_ms: 0,
        is_fickle: true,
    };
    let mut play = Play::new(seed, blake2_256, cast);
    let call = Call { caller: GUS, now_ms: MADE_MS, value: 0, this: CIRCLE };
    let (circle, made) = make(&call, play.model.terms.clone()).unwrap();
    let mut contract = Contract { circle, balance: 0, events: [Event::from(made).name()].into() };
    let mut after = 0;
    for number in 0..STEPS {
        after += u32::from(play.is_over());
        if after > AFTER {
            break;
        }
        let step = play.next_step();
        let expected = play.take(&step);
        let got = contract.take(&step);
        let place = format!("seed {seed}, step {number}: {step:?}");
        assert_eq!(got, expected, "{place}");
        let (facts, events) = contract.facts(step.at_ms);
        let mut seen = play.model.clone();
        seen.look_at(step.at_ms);
        assert_eq!(facts, seen.facts(), "{place}");
        assert_eq!(events, seen.events, "{place}");
        assert_sound(&contract.circle);
        assert!(contract.circle.books().unwrap() <= contract.balance, "{place}");
        let label = step.message.label();
        match got {
            Ok(_) => *tally.accepted.entry(label).or_default() += 1,
            Err(error) => {
                *tally.refused.entry(label).or_default() += 1;
                let name = format!("{error:?}");
                let name = name.split([' ', '(', '{']).next().unwrap_or_default().to_string();
                *tally.errors.entry(name).or_default() += 1;
            }
        }
    }
    for event in &contract.events {
        *tally.events.entry(event).or_default() += 1;
    }
    finish(seed, play, contract, tally);
}

/// Everybody takes what is theirs, and the rest goes to the society: nothing is left.
fn finish(seed: u64, mut play: Play, mut contract: Contract, tally: &mut Tally) {
    let terms = play.model.terms.clone();
    let at_ms = terms.unclaimed_from_ms(true).unwrap().max(contract.circle.terms.starts_ms);
    let ends = |play: &mut Play, contract: &mut Contract, caller, message| {
        let step = Step { at_ms, caller, value: 0, is_active: true, gift: 0, message };
        let expected = play.take(&step);
        assert_eq!(contract.take(&step), expected, "seed {seed}: {step:?}");
    };
    for member in terms.members.iter().step_by(2) {
        ends(&mut play, &mut contract, *member, Message::WithdrawCredit);
    }
    ends(&mut play, &mut contract, GUS, Message::ForfeitCredits);
    ends(&mut play, &mut contract, GUS, Message::Sweep);
    assert_eq!(contract.balance, 0, "seed {seed}: every planck has gone to somebody");
    let (facts, _) = contract.facts(at_ms);
    assert_eq!(facts.books, 0.into(), "seed {seed}");
    *tally.ends.entry(format!("{:?}", facts.status)).or_default() += 1;
}

/// The names of an enum's variants, by its type information.
fn variants<T: scale_info::TypeInfo>() -> BTreeSet<String> {
    match T::type_info().type_def {
        scale_info::TypeDef::Variant(def) => def.variants.iter().map(|variant| variant.name.to_string()).collect(),
        _ => BTreeSet::new(),
    }
}

/// Refusals of `new`, of the transfer, and of sums: no message of these plays meets them.
const NEVER: [&str; 8] = [
    "Overflow",
    "TextTooLong",
    "MemberCount",
    "DuplicateMember",
    "InvalidMember",
    "NotASociety",
    "OutOfBounds",
    "TransferFailed",
];

#[test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn the_rules_do_what_the_model_does() {
    let mut tally = Tally::default();
    for seed in 0..PLAYS {
        play(seed, &mut tally);
    }
    println!(
        "accepted {:?}\nrefused {:?}\n{:?}\n{:?}\n{:?}",
        tally.accepted, tally.refused, tally.errors, tally.events, tally.ends
    );
    for label in Message::LABELS {
        assert!(tally.accepted.get(label).is_some_and(|times| *times >= 50), "{label} is seldom accepted");
        assert!(tally.refused.get(label).is_some_and(|times| *times >= 50), "{label} is seldom refused");
    }
    for error in variants::<Error>() {
        let is_seen = tally.errors.contains_key(&error);
        assert_eq!(is_seen, !NEVER.contains(&error.as_str()), "{error}");
    }
    for event in Event::NAMES {
        assert!(tally.events.contains_key(event), "{event} was not seen");
    }
    assert!(tally.ends.get("Void").is_some_and(|ends| *ends >= 20), "few are void");
    assert!(tally.ends.get("Ended").is_some_and(|ends| *ends >= 100), "few run");
}
