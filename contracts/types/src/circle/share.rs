//! Sharing what is left, so that all who get something have lost the same.

use alloc::vec::Vec;

use super::{Checked, Error};
use crate::Planck;

/// What each gets of `left`, in the order of `losses`: who has lost most is raised first, until all who get something have lost the
/// same. Planck that cannot be parted go one each to the first of those who have lost most then. Nobody gets more than
/// they have lost.
///
/// # Errors
/// [`Error::Overflow`].
pub fn even_shares(losses: &[Planck], left: Planck) -> Checked<Vec<Planck>> {
    let level = level(losses, left)?;
    let mut shares: Vec<Planck> = losses.iter().map(|loss| loss.saturating_sub(level)).collect();
    let given = sum(&shares)?;
    // Fewer than there are members with such a loss, since the level is the least that `left` reaches.
    let mut rest = left.saturating_sub(given);
    for (share, loss) in shares.iter_mut().zip(losses) {
        if rest > 0 && level > 0 && *loss >= level {
            *share = share.checked_add(1).ok_or_else(Error::overflow)?;
            rest = rest.saturating_sub(1);
        }
    }
    Ok(shares)
}

/// The least loss to which `left` brings all who have lost more.
fn level(losses: &[Planck], left: Planck) -> Checked<Planck> {
    let mut sorted = losses.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let mut lost: Planck = 0;
    let mut raised: Planck = 0;
    for (place, loss) in sorted.iter().enumerate() {
        lost = lost.checked_add(*loss).ok_or_else(Error::overflow)?;
        raised = raised.saturating_add(1);
        let level = lost.saturating_sub(left).div_ceil(raised);
        // Those after them have lost no more than that: nobody else is raised.
        let next = place.checked_add(1).and_then(|next| sorted.get(next)).copied().unwrap_or(0);
        if level >= next {
            return Ok(level);
        }
    }
    Ok(0)
}

/// The sum of amounts.
///
/// # Errors
/// [`Error::Overflow`].
pub(super) fn sum(amounts: &[Planck]) -> Checked<Planck> {
    amounts.iter().try_fold(0, |sum: Planck, amount| sum.checked_add(*amount)).ok_or_else(Error::overflow)
}
