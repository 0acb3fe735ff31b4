//! An account in a file: the JSON format of polkadot.js, version 3, encrypted with a password.
//!
//! The key is derived from the password by scrypt and the secret sealed with xsalsa20-poly1305. The sealed text is that of
//! `@polkadot/keyring`: a PKCS#8 header, the secret key, a divider, the public key.

use base64::engine::general_purpose::STANDARD as BASE64;
use base64::Engine;
use crypto_secretbox::aead::{Aead, KeyInit};
use crypto_secretbox::{Key, Nonce, XSalsa20Poly1305};
use mutual_types::AccountId;
use serde_json::{json, Value};
use zeroize::Zeroizing;

use super::pair::{Pair, PUBLIC_LEN, SECRET_LEN};
use super::{KeyError, Scheme, Signer};
use crate::text::address;

const VERSION: &str = "3";
const FORMAT: &str = "pkcs8";
const KEY_DERIVATION: &str = "scrypt";
const CIPHER: &str = "xsalsa20-poly1305";

const KEY_LEN: usize = 32;
const SALT_LEN: usize = 32;
const NONCE_LEN: usize = 24;
/// Salt, and N, p and r of scrypt with four bytes each.
const SCRYPT_LEN: usize = SALT_LEN + 12;

const HEADER: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const DIVIDER: [u8; 5] = [161, 35, 3, 33, 0];

/// What scrypt costs: log2 N, p, r. These are all that polkadot.js ever wrote; a file with others is refused before
/// anything is computed, since it could ask for any amount of memory and time.
const COSTS: [(u8, u32, u32); 6] = [(13, 10, 8), (14, 5, 8), (15, 3, 8), (15, 1, 8), (16, 2, 8), (17, 1, 8)];
/// What new files have: 128 MiB, a third of a second.
const COST: (u8, u32, u32) = (17, 1, 8);

/// A keystore: who it is, and the secret under its password.
#[derive(Clone, PartialEq, Eq)]
pub struct Keystore {
    account: AccountId,
    scheme: Scheme,
    sealed: Sealed,
    /// As it was read, so that nothing that others have noted there is lost.
    json: Value,
}

#[derive(Clone, PartialEq, Eq)]
struct Sealed {
    salt: [u8; SALT_LEN],
    cost: (u8, u32, u32),
    nonce: [u8; NONCE_LEN],
    text: Vec<u8>,
}

impl core::fmt::Debug for Keystore {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Keystore({:?}, {})", self.account, self.scheme)
    }
}

impl Keystore {
    /// Seals the key of `signer` under a password.
    ///
    /// # Errors
    /// [`KeyError::Locked`] for a signer without its key, [`KeyError::Sealing`].
    pub fn seal(signer: &Signer, name: &str, password: &str, now_ms: u64) -> Result<Self, KeyError> {
        let pair = signer.pair()?;
        let mut salt = [0; SALT_LEN];
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut nonce)).map_err(|_| KeyError::Sealing)?;
        let account = pair.account();
        let secret = pair.secret();
        let open = Zeroizing::new([HEADER.as_slice(), secret.as_ref(), DIVIDER.as_slice(), &account.0].concat());
        let cipher = cipher(password, &salt, COST)?;
        let text = cipher.encrypt(Nonce::from_slice(&nonce), open.as_slice()).map_err(|_| KeyError::Sealing)?;
        let sealed = Sealed { salt, cost: COST, nonce, text };
        let json = json!({
            "encoded": BASE64.encode(sealed.bytes()),
            "encoding": {
                "content": [FORMAT, pair.scheme().name()],
                "type": [KEY_DERIVATION, CIPHER],
                "version": VERSION,
            },
            "address": address::format(&account),
            "meta": { "genesisHash": "", "name": name, "whenCreated": now_ms },
        });
        Ok(Self { account, scheme: pair.scheme(), sealed, json })
    }

    /// Reads a keystore; `origin` says where it came from, for the error.
    ///
    /// # Errors
    /// [`KeyError::Damaged`], [`KeyError::Unsupported`].
    pub fn parse(text: &str, origin: &str) -> Result<Self, KeyError> {
        let damaged = |what: &str| KeyError::Damaged { origin: origin.to_owned(), what: what.to_owned() };
        let unsupported = |what: String| KeyError::Unsupported { origin: origin.to_owned(), what };
        let json: Value = serde_json::from_str(text).map_err(|_| damaged("it is no JSON"))?;
        let encoding = &json["encoding"];
        match encoding["version"].as_str() {
            Some(VERSION) => {}
            Some(other) => return Err(unsupported(format!("it has version {other}, and this client reads {VERSION}"))),
            None => return Err(damaged("it names no version")),
        }
        let kind = strings(&encoding["type"]).ok_or_else(|| damaged("it does not say how it is encrypted"))?;
        if kind != [KEY_DERIVATION, CIPHER] {
            return Err(unsupported(match kind.as_slice() {
                ["none"] => "it is not encrypted".to_owned(),
                other => format!("it is encrypted by {}", other.join(" and ")),
            }));
        }
        let content = strings(&encoding["content"]).ok_or_else(|| damaged("it does not say what it holds"))?;
        let scheme = match content.as_slice() {
            [FORMAT, name] => Scheme::named(name).ok_or_else(|| unsupported(format!("it holds a key of {name}")))?,
            other => return Err(unsupported(format!("it holds {}", other.join(" and ")))),
        };
        let account = json["address"].as_str().ok_or_else(|| damaged("it names no address"))?;
        let account = address::parse_of_any_network(account).map_err(|_| damaged("its address is none"))?;
        let encoded = json["encoded"].as_str().ok_or_else(|| damaged("it holds no key"))?;
        let bytes = decode(encoded).ok_or_else(|| damaged("its key is not written as it should be"))?;
        let sealed = Sealed::read(&bytes).map_err(|wrong| match wrong {
            Wrong::TooShort => damaged("its key is cut off"),
            Wrong::Cost(n, p, r) => unsupported(format!("its scrypt has N {n}, p {p} and r {r}, which nobody writes")),
        })?;
        Ok(Self { account, scheme, sealed, json })
    }

    /// Whose it is. Nothing proves it before it is opened.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// How it signs.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The same under another name.
    pub fn named(mut self, name: &str) -> Self {
        match &mut self.json["meta"] {
            Value::Object(meta) => drop(meta.insert("name".to_owned(), name.into())),
            other => *other = json!({ "name": name }),
        }
        self
    }

    /// The text of its file, which `@polkadot/keyring` and its apps read too.
    pub fn text(&self) -> String {
        self.json.to_string()
    }

    /// The text as a JSON value.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Opens it; `origin` says which, for the error.
    ///
    /// # Errors
    /// [`KeyError::WrongPassword`], also if the sealed text is damaged, since nobody can tell; [`KeyError::Damaged`] if
    /// what it holds is not the key of its address.
    pub fn open(&self, password: &str, origin: &str) -> Result<Signer, KeyError> {
        let damaged = |what: &str| KeyError::Damaged { origin: origin.to_owned(), what: what.to_owned() };
        let cipher = cipher(password, &self.sealed.salt, self.sealed.cost)?;
        let open = cipher.decrypt(Nonce::from_slice(&self.sealed.nonce), self.sealed.text.as_slice());
        let open = Zeroizing::new(open.map_err(|_| KeyError::WrongPassword { origin: origin.to_owned() })?);
        let (secret, public) = split(&open).ok_or_else(|| damaged("it holds no key in a form that is known"))?;
        let pair = Pair::from_secret(secret, self.scheme).map_err(|_| damaged("its key is none"))?;
        if pair.account().0 != public || pair.account() != self.account {
            return Err(damaged("its key is not that of its address"));
        }
        Ok(Signer::from_pair(pair))
    }
}

/// The cipher under the key that scrypt makes of a password.
fn cipher(password: &str, salt: &[u8], cost: (u8, u32, u32)) -> Result<XSalsa20Poly1305, KeyError> {
    let (log_n, p, r) = cost;
    let mut key = Zeroizing::new([0; KEY_LEN]);
    let params = scrypt::Params::new(log_n, r, p, KEY_LEN).map_err(|_| KeyError::Sealing)?;
    scrypt::scrypt(password.as_bytes(), salt, &params, key.as_mut()).map_err(|_| KeyError::Sealing)?;
    Ok(XSalsa20Poly1305::new(Key::from_slice(key.as_ref())))
}

/// The secret key and the public key of an opened text.
fn split(open: &[u8]) -> Option<(&[u8], &[u8])> {
    let (secret, rest) = open.strip_prefix(&HEADER)?.split_at_checked(SECRET_LEN)?;
    let public = rest.strip_prefix(&DIVIDER)?;
    (public.len() == PUBLIC_LEN).then_some((secret, public))
}

fn decode(encoded: &str) -> Option<Vec<u8>> {
    match encoded.strip_prefix("0x") {
        Some(digits) => hex::decode(digits).ok(),
        None => BASE64.decode(encoded).ok(),
    }
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// What is wrong with sealed bytes.
enum Wrong {
    TooShort,
    Cost(u32, u32, u32),
}

impl Sealed {
    fn read(bytes: &[u8]) -> Result<Self, Wrong> {
        let (salt, rest) = bytes.split_first_chunk::<SALT_LEN>().ok_or(Wrong::TooShort)?;
        let (n, rest) = number(rest).ok_or(Wrong::TooShort)?;
        let (p, rest) = number(rest).ok_or(Wrong::TooShort)?;
        let (r, rest) = number(rest).ok_or(Wrong::TooShort)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or(Wrong::TooShort)?;
        let is_meant = |cost: &&(u8, u32, u32)| (1_u32.checked_shl(cost.0.into()), cost.1, cost.2) == (Some(n), p, r);
        let cost = *COSTS.iter().find(is_meant).ok_or(Wrong::Cost(n, p, r))?;
        if text.is_empty() {
            return Err(Wrong::TooShort);
        }
        Ok(Self { salt: *salt, cost, nonce: *nonce, text: text.to_vec() })
    }

    fn bytes(&self) -> Vec<u8> {
        let (log_n, p, r) = self.cost;
        let n = 1_u32.checked_shl(log_n.into()).unwrap_or_default();
        let mut bytes = Vec::with_capacity(SCRYPT_LEN.saturating_add(NONCE_LEN).saturating_add(self.text.len()));
        bytes.extend(self.salt);
        [n, p, r].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        bytes.extend(self.nonce);
        bytes.extend(&self.text);
        bytes
    }
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests;
