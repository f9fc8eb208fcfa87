//! Drafts with brackets, tables of our own, single rows and cells, HTML and large tables on the page that takes in.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;
use std::time::Instant;

use demarche::case::{Case, Issue, Kind, Position, Snapshot, Source};
use demarche::export::{Choices, Format, Progress, export};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{Queryable as _, by};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const PAGE: &str = "Import table";
const DRAFT: &str = "T9. Fishing boats shall (S: stay away) (I: be admitted) in the bay.\n\n\
    [Syrian position: The bay is closed.] [Israeli position: The bay is open.]\n\n\
    Boats are counted [XY propose: daily].\n\n\
    This bracket [is never closed.\n\n\
    An ordinary sentence.\n";

/// The page, on this file.
fn page(mut window: Window, file: &str, bytes: &[u8]) -> Window {
    let path = window.path(file);
    fs::write(&path, bytes).unwrap();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::I);
    window.type_text(path.to_str().unwrap());
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Dialog, PAGE) || window.shows(Role::AlertDialog, ""));
    planned(&mut window);
    window
}

fn planned(window: &mut Window) {
    window.wait_for(|window| !window.shows(Role::Label, "Working out"));
}

fn menu(window: &mut Window, name: &str, choice: &str) {
    window.click(Role::ComboBox, name);
    window.get(by().role(Role::Button).label(choice)).click();
    window.run();
    planned(window);
}

fn choose(window: &mut Window, choice: &str) {
    window.click(Role::RadioButton, choice);
    planned(window);
}

fn now(window: &mut Window) -> Arc<Case> {
    Arc::clone(window.case().document.snapshot().case())
}

fn said(case: &Case, before: &Case) -> Vec<String> {
    let new = case.positions.iter().filter(|one| !before.positions.iter().any(|known| known.id == one.id));
    new.map(|one| format!("{}: {}", one.party, one.text)).collect()
}

/// Goes to a place in what has the keyboard by its keys.
fn go(window: &mut Window, down: usize, right: usize) {
    window.press(Key::Home);
    for (count, key) in [(down, Key::ArrowDown), (right, Key::ArrowRight)] {
        for _ in 0..count {
            window.press(key);
        }
    }
}

/// Presses Tab until something has the keyboard.
fn tab_to(window: &mut Window, role: Role, name: &str) {
    for _ in 0..80 {
        if window.has_keyboard(role, name) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not lead to {name}, but to {:?}", window.keyboard());
}

fn workbook(case: &Case, format: Format) -> Vec<u8> {
    let snapshot = Snapshot::new(Arc::new(case.clone()));
    let choices = Choices { audience: demarche::export::Audience::Internal, ..Choices::default() };
    export(&snapshot, &choices, format, &Progress::default()).unwrap().bytes
}

/// The case with another text of its first position and another title of its first issue.
fn reworded(case: &Case) -> Case {
    let mut case = case.clone();
    let mut position = Position::clone(case.positions.get(0).unwrap());
    "Reworded in the workbook".clone_into(&mut position.text);
    case.positions.set(0, position.into());
    let mut issue = Issue::clone(case.issues.get(0).unwrap());
    "Retitled in the workbook".clone_into(&mut issue.title);
    case.issues.set(0, issue.into());
    case
}

#[test]
fn a_draft_with_brackets_is_known_and_each_party_has_its_reading() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut window = page(window, "draft.md", DRAFT.as_bytes());
    assert!(window.is_chosen(Role::RadioButton, "Read as: A bracketed draft"));
    assert!(window.shows(Role::RowHeader, "line 1"));
    assert!(window.shows(Role::Cell, "Fishing boats shall stay away in the bay."));
    assert!(window.shows(Role::Cell, "Fishing boats shall be admitted in the bay."));
    assert!(window.shows(Role::ListItem, "line 7, column 14"), "what cannot be read is told with its place");
    assert!(window.shows(Role::ListItem, "this bracket has no partner"));
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    assert_eq!(after.issues.len(), before.issues.len() + 3);
    assert_eq!(
        said(&after, &before),
        [
            "syria: Fishing boats shall stay away in the bay.",
            "israel: Fishing boats shall be admitted in the bay.",
            "syria: The bay is closed.",
            "israel: The bay is open.",
            "xy: Boats are counted daily.",
        ]
    );
    window.press_with(CTRL, Key::Z);
    assert_eq!(now(&mut window), before, "one step takes all of it back");
}

#[test]
fn what_a_name_stands_for_and_where_its_issues_go_can_be_corrected() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut window = page(window, "draft.txt", DRAFT.as_bytes());
    menu(&mut window, "What “XY” stands for", "not read");
    assert!(!window.shows(Role::Cell, "Boats are counted daily."));
    menu(&mut window, "What “XY” stands for", "Israel");
    tab_to(&mut window, Role::Cell, "T9.");
    go(&mut window, 2, 2);
    assert!(window.has_keyboard(Role::Cell, "Boats are counted daily."));
    menu(&mut window, "Axis", "Security");
    choose(&mut window, "Readings: Concession");
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    assert!(said(&after, &before).contains(&"israel: Boats are counted daily.".to_owned()));
    let new: Vec<_> = after.issues.iter().skip(before.issues.len()).collect();
    assert!(new.len() == 3 && new.iter().all(|issue| issue.axis.as_str() == "security"));
    assert!(after.positions.iter().skip(before.positions.len()).all(|one| one.kind == Kind::Concession));
}

#[test]
fn the_same_text_is_a_table_or_a_draft_as_the_user_says() {
    let table = "Issue,Syria,Israel\nBoats,(S: away) (I: near),Shared\nNets,None,Some\nBuoys,Red,Green\n";
    let mut window = page(Window::sample(), "table.csv", table.as_bytes());
    assert!(window.is_chosen(Role::RadioButton, "Read as: A table"));
    choose(&mut window, "Read as: A bracketed draft");
    assert!(window.shows(Role::Cell, "Boats,away,Shared") || window.shows(Role::RowHeader, "line 2"));
    choose(&mut window, "Read as: A table");
    assert!(window.shows(Role::ComboBox, "Column B, Syria"));
}

#[test]
fn a_draft_can_be_pasted_into_a_case_of_its_own() {
    let mut window = Window::empty();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::V);
    window.event(egui::Event::Paste("[US propose: Pay.] [NZ oppose: Pay.]".to_owned()));
    window.wait_for(|window| window.shows(Role::Dialog, PAGE));
    planned(&mut window);
    assert!(window.is_chosen(Role::RadioButton, "Read as: A bracketed draft"));
    window.click(Role::Button, "Import");
    let case = now(&mut window);
    assert_eq!((case.parties.len(), case.issues.len(), case.positions.len()), (2, 1, 2));
}

#[test]
fn a_workbook_of_ours_brings_its_changes_back_as_one_step() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let bytes = workbook(&reworded(&before), Format::Xlsx);
    let mut window = page(window, "back.xlsx", &bytes);
    assert!(window.is_chosen(Role::RadioButton, "Read as: A Demarche table"));
    assert!(window.shows(Role::Label, "2 things in it differ from the open case."));
    assert!(window.shows(Role::CheckBox, "Retitled in the workbook"));
    assert!(window.shows(Role::Label, "Retitled in the workbook"), "the change in full, beside the list");
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    assert!(*after == reworded(&before), "every field that the workbook does not change stays");
    window.press_with(CTRL, Key::Z);
    assert_eq!(now(&mut window), before);
}

#[test]
fn a_single_change_can_be_left_out_by_keys_alone() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let bytes = workbook(&reworded(&before), Format::Xlsx);
    let mut window = page(window, "back.xlsx", &bytes);
    tab_to(&mut window, Role::List, "Changes that are taken");
    window.press(Key::ArrowDown);
    window.press(Key::Space);
    assert!(window.shows(Role::Heading, "Changes that are taken: 1 of 2"));
    tab_to(&mut window, Role::Button, "Import");
    window.press(Key::Enter);
    let after = now(&mut window);
    assert_eq!(after.issues.get(0).unwrap().title, "Retitled in the workbook");
    assert_eq!(
        after.positions.get(0).unwrap().text,
        before.positions.get(0).unwrap().text,
        "what was left out is as it was"
    );
}

#[test]
fn what_was_changed_in_the_case_meanwhile_is_not_overwritten_in_passing() {
    let mut window = Window::sample();
    let first = window.first_position();
    let bytes = workbook(&now(&mut window), Format::Xlsx);
    window.reword(&first, "Newer than the workbook");
    let mut window = page(window, "back.xlsx", &bytes);
    assert!(window.shows(Role::Label, "1 thing in it differs from the open case. 1 of them is older than the case"));
    assert!(window.shows(Role::CheckBox, "older than the case"));
    window.click(Role::Button, "Import");
    assert!(window.shows(Role::Dialog, PAGE), "there is nothing to take in");
    window.click(Role::Button, "Take all");
    window.click(Role::Button, "Import");
    assert_ne!(window.text_of(&first), "Newer than the workbook", "it is, once somebody has said so");
}

#[test]
fn a_table_of_positions_of_ours_comes_back_and_can_be_a_case_of_its_own() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let bytes = workbook(&reworded(&before), Format::Csv);
    let mut window = page(window, "back.csv", &bytes);
    assert!(window.is_chosen(Role::RadioButton, "Read as: A Demarche table"));
    choose(&mut window, "Into: A new case");
    assert!(window.shows(Role::Label, "will be made of it"));
    choose(&mut window, "Into: The open case");
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    assert_eq!(after.positions.get(0).unwrap().text, "Reworded in the workbook");
    assert_eq!((after.sources.len(), after.events.len()), (before.sources.len(), before.events.len()));
}

#[test]
fn a_workbook_of_ours_can_be_a_case_with_nothing_open() {
    let mut window = Window::sample();
    let case = now(&mut window);
    let mut window = page(Window::empty(), "back.xlsx", &workbook(&case, Format::Xlsx));
    window.click(Role::Button, "Import");
    assert!(*now(&mut window) == *case);
}

#[test]
fn a_workbook_of_another_case_becomes_one_of_its_own_unless_said_otherwise() {
    let mut window = Window::sample();
    let mut other = Case::clone(&now(&mut window));
    let mut issue = Issue::clone(other.issues.get(0).unwrap());
    issue.id = "elsewhere".into();
    while !other.issues.is_empty() {
        other.issues.remove(0);
    }
    other.issues.insert(0, issue.into());
    let window = page(window, "other.xlsx", &workbook(&other, Format::Xlsx));
    assert!(window.is_chosen(Role::RadioButton, "Into: A new case"));
}

#[test]
fn an_issue_that_was_added_meanwhile_is_not_removed_in_passing() {
    let mut window = Window::sample();
    let bytes = workbook(&now(&mut window), Format::Xlsx);
    let mut window = page(window, "positions.csv", TABLE.as_bytes());
    window.click(Role::Button, "Import");
    let before = now(&mut window);
    let mut window = page(window, "back.xlsx", &bytes);
    assert!(window.shows(Role::Heading, "Changes that are taken: 0 of"));
    assert!(window.shows(Role::CheckBox, "Removed: older than the case: "));
    window.press(Key::Escape);
    assert_eq!(now(&mut window), before);
}

#[test]
fn what_is_gone_from_a_table_stays_unless_it_is_ticked() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut shorter = Case::clone(&before);
    let gone = shorter.events.remove(0).unwrap();
    let mut window = page(window, "back.xlsx", &workbook(&shorter, Format::Xlsx));
    assert!(window.shows(Role::Label, "1 record is not in the table, and stays unless you tick it."));
    assert!(window.shows(Role::Label, "The case is not as it was when this table was made."));
    assert!(window.shows(Role::Heading, "Changes that are taken: 0 of 1"));
    window.click(Role::Button, "Take all");
    window.click(Role::Button, "Import");
    assert!(now(&mut window).events.iter().all(|event| event.id != gone.id), "it is, once somebody has said so");
}

#[test]
fn a_position_whose_source_is_left_out_is_warned_of() {
    let mut window = Window::sample();
    let mut more = Case::clone(&now(&mut window));
    let mut source = Source::clone(more.sources.get(0).unwrap());
    source.id = "left-out".into();
    more.sources.insert(more.sources.len(), source.into());
    let mut position = Position::clone(more.positions.get(0).unwrap());
    position.evidence.truncate(1);
    position.evidence.first_mut().unwrap().source = "left-out".into();
    more.positions.set(0, position.into());
    let mut window = page(window, "back.xlsx", &workbook(&more, Format::Xlsx));
    assert!(!window.shows(Role::Label, "There is no source “left-out”."));
    tab_to(&mut window, Role::List, "Changes that are taken");
    while !window.shows(Role::Label, "There is no source “left-out”.") {
        // One by one is left out and taken again, until it is the source.
        window.press(Key::Space);
        if !window.shows(Role::Label, "There is no source “left-out”.") {
            window.press(Key::Space);
            window.press(Key::ArrowDown);
        }
    }
    assert!(window.shows(Role::Heading, "What deserves a look"));
}

#[test]
fn a_damaged_table_of_ours_says_what_is_wrong_and_can_be_read_as_any_table() {
    let mut window = Window::sample();
    let case = now(&mut window);
    let bytes = workbook(&case, Format::Csv);
    // Two rows say different things of one position.
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let mut broken = csv::Writer::from_writer(Vec::new());
    let text = &case.positions.get(0).unwrap().text;
    let again = |row: &csv::StringRecord| {
        row.iter().map(|cell| if cell == text { "Something else" } else { cell }.to_owned()).collect::<Vec<_>>()
    };
    let first = rows.iter().find(|row| row.iter().any(|cell| cell == text)).unwrap();
    for row in rows.iter().take(2) {
        broken.write_record(row).unwrap();
    }
    broken.write_record(again(first)).unwrap();
    let broken = broken.into_inner().unwrap();
    let mut window = page(window, "back.csv", &broken);
    assert!(window.shows(Role::Heading, "What could not be read"));
    assert!(window.shows(Role::Label, "cannot be read as it is now"));
    assert!(window.shows(Role::Label, "Row 3"), "each trouble has its place");
    window.click(Role::Button, "Import");
    assert!(window.shows(Role::Dialog, PAGE), "nothing can be taken in");
    choose(&mut window, "Read as: A table");
    assert!(window.shows(Role::ComboBox, "Column A"));
}

#[test]
fn a_copied_tables_html_keeps_its_cells() {
    let html = || {
        Some(
            "<table><tr><td>Issue</td><td>Syria</td></tr><tr><td>Boats</td><td>Away<br>at night</td></tr></table>"
                .to_owned(),
        )
    };
    let mut window = Window::sample_pasting(html);
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::V);
    window.event(egui::Event::Paste("Issue\tSyria\nBoats\tAway\nat night\n".to_owned()));
    window.wait_for(|window| window.shows(Role::Dialog, PAGE));
    planned(&mut window);
    window.click(Role::Button, "Import");
    assert!(now(&mut window).positions.iter().any(|position| position.text == "Away\nat night"));
}

#[test]
fn a_clipboard_with_html_alone_is_pasted() {
    let html =
        || Some("<table><tr><td>Issue</td><td>Syria</td></tr><tr><td>Boats</td><td>Away</td></tr></table>".to_owned());
    let mut window = Window::sample_pasting(html);
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::V);
    window.wait_for(|window| window.shows(Role::Dialog, PAGE));
    planned(&mut window);
    assert!(window.shows(Role::ListItem, "Boats"));
}

const TABLE: &str = "Issue,Syria,Israel\nFishing,Ours,Shared\nOn the sea,,\nGrazing,Ours too,On both slopes\n";

#[test]
fn single_rows_are_left_out_or_made_headings_by_keys_alone() {
    let mut window = page(Window::sample(), "positions.csv", TABLE.as_bytes());
    tab_to(&mut window, Role::Cell, "Issue");
    go(&mut window, 1, 0);
    assert!(window.shows(Role::Label, "Row 2"));
    tab_to(&mut window, Role::RadioButton, "This row: is left out");
    window.press(Key::Space);
    planned(&mut window);
    assert!(window.shows(Role::RowHeader, "2 not read") && !window.shows(Role::ListItem, "new issue “Fishing”"));
    choose(&mut window, "This row: is read");
    assert!(window.shows(Role::ListItem, "Fishing"));
    choose(&mut window, "This row: has headings");
    assert!(window.shows(Role::RowHeader, "2 heading") && window.shows(Role::RowHeader, "1 heading"));
    choose(&mut window, "This row: is read");
    assert!(!window.shows(Role::RowHeader, "2 heading") && window.shows(Role::RowHeader, "1 heading"));
    window.click(Role::RowHeader, "3");
    choose(&mut window, "This row: names an axis");
    window.click(Role::Button, "Import");
    let case = now(&mut window);
    let axis = &case.axes.iter().find(|axis| axis.name == "On the sea").unwrap().id;
    assert!(case.issues.iter().any(|issue| issue.title == "Grazing" && issue.axis == *axis));
}

#[test]
fn a_single_cell_can_be_given_to_another_party() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut window = page(window, "positions.csv", TABLE.as_bytes());
    window.click(Role::Cell, "On both slopes");
    menu(&mut window, "Cell C4 is from", "Syria");
    assert!(window.shows(Role::Cell, "Syria: On both slopes"));
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    let said = said(&after, &before);
    assert!(said.contains(&"syria: On both slopes".to_owned()) && said.contains(&"israel: Shared".to_owned()));
}

/// A table of so many rows and columns.
fn large(rows: usize, columns: usize) -> String {
    let mut table = String::from("Issue");
    for column in 1..columns {
        write!(table, ",Party {column}").unwrap();
    }
    for row in 0..rows {
        write!(table, "\nIssue number {row}").unwrap();
        for column in 1..columns {
            write!(table, ",Party {column} wants {row}").unwrap();
        }
    }
    table
}

#[test]
fn of_a_table_of_ten_thousand_rows_only_those_in_view_are_made_and_it_can_be_left_at_once() {
    let mut window = Window::sample();
    let path = window.path("large.csv");
    fs::write(&path, large(10_000, 6)).unwrap();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::I);
    window.type_text(path.to_str().unwrap());
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Dialog, PAGE));
    assert!(window.shows(Role::Label, "Working out"), "the table is there before the plan is");
    assert!(window.all(Role::Cell).len() < 200, "{}", window.all(Role::Cell).len());
    tab_to(&mut window, Role::Cell, "Issue");
    window.press(Key::End);
    assert!(window.shows(Role::RowHeader, "10001") && !window.shows(Role::RowHeader, "5000"));
    // A correction stops what is under way and begins anew.
    window.click(Role::RadioButton, "This row: is left out");
    let start = Instant::now();
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, PAGE));
    assert!(start.elapsed().as_secs() < 5);
}

#[test]
fn every_one_of_thirty_columns_is_reached_by_keys() {
    let mut window = page(Window::sample(), "wide.csv", large(3, 30).as_bytes());
    tab_to(&mut window, Role::Cell, "Issue");
    go(&mut window, 1, 29);
    assert!(window.has_keyboard(Role::Cell, "Party 29 wants 0"));
    // The menus of what is in view are next.
    tab_to(&mut window, Role::ComboBox, "Column AD");
    window.press(Key::Space);
    assert!(window.shows(Role::Button, "the draft agreement"), "and open as they do elsewhere");
}
