//! The panels beside the comparison, where there is little room: they give way, and open over it.

#[path = "support/window.rs"]
mod window;

use demarche::command::Command;
use demarche::words::{panels, screen};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{Queryable as _, by};
use window::Window;

/// What the comparison keeps, whatever stands beside it.
const LEAST: f32 = 355.0;

fn sized(size: Vec2) -> Window {
    let mut window = Window::sample();
    window.set_size(size);
    window.run();
    window
}

/// The width of the table, in points.
fn table(window: &Window) -> f32 {
    window.get(by().label(screen::TABLE_NAME)).rect().width()
}

fn sees_inspector(window: &Window) -> bool {
    window.shows(Role::Document, panels::INSPECTOR)
}

fn sees_navigator(window: &Window) -> bool {
    window.shows(Role::TreeItem, panels::ALL_ISSUES)
}

#[test]
fn the_panels_give_way_one_after_the_other_before_the_comparison_gets_too_narrow() {
    for (width, navigator, inspector) in [(1280.0, true, true), (800.0, true, false), (582.0, false, false)] {
        let window = sized(vec2(width, 600.0));
        assert_eq!((sees_navigator(&window), sees_inspector(&window)), (navigator, inspector), "{width}");
        assert!(table(&window) >= LEAST, "{width}: {}", table(&window));
    }
}

#[test]
fn where_there_is_room_again_the_panels_stand_beside_the_comparison_as_before() {
    let mut window = sized(vec2(582.0, 600.0));
    window.set_size(vec2(1280.0, 800.0));
    window.run();
    assert!(sees_navigator(&window) && sees_inspector(&window));
    assert!(!window.shows(Role::Button, panels::OPEN_INSPECTOR));
}

#[test]
fn a_panel_without_room_opens_over_the_comparison_by_its_edge_and_by_key() {
    let mut window = sized(vec2(582.0, 600.0));
    let before = table(&window);
    for (open, close, key, sees) in [
        (panels::OPEN_INSPECTOR, panels::CLOSE_INSPECTOR, Key::F7, sees_inspector as fn(&Window) -> bool),
        (panels::OPEN_NAVIGATOR, panels::CLOSE_NAVIGATOR, Key::F6, sees_navigator),
    ] {
        window.click(Role::Button, open);
        assert!(sees(&window));
        assert!((table(&window) - before).abs() < 0.5, "it stands over the comparison, and moves nothing");
        window.click(Role::Button, close);
        assert!(!sees(&window));
        window.press(key);
        assert!(sees(&window));
        window.press(key);
        assert!(!sees(&window));
    }
}

#[test]
fn one_goes_to_a_panel_that_stands_over_the_comparison_and_back_by_keyboard() {
    let mut window = sized(vec2(582.0, 600.0));
    window.press_with(Modifiers::ALT, Key::Num1);
    assert!(sees_navigator(&window));
    window.press_with(Modifiers::ALT, Key::Num3);
    assert!(sees_inspector(&window) && !sees_navigator(&window));
    window.press(Key::Escape);
    assert!(!sees_inspector(&window));
    assert!(window.keyboard().is_some(), "the keyboard is in the comparison");
    window.press_with(Modifiers::ALT, Key::Num3);
    window.press_with(Modifiers::ALT, Key::Num2);
    assert!(!sees_inspector(&window));
    // A form is opened over it too.
    window.command(Command::EditRecord);
    assert!(window.shows(Role::Form, panels::INSPECTOR));
}

#[test]
fn a_panel_that_was_folded_away_by_hand_stays_so() {
    let mut window = Window::sample();
    window.press(Key::F7);
    window.set_size(vec2(582.0, 600.0));
    window.run();
    assert!(!window.shows(Role::Button, panels::OPEN_INSPECTOR));
    assert!(window.shows(Role::Button, panels::OPEN_NAVIGATOR));
}
