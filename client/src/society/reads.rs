//! Reads: single records, and lists page by page.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::try_join_all;
use mutual_types::{
    AccountId, Application, BallotCell, Choice, Dispute, DisputeId, DisputeView, Document, Grant, GrantId, GrantView,
    Member, MemberIndex, MemberView, Payment, PaymentId, PaymentView, Planck, Pot, PotId, PotView, Proposal,
    ProposalBody, ProposalId, ProposalView, Proxies, ReliefId, ReliefRecord, ReliefRequest, ReliefView, SocietyView,
    Standing, Stored, PAGE_MAX,
};
use scale::{Decode, DecodeAll, Encode};

use super::Society;
use crate::contract::{decode_output, decode_read, CallQuery};
use crate::error::Error;

/// Under which key the society keeps the cells of ballots.
const BALLOTS: u32 = 0x4d55_0022;

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

    /// The member whom an account acts for, and their standing at the time of the last block; none for an account that
    /// its member has left behind.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn standing(&self, account: AccountId) -> Result<Option<(MemberIndex, Standing)>, Error> {
        self.read("standing", account).await
    }

    /// Whom a member votes for, and who votes for them.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn proxies(&self, member: MemberIndex) -> Result<Proxies, Error> {
        self.read("proxies", member).await
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

    /// What the member whom a suspension or expulsion is about says to it.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn statement(&self, proposal: ProposalId) -> Result<Option<Document>, Error> {
        self.read("statement", proposal).await
    }

    /// A member's ballot.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn ballot(&self, proposal: ProposalId, member: MemberIndex) -> Result<Option<Choice>, Error> {
        self.read("ballot", (proposal, member)).await
    }

    /// The ballots of these members, in their order, in one read for each 2,048 members: where the ballots lie is part of
    /// the code that this client knows.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn ballots(&self, proposal: ProposalId, members: &[MemberIndex]) -> Result<Vec<Option<Choice>>, Error> {
        let numbers: BTreeSet<u32> = members.iter().map(|member| BallotCell::number(*member)).collect();
        let cells = numbers.into_iter().map(|number| async move {
            let key = (BALLOTS, proposal, number).encode();
            Ok::<_, Error>((number, self.chain.cell(self.address, &key).await?))
        });
        let mut ballots = BTreeMap::new();
        for (number, bytes) in try_join_all(cells).await? {
            let Some(bytes) = bytes else { continue };
            match Stored::<BallotCell>::decode_all(&mut &*bytes) {
                Ok(cell) => ballots.insert(number, cell.into_latest()),
                // Another version's, which the society itself can read.
                Err(_) => return try_join_all(members.iter().map(|member| self.ballot(proposal, *member))).await,
            };
        }
        let ballot = |member: &MemberIndex| ballots.get(&BallotCell::number(*member))?.get(*member);
        Ok(members.iter().map(ballot).collect())
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

    /// A grant.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn grant(&self, grant: GrantId) -> Result<Option<Grant>, Error> {
        self.read("grant", grant).await
    }

    /// Grants from number `from` on. The society may give fewer than asked for, and still have more.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn grants(&self, from: u32, limit: u32) -> Result<Vec<GrantView>, Error> {
        self.read("grants", (from, limit.min(PAGE_MAX))).await
    }

    /// A request for relief.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn relief_request(&self, request: ReliefId) -> Result<Option<ReliefRequest>, Error> {
        self.read("relief_request", request).await
    }

    /// Requests for relief from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn relief_requests(&self, from: u32, limit: u32) -> Result<Vec<ReliefView>, Error> {
        self.read("relief_requests", (from, limit.min(PAGE_MAX))).await
    }

    /// What a member had of relief, and what they attested.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn relief_record(&self, member: MemberIndex) -> Result<ReliefRecord, Error> {
        self.read("relief_record", member).await
    }

    /// A dispute.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn dispute(&self, dispute: DisputeId) -> Result<Option<Dispute>, Error> {
        self.read("dispute", dispute).await
    }

    /// Disputes from number `from` on, at most [`PAGE_MAX`].
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`].
    pub async fn disputes(&self, from: u32, limit: u32) -> Result<Vec<DisputeView>, Error> {
        self.read("disputes", (from, limit.min(PAGE_MAX))).await
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
        let query = CallQuery { origin: self.address, contract: self.address, value: 0, input: &input, at: self.block };
        let simulation = self.chain.simulate_call(&query).await?;
        Ok((simulation.data, simulation.reverted))
    }
}
