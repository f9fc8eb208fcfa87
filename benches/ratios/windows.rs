//! The time from starting the program until its window shows something, against a window without content.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{self, Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::{self, App, Draw, Opening};
use demarche::file as case_file;
use eframe::{Frame, NativeOptions, Renderer, Storage};
use egui::{Context, RawInput, Ui, ViewportBuilder, ViewportCommand, Visuals, vec2};

use crate::Failure;
use crate::compared::{Compared, Row};

/// Makes the program open a window, with what follows in it, and close it when it is drawn.
pub(crate) const WINDOW_OF: &str = "--window-of";
/// The window without content.
const EMPTY: &str = "empty";
/// The program's window with the sample.
const SAMPLE: &str = "sample";
/// Where the sample stands, from the crate's folder.
const SAMPLE_FILE: &str = "sample-data/paris-2026.json";
/// How long a window may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often each window is opened; the first time only warms up.
const TURNS: usize = 11;

/// The first frame with the sample on it against the first frame of an empty window.
pub(crate) fn rows() -> Result<Vec<Row>, Failure> {
    let mut row = Row {
        name: "first frame with the sample ÷ an empty window".to_owned(),
        value: None,
        bound: 1.3,
        detail: String::new(),
    };
    let screen = match Screen::find() {
        Ok(screen) => screen,
        Err(reason) => {
            row.detail = reason;
            return Ok(vec![row]);
        }
    };
    let home = tempfile::tempdir()?;
    let open_both = || Ok((open(SAMPLE, &screen, home.path())?, open(EMPTY, &screen, home.path())?));
    let opened: Result<Vec<(Opened, Opened)>, Failure> = (0..=TURNS).map(|_| open_both()).skip(1).collect();
    match opened {
        Ok(opened) => {
            let times: Vec<_> = opened.iter().map(|(sample, empty)| (sample.time, empty.time)).collect();
            let late = opened.iter().map(|(sample, empty)| sample.frame - empty.frame).max().unwrap_or_default();
            let compared = Compared::of(&times).row(&row.name, row.bound);
            let screen = screen.name();
            row = Row { detail: format!("{}, at most {late} frames later, {screen}", compared.detail), ..compared };
        }
        Err(error) => row.detail = error.to_string(),
    }
    Ok(vec![row])
}

/// How a window came to be shown.
struct Opened {
    /// From starting the program until the frame was presented.
    time: Duration,
    /// The number of that frame.
    frame: u64,
}

/// Opens a window in a process of its own, which ends with it.
fn open(content: &str, screen: &Screen, home: &Path) -> Result<Opened, Failure> {
    let stderr = home.join("stderr");
    let mut command = Command::new(env::current_exe()?);
    command.args([WINDOW_OF, content]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&stderr)?);
    // Neither what the user's own program remembers nor what this one leaves plays a part.
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home);
    }
    screen.tell(&mut command);
    let start = Instant::now();
    let mut child = command.spawn()?;
    let said = child.stdout.take().ok_or("nothing can be heard of the window")?;
    let mut line = String::new();
    BufReader::new(said).read_line(&mut line)?;
    let time = start.elapsed();
    child.wait()?;
    match line.trim().parse() {
        Ok(frame) => Ok(Opened { time, frame }),
        Err(_) => Err(format!("no window could be opened: {}", fs::read_to_string(stderr)?.trim()).into()),
    }
}

/// What to draw on.
struct Screen {
    /// A server of our own, and its display; nothing where there is a screen already.
    server: Option<(Child, String)>,
}

impl Screen {
    /// The desktop that is there, or else a server without a monitor; or why there is neither.
    fn find() -> Result<Self, String> {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let needs_server = cfg!(all(unix, not(target_os = "macos")));
        if !needs_server || set("DISPLAY") || set("WAYLAND_DISPLAY") {
            return Ok(Self { server: None });
        }
        // The server looks for a free display itself and tells it on its standard output.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("there is no screen, and Xvfb cannot be started ({error})"))?;
        let mut number = String::new();
        let told = server.stdout.take().map(|told| BufReader::new(told).read_line(&mut number));
        let screen = Self { server: Some((server, format!(":{}", number.trim()))) };
        match told {
            Some(Ok(1..)) => Ok(screen),
            _ => Err("there is no screen, and Xvfb ended without a display".to_owned()),
        }
    }

    fn name(&self) -> &'static str {
        if self.server.is_some() { "in Xvfb, OpenGL in software" } else { "on this screen" }
    }

    /// Lets a program draw on it.
    fn tell(&self, command: &mut Command) {
        if let Some((_, display)) = &self.server {
            command.env("DISPLAY", display).env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some((server, _)) = &mut self.server {
            // It may have ended by itself, which is just as well.
            drop(server.kill());
            drop(server.wait());
        }
    }
}

/// Opens a window in this process and closes it when it shows what it should.
pub(crate) fn window_of(content: &str) -> Result<(), Failure> {
    thread::spawn(|| {
        thread::sleep(PATIENCE);
        // Whoever waits for this window has waited long enough.
        process::exit(1);
    });
    if content == SAMPLE {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE_FILE);
        let is_shown = |app: &App| app.open_case().is_some();
        // As the program itself does it.
        let opening = Opening::begin(file);
        app::run(Some(Draw::Glow), |cc| {
            let app = App::with(&cc.egui_ctx, cc.storage, opening).keeping_work_in(case_file::state_folder());
            Watched::boxed(app.ending_on_signals(&cc.egui_ctx), is_shown)
        })?;
        return Ok(());
    }
    let viewport = ViewportBuilder::default().with_app_id("demarche-empty").with_inner_size(vec2(1280.0, 800.0));
    let options =
        NativeOptions { viewport, renderer: Renderer::Glow, persist_window: true, ..NativeOptions::default() };
    eframe::run_native("Empty", options, Box::new(|_| Ok(Watched::boxed(Empty, |_| true))))?;
    Ok(())
}

/// A program that shows nothing.
struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, _: &mut Ui, _: &mut Frame) {}
}

/// A program that tells when what is to be seen has been presented, and then closes.
struct Watched<A> {
    app: A,
    /// Whether the frame that has just been drawn shows what is to be seen.
    is_shown: fn(&A) -> bool,
    /// The first frame that does.
    shown: Option<u64>,
    told: bool,
}

impl<A: eframe::App + 'static> Watched<A> {
    fn boxed(app: A, is_shown: fn(&A) -> bool) -> Box<dyn eframe::App> {
        Box::new(Self { app, is_shown, shown: None, told: false })
    }
}

impl<A: eframe::App> eframe::App for Watched<A> {
    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        let now = ui.ctx().cumulative_frame_nr();
        match self.shown {
            // A frame begins when the one before has been handed to the screen.
            Some(shown) if shown < now && !self.told => {
                self.told = true;
                let mut out = io::stdout().lock();
                // Where nobody listens any more there is nothing left to do but close.
                drop(writeln!(out, "{shown}").and_then(|()| out.flush()));
                ui.ctx().send_viewport_cmd(ViewportCommand::Close);
            }
            _ => ui.ctx().request_repaint(),
        }
        self.app.ui(ui, frame);
        if self.shown.is_none() && (self.is_shown)(&self.app) {
            self.shown = Some(now);
        }
    }

    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.app.raw_input_hook(ctx, input);
    }

    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        self.app.logic(ctx, frame);
    }

    fn save(&mut self, storage: &mut dyn Storage) {
        self.app.save(storage);
    }

    fn clear_color(&self, visuals: &Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }

    fn persist_egui_memory(&self) -> bool {
        self.app.persist_egui_memory()
    }
}
