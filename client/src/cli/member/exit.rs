//! Leaving, and the shares of who has left.

use super::super::context::Context;
use super::super::report::Report;
use super::super::write;
use super::super::written::Fact;
use crate::error::Error;
use crate::society::Message;
use crate::text::{amount, duration};

pub(super) async fn leave(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let signer = context.signer()?;
    let society = context.society().await?;
    let view = society.society().await?;
    let member = society.member(signer.account()).await?;
    let member = member.ok_or_else(|| Error::contract(mutual_types::Error::NotMember))?;
    let unit = society.chain().unit();
    let shares = match member.share_capital {
        0 => String::new(),
        capital => format!(
            "; your {} share(s) of {} are due after {}, less what you owe",
            member.shares,
            amount::format(capital, unit),
            duration::format(view.rules.membership.exit_notice_ms),
        ),
    };
    let action = format!("leave {}, and give up every role and proxy{shares}", view.name);
    let written = write::message(context, &society, &signer, action, Message::leave()).await?;
    let report = written.report(unit, &[Fact::number("member", member.index.0)]);
    if member.shares == 0 {
        return Ok(report);
    }
    Ok(report.then(format!("mutual member settle-exit {}", member.index)))
}

pub(super) async fn settle(member: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let report = super::on(member, context, |index, name| {
        let action =
            format!("pay what {name}, who has left, owes out of their shares, and turn the rest into a credit");
        (action, Message::settle_exit(index))
    });
    Ok(report.await?.then("mutual treasury withdraw"))
}
