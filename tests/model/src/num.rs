//! Numbers: sums are made of big integers, which cannot overflow, and fit into what is stored or are refused.

use mutual_types::{Error, Planck, TimestampMs};
use num_bigint::BigInt;

use crate::outcome::Res;

/// A second, in ms.
pub(crate) const SECOND: u64 = 1_000;
/// A day, in ms.
pub(crate) const DAY: u64 = 86_400_000;
/// 365 days, in ms.
pub(crate) const YEAR: u64 = 31_536_000_000;
/// 30 days, in ms.
pub(crate) const MONTH: u64 = 2_592_000_000;

/// A number of any size.
pub(crate) fn big(number: impl Into<BigInt>) -> BigInt {
    number.into()
}

/// An amount, if the number is one.
pub(crate) fn planck(number: BigInt) -> Res<Planck> {
    Planck::try_from(number).map_err(|_| Error::Overflow.into())
}

/// A time, if the number is one.
pub(crate) fn time(number: BigInt) -> Res<TimestampMs> {
    TimestampMs::try_from(number).map_err(|_| Error::Overflow.into())
}

/// A moment that is only compared with the clock: one that no clock reaches is the last there is.
pub(crate) fn moment(number: BigInt) -> TimestampMs {
    TimestampMs::try_from(number).unwrap_or(TimestampMs::MAX)
}

/// A count, if the number is one.
pub(crate) fn count(number: BigInt) -> Res<u32> {
    u32::try_from(number).map_err(|_| Error::Overflow.into())
}

/// The time `span` after `start`.
pub(crate) fn after(start: TimestampMs, span: u64) -> Res<TimestampMs> {
    time(big(start) + span)
}

/// How many there are.
pub(crate) fn len<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// `min(wanted, there)`, never below 1: a count of the rules is lowered to those who can.
pub(crate) fn at_most(wanted: u8, there: u32) -> u8 {
    let there = u8::try_from(there).unwrap_or(u8::MAX);
    wanted.min(there).max(1)
}

/// The sum of amounts.
pub(crate) fn sum(amounts: impl Iterator<Item = Planck>) -> BigInt {
    amounts.fold(big(0), |sum, amount| sum + amount)
}
