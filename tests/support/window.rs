//! The whole program without a screen, on a case that may be written to, driven as a user drives it.

#![allow(dead_code, clippy::unwrap_used, reason = "each test program needs other parts, and a test fails by panicking")]

#[path = "harness.rs"]
pub(crate) mod harness;

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::{App, OpenCase};
use demarche::case::{PositionId, Ref};
use demarche::command::{Command, Request};
use demarche::edit::{Change, Edit, Field, Intent, Key as RecordKey, Noun};
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use egui_kittest::{Harness, HarnessBuilder, Node};
use tempfile::TempDir;

/// How long reading a case may take, on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program with a folder of its own, in which its case stands.
pub(crate) struct Window {
    harness: Harness<'static, Option<App>>,
    folder: TempDir,
}

impl Deref for Window {
    type Target = Harness<'static, Option<App>>;

    fn deref(&self) -> &Self::Target {
        &self.harness
    }
}

impl DerefMut for Window {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.harness
    }
}

impl Window {
    /// The program with nothing open.
    pub(crate) fn empty() -> Self {
        Self::start(tempfile::tempdir().unwrap(), None, |_| None)
    }

    /// The same, keeping its work in a folder.
    pub(crate) fn empty_keeping_work() -> Self {
        Self::start(tempfile::tempdir().unwrap(), None, |folder| Some(folder.join("state")))
    }

    /// The program with a copy of the sample open.
    pub(crate) fn sample() -> Self {
        Self::with(include_bytes!("../../sample-data/paris-2026.json"))
    }

    /// The program with this case open, as `talks.json`.
    pub(crate) fn with(bytes: &[u8]) -> Self {
        Self::keeping(bytes, |_| None)
    }

    /// The same, keeping its work and its backups in a folder beside the case, as the real program does elsewhere.
    pub(crate) fn keeping_work(bytes: &[u8]) -> Self {
        Self::keeping(bytes, |folder| Some(folder.join("state")))
    }

    fn keeping(bytes: &[u8], state: fn(&Path) -> Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.json");
        std::fs::write(&path, bytes).unwrap();
        let mut window = Self::start(folder, Some(path), state);
        window.settle(|app| app.open_case().is_some());
        window
    }

    /// The program with a copy of the sample open, and this HTML on the clipboard.
    pub(crate) fn sample_pasting(html: fn() -> Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.json");
        std::fs::write(&path, include_bytes!("../../sample-data/paris-2026.json")).unwrap();
        let mut window = Self::begin(folder, Some(path), None, harness::builder(), html);
        window.settle(|app| app.open_case().is_some());
        window
    }

    fn start(folder: TempDir, file: Option<PathBuf>, state: fn(&Path) -> Option<PathBuf>) -> Self {
        let state = state(folder.path());
        Self::begin(folder, file, state, harness::builder(), || None)
    }

    /// Another window of the program on the case of this one, which keeps its work in the same place.
    pub(crate) fn beside(&self) -> Self {
        let (folder, file) = (tempfile::tempdir().unwrap(), self.path("talks.json"));
        let mut window = Self::begin(folder, Some(file), Some(self.path("state")), harness::builder(), || None);
        window.settle(|app| app.open_case().is_some());
        window
    }

    fn begin(
        folder: TempDir,
        file: Option<PathBuf>,
        state: Option<PathBuf>,
        builder: HarnessBuilder<Option<App>>,
        html: fn() -> Option<String>,
    ) -> Self {
        let mut harness = builder.build_ui_state(
            move |ui, app: &mut Option<App>| {
                let start = || {
                    let app = App::new(ui.ctx(), None, file.clone()).keeping_work_in(state.clone());
                    app.pasting_html_from(html)
                };
                app.get_or_insert_with(start).frame_ui(ui, None);
            },
            None,
        );
        harness.run();
        Self { harness, folder }
    }

    /// The program as it starts again after this one has died with work unsaved; `meanwhile` is given the case's path.
    pub(crate) fn after_a_crash(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self { harness, folder } = self;
        drop(harness);
        meanwhile(&folder.path().join("talks.json"));
        Self::start(folder, None, |folder| Some(folder.join("state")))
    }

    /// A path in the folder of the case; the case itself is `talks.json`.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&mut self) {
        self.harness.run();
    }

    /// Asks the window to close, as its button does, and gives what the program says to that.
    pub(crate) fn press_close_button(&mut self) -> Vec<ViewportCommand> {
        let viewports = &mut self.harness.input_mut().viewports;
        viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        self.commands()
    }

    /// Lets a few frames pass, and gives what the program says to its window in them.
    pub(crate) fn commands(&mut self) -> Vec<ViewportCommand> {
        let mut commands = Vec::new();
        for _ in 0..4 {
            self.harness.step();
            let output = self.harness.output().viewport_output.get(&ViewportId::ROOT);
            commands.extend(output.into_iter().flat_map(|output| output.commands.iter().cloned()));
        }
        commands
    }

    /// Goes on until something is so.
    pub(crate) fn settle(&mut self, done: impl Fn(&App) -> bool) {
        let start = Instant::now();
        while !self.harness.state().as_ref().is_some_and(&done) {
            assert!(start.elapsed() < PATIENCE, "waited in vain");
            thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    /// Goes on until something is on the screen.
    pub(crate) fn wait_for(&mut self, shown: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !shown(self) {
            assert!(start.elapsed() < PATIENCE, "waited in vain");
            thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    /// The case that is open, once nothing is being worked out for it any more.
    pub(crate) fn case(&mut self) -> &OpenCase {
        self.settle(|app| app.open_case().is_some_and(OpenCase::is_settled));
        self.harness.state().as_ref().and_then(App::open_case).unwrap()
    }

    pub(crate) fn is_open(&self) -> bool {
        self.harness.state().as_ref().and_then(App::open_case).is_some()
    }

    pub(crate) fn ask(&mut self, request: Request) {
        self.harness.state_mut().as_mut().unwrap().ask(request);
        self.harness.run();
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.ask(Request::Do(command));
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub(crate) fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Types into what has the keyboard.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
    }

    pub(crate) fn click(&mut self, role: Role, label: &str) {
        self.named(role, label).click();
        self.harness.run();
    }

    /// Gives the keyboard to the last of several things of a role whose names hold some words, and presses Enter.
    pub(crate) fn enter_last(&mut self, role: Role, words: &str) {
        self.harness.query_all(by().role(role).label_contains(words)).last().unwrap().focus();
        self.harness.run();
        self.press(Key::Enter);
    }

    /// The one thing of a role whose name holds some words.
    pub(crate) fn named<'a>(&'a self, role: Role, words: &'a str) -> Node<'a> {
        self.harness.get(by().role(role).label_contains(words))
    }

    pub(crate) fn shows(&self, role: Role, words: &str) -> bool {
        self.harness.query_all(by().role(role).label_contains(words)).next().is_some()
    }

    /// The names of all things of a role.
    pub(crate) fn all(&self, role: Role) -> Vec<String> {
        let nodes = self.harness.query_all_by_role(role);
        nodes.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
    }

    /// The role and the name of what has the keyboard; within the table or a list, of what the keyboard is on.
    pub(crate) fn keyboard(&self) -> Option<(Role, String)> {
        let node = self.harness.query_all_by(|_| true).find(|node| node.accesskit_node().is_focused())?;
        Some((node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default()))
    }

    /// Whether a thing of a role whose name holds some words has the keyboard.
    pub(crate) fn has_keyboard(&self, role: Role, words: &str) -> bool {
        self.keyboard().is_some_and(|(own, name)| own == role && name.contains(words))
    }

    /// The name of what has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        let focused = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
        focused.and_then(|node| node.accesskit_node().label())
    }

    /// Whether the one thing of a role with this very name is chosen.
    pub(crate) fn is_chosen(&self, role: Role, name: &str) -> bool {
        let node = self.harness.get(by().role(role).label(name));
        let node = node.accesskit_node();
        node.toggled() == Some(egui::accesskit::Toggled::True) || node.is_selected() == Some(true)
    }

    pub(crate) fn first_position(&mut self) -> PositionId {
        self.case().snapshot.case().positions.get(0).unwrap().id.clone()
    }

    pub(crate) fn text_of(&mut self, id: &PositionId) -> String {
        self.case().document.snapshot().position(id).unwrap().text.clone()
    }

    /// Writes another text into a position, as one step.
    pub(crate) fn reword(&mut self, id: &PositionId, text: &str) {
        self.ask(rewording(id, text));
    }
}

/// The request that writes another text into a position, as one step.
pub(crate) fn rewording(id: &PositionId, text: &str) -> Request {
    let field = Field { name: "text".into(), value: Some(serde_json::to_string(text).unwrap().into()) };
    let target = Ref::Position(id.clone());
    let change = Change::Set { key: RecordKey::Record(target.clone()), fields: vec![field] };
    Request::Edit(Box::new(Edit::new(Intent::Edit(Noun::Demand), vec![change], Some(target))))
}
