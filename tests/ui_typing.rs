//! What is typed lands where it is meant to, whatever opens, moves or gets another name meanwhile.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use demarche::app::OpenCase;
use demarche::case::{Case, Ref};
use demarche::command::{Command, Request};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use serde_json::{Value, json};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

fn talks() -> Value {
    json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
        ],
        "axes": [
            { "id": "territorial", "name": "Territorial" },
            { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" },
        ],
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested" },
            { "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" },
        ],
        "positions": [{ "id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "All of it." }],
        "sources": [{ "id": "s", "publisher": "Reuters" }],
    })
}

fn with(case: &Value) -> Window {
    Window::with(&serde_json::to_vec(case).unwrap())
}

fn case(window: &mut Window) -> Case {
    Case::clone(window.case().document.snapshot().case())
}

fn steps(window: &mut Window) -> usize {
    window.case().document.steps().len()
}

/// A key and the sign that it makes, as a window tells of them.
fn stroke(modifiers: Modifiers, key: Key, sign: &str) -> Vec<Event> {
    let press = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    let sign = (!sign.is_empty()).then(|| Event::Text(sign.to_owned()));
    [press(true)].into_iter().chain(sign).chain([press(false)]).collect()
}

/// The keys of a keyboard that write these letters; a tab and the end of a line are the keys of that name.
fn strokes(letters: &str) -> Vec<Event> {
    let of_letter = |letter: char| match letter {
        '\t' => stroke(Modifiers::NONE, Key::Tab, ""),
        '\n' => stroke(Modifiers::NONE, Key::Enter, ""),
        letter => {
            let name = if letter == ' ' { "Space".to_owned() } else { letter.to_uppercase().to_string() };
            stroke(Modifiers::NONE, Key::from_name(&name).unwrap(), &letter.to_string())
        }
    };
    letters.chars().flat_map(of_letter).collect()
}

/// Presses keys so fast that the window hears of all of them at once, and goes on until nothing is left to do.
fn at_once(window: &mut Window, events: Vec<Event>) {
    window.input_mut().events.extend(events);
    window.settle(|app| app.open_case().is_none_or(OpenCase::is_settled));
    window.case();
}

fn select(window: &mut Window, target: &str) {
    window.ask(Request::Select(Ref::from(target)));
    window.press_with(Modifiers::ALT, Key::Num2);
}

#[test]
fn a_shortcut_with_alt_writes_nothing_into_the_field_that_has_the_keyboard() {
    let mut window = with(&talks());
    for (key, sign) in [(Key::Num1, "1"), (Key::Num2, "2"), (Key::Num3, "¡")] {
        select(&mut window, "position:all");
        window.press(Key::Enter);
        assert!(window.has_keyboard(Role::MultilineTextInput, "Text of demand"));
        at_once(&mut window, stroke(Modifiers::ALT, key, sign));
        assert!(!window.has_keyboard(Role::MultilineTextInput, ""), "{key:?}: {:?}", window.keyboard());
        assert_eq!(case(&mut window).positions.get(0).unwrap().text, "All of it.", "{key:?}");
    }
    // Nor does one that cannot be used now, and in a dialog.
    window.command(Command::OpenPath);
    at_once(&mut window, stroke(Modifiers::ALT, Key::Num2, "2"));
    let field = window.named(Role::TextInput, "");
    let value = egui_kittest::kittest::NodeT::accesskit_node(&field).value().unwrap_or_default();
    assert!(!value.contains('2'), "{value}");
    window.press(Key::Escape);
    // AltGr writes what it always does.
    select(&mut window, "position:all");
    window.press(Key::Enter);
    at_once(&mut window, stroke(Modifiers::NONE, Key::Num2, "@"));
    assert_eq!(case(&mut window).positions.get(0).unwrap().text, "All of it.@");
}

#[test]
fn what_is_typed_right_after_the_palette_or_the_search_was_opened_is_in_its_field() {
    let mut window = with(&talks());
    select(&mut window, "issue:land");
    let keys = [stroke(CTRL, Key::K, ""), strokes("new")].concat();
    at_once(&mut window, keys);
    assert_eq!(case(&mut window).issues.len(), 2);
    let field = window.keyboard().unwrap();
    let value = |window: &Window, role| {
        let node = window.named(role, "");
        egui_kittest::kittest::NodeT::accesskit_node(&node).value()
    };
    assert_eq!((field.0, value(&window, Role::TextInput).as_deref()), (Role::TextInput, Some("new")));
    window.press(Key::Escape);
    let keys = [stroke(CTRL, Key::F, ""), strokes("nil")].concat();
    at_once(&mut window, keys);
    assert_eq!(value(&window, Role::SearchInput).as_deref(), Some("nil"));
    assert_eq!(steps(&mut window), 0);
}
