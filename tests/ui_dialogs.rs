//! The dialogs by keyboard: where it begins, where Tab leads, and what they say before something goes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::case::Ref;
use demarche::command::{Command, OutsideAnswer, Request};
use demarche::words::{begin, merging};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use window::Window;

/// The buttons from the left as Tab comes to them, from whatever has the keyboard on.
fn assert_tab_follows_the_line(window: &mut Window, buttons: &[&str]) {
    let left = |window: &Window, name: &str| window.named(Role::Button, name).rect().left();
    let (first, others) = buttons.split_first().unwrap();
    for (one, next) in buttons.iter().zip(others) {
        assert!(left(window, one) < left(window, next), "{one}, {next}");
    }
    while !window.has_keyboard(Role::Button, first) {
        window.press(Key::Tab);
    }
    for name in others {
        window.press(Key::Tab);
        assert!(window.has_keyboard(Role::Button, name), "{name}: {:?}", window.keyboard());
    }
}

#[test]
fn tab_goes_through_the_answers_as_they_are_read() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "Something else");
    window.command(Command::FocusComparison);
    window.command(Command::CloseCase);
    assert!(window.has_keyboard(Role::Button, "Save"), "{:?}", window.keyboard());
    assert_tab_follows_the_line(&mut window, &["Don’t save", "Cancel", "Save"]);
    window.press(Key::Escape);
    window.command(Command::OpenPath);
    assert_tab_follows_the_line(&mut window, &["Cancel", "Open"]);
    window.press(Key::Escape);
    window.command(Command::New);
    assert!(window.shows(Role::Label, begin::KEYS));
    window.type_text("A title");
    window.named(Role::Button, "Cancel").focus();
    window.run();
    assert_tab_follows_the_line(&mut window, &["Cancel", "Create case"]);
}

#[test]
fn enter_takes_nothing_away() {
    let mut window = Window::sample();
    window.command(Command::FocusComparison);
    window.ask(Request::Select(Ref::from("party:israel")));
    window.ask(Request::Remove(Ref::from("party:israel").into()));
    assert!(window.has_keyboard(Role::Button, "Cancel"), "{:?}", window.keyboard());
    assert_tab_follows_the_line(&mut window, &["Cancel", "Keep the references", "Remove with its references"]);
    window.press(Key::Escape);
    window.ask(Request::Remove(Ref::from("party:israel").into()));
    window.press(Key::Enter);
    assert!(window.case().document.snapshot().party(&"israel".into()).is_some());
    assert!(!window.shows(Role::AlertDialog, "Remove"));
}

#[test]
fn the_delete_key_is_the_tables_although_the_form_is_open() {
    let mut window = Window::sample();
    window.command(Command::EditRecord);
    window.press_with(egui::Modifiers::ALT, Key::Num2);
    window.ask(Request::Select(Ref::from("issue:withdrawal")));
    for _ in 0..3 {
        window.press(Key::ArrowDown);
        window.press(Key::ArrowRight);
        window.press(Key::ArrowRight);
    }
    window.press(Key::Delete);
    assert!(window.shows(Role::AlertDialog, "Remove"), "{:?} {:?}", window.keyboard(), window.case().selection);
}

#[test]
fn what_a_removal_leaves_dangling_is_told_by_name() {
    let position = |id: usize, issue: &str, requires: Option<usize>| {
        let requires = requires.map(|id| format!("position:p{id}"));
        let condition = serde_json::json!({ "text": "That first.", "requires": requires });
        let conditions = if requires.is_some() { vec![condition] } else { Vec::new() };
        serde_json::json!({ "id": format!("p{id}"), "party": "syria", "issue": issue, "kind": "demand",
            "text": format!("Demand {id}"), "conditions": conditions })
    };
    let mut positions = vec![position(0, "land", None)];
    positions.extend((1..7).map(|id| position(id, "water", Some(0))));
    let talks = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "syria", "name": "Syria", "role": "principal" }],
        "axes": [{ "id": "territorial", "name": "Territorial" }],
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "unknown" },
            { "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" },
        ],
        "positions": positions,
    });
    let mut window = Window::with(&serde_json::to_vec(&talks).unwrap());
    window.ask(Request::Remove(Ref::from("issue:land").into()));
    assert!(window.shows(Role::Label, "1 position goes with it"));
    assert!(window.shows(Role::Label, "Stay, and lose a link to what goes along"));
    for id in 1..5 {
        assert!(window.shows(Role::Label, &format!("Demand {id}")), "{id}");
    }
    assert!(!window.shows(Role::Label, "Demand 5") && window.shows(Role::Label, "and 2 more"));
}

#[test]
fn each_path_is_asked_for_with_the_caret_at_its_end() {
    let mut window = Window::sample();
    let value = |window: &Window| window.named(Role::TextInput, "Path").accesskit_node().value().unwrap();
    // A longer path than the next has been typed and given up.
    window.command(Command::OpenPath);
    window.type_text("/a/rather/long/path/to/some/other/file/that/does/not/exist.json");
    window.press(Key::Home);
    window.press(Key::Escape);
    window.command(Command::SaveAsPath);
    let before = value(&window);
    window.type_text("x");
    assert_eq!(value(&window), format!("{before}x"));
    // Nor does the field go back to what was typed into the other.
    window.press_with(egui::Modifiers::COMMAND, Key::Z);
    assert!(!value(&window).contains("rather"), "{}", value(&window));
}

#[test]
fn the_conflicts_of_a_merge_are_gone_through_by_tab_and_decided_by_arrows() {
    let mut window = Window::sample();
    window.command(Command::FocusComparison);
    let ids: Vec<_> = window.case().snapshot.case().positions.iter().take(2).map(|it| it.id.clone()).collect();
    let path = window.path("talks.json");
    let mut text = std::fs::read_to_string(&path).unwrap();
    for (id, part) in ids.iter().zip(["one", "other"]) {
        text = text.replacen(&window.text_of(id), &format!("What they have made of the {part}"), 1);
        window.reword(id, &format!("What we have made of the {part}"));
    }
    std::fs::write(&path, text).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json"));
    window.ask(Request::Outside(OutsideAnswer::Merge));
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    assert!(window.shows(Role::Label, merging::KEYS));
    assert!(window.has_keyboard(Role::RadioButton, "Mine: "), "{:?}", window.keyboard());
    let first = window.keyboard().unwrap().1;
    window.press(Key::ArrowRight);
    assert!(window.has_keyboard(Role::RadioButton, "Theirs: "));
    assert!(window.shows(Role::Label, "1 conflict left to decide"));
    // One Tab leads to the next conflict, and the way back to what was chosen.
    window.press(Key::Tab);
    let second = window.keyboard().unwrap();
    assert!(second.0 == Role::RadioButton && second.1.starts_with("Mine: ") && second.1 != first, "{second:?}");
    window.press_with(egui::Modifiers::SHIFT, Key::Tab);
    assert!(window.has_keyboard(Role::RadioButton, "Theirs: "));
    window.press(Key::Tab);
    window.press(Key::Space);
    assert!(window.shows(Role::Label, "All decided"));
    window.press(Key::Tab);
    assert_tab_follows_the_line(&mut window, &["All mine", "All theirs", "Cancel", "Merge"]);
}
