//! Decoding is the inverse of SCALE's derived encoding: what decodes encodes to the very bytes it came from, and no input
//! makes the decoder fail otherwise than by refusing.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use mutual_types::{
    Action, Application, BallotCell, Bounds, Counters, Dispute, Dissolution, Error, Founding, Grant, Member, Payment,
    Pot, Proposal, ProposalBody, Proxies, ReliefRecord, ReliefRequest, Roster, Rules,
};
use proptest::prelude::*;
use scale::{Decode, Encode};

/// Bytes as records have them: mostly small, so that tags and lengths are often valid.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![4 => 0u8..=4, 2 => Just(0), 1 => any::<u8>()];
    proptest::collection::vec(byte, 0..1_500)
}

fn inverse<T: Encode + Decode>(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let Ok(value) = T::decode(&mut rest) else { return false };
    let taken = bytes.len() - rest.len();
    assert_eq!(value.encode(), bytes[..taken], "{}", core::any::type_name::<T>());
    // One byte less is refused, and not read as something else.
    assert!(taken == 0 || T::decode(&mut &bytes[..taken - 1]).is_err());
    true
}

macro_rules! types {
    ($bytes:expr, $($type:ty)*) => {
        $(inverse::<$type>($bytes);)*
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_decodes_encodes_to_the_same_bytes(bytes in bytes()) {
        types!(
            &bytes,
            Action Application BallotCell Bounds Counters Dispute Dissolution Error Founding Grant Member Payment Pot
            Proposal ProposalBody Proxies ReliefRecord ReliefRequest Roster Rules
        );
    }

    #[test]
    fn texts_and_lists_of_any_length_are_read_whole(len in 0usize..70_000) {
        let text = "x".repeat(len);
        let encoded = Action::Grant(mutual_types::GrantTerms {
            payee: mutual_types::AccountId([1; 32]),
            pot: mutual_types::PotId(0),
            stages: Vec::new(),
            unit: text,
            repay_by_ms: None,
        })
        .encode();
        prop_assert!(inverse::<Action>(&encoded));
    }
}

#[test]
fn a_length_in_a_longer_form_than_it_needs_is_refused() {
    // Two bytes for the length 1, four for the length 64, and the form for still larger ones.
    for bytes in [vec![0b101_u8, 0, 9, 9, 9, 9], vec![0b10, 1, 0, 0], vec![3, 0, 0, 0, 0]] {
        assert!(Vec::<u8>::decode(&mut &bytes[..]).is_err(), "SCALE itself refuses {bytes:?}");
        let roster: Result<Roster, _> = Roster::decode(&mut &bytes[..]);
        assert!(roster.is_err(), "{bytes:?}");
    }
}

#[test]
fn a_false_length_or_tag_is_refused() {
    assert!(Roster::decode(&mut &[0xfe, 0xff, 0xff, 0xff][..]).is_err());
    assert!(Option::<mutual_types::Choice>::decode(&mut &[1, 3][..]).is_err());
    assert!(mutual_types::Choice::decode(&mut &[3][..]).is_err());
    assert!(mutual_types::Document::decode(&mut &[8, 0xff, 0xfe][..]).is_err(), "not UTF-8");
}
