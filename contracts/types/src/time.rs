//! Time: milliseconds since the Unix epoch, and half-open windows.

use crate::Checked;
use crate::Error;

/// Milliseconds since the Unix epoch.
pub type TimestampMs = u64;

/// The time `span_ms` after `start_ms`.
///
/// # Errors
/// [`Error::Overflow`] past the end of time.
pub fn after(start_ms: TimestampMs, span_ms: u64) -> Checked<TimestampMs> {
    start_ms.checked_add(span_ms).ok_or_else(Error::overflow)
}

/// Whether a window is open: `start_ms ≤ now_ms < end_ms`.
pub fn is_open(now_ms: TimestampMs, start_ms: TimestampMs, end_ms: TimestampMs) -> bool {
    start_ms <= now_ms && now_ms < end_ms
}
