//! The sample's papers as PDF and as Word documents, as text: every page's lines, and every paragraph and cell.
//!
//! `UPDATE_GOLDEN=1 cargo nextest run --test export_golden_pages` writes them anew, to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/golden.rs"]
mod golden;
#[allow(dead_code, reason = "other tests look for more in a package")]
#[path = "support/package.rs"]
mod package;
#[cfg(feature = "pdf")]
#[path = "support/pages.rs"]
mod pages;

use std::fmt::Write as _;
use std::path::Path;

use demarche::case::PartyId;
use demarche::export::{Choices, Format, Layout, Progress, export};
use demarche::file;
use golden::is_golden;
use package::Element;

fn written(choices: &Choices, format: Format) -> Vec<u8> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let opened = file::read(&sample, &file::Progress::default()).unwrap();
    export(&opened.snapshot, choices, format, &Progress::default()).unwrap().bytes
}

/// Every layout of the sample, with the name of its file.
fn layouts() -> Vec<(&'static str, Choices)> {
    let layout = |layout| Choices { layout, ..Choices::default() };
    let brief = |party: &str| Choices { own_party: Some(PartyId::from(party)), ..layout(Layout::Brief) };
    vec![
        ("paris-side-by-side", Choices::default()),
        ("paris-side-by-side-pictures", Choices { picture: true, ..Choices::default() }),
        ("paris-brief-israel", brief("israel")),
        ("paris-brief-syria", brief("syria")),
        ("paris-summary", layout(Layout::Summary)),
        ("paris-record", layout(Layout::Record)),
    ]
}

#[cfg(feature = "pdf")]
#[test]
fn the_pages_of_the_pdfs_are_as_they_were_read() {
    for (name, choices) in layouts() {
        let pages = pages::lines(&written(&choices, Format::Pdf));
        let mut text = String::new();
        for (number, page) in pages.iter().enumerate() {
            writeln!(text, "=== Page {} of {} ===\n{}\n", number + 1, pages.len(), page.trim_end()).unwrap();
        }
        is_golden(&format!("pdf/{name}.txt"), &text);
    }
}

#[test]
fn the_paragraphs_and_cells_of_the_word_documents_are_as_they_were_read() {
    for (name, choices) in layouts() {
        let file = written(&choices, Format::Docx);
        let document = package::part(&file, "word/document.xml");
        let mut text = String::new();
        told(document.child("w:body").unwrap(), "", &mut text);
        for part in ["word/header.xml", "word/footer.xml"] {
            if package::parts(&file).iter().any(|one| one.name == part) {
                writeln!(text, "=== {part} ===").unwrap();
                told(&package::part(&file, part), "", &mut text);
            }
        }
        is_golden(&format!("docx/{name}.txt"), &text);
    }
}

/// Paragraphs with their styles, tables row by row and cell by cell; what stays with the next is marked by `+`.
fn told(parent: &Element, indent: &str, text: &mut String) {
    for child in &parent.children {
        match child.name.as_str() {
            "w:p" => {
                let properties = child.child("w:pPr");
                let style = properties.and_then(|properties| properties.child("w:pStyle")?.get("w:val"));
                let keeps = properties.is_some_and(|properties| properties.has("w:keepNext"));
                let words = words(child);
                if !words.is_empty() {
                    let sign = if keeps { " +" } else { "" };
                    writeln!(text, "{indent}[{}{sign}] {words}", style.unwrap_or_default()).unwrap();
                }
            }
            "w:tbl" => {
                writeln!(text, "{indent}=== Table ===").unwrap();
                for row in child.children.iter().filter(|child| child.name == "w:tr") {
                    let repeats = row.child("w:trPr").is_some_and(|properties| properties.has("w:tblHeader"));
                    writeln!(text, "{indent}--- {}", if repeats { "Head" } else { "Row" }).unwrap();
                    for cell in row.children.iter().filter(|child| child.name == "w:tc") {
                        writeln!(text, "{indent}|").unwrap();
                        told(cell, &format!("{indent}  "), text);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The words of a paragraph as they are read, with the name of a picture in them.
fn words(paragraph: &Element) -> String {
    let mut words = String::new();
    for element in paragraph.all() {
        match element.name.as_str() {
            "w:t" => words.push_str(&element.text),
            "w:br" => words.push_str(" / "),
            "w:tab" => words.push_str(" … "),
            "wp:docPr" => {
                write!(words, "(Picture: {})", element.get("descr").unwrap_or_default()).unwrap();
            }
            _ => {}
        }
    }
    words
}
