//! The types of the contract's metadata, and what bytes are a value of one. Nothing here knows the society.

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
pub enum Shape {
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

pub struct Variant {
    pub name: String,
    pub tag: u8,
    pub fields: Vec<(String, usize)>,
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

pub struct Metadata {
    pub messages: Vec<Message>,
    /// What founds a society.
    pub constructor: Message,
    pub shapes: Vec<Shape>,
}

/// The metadata in the bundle.
pub static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    let bundle = std::fs::read(repository().join("contracts/bundles/society.contract")).unwrap();
    let bundle: Value = serde_json::from_slice(&bundle).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap().iter().map(message).collect();
    let constructor = message(&bundle["spec"]["constructors"][0]);
    let shapes =
        bundle["types"].as_array().unwrap().iter().map(|entry| shape(&entry["type"]["def"], &bundle)).collect();
    Metadata { messages, constructor, shapes }
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
        // A constructor always does.
        mutates: entry["mutates"].as_bool().unwrap_or(true),
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

pub fn length(count: usize) -> Vec<u8> {
    Compact(u32::try_from(count).unwrap()).encode()
}

impl Message {
    /// Its arguments in these bytes, and what follows them; none where there are none.
    pub fn read(&self, mut bytes: &[u8]) -> Option<(Vec<Tree>, usize)> {
        let args = self.args.iter().map(|(_, shape)| METADATA.read(*shape, &mut bytes));
        let args = args.collect::<Option<Vec<Tree>>>()?;
        Some((args, bytes.len()))
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

    pub fn zero(&self, shape: usize) -> Tree {
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
}

/// A path to a part; the only field of a wrapper and the content of an option need no name.
pub fn join(within: &str, name: &str) -> String {
    if name.is_empty() || name == "0" || name == "Some" {
        within.to_owned()
    } else if name == "[]" {
        format!("{within}[]")
    } else {
        format!("{within}.{name}")
    }
}
