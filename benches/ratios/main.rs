//! Speed and memory as ratios within one run, so that they mean the same on every machine.
//!
//! `cargo bench` measures 100,000 positions, `cargo bench -- --quick` 10,000; `files`,
//! `frames`, `edits`, `merge`, `windows`, `pdf` or `exports` after the two dashes measures only those. Each value is the
//! median over repetitions in which the two things compared take turns. Nothing
//! fails: a bound that is missed is named in the table, and so is what cannot be
//! measured on this machine.

mod compared;
mod edits;
mod exports;
mod files;
mod frames;
mod keys;
mod merge;
mod window;
mod windows;

use std::env;
use std::io::{self, Write as _};
use std::path::Path;

use compared::Row;

type Failure = Box<dyn std::error::Error>;

/// Measures something in a case of so many positions.
type Measure = fn(usize) -> Result<Vec<Row>, Failure>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let after = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)
    };
    let mut out = io::stdout().lock();
    if let Some(file) = after(files::MEMORY_OF) {
        let (opened, searchable) = files::memory_of(Path::new(file))?;
        writeln!(out, "{opened} {searchable}")?;
        return Ok(());
    }
    if let Some(case) = after(exports::EXPORT_OF) {
        let [.., format, what] = arguments.as_slice() else { return Err("no format and document".into()) };
        let (peak, bytes, steps) = exports::export_of(case, format, what)?;
        writeln!(out, "{peak} {bytes} {steps}")?;
        return Ok(());
    }
    if let Some(content) = after(windows::WINDOW_OF) {
        drop(out);
        return windows::window_of(content);
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let positions = if quick { 10_000 } else { 100_000 };
    let asked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    writeln!(out, "{positions} positions")?;
    writeln!(out, "{:<52} {:>7} {:>6}", "what", "ratio", "bound")?;
    let measures: [(&str, Measure); 7] = [
        ("files", files::rows),
        ("frames", frames::rows),
        ("edits", edits::rows),
        ("merge", merge::rows),
        ("windows", |_| windows::rows()),
        ("pdf", |_| exports::against_office()),
        ("exports", |_| exports::memory()),
    ];
    for (name, measure) in measures {
        if !asked.is_empty() && !asked.iter().any(|asked| *asked == name) {
            continue;
        }
        for Row { name, value, bound, detail } in measure(positions)? {
            let verdict = match value {
                Some(value) if value <= bound => "ok",
                Some(_) => "over",
                None => "skipped",
            };
            let value = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
            writeln!(out, "{name:<52} {value:>7} {bound:>6.1}  {verdict:<7} {detail}")?;
            out.flush()?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52 bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
