//! Roles as they are written.

use clap::{Args, ValueEnum};
use mutual_types::{PotId, Role};

/// A role as it is written.
#[derive(Debug, Args)]
pub(super) struct RoleArgs {
    /// Which role
    #[arg(value_enum)]
    role: RoleName,
    /// The pot of a keeper
    #[arg(long, value_name = "NUMBER", required_if_eq("role", "keeper"))]
    pot: Option<u32>,
}

/// A role without its pot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RoleName {
    /// Approves payments
    Treasurer,
    /// Certifies purposes and accepts results
    Steward,
    /// Decides disputes
    Arbitrator,
    /// Makes petty payments from one pot
    Keeper,
}

impl RoleArgs {
    pub(super) fn role(&self) -> Role {
        match self.role {
            RoleName::Treasurer => Role::Treasurer,
            RoleName::Steward => Role::Steward,
            RoleName::Arbitrator => Role::Arbitrator,
            RoleName::Keeper => Role::Keeper(PotId(self.pot.unwrap_or_default())),
        }
    }
}

impl RoleName {
    /// Whether a role is of this name.
    pub(super) fn is(self, role: Role) -> bool {
        match role {
            Role::Treasurer => self == Self::Treasurer,
            Role::Steward => self == Self::Steward,
            Role::Arbitrator => self == Self::Arbitrator,
            Role::Keeper(_) => self == Self::Keeper,
        }
    }
}
