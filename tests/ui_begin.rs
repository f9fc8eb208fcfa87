//! A first case out of nothing, by keyboard.

#[path = "support/window.rs"]
mod window;

use demarche::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);

fn fill_in(window: &mut Window) {
    window.press_with(CTRL, Key::N);
    for text in ["Talks in Paris", "Syria", "Israel", "United States"] {
        window.type_text(text);
        window.press(Key::Enter);
    }
}

#[test]
fn a_case_is_begun_by_keyboard_alone() {
    let mut window = Window::empty();
    fill_in(&mut window);
    assert!(window.has_keyboard(Role::TextInput, "Party 4"));
    for _ in 0..2 {
        window.press(Key::Tab);
    }
    window.type_text("Political");
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.type_text("Withdrawal");
    window.press_with(CTRL, Key::Enter);
    let open = window.case();
    let case = open.snapshot.case();
    assert_eq!(case.title, "Talks in Paris");
    let parties: Vec<_> = case.parties.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(parties, ["Syria", "Israel", "United States"]);
    assert_eq!(case.issues.get(0).unwrap().title, "Withdrawal");
    assert!(case.axes.iter().any(|axis| axis.name == "Political"));
    assert!(open.document.is_unsaved());
}

#[test]
fn without_a_title_there_is_no_case() {
    let mut window = Window::empty();
    window.command(Command::New);
    window.press_with(CTRL, Key::Enter);
    assert!(window.shows(Role::Dialog, "New case") && !window.is_open());
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "New case"));
}

#[test]
fn an_open_case_is_asked_for_first_and_what_was_typed_comes_back() {
    let mut window = Window::sample();
    let id = window.first_position();
    window.reword(&id, "Something else entirely");
    fill_in(&mut window);
    window.click(Role::Button, "Create case");
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    window.click(Role::Button, "Cancel");
    assert_eq!(window.text_of(&id), "Something else entirely");
    assert!(window.shows(Role::Dialog, "New case"));
    window.click(Role::Button, "Create case");
    window.click(Role::Button, "Don’t save");
    assert_eq!(window.case().snapshot.case().title, "Talks in Paris");
}

#[test]
fn a_case_begun_with_a_title_alone_is_not_left_without_a_word() {
    let mut window = Window::empty();
    window.command(Command::New);
    window.type_text("Talks");
    window.press_with(CTRL, Key::Enter);
    window.command(Command::CloseCase);
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
}

#[test]
fn the_first_issue_of_a_case_without_axes_brings_them_in_and_one_undo_takes_all_of_it_back() {
    let bare = r#"{ "format": "demarche/case", "version": 1, "title": "", "parties": [], "axes": [], "issues": [] }"#;
    let mut window = Window::with(bare.as_bytes());
    assert!(window.shows(Role::Label, "Untitled case"));
    window.click(Role::Button, "New issue");
    window.type_text("  Withdrawal ");
    window.press(Key::Enter);
    let case = window.case().document.snapshot().case();
    let axes: Vec<_> = case.axes.iter().map(|axis| axis.name.as_str()).collect();
    assert_eq!(axes, ["Territorial", "Security", "Economic"]);
    let issue = case.issues.get(0).unwrap();
    let issue = (issue.id.as_str(), issue.number.as_deref(), issue.title.as_str());
    assert_eq!(issue, ("withdrawal", Some("T1"), "Withdrawal"), "without the blanks around it");
    window.command(Command::Undo);
    let case = window.case().document.snapshot().case();
    assert_eq!((case.axes.len(), case.issues.len()), (0, 0));
}

/// What the fields for the title and the parties hold.
fn filled_in(window: &Window) -> Vec<String> {
    let fields = window.query_all_by_role(Role::TextInput);
    let values = fields.filter_map(|field| field.accesskit_node().value()).filter(|value| !value.is_empty());
    values.collect()
}

#[test]
fn what_was_filled_in_stays_when_the_page_is_left_until_it_is_cleared() {
    let mut window = Window::empty();
    fill_in(&mut window);
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "New case"));
    window.command(Command::New);
    assert!(window.has_keyboard(Role::TextInput, "Title"));
    assert_eq!(filled_in(&window), ["Talks in Paris", "Syria", "Israel", "United States"]);
    window.click(Role::Button, "Clear");
    assert_eq!(filled_in(&window), [""; 0]);
    window.press(Key::Escape);
    window.command(Command::New);
    assert_eq!(filled_in(&window), [""; 0]);
}

#[test]
fn a_page_that_has_been_filled_in_is_asked_about_before_the_program_ends() {
    let mut window = Window::empty();
    fill_in(&mut window);
    assert!(window.press_close_button().contains(&ViewportCommand::CancelClose));
    assert!(window.shows(Role::AlertDialog, "Create the case that you have begun?"));
    window.press(Key::Escape);
    assert_eq!(filled_in(&window).len(), 4, "it is shown again");
    window.press(Key::Escape);
    // Also when it is not on the screen any more.
    window.command(Command::Quit);
    window.press(Key::Enter);
    let title = window.case().snapshot.case().title.clone();
    assert_eq!(title, "Talks in Paris");
    assert!(window.case().is_unsaved());
    assert!(window.press_close_button().contains(&ViewportCommand::CancelClose));
    assert!(window.shows(Role::AlertDialog, "talks-in-paris.json"), "now it is the case that is asked about");

    let mut window = Window::empty();
    fill_in(&mut window);
    assert!(window.press_close_button().contains(&ViewportCommand::CancelClose));
    window.named(Role::Button, "Don’t create").click();
    assert!(window.commands().contains(&ViewportCommand::Close));
}

#[test]
fn a_page_that_has_been_filled_in_is_offered_after_a_crash() {
    let mut window = Window::empty_keeping_work();
    fill_in(&mut window);
    let journals = |window: &Window| {
        let files = std::fs::read_dir(window.path("state/recovery")).into_iter().flatten();
        files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|end| end == "journal")).count()
    };
    window.wait_for(|window| journals(window) == 1);
    // What is written in the meantime goes there as well.
    window.type_text("United Nations");
    let before = std::time::Instant::now();
    window.wait_for(|_| before.elapsed() > std::time::Duration::from_millis(1900));
    let mut window = window.after_a_crash(|_| ());
    window.wait_for(|window| window.shows(Role::Button, "Recover"));
    window.get_by_role_and_label(Role::Button, "Recover").click();
    window.settle(|app| app.open_case().is_some());
    let open = window.case();
    let parties: Vec<_> = open.snapshot.case().parties.iter().map(|party| party.name.clone()).collect();
    assert_eq!(parties, ["Syria", "Israel", "United States", "United Nations"]);
    assert_eq!(open.document.steps().len(), 1, "all of it is one step");

    // A case that was made of it leaves nothing else behind.
    let mut window = Window::empty_keeping_work();
    fill_in(&mut window);
    window.wait_for(|window| journals(window) == 1);
    window.press_with(CTRL, Key::Enter);
    window.settle(|app| app.open_case().is_some());
    window.wait_for(|window| journals(window) == 1);
}
