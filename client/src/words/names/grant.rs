//! Grants and their stages.

use mutual_types::{GrantStatus, StageStatus};

/// What a grant is.
pub fn grant_status(status: GrantStatus) -> &'static str {
    match status {
        GrantStatus::Running => "running",
        GrantStatus::Finished => "finished",
        GrantStatus::Stopped => "stopped",
    }
}

/// What the open stage of a grant is.
pub fn stage_status(status: StageStatus) -> &'static str {
    match status {
        StageStatus::Open => "open for its payee",
        StageStatus::Claimed => "claimed, before a steward",
        StageStatus::Unanswered => "claimed, and not answered in time",
        StageStatus::Returned => "returned to its payee",
        StageStatus::Overdue => "past its date, within the grace",
        StageStatus::Lapsable => "past its date and the grace",
        StageStatus::Waiting => "a stipend whose next payment is not yet due",
        StageStatus::Due => "a stipend whose next payment is due",
    }
}
