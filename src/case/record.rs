//! Macros that turn one description of a record into its struct, reader, writer and schema.
//!
//! Serde's own `flatten` would keep unknown keys too, but it buffers every
//! object, which loses the line and column of an error and doubles the time to
//! read a large file. These macros read straight from the parser instead.

/// Declares a record of the case file: a struct whose unknown keys survive, in file order after the known ones.
///
/// `req` fields must be present; `opt` fields start from their default and are
/// not written while [`Blank::is_blank`](super::Blank::is_blank).
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $mode:ident $field:ident : $ty:ty ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: $ty, )*
            /// Keys this version of the program does not know, kept as written.
            pub extra: $crate::case::Extra,
        }

        // The borrowing twin carries the serde attributes, so that the reader
        // above stays hand-made while the writer and the schema are derived.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $( $crate::case::record::record!(@write $mode, map, self.$field, stringify!($field)); )*
                for (key, value) in self.extra.iter() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;
                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object { … } (", stringify!($name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $( let mut $field: Option<$ty> = None; )*
                        let mut extra = $crate::case::Extra::default();
                        let mut seen = $crate::case::extra::Seen::default();
                        while let Some(key) = map.next_key::<$crate::case::extra::Key<'de>>()? {
                            match key.as_str() {
                                $( stringify!($field) => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field(stringify!($field)));
                                    }
                                    $field = Some(map.next_value()?);
                                } )*
                                unknown => {
                                    let unknown = unknown.into();
                                    extra.push(&mut seen, unknown, map.next_value()?)?;
                                }
                            }
                        }
                        Ok($name {
                            $( $field: $crate::case::record::record!(@finish $mode, $field), )*
                            extra,
                        })
                    }
                }
                deserializer.deserialize_map(RecordVisitor)
            }
        }

        impl $crate::case::Fields for $name {
            const NAMES: &'static [&'static str] = &[ $( stringify!($field), )* ];

            fn field(&self, name: &str) -> Option<Box<str>> {
                match name {
                    $( stringify!($field) => $crate::case::record::record!(@read $mode, self.$field), )*
                    unknown => self.extra.get(unknown).map(Into::into),
                }
            }

            fn set_field(&mut self, name: &str, value: Option<&str>) -> Result<(), $crate::case::FieldError> {
                match name {
                    $( stringify!($field) => {
                        self.$field = $crate::case::record::record!(@set $mode, name, value);
                        Ok(())
                    } )*
                    unknown => self.extra.set(unknown, value),
                }
            }

            fn changed_fields(&self, later: &Self) -> Vec<std::borrow::Cow<'static, str>> {
                let mut changed = Vec::new();
                $( if self.$field != later.$field { changed.push(stringify!($field).into()); } )*
                self.extra.changed(&later.extra, &mut changed);
                changed
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[derive(schemars::JsonSchema)]
                #[allow(dead_code, reason = "only its derived schema is used")]
                $(#[$meta])*
                struct Twin {
                    $( $(#[$fmeta])* $field: $crate::case::record::record!(@schema $mode, $ty), )*
                }
                let mut schema = Twin::json_schema(generator);
                schema.remove("title");
                schema
            }
        }
    };
    (@write req, $map:ident, $value:expr, $key:expr) => { $map.serialize_entry($key, &$value)?; };
    (@write opt, $map:ident, $value:expr, $key:expr) => {
        if !$crate::case::Blank::is_blank(&$value) { $map.serialize_entry($key, &$value)?; }
    };
    (@read req, $value:expr) => { $crate::case::extra::as_json(&$value) };
    (@read opt, $value:expr) => {
        if $crate::case::Blank::is_blank(&$value) { None } else { $crate::case::extra::as_json(&$value) }
    };
    (@set req, $name:expr, $value:expr) => { $crate::case::extra::from_json($name, $value.ok_or($crate::case::FieldError::Missing)?)? };
    (@set opt, $name:expr, $value:expr) => {
        match $value {
            Some(value) => $crate::case::extra::from_json($name, value)?,
            None => Default::default(),
        }
    };
    (@finish req, $field:ident) => {
        match $field {
            Some(value) => value,
            None => return Err(serde::de::Error::missing_field(stringify!($field))),
        }
    };
    (@finish opt, $field:ident) => {{
        let mut value = $field.unwrap_or_default();
        $crate::case::Blank::settle(&mut value);
        value
    }};
    (@schema req, $ty:ty) => { $ty };
    (@schema opt, $ty:ty) => { Option<$ty> };
}

/// Declares an enum of the case file's words; a word that this version does not know is kept in `Other`.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $word:literal ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[$vmeta])* $variant, )*
            /// A word that this version of the program does not know, kept as written.
            Other(Box<str>),
        }

        impl $name {
            /// Every known word, in the order of the format.
            pub const KNOWN: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The word as it stands in the file.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )*
                    other => Self::Other(other.into()),
                }
            }
        }

        impl $crate::case::Word for $name {
            fn is_known(&self) -> bool { !matches!(self, Self::Other(_)) }
            fn known_words() -> &'static [&'static str] { &[ $( $word, )* ] }
            fn word(&self) -> &str { self.as_str() }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = $crate::case::extra::Key::deserialize(deserializer)?;
                Ok(Self::from(word.as_str()))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [ $( $word ),* ] })
            }
        }
    };
}

pub(super) use {record, words};
