//! The papers of the sample, word for word: what changes in them is seen before a delegation sees it. Pages and workbooks
//! are compared as text that a person can read.
//!
//! `UPDATE_GOLDEN=1 cargo nextest run --test export_golden` writes them anew, to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/readable.rs"]
mod readable;

use std::fs;
use std::path::Path;

use demarche::export::{Choices, Format, Layout, Progress, export};
use demarche::file;

fn written(name: &str, choices: &Choices) -> String {
    let format = match name.rsplit('.').next() {
        Some("html") => Format::Html,
        Some("xlsx") => Format::Xlsx,
        Some("csv") => Format::Csv,
        _ => Format::Markdown,
    };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let opened = file::read(&sample, &file::Progress::default()).unwrap();
    let document = export(&opened.snapshot, choices, format, &Progress::default()).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    match format {
        Format::Xlsx => readable::workbook(document.bytes),
        Format::Html => readable::page(&text(document.bytes)),
        _ => text(document.bytes).replace("\r\n", "\n"),
    }
}

/// Compares with the file of this name, and says where they part.
fn is_golden(name: &str, choices: &Choices) {
    // What is not the file itself has a name that says so.
    let is_text = matches!(name.rsplit('.').next(), Some("md" | "csv"));
    let kept = if is_text { name.to_owned() } else { format!("{name}.txt") };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(kept);
    let now = written(name, choices);
    assert!(now == written(name, choices), "{name} is not the same twice");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &now).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if now != golden {
        let lines = now.lines().zip(golden.lines()).enumerate();
        let part = lines.into_iter().find(|(_, (now, golden))| now != golden);
        let (line, (now, golden)) = part.unwrap_or((0, ("one is longer", "than the other")));
        panic!("{name}, line {}:\n  now    {now}\n  golden {golden}\nUPDATE_GOLDEN=1 writes it anew.", line + 1);
    }
}

#[test]
fn side_by_side_is_as_it_was_read() {
    in_both("paris-side-by-side", &Choices::default());
}

#[test]
fn the_brief_for_israel_is_as_it_was_read() {
    let choices = Choices { layout: Layout::Brief, own_party: Some("israel".into()), ..Choices::default() };
    in_both("paris-brief-israel", &choices);
}

#[test]
fn the_brief_for_syria_is_as_it_was_read() {
    let choices = Choices { layout: Layout::Brief, own_party: Some("syria".into()), ..Choices::default() };
    in_both("paris-brief-syria", &choices);
}

#[test]
fn the_summary_is_as_it_was_read() {
    in_both("paris-summary", &Choices { layout: Layout::Summary, ..Choices::default() });
}

#[test]
fn the_full_record_is_as_it_was_read() {
    in_both("paris-record", &Choices { layout: Layout::Record, ..Choices::default() });
}

/// As Markdown and as a page for browsers.
fn in_both(name: &str, choices: &Choices) {
    is_golden(&format!("{name}.md"), choices);
    is_golden(&format!("{name}.html"), choices);
}

#[test]
fn the_workbook_is_as_it_was_read() {
    is_golden("paris.xlsx", &Choices::default());
}

#[test]
fn the_table_of_positions_is_as_it_was_read() {
    is_golden("paris.csv", &Choices::default());
}
