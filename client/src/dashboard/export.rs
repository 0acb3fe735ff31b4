//! All pages as files, for any web host.

use std::path::Path;

use mutual_types::TimestampMs;
use serde_json::{json, Value};

use super::assets::ASSETS;
use super::facts::Facts;
use super::route::Route;
use super::{Dashboard, Form};
use crate::error::Error;
use crate::text::{address, moment};

/// What says that a folder holds an export.
pub const MANIFEST: &str = "dashboard.json";

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The last block of the index.
    pub block: u64,
    /// How many pages.
    pub pages: usize,
    /// How many bytes, with what goes with the pages.
    pub bytes: u64,
}

/// Writes all pages, and what goes with them, into a folder; files of an earlier export that are no part of this one are
/// removed.
///
/// # Errors
/// [`Error::Index`], or when a file cannot be written.
pub async fn export(dashboard: &Dashboard, folder: &Path, wall_ms: TimestampMs) -> Result<Exported, Error> {
    std::fs::create_dir_all(folder).map_err(|error| wrong(folder, error))?;
    let before = earlier(folder);
    let edition = dashboard.edition().await?;
    let names = dashboard.names().await?;
    let mut bytes = 0u64;
    let mut write = |name: &str, text: &str| {
        bytes = bytes.saturating_add(u64::try_from(text.len()).unwrap_or(u64::MAX));
        put(folder, name, text)
    };
    for name in &names {
        let page = dashboard.page(name, wall_ms, Form::File).await?;
        let page = page.ok_or_else(|| Error::Unexpected(format!("the page {name} is gone")))?;
        write(name, &page.html)?;
    }
    for asset in ASSETS.iter().filter(|asset| !asset.is_live) {
        write(asset.name, asset.text)?;
    }
    for name in before.iter().filter(|name| !names.contains(name)) {
        let path = folder.join(name);
        std::fs::remove_file(&path).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(wrong(&path, error)),
        })?;
    }
    let about = json!({
        "form": 1,
        "society": address::format(&dashboard.about.society),
        "genesis": dashboard.about.genesis.to_string(),
        "block": edition.block,
        "at": moment::format(wall_ms),
        "pages": names,
    });
    put(folder, MANIFEST, &format!("{about:#}\n"))?;
    Ok(Exported { block: edition.block, pages: names.len(), bytes })
}

/// The pages of an earlier export; only names of pages are believed.
fn earlier(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let about: Value = serde_json::from_str(&text).unwrap_or_default();
    let names = about.list("pages").iter().filter_map(Value::as_str);
    names.filter(|name| Route::parse(name).is_some()).map(str::to_owned).collect()
}

/// Writes a file whole under another name first, so that none is ever half written.
fn put(folder: &Path, name: &str, text: &str) -> Result<(), Error> {
    let (path, part) = (folder.join(name), folder.join(format!(".{name}.part")));
    std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, &path)).map_err(|error| wrong(&path, error))
}

fn wrong(path: &Path, error: std::io::Error) -> Error {
    Error::Unexpected(format!("{}: {error}", path.display()))
}
