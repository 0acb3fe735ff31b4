//! The numbers of the rules: what each is called, and how its values are written.

use mutual_types::RuleName;

use crate::text::{amount, duration, Unit};

/// What a number of the rules is called, in a sentence.
pub fn rule(rule: RuleName) -> &'static str {
    match rule {
        RuleName::VotingPeriod => "the voting period",
        RuleName::MinOpen => "the shortest time a proposal is open",
        RuleName::LateExtension => "the extension after a late quorum",
        RuleName::Notice => "the notice",
        RuleName::ExecutionWindow => "the execution window",
        RuleName::NoticeAndWindow => "notice and execution window together",
        RuleName::Quorum => "the quorum",
        RuleName::SpecialApproval => "the approval of special proposals",
        RuleName::MinAyes => "the least number of ayes",
        RuleName::FreeOpenProposals => "the number of open proposals without a deposit",
        RuleName::ConsentObjectors => "the objections that end a consent",
        RuleName::Sponsors => "the number of sponsors",
        RuleName::ApplicationWindow => "the time an application is open",
        RuleName::Probation => "the probation",
        RuleName::AdmissionsPerPeriod => "the admissions per period",
        RuleName::AdmissionPeriod => "the period of admissions",
        RuleName::OpenSponsorships => "the open applications a member may sponsor",
        RuleName::ExitNotice => "the notice of who leaves",
        RuleName::DuesAmount => "the dues",
        RuleName::DuesPeriod => "the period of dues",
        RuleName::DuesGrace => "the grace for dues",
        RuleName::LapseNotice => "the notice before a lapse",
        RuleName::RoleTerm => "the term of a role",
        RuleName::ConsecutiveTerms => "the terms in a row",
        RuleName::PaymentApprovals => "the approvals of a payment",
        RuleName::PaymentWindow => "the payment window",
        RuleName::Hold => "the longest hold of a payment",
        RuleName::ReserveFloor => "the reserve floor",
        RuleName::PettyMax => "the largest petty payment",
        RuleName::ExpenseMax => "the largest expense claim",
        RuleName::Review => "the time for a steward's review",
        RuleName::Dispute => "the time for a dispute's panel",
        RuleName::ReliefWaiting => "the waiting time before relief",
        RuleName::Attesters => "the attesters of a request for relief",
        RuleName::AttestationsPerYear => "the attestations of a member a year",
        RuleName::ReliefApprovals => "the approvals of a request for relief",
        RuleName::ReliefHold => "the hold of a request for relief",
        RuleName::Dormancy => "the dormancy",
        RuleName::FoundingWindow => "the time in which members are admitted in batches",
    }
}

/// How the values of a rule are measured.
enum Measure {
    Time,
    BasisPoints,
    Count,
    Money,
}

fn measure(rule: RuleName) -> Measure {
    match rule {
        RuleName::VotingPeriod
        | RuleName::MinOpen
        | RuleName::LateExtension
        | RuleName::Notice
        | RuleName::ExecutionWindow
        | RuleName::NoticeAndWindow
        | RuleName::ApplicationWindow
        | RuleName::Probation
        | RuleName::AdmissionPeriod
        | RuleName::ExitNotice
        | RuleName::DuesPeriod
        | RuleName::DuesGrace
        | RuleName::LapseNotice
        | RuleName::RoleTerm
        | RuleName::PaymentWindow
        | RuleName::Hold
        | RuleName::Review
        | RuleName::Dispute
        | RuleName::ReliefWaiting
        | RuleName::ReliefHold
        | RuleName::Dormancy
        | RuleName::FoundingWindow => Measure::Time,
        RuleName::Quorum | RuleName::SpecialApproval => Measure::BasisPoints,
        RuleName::MinAyes
        | RuleName::FreeOpenProposals
        | RuleName::ConsentObjectors
        | RuleName::Sponsors
        | RuleName::AdmissionsPerPeriod
        | RuleName::OpenSponsorships
        | RuleName::ConsecutiveTerms
        | RuleName::PaymentApprovals
        | RuleName::Attesters
        | RuleName::AttestationsPerYear
        | RuleName::ReliefApprovals => Measure::Count,
        RuleName::DuesAmount | RuleName::ReserveFloor | RuleName::PettyMax | RuleName::ExpenseMax => Measure::Money,
    }
}

/// A value of a rule, in the unit in which people set it.
pub fn quantity(rule: RuleName, value: u128, unit: &Unit) -> String {
    match measure(rule) {
        Measure::Time => match u64::try_from(value) {
            Ok(ms) => duration::format(ms),
            Err(_) => format!("{value}ms"),
        },
        Measure::BasisPoints => match u16::try_from(value) {
            Ok(bps) => basis_points(bps),
            Err(_) => format!("{value} bps"),
        },
        Measure::Count => value.to_string(),
        Measure::Money => amount::format(value, unit),
    }
}

/// What a rule may be, as in `from 1s to 365d`; ends that only the number's type sets are left out.
pub fn range(rule: RuleName, min: u128, max: u128, unit: &Unit) -> String {
    let write = |value| quantity(rule, value, unit);
    if min == max {
        format!("exactly {}", write(min))
    } else if max == u128::MAX || max == u128::from(u32::MAX) && matches!(measure(rule), Measure::Count) {
        format!("at least {}", write(min))
    } else {
        format!("from {} to {}", write(min), write(max))
    }
}

/// Basis points, and the same in percent: `2500 bps (25 %)`.
pub(super) fn basis_points(bps: u16) -> String {
    let percent = Unit { symbol: "%".to_owned(), decimals: 2 };
    format!("{bps} bps ({})", amount::format(bps.into(), &percent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_the_unit_of_their_rule() {
        let unit = Unit::default();
        assert_eq!(quantity(RuleName::Notice, 90_000, &unit), "1m 30s");
        assert_eq!(quantity(RuleName::Quorum, 2_550, &unit), "2550 bps (25.5 %)");
        assert_eq!(quantity(RuleName::ReserveFloor, 5_000_000_000_000, &unit), "5 UNIT");
        assert_eq!(quantity(RuleName::Sponsors, 2, &unit), "2");
    }

    #[test]
    fn ranges_without_an_end_say_so() {
        let unit = Unit::default();
        assert_eq!(range(RuleName::Notice, 1_000, 86_400_000, &unit), "from 1s to 1d");
        assert_eq!(range(RuleName::NoticeAndWindow, 86_400_000, u128::MAX, &unit), "at least 1d");
        assert_eq!(range(RuleName::AdmissionsPerPeriod, 1, u32::MAX.into(), &unit), "at least 1");
        assert_eq!(range(RuleName::DuesAmount, 0, 0, &unit), "exactly 0 UNIT");
    }
}
