//! The forms of the inspector, driven by role and name as a user hears them, and by keys.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/app.rs"]
mod app;
#[path = "support/talks.rs"]
mod talks;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use demarche::case::{Case, Problem, Ref, Snapshot, Visibility, check};
use demarche::command::Request;
use demarche::edit::{self, Document, Edit, ListName};
use demarche::ui::form;
use demarche::ui::inspector::{InspectorInput, inspector_ui};
use demarche::ui::problems::problems_ui;
use demarche::words;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use serde_json::json;

/// A document with its inspector, which does what the form asks as the program does.
struct Desk {
    document: Document,
    problems: Vec<Problem>,
    selection: Option<Ref>,
    rewound: u64,
    asked: Vec<Request>,
}

impl Desk {
    fn handle(&mut self, request: &Request) {
        match request {
            Request::Edit(edit) | Request::Add(edit) => {
                let (run, place) = (edit.run, edit.goes_to.clone());
                if self.document.apply(Edit::clone(edit)).unwrap() && run.is_none() && place.is_some() {
                    self.selection = place;
                }
            }
            Request::Seal => self.document.seal(),
            Request::CancelRun => self.rewound += u64::from(self.document.cancel_run()),
            Request::Select(target) => self.selection = Some(target.clone()),
            _ => {}
        }
        self.problems = check(self.document.snapshot());
    }
}

type Shared = Rc<RefCell<Desk>>;

struct Form {
    harness: Harness<'static>,
    desk: Shared,
}

impl Form {
    /// The form of a record; so high that nothing is scrolled out of sight.
    fn new(snapshot: Snapshot, target: &str) -> Self {
        let selection = (!target.is_empty()).then(|| Ref::from(target));
        let problems = check(&snapshot);
        let document = Document::new(snapshot, true);
        let desk = Rc::new(RefCell::new(Desk { document, problems, selection, rewound: 0, asked: Vec::new() }));
        let shared = Rc::clone(&desk);
        let mut harness = app::harness::builder().with_size(Vec2::new(340.0, 4000.0)).build_ui(move |ui| {
            let mut out = Vec::new();
            let mut desk = shared.borrow_mut();
            let snapshot = desk.document.snapshot().clone();
            let input = InspectorInput {
                snapshot: &snapshot,
                selection: desk.selection.as_ref(),
                problems: &desk.problems,
                marked: None,
                editing: true,
                needle: "",
                rewound: desk.rewound,
                fresh: None,
                salt: None,
            };
            inspector_ui(ui, input, &mut out);
            for request in out {
                desk.handle(&request);
                desk.asked.push(request);
            }
        });
        harness.run();
        Self { harness, desk }
    }

    fn case(&self) -> Arc<Case> {
        Arc::clone(self.desk.borrow().document.snapshot().case())
    }

    fn steps(&self) -> usize {
        self.desk.borrow().document.done()
    }

    fn get<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.harness.get_by_label(name)
    }

    fn click(&mut self, name: &str) {
        self.get(name).click();
        self.harness.run();
    }

    /// Puts the keyboard into a control.
    fn focus(&mut self, name: &str) {
        self.get(name).focus();
        self.harness.run();
    }

    /// Types into what has the keyboard, letter by letter.
    fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(egui::Event::Text(letter.to_string()));
            self.harness.run();
        }
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run();
    }

    fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Replaces what stands in a field.
    fn rewrite(&mut self, name: &str, text: &str) {
        self.focus(name);
        self.press_with(Modifiers::COMMAND, Key::A);
        self.write(text);
    }

    fn value(&self, name: &str) -> String {
        self.get(name).accesskit_node().value().unwrap_or_default()
    }

    fn undo(&mut self) {
        {
            let mut desk = self.desk.borrow_mut();
            desk.document.undo().unwrap();
            desk.rewound += 1;
        }
        self.harness.run();
    }
}

fn paris() -> Snapshot {
    let bytes = include_bytes!("../sample-data/paris-2026.json");
    Snapshot::new(Arc::new(serde_json::from_slice::<Case>(bytes).unwrap()))
}

/// A small case with one of nearly everything.
fn talks() -> Snapshot {
    let case = talks::talks(json!({
        "as_of": "2026-01",
        "issues": [{"id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested",
            "options": [{"id": "none", "label": "None"}, {"id": "half", "label": "Half"}, {"id": "all", "label": "All"}]}],
        "positions": [
            {"id": "a", "party": "syria", "issue": "land", "kind": "demand", "text": "Leave", "options": ["all"],
                "evidence": [{"source": "reuters", "attribution": "on_record"}], "mood": "tense"},
            {"id": "b", "party": "israel", "issue": "land", "kind": "red_line", "text": "Not all", "options": ["all"],
                "conditions": [{"text": "quiet", "requires": "position:a"}],
                "evidence": [{"source": "reuters", "attribution": "on_record"}]},
        ],
        "rounds": [{"id": "paris", "label": "Paris", "start": "2026-01-05"}],
        "sources": [{"id": "reuters", "publisher": "Reuters"}],
    }));
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

#[test]
fn typing_changes_the_demand_at_once_and_is_one_step() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "Leave now");
    assert_eq!(form.case().positions.get(0).unwrap().text, "Leave now");
    assert_eq!(form.steps(), 1);
    form.press(Key::Tab);
    form.undo();
    assert_eq!(form.case().positions.get(0).unwrap().text, "Leave");
    assert_eq!(form.value("Text"), "Leave");
}

#[test]
fn a_field_that_is_entered_again_begins_a_step() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "One");
    form.press_with(Modifiers::COMMAND, Key::Enter);
    form.rewrite("Text", "Two");
    assert_eq!((form.case().positions.get(0).unwrap().text.as_str(), form.steps()), ("Two", 2));
}

#[test]
fn typing_in_the_next_field_is_the_next_step() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "One");
    form.rewrite("Comment", "Two");
    assert_eq!(form.steps(), 2);
    form.undo();
    assert_eq!(form.case().positions.get(0).unwrap().text, "One");
}

#[test]
fn escape_takes_back_what_was_typed_and_leaves_the_field() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "Something else");
    form.press(Key::Escape);
    assert_eq!((form.value("Text").as_str(), form.steps()), ("Leave", 0));
    assert!(!form.get("Text").is_focused());
}

#[test]
fn escape_in_a_field_that_was_not_typed_into_takes_nothing_back() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "Kept");
    form.press(Key::Tab);
    form.focus("Comment");
    form.press(Key::Escape);
    assert_eq!(form.case().positions.get(0).unwrap().text, "Kept");
}

#[test]
fn a_kind_is_chosen_by_keys() {
    let mut form = Form::new(talks(), "position:a");
    form.focus("Kind");
    form.press(Key::Enter);
    let demand = form.harness.get_by_role_and_label(Role::ListBoxOption, "Demand: the party asks for this");
    assert_eq!(demand.accesskit_node().is_selected(), Some(true));
    form.press(Key::ArrowDown);
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(0).unwrap().kind.as_str(), "concession");
    assert!(form.harness.query_by_role(Role::ListBoxOption).is_none());
    assert!(form.get("Kind").is_focused());
}

#[test]
fn the_down_key_opens_a_list_at_what_is_chosen() {
    let mut form = Form::new(talks(), "position:b");
    form.focus("Kind");
    form.press(Key::ArrowDown);
    let chosen = form.harness.get_by_role_and_label(Role::ListBoxOption, "Red line: the party refuses this");
    assert_eq!(chosen.accesskit_node().is_selected(), Some(true));
    form.press(Key::ArrowDown);
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(1).unwrap().kind.as_str(), "interest");
}

#[test]
fn escape_closes_a_list_and_changes_nothing() {
    let mut form = Form::new(talks(), "position:a");
    form.focus("Kind");
    form.press(Key::Enter);
    form.press(Key::ArrowDown);
    form.press(Key::Escape);
    assert!(form.harness.query_by_role(Role::ListBoxOption).is_none());
    assert_eq!(form.steps(), 0);
}

#[test]
fn a_condition_gets_its_requirement_from_the_list() {
    let mut form = Form::new(talks(), "position:a");
    form.click("Add condition");
    assert!(form.get("Condition 1 text").is_focused());
    form.write("it is quiet");
    form.focus("Condition 1 depends on");
    form.press(Key::Enter);
    form.write("not all");
    form.press(Key::Enter);
    let case = form.case();
    let condition = &case.positions.get(0).unwrap().conditions[0];
    assert_eq!(condition.text, "it is quiet");
    assert_eq!(condition.requires, Some(Ref::from("position:b")));
}

#[test]
fn evidence_brings_a_new_source_with_it_in_one_step() {
    let mut form = Form::new(talks(), "position:a");
    form.focus("Add evidence");
    form.press(Key::Enter);
    form.write("Maariv");
    form.press(Key::Enter);
    let case = form.case();
    assert_eq!(case.sources.get(1).unwrap().publisher, "Maariv");
    assert_eq!(case.positions.get(0).unwrap().evidence[1].source, case.sources.get(1).unwrap().id);
    assert_eq!(form.steps(), 1);
    assert!(form.get("Evidence 2 source").is_focused());
    form.undo();
    assert_eq!(form.case().sources.len(), 1);
}

#[test]
fn a_date_says_what_it_understood() {
    let mut form = Form::new(talks(), "round:paris");
    form.rewrite("End", "2026-01");
    form.get("January 2026");
    form.write("-06");
    form.get("6 January 2026");
    form.write(" or so");
    form.get("Not a date: write 2026, 2026-01 or 2026-01-06.");
    form.press(Key::Enter);
    let end = |form: &Form| form.case().rounds.get(0).unwrap().end.as_ref().unwrap().as_str().to_owned();
    assert_eq!(end(&form), "2026-01-06 or so", "what is no date stays as it was typed");
}

#[test]
fn a_date_as_people_write_it_is_understood_and_written_as_the_file_does() {
    for (typed, said, key) in [
        ("6 jan 2026", "Understood as 6 January 2026", Key::Enter),
        ("2026-1-7", "Understood as 7 January 2026", Key::Tab),
        ("Feb 2026", "Understood as February 2026", Key::Enter),
    ] {
        let mut form = Form::new(talks(), "round:paris");
        form.rewrite("End", typed);
        form.get(said);
        assert!(form.harness.query_by_label("Not a date: write 2026, 2026-01 or 2026-01-06.").is_none());
        let before = form.steps();
        form.press(key);
        let written = end_of(&form).unwrap();
        assert!(["2026-01-06", "2026-01-07", "2026-02"].contains(&written.as_str()), "{written}");
        assert_eq!(form.steps(), before, "it is a part of the typing");
        form.undo();
        assert_ne!(end_of(&form).as_deref(), Some(written.as_str()));
    }
    // The search among rounds understands it as well.
    let mut form = Form::new(talks(), "position:a");
    form.focus("Until");
    form.press(Key::Enter);
    form.write("6 jan 2026");
    form.get("The date 6 January 2026");
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(0).unwrap().until.as_ref().unwrap().as_str(), "2026-01-06");
}

fn end_of(form: &Form) -> Option<String> {
    form.case().rounds.get(0).unwrap().end.as_ref().map(|end| end.as_str().to_owned())
}

#[test]
fn sources_of_one_publisher_are_told_apart() {
    let mut snapshot = serde_json::to_value(&**talks().case()).unwrap();
    snapshot["sources"] = serde_json::json!([
        { "id": "s", "publisher": "Axios", "url": "https://www.axios.com/one", "date": "2026-01-06" },
        { "id": "t", "publisher": "Axios", "url": "https://www.axios.com/two", "date": "2026-01-09" },
        { "id": "u", "publisher": "Axios", "title": "Third round" },
        { "id": "v", "publisher": "Axios" },
        { "id": "w", "publisher": "Axios" },
    ]);
    let snapshot = Snapshot::new(Arc::new(serde_json::from_value(snapshot).unwrap()));
    let mut form = Form::new(snapshot, "position:a");
    form.focus("Add evidence");
    form.press(Key::Enter);
    form.write("axios");
    let nodes = form.harness.query_all_by_role(Role::ListBoxOption);
    let mut names: Vec<String> = nodes.map(|node| node.accesskit_node().label().unwrap_or_default()).collect();
    names.retain(|name| name.starts_with("Axios"));
    let count = names.len();
    names.dedup();
    assert!(count == 5 && names.len() == 5, "{names:?}");
}

#[test]
fn a_moment_is_a_round_or_a_date() {
    let mut form = Form::new(talks(), "position:a");
    form.focus("Since");
    form.press(Key::Enter);
    form.write("par");
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(0).unwrap().since.as_ref().unwrap().as_str(), "paris");
    form.focus("Until");
    form.press(Key::Enter);
    form.write("2026-02");
    form.get("The date February 2026");
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(0).unwrap().until.as_ref().unwrap().as_str(), "2026-02");
}

#[test]
fn who_may_see_it_is_chosen_at_the_head() {
    let mut form = Form::new(talks(), "position:a");
    let internal = form.harness.get_by_role_and_label(Role::RadioButton, "Internal");
    assert!(internal.rect().bottom() < form.get("Text").rect().top());
    form.focus("Internal");
    form.press(Key::Space);
    assert_eq!(form.case().positions.get(0).unwrap().visibility, Some(Visibility::Internal));
    form.get("For the own delegation only.");
    form.click("Public");
    assert_eq!(form.case().positions.get(0).unwrap().visibility, None);
}

#[test]
fn options_are_put_in_order_by_keys() {
    let mut form = Form::new(talks(), "issue:land");
    form.focus("Move option 1");
    form.press(Key::ArrowDown);
    form.press(Key::ArrowDown);
    let case = form.case();
    let order: Vec<&str> = case.issues.get(0).unwrap().options.iter().map(|option| option.id.as_str()).collect();
    assert_eq!(order, ["half", "all", "none"]);
    assert!(form.get("Move option 3").is_focused());
}

#[test]
fn an_option_is_dragged_by_its_handle() {
    let mut form = Form::new(talks(), "issue:land");
    let from = form.get("Move option 1").rect().center();
    let to = form.get("Move option 3").rect().center() + Vec2::new(0.0, 8.0);
    form.harness.drag_at(from);
    form.harness.run();
    form.harness.hover_at(to);
    form.harness.run();
    form.harness.drop_at(to);
    form.harness.run();
    let case = form.case();
    let order: Vec<&str> = case.issues.get(0).unwrap().options.iter().map(|option| option.id.as_str()).collect();
    assert_eq!(order, ["half", "all", "none"]);
    assert_eq!(form.steps(), 1);
}

#[test]
fn an_option_that_is_named_is_only_taken_out_once_it_is_said_what_becomes_of_that() {
    let mut form = Form::new(talks(), "issue:land");
    form.click("Remove option 3");
    form.get("2 records name “All”.");
    assert_eq!(form.case().issues.get(0).unwrap().options.len(), 3);
    form.click("Remove it there as well");
    assert_eq!(form.case().issues.get(0).unwrap().options.len(), 2);
    assert!(form.case().positions.iter().all(|position| position.options.is_empty()));
    form.click("Remove option 1");
    assert_eq!(form.case().issues.get(0).unwrap().options.len(), 1);
}

#[test]
fn references_follow_a_new_id() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Id", "syr-leave");
    assert_eq!(form.case().positions.get(0).unwrap().id.as_str(), "a", "nothing changes while it is typed");
    form.press(Key::Enter);
    let case = form.case();
    assert_eq!(case.positions.get(0).unwrap().id.as_str(), "syr-leave");
    assert_eq!(case.positions.get(1).unwrap().conditions[0].requires, Some(Ref::from("position:syr-leave")));
    assert_eq!(form.desk.borrow().selection, Some(Ref::from("position:syr-leave")));
}

#[test]
fn an_id_that_is_taken_is_refused_in_words() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Id", "b");
    form.get("Something else has this id already.");
    form.press(Key::Tab);
    assert_eq!((form.value("Id").as_str(), form.steps()), ("a", 0));
}

#[test]
fn a_text_that_runs_from_the_right_is_shown_as_it_reads() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Text", "انسحاب كامل 497");
    let shown = form.harness.get_by_role_and_label(Role::Label, "انسحاب كامل 497");
    assert!(shown.rect().top() >= form.get("Text").rect().bottom() - 1.0);
    form.press(Key::Backspace);
    assert_eq!(form.case().positions.get(0).unwrap().text, "انسحاب كامل 49");
}

#[test]
fn a_problem_stands_beside_its_field_with_its_repair() {
    let mut form = Form::new(talks(), "position:a");
    form.rewrite("Id", "Upper Case");
    form.press(Key::Enter);
    let problem = form.harness.get_by_label_contains("Problem: “Upper Case” is not written like an id.");
    assert!(problem.rect().top() > form.get("Id").rect().top());
    form.click("Change the id to “upper-case”");
    assert_eq!(form.case().positions.get(0).unwrap().id.as_str(), "upper-case");
    assert!(form.harness.query_by_label_contains("Problem:").is_none());
}

#[test]
fn an_empty_text_is_a_problem_while_typing() {
    let mut form = Form::new(talks(), "position:a");
    form.focus("Text");
    form.press_with(Modifiers::COMMAND, Key::A);
    form.press(Key::Backspace);
    form.get("Problem: This text is empty. Fill it in.");
    form.write("x");
    assert!(form.harness.query_by_label_contains("Problem:").is_none());
}

#[test]
fn a_number_stays_in_its_field_while_it_is_none() {
    let mut form = Form::new(talks(), "position:a");
    form.click("Add assessment");
    form.rewrite("Assessment 1 weight", "8x");
    form.get("Not a number: write one from 0 to 100.");
    assert_eq!(form.value("Assessment 1 weight"), "8x");
    assert_eq!(form.case().assessments.get(0).unwrap().weight, Some(8.into()));
    form.press(Key::Backspace);
    form.write("0");
    form.press(Key::Tab);
    assert_eq!(form.case().assessments.get(0).unwrap().weight, Some(80.into()));
}

#[test]
fn tags_are_added_typed_moved_and_taken_out() {
    let mut form = Form::new(talks(), "position:a");
    form.click("Add tag");
    form.write("first");
    form.click("Add tag");
    form.write("second");
    form.focus("Move tag 2");
    form.press(Key::ArrowUp);
    assert_eq!(form.case().positions.get(0).unwrap().tags, ["second", "first"]);
    form.click("Remove tag 2");
    assert_eq!(form.case().positions.get(0).unwrap().tags, ["second"]);
}

#[test]
fn what_is_added_to_a_list_is_one_step_with_its_first_words() {
    let mut form = Form::new(talks(), "issue:land");
    let before = form.case().issues.get(0).unwrap().options.len();
    let options = |form: &Form| form.case().issues.get(0).unwrap().options.clone();
    form.click("Add option");
    form.write("Half of it");
    form.press(Key::Tab);
    form.write("More is not on offer");
    assert_eq!(form.steps(), 2);
    form.undo();
    let half = options(&form)[before].clone();
    assert_eq!((half.label.as_str(), half.about), ("Half of it", None));
    form.undo();
    assert_eq!((options(&form).len(), form.steps()), (before, 0));
    // Escape takes back what was begun.
    form.click("Add option");
    form.write("Half");
    form.press(Key::Escape);
    assert_eq!((options(&form).len(), form.steps()), (before, 0));
    // Words elsewhere do not belong to it.
    form.click("Add option");
    form.focus("Title");
    form.write("!");
    assert_eq!((options(&form).len(), form.steps()), (before + 1, 2));
}

#[test]
fn a_tag_is_one_step_with_its_word() {
    let mut form = Form::new(talks(), "position:a");
    form.click("Add tag");
    form.write("first");
    assert_eq!(form.steps(), 1);
    form.undo();
    assert!(form.case().positions.get(0).unwrap().tags.is_empty());
}

#[test]
fn a_position_is_added_from_the_issue() {
    let mut form = Form::new(talks(), "issue:land");
    form.focus("Add position");
    form.press(Key::Enter);
    form.write("isr");
    form.press(Key::Enter);
    let case = form.case();
    let added = case.positions.get(2).unwrap();
    assert_eq!((added.party.as_str(), added.issue.as_str()), ("israel", "land"));
    assert_eq!(form.desk.borrow().selection, Some(Ref::Position(added.id.clone())));
    assert!(form.get("Text").is_focused());
}

#[test]
fn another_issue_takes_the_options_of_the_first_away() {
    let mut form = Form::new(paris(), "position:syr-strategic-files");
    let before = form.case().positions.iter().find(|it| it.id.as_str() == "syr-strategic-files").unwrap().clone();
    form.focus("Issue");
    form.press(Key::Enter);
    form.write("golan");
    form.press(Key::Enter);
    let after = form.case().positions.iter().find(|it| it.id == before.id).unwrap().clone();
    assert_eq!(after.issue.as_str(), "golan");
    assert!(after.options.is_empty());
}

#[test]
fn keys_that_this_version_does_not_know_are_shown_and_kept() {
    let mut form = Form::new(talks(), "position:a");
    form.get("mood");
    form.get("\"tense\"");
    form.rewrite("Text", "Go");
    assert_eq!(form.case().positions.get(0).unwrap().extra.get("mood"), Some("\"tense\""));
}

#[test]
fn a_word_that_this_version_does_not_know_is_kept_among_the_others() {
    let mut case = Case::clone(talks().case());
    let mut odd = (**case.positions.get(0).unwrap()).clone();
    odd.kind = "plea".into();
    case.positions.set(0, Arc::new(odd));
    let mut form = Form::new(Snapshot::new(Arc::new(case)), "position:a");
    assert_eq!(form.value("Kind"), "Plea");
    form.focus("Kind");
    form.press(Key::Enter);
    form.press(Key::Enter);
    assert_eq!(form.case().positions.get(0).unwrap().kind.as_str(), "plea");
    assert_eq!(form.steps(), 0);
}

#[test]
fn every_list_can_be_reached_and_added_to_from_the_case() {
    for (list, name, words) in [
        (ListName::Party, "Parties, 2", "New party: its name"),
        (ListName::Axis, "Axes, 3", "New axis: its name"),
        (ListName::Issue, "Issues, 1", "New issue: its title"),
        (ListName::Position, "Positions, 2", "New position: its text"),
        (ListName::Proposal, "Proposals, 0", "New proposal: its title"),
        (ListName::Outcome, "Outcomes, 0", "New outcome: its title"),
        (ListName::Round, "Rounds, 1", "New round: its name"),
        (ListName::Event, "Events, 0", "New event: what happened"),
        (ListName::Source, "Sources, 1", "New source: its publisher"),
        (ListName::Assessment, "Assessments, 0", "New assessment: its rationale"),
        (ListName::Note, "Notes, 0", "New note: its text"),
        (ListName::Glossary, "Glossary, 0", "New term"),
        (ListName::Log, "Log, 0", "New log entry: what was decided"),
    ] {
        let mut form = Form::new(talks(), "");
        let before = list.len(&form.case());
        form.click(name);
        form.focus(words);
        form.write("Something");
        form.press(Key::Enter);
        assert_eq!((list.len(&form.case()), form.steps()), (before + 1, 1), "{name}");
        let case = form.case();
        let record = list.get(&case, (0..list.len(&case)).next_back().unwrap()).unwrap();
        let has = list.fields().iter().any(|field| record.field(field).as_deref() == Some("\"Something\""));
        assert!(has || list == ListName::Event, "{name}");
    }
}

#[test]
fn records_are_moved_and_asked_to_be_removed_from_the_case() {
    let mut form = Form::new(talks(), "");
    form.click("Parties, 2");
    form.click("Move down: Syria");
    assert_eq!(form.case().parties.get(0).unwrap().id.as_str(), "israel");
    assert_eq!(form.desk.borrow().selection, None);
    form.click("Remove: Syria");
    let removed = Request::Remove(demarche::edit::Key::Record(Ref::from("party:syria")));
    assert_eq!(form.desk.borrow().asked.last(), Some(&removed));
    form.harness.get_by_role_and_label(Role::Link, "Israel").click();
    form.harness.run();
    assert_eq!(form.desk.borrow().selection, Some(Ref::from("party:israel")));
}

#[test]
fn a_term_of_the_glossary_is_edited_where_it_stands() {
    let mut form = Form::new(talks(), "");
    form.click("Glossary, 0");
    form.focus("New term");
    form.write("Freeze");
    form.press(Key::Enter);
    form.harness.get_by_role_and_label(Role::Link, "Freeze").click();
    form.harness.run();
    form.rewrite("Term 1 definition", "A stop");
    assert_eq!(form.case().glossary.get(0).unwrap().definition, "A stop");
}

#[test]
fn the_case_itself_is_edited_while_nothing_is_selected() {
    let mut form = Form::new(talks(), "");
    form.rewrite("Title", "Paris talks");
    form.rewrite("Language", "ar");
    form.get("Arabic");
    let case = form.case();
    assert_eq!((case.title.as_str(), case.language.as_deref()), ("Paris talks", Some("ar")));
}

#[test]
fn nothing_changes_by_being_looked_at() {
    let snapshot = paris();
    let case = Arc::clone(snapshot.case());
    let mut form = Form::new(snapshot, "");
    for list in ListName::ALL {
        for at in 0..list.len(&case) {
            let Some(target) = list.get(&case, at).and_then(|record| record.target()) else { continue };
            form.desk.borrow_mut().selection = Some(target.clone());
            form.harness.run();
            let form_of = format!("Duplicate {}", demarche::words::edits::noun((&list.get(&case, at).unwrap()).into()));
            form.get(&form_of);
        }
    }
    assert_eq!(form.desk.borrow().asked, []);
    assert!(Arc::ptr_eq(&form.case(), &case));
}

#[test]
fn every_field_of_a_form_has_a_name_of_its_own() {
    let snapshot = paris();
    let case = Arc::clone(snapshot.case());
    let mut form = Form::new(snapshot, "");
    for list in ListName::ALL {
        let Some(target) = list.get(&case, 0).and_then(|record| record.target()) else { continue };
        form.desk.borrow_mut().selection = Some(target.clone());
        form.harness.run();
        let mut names = std::collections::HashSet::new();
        for role in [Role::TextInput, Role::MultilineTextInput, Role::ComboBox, Role::RadioButton, Role::CheckBox] {
            for node in form.harness.query_all_by_role(role) {
                let name = node.accesskit_node().label().unwrap();
                assert!(names.insert(name.clone()), "{target}: {name}");
            }
        }
        assert!(names.len() > 2, "{target}");
    }
}

#[test]
fn the_first_field_takes_the_keyboard_when_the_form_is_asked_for() {
    let mut form = Form::new(talks(), "position:a");
    form::focus_first(&form.harness.ctx);
    form.harness.run();
    assert!(form.get("Text").is_focused());
}

/// The control key, as systems tell it on which it is the one for commands.
const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

fn type_into(program: &mut app::Program, text: &str) {
    for letter in text.chars() {
        program.event(egui::Event::Text(letter.to_string()));
        program.run();
    }
}

#[test]
fn what_is_typed_into_the_form_is_seen_in_the_table_and_undone_in_one_step() {
    let mut program = app::open(app::PARIS, egui::Theme::Light, app::harness::builder());
    let before = "Israel rejects any withdrawal for as long as it has no robust security guarantees.";
    let cell = |program: &app::Program, words: &str| {
        program.query_all_by_label_contains(words).any(|node| node.rect().center().x < 960.0)
    };
    program.query_all_by_label_contains(before).next().unwrap().click();
    program.run();
    program.key_press_modifiers(CTRL, Key::E);
    program.run();
    assert!(program.get_by_label("Text").is_focused(), "the form opens with the keyboard in its first field");
    program.key_press_modifiers(CTRL, Key::A);
    program.run();
    type_into(&mut program, "No withdrawal yet");
    assert!(cell(&program, "No withdrawal yet") && !cell(&program, before));
    program.key_press_modifiers(CTRL, Key::Enter);
    program.run();
    program.key_press_modifiers(CTRL, Key::Z);
    program.run();
    assert!(cell(&program, before) && !cell(&program, "No withdrawal yet"));
    assert!(!app::case(&program).document.is_unsaved());
    program.key_press_modifiers(CTRL, Key::E);
    program.run();
    assert!(program.query_by_label("Text").is_none());
    program.get_by_role_and_label(Role::Button, "Edit in the inspector");
}

#[test]
fn the_fields_own_undo_works_within_it() {
    let mut program = app::open(app::PARIS, egui::Theme::Light, app::harness::builder());
    program.key_press_modifiers(CTRL, Key::E);
    program.run();
    let title = program.get_by_label("Title").accesskit_node().value().unwrap();
    type_into(&mut program, " x");
    program.key_press_modifiers(CTRL, Key::Z);
    program.run();
    let now = program.get_by_label("Title").accesskit_node().value().unwrap();
    assert!(title.starts_with(&now) || now.starts_with(&title));
    assert!(program.get_by_label("Title").is_focused());
    assert!(now.len() < title.len() + 2, "{now}");
}

#[test]
fn letters_are_no_commands_while_the_keyboard_is_in_a_form() {
    let mut program = app::open(app::PARIS, egui::Theme::Light, app::harness::builder());
    program.query_all_by_label_contains("Israel rejects any withdrawal").next().unwrap().click();
    program.run();
    program.key_press_modifiers(CTRL, Key::E);
    program.run();
    let count = app::case(&program).document.snapshot().case().positions.len();
    program.get_by_role_and_label(Role::ComboBox, "Kind").focus();
    program.run();
    for key in [Key::D, Key::Delete] {
        program.key_press(key);
        program.run();
    }
    assert_eq!(app::case(&program).document.snapshot().case().positions.len(), count);
    assert!(program.get_by_role_and_label(Role::ComboBox, "Kind").is_focused());
}

/// A case with a problem of nearly every kind, each on a record with an id.
fn ill() -> Snapshot {
    let evidence = json!([{"source": "reuters", "attribution": "on_record"}]);
    let case = talks::talks(json!({
        "parties": [
            {"id": "syria", "name": "Syria", "role": "prinicpal", "color": "1f5fa8"},
            {"id": "israel", "name": "Israel", "role": "principal", "delegation": [{"name": ""}]},
        ],
        "issues": [
            {"id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "agreed",
                "options": [{"id": "none", "label": "None"}, {"id": "all", "label": "All"}, {"id": "all", "label": "Whole"}]},
            {"id": "Water Use", "axis": "teritorial", "number": "T1", "title": "Water", "status": "contested"},
        ],
        "positions": [
            {"id": "a", "party": "syira", "issue": "land", "kind": "demand", "text": "Leave", "options": ["non"],
                "since": "pariss", "evidence": evidence},
            {"id": "b", "party": "israel", "issue": "land", "kind": "red_line", "text": "", "options": ["none"],
                "conditions": [{"text": ""}, {"text": "quiet", "requires": "positon:a"}]},
            {"id": "e", "party": "israel", "issue": "land", "kind": "interest", "text": "Quiet", "replaces": "e",
                "evidence": evidence},
            {"id": "c", "party": "israel", "issue": "land", "kind": "concession", "text": "Some", "options": ["none"],
                "replaces": "a", "evidence": evidence},
            {"id": "d", "party": "israel", "issue": "land", "kind": "demand", "text": "Some", "options": ["none"],
                "visibility": "secret", "evidence": [{"source": "reuter", "attribution": "on record", "credibility": 9}]},
        ],
        "notes": [{"id": "n", "on": "land", "text": "Hm."}],
        "rounds": [{"id": "paris", "label": "Paris", "start": "6 Jan 2026"}],
        "sources": [{"id": "reuters", "publisher": "Reuters"}, {"id": "unused", "publisher": "Unused"}],
    }));
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

#[test]
fn every_kind_of_problem_stands_beside_its_field_with_the_repair_that_it_has() {
    let snapshot = ill();
    let problems = check(&snapshot);
    let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.kind.code()).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        [
            "agreed_without_evidence",
            "demand_refused",
            "empty_text",
            "no_evidence",
            "no_such_moment",
            "no_such_option",
            "no_such_record",
            "number_taken",
            "option_taken",
            "out_of_range",
            "red_line_crossed",
            "replaces_loop",
            "replaces_other_party",
            "uncited",
            "unknown_word",
            "unreadable_color",
            "unreadable_date",
            "unusual_id",
        ]
    );
    for problem in &problems {
        let subject = problem.subject.clone().unwrap();
        let form = Form::new(snapshot.clone(), &subject.to_string());
        let repair = edit::repair(&snapshot, problem);
        // The date field says itself what it makes of the date.
        if problem.kind.code() != "unreadable_date" {
            let what = format!("Problem: {}", words::problem(&problem.kind));
            let found = form.harness.query_all_by_label_contains(&what).count();
            assert!(found > 0, "{what} is not beside its field, in {subject}");
        }
        let Some(repair) = repair else { continue };
        let label = words::edits::repair(&repair.kind);
        let offered = form.harness.query_all_by_role_and_label(Role::Button, &label).count();
        assert!(offered > 0 || problem.kind.code() == "unreadable_date", "{subject}: nothing offers to {label}");
    }
}

#[test]
fn the_list_of_problems_offers_each_repair_that_there_is() {
    let snapshot = ill();
    let problems = check(&snapshot);
    let repairs: Vec<_> = problems.iter().filter_map(|problem| edit::repair(&snapshot, problem)).collect();
    assert!(repairs.len() > 12, "{}", repairs.len());
    let mut harness = app::harness::builder().with_size(Vec2::new(900.0, 4000.0)).build_ui({
        let (snapshot, problems) = (snapshot.clone(), problems.clone());
        move |ui| problems_ui(ui, &snapshot, &problems, None, &mut Vec::new())
    });
    harness.run();
    for repair in &repairs {
        let label = words::edits::repair(&repair.kind);
        assert!(
            harness.query_all_by_role_and_label(Role::Button, &label).next().is_some(),
            "nothing offers to {label}"
        );
    }
    assert_eq!(harness.query_all_by_role(Role::Button).count(), repairs.len());
}
