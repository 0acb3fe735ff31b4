use ink::scale::{Decode, Encode};
use mutual_types::exchange::{Account, Category, Deal, DealId, ExchangeView, Offer, OfferId, OfferKind, OfferTerms};
use mutual_types::MemberIndex;

use super::*;
use crate::{
    read::{page, record},
    state::key,
};

fn decoded<T: Decode>(fill: impl FnOnce(&mut Vec<u8>)) -> T {
    let mut bytes = Vec::new();
    fill(&mut bytes);
    T::decode(&mut &bytes[..]).unwrap()
}

#[test]
fn what_is_read_is_what_is_stored() {
    let mut world = World::new();
    let terms = world.offer_terms(OfferKind::Offer, Category::Food);
    let offer = world.post(ANA, terms).unwrap();
    let deal = world.settled(ANA, BEN, 60);

    let view: ExchangeView = decoded(|out| world.state.exchange(out));
    assert_eq!(
        (view.version, view.setup, view.counters),
        (1, *world.state.setup().unwrap(), world.state.counters.clone())
    );
    let account: Option<Account> = decoded(|out| record(key::ACCOUNTS, &index(BEN).encode(), out));
    assert_eq!(account, Some(*world.account(BEN)));
    let found: Option<Offer> = decoded(|out| record(key::OFFERS, &offer.encode(), out));
    assert_eq!(found, Some(*world.offer(offer)));
    let found: Option<Deal> = decoded(|out| record(key::DEALS, &deal.encode(), out));
    assert_eq!(found, Some(*world.deal(deal)));
    let none: Option<Deal> = decoded(|out| record(key::DEALS, &DealId(9).encode(), out));
    assert_eq!(none, None);
}

#[test]
fn accounts_are_read_by_pages_of_member_indices() {
    let mut world = World::new();
    world.settled(DAN, BEN, 60);
    let all = |from, limit| -> Vec<(MemberIndex, Account)> {
        decoded(|out| page(key::ACCOUNTS, from, limit, world.state.counters.members_end, out))
    };
    assert_eq!(all(0, 50).iter().map(|(member, _)| *member).collect::<Vec<_>>(), [index(BEN), index(DAN)]);
    assert_eq!(all(3, 50), [(index(DAN), *world.account(DAN))]);
    assert_eq!(all(0, 2), []);
    assert_eq!(all(5, 50), []);
    assert_eq!(all(u32::MAX, u32::MAX), []);
}

#[test]
fn a_search_gives_each_offer_with_its_number_and_the_largest_page_fits() {
    let mut world = World::new();
    for n in 0..60_u32 {
        use crate::chain::society;
        let account = mutual_types::AccountId([100 + n as u8; 32]);
        let standing = mutual_types::Standing::Good;
        society(|society| society.members.insert(account, (MemberIndex(1_000 + n), standing)));
        let largest = OfferTerms {
            title: "x".repeat(128),
            place: "y".repeat(64),
            ..world.offer_terms(OfferKind::Offer, Category::Other)
        };
        world.post(account, largest).unwrap();
    }
    let mut bytes = Vec::new();
    world.state.search(6, 5, 50, &mut bytes);
    let found: Vec<(OfferId, Offer)> = decoded(|out| out.extend_from_slice(&bytes));
    assert_eq!(found.len(), 50);
    assert_eq!(found[0], (OfferId(5), *world.offer(OfferId(5))));
    assert!(bytes.len() < 16_384, "{} bytes", bytes.len());
}

#[test]
fn the_largest_page_of_deals_and_of_accounts_fits() {
    let mut world = World::with_rules(|rules| rules.deals_max = 16);
    let mut terms = world.terms(1);
    terms.title = "x".repeat(128);
    let id = world.propose(ANA, giving_to(BEN), terms).unwrap();
    world.accept(BEN, id).unwrap();
    world.report(ANA, id, 1).unwrap();
    world.contest(BEN, id).unwrap();
    let mut deal = world.deal(id);
    deal.offer = Some(OfferId(1));
    deal.reports.receiver = Some(1);
    let account = Account { offers: vec![OfferId(1); 16], deals: vec![DealId(1); 16], ..Account::default() };
    assert!(50 * (4 + deal.encoded_size()) < 16_000, "{} bytes", deal.encoded_size());
    assert!(50 * (4 + account.encoded_size()) < 16_000, "{} bytes", account.encoded_size());
}
