//! Reads which format and version a file says it is, and nothing else.

use serde::de::{self, DeserializeSeed, IgnoredAny};
use serde_json::value::RawValue;

/// What a file says of itself, each value as it stands in the file.
#[derive(Default)]
pub(super) struct Head<'a> {
    pub(super) format: Option<&'a RawValue>,
    pub(super) version: Option<&'a RawValue>,
}

/// Finds `format` and `version`, and stops as soon as it has both.
///
/// In a file that breaks off or is not JSON, whatever stands before that is found.
pub(super) fn probe(text: &str) -> Head<'_> {
    let mut head = Head::default();
    // Stopping early leaves the document unread, which the parser reports as an
    // error; a real error comes up again when the whole file is read.
    drop(Probe(&mut head).deserialize(&mut serde_json::Deserializer::from_str(text)));
    head
}

struct Probe<'a, 'de>(&'a mut Head<'de>);

impl<'de> DeserializeSeed<'de> for Probe<'_, 'de> {
    type Value = ();
    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> de::Visitor<'de> for Probe<'_, 'de> {
    type Value = ();
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object { … }")
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while self.0.format.is_none() || self.0.version.is_none() {
            match map.next_key::<std::borrow::Cow<'de, str>>()?.as_deref() {
                Some("format") => self.0.format = Some(map.next_value()?),
                Some("version") => self.0.version = Some(map.next_value()?),
                Some(_) => drop(map.next_value::<IgnoredAny>()?),
                None => break,
            }
        }
        Ok(())
    }
}
