//! A new account, and what a kept one is reported as.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;
use zeroize::Zeroizing;

use super::super::context::Context;
use super::super::password;
use super::super::report::Report;
use crate::error::Error;
use crate::keys::{self, Keystore, Scheme, Signer, Stored};
use crate::names::{Name, NameError};
use crate::text::address;

const QUESTION: &str = "Show its secret words now, to be written down? They are not kept, and cannot be shown later.";

pub(super) fn run(
    name: &str,
    scheme: Scheme,
    shows_phrase: bool,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    context.folder_to_change()?;
    let name = free_name(name, context)?;
    let phrase = keys::new_phrase()?;
    let signer = Signer::of_scheme(&phrase, scheme, "this machine")?;
    let stored = keep(&name, &signer, context)?;
    // To agree beforehand to questions is not to agree to secrets on the screen.
    let is_wanted =
        shows_phrase || (!context.globals.yes && context.may_ask() && context.io.confirm(QUESTION)? == Some(true));
    let shown = is_wanted.then_some(&phrase);
    context.say(&format!(
        "Back it up: `mutual account export {name} --to FILE`, and keep the password in another place. Nobody can restore \
         either of them."
    ));
    Ok(report(&stored, shown).then(format!("mutual account default {name}")))
}

/// A name that nothing has yet, on any chain.
pub(super) fn free_name(text: &str, context: &mut Context<'_, '_>) -> Result<Name, Error> {
    let name: Name = text.parse()?;
    let taken = |account| NameError::Taken { name: name.to_string(), account };
    // A damaged file holds its name, too.
    if let Some(stored) = context.keyring()?.find(&name)? {
        return Err(taken(stored.account()).into());
    }
    let names = context.names()?;
    let booked = names.book().chain_of(&name).and_then(|genesis| names.book().get(genesis, &name));
    match booked {
        Some(account) => Err(taken(account).into()),
        None => Ok(name),
    }
}

/// Keeps a key under a new password.
pub(super) fn keep(name: &Name, signer: &Signer, context: &mut Context<'_, '_>) -> Result<Stored, Error> {
    let password = password::choose(context, &format!("`{name}`"))?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now_ms = u64::try_from(since.as_millis()).unwrap_or_default();
    let keystore = Keystore::seal(signer, name.as_str(), &password, now_ms)?;
    context.keyring()?.add(name, keystore)
}

/// An account that is kept on this machine, perhaps with its words.
pub(super) fn report(stored: &Stored, phrase: Option<&Zeroizing<String>>) -> Report {
    let (address, file) = (address::format(&stored.account()), stored.path.display().to_string());
    let scheme = stored.keystore.scheme();
    let mut json = json!({
        "name": stored.name.as_str(), "address": address, "scheme": scheme.name(), "file": file,
    });
    let mut fields =
        vec![("name", stored.name.to_string()), ("address", address), ("scheme", scheme.to_string()), ("file", file)];
    if let Some(phrase) = phrase {
        json["mnemonic"] = phrase.as_str().into();
        fields.push(("secret words", phrase.to_string()));
    }
    Report::new(json).about_names().fields(fields)
}
