//! The table of the comparison in the whole program, driven by role and name as a user hears it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/app.rs"]
mod app;
#[path = "support/talks.rs"]
mod talks;

use app::{PARIS, Program, case};
use demarche::command::Command;
use demarche::generate;
use demarche::words::{history, panels, screen};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Theme, vec2};
use egui_kittest::Node;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _, by};
use serde_json::json;

/// The control key, as systems tell it on which it is the one for commands.
const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

fn paris() -> Program {
    app::open(PARIS, Theme::Light, app::harness::builder())
}

/// The program on a case made for a test.
fn shown(case: &impl serde::Serialize) -> Program {
    app::open(&serde_json::to_vec_pretty(case).unwrap(), Theme::Light, app::harness::builder())
}

/// The program on a case whose one issue has one party's demands.
fn one_cell(demands: &[String]) -> Program {
    let position = |(number, text): (usize, &String)| json!({"id": format!("p{number}"), "party": "a", "issue": "i", "kind": "demand", "text": text});
    shown(&talks::talks(json!({
        "title": "One cell",
        "parties": [{"id": "a", "name": "A", "role": "principal"}],
        "issues": [{"id": "i", "axis": "security", "title": "Everything", "status": "contested"}],
        "positions": demands.iter().enumerate().map(position).collect::<Vec<_>>(),
    })))
}

/// A made-up case of 30 parties, many issues and long texts.
fn many_parties() -> Program {
    shown(&generate::case(7, generate::Size { positions: 400, parties: 30 }))
}

/// The one thing of a role whose name holds some words.
fn named<'a>(program: &'a Program, role: Role, words: &'a str) -> Node<'a> {
    program.get(by().role(role).label_contains(words))
}

fn count(program: &Program, role: Role, words: &str) -> usize {
    program.query_all(by().role(role).label_contains(words)).count()
}

/// What is there of a role, from left to right, by the first words of its name.
fn heads(program: &Program) -> Vec<String> {
    let mut heads: Vec<(Rect, String)> = program
        .query_all_by_role(Role::ColumnHeader)
        .map(|node| (node.rect(), node.accesskit_node().label().unwrap_or_default()))
        .collect();
    heads.sort_by(|one, other| one.0.left().total_cmp(&other.0.left()));
    heads.into_iter().map(|(_, name)| name.split(',').next().unwrap_or_default().to_owned()).collect()
}

fn has_keyboard(node: &AccessKitNode<'_>) -> bool {
    node.is_focused()
}

/// Where the keyboard is, as it is told to those who hear the screen.
fn here(program: &Program) -> String {
    let focused = program.query_all(by().predicate(has_keyboard)).next();
    focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// Brings the keyboard to the table and presses keys there.
fn press(program: &mut Program, keys: &[Key]) {
    for key in keys {
        program.key_press(*key);
        program.run();
    }
}

fn press_with(program: &mut Program, modifiers: Modifiers, key: Key) {
    program.key_press_modifiers(modifiers, key);
    program.run();
}

fn to_the_table(program: &mut Program) {
    press_with(program, Modifiers::ALT, Key::Num2);
}

fn click(program: &mut Program, role: Role, words: &str) {
    named(program, role, words).click();
    program.run();
}

/// Opens a column's menu and presses one of its lines.
fn choose(program: &mut Program, column: &str, line: &str) {
    click(program, Role::Button, &screen::column_menu(column));
    program.get_by_role_and_label(Role::Button, line).click();
    program.run();
}

fn press_at(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

/// Drags slowly enough to be followed.
fn drag(program: &mut Program, from: Pos2, to: Pos2) {
    program.event(Event::PointerMoved(from));
    program.run();
    program.event(press_at(from, true));
    program.run();
    for part in [0.1, 0.5, 0.9, 1.0] {
        program.event(Event::PointerMoved(from + (to - from) * part));
        program.run();
    }
    program.event(press_at(to, false));
    program.run();
}

fn width(program: &Program, column: &str) -> f32 {
    named(program, Role::ColumnHeader, column).rect().width()
}

fn table(program: &Program) -> Rect {
    program.get_by_role_and_label(Role::Grid, screen::TABLE_NAME).rect()
}

#[test]
fn the_first_columns_fit_beside_both_panels_and_the_rest_is_announced() {
    let mut program = paris();
    let right = table(&program).right();
    for column in ["Syria", "Israel", "On the table"] {
        let rect = named(&program, Role::ColumnHeader, column).rect();
        assert!(
            rect.right() <= right && rect.width() > 110.0,
            "{column} stands at {rect:?}, the table ends at {right}"
        );
    }
    click(&mut program, Role::Button, &screen::more_columns(2));
    assert_eq!(heads(&program).last().unwrap(), "United States");
    click(&mut program, Role::Button, &screen::more_columns(1));
    assert_eq!(heads(&program).last().unwrap(), "United Nations");
    assert_eq!(count(&program, Role::Button, "at the right"), 0);
    // What has been scrolled past is announced as well, and a press brings it back.
    let past = program.query_all(by().role(Role::Button).label_contains("at the left")).count();
    assert_eq!(past, 1);
    click(&mut program, Role::Button, "at the left");
    click(&mut program, Role::Button, "at the left");
    assert_eq!(heads(&program).first().unwrap(), "Syria");
    assert_eq!(count(&program, Role::Button, "at the left"), 0);
}

#[test]
fn arrows_walk_from_cell_to_cell_and_the_inspector_shows_where_one_is() {
    let mut program = paris();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown]);
    assert_eq!(here(&program), "T1 Withdrawal from land taken since Dec 2024, Contested");
    press(&mut program, &[Key::ArrowRight]);
    assert!(here(&program).starts_with("Syria, T1 Withdrawal from land taken since Dec 2024, Demand:"));
    press(&mut program, &[Key::ArrowRight, Key::ArrowDown]);
    assert!(here(&program).starts_with("Israel, T1 Withdrawal from land taken since Dec 2024, Concession:"));
    // The inspector's heading is the position's own.
    let inspector = table(&program).right();
    let heading = program.query_all_by_label("Concession").find(|node| node.rect().left() > inspector);
    assert!(heading.is_some(), "the inspector shows something else");
    press(&mut program, &[Key::ArrowDown]);
    assert!(here(&program).starts_with("Israel, T2"), "{}", here(&program));
    press(&mut program, &[Key::ArrowUp, Key::ArrowLeft]);
    assert!(here(&program).starts_with("Syria, T1"), "{}", here(&program));
}

#[test]
fn exactly_one_thing_in_the_table_is_selected_and_it_is_where_the_keyboard_is() {
    let mut program = paris();
    to_the_table(&mut program);
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowDown, Key::ArrowRight, Key::Home] {
        press(&mut program, &[key]);
        let selected: Vec<String> = program
            .query_all(by().predicate(|node| {
                matches!(node.role(), Role::Cell | Role::RowHeader) && node.is_selected() == Some(true)
            }))
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        assert_eq!(selected, [here(&program)], "after {key:?}");
    }
}

#[test]
fn home_and_end_go_along_the_row_and_with_ctrl_to_the_first_and_last_row() {
    let mut program = paris();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown, Key::End]);
    // The last column has come into sight with the keyboard.
    assert!(here(&program).starts_with("United Nations, ") && here(&program).contains(", T1"), "{}", here(&program));
    let last = named(&program, Role::ColumnHeader, "United Nations").rect();
    assert!(last.right() <= table(&program).right());
    press(&mut program, &[Key::Home]);
    assert!(here(&program).starts_with("T1 "));
    press_with(&mut program, CTRL, Key::End);
    press(&mut program, &[Key::ArrowUp]);
    assert!(here(&program).starts_with("P3 "), "{}", here(&program));
    press_with(&mut program, CTRL, Key::Home);
    assert!(here(&program).starts_with("Territorial, "), "{}", here(&program));
}

#[test]
fn page_down_goes_on_by_what_is_seen_and_page_up_comes_back() {
    let mut program = many_parties();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown]);
    press_with(&mut program, CTRL, Key::Home);
    let start = here(&program);
    let mut seen = vec![start.clone()];
    for _ in 0..4 {
        press(&mut program, &[Key::PageDown]);
        let now = here(&program);
        assert!(!seen.contains(&now), "{now} again");
        let row = program.get(by().predicate(has_keyboard)).rect();
        assert!(table(&program).contains_rect(row.shrink(1.0)), "{now} is not in sight");
        seen.push(now);
    }
    // Up there the rows are higher, so that it may take a few pages more.
    for _ in 0..8 {
        press(&mut program, &[Key::PageUp]);
    }
    assert_eq!(here(&program), start);
}

#[test]
fn escape_selects_nothing_and_enter_goes_into_the_inspector() {
    let mut program = paris();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown]);
    assert!(case(&program).selection.is_some());
    press(&mut program, &[Key::Escape]);
    assert_eq!(case(&program).selection, None);
    press(&mut program, &[Key::ArrowDown, Key::Enter]);
    assert!(!here(&program).starts_with("T1"), "the keyboard is still in the table");
}

#[test]
fn a_click_selects_and_an_empty_cell_stands_for_its_issue() {
    let mut program = paris();
    click(&mut program, Role::Cell, "Israel, T1 Withdrawal from land taken since Dec 2024, Demand:");
    let position = case(&program).selection.clone().unwrap().to_string();
    assert!(position.starts_with("position:"), "{position}");
    press(&mut program, &[Key::End]);
    assert!(here(&program).ends_with("No recorded position"), "{}", here(&program));
    assert!(case(&program).selection.clone().unwrap().to_string().starts_with("issue:"));
}

#[test]
fn a_hidden_column_is_announced_and_comes_back_where_it_is_asked_for() {
    let mut program = paris();
    assert_eq!(heads(&program)[..3], ["Syria", "Israel", "On the table"]);
    choose(&mut program, "Israel", screen::HIDE_COLUMN);
    assert_eq!(heads(&program)[..2], ["Syria", "On the table"]);
    program.get_by_role_and_label(Role::Button, &screen::columns_hidden(1));
    choose(&mut program, "On the table", &screen::show_column("Israel"));
    assert_eq!(heads(&program)[..3], ["Syria", "On the table", "Israel"]);
    assert_eq!(count(&program, Role::Button, "hidden"), 0);
}

#[test]
fn a_column_moves_left_and_right_by_its_menu_and_not_beyond_the_ends() {
    let mut program = paris();
    choose(&mut program, "Israel", screen::MOVE_LEFT);
    assert_eq!(heads(&program)[..3], ["Israel", "Syria", "On the table"]);
    click(&mut program, Role::Button, &screen::column_menu("Israel"));
    assert!(program.get_by_role_and_label(Role::Button, screen::MOVE_LEFT).accesskit_node().is_disabled());
    program.get_by_role_and_label(Role::Button, screen::MOVE_RIGHT).click();
    program.run();
    assert_eq!(heads(&program)[..3], ["Syria", "Israel", "On the table"]);
}

#[test]
fn a_columns_menu_is_opened_and_used_by_keyboard() {
    let mut program = paris();
    named(&program, Role::Button, &screen::column_menu("Israel")).focus();
    program.run();
    press(&mut program, &[Key::Enter]);
    named(&program, Role::Button, screen::MOVE_LEFT).focus();
    program.run();
    press(&mut program, &[Key::Enter]);
    assert_eq!(heads(&program)[..2], ["Israel", "Syria"]);
    assert_eq!(count(&program, Role::Button, screen::MOVE_LEFT), 0, "the menu is still open");
}

#[test]
fn a_pinned_column_stays_in_sight_while_the_others_scroll() {
    let mut program = many_parties();
    let first = heads(&program).first().unwrap().clone();
    let third = heads(&program).get(2).unwrap().clone();
    choose(&mut program, &third, screen::PIN);
    assert_eq!(heads(&program).first().unwrap(), &third);
    let left = named(&program, Role::ColumnHeader, &third).rect().left();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown, Key::End]);
    assert!((named(&program, Role::ColumnHeader, &third).rect().left() - left).abs() < 0.5);
    assert_eq!(count(&program, Role::ColumnHeader, &first), 0, "{first} has not scrolled away");
    choose(&mut program, &third, screen::UNPIN);
    press(&mut program, &[Key::End]);
    assert_eq!(count(&program, Role::ColumnHeader, &third), 0, "{third} is still pinned");
}

#[test]
fn a_head_that_is_dragged_takes_its_column_along() {
    let mut program = paris();
    let from = named(&program, Role::ColumnHeader, "Syria").rect();
    let to = named(&program, Role::ColumnHeader, "On the table").rect();
    drag(&mut program, from.center(), to.center() + vec2(20.0, 0.0));
    assert_eq!(heads(&program)[..3], ["Israel", "On the table", "Syria"]);
    let from = named(&program, Role::ColumnHeader, "Syria").rect();
    let to = named(&program, Role::ColumnHeader, "Israel").rect();
    drag(&mut program, from.center(), to.center() - vec2(40.0, 0.0));
    assert_eq!(heads(&program)[..3], ["Syria", "Israel", "On the table"]);
}

#[test]
fn a_columns_edge_is_dragged_and_a_double_click_lets_it_share_the_room_again() {
    // With frames as short as on a screen, for what takes long is no double click.
    let mut program = app::open(PARIS, Theme::Light, app::harness::builder().with_step_dt(0.02).with_max_steps(100));
    let before = width(&program, "Syria");
    let others = width(&program, "Israel");
    let head = named(&program, Role::ColumnHeader, "Syria").rect();
    drag(&mut program, head.right_center(), head.right_center() - vec2(40.0, 0.0));
    assert!(
        (width(&program, "Syria") - (before - 40.0)).abs() < 2.0,
        "{before} has become {}",
        width(&program, "Syria")
    );
    assert!(width(&program, "Israel") > others, "the room is not used by the others");
    let edge = named(&program, Role::ColumnHeader, "Syria").rect().right_center();
    program.event(Event::PointerMoved(edge));
    program.run();
    for pressed in [true, false, true, false] {
        program.event(press_at(edge, pressed));
    }
    program.run();
    assert!((width(&program, "Syria") - before).abs() < 1.0);
}

#[test]
fn a_column_gets_wider_and_narrower_by_its_menu_which_stays_open() {
    let mut program = paris();
    let before = width(&program, "Syria");
    click(&mut program, Role::Button, &screen::column_menu("Syria"));
    for _ in 0..2 {
        program.get_by_role_and_label(Role::Button, screen::WIDER).click();
        program.run();
    }
    assert!((width(&program, "Syria") - (before + 80.0)).abs() < 2.0);
    program.get_by_role_and_label(Role::Button, screen::NARROWER).click();
    program.run();
    assert!((width(&program, "Syria") - (before + 40.0)).abs() < 2.0);
    program.get_by_role_and_label(Role::Button, screen::SHARED_WIDTH).click();
    program.run();
    assert!((width(&program, "Syria") - before).abs() < 1.0);
}

#[test]
fn an_axis_folds_and_unfolds_by_mouse_and_the_keyboard_stays_on_it() {
    let mut program = paris();
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 1);
    click(&mut program, Role::DisclosureTriangle, "Territorial, ");
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 0);
    let band = named(&program, Role::DisclosureTriangle, "Territorial, ");
    assert_eq!(band.accesskit_node().data().is_expanded(), Some(false));
    assert!(here(&program).starts_with("Territorial, "), "{}", here(&program));
    click(&mut program, Role::DisclosureTriangle, "Territorial, ");
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 1);
}

#[test]
fn an_axis_folds_and_unfolds_by_keys_on_its_band() {
    let mut program = paris();
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown, Key::ArrowUp]);
    assert!(here(&program).starts_with("Territorial, "));
    press(&mut program, &[Key::ArrowRight]);
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 1, "it is unfolded already");
    for (fold, unfold) in [(Key::ArrowLeft, Key::ArrowRight), (Key::Space, Key::Space)] {
        press(&mut program, &[fold]);
        assert_eq!(count(&program, Role::RowHeader, "T1 "), 0);
        // From band to band, since nothing stands between them.
        press(&mut program, &[Key::ArrowDown]);
        assert!(here(&program).starts_with("Security, "), "{}", here(&program));
        press(&mut program, &[Key::ArrowUp, unfold]);
        assert_eq!(count(&program, Role::RowHeader, "T1 "), 1);
    }
}

#[test]
fn a_filter_says_how_many_of_the_issues_it_shows_and_one_click_clears_it() {
    let mut program = paris();
    program.get_by_label("19 issues");
    click(&mut program, Role::Button, "Axis");
    click(&mut program, Role::CheckBox, "Security");
    press(&mut program, &[Key::Escape]);
    program.get_by_label("8 of 19 issues");
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 0);
    assert_eq!(count(&program, Role::RowHeader, "S1 "), 1);
    program.get_by_role_and_label(Role::Button, Command::ClearFilter.label()).click();
    program.run();
    program.get_by_label("19 issues");
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 1);
    assert_eq!(count(&program, Role::Button, Command::ClearFilter.label()), 0);
}

#[test]
fn a_cell_says_what_a_filter_hides_in_it_instead_of_that_nothing_is_recorded() {
    let mut program = paris();
    click(&mut program, Role::Button, "Kind");
    click(&mut program, Role::CheckBox, "Concession");
    press(&mut program, &[Key::Escape]);
    let cell = "Syria, T1 Withdrawal from land taken since Dec 2024: ";
    let cell = named(&program, Role::Cell, cell).accesskit_node().label().unwrap();
    assert!(cell.ends_with(&screen::filtered_out(2)), "{cell}");
}

#[test]
fn the_menu_of_columns_calls_the_parties_as_their_heads_do() {
    let mut program = paris();
    click(&mut program, Role::Button, screen::COLUMNS);
    for head in ["Israel", "Syria", "United States (mediator)"] {
        program.get_by_role_and_label(Role::CheckBox, head);
    }
}

#[test]
fn a_cell_whose_position_went_to_another_party_says_so_and_names_no_filter() {
    let position = |id: &str, party: &str, replaces: Option<&str>| json!({"id": id, "party": party, "issue": "i", "kind": "demand", "text": id, "replaces": replaces});
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": "Moved",
        "parties": [{"id": "a", "name": "A", "role": "principal"}, {"id": "b", "name": "B", "role": "principal"}],
        "axes": [{"id": "security", "name": "Security"}],
        "issues": [{"id": "i", "axis": "security", "number": "S1", "title": "Everything", "status": "contested"}],
        "positions": [position("first", "a", None), position("second", "b", Some("first"))],
    });
    case["positions"][0].as_object_mut().unwrap().remove("replaces");
    let program = shown(&case);
    named(&program, Role::Cell, "A, S1 Everything: No recorded position now · 1 earlier version");
}

#[test]
fn the_search_goes_from_match_to_match_around_the_ends_and_each_comes_into_sight() {
    let mut program = paris();
    press_with(&mut program, CTRL, Key::F);
    program.get_by_role(Role::SearchInput).type_text("Hermon");
    program.run();
    let hits = case(&program).search.hits.len();
    assert!(hits > 2, "{hits} matches");
    program.get_by_label(&screen::hit_count(Some(0), hits));
    let mut visited = Vec::new();
    for at in (1..hits).chain([0]) {
        press(&mut program, &[Key::F3]);
        program.get_by_label(&screen::hit_count(Some(at), hits));
        let selected =
            program.query_all(by().predicate(|node| {
                matches!(node.role(), Role::Cell | Role::RowHeader) && node.is_selected() == Some(true)
            }));
        let selected: Vec<(String, Rect)> =
            selected.map(|node| (node.accesskit_node().label().unwrap(), node.rect())).collect();
        let [(name, rect)] = selected.as_slice() else { panic!("match {at}: {} are selected", selected.len()) };
        assert!(table(&program).intersects(*rect), "{name} is not in sight");
        visited.push(name.clone());
    }
    press_with(&mut program, Modifiers::SHIFT, Key::F3);
    program.get_by_label(&screen::hit_count(Some(hits - 1), hits));
    assert!(visited.iter().any(|name| name.starts_with("T4 Mount Hermon")), "{visited:?}");
}

#[test]
fn only_matching_hides_the_other_issues_and_says_how_many() {
    let mut program = paris();
    press_with(&mut program, CTRL, Key::F);
    program.get_by_role(Role::SearchInput).type_text("Hermon");
    program.run();
    program.get_by_label(screen::MATCHING).click();
    program.run();
    let shown = case(&program).comparison.issues.len();
    assert!(shown < 19);
    program.get_by_label(&screen::shown_issues(shown, 19));
    assert_eq!(count(&program, Role::RowHeader, "T4 Mount Hermon"), 1);
}

#[test]
fn one_click_turns_the_table_and_two_more_turn_it_back() {
    let mut program = paris();
    let turn = |program: &mut Program| {
        program.get_by_role_and_label(Role::Button, Command::Transpose.label()).click();
        program.run();
    };
    turn(&mut program);
    assert!(heads(&program)[0].starts_with("T1 "), "{:?}", heads(&program));
    assert_eq!(count(&program, Role::RowHeader, "Syria, Syrian Arab Republic, principal"), 1);
    turn(&mut program);
    assert_eq!(heads(&program)[..2], ["Territorial", "Security"]);
    assert_eq!(count(&program, Role::RowHeader, "Syria, Syrian Arab Republic, principal"), 1);
    turn(&mut program);
    assert_eq!(heads(&program)[..2], ["Syria", "Israel"]);
}

#[test]
fn the_selection_survives_a_turn_of_the_table() {
    let mut program = paris();
    click(&mut program, Role::Cell, "Israel, T1 Withdrawal from land taken since Dec 2024, Concession:");
    press_with(&mut program, CTRL, Key::T);
    assert!(here(&program).starts_with("Israel, T1 "), "{}", here(&program));
    press(&mut program, &[Key::ArrowUp, Key::ArrowUp]);
    assert!(here(&program).starts_with("Syria, T1 "), "{}", here(&program));
}

#[test]
fn of_a_row_higher_than_the_view_the_card_with_the_keyboard_is_in_sight() {
    let demand = |number| format!("Demand number {number}, which takes several lines to say what it asks for.");
    let mut program = one_cell(&(0..12).map(demand).collect::<Vec<_>>());
    to_the_table(&mut program);
    press(&mut program, &[Key::ArrowDown, Key::ArrowRight]);
    for number in 1..12 {
        press(&mut program, &[Key::ArrowDown]);
        assert!(here(&program).contains(&format!("number {number},")), "{}", here(&program));
        let card = program.get(by().predicate(has_keyboard)).rect();
        assert!(card.height() > 60.0, "of number {number} only {} points are in sight", card.height());
        // So is what the row is about.
        let head = named(&program, Role::RowHeader, "Everything").rect();
        assert!(head.intersect(table(&program)).height() > 60.0, "the row's head stands at {head:?}");
    }
    press(&mut program, &[Key::Home]);
    assert!(here(&program).starts_with("Everything"), "{}", here(&program));
}

#[test]
fn a_text_that_is_longer_than_its_card_is_read_by_pointing_at_it() {
    let mut program = one_cell(&["It goes on and on. ".repeat(40) + "This is the end."]);
    let card = named(&program, Role::Cell, "It goes on").rect();
    program.event(Event::PointerMoved(card.center()));
    program.run();
    assert_eq!(
        program.query_all_by_label_contains("This is the end.").count(),
        1,
        "the text is shown whole in its card"
    );

    let mut program = one_cell(&["It goes on and on. ".repeat(150) + "This is the end."]);
    let card = named(&program, Role::Cell, "It goes on").rect();
    program.event(Event::PointerMoved(card.center()));
    program.run();
    assert_eq!(program.query_all_by_label_contains("This is the end.").count(), 2, "there is no tip");
    // One who types looks elsewhere, until the pointer is moved again.
    to_the_table(&mut program);
    assert_eq!(program.query_all_by_label_contains("This is the end.").count(), 1, "the tip is in the way");
    program.event(Event::PointerMoved(card.center() + vec2(3.0, 0.0)));
    program.run();
    assert_eq!(program.query_all_by_label_contains("This is the end.").count(), 2, "the tip does not come back");
}

#[test]
fn the_wheel_scrolls_and_the_heads_stay() {
    let mut program = paris();
    let before = named(&program, Role::ColumnHeader, "Syria").rect();
    let middle = table(&program).center();
    program.event(Event::PointerMoved(middle));
    program.run();
    for _ in 0..3 {
        program.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -900.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        program.run();
    }
    assert_eq!(count(&program, Role::RowHeader, "T1 "), 0, "nothing has been scrolled");
    assert_eq!(named(&program, Role::ColumnHeader, "Syria").rect(), before);
}

#[test]
fn the_menus_of_the_filter_are_as_wide_as_their_words() {
    let mut program = paris();
    for menu in [screen::AXIS, screen::KIND, screen::ROUND, screen::COLUMNS] {
        program.get_by_role_and_label(Role::Button, menu).click();
        program.run();
        let lines: Vec<f32> = program.query_all_by_role(Role::CheckBox).map(|node| node.rect().width()).collect();
        assert!(!lines.is_empty() && lines.iter().all(|width| (150.0..430.0).contains(width)), "{menu}: {lines:?}");
        program.key_press(Key::Escape);
        program.run();
    }
}

#[test]
fn the_lists_below_say_what_they_are_and_fold_away_by_their_cross() {
    let mut program = paris();
    for (key, name) in [(Key::F8, panels::PROBLEMS), (Key::F9, history::NAME)] {
        program.key_press(key);
        program.run();
        program.get_by_role_and_label(Role::Heading, name);
        program.get_by_role_and_label(Role::Button, &screen::fold_away(name)).click();
        program.run();
        assert!(program.query_by_role_and_label(Role::Heading, name).is_none());
    }
}
