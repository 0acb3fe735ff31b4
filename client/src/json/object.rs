//! Objects, built field by field, and the macros that name each field once.

use mutual_types::TimestampMs;
use serde_json::{Map, Value};

use super::ToJson;
use crate::text::moment;

/// A JSON object in the making.
#[derive(Default)]
pub(super) struct Object(Map<String, Value>);

/// A moment, or none.
pub(super) trait Moment: ToJson {
    /// In RFC 3339; none for 0, which stands for never.
    fn at(&self) -> Option<String>;
}

impl Moment for TimestampMs {
    fn at(&self) -> Option<String> {
        (*self != 0).then(|| moment::format(*self))
    }
}

impl Moment for Option<TimestampMs> {
    fn at(&self) -> Option<String> {
        self.as_ref().and_then(Moment::at)
    }
}

impl Object {
    /// An object whose variant is named under `key`.
    pub fn named(key: &str, variant: &str) -> Self {
        Self::default().with(key, snake_case(variant).as_str())
    }

    /// Adds a field.
    pub fn with(mut self, key: &str, value: &(impl ToJson + ?Sized)) -> Self {
        self.0.insert(key.to_owned(), value.to_json());
        self
    }

    /// Adds a moment, as a number and in words.
    pub fn with_moment(self, key: &str, value: &impl Moment) -> Self {
        let name = match key.strip_suffix("_ms") {
            Some("at") | None => "at".to_owned(),
            Some(name) => format!("{name}_at"),
        };
        self.with(key, value).with(&name, &value.at())
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// `NotYet` as `not_yet`.
pub(super) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// Adds a field to an object: a plain one, or a moment (`: at`).
macro_rules! field {
    ($object:ident, $field:ident) => {
        $object = $object.with(stringify!($field), $field)
    };
    ($object:ident, $field:ident at) => {
        $object = $object.with_moment(stringify!($field), $field)
    };
}

/// A struct as an object. All fields are named, so that a new one cannot be forgotten; moments are marked `: at`.
macro_rules! record {
    ($($type:ty { $($field:ident $(: $how:ident)?),* $(,)? })*) => {$(
        impl $crate::json::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                let Self { $($field),* } = self;
                let mut object = $crate::json::object::Object::default();
                $($crate::json::object::field!(object, $field $($how)?);)*
                object.into()
            }
        }
    )*};
}

/// An enum whose variants hold nothing, as the names of its variants.
macro_rules! names {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::json::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                $crate::json::object::snake_case(&format!("{self:?}")).into()
            }
        }
    )*};
}

/// An enum as an object with its `kind`; what a tuple variant holds is given a name.
macro_rules! tagged {
    ($($type:ty {
        $($variant:ident $(($($held:ident),*))? $({ $($field:ident $(: $how:ident)?),* $(,)? })?),* $(,)?
    })*) => {$(
        impl $crate::json::ToJson for $type {
            fn to_json(&self) -> serde_json::Value {
                #[allow(unused_mut)] // variants that hold nothing
                match self {
                    $(Self::$variant $(($($held),*))? $({ $($field),* })? => {
                        let mut object = $crate::json::object::Object::named("kind", stringify!($variant));
                        $($($crate::json::object::field!(object, $held);)*)?
                        $($($crate::json::object::field!(object, $field $($how)?);)*)?
                        object.into()
                    })*
                }
            }
        }
    )*};
}

/// A contract's events as objects with their name and number first: its enum, and the module of its structs.
macro_rules! events {
    ($enum:ident from $module:ident; $($name:ident { $($field:ident $(: $how:ident)?),* $(,)? })*) => {
        $(
            impl $crate::json::ToJson for $module::$name {
                fn to_json(&self) -> serde_json::Value {
                    let Self { seq, $($field),* } = self;
                    #[allow(unused_mut)] // events without fields of their own
                    let mut object = $crate::json::object::Object::named("event", stringify!($name)).with("seq", seq);
                    $($crate::json::object::field!(object, $field $($how)?);)*
                    object.into()
                }
            }
        )*

        impl $crate::json::ToJson for $enum {
            fn to_json(&self) -> serde_json::Value {
                match self {
                    $(Self::$name(event) => event.to_json(),)*
                }
            }
        }
    };
}

pub(super) use {events, field, names, record, tagged};
