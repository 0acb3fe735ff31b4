//! Single values, as people write them.

use mutual_types::{AccountId, AdmissionPolicy, Kind, Planck, PotKind, TimestampMs};
use scale::Decode;
use toml::de::DeValue;

use crate::{
    text::{address, duration, moment, Unit},
    words,
};

/// What kind of value it is, with its article.
pub(super) fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The text in quotes; `example` shows how it is written.
fn quoted<'v>(value: &'v DeValue<'_>, what: &str, example: &str) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| format!("must be {what} in quotes, as in {example:?}, not {}", described(value)))
}

/// A text that says something.
pub(super) fn filled_text(value: &DeValue<'_>, _: &Unit) -> Result<String, String> {
    let text = quoted(value, "a text", "Food")?.trim();
    if text.is_empty() {
        return Err("must not be empty".to_owned());
    }
    Ok(text.to_owned())
}

/// An amount of money.
pub(super) fn amount(value: &DeValue<'_>, unit: &Unit) -> Result<Planck, String> {
    let text = quoted(value, "an amount", &format!("12.5 {}", unit.symbol))?;
    crate::text::amount::parse(text, unit).map_err(|error| error.to_string())
}

/// A span of time, in ms.
pub(super) fn span(value: &DeValue<'_>, _: &Unit) -> Result<u64, String> {
    let text = quoted(value, "a span of time", "3d 4h")?;
    duration::parse(text).map_err(|error| error.to_string())
}

/// A moment, in quotes or as TOML's own date.
pub(super) fn moment(value: &DeValue<'_>, _: &Unit) -> Result<TimestampMs, String> {
    let text = match value {
        DeValue::Datetime(date) => date.to_string(),
        other => quoted(other, "a moment", "2030-06-30")?.to_owned(),
    };
    moment::parse(&text).map_err(|error| error.to_string())
}

/// An account.
pub(super) fn account(value: &DeValue<'_>, _: &Unit) -> Result<AccountId, String> {
    let text = quoted(value, "an address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")?;
    address::parse(text).map_err(|error| error.to_string())
}

/// A 32-byte hash.
pub(super) fn hash(value: &DeValue<'_>, _: &Unit) -> Result<[u8; 32], String> {
    let text = quoted(value, "a hash", "0x…")?.trim();
    let mut bytes = [0; 32];
    let digits = text.strip_prefix("0x").unwrap_or_default();
    hex::decode_to_slice(digits, &mut bytes)
        .map_err(|_| format!("`{text}` is no hash: write 0x and 64 hexadecimal digits"))?;
    Ok(bytes)
}

/// Yes or no.
pub(super) fn boolean(value: &DeValue<'_>, _: &Unit) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| format!("must be true or false, not {}", described(value)))
}

/// A whole number that fits `T`.
fn whole<T: TryFrom<u64>>(value: &DeValue<'_>, max: u64) -> Result<T, String> {
    let Some(integer) = value.as_integer() else {
        return Err(format!("must be a whole number without quotes, as in 2, not {}", described(value)));
    };
    let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok();
    number
        .and_then(|number| T::try_from(number).ok())
        .ok_or_else(|| format!("{integer} is out of range: it may be 0 to {max}"))
}

/// A small count.
pub(super) fn count8(value: &DeValue<'_>, _: &Unit) -> Result<u8, String> {
    whole(value, u8::MAX.into())
}

/// Basis points.
pub(super) fn basis_points(value: &DeValue<'_>, _: &Unit) -> Result<u16, String> {
    whole(value, u16::MAX.into())
}

/// A count.
pub(super) fn count32(value: &DeValue<'_>, _: &Unit) -> Result<u32, String> {
    whole(value, u32::MAX.into())
}

/// `open`, `sponsored 2` or `ballot`.
pub(super) fn admission(value: &DeValue<'_>, _: &Unit) -> Result<AdmissionPolicy, String> {
    let text = quoted(value, "a way to join", "sponsored 2")?;
    let unknown = || format!("`{text}` is no way to join: write \"open\", \"sponsored 2\" or \"ballot\"");
    let mut words = text.split_whitespace();
    let policy = match (words.next(), words.next()) {
        (Some("open"), None) => AdmissionPolicy::Open,
        (Some("ballot"), None) => AdmissionPolicy::Ballot,
        (Some("sponsored"), Some(count)) => AdmissionPolicy::Sponsored(count.parse().map_err(|_| unknown())?),
        _ => return Err(unknown()),
    };
    if words.next().is_some() {
        return Err(unknown());
    }
    Ok(policy)
}

/// What a pot is for.
pub(super) fn pot_kind(value: &DeValue<'_>, _: &Unit) -> Result<PotKind, String> {
    let text = quoted(value, "a kind of pot", "general")?;
    let kinds = [PotKind::General, PotKind::Reserve, PotKind::Relief, PotKind::Restricted];
    let found = kinds.into_iter().find(|kind| words::pot_kind(*kind) == text);
    found.ok_or_else(|| {
        format!("`{text}` is no kind of pot: write \"general\", \"reserve\", \"relief\" or \"restricted\"")
    })
}

/// A kind of proposals.
pub(super) fn proposal_kind(value: &DeValue<'_>, _: &Unit) -> Result<Kind, String> {
    let text = quoted(value, "a kind of proposals", "spend")?;
    // The codec knows all kinds, in the frozen order of their indices.
    let mut kinds = (0..=u8::MAX).map_while(|index| Kind::decode(&mut [index].as_slice()).ok());
    let found = kinds.find(|kind| words::kind(*kind) == text);
    found.ok_or_else(|| format!("`{text}` is no kind of proposals: write one such as \"spend\" or \"grant\""))
}
