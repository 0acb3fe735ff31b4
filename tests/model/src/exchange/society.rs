//! What the society says when it is asked.

use std::collections::BTreeMap;

use mutual_types::exchange::Error;
use mutual_types::{AccountId, Dispute, DisputeId, MemberIndex, Standing};

/// What a society knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Society {
    /// Whom each account acts for, and how they stand.
    pub members: BTreeMap<AccountId, (MemberIndex, Standing)>,
    /// Its disputes.
    pub disputes: BTreeMap<DisputeId, Dispute>,
    /// With what code it fails, when it does.
    pub silent: Option<u32>,
}

/// Something that happens in the society.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// From now on this account acts for this member, who stands so.
    Member(AccountId, MemberIndex, Standing),
    /// From now on this account acts for nobody.
    Nobody(AccountId),
    /// A dispute is as follows.
    Dispute(DisputeId, Box<Dispute>),
    /// It fails with this code, or answers again.
    Silent(Option<u32>),
}

impl Society {
    /// Lets it happen.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Member(account, member, standing) => {
                self.members.insert(account, (member, standing));
            }
            Change::Nobody(account) => {
                self.members.remove(&account);
            }
            Change::Dispute(id, dispute) => {
                self.disputes.insert(id, *dispute);
            }
            Change::Silent(code) => self.silent = code,
        }
    }

    fn ask<T>(&self, answer: T) -> Result<T, Error> {
        match self.silent {
            Some(code) => Err(Error::SocietySilent { code }),
            None => Ok(answer),
        }
    }

    /// *Member*: the caller, of whatever standing.
    pub(super) fn caller(&self, account: AccountId) -> Result<(MemberIndex, Standing), Error> {
        self.ask(self.members.get(&account).copied())?.ok_or(Error::NotMember)
    }

    /// How somebody else stands.
    pub(super) fn standing(&self, member: MemberIndex) -> Result<Standing, Error> {
        let found = self.members.values().find(|(index, _)| *index == member);
        self.ask(found.map(|(_, standing)| *standing))?.ok_or(Error::NoMember(member))
    }

    /// A dispute.
    pub(super) fn dispute(&self, id: DisputeId) -> Result<&Dispute, Error> {
        self.ask(self.disputes.get(&id))?.ok_or(Error::NoDispute(id))
    }
}
