//! The table of kinds: class, what needs more than one aye, what consent may decide, what is left in the end.

use mutual_types::{Action, Kind};

/// Whether the special approval decides.
pub(crate) fn is_special(kind: Kind) -> bool {
    use Kind as K;
    match kind {
        K::Suspend | K::Expel | K::RecoverAccount | K::ClosePot | K::MoveRestricted | K::ReleasePayment => true,
        K::CancelPayment | K::SetRules | K::AmendCharter | K::SetBeneficiary | K::Call | K::Upgrade => true,
        K::Dissolve => true,
        K::Resolution | K::Admit | K::Reinstate | K::GrantRole | K::RevokeRole | K::SetAllowance | K::Spend => false,
        K::Grant | K::StopGrant | K::WaiveDues | K::ForgiveDebt | K::OpenPot | K::MovePot | K::ReviewRelief => false,
        K::DecideDispute => false,
    }
}

/// Whether it gives or takes a role or an allowance.
fn changes_roles(kind: Kind) -> bool {
    [Kind::GrantRole, Kind::RevokeRole, Kind::SetAllowance].contains(&kind)
}

/// Whether it pays, promises, moves or forgives money.
fn moves_money(kind: Kind) -> bool {
    use Kind as K;
    [K::Spend, K::Grant, K::WaiveDues, K::ForgiveDebt, K::MovePot, K::MoveRestricted].contains(&kind)
        || [K::ReleasePayment, K::CancelPayment, K::Call].contains(&kind)
}

/// Whether one aye is never enough.
pub(crate) fn needs_min_ayes(kind: Kind) -> bool {
    is_special(kind) || changes_roles(kind) || moves_money(kind)
}

/// Whether consent may decide it, whatever it is about.
pub(crate) fn allows_consent(kind: Kind) -> bool {
    use Kind as K;
    [K::Resolution, K::Admit, K::Reinstate, K::StopGrant, K::OpenPot, K::ReviewRelief].contains(&kind)
}

/// Whether it is still decided while the society dissolves.
pub(crate) fn is_for_the_end(kind: Kind) -> bool {
    use Kind as K;
    changes_roles(kind)
        || [K::RecoverAccount, K::StopGrant, K::ReleasePayment, K::CancelPayment, K::DecideDispute].contains(&kind)
}

/// Whether it fills or empties a seat.
pub(crate) fn is_about_a_role(kind: Kind) -> bool {
    [Kind::GrantRole, Kind::RevokeRole].contains(&kind)
}

/// The kind of an action.
pub(crate) fn kind(action: &Action) -> Kind {
    match action {
        Action::Resolution => Kind::Resolution,
        Action::Admit { .. } => Kind::Admit,
        Action::Reinstate { .. } => Kind::Reinstate,
        Action::Suspend { .. } => Kind::Suspend,
        Action::Expel { .. } => Kind::Expel,
        Action::RecoverAccount { .. } => Kind::RecoverAccount,
        Action::GrantRole { .. } => Kind::GrantRole,
        Action::RevokeRole { .. } => Kind::RevokeRole,
        Action::SetAllowance { .. } => Kind::SetAllowance,
        Action::Spend { .. } => Kind::Spend,
        Action::Grant(_) => Kind::Grant,
        Action::StopGrant { .. } => Kind::StopGrant,
        Action::WaiveDues { .. } => Kind::WaiveDues,
        Action::ForgiveDebt { .. } => Kind::ForgiveDebt,
        Action::OpenPot(_) => Kind::OpenPot,
        Action::MovePot { .. } => Kind::MovePot,
        Action::ClosePot { .. } => Kind::ClosePot,
        Action::MoveRestricted { .. } => Kind::MoveRestricted,
        Action::ReleasePayment { .. } => Kind::ReleasePayment,
        Action::CancelPayment { .. } => Kind::CancelPayment,
        Action::ReviewRelief { .. } => Kind::ReviewRelief,
        Action::SetRules(_) => Kind::SetRules,
        Action::AmendCharter(_) => Kind::AmendCharter,
        Action::SetBeneficiary { .. } => Kind::SetBeneficiary,
        Action::Call(_) => Kind::Call,
        Action::Upgrade { .. } => Kind::Upgrade,
        Action::Dissolve => Kind::Dissolve,
        Action::DecideDispute { .. } => Kind::DecideDispute,
    }
}
