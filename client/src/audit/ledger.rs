//! Money, each planck in one place: every movement takes it out of one and puts it into another.

use mutual_types::{AccountId, DisputeId, MemberIndex, Planck, PotId, ProposalId, TimestampMs};

/// Where money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// With somebody, and not in the contract.
    Outside(AccountId),
    /// In the contract's account for good, so that it exists.
    Minimum,
    /// In the contract, sent by plain transfers and not yet booked to a pot.
    Surplus,
    /// In a pot.
    Pot(PotId),
    /// A member's shares.
    Shares(MemberIndex),
    /// What an account may withdraw.
    Credit(AccountId),
    /// Held with a proposal.
    ProposalDeposit(ProposalId),
    /// Held with a dispute.
    DisputeDeposit(DisputeId),
}

/// One movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The event that tells of it; none for a plain transfer.
    pub seq: Option<u64>,
    /// The block.
    pub block: u64,
    /// The time of the block.
    pub at_ms: TimestampMs,
    /// What it was for: the event's name, or `Transfer`.
    pub cause: &'static str,
    /// Out of which place.
    pub from: Place,
    /// Into which.
    pub to: Place,
    /// How much, in planck.
    pub amount: Planck,
}

impl Place {
    /// Its kind, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Outside(_) => "outside",
            Self::Minimum => "minimum",
            Self::Surplus => "surplus",
            Self::Pot(_) => "pot",
            Self::Shares(_) => "shares",
            Self::Credit(_) => "credit",
            Self::ProposalDeposit(_) => "proposal-deposit",
            Self::DisputeDeposit(_) => "dispute-deposit",
        }
    }

    /// Its number or account as text.
    pub fn id(&self) -> String {
        match self {
            Self::Minimum | Self::Surplus => String::new(),
            Self::Outside(account) | Self::Credit(account) => crate::text::address::format(account),
            Self::Pot(id) => id.to_string(),
            Self::Shares(id) => id.to_string(),
            Self::ProposalDeposit(id) => id.to_string(),
            Self::DisputeDeposit(id) => id.to_string(),
        }
    }

    /// Whether money there is the society's or held by it.
    pub fn is_inside(&self) -> bool {
        !matches!(self, Self::Outside(_))
    }
}
