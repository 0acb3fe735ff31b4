//! The time of blocks.

use std::time::{SystemTime, UNIX_EPOCH};

/// The least time between two blocks, by the runtime's rule.
pub(crate) const MIN_STEP_MS: u64 = 5;

/// The end of the year 9999. A chain beyond it could run out of numbers.
pub(crate) const MAX_MS: u64 = 253_402_300_799_999;

/// The clock cannot be moved so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// Time does not run backwards.
    #[error("time cannot go back: the last block is of {now_ms} ms, {target_ms} ms was asked for")]
    Back {
        /// The time of the last block.
        now_ms: u64,
        /// The time asked for.
        target_ms: u64,
    },
    /// The chain's last moment is the end of the year 9999.
    #[error("{0} ms is beyond the year 9999")]
    TooFar(u64),
}

/// The wall clock and how far the chain's time is ahead of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    ahead_ms: i64,
}

impl Clock {
    /// A clock this far ahead of the wall clock.
    pub(crate) fn ahead(ahead_ms: i64) -> Self {
        Self { ahead_ms }
    }

    /// What the clock shows.
    pub(crate) fn now_ms(&self, wall_ms: u64) -> u64 {
        wall_ms.saturating_add_signed(self.ahead_ms)
    }

    /// The time of a block made now, after one of `last_ms`.
    pub(crate) fn next(&self, wall_ms: u64, last_ms: u64) -> Result<u64, ClockError> {
        let next = self.now_ms(wall_ms).max(last_ms.saturating_add(MIN_STEP_MS));
        if next > MAX_MS {
            return Err(ClockError::TooFar(next));
        }
        Ok(next)
    }

    /// The clock that shows `target_ms` at this moment.
    pub(crate) fn moved(wall_ms: u64, last_ms: u64, target_ms: u64) -> Result<Self, ClockError> {
        if target_ms < last_ms {
            return Err(ClockError::Back { now_ms: last_ms, target_ms });
        }
        if target_ms > MAX_MS {
            return Err(ClockError::TooFar(target_ms));
        }
        Ok(Self::showing(wall_ms, target_ms))
    }

    /// The clock that shows this time at this moment, whatever it showed before.
    pub(crate) fn showing(wall_ms: u64, time_ms: u64) -> Self {
        let ahead_ms = i128::from(time_ms).saturating_sub(i128::from(wall_ms));
        Self { ahead_ms: i64::try_from(ahead_ms).unwrap_or(if ahead_ms < 0 { i64::MIN } else { i64::MAX }) }
    }

    /// How far the chain's time is ahead of the wall clock.
    pub(crate) fn ahead_ms(&self) -> i64 {
        self.ahead_ms
    }
}

/// The wall clock in milliseconds since the Unix epoch.
pub(crate) fn wall_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_block_is_at_least_five_milliseconds_after_the_last() {
        let clock = Clock::default();
        assert_eq!(clock.next(1_000, 0), Ok(1_000));
        assert_eq!(clock.next(1_000, 1_000), Ok(1_005));
        assert_eq!(clock.next(1_000, 2_000), Ok(2_005));
    }

    #[test]
    fn a_moved_clock_goes_on_from_there() {
        let clock = Clock::moved(1_000, 900, 50_000).unwrap();
        assert_eq!(clock.next(1_000, 900), Ok(50_000));
        assert_eq!(clock.next(1_250, 50_000), Ok(50_250));
    }

    #[test]
    fn the_clock_refuses_to_go_back_or_too_far() {
        assert_eq!(Clock::moved(9, 10, 9), Err(ClockError::Back { now_ms: 10, target_ms: 9 }));
        assert_eq!(Clock::moved(9, 10, u64::MAX), Err(ClockError::TooFar(u64::MAX)));
        assert!(Clock::moved(9, 10, MAX_MS).unwrap().next(9, MAX_MS).is_err());
    }
}
