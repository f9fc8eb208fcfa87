//! The whole window with a case in it: what is changed, taken back, saved and left behind.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::sync::Arc;

use demarche::app::{App, Origin};
use demarche::case::Ref;
use demarche::command::{Command, Request, Sample};
use demarche::edit::{Change, Edit, Intent, Noun};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const SAMPLE: &[u8] = include_bytes!("../sample-data/paris-2026.json");

fn read(window: &Window) -> String {
    std::fs::read_to_string(window.path("talks.json")).unwrap()
}

fn is_saved(app: &App) -> bool {
    app.open_case().is_some_and(|open| !open.document.is_unsaved())
}

#[test]
fn an_edit_is_shown_at_once_and_undone_by_its_keys() {
    let mut window = Window::sample();
    let id = window.first_position();
    let before = window.text_of(&id);
    window.reword(&id, "Something else entirely");
    assert_eq!(window.text_of(&id), "Something else entirely");
    assert_eq!(window.case().selection, Some(Ref::Position(id.clone())));
    window.press_with(CTRL, Key::Z);
    assert_eq!(window.text_of(&id), before);
    window.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.text_of(&id), "Something else entirely");
}

#[test]
fn saving_writes_the_edit_and_undoing_everything_writes_the_first_bytes_again() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "Something else entirely");
    window.command(Command::Save);
    window.settle(is_saved);
    assert!(read(&window).contains("Something else entirely"));
    window.command(Command::Undo);
    assert!(window.case().document.is_unsaved());
    window.command(Command::Save);
    window.settle(is_saved);
    assert_eq!(read(&window).as_bytes(), SAMPLE);
}

#[test]
fn leaving_unsaved_work_asks_and_cancel_keeps_it() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "Something else entirely");
    let again = Request::Open(window.path("talks.json"));
    for leaving in [Request::Do(Command::CloseCase), Request::OpenSample(Sample::Template), again] {
        window.ask(leaving);
        assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
        window.click(Role::Button, "Cancel");
        assert!(!window.shows(Role::AlertDialog, "Save the changes"));
        assert_eq!(window.text_of(&id), "Something else entirely");
    }
}

#[test]
fn what_is_given_up_by_reverting_comes_back_by_undo() {
    let mut window = Window::sample();
    let id = window.first_position();
    let before = window.text_of(&id);
    window.reword(&id, "Something else entirely");
    window.command(Command::Revert);
    assert!(window.shows(Role::AlertDialog, "Give up your changes"));
    window.click(Role::Button, "Revert");
    window.settle(is_saved);
    assert_eq!(window.text_of(&id), before);
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), "Something else entirely");
    assert!(window.case().document.is_unsaved());
    window.command(Command::Redo);
    assert!(!window.case().document.is_unsaved());
    assert_eq!(read(&window).as_bytes(), SAMPLE);
}

#[test]
fn leaving_can_save_first_or_let_go() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "Something else entirely");
    window.command(Command::Revert);
    assert!(window.shows(Role::AlertDialog, "Give up your changes"));
    window.click(Role::Button, "Revert");
    window.settle(is_saved);
    assert_eq!(read(&window).as_bytes(), SAMPLE);
    window.reword(&id, "Saved on the way out");
    window.command(Command::CloseCase);
    window.get_by_role_and_label(Role::Button, "Save").click();
    window.settle(|app| app.open_case().is_none());
    assert!(read(&window).contains("Saved on the way out"));
}

#[test]
fn a_new_party_gets_a_column_and_loses_it_when_it_is_undone() {
    let mut window = Window::sample();
    let before = window.case().columns.len();
    let party = serde_json::from_str(r#"{ "id": "france", "name": "France", "role": "observer" }"#).unwrap();
    let change = Change::Insert { at: usize::MAX, record: demarche::edit::Record::Party(Arc::new(party)) };
    let edit = Edit::new(Intent::Add(Noun::Party), vec![change], Some(Ref::Party("france".into())));
    window.ask(Request::Edit(Box::new(edit)));
    assert_eq!(window.case().columns.len(), before + 1);
    window.command(Command::Undo);
    assert_eq!(window.case().columns.len(), before);
}

#[test]
fn the_backup_is_the_version_that_was_opened_and_opens_as_a_copy() {
    let mut window = Window::keeping_work(SAMPLE);
    let id = window.first_position();
    let opened = window.text_of(&id);
    for text in ["The first save", "The second save"] {
        window.reword(&id, text);
        window.command(Command::Save);
        window.settle(is_saved);
    }
    assert!(read(&window).contains("The second save"));
    // As a user finds it: by its name, among all commands.
    window.press_with(CTRL, Key::K);
    window.type_text("open backup");
    window.press(Key::Enter);
    window.settle(|app| app.open_case().is_some_and(|open| matches!(open.origin, Origin::Untitled(_))));
    assert_eq!(window.text_of(&id), opened);
    assert_eq!(window.case().origin, Origin::Untitled("backup of talks.json".to_owned()));
    assert!(window.shows(Role::Label, "Untitled (backup of talks.json) · not saved yet"));
    assert!(read(&window).contains("The second save"), "opening the backup changes no file");
}

#[test]
fn a_file_that_was_not_saved_over_has_no_backup_and_that_is_said() {
    let mut window = Window::keeping_work(SAMPLE);
    window.command(Command::OpenBackup);
    assert!(window.shows(Role::Alert, "There is no backup of this file yet"));
    assert!(matches!(window.case().origin, Origin::File(_)));
}

#[test]
fn unsaved_work_is_asked_about_before_the_backup_takes_its_place() {
    let mut window = Window::keeping_work(SAMPLE);
    let id = window.first_position();
    window.reword(&id, "Saved");
    window.command(Command::Save);
    window.settle(is_saved);
    window.reword(&id, "Not saved");
    window.command(Command::OpenBackup);
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    window.click(Role::Button, "Cancel");
    assert_eq!(window.text_of(&id), "Not saved");
}

#[test]
fn a_name_without_an_ending_gets_that_of_a_case() {
    let mut window = Window::sample();
    window.command(Command::SaveAsPath);
    window.press_with(CTRL, Key::A);
    let path = window.path("second").display().to_string();
    window.type_text(&path);
    window.press(Key::Enter);
    let whole = window.path("second.json");
    window.settle(|app| app.open_case().is_some_and(|open| open.origin == Origin::File(whole.clone())));
    assert!(whole.exists() && !window.path("second").exists());
}

#[test]
fn what_is_copied_can_be_cited() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.ask(Request::Select(Ref::Position(id.clone())));
    window.key_press_modifiers(CTRL, Key::C);
    window.event(egui::Event::Copy);
    let mut copied = None;
    for _ in 0..4 {
        window.step();
        let commands = &window.output().platform_output.commands;
        copied = copied.or_else(|| {
            commands.iter().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
    }
    let copied = copied.unwrap();
    let text = window.text_of(&id);
    let case = window.case().snapshot.clone();
    let position = case.position(&id).unwrap();
    let publisher = &case.source(&position.evidence.first().unwrap().source).unwrap().publisher;
    assert!(copied.starts_with("Syrian Arab Republic: ") && copied.contains(&text), "{copied}");
    assert_eq!(copied.lines().filter(|line| line.starts_with("– ")).count(), position.evidence.len(), "{copied}");
    assert!(copied.contains(publisher), "{copied}");
}

#[test]
fn a_case_without_a_file_is_offered_a_name_to_be_saved_under() {
    let mut window = Window::empty();
    window.ask(Request::OpenSample(Sample::Template));
    window.settle(|app| app.open_case().is_some());
    window.command(Command::SaveAsPath);
    let field = window.get_by_role(Role::TextInput);
    let value = egui_kittest::kittest::NodeT::accesskit_node(&field).value().unwrap();
    let path = std::path::Path::new(&value);
    assert!(path.is_absolute() && path.extension().is_some_and(|ending| ending == "json"), "{value}");
}

/// Recovers what a crash has left behind.
fn recover(window: &mut Window) {
    window.wait_for(|window| window.shows(Role::Button, "Recover"));
    window.get_by_role_and_label(Role::Button, "Recover").click();
    window.settle(|app| app.open_case().is_some());
}

#[test]
fn a_file_that_cannot_be_read_after_a_crash_is_not_written_over() {
    let mut window = Window::keeping_work(SAMPLE);
    let id = window.first_position();
    window.reword(&id, "Typed before the crash");
    let theirs = "<<<<<<< ours\nsomebody else's work";
    let mut window = window.after_a_crash(|path| std::fs::write(path, theirs).unwrap());
    recover(&mut window);
    assert_eq!(window.text_of(&id), "Typed before the crash");
    window.command(Command::Save);
    window.wait_for(|window| window.shows(Role::AlertDialog, "Save over talks.json?"));
    window.click(Role::Button, "Cancel");
    assert_eq!(read(&window), theirs);
    window.get_by_role_and_label(Role::Button, "Keep mine").click();
    window.run();
    window.command(Command::Save);
    window.settle(is_saved);
    assert!(read(&window).contains("Typed before the crash"));
}

#[test]
fn what_is_saved_after_a_crash_leaves_a_backup_of_the_file() {
    let mut window = Window::keeping_work(SAMPLE);
    let id = window.first_position();
    let opened = window.text_of(&id);
    window.reword(&id, "Typed before the crash");
    let mut window = window.after_a_crash(|_| ());
    recover(&mut window);
    window.command(Command::Save);
    window.settle(is_saved);
    assert!(read(&window).contains("Typed before the crash"));
    window.command(Command::OpenBackup);
    window.settle(|app| app.open_case().is_some_and(|open| matches!(open.origin, Origin::Untitled(_))));
    assert_eq!(window.text_of(&id), opened);
}
