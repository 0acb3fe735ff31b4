//! What every proposal has beside its action.

use clap::Args;
use mutual_types::{Document, Mode};

use super::super::super::document::DocumentArgs;
use crate::error::Error;

/// What every proposal has.
#[derive(Debug, Args)]
pub(in super::super::super) struct About {
    /// One line that says what it is about; the default says what it does
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[command(flatten)]
    document: DocumentArgs,
    /// Let it pass unless members object, where the rules allow that; the default is a ballot
    #[arg(long)]
    consent: bool,
}

impl About {
    /// The title, or as much as fits of what the action does.
    pub(super) fn title(&self, words: &str) -> String {
        self.title.clone().unwrap_or_else(|| shortened(words))
    }

    pub(super) fn ensure_title(&self) -> Result<(), Error> {
        if self.title.is_some() {
            return Ok(());
        }
        Err(Error::Input {
            what: "a resolution needs its words".to_owned(),
            hint: Some("give them as `--title TEXT`, and a longer text as `--uri URI --file FILE`".to_owned()),
        })
    }

    pub(super) fn document(&self) -> Result<Option<Document>, Error> {
        self.document.document()
    }

    /// The document, of a kind that is nothing without it. `what` names it.
    pub(super) fn needed_document(&self, what: &str) -> Result<Document, Error> {
        self.document.document()?.ok_or_else(|| Error::Input {
            what: format!("{what} needs its document"),
            hint: Some("put it where everybody can read it, and give `--uri URI --file FILE`".to_owned()),
        })
    }

    pub(super) fn mode(&self) -> Mode {
        if self.consent {
            Mode::Consent
        } else {
            Mode::Ballot
        }
    }
}

/// As much of a text as a title may have.
pub(in super::super::super) fn shortened(text: &str) -> String {
    let max = usize::try_from(mutual_types::TITLE_MAX).unwrap_or(usize::MAX);
    let fits = |(at, c): (usize, char)| at.saturating_add(c.len_utf8()) <= max;
    text.char_indices().take_while(|place| fits(*place)).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_made_from_the_action_fits_on_chain() {
        assert_eq!(shortened("pay"), "pay");
        let long = "é".repeat(100);
        assert_eq!(shortened(&long).len(), 128);
    }
}
