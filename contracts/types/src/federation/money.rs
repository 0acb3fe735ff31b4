//! Checked sums, with the federation's own refusal.

use super::{Checked, Error};
use crate::{Planck, TimestampMs};

/// `a + b`.
///
/// # Errors
/// [`Error::Overflow`].
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
/// [`Error::Overflow`].
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

/// `count + 1`.
///
/// # Errors
/// [`Error::Overflow`] when numbers have run out.
#[inline(never)]
pub fn add_count(count: u32) -> Checked<u32> {
    count.checked_add(1).ok_or_else(Error::overflow)
}

/// The time `span_ms` after `start_ms`.
///
/// # Errors
/// [`Error::Overflow`] past the end of time.
#[inline(never)]
pub fn after(start_ms: TimestampMs, span_ms: u64) -> Checked<TimestampMs> {
    start_ms.checked_add(span_ms).ok_or_else(Error::overflow)
}
