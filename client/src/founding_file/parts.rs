//! Parts of what a society decides on later, written as in a founding file: its rules, and the stages of a grant.

use mutual_types::{Bounds, Error as Refusal, Limit, Rules, StageTerms, TimestampMs};
use toml::de::DeTable;

use super::{
    reader::{Item, Reader, Section},
    rules, values, Mistakes,
};
use crate::{text::Unit, words};

/// The tables of a founding file that are no rules, and are skipped where rules are read.
const OTHERS: [&str; 8] = ["name", "purpose", "value", "charter", "asset_lock", "founders", "pots", "bounds"];

/// What a file of stages says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagePlan {
    /// The stages, in the order in which they are done.
    pub stages: Vec<StageTerms>,
    /// In what the outcome is measured; empty for nothing.
    pub unit: String,
    /// By when it is to be paid back; none for a gift.
    pub repay_by_ms: Option<TimestampMs>,
}

/// Reads the `[rules]` of `text`, which may be a whole founding file. What it leaves out stays as it is in `now`.
///
/// # Errors
/// All mistakes, in the order of their lines: rules outside `bounds` among them.
pub fn load_rules(text: &str, unit: &Unit, now: &Rules, bounds: &Bounds) -> Result<Rules, Mistakes> {
    parse(text, unit, |reader, root| {
        for other in OTHERS {
            let _skipped = reader.item(root, other);
        }
        let given = rules::read(reader, root);
        let rules = kept(reader, given, now);
        reader.forgive_missing();
        if reader.is_clean() {
            check(reader, &rules, bounds);
        }
        rules
    })
}

/// Reads the stages of a grant, in `[[stages]]` with `title`, `amount`, `due` and for a stipend `months`; beside them
/// `unit` and `repay_by`.
///
/// # Errors
/// All mistakes, in the order of their lines.
pub fn load_stages(text: &str, unit: &Unit) -> Result<StagePlan, Mistakes> {
    parse(text, unit, |reader, root| {
        let entries = reader.list(root, "stages");
        if entries.as_ref().is_none_or(Vec::is_empty) && !reader.gives("stages") {
            reader.missing(root, "stages");
        }
        StagePlan {
            stages: entries.unwrap_or_default().iter().map(|entry| stage(reader, entry)).collect(),
            unit: reader.optional(root, "unit", values::filled_text, String::new()),
            repay_by_ms: reader.maybe(root, "repay_by", values::moment),
        }
    })
}

fn stage<'s>(reader: &mut Reader<'s>, entry: &Item<'s>) -> StageTerms {
    let section = &mut reader.table(entry);
    let stage = StageTerms {
        title: reader.required(section, "title", values::filled_text, String::new()),
        amount: reader.required(section, "amount", values::amount, 0),
        due_ms: reader.required(section, "due", values::moment, 0),
        months: reader.optional(section, "months", values::count8, 0),
    };
    reader.finish(section);
    stage
}

fn parse<T>(
    text: &str,
    unit: &Unit,
    read: impl for<'d> FnOnce(&mut Reader<'d>, &mut Section<'d>) -> T,
) -> Result<T, Mistakes> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text, unit);
    if !errors.is_empty() {
        for error in errors {
            let line = reader.line_at(error.span().map_or(0, |span| span.start));
            reader.report_at(line, String::new(), error.message().to_owned());
        }
        return Err(reader.into_mistakes());
    }
    let mut root = Section::root(document.get_ref());
    let value = read(&mut reader, &mut root);
    reader.finish(&root);
    if reader.is_clean() {
        Ok(value)
    } else {
        Err(reader.into_mistakes())
    }
}

/// Reports what lies outside the bounds.
fn check(reader: &mut Reader<'_>, rules: &Rules, bounds: &Bounds) {
    let mut outside = Vec::new();
    let visited = rules.visit_limits(bounds, &mut |limit: Limit| {
        if !limit.holds() {
            outside.push(limit);
        }
        Ok(())
    });
    if let Err(error) = visited {
        reader.report("rules", words::error(&Refusal::from(error), reader.unit()).sentence);
    }
    for Limit { rule, value, span } in outside {
        let value = words::quantity(rule, value, reader.unit());
        let range = words::range(rule, span.min, span.max, reader.unit());
        reader.report("rules", format!("{}: {value} is out of range: it may be {range}", words::rule(rule)));
    }
}

/// What the file gives, and the rest as it is now.
fn kept(reader: &Reader<'_>, given: Rules, now: &Rules) -> Rules {
    let mut rules = given;
    macro_rules! keep {
        ($($group:ident { $($field:ident $key:literal),* $(,)? })*) => {$($(
            if !reader.gives(concat!("rules.", stringify!($group), ".", $key)) {
                rules.$group.$field = now.$group.$field;
            }
        )*)*};
    }
    keep! {
        voting {
            voting_period_ms "voting_period", min_open_ms "min_open", late_extension_ms "late_extension",
            notice_ms "notice", execution_window_ms "execution_window", quorum_bps "quorum_bps",
            special_approval_bps "special_approval_bps", min_ayes "min_ayes",
            free_open_proposals "free_open_proposals", proposal_deposit "proposal_deposit",
            consent_max "consent_max", consent_objectors "consent_objectors",
        }
        membership {
            admission "admission", application_window_ms "application_window", probation_ms "probation",
            admissions_per_period "admissions_per_period", admission_period_ms "admission_period",
            open_sponsorships "open_sponsorships", exit_notice_ms "exit_notice", share_price "share_price",
            shares_max "shares_max",
        }
        dues { amount "amount", period_ms "period", grace_ms "grace", lapse_notice_ms "lapse_notice" }
        roles { term_ms "term", consecutive_terms "consecutive_terms" }
        payments {
            approvals "approvals", window_ms "window", hold_ms "hold", reserve_floor "reserve_floor",
            petty_max "petty_max", expense_max "expense_max", review_ms "review", dispute_ms "dispute",
        }
        relief {
            waiting_ms "waiting", request_max "request_max", member_year_max "member_year_max",
            pot_month_max "pot_month_max", attesters "attesters", attestations_per_year "attestations_per_year",
            approvals "approvals", hold_ms "hold", publish_names "publish_names",
        }
    }
    if !reader.gives("rules.dormancy") {
        rules.dormancy_ms = now.dormancy_ms;
    }
    // The society sets it whatever is given.
    rules.dues.since_ms = now.dues.since_ms;
    rules
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scale::Decode;

    use super::*;

    /// A neighbourhood's rules.
    fn rules() -> Rules {
        let text = "[rules.voting]\nvoting_period = \"7d\"\nnotice = \"2d\"\nquorum_bps = 2500\n\
                    [rules.payments]\napprovals = 2\n";
        parse(text, &Unit::default(), rules::read).unwrap()
    }

    fn wide() -> Bounds {
        Bounds::HARD
    }

    #[test]
    fn what_a_file_gives_changes_and_the_rest_stays() {
        let now = Rules { dormancy_ms: 40_000_000_000, ..rules() };
        let text = "name = \"Ours\"\n[rules.voting]\nnotice = \"3d\"\n";
        let after = load_rules(text, &Unit::default(), &now, &wide()).unwrap();
        let mut expected = now;
        expected.voting.notice_ms = 259_200_000;
        assert_eq!(after, expected);
    }

    #[test]
    fn rules_outside_the_bounds_are_mistakes_and_all_at_once() {
        let text = "[rules.voting]\nnotice = \"1ms\"\nquorum_bps = 9999\n[rules.dues]\namuont = \"1 UNIT\"\n";
        let mistakes = load_rules(text, &Unit::default(), &rules(), &wide()).unwrap_err();
        assert_eq!(mistakes.0.len(), 1, "{mistakes}");
        assert!(mistakes.to_string().contains("amount"), "{mistakes}");
        let text = "[rules.voting]\nnotice = \"1ms\"\nquorum_bps = 9999\n";
        let mistakes = load_rules(text, &Unit::default(), &rules(), &wide()).unwrap_err();
        assert!(mistakes.0.len() >= 2, "{mistakes}");
    }

    #[test]
    fn stages_are_read_in_order() {
        let text = "unit = \"beds\"\nrepay_by = 1970-01-09\n[[stages]]\ntitle = \"Dig\"\namount = \"5 UNIT\"\n\
                    due = \"1970-01-02\"\n[[stages]]\ntitle = \"Water\"\namount = \"1 UNIT\"\ndue = 1970-01-03\nmonths = 6\n";
        let plan = load_stages(text, &Unit::default()).unwrap();
        assert_eq!((plan.unit.as_str(), plan.repay_by_ms), ("beds", Some(691_200_000)));
        assert_eq!(plan.stages.len(), 2);
        assert_eq!((plan.stages[0].amount, plan.stages[0].months), (5_000_000_000_000, 0));
        assert_eq!((plan.stages[1].due_ms, plan.stages[1].months), (172_800_000, 6));
    }

    #[test]
    fn a_plan_without_stages_or_with_a_wrong_one_says_where() {
        let missing = load_stages("unit = \"beds\"\n", &Unit::default()).unwrap_err();
        assert_eq!(missing.0[0].field, "stages");
        let wrong = load_stages("[[stages]]\ntitle = \"Dig\"\namount = 5\n", &Unit::default()).unwrap_err();
        assert_eq!(wrong.0.len(), 2, "{wrong}");
        assert_eq!(wrong.of("garden.toml").lines().next(), Some("garden.toml has 2 mistakes:"));
    }

    proptest! {
        #[test]
        fn an_empty_file_changes_no_rule(mut bytes in proptest::collection::vec(any::<u8>(), 600)) {
            bytes.extend([0; 400]);
            if let Ok(now) = Rules::decode(&mut &bytes[..]) {
                let same = parse("", &Unit::default(), |reader, root| {
                    let given = rules::read(reader, root);
                    reader.forgive_missing();
                    kept(reader, given, &now)
                });
                prop_assert_eq!(same.unwrap(), now);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = load_rules(&text, &Unit::default(), &rules(), &wide());
            let _ = load_stages(&text, &Unit::default());
        }
    }
}
