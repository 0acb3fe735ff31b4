//! Text on chain is bounded, and so are lists.

use super::{Checked, Error};

scale_type! {
    /// A text field, named in [`Error::TextTooLong`].
    #[derive(Copy)]
    pub enum Field {
        /// The federation's name.
        Name,
        /// A document's URI.
        Uri,
        /// What outcomes are counted in.
        Unit,
    }

    /// A bounded list, named in [`Error::TooMany`].
    #[derive(Copy)]
    pub enum Collection {
        /// Societies that found it.
        Founders,
        /// Units of outcomes.
        Units,
        /// Societies that are present.
        Societies,
        /// Backings that one message draws on.
        Parts,
        /// A society's draws that are neither lapsed nor level.
        Draws,
        /// Outcomes of one report.
        Outcomes,
    }
}

impl Field {
    /// The bytes this field may have.
    pub fn max(self) -> u32 {
        match self {
            Self::Name => crate::TITLE_MAX,
            Self::Uri => crate::URI_MAX,
            Self::Unit => 32,
        }
    }

    /// Checks the length of `text`.
    ///
    /// # Errors
    /// [`Error::TextTooLong`] with both lengths.
    pub fn check(self, text: &str) -> Checked<()> {
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let max = self.max();
        if len > max {
            return Err(Error::TextTooLong { field: self, len, max }.into());
        }
        Ok(())
    }
}

impl Collection {
    /// Checks that a list that will have `count` entries has at most `max`.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn check(self, count: usize, max: u32) -> Checked<()> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count > max {
            return Err(Error::TooMany { what: self, count, max }.into());
        }
        Ok(())
    }
}
