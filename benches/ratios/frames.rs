//! Frames of the whole window, without a screen: drawn and cut into triangles, but not handed to a graphics card.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::App;
use demarche::generate::{self, Size};
use demarche::ui::theme;
use egui::epaint::Primitive;
use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, pos2, vec2};
use tempfile::TempDir;

use crate::Failure;
use crate::compared::{Compared, Row, milliseconds, rank};

/// The size of the window, in points.
const WINDOW: Rect = Rect { min: Pos2::ZERO, max: pos2(1280.0, 800.0) };
/// A place in the middle of the comparison, between the navigator and the inspector.
const POINTER: Pos2 = pos2(600.0, 500.0);
/// The positions of the small case.
const SMALL: usize = 100;
/// How many points a frame scrolls; at 60 frames a second a quick flick.
const STEP: f32 = 100.0;
/// How many points the large case is scrolled on before each turn, for each of its positions.
///
/// Together the turns pass thousands of rows without reaching the end.
const FAR: f32 = 1.5;
/// How many small cases are scrolled through.
const TURNS: u64 = 30;
/// How long opening a case may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// How many parties both cases have, and how many frames it takes at most to scroll through the small one.
///
/// Three parties make the most rows, thirty the widest and highest.
const CASES: [(usize, usize); 2] = [(3, 100), (30, 30)];

/// A frame while scrolling a case of so many positions, against the same with a hundred.
pub(crate) fn rows(positions: usize) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for (parties, frames) in CASES {
        rows.extend(scrolling(positions, parties, frames)?);
    }
    Ok(rows)
}

/// Both cases are scrolled down, where every row comes into view for the first time, and up again over the same rows.
///
/// In each turn another small case is opened and the large one scrolled far on, so
/// that neither knows how high the rows are that come, and long and short texts
/// even out.
fn scrolling(positions: usize, parties: usize, frames: usize) -> Result<Vec<Row>, Failure> {
    let large = CaseFile::new(0, Size { positions, parties })?;
    let mut large = Window::open(context(), &large.path)?;
    #[expect(clippy::cast_precision_loss, reason = "only a way to go")]
    let far = positions as f32 * FAR;
    let small_context = context();
    let (mut down, mut up) = (Times::default(), Times::default());
    for turn in 0..=TURNS {
        let small = CaseFile::new(turn, Size { positions: SMALL, parties })?;
        let mut small = Window::open(small_context.clone(), &small.path)?;
        large.jump(far)?;
        let (first, again) = (Direction::Down, Direction::Up);
        for (times, direction) in [(&mut down, first), (&mut up, again)] {
            let ours = large.scroll(frames, direction)?;
            let theirs = small.scroll(frames, direction)?;
            // The first turn only warms up.
            if turn > 0 {
                times.push(ours, theirs);
            }
        }
    }
    let name = |rows: &str| format!("scroll a frame, {rows}, {parties} parties ÷ {SMALL} positions");
    Ok(vec![down.row(&name("new rows")), up.row(&name("known rows"))])
}

/// The times of all frames, and their medians turn by turn.
#[derive(Default)]
struct Times {
    turns: Vec<(Duration, Duration)>,
    ours: Vec<f64>,
    theirs: Vec<f64>,
}

impl Times {
    fn push(&mut self, ours: Vec<f64>, theirs: Vec<f64>) {
        let median = |times: &[f64]| Duration::from_secs_f64(rank(times.to_vec(), 50) / 1e3);
        self.turns.push((median(&ours), median(&theirs)));
        self.ours.extend(ours);
        self.theirs.extend(theirs);
    }

    fn row(self, name: &str) -> Row {
        let mut row = Compared::of(&self.turns).row(name, 1.3);
        let (ours, theirs) = (rank(self.ours, 95), rank(self.theirs, 95));
        row.detail = format!("{}, 95th percentile {ours:.1} ms ÷ {theirs:.1} ms", row.detail);
        row
    }
}

/// A made-up case as a file.
struct CaseFile {
    path: PathBuf,
    _folder: TempDir,
}

impl CaseFile {
    fn new(seed: u64, size: Size) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("case.json");
        fs::write(&path, serde_json::to_vec(&generate::case(seed, size))?)?;
        Ok(Self { path, _folder: folder })
    }
}

/// A way to scroll.
#[derive(Clone, Copy)]
enum Direction {
    Down,
    Up,
}

/// The program's window with a case open, of which only the content is drawn.
struct Window {
    ctx: Context,
    app: App,
    time: f64,
    /// The sum of all heights at which something was drawn, which tells whether anything has moved.
    place: f64,
}

/// A context as the program prepares it.
fn context() -> Context {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx
}

impl Window {
    /// Opens a case and draws it until it stands still. A context that has shown a case before already knows the letters.
    fn open(ctx: Context, file: &Path) -> Result<Self, Failure> {
        let app = App::new(&ctx, None, Some(file.to_path_buf()));
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
    fn jump(&mut self, points: f32) -> Result<(), Failure> {
        self.move_by(-points)?;
        self.frame(Vec::new());
        Ok(())
    }

    /// Scrolls so many frames; how long each took, in milliseconds.
    fn scroll(&mut self, frames: usize, direction: Direction) -> Result<Vec<f64>, Failure> {
        let points = match direction {
            Direction::Down => -STEP,
            Direction::Up => STEP,
        };
        (0..frames).map(|_| Ok(milliseconds(self.move_by(points)?))).collect()
    }

    /// Draws a frame that shows another place.
    fn move_by(&mut self, points: f32) -> Result<Duration, Failure> {
        let before = self.place;
        let time = self.frame(vec![wheel(TouchPhase::Move, points)]);
        // Frames that draw the same again would be cheap, and would say nothing about scrolling.
        if self.place.to_bits() == before.to_bits() {
            return Err("the end of the case was reached while scrolling".into());
        }
        Ok(time)
    }

    /// Draws a frame, and gives the time that it took.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
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
