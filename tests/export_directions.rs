//! Where the words of a line with two directions stand on the page, in every format that is read on one.

#![expect(clippy::unwrap_used, reason = "what a test's helpers stumble over, the test reports")]
#![expect(clippy::duplicate_mod, reason = "each program that a test starts says by the same words that it is missing")]
#![cfg(feature = "pdf")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/convert.rs"]
mod convert;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use browser::Browser;
use demarche::export::{Choices, Direction, Format, Layout, Progress, export};
use demarche::file;

/// A title that a sentence takes in, with Latin letters and a number of its own, and two names of different scripts.
const CASE: &str = r#"{
  "format": "demarche/case", "version": 1, "title": "Talks",
  "parties": [
    { "id": "a", "name": "سوريا", "role": "principal" },
    { "id": "b", "name": "ישראל", "role": "principal" },
    { "id": "c", "name": "Cyprus", "role": "principal" }
  ],
  "axes": [{ "id": "t", "name": "الأرض" }],
  "issues": [{ "id": "i", "axis": "t", "number": "T1", "title": "انسحاب إلى خطوط (UNDOF) وفق اتفاق 1974", "status": "contested" }],
  "events": [{ "id": "e", "date": "2026-01-06", "text": "פגישה בפריז (OK) של שנת 1975" }]
}"#;

/// The words of a page and where each begins: from its left edge, and from its top, in points.
fn words(pdf: &Path) -> Option<Vec<(String, f32, f32)>> {
    let Ok(said) = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output() else {
        convert::lacks("directions", "pdftotext is not installed");
        return None;
    };
    let said = String::from_utf8(said.stdout).unwrap();
    let number = |line: &str, name: &str| -> f32 {
        let after = line.split_once(&format!("{name}=\"")).unwrap().1;
        after.split_once('"').unwrap().0.parse().unwrap()
    };
    let lines = said.lines().filter(|line| line.trim_start().starts_with("<word"));
    let word = |line: &str| line.split_once('>').unwrap().1.split_once('<').unwrap().0.to_owned();
    // What orders the words is no part of them.
    let bare = |word: String| word.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
    Some(lines.map(|line| (bare(word(line)), number(line, "xMin"), number(line, "yMin"))).collect())
}

/// Holds that on some line of the page these words stand in this order, from left to right.
fn assert_order(page: &[(String, f32, f32)], expected: &[&str], of: &str) {
    let first = page.iter().filter(|(word, ..)| word.contains(expected.first().unwrap()));
    let mut seen = Vec::new();
    for (_, _, top) in first {
        let mut line: Vec<_> = page.iter().filter(|(_, _, other)| (other - top).abs() < 4.0).collect();
        line.sort_by(|one, two| one.1.total_cmp(&two.1));
        let line: Vec<&str> = line.iter().map(|(word, ..)| word.as_str()).collect();
        let places: Option<Vec<usize>> =
            expected.iter().map(|word| line.iter().position(|other| other.contains(word))).collect();
        if places.is_some_and(|places| places.is_sorted_by(|one, two| one < two)) {
            return;
        }
        seen.push(line.join(" | "));
    }
    panic!("{of}: {expected:?} is not the order of any line:\n{}", seen.join("\n"));
}

/// The case's full record on pages of a direction, as a PDF that each format's own program has made; none without it.
fn made(format: Format, direction: Direction, folder: &Path) -> Option<PathBuf> {
    let snapshot = file::parse(CASE.as_bytes()).unwrap();
    let choices = Choices { layout: Layout::Record, direction, ..Choices::default() };
    let bytes = export(&snapshot, &choices, format, &Progress::default()).unwrap().bytes;
    let file = folder.join(format!("record.{}", format.extension()));
    fs::write(&file, bytes).unwrap();
    match format {
        Format::Html => {
            let print = folder.join("print.pdf");
            fs::write(&print, Browser::find("directions")?.print(&file)).unwrap();
            Some(print)
        }
        Format::Docx => Some(convert::convert("directions", &[file], None, "pdf", folder)?.remove(0)),
        _ => Some(file),
    }
}

fn hold(format: Format) {
    for (direction, expected) in
        [(Direction::LeftToRight, ["T1", "1974", "UNDOF"]), (Direction::RightToLeft, ["1974", "UNDOF", "T1"])]
    {
        let folder = tempfile::tempdir().unwrap();
        let Some(pdf) = made(format, direction, folder.path()) else { return };
        let Some(page) = words(&pdf) else { return };
        let of = format!("{format:?} {direction:?}");
        assert_order(&page, &expected, &of);
        // The date is English, and whole; the event's own number and letters are in the order of the event.
        assert_order(&page, &["January", "2026"], &of);
        assert_order(&page, &["1975", "OK"], &of);
    }
}

#[test]
fn a_pdf_keeps_each_text_in_its_own_direction() {
    hold(Format::Pdf);
}

#[test]
fn a_word_document_keeps_each_text_in_its_own_direction() {
    hold(Format::Docx);
}

#[test]
fn a_page_for_browsers_keeps_each_text_in_its_own_direction() {
    hold(Format::Html);
}
