//! What a proposal does. The whole enum exists from the first version; kinds not built yet are refused.

use alloc::{boxed::Box, string::String, vec::Vec};

use crate::{
    AccountId, Charter, Checked, Collection, DisputeId, Document, Field, GrantId, MemberIndex, PaymentId, Planck,
    PotId, PotSpec, Role, Rules, Ruling, TimestampMs,
};

/// Stages of a grant at the most.
pub const STAGES_MAX: u32 = 12;
/// Bytes of the input of a call to another contract at the most.
pub const CALL_INPUT_MAX: u32 = 4_096;

scale_type! {
    /// The kinds of proposals, in a frozen order.
    #[derive(Copy)]
    pub enum Kind {
        /// Words.
        Resolution,
        /// Let an applicant in.
        Admit,
        /// End a suspension or a recorded lapse.
        Reinstate,
        /// Suspend a member until a date.
        Suspend,
        /// Expel a member.
        Expel,
        /// Give a member whose key is lost a new account.
        RecoverAccount,
        /// Give a member a role.
        GrantRole,
        /// Take a role away.
        RevokeRole,
        /// Set what a pot's keepers and treasurers may pay with one signature.
        SetAllowance,
        /// Pay somebody.
        Spend,
        /// Promise money in stages.
        Grant,
        /// Stop a grant.
        StopGrant,
        /// Count a member's dues as paid for a time.
        WaiveDues,
        /// Forgive what a member owes.
        ForgiveDebt,
        /// Open a pot.
        OpenPot,
        /// Move money between unrestricted pots.
        MovePot,
        /// Close a pot.
        ClosePot,
        /// Move money out of a restricted pot or the reserve.
        MoveRestricted,
        /// Release a payment in place of the treasurers.
        ReleasePayment,
        /// Cancel a payment.
        CancelPayment,
        /// Withdraw the right to attest.
        ReviewRelief,
        /// Change the rules.
        SetRules,
        /// Change the charter.
        AmendCharter,
        /// Change who gets what is left.
        SetBeneficiary,
        /// Call another contract.
        Call,
        /// Change the society's code.
        Upgrade,
        /// Open the dissolution.
        Dissolve,
        /// Decide a dispute that no panel has decided; made by `refer_dispute` only.
        DecideDispute,
    }

    /// How many ayes decide.
    #[derive(Copy)]
    pub enum Class {
        /// More ayes than nays.
        Ordinary,
        /// The special approval of the rules.
        Special,
    }

    /// What a proposal does when it is executed. Variants stand in the order of [`Kind`].
    #[allow(missing_docs)] // documented by their kind and types
    pub enum Action {
        Resolution,
        Admit { account: AccountId },
        Reinstate { member: MemberIndex },
        Suspend { member: MemberIndex, until_ms: TimestampMs },
        Expel { member: MemberIndex },
        RecoverAccount { member: MemberIndex, account: AccountId },
        GrantRole { member: MemberIndex, role: Role, term_ms: u64 },
        RevokeRole { member: MemberIndex, role: Role },
        SetAllowance { pot: PotId, payment_max: Planck, period_max: Planck, period_ms: u64 },
        Spend { payee: AccountId, amount: Planck, pot: PotId },
        Grant(GrantTerms),
        StopGrant { grant: GrantId },
        WaiveDues { member: MemberIndex, until_ms: TimestampMs },
        ForgiveDebt { member: MemberIndex, amount: Planck },
        OpenPot(PotSpec),
        MovePot { from: PotId, to: PotId, amount: Planck },
        ClosePot { pot: PotId },
        MoveRestricted { from: PotId, to: PotId, amount: Planck },
        ReleasePayment { payment: PaymentId },
        CancelPayment { payment: PaymentId },
        ReviewRelief { members: Vec<MemberIndex> },
        SetRules(Box<Rules>),
        AmendCharter(Charter),
        SetBeneficiary { account: AccountId },
        Call(CallTerms),
        Upgrade { code_hash: [u8; 32], document: Document },
        Dissolve,
        DecideDispute { dispute: DisputeId, ruling: Ruling, parties: Vec<MemberIndex> },
    }

    /// A grant's terms.
    pub struct GrantTerms {
        /// Who gets it.
        pub payee: AccountId,
        /// From which pot.
        pub pot: PotId,
        /// In which stages, at most 12.
        pub stages: Vec<StageTerms>,
        /// The unit in which its outcome is measured.
        pub unit: String,
        /// By when it is to be paid back; none for a gift.
        pub repay_by_ms: Option<TimestampMs>,
    }

    /// One stage of a grant.
    pub struct StageTerms {
        /// What is to be done.
        pub title: String,
        /// What it pays each time, in planck.
        pub amount: Planck,
        /// Until when it is to be claimed.
        pub due_ms: TimestampMs,
        /// How often it pays, monthly and without a claim; 0 for a stage that is claimed.
        pub months: u8,
    }

    /// A call to another contract, bound to its code.
    pub struct CallTerms {
        /// The contract.
        pub callee: AccountId,
        /// Its code hash, compared in the message that calls it.
        pub code_hash: [u8; 32],
        /// Selector and arguments.
        pub input: Vec<u8>,
        /// What it is paid, in planck.
        pub value: Planck,
        /// From which pot.
        pub pot: PotId,
        /// Computation time it may use, in picoseconds.
        pub ref_time_limit: u64,
        /// Proof it may use, in bytes.
        pub proof_size_limit: u64,
        /// Storage deposit it may take, in planck.
        pub deposit_limit: Planck,
    }
}

impl Action {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Resolution => Kind::Resolution,
            Self::Admit { .. } => Kind::Admit,
            Self::Reinstate { .. } => Kind::Reinstate,
            Self::Suspend { .. } => Kind::Suspend,
            Self::Expel { .. } => Kind::Expel,
            Self::RecoverAccount { .. } => Kind::RecoverAccount,
            Self::GrantRole { .. } => Kind::GrantRole,
            Self::RevokeRole { .. } => Kind::RevokeRole,
            Self::SetAllowance { .. } => Kind::SetAllowance,
            Self::Spend { .. } => Kind::Spend,
            Self::Grant(_) => Kind::Grant,
            Self::StopGrant { .. } => Kind::StopGrant,
            Self::WaiveDues { .. } => Kind::WaiveDues,
            Self::ForgiveDebt { .. } => Kind::ForgiveDebt,
            Self::OpenPot(_) => Kind::OpenPot,
            Self::MovePot { .. } => Kind::MovePot,
            Self::ClosePot { .. } => Kind::ClosePot,
            Self::MoveRestricted { .. } => Kind::MoveRestricted,
            Self::ReleasePayment { .. } => Kind::ReleasePayment,
            Self::CancelPayment { .. } => Kind::CancelPayment,
            Self::ReviewRelief { .. } => Kind::ReviewRelief,
            Self::SetRules(_) => Kind::SetRules,
            Self::AmendCharter(_) => Kind::AmendCharter,
            Self::SetBeneficiary { .. } => Kind::SetBeneficiary,
            Self::Call(_) => Kind::Call,
            Self::Upgrade { .. } => Kind::Upgrade,
            Self::Dissolve => Kind::Dissolve,
            Self::DecideDispute { .. } => Kind::DecideDispute,
        }
    }

    /// Checks the bounds of texts and lists.
    ///
    /// # Errors
    /// [`crate::Error::TextTooLong`], [`crate::Error::TooMany`].
    pub fn validate(&self) -> Checked<()> {
        match self {
            Self::Grant(grant) => {
                Field::Unit.check(&grant.unit)?;
                Collection::Stages.check(grant.stages.len(), STAGES_MAX)?;
                grant.stages.iter().try_for_each(|stage| Field::StageTitle.check(&stage.title))
            }
            Self::OpenPot(pot) => pot.validate(),
            Self::ReviewRelief { members } => Collection::Reviewed.check(members.len(), 16),
            Self::Call(terms) => Collection::CallInput.check(terms.input.len(), CALL_INPUT_MAX),
            Self::AmendCharter(charter) => charter.document.validate(),
            Self::Upgrade { document, .. } => document.validate(),
            _ => Ok(()),
        }
    }
}

impl Kind {
    /// The class of this kind; a spend from a restricted pot is special until a steward certifies its purpose.
    pub fn class(self) -> Class {
        match self {
            Self::Suspend
            | Self::Expel
            | Self::RecoverAccount
            | Self::ClosePot
            | Self::MoveRestricted
            | Self::ReleasePayment
            | Self::CancelPayment
            | Self::SetRules
            | Self::AmendCharter
            | Self::SetBeneficiary
            | Self::Call
            | Self::Upgrade
            | Self::Dissolve => Class::Special,
            Self::Resolution
            | Self::Admit
            | Self::Reinstate
            | Self::GrantRole
            | Self::RevokeRole
            | Self::SetAllowance
            | Self::Spend
            | Self::Grant
            | Self::StopGrant
            | Self::WaiveDues
            | Self::ForgiveDebt
            | Self::OpenPot
            | Self::MovePot
            | Self::ReviewRelief
            | Self::DecideDispute => Class::Ordinary,
        }
    }

    /// Whether it moves money, changes roles or is special, so that one aye is never enough.
    pub fn needs_min_ayes(self) -> bool {
        self.class() == Class::Special || self.changes_roles() || self.moves_money()
    }

    /// Whether it gives or takes a role, or a pot's allowance.
    pub fn changes_roles(self) -> bool {
        matches!(self, Self::GrantRole | Self::RevokeRole | Self::SetAllowance)
    }

    /// Whether consent may decide it: an ordinary proposal that moves no money and changes no role. A spend may be decided
    /// so up to the rules' maximum. Special kinds never are: silence is no special majority.
    pub fn allows_consent(self) -> bool {
        matches!(
            self,
            Self::Resolution | Self::Admit | Self::Reinstate | Self::StopGrant | Self::OpenPot | Self::ReviewRelief
        )
    }

    /// Whether it can be proposed, voted on and executed while the society dissolves.
    pub fn allowed_in_dissolution(self) -> bool {
        self.changes_roles()
            || matches!(
                self,
                Self::RecoverAccount
                    | Self::StopGrant
                    | Self::ReleasePayment
                    | Self::CancelPayment
                    | Self::DecideDispute
            )
    }

    /// Whether it pays, promises, moves or forgives money.
    pub fn moves_money(self) -> bool {
        matches!(
            self,
            Self::Spend
                | Self::Grant
                | Self::WaiveDues
                | Self::ForgiveDebt
                | Self::MovePot
                | Self::MoveRestricted
                | Self::ReleasePayment
                | Self::CancelPayment
                | Self::Call
        )
    }
}
