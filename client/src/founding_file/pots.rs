//! The pots, the general one first.

use mutual_types::{PotKind, PotSpec, Restriction};

use super::{
    reader::{Item, Read, Reader, Section},
    values, NOBODY,
};

/// Reads the pots.
pub(super) fn read<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>) -> Vec<PotSpec> {
    match reader.list(root, "pots") {
        Some(entries) => entries.iter().map(|entry| pot(reader, entry)).collect(),
        None => {
            if !reader.gives("pots") {
                reader.missing(root, "pots");
            }
            Vec::new()
        }
    }
}

fn pot<'s>(reader: &mut Reader<'s>, entry: &Item<'s>) -> PotSpec {
    let section = &mut reader.table(entry);
    let kind = reader.required(section, "kind", values::pot_kind, PotKind::General);
    let name = reader.required(section, "name", values::filled_text, String::new());
    let restriction = if kind == PotKind::Restricted {
        Some(restriction(reader, section))
    } else {
        refuse_restriction(reader, section);
        None
    };
    reader.finish(section);
    PotSpec { kind, name, restriction }
}

fn restriction<'s>(reader: &mut Reader<'s>, section: &mut Section<'s>) -> Restriction {
    let kinds = values_of(reader, section, "kinds", values::proposal_kind);
    if kinds.as_ref().is_some_and(Vec::is_empty) || !reader.gives(&section.path_of("kinds")) {
        reader.report(section.path_of("kinds"), "must name the proposals that may pay from it, as in [\"spend\"]");
    }
    Restriction {
        kinds: kinds.unwrap_or_default(),
        payees: values_of(reader, section, "payees", values::account).unwrap_or_default(),
        ends_ms: reader.maybe(section, "ends", values::moment),
        fallback: reader.required(section, "fallback", values::account, NOBODY),
    }
}

/// The entries of a list that can be read; none where the list is missing or is no list.
fn values_of<'s, T>(
    reader: &mut Reader<'s>,
    section: &mut Section<'s>,
    key: &'static str,
    read: Read<T>,
) -> Option<Vec<T>> {
    let entries = reader.list(section, key)?;
    Some(entries.iter().filter_map(|entry| reader.value(entry, read)).collect())
}

/// Only a restricted pot has a purpose that can be checked.
fn refuse_restriction<'s>(reader: &mut Reader<'s>, section: &mut Section<'s>) {
    for key in ["kinds", "payees", "ends", "fallback"] {
        if let Some(item) = reader.item(section, key) {
            let message = "belongs to a pot of the kind \"restricted\" only".to_owned();
            reader.report_at(item.line, item.path, message);
        }
    }
}
