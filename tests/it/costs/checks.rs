//! What must be true of the costs, and that the table is the one recorded.

use std::collections::BTreeSet;
use std::path::Path;

use mutual_model::Message;
use mutual_types::Kind;

use super::cells_changed::{Change, ChangeKind};
use super::net::{Cost, Row, Weight};
use super::peers::{CHANGED_VOTE, PEERS};
use super::{
    cells_table, table, Society, BUNDLE, MEASURED, SIZES, VOTE, VOTE_FIRST, VOTE_NEW_CELL, VOTE_REPLACING,
    VOTE_SAME_CELL, VOTE_WITH_REASON,
};

/// A file to write the table to, for people to look at.
const SHOW_IN: &str = "MUTUAL_COSTS_SHOW_IN";
/// Set to record the table in place of comparing.
const RECORD: &str = "MUTUAL_COSTS_RECORD";

/// What a vote may take in all, in picoseconds.
const VOTE_BUDGET: u64 = 1_900_000_000;

#[test]
fn costs_are_those_recorded() {
    let snapshot = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/costs.txt");
    let fresh = table::render(&MEASURED);
    if let Some(file) = std::env::var_os(SHOW_IN) {
        std::fs::write(file, format!("{fresh}{}", table::remarks(&MEASURED))).unwrap();
    }
    if std::env::var_os(RECORD).is_some() {
        std::fs::create_dir_all(snapshot.parent().unwrap()).unwrap();
        return std::fs::write(&snapshot, &fresh).unwrap();
    }
    let recorded = std::fs::read_to_string(&snapshot).expect("a recorded table: scripts/costs.sh --record");
    let differences = table::differences(&recorded, &fresh);
    assert!(differences.is_empty(), "look with scripts/costs.sh, record with --record:\n{}", differences.join("\n"));
}

#[test]
fn every_message_that_writes_is_measured() {
    let bundle: serde_json::Value = serde_json::from_slice(BUNDLE).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap().iter();
    let writing = messages.filter(|message| message["mutates"] == true);
    let writing: BTreeSet<&str> = writing.map(|message| message["label"].as_str().unwrap()).collect();
    let measured = |society: &Society| -> BTreeSet<&str> { society.rows.iter().map(|row| row.label).collect() };
    for society in &MEASURED.societies {
        let missing: Vec<_> = writing.difference(&measured(society)).copied().collect();
        assert_eq!(missing, [""; 0], "at {:?}", society.size);
    }
    assert_eq!(writing, Message::LABELS.iter().copied().collect(), "the model's messages are the contract's");
}

#[test]
fn every_kind_of_proposal_is_measured_when_it_is_executed() {
    // In the words of the table: "execute, move restricted".
    let words = |kind: Kind| {
        let name = format!("{kind:?}");
        name.char_indices().fold(String::new(), |words, (at, letter)| {
            let gap = if at > 0 && letter.is_uppercase() { " " } else { "" };
            words + gap + &letter.to_lowercase().to_string()
        })
    };
    let kinds = (0..=u8::MAX).map_while(|place| <Kind as scale::Decode>::decode(&mut &[place][..]).ok());
    let kinds: Vec<String> = kinds.map(words).collect();
    assert_eq!(kinds.len(), 28);
    for society in &MEASURED.societies {
        for kind in &kinds {
            let execution = format!("execute, {kind}");
            let is_it = |step: &str| step == execution || step.starts_with(&format!("{execution} ("));
            assert!(society.rows.iter().any(|row| is_it(&row.step)), "{execution} at {:?}", society.size);
        }
    }
}

#[test]
fn no_message_costs_more_where_there_are_more_members_or_more_proposals() {
    let grown = MEASURED.steps().flat_map(|step| {
        let costs = MEASURED.costs(step);
        differing(&costs).into_iter().map(move |what| format!("{step}, {what}: {costs:?}"))
    });
    let grown: Vec<String> = grown.collect();
    assert!(grown.is_empty(), "by more than a hundredth:\n{}", grown.join("\n"));
}

/// What of these costs differs by more than a hundredth.
fn differing(costs: &[Cost]) -> Vec<&'static str> {
    let parts = |cost: &Cost| {
        let Weight { ref_time, proof_size } = cost.weight;
        [("ref_time", ref_time.into()), ("proof", proof_size.into()), ("deposit", cost.deposit)]
    };
    let differs = |place: &usize| {
        let values = costs.iter().map(|cost| parts(cost)[*place].1);
        let (least, most): (i128, i128) = (values.clone().min().unwrap(), values.max().unwrap());
        (most - least) * 100 > least.abs()
    };
    (0..3).filter(differs).map(|place| parts(&costs[0])[place].0).collect()
}

#[test]
fn a_cost_that_differs_by_more_than_a_hundredth_is_told() {
    let cost = |ref_time, proof_size, deposit| Cost { weight: Weight { ref_time, proof_size }, deposit };
    let told = |other| differing(&[cost(1_000, 200, -100), other]);
    assert_eq!(told(cost(1_010, 202, -99)), [""; 0]);
    assert_eq!(told(cost(1_011, 200, -100)), ["ref_time"]);
    assert_eq!(told(cost(989, 203, -102)), ["ref_time", "proof", "deposit"]);
}

#[test]
fn a_step_is_told_once_and_in_every_society_but_for_those_that_need_many_members() {
    let only_some =
        ["found, ", VOTE_NEW_CELL, VOTE_SAME_CELL, "count_sharers, a page of fifty", "migrate, a page of fifty"];
    for society in &MEASURED.societies {
        let steps: BTreeSet<&str> = society.rows.iter().map(|row| row.step.as_str()).collect();
        assert_eq!(steps.len(), society.rows.len(), "two steps of one name");
    }
    for step in MEASURED.steps().filter(|step| !only_some.iter().any(|some| step.starts_with(some))) {
        assert_eq!(MEASURED.costs(step).len(), SIZES.len(), "{step}");
    }
}

#[test]
fn the_signer_pays_for_what_cells_grow_and_gets_what_they_shrink() {
    let watched = &MEASURED.societies[0].rows;
    let with_changes = watched.iter().filter(|row| !row.changes.is_empty());
    assert!(with_changes.clone().count() > 60, "cells were watched");
    for row in with_changes {
        let price: i128 = row.changes.iter().map(Change::deposit).sum();
        // What is given back is a share of what was paid for all, which the chain rounds.
        assert!((row.cost.deposit - price).abs() <= 2, "{}: {} for {:?}", row.step, row.cost.deposit, row.changes);
    }
}

#[test]
fn only_what_the_design_names_clears_a_cell_and_gives_its_deposit_back() {
    let watched = &MEASURED.societies[0].rows;
    let clears = |row: &&Row| row.changes.iter().any(|change| matches!(change.kind, ChangeKind::Cleared(_)));
    let clearing: BTreeSet<String> = watched.iter().filter(clears).map(cells_table::message).collect();
    let named = ["accept_account", "execute recover account", "forfeit_credit", "withdraw_credit"];
    assert_eq!(clearing, named.map(str::to_owned).into());
    let design = include_str!("../../../docs/design.md");
    let paragraph = design.split("- **").find(|paragraph| paragraph.starts_with("Deposits on chain**")).unwrap();
    for name in ["`accept_account`", "`RecoverAccount`", "`forfeit_credit`", "`withdraw_credit`"] {
        assert!(paragraph.contains(name), "docs/design.md names {name}");
    }
}

#[test]
fn only_the_first_voter_of_a_cell_pays_a_deposit_for_it() {
    for step in [VOTE_FIRST, VOTE, VOTE_WITH_REASON, VOTE_SAME_CELL] {
        assert!(MEASURED.costs(step).iter().all(|cost| cost.deposit == 0), "{step}");
    }
    let (item, byte, cell_bytes) = (100_000_000_000, 5_000_000, 1 + 512);
    assert_eq!(MEASURED.costs(VOTE_NEW_CELL)[0].deposit, item + byte * cell_bytes);
}

#[test]
fn the_societys_code_is_at_most_128_kib() {
    assert!(MEASURED.code_bytes <= 128 * 1024, "{} bytes", MEASURED.code_bytes);
}

#[test]
fn a_vote_keeps_to_its_budget_and_takes_less_than_any_peers() {
    let votes: Vec<&Row> = MEASURED.rows().filter(|row| row.label == "vote" && row.step != VOTE_REPLACING).collect();
    assert!(votes.len() >= 3 * SIZES.len() + 2, "in each society three, and two of those far from the others");
    for row in votes {
        let taken = row.cost.weight.ref_time;
        assert!(taken <= VOTE_BUDGET, "{} takes {taken} ps", row.step);
        for peer in &PEERS {
            assert!(taken < peer.ref_time, "{} takes {taken} ps, {} {}", row.step, peer.name, peer.ref_time);
        }
    }
    let deposit = MEASURED.costs(VOTE)[0].deposit;
    assert!(PEERS.iter().all(|peer| deposit < peer.deposit), "{deposit}");
}

#[test]
fn a_vote_that_replaces_another_takes_less_than_the_one_peers_that_can() {
    for cost in MEASURED.costs(VOTE_REPLACING) {
        assert!(cost.weight.ref_time < CHANGED_VOTE.ref_time, "{cost:?}");
        assert_eq!(cost.deposit, CHANGED_VOTE.deposit);
    }
}

#[test]
fn a_cost_that_grew_or_fell_by_more_than_a_fiftieth_is_told() {
    let table = |time: &str, deposit: &str| format!("message   ref_time\nvote, first   {time}  5  {deposit}  same\n");
    let recorded = table("1,000", "-100");
    let told = |time, deposit| table::differences(&recorded, &table(time, deposit));
    assert_eq!(told("1,020", "-102"), Vec::<String>::new());
    assert_eq!(told("980", "-98"), Vec::<String>::new());
    assert_eq!(told("1,021", "-100"), ["vote, first, ref_time: grew from 1000 to 1021"]);
    assert_eq!(told("979", "-100"), ["vote, first, ref_time: fell from 1000 to 979, record it"]);
    assert_eq!(told("1,000", "0").len(), 1);
    assert_eq!(table::differences(&recorded, "").len(), 1);
    assert_eq!(table::differences("", &recorded).len(), 1);
}

#[test]
fn a_cell_that_another_message_makes_or_clears_is_told() {
    let table =
        |by: &str| format!("# cells: here\ncredits: 17 bytes when made\n    made by settle\n    cleared by {by}\n");
    let told = |by| table::differences(&table("withdraw_credit"), &table(by));
    assert_eq!(told("withdraw_credit"), Vec::<String>::new());
    assert_eq!(told("vote").len(), 1);
}
