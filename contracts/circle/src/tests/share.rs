use mutual_types::circle::even_shares;
use proptest::prelude::*;

use super::*;

fn shares(losses: &[Planck], left: Planck) -> Vec<Planck> {
    even_shares(losses, left).unwrap()
}

#[test]
fn who_has_lost_most_is_raised_first_until_all_have_lost_the_same() {
    assert_eq!(shares(&[10, 4, 1], 3), [3, 0, 0]);
    assert_eq!(shares(&[10, 4, 1], 8), [7, 1, 0]);
    assert_eq!(shares(&[10, 4, 1], 12), [9, 3, 0]);
    assert_eq!(shares(&[10, 4, 1], 15), [10, 4, 1]);
}

#[test]
fn planck_that_cannot_be_parted_go_to_the_first_who_have_lost_most() {
    assert_eq!(shares(&[5, 5, 5], 4), [2, 1, 1]);
    assert_eq!(shares(&[5, 5, 5], 5), [2, 2, 1]);
    assert_eq!(shares(&[4, 5, 5], 1), [0, 1, 0]);
    assert_eq!(shares(&[4, 5, 5], 3), [1, 1, 1]);
    assert_eq!(shares(&[4, 5, 5], 2), [0, 1, 1]);
}

#[test]
fn of_nothing_nobody_gets_anything() {
    assert_eq!(shares(&[3, 0, 3], 0), [0, 0, 0]);
    assert_eq!(shares(&[0, 0], 0), [0, 0]);
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    assert_eq!(even_shares(&[u128::MAX, 1], u128::MAX).map_err(|refused| *refused), Err(Error::Overflow));
}

proptest! {
    #[test]
    fn all_is_shared_evenly_and_nobody_gets_more_than_they_lost(
        losses in prop::collection::vec(0_u128..50, 2..8),
        part in 0_u128..=100,
    ) {
        let left = losses.iter().sum::<u128>() * part / 100;
        let shares = shares(&losses, left);
        prop_assert_eq!(shares.iter().sum::<u128>(), left);
        let rests: Vec<u128> = losses.iter().zip(&shares).map(|(loss, share)| loss - share).collect();
        let worst = rests.iter().max().unwrap();
        for (rest, share) in rests.iter().zip(&shares) {
            prop_assert!(*share == 0 || worst - rest <= 1, "{:?} {:?}", losses, shares);
        }
    }
}
