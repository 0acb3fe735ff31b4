//! The rules. All but the four that each group must choose for itself have defaults, in days, for a group of
//! neighbours.

use mutual_types::{
    AdmissionPolicy, DuesRules, MembershipRules, PaymentRules, Planck, ReliefRules, RoleRules, Rules, VotingRules,
    DAY_MS,
};

use super::{
    reader::{Reader, Section},
    values::{admission, amount, basis_points, boolean, count32, count8, span},
};
use crate::text;

/// Stands for a voting period that could not be read, and for a notice.
const WEEK_MS: u64 = days(7);

/// So many days; of constants only, so that it cannot overflow.
const fn days(count: u64) -> u64 {
    DAY_MS.saturating_mul(count)
}

/// Reads the rules.
pub(super) fn read<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>) -> Rules {
    let mut section = reader.section(root, "rules");
    let rules = Rules {
        voting: voting(reader, &mut section),
        membership: membership(reader, &mut section),
        dues: dues(reader, &mut section),
        roles: roles(reader, &mut section),
        payments: payments(reader, &mut section),
        relief: relief(reader, &mut section),
        dormancy_ms: reader.optional(&mut section, "dormancy", span, days(730)),
    };
    reader.finish(&section);
    rules
}

fn voting<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> VotingRules {
    let s = &mut r.section(rules, "voting");
    let voting_period_ms = r.required(s, "voting_period", span, WEEK_MS);
    // A default never contradicts a short voting period.
    let day_or_less = days(1).min(voting_period_ms);
    let deposit = one_whole(r);
    let voting = VotingRules {
        voting_period_ms,
        min_open_ms: r.optional(s, "min_open", span, day_or_less),
        late_extension_ms: r.optional(s, "late_extension", span, day_or_less),
        notice_ms: r.required(s, "notice", span, WEEK_MS),
        execution_window_ms: r.optional(s, "execution_window", span, days(30)),
        quorum_bps: r.required(s, "quorum_bps", basis_points, 2_500),
        special_approval_bps: r.optional(s, "special_approval_bps", basis_points, 6_667),
        min_ayes: r.optional(s, "min_ayes", count8, 2),
        free_open_proposals: r.optional(s, "free_open_proposals", count8, 2),
        proposal_deposit: r.optional(s, "proposal_deposit", amount, deposit),
        consent_max: r.optional(s, "consent_max", amount, 0),
        consent_objectors: r.optional(s, "consent_objectors", count8, 2),
    };
    r.finish(s);
    voting
}

/// One of the chain's unit.
fn one_whole(reader: &Reader<'_>) -> Planck {
    text::amount::parse("1", reader.unit()).unwrap_or(0)
}

fn membership<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> MembershipRules {
    let s = &mut r.section(rules, "membership");
    let membership = MembershipRules {
        admission: r.optional(s, "admission", admission, AdmissionPolicy::Sponsored(2)),
        application_window_ms: r.optional(s, "application_window", span, days(30)),
        probation_ms: r.optional(s, "probation", span, days(30)),
        admissions_per_period: r.optional(s, "admissions_per_period", count32, 10),
        admission_period_ms: r.optional(s, "admission_period", span, days(30)),
        open_sponsorships: r.optional(s, "open_sponsorships", count8, 3),
        exit_notice_ms: r.optional(s, "exit_notice", span, days(30)),
        share_price: r.optional(s, "share_price", amount, 0),
        shares_max: r.optional(s, "shares_max", count32, 0),
    };
    r.finish(s);
    membership
}

fn dues<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> DuesRules {
    let s = &mut r.section(rules, "dues");
    let dues = DuesRules {
        amount: r.optional(s, "amount", amount, 0),
        period_ms: r.optional(s, "period", span, days(365)),
        grace_ms: r.optional(s, "grace", span, days(60)),
        lapse_notice_ms: r.optional(s, "lapse_notice", span, days(30)),
        // The society sets it when it is founded with dues, or introduces them later.
        since_ms: 0,
    };
    r.finish(s);
    dues
}

fn roles<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> RoleRules {
    let s = &mut r.section(rules, "roles");
    let roles = RoleRules {
        term_ms: r.optional(s, "term", span, days(365)),
        consecutive_terms: r.optional(s, "consecutive_terms", count8, 3),
    };
    r.finish(s);
    roles
}

fn payments<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> PaymentRules {
    let s = &mut r.section(rules, "payments");
    let payments = PaymentRules {
        approvals: r.required(s, "approvals", count8, 2),
        window_ms: r.optional(s, "window", span, days(30)),
        hold_ms: r.optional(s, "hold", span, days(7)),
        reserve_floor: r.optional(s, "reserve_floor", amount, 0),
        petty_max: r.optional(s, "petty_max", amount, 0),
        expense_max: r.optional(s, "expense_max", amount, 0),
        review_ms: r.optional(s, "review", span, days(14)),
        dispute_ms: r.optional(s, "dispute", span, days(14)),
    };
    r.finish(s);
    payments
}

fn relief<'s>(r: &mut Reader<'s>, rules: &mut Section<'s>) -> ReliefRules {
    let s = &mut r.section(rules, "relief");
    let relief = ReliefRules {
        waiting_ms: r.optional(s, "waiting", span, days(90)),
        request_max: r.optional(s, "request_max", amount, 0),
        member_year_max: r.optional(s, "member_year_max", amount, 0),
        pot_month_max: r.optional(s, "pot_month_max", amount, 0),
        attesters: r.optional(s, "attesters", count8, 2),
        attestations_per_year: r.optional(s, "attestations_per_year", count8, 6),
        approvals: r.optional(s, "approvals", count8, 1),
        hold_ms: r.optional(s, "hold", span, days(1)),
        publish_names: r.optional(s, "publish_names", boolean, false),
    };
    r.finish(s);
    relief
}
