//! Disputes, dissolution, and other contracts.

use mutual_types::DisputeStatus;

pub(super) const NOT_DISPUTABLE: &str =
    "What can be disputed: a payment that waits, a stage that was returned or not answered in time, a suspension or \
     expulsion in its notice.";
pub(super) const CODE_CHANGED: &str =
    "Find out what the contract is now, and propose the call anew with `mutual proposal new call` if you trust it.";

pub(super) fn wrong_dispute(status: DisputeStatus) -> &'static str {
    match status {
        DisputeStatus::Petition => "Members ask for it too with `mutual dispute join <NUMBER>`.",
        DisputeStatus::Panel => "Its arbitrators rule with `mutual dispute rule <NUMBER>`.",
        DisputeStatus::Undecided => "Any member can refer it to all with `mutual dispute refer <NUMBER>`.",
        DisputeStatus::Ballot => "See which proposal decides it with `mutual dispute show <NUMBER>`, and vote there.",
        DisputeStatus::Dropped | DisputeStatus::Ruled => {
            "What is left is its deposit: `mutual dispute settle <NUMBER>`, once its time is over."
        }
    }
}

pub(super) fn not_divisible(pots_open: u32, members_left: u32) -> &'static str {
    match (pots_open, members_left) {
        (0, 0) => "See how far it is with `mutual dissolution show`; it is divided with `mutual dissolution divide`.",
        (0, _) => "Look at the others with `mutual dissolution count`.",
        _ => {
            "End payments and grants with `mutual payment cancel` and `mutual grant cancel`, then close the \
             pots with `mutual dissolution liquidate`."
        }
    }
}

pub(super) fn call_failed(code: u32) -> &'static str {
    match code {
        5 => "See what the society holds with `mutual treasury show`.",
        8 => "Check the account of the contract in the proposal.",
        _ => "Ask whoever wrote the contract why it does not take this call, or propose another one.",
    }
}
