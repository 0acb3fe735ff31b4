//! Applying, vouching, and agreeing to the charter.

use clap::Args;

use super::super::context::Context;
use super::super::report::Report;
use super::super::write;
use super::super::written::Fact;
use crate::error::Error;
use crate::society::Message;
use crate::text::address;

/// Which charter the signer has read.
#[derive(Debug, Args)]
pub(in super::super) struct Charter {
    /// The version that you have read; the default is the one in force
    #[arg(long, value_name = "VERSION")]
    charter: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Apply,
    Acknowledge,
}

pub(super) async fn apply(charter: &Charter, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    agree(charter, Agreement::Apply, context).await
}

pub(super) async fn acknowledge(charter: &Charter, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    agree(charter, Agreement::Acknowledge, context).await
}

async fn agree(charter: &Charter, agreement: Agreement, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let view = society.society().await?;
    let version = charter.charter.unwrap_or(view.charter.version);
    let what = format!("version {version} of its charter ({})", view.charter.document.uri);
    let (action, message) = match agreement {
        Agreement::Apply => (format!("ask {} to let you in, and agree to {what}", view.name), Message::apply(version)),
        Agreement::Acknowledge => (format!("agree to {what}"), Message::acknowledge(version)),
    };
    let written = write::message(context, &society, &signer, action, message).await?;
    let account = address::format(&signer.account());
    Ok(written.report(society.chain().unit(), &[Fact::text("account", account)]))
}

pub(super) async fn sponsor(applicant: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let applicant = context.account(applicant).await?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let action = format!("vouch for {}", address::format(&applicant));
    let written = write::message(context, &society, &signer, action, Message::sponsor(applicant)).await?;
    Ok(written.report(society.chain().unit(), &[Fact::text("applicant", address::format(&applicant))]))
}
