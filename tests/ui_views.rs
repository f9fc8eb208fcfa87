//! What the window tells of what it shows as a whole: for whom it is, of which time, and what is folded away.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/talks.rs"]
mod talks;
#[path = "support/window.rs"]
mod window;

use demarche::case::{Ref, Visibility};
use demarche::command::{Choice, Command, Request};
use demarche::compare::Filter;
use demarche::edit::{Key, Record, set};
use demarche::words::{panels, screen};
use egui::accesskit::Role;
use egui_kittest::kittest::{Queryable as _, by};
use serde_json::{Value, json};
use window::Window;

/// A case that its author calls public, with an internal demand, an internal judgement and a shared proposal.
fn talks() -> Value {
    talks::talks(json!({
        "handling": "Public sources only",
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested",
              "options": [{ "id": "none", "label": "None" }, { "id": "half", "label": "Half" },
                          { "id": "all", "label": "All" }] },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "agreed" },
        ],
        "positions": [
            { "id": "a", "party": "syria", "issue": "land", "kind": "demand", "text": "All of it.",
              "options": ["all"] },
            { "id": "b", "party": "israel", "issue": "land", "kind": "concession", "text": "Half of it.",
              "options": ["half"], "visibility": "internal" },
        ],
        "proposals": [{ "id": "p", "sponsor": "syria", "title": "A draft", "text": "A draft", "status": "floated",
            "visibility": "shared", "terms": [{ "issue": "land", "text": "Nothing", "option": "none" }] }],
        "assessments": [{ "party": "syria", "issue": "arms", "weight": 70 }],
        "rounds": [{ "id": "r1", "label": "Round 1" }, { "id": "r2", "label": "Round 2" }],
    }))
}

fn window() -> Window {
    Window::with(&serde_json::to_vec(&talks()).unwrap())
}

const NOTE: &str = "This window shows";

#[test]
fn beside_the_banner_stands_what_of_the_window_is_not_public_and_a_click_leaves_only_what_is() {
    let mut window = window();
    window.named(Role::Button, "This window shows internal and shared items");
    window.click(Role::Button, NOTE);
    assert_eq!(window.case().filter.visibilities, [Visibility::Public]);
    assert!(!window.shows(Role::Button, NOTE));
    assert!(!window.shows(Role::Cell, "Half of it."));
}

#[test]
fn a_judgement_in_the_inspector_counts_as_shown_and_a_click_takes_it_off_the_screen() {
    let mut window = window();
    window.ask(Request::Filter(Filter { visibilities: vec![Visibility::Public], ..Filter::default() }));
    window.run();
    assert!(!window.shows(Role::Button, NOTE));
    window.ask(Request::Select(Ref::from("issue:arms")));
    window.run();
    window.run();
    window.click(Role::Button, "This window shows internal items");
    assert_eq!(window.case().selection, None);
    assert!(!window.shows(Role::Button, NOTE));
    // Where the inspector is folded away, it shows nothing.
    window.ask(Request::Select(Ref::from("issue:arms")));
    window.command(Command::ToggleInspector);
    window.run();
    assert!(!window.shows(Role::Button, NOTE));
}

#[test]
fn an_edit_that_makes_something_internal_is_noted_at_once() {
    let mut case = talks();
    case["positions"][1]["visibility"] = json!("public");
    case["proposals"][0]["visibility"] = json!("public");
    let mut window = Window::with(&serde_json::to_vec(&case).unwrap());
    assert!(!window.shows(Role::Button, NOTE));
    let position = window.case().document.snapshot().position(&"a".into()).unwrap().clone();
    let mut internal = (*position).clone();
    internal.visibility = Some(Visibility::Internal);
    let key = Key::Record(Ref::from("position:a"));
    let edit = set(key, &Record::from((*position).clone()), &Record::from(internal), None).unwrap();
    window.ask(Request::Edit(Box::new(edit)));
    window.run();
    window.named(Role::Button, "This window shows internal items");
}

#[test]
fn where_a_round_is_shown_the_statuses_are_said_to_be_todays() {
    let mut window = window();
    window.named(Role::RowHeader, "T1 Land, Contested");
    window.ask(Request::Filter(Filter { round: Some("r1".into()), ..Filter::default() }));
    window.run();
    window.named(Role::RowHeader, "T1 Land, Today: contested");
    window.named(Role::DisclosureTriangle, "Territorial, 1 issue · today 1 contested");
}

#[test]
fn an_option_that_only_a_proposal_names_is_not_said_to_be_nobodys() {
    let mut window = window();
    window.ask(Request::Select(Ref::from("issue:land")));
    window.run();
    window.wait_for(|window| window.shows(Role::Link, "A draft"));
    assert!(!window.shows(Role::Label, panels::NOBODY));
}

#[test]
fn an_axis_folds_in_the_view_of_the_axes_as_in_the_table() {
    let mut window = window();
    window.command(Command::ShowAxes);
    window.run();
    let lines = |window: &Window, words: &str| {
        let lines = window.query_all(by().role(Role::Button).label_contains(words));
        lines.count()
    };
    assert_eq!((lines(&window, "T1 Land, Contested"), lines(&window, "S1 Arms, Agreed")), (1, 1));
    window.named(Role::DisclosureTriangle, "Territorial").click();
    window.run();
    assert_eq!((lines(&window, "T1 Land, Contested"), lines(&window, "S1 Arms, Agreed")), (0, 1));
    // The keys pass over what is folded away, and the table has it folded too.
    window.press(egui::Key::Home);
    window.press(egui::Key::ArrowDown);
    assert_eq!(window.case().selection, Some(Ref::from("issue:arms")));
    window.command(Command::ShowTable);
    window.run();
    assert!(!window.shows(Role::RowHeader, "T1 Land"));
    window.ask(Request::Select(Ref::from("issue:land")));
    window.command(Command::ToggleAxis);
    window.run();
    window.named(Role::RowHeader, "T1 Land");
}

#[test]
fn a_case_without_a_file_is_called_untitled_at_the_foot() {
    let mut window = Window::empty();
    window.ask(Request::OpenSample(demarche::command::Sample::Paris));
    window.settle(|app| app.open_case().is_some());
    window.get_by_label_contains(&screen::untitled_file("paris-2026.json"));
}

#[test]
fn an_issue_that_goes_to_another_axis_is_in_sight_there() {
    let mut window = Window::sample();
    let issue = window.case().snapshot.case().issues.get(0).unwrap().id.clone();
    window.ask(Request::Select(Ref::Issue(issue.clone())));
    window.run();
    window.ask(Request::Choose(Choice::Axis(issue, None, "political".into())));
    window.wait_for(|window| {
        let row = window.named(Role::RowHeader, "T1 Withdrawal").rect();
        let table = window.get(by().label(screen::TABLE_NAME)).rect();
        window.shows(Role::RowHeader, "P3 ") && table.contains_rect(row.shrink(2.0))
    });
}

#[test]
fn a_condition_that_is_added_comes_into_sight_with_what_it_requires() {
    let mut window = Window::sample();
    window.set_size(egui::vec2(1280.0, 560.0));
    let position = window.case().snapshot.case().positions.get(1).unwrap().id.clone();
    window.ask(Request::Select(Ref::Position(position)));
    window.command(Command::EditRecord);
    window.run();
    window.named(Role::Button, "Add condition").focus();
    window.run();
    window.press(egui::Key::Enter);
    window.wait_for(|window| {
        let picker = window.query_all(by().label_contains("Condition 1 depends on")).next().map(|picker| picker.rect());
        let foot = window.get(by().label(screen::TABLE_NAME)).rect().bottom();
        picker.is_some_and(|picker| picker.bottom() <= foot)
    });
}
