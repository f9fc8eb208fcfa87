//! Papers: the PDF against LibreOffice's of the same table, and the memory that each format takes for a large case.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use demarche::case::Snapshot;
use demarche::export::{self, Choices, Format, Layout, Progress};
use demarche::file;
use demarche::generate::{self, Size};

use crate::Failure;
use crate::compared::{Compared, Row};

/// Makes the program export the case that follows, in the format and the layout after it, and print how much memory
/// that took and how often it told how far it was.
pub(crate) const EXPORT_OF: &str = "--export-of";

/// Where the sample stands, from the crate's folder.
const SAMPLE: &str = "sample-data/paris-2026.json";
/// The case whose exports are to stay under a gigabyte.
const POSITIONS: usize = 10_000;
const NOT_BUILT: &str = "built without PDF";
/// How often a PDF is made in both ways; the first time only warms up.
const TURNS: usize = 5;

/// The PDF of the sample against LibreOffice's, and every format of a case of 10,000 positions.
pub(crate) fn rows() -> Result<Vec<Row>, Failure> {
    let mut rows = vec![against_office()?];
    rows.extend(memory()?);
    Ok(rows)
}

/// Two programs that start, read a file and write a PDF: this one with the case, LibreOffice with our DOCX of it.
fn against_office() -> Result<Row, Failure> {
    let mut row = Row {
        name: "PDF of the sample ÷ LibreOffice's of our DOCX".to_owned(),
        value: None,
        bound: 0.1,
        detail: String::new(),
    };
    if !is_built(Format::Pdf) {
        NOT_BUILT.clone_into(&mut row.detail);
        return Ok(row);
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE);
    let folder = tempfile::tempdir()?;
    let document = folder.path().join("sample.docx");
    fs::write(&document, export(&open(&sample)?, Format::Docx, Layout::SideBySide, &Progress::default())?)?;
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let office = || {
        let mut office = Command::new("soffice");
        office.args(["--headless", &profile, "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(&document);
        timed(office)
    };
    let mut turns = Vec::new();
    for _ in 0..=TURNS {
        let (_, ours) = timed(exporting(&sample, Format::Pdf, Layout::SideBySide)?)?;
        match office() {
            Ok((_, theirs)) => turns.push((ours, theirs)),
            Err(error) if is_missing(&error) => {
                "LibreOffice is not installed".clone_into(&mut row.detail);
                return Ok(row);
            }
            Err(error) => return Err(error),
        }
    }
    if !document.with_extension("pdf").exists() {
        return Err("LibreOffice has made no PDF".into());
    }
    Ok(Compared::of(turns.get(1..).unwrap_or_default()).row(&row.name, row.bound))
}

/// What each format takes at its most, over the layouts that hold everything.
fn memory() -> Result<Vec<Row>, Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(Vec::new());
    }
    let folder = tempfile::tempdir()?;
    let case = folder.path().join("case.json");
    fs::write(&case, serde_json::to_vec(&generate::case(1, Size::of(POSITIONS)))?)?;
    Format::ALL.into_iter().map(|format| memory_of(&case, format)).collect()
}

fn memory_of(case: &Path, format: Format) -> Result<Row, Failure> {
    let layouts: &[Layout] =
        if format.has_layout() { &[Layout::SideBySide, Layout::Record] } else { &[Layout::SideBySide] };
    let name = format!("GB for {} of {POSITIONS} positions", format.extension());
    if !is_built(format) {
        return Ok(Row { name, value: None, bound: 1.0, detail: NOT_BUILT.to_owned() });
    }
    let mut most: f64 = 0.0;
    let mut details = Vec::new();
    for layout in layouts {
        let (output, time) = timed(exporting(case, format, *layout)?)?;
        let told = String::from_utf8(output.stdout)?;
        let mut numbers = told.split_whitespace().map(str::parse::<u64>);
        let mut number = || numbers.next().ok_or("the exporting process told nothing")?.map_err(Failure::from);
        let (kilobytes, bytes, steps) = (number()?, number()?, number()?);
        most = most.max(gigabytes(kilobytes * 1024));
        let size = gigabytes(bytes) * 1e3;
        details.push(format!("{} {size:.1} MB in {:.1} s, {steps} steps told", of(*layout), time.as_secs_f64()));
    }
    Ok(Row { name, value: Some(most), bound: 1.0, detail: details.join("; ") })
}

/// Whether this program was built with a format.
fn is_built(format: Format) -> bool {
    format != Format::Pdf || cfg!(feature = "pdf")
}

/// This program, told to export.
fn exporting(case: &Path, format: Format, layout: Layout) -> Result<Command, Failure> {
    let mut program = Command::new(env::current_exe()?);
    program.arg(EXPORT_OF).arg(case).args([format.extension(), of(layout)]);
    Ok(program)
}

/// Runs a program to its end, and tells how long that took.
fn timed(mut program: Command) -> Result<(Output, Duration), Failure> {
    let start = Instant::now();
    let output = program.stdin(Stdio::null()).output()?;
    let time = start.elapsed();
    if output.status.success() {
        Ok((output, time))
    } else {
        let name = program.get_program().to_string_lossy().into_owned();
        Err(format!("{name} failed: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

fn is_missing(error: &Failure) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Exports a case: gives the most kilobytes that this process has held, the file's bytes, and how often the progress
/// told something new.
pub(crate) fn export_of(case: &str, format: &str, layout: &str) -> Result<(u64, usize, usize), Failure> {
    let format = Format::ALL.into_iter().find(|known| known.extension() == format).ok_or("no such format")?;
    let layout = LAYOUTS.iter().find(|(name, _)| *name == layout).ok_or("no such layout")?.1;
    let snapshot = open(Path::new(case))?;
    let progress = Progress::default();
    let ended = AtomicBool::new(false);
    let (exported, steps) = thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut steps = 0;
            let mut last = 0.0;
            while !ended.load(Ordering::Relaxed) {
                let done = progress.done();
                steps += usize::from(done > last);
                last = done;
                thread::sleep(Duration::from_millis(1));
            }
            steps
        });
        let exported = export(&snapshot, format, layout, &progress);
        ended.store(true, Ordering::Relaxed);
        (exported, watching.join().unwrap_or_default())
    });
    Ok((peak()?, exported?.len(), steps))
}

/// The layouts that are exported, by the names that the measuring process is told.
const LAYOUTS: [(&str, Layout); 2] = [("side-by-side", Layout::SideBySide), ("record", Layout::Record)];

fn of(layout: Layout) -> &'static str {
    LAYOUTS.iter().find(|(_, known)| *known == layout).map_or("", |(name, _)| name)
}

fn open(path: &Path) -> Result<Snapshot, Failure> {
    let bytes = fs::read(path)?;
    file::parse(&bytes).map_err(|errors| format!("{}: {} errors", path.display(), errors.len()).into())
}

fn export(snapshot: &Snapshot, format: Format, layout: Layout, progress: &Progress) -> Result<Vec<u8>, Failure> {
    let choices = Choices { layout, picture: true, ..Choices::default() };
    Ok(export::export(snapshot, &choices, format, progress)?.bytes)
}

/// The most memory that this process has held, in kilobytes.
fn peak() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52 bytes")]
fn gigabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e9
}
