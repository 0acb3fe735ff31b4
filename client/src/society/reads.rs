//! Reads: single records, and lists page by page.

use mutual_types::{
    AccountId, Application, Choice, Member, MemberIndex, MemberView, Payment, PaymentId, PaymentView, Planck, Pot,
    PotId, PotView, Proposal, ProposalBody, ProposalId, ProposalView, SocietyView, PAGE_MAX,
};
use scale::{Decode, Encode};

use super::Society;
use crate::contract::{decode_output, decode_read, CallQuery};
use crate::error::Error;

impl Society {
    /// One page about the society.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn society(&self) -> Result<SocietyView, Error> {
        let (data, reverted) = self.ask("society", ()).await?;
        decode_output(&data, reverted)
    }

    /// The member behind an account.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn member(&self, account: AccountId) -> Result<Option<Member>, Error> {
        self.read("member", account).await
    }

    /// A member's account.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn member_account(&self, member: MemberIndex) -> Result<Option<AccountId>, Error> {
        self.read("member_account", member).await
    }

    /// Members from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn members(&self, from: u32, limit: u32) -> Result<Vec<MemberView>, Error> {
        self.read("members", (from, limit.min(PAGE_MAX))).await
    }

    /// An account's application.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn application(&self, account: AccountId) -> Result<Option<Application>, Error> {
        self.read("application", account).await
    }

    /// A proposal with what it says.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn proposal(&self, proposal: ProposalId) -> Result<Option<(Proposal, ProposalBody)>, Error> {
        self.read("proposal", proposal).await
    }

    /// Proposals from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn proposals(&self, from: u32, limit: u32) -> Result<Vec<ProposalView>, Error> {
        self.read("proposals", (from, limit.min(PAGE_MAX))).await
    }

    /// A member's ballot.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn ballot(&self, proposal: ProposalId, member: MemberIndex) -> Result<Option<Choice>, Error> {
        self.read("ballot", (proposal, member)).await
    }

    /// A payment.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn payment(&self, payment: PaymentId) -> Result<Option<Payment>, Error> {
        self.read("payment", payment).await
    }

    /// Payments from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn payments(&self, from: u32, limit: u32) -> Result<Vec<PaymentView>, Error> {
        self.read("payments", (from, limit.min(PAGE_MAX))).await
    }

    /// A pot.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn pot(&self, pot: PotId) -> Result<Option<Pot>, Error> {
        self.read("pot", pot).await
    }

    /// Pots from number `from` on. The society may give fewer than asked for, and still have more.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn pots(&self, from: u32, limit: u32) -> Result<Vec<PotView>, Error> {
        self.read("pots", (from, limit.min(PAGE_MAX))).await
    }

    /// All pots.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn all_pots(&self) -> Result<Vec<PotView>, Error> {
        let mut all: Vec<PotView> = Vec::new();
        loop {
            let next = all.last().map_or(0, |pot| pot.id.0.saturating_add(1));
            let page = self.pots(next, PAGE_MAX).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }

    /// What an account may withdraw, in planck.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn credit(&self, account: AccountId) -> Result<Planck, Error> {
        self.read("credit", account).await
    }

    async fn read<T: Decode>(&self, label: &str, args: impl Encode) -> Result<T, Error> {
        let (data, reverted) = self.ask(label, args).await?;
        decode_read(&data, reverted)
    }

    /// A read costs nothing and needs no signer: the society itself is named as the one who asks.
    async fn ask(&self, label: &str, args: impl Encode) -> Result<(Vec<u8>, bool), Error> {
        let input = [self.bundle.message(label)?.as_slice(), &args.encode()].concat();
        let query = CallQuery { origin: self.address, contract: self.address, value: 0, input: &input, at: None };
        let simulation = self.chain.simulate_call(&query).await?;
        Ok((simulation.data, simulation.reverted))
    }
}
