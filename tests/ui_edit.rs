//! Editing in the table, as a user does it: by role and label, and by keyboard alone wherever there is a key.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/talks.rs"]
mod talks;
#[path = "support/window.rs"]
mod window;

use demarche::app::{App, OpenCase};
use demarche::case::{Case, Ref};
use demarche::command::{Command, Request};
use demarche::words::{screen, terms};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_json::json;
use window::Window;

type Test = Window;

/// The window with a small case in it, in which nothing is selected.
fn window() -> Test {
    Window::with(&serde_json::to_vec(&talks()).unwrap())
}

fn talks() -> serde_json::Value {
    let source = json!([{ "source": "s", "attribution": "on_record" }]);
    talks::talks(json!({
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested" },
            { "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "unknown" },
        ],
        "positions": [
            { "id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "All of it.", "evidence": source },
            { "id": "none", "party": "israel", "issue": "land", "kind": "red_line", "text": "None.", "evidence": source },
        ],
        "sources": [{ "id": "s", "publisher": "Reuters" }],
    }))
}

fn settle(harness: &mut Test, done: impl Fn(&App) -> bool) {
    harness.run();
    harness.settle(done);
}

fn open(harness: &Test) -> &OpenCase {
    harness.state().as_ref().and_then(App::open_case).unwrap()
}

fn case(harness: &Test) -> &Case {
    open(harness).document.snapshot().case()
}

fn press(harness: &mut Test, key: Key) {
    press_with(harness, Modifiers::NONE, key);
}

fn press_with(harness: &mut Test, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness, |app| app.open_case().is_none_or(OpenCase::is_settled));
}

fn type_text(harness: &mut Test, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    settle(harness, |app| app.open_case().is_none_or(OpenCase::is_settled));
}

fn ask(harness: &mut Test, request: Request) {
    harness.state_mut().as_mut().unwrap().ask(request);
    settle(harness, |app| app.open_case().is_none_or(OpenCase::is_settled));
}

/// Selects a record, with the keyboard in the table.
fn select(harness: &mut Test, target: &str) {
    ask(harness, Request::Select(Ref::from(target)));
    press_with(harness, Modifiers::ALT, Key::Num2);
}

/// What each field that is being edited is called, and what it holds.
fn fields(harness: &Test) -> Vec<(String, String)> {
    let is_field = |role: Role| matches!(role, Role::MultilineTextInput | Role::TextInput);
    let nodes = harness.query_all_by(|node| is_field(node.role()));
    let field = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        (node.label().unwrap_or_default(), node.value().unwrap_or_default())
    };
    nodes.map(field).filter(|(name, _)| name != screen::SEARCH_NAME).collect()
}

fn field(name: &str, text: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), text.to_owned())]
}

fn positions(harness: &Test) -> Vec<String> {
    let position = |position: &std::sync::Arc<demarche::case::Position>| {
        format!("{} {} {}: {}", position.party, position.issue, terms::kind(&position.kind), position.text)
    };
    case(harness).positions.iter().map(position).collect()
}

fn issues(harness: &Test) -> Vec<String> {
    let issue = |issue: &std::sync::Arc<demarche::case::Issue>| format!("{}@{} {}", issue.id, issue.axis, issue.title);
    case(harness).issues.iter().map(issue).collect()
}

const BEFORE: [&str; 2] = ["syria land Demand: All of it.", "israel land Red line: None."];
const OF_ALL: &str = "Text of demand by Syria on T1";

#[test]
fn a_card_is_edited_by_keyboard_and_one_undo_gives_back_the_old_text() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::Enter);
    assert_eq!(fields(&harness), field(OF_ALL, "All of it."));
    for letters in [" At", " once", "."] {
        type_text(&mut harness, letters);
    }
    assert_eq!(case(&harness).positions.get(0).unwrap().text, "All of it. At once.", "typed, so in the case");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "Now");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert_eq!(fields(&harness), []);
    let text = "All of it. At once.\nNow";
    assert_eq!(case(&harness).positions.get(0).unwrap().text, text);
    let name = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|it| it.contains("At once."));
    assert!(harness.query_all_by_role(Role::Cell).any(|node| name(&node)), "the card is shown anew");
    assert_eq!(open(&harness).document.steps().len(), 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(positions(&harness), BEFORE);
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(case(&harness).positions.get(0).unwrap().text, text);
}

#[test]
fn escape_gives_back_the_text_before_and_leaves_no_step() {
    let mut harness = window();
    select(&mut harness, "position:none");
    press(&mut harness, Key::F2);
    type_text(&mut harness, " Never.");
    assert_eq!(case(&harness).positions.get(1).unwrap().text, "None. Never.");
    press(&mut harness, Key::Escape);
    assert_eq!((positions(&harness), fields(&harness)), (BEFORE.map(String::from).to_vec(), vec![]));
    assert!(open(&harness).document.steps().is_empty());
    // The keyboard is back in the table, where the arrows move.
    press(&mut harness, Key::ArrowLeft);
    assert_eq!(open(&harness).selection, Some(Ref::from("position:all")));
}

#[test]
fn a_press_elsewhere_keeps_what_was_typed() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " Yes.");
    harness.get_by_label(screen::SEARCH_NAME).click();
    harness.run();
    assert_eq!(fields(&harness), []);
    assert_eq!(case(&harness).positions.get(0).unwrap().text, "All of it. Yes.");
    assert_eq!(open(&harness).document.steps().len(), 1);
}

#[test]
fn a_double_click_opens_an_issue_and_the_head_of_a_party() {
    let mut harness = window();
    let twice = |harness: &mut Test, role: Role, name: &str| {
        let pos = harness.get_by_role_and_label(role, name).rect().center();
        let button = egui::PointerButton::Primary;
        harness.input_mut().events.push(egui::Event::PointerMoved(pos));
        for pressed in [true, false, true, false] {
            let event = egui::Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE };
            harness.input_mut().events.push(event);
        }
        harness.run();
    };
    twice(&mut harness, Role::RowHeader, "T1 Land, Contested");
    assert_eq!(fields(&harness), field("Title of issue T1", "Land"));
    type_text(&mut harness, " and sea");
    press(&mut harness, Key::Enter);
    assert_eq!(case(&harness).issues.get(0).unwrap().title, "Land and sea");
    twice(&mut harness, Role::ColumnHeader, "Syria, principal");
    assert_eq!(fields(&harness), field("Name of party Syria", "Syria"));
    press(&mut harness, Key::Tab);
    assert_eq!(fields(&harness), field("Name of party Israel", "Israel"));
}

#[test]
fn tab_goes_from_cell_to_cell_and_back() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "!");
    press(&mut harness, Key::Tab);
    assert_eq!(fields(&harness), field("Text of red line by Israel on T1", "None."));
    press(&mut harness, Key::Tab);
    assert_eq!(fields(&harness), field("Title of issue T2", "Water"));
    press(&mut harness, Key::Tab);
    // An empty cell has nothing to edit, and Tab goes on.
    assert_eq!(fields(&harness), []);
    press(&mut harness, Key::Tab);
    assert_eq!(fields(&harness), []);
    press_with(&mut harness, Modifiers::SHIFT, Key::Tab);
    press_with(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert_eq!(fields(&harness), field("Title of issue T2", "Water"));
    press_with(&mut harness, Modifiers::SHIFT, Key::Tab);
    press_with(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert_eq!(fields(&harness), field(OF_ALL, "All of it.!"));
    assert_eq!(open(&harness).document.steps().len(), 1);
}

#[test]
fn a_letter_in_an_empty_cell_makes_a_position_of_its_kind_and_a_second_undo_is_not_needed() {
    let mut harness = window();
    select(&mut harness, "issue:water");
    press(&mut harness, Key::ArrowRight);
    for (key, kind) in [(Key::D, "demand"), (Key::C, "concession"), (Key::R, "red line"), (Key::I, "interest")] {
        press(&mut harness, key);
        assert_eq!(fields(&harness), field(&format!("Text of {kind} by Syria on T2"), ""));
        type_text(&mut harness, "Half.");
        press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
        let added = positions(&harness).pop().unwrap();
        assert_eq!(added.to_lowercase(), format!("syria water {kind}: half."));
    }
    for left in (0..4).rev() {
        press_with(&mut harness, Modifiers::COMMAND, Key::Z);
        assert_eq!(positions(&harness).len(), BEFORE.len() + left);
    }
}

#[test]
fn an_empty_new_position_leaves_no_trace() {
    let mut harness = window();
    for key in [Key::Escape, Key::Tab] {
        select(&mut harness, "issue:water");
        press(&mut harness, Key::ArrowRight);
        press(&mut harness, Key::D);
        assert_eq!(positions(&harness).len(), 3);
        press(&mut harness, key);
        assert_eq!(positions(&harness), BEFORE);
        assert!(open(&harness).document.steps().is_empty() && !open(&harness).document.is_unsaved());
    }
    select(&mut harness, "issue:water");
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::D);
    type_text(&mut harness, "Something");
    press(&mut harness, Key::Escape);
    assert_eq!(positions(&harness), BEFORE);
    // The keyboard is in the cell that it was in.
    press(&mut harness, Key::C);
    assert_eq!(fields(&harness), field("Text of concession by Syria on T2", ""));
}

#[test]
fn letters_typed_into_the_search_are_letters() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press_with(&mut harness, Modifiers::COMMAND, Key::F);
    for key in [Key::D, Key::N, Key::Delete] {
        press(&mut harness, key);
    }
    type_text(&mut harness, "d");
    assert_eq!((positions(&harness), issues(&harness).len()), (BEFORE.map(String::from).to_vec(), 3));
    assert_eq!(open(&harness).search.query, "d");
}

#[test]
fn letters_do_nothing_while_a_menu_or_a_dialog_is_open() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::F10);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::D);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::F1);
    press(&mut harness, Key::D);
    press(&mut harness, Key::Escape);
    assert_eq!(positions(&harness), BEFORE);
}

#[test]
fn a_new_issue_stands_after_the_selected_one_and_is_called_after_its_title() {
    let mut harness = window();
    select(&mut harness, "issue:land");
    press(&mut harness, Key::N);
    assert_eq!(fields(&harness), field("Title of issue T3", ""));
    type_text(&mut harness, "The Golan");
    press(&mut harness, Key::Enter);
    assert_eq!(
        issues(&harness),
        ["land@territorial Land", "the-golan@territorial The Golan", "water@territorial Water", "arms@security Arms"]
    );
    assert_eq!(open(&harness).selection, Some(Ref::from("issue:the-golan")));
    assert_eq!(open(&harness).document.steps().len(), 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(issues(&harness).len(), 3);
}

#[test]
fn the_line_at_the_end_of_an_axis_adds_an_issue_to_it() {
    let mut harness = window();
    harness.get_by_role_and_label(Role::Button, "New issue in Economic").click();
    harness.run();
    type_text(&mut harness, "Trade");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert_eq!(issues(&harness).pop().as_deref(), Some("trade@economic Trade"));
}

#[test]
fn a_new_party_is_named_in_the_head_of_its_column() {
    let mut harness = window();
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::P);
    assert_eq!(fields(&harness), field("Name of the party", ""));
    type_text(&mut harness, "United States");
    press(&mut harness, Key::Enter);
    let party = case(&harness).parties.get(2).unwrap();
    assert_eq!((party.id.as_str(), party.name.as_str()), ("united-states", "United States"));
    harness.get_by_role_and_label(Role::ColumnHeader, "United States, principal");
    ask(&mut harness, Request::Do(Command::MovePartyLeft));
    assert_eq!(case(&harness).parties.get(1).unwrap().name, "United States");
}

#[test]
fn everything_else_is_added_and_selected() {
    let mut harness = window();
    select(&mut harness, "position:all");
    for (command, selected) in [
        (Command::AddNote, "note:note-all"),
        (Command::AddOutcome, "outcome:first-words"),
        (Command::AddRound, "round:first-words"),
        (Command::AddEvent, "event:first-words"),
        (Command::AddSource, "source:first-words"),
        (Command::AddProposal, "proposal:first-words"),
    ] {
        ask(&mut harness, Request::Do(command));
        type_text(&mut harness, "First words");
        press(&mut harness, Key::Tab);
        assert_eq!(open(&harness).selection, Some(Ref::from(selected)), "{command:?}");
    }
    ask(&mut harness, Request::Do(Command::AddGlossary));
    type_text(&mut harness, "First words");
    select(&mut harness, "position:all");
    ask(&mut harness, Request::Do(Command::AddAssessment));
    type_text(&mut harness, "First words");
    let assessment = case(&harness).assessments.get(0).unwrap();
    assert_eq!((assessment.party.as_str(), assessment.issue.as_ref().unwrap().as_str()), ("syria", "land"));
    assert_eq!(case(&harness).glossary.len(), 1);
    select(&mut harness, "issue:arms");
    press(&mut harness, Key::T);
    type_text(&mut harness, "Half the arms");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    let term = case(&harness).proposals.get(0).unwrap().terms.first().unwrap().clone();
    assert_eq!((term.issue.as_str(), term.text.as_str()), ("arms", "Half the arms"));
}

#[test]
fn an_issue_is_moved_by_keyboard() {
    let mut harness = window();
    select(&mut harness, "issue:water");
    let keys = Modifiers::ALT | Modifiers::SHIFT;
    press_with(&mut harness, keys, Key::ArrowUp);
    assert_eq!(issues(&harness), ["water@territorial Water", "land@territorial Land", "arms@security Arms"]);
    assert_eq!(open(&harness).selection, Some(Ref::from("issue:water")));
    press_with(&mut harness, keys, Key::ArrowDown);
    assert_eq!(issues(&harness).first().unwrap(), "land@territorial Land");
    press_with(&mut harness, Modifiers::COMMAND, Key::M);
    type_text(&mut harness, "secur");
    press(&mut harness, Key::Enter);
    assert_eq!(issues(&harness).last().unwrap(), "water@security Water");
}

#[test]
fn a_position_is_moved_to_another_cell_by_keyboard() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press_with(&mut harness, Modifiers::COMMAND, Key::M);
    type_text(&mut harness, "isr s1");
    press(&mut harness, Key::Enter);
    assert_eq!(positions(&harness).first().unwrap(), "israel arms Demand: All of it.");
}

#[test]
fn what_is_selected_is_duplicated_beside_it() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press_with(&mut harness, Modifiers::COMMAND, Key::D);
    assert_eq!(positions(&harness).get(1).unwrap(), "syria land Demand: All of it.");
    assert_eq!(open(&harness).selection, Some(Ref::from("position:all-2")));
}

#[test]
fn two_issues_are_merged_in_one_step() {
    let mut harness = window();
    select(&mut harness, "issue:land");
    ask(&mut harness, Request::Do(Command::MergeInto));
    type_text(&mut harness, "water");
    press(&mut harness, Key::Enter);
    assert_eq!(issues(&harness), ["water@territorial Water", "arms@security Arms"]);
    assert_eq!(positions(&harness).first().unwrap(), "syria water Demand: All of it.");
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!((issues(&harness).len(), positions(&harness)), (3, BEFORE.map(String::from).to_vec()));
}

/// Drags from the middle of one node to a point beside the middle of another.
fn drag(harness: &mut Test, (role, from): (Role, &str), (to_role, to): (Role, &str), down: f32) {
    let start = harness.get_by_role_and_label(role, from).rect().left_top() + egui::vec2(60.0, 16.0);
    let end = harness.get_by_role_and_label(to_role, to).rect().left_center() + egui::vec2(40.0, down);
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let middle = start + (end - start) / 2.0;
    for event in [
        egui::Event::PointerMoved(start),
        button(start, true),
        egui::Event::PointerMoved(middle),
        egui::Event::PointerMoved(end),
        button(end, false),
    ] {
        harness.event(event);
        harness.step();
    }
    settle(harness, |app| app.open_case().is_none_or(OpenCase::is_settled));
}

const ALL: &str = "Syria, T1 Land, Demand: All of it.. on record · Reuters";

#[test]
fn a_position_is_dragged_to_another_party() {
    let mut harness = window();
    drag(&mut harness, (Role::Cell, ALL), (Role::Cell, "Israel, T2 Water: No recorded position"), 0.0);
    assert_eq!(positions(&harness).first().unwrap(), "israel water Demand: All of it.");
    assert_eq!(open(&harness).selection, Some(Ref::from("position:all")));
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(positions(&harness), BEFORE);
}

#[test]
fn positions_of_one_kind_change_places_in_their_cell_by_dragging() {
    let mut harness = window();
    select(&mut harness, "position:all");
    for text in ["Second.", "Third."] {
        press(&mut harness, Key::D);
        type_text(&mut harness, text);
        press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    }
    press(&mut harness, Key::I);
    type_text(&mut harness, "Because.");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    let order = |harness: &Test| -> Vec<String> {
        let texts = case(harness).positions.iter().filter(|position| position.party == "syria".into());
        texts.map(|position| position.text.clone()).collect()
    };
    assert_eq!(order(&harness), ["All of it.", "Second.", "Third.", "Because."]);
    let (second, third) =
        ("Syria, T1 Land, Demand: Second.. no evidence", "Syria, T1 Land, Demand: Third.. no evidence");
    drag(&mut harness, (Role::Cell, third), (Role::Cell, ALL), -10.0);
    assert_eq!(order(&harness), ["Third.", "All of it.", "Second.", "Because."]);
    assert_eq!(open(&harness).document.steps().len(), 4, "one step");
    drag(&mut harness, (Role::Cell, third), (Role::Cell, second), 10.0);
    assert_eq!(order(&harness), ["All of it.", "Second.", "Third.", "Because."]);
    // Each kind has its own place: below the interests is below the demands.
    let why = "Syria, T1 Land, Interest: Because.. no evidence";
    drag(&mut harness, (Role::Cell, ALL), (Role::Cell, why), 10.0);
    assert_eq!(order(&harness), ["Second.", "Third.", "All of it.", "Because."]);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(order(&harness), ["All of it.", "Second.", "Third.", "Because."]);
    // The only one of its kind has nowhere to go in its cell.
    let steps = open(&harness).document.steps().len();
    drag(&mut harness, (Role::Cell, why), (Role::Cell, ALL), -10.0);
    assert_eq!(open(&harness).document.steps().len(), steps);
}

#[test]
fn an_issue_is_dragged_in_the_navigator_along_its_axis_and_to_another() {
    let mut harness = window();
    let row = |harness: &Test, title: &str| {
        let rows = harness.query_all_by_role(Role::TreeItem).filter_map(|node| node.accesskit_node().label());
        rows.into_iter().find(|name| name.contains(title)).unwrap()
    };
    let (land, water, arms) = (row(&harness, "Land"), row(&harness, "Water"), row(&harness, "Arms"));
    drag(&mut harness, (Role::TreeItem, &water), (Role::TreeItem, &land), -8.0);
    assert_eq!(issues(&harness), ["water@territorial Water", "land@territorial Land", "arms@security Arms"]);
    assert_eq!(open(&harness).selection, Some(Ref::from("issue:water")));
    let water = row(&harness, "Water");
    drag(&mut harness, (Role::TreeItem, &water), (Role::TreeItem, &arms), 8.0);
    assert_eq!(issues(&harness), ["land@territorial Land", "arms@security Arms", "water@security Water"]);
    // An axis without an issue takes it at its heading.
    let (water, economic) = (row(&harness, "Water"), row(&harness, "Economic"));
    drag(&mut harness, (Role::TreeItem, &water), (Role::TreeItem, &economic), 0.0);
    assert_eq!(issues(&harness), ["land@territorial Land", "arms@security Arms", "water@economic Water"]);
    for _ in 0..3 {
        press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(issues(&harness), ["land@territorial Land", "water@territorial Water", "arms@security Arms"]);
    assert!(!open(&harness).document.is_unsaved());
}

#[test]
fn escape_gives_up_what_is_being_dragged_in_the_navigator() {
    let mut harness = window();
    let rows: Vec<_> = harness.query_all_by_role(Role::TreeItem).collect();
    let named = |title: &str| {
        let holds = |node: &&egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|it| it.contains(title));
        rows.iter().find(holds).unwrap().rect().center()
    };
    let (from, to) = (named("Water"), named("Arms"));
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    drop(rows);
    for event in [egui::Event::PointerMoved(from), button(from, true), egui::Event::PointerMoved(to)] {
        harness.event(event);
        harness.step();
    }
    harness.key_press(Key::Escape);
    harness.step();
    harness.event(button(to, false));
    harness.run();
    assert!(open(&harness).document.steps().is_empty());
}

#[test]
fn with_axes_as_columns_an_empty_cell_takes_a_position_by_one_key() {
    let mut harness = window();
    for _ in 0..2 {
        ask(&mut harness, Request::Do(Command::Transpose));
    }
    let silent = "Syria, T2 Water: No recorded position";
    for (key, kind) in [(Key::D, "demand"), (Key::C, "concession"), (Key::R, "red line"), (Key::I, "interest")] {
        harness.get_by_role_and_label(Role::Cell, silent).click();
        harness.run();
        assert_eq!(open(&harness).selection, Some(Ref::from("issue:water")));
        press(&mut harness, key);
        assert_eq!(fields(&harness), field(&format!("Text of {kind} by Syria on T2"), ""));
        type_text(&mut harness, "Half.");
        press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
        assert_eq!(positions(&harness).pop().unwrap().to_lowercase(), format!("syria water {kind}: half."));
        press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    // The arrows reach it as well, and Enter says what can be added.
    select(&mut harness, "position:all");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    harness.get_by_role_and_label(Role::MenuItem, Command::AddDemand.label());
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::C);
    assert_eq!(fields(&harness), field("Text of concession by Syria on T2", ""));
}

#[test]
fn with_axes_as_columns_a_position_is_dragged_to_another_issue() {
    let mut harness = window();
    for _ in 0..2 {
        ask(&mut harness, Request::Do(Command::Transpose));
    }
    drag(&mut harness, (Role::Cell, ALL), (Role::Cell, "Syria, T2 Water: No recorded position"), 0.0);
    assert_eq!(positions(&harness).first().unwrap(), "syria water Demand: All of it.");
    drag(
        &mut harness,
        (Role::Cell, "Israel, T1 Land, Red line: None.. on record · Reuters"),
        (Role::Cell, "Syria, S1 Arms: No recorded position"),
        0.0,
    );
    assert_eq!(positions(&harness).last().unwrap(), "syria arms Red line: None.");
}

#[test]
fn an_issue_is_dragged_before_another_and_into_another_axis() {
    let mut harness = window();
    let water = (Role::RowHeader, "T2 Water, Unknown");
    drag(&mut harness, water, (Role::RowHeader, "T1 Land, Contested"), -20.0);
    assert_eq!(issues(&harness), ["water@territorial Water", "land@territorial Land", "arms@security Arms"]);
    drag(&mut harness, water, (Role::RowHeader, "S1 Arms, Unknown"), 20.0);
    assert_eq!(issues(&harness), ["land@territorial Land", "arms@security Arms", "water@security Water"]);
}

#[test]
fn the_menu_of_a_card_opens_by_keyboard_and_leaves_the_keyboard_in_the_table() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press_with(&mut harness, Modifiers::SHIFT, Key::F10);
    harness.get_by_role_and_label(Role::MenuItem, Command::Duplicate.label());
    press(&mut harness, Key::Escape);
    assert_eq!(harness.query_all_by_role(Role::MenuItem).count(), 0);
    press(&mut harness, Key::ArrowRight);
    assert_eq!(open(&harness).selection, Some(Ref::from("position:none")));
    press_with(&mut harness, Modifiers::SHIFT, Key::F10);
    press(&mut harness, Key::Enter);
    assert_eq!(fields(&harness), field("Text of red line by Israel on T1", "None."));
}

#[test]
fn the_pointer_finds_a_sign_that_adds_a_position_to_an_empty_cell() {
    let mut harness = window();
    harness.get_by_role_and_label(Role::Cell, "Syria, T2 Water: No recorded position").hover();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "New position of Syria on T2").click();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItem, Command::AddConcession.label()).click();
    harness.run();
    assert_eq!(fields(&harness), field("Text of concession by Syria on T2", ""));
}

#[test]
fn escape_gives_back_the_text_before_even_where_a_part_was_saved() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, " Today.");
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    settle(&mut harness, |app| app.open_case().is_some_and(|open| !open.document.is_unsaved()));
    press(&mut harness, Key::Escape);
    assert_eq!(positions(&harness), BEFORE);
    assert!(open(&harness).document.is_unsaved());
}

#[test]
fn what_is_added_and_still_empty_is_not_saved() {
    let mut harness = window();
    select(&mut harness, "position:all");
    type_text(&mut harness, "x");
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "!");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    press(&mut harness, Key::D);
    assert_eq!(positions(&harness).len(), 3);
    press_with(&mut harness, Modifiers::COMMAND, Key::S);
    settle(&mut harness, |app| app.open_case().is_some_and(|open| !open.document.is_unsaved()));
    assert_eq!((positions(&harness).len(), fields(&harness)), (2, vec![]));
}

#[test]
fn enter_in_an_empty_cell_offers_what_can_be_added() {
    let mut harness = window();
    select(&mut harness, "issue:water");
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(fields(&harness), field("Text of concession by Syria on T2", ""));
}

#[test]
fn what_has_no_place_in_the_table_is_written_in_the_inspector() {
    let mut harness = window();
    ask(&mut harness, Request::Do(Command::AddProposal));
    type_text(&mut harness, "Paper");
    press(&mut harness, Key::Enter);
    let syria = demarche::compare::Column::Party("syria".into());
    ask(&mut harness, Request::Columns(vec![syria]));
    select(&mut harness, "issue:land");
    press(&mut harness, Key::T);
    assert_eq!(open(&harness).selection, Some(Ref::from("proposal:paper")));
    assert!(open(&harness).editing, "the form is shown");
    assert!(fields(&harness).iter().any(|(name, _)| name == "Title"), "{:?}", fields(&harness));
}

#[test]
fn text_from_the_right_is_typed_letter_by_letter_and_kept_as_typed() {
    let mut harness = window();
    select(&mut harness, "position:all");
    press(&mut harness, Key::Enter);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    for letter in ["ا", "ن", "س", "ح", "ا", "ب", " ", "4", "9", "7"] {
        type_text(&mut harness, letter);
    }
    press(&mut harness, Key::Backspace);
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert_eq!(case(&harness).positions.get(0).unwrap().text, "انسحاب 49");
}

#[test]
fn the_navigator_counts_the_positions_that_stand_after_every_edit() {
    let mut window = window();
    let counts = |window: &Window, count: &str| window.shows(Role::TreeItem, &format!("Land, contested, {count}"));
    assert!(counts(&window, "2 positions"));
    window.ask(Request::Select(Ref::from("position:all")));
    window.command(Command::Remove);
    assert!(counts(&window, "1 position"));
    window.command(Command::Undo);
    assert!(counts(&window, "2 positions"));
}
