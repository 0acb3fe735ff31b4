//! Reading records of the index, which are JSON documents: what is not there is nothing, and never an error.

use mutual_types::Planck;
use scale::Decode;
use serde_json::Value;

use crate::json::ToJson;

/// Fields of a document, by their names with points between them.
pub(super) trait Facts {
    /// The field itself, null if it is not there.
    fn at(&self, name: &str) -> &Value;

    /// A whole number, 0 if it is not there.
    fn number(&self, name: &str) -> u64 {
        self.at(name).as_u64().unwrap_or_default()
    }

    /// A number that may not be there.
    fn some_number(&self, name: &str) -> Option<u64> {
        self.at(name).as_u64()
    }

    /// The number of a record.
    fn id(&self, name: &str) -> u32 {
        u32::try_from(self.number(name)).unwrap_or(u32::MAX)
    }

    /// An amount in planck.
    fn planck(&self, name: &str) -> Planck {
        self.at(name).as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// A text, empty if it is not there.
    fn words(&self, name: &str) -> &str {
        self.at(name).as_str().unwrap_or_default()
    }

    /// Whether it is so.
    fn is(&self, name: &str) -> bool {
        self.at(name).as_bool().unwrap_or_default()
    }

    /// What stands in a list.
    fn list(&self, name: &str) -> &[Value] {
        self.at(name).as_array().map_or(&[], Vec::as_slice)
    }

    /// A value of an enum whose variants hold nothing.
    fn named<T: Decode + ToJson>(&self, name: &str) -> Option<T> {
        named(self.at(name))
    }
}

impl Facts for Value {
    fn at(&self, name: &str) -> &Value {
        name.split('.').fold(self, |value, key| &value[key])
    }
}

/// The variant that is written so.
pub(super) fn named<T: Decode + ToJson>(written: &Value) -> Option<T> {
    let variants = (0..=u8::MAX).map_while(|number| T::decode(&mut [number].as_slice()).ok());
    variants.into_iter().find(|variant| &variant.to_json() == written)
}
