//! A federation in words: what its records are, why it refused and what to do next, what has happened, and what a proposal
//! to call it would do.

mod asked;
mod error;
mod event;

pub use asked::{asked, matter};
pub use error::error;
pub use event::event;

use mutual_types::federation::{DrawStatus, MotionStatus, Presence, RuleName};

use super::names::counted;
use crate::text::duration;

/// Whether a society takes part.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Invited => "invited, and has not joined",
        Presence::Present => "takes part",
        Presence::Left => "has left",
        Presence::Expelled => "was expelled",
    }
}

/// What a motion is now.
pub fn motion_status(status: MotionStatus) -> &'static str {
    match status {
        MotionStatus::Open => "open",
        MotionStatus::Passed => "passed",
        MotionStatus::Failed => "failed",
    }
}

/// What a draw is now.
pub fn draw_status(status: DrawStatus) -> &'static str {
    match status {
        DrawStatus::Promised => "drawn, and waits to be collected",
        DrawStatus::Expired => "not collected in time",
        DrawStatus::Lapsed => "went back, not collected in time",
        DrawStatus::Given => "collected, and nothing is to be paid back",
        DrawStatus::Owed => "collected, and to be paid back",
        DrawStatus::PastDue => "past due",
        DrawStatus::Level => "paid back or forgiven",
    }
}

/// A share in percent: `66.67 %`.
pub fn share(bps: impl Into<u64>) -> String {
    let bps: u64 = bps.into();
    match (bps / 100, bps % 100) {
        (whole, 0) => format!("{whole} %"),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{} %", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02} %"),
    }
}

/// A rule's name.
pub fn rule(rule: RuleName) -> &'static str {
    match rule {
        RuleName::Period => "The length of a period",
        RuleName::Founding => "The time for the founders to join",
        RuleName::Voting => "The time to vote",
        RuleName::Approval => "The share of ayes that a motion needs",
        RuleName::Waiting => "The time after joining before a society can draw",
        RuleName::Collect => "The time to collect a draw",
        RuleName::BackingMax => "How far ahead a backing may end",
        RuleName::DrawsMax => "The number of open draws",
        RuleName::Repay => "The time to pay back",
    }
}

fn quantity(of: RuleName, value: u64) -> String {
    match of {
        RuleName::Approval => share(value),
        RuleName::DrawsMax => value.to_string(),
        RuleName::Period
        | RuleName::Founding
        | RuleName::Voting
        | RuleName::Waiting
        | RuleName::Collect
        | RuleName::BackingMax
        | RuleName::Repay => duration::format(value),
    }
}

/// When a draw is to be paid back.
pub fn repayment(repay_ms: Option<u64>) -> String {
    match repay_ms {
        Some(ms) => format!("to be paid back within {}", duration::format(ms)),
        None => "a gift, not to be paid back".to_owned(),
    }
}

fn ayes(count: u32) -> String {
    counted(count, "aye")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_percent() {
        for (bps, text) in [(5_001_u64, "50.01 %"), (6_667, "66.67 %"), (7_500, "75 %"), (7_550, "75.5 %")] {
            assert_eq!(share(bps), text);
        }
    }
}
