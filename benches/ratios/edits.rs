//! Edits of a large case against the same in a small one, and what keeping the work safe costs a frame.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::App;
use demarche::case::{Ref, Snapshot};
use demarche::command::{Command, Request};
use demarche::generate::Size;
use egui::{Event, Key, Modifiers};

use crate::Failure;
use crate::compared::{Compared, Row, milliseconds, rank};
use crate::frames::SMALL;
use crate::window::{CaseFile, PACE, Window, context};

/// How often each edit is made.
const TURNS: usize = 15;
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

/// An edit by the keyboard.
struct Keys {
    name: &'static str,
    /// What is done to the selected position before it is measured.
    before: &'static [Press],
    /// What is measured.
    press: Press,
    /// What has to be done so that the next edit can be made.
    after: &'static [Press],
}

/// Something that the keyboard says.
#[derive(Clone, Copy)]
enum Press {
    Run(Command),
    Key(Key),
    Text(&'static str),
}

const EDITS: [Keys; 7] = [
    Keys {
        name: "type a letter in a card",
        before: &[Press::Run(Command::EditInPlace), Press::Text("A")],
        press: Press::Text("x"),
        after: &[Press::Key(Key::Escape)],
    },
    Keys {
        name: "begin a position",
        before: &[],
        press: Press::Run(Command::AddDemand),
        after: &[Press::Key(Key::Escape)],
    },
    Keys { name: "duplicate a position", before: &[], press: Press::Run(Command::Duplicate), after: &[] },
    Keys {
        name: "move a position up",
        before: &[Press::Run(Command::Duplicate)],
        press: Press::Run(Command::MoveUp),
        after: &[],
    },
    Keys { name: "remove a position", before: &[], press: Press::Run(Command::Remove), after: &[] },
    Keys {
        name: "undo removing a position",
        before: &[Press::Run(Command::Remove)],
        press: Press::Run(Command::Undo),
        after: &[],
    },
    Keys {
        name: "redo removing a position",
        before: &[Press::Run(Command::Remove), Press::Run(Command::Undo)],
        press: Press::Run(Command::Redo),
        after: &[],
    },
];

/// Each edit in a case of so many positions, against the same with a hundred; and a frame beside the journal.
pub(crate) fn rows(positions: usize) -> Result<Vec<Row>, Failure> {
    let large = CaseFile::new(0, Size { positions, parties: PARTIES })?;
    let small = CaseFile::new(0, Size { positions: SMALL, parties: PARTIES })?;
    let mut rows = Vec::new();
    {
        let mut large = Window::open(context(), &large.path)?;
        let mut small = Window::open(context(), &small.path)?;
        for keys in &EDITS {
            rows.push(edit(&mut large, &mut small, keys)?);
        }
    }
    rows.push(journal(&large.path)?);
    Ok(rows)
}

fn edit(large: &mut Window, small: &mut Window, keys: &Keys) -> Result<Row, Failure> {
    let (mut turns, mut later) = (Vec::new(), Vec::new());
    for turn in 0..=TURNS {
        let (ours, after) = keys.time(large, turn)?;
        let (theirs, _) = keys.time(small, turn)?;
        // The first turn only warms up.
        if turn > 0 {
            turns.push((ours, theirs));
            later.extend(after.into_iter().map(milliseconds));
        }
    }
    let mut row = Compared::of(&turns).row(&format!("{} ÷ {SMALL} positions", keys.name), 3.0);
    let longest = turns.iter().map(|(ours, _)| milliseconds(*ours)).fold(0.0, f64::max);
    let later = rank(later, 100);
    row.detail = format!("{}, at most {longest:.1} ms; a frame after it at most {later:.1} ms", row.detail);
    Ok(row)
}

impl Keys {
    /// Makes the edit at another position in each turn: from the key press to the end of the frame that follows; and
    /// the frames until all of it is worked out.
    fn time(&self, window: &mut Window, turn: usize) -> Result<(Duration, Vec<Duration>), Failure> {
        let position = free(window.case()?.document.snapshot(), turn)?;
        window.app.ask(Request::Select(position));
        // The selection is brought into view, and what belongs to it is gathered.
        for _ in 0..3 {
            window.frame(Vec::new());
        }
        for press in self.before {
            press.on(window);
            window.frame(Vec::new());
        }
        window.settle()?;
        let before = window.case()?.document.snapshot().clone();
        // Nobody types at once after a hundred frames without a pause.
        thread::sleep(PACE * 3);
        let time = self.press.on(window) + window.frame(Vec::new());
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
        Ok((time, later))
    }
}

impl Press {
    /// Draws the frame in which it is pressed.
    fn on(self, window: &mut Window) -> Duration {
        let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        match self {
            Self::Run(command) => {
                if let Some(keys) = command.shortcut() {
                    window.frame(vec![key(keys.logical_key, keys.modifiers)])
                } else {
                    window.app.ask(Request::Do(command));
                    window.frame(Vec::new())
                }
            }
            Self::Key(pressed) => window.frame(vec![key(pressed, Modifiers::NONE)]),
            Self::Text(text) => window.frame(vec![Event::Text(text.to_owned())]),
        }
    }
}

/// A position at which nothing points, far from that of other turns.
fn free(snapshot: &Snapshot, turn: usize) -> Result<Ref, Failure> {
    let positions = &snapshot.case().positions;
    let start = positions.len() * (2 * turn + 1) / (2 * TURNS + 4);
    let wanted = |at: &usize| {
        let Some(position) = positions.get(*at) else { return false };
        let target = Ref::Position(position.id.clone());
        snapshot.dependents(&target).is_empty()
            && snapshot.disputed_by(&target).is_empty()
            && snapshot.replaced_by(&position.id).next().is_none()
            && position.until.is_none()
    };
    let found = (start..positions.len()).chain(0..start).find(wanted).and_then(|at| positions.get(at));
    let position = found.ok_or("something points at every position of the made-up case")?;
    Ok(Ref::Position(position.id.clone()))
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
        let position = free(window.case()?.document.snapshot(), turn)?;
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
