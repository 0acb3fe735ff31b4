//! What the client itself says: errors in words, and founding files with their mistakes.

use serde_json::Value;

use super::{
    object::{record, Object},
    ToJson,
};
use crate::{
    founding_file::{FoundingFile, Mistake, Mistakes},
    text::Unit,
    words::Words,
};

record! {
    Unit { symbol, decimals }

    Mistake { line, field, message }
}

impl ToJson for Words {
    fn to_json(&self) -> Value {
        let Self { name, sentence, hint } = self;
        Object::default().with("name", *name).with("sentence", sentence).with("hint", hint).into()
    }
}

impl ToJson for Mistakes {
    fn to_json(&self) -> Value {
        self.0.to_json()
    }
}

impl ToJson for FoundingFile {
    /// Without the names: they are for the address book of whoever founds, and nobody else.
    fn to_json(&self) -> Value {
        Object::default().with("founding", &self.founding).with("value", &self.value).into()
    }
}
