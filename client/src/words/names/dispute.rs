//! Disputes and rulings.

use mutual_types::{DisputeStatus, DisputeSubject, Ruling};

use crate::text::address;

/// What a dispute is.
pub fn dispute_status(status: DisputeStatus) -> &'static str {
    match status {
        DisputeStatus::Petition => "a petition, which waits for more members",
        DisputeStatus::Dropped => "dropped, because too few members asked for it",
        DisputeStatus::Panel => "before its panel",
        DisputeStatus::Undecided => "undecided, to be referred to the members",
        DisputeStatus::Ballot => "before the members",
        DisputeStatus::Ruled => "decided",
    }
}

/// What a dispute is about.
pub fn dispute_subject(subject: DisputeSubject) -> String {
    match subject {
        DisputeSubject::Payment(payment) => format!("payment {payment}"),
        DisputeSubject::Stage { grant, stage } => format!("stage {stage} of grant {grant}"),
        DisputeSubject::Expulsion(proposal) => format!("the suspension or expulsion by proposal {proposal}"),
        DisputeSubject::External { contract, case, a, b } => {
            format!("case {case} of the contract {}, member {a} against member {b}", address::format(&contract))
        }
    }
}

/// A ruling, as it is written on the command line.
pub fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::For => "for",
        Ruling::Against => "against",
    }
}

/// What a ruling means for what the dispute is about.
pub fn ruling_on(subject: DisputeSubject, ruling: Ruling) -> String {
    let (for_it, against_it) = match subject {
        DisputeSubject::Payment(_) => ("the payment goes on".to_owned(), "the payment is cancelled".to_owned()),
        DisputeSubject::Stage { .. } => ("the stage is accepted".to_owned(), "the stage is returned".to_owned()),
        DisputeSubject::Expulsion(_) => ("the decision stands".to_owned(), "the decision is struck down".to_owned()),
        DisputeSubject::External { a, b, .. } => {
            (format!("member {a} is in the right"), format!("member {b} is in the right"))
        }
    };
    match ruling {
        Ruling::For => for_it,
        Ruling::Against => against_it,
    }
}
