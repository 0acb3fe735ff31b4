//! The charter: where it can be read, and the hash that binds it.

use std::path::Path;

use blake2::{
    digest::{consts::U32, Digest},
    Blake2b,
};
use mutual_types::Document;

use super::{
    reader::{Reader, Section},
    values,
};

/// Where the charter's `file` is looked for.
#[derive(Clone, Copy)]
pub(super) enum Files<'a> {
    /// Nowhere: the text lies in no folder.
    None,
    /// In a folder.
    In(&'a Path),
    /// Here it is, whatever its name.
    Given(&'a [u8]),
}

/// Reads the charter.
pub(super) fn read<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>, files: Files<'_>) -> Document {
    let mut section = reader.section(root, "charter");
    let uri = reader.required(&mut section, "uri", values::filled_text, String::new());
    let given = reader.item(&mut section, "hash");
    let file = reader.item(&mut section, "file");
    let hash = match (given, file) {
        (Some(given), None) => reader.value(&given, values::hash),
        (None, Some(file)) => {
            let name = reader.value(&file, values::filled_text);
            name.and_then(|name| match hash_of(&name, files) {
                Ok(hash) => Some(hash),
                Err(reason) => {
                    reader.report_at(file.line, file.path, reason);
                    None
                }
            })
        }
        (Some(_), Some(file)) => {
            reader.report_at(file.line, file.path, "give either `file` or `hash`, not both".to_owned());
            None
        }
        (None, None) => {
            reader.missing(&section, "file");
            None
        }
    };
    reader.finish(&section);
    Document { uri, hash: hash.unwrap_or_default() }
}

fn hash_of(name: &str, files: Files<'_>) -> Result<[u8; 32], String> {
    let bytes = match files {
        Files::None => {
            return Err("this founding file lies in no folder, so give the charter's `hash` instead".to_owned());
        }
        Files::In(folder) => {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?
        }
        Files::Given(bytes) => bytes.to_vec(),
    };
    Ok(Blake2b::<U32>::digest(bytes).into())
}
