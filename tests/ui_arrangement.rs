//! How the table is arranged comes back with the file, and stays out of it.

#[path = "support/window.rs"]
mod window;

use demarche::case::{AxisId, Ref};
use demarche::command::{Command, Request};
use demarche::compare::{Column, default_columns};
use demarche::ui::table::{Key, Turn};
use demarche::words::screen;
use egui::accesskit::Role;
use window::Window;

const PARIS: &[u8] = include_bytes!("../sample-data/paris-2026.json");

fn party(id: &str) -> Column {
    Column::Party(id.into())
}

/// Opens a column's menu and presses one of its lines.
fn choose(window: &mut Window, column: &str, line: &str) {
    window.click(Role::Button, &screen::column_menu(column));
    window.click(Role::Button, line);
}

fn reopen(window: &mut Window) {
    window.command(Command::CloseCase);
    assert!(!window.is_open());
    let path = window.path("talks.json");
    window.ask(Request::Open(path));
    window.case();
}

/// The sample with another order, a column hidden, one pinned and wider, an axis folded, and turned around.
fn arranged() -> Window {
    let mut window = Window::sample();
    choose(&mut window, "Syria", screen::MOVE_RIGHT);
    choose(&mut window, "Israel", screen::PIN);
    choose(&mut window, "Israel", screen::WIDER);
    let columns = window.case().columns.iter().filter(|column| **column != Column::Proposals).cloned().collect();
    window.ask(Request::Columns(columns));
    window.ask(Request::Select(Ref::Axis("security".into())));
    window.command(Command::ToggleAxis);
    window.command(Command::Transpose);
    window
}

#[test]
fn a_file_that_is_opened_again_is_arranged_as_it_was_left() {
    let mut window = arranged();
    let before = window.case().columns.clone();
    assert_eq!(before.first(), Some(&party("israel")));
    reopen(&mut window);
    let open = window.case();
    assert_eq!(open.columns, before);
    assert_eq!(open.comparison.columns, before);
    assert_eq!((open.table.pinned, open.table.turn), (1, Turn::IssuesAcross));
    assert_eq!(open.table.folded.iter().collect::<Vec<_>>(), [&AxisId::from("security")]);
    assert!(open.table.widths.is_set(&Key::Column(party("israel"))));
    assert!(!open.document.is_unsaved());
    assert_eq!(std::fs::read(window.path("talks.json")).unwrap(), PARIS, "nothing of it is in the file");
}

#[test]
fn another_file_and_a_sample_are_not_arranged_by_it() {
    let mut window = arranged();
    let other = window.path("other.json");
    std::fs::write(&other, PARIS).unwrap();
    window.ask(Request::Open(other));
    window.settle(|app| app.open_case().is_some_and(|open| open.table.turn == Turn::IssuesDown));
    let open = window.case();
    assert_eq!(open.columns, default_columns(&open.snapshot));
    assert!(open.table.folded.is_empty() && open.table.pinned == 0);
}

#[test]
fn what_is_gone_from_the_file_is_let_go_of_and_a_new_party_comes_last() {
    let mut window = arranged();
    window.command(Command::CloseCase);
    let text = String::from_utf8(PARIS.to_vec()).unwrap();
    let mut case: serde_json::Value = serde_json::from_str(&text).unwrap();
    case["parties"]
        .as_array_mut()
        .unwrap()
        .insert(0, serde_json::json!({ "id": "jordan", "name": "Jordan", "role": "principal" }));
    case["parties"].as_array_mut().unwrap().retain(|party| party["id"] != "un");
    let path = window.path("talks.json");
    std::fs::write(&path, serde_json::to_vec_pretty(&case).unwrap()).unwrap();
    window.ask(Request::Open(path));
    let columns = window.case().columns.clone();
    assert_eq!((columns.first(), columns.last()), (Some(&party("israel")), Some(&party("jordan"))));
    assert!(!columns.contains(&party("un")) && !columns.contains(&Column::Proposals));
}

#[test]
fn one_command_brings_the_columns_of_the_case_back() {
    let mut window = arranged();
    window.command(Command::ResetColumns);
    let open = window.case();
    assert_eq!(open.columns, default_columns(&open.snapshot));
    assert!(open.table.pinned == 0 && open.table.widths.all().is_empty());
    assert_eq!(open.table.turn, Turn::IssuesAcross, "the way round is no matter of the columns");
}
