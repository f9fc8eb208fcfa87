//! What a record keeps beside its known fields, and how its keys are read.

use std::borrow::Cow;

use hashbrown::HashSet;
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

/// The keys of a record that this version does not know, each with its value exactly as it was written.
#[derive(Clone, Debug, Default)]
pub struct Extra(Option<Box<Vec<(Box<str>, Box<RawValue>)>>>);

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
