//! The program's window without a screen: drawn and cut into triangles, but not handed to a graphics card.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::{App, OpenCase};
use demarche::generate::{self, Size};
use demarche::ui::theme;
use egui::epaint::Primitive;
use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2, vec2};
use tempfile::TempDir;

use crate::Failure;

/// The size of the window, in points.
const WINDOW: Rect = Rect { min: Pos2::ZERO, max: pos2(1280.0, 800.0) };
/// A place in the middle of the comparison, between the navigator and the inspector.
const POINTER: Pos2 = pos2(600.0, 500.0);
/// From one frame to the next where nothing hurries, as on a screen.
pub(crate) const PACE: Duration = Duration::from_millis(16);
/// How long opening a case may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// A made-up case as a file.
pub(crate) struct CaseFile {
    pub(crate) path: PathBuf,
    _folder: TempDir,
}

impl CaseFile {
    pub(crate) fn new(seed: u64, size: Size) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("case.json");
        fs::write(&path, serde_json::to_vec(&generate::case(seed, size))?)?;
        Ok(Self { path, _folder: folder })
    }
}

/// The program's window with a case open, of which only the content is drawn.
pub(crate) struct Window {
    pub(crate) ctx: Context,
    pub(crate) app: App,
    time: f64,
    /// The sum of all heights at which something was drawn, which tells whether anything has moved.
    place: f64,
}

/// A context as the program prepares it.
pub(crate) fn context() -> Context {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx
}

impl Window {
    /// Opens a case and draws it until it stands still. A context that has shown a case before already knows the letters.
    pub(crate) fn open(ctx: Context, file: &Path) -> Result<Self, Failure> {
        let app = App::new(&ctx, None, Some(file.to_path_buf()));
        Self::with(ctx, app, file)
    }

    /// Draws the program until the case that it was started with stands still.
    pub(crate) fn with(ctx: Context, app: App, file: &Path) -> Result<Self, Failure> {
        let time = ctx.input(|input| input.time);
        let mut window = Self { ctx, app, time, place: 0.0 };
        let start = Instant::now();
        while window.app.open_case().is_none() {
            window.frame(Vec::new());
            if start.elapsed() > PATIENCE {
                return Err(format!("{} did not open", file.display()).into());
            }
            thread::sleep(Duration::from_millis(2));
        }
        window.frame(vec![Event::PointerMoved(POINTER), wheel(TouchPhase::Start, 0.0)]);
        // Panels slide into their places.
        for _ in 0..30 {
            window.frame(Vec::new());
        }
        Ok(window)
    }

    /// Scrolls down a long way in one frame, and draws what is there.
    pub(crate) fn jump(&mut self, points: f32) {
        self.move_by(-points);
        self.frame(Vec::new());
    }

    /// The case that is open.
    pub(crate) fn case(&self) -> Result<&OpenCase, Failure> {
        self.app.open_case().ok_or_else(|| "the case is not open any more".into())
    }

    /// Draws frames until everything is worked out that an edit has changed; how long each took.
    pub(crate) fn settle(&mut self) -> Result<Vec<Duration>, Failure> {
        let mut times = Vec::new();
        let start = Instant::now();
        while !self.case()?.is_settled() {
            times.push(self.frame(Vec::new()));
            thread::sleep(PACE);
            if start.elapsed() > PATIENCE {
                return Err("an edit is never worked out".into());
            }
        }
        Ok(times)
    }

    /// Scrolls in one frame: how long that took, and whether something has moved.
    pub(crate) fn move_by(&mut self, points: f32) -> (Duration, bool) {
        let before = self.place;
        let time = self.frame(vec![wheel(TouchPhase::Move, points)]);
        (time, self.place.to_bits() != before.to_bits())
    }

    /// Draws a frame, and gives the time that it took.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput { screen_rect: Some(WINDOW), time: Some(self.time), events, ..RawInput::default() };
        let start = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| self.app.frame_ui(ui, None));
        let drawn = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let time = start.elapsed();
        // There is no graphics card to hand the letters to.
        output.textures_delta.clear();
        let meshes = drawn.iter().filter_map(|part| match &part.primitive {
            Primitive::Mesh(mesh) => Some(mesh),
            Primitive::Callback(_) => None,
        });
        self.place = meshes.flat_map(|mesh| &mesh.vertices).map(|vertex| f64::from(vertex.pos.y)).sum();
        time
    }
}

/// The two fingers of a touch pad, which no smoothing delays.
fn wheel(phase: TouchPhase, points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase,
        source: MouseWheelSource::Trackpad,
        modifiers: Modifiers::NONE,
    }
}
