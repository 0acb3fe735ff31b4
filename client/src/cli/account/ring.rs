//! The accounts of this machine: which there are, which one signs by default, and one less.

use serde_json::{json, Value};

use super::super::context::Context;
use super::super::report::Report;
use crate::config::{Key, User};
use crate::error::Error;
use crate::names::Name;
use crate::text::address;

pub(super) fn list(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (found, wrong) = context.keyring()?.all()?;
    for error in wrong {
        context.warn(error.to_string());
    }
    let default = default_name(context);
    let is_default = |name: &Name| default.as_ref() == Some(name);
    let rows = found.iter().map(|stored| {
        vec![
            stored.name.to_string(),
            address::format(&stored.account()),
            stored.keystore.scheme().to_string(),
            if is_default(&stored.name) { "default".to_owned() } else { String::new() },
        ]
    });
    let json = found.iter().map(|stored| {
        json!({
            "name": stored.name.as_str(),
            "address": address::format(&stored.account()),
            "scheme": stored.keystore.scheme().name(),
            "file": stored.path.display().to_string(),
            "is_default": is_default(&stored.name),
        })
    });
    let json: Value = json.collect();
    Ok(Report::new(json).about_names().table(&["name", "address", "scheme", "signs"], rows.collect()))
}

pub(super) fn default(name: Option<&str>, none: bool, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if none {
        User::unset(context.folder_to_change()?, Key::Account)?;
        return Ok(shown(None));
    }
    match name {
        Some(name) => {
            let stored = context.stored(name)?;
            User::set(context.folder_to_change()?, Key::Account, stored.name.as_str())?;
            Ok(shown(Some(&stored.name)))
        }
        None => Ok(shown(default_name(context).as_ref())),
    }
}

fn shown(default: Option<&Name>) -> Report {
    let text = default.map_or("none: each command says who signs".to_owned(), Name::to_string);
    Report::new(json!({ "default": default.map(Name::as_str) })).fields([("default", text)])
}

fn default_name(context: &Context<'_, '_>) -> Option<Name> {
    context.setup.user.defaults.get(&Key::Account)?.parse().ok()
}

pub(super) fn remove(name: &str, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let folder = context.folder_to_change()?;
    let name: Name = name.strip_prefix('@').unwrap_or(name).parse()?;
    let keyring = context.keyring()?;
    // A damaged file can be removed, too.
    let address = match keyring.get(&name) {
        Ok(stored) => Some(address::format(&stored.account())),
        Err(Error::Key(_)) => None,
        Err(error) => return Err(error),
    };
    let whose = address.as_deref().map_or(String::new(), |address| format!(" ({address})"));
    context.confirm(&format!(
        "Remove the account `{name}`{whose} from this machine? Without a backup nobody signs for it ever again."
    ))?;
    let path = keyring.remove(&name)?;
    if default_name(context).as_ref() == Some(&name) {
        User::unset(folder, Key::Account)?;
        context.warn(format!("`{name}` was your default account; now there is none"));
    }
    let file = path.display().to_string();
    let json = json!({ "removed": name.as_str(), "address": address, "file": file });
    Ok(Report::new(json).about_names().fields([
        ("removed", name.to_string()),
        ("address", address.unwrap_or_else(|| "not known: the file was damaged".to_owned())),
        ("file", file),
    ]))
}
