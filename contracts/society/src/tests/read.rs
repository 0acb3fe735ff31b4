//! Pages as records, for the other tests: reads answer with the bytes in which records are stored.

use ink::prelude::vec::Vec;
use mutual_types::{DisputeView, GrantView, MemberView, PaymentView, PotView, ProposalView, ReliefView, SocietyView};
use scale::Decode;

use super::{World, EVE};
use crate::{
    read::page,
    state::{key, State},
};

fn decoded<T: Decode>(read: impl FnOnce(&mut Vec<u8>)) -> Vec<T> {
    let mut bytes = Vec::new();
    read(&mut bytes);
    let mut rest = &bytes[..];
    let list = Decode::decode(&mut rest).unwrap();
    assert!(rest.is_empty(), "nothing is left over");
    list
}

macro_rules! pages {
    ($($name:ident: $view:ty, $map:ident, $count:ident;)*) => {
        impl State {
            $(pub fn $name(&self, from: u32, limit: u32) -> Vec<$view> {
                decoded(|out| page(key::$map, from, limit, self.counters.$count, out))
            })*

            pub fn members_page(&self, from: u32, limit: u32) -> Vec<MemberView> {
                decoded(|out| self.members(from, limit, out))
            }
        }
    };
}

pages! {
    proposals_page: ProposalView, PROPOSALS, proposals;
    payments_page: PaymentView, PAYMENTS, payments;
    pots_page: PotView, POTS, pots;
    grants_page: GrantView, GRANTS, grants;
    relief_requests_page: ReliefView, RELIEF_REQUESTS, relief_requests;
    disputes_page: DisputeView, DISPUTES, disputes;
}

#[ink::test]
fn one_read_tells_all_about_the_society() {
    let world = World::new();
    let state = &world.state;
    let mut bytes = Vec::new();
    state.society(1_234, world.now_ms, &mut bytes).unwrap();
    let mut rest = &bytes[..];
    let view = Result::<SocietyView, mutual_types::Error>::decode(&mut rest).unwrap().unwrap();
    assert!(rest.is_empty(), "nothing is left over");
    let identity = state.identity().unwrap();
    assert_eq!((view.version, view.balance, view.live_treasurers), (state.version, 1_234, 3));
    assert_eq!((view.name, view.purpose, view.charter), (identity.name, identity.purpose, identity.charter));
    assert_eq!((view.bounds, view.asset_lock), (identity.bounds, identity.asset_lock));
    assert_eq!(view.next_beneficiary, identity.next_beneficiary);
    assert_eq!(view.rules, *state.rules().unwrap());
    assert_eq!(view.counters, state.counters);
    assert_eq!(view.roster, *state.roster().unwrap());
    assert_eq!(view.dissolution, None);
}

#[ink::test]
fn a_page_begins_where_it_is_asked_to_and_ends_with_what_there_is() {
    let world = World::new();
    let indices = |from, limit| -> Vec<u32> {
        world.state.members_page(from, limit).iter().map(|view| view.member.index.0).collect()
    };
    assert_eq!(indices(0, 50), [0, 1, 2, 3, 4, 5]);
    assert_eq!(indices(0, u32::MAX), [0, 1, 2, 3, 4, 5]);
    assert_eq!(indices(4, 1), [4]);
    assert!(indices(6, 50).is_empty());
    assert!(indices(u32::MAX, u32::MAX).is_empty());
    assert!(indices(0, 0).is_empty());
    let pots: Vec<u32> = world.state.pots_page(1, 50).iter().map(|view| view.id.0).collect();
    assert_eq!(pots, [1, 2]);
}

#[ink::test]
fn a_page_has_at_most_fifty_entries_and_a_record_that_is_not_there_is_none() {
    let mut world = World::with_rules(|rules| rules.voting.free_open_proposals = 7);
    for turn in 0..60 {
        world.propose(EVE, mutual_types::Action::Resolution).unwrap();
        if turn % 7 == 6 {
            world.wait(700_000_000);
        }
    }
    assert_eq!(world.state.proposals_page(0, u32::MAX).len(), 50);
    assert_eq!(world.state.proposals_page(50, 50).len(), 10);

    let mut answer = Vec::new();
    crate::read::record(key::POTS, &99_u32.to_le_bytes(), &mut answer);
    assert_eq!(answer, [0]);
}
