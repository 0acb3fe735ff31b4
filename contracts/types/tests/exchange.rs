//! The exchange's types: their bytes, frozen, and that decoding is the inverse of encoding.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::exchange::{
    list, Account, Applied, Category, Contest, Counters, Deal, DealId, DealState, DealStatus, DealTerms, DealWith,
    Ending, Error, ExchangeView, Founding, Offer, OfferId, OfferKind, OfferTerms, Reports, Rules, Setup, Side, Windows,
    LISTS,
};
use mutual_types::{AccountId, MemberIndex, Standing};
use proptest::prelude::*;
use scale::{Decode, Encode};

fn line<T: Encode + Decode + PartialEq + core::fmt::Debug>(name: &str, value: T) -> String {
    let bytes = value.encode();
    assert_eq!(T::decode(&mut &bytes[..]).unwrap(), value, "{name} decodes to itself");
    format!("{name}: {}\n", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn rules() -> Rules {
    Rules {
        limit_minutes: 600,
        offer_ms: 2,
        answer_ms: 3,
        ahead_ms: 4,
        report_ms: 5,
        dispute_ms: 6,
        ruling_ms: 7,
        offers_max: 8,
        deals_max: 9,
    }
}

fn offer() -> Offer {
    Offer {
        member: MemberIndex(1),
        terms: OfferTerms {
            kind: OfferKind::Request,
            category: Category::EmotionalSupport,
            minutes: 90,
            title: "tea".to_string(),
            place: "east".to_string(),
            ends_ms: 10,
        },
        made_ms: 2,
        place_in_list: Some(3),
    }
}

fn deal() -> Deal {
    Deal {
        giver: MemberIndex(1),
        receiver: MemberIndex(2),
        proposer: Side::Receiver,
        offer: Some(OfferId(3)),
        category: Category::Transport,
        terms: DealTerms { minutes: 45, due_ms: 4, title: "bus".to_string() },
        made_ms: 5,
        windows: Windows { report_ms: 6, dispute_ms: 7, ruling_ms: 8 },
        ends_ms: 9,
        reports: Reports { giver: Some(40), receiver: None },
        contest: Some(Contest { case: 10, since_ms: 11 }),
        settled_minutes: 0,
        state: DealState::Ended(Ending::Lapsed),
    }
}

#[test]
fn records_encode_to_the_bytes_they_always_had() {
    let account =
        Account { balance: -90, incoming: 1, outgoing: 2, offers: vec![OfferId(3)], deals: vec![DealId(4), DealId(5)] };
    let counters = Counters {
        seq: 1,
        offers: 2,
        deals: 3,
        cases: 4,
        members_end: 5,
        community: -6,
        donated: 7,
        forgiven: 8,
        ruled: -9,
        settled: 10,
        listed: core::array::from_fn(|n| u32::try_from(n).unwrap()),
    };
    let society = AccountId([0xa1; 32]);
    let setup = Setup { society, name: "hours".to_string(), limit_max_minutes: 720, rules: rules() };
    let founding = Founding { society, name: "hours".to_string(), limit_max_minutes: 720, rules: rules() };
    let bytes = [
        line("account", account),
        line("offer", offer()),
        line("deal", deal()),
        line("view", ExchangeView { version: 1, setup, counters }),
        line("founding", founding),
        line("with an offer", DealWith::Offer(OfferId(1))),
        line("with a member", DealWith::Member { member: MemberIndex(2), giving: true, category: Category::Food }),
        line("applied", Applied::Renumbered { case: 3 }),
        line("error", Error::NotInGoodStanding { member: MemberIndex(1), standing: Standing::Lapsed }),
        line("last error", Error::NotOwed { owed: 5, asked: 6 }),
        line("last status", DealStatus::Ended(Ending::Voided)),
    ];
    insta::assert_snapshot!(bytes.concat());
}

#[test]
fn each_kind_and_category_has_a_list_and_there_are_no_others() {
    use Category::*;
    let mut lists = Vec::new();
    for kind in [OfferKind::Offer, OfferKind::Request] {
        for category in [Childcare, Translation, Transport, Food, Repairs, EmotionalSupport, Other] {
            lists.push(usize::try_from(list(kind, category)).unwrap());
        }
    }
    assert_eq!(lists, (0..LISTS).collect::<Vec<_>>());
}

#[test]
fn a_deal_is_what_its_time_makes_of_it() {
    let at = |state, contested: bool, reports, now_ms| {
        let contest = contested.then_some(Contest { case: 0, since_ms: 0 });
        Deal { state, contest, reports, ends_ms: 100, ..deal() }.status(now_ms)
    };
    let silent = Reports::default();
    let zero = Reports { giver: Some(0), receiver: None };
    let helped = Reports { giver: None, receiver: Some(1) };
    use DealState::{Agreed, Proposed, Settled};
    let rows = [
        (Proposed, false, silent, 99, DealStatus::Proposed),
        (Proposed, false, silent, 100, DealStatus::Unanswered),
        (Agreed, false, silent, 99, DealStatus::Agreed),
        (Agreed, false, silent, 100, DealStatus::Lapsed),
        (Agreed, false, zero, 100, DealStatus::Lapsed),
        (Agreed, false, helped, 100, DealStatus::Unconfirmed),
        (Agreed, false, helped, 106, DealStatus::Unconfirmed),
        (Agreed, false, helped, 107, DealStatus::Lapsed),
        (Agreed, true, helped, 99, DealStatus::Contested),
        (Agreed, true, helped, 100, DealStatus::Undecided),
        (Settled, false, helped, 99, DealStatus::Settled),
        (Settled, false, helped, 100, DealStatus::Final),
        (Settled, true, helped, 99, DealStatus::Contested),
        (Settled, true, helped, 100, DealStatus::Final),
        (DealState::Ended(Ending::Voided), true, helped, 0, DealStatus::Ended(Ending::Voided)),
    ];
    for (state, contested, reports, now_ms, expected) in rows {
        assert_eq!(at(state, contested, reports, now_ms), expected, "{state:?}, contested {contested}, at {now_ms}");
    }
}

/// Bytes as records have them: mostly small, so that tags and lengths are often valid.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![4 => 0u8..=4, 2 => Just(0), 1 => any::<u8>()];
    proptest::collection::vec(byte, 0..400)
}

fn inverse<T: Encode + Decode>(bytes: &[u8]) {
    let mut rest = bytes;
    let Ok(value) = T::decode(&mut rest) else { return };
    let taken = bytes.len() - rest.len();
    assert_eq!(value.encode(), bytes[..taken], "{}", core::any::type_name::<T>());
    // One byte less is refused, and not read as something else.
    assert!(taken == 0 || T::decode(&mut &bytes[..taken - 1]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_decodes_encodes_to_the_same_bytes(bytes in bytes()) {
        inverse::<Account>(&bytes);
        inverse::<Counters>(&bytes);
        inverse::<Deal>(&bytes);
        inverse::<DealStatus>(&bytes);
        inverse::<DealWith>(&bytes);
        inverse::<Error>(&bytes);
        inverse::<Founding>(&bytes);
        inverse::<Offer>(&bytes);
        inverse::<Rules>(&bytes);
        inverse::<Setup>(&bytes);
    }

    /// Room is what the limit leaves, in both ways, and what can be moved back never leaves the limits.
    #[test]
    fn accounts_stay_within_their_limits(
        balance in -720i64..=720, incoming in 0i64..=1_440, outgoing in 0i64..=1_440, minutes in 0u32..=2_000,
    ) {
        let account = Account { balance, incoming, outgoing, ..Account::default() };
        let room = |side, standing| account.ensure_room(MemberIndex(0), standing, side, minutes, 720).is_ok();
        let (up, down) = (balance + incoming + i64::from(minutes), balance - outgoing - i64::from(minutes));
        prop_assert_eq!(room(Side::Giver, Standing::Good), up <= 720);
        prop_assert_eq!(room(Side::Receiver, Standing::Grace), down >= -720);
        prop_assert_eq!(room(Side::Giver, Standing::Lapsed), up <= 0);
        prop_assert_eq!(room(Side::Receiver, Standing::Departed), down >= 0);
        prop_assert!(!room(Side::Giver, Standing::Suspended) && !room(Side::Receiver, Standing::Suspended));

        for (side, space) in [(Side::Giver, 720 + balance - outgoing), (Side::Receiver, 720 - balance - incoming)] {
            let moved = account.movable(side, minutes, 720).unwrap();
            prop_assert_eq!(i64::from(moved), i64::from(minutes).min(space.max(0)));
        }
    }
}
