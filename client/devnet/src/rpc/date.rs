//! Dates as text: `2026-12-31`, `2026-12-31T23:59:59Z`, with a fraction of seconds or an offset if need be.

const DAY_MS: i64 = 86_400_000;

/// The milliseconds since the Unix epoch, or nothing for another format or an earlier time. No offset means UTC.
pub(super) fn parse(text: &str) -> Option<u64> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, time),
        None => (text, "00:00:00Z"),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let total = days(year, month, day)?.checked_mul(DAY_MS)?.checked_add(time_ms(time)?)?;
    u64::try_from(total).ok()
}

fn digits(text: &str, width: usize) -> Option<i64> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The days from the epoch to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year.checked_rem(4)? == 0 && (year.checked_rem(100)? != 0 || year.checked_rem(400)? == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = usize::try_from(month.checked_sub(1)?).ok()?;
    if day < 1 || day > *lengths.get(month)? {
        return None;
    }
    let before = year.checked_sub(1)?;
    let leaps = before.checked_div(4)?.checked_sub(before.checked_div(100)?)?.checked_add(before.checked_div(400)?)?;
    let in_year: i64 = lengths.iter().take(month).sum();
    // 719162 days lie between the first day of year 1 and the epoch.
    before.checked_mul(365)?.checked_add(leaps)?.checked_add(in_year)?.checked_add(day)?.checked_sub(719_163)
}

/// The milliseconds since midnight UTC.
fn time_ms(text: &str) -> Option<i64> {
    let at = text.find(['Z', 'z', '+', '-']);
    let (clock, offset) = at.map_or((text, "Z"), |at| text.split_at(at));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| digits(second, 2))?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 || fraction.is_empty() {
        return None;
    }
    let whole = hour.checked_mul(60)?.checked_add(minute)?.checked_mul(60)?.checked_add(second)?.checked_mul(1000)?;
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.checked_add(digits(&fraction, 3)?)?.checked_sub(offset_ms(offset)?)
}

fn offset_ms(text: &str) -> Option<i64> {
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return (text.len() == 1).then_some(0),
    };
    let (hour, minute) = text.get(1..)?.split_once(':')?;
    let minutes = digits(hour, 2)?.checked_mul(60)?.checked_add(digits(minute, 2)?)?;
    minutes.checked_mul(60_000)?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_read() {
        assert_eq!(parse("1970-01-01"), Some(0));
        assert_eq!(parse("2000-03-01"), Some(951_868_800_000));
        assert_eq!(parse("2026-12-31T23:59:59Z"), Some(1_798_761_599_000));
        assert_eq!(parse("2026-12-31T23:59:59.25+02:00"), Some(1_798_754_399_250));
        assert_eq!(parse("2024-02-29 12:30"), Some(1_709_209_800_000));
    }

    #[test]
    fn other_text_is_not() {
        for text in
            ["", "x", "2026-13-01", "2026-02-29", "2026-1-1", "2026-01-01T24:00:00Z", "1969-12-31", "2026-01-01Tü"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
