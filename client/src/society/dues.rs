//! What members pay: dues and shares; and who is behind or back.

use mutual_types::{MemberIndex, Planck};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Pays a member's dues for so many periods; `amount` is dues times periods.
    pub fn pay_dues(member: MemberIndex, periods: u32, amount: Planck) -> Self {
        Self::new("pay_dues", (member, periods), done).with_value(amount)
    }

    /// Records that a member is so far behind with dues that the electorate no longer counts them.
    pub fn record_lapse(member: MemberIndex) -> Self {
        Self::new("record_lapse", member, done)
    }

    /// Records that a member who was not counted may act again.
    pub fn record_return(member: MemberIndex) -> Self {
        Self::new("record_return", member, done).about(About::Member(member))
    }

    /// Buys shares at par; `amount` is price times count.
    pub fn buy_shares(count: u32, amount: Planck) -> Self {
        Self::new("buy_shares", count, done).with_value(amount)
    }
}

impl Society {
    /// Pays a member's dues for so many periods; `amount` is dues times periods.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn pay_dues(
        &self,
        signer: &Signer,
        member: MemberIndex,
        periods: u32,
        amount: Planck,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::pay_dues(member, periods, amount)).await
    }

    /// Records that a member is so far behind with dues that the electorate no longer counts them.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn record_lapse(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::record_lapse(member)).await
    }

    /// Records that a member who was not counted may act again.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn record_return(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::record_return(member)).await
    }

    /// Buys shares at par; `amount` is price times count.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn buy_shares(&self, signer: &Signer, count: u32, amount: Planck) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::buy_shares(count, amount)).await
    }
}
