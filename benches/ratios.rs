//! Speed and memory as ratios within one run, so that they mean the same on every machine.
//!
//! `cargo bench` measures 100,000 positions, `cargo bench -- --quick` 10,000.
//! Each value is the median over repetitions in which the two things compared
//! take turns. Nothing fails: a bound that is missed is named in the table.

use std::hint::black_box;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use demarche::case::{self, Snapshot};
use demarche::compare::{Column, Comparison, Filter, SearchIndex, all_columns, in_order};
use demarche::file;
use demarche::generate::{self, Size};
use memchr::memmem;

type Failure = Box<dyn std::error::Error>;

/// Makes the program print what it holds after opening the file that follows, instead of measuring.
const MEMORY_OF: &str = "--memory-of";

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut out = io::stdout().lock();
    if let Some(at) = arguments.iter().position(|argument| argument == MEMORY_OF) {
        let file = arguments.get(at + 1).ok_or("a file must follow")?;
        let (opened, searchable) = memory_of(Path::new(file))?;
        writeln!(out, "{opened} {searchable}")?;
        return Ok(());
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let positions = if quick { 10_000 } else { 100_000 };
    let bytes = serde_json::to_vec_pretty(&generate::case(1, Size::of(positions)))?;
    writeln!(out, "{positions} positions, a file of {:.1} MB", megabytes(bytes.len()))?;
    writeln!(out, "{:<44} {:>7} {:>6}", "what", "ratio", "bound")?;
    for measure in [opening, keystroke, memory] {
        for row in measure(&bytes)? {
            let verdict = if row.value <= row.bound { "ok" } else { "over" };
            writeln!(out, "{:<44} {:>7.2} {:>6.1}  {verdict:<5} {}", row.name, row.value, row.bound, row.detail)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// A line of the table.
struct Row {
    name: String,
    value: f64,
    bound: f64,
    detail: String,
}

/// What the program does between having a file's bytes and showing the case.
fn open(bytes: &[u8]) -> Result<Snapshot, Failure> {
    let snapshot = file::parse(bytes).map_err(|errors| format!("{} errors in a made-up case", errors.len()))?;
    black_box(case::check(&snapshot));
    Ok(snapshot)
}

fn opening(bytes: &[u8]) -> Result<Vec<Row>, Failure> {
    let compared = compare(7, || open(bytes), || serde_json::from_slice::<serde_json::Value>(bytes));
    open(bytes)?;
    Ok(vec![compared.row("open a case ÷ read it as any JSON", 1.5)])
}

/// What one keystroke in the search field costs: the search, the comparison of what is found, and where it is.
fn keystroke(bytes: &[u8]) -> Result<Vec<Row>, Failure> {
    let snapshot = open(bytes)?;
    let columns: Vec<Column> = all_columns(&snapshot);
    let index = SearchIndex::build(&snapshot);
    let text = megabytes(index.text().len());
    let all = Comparison::build(&snapshot, &Filter::default(), &columns);
    // The pass looks for what does not occur: looking for what does would only be slower.
    let pass = || memmem::find(index.text(), b"\xFE\xFF");
    let row = |query: &str| {
        let keystroke = || {
            let matches = index.search(query);
            let comparison = all.narrowed(&snapshot, &matches);
            let hits = in_order(&matches, &comparison);
            (matches, comparison, hits)
        };
        let hits = keystroke().2.len();
        let mut row = compare(15, keystroke, pass).row(&format!("type “{query}” ÷ pass over the text"), 10.0);
        row.detail = format!("{}, {hits} hits, {text:.0} MB of text", row.detail);
        row
    };
    let mut rows = Vec::from(["xylophone", "demilitarised", "buffer zone", "الأسلحة", "e"].map(row));
    let rebuild = || {
        let matches = index.search("e");
        let comparison = Comparison::with_matches(&snapshot, &Filter::default(), &columns, &matches);
        let hits = in_order(&matches, &comparison);
        (matches, comparison, hits)
    };
    rows.push(compare(15, rebuild, pass).row("the same, all laid out anew ÷ pass", 10.0));
    Ok(rows)
}

fn memory(bytes: &[u8]) -> Result<Vec<Row>, Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(Vec::new());
    }
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("case.json");
    fs::write(&file, bytes)?;
    let output = Command::new(env::current_exe()?).arg(MEMORY_OF).arg(&file).output()?;
    let output = String::from_utf8(output.stdout)?;
    let (opened, searchable) = output.trim().split_once(' ').ok_or("the measuring process failed")?;
    let row = |name: &str, resident: &str| -> Result<Row, Failure> {
        let resident: u32 = resident.parse()?;
        Ok(Row {
            name: name.to_owned(),
            value: f64::from(resident) * 1024.0 / megabytes(bytes.len()) / 1e6,
            bound: 4.0,
            detail: format!("{:.0} MB, the process itself included", f64::from(resident) * 1024.0 / 1e6),
        })
    };
    Ok(vec![row("memory after opening ÷ file", opened)?, row("the same, ready to search ÷ file", searchable)?])
}

/// How many kilobytes this process holds after opening a file, and after making it searchable as well.
fn memory_of(file: &Path) -> Result<(u32, u32), Failure> {
    let bytes = fs::read(file)?;
    let snapshot = open(&bytes)?;
    drop(bytes);
    let opened = resident()?;
    let index = SearchIndex::build(&snapshot);
    let searchable = resident()?;
    black_box((snapshot, index));
    Ok((opened, searchable))
}

fn resident() -> Result<u32, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// Two things timed in turns.
struct Compared {
    ratio: f64,
    ours: Duration,
    theirs: Duration,
}

impl Compared {
    fn row(self, name: &str, bound: f64) -> Row {
        let detail = format!("{:.1} ms ÷ {:.1} ms", self.ours.as_secs_f64() * 1e3, self.theirs.as_secs_f64() * 1e3);
        Row { name: name.to_owned(), value: self.ratio, bound, detail }
    }
}

/// Times both in turns; what they return is dropped outside the time. The first turn only warms up.
fn compare<A, B>(turns: usize, mut ours: impl FnMut() -> A, mut theirs: impl FnMut() -> B) -> Compared {
    let mut times: Vec<(Duration, Duration)> =
        (0..=turns).map(|_| (time(&mut ours), time(&mut theirs))).skip(1).collect();
    let mut median = |key: fn(&(Duration, Duration)) -> f64| {
        times.sort_by(|a, b| key(a).total_cmp(&key(b)));
        times.get(turns / 2).map_or(f64::NAN, key)
    };
    let ours = Duration::from_secs_f64(median(|(ours, _)| ours.as_secs_f64()));
    let theirs = Duration::from_secs_f64(median(|(_, theirs)| theirs.as_secs_f64()));
    Compared { ratio: median(|(ours, theirs)| ours.as_secs_f64() / theirs.as_secs_f64()), ours, theirs }
}

fn time<T>(run: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(run());
    let time = start.elapsed();
    drop(result);
    time
}

#[expect(clippy::cast_precision_loss, reason = "only for showing")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
