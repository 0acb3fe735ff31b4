//! The founding roster: applicants let in many at once.

use std::path::{Path, PathBuf};

use clap::Args;
use mutual_types::AccountId;

use super::super::context::{self, Context};
use super::super::report::Report;
use super::super::write;
use super::super::written::Fact;
use crate::error::Error;
use crate::society::Message;
use crate::text::address;

/// Accounts that one message lets in at the most.
const BATCH_MAX: usize = 50;

/// Who is let in.
#[derive(Debug, Args)]
pub(in super::super) struct Batch {
    /// The applicants' accounts
    #[arg(value_name = "ACCOUNT", required_unless_present = "file")]
    accounts: Vec<String>,
    /// A file with one account a line; what follows a # is skipped
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Batch {
    fn accounts(&self) -> Result<Vec<AccountId>, Error> {
        let mut accounts = Vec::new();
        for text in &self.accounts {
            accounts.push(context::account(text)?);
        }
        if let Some(file) = &self.file {
            accounts.extend(read(file)?);
        }
        Ok(accounts)
    }
}

fn read(file: &Path) -> Result<Vec<AccountId>, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
    parse(&text).map_err(|(line, reason)| Error::input(format!("{}, line {line}: {reason}", file.display())))
}

/// The accounts of a roster, or the line of the first mistake with what it is.
fn parse(text: &str) -> Result<Vec<AccountId>, (usize, String)> {
    let mut accounts = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let entry = line.split_once('#').map_or(line, |(entry, _)| entry).trim();
        if !entry.is_empty() {
            accounts.push(address::parse(entry).map_err(|error| (number, error.to_string()))?);
        }
    }
    Ok(accounts)
}

/// Refuses no accounts, too many, and one named twice: the society would refuse them all.
fn ensure_batch(accounts: &[AccountId]) -> Result<(), Error> {
    if accounts.is_empty() || accounts.len() > BATCH_MAX {
        return Err(Error::Input {
            what: format!("a batch has 1 to {BATCH_MAX} accounts, and this one has {}", accounts.len()),
            hint: Some("send a longer roster in several batches".to_owned()),
        });
    }
    let mut earlier = std::collections::BTreeSet::new();
    match accounts.iter().find(|account| !earlier.insert(account.0)) {
        Some(twice) => Err(Error::input(format!("{} is named twice", address::format(twice)))),
        None => Ok(()),
    }
}

pub(super) async fn run(batch: &Batch, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let accounts = batch.accounts()?;
    ensure_batch(&accounts)?;
    let signer = context.signer()?;
    let society = context.society().await?;
    let names: Vec<_> = accounts.iter().map(address::format).collect();
    let action = format!("let {} applicant(s) in without probation: {}", accounts.len(), names.join(", "));
    let written = write::message(context, &society, &signer, action, Message::admit_batch(&accounts)).await?;
    let facts: Vec<_> =
        u32::try_from(accounts.len()).ok().map(|count| Fact::number("admitted", count)).into_iter().collect();
    Ok(written.report(society.chain().unit(), &facts).then("mutual member list"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roster_has_an_account_a_line_and_comments() {
        let alice = address::parse("//Alice").unwrap();
        let bob = address::parse("//Bob").unwrap();
        assert_eq!(parse("# the roster\n\n//Alice\n  //Bob # Tui's brother\n"), Ok(vec![alice, bob]));
        assert_eq!(parse("//Alice\nnobody\n").unwrap_err().0, 2);
    }

    #[test]
    fn a_batch_is_neither_empty_nor_too_long_nor_double() {
        let of = |count: u8| (0..count).map(|number| AccountId([number; 32])).collect::<Vec<_>>();
        assert!(ensure_batch(&of(0)).is_err());
        assert!(ensure_batch(&of(50)).is_ok());
        assert!(ensure_batch(&of(51)).is_err());
        assert!(ensure_batch(&[of(1), of(1)].concat()).is_err());
    }
}
