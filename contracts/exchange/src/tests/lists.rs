use std::collections::BTreeSet;

use mutual_types::exchange::{Category, OfferId, OfferKind};

use super::*;

/// `count` offers of transport, by one member each.
fn crowd(count: u32) -> World {
    use crate::chain::society;
    use mutual_types::{AccountId, MemberIndex, Standing};
    let mut world = World::new();
    for n in 0..count {
        let mut bytes = [0x77; 32];
        bytes[..4].copy_from_slice(&n.to_le_bytes());
        society(|society| society.members.insert(AccountId(bytes), (MemberIndex(100 + n), Standing::Good)));
        let terms = world.offer_terms(OfferKind::Request, Category::Transport);
        world.post(AccountId(bytes), terms).unwrap();
    }
    world
}

const LIST: u32 = 9;

#[test]
fn pages_of_any_size_show_each_offer_once() {
    let world = crowd(120);
    for limit in [1, 7, 49, 50] {
        let mut seen = Vec::new();
        let mut from = 0;
        loop {
            let page = world.state.listing(LIST, from, limit);
            if page.is_empty() {
                break;
            }
            assert!(page.len() <= limit as usize);
            from += page.len() as u32;
            seen.extend(page);
        }
        assert_eq!(seen, (0..120).map(OfferId).collect::<Vec<_>>(), "limit {limit}");
    }
}

#[test]
fn a_page_has_fifty_at_the_most_and_none_past_the_end() {
    let world = crowd(120);
    assert_eq!(world.state.listing(LIST, 0, u32::MAX).len(), 50);
    assert_eq!(world.state.listing(LIST, 100, u32::MAX).len(), 20);
    assert_eq!(world.state.listing(LIST, 120, 50), []);
    assert_eq!(world.state.listing(LIST, u32::MAX, u32::MAX), []);
    assert_eq!(world.state.listing(LIST, 0, 0), []);
    assert_eq!(world.state.listing(14, 0, 50), [], "there is no such list");
}

#[test]
fn closing_leaves_no_gap_wherever_it_was() {
    let mut world = crowd(102);
    world.now_ms += 40_000;
    let mut left: BTreeSet<u32> = (0..102).collect();
    for id in [0, 101, 50, 49, 99, 100, 51, 1, 98, 2] {
        world.close_offer(GUS, OfferId(id)).unwrap();
        left.remove(&id);
        let listed: BTreeSet<u32> =
            [0, 50].into_iter().flat_map(|from| world.state.listing(LIST, from, 50)).map(|id| id.0).collect();
        let rest: BTreeSet<u32> = world.state.listing(LIST, 100, 50).into_iter().map(|id| id.0).collect();
        assert_eq!(listed.union(&rest).copied().collect::<BTreeSet<_>>(), left);
    }
    for id in left {
        world.close_offer(GUS, OfferId(id)).unwrap();
    }
    assert_eq!(world.state.listed(LIST), 0);
}
