//! An account from elsewhere.

use std::path::Path;

use zeroize::Zeroizing;

use super::super::context::Context;
use super::super::password;
use super::super::report::Report;
use super::super::settings::Signing;
use super::new;
use crate::config::Origin;
use crate::error::Error;
use crate::home;
use crate::keys::{KeyError, Keystore, Scheme, Signer};
use crate::names::Name;

const HINT: &str = "give the words as `--suri-file FILE` (`-` reads stdin), or run this in a terminal";

pub(super) fn run(
    name: &str,
    file: Option<&Path>,
    scheme: Scheme,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    context.folder_to_change()?;
    let name = new::free_name(name, context)?;
    let stored = match file {
        Some(file) => from_file(&name, file, context)?,
        None => {
            let signer = from_words(scheme, context)?;
            new::keep(&name, &signer, context)?
        }
    };
    Ok(new::report(&stored, None).then(format!("mutual account show {name}")))
}

/// A key file stays as it is, with its own password, once that has opened it: a file that cannot be opened is no backup.
fn from_file(name: &Name, file: &Path, context: &mut Context<'_, '_>) -> Result<crate::keys::Stored, Error> {
    let origin = file.display().to_string();
    let unreadable = |reason: String| KeyError::Unreadable { origin: origin.clone(), reason };
    let text = home::read(file).map_err(|error| unreadable(error.to_string()))?;
    let text = text.ok_or_else(|| unreadable("there is no such file".to_owned()))?;
    let keystore = Keystore::parse(&text, &origin)?;
    password::unlock(context, &origin, |password| keystore.open(password, &origin))?;
    context.keyring()?.add(name, keystore)
}

/// The key of secret words: those of a flag, or what a person types.
fn from_words(scheme: Scheme, context: &mut Context<'_, '_>) -> Result<Signer, Error> {
    let by_flag = context
        .setup
        .shown
        .iter()
        .any(|(key, said)| *key == "account" && said.as_ref().is_some_and(|said| said.origin == Origin::Flag));
    if let (Signing::Secret(source), true) = (&context.setup.signing, by_flag) {
        return Ok(source.signer_of(scheme)?);
    }
    let words: Zeroizing<String> =
        context.ask_secret("Its secret words, or its secret URI: ", "the secret words", HINT)?;
    Ok(Signer::of_scheme(&words, scheme, "the terminal")?)
}
