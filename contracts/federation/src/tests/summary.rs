use mutual_types::federation::{Outcome, Total, AMOUNT_MAX};

use super::*;

fn report(meals: u64, nights: u64) -> Report {
    let outcomes = vec![Outcome { unit: 0, amount: meals }, Outcome { unit: 1, amount: nights }];
    Report { money_in: 100, money_out: 40, people_helped: 7, outcomes, document: document() }
}

#[test]
fn what_societies_report_in_the_same_units_is_summed() {
    let mut world = World::new();
    world.wait(30_000);
    world.report(CREEK, 0, report(100, 5)).unwrap();
    world.report(HILL, 0, report(11, 0)).unwrap();
    let total = world.state.total(0);
    assert_eq!((total.reported, total.money_in, total.people_helped), (2, 200, 14));
    assert_eq!(total.outcomes, [111, 5]);

    // What is said anew counts in place of what was said before.
    world.report(CREEK, 0, report(90, 0)).unwrap();
    let total = world.state.total(0);
    assert_eq!((total.reported, total.outcomes.clone()), (2, vec![101]));
}

#[test]
fn only_what_is_past_is_reported() {
    let mut world = World::new();
    assert_eq!(world.report(CREEK, 0, report(1, 1)), refused(Error::WrongPeriod { given: 0, current: 0 }));
    world.wait(29_999);
    assert_eq!(world.report(CREEK, 0, report(1, 1)), refused(Error::WrongPeriod { given: 0, current: 0 }));
    world.wait(1);
    world.report(CREEK, 0, report(1, 1)).unwrap();
    assert_eq!(world.report(CREEK, 2, report(1, 1)), refused(Error::WrongPeriod { given: 2, current: 1 }));
    assert_eq!(world.report(MILL, 0, report(1, 1)), refused(Error::NotMember));
}

#[test]
fn outcomes_are_in_the_federations_units_each_once() {
    let mut world = World::new();
    world.wait(30_000);
    let with = |units: &[u8]| {
        let outcomes = units.iter().map(|unit| Outcome { unit: *unit, amount: 1 }).collect();
        Report { outcomes, ..report(0, 0) }
    };
    assert_eq!(world.report(CREEK, 0, with(&[2])), refused(Error::NoUnit(2)));
    assert_eq!(world.report(CREEK, 0, with(&[0, 0])), refused(Error::OutcomesUnordered));
    assert_eq!(world.report(CREEK, 0, with(&[1, 0])), refused(Error::OutcomesUnordered));
    world.report(CREEK, 0, with(&[])).unwrap();
}

#[test]
fn a_society_is_read_by_anyone_and_counts_once_a_period() {
    let mut world = World::new();
    let society = number(HILL);
    world.send(GUS, M::Refresh { society }).unwrap();
    change(HILL, |place| place.numbers.members = 20);
    world.wait(1_000);
    world.send(GUS, M::Refresh { society }).unwrap();
    world.send(GUS, M::Refresh { society: number(CREEK) }).unwrap();
    let total = world.state.total(0);
    assert_eq!((total.read, total.members, total.pots), (2, 32, 2_000));
    assert_eq!(world.state.summary(0, society).reading.unwrap().at_ms, world.now_ms);

    world.wait(29_000);
    world.send(GUS, M::Refresh { society }).unwrap();
    assert_eq!((world.state.total(0).read, world.state.total(1).read), (2, 1));
}

#[test]
fn no_society_can_spoil_the_sums_of_others() {
    let mut world = World::new();
    world.wait(30_000);
    let boast = Report { money_in: u128::MAX, ..report(0, 0) };
    let large = Error::AmountTooLarge { max: AMOUNT_MAX };
    assert_eq!(world.report(HILL, 0, boast), refused(large));
    for field in 0..3 {
        change(HILL, |place| {
            let numbers = &mut place.numbers;
            (numbers.pots, numbers.shares, numbers.credits) = (0, 0, 0);
            *[&mut numbers.pots, &mut numbers.shares, &mut numbers.credits][field] = AMOUNT_MAX + 1;
        });
        assert_eq!(world.send(GUS, M::Refresh { society: number(HILL) }), refused(large));
    }

    let most = Report { money_in: AMOUNT_MAX, money_out: AMOUNT_MAX, people_helped: u64::MAX, ..report(u64::MAX, 1) };
    change(HILL, |place| {
        place.numbers = mutual_model::federation::Numbers {
            members: u32::MAX,
            active: u32::MAX,
            pots: AMOUNT_MAX,
            shares: AMOUNT_MAX,
            credits: AMOUNT_MAX,
            grants: u32::MAX,
            relief_requests: u32::MAX,
            payments: u32::MAX,
            dissolving: true,
        };
    });
    world.report(HILL, 0, most.clone()).unwrap();
    world.send(GUS, M::Refresh { society: number(HILL) }).unwrap();
    world.report(CREEK, 0, report(3, 4)).unwrap();
    world.send(GUS, M::Refresh { society: number(CREEK) }).unwrap();
    assert_eq!(world.state.total(0).outcomes, [u128::from(u64::MAX) + 3, 5]);

    // As many as there are numbers for.
    let mut total = Total::default();
    let reading = world.state.summary(1, number(HILL)).reading.unwrap();
    for sum in [&mut total.pots, &mut total.shares, &mut total.credits, &mut total.money_in, &mut total.money_out] {
        *sum = AMOUNT_MAX * (u128::from(u32::MAX) - 1);
    }
    for sum in [&mut total.members, &mut total.active, &mut total.grants] {
        *sum = u64::from(u32::MAX) * (u64::from(u32::MAX) - 1);
    }
    total.count_reading(&reading, mutual_types::federation::Way::In).unwrap();
    total.count_report(&most, mutual_types::federation::Way::In).unwrap();
}
