//! A case that tests write in a few lines.

use serde_json::{Value, json};

/// Talks between Syria and Israel on the three axes that are always there, with `rest` beside that or in place of it.
pub(crate) fn talks(rest: Value) -> Value {
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
        ],
        "axes": [
            { "id": "territorial", "name": "Territorial" },
            { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" },
        ],
    });
    if let (Value::Object(case), Value::Object(rest)) = (&mut case, rest) {
        case.extend(rest);
    }
    case
}
