//! Grants and relief.

use mutual_types::{Planck, ReliefCap, StageStatus, TimestampMs, MONTHS_MAX};

use super::capital;
use crate::text::{amount, moment, Unit};
use crate::words::{self, names::counted};

pub(super) fn invalid_stages(stage: u32) -> String {
    format!(
        "Stage {stage} of the grant is missing or wrong: each stage has an amount and at most {}, and their dates lie \
         ahead and follow each other.",
        counted(MONTHS_MAX, "monthly payment"),
    )
}

pub(super) fn wrong_stage(current: u8, status: StageStatus) -> String {
    let status = words::stage_status(status);
    format!("This cannot be done with that stage now: the grant is at stage {current}, which is {status}.")
}

pub(super) fn relief_capped(cap: ReliefCap, left: Planck, needed: Planck, unit: &Unit) -> String {
    let what = capital(words::relief_cap(cap));
    match cap {
        ReliefCap::MemberCount => format!("{what} is used up."),
        ReliefCap::Request | ReliefCap::MemberYear | ReliefCap::PotMonth => {
            let (left, needed) = (amount::format(left, unit), amount::format(needed, unit));
            format!("{what} leaves {left}, and this needs {needed}.")
        }
    }
}

pub(super) fn attestations_full(until_ms: TimestampMs) -> String {
    let until = moment::format(until_ms);
    format!("You have attested as often as the rules allow in the year that ends {until}.")
}
