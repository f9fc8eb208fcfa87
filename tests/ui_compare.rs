//! How the open case differs from another version of it in a file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::case::{PositionId, Ref};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

const CTRL_SHIFT: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND).plus(Modifiers::SHIFT);

/// The sample, changed, compared with the sample as it was.
fn compared() -> (Window, PositionId) {
    let mut window = Window::sample();
    let id = window.first_position();
    std::fs::copy(window.path("talks.json"), window.path("older.json")).unwrap();
    window.reword(&id, "Israeli forces leave the territory that they have seized in recent months.");
    window.press_with(CTRL_SHIFT, Key::D);
    let path = window.path("older.json").display().to_string();
    window.type_text(&path);
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Label, "1 changed"));
    (window, id)
}

#[test]
fn what_was_reworded_is_shown_word_by_word_under_its_issue_and_party() {
    let (window, _) = compared();
    assert!(window.has_keyboard(Role::Document, "What differs"));
    assert!(window.shows(Role::Heading, "Territorial") && window.shows(Role::Link, "T1 Withdrawal"));
    assert!(window.shows(Role::Label, "Syria"));
    assert!(window.shows(Role::Link, "Changed: Demand"));
    assert!(window.shows(Role::Link, "[Removed: withdraw from][Added: leave] the territory"));
    assert!(window.shows(Role::Label, "removed is what only older.json has"));
}

#[test]
fn a_row_selects_its_record_and_escape_closes_the_page() {
    let (mut window, id) = compared();
    window.click(Role::Link, "Changed: Demand");
    assert_eq!(window.case().selection, Some(Ref::Position(id)));
    assert!(window.shows(Role::Document, "What differs"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::Document, "What differs"));
}

#[test]
fn the_page_follows_the_open_case() {
    let (mut window, _) = compared();
    window.command(demarche::command::Command::Undo);
    window.wait_for(|window| window.shows(Role::Label, "same content"));
}

#[test]
fn a_file_that_is_no_case_is_told_and_the_comparison_stays() {
    let mut window = Window::sample();
    std::fs::write(window.path("other.json"), "[]").unwrap();
    window.press_with(CTRL_SHIFT, Key::D);
    let path = window.path("other.json").display().to_string();
    window.type_text(&path);
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::AlertDialog, "other.json"));
    window.press(Key::Enter);
    assert!(!window.shows(Role::Document, "What differs"));
}
