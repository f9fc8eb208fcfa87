//! The steps by name, and the list that goes back and on to each of them.

#[path = "support/window.rs"]
mod window;

use demarche::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

/// The rows of the history; there is no other list of steps.
fn rows(window: &Window) -> Vec<String> {
    window
        .all(Role::ListItem)
        .into_iter()
        .filter(|row| row.starts_with("As opened") || row.starts_with("Edit"))
        .collect()
}

fn three_steps() -> (Window, demarche::case::PositionId) {
    let mut window = Window::sample();
    let id = window.first_position();
    for text in ["One", "Two", "Three"] {
        window.reword(&id, text);
    }
    (window, id)
}

#[test]
fn undo_and_redo_are_named_in_the_menu_and_in_the_palette() {
    let (mut window, _) = three_steps();
    window.command(Command::Undo);
    for key in [Key::F10, Key::ArrowRight, Key::ArrowDown] {
        window.press(key);
    }
    assert!(window.shows(Role::MenuItem, "Undo edit demand") && window.shows(Role::MenuItem, "Redo edit demand"));
    window.press(Key::Escape);
    window.press_with(CTRL, Key::K);
    window.type_text("undo edit");
    assert!(window.shows(Role::ListBoxOption, "Undo edit demand"));
}

#[test]
fn the_history_says_where_one_is_what_is_undone_and_what_is_in_the_file() {
    let (mut window, _) = three_steps();
    window.press(Key::F9);
    let shown = rows(&window);
    assert_eq!(shown.len(), 4);
    assert!(shown[0].ends_with("in the file") && shown[3].ends_with("you are here"), "{shown:?}");
    assert!(shown[1].starts_with("Edit demand, Syria · T1 · Demand: One"), "{shown:?}");
    window.command(Command::Save);
    window.settle(|app| app.open_case().is_some_and(|open| !open.document.is_unsaved()));
    window.command(Command::Undo);
    let shown = rows(&window);
    assert!(shown[2].ends_with("you are here") && shown[3].ends_with("undone, in the file"), "{shown:?}");
}

#[test]
fn the_arrows_walk_and_enter_goes_to_a_version() {
    let (mut window, id) = three_steps();
    window.press(Key::F9);
    assert!(window.has_keyboard(Role::List, "History"));
    window.press(Key::Home);
    window.press(Key::ArrowDown);
    assert_eq!(window.text_of(&id), "Three");
    window.press(Key::Enter);
    assert_eq!(window.text_of(&id), "One");
    window.click(Role::ListItem, "Edit demand, Syria · T1 · Demand: Three");
    assert_eq!(window.text_of(&id), "Three");
    window.press(Key::Home);
    window.press(Key::Enter);
    assert!(!window.case().document.is_unsaved());
}
