//! Text on chain is bounded, and a list of open things too.

use super::{Checked, Error};

scale_type! {
    /// A text field, named in [`Error::TextTooLong`].
    #[derive(Copy)]
    pub enum Field {
        /// The exchange's name.
        Name,
        /// What an offer or an agreement is about.
        Title,
        /// Where: a quarter, not an address.
        Place,
        /// Why something is called off.
        Reason,
    }

    /// A bounded list, named in [`Error::TooMany`].
    #[derive(Copy)]
    pub enum Collection {
        /// A member's offers that are not closed.
        OpenOffers,
        /// A member's proposals that wait for an answer, and agreements that are not settled.
        OpenDeals,
    }
}

impl Field {
    /// The bytes this field may have.
    pub fn max(self) -> u32 {
        match self {
            Self::Name | Self::Title => crate::TITLE_MAX,
            Self::Place => 64,
            Self::Reason => crate::MEMO_MAX,
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
    pub fn check(self, count: usize, max: u8) -> Checked<()> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let max = max.into();
        if count > max {
            return Err(Error::TooMany { what: self, count, max }.into());
        }
        Ok(())
    }
}
