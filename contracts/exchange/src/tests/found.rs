use mutual_types::exchange::{event::Event, Error, Field, Founding, RuleName, Rules};
use mutual_types::YEAR_MS;

use super::*;
use crate::chain::society;

fn founded(change: impl FnOnce(&mut Founding)) -> Result<(), Box<Error>> {
    let mut founding = founding();
    change(&mut founding);
    World::founded(founding).map(drop)
}

#[test]
fn an_exchange_begins_level_and_says_whose_it_is() {
    let world = World::new();

    assert_eq!(world.state.counters.community, 0);
    assert_eq!(world.state.setup().unwrap().society, SOCIETY);
    let [Event::ExchangeFounded(founded)] = &world.events[..] else { panic!("{:?}", world.events) };
    assert_eq!((founded.society, founded.founder, founded.limit_max_minutes), (SOCIETY, GUS, LIMIT_MAX));
}

#[test]
fn each_rule_has_a_least_and_a_greatest_value() {
    let outside = |rule, value, min, max| refused(Error::RuleOutOfBounds { rule, value, min, max });
    let limit_max = |value| founded(|founding| founding.limit_max_minutes = value);
    assert_eq!(limit_max(0), outside(RuleName::LimitMax, 0, 1, 600_000));
    assert_eq!(limit_max(600_001), outside(RuleName::LimitMax, 600_001, 1, 600_000));
    assert_eq!(limit_max(600_000), Ok(()));
    let limit = |value| founded(|founding| founding.rules.limit_minutes = value);
    assert_eq!(limit(0), outside(RuleName::Limit, 0, 1, 720));
    assert_eq!(limit(721), outside(RuleName::Limit, 721, 1, 720));
    assert_eq!((limit(1), limit(720)), (Ok(()), Ok(())));

    type Set<T> = fn(&mut Rules, T);
    let spans: [(RuleName, Set<u64>); 6] = [
        (RuleName::Offer, |rules, ms| rules.offer_ms = ms),
        (RuleName::Answer, |rules, ms| rules.answer_ms = ms),
        (RuleName::Ahead, |rules, ms| rules.ahead_ms = ms),
        (RuleName::Report, |rules, ms| rules.report_ms = ms),
        (RuleName::Dispute, |rules, ms| rules.dispute_ms = ms),
        (RuleName::Ruling, |rules, ms| rules.ruling_ms = ms),
    ];
    for (rule, set) in spans {
        let with = |ms| founded(|founding| set(&mut founding.rules, ms));
        assert_eq!(with(999), outside(rule, 999, 1_000, YEAR_MS));
        assert_eq!(with(YEAR_MS + 1), outside(rule, YEAR_MS + 1, 1_000, YEAR_MS));
        assert_eq!((with(1_000), with(YEAR_MS)), (Ok(()), Ok(())));
    }
    let counts: [(RuleName, Set<u8>); 2] =
        [(RuleName::OffersMax, |rules, n| rules.offers_max = n), (RuleName::DealsMax, |rules, n| rules.deals_max = n)];
    for (rule, set) in counts {
        let with = |n| founded(|founding| set(&mut founding.rules, n));
        assert_eq!(with(0), outside(rule, 0, 1, 16));
        assert_eq!(with(17), outside(rule, 17, 1, 16));
        assert_eq!((with(1), with(16)), (Ok(()), Ok(())));
    }
}

#[test]
fn the_name_is_a_short_text_and_is_looked_at_first() {
    let name = |len: usize| {
        founded(|founding| {
            founding.name = "x".repeat(len);
            founding.limit_max_minutes = if len > 128 { 0 } else { LIMIT_MAX };
        })
    };
    assert_eq!(name(128), Ok(()));
    assert_eq!(name(129), refused(Error::TextTooLong { field: Field::Name, len: 129, max: 128 }));
}

#[test]
fn an_account_that_does_not_answer_like_a_society_has_no_exchange() {
    assert_eq!(founded(|founding| founding.society = GUS), refused(Error::SocietySilent { code: 8 }));
    assert_eq!(founded(|founding| founding.society = EXCHANGE), refused(Error::SocietySilent { code: 8 }));
}

#[test]
fn the_society_changes_the_rules_and_nobody_else() {
    let mut world = World::new();
    let wanted = Rules { limit_minutes: 700, deals_max: 16, ..rules() };

    assert_eq!(world.set_rules(ANA, wanted), refused(Error::NotTheSociety));
    let too_much = Rules { limit_minutes: LIMIT_MAX + 1, ..rules() };
    let outside = Error::RuleOutOfBounds { rule: RuleName::Limit, value: 721, min: 1, max: 720 };
    assert_eq!(world.set_rules(SOCIETY, too_much), refused(outside));
    world.set_rules(SOCIETY, wanted).unwrap();

    assert_eq!(world.state.setup().unwrap().rules, wanted);
    let Event::ExchangeRulesSet(set) = world.last_event() else { panic!() };
    assert_eq!(set.rules, wanted);
}

#[test]
fn what_the_society_does_itself_asks_it_nothing_since_it_is_on_the_stack() {
    let mut world = World::new();
    world.settled(ANA, BEN, 60);
    society(|society| society.instead = Some(Err(1)));

    let asked = times_asked(|| {
        world.set_rules(SOCIETY, rules()).unwrap();
        world.forgive(SOCIETY, BEN, 60).unwrap();
    });

    assert_eq!(asked, 0);
}
