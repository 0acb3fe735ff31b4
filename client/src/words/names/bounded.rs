//! Texts and lists that have a greatest length.

use mutual_types::{Collection, Field};

/// A text.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "the name",
        Field::Purpose => "the purpose",
        Field::Uri => "the document's address (URI)",
        Field::Title => "the title",
        Field::Reason => "the reason",
        Field::Memo => "the memo",
        Field::PotName => "the pot's name",
        Field::StageTitle => "the title of the stage",
        Field::Unit => "the unit in which the outcome is measured",
    }
}

/// What there can be too many of.
pub fn collection(collection: Collection) -> &'static str {
    match collection {
        Collection::Founders => "founders",
        Collection::Pots => "pots",
        Collection::Kinds => "kinds of proposals named by one pot",
        Collection::Payees => "accounts named by one pot",
        Collection::Seats => "seats of a role",
        Collection::Approvals => "approvals of one payment",
        Collection::Page => "entries on one page",
        Collection::Sponsorships => "open applications sponsored by one member",
        Collection::Stages => "stages of one grant",
        Collection::OpenProposals => "open proposals of one member",
        Collection::Loans => "loans to one member",
        Collection::Batch => "accounts in one batch",
        Collection::FoundingRoster => "members admitted in batches",
        Collection::Reviewed => "members reviewed by one proposal",
        Collection::CallInput => "bytes of input of one call",
    }
}
