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
        hint: Some("write a day such as `2027-06-30`, a time such as `2027-06-30 18:00` (UTC), or a span from now such as `90d`".to_owned()),
    })?;
    now_ms.checked_add(span_ms).ok_or_else(|| Error::input(format!("`{text}` is longer than the chain can count")))
}

/// A moment, and how far it is from now.
pub(super) fn told(ms: TimestampMs, now_ms: TimestampMs) -> String {
    let at = moment::format(ms);
    match (ms.checked_sub(now_ms), now_ms.saturating_sub(ms)) {
        (Some(0), _) => format!("{at}, now"),
        (Some(left_ms), _) => format!("{at}, in {}", roughly(left_ms)),
        (None, past_ms) => format!("{at}, {} ago", roughly(past_ms)),
    }
}

/// A span without the parts of a second, unless it is shorter than one.
fn roughly(ms: u64) -> String {
    duration::rough(if ms < 1_000 { ms } else { ms.saturating_sub(ms % 1_000) })
}

/// Refuses what is no moment whatever the time is, before anything is connected.
pub(super) fn ensure(text: &str) -> Result<(), Error> {
    moment(text, 0).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_with_its_distance() {
        assert_eq!(told(90_061_000, 1_000), "1970-01-02T01:01:01Z, in 1d 1h");
        assert_eq!(told(1_000, 61_000), "1970-01-01T00:00:01Z, 1m ago");
        assert_eq!(told(29_596, 1_000), "1970-01-01T00:00:29.596Z, in 28s");
        assert_eq!(told(1_000, 1_000), "1970-01-01T00:00:01Z, now");
    }

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
