//! The JSON Schema of the case file, made from the types that read it.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Value, json};

use crate::case::{Case, FORMAT, VERSION};

/// The schema as text, two spaces and a final newline.
#[must_use]
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Case>();
    // An optional field is left out, not set to null, wherever it stands.
    RecursiveTransform(without_null).transform(&mut schema);
    schema.insert("title".to_owned(), "Demarche case, version 1".into());
    if let Some(Value::Object(fields)) = schema.get_mut("properties") {
        fields.insert("format".to_owned(), json!({ "const": FORMAT }));
        fields.insert("version".to_owned(), json!({ "const": VERSION }));
    }
    // What the types leave open and the checks do not.
    let narrower = [
        ("Evidence", "credibility", json!({ "minimum": 1, "maximum": 6 })),
        ("Assessment", "weight", json!({ "minimum": 0, "maximum": 100 })),
        ("Party", "color", json!({ "pattern": "^#[0-9a-fA-F]{6}$" })),
        ("LogEntry", "at", json!({ "format": "date-time" })),
    ];
    for (record, field, rules) in narrower {
        let field = schema.pointer_mut(&format!("/$defs/{record}/properties/{field}"));
        if let (Some(Value::Object(field)), Value::Object(rules)) = (field, rules) {
            field.extend(rules);
        }
    }
    format!("{:#}\n", schema.as_value())
}

fn without_null(schema: &mut Schema) {
    let null = Value::from("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| *name != null);
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&null));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            if let Some(own) = schema.as_object_mut() {
                own.extend(only);
            }
        }
    }
}
