//! The table of costs as text, and comparing one with the recorded one.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{breakdown, cells_table, net::Cost, peers::PEERS, Measured, Society, VOTE};

/// In percent: what may change unnoticed.
const MARGIN: i128 = 2;
const COLUMNS: [&str; 3] = ["ref_time", "proof", "deposit"];

const HEAD: &str = "\
# What a society's messages cost. Written by `scripts/costs.sh --record`, compared by the tests `costs`.
#
# ref_time   what the block is charged, in picoseconds; of that 625,656,000 are for the extrinsic around the contract
# proof      the same in bytes, of which 4,291
# deposit    in planck: what the signer pays for storage, or gets back for what is freed; nobody else ever does
# elsewhere  by how much the ref_time differs at most in the other societies, proof and deposit being the same; `-` where
#            there is no other society in which it is measured
#
";

/// The table that is recorded.
pub fn render(measured: &Measured) -> String {
    let mut text = HEAD.to_owned();
    for (number, Society { size, .. }) in measured.societies.iter().enumerate() {
        let (members, closed) = (digits(size.members.into()), digits(size.closed.into()));
        let what = if number == 0 { "shown" } else { "elsewhere" };
        writeln!(text, "# {what:<10}{members:>7} members, {closed:>6} closed proposals").unwrap();
    }
    writeln!(text, "\n{:<46}{:>14}", "society wasm, bytes", digits(measured.code_bytes.into())).unwrap();
    let [time, proof, deposit] = COLUMNS;
    writeln!(text, "\n{:<46}{time:>14}{proof:>12}{deposit:>20}{:>14}", "message", "elsewhere").unwrap();
    for step in measured.steps() {
        let costs = measured.costs(step);
        line(&mut text, step, &costs);
    }
    text + &cells_table::render(&measured.societies[0].rows)
}

pub fn line(text: &mut String, step: &str, costs: &[Cost]) {
    let Cost { weight, deposit } = costs[0];
    let [time, proof] = [weight.ref_time, weight.proof_size].map(|value| digits(value.into()));
    let most = costs.iter().map(|cost| cost.weight.ref_time.abs_diff(weight.ref_time)).max().unwrap();
    let is_alike = |cost: &Cost| cost.weight.proof_size == weight.proof_size && (cost.deposit - deposit).abs() <= 1;
    let elsewhere = match (costs.len(), most) {
        _ if !costs.iter().all(is_alike) => "differs".to_owned(),
        (1, _) => "-".to_owned(),
        (_, 0) => "same".to_owned(),
        (_, most) => digits(most.into()),
    };
    let deposit = signed(deposit);
    writeln!(text, "{step:<46}{time:>14}{proof:>12}{deposit:>20}{elsewhere:>14}").unwrap();
}

/// What stands below the table when people look at it: where a vote's time goes, and a vote elsewhere.
pub fn remarks(measured: &Measured) -> String {
    let vote = measured.costs(VOTE)[0];
    let mut text = "\na vote, ref_time\n".to_owned();
    for breakdown::Part { what, ref_time } in breakdown::of_vote(vote.weight.ref_time, measured.code_bytes) {
        writeln!(text, "{what:<60}{:>16}", digits(ref_time.into())).unwrap();
    }
    let [time, proof, deposit] = COLUMNS;
    writeln!(text, "\n{:<44}{time:>14}{proof:>12}{deposit:>17}{:>10}", "a vote elsewhere (peer-costs.md)", "wasm")
        .unwrap();
    let mut row = |name: &str, time: u64, proof: u64, deposit: i128, wasm: u64| {
        let [time, proof, wasm] = [time, proof, wasm].map(|value| digits(value.into()));
        writeln!(text, "{name:<44}{time:>14}{proof:>12}{:>17}{wasm:>10}", signed(deposit)).unwrap();
    };
    row("Mutual", vote.weight.ref_time, vote.weight.proof_size, vote.deposit, measured.code_bytes);
    for peer in &PEERS {
        row(peer.name, peer.ref_time, peer.proof_size, peer.deposit, peer.code_bytes);
    }
    let mut by_time: Vec<_> = measured.steps().map(|step| (measured.costs(step)[0].weight.ref_time, step)).collect();
    by_time.sort_unstable();
    let ends = [("the cheapest", &by_time[..5]), ("the dearest", &by_time[by_time.len() - 10..])];
    for (what, steps) in ends {
        writeln!(text, "\n{what}").unwrap();
        for (time, step) in steps {
            writeln!(text, "{step:<46}{:>14}", digits((*time).into())).unwrap();
        }
    }
    text
}

/// What differs from the recorded table by more than the margin, in sentences.
pub fn differences(recorded: &str, fresh: &str) -> Vec<String> {
    let mut found = cells_differences(recorded, fresh);
    let (recorded, fresh) = (numbers(recorded), numbers(fresh));
    let gone = recorded.keys().filter(|step| !fresh.contains_key(*step));
    found.extend(gone.map(|step| format!("{step}: recorded, and no longer measured")));
    for (step, values) in &fresh {
        let Some(before) = recorded.get(step) else {
            found.push(format!("{step}: not recorded yet"));
            continue;
        };
        for ((column, was), is) in COLUMNS.iter().zip(before).zip(values) {
            let margin = was.abs() * MARGIN;
            match (is - was) * 100 {
                more if more > margin => found.push(format!("{step}, {column}: grew from {was} to {is}")),
                less if less < -margin => found.push(format!("{step}, {column}: fell from {was} to {is}, record it")),
                _ => {}
            }
        }
    }
    found
}

/// The numbers of each line, by its step.
fn numbers(text: &str) -> BTreeMap<&str, Vec<i128>> {
    let of = |line| {
        let (step, rest): (&str, &str) = str::split_once(line, "  ")?;
        let numbers = rest.split_whitespace().map_while(|word| word.replace(',', "").parse().ok());
        Some((step, numbers.take(COLUMNS.len()).collect::<Vec<i128>>())).filter(|(_, numbers)| !numbers.is_empty())
    };
    text.lines().filter(|line| !line.starts_with(['#', ' '])).filter_map(of).collect()
}

/// Which message makes or clears which cells is the same, or it is told.
fn cells_differences(recorded: &str, fresh: &str) -> Vec<String> {
    fn cells(text: &str) -> BTreeMap<&str, Vec<&str>> {
        let (mut cells, mut cell) = (BTreeMap::<&str, Vec<&str>>::new(), "");
        for line in text.lines() {
            match (line.strip_prefix("    "), line.split_once(": ")) {
                (Some(messages), _) => cells.entry(cell).or_default().push(messages),
                (None, Some((name, _))) if !line.starts_with('#') => cell = name,
                _ => {}
            }
        }
        cells
    }
    let (recorded, fresh) = (cells(recorded), cells(fresh));
    let names: std::collections::BTreeSet<&str> = recorded.keys().chain(fresh.keys()).copied().collect();
    let differ = names.into_iter().filter(|name| recorded.get(name) != fresh.get(name));
    differ.map(|name| format!("{name}: cells not recorded so: {:?}", fresh.get(name))).collect()
}

/// With a comma at each third digit.
pub fn digits(value: u128) -> String {
    let digits = value.to_string();
    let (first, rest) = digits.split_at((digits.len() + 2) % 3 + 1);
    rest.as_bytes().chunks(3).fold(first.to_owned(), |text, three| text + "," + &String::from_utf8_lossy(three))
}

/// With a sign where it is negative.
fn signed(value: i128) -> String {
    format!("{}{}", if value < 0 { "-" } else { "" }, digits(value.unsigned_abs()))
}
