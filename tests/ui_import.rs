//! The page that takes a table in, driven by role and name.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::fs;
use std::sync::Arc;

use demarche::case::{Case, Visibility};
use demarche::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const TABLE: &str = "Issue,Syria,Israel,Remarks to read\n\
    Fishing rights,Ours alone,To be shared,Asked in May\n\
    Grazing,n/a,On both slopes,\n";

/// The page, on this table.
fn page(mut window: Window, file: &str, table: &[u8]) -> Window {
    let path = window.path(file);
    fs::write(&path, table).unwrap();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::I);
    assert!(window.shows(Role::TextInput, "Path"));
    window.type_text(path.to_str().unwrap());
    window.press(Key::Enter);
    window.wait_for(|window| window.shows(Role::Dialog, "Import table") || window.shows(Role::AlertDialog, ""));
    window
}

fn planned(window: &mut Window) {
    window.wait_for(|window| !window.shows(Role::Label, "Working out"));
}

fn menu(window: &mut Window, column: &str, role: &str) {
    window.click(Role::ComboBox, column);
    window.click(Role::Button, role);
    planned(window);
}

fn now(window: &mut Window) -> Arc<Case> {
    Arc::clone(window.case().document.snapshot().case())
}

fn shown(window: &Window, column: &str) -> String {
    use egui_kittest::kittest::NodeT as _;
    window.named(Role::ComboBox, column).accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_table_arrives_in_the_open_case_as_one_step_that_can_be_undone() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut window = page(window, "positions.csv", TABLE.as_bytes());
    planned(&mut window);
    assert!(window.is_chosen(Role::RadioButton, "Into: The open case"));
    assert!(window.is_chosen(Role::RadioButton, "Visibility: Internal"));
    assert_eq!(shown(&window, "Column B, Syria"), "Syria");
    assert!(window.shows(Role::ListItem, "Fishing rights"));
    assert!(window.shows(Role::ListItem, "B3: “n/a” says that there is no position"));
    assert!(window.shows(Role::RowHeader, "1 heading"));
    window.click(Role::Button, "Import");
    assert!(!window.shows(Role::Dialog, "Import table"));
    let after = now(&mut window);
    assert_eq!(after.issues.len(), before.issues.len() + 2);
    assert_eq!(after.positions.len(), before.positions.len() + 3);
    let said = after.positions.iter().find(|position| position.text == "To be shared").unwrap();
    assert_eq!(said.visibility, Some(Visibility::Internal));
    window.press_with(CTRL, Key::Z);
    assert_eq!(now(&mut window), before, "one step takes all of it back");
}

#[test]
fn what_was_inferred_is_told_before_anything_is_made() {
    let table = "Axis,Issue,Syria,Status\n\
        Waters,River,All of it,contested\n\
        ,Lake,Half of it,open\n\
        Hills,Pasture,Grazing,agreed\n";
    let mut window = page(Window::sample(), "statuses.csv", table.as_bytes());
    planned(&mut window);
    assert!(window.shows(Role::List, "How it is understood: 4"));
    for told in [
        "D2: “contested” is taken for the status Contested",
        "D3: “open” is taken for the status Under discussion",
        "A2: “Waters” is taken for the axis of 1 row below that names none",
        "D4: “agreed” is taken for the status Agreed",
    ] {
        assert!(window.shows(Role::ListItem, told), "{told}");
    }
    menu(&mut window, "Column D, Status", "not read");
    assert!(!window.shows(Role::ListItem, "is taken for the status"));
}

#[test]
fn what_a_column_is_can_be_corrected_and_the_preview_follows() {
    let mut window = page(Window::sample(), "positions.csv", TABLE.as_bytes());
    planned(&mut window);
    assert!(window.shows(Role::ListItem, "Ours alone"));
    menu(&mut window, "Column B, Syria", "not read");
    assert!(!window.shows(Role::ListItem, "Ours alone"));
    menu(&mut window, "Column B, Syria", "the question");
    window.click(Role::RadioButton, "Visibility: Public");
    planned(&mut window);
    window.click(Role::Button, "Import");
    let after = now(&mut window);
    let issue = after.issues.iter().find(|issue| issue.title == "Fishing rights").unwrap();
    assert_eq!(issue.question.as_deref(), Some("Ours alone"));
    let said = after.positions.iter().find(|position| position.text == "To be shared").unwrap();
    assert_eq!(said.visibility.as_ref().unwrap_or(&Visibility::Public), &Visibility::Public);
}

#[test]
fn the_rows_of_headings_can_be_corrected() {
    let mut window = page(Window::sample(), "positions.csv", TABLE.as_bytes());
    planned(&mut window);
    window.click(Role::Button, "More rows of headings");
    planned(&mut window);
    assert!(window.shows(Role::RowHeader, "2 heading"));
    assert!(!window.shows(Role::ListItem, "To be shared"));
    window.click(Role::Button, "Fewer rows of headings");
    window.click(Role::Button, "Fewer rows of headings");
    planned(&mut window);
    assert!(!window.shows(Role::RowHeader, "heading"));
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut window = Window::sample();
    let before = now(&mut window);
    let mut window = page(window, "positions.csv", TABLE.as_bytes());
    planned(&mut window);
    window.click(Role::ComboBox, "Column B, Syria");
    window.press(Key::Escape);
    assert!(window.shows(Role::Dialog, "Import table"), "Escape closes the menu but not the page");
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "Import table"));
    assert_eq!(now(&mut window), before);
    assert!(!window.case().document.is_unsaved());
}

#[test]
fn a_table_can_be_a_case_of_its_own_with_nothing_open() {
    let mut window = page(Window::empty(), "Golan positions.csv", TABLE.as_bytes());
    planned(&mut window);
    assert!(!window.shows(Role::RadioButton, "Into:"), "there is only one place for it to go");
    assert!(window.has_keyboard(Role::Button, "Import"));
    window.press(Key::Enter);
    let case = now(&mut window);
    assert_eq!((case.title.as_str(), case.parties.len(), case.issues.len()), ("Golan positions", 2, 2));
    assert!(window.case().document.is_unsaved());
}

#[test]
fn a_new_case_beside_unsaved_work_is_asked_about_and_the_page_stays() {
    let mut window = Window::sample();
    let first = window.first_position();
    window.reword(&first, "Something else");
    let before = now(&mut window);
    let mut window = page(window, "positions.csv", TABLE.as_bytes());
    planned(&mut window);
    menu(&mut window, "Column D", "the question");
    window.click(Role::RadioButton, "Into: A new case");
    planned(&mut window);
    assert_eq!(shown(&window, "Column B, Syria"), "Syria (new)");
    assert_eq!(shown(&window, "Column D"), "the question", "what was corrected stays so");
    window.click(Role::Button, "Import");
    assert!(window.shows(Role::AlertDialog, "Save"));
    window.press(Key::Escape);
    assert!(window.shows(Role::Dialog, "Import table"));
    assert_eq!(now(&mut window), before);
    window.click(Role::Button, "Import");
    window.click(Role::Button, "Don’t save");
    let case = now(&mut window);
    assert_eq!((case.title.as_str(), case.parties.len()), ("positions", 2));
}

#[test]
fn one_of_several_tables_can_be_chosen() {
    let table = "# A\n\n| Issue | Syria | Israel |\n|---|---|---|\n| Fishing | Ours | Shared |\n| Grazing | No | Yes |\n\n\
        # B\n\n| Issue | Syria |\n|---|---|\n| Hunting | Never |\n";
    let mut window = page(Window::sample(), "tables.md", table.as_bytes());
    planned(&mut window);
    assert!(window.shows(Role::ListItem, "Fishing"));
    window.click(Role::ComboBox, "Table");
    window.click(Role::Button, "2 “B”");
    planned(&mut window);
    assert!(window.shows(Role::ListItem, "Hunting") && !window.shows(Role::ListItem, "Fishing"));
}

#[test]
fn a_file_without_a_table_says_what_to_do() {
    let window = page(Window::sample(), "paper.pdf", b"%PDF-1.7 nothing");
    assert!(window.shows(Role::AlertDialog, "This is a PDF; no table is looked for in it."));
    let mut window = window;
    window.press(Key::Enter);
    window.command(Command::ImportTable);
    assert!(window.shows(Role::TextInput, "Path"));
    window.press(Key::Escape);
    assert!(!window.shows(Role::TextInput, "Path"));
}

#[test]
fn a_table_on_the_clipboard_is_pasted() {
    let mut window = Window::sample();
    window.press_with(CTRL.plus(Modifiers::SHIFT), Key::V);
    window.event(egui::Event::Paste("Issue\tSyria\tIsrael\nFishing rights\tOurs alone\tShared\n".to_owned()));
    window.wait_for(|window| window.shows(Role::Dialog, "Import table"));
    planned(&mut window);
    assert!(window.shows(Role::Label, "From the clipboard"));
    window.click(Role::Button, "Import");
    assert!(now(&mut window).issues.iter().any(|issue| issue.title == "Fishing rights"));
}

#[test]
fn an_empty_clipboard_is_told() {
    let mut window = Window::sample();
    window.command(Command::PasteTable);
    window.wait_for(|window| window.shows(Role::AlertDialog, "There is no text on the clipboard."));
}
