//! What each option is worth to a party, in file order.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Number;

use super::extra::Seen;
use super::{Blank, OptionId};

/// A value from 0 to 100 for each option, in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(pub Vec<(OptionId, Number)>);

impl Blank for Values {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(option, value)| (option, value)))
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValuesVisitor;
        impl<'de> de::Visitor<'de> for ValuesVisitor {
            type Value = Values;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of option ids and numbers")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
                let mut values: Vec<(OptionId, Number)> = Vec::new();
                let mut seen = Seen::default();
                while let Some(option) = map.next_key::<OptionId>()? {
                    seen.check(option.as_str(), values.iter().map(|(known, _)| known.as_str()))?;
                    values.push((option, map.next_value()?));
                }
                Ok(Values(values))
            }
        }
        deserializer.deserialize_map(ValuesVisitor)
    }
}

impl schemars::JsonSchema for Values {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Values".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "additionalProperties": { "type": "number", "minimum": 0, "maximum": 100 }
        })
    }
}
