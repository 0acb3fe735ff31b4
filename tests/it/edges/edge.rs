//! Which values of a type lie at its edges. A new message or field has its edges from the day it is there.

use scale::Encode;

use super::metadata::{join, length, Message, Metadata, Shape, Tree, METADATA};

/// A value with one part at an edge.
pub struct Edge {
    /// Which part.
    pub path: String,
    /// What it is there, for whoever reads.
    pub what: String,
    /// The whole.
    pub bytes: Vec<u8>,
}

/// Values that matter to a society as it is, with their names.
#[derive(Clone, Default)]
pub struct Hints {
    pub times_ms: Vec<(u64, String)>,
    pub amounts: Vec<(u128, String)>,
    pub accounts: Vec<([u8; 32], String)>,
}

impl Message {
    /// Its arguments, each in turn at each edge.
    pub fn edges(&self, args: &[Tree], hints: &Hints) -> Vec<Edge> {
        METADATA.edges_of_parts(&self.args, args, &self.label, hints)
    }
}

impl Metadata {
    fn edges_of_parts(&self, shapes: &[(String, usize)], parts: &[Tree], within: &str, hints: &Hints) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (at, ((name, shape), part)) in shapes.iter().zip(parts).enumerate() {
            for edge in self.edges(*shape, part, &join(within, name), hints) {
                let around = |parts: &[Tree]| parts.iter().flat_map(Tree::encode).collect::<Vec<u8>>();
                let bytes = [around(&parts[..at]), edge.bytes, around(&parts[at + 1..])].concat();
                edges.push(Edge { bytes, ..edge });
            }
        }
        edges
    }

    /// A value, each part in turn at each edge.
    fn edges(&self, shape: usize, tree: &Tree, path: &str, hints: &Hints) -> Vec<Edge> {
        let edge = |what: String, bytes: Vec<u8>| Edge { path: path.to_owned(), what, bytes };
        match (&self.shapes[shape], tree) {
            (Shape::Number(count), Tree::Plain(bytes)) => {
                let numbers = numbers(*count, value(bytes), hints).into_iter();
                numbers.map(|(number, what)| edge(what, number.to_le_bytes()[..*count].to_vec())).collect()
            }
            (Shape::Bool, Tree::Plain(_)) => (0..3).map(|byte| edge(byte.to_string(), vec![byte])).collect(),
            (Shape::Bytes(count), Tree::Plain(_)) => {
                let mut all =
                    vec![edge("zeros".to_owned(), vec![0; *count]), edge("ones".to_owned(), vec![0xff; *count])];
                let accounts = hints.accounts.iter().filter(|(account, _)| account.len() == *count);
                all.extend(accounts.map(|(account, name)| edge(name.clone(), account.to_vec())));
                all
            }
            (Shape::Text, Tree::Text(_)) => {
                let lengths = [0, 1, 127, 128, 129, 255, 256, 257, 4_000].into_iter();
                let mut edges: Vec<Edge> =
                    lengths.map(|count| edge(format!("{count} bytes"), vec![b'x'; count].encode())).collect();
                edges.push(edge("no UTF-8".to_owned(), vec![0xffu8; 3].encode()));
                edges.push(edge("128 bytes of UTF-8".to_owned(), "\u{101}".repeat(64).encode()));
                edges
            }
            (Shape::List(_), Tree::Text(_)) => {
                let lengths = [0, 1, 4_095, 4_096, 4_097].into_iter();
                lengths.map(|count| edge(format!("{count} bytes"), vec![7u8; count].encode())).collect()
            }
            (Shape::List(of), Tree::List(items)) => {
                let zero = self.zero(*of);
                let one = items.first().unwrap_or(&zero).encode();
                let lengths = [0, 1, 2, 7, 8, 12, 13, 16, 17, 50, 51, 64, 65].into_iter();
                let mut edges: Vec<Edge> = lengths
                    .map(|count| edge(format!("{count} entries"), [length(count), one.repeat(count)].concat()))
                    .collect();
                let shapes: Vec<(String, usize)> = items.iter().map(|_| ("[]".to_owned(), *of)).collect();
                let of_items = self.edges_of_parts(&shapes, items, path, hints).into_iter();
                edges.extend(of_items.map(|edge| Edge { bytes: [length(items.len()), edge.bytes].concat(), ..edge }));
                edges
            }
            (Shape::Record(shapes), Tree::Record(parts)) => self.edges_of_parts(shapes, parts, path, hints),
            (Shape::Choice(variants), Tree::Choice(tag, parts)) => {
                let mut edges = Vec::new();
                for other in variants.iter().filter(|other| other.tag != *tag) {
                    let zeros: Vec<Tree> = other.fields.iter().map(|(_, of)| self.zero(*of)).collect();
                    let bytes: Vec<u8> = zeros.iter().flat_map(Tree::encode).collect();
                    edges.push(edge(other.name.clone(), [vec![other.tag], bytes].concat()));
                    // What could be there has its edges, too.
                    if other.name == "Some" {
                        let inner = self.edges_of_parts(&other.fields, &zeros, path, hints).into_iter();
                        edges.extend(inner.map(|edge| Edge { bytes: [vec![other.tag], edge.bytes].concat(), ..edge }));
                    }
                }
                let most = variants.iter().map(|variant| variant.tag).max().unwrap();
                edges.extend(
                    [most + 1, u8::MAX].map(|tag| edge(format!("no choice {tag}"), [vec![tag], vec![0; 64]].concat())),
                );
                let variant = variants.iter().find(|variant| variant.tag == *tag).unwrap();
                let of_parts = self.edges_of_parts(&variant.fields, parts, &join(path, &variant.name), hints);
                edges
                    .extend(of_parts.into_iter().map(|edge| Edge { bytes: [vec![*tag], edge.bytes].concat(), ..edge }));
                edges
            }
            _ => panic!("{path} is another thing than its type"),
        }
    }
}

fn value(bytes: &[u8]) -> u128 {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}

/// Numbers of so many bytes at which something may change, with names: the ends, those beside what it was, and limits of the
/// rules.
fn numbers(bytes: usize, was: u128, hints: &Hints) -> Vec<(u128, String)> {
    const YEAR_MS: u128 = 31_536_000_000;
    let most = u128::MAX >> (128 - 8 * bytes);
    let plain: &[u128] = match bytes {
        1 => &[0, 1, 2, 7, 8, 12, 13, 60, 61],
        2 => &[0, 1, 5_000, 5_001, 9_000, 9_001, 10_000, 10_001],
        4 => &[0, 1, 2, 3, 50, 51],
        8 => &[0, 1, 999, 1_000, YEAR_MS - 1, YEAR_MS, YEAR_MS + 1, 10 * YEAR_MS, 10 * YEAR_MS + 1],
        _ => &[0, 1],
    };
    let mut all: Vec<(u128, String)> = plain.iter().map(|number| (*number, number.to_string())).collect();
    all.extend([(most - 1, "max - 1".to_owned()), (most, "max".to_owned())]);
    if bytes == 8 {
        all.extend(hints.times_ms.iter().map(|(time, name)| (u128::from(*time), name.clone())));
    }
    if bytes == 16 {
        let near = |(amount, name): &(u128, String)| {
            [
                (amount.saturating_sub(1), format!("{name} - 1")),
                (*amount, name.clone()),
                (amount + 1, format!("{name} + 1")),
            ]
        };
        all.extend(hints.amounts.iter().flat_map(near));
    }
    all.extend([(was.saturating_sub(1), "one less".to_owned()), (was.saturating_add(1), "one more".to_owned())]);
    all.retain(|(number, _)| *number <= most && *number != was);
    all.sort_by_key(|(number, _)| *number);
    all.dedup_by_key(|(number, _)| *number);
    all
}
