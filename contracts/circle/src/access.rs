//! What several messages ask before anything else.

use mutual_types::{
    circle::{Checked, Circle, CircleStatus, Error},
    TimestampMs,
};

/// Refuses a circle that is doing something else.
///
/// # Errors
/// [`Error::WrongStatus`].
pub fn ensure_status(circle: &Circle, now_ms: TimestampMs, needed: CircleStatus) -> Checked<()> {
    let status = circle.status(now_ms);
    if status == needed {
        Ok(())
    } else {
        Err(Error::WrongStatus(status).into())
    }
}
