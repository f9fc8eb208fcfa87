//! Two versions of a case that clash, decided side by side.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::case::{Kind, PositionId, Ref};
use demarche::command::{Command, OutsideAnswer, Request};
use demarche::edit::{Change, Field, Intent, References, add_position, apply, remove};
use demarche::file;
use egui::Key;
use egui::accesskit::Role;
use window::Window;

/// The window has reworded the first position, and somebody else has done so in the file as well as its title.
fn clashing() -> (Window, PositionId) {
    let mut window = Window::sample();
    let id = window.first_position();
    let was = window.text_of(&id);
    window.reword(&id, "What we have made of it");
    let path = window.path("talks.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let theirs = text.replacen(&was, "What they have made of it", 1).replacen("Syria–Israel talks", "The talks", 1);
    std::fs::write(&path, theirs).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json"));
    merge(&mut window);
    (window, id)
}

/// Asks to merge, and waits for the page that asks how.
fn merge(window: &mut Window) {
    window.ask(Request::Outside(OutsideAnswer::Merge));
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
}

/// Waits until both versions are one.
fn merged(window: &mut Window) {
    window.settle(|app| app.open_case().is_some_and(|open| open.document.undoes() == Some(Intent::TakeIn)));
}

#[test]
fn a_conflict_is_decided_by_keyboard_and_everything_else_comes_together() {
    let (mut window, id) = clashing();
    assert!(window.shows(Role::Dialog, "Bring both versions together"));
    assert!(window.shows(Role::Label, "taken in from the file: 1 changed"));
    assert!(window.shows(Role::RadioButton, "Mine: What we have made of it"));
    assert!(window.shows(Role::RadioButton, "Original: "));
    assert!(window.shows(Role::Label, "1 conflict left to decide"));
    window.named(Role::RadioButton, "Mine: ").focus();
    window.run();
    window.press(Key::ArrowRight);
    assert!(window.has_keyboard(Role::RadioButton, "Theirs: What they have made of it"));
    assert!(window.shows(Role::Label, "All decided"));
    window.click(Role::Button, "Merge");
    merged(&mut window);
    assert_eq!(window.text_of(&id), "What they have made of it");
    assert!(window.case().snapshot.case().title.starts_with("The talks"));
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), "What we have made of it");
}

#[test]
fn all_can_be_decided_at_once() {
    let (mut window, id) = clashing();
    window.click(Role::Button, "All mine");
    window.click(Role::Button, "Merge");
    merged(&mut window);
    assert_eq!(window.text_of(&id), "What we have made of it");
    assert!(window.case().snapshot.case().title.starts_with("The talks"));
}

#[test]
fn cancel_leaves_the_question_standing() {
    let (mut window, id) = clashing();
    window.press(Key::Escape);
    assert_eq!(window.text_of(&id), "What we have made of it");
    assert!(window.case().snapshot.case().title.starts_with("Syria"));
    assert!(window.shows(Role::Alert, "talks.json"));
    merge(&mut window);
}

/// The window has reworded the first position, and somebody else has given the file another title.
fn apart() -> (Window, PositionId) {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "What we have made of it");
    let path = window.path("talks.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("Syria–Israel talks", "The talks", 1)).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json"));
    (window, id)
}

#[test]
fn what_comes_in_without_a_conflict_is_told_and_can_be_taken_back() {
    let (mut window, id) = apart();
    window.ask(Request::Outside(OutsideAnswer::Merge));
    merged(&mut window);
    assert!(window.shows(Role::Alert, "Merged: taken in from talks.json: 1 changed."));
    assert_eq!(window.text_of(&id), "What we have made of it");
    assert!(window.case().snapshot.case().title.starts_with("The talks"));
    window.click(Role::Button, "Undo");
    assert!(window.case().snapshot.case().title.starts_with("Syria"));
    assert!(!window.shows(Role::Alert, "Merged"), "it is of no use any more");
    assert_eq!(window.text_of(&id), "What we have made of it");
}

#[test]
fn the_news_of_a_merge_goes_with_the_next_edit() {
    let (mut window, id) = apart();
    window.ask(Request::Outside(OutsideAnswer::Merge));
    merged(&mut window);
    assert!(window.shows(Role::Alert, "Merged"));
    window.reword(&id, "And more");
    window.run();
    assert!(!window.shows(Role::Alert, "Merged"));
}

#[test]
fn what_comes_together_without_a_question_is_told_and_undone_in_one_step() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "What we have made of it");
    let path = window.path("talks.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("Syria–Israel talks", "The talks", 1)).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed"));
    window.click(Role::Button, "Merge…");
    window.wait_for(|window| window.shows(Role::Alert, "Merged"));
    assert!(window.shows(Role::Alert, "Merged: taken in from talks.json: 1 changed."));
    assert!(window.case().snapshot.case().title.starts_with("The talks"));
    window.click(Role::Button, "Close");
    assert!(!window.shows(Role::Alert, "Merged"));
    window.command(Command::Undo);
    assert!(window.case().snapshot.case().title.starts_with("Syria"));
    assert_eq!(window.text_of(&id), "What we have made of it");
}

/// The window has the first with a position more, and somebody else the second; both made it in the same cell.
fn both_adding(ours: &str, theirs: &str) -> Window {
    let mut window = Window::sample();
    let path = window.path("talks.json");
    let snapshot = window.case().snapshot.clone();
    let party = snapshot.case().parties.get(0).unwrap().id.clone();
    let issue = snapshot.case().issues.get(0).unwrap().id.clone();
    let (edit, target) = add_position(&snapshot, &party, &issue, Kind::Demand);
    window.ask(Request::Edit(Box::new(edit)));
    window.run();
    window.reword(&PositionId::from(target.id()), ours);
    let (edit, target) = add_position(&snapshot, &party, &issue, Kind::RedLine);
    let written = Change::Set {
        key: target.into(),
        fields: vec![Field { name: "text".into(), value: Some(format!("\"{theirs}\"").into()) }],
    };
    let file = apply(&snapshot, &[edit.changes, vec![written]].concat()).unwrap();
    std::fs::write(&path, file::to_bytes(&file)).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json"));
    window
}

#[test]
fn two_statements_in_one_cell_are_both_kept_and_told() {
    let mut window = both_adding("Compensation", "No talks on Jerusalem");
    window.ask(Request::Outside(OutsideAnswer::Merge));
    merged(&mut window);
    let case = window.case().snapshot.case().clone();
    let kinds: Vec<_> = ["Compensation", "No talks on Jerusalem"]
        .map(|text| case.positions.iter().find(|position| position.text == text).unwrap().kind.as_str().to_owned())
        .into();
    assert_eq!(kinds, ["demand", "red_line"]);
    assert!(window.shows(Role::Alert, "Both of you had added something under one id; both are kept"));
}

/// The window has a position more on the last issue, which somebody else has removed.
fn used_and_removed() -> (Window, PositionId) {
    let mut window = Window::sample();
    let path = window.path("talks.json");
    let snapshot = window.case().snapshot.clone();
    let issue = snapshot.case().issues.last().unwrap().id.clone();
    let party = snapshot.case().parties.get(0).unwrap().id.clone();
    let (edit, target) = add_position(&snapshot, &party, &issue, Kind::Demand);
    let id = PositionId::from(target.id());
    window.ask(Request::Edit(Box::new(edit)));
    window.run();
    window.reword(&id, "My long typed demand");
    let key = Ref::Issue(issue).into();
    let removal = remove(&snapshot, &key, References::Remove).unwrap();
    let theirs = apply(&snapshot, &removal.changes).unwrap();
    std::fs::write(&path, file::to_bytes(&theirs)).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json"));
    merge(&mut window);
    (window, id)
}

#[test]
fn what_somebody_else_removed_and_is_used_here_is_asked_about() {
    let (mut window, id) = used_and_removed();
    assert!(window.shows(Role::Heading, "removed by one, used anew by the other"));
    assert!(window.shows(Role::RadioButton, "Mine: Kept, and used anew by:"));
    assert!(window.shows(Role::RadioButton, "Theirs: Removed from the case. This goes with it, or loses the link:"));
    assert!(window.shows(Role::RadioButton, "My long typed demand"));
    assert!(!window.shows(Role::RadioButton, "Original"));
    window.click(Role::Button, "All mine");
    window.press_with(egui::Modifiers::COMMAND, Key::Enter);
    merged(&mut window);
    assert_eq!(window.text_of(&id), "My long typed demand");
    let case = &window.case().snapshot;
    assert!(case.issue(&case.position(&id).unwrap().issue).is_some());
}

#[test]
fn removing_takes_along_what_uses_it_and_undo_brings_it_back() {
    let (mut window, id) = used_and_removed();
    window.click(Role::Button, "All theirs");
    window.named(Role::Button, "Merge").focus();
    window.run();
    window.press(Key::Enter);
    merged(&mut window);
    assert!(window.case().snapshot.position(&id).is_none());
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), "My long typed demand");
}

#[test]
fn the_keys_that_are_done_elsewhere_merge_once_all_is_decided_and_choose_nothing() {
    let (mut window, id) = clashing();
    window.named(Role::RadioButton, "Mine: ").focus();
    window.run();
    window.press_with(egui::Modifiers::COMMAND, Key::Enter);
    assert!(window.shows(Role::Label, "1 conflict left to decide"));
    window.press(Key::ArrowRight);
    window.named(Role::RadioButton, "Mine: ").focus();
    window.run();
    window.press_with(egui::Modifiers::COMMAND, Key::Enter);
    merged(&mut window);
    assert_eq!(window.text_of(&id), "What they have made of it");
}
