//! The `.contract` bundle: the code, and the selectors and event topics of its metadata.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::chain::Hash;

/// The society's bundle, part of this program so that it never meets another version by chance.
const SOCIETY: &[u8] = include_bytes!("../../../contracts/bundles/society.contract");
/// The circle's.
const CIRCLE: &[u8] = include_bytes!("../../../contracts/bundles/circle.contract");
/// The federation's.
const FEDERATION: &[u8] = include_bytes!("../../../contracts/bundles/federation.contract");
/// The exchange's.
const EXCHANGE: &[u8] = include_bytes!("../../../contracts/bundles/exchange.contract");

/// Why a bundle cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// No bundle at all.
    #[error("the contract bundle cannot be read: {0}")]
    Malformed(String),
    /// A bundle of another contract or version.
    #[error("the contract bundle has no {kind} `{label}`: it is outdated, or another contract's")]
    Lacks {
        /// A constructor, message or event.
        kind: &'static str,
        /// Its name.
        label: String,
    },
    /// A bundle without code.
    #[error("the contract bundle holds metadata only, and no code")]
    NoCode,
}

/// Code and metadata of a contract.
#[derive(Clone, Debug)]
pub struct Bundle {
    code: Vec<u8>,
    hash: Hash,
    constructors: HashMap<String, [u8; 4]>,
    messages: HashMap<String, [u8; 4]>,
    /// By signature topic; under none the one event that has no topic, if there is one.
    events: HashMap<Option<Hash>, String>,
}

#[derive(Deserialize)]
struct File {
    source: Source,
    spec: Spec,
}

#[derive(Deserialize)]
struct Source {
    hash: String,
    wasm: Option<String>,
}

#[derive(Deserialize)]
struct Spec {
    constructors: Vec<Entry>,
    messages: Vec<Entry>,
    events: Vec<EventEntry>,
}

#[derive(Deserialize)]
struct Entry {
    label: String,
    selector: String,
}

#[derive(Deserialize)]
struct EventEntry {
    label: String,
    signature_topic: Option<String>,
}

impl Bundle {
    /// The society that this client was built with.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn society() -> Result<&'static Self, BundleError> {
        static PARSED: OnceLock<Result<Bundle, BundleError>> = OnceLock::new();
        PARSED.get_or_init(|| Self::parse(SOCIETY)).as_ref().map_err(Clone::clone)
    }

    /// The exchange that this client was built with.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn exchange() -> Result<&'static Self, BundleError> {
        static PARSED: OnceLock<Result<Bundle, BundleError>> = OnceLock::new();
        PARSED.get_or_init(|| Self::parse(EXCHANGE)).as_ref().map_err(Clone::clone)
    }

    /// The circle that this client was built with.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn circle() -> Result<&'static Self, BundleError> {
        static PARSED: OnceLock<Result<Bundle, BundleError>> = OnceLock::new();
        PARSED.get_or_init(|| Self::parse(CIRCLE)).as_ref().map_err(Clone::clone)
    }

    /// The federation that this client was built with.
    ///
    /// # Errors
    /// [`BundleError`].
    pub fn federation() -> Result<&'static Self, BundleError> {
        static PARSED: OnceLock<Result<Bundle, BundleError>> = OnceLock::new();
        PARSED.get_or_init(|| Self::parse(FEDERATION)).as_ref().map_err(Clone::clone)
    }

    /// Reads a bundle.
    ///
    /// # Errors
    /// [`BundleError::Malformed`], [`BundleError::NoCode`].
    pub fn parse(json: &[u8]) -> Result<Self, BundleError> {
        let malformed = |what: &dyn std::fmt::Display| BundleError::Malformed(what.to_string());
        let file: File = serde_json::from_slice(json).map_err(|error| malformed(&error))?;
        let code = file.source.wasm.ok_or(BundleError::NoCode)?;
        let code = hex::decode(code.trim_start_matches("0x")).map_err(|error| malformed(&error))?;
        if code.is_empty() {
            return Err(BundleError::NoCode);
        }
        let hash = file.source.hash.parse().map_err(|error| malformed(&error))?;
        let mut events = HashMap::new();
        for event in file.spec.events {
            let topic = event.signature_topic.map(|topic| topic.parse()).transpose();
            let other = events.insert(topic.map_err(|error| malformed(&error))?, event.label);
            if other.is_some() {
                return Err(malformed(&"two events that cannot be told from each other"));
            }
        }
        let constructors = selectors(file.spec.constructors).map_err(|error| malformed(&error))?;
        let messages = selectors(file.spec.messages).map_err(|error| malformed(&error))?;
        Ok(Self { code, hash, constructors, messages, events })
    }

    /// The wasm code.
    pub fn code(&self) -> &[u8] {
        &self.code
    }

    /// The hash of the code, by which the chain knows it.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The selector of a constructor.
    ///
    /// # Errors
    /// [`BundleError::Lacks`].
    pub fn constructor(&self, label: &str) -> Result<[u8; 4], BundleError> {
        let lacks = || BundleError::Lacks { kind: "constructor", label: label.to_owned() };
        self.constructors.get(label).copied().ok_or_else(lacks)
    }

    /// The selector of a message.
    ///
    /// # Errors
    /// [`BundleError::Lacks`].
    pub fn message(&self, label: &str) -> Result<[u8; 4], BundleError> {
        let lacks = || BundleError::Lacks { kind: "message", label: label.to_owned() };
        self.messages.get(label).copied().ok_or_else(lacks)
    }

    /// The name of the event with this signature topic, or of the only one without a topic.
    pub fn event(&self, topic: Option<Hash>) -> Option<&str> {
        self.events.get(&topic).map(String::as_str)
    }
}

fn selectors(entries: Vec<Entry>) -> Result<HashMap<String, [u8; 4]>, hex::FromHexError> {
    let read = |entry: Entry| {
        let mut selector = [0; 4];
        hex::decode_to_slice(entry.selector.trim_start_matches("0x"), &mut selector)?;
        Ok((entry.label, selector))
    };
    entries.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny(wasm: &str) -> String {
        format!(
            r#"{{"source":{{"hash":"0x{}","wasm":{wasm}}},"spec":{{
                "constructors":[{{"label":"new","selector":"0x9bae9d5e"}}],
                "messages":[{{"label":"vote","selector":"0x0a0b0c0d"}}],
                "events":[{{"label":"VoteCast","signature_topic":"0x{}"}}]}}}}"#,
            "ab".repeat(32),
            "cd".repeat(32)
        )
    }

    #[test]
    fn a_bundle_gives_code_selectors_and_event_names() {
        let bundle = Bundle::parse(tiny("\"0x0061736d\"").as_bytes()).unwrap();
        assert_eq!(bundle.code(), b"\0asm");
        assert_eq!(bundle.constructor("new").unwrap(), [0x9b, 0xae, 0x9d, 0x5e]);
        assert_eq!(bundle.message("vote").unwrap(), [10, 11, 12, 13]);
        assert_eq!(bundle.event(Some(Hash([0xcd; 32]))), Some("VoteCast"));
        assert_eq!(bundle.hash(), Hash([0xab; 32]));
    }

    #[test]
    fn what_a_bundle_lacks_is_named() {
        let bundle = Bundle::parse(tiny("\"0x00\"").as_bytes()).unwrap();
        let error = bundle.message("execute").unwrap_err();
        assert!(error.to_string().contains("`execute`"), "{error}");
        assert_eq!(Bundle::parse(tiny("null").as_bytes()).unwrap_err(), BundleError::NoCode);
        assert!(matches!(Bundle::parse(b"{}"), Err(BundleError::Malformed(_))));
    }

    #[test]
    fn the_society_of_this_client_has_every_event_it_decodes() {
        let bundle = Bundle::society().unwrap();
        let labels: Vec<&str> = bundle.events.values().map(String::as_str).collect();
        for name in mutual_types::event::Event::NAMES {
            assert!(labels.iter().any(|label| label == name), "{name}");
        }
    }

    /// An error is known by its place alone: one more in the middle, and every later one would be told as its neighbour.
    #[test]
    fn the_errors_of_this_client_stand_in_the_order_of_the_contracts() {
        let file: serde_json::Value = serde_json::from_slice(SOCIETY).unwrap();
        let is_error = |path: &serde_json::Value| *path == serde_json::json!(["mutual_types", "error", "Error"]);
        let types = file["types"].as_array().unwrap().iter().map(|entry| &entry["type"]);
        let error = types.clone().find(|entry| is_error(&entry["path"])).unwrap();
        let variants = error["def"]["variant"]["variants"].as_array().unwrap();
        assert!(variants.len() > 50);
        for variant in variants {
            let mut bytes = [0; 128];
            bytes[0] = u8::try_from(variant["index"].as_u64().unwrap()).unwrap();
            let here: mutual_types::Error = scale::Decode::decode(&mut &bytes[..]).unwrap();
            let name = crate::words::error(&here, &crate::text::Unit::default()).name;
            assert_eq!(name, variant["name"], "build the contract anew: scripts/build-contracts.sh");
        }
    }
}
