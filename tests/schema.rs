//! The schema that is handed out, the types that read a case, and the sample cases say the same.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn samples() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("sample-data")).expect("sample-data is there");
    let mut samples: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    samples.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    samples.sort();
    samples
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&demarche::file::schema()).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is itself valid");
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn the_schema_file_is_what_the_types_give() {
    let file = fs::read_to_string(root().join("assets/case.schema.json")).unwrap();
    assert!(
        file == demarche::file::schema(),
        "the types have changed; run `cargo run -- schema > assets/case.schema.json` and look at the difference"
    );
}

#[test]
fn every_sample_follows_the_schema() {
    let validator = validator();
    assert!(!samples().is_empty(), "there are sample cases");
    for path in samples() {
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&case).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

/// A small case of which each test changes one thing.
fn small_case() -> Value {
    json!({
        "format": "demarche/case", "version": 1, "title": "Small",
        "parties": [{ "id": "a", "name": "A", "role": "principal", "color": "#aabbcc" }],
        "assessments": [{ "party": "a", "weight": 50, "values": { "x": 1 } }]
    })
}

#[test]
fn what_the_schema_refuses_is_an_error_or_a_problem() {
    let validator = validator();
    assert!(validator.is_valid(&small_case()));
    let broken = [
        ("/parties/0/role", json!("referee")),
        ("/parties/0/name", json!(5)),
        ("/parties/0/id", json!("")),
        ("/parties/0", json!({ "id": "a", "name": "A" })),
        ("/parties", json!({})),
        ("/parties/0/color", json!("red")),
        ("/assessments/0/weight", json!(101)),
        ("/assessments/0/values", json!([1])),
        ("/assessments/0/values/x", json!("much")),
        ("/version", json!(2)),
        ("/format", json!("something/else")),
        ("/title", json!(null)),
    ];
    for (pointer, value) in broken {
        let mut case = small_case();
        *case.pointer_mut(pointer).unwrap() = value;
        assert!(!validator.is_valid(&case), "{pointer} passes the schema");
        let bytes = serde_json::to_vec(&case).unwrap();
        let found = demarche::file::parse(&bytes).map(|snapshot| demarche::case::check(&snapshot));
        let is_told = |problems: Vec<demarche::case::Problem>| {
            problems.iter().any(|problem| {
                format!("/{}", problem.path).replace(['.', '['], "/").replace(']', "").starts_with(pointer)
            })
        };
        assert!(found.map_or(true, is_told), "{pointer} is read without a word");
    }
}

#[test]
fn the_schema_lets_unknown_keys_pass_as_the_reader_does() {
    let mut case = small_case();
    case["parties"][0]["flag"] = json!({ "colors": ["red"] });
    assert!(validator().is_valid(&case));
    assert!(demarche::file::parse(&serde_json::to_vec(&case).unwrap()).is_ok());
}
