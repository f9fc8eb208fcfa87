//! What two versions of a large case cost that come together: the merge itself, and a frame while it runs.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use demarche::app::App;
use demarche::case::Case;
use demarche::command::{Command, OutsideAnswer, Request};
use demarche::edit::merge::merge;
use demarche::file;
use demarche::generate::Size;

use crate::Failure;
use crate::compared::{Row, compare, milliseconds, rank};
use crate::keys;
use crate::window::{CaseFile, PACE, Window, context};

/// What somebody else has written.
const THEIRS: &str = "Somebody else's words";
/// How often the merge is made.
const TURNS: usize = 5;
/// How many parties the case has.
const PARTIES: usize = 3;
/// Until then the program has noticed that the file is another, and read it.
const NOTICED: Duration = Duration::from_secs(12);
/// How long frames are timed without a merge.
const QUIET: Duration = Duration::from_secs(1);
/// How long a merge may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A three-way merge of so many positions against opening the case, and a frame beside it.
pub(crate) fn rows(positions: usize) -> Result<Vec<Row>, Failure> {
    let file = CaseFile::new(0, Size { positions, parties: PARTIES })?;
    Ok(vec![merging(&file)?, beside(&file)?])
}

/// The case as somebody else has left it: every hundredth issue and thousandth position is reworded.
fn theirs(case: &Case) -> Result<Case, Failure> {
    let mut theirs: serde_json::Value = serde_json::to_value(case)?;
    for (list, field, step) in [("issues", "title", 100), ("positions", "text", 1_000)] {
        let records = theirs.get_mut(list).and_then(serde_json::Value::as_array_mut).ok_or("no such list")?;
        for record in records.iter_mut().step_by(step) {
            if let Some(text) = record.get_mut(field) {
                *text = THEIRS.into();
            }
        }
    }
    Ok(serde_json::from_value(theirs)?)
}

fn merging(file: &CaseFile) -> Result<Row, Failure> {
    let bytes = fs::read(&file.path)?;
    let base = file::parse(&bytes).map_err(|_errors| "the made-up case cannot be read")?;
    let theirs = theirs(base.case())?;
    let ours = file::parse(&bytes).map_err(|_errors| "the made-up case cannot be read")?;
    let compared =
        compare(TURNS, || merge(base.case(), ours.case(), &theirs).conflicts.len(), || file::parse(&bytes).is_ok());
    let row = compared.row("a three-way merge ÷ reading the case", f64::INFINITY);
    Ok(row)
}

/// A frame while two versions come together, against one while nothing does.
fn beside(file: &CaseFile) -> Result<Row, Failure> {
    let state = tempfile::tempdir()?;
    let ctx = context();
    let app = App::new(&ctx, None, Some(file.path.clone())).keeping_work_in(Some(state.path().to_path_buf()));
    let mut window = Window::with(ctx, app, &file.path)?;
    let selected = keys::position(window.case()?.document.snapshot(), 1).ok_or("no position to edit")?;
    let theirs = serde_json::to_vec(&theirs(window.case()?.document.snapshot().case())?)?;
    window.app.ask(Request::Select(selected));
    window.app.ask(Request::Do(Command::Duplicate));
    let unsaved = |window: &mut Window, until: Duration| -> Result<Vec<f64>, Failure> {
        let end = Instant::now() + until;
        let mut times = Vec::new();
        while Instant::now() < end {
            times.push(milliseconds(window.frame(Vec::new())));
            thread::sleep(PACE);
        }
        Ok(times)
    };
    unsaved(&mut window, QUIET)?;
    window.settle()?;
    let quiet = unsaved(&mut window, QUIET)?;
    fs::write(&file.path, theirs)?;
    unsaved(&mut window, NOTICED)?;
    window.app.ask(Request::Outside(OutsideAnswer::Merge));
    let steps = window.case()?.document.steps().len();
    let (begun, mut busy) = (Instant::now(), Vec::new());
    while window.case()?.document.steps().len() == steps || !window.case()?.is_settled() {
        busy.push(milliseconds(window.frame(Vec::new())));
        thread::sleep(PACE);
        if begun.elapsed() > PATIENCE {
            return Err("both versions never come together".into());
        }
    }
    let first = window.case()?.document.snapshot().case().issues.get(0).map(|issue| issue.title.clone());
    if first.as_deref() != Some(THEIRS) {
        return Err("what somebody else has written has not come in".into());
    }
    let median = |times: &[f64]| rank(times.to_vec(), 50);
    let (ours, theirs) = (median(&busy), median(&quiet));
    Ok(Row {
        name: "a frame while two versions are merged ÷ without".to_owned(),
        value: Some(ours / theirs),
        bound: 1.3,
        detail: format!(
            "{ours:.1} ms ÷ {theirs:.1} ms, the longest of {} {:.1} ms ÷ {:.1} ms, {:.0} ms until all is shown",
            busy.len(),
            rank(busy.clone(), 100),
            rank(quiet, 100),
            milliseconds(begun.elapsed()),
        ),
    })
}
