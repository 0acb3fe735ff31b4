//! Ballots in two bits, against a plain map.
#![allow(missing_docs, clippy::disallowed_methods, clippy::arithmetic_side_effects, clippy::unwrap_used)]

use std::collections::BTreeMap;

use mutual_types::{BallotCell, Choice, Error, MemberIndex, CELL_MEMBERS};
use proptest::prelude::*;
use scale::Encode;

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Choice::Aye), Just(Choice::Nay), Just(Choice::Abstain)]
}

proptest! {
    #[test]
    fn a_cell_remembers_each_first_ballot_and_nothing_else(
        ballots in proptest::collection::vec((0u32..CELL_MEMBERS, choice()), 0..300)
    ) {
        let mut cell = BallotCell::default();
        let mut model = BTreeMap::new();
        for (member, choice) in ballots {
            match model.get(&member) {
                None => {
                    prop_assert_eq!(cell.cast(MemberIndex(member), choice), Ok(()));
                    model.insert(member, choice);
                }
                Some(standing) => prop_assert_eq!(
                    cell.cast(MemberIndex(member), choice), Err(Error::AlreadyVoted(*standing).into())
                ),
            }
        }
        for member in 0..CELL_MEMBERS {
            prop_assert_eq!(cell.get(MemberIndex(member)), model.get(&member).copied());
        }
    }
}

#[test]
fn a_cell_is_512_bytes_and_holds_2048_members() {
    assert_eq!(BallotCell::default().encode().len(), 512);
    assert_eq!(BallotCell::number(MemberIndex(0)), 0);
    assert_eq!(BallotCell::number(MemberIndex(2_047)), 0);
    assert_eq!(BallotCell::number(MemberIndex(2_048)), 1);
    assert_eq!(BallotCell::number(MemberIndex(u32::MAX)), u32::MAX / 2_048);
}

#[test]
fn members_of_different_cells_share_a_place_but_not_a_cell() {
    let mut cell = BallotCell::default();
    cell.cast(MemberIndex(2_047), Choice::Abstain).unwrap();
    assert_eq!(cell.0[511], 0b1100_0000);
    assert_eq!(cell.get(MemberIndex(2_047)), Some(Choice::Abstain));
    assert_eq!(cell.get(MemberIndex(2_046)), None);
}
