//! A member's account and roles: moving to another account, and giving a role up.

use mutual_types::Role;

use super::super::context::Context;
use super::super::report::Report;
use super::super::write;
use super::super::written::Fact;
use crate::error::Error;
use crate::society::Message;
use crate::text::address;
use crate::words;

pub(super) async fn rotate(to: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let to = context.account(to).await?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let member = super::own(&society, &signer).await?;
    let name = address::format(&to);
    let action = format!("offer your membership, member {member}, to {name}; nothing changes until it accepts");
    let written = write::message(context, &society, &signer, action, Message::rotate_account(to)).await?;
    let facts = [Fact::number("member", member.0), Fact::text("to", name)];
    Ok(written
        .report(society.chain().unit(), &facts)
        .then(format!("mutual member accept {member}, signed by the new account")))
}

pub(super) async fn accept(member: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    super::on(member, context, |index, name| {
        let action = format!(
            "take over the membership of {name}: your account acts for them from now on, and the one before for nobody"
        );
        (action, Message::accept_account(index))
    })
    .await
}

pub(super) async fn resign(role: Role, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let member = super::own(&society, &signer).await?;
    let name = words::role(role);
    let action = format!("give up your role, member {member}, as {name}");
    let written = write::message(context, &society, &signer, action, Message::resign(role)).await?;
    let facts = [Fact::number("member", member.0), Fact::text("role", name)];
    Ok(written.report(society.chain().unit(), &facts))
}
