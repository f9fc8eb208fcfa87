//! Saving changes nothing that nobody changed, whatever was loaded.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use demarche::case::{self, Case};
use demarche::file::{self, Progress, SaveError};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample() -> &'static str {
    static SAMPLE: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| fs::read_to_string(root().join("sample-data/paris-2026.json")).unwrap());
    &SAMPLE
}

/// Loads, and where that works asserts that load–save–load is the identity and the saved form a fixed point.
fn holds(bytes: &[u8]) -> bool {
    let Ok(snapshot) = file::parse(bytes) else { return false };
    let problems = case::check(&snapshot);
    let paths: Vec<_> = problems.iter().map(|problem| &problem.path).collect();
    assert_eq!(file::locate(bytes, &paths).len(), paths.len());
    let saved = file::to_bytes(snapshot.case());
    let again = file::parse(&saved).expect("what is saved can be loaded");
    assert!(**again.case() == **snapshot.case(), "the case is the same after saving");
    assert_eq!(case::check(&again), problems);
    assert!(file::to_bytes(again.case()) == saved, "the saved form is a fixed point");
    true
}

/// Opens a file with this content, and says what saving the unchanged case and an edited one would write.
fn saved(content: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, content).unwrap();
    let opened = file::read(&path, &Progress::default()).unwrap();
    let case = opened.snapshot.case();
    let edited = Arc::new(Case { title: "Edited".to_owned(), ..(**case).clone() });
    (opened.original.bytes_of(case).into_owned(), opened.original.bytes_of(&edited).into_owned())
}

#[test]
fn the_samples_are_in_the_form_in_which_the_program_saves() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("sample-data")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let snapshot = file::parse(&bytes).unwrap();
        assert!(file::to_bytes(snapshot.case()) == bytes, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 2, "there are sample cases");
}

#[test]
fn an_unchanged_case_is_saved_as_the_very_bytes_that_were_read() {
    let compact = serde_json::to_string(&serde_json::from_str::<Value>(sample()).unwrap()).unwrap();
    let reversed: Map<String, Value> =
        serde_json::from_str::<Map<String, Value>>(sample()).unwrap().into_iter().rev().collect();
    for content in [
        sample().to_owned(),
        format!("\u{feff}{}", sample()),
        sample().replace('\n', "\r\n"),
        sample().trim_end().to_owned(),
        sample().replace("  ", "\t"),
        compact,
        serde_json::to_string_pretty(&reversed).unwrap(),
        sample().replace("Paris", "\\u0050aris"),
        sample().replace("\"version\": 1,", "\"version\": 1, \"summary\": null,").replacen(
            "\"summary\": \"US",
            "\"summary_\": \"US",
            1,
        ),
    ] {
        assert!(saved(content.as_bytes()).0 == content.as_bytes());
    }
}

#[test]
fn an_edit_changes_one_line_and_keeps_the_byte_order_mark_and_the_line_ends() {
    for content in [sample().to_owned(), format!("\u{feff}{}", sample()), sample().replace('\n', "\r\n")] {
        let edited = String::from_utf8(saved(content.as_bytes()).1).unwrap();
        let (before, after): (Vec<_>, Vec<_>) = (content.split('\n').collect(), edited.split('\n').collect());
        assert_eq!(before.len(), after.len());
        let changed: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
        assert_eq!(changed.len(), 1);
        assert!(changed[0].1.contains("Edited"));
    }
}

#[test]
fn numbers_come_back_digit_by_digit() {
    for number in
        ["0", "33.333333333333336", "1e2", "0.1", "5e-324", "1.7976931348623157e308", "18446744073709551615", "-0.0"]
    {
        let text = format!(
            "{{\"format\":\"demarche/case\",\"version\":1,\"title\":\"t\",\"assessments\":[{{\"party\":\"a\",\"weight\":{number}}}]}}"
        );
        assert!(holds(text.as_bytes()), "{number}");
    }
}

/// One change to the bytes of a file.
#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Delete(Index, usize),
    Insert(Index, Vec<u8>),
    Repeat(Index, usize),
    Truncate(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..4),
        proptest::sample::select(vec![
            "{", "}", "[", "]", "\"", ",", ":", "\\", "\\ud800", "null", "1e999", "\u{feff}", "\r", "/*", "[[[["
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop_oneof![
        (any::<Index>(), 1..=255_u8).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        (any::<Index>(), pieces).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        (any::<Index>(), 1..2000_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        any::<Index>().prop_map(Damage::Truncate),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        match damage {
            Damage::Flip(at, bits) => {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
            }
            Damage::Delete(at, length) => {
                let at = at.index(bytes.len());
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Damage::Insert(at, piece) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, piece.iter().copied());
            }
            Damage::Repeat(at, length) => {
                let at = at.index(bytes.len());
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            Damage::Truncate(at) => bytes.truncate(at.index(bytes.len())),
        }
    }
    bytes
}

/// One change to a document that leaves it JSON.
#[derive(Clone, Debug)]
enum Change {
    Drop(Index),
    Swap(Index, Value),
    Repeat(Index),
    AddKey(Index, String, Value),
    NewWord(Index, String),
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((".{0,6}", inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<Index>().prop_map(Change::Drop),
        (any::<Index>(), any_value()).prop_map(|(at, value)| Change::Swap(at, value)),
        any::<Index>().prop_map(Change::Repeat),
        (any::<Index>(), "x-.{0,6}", any_value()).prop_map(|(at, key, value)| Change::AddKey(at, key, value)),
        (any::<Index>(), ".{0,12}").prop_map(|(at, word)| Change::NewWord(at, word)),
    ]
}

/// The pointers to everything in a document.
fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                pointers(value, &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn changed(mut document: Value, changes: &[Change]) -> Value {
    for change in changes {
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        let (Change::Drop(at)
        | Change::Swap(at, _)
        | Change::Repeat(at)
        | Change::AddKey(at, ..)
        | Change::NewWord(at, _)) = change;
        let wanted = |pointer: &&String| {
            let value = document.pointer(pointer).unwrap();
            match change {
                Change::AddKey(..) => value.is_object(),
                Change::NewWord(..) => value.is_string(),
                _ => !pointer.is_empty(),
            }
        };
        let places: Vec<_> = all.iter().filter(wanted).collect();
        if places.is_empty() {
            continue;
        }
        let pointer = (*at.get(&places)).clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        match change {
            Change::Swap(_, value) => *document.pointer_mut(&pointer).unwrap() = value.clone(),
            Change::NewWord(_, word) => *document.pointer_mut(&pointer).unwrap() = json!(word),
            Change::AddKey(_, key, value) => document.pointer_mut(&pointer).unwrap()[key] = value.clone(),
            Change::Drop(_) | Change::Repeat(_) => match document.pointer_mut(parent).unwrap() {
                Value::Object(entries) => {
                    entries.remove(&key.replace("~1", "/").replace("~0", "~"));
                }
                Value::Array(items) => {
                    let item = items.remove(key.parse().unwrap());
                    if matches!(change, Change::Repeat(_)) {
                        items.push(item.clone());
                        items.push(item);
                    }
                }
                _ => unreachable!("a pointer's parent has entries"),
            },
        }
    }
    document
}

/// Adds an unknown key to every object of a document.
fn with_unknown_keys(value: &mut Value, extra: &Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(|value| with_unknown_keys(value, extra));
            entries.insert("x-unknown".to_owned(), extra.clone());
        }
        Value::Array(items) => items.iter_mut().for_each(|value| with_unknown_keys(value, extra)),
        _ => {}
    }
}

/// A quarter of the usual number of cases, as the sample is long; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn damaged_bytes_load_or_are_refused(damages in proptest::collection::vec(damage(), 1..4)) {
        holds(&damaged(sample().as_bytes().to_vec(), &damages));
    }

    #[test]
    fn arbitrary_bytes_load_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        holds(&bytes);
    }

    #[test]
    fn a_changed_document_loads_or_is_refused(changes in proptest::collection::vec(change(), 1..4)) {
        let document = changed(serde_json::from_str(sample()).unwrap(), &changes);
        holds(serde_json::to_string(&document).unwrap().as_bytes());
        holds(serde_json::to_string_pretty(&document).unwrap().as_bytes());
    }

    #[test]
    fn unknown_keys_at_every_level_and_unknown_words_survive(extra in any_value(), words in proptest::collection::vec(".{0,8}", 3)) {
        let mut document: Value = serde_json::from_str(sample()).unwrap();
        with_unknown_keys(&mut document, &extra);
        document["parties"][0]["role"] = json!(words[0]);
        document["positions"][0]["kind"] = json!(words[1]);
        document["issues"][0]["status"] = json!(words[2]);
        let text = serde_json::to_string(&document).unwrap();
        prop_assert!(holds(text.as_bytes()));
        let saved = file::to_bytes(file::parse(text.as_bytes()).unwrap().case());
        prop_assert_eq!(serde_json::from_slice::<Value>(&saved).unwrap(), document);
    }

    #[test]
    fn what_loads_is_saved_unchanged_byte_by_byte(damages in proptest::collection::vec(damage(), 1..2)) {
        let bytes = damaged(sample().as_bytes().to_vec(), &damages);
        if file::parse(&bytes).is_ok() {
            prop_assert!(saved(&bytes).0 == bytes);
        }
    }
}

fn talks() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_else_behind() {
    let (folder, path) = talks();
    file::save(&path, b"one").unwrap();
    file::save(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(folder.path()), ["talks.json"]);
}

#[test]
fn a_save_that_fails_leaves_everything_as_it_was() {
    let (folder, path) = talks();
    assert!(matches!(file::save(folder.path(), b"x"), Err(SaveError::Directory(_))));
    assert!(file::save(&folder.path().join("gone/talks.json"), b"x").is_err());
    fs::write(&path, "old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(matches!(file::save(&path, b"new"), Err(SaveError::ReadOnly(_))));
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["talks.json"]);
}

#[cfg(unix)]
#[test]
fn saving_keeps_permissions_and_follows_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (folder, path) = talks();
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.json");
    symlink("talks.json", &link).unwrap();
    file::save(&link, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let dangling = folder.path().join("dangling.json");
    symlink("elsewhere.json", &dangling).unwrap();
    file::save(&dangling, b"new").unwrap();
    assert_eq!(fs::read(folder.path().join("elsewhere.json")).unwrap(), b"new");
}
