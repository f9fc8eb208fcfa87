//! The papers of the sample, word for word: what changes in them is seen before a delegation sees it.
//!
//! `UPDATE_GOLDEN=1 cargo nextest run --test export_golden` writes them anew, to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::fs;
use std::path::Path;

use demarche::export::{Choices, Format, Layout, Progress, export};
use demarche::file;

fn written(choices: &Choices) -> String {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let opened = file::read(&sample, &file::Progress::default()).unwrap();
    let document = export(&opened.snapshot, choices, Format::Markdown, &Progress::default()).unwrap();
    String::from_utf8(document.bytes).unwrap()
}

/// Compares with the file of this name, and says where they part.
fn is_golden(name: &str, choices: &Choices) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    let now = written(choices);
    assert!(now == written(choices), "{name} is not the same twice");
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
    is_golden("paris-side-by-side.md", &Choices::default());
}

#[test]
fn the_brief_for_israel_is_as_it_was_read() {
    let choices = Choices { layout: Layout::Brief, own_party: Some("israel".into()), ..Choices::default() };
    is_golden("paris-brief-israel.md", &choices);
}

#[test]
fn the_brief_for_syria_is_as_it_was_read() {
    let choices = Choices { layout: Layout::Brief, own_party: Some("syria".into()), ..Choices::default() };
    is_golden("paris-brief-syria.md", &choices);
}

#[test]
fn the_summary_is_as_it_was_read() {
    is_golden("paris-summary.md", &Choices { layout: Layout::Summary, ..Choices::default() });
}

#[test]
fn the_full_record_is_as_it_was_read() {
    is_golden("paris-record.md", &Choices { layout: Layout::Record, ..Choices::default() });
}
