//! Taking things out of a case: at once, or after it is said what would be left dangling.

#[path = "support/window.rs"]
mod window;

use std::sync::Arc;

use demarche::case::{Ref, check};
use demarche::command::{Command, Request};
use egui::Key;
use egui::accesskit::Role;
use window::Window;

fn problems(window: &mut Window) -> usize {
    check(window.case().document.snapshot()).len()
}

#[test]
fn what_nothing_points_at_is_removed_at_once_and_undo_brings_it_back() {
    let mut window = Window::sample();
    let before = Arc::clone(window.case().document.snapshot().case());
    let event = Ref::Event(before.events.get(0).unwrap().id.clone());
    window.ask(Request::Select(event.clone()));
    window.ask(Request::Do(Command::FocusComparison));
    window.press(Key::Delete);
    assert!(!window.shows(Role::AlertDialog, "Remove"));
    assert!(!window.case().document.snapshot().resolves(&event));
    window.command(Command::Undo);
    assert!(Arc::ptr_eq(window.case().document.snapshot().case(), &before));
}

#[test]
fn a_party_is_removed_with_everything_that_points_at_it_in_one_step() {
    let mut window = Window::sample();
    let before = Arc::clone(window.case().document.snapshot().case());
    let clean = problems(&mut window);
    window.ask(Request::Remove(Ref::Party("israel".into()).into()));
    assert!(window.shows(Role::AlertDialog, "Remove this party?"));
    assert!(window.shows(Role::Label, "speak of this party: go as well"));
    window.click(Role::Button, "Remove with its references");
    assert!(window.case().document.snapshot().party(&"israel".into()).is_none());
    assert_eq!(window.case().document.steps().len(), 1);
    assert!(problems(&mut window) <= clean + 1);
    window.command(Command::Undo);
    assert!(Arc::ptr_eq(window.case().document.snapshot().case(), &before));
}

#[test]
fn references_can_be_kept_and_are_then_problems() {
    let mut window = Window::sample();
    let clean = problems(&mut window);
    window.ask(Request::Remove(Ref::Party("israel".into()).into()));
    window.click(Role::Button, "Keep the references");
    assert!(window.case().document.snapshot().party(&"israel".into()).is_none());
    assert!(problems(&mut window) > clean + 5);
}

#[test]
fn cancel_removes_nothing() {
    let mut window = Window::sample();
    window.ask(Request::Remove(Ref::Axis("security".into()).into()));
    assert!(window.shows(Role::Label, "Every case has the axes"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::AlertDialog, "Remove") && !window.case().document.is_unsaved());
}

#[test]
fn the_delete_key_is_the_fields_while_one_types() {
    let mut window = Window::sample();
    let position = window.first_position();
    window.ask(Request::Select(Ref::Position(position.clone())));
    window.command(Command::Find);
    window.type_text("x");
    window.press(Key::Delete);
    assert!(window.case().document.snapshot().position(&position).is_some());
    assert!(!window.shows(Role::AlertDialog, "Remove"));
}
