//! The heads of the table: reached and edited by keyboard, moved by drag and by keys; and where letters mean something.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/talks.rs"]
mod talks;
#[path = "support/window.rs"]
mod window;

use demarche::app::Mode;
use demarche::case::Ref;
use demarche::command::{Command, Request};
use demarche::compare::Column;
use demarche::words::{axes, screen};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use serde_json::{Value, json};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

fn talks() -> Value {
    talks::talks(json!({
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
            { "id": "usa", "name": "United States", "short_name": "USA", "role": "mediator" },
        ],
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested" },
            { "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "unknown" },
        ],
        "positions": [
            { "id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "All of it." },
            { "id": "none", "party": "israel", "issue": "land", "kind": "red_line", "text": "None." },
            { "id": "talk", "party": "usa", "issue": "arms", "kind": "demand", "text": "Talk." },
        ],
        "proposals": [{ "id": "p", "sponsor": "usa", "title": "Paper", "text": "", "status": "floated",
            "terms": [{ "issue": "land", "text": "Half." }] }],
    }))
}

/// The program on a small case, in which nothing is selected.
fn window() -> Window {
    Window::with(&serde_json::to_vec(&talks()).unwrap())
}

/// The same with room for all columns.
fn wide() -> Window {
    let mut window = window();
    window.command(Command::ToggleNavigator);
    window.command(Command::ToggleInspector);
    window
}

/// The same, turned so often, with the keyboard in the table.
fn turned(times: usize) -> Window {
    let mut window = window();
    for _ in 0..times {
        window.press_with(CTRL, Key::T);
    }
    window.press_with(Modifiers::ALT, Key::Num2);
    window
}

fn select(window: &mut Window, target: &str) {
    window.ask(Request::Select(Ref::from(target)));
    window.press_with(Modifiers::ALT, Key::Num2);
}

fn press(window: &mut Window, keys: &[Key]) {
    for key in keys {
        window.press(*key);
        window.case();
    }
}

/// What each field that is being edited is called, and what it holds.
fn fields(window: &Window) -> Vec<(String, String)> {
    let is_field = |role: Role| matches!(role, Role::MultilineTextInput | Role::TextInput);
    let nodes = window.query_all_by(|node| is_field(node.role()));
    nodes
        .map(|node| {
            let node = node.accesskit_node();
            (node.label().unwrap_or_default(), node.value().unwrap_or_default())
        })
        .collect()
}

fn field(name: &str, text: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), text.to_owned())]
}

/// The parties as the case has them.
fn parties(window: &mut Window) -> Vec<String> {
    let open = window.case();
    open.document.snapshot().case().parties.iter().map(|party| party.id.to_string()).collect()
}

/// The columns as they are shown.
fn columns(window: &mut Window) -> Vec<String> {
    let name = |column: &Column| match column {
        Column::Party(party) => party.to_string(),
        Column::Proposals => "proposals".to_owned(),
    };
    window.case().comparison.columns.iter().map(name).collect()
}

fn steps(window: &mut Window) -> usize {
    window.case().document.done()
}

fn issues(window: &mut Window) -> Vec<String> {
    let open = window.case();
    open.document.snapshot().case().issues.iter().map(|issue| format!("{}@{}", issue.id, issue.axis)).collect()
}

fn has_keyboard(node: &AccessKitNode<'_>) -> bool {
    node.is_focused()
}

/// Where the keyboard is.
fn here(window: &Window) -> (Role, String) {
    window.keyboard().unwrap()
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn double_click(window: &mut Window, at: Pos2) {
    window.event(Event::PointerMoved(at));
    window.step();
    // A frame of the harness takes as long as half a double click may.
    for _ in 0..2 {
        window.input_mut().events.extend([button(at, true), button(at, false)]);
        window.step();
    }
    window.run();
}

/// Takes up a head and brings it to a point beside the middle of another, without letting go.
fn take(window: &mut Window, role: Role, from: &str, to: &str, beside: egui::Vec2) -> Pos2 {
    let start = window.named(role, from).rect().left_top() + vec2(40.0, 16.0);
    let end = window.named(role, to).rect().center() + beside;
    for event in [Event::PointerMoved(start), button(start, true)] {
        window.event(event);
        window.step();
    }
    for part in [0.3, 0.7, 1.0] {
        window.event(Event::PointerMoved(start + (end - start) * part));
        window.step();
    }
    end
}

/// Drags a head to a point beside the middle of another, with keys held down.
fn drag(window: &mut Window, keys: Modifiers, role: Role, (from, to): (&str, &str), beside: egui::Vec2) {
    let end = take(window, role, from, to, beside);
    window.event(Event::ModifiersChanged(keys));
    window.event(button(end, false));
    window.step();
    window.event(Event::ModifiersChanged(Modifiers::NONE));
    window.run();
}

#[test]
fn the_arrows_lead_up_to_the_heads_of_the_columns_and_down_again_in_the_same_column() {
    let mut window = turned(0);
    press(&mut window, &[Key::ArrowDown, Key::ArrowRight, Key::ArrowRight]);
    let cell = here(&window);
    assert!(cell.1.starts_with("Israel, T1 Land, Red line"), "{cell:?}");
    press(&mut window, &[Key::ArrowUp]);
    assert!(window.has_keyboard(Role::DisclosureTriangle, "Territorial"), "{:?}", here(&window));
    press(&mut window, &[Key::ArrowUp]);
    assert_eq!(here(&window), (Role::ColumnHeader, "Israel, principal".to_owned()));
    assert_eq!(window.case().selection, Some(Ref::from("party:israel")));
    assert!(window.is_chosen(Role::ColumnHeader, "Israel, principal"), "it is told that it is selected");
    press(&mut window, &[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(here(&window), cell);
    press(&mut window, &[Key::ArrowUp, Key::ArrowUp, Key::Home, Key::ArrowLeft]);
    assert_eq!(here(&window).1, "Syria, principal", "nothing stands further to the left");
    press(&mut window, &[Key::End]);
    assert_eq!(here(&window).1, "USA, United States, mediator");
    press(&mut window, &[Key::ArrowLeft]);
    assert_eq!(here(&window), (Role::ColumnHeader, screen::PROPOSALS.to_owned()));
    assert_eq!(window.case().selection, None, "it stands for no record");
    press(&mut window, &[Key::ArrowRight, Key::ArrowRight, Key::Escape]);
    assert_eq!(window.case().selection, None);
}

#[test]
fn enter_f2_and_a_double_click_open_a_partys_head_and_tab_goes_to_the_next() {
    let mut window = turned(0);
    press(&mut window, &[Key::ArrowDown, Key::ArrowUp, Key::ArrowUp]);
    assert_eq!(here(&window), (Role::ColumnHeader, "Syria, principal".to_owned()));
    press(&mut window, &[Key::Enter]);
    assert_eq!(fields(&window), field("Name of party Syria", "Syria"));
    window.type_text(" (SAR)");
    press(&mut window, &[Key::Tab]);
    assert_eq!(fields(&window), field("Name of party Israel", "Israel"));
    press(&mut window, &[Key::Tab]);
    assert_eq!(fields(&window), field("Name of party USA", "USA"), "proposals have no name to be changed");
    window.press_with(Modifiers::SHIFT, Key::Tab);
    assert_eq!(fields(&window), field("Name of party Israel", "Israel"));
    window.type_text(" (IL)");
    window.press_with(CTRL, Key::Enter);
    assert_eq!(fields(&window), []);
    assert_eq!(here(&window), (Role::ColumnHeader, "Israel (IL), principal".to_owned()), "the keyboard is back");
    assert_eq!(steps(&mut window), 2);
    press(&mut window, &[Key::F2]);
    window.type_text("?");
    press(&mut window, &[Key::Escape]);
    assert_eq!(here(&window), (Role::ColumnHeader, "Israel (IL), principal".to_owned()), "Escape gives the text back");
    assert_eq!((fields(&window), steps(&mut window)), (vec![], 2));
    let at = window.named(Role::ColumnHeader, "USA").rect().center();
    double_click(&mut window, at);
    assert_eq!(fields(&window), field("Name of party USA", "USA"));
}

#[test]
fn in_the_turned_table_issues_head_columns_and_parties_rows_and_each_is_edited_there() {
    let mut window = turned(1);
    press(&mut window, &[Key::ArrowDown, Key::ArrowRight, Key::ArrowUp]);
    assert_eq!(here(&window), (Role::ColumnHeader, "T1 Land, Contested".to_owned()));
    press(&mut window, &[Key::Enter]);
    assert_eq!(fields(&window), field("Title of issue T1", "Land"));
    press(&mut window, &[Key::Tab]);
    assert_eq!(fields(&window), field("Title of issue T2", "Water"));
    window.type_text(" and wells");
    window.press_with(CTRL, Key::Enter);
    assert_eq!(here(&window), (Role::ColumnHeader, "T2 Water and wells, Unknown".to_owned()));
    press(&mut window, &[Key::ArrowDown, Key::Home]);
    assert_eq!(here(&window), (Role::RowHeader, "Syria, principal".to_owned()));
    press(&mut window, &[Key::Enter]);
    assert_eq!(fields(&window), field("Name of party Syria", "Syria"));
    window.type_text("n side");
    press(&mut window, &[Key::Enter, Key::ArrowDown]);
    assert_eq!(here(&window), (Role::RowHeader, "Israel, principal".to_owned()));
    assert_eq!(steps(&mut window), 2);
    press(&mut window, &[Key::F2]);
    assert_eq!(fields(&window), field("Name of party Israel", "Israel"));
}

#[test]
fn with_axes_as_columns_their_heads_and_the_lines_of_issues_are_edited_where_they_stand() {
    let mut window = turned(2);
    press(&mut window, &[Key::ArrowDown, Key::ArrowRight, Key::ArrowUp]);
    let (role, name) = here(&window);
    assert!(role == Role::ColumnHeader && name.starts_with("Territorial, "), "{name}");
    press(&mut window, &[Key::Enter]);
    assert_eq!(fields(&window), field("Name of axis Territorial", "Territorial"));
    window.type_text(" matters");
    press(&mut window, &[Key::Tab]);
    assert_eq!(fields(&window), field("Name of axis Security", "Security"));
    press(&mut window, &[Key::Escape]);
    assert!(here(&window).1.starts_with("Security, "));
    select(&mut window, "axis:territorial");
    assert!(here(&window).1.starts_with("Territorial matters, "), "{:?}", here(&window));
    // An issue has a line in the cell of each party; it is edited in the one where the keyboard is.
    press(&mut window, &[Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown]);
    assert!(here(&window).1.starts_with("T1 Land"), "{:?}", here(&window));
    let focused = |window: &Window| window.query_all_by(has_keyboard).next().unwrap().rect();
    let place = focused(&window);
    press(&mut window, &[Key::Enter]);
    assert_eq!(fields(&window), field("Title of issue T1", "Land"));
    let edited = window.get_by_role_and_label(Role::TextInput, "Title of issue T1").rect();
    assert!(place.contains(edited.center()), "the field stands at {edited:?}, the line at {place:?}");
    window.type_text("s");
    assert_eq!(fields(&window), field("Title of issue T1", "Lands"));
    window.press_with(CTRL, Key::Enter);
    assert!(here(&window).1.starts_with("T1 Lands"), "{:?}", here(&window));
    assert!(place.contains(focused(&window).center()));
    press(&mut window, &[Key::Home, Key::Enter]);
    assert_eq!(fields(&window), field("Name of party Israel", "Israel"));
}

#[test]
fn an_axiss_band_is_edited_by_enter_and_by_a_double_click_and_stays_unfolded() {
    let mut window = turned(0);
    press(&mut window, &[Key::ArrowDown, Key::ArrowUp, Key::Enter]);
    assert_eq!(fields(&window), field("Name of axis Territorial", "Territorial"));
    window.type_text(" matters");
    window.press_with(CTRL, Key::Enter);
    assert!(window.has_keyboard(Role::DisclosureTriangle, "Territorial matters, "));
    let at = window.named(Role::DisclosureTriangle, "Security").rect().left_center() + vec2(60.0, 0.0);
    double_click(&mut window, at);
    assert_eq!(fields(&window), field("Name of axis Security", "Security"));
    window.named(Role::RowHeader, "S1 Arms");
}

#[test]
fn a_click_on_a_head_gives_the_table_the_keyboard() {
    for (times, role, first, second) in [
        (0, Role::ColumnHeader, "Syria, principal", "Israel, principal"),
        (1, Role::ColumnHeader, "T1 Land, Contested", "T2 Water, Unknown"),
        (2, Role::ColumnHeader, "Territorial, ", "Security, "),
    ] {
        let mut window = turned(times);
        window.press_with(Modifiers::ALT, Key::Num1);
        window.named(role, first).click();
        window.run();
        assert!(window.has_keyboard(role, first), "{:?}", here(&window));
        press(&mut window, &[Key::ArrowRight]);
        assert!(window.has_keyboard(role, second), "{:?}", here(&window));
    }
    // The same for what heads a row.
    let mut window = turned(1);
    window.named(Role::RowHeader, "Israel").click();
    window.run();
    press(&mut window, &[Key::ArrowUp]);
    assert!(window.has_keyboard(Role::RowHeader, "Syria"));
}

#[test]
fn the_menu_of_a_head_opens_by_keyboard_and_that_of_proposals_makes_one() {
    let mut window = turned(0);
    select(&mut window, "party:israel");
    assert!(window.has_keyboard(Role::ColumnHeader, "Israel"), "{:?}", here(&window));
    window.press_with(Modifiers::SHIFT, Key::F10);
    window.named(Role::MenuItem, Command::MovePartyLeft.label());
    press(&mut window, &[Key::Escape, Key::ArrowRight, Key::Enter]);
    assert!(!window.shows(Role::MenuItem, Command::Remove.label()), "there is nothing to be removed");
    press(&mut window, &[Key::Enter]);
    assert_eq!(window.case().document.snapshot().case().proposals.len(), 2);
}

#[test]
fn a_partys_head_that_is_dragged_moves_the_party_in_the_case_as_one_step() {
    let mut window = wide();
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, ("USA", "Syria"), vec2(-40.0, 0.0));
    assert_eq!(parties(&mut window), ["usa", "syria", "israel"]);
    assert_eq!(columns(&mut window), ["usa", "syria", "israel", "proposals"]);
    assert_eq!(window.case().selection, Some(Ref::from("party:usa")));
    assert_eq!(steps(&mut window), 1);
    let undo = Command::Undo.label_now(window.case().situation());
    assert_eq!(undo, "Undo move party");
    window.press_with(CTRL, Key::Z);
    assert_eq!(parties(&mut window), ["syria", "israel", "usa"]);
    assert_eq!(columns(&mut window), ["syria", "israel", "proposals", "usa"]);
    assert!(!window.case().document.is_unsaved());
    window.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(columns(&mut window), ["usa", "syria", "israel", "proposals"]);
    // It is let go exactly there, on either side of what is no party.
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, ("Syria", screen::PROPOSALS), vec2(40.0, 0.0));
    assert_eq!(columns(&mut window), ["usa", "israel", "proposals", "syria"]);
    assert_eq!(parties(&mut window), ["usa", "israel", "syria"]);
}

#[test]
fn with_ctrl_a_head_is_moved_in_the_view_alone_and_so_is_that_of_proposals() {
    let mut window = wide();
    drag(&mut window, CTRL, Role::ColumnHeader, ("Israel", "Syria"), vec2(-40.0, 0.0));
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, (screen::PROPOSALS, "Israel"), vec2(-40.0, 0.0));
    assert_eq!(columns(&mut window), ["proposals", "israel", "syria", "usa"]);
    assert_eq!(parties(&mut window), ["syria", "israel", "usa"]);
    assert!(!window.case().document.is_unsaved());
    // The menu in the head says what is of the view, and gives it up again.
    window.click(Role::Button, &screen::column_menu("Syria"));
    window.click(Role::Button, screen::MOVE_LEFT);
    assert_eq!(columns(&mut window), ["proposals", "syria", "israel", "usa"]);
    window.click(Role::Button, &screen::column_menu("Syria"));
    window.click(Role::Button, Command::ResetColumns.label());
    assert_eq!(columns(&mut window), ["syria", "israel", "proposals", "usa"]);
    assert_eq!((parties(&mut window).join(" ").as_str(), steps(&mut window)), ("syria israel usa", 0));
}

#[test]
fn what_is_dragged_says_what_it_changes_and_escape_gives_it_up() {
    let mut window = window();
    let end = take(&mut window, Role::ColumnHeader, "Israel", "Syria", vec2(-40.0, 0.0));
    window.press(Key::Escape);
    window.event(button(end, false));
    window.run();
    assert_eq!((parties(&mut window).join(" ").as_str(), steps(&mut window)), ("syria israel usa", 0));
    assert_eq!(columns(&mut window), ["syria", "israel", "proposals", "usa"]);
}

#[test]
fn in_the_turned_table_rows_of_parties_and_columns_of_issues_are_dragged() {
    let mut window = turned(1);
    drag(&mut window, Modifiers::NONE, Role::RowHeader, ("Israel", "Syria"), vec2(0.0, -20.0));
    assert_eq!((parties(&mut window).join(" ").as_str(), steps(&mut window)), ("israel syria usa", 1));
    drag(&mut window, CTRL, Role::RowHeader, ("Israel", "Syria"), vec2(0.0, 20.0));
    assert_eq!((parties(&mut window).join(" ").as_str(), steps(&mut window)), ("israel syria usa", 1));
    assert_eq!(columns(&mut window)[..2], ["syria", "israel"]);
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, ("T2", "T1"), vec2(-40.0, 0.0));
    assert_eq!(issues(&mut window), ["water@territorial", "land@territorial", "arms@security"]);
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, ("T2", "S1"), vec2(40.0, 0.0));
    assert_eq!(issues(&mut window), ["land@territorial", "arms@security", "water@security"]);
    assert_eq!(steps(&mut window), 3);
    window.press_with(CTRL, Key::T);
    drag(&mut window, Modifiers::NONE, Role::ColumnHeader, ("Economic", "Territorial"), vec2(-40.0, 0.0));
    let axes = window.case().document.snapshot().case().axes.iter().map(|axis| axis.id.to_string()).collect::<Vec<_>>();
    assert_eq!(axes, ["economic", "territorial", "security"]);
}

#[test]
fn a_party_is_moved_by_keys_past_the_next_one_that_is_shown() {
    let mut window = window();
    select(&mut window, "party:usa");
    window.press_with(ALT_SHIFT, Key::ArrowLeft);
    assert_eq!(parties(&mut window), ["syria", "usa", "israel"]);
    assert_eq!(columns(&mut window), ["syria", "usa", "israel", "proposals"]);
    assert!(window.has_keyboard(Role::ColumnHeader, "USA"), "{:?}", here(&window));
    window.press_with(CTRL, Key::Z);
    assert_eq!(columns(&mut window), ["syria", "israel", "proposals", "usa"]);
    // One that is hidden is passed by.
    window.click(Role::Button, &screen::column_menu("Israel"));
    window.click(Role::Button, screen::HIDE_COLUMN);
    window.press_with(Modifiers::ALT, Key::Num2);
    window.press_with(ALT_SHIFT, Key::ArrowLeft);
    assert_eq!(parties(&mut window), ["usa", "syria", "israel"]);
    assert_eq!(columns(&mut window), ["usa", "syria", "proposals"]);
    // The other keys do the same where parties stand one below the other.
    window.press_with(CTRL, Key::T);
    window.press_with(ALT_SHIFT, Key::ArrowDown);
    assert_eq!(columns(&mut window), ["syria", "usa", "proposals"]);
    assert!(window.has_keyboard(Role::RowHeader, "USA"), "{:?}", here(&window));
}

const LETTERS: [Key; 7] = [Key::D, Key::C, Key::R, Key::I, Key::N, Key::P, Key::T];

/// Presses every letter that could make something; nothing must come of it.
fn letters_do_nothing(window: &mut Window, where_: &str) {
    for key in LETTERS {
        window.press(key);
        assert_eq!((steps(window), fields(window)), (0, vec![]), "{key:?} {where_}");
    }
}

#[test]
fn letters_make_nothing_unless_the_keyboard_is_in_the_table_on_what_is_selected() {
    let mut window = window();
    letters_do_nothing(&mut window, "with nothing selected, as the case is opened");
    window.press_with(Modifiers::ALT, Key::Num2);
    letters_do_nothing(&mut window, "with nothing selected, in the table");
    select(&mut window, "position:all");
    for (place, keys) in [("in the navigator", Key::Num1), ("in the inspector", Key::Num3)] {
        window.press_with(Modifiers::ALT, keys);
        letters_do_nothing(&mut window, place);
    }
    window.press_with(Modifiers::ALT, Key::Num2);
    window.press_with(Modifiers::SHIFT, Key::F10);
    letters_do_nothing(&mut window, "in a menu");
    window.press(Key::Escape);
    window.press_with(CTRL, Key::N);
    window.press(Key::D);
    window.press(Key::Escape);
    assert_eq!(steps(&mut window), 0, "in a dialog");
    // What is selected stands elsewhere.
    select(&mut window, "proposal:p");
    window.press_with(Modifiers::ALT, Key::Num2);
    window.ask(Request::Deselect);
    letters_do_nothing(&mut window, "with what was selected selected no longer");
    window.command(Command::ShowAxes);
    select(&mut window, "position:all");
    assert_eq!(window.case().mode, Mode::Axes);
    assert!(window.has_keyboard(Role::Group, axes::VIEW_NAME));
    letters_do_nothing(&mut window, "on the axes");
    window.command(Command::ShowTable);
    select(&mut window, "position:all");
    window.press(Key::D);
    assert_eq!(fields(&window), field("Text of demand by Syria on T1", ""), "here it is meant");
}

#[test]
fn on_a_head_letters_make_what_it_heads_and_no_position() {
    let mut window = window();
    select(&mut window, "party:israel");
    for key in [Key::D, Key::C, Key::R, Key::I, Key::T] {
        window.press(key);
        assert_eq!(steps(&mut window), 0, "{key:?}");
    }
    window.press(Key::P);
    assert_eq!(fields(&window), field("Name of the party", ""));
}

#[test]
fn in_a_case_without_an_issue_the_letters_that_the_page_names_make_the_first() {
    let mut case = talks();
    for list in ["issues", "positions", "proposals"] {
        case[list] = json!([]);
    }
    let mut window = Window::with(&serde_json::to_vec(&case).unwrap());
    window.get_by_label(screen::NO_ISSUES_HINT);
    window.press(Key::D);
    assert_eq!(steps(&mut window), 0);
    window.press(Key::N);
    assert_eq!(fields(&window), field("Title of issue T1", ""));
    window.press(Key::Escape);
    assert_eq!(steps(&mut window), 0);
    window.press(Key::P);
    assert_eq!(steps(&mut window), 1);
}
