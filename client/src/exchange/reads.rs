//! Reads: single records, and lists page by page.

use mutual_types::exchange::{Account, Category, Deal, DealId, ExchangeView, Offer, OfferId, OfferKind};
use mutual_types::{MemberIndex, PAGE_MAX};
use scale::{Decode, Encode};

use super::Exchange;
use crate::contract::{decode_read, CallQuery};
use crate::error::Error;

impl Exchange {
    /// One page about the exchange.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn exchange(&self) -> Result<ExchangeView, Error> {
        self.read("exchange", ()).await
    }

    /// A member's account; none for who has neither posted nor agreed on anything yet.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn account(&self, member: MemberIndex) -> Result<Option<Account>, Error> {
        self.read("account", member).await
    }

    /// The accounts of members from number `from` on, of at most [`PAGE_MAX`] members.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn accounts(&self, from: u32, limit: u32) -> Result<Vec<(MemberIndex, Account)>, Error> {
        self.read("accounts", (from, limit.min(PAGE_MAX))).await
    }

    /// An offer or request.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn offer(&self, offer: OfferId) -> Result<Option<Offer>, Error> {
        self.read("offer", offer).await
    }

    /// All offers and requests there ever were, from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn offers(&self, from: u32, limit: u32) -> Result<Vec<(OfferId, Offer)>, Error> {
        self.read("offers", (from, limit.min(PAGE_MAX))).await
    }

    /// The offers or requests of a category that are not closed, from place `from` of their list on, at most
    /// [`PAGE_MAX`]. Those that are over and not closed are among them.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn search(
        &self,
        kind: OfferKind,
        category: Category,
        from: u32,
        limit: u32,
    ) -> Result<Vec<(OfferId, Offer)>, Error> {
        self.read("search", (kind, category, from, limit.min(PAGE_MAX))).await
    }

    /// A deal.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn deal(&self, deal: DealId) -> Result<Option<Deal>, Error> {
        self.read("deal", deal).await
    }

    /// All deals there ever were, from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn deals(&self, from: u32, limit: u32) -> Result<Vec<(DealId, Deal)>, Error> {
        self.read("deals", (from, limit.min(PAGE_MAX))).await
    }

    /// A read costs nothing and needs no signer: the exchange itself is named as the one who asks.
    async fn read<T: Decode>(&self, label: &str, args: impl Encode) -> Result<T, Error> {
        let input = [self.bundle.message(label)?.as_slice(), &args.encode()].concat();
        let query = CallQuery { origin: self.address, contract: self.address, value: 0, input: &input, at: None };
        let simulation = self.chain.simulate_call(&query).await?;
        decode_read(&simulation.data, simulation.reverted)
    }
}
