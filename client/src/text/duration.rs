//! Spans of time: milliseconds inside, `3d 4h` outside.

use thiserror::Error;

/// Why a text is no span of time.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)] // fields are named after what they hold
pub enum DurationError {
    /// Nothing there.
    #[error("a span of time is missing: write one such as `3d 4h`")]
    Empty,
    /// A number without a unit, or a unit without a number.
    #[error("`{text}` is no span of time: write whole numbers with a unit each, such as `3d 4h` or `90s`")]
    NotASpan { text: String },
    /// A unit that is unknown, or as long as the calendar likes.
    #[error("`{given}` is no unit of time here: use ms, s, min, h, d or w (count a month or a year in days)")]
    UnknownUnit { given: String },
    /// `4h 3d`, or `3d 3d`.
    #[error("`{text}` has its units out of order: write the larger first, and each once, as in `3d 4h`")]
    OutOfOrder { text: String },
    /// More milliseconds than fit.
    #[error("`{text}` is longer than the chain can count")]
    TooLong { text: String },
}

/// The units that [`format()`] uses, largest first.
const UNITS: [(&str, u64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads a span of time such as `3d 4h`, `90s` or `250ms`, in milliseconds.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<u64, DurationError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DurationError::Empty);
    }
    let owned = || text.to_owned();
    let mut rest = text;
    let mut total: u64 = 0;
    let mut last = u64::MAX;
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '_');
        let (name, after) = split(after.trim_start(), char::is_alphabetic);
        if number.is_empty() || name.is_empty() {
            return Err(DurationError::NotASpan { text: owned() });
        }
        let unit = unit_ms(name).ok_or_else(|| DurationError::UnknownUnit { given: name.to_owned() })?;
        if unit >= last {
            return Err(DurationError::OutOfOrder { text: owned() });
        }
        last = unit;
        let count: u64 = number.replace('_', "").parse().map_err(|_| DurationError::TooLong { text: owned() })?;
        let part = count.checked_mul(unit);
        total =
            part.and_then(|part| total.checked_add(part)).ok_or_else(|| DurationError::TooLong { text: owned() })?;
        rest = after.trim_start();
    }
    Ok(total)
}

/// The longest beginning of `text` made of such characters, and the rest.
fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn unit_ms(name: &str) -> Option<u64> {
    Some(match name.to_ascii_lowercase().as_str() {
        "ms" | "millisecond" | "milliseconds" => 1,
        "s" | "sec" | "secs" | "second" | "seconds" => 1_000,
        "m" | "min" | "mins" | "minute" | "minutes" => 60_000,
        "h" | "hour" | "hours" => 3_600_000,
        "d" | "day" | "days" => 86_400_000,
        "w" | "week" | "weeks" => 604_800_000,
        _ => return None,
    })
}

/// Writes a span of `ms` milliseconds exactly, in days and smaller units, as in `3d 4h`.
pub fn format(ms: u64) -> String {
    let mut rest = ms;
    let mut parts = Vec::new();
    for (name, unit) in UNITS {
        let count = rest.checked_div(unit).unwrap_or(0);
        rest = rest.checked_rem(unit).unwrap_or(0);
        if count > 0 {
            parts.push(format!("{count}{name}"));
        }
    }
    if parts.is_empty() {
        "0s".to_owned()
    } else {
        parts.join(" ")
    }
}

/// As [`format()`], but no finer than people need: its two largest units, as in `3d 4h` for `3d 4h 5m 6s`.
pub fn rough(ms: u64) -> String {
    let exact = format(ms);
    exact.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        for (text, ms) in [
            ("3d 4h", 273_600_000),
            ("3d4h", 273_600_000),
            ("90s", 90_000),
            ("250ms", 250),
            ("1 week", 604_800_000),
            ("2 weeks 1 day", 1_296_000_000),
            ("5 min", 300_000),
            ("5m 1s", 301_000),
            ("0s", 0),
            ("1_000d", 86_400_000_000),
        ] {
            assert_eq!(parse(text), Ok(ms), "{text}");
        }
    }

    #[test]
    fn what_is_no_span_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", "missing"),
            ("90", "no span of time"),
            ("d", "no span of time"),
            ("-3d", "no span of time"),
            ("1.5h", "no span of time"),
            ("1 month", "in days"),
            ("4h 3d", "out of order"),
            ("1h 1h", "out of order"),
            ("99999999999999999999d", "longer than the chain can count"),
            ("300000000000d", "longer than the chain can count"),
        ] {
            let message = parse(text).unwrap_err().to_string();
            assert!(message.contains(reason), "{text:?}: {message}");
        }
    }

    #[test]
    fn spans_are_written_in_days_and_smaller() {
        for (ms, text) in
            [(0, "0s"), (90_000, "1m 30s"), (250, "250ms"), (31_536_000_000, "365d"), (273_600_000, "3d 4h")]
        {
            assert_eq!(format(ms), text);
        }
        assert_eq!(rough(273_901_250), "3d 4h");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(ms: u64) {
            prop_assert_eq!(parse(&format(ms)), Ok(ms));
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = parse(&text);
        }
    }
}
