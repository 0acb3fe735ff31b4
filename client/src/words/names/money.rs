//! Payments and pots.

use mutual_types::{Origin, PaymentStatus, PotKind, PotRefusal, Refusal};

use crate::text::{amount, Unit};

/// What a payment is.
pub fn payment_status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Waiting => "waiting",
        PaymentStatus::Lapsed => "past its window",
        PaymentStatus::Released => "paid",
        PaymentStatus::Cancelled => "cancelled",
        PaymentStatus::Stopped => "stopped for now",
        PaymentStatus::Credited => "turned into a credit",
    }
}

/// What a payment follows from.
pub fn origin(origin: Origin) -> String {
    match origin {
        Origin::Spend(proposal) => format!("proposal {proposal}"),
        Origin::GrantStage { grant, stage } => format!("stage {stage} of grant {grant}"),
        Origin::Relief(request) => format!("relief request {request}"),
        Origin::Expense(claim) => format!("expense claim {claim}"),
        Origin::Call(proposal) => format!("proposal {proposal}, to call a contract"),
    }
}

/// Why the chain would not make a transfer.
pub fn refusal(refusal: Refusal, unit: &Unit) -> String {
    match refusal {
        Refusal::BelowExistentialDeposit { amount, minimum } => format!(
            "the payee's account is empty, and {1} is too little to open it: the chain keeps none with less than {0}",
            amount::format(minimum, unit),
            amount::format(amount, unit),
        ),
        Refusal::TransferFailed => "the chain refused the transfer".to_owned(),
    }
}

/// What a pot is for.
pub fn pot_kind(kind: PotKind) -> &'static str {
    match kind {
        PotKind::General => "general",
        PotKind::Reserve => "reserve",
        PotKind::Relief => "relief",
        PotKind::Restricted => "restricted",
    }
}

/// Why a pot does not pay.
pub fn pot_refusal(refusal: PotRefusal) -> &'static str {
    match refusal {
        PotRefusal::Kind => "this kind of proposal may not pay from it",
        PotRefusal::Payee => "it pays only the accounts it names, and this is none of them",
        PotRefusal::Ended => "it has come to its end",
    }
}
