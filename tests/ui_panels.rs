//! The panels beside the comparison, driven by role and name as a user hears them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/harness.rs"]
mod harness;
#[path = "support/talks.rs"]
mod talks;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use demarche::case::{Case, Party, Problem, Ref, Snapshot, check};
use demarche::command::{Command, Request};
use demarche::compare::{Comparison, Filter, all_columns, default_columns, recorded, standing};
use demarche::ui::inspector::{self, InspectorInput, inspector_ui};
use demarche::ui::navigator::{self, navigator_ui};
use demarche::ui::problems::{self, problems_ui};
use demarche::words::{names, panels, terms};
use egui::accesskit::Role;
use egui::{Key, Ui, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use serde_json::json;

type Asked = Rc<RefCell<Vec<Request>>>;

fn harness<'a>(size: Vec2, mut show: impl FnMut(&mut Ui, &mut Vec<Request>) + 'a) -> (Harness<'a>, Asked) {
    let asked = Asked::default();
    let into = Rc::clone(&asked);
    let mut harness = harness::builder().with_size(size).build_ui(move |ui| {
        let mut out = Vec::new();
        show(ui, &mut out);
        into.borrow_mut().extend(out);
    });
    harness.run();
    (harness, asked)
}

fn reading<'a>(snapshot: &'a Snapshot, selection: Option<&'a Ref>, problems: &'a [Problem]) -> InspectorInput<'a> {
    InspectorInput {
        snapshot,
        selection,
        problems,
        marked: None,
        editing: false,
        needle: "",
        rewound: 0,
        fresh: None,
        salt: None,
    }
}

/// The inspector on a record; so high that nothing is scrolled out of sight.
fn inspect<'a>(snapshot: &'a Snapshot, target: &str) -> (Harness<'a>, Asked) {
    let target = Ref::from(target);
    let problems = check(snapshot);
    harness(Vec2::new(336.0, 6000.0), move |ui, out| inspector_ui(ui, reading(snapshot, Some(&target), &problems), out))
}

/// The navigator, which selects what it asks to select.
fn navigate<'a>(snapshot: &'a Snapshot, filter: &Filter, size: Vec2) -> (Harness<'a>, Asked) {
    let comparison = Comparison::build(snapshot, filter, &default_columns(snapshot));
    let mut selection: Option<Ref> = None;
    harness(size, move |ui, out| {
        navigator_ui(ui, snapshot, &comparison, selection.as_ref(), out);
        for request in &*out {
            match request {
                Request::Select(target) => selection = Some(target.clone()),
                Request::Deselect => selection = None,
                _ => {}
            }
        }
    })
}

fn paris() -> Snapshot {
    let bytes = include_bytes!("../sample-data/paris-2026.json");
    Snapshot::new(Arc::new(serde_json::from_slice::<Case>(bytes).unwrap()))
}

/// A case with everything that the sample, being clean and public, does not have.
fn odd() -> Snapshot {
    let case = talks::talks(json!({
        "title": "Odd", "house_style": {"b": 1},
        "parties": [
            {"id": "syria", "name": "Syria", "native_name": "سوريا", "role": "principal"},
            {"id": "israel", "name": "Israel", "native_name": "ישראל", "role": "principal"},
        ],
        "issues": [
            {"id": "land", "axis": "territorial", "number": "T1", "title": "Land", "status": "contested",
                "options": [{"id": "none", "label": "None"}, {"id": "all", "label": "All of it"}]},
            {"id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "unknown"},
        ],
        "positions": [
            {"id": "a", "party": "syria", "issue": "land", "kind": "demand", "text": "انسحاب كامل وفق UNSCR 497",
                "options": ["all", "gone"], "replaces": "c", "visibility": "internal", "confidence_note": [1, 2],
                "conditions": [{"text": "the law is settled", "requires": "issue:nowhere", "urgency": "high"}],
                "evidence": [{"source": "s1", "attribution": "on_record", "quote": "Arms first",
                    "reliability": "C", "credibility": 3, "page": 12}]},
            {"id": "c", "party": "syria", "issue": "land", "kind": "demand", "text": "The villages.", "replaces": "a"},
            {"id": "b", "party": "israel", "issue": "arms", "kind": "concession", "text": "Arms leave the south.",
                "conditions": [{"text": "Syria asks no more", "requires": "position:a", "from": "syria"}]},
        ],
        "sources": [{"id": "s1", "publisher": "Reuters", "url": "https://www.reuters.com/a"}],
        "assessments": [{"party": "syria", "issue": "land", "weight": 90, "walk_away": "No timeline at all"}],
        "notes": [{"id": "n1", "on": "position:a", "text": "Ask the mediator."}],
    }));
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

#[test]
fn a_condition_leads_to_what_it_depends_on() {
    let snapshot = odd();
    let (mut harness, asked) = inspect(&snapshot, "position:b");
    harness.get_by_label("Only if Syria asks no more");
    harness.get_by_role_and_label(Role::Link, "Syria · T1 · Demand · internal: انسحاب كامل وفق UNSCR 497").click();
    harness.run();
    assert_eq!(asked.borrow_mut().drain(..).collect::<Vec<_>>(), [Request::Select(Ref::from("position:a"))]);
    harness.get_by_role_and_label(Role::Link, "Syria").click();
    harness.run();
    assert_eq!(*asked.borrow(), [Request::Select(Ref::from("party:syria"))]);
}

#[test]
fn a_position_names_what_depends_on_it() {
    let snapshot = odd();
    let (harness, _) = inspect(&snapshot, "position:a");
    harness.get_by_role_and_label(Role::Heading, panels::DEPENDENTS);
    harness.get_by_role_and_label(Role::Link, "Israel · S1 · Concession: Arms leave the south.");
}

#[test]
fn every_evidence_is_shown_with_its_attribution_in_words() {
    let snapshot = paris();
    let position = snapshot.position(&"syr-strategic-files".into()).unwrap();
    assert_eq!(position.evidence.len(), 3);
    let (harness, _) = inspect(&snapshot, "position:syr-strategic-files");
    for evidence in &position.evidence {
        if let Some(quote) = &evidence.quote {
            harness.get_by_label(&panels::quoted(quote));
        }
        if let Some(note) = &evidence.note {
            harness.get_by_label(note);
        }
        let meaning = terms::attribution_meaning(&evidence.attribution);
        assert!(harness.query_all_by_label(meaning).count() > 0, "{meaning}");
    }
    let attributions = harness.query_all_by_label(panels::ATTRIBUTION).count();
    assert_eq!(attributions, 3);
}

#[test]
fn a_grade_is_explained_in_words() {
    let snapshot = odd();
    let (harness, _) = inspect(&snapshot, "position:a");
    harness.get_by_label("C3");
    harness.get_by_label("fairly reliable source · possibly true");
}

#[test]
fn a_web_address_is_named_by_its_host_and_opens_in_the_browser() {
    let snapshot = odd();
    let (mut harness, asked) = inspect(&snapshot, "position:a");
    harness.get_by_role_and_label(Role::Link, "Open www.reuters.com in the browser").click();
    harness.run();
    assert_eq!(*asked.borrow(), [Request::OpenUrl("https://www.reuters.com/a".to_owned())]);
}

#[test]
fn disputed_events_name_each_other() {
    let snapshot = paris();
    let (harness, _) = inspect(&snapshot, "event:baku-with-sharaa");
    let other = "Event · 12 July 2025: Syrian and Israeli officials meet in Baku. AFP's source says that President \
                 al-Sharaa does not take part.";
    harness.get_by_label(panels::CONTRADICTS);
    harness.get_by_role_and_label(Role::Heading, panels::DISPUTED_BY);
    assert_eq!(harness.query_all_by_role_and_label(Role::Link, other).count(), 2);
}

#[test]
fn the_circle_of_conditions_can_be_walked_around() {
    let snapshot = paris();
    let mut at = Ref::from("position:syr-strategic-files");
    let mut walked = Vec::new();
    for next in ["T2 Timeline and order of withdrawal", "Israel · P1 · Demand", "Syria · P1 · Concession"] {
        if at == Ref::from("issue:withdrawal-timeline") {
            at = Ref::from("position:isr-withdrawal-after-conditions");
        }
        let (mut harness, asked) = inspect(&snapshot, &at.to_string());
        harness
            .query_all_by_role(Role::Link)
            .find(|link| link.accesskit_node().label().is_some_and(|it| it.starts_with(next)))
            .unwrap()
            .click();
        harness.run();
        let Some(Request::Select(target)) = asked.borrow().first().cloned() else { panic!("{next}") };
        walked.push(target.to_string());
        at = target;
    }
    assert_eq!(walked, ["issue:withdrawal-timeline", "position:isr-broader-agreement", "position:syr-strategic-files"]);
}

#[test]
fn versions_that_replace_each_other_in_a_circle_end() {
    let snapshot = odd();
    let (harness, _) = inspect(&snapshot, "position:a");
    harness.get_by_label(panels::VERSIONS_LOOP);
    harness.get_by_role_and_label(Role::Link, "Syria · T1 · Demand: The villages.");
}

#[test]
fn the_assessment_is_apart_and_says_who_may_see_it() {
    let snapshot = odd();
    for target in ["position:a", "issue:land", "party:syria"] {
        let (harness, _) = inspect(&snapshot, target);
        let heading = harness.get_by_role_and_label(Role::Heading, "Analyst's assessment · internal").rect();
        let walk_away = harness.get_by_label("No timeline at all").rect();
        assert!(walk_away.top() > heading.bottom());
        for fact in harness
            .query_all_by_role(Role::Heading)
            .filter(|it| it.accesskit_node().label().as_deref() != Some(panels::ALSO_IN_FILE))
        {
            assert!(fact.rect().bottom() <= heading.bottom(), "{target}: {fact:?} stands below the assessment");
        }
    }
    let (harness, _) = inspect(&snapshot, "position:b");
    assert!(harness.query_by_label_contains("assessment").is_none());
}

#[test]
fn what_is_not_public_says_so() {
    let snapshot = odd();
    let (harness, _) = inspect(&snapshot, "position:a");
    assert!(harness.query_all_by_label("Internal").count() >= 2, "the position and the note on it");
    let (harness, _) = inspect(&snapshot, "position:b");
    assert_eq!(harness.query_all_by_label("Internal").count(), 0);
}

#[test]
fn keys_that_this_version_does_not_know_are_shown() {
    let snapshot = odd();
    let (harness, _) = inspect(&snapshot, "position:a");
    for (key, value) in
        [("confidence_note", "[1,2]"), ("Evidence 1 · page", "12"), ("Condition 1 · urgency", "\"high\"")]
    {
        harness.get_by_label(key);
        harness.get_by_label(value);
    }
}

#[test]
fn the_problems_of_a_record_stand_above_it() {
    let snapshot = odd();
    let problems = check(&snapshot);
    let number = problems.iter().position(|it| it.path.to_string() == "positions[0].options[1]").unwrap();
    let (mut harness, asked) = inspect(&snapshot, "position:a");
    let problem = harness.get_by_role_and_label(
        Role::Link,
        "Problem: The issue “land” has no option “gone”. Add the option to the issue, or correct the id.",
    );
    assert!(problem.rect().bottom() < harness.get_by_label("Demand").rect().top());
    problem.click();
    harness.run();
    assert_eq!(*asked.borrow(), [Request::Problem(number)]);
}

#[test]
fn every_record_of_the_sample_has_a_page() {
    let snapshot = paris();
    let case = snapshot.case();
    let refs = (case.parties.iter().map(|it| Ref::Party(it.id.clone())))
        .chain(case.axes.iter().map(|it| Ref::Axis(it.id.clone())))
        .chain(case.issues.iter().map(|it| Ref::Issue(it.id.clone())))
        .chain(case.positions.iter().map(|it| Ref::Position(it.id.clone())))
        .chain(case.proposals.iter().map(|it| Ref::Proposal(it.id.clone())))
        .chain(case.outcomes.iter().map(|it| Ref::Outcome(it.id.clone())))
        .chain(case.rounds.iter().map(|it| Ref::Round(it.id.clone())))
        .chain(case.events.iter().map(|it| Ref::Event(it.id.clone())))
        .chain(case.sources.iter().map(|it| Ref::Source(it.id.clone())))
        .chain(case.notes.iter().map(|it| Ref::Note(it.id.clone())));
    let refs: Vec<Ref> = refs.collect();
    let at = Rc::new(RefCell::new(refs[0].clone()));
    let selection = Rc::clone(&at);
    let (mut harness, _) = harness(Vec2::new(280.0, 6000.0), |ui, out| {
        inspector_ui(ui, reading(&snapshot, Some(&selection.borrow()), &[]), out);
    });
    for target in refs {
        at.replace(target.clone());
        harness.run();
        assert!(harness.query_by_label(panels::NOT_IN_THE_CASE).is_none(), "{target}");
        assert!(harness.query_all_by_role(Role::Label).count() > 1, "{target}");
    }
}

#[test]
fn without_a_selection_the_case_itself_is_shown() {
    let snapshot = odd();
    let (harness, _) =
        harness(Vec2::new(320.0, 2000.0), |ui, out| inspector_ui(ui, reading(&snapshot, None, &[]), out));
    harness.get_by_label(panels::NOTHING_SELECTED);
    harness.get_by_label("house_style");
}

#[test]
fn arrow_keys_scroll_the_inspector() {
    let snapshot = paris();
    let target = Ref::from("position:syr-strategic-files");
    let (mut harness, _) =
        harness(Vec2::new(320.0, 300.0), |ui, out| inspector_ui(ui, reading(&snapshot, Some(&target), &[]), out));
    harness.ctx.memory_mut(|memory| memory.request_focus(inspector::focus_id()));
    harness.run();
    let foot = |harness: &Harness<'_>| {
        let parts = harness.get_all_by_role(Role::Label).map(|part| part.rect().bottom());
        parts.fold(f32::NEG_INFINITY, f32::max)
    };
    let start = foot(&harness);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(foot(&harness) < start);
    harness.key_press(Key::End);
    harness.run();
    assert!((0.0..300.0).contains(&foot(&harness)));
}

#[test]
fn arrow_keys_move_the_selection_in_the_navigator() {
    let snapshot = paris();
    let (mut harness, asked) = navigate(&snapshot, &Filter::default(), Vec2::new(240.0, 800.0));
    harness.ctx.memory_mut(|memory| memory.request_focus(navigator::focus_id()));
    harness.run();
    harness.get_by_label_contains("T3 Golan Heights, not addressed, 3 positions").click();
    harness.run();
    asked.borrow_mut().clear();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    let selected = ["issue:mount-hermon", "issue:golan"].map(|target| Request::Select(Ref::from(target)));
    assert_eq!(asked.borrow_mut().drain(..).collect::<Vec<_>>(), selected);
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(asked.borrow_mut().drain(..).collect::<Vec<_>>(), [Request::Select(Ref::from("axis:territorial"))]);
    assert!(harness.query_by_label_contains("T3 Golan").is_some());
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert!(harness.query_by_label_contains("T3 Golan").is_none(), "the axis is folded");
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(harness.query_by_label_contains("T3 Golan").is_some(), "the axis is unfolded");
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(asked.borrow_mut().drain(..).collect::<Vec<_>>(), [Request::Deselect]);
}

#[test]
fn the_navigator_counts_what_stands_as_the_table_shows_it() {
    let snapshot = paris();
    let (harness, _) = navigate(&snapshot, &Filter::default(), Vec2::new(240.0, 800.0));
    let columns = all_columns(&snapshot);
    let table = Comparison::build(&snapshot, &Filter::default(), &columns);
    let mut earlier = 0;
    for (row, issue) in table.issues.iter().enumerate() {
        let shown = table.row(row).filter(|(_, entry)| entry.position().is_some()).count();
        let number = *issue;
        assert_eq!(standing(&snapshot, number), shown);
        earlier += recorded(&snapshot, number) - shown;
        let words = format!("{}, ", names::plain_issue(snapshot.numbered_issue(number).unwrap()));
        let ends = terms::count(shown, "position");
        assert!(
            harness
                .query_all(by().role(Role::TreeItem).label_contains(words.as_str()))
                .all(|row| { row.accesskit_node().label().is_some_and(|name| name.ends_with(&format!(", {ends}"))) })
        );
    }
    assert!(earlier > 0, "the sample has earlier versions, which the table does not show");
}

#[test]
fn an_issue_that_the_filter_hides_says_so_and_can_be_selected() {
    let snapshot = paris();
    let filter = Filter { axes: vec!["economic".into()], ..Filter::default() };
    let (mut harness, asked) = navigate(&snapshot, &filter, Vec2::new(240.0, 800.0));
    harness.get_by_label("E1 Joint economic zone, under discussion, 0 positions");
    harness.get_by_label("T3 Golan Heights, not addressed, 3 positions (filtered out)").click();
    harness.run();
    assert_eq!(asked.borrow_mut().drain(..).collect::<Vec<_>>(), [Request::Select(Ref::from("issue:golan"))]);
    harness.get_by_label("All issues, 19").click();
    harness.run();
    assert_eq!(*asked.borrow(), [Request::Deselect, Request::Do(Command::ClearFilter)]);
}

#[test]
fn everything_in_the_file_can_be_reached_below_the_issues() {
    let snapshot = paris();
    let (mut harness, asked) = navigate(&snapshot, &Filter::default(), Vec2::new(240.0, 4000.0));
    for (list, count) in [("Parties", 4), ("Proposals", 5), ("Outcomes", 3), ("Rounds", 7), ("Events", 28)] {
        harness.get_by_label(&format!("{list}, {count}")).click();
        harness.run();
    }
    harness.get_by_label("Party · principal: Israel").click();
    harness.run();
    assert_eq!(asked.borrow().last(), Some(&Request::Select(Ref::from("party:israel"))));
}

#[test]
fn of_many_issues_only_those_in_view_are_made() {
    let issues: Vec<_> = (0..16_000)
        .map(|n| json!({"id": format!("i{n}"), "axis": "security", "number": format!("S{n}"), "title": "Arms", "status": "unknown"}))
        .collect();
    let case = json!({"format": "demarche/case", "version": 1, "title": "Large", "issues": issues,
        "axes": [{"id": "security", "name": "Security"}]});
    let snapshot = Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()));
    let (mut harness, asked) = navigate(&snapshot, &Filter::default(), Vec2::new(240.0, 600.0));
    assert!(harness.query_all_by_role(Role::TreeItem).count() < 40);
    harness.ctx.memory_mut(|memory| memory.request_focus(navigator::focus_id()));
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(asked.borrow().last(), Some(&Request::Select(Ref::from("issue:i15999"))));
    harness.get_by_label_contains("S15999 Arms");
}

#[test]
fn a_problem_leads_to_its_place() {
    let snapshot = odd();
    let problems = check(&snapshot);
    assert!(problems.len() > 3);
    let mut selected = None;
    let (mut harness, asked) = harness(Vec2::new(600.0, 160.0), |ui, out| {
        problems_ui(ui, &snapshot, &problems, selected, out);
        for request in &*out {
            if let Request::Problem(number) = request {
                selected = Some(*number);
            }
        }
    });
    harness.query_all_by_role(Role::ListItem).next().unwrap().click();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    let last = problems.len() - 1;
    assert_eq!(*asked.borrow(), [0, last, last - 1].map(Request::Problem));
    assert!(harness.ctx.memory(|memory| memory.has_focus(problems::focus_id())));
}

#[test]
fn a_problem_offers_its_repair_in_the_list() {
    let mut case = Case::clone(odd().case());
    let mut party = Party::clone(case.parties.get(0).unwrap());
    party.color = Some("2f6f8f".to_owned());
    case.parties.set(0, Arc::new(party));
    let snapshot = Snapshot::new(Arc::new(case));
    let problems = check(&snapshot);
    let (mut harness, asked) = harness(Vec2::new(600.0, 600.0), |ui, out| {
        problems_ui(ui, &snapshot, &problems, None, out);
    });
    harness.get_by_role_and_label(Role::Button, "Change to “#2f6f8f”").click();
    harness.run();
    let asked = asked.borrow();
    let [Request::Edit(edit)] = asked.as_slice() else { panic!("{asked:?}") };
    let mended = demarche::edit::apply(&snapshot, &edit.changes).unwrap();
    assert_eq!(mended.parties.get(0).unwrap().color.as_deref(), Some("#2f6f8f"));
}

#[test]
fn a_case_without_problems_says_so() {
    let snapshot = paris();
    let (harness, _) = harness(Vec2::new(600.0, 160.0), |ui, out| problems_ui(ui, &snapshot, &[], None, out));
    harness.get_by_label(panels::NO_PROBLEMS);
}
