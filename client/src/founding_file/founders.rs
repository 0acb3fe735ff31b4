//! The founders, their roles, and their names for the address book.

use mutual_types::{AccountId, Founder, PotId, PotSpec, Role};

use super::{
    reader::{Item, Reader, Section},
    values,
};

/// Reads the founders and their names; a keeper's pot is one of `pots`.
pub(super) fn read<'s>(
    reader: &mut Reader<'s>,
    root: &mut Section<'s>,
    pots: &[PotSpec],
) -> (Vec<Founder>, Vec<(String, AccountId)>) {
    let Some(entries) = reader.list(root, "founders") else {
        if !reader.gives("founders") {
            reader.missing(root, "founders");
        }
        return (Vec::new(), Vec::new());
    };
    let mut founders = Vec::new();
    let mut names: Vec<(String, AccountId)> = Vec::new();
    for (entry, place) in entries.iter().zip(0u32..) {
        let section = &mut reader.table(entry);
        let name = reader.maybe(section, "name", values::filled_text);
        let account = reader.required(section, "account", values::account, unreadable(place));
        let roles = reader.list(section, "roles").unwrap_or_default();
        let roles = roles.iter().filter_map(|item| role(reader, item, pots)).collect();
        reader.finish(section);
        founders.push(Founder { account, roles });
        let Some(name) = name else { continue };
        if names.iter().any(|(other, _)| *other == name) {
            reader.report(section.path_of("name"), format!("`{name}` is the name of an earlier founder too"));
        }
        names.push((name, account));
    }
    (founders, names)
}

/// Stands for the account of the founder at `place`, and differs for each, so that one mistake does not look like two.
fn unreadable(place: u32) -> AccountId {
    let mut bytes = [0xfe; 32];
    bytes.iter_mut().zip(place.to_le_bytes()).for_each(|(byte, digit)| *byte = digit);
    AccountId(bytes)
}

fn role<'s>(reader: &mut Reader<'s>, item: &Item<'s>, pots: &[PotSpec]) -> Option<Role> {
    if item.value.is_table() {
        let section = &mut reader.table(item);
        let pot = reader.required(section, "keeper", values::filled_text, String::new());
        reader.finish(section);
        let place = pots.iter().zip(0..).find(|(spec, _)| spec.name.to_lowercase() == pot.to_lowercase());
        if place.is_none() && !pot.is_empty() {
            reader.report(section.path_of("keeper"), format!("there is no pot called `{pot}` in this file"));
        }
        return place.map(|(_, place)| Role::Keeper(PotId(place)));
    }
    reader.value(item, |value, _| match value.as_str() {
        Some("treasurer") => Ok(Role::Treasurer),
        Some("steward") => Ok(Role::Steward),
        Some("arbitrator") => Ok(Role::Arbitrator),
        _ => Err("must be \"treasurer\", \"steward\", \"arbitrator\" or { keeper = \"name of a pot\" }".to_owned()),
    })
}
