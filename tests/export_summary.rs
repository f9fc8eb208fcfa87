//! A summary is short, whatever the case.

use std::path::Path;
use std::sync::Arc;

use demarche::case::Snapshot;
use demarche::export::paper::Block;
use demarche::export::{Audience, Choices, Layout, Progress, paper};
use demarche::file;
use demarche::generate::{Size, case};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

/// How many words there are, by spaces or by the letters of the script, whichever counts more.
fn count(text: &str) -> usize {
    text.split_whitespace().count().max(text.unicode_words().count())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_summary_has_at_most_120_words(seed in any::<u64>(), positions in 0_usize..600, parties in 3_usize..30) {
        let snapshot = Snapshot::new(Arc::new(case(seed, Size { positions, parties })));
        for audience in [Audience::Public, Audience::Internal] {
            let choices = Choices { layout: Layout::Summary, audience, ..Choices::default() };
            let (paper, _) = paper(&snapshot, &choices, &Progress::default()).unwrap();
            let head = [Some(&paper.title), Some(&paper.subtitle), paper.handling.as_ref(), paper.marking.as_ref()];
            let mut words: usize = head.into_iter().flatten().map(|text| count(text)).sum();
            for block in &paper.blocks {
                match block {
                    Block::Paragraph(text) => words += count(&text.words()),
                    Block::Picture(_) => {}
                    other => prop_assert!(false, "a summary has only paragraphs and the picture: {other:?}"),
                }
            }
            prop_assert!((1..=120).contains(&words), "{words} words");
        }
    }
}

#[test]
fn a_summary_makes_no_position_harder_than_the_record() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let snapshot = file::read(&path, &file::Progress::default()).unwrap().snapshot;
    let choices = Choices { layout: Layout::Summary, ..Choices::default() };
    let blocks = paper(&snapshot, &choices, &Progress::default()).unwrap().0.blocks;
    let lines = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text.words()),
        _ => None,
    });
    let lines: Vec<String> = lines.collect();
    let told = |issue: &str| lines.iter().find(|line| line.starts_with(issue)).unwrap();
    let part = "Israel: No withdrawal, or on conditions: Recently taken areas, but not Mount Hermon";
    assert!(told("T1:").contains(part), "{lines:?}");
    assert!(told("T4:").contains("Syria: Israel leaves the summit (inferred)"), "{lines:?}");
}
