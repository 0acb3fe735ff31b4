//! `mutual dashboard`: the books as pages.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use mutual_types::AccountId;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::sleep;

use super::context::Context;
use super::export::ensure_free;
use super::history::WhichIndex;
use super::interrupt;
use super::report::Report;
use crate::chain::{Chain, Until};
use crate::dashboard::{self, About, Across, Dashboard, Hosts};
use crate::error::Error;
use crate::federation::Federation;
use crate::index::{Index, IndexError, Keeper, Place};
use crate::society::Society;

/// How long to wait before a node that failed is asked again.
const AGAIN_AFTER: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mutual dashboard
  mutual dashboard --listen 127.0.0.1:0 --db books.sqlite
  mutual dashboard --export pages
  mutual dashboard --federation FEDERATION

It serves until Ctrl-C, and holds no key. `--export` writes the same pages as files for any web host, and ends. Others reach \
it only with `--public`.")]
pub(super) struct Command {
    /// Where to serve
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8460", conflicts_with = "export")]
    listen: SocketAddr,
    /// Serve at an address that others can reach
    #[arg(long, conflicts_with = "export")]
    public: bool,
    /// A name by which a browser may ask for the pages, beside this machine's own; may be given several times
    #[arg(long, value_name = "NAME", conflicts_with = "export")]
    host: Vec<String>,
    /// Show the index as it is, and let another `mutual index --follow` keep it up to date
    #[arg(long)]
    no_follow: bool,
    /// Write all pages into this folder instead of serving them
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Replace the files of an earlier export
    #[arg(long, requires = "export")]
    overwrite: bool,
    /// Show beside the society's outcomes what this federation, by its address or a name, has summed of all its societies
    #[arg(long, value_name = "ADDRESS")]
    federation: Option<String>,
    #[command(flatten)]
    which: WhichIndex,
}

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    match &command.export {
        Some(folder) => write(command, folder, context).await,
        None => serve(command, context).await,
    }
}

async fn write(command: &Command, folder: &Path, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    ensure_free(folder, dashboard::MANIFEST, command.overwrite)?;
    let society = context.society().await?;
    let index = if command.no_follow {
        Index::open_existing(command.which.place(&society, context)?, &society).await?
    } else {
        command.which.keeper(&society, context).await?.into_index()
    };
    let dashboard = Dashboard::new(index, about(&society));
    federation(command, &society, &dashboard, context).await?;
    let now_ms = society.chain().moment().await?.now_ms();
    let exported = dashboard::export(&dashboard, folder, now_ms).await?;
    let shown = folder.display().to_string();
    let json = json!({
        "folder": shown, "block": exported.block, "pages": exported.pages, "bytes": exported.bytes,
    });
    let fields = [("folder", shown), ("block", exported.block.to_string()), ("pages", exported.pages.to_string())];
    Ok(Report::new(json).fields(fields))
}

async fn serve(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    ensure_loopback(command)?;
    let society = context.society().await?;
    let place = command.which.place(&society, context)?;
    // Made if it is not there, so that there is something to show while it is filled.
    if !command.no_follow {
        Index::open(place.clone(), &society).await?;
    }
    let index = Index::open_existing(place.clone(), &society).await?;
    let dashboard = Arc::new(Dashboard::new(index, about(&society)));
    let federation = federation(command, &society, &dashboard, context).await?;
    let listener = TcpListener::bind(command.listen).await.map_err(|error| Error::Input {
        what: format!("{} cannot be served at: {error}", command.listen),
        hint: Some("if another program has the port, `--listen 127.0.0.1:0` takes any free one".to_owned()),
    })?;
    let address = listener.local_addr().map_err(|error| Error::Unexpected(error.to_string()))?;
    let url = format!("http://{address}/");
    if !address.ip().is_loopback() {
        context.warn("anybody who reaches this address can read the pages, and nothing encrypts them on the way");
    }
    // Scripts wait for this line.
    context.io.note(&format!("Serving the dashboard: {url}"));
    let hosts = Hosts::new(&command.host, command.public);
    let stopped = interrupt::wished();
    let (url_of_node, address_of_society) = (context.url().to_owned(), society.address());
    tokio::select! {
        result = dashboard::serve(listener, dashboard.clone(), hosts) => result?,
        () = follow_federation(federation, &url_of_node, address_of_society, &dashboard) => {}
        result = follow(command, society, place, context) => result?,
        () = stopped => {}
    }
    Ok(Report::new(json!({ "url": url, "stopped": true })))
}

/// The federation that is asked for, once what it has added up is shown.
async fn federation(
    command: &Command,
    society: &Society,
    dashboard: &Dashboard,
    context: &mut Context<'_, '_>,
) -> Result<Option<Federation>, Error> {
    let Some(text) = &command.federation else { return Ok(None) };
    let federation = Federation::at(society.chain(), context.account(text).await?).await?;
    dashboard.set_across(Across::read(&federation, society.address()).await?).await;
    Ok(Some(federation))
}

/// Reads the federation again and again, for ever. While the node is away, what was read before stays.
async fn follow_federation(federation: Option<Federation>, url: &str, society: AccountId, dashboard: &Dashboard) {
    let Some(mut federation) = federation else { return std::future::pending().await };
    loop {
        sleep(AGAIN_AFTER).await;
        match Across::read(&federation, society).await {
            Ok(across) => dashboard.set_across(across).await,
            Err(_) => {
                if let Ok(chain) = Chain::connect(url).await {
                    if let Ok(again) = Federation::at(&chain, federation.address()).await {
                        federation = again;
                    }
                }
            }
        }
    }
}

fn about(society: &Society) -> About {
    let chain = society.chain();
    About { society: society.address(), genesis: chain.genesis(), unit: chain.unit().clone() }
}

fn ensure_loopback(command: &Command) -> Result<(), Error> {
    if command.public || command.listen.ip().is_loopback() {
        return Ok(());
    }
    Err(Error::Input {
        what: format!("others can reach {}", command.listen.ip()),
        hint: Some("say `--public` if they should read the pages, or leave `--listen` out".to_owned()),
    })
}

/// Keeps the index up to date, for ever. A node that is away for a while is asked again; what is wrong with the index
/// itself ends it.
async fn follow(
    command: &Command,
    mut society: Society,
    place: Place,
    context: &mut Context<'_, '_>,
) -> Result<(), Error> {
    if command.no_follow {
        return std::future::pending().await;
    }
    loop {
        match keep(&society, place.clone()).await {
            Err(Error::Index(IndexError::Busy { .. })) => {
                context.say("another process keeps the index up to date; its changes are shown");
                return std::future::pending().await;
            }
            Err(error @ (Error::Index(_) | Error::Pruned { .. })) => return Err(error),
            Err(error) => context.say(&format!("the index is not kept up to date for now: {error}")),
            Ok(()) => {}
        }
        sleep(AGAIN_AFTER).await;
        if let Ok(chain) = Chain::connect(context.url()).await {
            if let Ok(again) = Society::at(&chain, society.address()).await {
                society = again;
            }
        }
    }
}

async fn keep(society: &Society, place: Place) -> Result<(), Error> {
    let index = Index::open(place, society).await?;
    Keeper::begin(society, index).await?.catch_up(Until::Dropped, &mut |_| {}).await.map(drop)
}
