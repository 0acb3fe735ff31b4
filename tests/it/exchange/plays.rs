//! The wasm against the model that was written without it: plays of random messages, each answer, event and record compared
//! after each step. The contract's own tests play the same without a chain.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_SEEDS` how many there are, `MUTUAL_STEPS` how many steps each has.
#![allow(clippy::disallowed_macros)] // what was played is shown with `--nocapture`

use std::fmt::{Debug, Display};

use mutual_model::exchange::{
    play::{Missing, Opening, Play, Step, Tally},
    Answer, Change, DealFacts, Message, OfferFacts,
};
use mutual_types::exchange::{event::Event, DealId, DealStatus, OfferId};
use mutual_types::{AccountId, MemberIndex};
use scale::Encode;

use super::rig::{encoded, Refusal, Rig};
use crate::machine::sign::{FOUNDER, PEOPLE};

const BEGIN_MS: u64 = 1_900_000_000_000;

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
        let people: Vec<AccountId> = PEOPLE.iter().take(8).map(|key| key.account).collect();
        let opening = Opening::of(seed, rig.society, &people, BEGIN_MS + 2_000);
        let members = opening.society.members.iter();
        let members: Vec<_> =
            members.map(|(account, (index, standing))| Change::Member(*account, *index, *standing)).collect();
        rig.change(&members);
        rig.chain.block(BEGIN_MS + 1_000);
        let events = rig.found(opening.now_ms, &opening.founding).unwrap();
        let Event::ExchangeFounded(founded) = &events[..][0] else { panic!("{events:?}") };
        assert_eq!((founded.society, founded.founder), (rig.society, FOUNDER.account));
        let mut play = Play::new(rig.exchange, opening).unwrap();
        // On a chain the host has no other words for it.
        play.silences = vec![0, 1, 2];
        Self { play, rig, seq: 1 }
    }

    /// Takes a step on the chain and in the model, and says what differs.
    fn take(&mut self, step: &Step, all: bool, tally: &mut Tally) -> Result<(), String> {
        let before = match &step.message {
            Message::Accept { deal }
            | Message::Cancel { deal, .. }
            | Message::Report { deal, .. }
            | Message::Contest { deal }
            | Message::ApplyRuling { deal, .. }
            | Message::CloseDeal { deal } => self.play.model.deal(*deal, step.at_ms).map(|deal| deal.status),
            _ => None,
        };
        let input = encoded(&step.message);
        let foretold = self.rig.foretold(step.caller, &input);
        let root = self.rig.chain.root();
        self.rig.change(&step.changes);
        let ours = self.rig.send(step.at_ms, step.caller, &input);
        let theirs = self.play.take(step);
        tally.count(before, &self.play, step, &theirs);

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
            (Err(Refusal::Exchange(ours)), Err(theirs)) => {
                same(&mut found, "refusal", ours, theirs);
                same(&mut found, "what is stored after a refusal", self.rig.chain.root(), root);
            }
            _ => found.push(format!("the chain: {ours:?}\n  the model: {theirs:?}")),
        }
        if found.is_empty() {
            self.compare(step.at_ms, if all { u32::MAX } else { 6 }, &mut found);
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(format!("{step:?}:\n{}", found.join("\n")))
        }
    }

    /// Compares the last `depth` records of each kind.
    fn compare(&self, now_ms: u64, depth: u32, found: &mut Vec<String>) {
        let (rig, model) = (&self.rig, &self.play.model);
        let counters = rig.counters();
        let counts = (counters.offers, counters.deals, counters.cases, counters.members_end);
        same(found, "counts", counts, model.counts());
        same(found, "events so far", counters.seq, self.seq);
        let sums = [counters.settled, counters.donated, counters.forgiven, counters.ruled];
        same(found, "sums", sums, model.sums());
        same(found, "the community's account", counters.community, model.community());
        same(found, "rules", rig.setup().rules, *model.rules());
        let mut sum = counters.community;
        for member in (0..counters.members_end.min(20)).map(MemberIndex) {
            let account = rig.account(member);
            same(
                found,
                format_args!("balance of {member}"),
                account.as_ref().map(|it| it.balance),
                model.balance(member),
            );
            let Some(mut account) = account else { continue };
            sum += account.balance;
            account.deals.sort();
            let ours = (i128::from(account.incoming), i128::from(account.outgoing), account.deals);
            let theirs = (model.incoming(member), model.outgoing(member), model.open_deals(member));
            same(found, format_args!("what {member} has open"), ours, theirs);
        }
        same(found, "the sum of all accounts", sum, 0);
        for (list, theirs) in (0..).zip(model.lists()) {
            same(found, format_args!("list {list}"), &rig.list(list), theirs);
        }
        for id in (counters.offers.saturating_sub(depth)..counters.offers).map(OfferId) {
            let ours = rig.offer(id).map(|offer| OfferFacts {
                member: offer.member,
                terms: offer.terms,
                place: offer.place_in_list,
            });
            same(found, format_args!("offer {id}"), ours, model.offer(id));
        }
        for id in (counters.deals.saturating_sub(depth)..counters.deals).map(DealId) {
            let ours = rig.deal(id).map(|deal| DealFacts {
                giver: deal.giver,
                receiver: deal.receiver,
                proposer: deal.party(deal.proposer),
                category: deal.category,
                status: deal.status(now_ms),
                ends_ms: (!matches!(deal.status(now_ms), DealStatus::Ended(_))).then_some(deal.ends_ms),
                reports: (deal.reports.giver, deal.reports.receiver),
                case: deal.contest.map(|contest| (contest.case, contest.since_ms)),
                settled: deal.settled_minutes,
                terms: deal.terms,
            });
            same(found, format_args!("deal {id}"), ours, model.deal(id, now_ms));
        }
    }
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
        Answer::Offer(id) => id.encode(),
        Answer::Deal(id) => id.encode(),
        Answer::Case(case) => case.encode(),
        Answer::Applied(applied) => applied.encode(),
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
