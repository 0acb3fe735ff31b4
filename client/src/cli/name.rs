//! `mutual name`: the address book, kept by chain.

use clap::Subcommand;
use serde_json::{json, Value};

use super::context::Context;
use super::report::Report;
use crate::chain::Hash;
use crate::error::Error;
use crate::names::{Book, Name, NameError};
use crate::text::address;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Give an account or a society a name, on the chain that it is on
    #[command(
        after_help = "Examples:\n  mutual name add sione 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty\n  mutual account show sione\n\nA name is used wherever an address is, as `sione` or `@sione`."
    )]
    Add {
        /// What you call it
        name: String,
        /// Its address
        address: String,
    },
    /// List the names on this chain, with those of your own accounts
    #[command(after_help = "Examples:\n  mutual name list\n  mutual name list --all")]
    List {
        /// Those on other chains too
        #[arg(long)]
        all: bool,
    },
    /// Show whom a name stands for
    #[command(after_help = "Example:\n  mutual name show sione")]
    Show {
        /// Which
        name: String,
    },
    /// Give a name up, on this chain
    #[command(after_help = "Example:\n  mutual name remove sione")]
    Remove {
        /// Which
        name: String,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Add { name, address } => add(name, address, context).await,
        Command::List { all } => list(*all, context).await,
        Command::Show { name } => show(name, context).await,
        Command::Remove { name } => remove(name, context).await,
    }
}

/// A name as somebody typed it, perhaps with its sign.
fn typed(text: &str) -> Result<Name, Error> {
    Ok(text.strip_prefix('@').unwrap_or(text).parse()?)
}

async fn add(name: &str, text: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let folder = context.folder_to_change()?;
    let name = typed(name)?;
    let account = context.account(text).await?;
    let own = context.keyring()?.find(&name)?;
    if let Some(own) = own.filter(|own| own.account() != account) {
        return Err(NameError::Taken { name: name.to_string(), account: own.account() }.into());
    }
    let genesis = context.genesis().await?;
    Book::change(folder, |book| book.add(genesis, name.clone(), account))?;
    let address = address::format(&account);
    let json = json!({ "name": name.as_str(), "address": address, "genesis": genesis.to_string() });
    Ok(Report::new(json).about_names().fields([
        ("name", name.to_string()),
        ("address", address),
        ("chain", genesis.to_string()),
    ]))
}

/// A name in a list.
struct Row {
    name: String,
    address: String,
    /// The chain of an entry of the address book; none for an account of this machine.
    genesis: Option<Hash>,
}

async fn list(all: bool, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (own, wrong) = context.keyring()?.all()?;
    for error in wrong {
        context.warn(error.to_string());
    }
    let here = if all { None } else { Some(context.genesis().await?) };
    let names = context.names()?;
    let own = own.iter().map(|stored| Row {
        name: stored.name.to_string(),
        address: address::format(&stored.account()),
        genesis: None,
    });
    let booked = names.book().all().filter(|(genesis, _, _)| here.is_none_or(|here| here == *genesis));
    let booked = booked.map(|(genesis, name, account)| Row {
        name: name.to_string(),
        address: address::format(&account),
        genesis: Some(genesis),
    });
    let rows: Vec<Row> = own.chain(booked).collect();
    let json = rows.iter().map(|row| {
        let kind = if row.genesis.is_some() { "name" } else { "account" };
        json!({
            "name": row.name, "address": row.address, "kind": kind,
            "genesis": row.genesis.map(|genesis| genesis.to_string()),
        })
    });
    let json: Value = json.collect();
    let table = rows.into_iter().map(|row| {
        let whose = row.genesis.map_or("your account".to_owned(), |genesis| genesis.to_string());
        vec![row.name, row.address, whose]
    });
    Ok(Report::new(json).about_names().table(&["name", "address", "chain"], table.collect()))
}

async fn show(name: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let name = typed(name)?;
    let account = context.account(name.as_str()).await?;
    let own = context.keyring()?.find(&name)?.is_some();
    let address = address::format(&account);
    let kind = if own { "account" } else { "name" };
    let json = json!({ "name": name.as_str(), "address": address, "kind": kind });
    let whose = if own { "an account of this machine" } else { "a name of your address book" };
    Ok(Report::new(json).about_names().fields([
        ("name", name.to_string()),
        ("address", address),
        ("is", whose.to_owned()),
    ]))
}

async fn remove(name: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let folder = context.folder_to_change()?;
    let name = typed(name)?;
    let genesis = context.genesis().await?;
    let removed = Book::change(folder, |book| match book.remove(genesis, &name) {
        Some(account) => Ok(account),
        None => {
            Err(NameError::Unknown { name: name.to_string(), elsewhere: book.chain_of(&name), similar: None }.into())
        }
    });
    let account = match removed {
        Err(Error::Name(NameError::Unknown { .. })) if context.keyring()?.find(&name)?.is_some() => {
            return Err(Error::Input {
                what: format!("`{name}` is an account of this machine, and not a name of your address book"),
                hint: Some(format!("`mutual account remove {name}` removes the account with its key")),
            })
        }
        other => other?,
    };
    let address = address::format(&account);
    let json = json!({ "removed": name.as_str(), "address": address, "genesis": genesis.to_string() });
    Ok(Report::new(json).about_names().fields([
        ("removed", name.to_string()),
        ("address", address),
        ("chain", genesis.to_string()),
    ]))
}
