//! Names of records: what a difference is about, and what an event touched.

use core::fmt;

use mutual_types::{AccountId, DisputeId, GrantId, MemberIndex, PaymentId, PotId, ProposalId, ReliefId};

use crate::text::address;

/// One record of a society.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// The society as a whole: counters, sums, the charter, the beneficiary.
    Society,
    /// All seats of all roles.
    Roles,
    /// The dissolution.
    Dissolution,
    /// A pot.
    Pot(PotId),
    /// A member.
    Member(MemberIndex),
    /// A proposal.
    Proposal(ProposalId),
    /// A payment.
    Payment(PaymentId),
    /// A grant.
    Grant(GrantId),
    /// A request for relief.
    Relief(ReliefId),
    /// A dispute.
    Dispute(DisputeId),
    /// What an account may withdraw.
    Credit(AccountId),
}

impl Record {
    /// Its kind, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Society => "society",
            Self::Roles => "roles",
            Self::Dissolution => "dissolution",
            Self::Pot(_) => "pot",
            Self::Member(_) => "member",
            Self::Proposal(_) => "proposal",
            Self::Payment(_) => "payment",
            Self::Grant(_) => "grant",
            Self::Relief(_) => "relief",
            Self::Dispute(_) => "dispute",
            Self::Credit(_) => "credit",
        }
    }

    /// Its number or account as text; empty for what there is one of.
    pub fn id(&self) -> String {
        match self {
            Self::Society | Self::Roles | Self::Dissolution => String::new(),
            Self::Pot(id) => id.to_string(),
            Self::Member(id) => id.to_string(),
            Self::Proposal(id) => id.to_string(),
            Self::Payment(id) => id.to_string(),
            Self::Grant(id) => id.to_string(),
            Self::Relief(id) => id.to_string(),
            Self::Dispute(id) => id.to_string(),
            Self::Credit(account) => address::format(account),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        match self {
            Self::Society => f.write_str("the society"),
            Self::Roles => f.write_str("the roles"),
            Self::Dissolution => f.write_str("the dissolution"),
            Self::Relief(_) => write!(f, "relief request {id}"),
            Self::Credit(_) => write!(f, "the credit of {id}"),
            _ => write!(f, "{} {id}", self.kind()),
        }
    }
}
