//! What has changed since a chosen round, marked on the screen of the whole program.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/talks.rs"]
mod talks;
#[path = "support/window.rs"]
mod window;

use demarche::case::{Kind, Ref};
use demarche::command::Command;
use demarche::compare::{Change, Filter};
use demarche::words::{axes, screen, since};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use window::Window;

const LONDON: &str = "London, 16–17 September 2025";

/// The sample, compared with the talks in London by the menu in the bar.
fn since_london() -> Window {
    let mut window = Window::sample();
    window.click(Role::Button, since::CHANGED_SINCE);
    window.click(Role::CheckBox, LONDON);
    window.press(Key::Escape);
    window
}

/// The names of the positions in the table that bear a mark.
fn marked(window: &Window) -> Vec<String> {
    let cells = window.query_all(by().role(Role::Cell).label_contains(" since London"));
    cells.map(|cell| cell.accesskit_node().label().unwrap()).collect()
}

/// Two rounds, and between them a demand that became a red line, one that was withdrawn and one that stayed.
fn small() -> Vec<u8> {
    let position = |id: &str, kind: &str, text: &str, more: serde_json::Value| {
        let mut one = serde_json::json!({ "id": id, "party": "syria", "issue": "golan", "kind": kind, "text": text });
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    let case = talks::talks(serde_json::json!({
        "parties": [{ "id": "syria", "name": "Syria", "role": "principal" }],
        "issues": [
            { "id": "golan", "axis": "territorial", "number": "T1", "title": "Golan", "status": "contested" },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "unknown" },
        ],
        "positions": [
            position("ask", "demand", "Leave the whole plateau.", serde_json::json!({})),
            position("line", "red_line", "Leave the high plateau.", serde_json::json!({ "replaces": "ask", "since": "r3" })),
            position("gone", "concession", "A joint patrol.", serde_json::json!({ "until": "r2" })),
            position("why", "interest", "Water.", serde_json::json!({})),
        ],
        "rounds": [{ "id": "r2", "label": "Round 2" }, { "id": "r3", "label": "Round 3" }],
    }));
    serde_json::to_vec(&case).unwrap()
}

#[test]
fn nothing_is_marked_before_a_round_is_chosen() {
    let window = Window::sample();
    assert_eq!(marked(&window), [""; 0]);
    assert!(!window.shows(Role::CheckBox, " since London"));
}

#[test]
fn the_bar_marks_what_has_changed_counts_it_and_shows_only_that() {
    let mut window = since_london();
    let names = marked(&window);
    assert!(names.iter().any(|name| name.contains("Israel, T1") && name.contains("Changed since London")), "{names:?}");
    assert!(names.iter().any(|name| name.contains("New since London")), "{names:?}");
    let changed = window.case().comparison.changed();
    assert!(changed > 5);
    let count = since::count(changed, LONDON);
    let all = window.case().comparison.issues.len();
    assert_eq!(all, window.case().comparison.total_issues, "to compare hides nothing");

    window.click(Role::CheckBox, &count);
    let comparison = &window.case().comparison;
    assert!(comparison.issues.len() < all && comparison.changed() == changed);
    for row in 0..comparison.issues.len() {
        let mut entries = comparison.row(row).filter_map(|(_, entry)| entry.position());
        assert!(entries.any(|number| comparison.change(number).is_some()), "row {row}");
    }
    assert!(window.is_chosen(Role::CheckBox, &count));
    // One click on the cross shows all again, and goes on comparing.
    window.command(Command::ClearFilter);
    assert_eq!((window.case().comparison.issues.len(), window.case().comparison.changed()), (all, changed));
}

#[test]
fn the_keyboard_alone_chooses_the_round_and_only_the_issues_with_changes() {
    let mut window = Window::with(&small());
    window.press_with(Modifiers::COMMAND, Key::R);
    window.type_text("round 2");
    window.press(Key::Enter);
    assert_eq!(window.case().filter.since.as_ref().unwrap().round, "r2".into());
    assert_eq!(window.case().comparison.changed(), 2);
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    assert_eq!(window.case().comparison.issues.len(), 1);
    window.press_with(Modifiers::COMMAND, Key::R);
    window.type_text(since::NOT_COMPARED);
    window.press(Key::Enter);
    assert_eq!(window.case().filter, Filter::default());
}

#[test]
fn what_was_withdrawn_stands_where_it_stood_and_says_so() {
    let mut window = Window::with(&small());
    assert!(!window.shows(Role::Cell, "A joint patrol."));
    window.click(Role::Button, since::CHANGED_SINCE);
    window.click(Role::CheckBox, "Round 2");
    window.press(Key::Escape);
    let names = window.all(Role::Cell);
    let at = |words: &str| names.iter().position(|name| name.contains(words)).unwrap();
    assert!(at("Red line, Changed since Round 2: Leave the high plateau.") < at("Interest: Water."), "{names:?}");
    assert!(at("Interest: Water.") < at("Concession, Withdrawn since Round 2: A joint patrol."), "{names:?}");
    assert!(window.shows(Role::CheckBox, &since::count(2, "Round 2")));
}

#[test]
fn the_inspector_shows_what_stood_then_word_by_word() {
    let mut window = Window::with(&small());
    window.click(Role::Button, since::CHANGED_SINCE);
    window.click(Role::CheckBox, "Round 2");
    window.press(Key::Escape);
    window.ask(demarche::command::Request::Select(Ref::Position("line".into())));
    assert!(window.shows(Role::Label, &since::stood_in("Round 2")));
    let text = "Leave the [Removed: whole] [Added: high] plateau.";
    assert!(window.shows(Role::Label, text), "{:?}", window.all(Role::Label));
    assert!(window.shows(Role::Label, "Demand"));
    window.ask(demarche::command::Request::Select(Ref::Position("gone".into())));
    assert!(window.shows(Role::Label, since::NOT_NOW));
    window.ask(demarche::command::Request::Select(Ref::Position("why".into())));
    assert!(!window.shows(Role::Label, "since Round 2"));
}

#[test]
fn an_edit_of_what_stood_then_moves_the_mark() {
    let mut window = Window::with(&small());
    window.click(Role::Button, since::CHANGED_SINCE);
    window.click(Role::CheckBox, "Round 2");
    window.press(Key::Escape);
    let line = window.case().snapshot.position_number(&"line".into()).unwrap();
    assert!(matches!(window.case().comparison.change(line), Some(Change::Changed(_))));
    // With the same kind and words there is nothing that has changed.
    window.reword(&"line".into(), "Leave the whole plateau.");
    assert!(window.case().comparison.change(line).is_some(), "its kind is another");
    let field = demarche::edit::Field { name: "kind".into(), value: Some("\"red_line\"".into()) };
    let key = demarche::edit::Key::Record(Ref::Position("ask".into()));
    let change = demarche::edit::Change::Set { key, fields: vec![field] };
    let intent = demarche::edit::Intent::Edit(demarche::edit::Noun::Demand);
    window.ask(demarche::command::Request::Edit(Box::new(demarche::edit::Edit::new(intent, vec![change], None))));
    assert_eq!(window.case().snapshot.position(&"ask".into()).unwrap().kind, Kind::RedLine);
    assert_eq!(window.case().comparison.change(line), None);
    window.command(Command::Undo);
    assert!(window.case().comparison.change(line).is_some());
}

#[test]
fn a_round_that_is_not_after_the_one_compared_with_is_told_of() {
    let mut window = since_london();
    let round = demarche::case::RoundId::from("baku-july-2025");
    let filter = Filter { round: Some(round), ..window.case().filter.clone() };
    window.ask(demarche::command::Request::Filter(filter));
    assert!(window.shows(Role::Label, &since::not_after(LONDON)));
    assert_eq!(window.case().comparison.changed(), 0);
}

#[test]
fn the_marks_on_the_axes_say_it_too() {
    let mut window = since_london();
    window.command(Command::ShowAxes);
    assert!(window.shows(Role::Group, axes::VIEW_NAME) && !window.shows(Role::Grid, screen::TABLE_NAME));
    assert!(window.shows(Role::Button, "Changed since London, 16–17 September 2025 at “"));
    assert!(window.shows(Role::Label, since::LEGEND));
}
