//! `mutual member`: joining, vouching, and who is in.

use clap::{Args, Subcommand};
use mutual_types::{MemberView, Roster, Rules, TimestampMs};
use serde_json::{json, Value};

use super::context::{account, Context};
use super::report::Report;
use super::write;
use super::written::Fact;
use crate::error::Error;
use crate::json::ToJson;
use crate::society::{Message, Society};
use crate::text::{address, amount, moment};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Ask to be let in
    #[command(after_help = "Example:\n  mutual member apply --suri-file key")]
    Apply(Charter),
    /// Vouch for an applicant
    #[command(
        after_help = "Example:\n  mutual member sponsor 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri //Alice"
    )]
    Sponsor {
        /// The applicant
        account: String,
    },
    /// Agree to the charter in force
    Acknowledge(Charter),
    /// List the members
    #[command(visible_alias = "ls")]
    List(super::page::Page),
    /// Show a member or an applicant
    Show {
        /// Their account
        account: String,
    },
}

/// Which charter the signer has read.
#[derive(Debug, Args)]
pub(super) struct Charter {
    /// The version that you have read; the default is the one in force
    #[arg(long, value_name = "VERSION")]
    charter: Option<u32>,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Apply(charter) => agree(charter, Agreement::Apply, context).await,
        Command::Acknowledge(charter) => agree(charter, Agreement::Acknowledge, context).await,
        Command::Sponsor { account } => sponsor(account, context).await,
        Command::List(page) => list(page, context).await,
        Command::Show { account } => show(account, context).await,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Apply,
    Acknowledge,
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

async fn sponsor(applicant: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let applicant = account(applicant)?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let action = format!("vouch for {}", address::format(&applicant));
    let written = write::message(context, &society, &signer, action, Message::sponsor(applicant)).await?;
    Ok(written.report(society.chain().unit(), &[Fact::text("applicant", address::format(&applicant))]))
}

async fn list(page: &super::page::Page, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let (from, limit) = page.newest(view.counters.members);
    let mut members = society.members(from, limit).await?;
    members.reverse();
    let row = |member: &MemberView| {
        vec![
            member.member.index.to_string(),
            address::format(&member.account),
            words::standing(member.member.standing(&view.rules, now_ms)).to_owned(),
            roles(&view.roster, member, now_ms),
            moment::format(member.member.joined_ms),
        ]
    };
    let json = members.iter().map(|member| member_json(member, &view.rules, &view.roster, now_ms)).collect();
    let rows = members.iter().map(row).collect();
    Ok(Report::new(json).table(&["member", "account", "standing", "roles", "joined"], rows))
}

fn roles(roster: &Roster, member: &MemberView, now_ms: TimestampMs) -> String {
    let held = roster.seats.iter().filter(|seat| seat.member == member.member.index && seat.is_live(now_ms));
    held.map(|seat| words::role(seat.role)).collect::<Vec<_>>().join(", ")
}

fn member_json(member: &MemberView, rules: &Rules, roster: &Roster, now_ms: TimestampMs) -> Value {
    json!({
        "account": address::format(&member.account),
        "member": member.member.to_json(),
        "standing": words::standing(member.member.standing(rules, now_ms)),
        "roles": roles(roster, member, now_ms),
    })
}

async fn show(text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let who = account(text)?;
    let society = context.society().await?;
    let (member, application) = futures::try_join!(society.member(who), society.application(who))?;
    if member.is_none() && application.is_none() {
        let what = format!("member or applicant with the account {}", address::format(&who));
        return Err(Error::NotFound { what });
    }
    let view = society.society().await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let credit = society.credit(who).await?;
    let mut fields = vec![("account", address::format(&who))];
    let mut json = json!({ "account": address::format(&who), "credit": credit.to_string() });
    if let Some(member) = member {
        let member = MemberView { account: who, member };
        fields.extend(facts(&member, &view.rules, &view.roster, now_ms));
        json["membership"] = member_json(&member, &view.rules, &view.roster, now_ms);
    }
    if let Some(application) = &application {
        let status = words::application_status(application.status(now_ms));
        fields.push((
            "application",
            format!(
                "{status}, made {}, open until {}",
                moment::format(application.applied_ms),
                moment::format(application.ends_ms)
            ),
        ));
        fields.push(("sponsors", sponsors(&society, application).await?));
        json["application"] = application.to_json();
        json["application_status"] = Value::String(status.to_owned());
    }
    fields.push(("credit", amount::format(credit, society.chain().unit())));
    Ok(Report::new(json).fields(fields))
}

fn facts(member: &MemberView, rules: &Rules, roster: &Roster, now_ms: TimestampMs) -> Vec<(&'static str, String)> {
    let record = &member.member;
    let mut facts = vec![
        ("member", record.index.to_string()),
        ("standing", words::standing(record.standing(rules, now_ms)).to_owned()),
        ("roles", roles(roster, member, now_ms)),
        ("joined", moment::format(record.joined_ms)),
        ("charter", format!("agreed to version {}", record.charter_version)),
        ("open proposals", record.open_proposals.len().to_string()),
    ];
    if record.probation_ends_ms > now_ms {
        facts.push((
            "probation",
            format!("until {}: decides on what is made from then on", moment::format(record.probation_ends_ms)),
        ));
    }
    if let Some(account) = &record.moved_to {
        facts.push(("moved to", address::format(account)));
    }
    facts
}

async fn sponsors(society: &Society, application: &mutual_types::Application) -> Result<String, Error> {
    let mut names = Vec::new();
    for sponsor in &application.sponsors {
        names.push(super::who::named(society, *sponsor).await?);
    }
    Ok(names.join(", "))
}
