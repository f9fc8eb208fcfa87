//! The papers of the sample, word for word: what changes in them is seen before a delegation sees it. Pages and workbooks
//! are compared as text that a person can read.
//!
//! `UPDATE_GOLDEN=1 cargo nextest run --test export_golden` writes them anew, to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/golden.rs"]
mod golden;
#[path = "support/readable.rs"]
mod readable;

use std::path::Path;

use demarche::export::{Choices, Format, Layout, Progress, export};
use demarche::file;
use golden::is_golden;

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

/// Compares what is written with the file of this name, and with what is written a second time.
fn is_as_kept(name: &str, choices: &Choices) {
    // What is not the file itself has a name that says so.
    let is_text = matches!(name.rsplit('.').next(), Some("md" | "csv"));
    let kept = if is_text { name.to_owned() } else { format!("{name}.txt") };
    let now = written(name, choices);
    assert!(now == written(name, choices), "{name} is not the same twice");
    is_golden(&kept, &now);
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
    is_as_kept(&format!("{name}.md"), choices);
    is_as_kept(&format!("{name}.html"), choices);
}

#[test]
fn the_workbook_is_as_it_was_read() {
    is_as_kept("paris.xlsx", &Choices::default());
}

#[test]
fn the_table_of_positions_is_as_it_was_read() {
    is_as_kept("paris.csv", &Choices::default());
}
