//! Disputes, dissolution, other contracts and new code.

use mutual_types::{DisputeStatus, TimestampMs};

use crate::text::moment;
use crate::words::{self, names::counted};

pub(super) const MIGRATING: &str = "The society's records are being brought to a new version, and nothing else can be \
                                    done until that is finished.";
pub(super) const NOT_DISPUTABLE: &str =
    "This cannot be disputed now: it does not exist, or is over, or somebody else has to answer first.";

pub(super) fn wrong_dispute(status: DisputeStatus, ends_ms: TimestampMs) -> String {
    let until = match status {
        DisputeStatus::Petition | DisputeStatus::Panel => format!(", until {}", moment::format(ends_ms)),
        DisputeStatus::Dropped | DisputeStatus::Undecided | DisputeStatus::Ballot | DisputeStatus::Ruled => {
            String::new()
        }
    };
    format!("This cannot be done with the dispute now: it is {}{until}.", words::dispute_status(status))
}

pub(super) fn not_dormant(from_ms: TimestampMs) -> String {
    let from = moment::format(from_ms);
    format!("The society is alive: only if nobody decides anything until {from} can anyone open its dissolution.")
}

pub(super) fn not_divisible(pots_open: u32, members_left: u32) -> String {
    match (pots_open, members_left) {
        (0, 0) => "What is left has been divided already, or is still to be divided.".to_owned(),
        (pots, members) => {
            let still = |count, noun| match count {
                1 => format!("1 {noun} is"),
                count => format!("{} are", counted(count, noun)),
            };
            format!(
                "What is left is not divided: {} still open, and {} still to be looked at.",
                still(pots, "pot"),
                still(members, "member"),
            )
        }
    }
}

pub(super) fn code_changed(found: [u8; 32]) -> String {
    if found == [0; 32] {
        "There is no contract at that account.".to_owned()
    } else {
        format!("The contract's code is 0x{}, and not the one that was decided on.", hex::encode(found))
    }
}

pub(super) fn call_failed(code: u32) -> String {
    let why = match code {
        1 => "it broke off".to_owned(),
        2 => "it refused".to_owned(),
        5 => "the money could not be transferred".to_owned(),
        8 => "there is no contract at that account".to_owned(),
        code => format!("the chain gives the code {code}"),
    };
    format!("The call of the contract failed, and nothing was done: {why}.")
}
