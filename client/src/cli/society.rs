//! `mutual society`: founding one, and looking at it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use mutual_types::{Role, SocietyView};
use serde_json::{json, Value};

use super::context::Context;
use super::report::Report;
use super::written::Fact;
use super::{who, write};
use crate::chain::Moment;
use crate::error::Error;
use crate::founding_file;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount, moment, Unit};
use crate::words;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Found a society from a file, whole in one transaction
    #[command(
        after_help = "Examples:\n  mutual society found field.toml --suri //Alice\n  mutual society found field.toml --suri-file key --dry-run"
    )]
    Found {
        /// The founding file (TOML)
        file: PathBuf,
    },
    /// Show a society: its purpose, money, people and rules
    #[command(after_help = "Examples:\n  mutual society show --contract ADDRESS\n  mutual society show -o json")]
    Show,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Found { file } => found(file, context).await,
        Command::Show => show(context).await,
    }
}

async fn found(file: &Path, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
    // Mistakes in the file show without a node; amounts in it are read with the node's own unit afterwards.
    let folder = file.parent().unwrap_or(Path::new(""));
    founding_file::load_in(&text, folder, &Unit::default())?;
    let signer = context.signer()?;
    let chain = context.chain().await?;
    let file = founding_file::load_in(&text, folder, chain.unit())?;
    let action = format!(
        "found the society \"{}\" with {} founding member(s)",
        file.founding.name,
        file.founding.founders.len()
    );
    let (contract, written) = write::founding(context, &chain, &signer, action, &file.founding, file.value).await?;
    let contract = address::format(&contract);
    let report = written.report(chain.unit(), &[Fact::text("society", contract.clone())]);
    if written.value().is_none() {
        return Ok(report);
    }
    Ok(report.then(format!("mutual society show --contract {contract}")))
}

async fn show(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let (view, pots) = futures::try_join!(society.society(), society.all_pots())?;
    let now = society.chain().moment().await?;
    let unit = society.chain().unit();
    let money = |planck| amount::format(planck, unit);

    let mut treasurers = Vec::new();
    for member in view.roster.live(Role::Treasurer, now.now_ms()) {
        treasurers.push(who::named(&society, member).await?);
    }
    warn_about_treasurers(&view, context);
    let rows = pots.iter().map(|pot| {
        vec![
            pot.id.to_string(),
            pot.pot.spec.name.clone(),
            words::pot_kind(pot.pot.spec.kind).to_owned(),
            money(pot.pot.balance),
            money(pot.pot.reserved),
        ]
    });
    let json = json!({
        "address": address::format(&society.address()),
        "society": view.to_json(),
        "pots": pots.iter().map(ToJson::to_json).collect::<Value>(),
        "time": time_json(now),
    });
    let fields = facts(&society, &view, &treasurers, now);
    let rules = words::rules(&view.rules, unit);
    Ok(Report::new(json)
        .fields(fields)
        .table(&["pot", "name", "kind", "balance", "promised"], rows.collect())
        .fields(rules))
}

fn facts(society: &Society, view: &SocietyView, treasurers: &[String], now: Moment) -> Vec<(&'static str, String)> {
    let unit = society.chain().unit();
    let counters = &view.counters;
    vec![
        ("name", view.name.clone()),
        ("purpose", view.purpose.clone()),
        ("address", address::format(&society.address())),
        ("charter", format!("version {}, {}", view.charter.version, view.charter.document.uri)),
        ("members", format!("{} present, {} active", counters.present, counters.active)),
        ("treasurers", if treasurers.is_empty() { "none".to_owned() } else { treasurers.join(", ") }),
        ("proposals", counters.proposals.to_string()),
        ("payments", counters.payments.to_string()),
        ("money", amount::format(view.balance, unit)),
        ("beneficiary", address::format(&view.asset_lock.beneficiary)),
        ("time", time(now)),
    ]
}

/// Fewer treasurers than payments need and one more is a state to get out of.
fn warn_about_treasurers(view: &SocietyView, context: &mut Context<'_, '_>) {
    let wanted = u32::from(view.rules.payments.approvals).saturating_add(1);
    if view.live_treasurers < wanted && view.counters.present >= wanted {
        context.warn(format!(
            "{} treasurer(s) can act now, and it takes {wanted} so that one may be away: \
             `mutual proposal new role MEMBER treasurer`",
            view.live_treasurers
        ));
    }
}

/// The time by which a state is told.
pub(super) fn time(now: Moment) -> String {
    if now.wall_ms > now.chain_ms {
        format!(
            "{} by this machine's clock; the chain's last block is of {}",
            moment::format(now.wall_ms),
            moment::format(now.chain_ms)
        )
    } else {
        format!("{} by the chain, which is ahead of this machine's clock", moment::format(now.chain_ms))
    }
}

/// The same for programs.
pub(super) fn time_json(now: Moment) -> Value {
    json!({
        "now_ms": now.now_ms(),
        "now": moment::format(now.now_ms()),
        "chain_ms": now.chain_ms,
        "wall_ms": now.wall_ms,
    })
}
