//! A stand-in for the chain: a society that answers what a test wants it to know, or something else.

use std::{cell::RefCell, collections::BTreeMap};

use ink::scale::{Decode, Encode};
use mutual_types::{AccountId, Dispute, DisputeId, MemberIndex, Standing};

/// What a society knows.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Where it is.
    pub society: Option<AccountId>,
    /// Whom each account acts for.
    pub members: BTreeMap<AccountId, (MemberIndex, Standing)>,
    /// A member whose account it names wrongly, and that account.
    pub misnamed: Option<(MemberIndex, AccountId)>,
    /// Its disputes.
    pub disputes: BTreeMap<DisputeId, Dispute>,
    /// What it does instead of answering.
    pub instead: Option<Result<Vec<u8>, u32>>,
    /// How often it was asked.
    pub asked: u32,
}

thread_local! {
    static SOCIETY: RefCell<Knowledge> = RefCell::default();
}

/// Looks at the society, or changes it.
pub fn society<T>(look: impl FnOnce(&mut Knowledge) -> T) -> T {
    SOCIETY.with_borrow_mut(look)
}

pub fn ask(callee: AccountId, input: &[u8]) -> Result<Vec<u8>, u32> {
    society(|society| {
        society.asked += 1;
        if let Some(instead) = &society.instead {
            return instead.clone();
        }
        if society.society != Some(callee) {
            return Err(8);
        }
        let (selector, mut args) = input.split_at(4);
        let args = &mut args;
        let answer = match u32::from_be_bytes(selector.try_into().unwrap()) {
            22 => society.members.get(&AccountId::decode(args).unwrap()).encode(),
            65 => society.disputes.get(&DisputeId::decode(args).unwrap()).encode(),
            77 => {
                let wanted = MemberIndex::decode(args).unwrap();
                let misnamed = society.misnamed.filter(|(member, _)| *member == wanted).map(|(_, account)| account);
                let known = society.members.iter().find(|(_, (index, _))| *index == wanted);
                misnamed.or(known.map(|(account, _)| *account)).encode()
            }
            _ => return Err(2),
        };
        Ok([vec![0], answer].concat())
    })
}
