use std::path::Path;

use mutual_types::{AdmissionPolicy, Bounds, Kind, PotId, Role};
use proptest::prelude::*;

use super::*;
use crate::text::address;

/// The smallest file that founds a society.
const SMALL: &str = r#"
name = "Small"
purpose = "Show what must be there."

[charter]
uri = "https://example.org/charter.md"
hash = "0x1111111111111111111111111111111111111111111111111111111111111111"

[asset_lock]
beneficiary = "//Trust"

[[founders]]
account = "//Alice"
roles = ["treasurer"]

[[pots]]
kind = "general"
name = "General"

[rules.voting]
voting_period = "7d"
notice = "2d"
quorum_bps = 2500

[rules.payments]
approvals = 1
"#;

fn mistakes(text: &str) -> Vec<(usize, String, String)> {
    let Mistakes(found) = load(text, &Unit::default()).unwrap_err();
    found.into_iter().map(|mistake| (mistake.line, mistake.field, mistake.message)).collect()
}

/// The mistakes of the small file in which `from` is written as `to`.
fn mistakes_with(from: &str, to: &str) -> Vec<(usize, String, String)> {
    assert!(SMALL.contains(from), "{from}");
    mistakes(&SMALL.replacen(from, to, 1))
}

/// The number of the line of the small file that begins with `start`.
fn line(start: &str) -> usize {
    let mut lines = (1..).zip(SMALL.lines());
    lines.find(|(_, line)| line.starts_with(start)).unwrap().0
}

#[test]
fn the_small_file_is_enough_and_the_rest_has_defaults() {
    let file = load(SMALL, &Unit::default()).unwrap();
    assert_eq!(file.value, 0);
    assert_eq!(file.names, []);
    let founding = file.founding;
    assert_eq!(founding.validate(), Ok(()));
    assert_eq!(founding.bounds, Bounds { founding_window_ms: 0, roster_max: 0, ..Bounds::HARD });
    assert_eq!(founding.rules.membership.admission, AdmissionPolicy::Sponsored(2));
    assert!(founding.asset_lock.locked);
    assert_eq!(founding.charter.hash, [0x11; 32]);
}

#[test]
fn the_example_loads_and_is_valid() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"));
    let text = std::fs::read_to_string(folder.join("cannons-creek.toml")).unwrap();
    let unit = Unit::default();
    let file = load_in(&text, folder, &unit).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let founding = file.founding;
    assert_eq!(founding.validate(), Ok(()));
    assert_eq!(file.value, 4_500_000_000_000_000);
    assert_eq!((founding.founders.len(), file.names.len()), (12, 12));
    assert_eq!(founding.founders[0].account, address::parse("//Alice").unwrap());
    let count = |role| founding.founders.iter().filter(|founder| founder.roles.contains(&role)).count();
    assert_eq!(count(Role::Treasurer), 4);
    assert_eq!(count(Role::Steward), 2);
    assert_eq!(count(Role::Arbitrator), 3);
    assert_eq!(founding.rules.payments.approvals, 2);
    assert_eq!(founding.rules.voting.voting_period_ms, 30_000);
    let food = founding.pots.iter().find(|pot| pot.name == "Food").unwrap();
    let restriction = food.restriction.as_ref().unwrap();
    assert_eq!(restriction.kinds, [Kind::Spend]);
    assert!(founding.founders.iter().all(|founder| founder.account != restriction.fallback));
    // Its charter needs a folder to be found in.
    assert_eq!(load(&text, &unit).unwrap_err().0[0].field, "charter.file");
}

#[test]
fn ten_mistakes_are_reported_at_once_each_with_its_line() {
    let text = r#"
name = ""
purpos = "Money for each other."
value = "4500 DOT"

[charter]
uri = "https://example.org/charter.md"
hash = "0x12"

[asset_lock]
beneficiary = "//Alice"

[[founders]]
account = "//Alice"
roles = ["treasurer", "treasurer"]

[[founders]]
account = "5Grw"
roles = ["tresurer"]

[[pots]]
kind = "general"
name = "General"
kinds = ["spend"]

[rules.voting]
voting_period = 30
notice = "0s"
quorum_bps = 6000
min_open = "8d"

[rules.membership]
probation = "400d"
"#;
    let found: Vec<_> = mistakes(text).into_iter().map(|(line, field, _)| (line, field)).collect();
    let expected = [
        (1, "purpose"),
        (2, "name"),
        (3, "purpos"),
        (4, "value"),
        (8, "charter.hash"),
        (11, "asset_lock.beneficiary"),
        (15, "founders[0].roles"),
        (18, "founders[1].account"),
        (19, "founders[1].roles[0]"),
        (24, "pots[0].kinds"),
        (26, "rules.payments.approvals"),
        (27, "rules.voting.voting_period"),
        (28, "rules.voting.notice"),
        (29, "rules.voting.quorum_bps"),
        (33, "rules.membership.probation"),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(line, field)| (line, field.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_mistyped_key_is_named_with_the_one_that_was_meant() {
    let found = mistakes_with("quorum_bps", "quorum_bsp");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0], (line("[rules.voting]"), "rules.voting.quorum_bps".into(), "is missing".into()));
    assert_eq!(found[1].0, line("quorum_bps"));
    assert!(found[1].2.contains("did you mean `quorum_bps`?"), "{}", found[1].2);
}

#[test]
fn values_and_ranges_are_written_in_the_unit_of_the_field() {
    let found = mistakes_with("voting_period = \"7d\"", "voting_period = \"400d\"");
    assert_eq!(found[0].2, "400d is out of range: it may be from 1s to 365d");
    let found = mistakes_with("quorum_bps = 2500", "quorum_bps = 6000");
    assert_eq!(found[0].2, "6000 bps (60 %) is out of range: it may be from 0 bps (0 %) to 5000 bps (50 %)");
}

#[test]
fn dues_are_those_of_the_file_from_the_founding_on() {
    let text = SMALL.replace("approvals = 1", "approvals = 1\n[rules.dues]\namount = \"2 UNIT\"\nperiod = \"30d\"");
    let dues = load(&text, &Unit::default()).unwrap().founding.rules.dues;
    assert_eq!((dues.amount, dues.period_ms, dues.since_ms), (2_000_000_000_000, 2_592_000_000, 0));
}

#[test]
fn a_larger_roster_has_a_time_and_a_size() {
    let with = |roster: &str| SMALL.to_owned() + "[bounds]\n" + roster;
    let bounds = load(&with("founding_window = \"14d\"\nroster_max = 200"), &Unit::default()).unwrap().founding.bounds;
    assert_eq!((bounds.founding_window_ms, bounds.roster_max), (1_209_600_000, 200));
    let found = mistakes(&with("founding_window = \"14d\""));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "bounds.founding_window");
    assert!(found[0].2.contains("`roster_max`"), "{}", found[0].2);
    assert_eq!(mistakes(&with("roster_max = 200"))[0].1, "bounds.roster_max");
    let found = mistakes(&with("founding_window = \"400d\"\nroster_max = 200"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].2.starts_with("400d is out of range: it may be"), "{}", found[0].2);
}

#[test]
fn a_default_out_of_tighter_bounds_is_reported_as_a_default() {
    let found = mistakes_with("[rules.payments]", "[bounds]\nrole_term = [\"1d\", \"30d\"]\n[rules.payments]");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "rules.roles.term");
    assert!(found[0].2.starts_with("is left out, and its default of 365d"), "{}", found[0].2);
}

#[test]
fn rules_that_contradict_each_other_are_reported() {
    let found = mistakes_with("notice = \"2d\"", "notice = \"2d\"\nexecution_window = \"1d\"");
    assert_eq!(found[0].1, "rules.voting.execution_window");
    assert!(found[0].2.contains("at least 14d") && found[0].2.contains("3d"), "{}", found[0].2);
    let found = mistakes_with("notice = \"2d\"", "notice = \"2d\"\nlate_extension = \"8d\"");
    assert_eq!(found[0].2, "8d is out of range: it may be from 1s to 7d");
}

#[test]
fn founders_are_counted_only_when_they_could_be_read() {
    let found = mistakes_with("approvals = 1", "approvals = 2");
    assert_eq!(found[0].1, "founders");
    assert_eq!(mistakes_with("[\"treasurer\"]", "[\"tresurer\"]").len(), 1);
    assert_eq!(mistakes_with("approvals = 1", "approvals = \"two\"").len(), 1);
}

#[test]
fn an_account_is_a_founder_once_and_no_beneficiary() {
    let twice = "[[founders]]\naccount = \"//Alice\"\n\n[[pots]]";
    let found = mistakes_with("[[pots]]", twice);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "founders[1].account");
    assert!(found[0].2.contains("earlier founder"), "{}", found[0].2);
    assert_eq!(mistakes_with("//Trust", "//Alice")[0].1, "asset_lock.beneficiary");
}

#[test]
fn a_keeper_names_a_pot_of_the_file() {
    let keeper = |pot: &str| SMALL.replace("[\"treasurer\"]", &format!("[\"treasurer\", {{ keeper = \"{pot}\" }}]"));
    let file = load(&keeper("general"), &Unit::default()).unwrap();
    assert_eq!(file.founding.founders[0].roles, [Role::Treasurer, Role::Keeper(PotId(0))]);
    let found = mistakes(&keeper("Tools"));
    assert_eq!(found[0].1, "founders[0].roles[1].keeper");
}

#[test]
fn a_charter_is_hashed_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("charter.md"), "abc").unwrap();
    let hash = "hash = \"0x1111111111111111111111111111111111111111111111111111111111111111\"";
    let text = SMALL.replace(hash, "file = \"charter.md\"");
    let file = load_in(&text, folder.path(), &Unit::default()).unwrap();
    let expected = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
    assert_eq!(hex::encode(file.founding.charter.hash), expected);
    let missing = load_in(&text.replace("charter.md\"", "other.md\""), folder.path(), &Unit::default()).unwrap_err();
    assert_eq!(missing.0[0].field, "charter.file");
}

#[test]
fn broken_toml_is_reported_with_its_line() {
    let found = mistakes_with("quorum_bps = 2500", "quorum_bps = ");
    assert_eq!((found[0].0, found[0].1.as_str()), (line("quorum_bps"), ""));
}

#[test]
fn an_empty_file_names_all_that_is_missing() {
    let fields: Vec<_> = mistakes("").into_iter().map(|(_, field, _)| field).collect();
    for field in ["name", "purpose", "charter.uri", "asset_lock.beneficiary", "pots", "founders", "rules.voting.notice"]
    {
        assert!(fields.contains(&field.to_owned()), "{field}: {fields:?}");
    }
}

#[test]
fn spans_beyond_all_time_do_not_hide_the_rest() {
    let long = format!("notice = \"{}ms\"", u64::MAX);
    let found = mistakes_with("notice = \"2d\"", &long);
    assert!(found.iter().any(|(_, field, _)| field == "rules.voting.notice"), "{found:?}");
}

proptest! {
    #[test]
    fn no_change_of_a_line_makes_it_panic(at in 0usize..30, text in "\\PC{0,40}") {
        let mut lines: Vec<&str> = SMALL.lines().collect();
        if let Some(line) = lines.get_mut(at) {
            *line = &text;
        }
        let _ = load(&lines.join("\n"), &Unit::default());
    }
}
