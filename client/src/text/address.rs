//! Accounts: 32 bytes inside, an SS58 address outside, always in full.
//!
//! An address carries the prefix of the network it was written for. A society lives on chains with the generic prefix,
//! and an address of another network, although it may name the same key, was most likely not meant for this one.

use std::str::FromStr;

use blake2::{Blake2b512, Digest};
use mutual_types::AccountId;
use subxt_signer::{sr25519::Keypair, SecretUri};
use thiserror::Error;

/// The prefix of chains that have none of their own.
pub const PREFIX: u16 = 42;

/// Bytes of the checksum at an address's end.
const CHECKSUM_LEN: usize = 2;

/// Why a text is no account.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)] // fields are named after what they hold
pub enum AddressError {
    /// Nothing there.
    #[error("an account is missing: write its address")]
    Empty,
    /// A character that no address has.
    #[error("`{text}` is no address: it has characters that no address has")]
    NotAnAddress { text: String },
    /// Cut off, or too much copied.
    #[error("`{text}` is no address of an account: it is too short or too long")]
    WrongLength { text: String },
    /// Mistyped.
    #[error("`{text}` has a typing mistake: its check digits do not fit")]
    WrongChecksum { text: String },
    /// Written for another network.
    #[error("`{text}` is an address of {network} (prefix {prefix}); here the same account is {here}")]
    OtherNetwork { text: String, network: &'static str, prefix: u16, here: String },
    /// Not 0x and 64 hexadecimal digits.
    #[error("`{text}` is no account: 0x must be followed by 64 hexadecimal digits")]
    WrongHex { text: String },
    /// Not `//Name`.
    #[error("`{text}` is no development account: write `//Name`, with letters, digits, - or _ after each //")]
    WrongDevUri { text: String },
}

/// Reads an account: an SS58 address, 0x and 64 hexadecimal digits, or a development URI such as `//Alice//stash`, of
/// which everybody knows the key.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str) -> Result<AccountId, AddressError> {
    let text = text.trim();
    if text.is_empty() {
        Err(AddressError::Empty)
    } else if text.starts_with("//") {
        parse_dev_uri(text)
    } else if let Some(digits) = text.strip_prefix("0x") {
        parse_hex(digits).ok_or_else(|| AddressError::WrongHex { text: text.to_owned() })
    } else {
        parse_ss58(text)
    }
}

/// Reads an address whichever network it was written for, such as that in a file of another program.
///
/// # Errors
/// What is wrong with it.
pub fn parse_of_any_network(text: &str) -> Result<AccountId, AddressError> {
    match parse(text) {
        Err(AddressError::OtherNetwork { here, .. }) => parse(&here),
        other => other,
    }
}

fn parse_dev_uri(text: &str) -> Result<AccountId, AddressError> {
    let refused = || AddressError::WrongDevUri { text: text.to_owned() };
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let mut names = text.split("//");
    // What is before the first // is the secret, and development accounts have none.
    let has_no_secret = names.next() == Some("");
    if !has_no_secret || !names.all(is_name) {
        return Err(refused());
    }
    let uri = SecretUri::from_str(text).map_err(|_| refused())?;
    let pair = Keypair::from_uri(&uri).map_err(|_| refused())?;
    Ok(AccountId(pair.public_key().0))
}

fn parse_hex(digits: &str) -> Option<AccountId> {
    let mut account = [0; 32];
    hex::decode_to_slice(digits, &mut account).ok()?;
    Some(AccountId(account))
}

fn parse_ss58(text: &str) -> Result<AccountId, AddressError> {
    let owned = || text.to_owned();
    let bytes = bs58::decode(text).into_vec().map_err(|_| AddressError::NotAnAddress { text: owned() })?;
    let (prefix, rest) = split_prefix(&bytes).ok_or_else(|| AddressError::WrongLength { text: owned() })?;
    let (account, checksum) = rest.split_at_checked(32).ok_or_else(|| AddressError::WrongLength { text: owned() })?;
    if checksum.len() != CHECKSUM_LEN {
        return Err(AddressError::WrongLength { text: owned() });
    }
    let body = bytes.strip_suffix(checksum).unwrap_or_default();
    if checksum != self::checksum(body) {
        return Err(AddressError::WrongChecksum { text: owned() });
    }
    let account = <[u8; 32]>::try_from(account).map_err(|_| AddressError::WrongLength { text: owned() })?;
    let account = AccountId(account);
    if prefix != PREFIX {
        let here = format(&account);
        return Err(AddressError::OtherNetwork { text: owned(), network: network(prefix), prefix, here });
    }
    Ok(account)
}

/// The prefix, of one byte or of two, and what follows it.
fn split_prefix(bytes: &[u8]) -> Option<(u16, &[u8])> {
    match bytes {
        [first @ 0..=63, rest @ ..] => Some((u16::from(*first), rest)),
        [first @ 64..=127, second, rest @ ..] => {
            // The 14 bits are laid out over two bytes so that the first says how many there are.
            let low = (first.wrapping_shl(2)) | (second.wrapping_shr(6));
            Some((u16::from_le_bytes([low, second & 0b0011_1111]), rest))
        }
        _ => None,
    }
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM_LEN] {
    let hash = Blake2b512::new().chain_update(b"SS58PRE").chain_update(body).finalize();
    match hash.as_slice() {
        [first, second, ..] => [*first, *second],
        _ => [0; CHECKSUM_LEN],
    }
}

/// The networks whose addresses are met most often.
fn network(prefix: u16) -> &'static str {
    match prefix {
        0 => "Polkadot",
        2 => "Kusama",
        5 => "Astar",
        63 => "Hydration",
        1284 => "Moonbeam",
        _ => "another network",
    }
}

/// Writes an account as its address in full, with prefix 42.
pub fn format(account: &AccountId) -> String {
    let mut bytes = vec![42];
    bytes.extend(account.0);
    let checksum = checksum(&bytes);
    bytes.extend(checksum);
    bs58::encode(bytes).into_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    const ALICE_HEX: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    const ALICE_ON_POLKADOT: &str = "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5";

    #[test]
    fn every_way_to_write_alice_is_alice() {
        let alice = parse(ALICE).unwrap();
        assert_eq!(parse(ALICE_HEX), Ok(alice));
        assert_eq!(parse("//Alice"), Ok(alice));
        assert_eq!(parse(&format!(" {ALICE}\n")), Ok(alice));
        assert_eq!(format(&alice), ALICE);
    }

    #[test]
    fn stashes_are_accounts_of_their_own() {
        let stash = parse("//Alice//stash").unwrap();
        assert_eq!(format(&stash), "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY");
    }

    #[test]
    fn an_address_of_another_network_is_named_and_translated() {
        let message = parse(ALICE_ON_POLKADOT).unwrap_err().to_string();
        assert!(message.contains("Polkadot (prefix 0)"), "{message}");
        assert!(message.contains(ALICE), "{message}");
        assert_eq!(parse_of_any_network(ALICE_ON_POLKADOT), parse(ALICE));
    }

    #[test]
    fn what_is_no_account_is_refused_with_its_reason() {
        let mistyped = ALICE.replacen("Grw", "Grx", 1);
        for (text, reason) in [
            ("", "missing"),
            ("alice", "no address"),
            ("5Grw", "too short"),
            (mistyped.as_str(), "typing mistake"),
            ("0x00", "64 hexadecimal digits"),
            ("//", "development account"),
            ("//Alice///secret", "development account"),
            ("//Alice/soft", "development account"),
            ("bottom drive//Alice", "no address"),
        ] {
            let message = parse(text).unwrap_err().to_string();
            assert!(message.contains(reason), "{text:?}: {message}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes: [u8; 32]) {
            let account = AccountId(bytes);
            prop_assert_eq!(parse(&format(&account)), Ok(account));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|//[A-Za-z/]*|0x[0-9a-g]*|[1-9A-HJ-NP-Za-km-z]{40,52}") {
            let _ = parse(&text);
        }
    }
}
