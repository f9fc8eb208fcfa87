//! Edits of a large case against the same in a small one, and what keeping the work safe costs a frame.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::App;
use demarche::command::{Command, Request};
use demarche::generate::Size;

use crate::Failure;
use crate::compared::{Compared, Row, milliseconds, rank};
use crate::frames::SMALL;
use crate::keys::{self, EDITS, Keys, Press};
use crate::window::{CaseFile, PACE, Window, context};

/// How often each edit is made.
pub(crate) const TURNS: usize = 15;
/// How many frames are drawn between one key and the next.
const SETTLED: usize = 6;
/// How many parties both cases have.
const PARTIES: usize = 3;
/// How long the journal may take until it is written.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many windows are opened to see the journal written.
const WINDOWS: usize = 3;
/// How long frames are timed without it.
const QUIET: Duration = Duration::from_secs(1);
/// A little less than the journal waits for more edits before it is written.
const BEFORE_WRITING: Duration = Duration::from_millis(450);

/// Each edit in a case of so many positions, against the same with a hundred; and a frame beside the journal.
pub(crate) fn rows(positions: usize) -> Result<Vec<Row>, Failure> {
    let large = CaseFile::new(0, Size { positions, parties: PARTIES })?;
    let small = CaseFile::new(0, Size { positions: SMALL, parties: PARTIES })?;
    let mut rows = Vec::new();
    {
        let mut large = Window::open(context(), &large.path)?;
        let mut small = Window::open(context(), &small.path)?;
        for keys in EDITS {
            rows.push(edit(&mut large, &mut small, keys)?);
        }
    }
    rows.push(journal(&large.path)?);
    Ok(rows)
}

fn edit(large: &mut Window, small: &mut Window, keys: &Keys) -> Result<Row, Failure> {
    let (mut turns, mut worked, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        let ours = keys.time(large, turn)?;
        let theirs = keys.time(small, turn)?;
        // The first turn only warms up.
        if turn > 0 {
            turns.push((ours.time, theirs.time));
            worked.extend(ours.worked.zip(theirs.worked));
            later.extend(ours.later.into_iter().map(milliseconds));
        }
    }
    let mut row = Compared::of(&turns).row(&format!("{} ÷ {SMALL} positions", keys.name), 3.0);
    let longest = turns.iter().map(|(ours, _)| milliseconds(*ours)).fold(0.0, f64::max);
    let later = rank(later, 100);
    let worked = if worked.is_empty() { String::new() } else { format!(", at work {}", Compared::of(&worked).times()) };
    row.detail = format!("{}{worked}, at most {longest:.1} ms; a frame after it at most {later:.1} ms", row.detail);
    Ok(row)
}

/// How long an edit took.
struct Timed {
    /// From the key press to the end of the frame that follows.
    time: Duration,
    /// For how much of it the processor was at work on it, where that can be told.
    worked: Option<Duration>,
    /// The frames until all of it is worked out.
    later: Vec<Duration>,
}

impl Keys {
    /// Makes the edit at another record in each turn.
    fn time(&self, window: &mut Window, turn: usize) -> Result<Timed, Failure> {
        let target =
            (self.on)(window.case()?.document.snapshot(), turn).ok_or("nothing to edit in the made-up case")?;
        window.app.ask(Request::Select(target));
        // The selection is brought into view, and what belongs to it is gathered.
        for _ in 0..3 {
            window.frame(Vec::new());
        }
        for press in self.before {
            press.on(window);
            window.settle()?;
            // Until then what is no longer on the screen has been let go of, in a small case as in a large one.
            for _ in 0..SETTLED {
                window.frame(Vec::new());
            }
        }
        let before = window.case()?.document.snapshot().clone();
        // Nobody types at once after a hundred frames without a pause.
        thread::sleep(PACE * 3);
        let begun = at_work();
        let time = self.press.on(window) + window.frame(Vec::new());
        let worked = at_work().zip(begun).map(|(now, begun)| now.saturating_sub(begun));
        let case = window.case()?;
        if Arc::ptr_eq(before.case(), case.document.snapshot().case()) {
            return Err(format!("“{}” does not edit the case", self.name).into());
        }
        if !Arc::ptr_eq(case.snapshot.case(), case.document.snapshot().case()) {
            return Err(format!("“{}” is not shown in the next frame", self.name).into());
        }
        let mut later = window.settle()?;
        // A field that has just been opened takes the keyboard.
        later.extend((0..2).map(|_| window.frame(Vec::new())));
        for press in self.after {
            press.on(window);
            window.frame(Vec::new());
        }
        window.settle()?;
        Ok(Timed { time, worked, later })
    }
}

/// How long this thread has had a processor, where the system tells: what others do on the machine is left out.
fn at_work() -> Option<Duration> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// A frame while the journal is being written, against one while it is not.
///
/// The first unsaved edit has the whole case written, which takes longest.
fn journal(file: &Path) -> Result<Row, Failure> {
    let (mut written, mut quiet) = (Vec::new(), Vec::new());
    for turn in 0..WINDOWS {
        let state = tempfile::tempdir()?;
        let ctx = context();
        let app = App::new(&ctx, None, Some(file.to_path_buf())).keeping_work_in(Some(state.path().to_path_buf()));
        let mut window = Window::with(ctx, app, file)?;
        let position = keys::position(window.case()?.document.snapshot(), turn).ok_or("no position to edit")?;
        window.app.ask(Request::Select(position));
        let end = Instant::now() + QUIET;
        quiet.extend(frames(&mut window, || Ok(Instant::now() > end))?);
        let before = bytes(state.path())?;
        let begun = Instant::now() + BEFORE_WRITING;
        Press::Run(Command::Duplicate).on(&mut window);
        window.settle()?;
        frames(&mut window, || Ok(Instant::now() > begun))?;
        let mut last = before;
        written.extend(frames(&mut window, || {
            let now = bytes(state.path())?;
            let done = now > before && now == last;
            last = now;
            if begun.elapsed() > PATIENCE { Err("the journal is never written".into()) } else { Ok(done) }
        })?);
    }
    let median = |times: &[f64]| rank(times.to_vec(), 50);
    let (ours, theirs) = (median(&written), median(&quiet));
    Ok(Row {
        name: "a frame while the journal is written ÷ without".to_owned(),
        value: Some(ours / theirs),
        bound: 1.3,
        detail: format!(
            "{ours:.1} ms ÷ {theirs:.1} ms, the longest of {} {:.1} ms ÷ {:.1} ms",
            written.len(),
            rank(written.clone(), 100),
            rank(quiet, 100)
        ),
    })
}

/// Draws frames at an even pace until something is so; how long each took, in milliseconds.
fn frames(window: &mut Window, mut done: impl FnMut() -> Result<bool, Failure>) -> Result<Vec<f64>, Failure> {
    let mut times = Vec::new();
    while !done()? {
        times.push(milliseconds(window.frame(Vec::new())));
        thread::sleep(PACE);
    }
    Ok(times)
}

/// How many bytes the files below a folder have.
fn bytes(folder: &Path) -> Result<u64, Failure> {
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        // What is being replaced may be gone by now.
        let Ok(entry) = entry else { continue };
        let Ok(about) = entry.metadata() else { continue };
        total += if about.is_dir() { bytes(&entry.path())? } else { about.len() };
    }
    Ok(total)
}
