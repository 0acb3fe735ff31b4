//! The society's rules: one struct, copied into each proposal when it is made.

use crate::{Planck, TimestampMs};

scale_type! {
    /// Everything a society may set by a special proposal, within its bounds.
    pub struct Rules {
        /// How proposals are decided.
        pub voting: VotingRules,
        /// How people join and leave.
        pub membership: MembershipRules,
        /// What members pay.
        pub dues: DuesRules,
        /// How long roles last.
        pub roles: RoleRules,
        /// How money is released.
        pub payments: PaymentRules,
        /// How members are helped.
        pub relief: ReliefRules,
        /// After how long without any decision anyone may open the dissolution, in ms.
        pub dormancy_ms: u64,
    }

    /// How proposals are decided.
    pub struct VotingRules {
        /// How long ballots are taken, in ms.
        pub voting_period_ms: u64,
        /// The shortest time a proposal is open, even if its outcome is certain, in ms.
        pub min_open_ms: u64,
        /// How long voting goes on at least after quorum is first met, in ms.
        pub late_extension_ms: u64,
        /// Between the end of voting and the first moment of execution, in ms.
        pub notice_ms: u64,
        /// How long a passed proposal can be executed, in ms.
        pub execution_window_ms: u64,
        /// Ayes and abstentions needed, in basis points of the electorate.
        pub quorum_bps: u16,
        /// Ayes that a special proposal needs, in basis points of ayes and nays.
        pub special_approval_bps: u16,
        /// Ayes needed at least where money moves, roles change, or the proposal is special.
        pub min_ayes: u8,
        /// How many open proposals a member may have without a deposit.
        pub free_open_proposals: u8,
        /// The deposit of each proposal above that, in planck.
        pub proposal_deposit: Planck,
        /// The largest spend that consent may decide, in planck; 0 turns consent off for money.
        pub consent_max: Planck,
        /// How many objections turn a consent into a ballot.
        pub consent_objectors: u8,
    }

    /// Who lets an applicant in.
    #[derive(Copy)]
    pub enum AdmissionPolicy {
        /// Applying is joining.
        Open,
        /// So many members vouch for the applicant.
        Sponsored(u8),
        /// The members vote.
        Ballot,
    }

    /// How people join and leave.
    pub struct MembershipRules {
        /// Who lets an applicant in.
        pub admission: AdmissionPolicy,
        /// How long an application stays open, in ms.
        pub application_window_ms: u64,
        /// How long a newcomer does not decide on what is made, in ms.
        pub probation_ms: u64,
        /// How many may be admitted per period.
        pub admissions_per_period: u32,
        /// The period of that limit, in ms.
        pub admission_period_ms: u64,
        /// How many open applications a member may sponsor at a time.
        pub open_sponsorships: u8,
        /// How long a leaver waits for their shares, in ms.
        pub exit_notice_ms: u64,
        /// The par value of one share, in planck; 0 is no shares.
        pub share_price: Planck,
        /// How many shares a member may hold.
        pub shares_max: u32,
    }

    /// What members pay regularly.
    pub struct DuesRules {
        /// Dues per period, in planck; 0 is no dues.
        pub amount: Planck,
        /// The period, in ms.
        pub period_ms: u64,
        /// How long a member who is behind still votes, in ms.
        pub grace_ms: u64,
        /// How long after the grace a lapse may be recorded, in ms.
        pub lapse_notice_ms: u64,
        /// Since when there are dues, set by the society itself when they are introduced: nobody owes for a time before.
        pub since_ms: TimestampMs,
    }

    /// What of the dues decides on a standing; copied into each proposal.
    #[derive(Copy)]
    pub struct DuesTerms {
        /// How long a member who is behind still votes, in ms.
        pub grace_ms: u64,
        /// Nobody is behind for a time before this.
        pub since_ms: TimestampMs,
    }

    /// How long roles last.
    pub struct RoleRules {
        /// The longest term, in ms.
        pub term_ms: u64,
        /// How many terms in a row a member may serve.
        pub consecutive_terms: u8,
    }

    /// How money is released.
    pub struct PaymentRules {
        /// Treasurers who must approve a payment.
        pub approvals: u8,
        /// How long a payment can be approved and released, in ms.
        pub window_ms: u64,
        /// How long a payment may be held, in ms.
        pub hold_ms: u64,
        /// What the general pot keeps through every ordinary way out, in planck.
        pub reserve_floor: Planck,
        /// The largest petty payment, in planck; 0 turns petty payments off.
        pub petty_max: Planck,
        /// The largest expense claim, in planck; 0 turns expenses off.
        pub expense_max: Planck,
        /// How long a steward has for a claimed stage of a grant, in ms.
        pub review_ms: u64,
        /// How long a dispute's panel has, in ms.
        pub dispute_ms: u64,
    }

    /// How members are helped.
    pub struct ReliefRules {
        /// How long after joining a member may first ask, in ms.
        pub waiting_ms: u64,
        /// The largest request, in planck; 0 turns relief off.
        pub request_max: Planck,
        /// The most for one member in 365 days, in planck.
        pub member_year_max: Planck,
        /// The most out of the pot in 30 days, in planck.
        pub pot_month_max: Planck,
        /// Members who must attest a request.
        pub attesters: u8,
        /// How often a member may attest in 365 days.
        pub attestations_per_year: u8,
        /// Treasurers who must approve an attested request.
        pub approvals: u8,
        /// How long an approved request waits, in ms.
        pub hold_ms: u64,
        /// Whether the names of people helped may be shown.
        pub publish_names: bool,
    }
}

impl DuesRules {
    /// What decides on a standing; none where there are no dues.
    pub fn terms(&self) -> Option<DuesTerms> {
        (self.amount > 0).then_some(DuesTerms { grace_ms: self.grace_ms, since_ms: self.since_ms })
    }
}

impl AdmissionPolicy {
    /// Sponsors needed under this policy among `eligible` members, never below 1; none where nobody sponsors.
    pub fn sponsors_needed(self, eligible: u32) -> Option<u8> {
        match self {
            Self::Sponsored(count) => Some(crate::threshold::at_most_eligible(count, eligible)),
            Self::Open | Self::Ballot => None,
        }
    }
}
