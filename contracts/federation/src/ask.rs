//! What is asked from a society, and what is paid to it by a message of its own. It is trusted with what it says of
//! itself, and with nothing else: whatever it answers, all sums and limits hold.

use ink::{
    prelude::{boxed::Box, vec::Vec},
    scale::Encode,
};
use mutual_types::{
    federation::{Checked, Error, Society},
    read::{decode, Read},
    AccountId, Planck, Pot, PotId, PotKind, SocietyView,
};

use crate::{call::Call, chain};

/// The selectors of the society's messages, frozen there.
mod selector {
    pub const CONTRIBUTE: u32 = 9;
    pub const SOCIETY: u32 = 75;
    pub const POT: u32 = 85;
}

/// The bytes of `Result::<T, LangError>::Ok(…)` begin so.
const MESSAGE_OK: u8 = 0;
/// The bytes of `Result::<T, Error>::Ok(…)` begin so.
const ACCEPTED: u8 = 0;

/// Refuses a society whose code is not the one that it is known by.
///
/// # Errors
/// [`Error::CodeChanged`].
pub fn ensure_known(society: &Society) -> Checked<()> {
    ensure_code(society.account, society.code_hash)
}

/// Refuses an account whose code is another, or that is no contract's.
///
/// # Errors
/// [`Error::CodeChanged`].
pub fn ensure_code(account: AccountId, code_hash: [u8; 32]) -> Checked<()> {
    let found = chain::code_hash(account);
    if found == code_hash && found != [0; 32] {
        Ok(())
    } else {
        Err(Error::CodeChanged { found }.into())
    }
}

/// Refuses to ask a society that calls, and one whose code is not known.
///
/// # Errors
/// [`Error::CallingSociety`], [`Error::CodeChanged`].
pub fn ensure_askable(call: &Call, society: &Society) -> Checked<()> {
    if call.caller == society.account {
        return Err(Error::CallingSociety.into());
    }
    ensure_known(society)
}

/// Refuses a pot that is not the society's open relief pot.
///
/// # Errors
/// [`Error::SocietySilent`], [`Error::WrongPot`].
pub fn ensure_relief_pot(society: AccountId, id: PotId) -> Checked<()> {
    let pot: Option<Box<Pot>> = ask(society, selector::POT, &id)?;
    match pot {
        Some(pot) if pot.spec.kind == PotKind::Relief && !pot.closed => Ok(()),
        _ => Err(Error::WrongPot(id).into()),
    }
}

/// The society's own page about itself.
///
/// # Errors
/// [`Error::SocietySilent`].
pub fn view(society: AccountId) -> Checked<Box<SocietyView>> {
    let (accepted, view): (u8, Box<SocietyView>) = ask(society, selector::SOCIETY, &())?;
    if accepted == ACCEPTED {
        Ok(view)
    } else {
        Err(Error::SocietySilent { code: 0 }.into())
    }
}

/// Puts money into a pot of the society, by its own message.
///
/// # Errors
/// [`Error::NotTaken`].
pub fn contribute(society: AccountId, pot: PotId, amount: Planck) -> Checked<()> {
    let no_memo = 0_u8;
    match chain::pay(society, amount, &input(selector::CONTRIBUTE, &(pot, no_memo))) {
        Ok(()) => Ok(()),
        Err(code) => Err(Error::NotTaken { code }.into()),
    }
}

/// A selector and the arguments after it.
fn input(selector: u32, args: &impl Encode) -> Vec<u8> {
    let mut input = Vec::with_capacity(16);
    input.extend_from_slice(&selector.to_be_bytes());
    args.encode_to(&mut input);
    input
}

/// Asks the society, and reads its answer.
fn ask<T: Read>(society: AccountId, selector: u32, args: &impl Encode) -> Checked<T> {
    let answer = match chain::ask(society, &input(selector, args)) {
        Ok(answer) => answer,
        Err(code) => return Err(Error::SocietySilent { code }.into()),
    };
    let read = match answer.split_first() {
        Some((&MESSAGE_OK, mut rest)) => decode(&mut rest),
        _ => Err(ink::scale::Error::from("no answer")),
    };
    match read {
        Ok(value) => Ok(value),
        Err(_) => Err(Error::SocietySilent { code: 0 }.into()),
    }
}
