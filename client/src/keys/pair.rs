//! Key pairs of the two schemes that Substrate accounts have. What holds a secret is wiped when it is dropped.

use core::fmt;
use core::str::FromStr;

use bip39::Mnemonic;
use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};
use ed25519_dalek::Signer as _;
use mutual_types::AccountId;
use scale::Encode;
use schnorrkel::derive::{ChainCode, Derivation};
use schnorrkel::{ExpansionMode, MiniSecretKey};
use subxt::config::substrate::SubstrateConfig;
use subxt::transactions::Signer as SubxtSigner;
use subxt::utils::{AccountId32, MultiSignature};
use subxt_signer::{DeriveJunction, ExposeSecret, SecretUri};
use zeroize::Zeroizing;

/// What every signature on a Substrate chain is made for.
const CONTEXT: &[u8] = b"substrate";

/// The words of a new phrase come from so many random bytes: twelve of them.
const PHRASE_ENTROPY_BYTES: usize = 16;

const SEED_LEN: usize = 32;
pub(super) const SECRET_LEN: usize = 64;
pub(super) const PUBLIC_LEN: usize = 32;
/// The digits of a whole secret key.
const HEX_LEN: usize = 2 * SECRET_LEN;

type Seed = Zeroizing<[u8; SEED_LEN]>;
type Secret = Zeroizing<[u8; SECRET_LEN]>;

/// How an account signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Schnorr signatures on Ristretto: what most Substrate accounts have.
    Sr25519,
    /// What the rest of the world has.
    Ed25519,
}

impl Scheme {
    /// Its name, as it stands in a keystore.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sr25519 => "sr25519",
            Self::Ed25519 => "ed25519",
        }
    }

    /// The scheme of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Sr25519, Self::Ed25519].into_iter().find(|scheme| scheme.name() == name)
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A key pair.
pub(crate) enum Pair {
    Sr25519(schnorrkel::Keypair),
    Ed25519(ed25519_dalek::SigningKey),
}

/// That a secret is of no use. It says nothing of the secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoPair;

/// Twelve new words.
pub(super) fn new_phrase() -> Result<Zeroizing<String>, NoPair> {
    let mut entropy = Zeroizing::new([0; PHRASE_ENTROPY_BYTES]);
    getrandom::fill(entropy.as_mut()).map_err(|_| NoPair)?;
    let phrase = Mnemonic::from_entropy(entropy.as_ref()).map_err(|_| NoPair)?;
    Ok(Zeroizing::new(phrase.to_string()))
}

impl Pair {
    /// The pair of a secret URI: words or 0x and 64 digits, with optional derivations and password; or 0x and the 128
    /// digits of a whole secret key.
    pub(super) fn from_uri(text: &str, scheme: Scheme) -> Result<Self, NoPair> {
        if let Some(digits) = text.strip_prefix("0x").filter(|digits| digits.len() == HEX_LEN) {
            let mut secret = Zeroizing::new([0; SECRET_LEN]);
            hex::decode_to_slice(digits, secret.as_mut()).map_err(|_| NoPair)?;
            return Self::from_secret(secret.as_ref(), scheme);
        }
        let uri = SecretUri::from_str(text).map_err(|_| NoPair)?;
        let seed = seed(&uri)?;
        match scheme {
            Scheme::Sr25519 => sr25519(&seed, &uri.junctions).map(Self::Sr25519),
            Scheme::Ed25519 => ed25519(seed, &uri.junctions).map(Self::Ed25519),
        }
    }

    /// The pair of a secret key as keystores hold it.
    pub(super) fn from_secret(secret: &[u8], scheme: Scheme) -> Result<Self, NoPair> {
        match scheme {
            Scheme::Sr25519 => {
                let secret = schnorrkel::SecretKey::from_ed25519_bytes(secret).map_err(|_| NoPair)?;
                Ok(Self::Sr25519(secret.to_keypair()))
            }
            Scheme::Ed25519 => {
                // Its second half is the public key, and has to be that of the first.
                let secret = secret.try_into().map_err(|_| NoPair)?;
                ed25519_dalek::SigningKey::from_keypair_bytes(secret).map(Self::Ed25519).map_err(|_| NoPair)
            }
        }
    }

    /// The secret key as keystores hold it.
    pub(super) fn secret(&self) -> Secret {
        match self {
            Self::Sr25519(pair) => Zeroizing::new(pair.secret.to_ed25519_bytes()),
            Self::Ed25519(key) => Zeroizing::new(key.to_keypair_bytes()),
        }
    }

    /// The shortest secret URI that gives this pair. From an sr25519 pair its seed cannot be had back.
    pub(super) fn uri(&self) -> Zeroizing<String> {
        let secret = self.secret();
        let shown = match self {
            Self::Sr25519(_) => secret.as_slice(),
            Self::Ed25519(_) => secret.split_at(SEED_LEN).0,
        };
        let digits = Zeroizing::new(hex::encode(shown));
        let mut text = Zeroizing::new(String::with_capacity(HEX_LEN.saturating_add(2)));
        text.push_str("0x");
        text.push_str(&digits);
        text
    }

    pub(super) fn scheme(&self) -> Scheme {
        match self {
            Self::Sr25519(_) => Scheme::Sr25519,
            Self::Ed25519(_) => Scheme::Ed25519,
        }
    }

    pub(super) fn account(&self) -> AccountId {
        AccountId(match self {
            Self::Sr25519(pair) => pair.public.to_bytes(),
            Self::Ed25519(key) => key.verifying_key().to_bytes(),
        })
    }
}

fn seed(uri: &SecretUri) -> Result<Seed, NoPair> {
    let mut seed = Zeroizing::new([0; SEED_LEN]);
    let phrase = uri.phrase.expose_secret();
    if let Some(digits) = phrase.strip_prefix("0x") {
        hex::decode_to_slice(digits, seed.as_mut()).map_err(|_| NoPair)?;
        return Ok(seed);
    }
    let phrase = Mnemonic::from_str(phrase).map_err(|_| NoPair)?;
    let entropy = Zeroizing::new(phrase.to_entropy());
    let password = uri.password.as_ref().map_or("", |password| password.expose_secret());
    let long = substrate_bip39::seed_from_entropy(&entropy, password).map_err(|_| NoPair)?;
    let long = Zeroizing::new(long);
    seed.copy_from_slice(long.get(..SEED_LEN).ok_or(NoPair)?);
    Ok(seed)
}

fn sr25519(seed: &Seed, junctions: &[DeriveJunction]) -> Result<schnorrkel::Keypair, NoPair> {
    let mini = MiniSecretKey::from_bytes(seed.as_ref()).map_err(|_| NoPair)?;
    let mut secret = mini.expand(ExpansionMode::Ed25519);
    for junction in junctions {
        secret = match junction {
            DeriveJunction::Soft(code) => secret.derived_key_simple(ChainCode(*code), []).0,
            DeriveJunction::Hard(code) => {
                secret.hard_derive_mini_secret_key(Some(ChainCode(*code)), b"").0.expand(ExpansionMode::Ed25519)
            }
        };
    }
    Ok(secret.to_keypair())
}

fn ed25519(mut seed: Seed, junctions: &[DeriveJunction]) -> Result<ed25519_dalek::SigningKey, NoPair> {
    for junction in junctions {
        let DeriveJunction::Hard(code) = junction else {
            // The scheme has no way to derive a public key from a public key.
            return Err(NoPair);
        };
        let input = Zeroizing::new(("Ed25519HDKD", &*seed, code).encode());
        let mut hash = Blake2b::<U32>::digest(&*input);
        seed.copy_from_slice(&hash);
        zeroize::Zeroize::zeroize(hash.as_mut_slice());
    }
    Ok(ed25519_dalek::SigningKey::from_bytes(&seed))
}

impl SubxtSigner<SubstrateConfig> for Pair {
    fn account_id(&self) -> AccountId32 {
        AccountId32(self.account().0)
    }

    fn sign(&self, payload: &[u8]) -> MultiSignature {
        match self {
            Self::Sr25519(pair) => MultiSignature::Sr25519(pair.sign_simple(CONTEXT, payload).to_bytes()),
            Self::Ed25519(key) => MultiSignature::Ed25519(key.sign(payload).to_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(uri: &str, scheme: Scheme) -> Result<String, NoPair> {
        Pair::from_uri(uri, scheme).map(|pair| hex::encode(pair.account().0))
    }

    const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

    #[test]
    fn a_uri_gives_the_key_that_every_substrate_tool_gives() {
        // As `subkey inspect` and polkadot.js say.
        for (uri, scheme, key) in [
            ("//Alice", Scheme::Sr25519, "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"),
            ("//Alice", Scheme::Ed25519, "88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee"),
            ("//Bob", Scheme::Ed25519, "d17c2d7823ebf260fd138f2d7e27d114c0145d968b5ff5006125f2414fadae69"),
        ] {
            assert_eq!(public(uri, scheme).as_deref(), Ok(key), "{uri} {scheme}");
            assert_eq!(public(&format!("{PHRASE}{uri}"), scheme).as_deref(), Ok(key), "{uri} {scheme}");
        }
    }

    #[test]
    fn a_password_a_derivation_and_a_seed_each_give_another_key() {
        for scheme in [Scheme::Sr25519, Scheme::Ed25519] {
            let seed = format!("0x{}", "07".repeat(32));
            let uris = [PHRASE, &format!("{PHRASE}///hunter2"), &format!("{PHRASE}//0"), &seed, &format!("{seed}//0")];
            let keys: std::collections::BTreeSet<_> = uris.iter().map(|uri| public(uri, scheme).unwrap()).collect();
            assert_eq!(keys.len(), uris.len(), "{scheme}");
        }
        assert!(public("//Alice/soft", Scheme::Sr25519).is_ok());
        assert_eq!(public("//Alice/soft", Scheme::Ed25519), Err(NoPair), "ed25519 has hard derivations only");
    }

    #[test]
    fn a_pair_survives_its_secret_bytes() {
        for scheme in [Scheme::Sr25519, Scheme::Ed25519] {
            let pair = Pair::from_uri("//Mere", scheme).unwrap();
            let again = Pair::from_secret(pair.secret().as_ref(), scheme).unwrap();
            assert_eq!((again.account(), again.scheme()), (pair.account(), scheme));
        }
        let mut torn = Pair::from_uri("//Mere", Scheme::Ed25519).unwrap().secret();
        torn[40] ^= 1;
        assert!(Pair::from_secret(torn.as_ref(), Scheme::Ed25519).is_err(), "its halves do not belong together");
        assert!(Pair::from_secret(&[7; 31], Scheme::Ed25519).is_err());
        assert!(Pair::from_secret(&[7; 31], Scheme::Sr25519).is_err());
    }

    #[test]
    fn no_two_new_phrases_are_the_same_and_each_has_twelve_words() {
        let (one, other) = (new_phrase().unwrap(), new_phrase().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.split(' ').count(), 12);
        assert!(Pair::from_uri(&one, Scheme::Sr25519).is_ok());
    }
}
