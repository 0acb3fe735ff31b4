//! `mutual treasury credits`: what the society owes to whom, and they have not withdrawn.

use std::collections::BTreeSet;

use clap::Args;
use futures::future::try_join_all;
use mutual_types::{AccountId, PaymentStatus, Planck, SocietyView, PAGE_MAX};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::eyes::Eyes;
use super::super::list;
use super::super::report::Report;
use crate::error::Error;
use crate::society::Society;
use crate::text::{address, amount};

/// Which credits.
#[derive(Debug, Args)]
pub(in super::super) struct Credits {
    /// Only yours
    #[arg(long)]
    mine: bool,
    #[command(flatten)]
    eyes: Eyes,
}

/// Accounts with what they are owed. The society keeps no list of them, but knows the sum.
struct Search<'a> {
    society: &'a Society,
    asked: BTreeSet<AccountId>,
    found: Vec<(AccountId, Planck)>,
    /// What is owed to accounts that were not asked for yet.
    left: Planck,
}

pub(super) async fn run(credits: &Credits, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    credits.eyes.ensure(context)?;
    let society = context.society().await?;
    let viewer = credits.eyes.viewer(context, &society).await?;
    let view = society.society().await?;
    let total = view.counters.ledger.credits;
    let mut search = Search { society: &society, asked: BTreeSet::new(), found: Vec::new(), left: total };
    match viewer {
        Some(viewer) if credits.mine => search.ask(vec![viewer.account]).await?,
        None if credits.mine => return Err(list::nobody_looks()),
        _ => search.everywhere(&view).await?,
    }
    let unit = society.chain().unit();
    let mut rows = Vec::new();
    let mut json = Vec::new();
    for (account, planck) in &search.found {
        let member = society.member(*account).await?.map(|member| member.index);
        rows.push(vec![
            address::format(account),
            amount::format(*planck, unit),
            member.map(|index| format!("member {index}")).unwrap_or_default(),
        ]);
        json.push(json!({
            "account": address::format(account),
            "credit": planck.to_string(),
            "member": member.map(|index| index.0),
        }));
    }
    let mut report = Report::new(Value::Array(json)).table(&["account", "credit", "member"], rows);
    if !credits.mine && search.left > 0 {
        context.warn(format!(
            "{} more are owed to accounts that no record names; who they are is in the society's events",
            amount::format(search.left, unit)
        ));
    }
    if !search.found.is_empty() {
        report = report.then("mutual treasury withdraw");
    }
    Ok(report)
}

impl Search<'_> {
    /// Looks wherever an account may be named, until all is found that is owed.
    async fn everywhere(&mut self, view: &SocietyView) -> Result<(), Error> {
        let mut from = 0;
        while self.left > 0 && from < view.counters.members {
            let members = self.society.members(from, PAGE_MAX).await?;
            self.ask(members.into_iter().map(|member| member.account).collect()).await?;
            from = from.saturating_add(PAGE_MAX);
        }
        let pots = self.society.all_pots().await?;
        let fallbacks = pots.iter().filter_map(|pot| pot.pot.spec.restriction.as_ref().map(|held| held.fallback));
        let heirs = view.next_beneficiary.as_ref().map(|next| next.account);
        self.ask(fallbacks.chain(heirs).chain([view.asset_lock.beneficiary]).collect()).await?;
        let mut from = 0;
        while self.left > 0 && from < view.counters.disputes {
            let disputes = self.society.disputes(from, PAGE_MAX).await?;
            self.ask(disputes.into_iter().map(|view| view.dispute.opener).collect()).await?;
            from = from.saturating_add(PAGE_MAX);
        }
        let mut from = 0;
        while self.left > 0 && from < view.counters.payments {
            let payments = self.society.payments(from, PAGE_MAX).await?.into_iter();
            let credited = payments.filter(|view| view.payment.status(0) == PaymentStatus::Credited);
            self.ask(credited.map(|view| view.payment.payee).collect()).await?;
            from = from.saturating_add(PAGE_MAX);
        }
        Ok(())
    }

    /// Asks for the credit of each of these, once.
    async fn ask(&mut self, accounts: Vec<AccountId>) -> Result<(), Error> {
        if self.left == 0 {
            return Ok(());
        }
        let new: Vec<AccountId> = accounts.into_iter().filter(|account| self.asked.insert(*account)).collect();
        let credits = try_join_all(new.iter().map(|account| self.society.credit(*account))).await?;
        for (account, credit) in new.into_iter().zip(credits).filter(|(_, credit)| *credit > 0) {
            self.left = self.left.saturating_sub(credit);
            self.found.push((account, credit));
        }
        Ok(())
    }
}
