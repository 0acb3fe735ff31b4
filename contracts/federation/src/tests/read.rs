use ink::scale::Decode;
use mutual_types::federation::{FederationView, Summary};

use super::*;
use crate::state::key;

#[test]
fn a_page_about_the_federation_is_the_records_it_stands_for() {
    let world = World::new();
    let mut out = Vec::new();
    world.state.federation(&mut out);
    let view = FederationView::decode(&mut &out[..]).unwrap();
    assert_eq!((view.setup, view.counters), (*world.state.setup().unwrap(), world.state.counters.clone()));
}

#[test]
fn a_single_record_is_some_or_none() {
    let world = World::new();
    let read = |id: u32| {
        let mut out = Vec::new();
        crate::read::record(key::SOCIETIES, &id.to_le_bytes(), &mut out);
        Option::<Society>::decode(&mut &out[..]).unwrap()
    };
    assert_eq!(read(0), Some(*world.society(CREEK)));
    assert_eq!(read(3), None);
}

#[test]
fn pages_are_of_a_bounded_size_and_name_their_numbers() {
    let world = World::new();
    let read = |from, limit| {
        let mut out = Vec::new();
        crate::read::page(key::SOCIETIES, from, limit, world.state.counters.societies, &mut out);
        let page = Vec::<(SocietyId, Society)>::decode(&mut &out[..]).unwrap();
        page.into_iter().map(|(id, _)| id.0).collect::<Vec<_>>()
    };
    assert_eq!(read(0, 2), [0, 1]);
    assert_eq!(read(2, 50), [2]);
    assert_eq!(read(3, u32::MAX), Vec::<u32>::new());
}

#[test]
fn summaries_of_a_period_are_those_that_there_are() {
    let mut world = World::new();
    world.send(GUS, M::Refresh { society: number(HILL) }).unwrap();
    let read = |period, from, limit| {
        let mut out = Vec::new();
        world.state.summaries(period, from, limit, &mut out);
        Vec::<(SocietyId, Summary)>::decode(&mut &out[..]).unwrap()
    };
    let expected = vec![(number(HILL), *world.state.summary(0, number(HILL)))];
    assert_eq!(read(0, 0, 50), expected);
    assert_eq!(read(0, 3, 50), []);
    assert_eq!(read(1, 0, 50), []);
}
