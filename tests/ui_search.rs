//! Searching, from match to match, in both views.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/talks.rs"]
mod talks;
#[path = "support/window.rs"]
mod window;

use demarche::case::Ref;
use demarche::command::{Command, Request};
use demarche::ui::theme::{DARK, LIGHT};
use demarche::words::screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use serde_json::json;
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

/// Land is divided on a scale; arms are not, and are proposed upon; one proposal is on nothing.
fn talks() -> Window {
    let evidence = json!([{ "source": "s", "attribution": "on_record" }]);
    let proposal = |id: &str, title: &str, terms: serde_json::Value| {
        json!({ "id": id, "sponsor": "usa", "title": title, "text": "Words", "status": "floated", "terms": terms,
                "evidence": evidence })
    };
    let case = talks::talks(json!({
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
            { "id": "usa", "name": "United States", "role": "mediator" },
        ],
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested",
              "options": [{ "id": "all", "label": "All" }, { "id": "half", "label": "Half" }] },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Tanks", "status": "unknown" },
        ],
        "positions": [
            { "id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "No tanks on the land.",
              "options": ["all"], "evidence": evidence },
            { "id": "why", "party": "syria", "issue": "land", "kind": "interest", "text": "Fear of tanks.",
              "evidence": evidence },
            { "id": "none", "party": "israel", "issue": "arms", "kind": "red_line", "text": "Tanks stay.",
              "evidence": evidence },
        ],
        "proposals": [
            proposal("zone", "A zone", json!([{ "issue": "arms", "text": "Tanks leave" }])),
            proposal("bare", "Tanks for trade", json!([])),
        ],
        "sources": [{ "id": "s", "publisher": "Reuters" }],
    }));
    let mut window = Window::with(&serde_json::to_vec(&case).unwrap());
    window.press_with(CTRL, Key::F);
    window.type_text("tanks");
    window
}

/// The line on which the search is, as it is read aloud.
fn line(window: &Window) -> Vec<String> {
    let here = window.all(Role::Button).into_iter().filter(|name| name.ends_with("the search is here"));
    here.filter_map(|name| name.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn next_and_previous_go_from_match_to_match_on_the_axes_as_in_the_table() {
    for mode in [Command::ShowTable, Command::ShowAxes] {
        let mut window = talks();
        window.command(mode);
        // What has been typed is at the first match; the next one goes on from there.
        let stops = [
            ("position:why", "T1"),
            ("issue:arms", "S1"),
            ("position:none", "S1"),
            ("proposal:zone", "S1"),
            ("proposal:bare", ""),
            ("position:all", "T1"),
        ];
        for (record, number) in stops {
            window.press(Key::F3);
            assert_eq!(window.case().selection, Some(Ref::from(record)), "{mode:?}");
            if mode == Command::ShowAxes {
                let here: Vec<String> = [number.to_owned()].into_iter().filter(|number| !number.is_empty()).collect();
                assert_eq!(line(&window), here, "{record}");
            }
        }
        window.press_with(Modifiers::SHIFT, Key::F3);
        assert_eq!(window.case().selection, Some(Ref::from("proposal:bare")));
        assert!(window.shows(Role::Label, &screen::hit_count(Some(5), 6)));
    }
}

#[test]
fn a_proposal_on_no_issue_stands_below_the_table_and_is_reached_by_arrows() {
    let mut window = talks();
    let name = format!("{}, {}, Tanks for trade: Words", screen::PROPOSALS, screen::NO_ISSUE);
    assert!(window.shows(Role::Cell, &name));
    window.press(Key::Escape);
    window.press_with(CTRL, Key::End);
    assert_eq!(window.case().selection, Some(Ref::from("proposal:bare")));
    window.press(Key::ArrowUp);
    assert_ne!(window.case().selection, Some(Ref::from("proposal:bare")));
    window.click(Role::Cell, &name);
    assert_eq!(window.case().selection, Some(Ref::from("proposal:bare")));
    // A filter that chooses issues chooses no proposal that is on none.
    let filter = demarche::compare::Filter { axes: vec!["security".into()], ..Default::default() };
    window.ask(Request::Filter(filter));
    assert!(!window.shows(Role::Cell, &name));
}

#[test]
fn only_matching_keeps_a_proposal_on_no_issue_that_matches() {
    let mut window = talks();
    window.press_with(CTRL, Key::A);
    window.type_text("for trade");
    window.click(Role::Button, screen::MATCHING);
    assert!(window.shows(Role::Cell, "Tanks for trade") && !window.shows(Role::RowHeader, "T1"));
}

/// Where a card stands on the screen, whether or not it is in sight.
fn is_in_sight(window: &Window, words: &str) -> bool {
    window.shows(Role::Cell, words)
}

#[test]
fn a_match_that_the_table_does_not_show_says_where_it_is_and_is_marked_in_the_inspector() {
    let mut window = talks();
    window.press_with(CTRL, Key::A);
    window.type_text("reuters");
    window.command(Command::FindNext);
    assert!(window.shows(Role::Label, "of 5"), "{:?}", window.all(Role::Label));
    assert!(window.shows(Role::Label, "in the evidence"));
    window.press_with(CTRL, Key::F);
    window.press_with(CTRL, Key::A);
    window.type_text("tanks");
    window.command(Command::FindNext);
    assert!(!window.shows(Role::Label, "in the evidence"));
    let marks = grounds(&window);
    window.press(Key::F7);
    assert!(grounds(&window) < marks, "the inspector has marked the word as well");
}

/// How many matches are marked on the screen.
fn grounds(window: &Window) -> usize {
    fn count(shape: &egui::Shape) -> usize {
        match shape {
            egui::Shape::Rect(rect) => usize::from([LIGHT.found, DARK.found].contains(&rect.fill)),
            egui::Shape::Vec(shapes) => shapes.iter().map(count).sum(),
            _ => 0,
        }
    }
    window.output().shapes.iter().map(|clipped| count(&clipped.shape)).sum()
}

#[test]
fn the_first_match_comes_into_view_and_nothing_is_selected_for_it() {
    let mut window = Window::sample();
    assert!(!is_in_sight(&window, "Demilitarised joint economic zone"));
    window.press_with(CTRL, Key::F);
    window.type_text("demilitarised joint");
    assert!(is_in_sight(&window, "Demilitarised joint economic zone"), "{:?}", window.all(Role::Cell));
    assert_eq!(window.case().selection, None);
}

#[test]
fn a_search_begins_at_what_is_selected() {
    let mut window = talks();
    window.ask(Request::Select(Ref::from("issue:arms")));
    window.press_with(CTRL, Key::F);
    window.press_with(CTRL, Key::A);
    window.type_text("tank");
    assert!(window.shows(Role::Label, &screen::hit_count(Some(2), 6)));
    window.press(Key::F3);
    assert_eq!(window.case().selection, Some(Ref::from("position:none")));
}

#[test]
fn each_term_of_a_proposal_is_gone_to_where_it_stands() {
    let mut window = Window::sample();
    window.press_with(CTRL, Key::F);
    window.type_text("Syrian proposal of September");
    // It has a term on several issues: at each step another row comes into view.
    let mut rows = std::collections::BTreeSet::new();
    for _ in 0..3 {
        window.press(Key::F3);
        window.press_with(Modifiers::ALT, Key::Num2);
        rows.insert(window.keyboard());
        window.press_with(CTRL, Key::F);
    }
    let places: Vec<String> = rows.into_iter().flatten().map(|(_, name)| name).collect();
    assert_eq!(places.len(), 3, "{places:?}");
    assert!(places.iter().all(|name| name.contains("Syrian proposal of September")), "{places:?}");
}
