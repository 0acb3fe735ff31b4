//! Payments.

use mutual_types::PaymentStatus;

pub(super) const MEMBERS_DECIDE: &str =
    "The members can decide: `mutual proposal new release-payment` or `mutual proposal new cancel-payment`.";
pub(super) const ASK_INSTEAD: &str =
    "Claim what you laid out with `mutual expense claim`, or ask the members with `mutual proposal new spend`.";
pub(super) const ALLOWANCE_EXCEEDED: &str =
    "Wait for the next period, or ask the members: `mutual proposal new spend` or `mutual proposal new set-allowance`.";

pub(super) fn not_waiting(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Waiting => {
            "Approve it with `mutual payment approve <NUMBER>`, or release it with `mutual payment release <NUMBER>`."
        }
        PaymentStatus::Lapsed => {
            "A treasurer can renew it once with `mutual payment renew <NUMBER>`; after that the members can release or \
             cancel it by a proposal."
        }
        PaymentStatus::Stopped => "See what stops it, and until when, with `mutual payment show <NUMBER>`.",
        PaymentStatus::Credited => "The payee withdraws it with `mutual treasury withdraw`.",
        PaymentStatus::Released => "There is nothing left to do; see it with `mutual payment show <NUMBER>`.",
        PaymentStatus::Cancelled => {
            "If the money is still owed, propose a new payment with `mutual proposal new spend`."
        }
    }
}
