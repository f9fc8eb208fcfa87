use std::collections::HashSet;

use egui::accesskit::Role;
use egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::case::Case;
use crate::compare::{Comparison, Filter, Since, default_columns};
use crate::ui::harness;
use crate::ui::since::Marked;

struct State {
    snapshot: Snapshot,
    axes: Axes,
    selection: Option<Ref>,
    comparison: Comparison,
    filter: Filter,
    view: AxesView,
    asked: Vec<Request>,
}

fn paris() -> Snapshot {
    let case: Case = serde_json::from_str(include_str!("../../../sample-data/paris-2026.json")).unwrap();
    Snapshot::new(case.into())
}

fn harness(snapshot: Snapshot, filter: &Filter, size: Vec2) -> Harness<'static, State> {
    let comparison = Comparison::build(&snapshot, filter, &default_columns(&snapshot));
    let axes = Axes::build(&snapshot, filter, &comparison);
    let filter = filter.clone();
    let state =
        State { snapshot, axes, comparison, filter, selection: None, view: AxesView::default(), asked: Vec::new() };
    let mut harness = harness::builder().with_size(size).build_ui_state(
        |ui, state: &mut State| {
            let State { snapshot, axes, comparison, filter, selection, view, asked } = state;
            let input = AxesInput {
                snapshot,
                axes,
                marked: Marked::new(snapshot, comparison, filter),
                revision: 1,
                edited: 0,
                selection: selection.as_ref(),
                found: FoundInput::default(),
                folded: &HashSet::new(),
            };
            let mut out = Vec::new();
            axes_ui(ui, input, view, &mut out);
            for request in out {
                match &request {
                    Request::Select(target) => *selection = Some(target.clone()),
                    Request::Deselect => *selection = None,
                    _ => {}
                }
                asked.push(request);
            }
        },
        state,
    );
    harness.run();
    harness
}

fn small() -> Harness<'static, State> {
    harness(paris(), &Filter::default(), egui::vec2(760.0, 620.0))
}

#[expect(clippy::unnecessary_wraps, reason = "a selection is an option")]
fn position(id: &str) -> Option<Ref> {
    Some(Ref::Position(id.into()))
}

#[test]
fn a_click_on_a_mark_selects_its_position() {
    let mut harness = small();
    harness.get_by(|node| node.role() == Role::Button && label(node).starts_with("Syria, T1")).click();
    harness.run();
    assert_eq!(harness.state().selection, position("syr-full-withdrawal"));
}

fn label(node: &egui_kittest::kittest::AccessKitNode<'_>) -> String {
    node.label().unwrap_or_default()
}

#[test]
fn the_pointer_on_a_mark_shows_the_whole_position_with_its_evidence() {
    let mut harness = small();
    harness.get_by(|node| label(node).starts_with("Israel, T1") && label(node).contains("Concession")).hover();
    harness.run();
    let snapshot = &harness.state().snapshot;
    let position = snapshot.position(&"isr-withdrawal-other-areas".into()).unwrap();
    let chip = crate::words::chip::evidence(snapshot, &position.evidence);
    for text in [position.text.clone(), words::only_if(snapshot, position), chip] {
        assert!(harness.query_all_by(|node| node.value().as_deref() == Some(&*text)).next().is_some(), "{text}");
    }
}

#[test]
fn a_mark_says_party_issue_kind_option_and_condition() {
    let harness = small();
    let node = harness.get_by(|node| {
        let name = label(node);
        name.starts_with("Israel, T1") && name.contains("Concession at “Recently taken areas, but not Mount Hermon”")
    });
    assert!(label(&node.accesskit_node()).contains("only if "));
}

#[test]
fn arrows_go_from_mark_to_mark_and_from_line_to_line() {
    let mut harness = small();
    harness.state_mut().view.take_focus = true;
    harness.run();
    let mut press = |key| {
        harness.key_press(key);
        harness.run();
        harness.state().selection.clone()
    };
    assert_eq!(press(Key::ArrowDown), Some(Ref::Issue("withdrawal".into())));
    assert_eq!(press(Key::ArrowDown), position("syr-full-withdrawal"));
    assert_eq!(press(Key::ArrowDown), position("isr-no-withdrawal-without-guarantees"));
    assert_eq!(press(Key::ArrowRight), position("isr-withdrawal-other-areas"));
    assert_eq!(press(Key::ArrowLeft), position("isr-no-withdrawal-without-guarantees"));
    assert_eq!(press(Key::Home), Some(Ref::Issue("withdrawal".into())));
    assert_eq!(press(Key::Escape), None);
}

#[test]
fn the_last_line_can_be_reached_by_keyboard_and_comes_into_view() {
    let mut harness = small();
    harness.state_mut().view.take_focus = true;
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::End);
    harness.run();
    let last = harness.get_by(|node| label(node).starts_with("P3 ") && node.role() == Role::Button);
    assert!(last.rect().bottom() <= 620.0);
}

#[test]
fn enter_keeps_the_selection_and_goes_to_the_inspector() {
    let mut harness = small();
    harness.state_mut().selection = position("isr-withdrawal-other-areas");
    harness.state_mut().view.take_focus = true;
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().selection, position("isr-withdrawal-other-areas"));
    assert!(harness.state().asked.contains(&Request::Do(Command::FocusInspector)));
}

#[test]
fn a_record_selected_elsewhere_comes_into_view() {
    let mut harness = small();
    assert!(harness.query_by(|node| label(node).starts_with("Syria, S4")).is_none());
    harness.state_mut().view.reveal = position("syr-liaison-mechanism");
    harness.run();
    let mark = harness.get_by(|node| label(node).starts_with("Syria, S4") && node.role() == Role::Button);
    assert!(mark.rect().top() > 0.0 && mark.rect().bottom() < 620.0);
}

#[test]
fn a_silent_party_keeps_its_lane() {
    let mut harness = small();
    harness.state_mut().view.reveal = Some(Ref::Issue("air-space".into()));
    harness.run();
    harness.get_by(|node| {
        let name = node.value().unwrap_or_default();
        name.starts_with("Syria, S8") && name.ends_with("No recorded position")
    });
}

#[test]
fn an_axis_sums_up_how_its_issues_stand() {
    let harness = small();
    harness.get_by(|node| label(node).starts_with("Territorial, 5 issues · 4 apart · 1 unknown"));
}

#[test]
fn without_issues_it_says_so_and_what_to_do() {
    let filter = Filter { text: "no such words anywhere".to_owned(), ..Filter::default() };
    let harness = harness(paris(), &filter, egui::vec2(760.0, 620.0));
    harness.get_by_label(words::EMPTY);
    harness.get_by_label(words::EMPTY_HINT);
}

#[test]
fn a_scale_of_a_hundred_thousand_options_and_thirty_lanes_is_drawn() {
    let options: Vec<_> =
        (0..100_000).map(|n| serde_json::json!({ "id": format!("o{n}"), "label": format!("Option {n}") })).collect();
    let parties: Vec<_> = (0..30)
        .map(|n| serde_json::json!({ "id": format!("p{n}"), "name": format!("P{n}"), "role": "principal" }))
        .collect();
    let positions: Vec<_> = (0..3000)
        .map(|n| {
            serde_json::json!({ "id": format!("q{n}"), "party": format!("p{}", n % 30), "issue": "i",
                "kind": (["demand", "concession", "red_line"])[n % 7 % 3], "text": "It", "options": [format!("o{}", n * 31)] })
        })
        .collect();
    let case = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "Many", "parties": parties,
        "axes": [{ "id": "security", "name": "Security" }], "positions": positions,
        "issues": [{ "id": "i", "axis": "security", "title": "Issue", "status": "contested", "options": options }],
    });
    let case: Case = serde_json::from_str(&case.to_string()).unwrap();
    let harness = harness(Snapshot::new(case.into()), &Filter::default(), egui::vec2(500.0, 400.0));
    harness.get_by(|node| label(node).starts_with("Security, 1 issue"));
}

#[test]
fn a_mark_that_has_changed_since_a_round_says_so_in_its_name() {
    let since = Since { round: "london-sept-2025".into(), only_changed: false };
    let filter = Filter { since: Some(since), ..Filter::default() };
    let harness = harness(paris(), &filter, egui::vec2(760.0, 2600.0));
    let name = |words: &str| harness.query_all_by_label_contains(words).next().is_some();
    assert!(name("Israel, T1 Withdrawal from land taken since Dec 2024, Concession, Changed since London"));
    assert!(name("New since London, 16–17 September 2025"));
    let unchanged = harness.query_all_by_label_contains("Syria, T3 Golan Heights, Concession").next().unwrap();
    assert!(!unchanged.accesskit_node().label().unwrap().contains("since London"));
}

/// A line of which every text reads from the right, some of them short.
fn from_the_right() -> Snapshot {
    let case = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "T",
        "parties": [
            { "id": "a", "name": "ישראל", "role": "principal" },
            { "id": "b", "name": "الجمهورية العربية", "role": "principal" },
        ],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [{ "id": "i", "axis": "security", "number": "S1", "title": "הסדרים", "status": "contested" }],
        "positions": [
            { "id": "p", "party": "a", "issue": "i", "kind": "demand", "text": "אזור מפורז" },
            { "id": "q", "party": "b", "issue": "i", "kind": "demand", "text": "وقف العمليات العسكرية ".repeat(12) },
        ],
    });
    Snapshot::new(serde_json::from_value::<Case>(case).unwrap().into())
}

#[test]
fn texts_that_read_from_the_right_share_a_right_edge_however_short_they_are() {
    let snapshot = from_the_right();
    let comparison = Comparison::build(&snapshot, &Filter::default(), &default_columns(&snapshot));
    let axes = Axes::build(&snapshot, &Filter::default(), &comparison);
    for width in [700.0, 1200.0] {
        let mut edges = Vec::new();
        let mut harness = harness::builder().build_ui(|ui| {
            let ctx = ui.ctx().clone();
            let marked = Marked::new(&snapshot, &comparison, &Filter::default());
            let palette = Palette::of(ui);
            let found = FoundInput::default();
            let sheet = Sheet { ctx: &ctx, palette, snapshot: &snapshot, found, marked, names: 112.0 };
            let layout = sheet.line(axes.lines.first().unwrap(), width).unwrap();
            let right = |laid: &crate::ui::text::Laid| laid.rows().map(|row| row.right()).fold(0.0, f32::max);
            let left = |text: &layout::TextLine<'_>| text.kind.as_ref().unwrap().size().x;
            let texts = || layout.texts.iter();
            edges = vec![
                texts().map(|text| right(&text.party)).collect::<Vec<f32>>(),
                texts().map(|text| left(text) + right(&text.text)).collect(),
                vec![layout.title.0.x + right(&layout.title.1), layout.head.right() - 8.0],
            ];
        });
        harness.run();
        drop(harness);
        for column in &edges {
            let (first, others) = column.split_first().unwrap();
            assert!(others.iter().all(|edge| (edge - first).abs() < 1.0), "{width}: {edges:?}");
        }
    }
}

/// Ten parties whose names differ at the end only, each with one demand that has no place.
fn alike() -> Snapshot {
    let id = |number: usize| format!("party-{number}");
    let name = |number: usize| format!("Delegation of the coastal region number {number}");
    let case = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "T",
        "parties": (1..=10).map(|n| serde_json::json!({ "id": id(n), "name": name(n), "role": "principal" })).collect::<Vec<_>>(),
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [
            { "id": "i", "axis": "security", "number": "S1", "title": "Arms", "status": "contested",
              "options": [{ "id": "x", "label": "All" }, { "id": "y", "label": "None" }] },
        ],
        "positions": (1..=10).map(|n| serde_json::json!({
            "id": format!("p{n}"), "party": id(n), "issue": "i", "kind": "demand", "text": "Something"
        })).collect::<Vec<_>>(),
    });
    Snapshot::new(serde_json::from_value::<Case>(case).unwrap().into())
}

#[test]
fn names_that_differ_at_the_end_are_read_whole_where_there_is_room() {
    let snapshot = alike();
    let comparison = Comparison::build(&snapshot, &Filter::default(), &default_columns(&snapshot));
    let axes = Axes::build(&snapshot, &Filter::default(), &comparison);
    let folded = HashSet::new();
    let input = |marked| AxesInput {
        snapshot: &snapshot,
        axes: &axes,
        marked,
        revision: 1,
        edited: 0,
        selection: None,
        found: FoundInput::default(),
        folded: &folded,
    };
    for width in [900.0, 1300.0] {
        let mut whole = Vec::new();
        let mut lanes = Vec::new();
        let mut harness = harness::builder().build_ui(|ui| {
            let ctx = ui.ctx().clone();
            let palette = Palette::of(ui);
            let marked = Marked::new(&snapshot, &comparison, &Filter::default());
            let names = names_width(ui, palette, &input(marked), width);
            let sheet = Sheet { ctx: &ctx, palette, snapshot: &snapshot, found: FoundInput::default(), marked, names };
            let layout = sheet.line(axes.lines.first().unwrap(), width).unwrap();
            whole = layout
                .line
                .lanes
                .iter()
                .map(|lane| (!sheet.party(lane).is_elided(), sheet.party(lane).size().y))
                .collect();
            lanes = layout.plot.unwrap().lanes;
        });
        harness.run();
        drop(harness);
        assert!(whole.iter().all(|(whole, _)| *whole), "{width}");
        assert!(whole.iter().zip(&lanes).all(|((_, name), lane)| *name <= lane.span()), "a name stays in its lane");
    }
}

#[test]
fn what_is_left_to_the_table_is_a_link_to_its_issue_there() {
    let mut harness = harness(alike(), &Filter::default(), egui::vec2(900.0, 1600.0));
    harness.get_by_label("2 positions more in the table").click();
    harness.run();
    let asked = &harness.state().asked;
    assert_eq!(*asked, [Request::Select(Ref::Issue("i".into())), Request::Do(Command::ShowTable)]);
}
