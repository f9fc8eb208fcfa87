//! One change within a JSON value that leaves all the rest as it was written.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::case::Step;

/// What is done at a place within a value.
pub(super) enum Patch<'a> {
    /// Writes this JSON there.
    Value(&'a str),
    /// Gives the entry of an object another key.
    Key(&'a str),
    /// Takes the entry out of its list or object.
    Remove,
}

/// The value with the patch made at the end of the steps; nothing when they lead nowhere.
///
/// Going by way of a tree of values would write numbers anew: `1.50` as `1.5`.
pub(super) fn patched(json: &str, steps: &[Step], patch: &Patch<'_>) -> Option<String> {
    let Some((step, rest)) = steps.split_first() else {
        return match patch {
            Patch::Value(value) => Some((*value).to_owned()),
            Patch::Key(_) | Patch::Remove => None,
        };
    };
    let here = rest.is_empty();
    let mut parts = Vec::new();
    match step {
        Step::Index(wanted) => {
            let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
            items.get(*wanted)?;
            for (at, item) in items.into_iter().enumerate() {
                match patch {
                    Patch::Remove if here && at == *wanted => {}
                    _ if at == *wanted => parts.push(patched(item.get(), rest, patch)?),
                    _ => parts.push(item.get().to_owned()),
                }
            }
            Some(format!("[{}]", parts.join(",")))
        }
        Step::Key(wanted) => {
            let Entries(entries) = serde_json::from_str(json).ok()?;
            entries.iter().find(|(key, _)| key == wanted)?;
            if matches!(patch, Patch::Key(new) if here && entries.iter().any(|(key, _)| key == new)) {
                return None;
            }
            for (key, value) in entries {
                let (key, value) = match patch {
                    Patch::Remove if here && key == *wanted => continue,
                    Patch::Key(new) if here && key == *wanted => ((*new).to_owned(), value.get().to_owned()),
                    _ if key == *wanted => (key, patched(value.get(), rest, patch)?),
                    _ => (key, value.get().to_owned()),
                };
                parts.push(format!("{}:{value}", serde_json::to_string(&key).ok()?));
            }
            Some(format!("{{{}}}", parts.join(",")))
        }
    }
}

/// The entries of an object in their order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> de::Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_place_that_is_meant_is_written_anew() {
        let json = r#"[{"b":1.50,"a":["x", {"k": null}]},2]"#;
        let steps = |path: &[&str]| -> Vec<Step> {
            let step = |step: &&str| step.parse().map_or_else(|_| Step::Key((*step).to_owned().into()), Step::Index);
            path.iter().map(step).collect()
        };
        let patched = |path: &[&str], patch: Patch<'_>| patched(json, &steps(path), &patch);
        assert_eq!(
            patched(&["0", "a", "0"], Patch::Value("true")).unwrap(),
            r#"[{"b":1.50,"a":[true,{"k": null}]},2]"#
        );
        assert_eq!(patched(&["0", "a"], Patch::Remove).unwrap(), r#"[{"b":1.50},2]"#);
        assert_eq!(patched(&["0", "b"], Patch::Key("c\"")).unwrap(), r#"[{"c\"":1.50,"a":["x", {"k": null}]},2]"#);
        assert_eq!(patched(&["1"], Patch::Remove).unwrap(), r#"[{"b":1.50,"a":["x", {"k": null}]}]"#);
        assert_eq!(patched(&["0", "b"], Patch::Key("a")), None);
        assert_eq!(patched(&["0", "nowhere"], Patch::Remove), None);
        assert_eq!(patched(&["2"], Patch::Value("1")), None);
    }
}
