//! Moments: milliseconds since the Unix epoch inside, RFC 3339 in UTC outside.

use jiff::Timestamp;
use mutual_types::TimestampMs;
use thiserror::Error;

/// Why a text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` is no moment: write a day such as `2027-06-30`, a time such as `2027-06-30 18:00`, which is in UTC, or one with its own offset, such as `2027-06-30 18:00 +13:00`")]
pub struct MomentError {
    /// What was given.
    pub text: String,
}

/// Reads a moment: a day such as `2027-06-30`, which means its first moment; a day with a time, with or without seconds;
/// or RFC 3339. Without an offset it is in UTC.
///
/// # Errors
/// When it is none of these, or lies before 1970.
pub fn parse(text: &str) -> Result<TimestampMs, MomentError> {
    let refused = || MomentError { text: text.to_owned() };
    let moment: Timestamp = spelt_out(text.trim()).ok_or_else(refused)?.parse().map_err(|_| refused())?;
    u64::try_from(moment.as_millisecond()).map_err(|_| refused())
}

/// A moment in RFC 3339: with the parts that people leave out.
fn spelt_out(text: &str) -> Option<String> {
    const DAY: usize = "2027-06-30".len();
    let (day, rest) = text.split_at_checked(DAY)?;
    day.parse::<jiff::civil::Date>().ok()?;
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    if rest.is_empty() {
        return Some(format!("{day}T00:00:00Z"));
    }
    let ends = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (time, offset) = rest.split_at_checked(ends)?;
    let seconds = match time.split(':').count() {
        2 => ":00",
        3 => "",
        _ => return None,
    };
    let offset = match offset.trim() {
        "" | "Z" | "z" | "UTC" => "Z",
        other => other,
    };
    Some(format!("{day}T{time}{seconds}{offset}"))
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
        for text in
            ["", "tomorrow", "2023-13-01", "2023-11-14 25:00", "2023-11-14 22", "22:13", "1969-12-31", "14.11.2023"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_without_seconds_or_offset_is_in_utc() {
        for text in ["2023-11-14 22:13", "2023-11-14T22:13:00", "2023-11-14 22:13 UTC", "2023-11-15 11:13 +13:00"] {
            assert_eq!(parse(text), Ok(1_699_999_980_000), "{text}");
        }
        assert_eq!(parse("2023-11-14 22:13:00.25"), Ok(1_699_999_980_250));
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
