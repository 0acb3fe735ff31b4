//! The rules of founding themselves: each mistake that the contract would refuse, with its field and line.

use mutual_types::{Error, Field, Founding, FoundingMistake, RuleName};

use super::reader::Reader;
use crate::{text::address, words};

/// Reports what the contract would refuse. What could not be read was reported before, and stands as a placeholder that
/// is not judged.
pub(super) fn check(reader: &mut Reader<'_>, founding: &Founding) {
    let unread = reader.fields_with_mistakes();
    let visited = founding.visit_mistakes(&mut |place, error| {
        if !is_unsure(&unread, place) {
            let field = field(place, &error);
            let message = message(reader, &field, place, &error);
            reader.report(field, message);
        }
        Ok(())
    });
    // A sum of spans that does not fit ends the visit early.
    if let Err(error) = visited {
        reader.report("rules", words::error(&Error::from(error), reader.unit()).sentence);
    }
}

/// Whether the mistake may come from a field that could not be read. Elsewhere the placeholders are never wrong.
fn is_unsure(unread: &[String], place: FoundingMistake) -> bool {
    let any = |fields: &[&str]| unread.iter().any(|field| fields.iter().any(|known| is_within(field, known)));
    match place {
        FoundingMistake::Rule(rule) => {
            any(&[rule_field(rule)])
                || match rule {
                    RuleName::MinOpen | RuleName::LateExtension => any(&["rules.voting.voting_period"]),
                    RuleName::NoticeAndWindow => {
                        any(&["rules.voting.notice", "rules.payments.hold", "rules.payments.dispute"])
                    }
                    _ => false,
                }
        }
        FoundingMistake::Pots => unread.iter().any(|field| field == "pots" || field.ends_with(".kind")),
        FoundingMistake::Founders => {
            any(&["rules.payments.approvals"])
                || unread.iter().any(|field| field == "founders" || field.contains("].roles"))
        }
        FoundingMistake::Name
        | FoundingMistake::Purpose
        | FoundingMistake::Charter
        | FoundingMistake::Bound(_)
        | FoundingMistake::Pot(_)
        | FoundingMistake::Founder(_)
        | FoundingMistake::AssetLock => false,
    }
}

/// Whether `field` is `known` or lies in it.
fn is_within(field: &str, known: &str) -> bool {
    field.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Where the mistake stands in the file.
fn field(place: FoundingMistake, error: &Error) -> String {
    match place {
        FoundingMistake::Name => "name".to_owned(),
        FoundingMistake::Purpose => "purpose".to_owned(),
        FoundingMistake::Charter => "charter.uri".to_owned(),
        FoundingMistake::Rule(rule) => rule_field(rule).to_owned(),
        FoundingMistake::Bound(rule) => bound_field(rule).unwrap_or("bounds").to_owned(),
        FoundingMistake::Pots => "pots".to_owned(),
        FoundingMistake::Pot(at) => match error {
            Error::TextTooLong { field: Field::PotName, .. } => format!("pots[{at}].name"),
            _ => format!("pots[{at}]"),
        },
        FoundingMistake::Founders => "founders".to_owned(),
        FoundingMistake::Founder(at) => match error {
            Error::DuplicateAccount(_) => format!("founders[{at}].account"),
            _ => format!("founders[{at}].roles"),
        },
        FoundingMistake::AssetLock => "asset_lock.beneficiary".to_owned(),
    }
}

fn message(reader: &Reader<'_>, field: &str, place: FoundingMistake, error: &Error) -> String {
    let unit = reader.unit();
    match *error {
        Error::RuleOutOfBounds { rule, value, min, max } => {
            let value = words::quantity(rule, value, unit);
            let range = words::range(rule, min, max, unit);
            match place {
                FoundingMistake::Bound(bound) if bound != RuleName::FoundingWindow => {
                    format!("{value} is out of range: this end may be {range}")
                }
                _ if rule == RuleName::NoticeAndWindow => {
                    format!(
                        "{} must be {range}, to cover the longest hold or dispute; they are {value}",
                        words::rule(rule)
                    )
                }
                _ if !reader.gives(field) => {
                    format!("is left out, and its default of {value} is out of range: it may be {range}")
                }
                _ => format!("{value} is out of range: it may be {range}"),
            }
        }
        Error::DuplicateRole(_) => "names a role twice".to_owned(),
        Error::DuplicateAccount(account) => {
            format!("{} is an earlier founder's account too", address::format(&account))
        }
        ref error => words::error(error, unit).sentence,
    }
}

/// The field of a rule.
fn rule_field(rule: RuleName) -> &'static str {
    match rule {
        RuleName::VotingPeriod => "rules.voting.voting_period",
        RuleName::MinOpen => "rules.voting.min_open",
        RuleName::LateExtension => "rules.voting.late_extension",
        RuleName::Notice => "rules.voting.notice",
        RuleName::ExecutionWindow | RuleName::NoticeAndWindow => "rules.voting.execution_window",
        RuleName::Quorum => "rules.voting.quorum_bps",
        RuleName::SpecialApproval => "rules.voting.special_approval_bps",
        RuleName::MinAyes => "rules.voting.min_ayes",
        RuleName::FreeOpenProposals => "rules.voting.free_open_proposals",
        RuleName::ConsentObjectors => "rules.voting.consent_objectors",
        RuleName::Sponsors => "rules.membership.admission",
        RuleName::ApplicationWindow => "rules.membership.application_window",
        RuleName::Probation => "rules.membership.probation",
        RuleName::AdmissionsPerPeriod => "rules.membership.admissions_per_period",
        RuleName::AdmissionPeriod => "rules.membership.admission_period",
        RuleName::OpenSponsorships => "rules.membership.open_sponsorships",
        RuleName::ExitNotice => "rules.membership.exit_notice",
        RuleName::DuesAmount => "rules.dues.amount",
        RuleName::DuesPeriod => "rules.dues.period",
        RuleName::DuesGrace => "rules.dues.grace",
        RuleName::LapseNotice => "rules.dues.lapse_notice",
        RuleName::RoleTerm => "rules.roles.term",
        RuleName::ConsecutiveTerms => "rules.roles.consecutive_terms",
        RuleName::PaymentApprovals => "rules.payments.approvals",
        RuleName::PaymentWindow => "rules.payments.window",
        RuleName::Hold => "rules.payments.hold",
        RuleName::ReserveFloor => "rules.payments.reserve_floor",
        RuleName::PettyMax => "rules.payments.petty_max",
        RuleName::ExpenseMax => "rules.payments.expense_max",
        RuleName::Review => "rules.payments.review",
        RuleName::Dispute => "rules.payments.dispute",
        RuleName::ReliefWaiting => "rules.relief.waiting",
        RuleName::Attesters => "rules.relief.attesters",
        RuleName::AttestationsPerYear => "rules.relief.attestations_per_year",
        RuleName::ReliefApprovals => "rules.relief.approvals",
        RuleName::ReliefHold => "rules.relief.hold",
        RuleName::Dormancy => "rules.dormancy",
        RuleName::FoundingWindow => "bounds.founding_window",
    }
}

/// The field of a bound; none for a rule that only the hard bounds limit.
fn bound_field(rule: RuleName) -> Option<&'static str> {
    Some(match rule {
        RuleName::VotingPeriod => "bounds.voting_period",
        RuleName::MinOpen => "bounds.min_open",
        RuleName::Notice => "bounds.notice",
        RuleName::ExecutionWindow => "bounds.execution_window",
        RuleName::PaymentWindow => "bounds.payment_window",
        RuleName::RoleTerm => "bounds.role_term",
        RuleName::Quorum => "bounds.quorum_bps",
        RuleName::SpecialApproval => "bounds.special_approval_bps",
        RuleName::MinAyes => "bounds.min_ayes",
        RuleName::PaymentApprovals => "bounds.payment_approvals",
        RuleName::ReserveFloor => "bounds.reserve_floor",
        RuleName::FoundingWindow => "bounds.founding_window",
        _ => return None,
    })
}
