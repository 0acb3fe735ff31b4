//! The rules of a society, line by line.

use mutual_types::{Bounds, RuleName, Rules, Span};

use super::{
    names::{admission, counted},
    quantity::{basis_points, rule},
};
use crate::text::{amount, duration, moment, Unit};

/// A label and what it says.
pub type Line = (&'static str, String);

/// What the rules say, as labels and values, in the order in which people ask for them.
pub fn rules(rules: &Rules, unit: &Unit) -> Vec<Line> {
    let mut lines = voting(rules, unit);
    lines.extend(membership(rules, unit));
    lines.extend(money(rules, unit));
    lines.push((
        "dormancy",
        format!("after {} without any decision anyone may open the dissolution", span(rules.dormancy_ms)),
    ));
    lines
}

fn voting(rules: &Rules, unit: &Unit) -> Vec<Line> {
    let v = &rules.voting;
    let deposit = if v.proposal_deposit == 0 {
        "more need no deposit".to_owned()
    } else {
        format!("each more takes a deposit of {}", amount::format(v.proposal_deposit, unit))
    };
    let consent = if v.consent_max == 0 {
        "spends are never decided by consent".to_owned()
    } else {
        let objectors = counted(v.consent_objectors, "objection");
        format!("spends up to {} pass unless there is {objectors} or more", amount::format(v.consent_max, unit))
    };
    vec![
        (
            "voting",
            format!("{}, at least {} even if the outcome is certain", span(v.voting_period_ms), span(v.min_open_ms)),
        ),
        ("late quorum", format!("a quorum met late keeps voting open for another {}", span(v.late_extension_ms))),
        ("notice", format!("{} between the vote and its execution", span(v.notice_ms))),
        ("execution", format!("within {} after the notice", span(v.execution_window_ms))),
        ("quorum", format!("{} of the electorate, ayes and abstentions together", basis_points(v.quorum_bps))),
        ("ordinary proposals", "more ayes than nays".to_owned()),
        ("special proposals", format!("ayes are at least {} of ayes and nays", basis_points(v.special_approval_bps))),
        ("least ayes", format!("{} where money moves, roles change or the proposal is special", v.min_ayes)),
        ("open proposals", format!("{} free for each member; {deposit}", v.free_open_proposals)),
        ("consent", consent),
    ]
}

fn membership(rules: &Rules, unit: &Unit) -> Vec<Line> {
    let (m, d) = (&rules.membership, &rules.dues);
    let since = match d.since_ms {
        0 => String::new(),
        since_ms => format!("; nobody owes for a time before {}", moment::format(since_ms)),
    };
    let dues = if d.amount == 0 {
        "none".to_owned()
    } else {
        format!(
            "{} every {}; who is behind votes for another {}, and after {} more the lapse is recorded{since}",
            amount::format(d.amount, unit),
            span(d.period_ms),
            span(d.grace_ms),
            span(d.lapse_notice_ms),
        )
    };
    let shares = if m.share_price == 0 || m.shares_max == 0 {
        "none".to_owned()
    } else {
        let max = counted(m.shares_max, "share");
        format!("{} each, at most {max} a member", amount::format(m.share_price, unit))
    };
    vec![
        ("admission", admission(m.admission)),
        ("applications", format!("open for {}", span(m.application_window_ms))),
        (
            "probation",
            format!("newcomers decide on what is proposed {} after they joined, or later", span(m.probation_ms)),
        ),
        ("admissions", format!("at most {} every {}", m.admissions_per_period, span(m.admission_period_ms))),
        ("sponsoring", format!("{} at a time for each member", counted(m.open_sponsorships, "open application"))),
        ("leaving", format!("shares are paid back after {}", span(m.exit_notice_ms))),
        ("shares", shares),
        ("dues", dues),
        (
            "roles",
            format!(
                "for {} at most, {} in a row",
                span(rules.roles.term_ms),
                counted(rules.roles.consecutive_terms, "term")
            ),
        ),
    ]
}

fn money(rules: &Rules, unit: &Unit) -> Vec<Line> {
    let (p, r) = (&rules.payments, &rules.relief);
    let up_to = |planck| match planck {
        0 => "off".to_owned(),
        planck => format!("up to {} each", amount::format(planck, unit)),
    };
    let relief = if r.request_max == 0 {
        "off".to_owned()
    } else {
        format!(
            "up to {} a request, {} a member in 365 days, {} out of the pot in 30 days",
            amount::format(r.request_max, unit),
            amount::format(r.member_year_max, unit),
            amount::format(r.pot_month_max, unit),
        )
    };
    let mut lines = vec![
        ("payments", format!("approved by {}, within {}", counted(p.approvals, "treasurer"), span(p.window_ms))),
        ("hold", format!("a payment may be held for {}", span(p.hold_ms))),
        ("reserve floor", format!("the general pot keeps {}", amount::format(p.reserve_floor, unit))),
        ("petty payments", up_to(p.petty_max)),
        ("expense claims", up_to(p.expense_max)),
        ("grant reviews", format!("a steward answers a claimed stage within {}", span(p.review_ms))),
        ("disputes", format!("the panel decides within {}", span(p.dispute_ms))),
        ("relief", relief),
    ];
    if r.request_max > 0 {
        lines.extend([
            ("relief, asking", format!("from {} after joining", span(r.waiting_ms))),
            (
                "relief, deciding",
                format!(
                    "attested by {}, each at most {} in 365 days; approved by {}; then it waits {}",
                    counted(r.attesters, "member"),
                    counted(r.attestations_per_year, "time"),
                    counted(r.approvals, "treasurer"),
                    span(r.hold_ms),
                ),
            ),
            ("relief, names", if r.publish_names { "may be shown" } else { "are never shown" }.to_owned()),
        ]);
    }
    lines
}

fn span(ms: u64) -> String {
    duration::format(ms)
}

/// How far the rules may ever change, as labels and ranges.
pub fn bounds(bounds: &Bounds, unit: &Unit) -> Vec<Line> {
    let range = |name: RuleName, span: Span<u128>| (rule(name), write_range(name, span, unit));
    vec![
        range(RuleName::VotingPeriod, bounds.voting_period_ms.wide()),
        range(RuleName::MinOpen, bounds.min_open_ms.wide()),
        range(RuleName::Notice, bounds.notice_ms.wide()),
        range(RuleName::ExecutionWindow, bounds.execution_window_ms.wide()),
        range(RuleName::PaymentWindow, bounds.payment_window_ms.wide()),
        range(RuleName::RoleTerm, bounds.role_term_ms.wide()),
        range(RuleName::Quorum, bounds.quorum_bps.wide()),
        range(RuleName::SpecialApproval, bounds.special_approval_bps.wide()),
        range(RuleName::MinAyes, bounds.min_ayes.wide()),
        range(RuleName::PaymentApprovals, bounds.payment_approvals.wide()),
        range(RuleName::ReserveFloor, bounds.reserve_floor),
        (rule(RuleName::FoundingWindow), founding_window(bounds)),
    ]
}

fn founding_window(bounds: &Bounds) -> String {
    match (bounds.founding_window_ms, bounds.roster_max) {
        (0, _) | (_, 0) => "none".to_owned(),
        (window_ms, u32::MAX) => format!("{} from the founding on", span(window_ms)),
        (window_ms, max) => format!("{} from the founding on, for {}", span(window_ms), counted(max, "member")),
    }
}

fn write_range(name: RuleName, span: Span<u128>, unit: &Unit) -> String {
    if span.min == 0 && span.max == u128::MAX {
        return "anything".to_owned();
    }
    super::range(name, span.min, span.max, unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scale::Decode;

    use super::*;

    #[test]
    fn hard_bounds_have_twelve_lines() {
        let lines = bounds(&Bounds::HARD, &Unit::default());
        assert_eq!(lines.len(), 12);
        assert_eq!(lines[0], ("the voting period", "from 1s to 365d".to_owned()));
        assert_eq!(lines[10], ("the reserve floor", "anything".to_owned()));
        let window = "the time in which members are admitted in batches";
        assert_eq!(lines[11], (window, "365d from the founding on".to_owned()));
        let roster = |founding_window_ms, roster_max| Bounds { founding_window_ms, roster_max, ..Bounds::HARD };
        assert_eq!(bounds(&roster(0, 30), &Unit::default())[11].1, "none");
        assert_eq!(bounds(&roster(1_000, 30), &Unit::default())[11].1, "1s from the founding on, for 30 members");
    }

    proptest! {
        #[test]
        fn any_rules_have_lines_without_empty_values(mut bytes in proptest::collection::vec(any::<u8>(), 600)) {
            bytes.extend([0; 200]);
            if let Ok(sample) = Rules::decode(&mut &bytes[..]) {
                for (label, value) in rules(&sample, &Unit::default()) {
                    prop_assert!(!label.is_empty() && !value.is_empty());
                }
            }
        }
    }
}
