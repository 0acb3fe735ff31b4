//! The founding roster: applicants let in many at once.

use std::path::PathBuf;

use clap::Args;
use mutual_types::AccountId;

use super::super::context::Context;
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

/// An account as somebody wrote it, and where.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    text: String,
    line: Option<usize>,
}

impl Batch {
    fn entries(&self) -> Result<Vec<Entry>, Error> {
        let mut entries: Vec<Entry> =
            self.accounts.iter().map(|text| Entry { text: text.clone(), line: None }).collect();
        if let Some(file) = &self.file {
            let text = std::fs::read_to_string(file)
                .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
            entries.extend(parse(&text));
        }
        Ok(entries)
    }

    /// The accounts that they stand for.
    async fn accounts(&self, context: &mut Context<'_, '_>) -> Result<Vec<AccountId>, Error> {
        let mut accounts = Vec::new();
        for entry in self.entries()? {
            let account = context.account(&entry.text).await;
            accounts.push(account.map_err(|error| self.placed(error, entry.line))?);
        }
        Ok(accounts)
    }

    /// An error with the place in the file that it is about.
    fn placed(&self, error: Error, line: Option<usize>) -> Error {
        match (&self.file, line, error) {
            (Some(file), Some(line), error @ (Error::Input { .. } | Error::Name(_))) => {
                Error::Input { what: format!("{}, line {line}: {error}", file.display()), hint: error.hint() }
            }
            (_, _, error) => error,
        }
    }
}

/// A roster: one account a line, with comments after `#`.
fn parse(text: &str) -> Vec<Entry> {
    let lines = text.lines().zip(1..).map(|(line, number)| {
        let entry = line.split_once('#').map_or(line, |(entry, _)| entry).trim();
        Entry { text: entry.to_owned(), line: Some(number) }
    });
    lines.filter(|entry| !entry.text.is_empty()).collect()
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
    let accounts = batch.accounts(context).await?;
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
        let entry = |text: &str, line| Entry { text: text.to_owned(), line: Some(line) };
        let entries = parse("# the roster\n\n//Alice\n  @bob # Tui's brother\n");
        assert_eq!(entries, [entry("//Alice", 3), entry("@bob", 4)]);
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
