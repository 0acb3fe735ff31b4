//! Moments: milliseconds since the Unix epoch inside, RFC 3339 in UTC outside.

use jiff::Timestamp;
use mutual_types::TimestampMs;
use thiserror::Error;

/// Why a text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is no moment: write one such as `2027-06-30T12:00:00Z`, or a day such as `2027-06-30`")]
pub struct MomentError {
    /// What was given.
    pub text: String,
}

/// Reads a moment in RFC 3339, such as `2027-06-30T12:00:00Z` or with an offset; a day alone means its first moment in
/// UTC.
///
/// # Errors
/// When it is neither, or lies before 1970.
pub fn parse(text: &str) -> Result<TimestampMs, MomentError> {
    let refused = || MomentError { text: text.to_owned() };
    let text = text.trim();
    let moment: Timestamp = match text.parse::<jiff::civil::Date>() {
        Ok(_) if text.len() == "2027-06-30".len() => format!("{text}T00:00:00Z").parse(),
        _ => text.parse(),
    }
    .map_err(|_| refused())?;
    u64::try_from(moment.as_millisecond()).map_err(|_| refused())
}

/// Writes a moment in RFC 3339, in UTC. Moments after the year 9999, which mean never, are written as their number.
pub fn format(ms: TimestampMs) -> String {
    let moment = i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    moment.map_or_else(|| format!("{ms} ms after 1970"), |moment| moment.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(format(0), "1970-01-01T00:00:00Z");
        assert_eq!(format(1_700_000_000_000), "2023-11-14T22:13:20Z");
        assert_eq!(format(1_700_000_000_250), "2023-11-14T22:13:20.25Z");
        assert_eq!(format(u64::MAX), "18446744073709551615 ms after 1970");
    }

    #[test]
    fn moments_are_read_with_offset_or_as_a_day() {
        assert_eq!(parse("2023-11-14T22:13:20Z"), Ok(1_700_000_000_000));
        assert_eq!(parse("2023-11-15T11:13:20+13:00"), Ok(1_700_000_000_000));
        assert_eq!(parse("2023-11-14"), Ok(1_699_920_000_000));
        for text in ["", "tomorrow", "2023-13-01", "2023-11-14T22:13:20", "1969-12-31"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(ms in 0u64..253_402_207_200_000) {
            prop_assert_eq!(parse(&format(ms)), Ok(ms));
        }

        #[test]
        fn nothing_makes_it_panic(ms: u64, text: String) {
            let _ = (format(ms), parse(&text));
        }
    }
}
