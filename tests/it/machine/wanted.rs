//! What the plays of CI are to show: every message, every error, every kind of proposal, every event.

use mutual_model::play::{Wanted, NOT_PAYABLE};
use mutual_types::event::Event;
use serde_json::Value;

/// What plays never show, and why. Whatever stands here and is seen all the same fails the test, too.
const NEVER: &[(&str, &str)] = &[];

/// What the plays of CI are to show.
pub fn wanted() -> Wanted<'static> {
    let metadata = mutual_tests::repository().join("contracts/bundles/society.contract");
    let metadata: Value = serde_json::from_slice(&std::fs::read(metadata).unwrap()).unwrap();
    Wanted {
        steps: 20_000,
        accepted_percent: 40,
        each_message: 50,
        each_accepted: 5,
        errors: [variants(&metadata, &["mutual_types", "error", "Error"]), vec![NOT_PAYABLE.to_owned()]].concat(),
        kinds: variants(&metadata, &["mutual_types", "action", "Kind"]),
        events: Event::NAMES.iter().map(|name| (*name).to_owned()).collect(),
        never: NEVER,
    }
}

/// The variants of a type, by the contract's metadata.
fn variants(metadata: &Value, path: &[&str]) -> Vec<String> {
    let types = metadata["types"].as_array().unwrap().iter().map(|entry| &entry["type"]);
    let mut fitting = types.filter(|one| one["path"] == Value::from(path.to_vec()));
    let variants = fitting.next().expect("a type of the metadata")["def"]["variant"]["variants"].as_array().unwrap();
    variants.iter().map(|variant| variant["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_metadata_names_errors_and_kinds() {
    let Wanted { errors, kinds, .. } = wanted();
    assert!(errors.contains(&"Migrating".to_owned()) && errors.len() > 100, "{errors:?}");
    assert!(kinds.contains(&"DecideDispute".to_owned()) && kinds.len() > 20, "{kinds:?}");
}
