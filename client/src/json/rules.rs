//! Rules, bounds and what a society is founded with.

use mutual_types::{
    AssetLock, Bounds, Charter, Document, DuesRules, Founder, Founding, MembershipRules, PaymentRules, PotSpec,
    ReliefRules, Restriction, RoleRules, Rules, VotingRules,
};

use super::object::record;

record! {
    Rules { voting, membership, dues, roles, payments, relief, dormancy_ms }

    VotingRules {
        voting_period_ms, min_open_ms, late_extension_ms, notice_ms, execution_window_ms, quorum_bps,
        special_approval_bps, min_ayes, free_open_proposals, proposal_deposit, consent_max, consent_objectors,
    }

    MembershipRules {
        admission, application_window_ms, probation_ms, admissions_per_period, admission_period_ms, open_sponsorships,
        exit_notice_ms, share_price, shares_max,
    }

    DuesRules { amount, period_ms, grace_ms, lapse_notice_ms, since_ms: at }

    RoleRules { term_ms, consecutive_terms }

    PaymentRules { approvals, window_ms, hold_ms, reserve_floor, petty_max, expense_max, review_ms, dispute_ms }

    ReliefRules {
        waiting_ms, request_max, member_year_max, pot_month_max, attesters, attestations_per_year, approvals, hold_ms,
        publish_names,
    }

    Bounds {
        voting_period_ms, min_open_ms, notice_ms, execution_window_ms, payment_window_ms, role_term_ms, quorum_bps,
        special_approval_bps, min_ayes, payment_approvals, reserve_floor, founding_window_ms, roster_max,
    }

    Document { uri, hash }

    Charter { document, version }

    AssetLock { locked, beneficiary }

    PotSpec { kind, name, restriction }

    Restriction { kinds, payees, ends_ms: at, fallback }

    Founder { account, roles }

    Founding { name, purpose, charter, rules, bounds, pots, founders, asset_lock }
}
