//! Where the keyboard is: what takes it, and where it goes once that is gone.

#[path = "support/window.rs"]
mod window;

use demarche::case::Ref;
use demarche::command::{Command, Request};
use demarche::words::{axes, palette, panels, screen};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const NAVIGATOR: (Role, &str) = (Role::Tree, panels::NAVIGATOR);
const INSPECTOR: (Role, &str) = (Role::Document, panels::INSPECTOR);

/// Runs a command as a user finds it who knows only its name.
fn by_palette(window: &mut Window, command: Command) {
    window.press_with(CTRL, Key::K);
    window.type_text(command.label());
    window.press(Key::Enter);
}

/// Whether the keyboard is in the part of the window that this command moves it to.
fn is_in(window: &Window, part: Command) -> bool {
    let Some((role, name)) = window.keyboard() else { return false };
    match part {
        Command::FocusNavigator => (role, name.as_str()) == NAVIGATOR,
        Command::FocusInspector => (role, name.as_str()) == INSPECTOR,
        // The table, or what in it the keyboard is on.
        Command::FocusComparison => matches!(role, Role::Grid | Role::Cell | Role::RowHeader | Role::ColumnHeader),
        _ => false,
    }
}

fn select(window: &mut Window, target: &Ref) {
    window.ask(Request::Select(target.clone()));
    window.press_with(Modifiers::ALT, Key::Num2);
    assert!(is_in(window, Command::FocusComparison), "{:?}", window.keyboard());
}

#[test]
fn the_commands_that_move_the_keyboard_do_so_from_the_palette_too() {
    let mut window = Window::sample();
    let parts = [Command::FocusNavigator, Command::FocusInspector, Command::FocusComparison];
    for command in parts.into_iter().chain(parts) {
        by_palette(&mut window, command);
        assert!(is_in(&window, command), "{command:?}: {:?}", window.keyboard());
    }
    window.command(Command::ShowAxes);
    by_palette(&mut window, Command::FocusComparison);
    assert!(window.has_keyboard(Role::Group, axes::VIEW_NAME));
    by_palette(&mut window, Command::Find);
    assert!(window.has_keyboard(Role::SearchInput, screen::SEARCH_NAME));
    by_palette(&mut window, Command::ToggleHistory);
    assert!(window.has_keyboard(Role::List, demarche::words::history::NAME));
}

#[test]
fn a_folded_panel_unfolds_and_takes_the_keyboard() {
    let mut window = Window::sample();
    for (fold, focus, (role, name)) in [
        (Command::ToggleNavigator, Command::FocusNavigator, NAVIGATOR),
        (Command::ToggleInspector, Command::FocusInspector, INSPECTOR),
    ] {
        for by_keys in [true, false] {
            window.command(fold);
            window.wait_for(|window| !window.shows(role, name));
            match focus.shortcut().filter(|_| by_keys) {
                Some(keys) => window.press_with(keys.modifiers, keys.logical_key),
                None => by_palette(&mut window, focus),
            }
            assert!(window.has_keyboard(role, name), "{focus:?}, by its keys: {by_keys}");
        }
    }
}

#[test]
fn the_keyboard_goes_into_the_form_where_the_inspector_is_one() {
    let mut window = Window::sample();
    let position = Ref::Position(window.first_position());
    select(&mut window, &position);
    window.press_with(CTRL, Key::E);
    assert!(window.has_keyboard(Role::MultilineTextInput, "Text"));
    window.press_with(Modifiers::ALT, Key::Num2);
    assert!(is_in(&window, Command::FocusComparison), "{:?}", window.keyboard());
    window.press_with(Modifiers::ALT, Key::Num3);
    assert!(window.has_keyboard(Role::Form, panels::INSPECTOR));
    window.press(Key::Tab);
    assert!(window.has_keyboard(Role::RadioButton, "Public"), "the first control: {:?}", window.keyboard());
}

#[test]
fn what_is_opened_from_the_palette_is_typed_into() {
    let mut window = Window::sample();
    let position = Ref::Position(window.first_position());
    select(&mut window, &position);
    by_palette(&mut window, Command::AddConcession);
    window.type_text("Typed at once.");
    window.press_with(CTRL, Key::Enter);
    let added = window.case().document.snapshot().case().positions.iter().last().unwrap().text.clone();
    assert_eq!(added, "Typed at once.");
}

#[test]
fn the_keyboard_goes_back_to_where_it_was_when_a_dialog_or_the_palette_is_left() {
    let mut window = Window::sample();
    let position = Ref::Position(window.first_position());
    for part in [Command::FocusNavigator, Command::FocusComparison, Command::FocusInspector] {
        select(&mut window, &position);
        window.command(part);
        for covers in [Command::Palette, Command::Shortcuts, Command::About, Command::OpenPath] {
            window.command(covers);
            assert!(!is_in(&window, part), "{covers:?}");
            window.press(Key::Escape);
            assert!(is_in(&window, part), "{part:?} after {covers:?}: {:?}", window.keyboard());
        }
    }
}

#[test]
fn after_a_removal_the_keyboard_is_in_the_comparison() {
    let mut window = Window::sample();
    let position = Ref::Position(window.first_position());
    select(&mut window, &position);
    window.press(Key::Delete);
    assert!(window.shows(Role::AlertDialog, ""));
    window.press(Key::Enter);
    assert!(!window.shows(Role::AlertDialog, ""));
    assert!(is_in(&window, Command::FocusComparison), "{:?}", window.keyboard());
}

#[test]
fn a_case_that_is_opened_or_begun_has_the_keyboard_in_its_comparison() {
    let mut window = Window::sample();
    window.press(Key::ArrowDown);
    assert!(window.case().selection.is_some(), "an arrow is enough");
    let mut window = Window::empty();
    window.press(Key::Tab);
    window.press_with(CTRL, Key::N);
    window.type_text("Talks");
    for _ in 0..3 {
        // An empty line has nothing below it: Enter goes on to what follows.
        window.press(Key::Enter);
    }
    assert!(window.has_keyboard(Role::TextInput, "Issue 1"), "{:?}", window.keyboard());
    window.type_text("Withdrawal");
    window.press_with(CTRL, Key::Enter);
    window.press(Key::ArrowDown);
    assert!(window.case().selection.is_some());
}

#[test]
fn the_keys_of_the_palette_stand_in_the_top_bar_and_open_it() {
    let mut window = Window::sample();
    window.click(Role::Button, palette::OPEN);
    assert!(window.has_keyboard(Role::TextInput, palette::NAME), "{:?}", window.keyboard());
    window.press(Key::Escape);
    let width = |window: &Window| window.named(Role::Button, palette::OPEN).rect().width();
    let words = width(&window);
    // On a Mac the sign of its command key is drawn before the letter: the fonts do not have it.
    window.ctx.set_os(egui::os::OperatingSystem::Mac);
    window.run();
    assert!(width(&window) < words - 10.0, "{} {words}", width(&window));
}

#[test]
fn another_view_and_a_turned_table_have_the_keyboard_at_what_is_selected() {
    let mut window = Window::sample();
    let position = window.first_position();
    select(&mut window, &Ref::Position(position));
    for (key, in_table) in [(Key::Num2, false), (Key::Num1, true), (Key::T, true), (Key::T, true), (Key::T, true)] {
        let before = window.case().selection.clone();
        window.press_with(CTRL, key);
        let (role, name) = window.keyboard().unwrap();
        let is_there = if in_table { is_in(&window, Command::FocusComparison) } else { name.contains(axes::VIEW_NAME) };
        assert!(is_there, "{key:?}: {role:?} {name}");
        assert_eq!(window.case().selection, before, "{key:?}");
        window.press(Key::ArrowDown);
        assert_ne!(window.case().selection, before, "{key:?}: the arrows go on from there");
    }
}

#[test]
fn a_case_that_was_just_begun_has_the_keyboard_in_its_comparison() {
    let mut window = Window::empty();
    window.press_with(CTRL, Key::N);
    for text in ["Talks in Paris", "Syria", "Israel"] {
        window.type_text(text);
        window.press(Key::Enter);
    }
    // An empty line leads on: past the parties, past the axes.
    window.press(Key::Enter);
    window.press(Key::Enter);
    assert!(window.has_keyboard(Role::TextInput, "Issue 1"), "{:?}", window.keyboard());
    window.type_text("Withdrawal");
    window.press_with(CTRL, Key::Enter);
    window.case();
    window.run();
    assert!(is_in(&window, Command::FocusComparison), "{:?}", window.keyboard());
    window.press(Key::ArrowDown);
    window.press(Key::ArrowRight);
    window.press(Key::D);
    window.type_text("All of it");
    assert_eq!(window.case().document.snapshot().case().positions.len(), 1);
}
