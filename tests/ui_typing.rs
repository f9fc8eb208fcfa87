//! What is typed lands where it is meant to, whatever opens, moves or gets another name meanwhile.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/talks.rs"]
mod talks;
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
    talks::talks(json!({
        "issues": [
            { "id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested" },
            { "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" },
        ],
        "positions": [{ "id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "All of it." }],
        "sources": [{ "id": "s", "publisher": "Reuters" }],
    }))
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

/// Presses them one after the other, each in a frame of its own.
fn one_by_one(window: &mut Window, letters: &str) {
    for letter in letters.chars() {
        window.input_mut().events.extend(strokes(&letter.to_string()));
        window.step();
    }
    window.run();
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
fn a_new_issue_its_title_and_its_first_demand_are_written_in_one_go() {
    for all_at_once in [true, false] {
        let mut window = with(&talks());
        select(&mut window, "issue:land");
        let letters = "nwater rights\tdfirst demand";
        if all_at_once {
            at_once(&mut window, strokes(letters));
        } else {
            one_by_one(&mut window, letters);
        }
        let after = case(&mut window);
        let titles: Vec<&str> = after.issues.iter().map(|issue| issue.title.as_str()).collect();
        assert_eq!(titles, ["Land", "water rights", "Water"], "all at once: {all_at_once}");
        let made = after.positions.get(1).unwrap();
        assert_eq!((made.issue.as_str(), made.party.as_str()), ("water-rights", "syria"));
        assert_eq!(made.text, "first demand");
        assert_eq!(window.case().selection, Some(Ref::Position(made.id.clone())));
    }
}

#[test]
fn after_the_title_of_a_new_issue_the_tab_key_leads_to_its_own_row() {
    let mut window = with(&talks());
    select(&mut window, "issue:land");
    window.press(Key::N);
    window.type_text("Rights");
    window.press(Key::Tab);
    assert_eq!(window.case().selection, Some(Ref::from("issue:rights")));
    window.press(Key::D);
    window.type_text("Half.");
    window.press_with(CTRL, Key::Enter);
    let made = case(&mut window).positions.get(1).unwrap().clone();
    assert_eq!((made.issue.as_str(), made.text.as_str()), ("rights", "Half."));
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

#[test]
fn an_entry_without_a_page_of_its_own_is_written_into_its_own_form() {
    let mut window = with(&talks());
    select(&mut window, "party:israel");
    window.command(Command::AddGlossary);
    assert!(window.has_keyboard(Role::TextInput, "Term 1"), "{:?}", window.keyboard());
    window.type_text("Litani");
    window.press(Key::Enter);
    select(&mut window, "party:israel");
    window.command(Command::AddAssessment);
    assert!(window.has_keyboard(Role::MultilineTextInput, "Assessment 1"), "{:?}", window.keyboard());
    window.type_text("Weighs most.");
    let after = case(&mut window);
    assert_eq!(after.parties.get(1).unwrap().name, "Israel");
    assert_eq!(after.glossary.get(0).unwrap().term, "Litani");
    assert_eq!(after.assessments.get(0).unwrap().rationale.as_deref(), Some("Weighs most."));
    assert_eq!(window.case().selection, Some(Ref::from("party:israel")), "it stands on the page of its party");
    // With nothing selected that an assessment stands with, it is written in the list of all of them.
    window.press(Key::Escape);
    assert_eq!(case(&mut window).assessments.len(), 0);
    select(&mut window, "axis:security");
    window.command(Command::AddAssessment);
    window.type_text("On the whole.");
    assert_eq!(case(&mut window).assessments.get(0).unwrap().rationale.as_deref(), Some("On the whole."));
    assert_eq!(case(&mut window).axes.get(1).unwrap().name, "Security");
}

#[test]
fn what_is_made_in_the_inspector_is_one_step_with_its_name_or_leaves_nothing() {
    let first = |case: &Case, command: Command| match command {
        Command::AddProposal => case.proposals.get(0).map(|it| (it.id.to_string(), it.title.clone())),
        Command::AddOutcome => case.outcomes.get(0).map(|it| (it.id.to_string(), it.title.clone())),
        Command::AddRound => case.rounds.get(0).map(|it| (it.id.to_string(), it.label.clone())),
        Command::AddEvent => case.events.get(0).map(|it| (it.id.to_string(), it.text.clone())),
        Command::AddNote => case.notes.get(0).map(|it| (it.id.to_string(), it.text.clone())),
        _ => case.sources.get(1).map(|it| (it.id.to_string(), it.publisher.clone())),
    };
    let mut window = with(&talks());
    for command in [
        Command::AddProposal,
        Command::AddOutcome,
        Command::AddRound,
        Command::AddEvent,
        Command::AddNote,
        Command::AddSource,
    ] {
        select(&mut window, "issue:land");
        // Escape takes the record away again, with whatever has been typed.
        window.command(command);
        window.type_text("Xyz");
        window.press(Key::Escape);
        assert_eq!((first(&case(&mut window), command), steps(&mut window)), (None, 0), "{command:?}");
        // So does leaving it untouched, and what is gone to stays selected.
        window.command(command);
        window.ask(Request::Select(Ref::from("issue:water")));
        assert_eq!((first(&case(&mut window), command), steps(&mut window)), (None, 0), "{command:?}");
        assert_eq!(window.case().selection, Some(Ref::from("issue:water")));
        // What is typed is one step with the making, in whichever field, and gives it its id.
        window.command(command);
        let at_first = window.keyboard();
        window.press(Key::Tab);
        window.press_with(Modifiers::SHIFT, Key::Tab);
        assert_eq!(window.keyboard(), at_first, "{command:?}");
        window.type_text("Blue ");
        window.type_text("Line");
        window.press(Key::Tab);
        let id = if command == Command::AddNote { "note-water" } else { "blue-line" };
        assert_eq!(first(&case(&mut window), command), Some((id.to_owned(), "Blue Line".to_owned())), "{command:?}");
        assert_eq!(steps(&mut window), 1, "{command:?}");
        assert!(window.keyboard().is_some() && window.keyboard() != at_first, "{command:?}: {:?}", window.keyboard());
        window.command(Command::Undo);
        assert_eq!(first(&case(&mut window), command), None, "{command:?}");
        window.command(Command::Redo);
        window.command(Command::Undo);
    }
}

#[test]
fn a_field_keeps_the_keyboard_when_the_record_gets_its_id() {
    let mut window = with(&talks());
    window.command(Command::AddSource);
    window.type_text("Agency");
    window.press(Key::Tab);
    window.type_text("A title");
    let source = case(&mut window).sources.get(1).unwrap().clone();
    assert_eq!((source.id.as_str(), source.title.as_deref()), ("agency", Some("A title")));
    window.command(Command::AddSource);
    at_once(&mut window, strokes("paper\t\t2026"));
    let source = case(&mut window).sources.get(2).unwrap().clone();
    assert_eq!(
        (source.title.as_deref(), source.date.as_ref().map(demarche::case::CaseDate::as_str)),
        (None, Some("2026"))
    );
    window.command(Command::AddSource);
    at_once(&mut window, strokes("wire\tnews"));
    let source = case(&mut window).sources.get(3).unwrap().clone();
    assert_eq!((source.id.as_str(), source.title.as_deref()), ("wire", Some("news")));
}

#[test]
fn the_first_party_of_a_case_without_issues_is_one_step_and_gets_its_id() {
    let mut bare = talks();
    bare["issues"] = json!([]);
    bare["positions"] = json!([]);
    let mut window = with(&bare);
    at_once(&mut window, strokes("pfrance\n"));
    let party = case(&mut window).parties.get(2).unwrap().clone();
    assert_eq!((party.id.as_str(), party.name.as_str()), ("france", "france"));
    assert_eq!(steps(&mut window), 1);
    window.press(Key::P);
    window.press(Key::Escape);
    assert_eq!(case(&mut window).parties.len(), 3);
}

#[test]
fn what_is_made_under_a_filter_that_hides_it_stays_in_sight_until_it_is_left() {
    use demarche::words::screen;
    let mut window = with(&talks());
    select(&mut window, "issue:land");
    let demands = demarche::compare::Filter { kinds: vec![demarche::case::Kind::Demand], ..Default::default() };
    window.ask(Request::Filter(demands.clone()));
    assert!(!window.shows(Role::RowHeader, "T2"));
    at_once(&mut window, strokes("nunder\tcsome of it"));
    let after = case(&mut window);
    assert_eq!(after.issues.len(), 3, "no letter was taken for a command");
    assert_eq!(after.positions.get(1).unwrap().text, "some of it");
    assert_eq!(after.positions.get(1).unwrap().issue.as_str(), "under");
    assert!(window.has_keyboard(Role::MultilineTextInput, "Text of concession by Syria"), "{:?}", window.keyboard());
    assert!(window.shows(Role::RowHeader, "T3 under"));
    assert!(window.shows(Role::Label, &screen::shown_in_any_case(2)));
    window.press_with(CTRL, Key::Enter);
    assert!(window.shows(Role::Cell, "some of it"), "it is in sight until it is left");
    select(&mut window, "position:all");
    assert!(!window.shows(Role::RowHeader, "T3"), "then the filter holds for it as well");
    assert!(!window.shows(Role::Label, &screen::shown_in_any_case(2)));
    // So it is with the words that are searched for, and with another filter.
    select(&mut window, "issue:land");
    window.ask(Request::Filter(demarche::compare::Filter {
        statuses: vec![demarche::case::Status::Contested],
        ..Default::default()
    }));
    at_once(&mut window, strokes("nsecond"));
    assert!(window.has_keyboard(Role::TextInput, "Title of issue"), "{:?}", window.keyboard());
    window.ask(Request::Filter(demands));
    assert!(!window.shows(Role::RowHeader, "second"));
}

#[test]
fn another_status_asks_whether_the_evidence_for_the_one_before_shows_it() {
    use demarche::words::form as words;
    let mut cited = talks();
    cited["issues"][0]["status_evidence"] = json!([{ "source": "s", "attribution": "on_record" }]);
    let asked = |window: &Window| window.shows(Role::Label, "was cited while the status was “Contested”");
    let restate = |window: &mut Window, status: &str| {
        window.click(Role::ComboBox, "Status");
        window.click(Role::ListBoxOption, status);
    };
    for keep in [true, false] {
        let mut window = with(&cited);
        select(&mut window, "issue:land");
        window.command(Command::EditRecord);
        assert!(!asked(&window));
        restate(&mut window, "Agreed:");
        assert!(asked(&window));
        let count = |window: &mut Window| case(window).issues.get(0).unwrap().status_evidence.len();
        assert_eq!(count(&mut window), 1, "nothing goes by itself");
        let button = if keep { words::KEEP_FORMER_EVIDENCE } else { words::REMOVE_FORMER_EVIDENCE };
        window.click(Role::Button, button);
        assert!(!asked(&window));
        assert_eq!(count(&mut window), usize::from(keep));
    }
}

#[test]
fn what_is_told_under_the_pointer_is_gone_while_one_types() {
    let mut window = with(&talks());
    select(&mut window, "position:all");
    let place = window.named(Role::Button, "Turn rows and columns").rect().center();
    window.input_mut().events.push(Event::PointerMoved(place));
    for _ in 0..40 {
        window.step();
    }
    let over = |window: &Window| window.ctx.input(|input| input.pointer.hover_pos());
    assert_eq!(over(&window), Some(place));
    window.press(Key::ArrowDown);
    assert_eq!(over(&window), None);
    // It is where it was as soon as it is used, moved or not.
    let wheel = Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -10.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    window.input_mut().events.push(wheel);
    window.step();
    assert_eq!(over(&window), Some(place));
}

#[test]
fn keys_do_not_wait_for_what_has_been_given_up() {
    let mut window = with(&talks());
    window.press_with(Modifiers::ALT, Key::Num2);
    window.press(Key::ArrowDown);
    at_once(&mut window, strokes("nwater rights\tdfirst"));
    window.press_with(Modifiers::ALT, Key::Num3);
    window.press_with(Modifiers::ALT, Key::Num2);
    let keys = [stroke(CTRL, Key::K, ""), strokes("new glossary\n"), strokes("litani")].concat();
    at_once(&mut window, keys);
    assert_eq!(case(&mut window).glossary.get(0).unwrap().term, "litani");
    window.press(Key::Escape);
    assert_eq!(case(&mut window).glossary.len(), 0);
    window.press_with(Modifiers::ALT, Key::Num2);
    at_once(
        &mut window,
        [stroke(Modifiers::NONE, Key::ArrowDown, ""), stroke(Modifiers::NONE, Key::D, "d"), strokes("next")].concat(),
    );
    assert_eq!(case(&mut window).positions.get(2).unwrap().text, "next");
}

#[test]
fn what_is_typed_after_a_record_was_asked_for_in_the_palette_is_in_its_form_although_a_text_was_open() {
    for (asked, list) in [("new outcome", "outcomes"), ("new source", "sources")] {
        let mut window = with(&talks());
        select(&mut window, "issue:land");
        window.press(Key::F2);
        window.type_text("Land and more");
        at_once(&mut window, [stroke(CTRL, Key::K, ""), strokes(asked)].concat());
        at_once(&mut window, strokes("\n"));
        at_once(&mut window, strokes("Dipc"));
        let case = serde_json::to_value(case(&mut window)).unwrap();
        let written = case.get(list).unwrap().to_string();
        assert!(written.contains("Dipc"), "{asked}: {written}");
        assert_eq!(case.pointer("/issues/0/title").unwrap(), "LandLand and more");
    }
}
