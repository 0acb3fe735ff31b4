//! `mutual config`: what holds when the command line says nothing, and where it was said.

use clap::builder::PossibleValuesParser;
use clap::Subcommand;
use serde_json::{json, Value};

use super::context::Context;
use super::report::Report;
use crate::config::{Key, Said, User, USER_FILE};
use crate::error::Error;

const AFTER_SHOW: &str = "Example:
  mutual config show

A flag comes before a variable of the environment (MUTUAL_URL, MUTUAL_NETWORK, MUTUAL_CONTRACT, MUTUAL_ACCOUNT,
MUTUAL_OUTPUT), that before `.mutual.toml` in this folder or one above it, that before your own file, and last comes what
is built in. `.mutual.toml` says `network` and `contract`, and never who signs.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show each setting as it holds here, and where it was said
    #[command(after_help = AFTER_SHOW)]
    Show,
    /// Say what holds where nothing else is said
    #[command(after_help = "Examples:\n  mutual config set output json\n  mutual config set contract @garden")]
    Set {
        /// Which setting
        #[arg(value_parser = PossibleValuesParser::new(Key::ALL.map(Key::name)))]
        key: String,
        /// What it is
        value: String,
    },
    /// Say it no longer
    #[command(after_help = "Example:\n  mutual config unset output")]
    Unset {
        /// Which setting
        #[arg(value_parser = PossibleValuesParser::new(Key::ALL.map(Key::name)))]
        key: String,
    },
    /// Show where accounts, names, networks and settings are kept
    #[command(after_help = "Example:\n  mutual config path")]
    Path,
}

pub(super) fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Show => Ok(show(&context.setup.shown)),
        Command::Set { key, value } => set(key, value, context),
        Command::Unset { key } => {
            let was_set = User::unset(context.folder_to_change()?, self::key(key)?)?;
            let text = if was_set { "unset" } else { "was not set" };
            Ok(Report::new(json!({ "key": key, "was_set": was_set })).fields([(key.as_str(), text.to_owned())]))
        }
        Command::Path => path(context),
    }
}

fn key(name: &str) -> Result<Key, Error> {
    Key::named(name).ok_or_else(|| Error::input(format!("`{name}` is no setting")))
}

fn show(settings: &[(&'static str, Option<Said>)]) -> Report {
    let rows = settings.iter().map(|(key, said)| match said {
        Some(said) => vec![(*key).to_owned(), said.value.clone(), said.origin.to_string()],
        None => vec![(*key).to_owned(), "not set".to_owned(), String::new()],
    });
    let json = settings.iter().map(|(key, said)| {
        json!({
            "key": key,
            "value": said.as_ref().map(|said| &said.value),
            "origin": said.as_ref().map(|said| said.origin.kind()),
            "said_by": said.as_ref().map(|said| said.origin.to_string()),
        })
    });
    let json: Value = json.collect();
    Report::new(json).table(&["setting", "value", "said by"], rows.collect())
}

fn set(name: &str, value: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let folder = context.folder_to_change()?;
    let key = key(name)?;
    // What stands for nothing now would fail each later command.
    let value = match key {
        Key::Account => context.stored(value)?.name.to_string(),
        Key::Network => context.setup.user.network(value).map(|_| value.to_owned())?,
        Key::Contract => {
            context.names()?.ensure(value)?;
            value.to_owned()
        }
        Key::Output | Key::Wait => value.to_owned(),
    };
    User::set(folder, key, &value)?;
    Ok(Report::new(json!({ "key": name, "value": value })).fields([(name, value)]))
}

fn path(context: &Context<'_, '_>) -> Result<Report, Error> {
    let folder = context.setup.folder()?;
    let text = |path: &std::path::Path| path.display().to_string();
    let (file, keys) = (folder.join(USER_FILE), folder.join(crate::keys::FOLDER));
    let names = folder.join(crate::names::FILE);
    let data = context.setup.data.as_deref().ok();
    let json = json!({
        "config": text(folder), "settings": text(&file), "accounts": text(&keys), "names": text(&names),
        "data": data.map(text),
    });
    let mut fields =
        vec![("config", text(folder)), ("settings", text(&file)), ("accounts", text(&keys)), ("names", text(&names))];
    fields.extend(data.map(|data| ("data", text(data))));
    Ok(Report::new(json).fields(fields))
}
