//! A member's account in hours.

use alloc::vec::Vec;

use super::{minus, plus, Balance, Checked, DealId, Error, Minutes, OfferId};
use crate::{MemberIndex, Standing};

/// Offers, and agreements, that a member can have open at the most, whatever the rules say.
pub const OPEN_MAX: u32 = 16;

scale_type! {
    /// A member's account.
    #[derive(Default)]
    pub struct Account {
        /// Minutes given less minutes received; what was donated, forgiven and voided counted in.
        pub balance: Balance,
        /// Minutes that they have agreed to give and not reported by both.
        pub incoming: Balance,
        /// Minutes that they have agreed to receive and not reported by both.
        pub outgoing: Balance,
        /// Their offers that are not closed.
        pub offers: Vec<OfferId>,
        /// What they proposed and nobody answered, and what they agreed on and is not settled.
        pub deals: Vec<DealId>,
    }

    /// Which side of an agreement somebody is on.
    #[derive(Copy)]
    pub enum Side {
        /// Helps, and earns the minutes.
        Giver,
        /// Is helped, and owes the minutes.
        Receiver,
    }
}

/// What voiding a settled agreement moves: the community's account bears the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Void {
    /// What the giver gives back.
    pub taken: Minutes,
    /// What the receiver gets back.
    pub returned: Minutes,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Giver => Self::Receiver,
            Self::Receiver => Self::Giver,
        }
    }
}

impl Account {
    /// What they could part with and not be in debt, all that is agreed being settled.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn spendable(&self) -> Checked<Balance> {
        minus(self.balance, self.outgoing)
    }

    /// Checks that `member` can agree on `minutes` as they stand: who is active, within the limit; who has lapsed or left,
    /// only nearer to level.
    ///
    /// # Errors
    /// [`Error::NotInGoodStanding`], [`Error::OverLimit`].
    pub fn ensure_room(
        &self,
        member: MemberIndex,
        standing: Standing,
        side: Side,
        minutes: Minutes,
        limit: Minutes,
    ) -> Checked<()> {
        let (committed, beyond) = match side {
            Side::Giver => (self.incoming, plus(plus(self.balance, self.incoming)?, minutes.into())?),
            Side::Receiver => (self.outgoing, minus(minutes.into(), self.spendable()?)?),
        };
        let refusal = match standing {
            Standing::Good | Standing::Grace => {
                let balance = self.balance;
                (beyond > limit.into()).then_some(Error::OverLimit { member, balance, committed, minutes, limit })
            }
            Standing::Lapsed | Standing::Departed => {
                (beyond > 0).then_some(Error::NotInGoodStanding { member, standing })
            }
            Standing::Suspended => Some(Error::NotInGoodStanding { member, standing }),
        };
        match refusal {
            None => Ok(()),
            Some(error) => Err(error.into()),
        }
    }

    /// Sets the minutes of a new agreement aside.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn commit(&mut self, side: Side, minutes: Minutes) -> Checked<()> {
        let committed = self.committed(side);
        *committed = plus(*committed, minutes.into())?;
        Ok(())
    }

    /// The minutes of an agreement are not set aside any more.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn release(&mut self, side: Side, minutes: Minutes) -> Checked<()> {
        let committed = self.committed(side);
        *committed = minus(*committed, minutes.into())?;
        Ok(())
    }

    fn committed(&mut self, side: Side) -> &mut Balance {
        match side {
            Side::Giver => &mut self.incoming,
            Side::Receiver => &mut self.outgoing,
        }
    }

    /// Books minutes earned.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn earn(&mut self, minutes: Minutes) -> Checked<()> {
        self.balance = plus(self.balance, minutes.into())?;
        Ok(())
    }

    /// Books minutes owed.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn owe(&mut self, minutes: Minutes) -> Checked<()> {
        self.balance = minus(self.balance, minutes.into())?;
        Ok(())
    }

    /// As many of `minutes` as can be taken from this account, or given to it, without leaving the limits, all that is
    /// agreed being settled.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn movable(&self, side: Side, minutes: Minutes, limit_max: Minutes) -> Checked<Minutes> {
        let room = match side {
            Side::Giver => plus(self.spendable()?, limit_max.into())?,
            Side::Receiver => minus(limit_max.into(), plus(self.balance, self.incoming)?)?,
        };
        let most = room.clamp(0, minutes.into());
        Ok(u32::try_from(most).unwrap_or(minutes))
    }
}
