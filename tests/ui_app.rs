//! The whole window with a case in it: what is changed, taken back, saved and left behind.

#![expect(clippy::unwrap_used, reason = "what a test's helpers stumble over, the test reports")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::app::App;
use demarche::case::{PositionId, Ref};
use demarche::command::{Command, Request, Sample};
use demarche::edit::{Change, Edit, Field, Intent, Key, Noun};
use demarche::ui::theme;
use egui::accesskit::Role;
use egui::{Key as Press, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

/// The window, made with the first frame's context.
#[derive(Default)]
struct Window {
    app: Option<App>,
    file: Option<std::path::PathBuf>,
}

impl Window {
    fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }
}

fn window(file: Option<std::path::PathBuf>) -> Harness<'static, Window> {
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(24).build_ui_state(
        |ui, window: &mut Window| {
            if window.app.is_none() {
                theme::install(ui.ctx());
                window.app = Some(App::new(ui.ctx(), None, window.file.take()));
                ui.ctx().request_discard("the fonts come with the next pass");
                return;
            }
            if let Some(app) = &mut window.app {
                app.frame_ui(ui, None);
            }
        },
        Window { app: None, file },
    );
    harness.run();
    harness
}

fn settle(harness: &mut Harness<'_, Window>, done: impl Fn(&App) -> bool) {
    let start = Instant::now();
    while !done(harness.state().app()) {
        assert!(start.elapsed() < Duration::from_mins(1), "waited in vain");
        std::thread::sleep(Duration::from_millis(10));
        harness.run();
    }
    harness.run();
}

fn with_sample() -> (TempDir, std::path::PathBuf, Harness<'static, Window>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    std::fs::write(&path, include_bytes!("../sample-data/paris-2026.json")).unwrap();
    let mut harness = window(Some(path.clone()));
    settle(&mut harness, |app| app.open_case().is_some());
    (folder, path, harness)
}

fn ask(harness: &mut Harness<'_, Window>, request: Request) {
    harness.state_mut().app.as_mut().unwrap().ask(request);
    harness.run();
}

fn first(harness: &Harness<'_, Window>) -> PositionId {
    harness.state().app().open_case().unwrap().snapshot.case().positions.get(0).unwrap().id.clone()
}

fn text_of(harness: &Harness<'_, Window>, id: &PositionId) -> String {
    harness.state().app().open_case().unwrap().snapshot.position(id).unwrap().text.clone()
}

fn reword(id: &PositionId, text: &str) -> Request {
    let field = Field { name: "text".into(), value: Some(serde_json::to_string(text).unwrap().into()) };
    let target = Ref::Position(id.clone());
    let change = Change::Set { key: Key::Record(target.clone()), fields: vec![field] };
    Request::Edit(Box::new(Edit::new(Intent::Edit(Noun::Demand), vec![change], Some(target))))
}

fn shows(harness: &Harness<'_, Window>, heading: &str) -> bool {
    harness.query_all_by_role(Role::AlertDialog).any(|dialog| {
        use egui_kittest::kittest::NodeT as _;
        dialog.accesskit_node().label().is_some_and(|label| label.contains(heading))
    })
}

#[test]
fn an_edit_is_shown_at_once_and_undone_by_its_keys() {
    let (_folder, _path, mut harness) = with_sample();
    let id = first(&harness);
    let before = text_of(&harness, &id);
    ask(&mut harness, reword(&id, "Something else entirely"));
    assert_eq!(text_of(&harness, &id), "Something else entirely");
    assert_eq!(harness.state().app().open_case().unwrap().selection, Some(Ref::Position(id.clone())));
    harness.key_press_modifiers(Modifiers::COMMAND, Press::Z);
    harness.run();
    assert_eq!(text_of(&harness, &id), before);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Press::Z);
    harness.run();
    assert_eq!(text_of(&harness, &id), "Something else entirely");
}

#[test]
fn saving_writes_the_edit_and_undoing_everything_writes_the_first_bytes_again() {
    let (_folder, path, mut harness) = with_sample();
    let first_bytes = std::fs::read(&path).unwrap();
    let id = first(&harness);
    ask(&mut harness, reword(&id, "Something else entirely"));
    ask(&mut harness, Request::Do(Command::Save));
    assert!(String::from_utf8(std::fs::read(&path).unwrap()).unwrap().contains("Something else entirely"));
    assert!(!harness.state().app().open_case().unwrap().document.is_unsaved());
    ask(&mut harness, Request::Do(Command::Undo));
    assert!(harness.state().app().open_case().unwrap().document.is_unsaved());
    ask(&mut harness, Request::Do(Command::Save));
    assert_eq!(std::fs::read(&path).unwrap(), first_bytes);
}

#[test]
fn leaving_unsaved_work_asks_and_cancel_keeps_it() {
    let (_folder, path, mut harness) = with_sample();
    let id = first(&harness);
    ask(&mut harness, reword(&id, "Something else entirely"));
    for leaving in [Request::Do(Command::CloseCase), Request::OpenSample(Sample::Template), Request::Open(path)] {
        ask(&mut harness, leaving);
        assert!(shows(&harness, "Save the changes to talks.json?"));
        harness.get_by_role_and_label(Role::Button, "Cancel").click();
        harness.run();
        assert!(!shows(&harness, "Save the changes"));
        assert_eq!(text_of(&harness, &id), "Something else entirely");
    }
}

#[test]
fn leaving_can_save_first_or_let_go() {
    let (_folder, path, mut harness) = with_sample();
    let before = std::fs::read(&path).unwrap();
    let id = first(&harness);
    ask(&mut harness, reword(&id, "Something else entirely"));
    ask(&mut harness, Request::Do(Command::Revert));
    assert!(shows(&harness, "Give up your changes"));
    harness.get_by_role_and_label(Role::Button, "Revert").click();
    harness.run();
    settle(&mut harness, |app| app.open_case().is_some_and(|open| !open.document.is_unsaved()));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    ask(&mut harness, reword(&id, "Saved on the way out"));
    ask(&mut harness, Request::Do(Command::CloseCase));
    harness.get_by_role_and_label(Role::Button, "Save").click();
    harness.run();
    settle(&mut harness, |app| app.open_case().is_none());
    assert!(String::from_utf8(std::fs::read(&path).unwrap()).unwrap().contains("Saved on the way out"));
}

#[test]
fn a_new_party_gets_a_column_and_loses_it_when_it_is_undone() {
    let (_folder, _path, mut harness) = with_sample();
    let columns = |harness: &Harness<'_, Window>| harness.state().app().open_case().unwrap().columns.len();
    let before = columns(&harness);
    let party = serde_json::from_str(r#"{ "id": "france", "name": "France", "role": "observer" }"#).unwrap();
    let change = Change::Insert { at: usize::MAX, record: demarche::edit::Record::Party(Arc::new(party)) };
    let edit = Edit::new(Intent::Add(Noun::Party), vec![change], Some(Ref::Party("france".into())));
    ask(&mut harness, Request::Edit(Box::new(edit)));
    settle(&mut harness, |app| app.open_case().unwrap().is_settled());
    assert_eq!(columns(&harness), before + 1);
    ask(&mut harness, Request::Do(Command::Undo));
    settle(&mut harness, |app| app.open_case().unwrap().is_settled());
    assert_eq!(columns(&harness), before);
}
