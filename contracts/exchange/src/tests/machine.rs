//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step, and all that must hold looked at. The same plays go to the wasm on a chain in
//! `tests/it/exchange`.
//!
//! `MUTUAL_SEED` is the first play, `MUTUAL_PLAYS` how many there are.

use std::fmt::{Debug, Display};

use mutual_model::exchange::{
    play::{Missing, Opening, Play, Step, Tally},
    Answer, Change, DealFacts, Message as M, Model, OfferFacts,
};
use mutual_types::exchange::{event::Event, DealId, DealStatus, Error, Founding, OfferId};
use mutual_types::{AccountId, MemberIndex};

use super::*;
use crate::chain::society;

/// Lets something happen in the stand-in for the society.
fn change(change: &Change) {
    society(|society| match change.clone() {
        Change::Member(account, member, standing) => {
            society.members.insert(account, (member, standing));
        }
        Change::Nobody(account) => {
            society.members.remove(&account);
        }
        Change::Dispute(id, dispute) => {
            society.disputes.insert(id, *dispute);
        }
        Change::Silent(code) => {
            // 0 is an answer that cannot be read.
            society.instead = code.map(|code| if code == 0 { Ok(vec![9]) } else { Err(code) });
        }
    });
}

fn send(world: &mut World, step: &Step) -> Result<Answer, Box<Error>> {
    world.now_ms = step.at_ms;
    let done = |it| (Answer::Done, it);
    world.take(step.caller, |state, call| {
        Ok(match step.message.clone() {
            M::PostOffer { terms } => state.post_offer(call, terms).map(|(id, it)| (Answer::Offer(id), it))?,
            M::CloseOffer { offer } => done(state.close_offer(call, offer)?),
            M::Propose { with, terms } => state.propose(call, with, terms).map(|(id, it)| (Answer::Deal(id), it))?,
            M::Accept { deal } => done(state.accept(call, deal)?),
            M::Cancel { deal, reason } => done(state.cancel(call, deal, reason)?),
            M::Report { deal, minutes } => done(state.report(call, deal, minutes)?),
            M::Contest { deal } => state.contest(call, deal).map(|(case, it)| (Answer::Case(case), it))?,
            M::ApplyRuling { deal, dispute } => {
                state.apply_ruling(call, deal, dispute).map(|(applied, it)| (Answer::Applied(applied), it))?
            }
            M::CloseDeal { deal } => done(state.close_deal(call, deal)?),
            M::Donate { minutes } => done(state.donate(call, minutes)?),
            M::Forgive { member, minutes } => done(state.forgive(call, member, minutes)?),
            M::SetRules { rules } => done(state.set_rules(call, rules)?),
        })
    })
}

/// What can be seen of the rules and of the model, and is not the same.
fn differences(world: &World, play: &Play, now_ms: u64) -> Vec<String> {
    let mut found = Vec::new();
    let (model, counters) = (&play.model, &world.state.counters);
    let counts = (counters.offers, counters.deals, counters.cases, counters.members_end);
    same(&mut found, "counts", counts, model.counts());
    let sums = [counters.settled, counters.donated, counters.forgiven, counters.ruled];
    same(&mut found, "sums", sums, model.sums());
    same(&mut found, "the community's account", counters.community, model.community());
    same(&mut found, "rules", world.state.setup().unwrap().rules, *model.rules());
    for member in (0..counters.members_end.min(50)).map(MemberIndex) {
        let account = world.state.find_account(member);
        let balance = account.as_ref().map(|account| account.balance);
        same(&mut found, format_args!("balance of {member}"), balance, model.balance(member));
        let Some(mut account) = account else { continue };
        account.deals.sort();
        let ours = (i128::from(account.incoming), i128::from(account.outgoing), account.deals);
        let theirs = (model.incoming(member), model.outgoing(member), model.open_deals(member));
        same(&mut found, format_args!("what {member} has open"), ours, theirs);
    }
    for (list, theirs) in (0..).zip(model.lists()) {
        let count = world.state.listed(list);
        let ours: Vec<_> = (0..count).step_by(50).flat_map(|from| world.state.listing(list, from, 50)).collect();
        same(&mut found, format_args!("list {list}"), &ours, theirs);
    }
    for id in (0..counters.offers).map(OfferId) {
        let ours = world.state.find_offer(id).map(|offer| OfferFacts {
            member: offer.member,
            terms: offer.terms,
            place: offer.place_in_list,
        });
        same(&mut found, format_args!("offer {id}"), ours, model.offer(id));
    }
    for id in (0..counters.deals).map(DealId) {
        let ours = world.state.find_deal(id).map(|deal| DealFacts {
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
        same(&mut found, format_args!("deal {id}"), ours, model.deal(id, now_ms));
    }
    found
}

fn same<T: PartialEq + Debug>(found: &mut Vec<String>, what: impl Display, ours: T, theirs: T) {
    if ours != theirs {
        found.push(format!("{what}:\n  rules {ours:?}\n  model {theirs:?}"));
    }
}

fn people() -> Vec<AccountId> {
    (1..=8).map(|n| AccountId([n; 32])).collect()
}

fn play(seed: u64, steps: u32, tally: &mut Tally) {
    let opening = Opening::of(seed, SOCIETY, &people(), FOUNDED_MS);
    let mut world = World::among(opening.founding.clone(), &opening.society.members).unwrap();
    let mut play = Play::new(EXCHANGE, opening).unwrap();
    for number in 0..steps {
        let step = play.step();
        let before = match &step.message {
            M::Accept { deal }
            | M::Cancel { deal, .. }
            | M::Report { deal, .. }
            | M::Contest { deal }
            | M::ApplyRuling { deal, .. }
            | M::CloseDeal { deal } => play.model.deal(*deal, step.at_ms).map(|deal| deal.status),
            _ => None,
        };
        step.changes.iter().for_each(change);
        let events = world.events.len();
        let ours = send(&mut world, &step).map_err(|error| *error);
        let theirs = play.take(&step);
        assert_eq!(ours, theirs, "seed {seed}, step {number}, {step:?}");
        let ours: Vec<_> = world.events[events..].iter().map(Event::name).collect();
        assert_eq!(ours, play.model.events(), "seed {seed}, step {number}, {step:?}");
        let differences = differences(&world, &play, step.at_ms);
        assert!(differences.is_empty(), "seed {seed}, step {number}, {step:?}:\n{}", differences.join("\n"));
        let wrong = play.model.check_invariants();
        assert!(wrong.is_empty(), "seed {seed}, step {number}: the model itself: {}", wrong.join(", "));
        tally.count(before, &play, &step, &theirs);
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
        ("no limit", |it| it.limit_max_minutes = 0),
        ("the highest limit", |it| it.limit_max_minutes = 600_000),
        ("above it", |it| it.limit_max_minutes = 600_001),
        ("limit 0", |it| it.rules.limit_minutes = 0),
        ("limit above the highest", |it| it.rules.limit_minutes = LIMIT_MAX + 1),
        ("offers of a moment", |it| it.rules.offer_ms = 999),
        ("answers at once", |it| it.rules.answer_ms = 0),
        ("ahead of all time", |it| it.rules.ahead_ms = u64::MAX),
        ("reports in a year and more", |it| it.rules.report_ms = mutual_types::YEAR_MS + 1),
        ("disputes in a year", |it| it.rules.dispute_ms = mutual_types::YEAR_MS),
        ("rulings at once", |it| it.rules.ruling_ms = 1),
        ("no offers", |it| it.rules.offers_max = 0),
        ("seventeen offers", |it| it.rules.offers_max = 17),
        ("no deals", |it| it.rules.deals_max = 0),
        ("seventeen deals", |it| it.rules.deals_max = 17),
        ("two mistakes", |it| (it.rules.deals_max, it.rules.offer_ms) = (0, 0)),
        ("a name and a limit", |it| (it.name, it.limit_max_minutes) = ("x".repeat(129), 0)),
    ];
    for (what, change) in edges {
        let mut founding = founding();
        change(&mut founding);
        let ours = World::founded(founding.clone()).map(drop).map_err(|error| *error);
        let society = mutual_model::exchange::Society::default();
        let theirs = Model::found(EXCHANGE, FOUNDED_MS, GUS, &founding, &society).map(drop);
        assert_eq!(ours, theirs, "{what}");
    }
}
