//! The wasm against the model that was written without it: plays of random messages, each answer, event and record compared after
//! each step, and the money that has moved. The contract's own tests play the same without a chain.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_SEEDS` how many there are.
#![allow(clippy::disallowed_macros)] // what was played is shown with `--nocapture`

use mutual_circle_model::play::{Cast, Play, Step};
use mutual_circle_model::{Facts, MemberFacts, Message};
use mutual_types::circle::{event::Event, CircleMember, CircleView};
use mutual_types::AccountId;
use sp_core::hashing::blake2_256;

use super::rig::{welcoming, Refusal, Rig};
use crate::machine::chain::MINIMUM;
use crate::machine::sign::PEOPLE;

const BEGIN_MS: u64 = 1_900_000_000_000;
/// Steps of a play, and after its end.
const STEPS: (u32, u32) = (150, 10);

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    blake2_256(bytes)
}

fn facts(view: &CircleView) -> Facts {
    let circle = &view.circle;
    Facts {
        status: view.status,
        seq: circle.seq,
        members: circle.members.iter().map(member_facts).collect(),
        queue: circle.queue.iter().map(|number| number.0).collect(),
        rounds: circle.rounds.iter().map(|round| (round.pot.into(), round.receiver.map(|number| number.0))).collect(),
        books: circle.books().unwrap().into(),
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

/// A play, and the chain on which it is played.
struct Player {
    play: Play,
    rig: Rig,
    /// The names of all events the circle told, and the next number.
    told: (Vec<&'static str>, u64),
}

impl Player {
    fn begin(seed: u64) -> Self {
        let mut rig = Rig::start(BEGIN_MS, &welcoming());
        let mut people: Vec<AccountId> = PEOPLE.iter().take(33).map(|key| key.account).collect();
        let stranger = people.pop().unwrap();
        let cast = Cast {
            circle: AccountId([0; 32]),
            society: rig.society,
            people,
            stranger,
            made_ms: BEGIN_MS + 1_000,
            pause_ms: 5,
            is_fickle: false,
        };
        let mut play = Play::new(seed, hash, cast);
        // What everybody has is a million units: contributions of plays without a chain may be larger.
        play.model.terms.contribution = play.model.terms.contribution.min(1_000_000_000_000);
        let made = rig.make(BEGIN_MS + 1_000, &play.model.terms).unwrap();
        play.set_circle(rig.circle);
        let mut player = Self { play, rig, told: (Vec::new(), 0) };
        player.hear(&made);
        player
    }

    fn hear(&mut self, events: &[Event]) {
        for event in events {
            assert_eq!(event.seq(), self.told.1, "no number is left out");
            self.told.0.push(event.name());
            self.told.1 += 1;
        }
    }

    /// Takes a step on the chain and in the model. Says whether it was accepted.
    fn take(&mut self, step: &Step) -> bool {
        let to_whom = [self.rig.society, self.rig.circle];
        let before = to_whom.map(|account| self.rig.free(account));
        let ours = self.rig.send(step.at_ms, step.caller, step.value, step.gift, &step.message);
        let expected = if step.value > 0 && !matches!(step.message, Message::Join(_) | Message::Contribute { .. }) {
            panic!("plays send money along only where it is taken")
        } else {
            self.play.take(step)
        };
        match (&ours, &expected) {
            (Ok(events), Ok(_)) => self.hear(events),
            (Err(Refusal::Circle(ours)), Err(theirs)) => assert_eq!(ours, theirs, "{step:?}"),
            other => panic!("{step:?}: {other:?}"),
        }
        let view = self.rig.view();
        let mut seen = self.play.model.clone();
        seen.look_at(step.at_ms);
        assert_eq!(view.now_ms, step.at_ms);
        assert_eq!(facts(&view), seen.facts(), "{step:?}");
        assert_eq!(self.told.0[..], seen.events[..self.told.0.len()], "{step:?}");
        assert_eq!(seen.balance, view.balance.into(), "{step:?}");
        assert_eq!(self.rig.free(self.rig.circle), view.balance + MINIMUM, "{step:?}");
        // The society is paid by what goes to it, and by nothing else.
        let paid = match expected {
            Ok(Some((to, amount))) if to == self.rig.society => amount,
            _ => 0,
        };
        assert_eq!(self.rig.free(self.rig.society), before[0] + paid, "{step:?}");
        ours.is_ok()
    }
}

/// Plays a seed, and brings every planck to its owner. How many messages were accepted, and refused.
fn play(seed: u64) -> (u32, u32) {
    let mut player = Player::begin(seed);
    let (mut accepted, mut refused, mut after) = (0, 0, 0);
    let mut last_ms = 0;
    for _ in 0..STEPS.0 {
        after += u32::from(player.play.is_over());
        if after > STEPS.1 {
            break;
        }
        let step = player.play.next_step();
        last_ms = step.at_ms;
        if player.take(&step) {
            accepted += 1;
        } else {
            refused += 1;
        }
    }
    let terms = player.play.model.terms.clone();
    let mut at_ms = terms.unclaimed_from_ms(true).unwrap().max(last_ms) + 5;
    let mut end = |caller, message| {
        let step = Step { at_ms, caller, value: 0, is_active: true, gift: 0, message };
        at_ms += 5;
        player.take(&step);
    };
    for member in terms.members.iter().step_by(2) {
        end(*member, Message::WithdrawCredit);
    }
    end(terms.members[0], Message::ForfeitCredits);
    end(terms.members[0], Message::Sweep);
    assert_eq!(player.rig.view().balance, 0, "seed {seed}: every planck has gone to somebody");
    (accepted, refused)
}

#[test]
fn the_wasm_does_what_the_model_does() {
    let (first, count) = (number("MUTUAL_SEED", 0), number("MUTUAL_SEEDS", 30));
    let mut sums = (0, 0);
    for seed in first..first + count {
        let (accepted, refused) = play(seed);
        sums = (sums.0 + accepted, sums.1 + refused);
    }
    println!("{count} plays: {} messages accepted, {} refused", sums.0, sums.1);
    assert!(sums.0 > u32::try_from(10 * count).unwrap(), "few messages were accepted: {sums:?}");
}
