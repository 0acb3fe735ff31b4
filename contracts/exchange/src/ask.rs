//! What is asked from the society: who somebody is, how they stand, what was ruled. It is trusted with that, and with
//! nothing else: whatever it answers, all sums and limits hold.

use ink::{
    prelude::{boxed::Box, vec::Vec},
    scale::Encode,
};
use mutual_types::{
    exchange::{Checked, Error, Setup},
    read::{decode, Read},
    AccountId, Dispute, DisputeId, MemberIndex, Standing,
};

use crate::{call::Call, chain, state::State};

/// The selectors of the society's reads, frozen there.
mod selector {
    pub const STANDING: u32 = 22;
    pub const DISPUTE: u32 = 65;
    pub const MEMBER_ACCOUNT: u32 = 77;
}

/// The bytes of `Result::<T, LangError>::Ok(…)` begin so.
const MESSAGE_OK: u8 = 0;

/// A member, as the society knows them now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub index: MemberIndex,
    /// What they may do.
    pub standing: Standing,
}

impl State {
    /// The caller, if the society knows them, of whatever standing.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`].
    pub fn member(&self, call: &Call, setup: &Setup) -> Checked<Who> {
        standing(setup.society, call.caller)?.ok_or_else(|| Error::NotMember.into())
    }

    /// The caller, if a member who is in good standing.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NotInGoodStanding`].
    pub fn active_member(&self, call: &Call, setup: &Setup) -> Checked<MemberIndex> {
        let Who { index: member, standing } = self.member(call, setup)?;
        if standing.is_active() {
            Ok(member)
        } else {
            Err(Error::NotInGoodStanding { member, standing }.into())
        }
    }

    /// Refuses who is not the society itself. It is on the stack and cannot be asked anything.
    ///
    /// # Errors
    /// [`Error::NotTheSociety`].
    pub fn ensure_society(&self, call: &Call, setup: &Setup) -> Checked<()> {
        if call.caller == setup.society {
            Ok(())
        } else {
            Err(Error::NotTheSociety.into())
        }
    }
}

/// The member whom an account acts for; none if for nobody.
///
/// # Errors
/// [`Error::SocietySilent`].
pub fn standing(society: AccountId, account: AccountId) -> Checked<Option<Who>> {
    let answer: Option<(MemberIndex, Standing)> = ask(society, selector::STANDING, &account)?;
    Ok(answer.map(|(index, standing)| Who { index, standing }))
}

/// How a member stands who is not the caller.
///
/// # Errors
/// [`Error::SocietySilent`], [`Error::NoMember`].
pub fn standing_of(society: AccountId, member: MemberIndex) -> Checked<Standing> {
    let account: Option<AccountId> = ask(society, selector::MEMBER_ACCOUNT, &member)?;
    let who = match account {
        Some(account) => standing(society, account)?,
        None => None,
    };
    match who {
        Some(who) if who.index == member => Ok(who.standing),
        _ => Err(Error::NoMember(member).into()),
    }
}

/// A dispute of the society.
///
/// # Errors
/// [`Error::SocietySilent`], [`Error::NoDispute`].
pub fn dispute(society: AccountId, id: DisputeId) -> Checked<Box<Dispute>> {
    let dispute: Option<Box<Dispute>> = ask(society, selector::DISPUTE, &id)?;
    dispute.ok_or_else(|| Error::NoDispute(id).into())
}

/// Asks the society, and reads its answer.
fn ask<T: Read>(society: AccountId, selector: u32, args: &impl Encode) -> Checked<T> {
    let mut input = Vec::with_capacity(36);
    input.extend_from_slice(&selector.to_be_bytes());
    args.encode_to(&mut input);
    let answer = match chain::ask(society, &input) {
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
