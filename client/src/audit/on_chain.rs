//! All records of a society as the contract gives them, at one block.

use std::collections::{BTreeMap, BTreeSet};

use futures::{stream, StreamExt, TryStreamExt};
use mutual_types::{
    AccountId, DisputeView, GrantView, MemberView, PaymentView, Planck, PotView, ProposalView, ReliefView, SocietyView,
    TimestampMs, PAGE_MAX,
};

use crate::chain::Hash;
use crate::error::Error;
use crate::society::Society;

/// Reads in flight at a time.
const AT_ONCE: usize = 8;

/// A society as the contract has it.
#[derive(Clone, Debug)]
pub struct OnChain {
    /// The time of the block.
    pub at_ms: TimestampMs,
    /// The page about it.
    pub society: SocietyView,
    /// All members.
    pub members: Vec<MemberView>,
    /// All proposals.
    pub proposals: Vec<ProposalView>,
    /// All payments.
    pub payments: Vec<PaymentView>,
    /// All pots.
    pub pots: Vec<PotView>,
    /// All grants.
    pub grants: Vec<GrantView>,
    /// All requests for relief.
    pub relief: Vec<ReliefView>,
    /// All disputes.
    pub disputes: Vec<DisputeView>,
    /// What accounts may withdraw.
    pub credits: BTreeMap<AccountId, Planck>,
}

impl OnChain {
    /// Reads all records at a block, and the credits of these accounts and of all members.
    ///
    /// # Errors
    /// [`Error::Node`], [`Error::Foreign`], [`Error::Pruned`] for a block whose state the node no longer has.
    pub async fn read(
        society: &Society,
        block: Hash,
        at_ms: TimestampMs,
        accounts: impl IntoIterator<Item = AccountId>,
    ) -> Result<Self, Error> {
        let society = &society.at_block(block);
        let view = society.society().await?;
        let counters = &view.counters;
        let members = pages(counters.members, |from| society.members(from, PAGE_MAX)).await?;
        let proposals = pages(counters.proposals, |from| society.proposals(from, PAGE_MAX)).await?;
        let payments = pages(counters.payments, |from| society.payments(from, PAGE_MAX)).await?;
        let relief = pages(counters.relief_requests, |from| society.relief_requests(from, PAGE_MAX)).await?;
        let disputes = pages(counters.disputes, |from| society.disputes(from, PAGE_MAX)).await?;
        let pots = society.all_pots().await?;
        let mut grants: Vec<GrantView> = Vec::new();
        loop {
            let next = grants.last().map_or(0, |grant| grant.id.0.saturating_add(1));
            let page = society.grants(next, PAGE_MAX).await?;
            if page.is_empty() {
                break;
            }
            grants.extend(page);
        }
        let accounts: BTreeSet<AccountId> =
            accounts.into_iter().chain(members.iter().map(|view: &MemberView| view.account)).collect();
        let read = |account| async move { Ok::<_, Error>((account, society.credit(account).await?)) };
        let credits = stream::iter(accounts).map(read).buffer_unordered(AT_ONCE).try_collect().await?;
        Ok(Self { at_ms, society: view, members, proposals, payments, pots, grants, relief, disputes, credits })
    }
}

/// All pages of a list of `count`, which the contract gives in whole pages.
async fn pages<T, F>(count: u32, page: impl Fn(u32) -> F) -> Result<Vec<T>, Error>
where
    F: std::future::Future<Output = Result<Vec<T>, Error>>,
{
    let step = usize::try_from(PAGE_MAX).unwrap_or(usize::MAX);
    let pages: Vec<Vec<T>> = stream::iter((0..count).step_by(step)).map(page).buffered(AT_ONCE).try_collect().await?;
    Ok(pages.into_iter().flatten().collect())
}
