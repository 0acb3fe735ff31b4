//! An account for elsewhere: its encrypted file, or the secret itself.

use std::path::Path;

use serde_json::json;
use zeroize::Zeroizing;

use super::super::context::Context;
use super::super::password;
use super::super::report::Report;
use crate::error::Error;
use crate::home;
use crate::keys::Stored;
use crate::text::address;

pub(super) fn run(name: &str, to: Option<&Path>, secret: bool, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    if to.is_some() {
        context.folder_to_change()?;
    }
    let stored = context.stored(name)?;
    if secret {
        return bare(&stored, to, context);
    }
    let text = stored.keystore.text();
    match to {
        Some(file) => written(&stored, file, &Zeroizing::new(text)),
        None => Ok(Report::new(stored.keystore.json().clone()).about_names().lines(vec![text])),
    }
}

/// The secret without its encryption, after a question and with the password.
fn bare(stored: &Stored, to: Option<&Path>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let place = match to {
        Some(file) => format!("write it to {}", file.display()),
        None => "show it here".to_owned(),
    };
    context.confirm(&format!("Whoever sees the secret of `{}` has the account. Really {place}?", stored.name))?;
    let signer = password::unlock(context, &format!("`{}`", stored.name), |password| stored.open(password))?;
    let secret = signer.secret_uri()?;
    if let Some(file) = to {
        return written(stored, file, &Zeroizing::new(format!("{}\n", secret.as_str())));
    }
    let (address, scheme) = (address::format(&stored.account()), stored.keystore.scheme());
    let json = json!({
        "name": stored.name.as_str(), "address": address, "scheme": scheme.name(), "secret": secret.as_str(),
    });
    Ok(Report::new(json).about_names().fields([
        ("name", stored.name.to_string()),
        ("address", address),
        ("scheme", scheme.to_string()),
        ("secret", secret.to_string()),
    ]))
}

fn written(stored: &Stored, file: &Path, text: &Zeroizing<String>) -> Result<Report, Error> {
    home::write_new(file, text.as_bytes())?;
    let (address, file) = (address::format(&stored.account()), file.display().to_string());
    let json = json!({ "name": stored.name.as_str(), "address": address, "file": file });
    Ok(Report::new(json).about_names().fields([
        ("name", stored.name.to_string()),
        ("address", address),
        ("file", file),
    ]))
}
