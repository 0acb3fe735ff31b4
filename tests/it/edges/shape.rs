//! The types of the contract's metadata: what bytes are a value of one, and which values lie at its edges. Nothing here knows
//! the society, so that a new message or field has its edges from the day it is there.

use std::sync::LazyLock;

use mutual_tests::repository;
use scale::{Compact, Decode, Encode};
use serde_json::Value;

/// A message of the metadata.
pub struct Message {
    pub label: String,
    pub selector: Vec<u8>,
    pub mutates: bool,
    pub payable: bool,
    /// Names and types of its arguments.
    pub args: Vec<(String, usize)>,
}

/// A type, its parts named by the numbers of theirs.
enum Shape {
    /// So many bytes.
    Number(usize),
    Bool,
    Text,
    /// So many of one byte.
    Bytes(usize),
    List(usize),
    Record(Vec<(String, usize)>),
    Choice(Vec<Variant>),
}

struct Variant {
    name: String,
    tag: u8,
    fields: Vec<(String, usize)>,
}

/// A value, as far as its edges need it.
pub enum Tree {
    /// A number, or bytes of a fixed count.
    Plain(Vec<u8>),
    /// Bytes of any count.
    Text(Vec<u8>),
    List(Vec<Tree>),
    Record(Vec<Tree>),
    Choice(u8, Vec<Tree>),
}

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

pub struct Metadata {
    pub messages: Vec<Message>,
    shapes: Vec<Shape>,
}

/// The metadata in the bundle.
pub static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    let bundle = std::fs::read(repository().join("contracts/bundles/society.contract")).unwrap();
    let bundle: Value = serde_json::from_slice(&bundle).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap().iter().map(message).collect();
    let shapes =
        bundle["types"].as_array().unwrap().iter().map(|entry| shape(&entry["type"]["def"], &bundle)).collect();
    Metadata { messages, shapes }
});

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn fields(value: &Value) -> Vec<(String, usize)> {
    let fields = value.as_array().map(Vec::as_slice).unwrap_or_default().iter().zip(0..);
    let name = |field: &Value, at: usize| field["name"].as_str().map_or_else(|| at.to_string(), str::to_owned);
    fields.map(|(field, at)| (name(field, at), number(&field["type"]))).collect()
}

fn message(entry: &Value) -> Message {
    let args = entry["args"].as_array().unwrap().iter();
    Message {
        label: entry["label"].as_str().unwrap().to_owned(),
        selector: hex::decode(entry["selector"].as_str().unwrap().trim_start_matches("0x")).unwrap(),
        mutates: entry["mutates"].as_bool().unwrap(),
        payable: entry["payable"].as_bool().unwrap(),
        args: args.map(|arg| (arg["label"].as_str().unwrap().to_owned(), number(&arg["type"]["type"]))).collect(),
    }
}

fn shape(def: &Value, bundle: &Value) -> Shape {
    let (kind, def) = def.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "primitive" => match def.as_str().unwrap() {
            "bool" => Shape::Bool,
            "str" => Shape::Text,
            "u8" => Shape::Number(1),
            "u16" => Shape::Number(2),
            "u32" => Shape::Number(4),
            "u64" => Shape::Number(8),
            "u128" => Shape::Number(16),
            other => panic!("what are the edges of {other}?"),
        },
        "array" => {
            let of = &bundle["types"][number(&def["type"])]["type"]["def"]["primitive"];
            assert_eq!(of, "u8", "what are the edges of an array of {of}?");
            Shape::Bytes(number(&def["len"]))
        }
        "sequence" => Shape::List(number(&def["type"])),
        "tuple" => Shape::Record(def.as_array().unwrap().iter().map(|part| (String::new(), number(part))).collect()),
        "composite" => Shape::Record(fields(&def["fields"])),
        "variant" => {
            Shape::Choice(def["variants"].as_array().map_or(&[][..], Vec::as_slice).iter().map(variant).collect())
        }
        other => panic!("what are the edges of a {other}?"),
    }
}

fn variant(entry: &Value) -> Variant {
    Variant {
        name: entry["name"].as_str().unwrap().to_owned(),
        tag: u8::try_from(number(&entry["index"])).unwrap(),
        fields: fields(&entry["fields"]),
    }
}

impl Tree {
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Plain(bytes) => bytes.clone(),
            Self::Text(bytes) => bytes.encode(),
            Self::List(items) => [length(items.len()), items.iter().flat_map(Self::encode).collect()].concat(),
            Self::Record(parts) => parts.iter().flat_map(Self::encode).collect(),
            Self::Choice(tag, parts) => [vec![*tag], parts.iter().flat_map(Self::encode).collect()].concat(),
        }
    }
}

fn length(count: usize) -> Vec<u8> {
    Compact(u32::try_from(count).unwrap()).encode()
}

impl Message {
    /// Its arguments in these bytes, and what follows them; none where there are none.
    pub fn read(&self, mut bytes: &[u8]) -> Option<(Vec<Tree>, usize)> {
        let args = self.args.iter().map(|(_, shape)| METADATA.read(*shape, &mut bytes));
        let args = args.collect::<Option<Vec<Tree>>>()?;
        Some((args, bytes.len()))
    }

    /// Its arguments, each in turn at each edge.
    pub fn edges(&self, args: &[Tree], hints: &Hints) -> Vec<Edge> {
        METADATA.edges_of_parts(&self.args, args, &self.label, hints)
    }

    /// The paths of all its fields, each choice of an action with its own.
    pub fn paths(&self) -> Vec<String> {
        let mut paths = Vec::new();
        METADATA.add_paths(&self.args, &self.label, &mut paths);
        paths
    }

    /// Arguments of nothing but zeros.
    pub fn zeros(&self) -> Vec<Tree> {
        self.args.iter().map(|(_, shape)| METADATA.zero(*shape)).collect()
    }
}

impl Metadata {
    pub fn message(&self, label: &str) -> &Message {
        self.messages.iter().find(|message| message.label == label).unwrap()
    }

    /// The names of what an argument can be.
    pub fn choices(&self, label: &str, arg: &str) -> Vec<String> {
        let (_, shape) = self.message(label).args.iter().find(|(name, _)| name == arg).unwrap();
        match &self.shapes[*shape] {
            Shape::Choice(variants) => variants.iter().map(|variant| variant.name.clone()).collect(),
            _ => panic!("{arg} of {label} is no choice"),
        }
    }

    fn read(&self, shape: usize, bytes: &mut &[u8]) -> Option<Tree> {
        let take = |count: usize, bytes: &mut &[u8]| {
            let (head, rest) = bytes.split_at_checked(count)?;
            *bytes = rest;
            Some(head.to_vec())
        };
        Some(match &self.shapes[shape] {
            Shape::Number(count) | Shape::Bytes(count) => Tree::Plain(take(*count, bytes)?),
            Shape::Bool => Tree::Plain(take(1, bytes).filter(|byte| byte[0] < 2)?),
            Shape::Text => {
                let count = usize::try_from(Compact::<u32>::decode(bytes).ok()?.0).unwrap();
                Tree::Text(take(count, bytes).filter(|text| std::str::from_utf8(text).is_ok())?)
            }
            Shape::List(of) => {
                let count = usize::try_from(Compact::<u32>::decode(bytes).ok()?.0).unwrap();
                if matches!(self.shapes[*of], Shape::Number(1)) {
                    return Some(Tree::Text(take(count, bytes)?));
                }
                // What has no bytes at all would go on for ever.
                let items = (0..count).map(|_| self.read(*of, bytes));
                Tree::List(items.collect::<Option<_>>()?)
            }
            Shape::Record(parts) => Tree::Record(self.read_parts(parts, bytes)?),
            Shape::Choice(variants) => {
                let tag = take(1, bytes)?[0];
                let variant = variants.iter().find(|variant| variant.tag == tag)?;
                Tree::Choice(tag, self.read_parts(&variant.fields, bytes)?)
            }
        })
    }

    fn read_parts(&self, parts: &[(String, usize)], bytes: &mut &[u8]) -> Option<Vec<Tree>> {
        parts.iter().map(|(_, shape)| self.read(*shape, bytes)).collect()
    }

    fn zero(&self, shape: usize) -> Tree {
        let zeros = |parts: &[(String, usize)]| parts.iter().map(|(_, shape)| self.zero(*shape)).collect();
        match &self.shapes[shape] {
            Shape::Number(count) | Shape::Bytes(count) => Tree::Plain(vec![0; *count]),
            Shape::Bool => Tree::Plain(vec![0]),
            Shape::Text => Tree::Text(Vec::new()),
            Shape::List(of) if matches!(self.shapes[*of], Shape::Number(1)) => Tree::Text(Vec::new()),
            Shape::List(_) => Tree::List(Vec::new()),
            Shape::Record(parts) => Tree::Record(zeros(parts)),
            Shape::Choice(variants) => Tree::Choice(variants[0].tag, zeros(&variants[0].fields)),
        }
    }

    fn add_paths(&self, parts: &[(String, usize)], within: &str, paths: &mut Vec<String>) {
        for (name, shape) in parts {
            let path = join(within, name);
            match &self.shapes[*shape] {
                Shape::Record(parts) => self.add_paths(parts, &path, paths),
                Shape::List(of) if !matches!(self.shapes[*of], Shape::Number(1)) => {
                    paths.push(path.clone());
                    self.add_paths(&[("[]".to_owned(), *of)], &path, paths);
                }
                Shape::Choice(variants) => {
                    paths.push(path.clone());
                    for variant in variants {
                        self.add_paths(&variant.fields, &join(&path, &variant.name), paths);
                    }
                }
                _ => paths.push(path),
            }
        }
    }

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

/// A path to a part; the only field of a wrapper and the content of an option need no name.
fn join(within: &str, name: &str) -> String {
    if name.is_empty() || name == "0" || name == "Some" {
        within.to_owned()
    } else if name == "[]" {
        format!("{within}[]")
    } else {
        format!("{within}.{name}")
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
