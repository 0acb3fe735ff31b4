//! Accounts with keys, and transactions made by hand: a play has thousands of them, and metadata would be asked for each.

use std::sync::LazyLock;

use mutual_types::{AccountId, Planck};
use scale::{Compact, Encode};
use sp_core::{hashing::blake2_256, sr25519, Pair};

/// Of the runtime that the devnet runs.
const SPEC_VERSION: u32 = 100;
const TRANSACTION_VERSION: u32 = 1;

/// The pallets and their calls, by number.
const TRANSFER: [u8; 2] = [4, 0];
const UPLOAD_CODE: [u8; 2] = [8, 3];
const CALL: [u8; 2] = [8, 6];
const INSTANTIATE_WITH_CODE: [u8; 2] = [8, 7];

/// More than any message needs, less than a transaction may use.
pub const GAS: (Compact<u64>, Compact<u64>) = (Compact(1_200_000_000_000), Compact(20_000_000));
/// More than any message stores, in planck.
const DEPOSIT: Option<Compact<Planck>> = Some(Compact(1_000_000_000_000_000));

/// Somebody who signs.
pub struct Key {
    pub account: AccountId,
    pair: sr25519::Pair,
}

/// Everybody who calls in a play, the beneficiary last.
pub static PEOPLE: LazyLock<Vec<Key>> = LazyLock::new(|| (0..48).map(|number| Key::of([number; 32])).collect());

/// More people, for societies that are full; no play knows them.
pub static CROWD: LazyLock<Vec<Key>> = LazyLock::new(|| (48..112).map(|number| Key::of([number; 32])).collect());

/// Who founds, and gives without a message. Nobody in the play.
pub static FOUNDER: LazyLock<Key> = LazyLock::new(|| Key::of([0xF0; 32]));

impl Key {
    fn of(seed: [u8; 32]) -> Self {
        let pair = sr25519::Pair::from_seed(&seed);
        Self { account: AccountId(pair.public().0), pair }
    }

    /// The one who has this account.
    pub fn find(account: AccountId) -> &'static Self {
        Self::of_account(account).expect("only people call")
    }

    /// The one who has this account, if anybody has.
    pub fn of_account(account: AccountId) -> Option<&'static Self> {
        PEOPLE.iter().chain(CROWD.iter()).find(|key| key.account == account)
    }

    /// A signed transaction.
    pub fn sign(&self, genesis: &[u8; 32], nonce: u32, call: &[u8]) -> Vec<u8> {
        // Era, nonce and tip; then what is signed without being sent.
        let extra = (0u8, Compact(nonce), Compact(0u128)).encode();
        let implied = (SPEC_VERSION, TRANSACTION_VERSION, genesis, genesis).encode();
        let payload = [call, &extra, &implied].concat();
        let signature =
            if payload.len() > 256 { self.pair.sign(&blake2_256(&payload)) } else { self.pair.sign(&payload) };
        let body = [&[0x84, 0], &self.account.0[..], &[1], &signature.0, &extra, call].concat();
        body.encode()
    }
}

/// Sends money without a message.
pub fn transfer(to: AccountId, amount: Planck) -> Vec<u8> {
    (TRANSFER, 0u8, to, Compact(amount)).encode()
}

/// Sends a message.
pub fn call(to: AccountId, value: Planck, input: &[u8]) -> Vec<u8> {
    (CALL, 0u8, to, Compact(value), GAS, DEPOSIT, input).encode()
}

/// Makes a contract.
pub fn instantiate(value: Planck, code: &[u8], input: &[u8], salt: &[u8]) -> Vec<u8> {
    (INSTANTIATE_WITH_CODE, Compact(value), GAS, DEPOSIT, code, input, salt).encode()
}

/// Puts code on the chain that may not do what could differ from machine to machine.
pub fn upload(code: &[u8]) -> Vec<u8> {
    (UPLOAD_CODE, code, DEPOSIT, 0u8).encode()
}
