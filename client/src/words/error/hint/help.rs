//! Grants and relief.

use mutual_types::{Planck, ReliefCap, ReliefStatus, StageStatus};

use crate::text::{amount, Unit};

pub(super) fn wrong_stage(status: StageStatus) -> &'static str {
    match status {
        StageStatus::Open | StageStatus::Overdue => "Its payee claims it with `mutual grant claim`.",
        StageStatus::Claimed => "A steward answers with `mutual grant accept` or `mutual grant return`.",
        StageStatus::Unanswered => {
            "A steward can still answer with `mutual grant accept`, or its payee runs `mutual dispute open`."
        }
        StageStatus::Returned => {
            "Its payee claims it again with `mutual grant claim`, or opens a dispute with `mutual dispute open`."
        }
        StageStatus::Lapsable => {
            "Anyone can let it lapse with `mutual grant lapse`, and until then its payee can claim it."
        }
        StageStatus::Waiting => "See when its next payment is due with `mutual grant show <NUMBER>`.",
        StageStatus::Due => "Anyone can start its next payment with `mutual grant stipend`.",
    }
}

pub(super) fn relief_capped(cap: ReliefCap, left: Planck, unit: &Unit) -> String {
    match (cap, left) {
        (ReliefCap::Request | ReliefCap::MemberYear, 1..) => {
            format!("Ask for {} or less.", amount::format(left, unit))
        }
        (ReliefCap::Request | ReliefCap::MemberYear | ReliefCap::MemberCount, _) => {
            "Ask a member to propose a payment with `mutual proposal new spend`.".to_owned()
        }
        (ReliefCap::PotMonth, _) => {
            "Try again on another day with `mutual relief promise <NUMBER>`: what is older counts no more.".to_owned()
        }
    }
}

pub(super) fn wrong_relief(status: ReliefStatus) -> &'static str {
    match status {
        ReliefStatus::Asked => "Members attest it with `mutual relief attest <NUMBER>`.",
        ReliefStatus::Attested => "Anyone can have it promised with `mutual relief promise <NUMBER>`.",
        ReliefStatus::Promised => "See its payment with `mutual relief show <NUMBER>`.",
        ReliefStatus::Withdrawn | ReliefStatus::Expired => {
            "If help is still needed, ask anew with `mutual relief ask`."
        }
    }
}
