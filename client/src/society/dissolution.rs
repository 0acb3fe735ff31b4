//! Dissolution: how a society ends, to the last planck.

use mutual_types::{AccountId, GrantId, MemberIndex, PaymentId, PotId};

use super::{Message, Outcome, Society};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Opens the dissolution of a society in which nothing has happened for long.
    pub fn open_dissolution() -> Self {
        Self::new("open_dissolution", (), done)
    }

    /// Looks at up to `limit` more members for who shares, at most 50.
    pub fn count_sharers(limit: u32) -> Self {
        Self::new("count_sharers", limit, done)
    }

    /// Cancels a payment once the time for claims is over.
    pub fn cancel_payment(payment: PaymentId) -> Self {
        Self::new("cancel_payment", payment, done)
    }

    /// Stops a grant once the time for claims is over.
    pub fn cancel_grant(grant: GrantId) -> Self {
        Self::new("cancel_grant", grant, done)
    }

    /// Closes a pot of which nothing is promised any more.
    pub fn liquidate_pot(pot: PotId) -> Self {
        Self::new("liquidate_pot", pot, done)
    }

    /// Divides what is left.
    pub fn divide() -> Self {
        Self::new("divide", (), done)
    }

    /// Makes a member's share capital, and once divided their share, a credit of theirs.
    pub fn claim_share(member: MemberIndex) -> Self {
        Self::new("claim_share", member, done)
    }

    /// Makes a credit that nobody withdrew for a year the beneficiary's.
    pub fn forfeit_credit(account: AccountId) -> Self {
        Self::new("forfeit_credit", account, done)
    }
}

impl Society {
    /// Opens the dissolution of a society in which nothing has happened for long.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn open_dissolution(&self, signer: &Signer) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::open_dissolution()).await
    }

    /// Looks at up to `limit` more members for who shares, at most 50.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn count_sharers(&self, signer: &Signer, limit: u32) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::count_sharers(limit)).await
    }

    /// Cancels a payment once the time for claims is over.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn cancel_payment(&self, signer: &Signer, payment: PaymentId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::cancel_payment(payment)).await
    }

    /// Stops a grant once the time for claims is over.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn cancel_grant(&self, signer: &Signer, grant: GrantId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::cancel_grant(grant)).await
    }

    /// Closes a pot of which nothing is promised any more.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn liquidate_pot(&self, signer: &Signer, pot: PotId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::liquidate_pot(pot)).await
    }

    /// Divides what is left.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn divide(&self, signer: &Signer) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::divide()).await
    }

    /// Makes a member's share capital, and once divided their share, a credit of theirs.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn claim_share(&self, signer: &Signer, member: MemberIndex) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::claim_share(member)).await
    }

    /// Makes a credit that nobody withdrew for a year the beneficiary's.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn forfeit_credit(&self, signer: &Signer, account: AccountId) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::forfeit_credit(account)).await
    }
}
