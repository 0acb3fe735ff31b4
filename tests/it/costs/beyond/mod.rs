//! What the messages of the contracts beyond the society cost, with a real society of ten founders that they ask.

mod circle;
mod exchange;
mod federation;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use mutual_client::contract::Bundle;
use mutual_types::{AccountId, Planck};
use scale::Encode;

use super::net::{Cost, Net};
use super::{story, table};

/// A file to write the table to, for people to look at.
const SHOW_IN: &str = "MUTUAL_COSTS_SHOW_IN";
/// Set to record the table in place of comparing.
const RECORD: &str = "MUTUAL_COSTS_RECORD";

const HEAD: &str = "\
# What the messages of an exchange, a circle and a federation cost. Written by `scripts/costs.sh --record`, compared by the tests `costs`.
# The columns are those of costs.txt; `elsewhere` compares an exchange with one of 100 offers and 100 deals more, where
# `differs` is a proof that has the longer list of the category, and a federation with one of 20 motions and 20 backings more.
";

/// What one step cost.
struct Row {
    step: String,
    /// The message, `new` for a founding.
    label: &'static str,
    cost: Cost,
}

/// A contract beside a society, and what its messages cost.
struct Beside {
    net: Net,
    bundle: &'static Bundle,
    contract: AccountId,
    rows: Vec<Row>,
}

impl Beside {
    /// A contract with these terms, which name the society; what making it costs is the first row.
    fn found<T: Encode>(bundle: &'static Bundle, step: &str, terms: impl FnOnce(&Net) -> T) -> Self {
        Self::found_after(bundle, step, |net| terms(net))
    }

    /// The same where something comes before.
    fn found_after<T: Encode>(bundle: &'static Bundle, step: &str, terms: impl FnOnce(&mut Net) -> T) -> Self {
        let mut net = story::begin();
        let terms = terms(&mut net);
        let input = [bundle.constructor("new").unwrap().to_vec(), terms.encode()].concat();
        let (contract, cost) = net.instantiate(bundle.code(), &input, 7);
        Self { net, bundle, contract, rows: vec![Row { step: step.to_owned(), label: "new", cost }] }
    }

    fn send(&mut self, who: usize, label: &str, args: impl Encode, value: Planck) -> Cost {
        let input = self.input(label, args);
        self.net.call(self.contract, who, &input, value)
    }

    fn input(&self, label: &str, args: impl Encode) -> Vec<u8> {
        [self.bundle.message(label).unwrap().to_vec(), args.encode()].concat()
    }

    /// Sends a message, and notes what it cost.
    fn measure(&mut self, step: &str, who: usize, label: &'static str, args: impl Encode, value: Planck) {
        let cost = self.send(who, label, args, value);
        self.rows.push(Row { step: step.to_owned(), label, cost });
    }
}

/// Whether each message that writes was measured.
fn assert_all_are_measured(bundle: &[u8], rows: &[Row]) {
    let bundle: serde_json::Value = serde_json::from_slice(bundle).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap().iter();
    let writing = messages.filter(|message| message["mutates"] == true);
    let writing: BTreeSet<&str> = writing.map(|message| message["label"].as_str().unwrap()).collect();
    let measured: BTreeSet<&str> = rows.iter().map(|row| row.label).filter(|label| *label != "new").collect();
    assert_eq!(measured, writing);
}

/// The rows of two tables of the same, which differ by a hundredth at the most.
fn compare(fresh: &mut String, small: &[Row], large: &[Row]) {
    assert_eq!(small.len(), large.len());
    for (row, other) in small.iter().zip(large) {
        assert_eq!(row.step, other.step);
        let (one, more) = (row.cost.weight.ref_time, other.cost.weight.ref_time);
        assert!(more.abs_diff(one) * 100 <= one, "{}: {one} and {more}, by more than a hundredth", row.step);
        table::line(fresh, &row.step, &[row.cost, other.cost]);
    }
}

#[test]
fn costs_beyond_the_society_are_those_recorded() {
    let (small, large) = (exchange::tell(0), exchange::tell(100));
    assert_all_are_measured(include_bytes!("../../../../contracts/bundles/exchange.contract"), &small);
    let mut fresh = HEAD.to_owned();
    let bundles = [Bundle::exchange(), Bundle::circle(), Bundle::federation()].map(Result::unwrap);
    for (name, bundle) in ["exchange", "circle", "federation"].into_iter().zip(bundles) {
        let bytes = u64::try_from(bundle.code().len()).unwrap();
        writeln!(fresh, "{:<46}{:>14}", format!("{name} wasm, bytes"), table::digits(bytes.into())).unwrap();
    }
    compare(&mut fresh, &small, &large);
    // The tenth founder is behind with dues.
    for members in [4, 9] {
        let rows = circle::tell(members);
        assert_all_are_measured(include_bytes!("../../../../contracts/bundles/circle.contract"), &rows);
        for row in &rows {
            table::line(&mut fresh, &row.step, &[row.cost]);
        }
    }
    let (young, old) = (federation::tell(0), federation::tell(20));
    assert_all_are_measured(include_bytes!("../../../../contracts/bundles/federation.contract"), &young);
    compare(&mut fresh, &young, &old);
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/costs-beyond.txt");
    if let Some(file) = std::env::var_os(SHOW_IN) {
        std::fs::write(format!("{}-beyond", file.to_string_lossy()), &fresh).unwrap();
    }
    if std::env::var_os(RECORD).is_some() {
        return std::fs::write(&snapshot, &fresh).unwrap();
    }
    let recorded = std::fs::read_to_string(&snapshot).expect("a recorded table: scripts/costs.sh --record");
    let differences = table::differences(&recorded, &fresh);
    assert!(differences.is_empty(), "look with scripts/costs.sh, record with --record:\n{}", differences.join("\n"));
}
