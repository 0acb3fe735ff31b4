//! `mutual member show` and `mutual member standing`.

use futures::future::try_join_all;
use mutual_types::{AccountId, Application, Grant, GrantId, Member, MemberView, Planck, Proxies, Rules, TimestampMs};
use serde_json::{json, Value};

use super::super::context::Context;
use super::super::report::Report;
use super::super::who;
use super::list::{as_json, roles};
use crate::error::Error;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

/// Names and what they say.
type Facts = Vec<(&'static str, String)>;

pub(super) async fn run(text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let number = text.parse().ok().map(mutual_types::MemberIndex);
    let typed = if number.is_none() { Some(context.account(text).await?) } else { None };
    let society = context.society().await?;
    let who = match (number, typed) {
        (Some(member), _) => who::account_of(&society, member).await?,
        (None, Some(account)) => account,
        (None, None) => return Err(Error::input(format!("`{text}` is no account and no number"))),
    };
    let (member, application) = futures::try_join!(society.member(who), society.application(who))?;
    if member.is_none() && application.is_none() {
        let what = format!("member or applicant with the account {}", address::format(&who));
        return Err(Error::NotFound { what });
    }
    let now_ms = society.chain().moment().await?.now_ms();
    let credit = society.credit(who).await?;
    let mut fields = vec![("account", address::format(&who))];
    let mut json = json!({ "account": address::format(&who), "credit": credit.to_string() });
    if let Some(member) = member {
        let (facts, value) = membership(&society, who, member, now_ms).await?;
        fields.extend(facts);
        json["membership"] = value;
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

async fn membership(
    society: &Society,
    account: AccountId,
    member: Member,
    now_ms: TimestampMs,
) -> Result<(Facts, Value), Error> {
    let view = society.society().await?;
    let unit = society.chain().unit();
    let (proxies, loans) = futures::try_join!(
        society.proxies(member.index),
        try_join_all(member.loans.iter().map(|id| loan(society, *id)))
    )?;
    let member = MemberView { account, member };
    let mut facts = person(&member.member, &view.rules, now_ms);
    facts.insert(2, ("roles", roles(&view.roster, &member, now_ms)));
    facts.extend(money(&member.member, unit));
    facts.extend(debts(&loans, unit, now_ms));
    facts.extend(votes(society, &proxies).await?);
    if let Some(account) = &member.member.moved_to {
        facts.push(("moved to", address::format(account)));
    }
    let mut json = as_json(&member, &view.rules, &view.roster, now_ms);
    json["proxies"] = proxies.to_json();
    json["debt"] = Value::String(total(&loans, Grant::outstanding).to_string());
    json["past_due"] = Value::String(total(&loans, |grant| grant.past_due(now_ms)).to_string());
    Ok((facts, json))
}

fn person(record: &Member, rules: &Rules, now_ms: TimestampMs) -> Facts {
    let standing = words::standing(record.standing(rules, now_ms));
    let counts = if record.counted || record.departed_ms != 0 { "" } else { "; not counted for quorums" };
    let mut facts = vec![
        ("member", record.index.to_string()),
        ("standing", format!("{standing}{counts}")),
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
    if record.suspended_until_ms > now_ms {
        let (from, until) = (moment::format(record.suspended_from_ms), moment::format(record.suspended_until_ms));
        facts.push(("suspended", format!("from {from} until {until}")));
    }
    if let Some(dues) = rules.dues.terms() {
        let paid_ms = record.dues_paid_until_ms.max(dues.since_ms);
        let votes_ms = paid_ms.saturating_add(dues.grace_ms);
        let (paid, votes) = (moment::format(paid_ms), moment::format(votes_ms));
        facts.push(("dues", format!("paid until {paid}; without more, votes until {votes}")));
    }
    if record.departed_ms != 0 {
        facts.push(("left", moment::format(record.departed_ms)));
    }
    if record.exit_due_ms != 0 {
        facts.push(("shares due", moment::format(record.exit_due_ms)));
    }
    facts
}

fn money(record: &Member, unit: &Unit) -> Facts {
    match record.shares {
        0 => Vec::new(),
        shares => vec![("shares", format!("{shares}, paid with {}", amount::format(record.share_capital, unit)))],
    }
}

async fn loan(society: &Society, id: GrantId) -> Result<(GrantId, Grant), Error> {
    let grant = society.grant(id).await?;
    grant.map(|grant| (id, grant)).ok_or_else(|| Error::NotFound { what: format!("grant {id}") })
}

fn debts(loans: &[(GrantId, Grant)], unit: &Unit, now_ms: TimestampMs) -> Facts {
    let mut facts = Vec::new();
    for (id, grant) in loans {
        let by = grant.repay_by_ms.map(|ms| format!(", to be paid back by {}", moment::format(ms))).unwrap_or_default();
        let late = match grant.past_due(now_ms) {
            0 => "",
            _ => ": past due",
        };
        let outstanding = amount::format(grant.outstanding(), unit);
        facts.push(("debt", format!("{outstanding} of grant {id}{by}{late}")));
    }
    facts
}

fn total(loans: &[(GrantId, Grant)], part: impl Fn(&Grant) -> Planck) -> Planck {
    loans.iter().map(|(_, grant)| part(grant)).fold(0, Planck::saturating_add)
}

async fn votes(society: &Society, proxies: &Proxies) -> Result<Facts, Error> {
    let mut facts = Vec::new();
    if let Some(holder) = proxies.holder {
        facts.push(("proxy given", format!("{} votes for them", who::named(society, holder).await?)));
    }
    if let Some(asked) = proxies.offered_to {
        facts.push(("proxy offered", format!("to {}", who::named(society, asked).await?)));
    }
    for giver in &proxies.holds {
        facts.push(("proxy held", format!("votes for {}", who::named(society, *giver).await?)));
    }
    Ok(facts)
}

async fn sponsors(society: &Society, application: &Application) -> Result<String, Error> {
    let mut names = Vec::new();
    for sponsor in &application.sponsors {
        names.push(who::named(society, *sponsor).await?);
    }
    Ok(names.join(", "))
}

pub(super) async fn standing(text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let who = context.account(text).await?;
    let society = context.society().await?;
    let found = society.standing(who).await?;
    let json = json!({
        "account": address::format(&who),
        "member": found.map(|(member, _)| member.0),
        "standing": found.map(|(_, standing)| words::standing(standing)),
        "may_act": found.is_some_and(|(_, standing)| standing.is_active()),
    });
    let said = match found {
        Some((member, standing)) => format!("member {member}, {}", words::standing(standing)),
        None => "acts for no member".to_owned(),
    };
    Ok(Report::new(json).fields([("account", address::format(&who)), ("standing", said)]))
}
