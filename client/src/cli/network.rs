//! `mutual network`: networks by name, each with the chain that it is.

use clap::Subcommand;
use serde_json::{json, Value};

use super::context::Context;
use super::report::Report;
use crate::chain::{self, Chain, Hash};
use crate::config::{self, Key, Origin, Profile, User, BUILT_IN_NETWORK};
use crate::error::Error;
use crate::names::Name;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Give a network a name; its chain is asked for its first block, unless --genesis says it
    #[command(
        after_help = "Example:\n  mutual network add coop wss://node.example.org\n\nFrom then on a chain with another first block is refused under that name. Compare the hash that is shown with one that you trust."
    )]
    Add {
        /// What you call it
        name: String,
        /// A node of it, such as wss://node.example.org
        #[arg(value_name = "NODE")]
        node: String,
        /// Change a network that has this name
        #[arg(long)]
        replace: bool,
    },
    /// List the networks
    #[command(after_help = "Example:\n  mutual network list")]
    List,
    /// Show a network
    #[command(after_help = "Example:\n  mutual network show devnet")]
    Show {
        /// Which
        name: String,
    },
    /// Forget a network
    #[command(after_help = "Example:\n  mutual network remove coop")]
    Remove {
        /// Which
        name: String,
    },
    /// Say which network is meant where none is named
    #[command(after_help = "Example:\n  mutual network use devnet")]
    Use {
        /// Which
        name: String,
    },
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match command {
        Command::Add { name, node, replace } => add(name, node, *replace, context).await,
        Command::List => Ok(list(context)),
        Command::Show { name } => {
            let user = &context.setup.user;
            let profile = user.network(name)?;
            Ok(shown(name, &profile, is_default(name, user)))
        }
        Command::Remove { name } => remove(name, context),
        Command::Use { name } => {
            let profile = context.setup.user.network(name)?;
            User::set(context.folder_to_change()?, Key::Network, name)?;
            Ok(shown(name, &profile, true))
        }
    }
}

async fn add(name: &str, node: &str, replaces: bool, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let name: Name = name.parse()?;
    chain::ensure_url(node)?;
    let folder = context.folder_to_change()?;
    // What would be refused anyway is refused before a node is asked.
    if name.as_str().eq_ignore_ascii_case(BUILT_IN_NETWORK)
        || (context.setup.user.networks.contains_key(&name) && !replaces)
    {
        User::add_network(folder, &name, &Profile { url: node.to_owned(), genesis: None }, false)?;
    }
    let said = context.setup.shown.iter().find(|(key, _)| *key == "genesis").and_then(|(_, said)| said.as_ref());
    let by_hand = said.filter(|said| matches!(said.origin, Origin::Flag)).map(|said| &said.value);
    let genesis: Hash = match by_hand {
        Some(text) => text.parse().map_err(|_| Error::input(format!("`{text}` is no hash of a first block")))?,
        None => {
            let chain = Chain::connect(node).await?;
            context.say(&format!("{} says that it is the chain {}.", node, chain.identity().name));
            context.say("Compare its first block with one that you trust: from now on any other is refused.");
            chain.genesis()
        }
    };
    let profile = Profile { url: node.to_owned(), genesis: Some(genesis) };
    User::add_network(folder, &name, &profile, replaces)?;
    let is_default = is_default(name.as_str(), &context.setup.user);
    Ok(shown(name.as_str(), &profile, is_default).then(format!("mutual network use {name}")))
}

fn remove(name: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if name.eq_ignore_ascii_case(BUILT_IN_NETWORK) {
        return Err(config::built_in());
    }
    let profile = context.setup.user.network(name)?;
    User::remove_network(context.folder_to_change()?, &name.parse()?)?;
    if is_default(name, &context.setup.user) {
        context.warn(format!("`{name}` was the network in use; now it is a node on this machine"));
    }
    let json = json!({ "removed": name, "url": profile.url });
    Ok(Report::new(json).fields([("removed", name.to_owned()), ("url", profile.url)]))
}

fn list(context: &Context<'_, '_>) -> Report {
    let user = &context.setup.user;
    let built_in = (BUILT_IN_NETWORK.to_owned(), Profile::devnet());
    let own = user.networks.iter().map(|(name, profile)| (name.to_string(), profile.clone()));
    let networks: Vec<(String, Profile)> = [built_in].into_iter().chain(own).collect();
    let rows = networks.iter().map(|(name, profile)| {
        vec![
            name.clone(),
            profile.url.clone(),
            genesis_text(profile),
            if is_default(name, user) { "in use".to_owned() } else { String::new() },
        ]
    });
    let json = networks.iter().map(|(name, profile)| as_json(name, profile, is_default(name, user)));
    let json: Value = json.collect();
    Report::new(json).table(&["name", "url", "genesis", "default"], rows.collect())
}

fn is_default(name: &str, user: &User) -> bool {
    user.defaults.get(&Key::Network).is_some_and(|default| default.eq_ignore_ascii_case(name))
}

fn genesis_text(profile: &Profile) -> String {
    profile.genesis.map_or("any".to_owned(), |genesis| genesis.to_string())
}

fn as_json(name: &str, profile: &Profile, is_default: bool) -> Value {
    json!({
        "name": name,
        "url": profile.url,
        "genesis": profile.genesis.map(|genesis| genesis.to_string()),
        "is_default": is_default,
    })
}

fn shown(name: &str, profile: &Profile, is_default: bool) -> Report {
    Report::new(as_json(name, profile, is_default)).fields([
        ("network", name.to_owned()),
        ("url", profile.url.clone()),
        ("genesis", genesis_text(profile)),
        ("in use", if is_default { "yes, where no other is named" } else { "no" }.to_owned()),
    ])
}
