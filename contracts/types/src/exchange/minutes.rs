//! Hours, counted in minutes: what an agreement is about has no sign, what an account holds has one.

use super::{Checked, Error};

/// Minutes of help.
pub type Minutes = u32;

/// What an account holds: minutes given less minutes received.
pub type Balance = i64;

/// `a + b`.
///
/// # Errors
/// [`Error::Overflow`] when the sum does not fit.
#[inline(never)]
pub fn plus(a: Balance, b: Balance) -> Checked<Balance> {
    a.checked_add(b).ok_or_else(Error::overflow)
}

/// `a - b`.
///
/// # Errors
/// [`Error::Overflow`] when the difference does not fit.
#[inline(never)]
pub fn minus(a: Balance, b: Balance) -> Checked<Balance> {
    a.checked_sub(b).ok_or_else(Error::overflow)
}
