//! The whole program without a window: every test of the screen as a whole is built by this.

#[path = "harness.rs"]
pub(crate) mod harness;

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::{App, OpenCase};
use egui::{Theme, Vec2};
use egui_kittest::{Harness, HarnessBuilder};

/// How long reading a case may take, on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// The screen that everything has to fit on, 1280 by 800 points, and the edge of 8 that a harness leaves around it.
const SIZE: Vec2 = Vec2::new(1296.0, 816.0);

/// The case that is shipped with the program.
pub(crate) const PARIS: &[u8] = include_bytes!("../../sample-data/paris-2026.json");

/// The program, once its first frame has made it.
pub(crate) type Program = Harness<'static, Option<App>>;

/// Starts the program, built as [`harness::builder`] begins, on a file of its own, as the command line does, and waits until the case is shown.
pub(crate) fn open(case: &[u8], theme: Theme, builder: HarnessBuilder<Option<App>>) -> Program {
    // The file lives as long as the program, which would tell of its going.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paris-2026.json");
    fs::write(&file, case).unwrap();
    let builder = builder.with_size(SIZE);
    let mut program = builder.build_ui_state(
        move |ui, app: &mut Option<App>| {
            let _kept = &folder;
            let app = app.get_or_insert_with(|| {
                let app = App::new(ui.ctx(), None, Some(file.clone()));
                ui.ctx().set_theme(theme);
                app
            });
            app.frame_ui(ui, None);
        },
        None,
    );
    let start = Instant::now();
    while program.state().as_ref().and_then(App::open_case).is_none() {
        assert!(start.elapsed() < PATIENCE, "the case has not been opened");
        thread::sleep(Duration::from_millis(5));
        program.step();
    }
    program.run();
    program
}

/// The case that is open in it.
pub(crate) fn case(program: &Program) -> &OpenCase {
    program.state().as_ref().and_then(App::open_case).unwrap()
}
