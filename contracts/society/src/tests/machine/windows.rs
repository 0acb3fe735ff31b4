//! Every window is open in its last millisecond and closed in the next, and opens as exactly: at each moment at which what a
//! message answers changes by time alone, the rules and the model are asked just before and at it.

use std::collections::{BTreeMap, BTreeSet};

use mutual_model::play::{Play, Step};
use mutual_model::Answer;

use super::*;

fn answer<T>(result: &Result<T, Expected>) -> String {
    match result {
        Ok(_) => "accepted".to_owned(),
        Err(Expected::Exactly(error) | Expected::Like(error)) => {
            format!("{error:?}").split([' ', '(', '{']).next().unwrap().to_owned()
        }
        Err(Expected::NotPayable) => "not payable".to_owned(),
    }
}

fn at(play: &Play, step: &Step, at_ms: u64) -> Result<Answer, Expected> {
    let mut model = play.model.clone();
    model.look_at(at_ms);
    model.apply(step.caller, at_ms, step.value, step.message.clone())
}

/// Times at which to ask: at the moments that the model knows, just before them, and ever further ahead.
fn times(play: &Play, from_ms: u64) -> BTreeSet<u64> {
    let known = play.moments().into_iter().flat_map(|moment| [moment - 1, moment]);
    let further = (0..26).map(|power| from_ms + (1_000 << power));
    let years = [7 * DAY_MS, 30 * DAY_MS, 180 * DAY_MS, YEAR_MS, 2 * YEAR_MS].map(|span_ms| from_ms + span_ms);
    known.chain(further).chain(years).chain([from_ms]).filter(|time| *time >= from_ms).collect()
}

/// The first moment after `early` at which the answer is another one, which it is at `late`.
fn turn(play: &Play, step: &Step, mut early: u64, mut late: u64) -> u64 {
    let was = answer(&at(play, step, early));
    while late - early > 1 {
        let middle = early + (late - early) / 2;
        if answer(&at(play, step, middle)) == was {
            early = middle;
        } else {
            late = middle;
        }
    }
    late
}

/// Asks for a step at each moment at which its answer changes, and just before; gives what changed.
fn changes(play: &Play, native: &mut Native, step: &Step) -> Vec<(String, String)> {
    let times: Vec<u64> = times(play, step.at_ms).into_iter().collect();
    let answers: Vec<String> = times.iter().map(|time| answer(&at(play, step, *time))).collect();
    let mut changes = Vec::new();
    for (times, answers) in times.windows(2).zip(answers.windows(2)) {
        if answers[0] == answers[1] {
            continue;
        }
        let moment = turn(play, step, times[0], times[1]);
        let mut told = Vec::new();
        for at_ms in [moment - 1, moment] {
            let step = Step { at_ms, ..step.clone() };
            let theirs = at(play, &step, at_ms);
            let ours = native.without_consequences(|native| native.take(&step));
            let agree = match (&ours, &theirs) {
                (Ok(ours), Ok(theirs)) => ours == theirs,
                (Err(error), Err(expected)) => expected.matches(error),
                _ => false,
            };
            assert!(agree, "{step:?} at {moment}: rules {ours:?}, model {theirs:?}");
            told.push(answer(&theirs));
        }
        changes.push((told.remove(0), told.remove(0)));
    }
    changes
}

/// Windows that plays always have: what a message answers before it opens or closes, and then. Rarer ones have tests of their
/// own beside the rules.
const WINDOWS: [(&str, &str, &str); 24] = [
    ("apply", "AlreadyApplied", "accepted"),
    ("sponsor", "accepted", "ApplicationNotOpen"),
    ("record_lapse", "NotLapsed", "accepted"),
    ("resign", "accepted", "NoSuchSeat"),
    ("vote", "accepted", "VotingClosed"),
    ("vote_with_proxies", "accepted", "VotingClosed"),
    ("object", "accepted", "NotConsenting"),
    ("withdraw_proposal", "accepted", "VotingClosed"),
    ("state_case", "accepted", "VotingClosed"),
    ("certify", "accepted", "NothingToCertify"),
    ("execute", "NotExecutable", "accepted"),
    ("execute", "accepted", "NotExecutable"),
    ("extend_window", "accepted", "NotExecutable"),
    ("settle", "NotOver", "accepted"),
    ("approve_payment", "accepted", "PaymentNotWaiting"),
    ("release_payment", "accepted", "PaymentNotWaiting"),
    ("lift_hold", "accepted", "NotHeld"),
    ("lapse_stage", "StageTooEarly", "accepted"),
    ("ask_relief", "ReliefTooEarly", "accepted"),
    ("attest_relief", "accepted", "WrongRelief"),
    ("join_dispute", "accepted", "WrongDispute"),
    ("rule_dispute", "accepted", "WrongDispute"),
    ("open_dissolution", "NotDormant", "accepted"),
    ("divide", "ClaimsOpen", "NotDivisible"),
];

/// What was asked of a message with an answer: how often something changed, and how often nothing did.
#[derive(Default)]
struct Asked {
    changed: u32,
    stayed: u32,
}

#[ink::test]
#[allow(clippy::disallowed_macros)] // what was seen is for who runs it with `--nocapture`
fn every_window_opens_and_closes_to_the_millisecond() {
    let mut seen: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut asked: BTreeMap<(&str, String), Asked> = BTreeMap::new();
    for seed in 41..53 {
        // Where nobody falls behind and no term ends, the windows of what officers do are seen to their ends.
        let is_calm = seed % 2 == 0;
        let (mut play, mut native) = begin_with(seed, |rules| {
            if is_calm {
                rules.dues.amount = 0;
                rules.roles.term_ms = YEAR_MS;
            }
        });
        for number in 0.. {
            let step = if number < 600 { Some(play.step(number, 600)) } else { play.next_drain_step() };
            let Some(step) = step else { break };
            let label = step.message.label();
            if step.value > 0 && !step.message.is_payable() {
                native.balance += step.gift;
                play.take(&step).unwrap_err();
                continue;
            }
            let asked = asked.entry((label, answer(&play.clone().take(&step)))).or_default();
            if step.gift == 0 && asked.changed < 10 && asked.stayed < 60 {
                let changes = changes(&play, &mut native, &step);
                *(if changes.is_empty() { &mut asked.stayed } else { &mut asked.changed }) += 1;
                seen.entry(label).or_default().extend(changes);
            }
            let (ours, theirs) = (native.take(&step), play.take(&step));
            assert_eq!(ours.is_ok(), theirs.is_ok(), "seed {seed}, step {number}, {step:?}");
        }
    }
    for (label, changes) in &seen {
        println!("{label}: {changes:?}");
    }
    let is_missing = |(label, before, after): &(&str, &str, &str)| {
        !seen.get(label).is_some_and(|changes| changes.contains(&((*before).to_owned(), (*after).to_owned())))
    };
    let missing: Vec<_> = WINDOWS.iter().filter(|window| is_missing(window)).collect();
    assert!(missing.is_empty(), "never seen to open or close, in so few plays: {missing:?}");
}
