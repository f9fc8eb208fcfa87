//! The steps by name, and the list that goes back and on to each of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::case::Ref;
use demarche::command::{Command, Request};
use demarche::edit::Direction;
use demarche::generate::{self, Size};
use demarche::words::screen;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{AccessKitNode, Queryable as _};
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

/// A long case, with a position selected in the table that stands far from both its ends.
fn in_a_long_case() -> (Window, Ref) {
    let case = generate::case(11, Size { positions: 1500, parties: 3 });
    let mut window = Window::with(&serde_json::to_vec(&case).unwrap());
    let open = window.case();
    let place = open.comparison.issues.len() / 2;
    let position = (place..).find_map(|row| match open.comparison.cell(row, 0).first() {
        Some(demarche::compare::Entry::Position(number)) => open.snapshot.numbered(*number),
        _ => None,
    });
    let target = Ref::Position(position.unwrap().id.clone());
    window.ask(Request::Select(target.clone()));
    window.press_with(Modifiers::ALT, Key::Num2);
    (window, target)
}

/// Turns the wheel over the table until nothing that is selected is to be seen.
fn scroll_away(window: &mut Window, down: f32) {
    let middle = window.get_by_role_and_label(Role::Grid, screen::TABLE_NAME).rect().center();
    window.event(Event::PointerMoved(middle));
    window.run();
    for _ in 0..4 {
        window.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -down),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        window.run();
    }
    assert_eq!(selected(window), None, "what is selected is still in sight");
}

/// Where the one selected thing of the table stands on the screen; nothing when it is out of sight.
fn selected(window: &Window) -> Option<Rect> {
    fn is_selected(node: &AccessKitNode<'_>) -> bool {
        matches!(node.role(), Role::Cell | Role::RowHeader) && node.is_selected() == Some(true)
    }
    let mut nodes = window.query_all_by(is_selected);
    let node = nodes.next()?;
    assert!(nodes.next().is_none(), "several are selected");
    Some(node.rect())
}

/// Whether the selected card is wholly in sight, below the heads.
fn is_in_sight(window: &Window) -> bool {
    let table = window.get_by_role_and_label(Role::Grid, screen::TABLE_NAME).rect();
    let heads = window.query_all_by_role(Role::ColumnHeader).next().unwrap().rect();
    let body = table.with_min_y(heads.bottom());
    selected(window).is_some_and(|card| body.expand(0.5).contains_rect(card) && card.height() > 40.0)
}

#[test]
fn undo_and_redo_bring_the_place_of_the_change_back_into_sight() {
    for down in [3000.0, -3000.0] {
        let (mut window, target) = in_a_long_case();
        window.press(Key::Enter);
        window.type_text(" Anew.");
        window.press_with(CTRL, Key::Enter);
        for undo in [true, false, true] {
            scroll_away(&mut window, down);
            window.press_with(if undo { CTRL } else { CTRL | Modifiers::SHIFT }, Key::Z);
            assert_eq!(window.case().selection.as_ref(), Some(&target));
            assert!(is_in_sight(&window), "after undo: {undo}, scrolled by {down}: {:?}", selected(&window));
        }
        // With something else selected far away as well.
        window.press_with(CTRL, Key::End);
        window.press_with(CTRL | Modifiers::SHIFT, Key::Z);
        assert!(window.case().selection.as_ref() == Some(&target) && is_in_sight(&window));
    }
}

#[test]
fn what_was_removed_or_moved_comes_back_into_sight_with_undo() {
    let (mut window, target) = in_a_long_case();
    let id = target.clone();
    let removed = demarche::edit::remove(&window.case().snapshot, &target.into(), demarche::edit::References::Keep);
    window.ask(Request::Edit(Box::new(removed.unwrap())));
    window.press_with(CTRL, Key::Home);
    window.press_with(CTRL, Key::Z);
    assert_eq!(window.case().selection.as_ref(), Some(&id));
    assert!(is_in_sight(&window), "{:?}", selected(&window));
    // So does an issue that has been moved past others.
    let snapshot = window.case().snapshot.clone();
    let Ref::Position(position) = &id else { unreachable!() };
    let issue = Ref::Issue(snapshot.position(position).unwrap().issue.clone());
    let moved = demarche::edit::move_past(&snapshot, &issue.clone().into(), Direction::Earlier);
    window.ask(Request::Edit(Box::new(moved.unwrap())));
    window.case();
    assert!(is_in_sight(&window), "{:?}", selected(&window));
    scroll_away(&mut window, 3000.0);
    window.press_with(CTRL, Key::Z);
    assert_eq!(window.case().selection.as_ref(), Some(&issue));
    assert!(is_in_sight(&window), "{:?}", selected(&window));
}
