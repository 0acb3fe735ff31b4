//! The wasm against the model that was written without it: plays of random messages, each answer, event and record compared
//! after each step. The contract's own tests play the same without a chain.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_SEEDS` how many there are, `MUTUAL_STEPS` how many steps each has.
#![allow(clippy::disallowed_macros)] // what was played is shown with `--nocapture`

use std::fmt::{Debug, Display};

use mutual_model::federation::{
    play::{good_place, Missing, Opening, Play, Step, Tally},
    Answer, BackingFacts, Change, DrawFacts, MotionFacts, SocietyFacts,
};
use mutual_types::federation::{
    event::Event, Backing, BackingId, Draw, DrawId, Motion, MotionId, Setup, Society, SocietyId, Summary, Total,
};
use mutual_types::Planck;
use scale::Encode;

use super::stand_ins::{Refusal, Rig};

const BEGIN_MS: u64 = 1_900_000_000_000;

/// The keys of the cells.
const SETUP: u32 = 0x4d55_0301;
const SOCIETIES: u32 = 0x4d55_0310;
const MOTIONS: u32 = 0x4d55_0312;
const BACKINGS: u32 = 0x4d55_0313;
const DRAWS: u32 = 0x4d55_0314;
const USED: u32 = 0x4d55_0315;
const SUMMARIES: u32 = 0x4d55_0316;
const TOTALS: u32 = 0x4d55_0317;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |text| text.parse().expect("a number"))
}

/// A play, and the chain on which it is played.
struct Player {
    play: Play,
    rig: Rig,
    seq: u64,
}

impl Player {
    fn begin(seed: u64) -> Self {
        let mut rig = Rig::start(BEGIN_MS);
        let opening = Opening::of(seed, &rig.accounts, BEGIN_MS + 3_000);
        let societies = rig.accounts[..rig.accounts.len() - 1].to_vec();
        let all: Vec<_> =
            societies.iter().map(|account| Change::Place(*account, Box::new(good_place(*account)))).collect();
        rig.change(&all);
        rig.chain.block(BEGIN_MS + 2_000);
        let events = rig.found(opening.now_ms, &opening.founding);
        assert!(matches!(events[0], Event::FederationFounded(_)), "{events:?}");
        let seq = u64::try_from(events.len()).unwrap();
        let mut play = Play::new(rig.federation, opening).unwrap();
        // On a chain the host has no other words for it, and pays every contract.
        (play.silences, play.refusals, play.has_unreachable) = (vec![0, 1, 2], vec![1, 2], false);
        Self { play, rig, seq }
    }

    /// Takes a step on the chain and in the model, and says what differs.
    fn take(&mut self, step: &Step, all: bool, tally: &mut Tally) -> Result<(), String> {
        let foretold = self.rig.foretold(step.caller, step.value, &step.message);
        let root = self.rig.chain.root();
        self.rig.change(&step.changes);
        let ours = self.rig.send(step.at_ms, step.caller, step.value, &step.message);
        let before = self.play.model.clone();
        let theirs = self.play.take(step);
        tally.count(&before, &self.play, step, &theirs);

        let mut found = Vec::new();
        match (&ours, &theirs) {
            (Ok(events), Ok(answer)) => {
                let names: Vec<_> = events.iter().map(Event::name).collect();
                same(&mut found, "events", names.as_slice(), self.play.model.events());
                for event in events {
                    same(&mut found, "number of an event", event.seq(), self.seq);
                    self.seq += 1;
                }
                if let (Some(foretold), true) = (foretold, step.changes.is_empty()) {
                    same(&mut found, "answer", foretold, answered(*answer));
                }
            }
            (Err(Refusal::Federation(ours)), Err(theirs)) => {
                same(&mut found, "refusal", ours, theirs);
                same(&mut found, "what is stored after a refusal", self.rig.chain.root(), root);
            }
            _ => found.push(format!("the chain: {ours:?}\n  the model: {theirs:?}")),
        }
        if found.is_empty() {
            self.compare(step.at_ms, if all { u32::MAX } else { 4 }, &mut found);
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(format!("{step:?}:\n{}", found.join("\n")))
        }
    }

    /// Compares all societies, and the last `depth` records of each other kind.
    fn compare(&self, now_ms: u64, depth: u32, found: &mut Vec<String>) {
        let (rig, model) = (&self.rig, &self.play.model);
        let counters = rig.counters();
        let counts = (counters.societies, counters.motions, counters.backings, counters.draws);
        same(found, "counts", counts, model.counts());
        let ledger = counters.ledger;
        let ours = [ledger.available, ledger.promised, ledger.credits, ledger.fund];
        same(found, "ledger", ours, model.ledger());
        same(found, "balance", rig.balance(), model.balance());
        same(found, "present", (counters.present, counters.heir), (model.present(), model.heir()));
        let setup: Setup = rig.find(SETUP, &()).expect("founding fills it");
        same(found, "setup", (setup.charter_version, &setup.units[..], setup.rules), model.setup());
        same(found, "events so far", (counters.seq, model.seq()), (self.seq, self.seq));
        let societies = || (0..counters.societies).map(SocietyId);
        for id in societies() {
            let ours = rig.find::<Society>(SOCIETIES, &id).map(|society| SocietyFacts {
                account: society.account,
                code: rig.model_code(society.code_hash),
                presence: society.presence,
                credit: society.credit,
                draws: society.draws,
            });
            same(found, format_args!("society {id}"), ours, model.society_facts(id, now_ms));
        }
        for id in last(counters.motions, depth).map(MotionId) {
            let ours = rig.find::<Motion>(MOTIONS, &id).map(|motion| {
                let (status, (ayes, nays)) = (motion.status(now_ms), motion.tally());
                let Motion { by, matter, ends_ms, eligible, needed, .. } = motion;
                let matter = rig.model_matter(matter);
                MotionFacts { by, matter, status, ends_ms, eligible, needed, ayes, nays }
            });
            same(found, format_args!("motion {id}"), ours, model.motion_facts(id, now_ms));
        }
        for id in last(counters.backings, depth).map(BackingId) {
            let ours = rig.find::<Backing>(BACKINGS, &id).map(|backing| {
                let Backing { backer, terms, paid_in, left, promised, out, given, forgiven, returned, closed } =
                    backing;
                BackingFacts { backer, terms, paid_in, left, promised, out, given, forgiven, returned, closed }
            });
            same(found, format_args!("backing {id}"), ours, model.backing_facts(id));
            for society in societies() {
                let ours = rig.find::<Planck>(USED, &(id, society)).unwrap_or_default();
                same(found, format_args!("what {society} has of {id}"), ours, model.taken(id, Some(society)));
            }
        }
        for id in last(counters.draws, depth).map(DrawId) {
            let ours = rig.find::<Draw>(DRAWS, &id).map(|draw| DrawFacts {
                backing: draw.backing,
                society: draw.society,
                amount: draw.amount,
                status: draw.status(now_ms),
                collect_by_ms: draw.collect_by_ms,
                due_ms: draw.due_ms,
                owed: draw.owed().unwrap(),
            });
            same(found, format_args!("draw {id}"), ours, model.draw_facts(id, now_ms));
        }
        let current = setup.period(now_ms);
        same(found, "period", current, model.period(now_ms));
        for period in current.saturating_sub(3)..=current {
            let ours = rig.find::<Total>(TOTALS, &period).unwrap_or_default();
            same(found, format_args!("sums of {period}"), ours, model.total(period));
            for id in societies() {
                let ours = rig.find::<Summary>(SUMMARIES, &(period, id)).unwrap_or_default();
                same(found, format_args!("{id} in {period}"), ours, model.summary(period, id));
            }
        }
    }
}

/// The last numbers of so many.
fn last(count: u32, depth: u32) -> std::ops::Range<u32> {
    count.saturating_sub(depth)..count
}

fn same<T: PartialEq + Debug>(found: &mut Vec<String>, what: impl Display, ours: T, theirs: T) {
    if ours != theirs {
        found.push(format!("{what}:\n  the chain {ours:?}\n  the model {theirs:?}"));
    }
}

/// An answer as the contract returns it: ink!'s result, the message's, and the value.
fn answered(answer: Answer) -> Vec<u8> {
    let value = match answer {
        Answer::Done => Vec::new(),
        Answer::Motion(id) => id.encode(),
        Answer::Backing(id) => id.encode(),
        Answer::Draw(id) => id.encode(),
    };
    [vec![0, 0], value].concat()
}

#[test]
fn the_wasm_does_what_the_model_does() {
    let (first, plays) = (number("MUTUAL_SEED", 1), number("MUTUAL_SEEDS", 10));
    let steps = number("MUTUAL_STEPS", 1_000);
    let mut tally = Tally::default();
    for seed in first..first + plays {
        let mut player = Player::begin(seed);
        for number in 0..steps {
            let step = player.play.step();
            let all = number % 50 == 49 || number + 1 == steps;
            player.take(&step, all, &mut tally).unwrap_or_else(|what| panic!("seed {seed}, step {number}, {what}"));
        }
        println!("seed {seed}: {steps} steps");
    }
    println!("{tally}");
    if (first, plays, steps) == (1, 10, 1_000) {
        let wanted = Missing { errors: &[], events: Event::NAMES, each: 20, accepted_percent: 40 };
        assert_eq!(tally.missing(&wanted).join("\n"), "");
    }
}
