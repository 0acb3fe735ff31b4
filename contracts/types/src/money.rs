//! Money: planck, with checked arithmetic only.

use crate::Checked;
use crate::Error;

/// The chain's smallest unit of money.
pub type Planck = u128;

/// `a + b`.
///
/// # Errors
/// [`Error::Overflow`] when the sum does not fit.
#[inline(never)]
pub fn add(a: Planck, b: Planck) -> Checked<Planck> {
    a.checked_add(b).ok_or_else(Error::overflow)
}

/// `a - b`.
///
/// # Errors
/// [`Error::Overflow`] when `b` is the larger.
#[inline(never)]
pub fn sub(a: Planck, b: Planck) -> Checked<Planck> {
    a.checked_sub(b).ok_or_else(Error::overflow)
}

/// `sum += amount`.
///
/// # Errors
/// [`Error::Overflow`] when the sum does not fit.
#[inline(never)]
pub fn raise(sum: &mut Planck, amount: Planck) -> Checked<()> {
    *sum = add(*sum, amount)?;
    Ok(())
}

/// `sum -= amount`.
///
/// # Errors
/// [`Error::Overflow`] when `amount` is the larger.
#[inline(never)]
pub fn lower(sum: &mut Planck, amount: Planck) -> Checked<()> {
    *sum = sub(*sum, amount)?;
    Ok(())
}
