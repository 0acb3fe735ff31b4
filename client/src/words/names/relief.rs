//! Requests for relief.

use mutual_types::{Relation, ReliefCap, ReliefStatus};

/// What a request for relief is.
pub fn relief_status(status: ReliefStatus) -> &'static str {
    match status {
        ReliefStatus::Asked => "open for attestations",
        ReliefStatus::Attested => "attested, and not yet promised",
        ReliefStatus::Promised => "promised",
        ReliefStatus::Withdrawn => "withdrawn",
        ReliefStatus::Expired => "not attested in time",
    }
}

/// A limit of relief.
pub fn relief_cap(cap: ReliefCap) -> &'static str {
    match cap {
        ReliefCap::Request => "the largest request",
        ReliefCap::MemberYear => "the most for one member in 365 days",
        ReliefCap::MemberCount => "the number of payments to one member in 365 days",
        ReliefCap::PotMonth => "the most out of the pot in 30 days",
    }
}

/// What keeps a member from attesting a request.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Asker => "it is yours",
        Relation::Sponsor => "you vouched for who asks when they joined",
        Relation::Sponsored => "who asks vouched for you when you joined",
    }
}
