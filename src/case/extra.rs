//! What a record keeps beside its known fields, and how its keys are read.

use std::borrow::Cow;

use hashbrown::HashSet;
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

/// The keys of a record that this version does not know, each with its value exactly as it was written.
#[derive(Clone, Debug, Default)]
pub struct Extra(Option<Box<Entries>>);

type Entries = Vec<(Box<str>, Box<RawValue>)>;

impl Extra {
    /// Keeps one more key; a key that is there already is an error, as two values cannot both be kept.
    pub(crate) fn push<E: de::Error>(&mut self, seen: &mut Seen, key: Box<str>, value: Box<RawValue>) -> Result<(), E> {
        let entries = self.0.get_or_insert_with(Box::default);
        seen.check(&key, entries.iter().map(|(key, _)| &**key))?;
        entries.push((key, value));
        Ok(())
    }

    /// The kept keys and values, in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().flat_map(|entries| entries.iter()).map(|(key, value)| (&**key, &**value))
    }

    /// The value of a key as it was written.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == key).map(|(_, value)| value.get())
    }

    /// Writes a value in the place of the key, or at the end; nothing as a value takes the key out.
    pub(crate) fn set(&mut self, key: &str, value: Option<&str>) -> Result<(), FieldError> {
        let value: Option<Box<RawValue>> = value.map(|value| from_json(key, value)).transpose()?;
        let entries = self.0.get_or_insert_with(Box::default);
        match (entries.iter().position(|(known, _)| **known == *key), value) {
            (Some(at), Some(value)) => {
                if let Some(entry) = entries.get_mut(at) {
                    entry.1 = value;
                }
            }
            (Some(at), None) => {
                entries.remove(at);
            }
            (None, Some(value)) => entries.push((key.into(), value)),
            (None, None) => {}
        }
        if entries.is_empty() {
            self.0 = None;
        }
        Ok(())
    }

    /// Names the keys whose values differ in another record, those that only it has included.
    pub(crate) fn changed(&self, later: &Self, changed: &mut Vec<Cow<'static, str>>) {
        let gone = self.iter().filter(|(key, _)| later.get(key).is_none());
        let other = later.iter().filter(|(key, value)| self.get(key) != Some(value.get()));
        changed.extend(gone.chain(other).map(|(key, _)| Cow::Owned(key.to_owned())));
    }
}

/// A record whose fields can be asked for and written by name, their values as JSON.
///
/// What the file calls a field is its name here, and keys that this version does not know count as fields too.
pub trait Fields {
    /// The fields that this version knows, in the order of the format.
    const NAMES: &'static [&'static str];
    /// A field's value as JSON; nothing when it is not written.
    fn field(&self, name: &str) -> Option<Box<str>>;
    /// Writes a field; nothing as a value empties it.
    ///
    /// # Errors
    /// When the value is no JSON of the field's type, or a required field would be empty; the record is unchanged.
    fn set_field(&mut self, name: &str, value: Option<&str>) -> Result<(), FieldError>;
    /// The names of the fields that differ in a later version of the record.
    fn changed_fields(&self, later: &Self) -> Vec<Cow<'static, str>>;
}

/// Why a field cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// The field is required.
    Missing,
    /// The value is none of the field's.
    Unfit {
        /// The field.
        field: Box<str>,
        /// What the parser says.
        reason: Box<str>,
    },
}

pub(crate) fn as_json<T: serde::Serialize>(value: &T) -> Option<Box<str>> {
    // Nothing in a case is a map with keys that are no text, the one thing that could fail.
    serde_json::to_string(value).ok().map(Into::into)
}

pub(crate) fn from_json<T: serde::de::DeserializeOwned>(field: &str, json: &str) -> Result<T, FieldError> {
    serde_json::from_str(json)
        .map_err(|error| FieldError::Unfit { field: field.into(), reason: error.to_string().into() })
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.iter().map(|(key, value)| (key, value.get())).eq(other.iter().map(|(key, value)| (key, value.get())))
    }
}

/// The keys that an object has had so far, in a table once they are many.
///
/// Most objects have a handful of such keys, for which a look at each is
/// quickest; one with a million must not take a million times a million looks.
#[derive(Default)]
pub(crate) struct Seen(HashSet<Box<str>>);

impl Seen {
    /// An error when the key is among the earlier ones.
    pub(crate) fn check<'a, E: de::Error>(
        &mut self,
        key: &str,
        mut earlier: impl ExactSizeIterator<Item = &'a str>,
    ) -> Result<(), E> {
        const FEW: usize = 16;
        let twice = if earlier.len() < FEW {
            earlier.any(|earlier| earlier == key)
        } else {
            if self.0.is_empty() {
                self.0.extend(earlier.map(Box::from));
            }
            !self.0.insert(key.into())
        };
        if twice { Err(E::custom(format_args!("duplicate field `{key}`"))) } else { Ok(()) }
    }
}

/// A JSON string borrowed from the file where it has no escapes.
pub(crate) struct Key<'de>(Cow<'de, str>);

impl Key<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> de::Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text in quotes")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Whether an optional field holds nothing, and so is not written.
pub trait Blank {
    /// True when there is nothing to write.
    fn is_blank(&self) -> bool;

    /// Gives back the memory that reading took in advance.
    fn settle(&mut self) {}
}

impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T> Blank for Vec<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
    // A list grows from room for four, and most lists of a position have one entry.
    fn settle(&mut self) {
        self.shrink_to_fit();
    }
}

/// A word of the format's enums.
pub trait Word {
    /// False for a word that this version does not know.
    fn is_known(&self) -> bool;
    /// The words that this version knows, as they stand in the file.
    fn known_words() -> &'static [&'static str];
    /// The word as it stands in the file.
    fn word(&self) -> &str;
}
