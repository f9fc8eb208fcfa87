//! Taking things out of a case: at once, or after it is said what would be left dangling.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::sync::Arc;

use demarche::case::{Problem, ProblemKind, Ref, Snapshot, check};
use demarche::command::{Command, Request};
use demarche::edit::{Key as RecordKey, ListName, Noun, references_to};
use demarche::words::{edits, removal};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use serde_json::json;
use window::Window;

fn problems(window: &mut Window) -> usize {
    check(window.case().document.snapshot()).len()
}

#[test]
fn what_nothing_points_at_is_removed_at_once_and_undo_brings_it_back() {
    let mut window = Window::sample();
    let before = Arc::clone(window.case().document.snapshot().case());
    let event = Ref::Event(before.events.get(0).unwrap().id.clone());
    window.ask(Request::Select(event.clone()));
    window.ask(Request::Do(Command::FocusComparison));
    window.press(Key::Delete);
    assert!(!window.shows(Role::AlertDialog, "Remove"));
    assert!(!window.case().document.snapshot().resolves(&event));
    window.command(Command::Undo);
    assert!(Arc::ptr_eq(window.case().document.snapshot().case(), &before));
}

#[test]
fn a_party_is_removed_with_everything_that_points_at_it_in_one_step() {
    let mut window = Window::sample();
    let before = Arc::clone(window.case().document.snapshot().case());
    let clean = problems(&mut window);
    window.ask(Request::Remove(Ref::Party("israel".into()).into()));
    assert!(window.shows(Role::AlertDialog, "Remove this party?"));
    assert!(window.shows(Role::Label, "speak of this party: go as well"));
    window.click(Role::Button, "Remove with its references");
    assert!(window.case().document.snapshot().party(&"israel".into()).is_none());
    assert_eq!(window.case().document.steps().len(), 1);
    assert!(problems(&mut window) <= clean + 1);
    window.command(Command::Undo);
    assert!(Arc::ptr_eq(window.case().document.snapshot().case(), &before));
}

#[test]
fn references_can_be_kept_and_are_then_problems() {
    let mut window = Window::sample();
    let clean = problems(&mut window);
    window.ask(Request::Remove(Ref::Party("israel".into()).into()));
    window.click(Role::Button, "Keep the references");
    assert!(window.case().document.snapshot().party(&"israel".into()).is_none());
    assert!(problems(&mut window) > clean + 5);
}

#[test]
fn cancel_removes_nothing() {
    let mut window = Window::sample();
    window.ask(Request::Remove(Ref::Axis("security".into()).into()));
    assert!(window.shows(Role::Label, "Every case has the axes"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::AlertDialog, "Remove") && !window.case().document.is_unsaved());
}

#[test]
fn the_delete_key_is_the_fields_while_one_types() {
    let mut window = Window::sample();
    let position = window.first_position();
    window.ask(Request::Select(Ref::Position(position.clone())));
    window.command(Command::Find);
    window.type_text("x");
    window.press(Key::Delete);
    assert!(window.case().document.snapshot().position(&position).is_some());
    assert!(!window.shows(Role::AlertDialog, "Remove"));
}

/// A case in which something points at a record of every kind that can be pointed at, and one of each other kind.
fn pointed_at() -> Vec<u8> {
    let evidence = json!([{ "source": "wire", "attribution": "on_record" }]);
    let disputing = |target: &str| json!([{ "source": "wire", "attribution": "on_record", "disputes": target }]);
    let case = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" }],
        "axes": [{ "id": "territorial", "name": "Territorial" }, { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" }, { "id": "political", "name": "Political" }],
        "issues": [{ "id": "land", "axis": "political", "number": "P1", "title": "Land", "status": "contested",
            "options": [{ "id": "all", "label": "All" }] }],
        "positions": [
            { "id": "old", "party": "syria", "issue": "land", "kind": "demand", "text": "Leave.", "options": ["all"],
              "since": "paris", "evidence": disputing("proposal:bridge") },
            { "id": "new", "party": "syria", "issue": "land", "kind": "demand", "text": "Leave soon.",
              "replaces": "old", "evidence": disputing("event:fall"),
              "conditions": [{ "text": "if", "requires": "outcome:freeze", "from": "israel" }] },
        ],
        "proposals": [{ "id": "bridge", "sponsor": "israel", "title": "Bridge", "text": "All in.", "status": "floated",
            "terms": [{ "issue": "land", "option": "all", "text": "Everything." }], "evidence": evidence }],
        "outcomes": [{ "id": "freeze", "title": "Freeze", "text": "Quiet.", "state": "announced",
            "parties": ["syria", "israel"], "issues": ["land"], "evidence": disputing("note:remark") }],
        "rounds": [{ "id": "paris", "label": "Paris", "participants": [{ "party": "syria" }], "evidence": evidence }],
        "events": [{ "id": "fall", "date": "2024-12-08", "text": "It fell.", "evidence": evidence }],
        "sources": [{ "id": "wire", "publisher": "Wire" }],
        "assessments": [{ "party": "israel", "issue": "land", "values": { "all": 10 }, "rationale": "Why." }],
        "notes": [{ "id": "remark", "on": "issue:land", "text": "Hm." }],
        "glossary": [{ "term": "Line", "definition": "A line.", "evidence": evidence }],
        "log": [{ "at": "2026-01-06T10:00:00+01:00", "on": "issue:land", "text": "Began." }],
    });
    serde_json::to_vec(&case).unwrap()
}

fn dangling(snapshot: &Snapshot) -> Vec<Problem> {
    let mut problems = check(snapshot);
    problems.retain(|problem| {
        let kind = &problem.kind;
        matches!(kind, ProblemKind::NoSuchRecord(_) | ProblemKind::NoSuchMoment(_) | ProblemKind::NoSuchOption { .. })
    });
    problems
}

#[test]
fn whatever_is_removed_the_dialog_tells_what_dangles_and_either_answer_is_one_step() {
    let mut window = Window::with(&pointed_at());
    let before = window.case().document.snapshot().clone();
    assert_eq!(dangling(&before), []);
    let mut asked = Vec::new();
    for list in ListName::ALL {
        for at in 0..list.len(before.case()) {
            let record = list.get(before.case(), at).unwrap();
            let (key, noun) = (record.key(at), Noun::from(&record));
            let references = key.target().map(|target| references_to(&before, target)).unwrap_or_default();
            let is_standard = matches!(&key, RecordKey::Record(Ref::Axis(axis)) if axis.as_str() != "political");
            if references.is_empty() && !is_standard {
                window.ask(Request::Remove(key.clone()));
                assert!(!window.shows(Role::AlertDialog, "Remove"), "{key:?}: nothing has to be asked");
                undone(&mut window, &before, &key);
                continue;
            }
            asked.push(list.key());
            for label in ["Cancel", removal::WITH_REFERENCES, removal::KEEP_REFERENCES] {
                window.ask(Request::Remove(key.clone()));
                assert!(window.shows(Role::AlertDialog, &removal::heading(noun)), "{key:?}");
                for line in edits::references(&references) {
                    let told = format!("{}: {}", line.what, line.consequence);
                    assert!(window.shows(Role::Label, &told), "{key:?}: {told} is not told");
                }
                window.get_by_role_and_label(Role::Button, label).click();
                window.run();
                let now = window.case().document.snapshot().clone();
                if label == "Cancel" {
                    assert!(Arc::ptr_eq(now.case(), before.case()), "{key:?}");
                    continue;
                }
                let left = dangling(&now);
                if label == removal::KEEP_REFERENCES {
                    assert!(left.len() >= references.len(), "{key:?}: {left:#?}");
                } else {
                    assert_eq!(left, [], "{key:?}");
                }
                undone(&mut window, &before, &key);
            }
        }
    }
    asked.dedup();
    let kinds =
        ["parties", "axes", "issues", "positions", "proposals", "outcomes", "rounds", "events", "sources", "notes"];
    assert_eq!(asked, kinds, "the kinds at which something points");
}

/// Takes back the one step in which a record was removed.
fn undone(window: &mut Window, before: &Snapshot, key: &RecordKey) {
    assert!(!Arc::ptr_eq(window.case().document.snapshot().case(), before.case()), "{key:?} is still there");
    assert_eq!(window.case().document.done(), 1, "{key:?}");
    window.command(Command::Undo);
    assert!(Arc::ptr_eq(window.case().document.snapshot().case(), before.case()), "{key:?} is not back");
}
