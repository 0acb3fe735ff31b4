//! `mutual devnet`: a development chain on this machine.

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::report::Report;
use crate::error::Error;

/// How the chain is started.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  mutual devnet\n  mutual devnet --port 0")]
pub(super) struct Command {
    /// The port on this machine; 0 for any free one
    #[arg(short, long, default_value_t = mutual_devnet::DEFAULT_PORT)]
    port: u16,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let config = mutual_devnet::Config::port(command.port);
    let (_devnet, handle) = mutual_devnet::spawn(config).await.map_err(|error| Error::Input {
        what: format!("the development chain cannot start: {error}"),
        hint: Some("if another program has the port, `--port 0` takes any free one".to_owned()),
    })?;
    // Scripts wait for this line, which is the one of substrate-contracts-node.
    context.io.note(&format!("Running JSON-RPC server: addr={}", handle.address()));
    context.say("This is a development chain: it lives in memory, on this machine only, and the keys of its accounts");
    context.say("(//Alice to //Ferdie) are public. Never use them for real money. Ctrl-C stops it.");
    let stopped = tokio::signal::ctrl_c().await;
    stopped.map_err(|error| Error::Unexpected(error.to_string()))?;
    let url = handle.url();
    handle.stop().await;
    Ok(Report::new(json!({ "url": url, "stopped": true })))
}
