//! `mutual export`: the books as files, for spreadsheets and for programs.

mod csv;
mod money;
mod people;
mod privacy;
mod table;
mod work;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::history::WhichIndex;
use super::report::Report;
use crate::audit::Books;
use crate::error::Error;
use crate::index::Index;
use crate::text::{moment, Unit};
use privacy::Privacy;
use table::Table;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mutual export books
  mutual export books --overwrite --db books.sqlite")]
pub(super) struct Command {
    /// The folder for the files, made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Replace the files of an earlier export
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    which: WhichIndex,
}

/// The form of the files.
const FORM: u32 = 1;
/// What says that a folder holds an export, and of what.
const MANIFEST: &str = "export.json";

pub(super) async fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    ensure_free(&command.folder, MANIFEST, command.overwrite)?;
    let society = context.society().await?;
    let mut keeper = command.which.keeper(&society, context).await?;
    let unit = society.chain().unit().clone();
    let documents = keeper.index().documents().await?;
    let minimum = society.chain().existential_deposit().await?;
    let rebuilt = keeper.index().rebuild(Books::new(society.address(), minimum, documents)).await?;
    let (block, at_ms) = keeper.index().progress().map_or((0, 0), |progress| (progress.block, progress.at_ms));
    let votes = votes(keeper.index()).await?;
    let books = rebuilt.books();
    let privacy = Privacy::of(books);
    if privacy.hides() {
        context.warn(
            "who asked for relief is left out, and of its payments all but the month and the amount: the rule \
             publish_relief_names is off. The chain itself is public all the same",
        );
    }
    let tables = [
        money::ledger(rebuilt.lines(), &privacy, &unit),
        people::members(books, at_ms, &unit),
        people::credits(books, &unit),
        money::pots(books, &unit),
        work::proposals(books, at_ms, &unit),
        votes,
        money::payments(books, &privacy, &unit),
        work::grants(books, &unit),
        work::stages(books, &unit),
        people::relief(books, &privacy, &unit),
        work::disputes(books, &privacy, &unit),
    ];
    let about = json!({
        "form": FORM,
        "society": crate::text::address::format(&society.address()),
        "genesis": society.chain().genesis().to_string(),
        "block": block,
        "at": moment::format(at_ms),
        "events": books.next_seq(),
        "unit": unit_json(&unit),
        "relief_names": !privacy.hides(),
        "files": tables.iter().map(|table| json!({ "name": table.name, "rows": table.rows.len() })).collect::<Vec<_>>(),
    });
    write_all(&command.folder, &tables, &about)?;
    let rows = tables.iter().map(|table| vec![format!("{}.csv", table.name), table.rows.len().to_string()]);
    let json = json!({ "folder": command.folder.display().to_string(), "export": about });
    Ok(Report::new(json)
        .fields([("folder", command.folder.display().to_string()), ("block", block.to_string())])
        .table(&["file", "rows"], rows.collect()))
}

/// The ballots. Their reasons are in the index alone, and not in the books.
async fn votes(index: &mut Index) -> Result<Table, Error> {
    let filter = crate::index::Filter { kind: Some("VoteCast".to_owned()), ..crate::index::Filter::default() };
    Ok(work::votes(&index.events(&filter).await?))
}

fn unit_json(unit: &Unit) -> serde_json::Value {
    json!({ "symbol": unit.symbol, "decimals": unit.decimals })
}

/// Refuses a folder with files in it that are no export, or an export that is not to be replaced.
pub(super) fn ensure_free(folder: &Path, manifest: &str, overwrite: bool) -> Result<(), Error> {
    let mut found = match std::fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::input(format!("{}: {error}", folder.display()))),
    };
    if found.next().is_none() {
        return Ok(());
    }
    let is_export = folder.join(manifest).exists();
    match (is_export, overwrite) {
        (true, true) => Ok(()),
        (true, false) => Err(Error::Input {
            what: format!("{} holds an earlier export", folder.display()),
            hint: Some("replace it with `--overwrite`, or name another folder".to_owned()),
        }),
        (false, _) => Err(Error::Input {
            what: format!("{} holds other files", folder.display()),
            hint: Some("name a new folder".to_owned()),
        }),
    }
}

/// Writes each file whole under another name first, so that none is ever half written; what says that all are there
/// comes last.
fn write_all(folder: &Path, tables: &[Table], about: &serde_json::Value) -> Result<(), Error> {
    let wrong = |path: &Path, error: std::io::Error| Error::Unexpected(format!("{}: {error}", path.display()));
    std::fs::create_dir_all(folder).map_err(|error| wrong(folder, error))?;
    let mut files: Vec<(String, String)> = Vec::new();
    for table in tables {
        files.push((format!("{}.csv", table.name), csv::text(table)));
        files.push((format!("{}.json", table.name), table.json()));
    }
    files.push((MANIFEST.to_owned(), format!("{about:#}\n")));
    for (name, text) in files {
        let (path, part) = (folder.join(&name), folder.join(format!(".{name}.part")));
        std::fs::write(&part, text)
            .and_then(|()| std::fs::rename(&part, &path))
            .map_err(|error| wrong(&path, error))?;
    }
    Ok(())
}
