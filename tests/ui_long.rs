//! A text of hundreds of kilobytes is edited part by part, so that no frame has to lay out all of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::case::{PositionId, Ref};
use demarche::command::{Command, Request};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

/// The sample with such a text in its first position, and that text.
fn long() -> (Window, PositionId, String) {
    let mut case: serde_json::Value = serde_json::from_slice(include_bytes!("../sample-data/paris-2026.json")).unwrap();
    let text = "One of many lines of a long text.\n".repeat(9_000);
    let place = case.pointer_mut("/positions/0/text").unwrap();
    *place = text.clone().into();
    let mut window = Window::with(&serde_json::to_vec(&case).unwrap());
    let id = window.first_position();
    window.ask(Request::Select(Ref::Position(id.clone())));
    (window, id, text)
}

#[test]
fn each_part_is_typed_into_by_itself_and_the_rest_stays() {
    let (mut window, id, text) = long();
    window.command(Command::EditRecord);
    assert!(window.shows(Role::Label, "A long text, edited part by part: 1 of "));
    window.type_text("First ");
    window.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.text_of(&id).len(), text.len() + "First ".len());
    // The caret has come to the end of the part.
    window.enter_last(Role::Button, "Part after");
    assert!(window.shows(Role::Label, "A long text, edited part by part: 2 of "));
    window.named(Role::MultilineTextInput, "Text").focus();
    window.run();
    window.type_text("Second ");
    let after = window.text_of(&id);
    assert_eq!(after.replacen("First ", "", 1).replacen("Second ", "", 1), text);
    let second = after.find("Second ").unwrap();
    assert!((8_000..20_000).contains(&second), "{second}");
    window.command(Command::Undo);
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), text);
}

#[test]
fn in_the_table_such_a_text_is_opened_in_the_inspector() {
    let (mut window, _, _) = long();
    window.command(Command::EditInPlace);
    window.run();
    assert!(window.shows(Role::Label, "A long text, edited part by part: 1 of "));
    assert!(window.has_keyboard(Role::MultilineTextInput, "Text"));
}
