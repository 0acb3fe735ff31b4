//! Moments as people name them: a day, a moment, or a span from now.

use mutual_types::TimestampMs;

use crate::error::Error;
use crate::text::{duration, moment};

/// Reads a span of time such as `90d`.
pub(super) fn span(text: &str) -> Result<u64, Error> {
    duration::parse(text).map_err(|error| Error::input(error.to_string()))
}

/// Reads a day, a moment, or a span that begins at `now_ms`.
pub(super) fn moment(text: &str, now_ms: TimestampMs) -> Result<TimestampMs, Error> {
    if let Ok(ms) = moment::parse(text) {
        return Ok(ms);
    }
    let span_ms = duration::parse(text).map_err(|_| Error::Input {
        what: format!("`{text}` is no moment"),
        hint: Some("write a day such as `2027-06-30`, a moment such as `2027-06-30T12:00:00Z`, or a span from now such as `90d`".to_owned()),
    })?;
    now_ms.checked_add(span_ms).ok_or_else(|| Error::input(format!("`{text}` is longer than the chain can count")))
}

/// Refuses what is no moment whatever the time is, before anything is connected.
pub(super) fn ensure(text: &str) -> Result<(), Error> {
    moment(text, 0).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_or_a_span_from_now() {
        assert_eq!(moment("1970-01-02", 5).unwrap(), 86_400_000);
        assert_eq!(moment("1970-01-01T00:00:01Z", 5).unwrap(), 1_000);
        assert_eq!(moment("2d", 5).unwrap(), 172_800_005);
        for text in ["", "soon", "-1d", "1.5d"] {
            let error = moment(text, 0).unwrap_err();
            assert_eq!(error.exit(), 2, "{text}");
        }
        assert!(moment("1d", u64::MAX).is_err());
    }
}
