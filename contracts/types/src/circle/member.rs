//! A member's account with the circle.

use super::{Checked, Error, Numbers};
use crate::{AccountId, Planck};

id! {
    /// A member of a circle: their place in the list of the terms, for good.
    MemberNumber
}

scale_type! {
    /// A member's account with the circle.
    pub struct CircleMember {
        /// Who acts for the member.
        pub account: AccountId,
        /// Whether the member has joined, and not left before the start.
        pub joined: bool,
        /// Whether the member has left after the start.
        pub left: bool,
        /// What the member commits to for the draw; dropped after it.
        pub draw: Draw,
        /// What is there of the deposit: a contribution, or nothing once a missed round was covered, or at the end.
        pub deposit: Planck,
        /// Contributions paid for rounds that are not closed.
        pub ahead: u32,
        /// Rounds that were closed without a contribution or a deposit of theirs.
        pub owes: Numbers,
        /// All that the member has paid in, the deposit included, less what they got back of it by leaving.
        pub paid_in: Planck,
        /// What the member has received of rounds.
        pub received: Planck,
        /// What the member can withdraw.
        pub credit: Planck,
        /// With whom the member offers to change places.
        pub swap_offer: Option<MemberNumber>,
    }

    /// A member's part in the draw.
    #[derive(Copy)]
    pub enum Draw {
        /// None: the order is agreed, or drawn already.
        None,
        /// The hash of a secret.
        Committed([u8; 32]),
        /// The secret.
        Revealed([u8; 32]),
    }
}

impl CircleMember {
    /// Somebody whom the terms name.
    pub fn invited(account: AccountId) -> Self {
        Self {
            account,
            joined: false,
            left: false,
            draw: Draw::None,
            deposit: 0,
            ahead: 0,
            owes: Numbers::default(),
            paid_in: 0,
            received: 0,
            credit: 0,
            swap_offer: None,
        }
    }

    /// Whether the deposit is whole and nothing is owed. Only of interest while the circle runs.
    pub fn is_level(&self) -> bool {
        self.deposit > 0 && self.owes.is_empty()
    }

    /// The contributions that bring the member level.
    pub fn rounds_behind(&self) -> u32 {
        self.owes.len().saturating_add(u32::from(self.deposit == 0))
    }

    /// What the member has lost so far: what they paid in, less what they received.
    pub fn loss(&self) -> Planck {
        self.paid_in.saturating_sub(self.received)
    }

    /// What the member has taken so far: what they received, less what they paid in.
    pub fn taken(&self) -> Planck {
        self.received.saturating_sub(self.paid_in)
    }

    /// Gives the member money of a round.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn receive(&mut self, amount: Planck) -> Checked<()> {
        self.received = self.received.checked_add(amount).ok_or_else(Error::overflow)?;
        self.credit = self.credit.checked_add(amount).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// Makes the deposit a credit again, as if nothing had been.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn return_deposit(&mut self) -> Checked<()> {
        self.credit = self.credit.checked_add(self.deposit).ok_or_else(Error::overflow)?;
        self.deposit = 0;
        self.paid_in = 0;
        self.draw = Draw::None;
        Ok(())
    }

    /// Makes a part of what the member paid in a credit again.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn take_back(&mut self, amount: Planck) -> Checked<()> {
        self.credit = self.credit.checked_add(amount).ok_or_else(Error::overflow)?;
        self.paid_in = self.paid_in.checked_sub(amount).ok_or_else(Error::overflow)?;
        Ok(())
    }
}
