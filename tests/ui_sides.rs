//! The panels beside the comparison, where there is little room: they give way, and open over it.

#[path = "support/window.rs"]
mod window;

use demarche::case::{Kind, Status};
use demarche::command::{Command, Request};
use demarche::compare::Filter;
use demarche::words::{panels, screen};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{Queryable as _, by};
use window::Window;

/// What the comparison keeps, whatever stands beside it.
const LEAST: f32 = 500.0;

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
fn a_wide_window_has_room_for_the_titles_of_the_navigator() {
    let mut window = sized(vec2(1280.0, 800.0));
    let row = |window: &Window| window.get(by().role(Role::TreeItem).label_contains(panels::ALL_ISSUES)).rect().width();
    let narrow = row(&window);
    window.set_size(vec2(1920.0, 1080.0));
    window.run();
    assert!(row(&window) > narrow + 50.0);
    window.set_size(vec2(1280.0, 800.0));
    window.run();
    assert!((row(&window) - narrow).abs() < 0.5);
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

#[test]
fn a_panel_over_the_comparison_is_made_wider_by_its_edge() {
    let mut window = sized(vec2(582.0, 600.0));
    window.click(Role::Button, panels::OPEN_INSPECTOR);
    let edge = |window: &Window| window.named(Role::Splitter, panels::PANEL_WIDTH).rect().center();
    let from = edge(&window);
    window.drag_at(from);
    window.hover_at(from - vec2(60.0, 0.0));
    window.run();
    window.drop_at(from - vec2(60.0, 0.0));
    window.run();
    assert!(sees_inspector(&window));
    assert!((edge(&window).x - (from.x - 60.0)).abs() < 2.0, "{from:?} {:?}", edge(&window));
}

#[test]
fn the_switch_of_the_views_stays_where_it_is_while_one_searches() {
    for width in [1280.0, 900.0] {
        let mut window = sized(vec2(width, 800.0));
        let before = window.named(Role::RadioButton, screen::TABLE).rect();
        window.command(Command::Find);
        window.type_text("withdrawal");
        window.run();
        assert_eq!(window.named(Role::RadioButton, screen::TABLE).rect(), before, "{width}");
        let field = window.named(Role::SearchInput, screen::SEARCH_NAME).rect();
        let switch = window.named(Role::RadioButton, screen::AXES).rect();
        assert!(field.left() > switch.right(), "{width}: {field:?} {switch:?}");
    }
}

#[test]
fn the_title_stands_clear_of_the_switch_in_a_narrow_window() {
    let window = sized(vec2(582.0, 600.0));
    let title = window.named(Role::Label, "Syria–Israel talks").rect();
    let switch = window.named(Role::RadioButton, screen::TABLE).rect();
    assert!(title.right() <= switch.left(), "{title:?} {switch:?}");
}

#[test]
fn the_line_of_filters_stays_one_line_when_two_things_are_filtered() {
    let mut window = sized(vec2(1280.0, 800.0));
    let top = |window: &Window| window.get(by().label(screen::TABLE_NAME)).rect().top();
    let before = top(&window);
    let filter = Filter { kinds: vec![Kind::Demand], statuses: vec![Status::Contested], ..Filter::default() };
    window.ask(Request::Filter(filter));
    window.run();
    assert!((top(&window) - before).abs() < 1.0, "the table jumps from {before} to {}", top(&window));
    // What is said in short on the screen is said in full to those who hear it.
    window.named(Role::Button, &screen::chosen_one(screen::KIND, "Demand"));
}

#[test]
fn a_menu_of_the_filter_grows_with_its_lines() {
    let mut window = sized(vec2(1280.0, 800.0));
    window.click(Role::Button, screen::KIND);
    window.click(Role::CheckBox, "Demand");
    window.run();
    let interest = window.named(Role::CheckBox, "Interest").rect();
    let all = window.named(Role::CheckBox, screen::SHOW_ALL).rect();
    assert!(all.top() >= interest.bottom() && interest.height() > 20.0, "{interest:?} {all:?}");
}
