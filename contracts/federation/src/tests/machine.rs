//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step, and all that must hold looked at.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_PLAYS` how many there are.

use std::fmt::{Debug, Display};

use mutual_model::federation::{
    play::{Missing, Opening, Play, Tally},
    BackingFacts, Change, DrawFacts, Model, MotionFacts, SocietyFacts,
};
use mutual_types::{
    federation::{event::Event, Backing, BackingId, DrawId, Error, Founding, MotionId, SocietyId},
    AccountId,
};

use super::*;
use crate::chain::around;

/// Lets something happen around.
fn happen(change: &Change) {
    around(|around| match change.clone() {
        Change::Place(account, place) => {
            around.outside.places.insert(account, *place);
        }
        Change::Stray(amount) => around.balance += amount,
    });
}

/// What can be seen of the rules and of the model, and is not the same.
fn differences(world: &World, play: &Play, now_ms: u64) -> Vec<String> {
    let mut found = Vec::new();
    let (model, counters) = (&play.model, &world.state.counters);
    let setup = world.state.setup().unwrap();
    let counts = (counters.societies, counters.motions, counters.backings, counters.draws);
    same(&mut found, "counts", counts, model.counts());
    let ledger = counters.ledger;
    let ours = [ledger.available, ledger.promised, ledger.credits, ledger.fund];
    same(&mut found, "ledger", ours, model.ledger());
    same(&mut found, "balance", around(|around| around.balance), model.balance());
    same(&mut found, "present", (counters.present, counters.heir), (model.present(), model.heir()));
    same(&mut found, "setup", (setup.charter_version, &setup.units[..], setup.rules), model.setup());
    same(&mut found, "events", counters.seq, model.seq());
    for id in (0..counters.societies).map(SocietyId) {
        let society = world.state.society(id).unwrap();
        let ours = SocietyFacts {
            account: society.account,
            code: society.code_hash,
            presence: society.presence,
            credit: society.credit,
            draws: society.draws,
        };
        same(&mut found, format_args!("society {id}"), Some(ours), model.society_facts(id, now_ms));
    }
    for id in (0..counters.motions).map(MotionId) {
        let motion = world.motion(id);
        let (ayes, nays) = motion.tally();
        let status = motion.status(now_ms);
        let motion = *motion;
        let ours = MotionFacts {
            by: motion.by,
            matter: motion.matter,
            status,
            ends_ms: motion.ends_ms,
            eligible: motion.eligible,
            needed: motion.needed,
            ayes,
            nays,
        };
        same(&mut found, format_args!("motion {id}"), Some(ours), model.motion_facts(id, now_ms));
    }
    for id in (0..counters.backings).map(BackingId) {
        let Backing { backer, terms, paid_in, left, promised, out, given, forgiven, returned, closed } =
            *world.backing(id);
        let ours = BackingFacts { backer, terms, paid_in, left, promised, out, given, forgiven, returned, closed };
        same(&mut found, format_args!("backing {id}"), Some(ours), model.backing_facts(id));
        for society in (0..counters.societies).map(SocietyId) {
            let (ours, theirs) = (world.state.used(id, society), model.taken(id, Some(society)));
            same(&mut found, format_args!("what {society} has of {id}"), ours, theirs);
        }
    }
    for id in (0..counters.draws).map(DrawId) {
        let draw = world.drawn(id);
        let ours = DrawFacts {
            backing: draw.backing,
            society: draw.society,
            amount: draw.amount,
            status: draw.status(now_ms),
            collect_by_ms: draw.collect_by_ms,
            due_ms: draw.due_ms,
            owed: draw.owed().unwrap(),
        };
        same(&mut found, format_args!("draw {id}"), Some(ours), model.draw_facts(id, now_ms));
    }
    let current = setup.period(now_ms);
    same(&mut found, "period", current, model.period(now_ms));
    for period in current.saturating_sub(4)..=current {
        same(&mut found, format_args!("sums of {period}"), *world.state.total(period), model.total(period));
        for id in (0..counters.societies).map(SocietyId) {
            let ours = *world.state.summary(period, id);
            same(&mut found, format_args!("{id} in {period}"), ours, model.summary(period, id));
        }
    }
    found
}

fn same<T: PartialEq + Debug>(found: &mut Vec<String>, what: impl Display, ours: T, theirs: T) {
    if ours != theirs {
        found.push(format!("{what}:\n  rules {ours:?}\n  model {theirs:?}"));
    }
}

fn accounts() -> Vec<AccountId> {
    (1..=9).map(|n| AccountId([n; 32])).collect()
}

fn play(seed: u64, steps: u32, tally: &mut Tally) {
    let opening = Opening::of(seed, &accounts(), FOUNDED_MS);
    let mut world = World::founded(opening.founding.clone(), opening.outside.clone(), FOUNDED_MS).unwrap();
    let mut play = Play::new(FEDERATION, opening).unwrap();
    for number in 0..steps {
        let step = play.step();
        step.changes.iter().for_each(happen);
        world.now_ms = step.at_ms;
        world.audits = number % 20 == 19;
        let events = world.events.len();
        let ours = world.pay(step.caller, step.value, step.message.clone()).map_err(|error| *error);
        let before = play.model.clone();
        let theirs = play.take(&step);
        assert_eq!(ours, theirs, "seed {seed}, step {number}, {step:?}");
        let ours: Vec<_> = world.events[events..].iter().map(Event::name).collect();
        assert_eq!(ours, play.model.events(), "seed {seed}, step {number}, {step:?}");
        let differences = differences(&world, &play, step.at_ms);
        assert!(differences.is_empty(), "seed {seed}, step {number}, {step:?}:\n{}", differences.join("\n"));
        let wrong = play.model.check_invariants();
        assert!(wrong.is_empty(), "seed {seed}, step {number}: the model itself: {}", wrong.join(", "));
        tally.count(&before, &play, &step, &theirs);
    }
}

/// The variants of a type, by its own information.
fn variants<T: scale_info::TypeInfo>() -> Vec<String> {
    match T::type_info().type_def {
        scale_info::TypeDef::Variant(all) => all.variants.iter().map(|variant| variant.name.to_string()).collect(),
        _ => Vec::new(),
    }
}

#[test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn the_rules_do_what_the_model_does() {
    let number = |name, otherwise: u64| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (first, plays) = (number("MUTUAL_SEED", 1), number("MUTUAL_PLAYS", 20));
    let mut tally = Tally::default();
    for seed in first..first + plays {
        play(seed, 1_000, &mut tally);
    }
    println!("{tally}");
    if (first, plays) == (1, 20) {
        let wanted = Missing { errors: &variants::<Error>(), events: Event::NAMES, each: 50, accepted_percent: 40 };
        let missing = tally.missing(&wanted);
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }
}

#[test]
fn foundings_at_their_edges_are_refused_as_the_model_refuses_them() {
    type Edge = (&'static str, fn(&mut Founding));
    let edges: &[Edge] = &[
        ("name of 128", |it| it.name = "x".repeat(128)),
        ("name of 129", |it| it.name = "x".repeat(129)),
        ("link of 256", |it| it.charter.uri = "x".repeat(256)),
        ("link of 257", |it| it.charter.uri = "x".repeat(257)),
        ("no units", |it| it.units = vec![]),
        ("sixteen units", |it| it.units = (0..16).map(|n| n.to_string()).collect()),
        ("seventeen units", |it| it.units = (0..17).map(|n| n.to_string()).collect()),
        ("a unit without a name", |it| it.units.push(String::new())),
        ("a unit of 33", |it| it.units.push("x".repeat(33))),
        ("a unit of 32", |it| it.units.push("x".repeat(32))),
        ("a unit twice", |it| it.units.push("meals".to_string())),
        ("periods of a moment", |it| it.period_ms = 999),
        ("periods of a year", |it| it.period_ms = mutual_types::YEAR_MS),
        ("longer periods", |it| it.period_ms = mutual_types::YEAR_MS + 1),
        ("founding at once", |it| it.founding_ms = 0),
        ("founding for ever", |it| it.founding_ms = u64::MAX),
        ("votes of a moment", |it| it.rules.voting_ms = 1),
        ("half", |it| it.rules.approval_bps = 5_000),
        ("more than half", |it| it.rules.approval_bps = 5_001),
        ("nearly all", |it| it.rules.approval_bps = 9_000),
        ("more than nearly all", |it| it.rules.approval_bps = 9_001),
        ("no waiting", |it| it.rules.waiting_ms = 0),
        ("waiting for ever", |it| it.rules.waiting_ms = mutual_types::YEAR_MS + 1),
        ("no time to collect", |it| it.rules.collect_ms = 999),
        ("backing for ten years", |it| it.rules.backing_max_ms = 10 * mutual_types::YEAR_MS),
        ("backing for longer", |it| it.rules.backing_max_ms = 10 * mutual_types::YEAR_MS + 1),
        ("no draws", |it| it.rules.draws_max = 0),
        ("seventeen draws", |it| it.rules.draws_max = 17),
        ("two mistakes", |it| (it.rules.draws_max, it.rules.voting_ms) = (0, 0)),
        ("no founders", |it| it.founders = vec![]),
        ("one founder", |it| it.founders = vec![CREEK]),
        ("a founder twice", |it| it.founders.push(CREEK)),
        ("a person", |it| it.founders.push(GUS)),
        ("itself", |it| it.founders.push(FEDERATION)),
        ("too many founders", |it| it.founders = vec![CREEK; 17]),
    ];
    for (what, change) in edges {
        let mut founding = founding();
        change(&mut founding);
        let ours = World::founded(founding.clone(), outside(), FOUNDED_MS).map(drop).map_err(|error| *error);
        let theirs = Model::found(FEDERATION, FOUNDED_MS, &founding, &outside()).map(drop);
        assert_eq!(ours, theirs, "{what}");
    }
}
