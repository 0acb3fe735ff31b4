//! Who looks: reads say more to somebody than to nobody.

use clap::Args;
use mutual_types::{AccountId, Member, MemberIndex, Proposal, TimestampMs};

use super::context::Context;
use crate::error::Error;
use crate::society::Society;

/// As whom to look.
#[derive(Debug, Default, Args)]
pub(super) struct Eyes {
    /// Look as this account does, without its key; the default is who signs
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<String>,
}

/// Somebody who looks.
#[derive(Clone, Debug)]
pub(super) struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their record, if they are or were a member.
    pub member: Option<Member>,
}

impl Eyes {
    /// Who looks, if anybody was named.
    pub(super) async fn viewer(
        &self,
        context: &mut Context<'_, '_>,
        society: &Society,
    ) -> Result<Option<Viewer>, Error> {
        let Some(account) = self.account(context).await? else { return Ok(None) };
        Ok(Some(Viewer { account, member: society.member(account).await? }))
    }

    /// The account of who looks, if anybody was named.
    pub(super) async fn account(&self, context: &mut Context<'_, '_>) -> Result<Option<AccountId>, Error> {
        match self.account.as_deref() {
            Some(text) => context.account(text).await.map(Some),
            None => Ok(context.viewer()),
        }
    }

    /// Refuses an account that is none, before anything is connected.
    pub(super) fn ensure(&self, context: &mut Context<'_, '_>) -> Result<(), Error> {
        match self.account.as_deref() {
            Some(text) => context.names()?.ensure(text),
            None => Ok(()),
        }
    }
}

impl Viewer {
    /// Their number, if they have one.
    pub(super) fn index(&self) -> Option<MemberIndex> {
        self.member.as_ref().map(|member| member.index)
    }

    /// Whether a list of members names them.
    pub(super) fn is_among(&self, members: &[MemberIndex]) -> bool {
        self.index().is_some_and(|index| members.contains(&index))
    }

    /// Whether they may vote on a proposal at `now_ms`, or object to it.
    pub(super) fn may_decide(&self, proposal: &Proposal, now_ms: TimestampMs) -> bool {
        self.member.as_ref().is_some_and(|member| may_decide(member, proposal, now_ms))
    }
}

/// Whether a member may vote on a proposal at `now_ms`, or object to it.
pub(super) fn may_decide(member: &Member, proposal: &Proposal, now_ms: TimestampMs) -> bool {
    member.may_decide_on(proposal.made_ms)
        && !proposal.recused.contains(&member.index)
        && member.standing_within(proposal.terms.dues, now_ms).is_active()
}
