//! Frames while the comparison is scrolled.

use std::time::Duration;

use demarche::generate::Size;

use crate::Failure;
use crate::compared::{Compared, Row, milliseconds, rank};
use crate::window::{CaseFile, Window, context};

/// The positions of the small case.
pub(crate) const SMALL: usize = 100;
/// How many points a frame scrolls; at 60 frames a second a quick flick.
const STEP: f32 = 100.0;
/// How many points the large case is scrolled on before each turn, for each of its positions.
///
/// Together the turns pass thousands of rows without reaching the end.
const FAR: f32 = 1.5;
/// How many small cases are scrolled through.
const TURNS: u64 = 30;

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
        large.jump(far);
        let (first, again) = (Direction::Down, Direction::Up);
        for (times, direction) in [(&mut down, first), (&mut up, again)] {
            let ours = scroll(&mut large, frames, direction)?;
            let theirs = scroll(&mut small, frames, direction)?;
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

/// A way to scroll.
#[derive(Clone, Copy)]
enum Direction {
    Down,
    Up,
}

/// Scrolls so many frames; how long each took, in milliseconds.
fn scroll(window: &mut Window, frames: usize, direction: Direction) -> Result<Vec<f64>, Failure> {
    let points = match direction {
        Direction::Down => -STEP,
        Direction::Up => STEP,
    };
    let moves: Vec<_> = (0..frames).map(|_| window.move_by(points)).collect();
    // Frames that draw the same again are cheap, and say nothing about scrolling; a long row has a few of them.
    if moves.iter().filter(|(_, moved)| *moved).count() < frames / 2 {
        return Err("the end of the case was reached while scrolling".into());
    }
    Ok(moves.into_iter().map(|(time, _)| milliseconds(time)).collect())
}
