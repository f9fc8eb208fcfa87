//! The dialog that exports a briefing, driven by role and name.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::collections::BTreeSet;
use std::fs;

use demarche::command::Command;
use demarche::generate::{self, Size};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use serde_json::{Value, json};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const SECRET: &str = "Zwetschgenwasser";

/// The sample with an internal position, a shared one and a note.
fn secretive() -> Vec<u8> {
    let mut case: Value = serde_json::from_slice(include_bytes!("../sample-data/paris-2026.json")).unwrap();
    let position = |id: &str, visibility: &str| {
        json!({ "id": id, "party": "israel", "issue": "withdrawal", "kind": "concession",
            "text": format!("{SECRET} {visibility}"), "visibility": visibility })
    };
    let positions = case.get_mut("positions").and_then(Value::as_array_mut).unwrap();
    positions.extend([position("secret", "internal"), position("between-us", "shared")]);
    let notes = case.as_object_mut().unwrap().entry("notes").or_insert_with(|| json!([]));
    notes.as_array_mut().unwrap().push(json!({ "id": "n1", "on": "issue:withdrawal", "text": SECRET }));
    serde_json::to_vec(&case).unwrap()
}

fn dialog(case: &[u8]) -> Window {
    let mut window = Window::with(case);
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::E);
    assert!(window.shows(Role::Dialog, "Export briefing"));
    window
}

fn choose(window: &mut Window, name: &str) {
    window.click(Role::RadioButton, name);
}

fn previewed(window: &mut Window, name: &str) {
    window.wait_for(|window| window.shows(Role::Image, name));
}

#[test]
fn the_dialog_comes_by_keys_and_by_the_menu_and_goes_by_escape() {
    let mut window = dialog(&secretive());
    assert!(window.has_keyboard(Role::Button, "Export…"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "Export briefing"));
    window.command(Command::Export);
    assert!(window.shows(Role::Dialog, "Export briefing"));
    window.click(Role::Button, "Cancel");
    assert!(!window.shows(Role::Dialog, "Export briefing"));
}

#[test]
fn the_first_page_is_shown_and_follows_the_choices() {
    let mut window = dialog(&secretive());
    previewed(&mut window, "Preview of page 1: Syria–Israel talks, Paris, January 2026, Side by side");
    choose(&mut window, "Layout: Full record");
    previewed(&mut window, "January 2026, Full record");
    choose(&mut window, "Layout: Delegation brief");
    previewed(&mut window, "Delegation brief for Syria");
    window.click(Role::Button, "Brief for: Syria");
    window.click(Role::CheckBox, "Israel");
    previewed(&mut window, "Delegation brief for Israel");
    choose(&mut window, "Format: SVG");
    previewed(&mut window, "Preview of the picture of the axes");
    assert!(!window.shows(Role::RadioButton, "Layout:"), "a picture has no layout");
}

#[test]
fn what_is_left_out_is_told_for_each_audience() {
    let mut window = dialog(&secretive());
    assert!(window.is_chosen(Role::RadioButton, "Audience: Public"));
    window.wait_for(|window| window.shows(Role::Label, "internal items are not in this document: 1 position, 1 note"));
    assert!(window.shows(Role::Label, "1 shared item is not in this document"));
    choose(&mut window, "Audience: Shared");
    window.wait_for(|window| !window.shows(Role::Label, "1 shared item"));
    assert!(window.shows(Role::Label, "internal items are not in this document: 1 position, 1 note"));
}

#[test]
fn the_internal_audience_is_asked_about_and_never_remembered() {
    let mut window = dialog(&secretive());
    choose(&mut window, "Audience: Internal");
    assert!(window.shows(Role::AlertDialog, "Include what is internal?"));
    assert!(window.has_keyboard(Role::Button, "Leave them out"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::AlertDialog, "Include what is internal?"));
    assert!(window.shows(Role::Dialog, "Export briefing"), "Escape closes the question but not the dialog");
    assert!(window.is_chosen(Role::RadioButton, "Audience: Public"));

    choose(&mut window, "Audience: Internal");
    // In passing nothing internal gets out.
    window.press(Key::Enter);
    assert!(window.is_chosen(Role::RadioButton, "Audience: Public"));

    choose(&mut window, "Audience: Internal");
    window.click(Role::Button, "Include internal items");
    assert!(window.is_chosen(Role::RadioButton, "Audience: Internal"));
    choose(&mut window, "Layout: Summary");
    window.press(Key::Escape);
    window.command(Command::Export);
    assert!(window.is_chosen(Role::RadioButton, "Layout: Summary"), "what was chosen is remembered");
    assert!(window.is_chosen(Role::RadioButton, "Audience: Public"), "internal is not");
}

/// Exports what is chosen to the path that is offered, and waits until it is done.
fn export(window: &mut Window) {
    window.click(Role::Button, "Export…");
    assert!(window.shows(Role::TextInput, "Path"));
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Alert, "Exported to") || window.shows(Role::AlertDialog, ""));
}

#[test]
fn a_document_is_written_and_told_of_without_anything_internal() {
    let mut window = dialog(&secretive());
    choose(&mut window, "Format: Markdown");
    export(&mut window);
    assert!(window.shows(Role::Alert, "Exported to talks-side-by-side.md"));
    assert!(window.shows(Role::Alert, "internal items are not in this document: 1 position, 1 note"));
    assert!(!window.shows(Role::Dialog, "Export briefing"));
    let written = fs::read_to_string(window.path("talks-side-by-side.md")).unwrap();
    assert!(written.contains("Withdrawal from land taken") && !written.contains(SECRET));
    window.click(Role::Button, "Done");
    assert!(!window.shows(Role::Alert, "Exported to"));
}

#[test]
fn an_internal_document_says_so_in_its_name_and_on_its_pages() {
    let mut window = dialog(&secretive());
    choose(&mut window, "Format: Markdown");
    choose(&mut window, "Audience: Internal");
    window.click(Role::Button, "Include internal items");
    export(&mut window);
    let written = fs::read_to_string(window.path("talks-side-by-side-internal.md")).unwrap();
    assert!(written.contains(SECRET) && written.contains("Internal"));
}

#[test]
fn a_file_that_is_there_is_asked_about_and_the_case_is_never_written_over() {
    let mut window = dialog(&secretive());
    let before = fs::read(window.path("talks.json")).unwrap();
    fs::write(window.path("talks-axes.svg"), "old").unwrap();
    choose(&mut window, "Format: SVG");
    window.click(Role::Button, "Export…");
    window.press(Key::Enter);
    assert!(window.shows(Role::Button, "Replace"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::Button, "Replace"));
    assert_eq!(fs::read(window.path("talks-axes.svg")).unwrap(), b"old");
    assert!(window.shows(Role::Dialog, "Export briefing"), "the choices are still there");
    window.click(Role::Button, "Export…");
    window.press(Key::Enter);
    window.click(Role::Button, "Replace");
    window.wait_for(|window| window.shows(Role::Alert, "Exported to talks-axes.svg"));
    let drawn = fs::read_to_string(window.path("talks-axes.svg")).unwrap();
    assert!(drawn.starts_with("<?xml") && !drawn.contains(SECRET));

    window.command(Command::Export);
    window.click(Role::Button, "Export…");
    window.press_with(CTRL, Key::A);
    let case = window.path("talks.json").display().to_string();
    window.type_text(&case);
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Alert, "Exported to talks.json.svg"));
    assert_eq!(fs::read(window.path("talks.json")).unwrap(), before);

    // Nor is one that has the ending of a document.
    fs::write(window.path("other.svg"), &before).unwrap();
    window.command(Command::Export);
    window.click(Role::Button, "Export…");
    window.press_with(CTRL, Key::A);
    let other = window.path("other.svg").display().to_string();
    window.type_text(&other);
    window.press(Key::Enter);
    window.click(Role::Button, "Replace");
    assert!(window.shows(Role::Label, "a document is never written over one"));
    assert_eq!(fs::read(window.path("other.svg")).unwrap(), before);
}

#[test]
fn what_the_document_holds_is_chosen_from_menus_and_counted() {
    let mut window = dialog(&secretive());
    // In a menu that is open nothing moves when it is known what is left out.
    let place = window.named(Role::Button, "Axes: all").rect();
    window.click(Role::Button, "Axes: all");
    window.wait_for(|window| window.shows(Role::Label, "not in this document"));
    assert_eq!(window.named(Role::Button, "Axes: all").rect(), place);
    window.click(Role::CheckBox, "Security");
    window.press(Key::Escape);
    assert!(window.shows(Role::Dialog, "Export briefing"), "Escape closes the menu but not the dialog");
    assert!(window.shows(Role::Button, "Axes: Security"));
    window.wait_for(|window| window.shows(Role::Label, "8 of 19 issues"));
    window.click(Role::Button, "Issues: all");
    window.click(Role::SearchInput, "Find an issue");
    window.type_text("liaison");
    window.click(Role::CheckBox, "S4 Joint Liaison Mechanism");
    window.press(Key::Escape);
    window.wait_for(|window| window.shows(Role::Label, "1 of 19 issues"));
    window.click(Role::Button, "Everything");
    window.wait_for(|window| window.shows(Role::Label, "19 issues") && !window.shows(Role::Label, "of 19"));
}

#[test]
fn every_choice_is_reached_by_keyboard() {
    let mut window = dialog(&secretive());
    let mut reached = BTreeSet::new();
    for _ in 0..80 {
        window.press(Key::Tab);
        reached.extend(window.focused());
    }
    for name in window.all(Role::RadioButton).iter().filter(|name| name.contains(": ")) {
        assert!(reached.contains(name), "{name} is not among {reached:?}");
    }
    for name in ["Axes: all", "Parties: all", "Kinds: all", "Issues: all", "Export…", "Cancel", "Picture of the axes"]
    {
        assert!(reached.contains(name), "{name} is not among {reached:?}");
    }
    assert!(
        reached.iter().any(|name| name.starts_with("Round: ")) && reached.iter().any(|name| name.starts_with("Today"))
    );
    // Behind the dialog nothing is reached.
    assert!(!reached.contains("Axis"), "{reached:?}");
    // By keys alone: from Export… round to the formats, and the second of them is taken.
    while window.focused().as_deref() != Some("Format: Word") {
        window.press(Key::Tab);
    }
    window.press(Key::Space);
    assert!(window.is_chosen(Role::RadioButton, "Format: Word"));
}

#[test]
fn what_is_being_written_can_be_stopped_and_leaves_nothing_behind() {
    let case = generate::case(5, Size::of(4000));
    let mut window = dialog(&serde_json::to_vec(&case).unwrap());
    choose(&mut window, "Layout: Full record");
    window.click(Role::Button, "Export…");
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::ProgressIndicator, "Making the document"));
    assert!(!window.shows(Role::Button, "Export…"));
    window.press(Key::Escape);
    assert!(window.shows(Role::Dialog, "Export briefing"), "the first Escape stops the writing alone");
    window.wait_for(|window| window.shows(Role::Button, "Export…"));
    assert!(!window.shows(Role::Alert, "Exported to") && !window.shows(Role::AlertDialog, ""));
    let left = fs::read_dir(window.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["talks.json"]);
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "Export briefing"));
}

#[test]
fn a_case_that_is_closed_takes_its_dialog_along() {
    let mut window = dialog(&secretive());
    window.command(Command::CloseCase);
    assert!(!window.shows(Role::Dialog, "Export briefing") && !window.is_open());
}

#[test]
fn without_a_case_there_is_nothing_to_export() {
    let mut window = Window::empty();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::E);
    assert!(!window.shows(Role::Dialog, "Export briefing"));
}
