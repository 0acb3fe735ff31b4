//! Texts and lists that are too long.

use mutual_types::{Collection, Field};

pub(super) fn text_too_long(field: Field) -> &'static str {
    match field {
        Field::Uri => "Put the document at a shorter address.",
        Field::Name | Field::PotName | Field::Unit => {
            "Choose a shorter one; letters with accents count as two bytes or more."
        }
        Field::Purpose | Field::Title | Field::Reason | Field::Memo | Field::StageTitle => {
            "Say it in fewer words, and put the long text into a document."
        }
    }
}

pub(super) fn too_many(what: Collection) -> &'static str {
    match what {
        Collection::Founders => "Found the society with fewer, and let the others apply with `mutual member apply`.",
        Collection::Pots => "Begin with fewer pots, or close one that is empty.",
        Collection::Kinds => "Name fewer kinds.",
        Collection::Payees => "Name fewer, or none, which means any.",
        Collection::Seats => "End a role first: `mutual proposal new revoke`.",
        Collection::Approvals => "There is nothing left to do: this payment has enough approvals.",
        Collection::Page => "Ask for fewer at a time with `--limit`.",
        Collection::Sponsorships => {
            "Wait until one of those applications is decided, or ask another member to sponsor."
        }
        Collection::Stages => "Make fewer stages, or two grants.",
        Collection::OpenProposals => {
            "Wait until one of them has ended, and settle it with `mutual proposal settle <NUMBER>`."
        }
        Collection::Loans => "Pay one of the others back first, with `mutual grant repay`.",
        Collection::Batch => "Admit them in several batches.",
        Collection::FoundingRoster => "Let the others join one by one, beginning with `mutual member apply`.",
        Collection::Reviewed => "Make two proposals.",
        Collection::CallInput => "Call with a shorter input.",
    }
}
