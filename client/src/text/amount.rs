//! Amounts: whole planck inside, decimals with a unit outside.
//!
//! Both ways work on digits alone. No floats, and no arithmetic that could round or overflow.

use mutual_types::Planck;
use thiserror::Error;

use super::Unit;

/// Why a text is no amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)] // fields are named after what they hold
pub enum AmountError {
    /// Nothing there.
    #[error("an amount is missing: write a number, as in `{example}`")]
    Empty { example: String },
    /// A minus sign.
    #[error("`{text}` is negative: amounts are zero or more")]
    Negative { text: String },
    /// Not digits with at most one point.
    #[error("`{text}` is no amount: write digits, with a point before decimals, as in `{example}`")]
    NotANumber { text: String, example: String },
    /// A comma, which half of the world reads as a point and the other half as nothing.
    #[error("`{text}` is no amount: write a point before decimals, as in `{decimal}`")]
    Comma { text: String, decimal: String },
    /// The same, where it could stand between thousands too.
    #[error("`{text}` can be read in two ways: write a point before decimals, as in `{decimal}`, and `_` or nothing between thousands, as in `{grouped}`")]
    Ambiguous { text: String, decimal: String, grouped: String },
    /// Somebody else's money.
    #[error("`{given}` is not the unit here: amounts are in {symbol}")]
    OtherUnit { given: String, symbol: String },
    /// Finer than the chain can count.
    #[error("`{text}` has {given} decimals: {symbol} has at most {allowed}")]
    TooManyDecimals { text: String, given: usize, allowed: u8, symbol: String },
    /// More than the chain can count.
    #[error("`{text}` is more than the chain can count")]
    TooLarge { text: String },
}

/// The smallest part of any chain's money, by which programs count.
const SMALLEST: &str = "planck";

/// Reads an amount such as `12.5`, `12.5 UNIT` or `12_500`; or `5 planck`, in the smallest part.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str, unit: &Unit) -> Result<Planck, AmountError> {
    let text = text.trim();
    let example = || format!("12.5 {}", unit.symbol);
    let owned = || text.to_owned();
    if text.is_empty() {
        return Err(AmountError::Empty { example: example() });
    }
    if text.starts_with(['-', '−']) {
        return Err(AmountError::Negative { text: owned() });
    }
    let number_ends =
        text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '_' | '+')).unwrap_or(text.len());
    let (number, symbol) = text.split_at_checked(number_ends).unwrap_or((text, ""));
    let symbol = symbol.trim();
    let not_a_number = || AmountError::NotANumber { text: owned(), example: example() };
    if number.is_empty() {
        return Err(not_a_number());
    }
    if let Some((whole, rest)) = number.split_once(',') {
        if is_number(&number.replace([',', '.'], "")) && !whole.is_empty() && !rest.is_empty() {
            let point = if number.contains('.') { "" } else { "." };
            let (decimal, grouped) = (number.replacen(',', point, 1).replace(',', ""), number.replace(',', "_"));
            let are_thousands = rest.split(['.', ',']).next().is_some_and(|group| group.len() == 3);
            return Err(match are_thousands {
                true => AmountError::Ambiguous { text: owned(), decimal, grouped },
                false => AmountError::Comma { text: owned(), decimal },
            });
        }
    }
    if symbol == SMALLEST && unit.symbol != SMALLEST {
        return parse(number, &Unit { symbol: SMALLEST.to_owned(), decimals: 0 });
    }
    if !symbol.is_empty() && !symbol.eq_ignore_ascii_case(&unit.symbol) {
        return Err(AmountError::OtherUnit { given: symbol.to_owned(), symbol: unit.symbol.clone() });
    }
    let (whole, decimals) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let whole = digits(whole).ok_or_else(not_a_number)?;
    let decimals = match decimals {
        None => String::new(),
        Some(decimals) => digits(decimals).ok_or_else(not_a_number)?,
    };
    let allowed = usize::from(unit.decimals);
    if decimals.len() > allowed {
        return Err(AmountError::TooManyDecimals {
            text: owned(),
            given: decimals.len(),
            allowed: unit.decimals,
            symbol: unit.symbol.clone(),
        });
    }
    let planck = format!("{whole}{decimals:0<allowed$}");
    match planck.trim_start_matches('0') {
        "" => Ok(0),
        planck => planck.parse().map_err(|_| AmountError::TooLarge { text: owned() }),
    }
}

fn is_number(text: &str) -> bool {
    digits(text).is_some()
}

/// The digits of `text`, in which `_` may stand between digits.
fn digits(text: &str) -> Option<String> {
    let mut groups = text.split('_');
    let are_digits = groups.all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    are_digits.then(|| text.replace('_', ""))
}

/// Writes an amount exactly, with its unit and without trailing zeros, as in `4500 UNIT` or `12.5 UNIT`.
pub fn format(planck: Planck, unit: &Unit) -> String {
    format!("{} {}", number(planck, unit), unit.symbol)
}

/// As [`format()`], without the unit.
fn number(planck: Planck, unit: &Unit) -> String {
    let decimals = usize::from(unit.decimals);
    let width = decimals.saturating_add(1);
    let digits = format!("{planck:0>width$}");
    let point = digits.len().saturating_sub(decimals);
    let (whole, rest) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    match rest.trim_end_matches('0') {
        "" => whole.to_owned(),
        rest => format!("{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit() -> Unit {
        Unit::default()
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, planck) in [
            ("12.5", 12_500_000_000_000),
            ("12.5 UNIT", 12_500_000_000_000),
            ("12.5UNIT", 12_500_000_000_000),
            ("12_500", 12_500_000_000_000_000),
            ("0.000001", 1_000_000),
            ("0.000000000001", 1),
            ("0", 0),
            ("007", 7_000_000_000_000),
            ("  3 UNIT ", 3_000_000_000_000),
            ("3 unit", 3_000_000_000_000),
            ("7 planck", 7),
            ("1_000planck", 1_000),
        ] {
            assert_eq!(parse(text, &unit()), Ok(planck), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", "missing"),
            ("   ", "missing"),
            ("-1", "negative"),
            ("1.2.3", "no amount"),
            ("12,5", "no amount: write a point before decimals, as in `12.5`"),
            ("1,500 UNIT", "two ways: write a point before decimals, as in `1.500`"),
            ("1,500 UNIT", "between thousands, as in `1_500`"),
            ("1,234.5", "as in `1_234.5`"),
            (",5", "no amount"),
            ("5,", "no amount"),
            ("0.5 planck", "1 decimals: planck has at most 0"),
            (".5", "no amount"),
            ("5.", "no amount"),
            ("1__0", "no amount"),
            ("_1", "no amount"),
            ("+1", "no amount"),
            ("UNIT", "no amount"),
            ("1e3", "`e3` is not the unit here: amounts are in UNIT"),
            ("1 DOT", "`DOT` is not the unit here"),
            ("1.0000000000001", "13 decimals: UNIT has at most 12"),
            ("340282366920938463463374607431768211456", "more than the chain can count"),
            ("99999999999999999999999999999999999999999999", "more than the chain can count"),
        ] {
            let message = parse(text, &unit()).unwrap_err().to_string();
            assert!(message.contains(reason), "{text:?}: {message}");
        }
    }

    #[test]
    fn amounts_are_written_exactly_and_without_trailing_zeros() {
        for (planck, text) in [
            (0, "0 UNIT"),
            (1, "0.000000000001 UNIT"),
            (12_500_000_000_000, "12.5 UNIT"),
            (4_500_000_000_000_000, "4500 UNIT"),
            (u128::MAX, "340282366920938463463374607.431768211455 UNIT"),
        ] {
            assert_eq!(format(planck, &unit()), text);
        }
        assert_eq!(format(7, &Unit { symbol: "X".into(), decimals: 0 }), "7 X");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(planck: u128, decimals: u8) {
            let unit = Unit { symbol: "UNIT".into(), decimals };
            prop_assert_eq!(parse(&format(planck, &unit), &unit), Ok(planck));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, decimals: u8) {
            let _ = parse(&text, &Unit { symbol: "é".into(), decimals });
        }
    }
}
