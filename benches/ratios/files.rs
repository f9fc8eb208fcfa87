//! What is done with a file: opening it, searching in it, and the memory it takes.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use demarche::case::{self, Snapshot};
use demarche::compare::{Column, Comparison, Filter, SearchIndex, all_columns, in_order};
use demarche::file;
use demarche::generate::{self, Size};
use memchr::memmem;

use crate::compared::{Row, compare};
use crate::{Failure, megabytes};

/// Makes the program print what it holds after opening the file that follows, instead of measuring.
pub(crate) const MEMORY_OF: &str = "--memory-of";

/// Opening, a keystroke in the search and the memory, in a case of so many positions.
pub(crate) fn rows(positions: usize) -> Result<Vec<Row>, Failure> {
    let bytes = serde_json::to_vec_pretty(&generate::case(1, Size::of(positions)))?;
    let mut rows = opening(&bytes)?;
    rows.extend(keystroke(&bytes)?);
    rows.extend(memory(&bytes)?);
    Ok(rows)
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
    let mut row = compared.row("open a case ÷ read it as any JSON", 1.5);
    row.detail = format!("{}, a file of {:.1} MB", row.detail, megabytes(bytes.len()));
    Ok(vec![row])
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
            let comparison = all.narrowed(&snapshot, &matches, &[]);
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
            value: Some(f64::from(resident) * 1024.0 / megabytes(bytes.len()) / 1e6),
            bound: 4.0,
            detail: format!("{:.0} MB, the process itself included", f64::from(resident) * 1024.0 / 1e6),
        })
    };
    Ok(vec![row("memory after opening ÷ file", opened)?, row("the same, ready to search ÷ file", searchable)?])
}

/// How many kilobytes this process holds after opening a file, and after making it searchable as well.
pub(crate) fn memory_of(file: &Path) -> Result<(u32, u32), Failure> {
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
