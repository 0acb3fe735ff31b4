//! Reads: single records, and lists page by page.

use mutual_types::exchange::{Account, Category, Deal, DealId, ExchangeView, Offer, OfferId, OfferKind};
use mutual_types::{MemberIndex, PAGE_MAX};

use super::Exchange;
use crate::contract;
use crate::error::Error;

impl Exchange {
    /// One page about the exchange.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn exchange(&self) -> Result<ExchangeView, Error> {
        contract::read(self, "exchange", (), None).await
    }

    /// A member's account; none for who has neither posted nor agreed on anything yet.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn account(&self, member: MemberIndex) -> Result<Option<Account>, Error> {
        contract::read(self, "account", member, None).await
    }

    /// The accounts of members from number `from` on, of at most [`PAGE_MAX`] members.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn accounts(&self, from: u32, limit: u32) -> Result<Vec<(MemberIndex, Account)>, Error> {
        contract::read(self, "accounts", (from, limit.min(PAGE_MAX)), None).await
    }

    /// An offer or request.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn offer(&self, offer: OfferId) -> Result<Option<Offer>, Error> {
        contract::read(self, "offer", offer, None).await
    }

    /// All offers and requests there ever were, from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn offers(&self, from: u32, limit: u32) -> Result<Vec<(OfferId, Offer)>, Error> {
        contract::read(self, "offers", (from, limit.min(PAGE_MAX)), None).await
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
        contract::read(self, "search", (kind, category, from, limit.min(PAGE_MAX)), None).await
    }

    /// A deal.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn deal(&self, deal: DealId) -> Result<Option<Deal>, Error> {
        contract::read(self, "deal", deal, None).await
    }

    /// All deals there ever were, from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn deals(&self, from: u32, limit: u32) -> Result<Vec<(DealId, Deal)>, Error> {
        contract::read(self, "deals", (from, limit.min(PAGE_MAX)), None).await
    }
}
