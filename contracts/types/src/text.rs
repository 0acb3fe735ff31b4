//! Text on chain is bounded: longer documents are a URI and a hash.

use crate::Checked;
use crate::Error;

/// Bytes of a title or name at the most.
pub const TITLE_MAX: u32 = 128;
/// Bytes of a URI at the most.
pub const URI_MAX: u32 = 256;
/// Bytes of a memo, reason or purpose at the most.
pub const MEMO_MAX: u32 = 256;

scale_type! {
    /// A text field, named in [`Error::TextTooLong`].
    #[derive(Copy)]
    pub enum Field {
        /// The society's name.
        Name,
        /// The society's purpose.
        Purpose,
        /// A document's URI.
        Uri,
        /// A proposal's title.
        Title,
        /// The words that go with a ballot.
        Reason,
        /// The words that go with a contribution.
        Memo,
        /// A pot's name.
        PotName,
        /// The title of a grant's stage.
        StageTitle,
        /// The unit in which a grant's outcome is measured.
        Unit,
    }

    /// A bounded list, named in [`Error::TooMany`].
    #[derive(Copy)]
    pub enum Collection {
        /// Founders of a society.
        Founders,
        /// Pots of a society.
        Pots,
        /// Accounts that a restricted pot may pay.
        Payees,
        /// Kinds of proposals that may pay from a restricted pot.
        Kinds,
        /// Seats of one role, or of all roles.
        Seats,
        /// Approvals of one payment.
        Approvals,
        /// Entries of one page.
        Page,
        /// Applications that a member sponsors at a time.
        Sponsorships,
        /// Stages of a grant.
        Stages,
        /// Proposals of one member that are not settled.
        OpenProposals,
        /// Repayable grants of one member.
        Loans,
        /// Accounts of one batch of a founding roster.
        Batch,
        /// The founding roster.
        FoundingRoster,
        /// Members whose right to attest is reviewed.
        Reviewed,
        /// Bytes of the input of a call to another contract.
        CallInput,
    }
}

impl Field {
    /// The bytes this field may have.
    pub fn max(self) -> u32 {
        match self {
            Self::Name | Self::Title | Self::PotName | Self::StageTitle | Self::Unit => TITLE_MAX,
            Self::Uri => URI_MAX,
            Self::Purpose | Self::Reason | Self::Memo => MEMO_MAX,
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
    /// Checks that a list of `count` entries has at most `max`.
    ///
    /// # Errors
    /// [`Error::TooMany`] with both numbers.
    pub fn check(self, count: usize, max: u32) -> Checked<()> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count > max {
            return Err(Error::TooMany { what: self, count, max }.into());
        }
        Ok(())
    }
}
