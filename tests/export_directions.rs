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
    let bare = |word: String| word.replace(['\u{200E}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
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

/// A document of a case as a PDF that each format's own program has made; none without it.
fn made(case: &str, choices: &Choices, format: Format, folder: &Path) -> Option<PathBuf> {
    let snapshot = file::parse(case.as_bytes()).unwrap();
    let bytes = export(&snapshot, choices, format, &Progress::default()).unwrap().bytes;
    let file = folder.join(format!("made.{}", format.extension()));
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

/// A case in Arabic, and what is to be read of it on each page: a marking that is not. Its first claim has more than a line.
const BRIEF: &str = r#"{
  "format": "demarche/case", "version": 1, "title": "محادثات", "language": "ar", "handling": "Public sources only",
  "parties": [
    { "id": "a", "name": "سوريا", "role": "principal" },
    { "id": "b", "name": "ישראל", "role": "principal" }
  ],
  "axes": [{ "id": "t", "name": "الأرض" }],
  "issues": [
    { "id": "i", "axis": "t", "number": "T1", "title": "انسحاب", "status": "contested" },
    { "id": "j", "axis": "t", "number": "T2", "title": "جدول", "status": "contested" },
    { "id": "k", "axis": "t", "number": "T3", "title": "حدود", "status": "contested" }
  ],
  "positions": [
    { "id": "p", "issue": "i", "party": "a", "kind": "demand", "firmness": "firm", "basis": "inferred",
      "text": "انسحاب كامل للقوات الإسرائيلية من جميع الأراضي التي دخلتها منذ الثامن من ديسمبر والعودة إلى خطوط ما قبل ذلك التاريخ وفق الاتفاق القائم بين الطرفين ومراقبة الأمم المتحدة" },
    { "id": "q", "issue": "j", "party": "a", "kind": "demand", "text": "جدول زمني للانسحاب",
      "conditions": [{ "text": "ضمانات مكتوبة" }] },
    { "id": "r", "issue": "k", "party": "a", "kind": "demand", "text": "رسم الحدود" }
  ]
}"#;

/// Holds that a brief's list has its numbers at the right whatever the interface says after the claims, and that the
/// case's marking is in the order of its own words.
fn hold_brief(format: Format) {
    let folder = tempfile::tempdir().unwrap();
    let choices = Choices { layout: Layout::Brief, own_party: Some("a".into()), ..Choices::default() };
    let Some(pdf) = made(BRIEF, &choices, format, folder.path()) else { return };
    let Some(page) = words(&pdf) else { return };
    let right = page.iter().map(|(_, left, _)| *left).fold(0.0, f32::max);
    for number in ["T1", "T2", "T3"] {
        let (_, left, top) = page.iter().find(|(word, ..)| word == number).unwrap();
        // Nothing but the sign of the list stands farther at the right.
        let farther = |(word, other, y): &&(String, f32, f32)| {
            (y - top).abs() < 4.0 && other > left && word.contains(char::is_alphabetic)
        };
        assert_eq!(page.iter().find(farther), None, "{format:?}: {number}");
        assert!(right - left < 60.0, "{format:?}: {number} is at {left} of {right}");
    }
    assert_order(&page, &["Case", "marking", "sources", "only"], &format!("{format:?}"));
}

fn hold(format: Format) {
    for (direction, expected) in
        [(Direction::LeftToRight, ["T1", "1974", "UNDOF"]), (Direction::RightToLeft, ["1974", "UNDOF", "T1"])]
    {
        let folder = tempfile::tempdir().unwrap();
        let choices = Choices { layout: Layout::Record, direction, ..Choices::default() };
        let Some(pdf) = made(CASE, &choices, format, folder.path()) else { return };
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

#[test]
fn a_pdf_has_the_numbers_of_a_brief_where_its_lines_begin() {
    hold_brief(Format::Pdf);
}

#[test]
fn a_word_document_has_the_numbers_of_a_brief_where_its_lines_begin() {
    hold_brief(Format::Docx);
}

#[test]
fn a_page_for_browsers_has_the_numbers_of_a_brief_where_its_lines_begin() {
    hold_brief(Format::Html);
}
