//! The table of costs as text, and comparing one with the recorded one.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{breakdown, net::Cost, peers::PEERS, scenario::Row, scenario::VOTE, Measured, FEW, MANY};

/// In percent: what may change unnoticed.
const MARGIN: i128 = 2;
const COLUMNS: [&str; 5] = ["gas ref_time", "gas proof", "extrinsic ref_time", "extrinsic proof", "deposit"];

const HEAD: &str = "\
# What a society's messages cost. Written by `scripts/costs.sh --record`, compared by the tests `costs`.
#
# gas        what the contract's meter counts, in picoseconds and bytes of proof
# extrinsic  what the block is charged: the same with the extrinsic around it
# deposit    in planck: what the signer pays for storage, or gets back for what is freed; nobody else ever does
";

/// The table that is recorded.
pub fn render(measured: &Measured) -> String {
    let mut text = HEAD.to_owned();
    writeln!(text, "\n{:<36}{:>14}", "society wasm, bytes", number(measured.code_bytes.into())).unwrap();
    for (members, rows) in [(FEW, &measured.few), (MANY, &measured.many)] {
        let title = format!("at {} members", number(members.into()));
        let [gas, gas_proof, whole, whole_proof, deposit] = COLUMNS;
        write!(text, "\n{title:<36}{gas:>14}{gas_proof:>12}{whole:>21}{whole_proof:>18}").unwrap();
        writeln!(text, "{deposit:>19}  whose").unwrap();
        rows.iter().for_each(|row| line(&mut text, row));
    }
    text
}

fn line(text: &mut String, Row { step, cost }: &Row) {
    let Cost { gas, extrinsic, deposit } = cost;
    let whose = match deposit.signum() {
        1 => "signer pays",
        -1 => "signer gets",
        _ => "-",
    };
    let [time, proof] = [gas.ref_time, gas.proof_size].map(|value| number(value.into()));
    let [whole, whole_proof] = [extrinsic.ref_time, extrinsic.proof_size].map(|value| number(value.into()));
    let deposit = signed(*deposit);
    writeln!(text, "{step:<36}{time:>14}{proof:>12}{whole:>21}{whole_proof:>18}{deposit:>19}  {whose}").unwrap();
}

/// What stands below the table when people look at it: where a vote's time goes, and a vote elsewhere.
pub fn remarks(measured: &Measured) -> String {
    let vote = Measured::cost(&measured.many, VOTE);
    let mut text = format!("\na vote at {} members, ref_time of the extrinsic\n", number(MANY.into()));
    for breakdown::Part { what, ref_time } in breakdown::of_vote(vote, measured.code_bytes) {
        writeln!(text, "{what:<60}{:>16}", number(ref_time.into())).unwrap();
    }
    let [time, proof, wasm] = ["extrinsic ref_time", "extrinsic proof", "wasm"];
    write!(text, "\n{:<44}{time:>20}{proof:>17}{:>17}{wasm:>10}\n", "a vote elsewhere (peer-costs.md)", "deposit")
        .unwrap();
    let mut row = |name: &str, time: u64, proof: u64, deposit: i128, wasm: u64| {
        let [time, proof, wasm] = [time, proof, wasm].map(|value| number(value.into()));
        writeln!(text, "{name:<44}{time:>20}{proof:>17}{:>17}{wasm:>10}", signed(deposit)).unwrap();
    };
    row("Mutual", vote.extrinsic.ref_time, vote.extrinsic.proof_size, vote.deposit, measured.code_bytes);
    for peer in &PEERS {
        row(peer.name, peer.ref_time, peer.proof_size, peer.deposit, peer.code_bytes);
    }
    text
}

/// What differs from the recorded table by more than the margin, in sentences.
pub fn differences(recorded: &str, fresh: &str) -> Vec<String> {
    let (recorded, fresh) = (entries(recorded), entries(fresh));
    let gone = recorded.keys().filter(|step| !fresh.contains_key(*step));
    let mut found: Vec<String> = gone.map(|step| format!("{step}: recorded, and no longer measured")).collect();
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

/// The numbers of each line, by its section and step.
fn entries(text: &str) -> BTreeMap<String, Vec<i128>> {
    let mut section = "";
    let mut entries = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (step, rest) = line.split_once("  ").unwrap_or((line, ""));
        let numbers = rest.split_whitespace().map_while(|word| word.replace(',', "").parse().ok());
        let numbers: Vec<i128> = numbers.collect();
        if numbers.is_empty() {
            section = step;
        } else {
            entries.insert(format!("{section}, {step}").trim_start_matches(", ").to_owned(), numbers);
        }
    }
    entries
}

/// With a comma at each third digit.
fn number(value: u128) -> String {
    let digits = value.to_string();
    let (first, rest) = digits.split_at((digits.len() + 2) % 3 + 1);
    rest.as_bytes().chunks(3).fold(first.to_owned(), |text, three| text + "," + &String::from_utf8_lossy(three))
}

/// With a sign where it is negative.
fn signed(value: i128) -> String {
    format!("{}{}", if value < 0 { "-" } else { "" }, number(value.unsigned_abs()))
}
