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

/// Reads the charter. Its file is looked for in `base_dir`.
pub(super) fn read<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>, base_dir: Option<&Path>) -> Document {
    let mut section = reader.section(root, "charter");
    let uri = reader.required(&mut section, "uri", values::filled_text, String::new());
    let given = reader.item(&mut section, "hash");
    let file = reader.item(&mut section, "file");
    let hash = match (given, file) {
        (Some(given), None) => reader.value(&given, values::hash),
        (None, Some(file)) => {
            let name = reader.value(&file, values::filled_text);
            name.and_then(|name| match hash_of(&name, base_dir) {
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

fn hash_of(name: &str, base_dir: Option<&Path>) -> Result<[u8; 32], String> {
    let Some(base_dir) = base_dir else {
        return Err("this founding file lies in no folder, so give the charter's `hash` instead".to_owned());
    };
    let path = base_dir.join(name);
    let bytes = std::fs::read(&path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    Ok(Blake2b::<U32>::digest(bytes).into())
}
