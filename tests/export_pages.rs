//! Where the pages of the sample's papers begin and end, as PDF and, through `LibreOffice`, as Word documents.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]
#![cfg(feature = "pdf")]

#[path = "support/office.rs"]
mod office;
#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use demarche::case::{Case, PartyId, Snapshot};
use demarche::export::{Choices, Format, Layout, Progress, Sheet, export};
use demarche::words::names;
use serde_json::{Value, json};

use pages::bare;

const SAMPLE: &str = include_str!("../sample-data/paris-2026.json");

fn sample() -> Snapshot {
    changed(|_| ())
}

/// The sample with some things in it changed.
fn changed(change: impl FnOnce(&mut Value)) -> Snapshot {
    let mut case: Value = serde_json::from_str(SAMPLE).unwrap();
    change(&mut case);
    Snapshot::new(Arc::new(serde_json::from_value::<Case>(case).unwrap()))
}

fn written(snapshot: &Snapshot, choices: &Choices, format: Format) -> Vec<u8> {
    export(snapshot, choices, format, &Progress::default()).unwrap().bytes
}

/// The pages of a PDF, which is kept in target/briefings for a look.
fn pdf(name: &str, snapshot: &Snapshot, choices: &Choices) -> Vec<String> {
    let bytes = written(snapshot, choices, Format::Pdf);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("briefings");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name).with_extension("pdf"), &bytes).unwrap();
    pages::lines(&bytes)
}

fn brief(party: &str, sheet: Sheet) -> Choices {
    Choices { layout: Layout::Brief, own_party: Some(PartyId::from(party)), sheet, ..Choices::default() }
}

/// What a page says between its head and its foot, letter by letter.
fn body(page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let foot = lines.iter().rposition(|line| line.starts_with("As of ")).unwrap_or_else(|| panic!("no foot: {page}"));
    bare(&lines.get(..foot).unwrap_or_default().concat())
}

/// Everything in the sample that is printed as a heading or as a label above something.
fn headings(snapshot: &Snapshot) -> Vec<String> {
    let case = snapshot.case();
    let mut headings: Vec<String> = case.issues.iter().map(|issue| names::issue(issue)).collect();
    headings.extend(case.axes.iter().map(|axis| format!(".{}", axis.name)));
    headings.extend(case.outcomes.iter().map(|outcome| outcome.title.clone()));
    headings.extend(case.rounds.iter().map(|round| round.label.clone()));
    for part in [
        "Parties",
        "Proposals",
        "Outcomes",
        "Rounds",
        "Timeline",
        "Glossary",
        "Sources",
        "Options, from pole to pole",
        "Evidence of the status",
        "On the table",
        "Terms",
        "Answers",
        "Participants",
        "Our objectives",
        "Arguments to use",
        "Tactical points",
        "What we can give",
        "Our red lines",
        "What they can give",
        "Their objectives",
        "Our response",
        "Press line",
        "Background",
    ] {
        headings.push(format!(".{part}"));
    }
    headings.iter().map(|heading| bare(heading)).collect()
}

#[test]
fn no_page_ends_with_a_heading() {
    let snapshot = sample();
    let headings = headings(&snapshot);
    for sheet in [Sheet::A4, Sheet::Letter] {
        let record = Choices { layout: Layout::Record, sheet, ..Choices::default() };
        let pictures = Choices { picture: true, ..record.clone() };
        let side = Choices { sheet, ..Choices::default() };
        for (name, choices) in [
            ("pages-record", record),
            ("pages-record-pictures", pictures),
            ("pages-side", side),
            ("pages-brief", brief("syria", sheet)),
        ] {
            for (number, page) in pdf(name, &snapshot, &choices).iter().enumerate() {
                let body = body(page);
                for heading in &headings {
                    // A part's heading follows a full stop or a number; its word alone may end a sentence.
                    let heading = heading.trim_start_matches('.');
                    let alone = page.lines().rev().nth(1).is_some_and(|line| bare(line) == heading);
                    let by_line = ["UNDERDISCUSSION", "CONTESTED", "UNKNOWN", "STATUSUNKNOWN"]
                        .iter()
                        .any(|status| body.ends_with(&format!("{heading}{status}")));
                    assert!(!alone && !by_line, "{name}, {sheet:?}: page {} ends with {heading}", number + 1);
                }
            }
        }
    }
}

#[test]
fn each_page_of_the_table_begins_with_an_issue_or_says_that_it_goes_on_with_one() {
    // One issue is higher than a page.
    let long = |case: &mut Value| {
        let words = "It has to be seen to be believed, and it has to be believed to be seen. ".repeat(60);
        let positions = case["positions"].as_array_mut().unwrap();
        let position = positions.iter_mut().find(|position| position["issue"] == "security-guarantees").unwrap();
        position["text"] = words.into();
        position["conditions"] = json!([{ "text": "the last condition is met" }]);
    };
    for snapshot in [sample(), changed(long)] {
        let names: Vec<String> = snapshot.case().issues.iter().map(|issue| bare(&names::issue(issue))).collect();
        for sheet in [Sheet::A4, Sheet::Letter] {
            let mut begun = 0;
            let mut continued = 0;
            for (number, page) in
                pdf("pages-table", &snapshot, &Choices { sheet, ..Choices::default() }).iter().enumerate()
            {
                let body = body(page);
                // Below the table's head stands the axis with the states of its issues.
                let Some((_, rest)) = body.split_once("UNITEDNATIONSOBSERVER") else { continue };
                let first = names.iter().filter_map(|name| Some((rest.find(name)?, name))).min().unwrap();
                let axis = rest.get(..first.0).unwrap();
                let states = axis.rsplit(['·']).next().unwrap();
                assert!(
                    states.trim_start_matches(|letter: char| letter.is_ascii_digit()).chars().all(char::is_alphabetic),
                    "{sheet:?}: page {} begins with {axis}",
                    number + 1
                );
                assert!(axis.contains("ISSUES"), "{sheet:?}: page {} does not name its axis", number + 1);
                begun += 1;
                continued += usize::from(rest.get(first.0 + first.1.len()..).unwrap().starts_with(",CONTINUED"));
            }
            assert!(begun > 4);
            assert_eq!(continued > 0, snapshot.case() != sample().case(), "{sheet:?}");
        }
    }
}

#[test]
fn the_brief_of_either_principal_takes_two_pages_on_either_paper() {
    let snapshot = sample();
    for party in ["syria", "israel"] {
        for sheet in [Sheet::A4, Sheet::Letter] {
            let choices = brief(party, sheet);
            assert_eq!(pdf("pages-brief", &snapshot, &choices).len(), 2, "{party}, {sheet:?}");
            let document = written(&snapshot, &choices, Format::Docx);
            let name = format!("pages-brief-{party}-{sheet:?}.docx").to_lowercase();
            if let Some(opened) = office::open("the_brief_takes_two_pages", &name, &document, 2) {
                assert_eq!(opened.pages.len(), 2, "{party}, {sheet:?} in a word processor");
            }
        }
    }
}

#[test]
fn the_summary_with_its_picture_takes_two_pages_and_one_legend() {
    let snapshot = sample();
    for sheet in [Sheet::A4, Sheet::Letter] {
        let choices = Choices { layout: Layout::Summary, sheet, ..Choices::default() };
        let pages = pdf("pages-summary", &snapshot, &choices);
        assert_eq!(pages.len(), 2, "{sheet:?}");
        let text = bare(&pages.concat());
        assert_eq!(text.matches("ACCEPTEDIFCONDITIONSAREMET").count(), 1, "{sheet:?}: one legend");
        for axis in ["TERRITORIAL5ISSUES", "SECURITY8ISSUES", "POLITICAL3ISSUES"] {
            assert_eq!(text.matches(axis).count(), 1, "{sheet:?}: {axis}");
        }
        let document = written(&snapshot, &choices, Format::Docx);
        let name = format!("pages-summary-{sheet:?}.docx").to_lowercase();
        if let Some(opened) = office::open("the_summary_takes_two_pages", &name, &document, 2) {
            assert_eq!(opened.pages.len(), 2, "{sheet:?} in a word processor");
        }
    }
}

#[test]
fn a_page_with_pictures_does_not_begin_with_its_title_alone() {
    for sheet in [Sheet::A4, Sheet::Letter] {
        let choices = Choices { picture: true, sheet, ..Choices::default() };
        let pages = pdf("pages-pictures", &sample(), &choices);
        let first = bare(pages.first().unwrap());
        assert!(first.contains("WITHDRAWALFROMLANDTAKENSINCEDEC2024") && first.contains("WOULDACCEPT"), "{first}");
    }
}

#[test]
fn every_letter_of_a_title_in_arabic_or_hebrew_is_drawn_in_the_picture() {
    let titles = [
        "انسحاب كامل إلى خطوط 8 ديسمبر 2024 (UNDOF) وفق اتفاق 1974",
        "רמת הגולן לפי 497 (1981) והסכם ההפרדה",
        "T1 لا انسحاب",
    ];
    let snapshot = changed(|case| {
        for (issue, title) in case["issues"].as_array_mut().unwrap().iter_mut().zip(titles) {
            issue["title"] = title.into();
        }
    });
    let choices = Choices { layout: Layout::Summary, ..Choices::default() };
    let text = pdf("pages-letters", &snapshot, &choices).concat();
    assert!(!text.contains('\u{FFFD}'), "letters without a form: {text}");
    let text = bare(&text);
    for word in titles.iter().flat_map(|title| title.split_whitespace()) {
        let word = bare(word.trim_matches(['(', ')']));
        assert!(text.contains(&word), "{word} is not in {text}");
    }
}

#[test]
fn an_address_can_be_copied_from_the_page() {
    let snapshot = sample();
    for layout in [Layout::SideBySide, Layout::Record] {
        let text = pdf("pages-addresses", &snapshot, &Choices { layout, ..Choices::default() }).concat();
        assert!(!text.contains('\u{200B}') && !text.contains('\u{AD}'));
        let joined = text.replace('\n', "");
        let mut found = 0;
        for source in &snapshot.case().sources {
            let Some(url) = source.url.as_deref() else { continue };
            found += usize::from(joined.contains(url));
        }
        assert!(found > 10, "{layout:?}: {found}");
    }
}

#[test]
fn the_number_of_a_source_does_not_begin_a_line() {
    let snapshot = sample();
    for layout in [Layout::SideBySide, Layout::Record, Layout::Brief] {
        let choices = Choices { layout, own_party: Some(PartyId::from("syria")), ..Choices::default() };
        let pages = pdf("pages-numbers", &snapshot, &choices);
        let lines = pages.iter().flat_map(|page| page.lines());
        let alone = |line: &&str| {
            let line = bare(line);
            line.starts_with('[') && line.chars().all(|letter| letter.is_ascii_digit() || "[]".contains(letter))
        };
        let alone: Vec<&str> = lines.filter(alone).collect();
        assert!(alone.is_empty(), "{layout:?}: {alone:?}");
    }
}
