//! A record as its keys and values, each as JSON.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An object with its keys in order, and each value as it is written.
#[derive(Clone, Debug, Default)]
pub struct Object(Vec<(Box<str>, Box<RawValue>)>);

impl Object {
    /// The value of a key as JSON.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The text that a key has; nothing where it has something else.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        serde_json::from_str(self.get(key)?).ok()
    }

    /// The objects in the list that a key has; none where it has something else.
    #[must_use]
    pub fn objects(&self, key: &str) -> Vec<Self> {
        self.get(key).and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// The keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, value.get()))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object { … }")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// A text, a number or a list of texts as JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Neither can fail to be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// An object of keys and values that are JSON already.
pub fn object<K: AsRef<str>, V: AsRef<str>>(entries: impl IntoIterator<Item = (K, V)>) -> String {
    let entry = |(key, value): (K, V)| format!("{}:{}", json(key.as_ref()), value.as_ref());
    let entries: Vec<String> = entries.into_iter().map(entry).collect();
    format!("{{{}}}", entries.join(","))
}
