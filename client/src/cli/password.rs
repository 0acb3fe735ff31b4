//! Passwords: of accounts that are opened, and of those that are made.

use zeroize::Zeroizing;

use super::context::Context;
use crate::error::Error;
use crate::keys::{self, KeyError, Signer};

/// How often a person may mistype.
const ATTEMPTS: u32 = 3;

/// Shorter ones are found by trying.
const MIN_CHARS: usize = 8;

const HINT: &str = "give it as `--password-file FILE` (`-` reads stdin), or run this in a terminal";

/// Opens what `open` opens with a password: that of the password file, or the one that a person types.
pub(super) fn unlock(
    context: &mut Context<'_, '_>,
    what: &str,
    open: impl Fn(&str) -> Result<Signer, KeyError>,
) -> Result<Signer, Error> {
    if let Some(password) = of_file(context)? {
        return Ok(open(&password)?);
    }
    let mut left = ATTEMPTS;
    loop {
        let password = context.ask_secret(&format!("Password of {what}: "), "the password", HINT)?;
        left = left.saturating_sub(1);
        match open(&password) {
            Err(KeyError::WrongPassword { .. }) if left > 0 => context.io.note("That is not it. Try again."),
            other => return Ok(other?),
        }
    }
}

/// A new password: that of the password file, or one that a person types twice.
pub(super) fn choose(context: &mut Context<'_, '_>, what: &str) -> Result<Zeroizing<String>, Error> {
    if let Some(password) = of_file(context)? {
        ensure_long(&password)?;
        return Ok(password);
    }
    let password = context.ask_secret(&format!("A password for {what}: "), "a password", HINT)?;
    ensure_long(&password)?;
    let again = context.ask_secret("The same again: ", "a password", HINT)?;
    if *again != *password {
        return Err(Error::input("these are two different passwords: nothing was kept"));
    }
    Ok(password)
}

fn of_file(context: &Context<'_, '_>) -> Result<Option<Zeroizing<String>>, Error> {
    let Some(file) = context.globals.password_file.as_deref().filter(|file| !file.as_os_str().is_empty()) else {
        return Ok(None);
    };
    if keys::is_stdin(file) && context.secret_is_on_stdin() {
        return Err(Error::input("stdin cannot give both the secret and the password"));
    }
    let (text, _) = keys::read_secret(file)?;
    // The newline that editors and `echo` put at the end is no part of it.
    let password = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    Ok(Some(Zeroizing::new(password.to_owned())))
}

fn ensure_long(password: &str) -> Result<(), Error> {
    if password.chars().count() >= MIN_CHARS {
        return Ok(());
    }
    Err(Error::Input {
        what: format!("a password has at least {MIN_CHARS} characters"),
        hint: Some("several words that do not belong together are easy to remember and hard to guess".to_owned()),
    })
}
