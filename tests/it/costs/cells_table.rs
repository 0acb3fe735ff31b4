//! Who pays which storage deposit and who gets it back, as text: the cells that each message makes and clears.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::cells_changed::ChangeKind;
use super::net::Row;

const HEAD: &str = "
# Cells, and the deposits for them: whoever signs pays 0.1 for a cell that is made and 0.000005 for each byte by which one
# grows, in units of 10^12 planck; and whoever signs gets the same for a cell that is cleared and a byte by which one
# shrinks, whoever paid for it. What no message clears is never given back. Nobody but the signer pays or gets.
";

/// What is known of a part of the storage.
#[derive(Default)]
struct Part {
    sizes: BTreeSet<usize>,
    made: BTreeSet<String>,
    cleared: BTreeSet<String>,
    shrunk: BTreeSet<String>,
}

/// The parts of the storage, each with the messages that make, shrink and clear its cells.
pub fn render(rows: &[Row]) -> String {
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    for row in rows {
        for change in &row.changes {
            let part = parts.entry(&change.part).or_default();
            match change.kind {
                ChangeKind::Made(bytes) => {
                    part.sizes.insert(bytes);
                    part.made.insert(message(row));
                }
                ChangeKind::Cleared(_) => {
                    part.cleared.insert(message(row));
                }
                ChangeKind::Resized(by) if by < 0 => {
                    part.shrunk.insert(message(row));
                }
                ChangeKind::Resized(_) => {}
            }
        }
    }
    let mut text = HEAD.to_owned();
    for (name, part) in parts {
        let Part { sizes, made, cleared, shrunk } = part;
        writeln!(text, "{name}: {}", bytes(&sizes)).unwrap();
        for (what, messages) in [("made by", made), ("shrunk by", shrunk), ("cleared by", cleared)] {
            if !messages.is_empty() {
                writeln!(text, "    {what} {}", Vec::from_iter(messages).join(", ")).unwrap();
            }
        }
    }
    text
}

fn bytes(sizes: &BTreeSet<usize>) -> String {
    match (sizes.first(), sizes.last()) {
        (Some(least), Some(most)) if least == most => format!("{least} bytes when made"),
        (Some(least), Some(most)) => format!("{least} to {most} bytes when made"),
        _ => "made at the founding".to_owned(),
    }
}

/// The message, and of an execution what is executed.
pub fn message(row: &Row) -> String {
    match row.label {
        "execute" => row.step.split(" (").next().unwrap().replace("execute, ", "execute "),
        label => label.to_owned(),
    }
}
