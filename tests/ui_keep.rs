//! What others do to the file of an open case, and how a window closes: neither loses what anybody has typed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/window.rs"]
mod window;

use std::fs;
use std::path::PathBuf;

use demarche::app::{App, Origin};
use demarche::case::PositionId;
use demarche::command::{Command, OutsideAnswer, Request};
use demarche::file::{self, Backups};
use demarche::generate::{self, Size};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, ViewportCommand};
use egui_kittest::kittest::Queryable as _;
use window::Window;

const CTRL: Modifiers = Modifiers::CTRL.plus(Modifiers::COMMAND);
const SAMPLE: &str = include_str!("../sample-data/paris-2026.json");
const GARBAGE: &str = "<<<<<<< ours\nsomebody else's work";
const MINE: &str = "What we have made of it";
const THEIRS: &str = "What they have made of it";

fn sample() -> Window {
    Window::keeping_work(SAMPLE.as_bytes())
}

/// The sample with the first position reworded.
fn reworded() -> (Window, PositionId) {
    let mut window = sample();
    let id = window.first_position();
    window.reword(&id, MINE);
    (window, id)
}

fn read(window: &Window) -> String {
    fs::read_to_string(window.path("talks.json")).unwrap()
}

fn write(window: &Window, text: &str) {
    fs::write(window.path("talks.json"), text).unwrap();
}

/// The sample as somebody else has it: with another title.
fn retitled() -> String {
    SAMPLE.replacen("Syria–Israel talks", "The talks", 1)
}

/// The sample as somebody else has it: with another title, and another text where ours has one as well.
fn clashing(window: &mut Window, id: &PositionId) -> String {
    let was = window.case().document.saved().unwrap().positions.iter().find(|one| one.id == *id).unwrap().text.clone();
    retitled().replacen(&was, THEIRS, 1)
}

fn is_saved(app: &App) -> bool {
    app.open_case().is_some_and(|open| !open.is_unsaved())
}

fn save(window: &mut Window) {
    window.press_with(CTRL, Key::S);
}

/// What the backup of the case holds.
fn backup(window: &Window) -> Option<String> {
    let backup = Backups::new(&window.path("state")).of(&window.path("talks.json"))?;
    Some(fs::read_to_string(backup.path).unwrap())
}

fn click_exactly(window: &mut Window, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run();
}

fn closes(commands: &[ViewportCommand]) -> bool {
    commands.contains(&ViewportCommand::Close)
}

fn stays(commands: &[ViewportCommand]) -> bool {
    commands.contains(&ViewportCommand::CancelClose)
}

/// The unsaved work that the program would offer at its next start, were it killed now.
fn journals(window: &Window) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(window.path("state/recovery")) else { return Vec::new() };
    let paths = files.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "journal")).collect()
}

#[test]
fn a_file_that_cannot_be_read_goes_on_being_watched_after_keep_mine() {
    let (mut window, id) = reworded();
    write(&window, GARBAGE);
    window.wait_for(|window| window.shows(Role::Alert, "cannot be read now"));
    click_exactly(&mut window, "Keep mine");
    assert!(!window.shows(Role::Alert, "talks.json"));
    // What is no case either is told of once more.
    write(&window, "{ \"format\": 1 }");
    window.wait_for(|window| window.shows(Role::Alert, "cannot be read now"));
    click_exactly(&mut window, "Keep mine");
    write(&window, &retitled());
    window.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed outside this window. You have"));
    save(&mut window);
    window.settle(is_saved);
    assert!(read(&window).contains("\"The talks") && read(&window).contains(MINE));
    assert_eq!(window.text_of(&id), MINE);
}

#[test]
fn a_file_that_is_read_again_as_it_was_is_nothing_to_tell() {
    let mut window = sample();
    write(&window, GARBAGE);
    window.wait_for(|window| window.shows(Role::Alert, "cannot be read now"));
    assert!(window.shows(Role::Label, "talks.json · unsaved changes"), "what is shown is in no file");
    click_exactly(&mut window, "Keep mine");
    assert!(window.shows(Role::Label, "talks.json · unsaved changes"));
    write(&window, SAMPLE);
    window.settle(is_saved);
    assert!(!window.shows(Role::Alert, "talks.json"));
    assert!(window.shows(Role::Label, "talks.json · saved"));
}

#[test]
fn saving_over_what_cannot_be_read_asks_and_keeps_it_as_the_backup() {
    let (mut window, _) = reworded();
    write(&window, GARBAGE);
    save(&mut window);
    window.wait_for(|window| window.shows(Role::AlertDialog, "Save over talks.json?"));
    // In passing nothing is written over.
    window.press(Key::Enter);
    assert!(!window.shows(Role::AlertDialog, "Save over"));
    assert_eq!(read(&window), GARBAGE);
    save(&mut window);
    window.wait_for(|window| window.shows(Role::AlertDialog, "Save over talks.json?"));
    click_exactly(&mut window, "Save over it");
    window.settle(is_saved);
    assert!(read(&window).contains(MINE));
    assert_eq!(backup(&window).as_deref(), Some(GARBAGE));
    // From then on it is watched as ever.
    write(&window, &retitled());
    window.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed outside this window."));
}

#[test]
fn saving_merges_what_somebody_else_has_changed_and_saves_both() {
    let (mut window, id) = reworded();
    write(&window, &retitled());
    save(&mut window);
    window.settle(is_saved);
    assert!(window.shows(Role::Alert, "Merged and saved: taken in from talks.json: 1 changed."));
    assert_eq!(read(&window), retitled().replacen(&window_text(&id), MINE, 1));
    assert_eq!(backup(&window), Some(retitled()), "their version is kept");
    click_exactly(&mut window, "Undo");
    let open = window.case();
    assert!(open.snapshot.case().title.starts_with("Syria") && open.is_unsaved());
    assert_eq!(window.text_of(&id), MINE);
}

/// The text of a position of the sample, as the file has it.
fn window_text(id: &PositionId) -> String {
    let case = file::parse(SAMPLE.as_bytes()).unwrap();
    case.position(id).unwrap().text.clone()
}

#[test]
fn saving_asks_about_what_clashes_and_saves_once_it_is_decided() {
    let (mut window, id) = reworded();
    let theirs = clashing(&mut window, &id);
    write(&window, &theirs);
    save(&mut window);
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    assert!(window.shows(Role::Button, "Merge and save"));
    window.press(Key::Escape);
    assert_eq!(read(&window), theirs, "what nobody has decided is not written over");
    assert!(window.case().is_unsaved());
    assert!(window.shows(Role::Alert, "talks.json has been changed outside"));
    save(&mut window);
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    window.click(Role::Button, "All mine");
    window.click(Role::Button, "Merge and save");
    window.settle(is_saved);
    let merged = read(&window);
    assert!(merged.contains(MINE) && !merged.contains(THEIRS) && merged.contains("\"The talks"));
    assert!(window.shows(Role::Alert, "Merged and saved"));
    assert_eq!(backup(&window), Some(theirs));
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), MINE);
}

#[test]
fn keep_mine_leaves_theirs_as_the_backup_once_it_is_saved_over() {
    let (mut window, _) = reworded();
    write(&window, &retitled());
    window.wait_for(|window| window.shows(Role::Alert, "has been changed outside"));
    click_exactly(&mut window, "Keep mine");
    assert_eq!(read(&window), retitled());
    save(&mut window);
    window.settle(is_saved);
    assert!(read(&window).contains(MINE) && !read(&window).contains("\"The talks"));
    assert_eq!(backup(&window), Some(retitled()));
}

#[test]
fn a_file_that_was_only_touched_is_saved_over_without_a_word() {
    let (mut window, _) = reworded();
    let beside = window.path("beside");
    fs::write(&beside, SAMPLE).unwrap();
    fs::rename(beside, window.path("talks.json")).unwrap();
    save(&mut window);
    window.settle(is_saved);
    assert!(read(&window).contains(MINE));
    assert!(window.all(Role::Alert).is_empty(), "{:?}", window.all(Role::Alert));
}

#[test]
fn a_file_that_is_gone_is_unsaved_work_and_saving_writes_it_again() {
    let mut window = sample();
    fs::remove_file(window.path("talks.json")).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json is not there any more"));
    let commands = window.press_close_button();
    assert!(stays(&commands));
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    assert!(window.shows(Role::Label, "The file does not hold this case any more."));
    click_exactly(&mut window, "Cancel");
    // Somebody else may have made another one meanwhile, which is not written over.
    write(&window, &retitled());
    save(&mut window);
    // What they have written is read first; until then nothing in the window is unsaved either.
    let title = |app: &App| app.open_case().map(|open| open.document.snapshot().case().title.clone());
    window.settle(|app| title(app).is_some_and(|title| title.starts_with("The talks")));
    window.settle(is_saved);
    assert_eq!(read(&window), retitled());
    fs::remove_file(window.path("talks.json")).unwrap();
    window.wait_for(|window| window.shows(Role::Alert, "talks.json is not there any more"));
    save(&mut window);
    window.settle(is_saved);
    assert_eq!(read(&window), retitled());
}

#[test]
fn saves_that_follow_each_other_quickly_end_with_the_last() {
    let (mut window, id) = reworded();
    for number in 0..20 {
        window.reword(&id, &format!("Version {number} of the text"));
        window.ask(Request::Do(Command::Save));
    }
    window.settle(is_saved);
    assert!(read(&window).contains("Version 19 of the text"));
}

#[test]
fn undo_after_a_reload_gives_back_what_was_there_before() {
    let mut window = sample();
    let id = window.first_position();
    window.reword(&id, MINE);
    save(&mut window);
    window.settle(is_saved);
    let ours = read(&window);
    write(&window, &ours.replacen(MINE, THEIRS, 1));
    window.wait_for(|window| window.shows(Role::Button, "Reload"));
    click_exactly(&mut window, "Reload");
    assert_eq!(window.text_of(&id), THEIRS);
    assert!(!window.case().is_unsaved());
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), MINE);
    assert!(window.case().is_unsaved());
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), window_text(&id));
    window.command(Command::Redo);
    window.command(Command::Redo);
    assert_eq!(window.text_of(&id), THEIRS);
    assert!(!window.case().is_unsaved());
}

#[test]
fn the_button_of_the_window_asks_and_each_answer_does_what_it_says() {
    let (mut window, id) = reworded();
    assert!(stays(&window.press_close_button()));
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    click_exactly(&mut window, "Cancel");
    assert!(!window.shows(Role::AlertDialog, "Save the changes"));
    assert_eq!((window.text_of(&id).as_str(), read(&window).as_str()), (MINE, SAMPLE));

    assert!(stays(&window.press_close_button()));
    click_save(&mut window);
    assert!(until_it_closes(&mut window));
    assert!(read(&window).contains(MINE));
    assert!(journals(&window).is_empty());

    let (mut window, _) = reworded();
    assert!(stays(&window.press_close_button()));
    window.get_by_role_and_label(Role::Button, "Don’t save").click();
    assert!(until_it_closes(&mut window));
    assert_eq!(read(&window), SAMPLE);
    assert!(journals(&window).is_empty(), "what was let go of is not offered again");

    let mut window = sample();
    assert!(!stays(&window.press_close_button()), "nothing is asked when there is nothing to lose");
}

fn click_save(window: &mut Window) {
    window.get_by_role_and_label(Role::Button, "Save").click();
}

/// Whether the program tells its window to close within the next frames, and lets it.
fn until_it_closes(window: &mut Window) -> bool {
    for _ in 0..500 {
        if closes(&window.commands()) {
            return !stays(&window.press_close_button());
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    false
}

#[test]
fn the_keys_for_quitting_ask_and_each_answer_does_what_it_says() {
    let quit = |window: &mut Window| {
        window.press_with(CTRL, Key::Q);
        assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    };
    let (mut window, id) = reworded();
    quit(&mut window);
    window.press(Key::Escape);
    assert_eq!((window.text_of(&id).as_str(), read(&window).as_str()), (MINE, SAMPLE));
    quit(&mut window);
    // Enter is the answer that loses nothing. Only the press: a step is a frame for each event, and gives the last.
    let modifiers = Modifiers::NONE;
    window.event(Event::Key { key: Key::Enter, physical_key: None, pressed: true, repeat: false, modifiers });
    assert!(until_it_closes(&mut window));
    assert!(read(&window).contains(MINE));
    let (mut window, _) = reworded();
    quit(&mut window);
    window.get_by_role_and_label(Role::Button, "Don’t save").click();
    assert!(until_it_closes(&mut window));
    assert_eq!(read(&window), SAMPLE);
}

#[test]
fn a_save_that_fails_on_the_way_out_keeps_the_window_open() {
    let (mut window, id) = reworded();
    fs::remove_file(window.path("talks.json")).unwrap();
    fs::create_dir(window.path("talks.json")).unwrap();
    assert!(stays(&window.press_close_button()));
    click_save(&mut window);
    window.wait_for(|window| window.shows(Role::AlertDialog, "Save over talks.json?"));
    click_exactly(&mut window, "Save over it");
    window.wait_for(|window| window.shows(Role::AlertDialog, "a folder has this name"));
    window.press(Key::Enter);
    assert!(!closes(&window.commands()));
    assert_eq!(window.text_of(&id), MINE);
    assert!(window.case().is_unsaved());
}

#[test]
fn closing_with_save_shows_what_a_merge_has_taken_in_before_it_closes() {
    let (mut window, _) = reworded();
    write(&window, &retitled());
    assert!(stays(&window.press_close_button()));
    click_save(&mut window);
    window.settle(is_saved);
    assert!(window.shows(Role::Alert, "Merged and saved: taken in from talks.json: 1 changed."));
    assert!(read(&window).contains(MINE) && read(&window).contains("\"The talks"));
    let commands = window.press_close_button();
    assert!(!stays(&commands), "the second time nothing is left to ask");
}

#[test]
fn closing_while_conflicts_are_being_decided_loses_neither_side() {
    let (mut window, id) = reworded();
    let theirs = clashing(&mut window, &id);
    write(&window, &theirs);
    save(&mut window);
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    assert!(stays(&window.press_close_button()));
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    click_exactly(&mut window, "Cancel");
    assert!(window.shows(Role::Alert, "talks.json has been changed outside"), "the question stands as before");
    assert_eq!(read(&window), theirs);
    // And the other answer asks how both come together rather than writing over theirs.
    assert!(stays(&window.press_close_button()));
    click_save(&mut window);
    window.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    assert_eq!(read(&window), theirs);
}

/// Saves, which has to fail with these words, and lets the error go.
fn save_fails(window: &mut Window, words: &str) {
    save(window);
    window.wait_for(|window| window.shows(Role::AlertDialog, words));
    window.press(Key::Enter);
    assert!(!window.shows(Role::AlertDialog, words));
}

#[test]
fn a_save_that_fails_keeps_the_work_in_the_window_and_in_the_journal() {
    let (mut window, id) = reworded();
    let path = window.path("talks.json");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    save_fails(&mut window, "talks.json was not saved: the file is marked as read-only.");
    assert_eq!((read(&window).as_str(), window.text_of(&id).as_str()), (SAMPLE, MINE));
    assert!(window.case().is_unsaved() && window.shows(Role::Label, "talks.json · unsaved changes"));
    window.wait_for(|window| journals(window).len() == 1);
    // The program dies now: the work is offered at the next start.
    let mut window = window.after_a_crash(|_| ());
    window.wait_for(|window| window.shows(Role::Button, "Recover"));
    click_exactly(&mut window, "Recover");
    window.settle(|app| app.open_case().is_some());
    assert_eq!(window.text_of(&id), MINE);
}

#[test]
fn a_folder_that_vanishes_takes_no_work_with_it() {
    let mut window = sample();
    fs::create_dir(window.path("deep")).unwrap();
    let deep = window.path("deep/talks.json");
    save_as(&mut window, &deep);
    let id = window.first_position();
    window.reword(&id, MINE);
    fs::remove_dir_all(window.path("deep")).unwrap();
    save_fails(&mut window, "talks.json was not saved: its folder is not there. Save it elsewhere.");
    assert_eq!(window.text_of(&id), MINE);
    assert!(window.case().is_unsaved());
    window.wait_for(|window| journals(window).len() == 1);
    // And elsewhere it can be saved.
    let elsewhere = window.path("elsewhere.json");
    save_as(&mut window, &elsewhere);
    assert!(fs::read_to_string(elsewhere).unwrap().contains(MINE));
}

/// Saves under a path that is typed, and answers that a file there is to be replaced.
fn save_as(window: &mut Window, path: &std::path::Path) {
    window.command(Command::SaveAsPath);
    window.press_with(CTRL, Key::A);
    window.type_text(&path.display().to_string());
    window.press(Key::Enter);
    if window.shows(Role::AlertDialog, "Replace ") {
        click_exactly(window, "Replace");
    }
    let origin = Origin::File(path.to_owned());
    window.settle(|app| is_saved(app) && app.open_case().is_some_and(|open| open.origin == origin));
}

#[test]
fn two_windows_on_one_file_warn_each_other_and_merge() {
    let (mut first, id) = reworded();
    let mut second = first.beside();
    assert!(second.shows(Role::Alert, "talks.json is also open in another window."));
    first.wait_for(|window| window.shows(Role::Alert, "talks.json is also open in another window."));
    let other = second.case().snapshot.case().positions.get(1).unwrap().id.clone();
    second.reword(&other, THEIRS);
    save(&mut second);
    second.settle(is_saved);
    first.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed outside this window. You have"));
    save(&mut first);
    first.settle(is_saved);
    assert!(first.shows(Role::Alert, "Merged and saved"));
    let both = read(&first);
    assert!(both.contains(MINE) && both.contains(THEIRS));
    second.wait_for(|window| window.shows(Role::Button, "Reload"));
    click_exactly(&mut second, "Reload");
    assert_eq!(second.text_of(&id), MINE);
    assert_eq!(second.text_of(&other), THEIRS);
    drop(second);
    first.wait_for(|window| !window.shows(Role::Alert, "is also open"));
}

#[test]
fn saving_as_over_a_file_that_another_window_has_open_is_told_there_and_loses_nothing() {
    let (mut first, id) = reworded();
    let mut second = first.beside();
    second.reword(&id, THEIRS);
    let target = first.path("talks.json");
    let elsewhere = first.path("elsewhere.json");
    save_as(&mut first, &elsewhere);
    first.reword(&id, "Elsewhere by now");
    save_as(&mut first, &target);
    assert!(read(&first).contains("Elsewhere by now"));
    assert_eq!(backup(&first).as_deref(), Some(SAMPLE), "what was replaced is kept");
    first.wait_for(|window| window.shows(Role::Alert, "talks.json is also open in another window."));
    second.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed outside this window. You have"));
    assert_eq!(second.text_of(&id), THEIRS);
    save(&mut second);
    second.wait_for(|window| window.shows(Role::Dialog, "Bring both versions together"));
    second.click(Role::Button, "All theirs");
    second.click(Role::Button, "Merge and save");
    second.settle(is_saved);
    assert!(read(&first).contains("Elsewhere by now"));
    second.command(Command::Undo);
    assert_eq!(second.text_of(&id), THEIRS);
}

/// A case that takes long to merge, with one reworded position, and somebody else's version of it in the file.
fn apart() -> (Window, PositionId) {
    let case = generate::case(3, Size::of(6_000));
    let bytes = file::to_bytes(&case);
    let mut window = Window::keeping_work(&bytes);
    let id = window.first_position();
    window.reword(&id, MINE);
    let title = format!("\"title\": {}", serde_json::to_string(&case.title).unwrap());
    let theirs = String::from_utf8(bytes).unwrap().replacen(&title, "\"title\": \"The talks\"", 1);
    write(&window, &theirs);
    window.wait_for(|window| window.shows(Role::Alert, "talks.json has been changed outside"));
    (window, id)
}

/// Does all this within one frame, in which no merge of this case can end.
fn at_once(window: &mut Window, requests: impl IntoIterator<Item = Request>) {
    let app = window.state_mut().as_mut().unwrap();
    requests.into_iter().for_each(|request| app.ask(request));
    window.step();
}

const MERGE: Request = Request::Outside(OutsideAnswer::Merge);

fn is_merged(app: &App) -> bool {
    app.open_case().is_some_and(|open| open.document.snapshot().case().title == "The talks" && open.is_settled())
}

#[test]
fn what_is_typed_while_a_merge_runs_is_part_of_it() {
    let (mut window, id) = apart();
    at_once(&mut window, [MERGE, window::rewording(&id, "Typed meanwhile")]);
    window.settle(is_merged);
    assert_eq!(window.text_of(&id), "Typed meanwhile");
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), "Typed meanwhile");
    assert_ne!(window.case().document.snapshot().case().title, "The talks");
    window.command(Command::Undo);
    assert_eq!(window.text_of(&id), MINE);
}

#[test]
fn a_merge_that_is_cancelled_loses_nothing_and_can_be_asked_for_again() {
    let (mut window, id) = apart();
    let theirs = read(&window);
    let stop = Request::Outside(OutsideAnswer::Stop);
    at_once(&mut window, [MERGE, window::rewording(&id, "Typed meanwhile"), stop]);
    window.run();
    assert!(window.shows(Role::Alert, "talks.json has been changed outside"));
    assert_eq!(window.text_of(&id), "Typed meanwhile");
    assert_eq!(read(&window), theirs);
    window.ask(MERGE);
    window.settle(is_merged);
    assert_eq!(window.text_of(&id), "Typed meanwhile");
}

#[test]
fn closing_while_a_merge_runs_asks_and_saves_both_versions() {
    let (mut window, id) = apart();
    at_once(&mut window, [MERGE]);
    assert!(stays(&window.press_close_button()));
    assert!(window.shows(Role::AlertDialog, "Save the changes to talks.json?"));
    click_save(&mut window);
    window.settle(is_merged);
    window.settle(is_saved);
    assert!(read(&window).contains(MINE) && read(&window).contains("\"The talks\""));
    assert_eq!(window.text_of(&id), MINE);
}

#[test]
fn closing_while_a_document_is_written_leaves_it_whole_or_not_at_all() {
    let mut window = Window::keeping_work(&file::to_bytes(&generate::case(3, Size::of(3_000))));
    window.command(Command::Export);
    window.click(Role::RadioButton, "Format: HTML");
    window.click(Role::Button, "Export…");
    window.press_with(CTRL, Key::A);
    let target = window.path("briefing.html");
    window.type_text(&target.display().to_string());
    window.press(Key::Enter);
    assert!(window.shows(Role::Button, "Stop"), "it is being written");
    let commands = window.press_close_button();
    assert!(!stays(&commands), "the case is saved, and nothing has to be asked");
    let left: Vec<_> = fs::read_dir(window.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".demarche")), "{left:?}");
    if let Ok(written) = fs::read_to_string(target) {
        assert!(written.trim_end().ends_with("</html>"));
    }
}

#[test]
fn nothing_is_written_while_another_case_opens_and_escape_stays_with_this_one() {
    let mut window = sample();
    let case = generate::case(3, Size { positions: 40_000, parties: 5 });
    let large = window.path("large.json");
    fs::write(&large, serde_json::to_vec(&case).unwrap()).unwrap();
    window.press_with(Modifiers::ALT, Key::Num2);
    window.press(Key::ArrowDown);
    window.ask(Request::Open(large.clone()));
    assert!(window.shows(Role::Dialog, "Loading"));
    window.press(Key::N);
    window.type_text("Something that would be gone");
    window.press(Key::Escape);
    assert!(!window.shows(Role::Dialog, "Loading"));
    let open = window.case();
    assert!(open.document.steps().is_empty() && open.snapshot.case().title.starts_with("Syria"));
    window.ask(Request::Open(large));
    window.settle(|app| app.open_case().is_some_and(|open| open.snapshot.case().positions.len() == 40_000));
    assert!(!window.shows(Role::Dialog, "Loading"));
}
