//! Papers as PDF, written and read back.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test's helpers stumble over, the test reports"
)]
#![cfg(feature = "pdf")]

#[path = "support/pages.rs"]
mod pages;
#[path = "support/paper.rs"]
mod paper;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use demarche::case::{Case, Snapshot};
use demarche::export::paper::{Block, Card, Link, Look, Paper, Run, Table, TableColumn, Text};
use demarche::export::pdf::{self, PdfError};
use demarche::export::{Progress, Sheet};

use pages::{bare, texts};
use paper::{ARABIC, HEBREW};

/// Writes a paper, and keeps the file in `target/briefings` for looking at.
fn written(name: &str, paper: &Paper) -> Vec<u8> {
    let bytes = pdf::write(paper, &Progress::default()).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("briefings");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name).with_extension("pdf"), &bytes).unwrap();
    bytes
}

/// Whether the bytes stand somewhere in the file; its properties and structure are not compressed.
fn holds(file: &[u8], bytes: &[u8]) -> bool {
    file.windows(bytes.len()).any(|window| window == bytes)
}

fn count(file: &[u8], bytes: &[u8]) -> usize {
    file.windows(bytes.len()).filter(|window| *window == bytes).count()
}

/// A paper with these blocks and nothing else.
fn plain(blocks: Vec<Block>) -> Paper {
    Paper { title: "Plain".to_owned(), blocks, ..Paper::default() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::plain(text))
}

/// The comparison of a case whose texts are Arabic or Hebrew, on pages from right to left.
fn mirrored() -> Paper {
    let mut case: Case = (**paper::sample().case()).clone();
    let positions = case.positions.iter().enumerate().map(|(number, position)| {
        let mut position = (**position).clone();
        position.text = [ARABIC, HEBREW, &position.text][number % 3].to_owned();
        position
    });
    case.positions = positions.collect();
    Paper {
        title: "محادثات سوريا وإسرائيل، باريس 2026".to_owned(),
        subtitle: "جنبًا إلى جنب".to_owned(),
        language: Some("ar".to_owned()),
        right_to_left: true,
        handling: Some("مصادر علنية فقط".to_owned()),
        marking: Some("داخلي".to_owned()),
        footer: "حتى 7 كانون الثاني 2026".to_owned(),
        ..paper::side_by_side(&Snapshot::new(Arc::new(case)))
    }
}

#[test]
fn every_word_of_a_paper_stands_in_the_pdf() {
    let snapshot = paper::sample();
    for (name, paper) in [("side", paper::side_by_side(&snapshot)), ("everything", paper::everything(&snapshot))] {
        let text = texts(&written(name, &paper)).concat();
        for words in paper::words(&paper) {
            // A line may end after any word, and words of another direction change places in it.
            for word in words.split_whitespace().flat_map(|word| word.split(|letter: char| !letter.is_alphanumeric())) {
                assert!(text.contains(&bare(word)), "{name} lacks {word:?} of {words:?}");
            }
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = paper::everything(&paper::sample());
    let first = written("everything", &paper);
    assert_eq!(first, pdf::write(&paper, &Progress::default()).unwrap());
    // Another thread, and what other papers leave behind, change nothing.
    let again = thread::spawn(move || {
        pdf::write(&paper::long(30), &Progress::default()).unwrap();
        pdf::write(&paper, &Progress::default()).unwrap()
    });
    assert_eq!(first, again.join().unwrap());
}

#[test]
fn its_properties_name_the_case_and_the_program_and_nobody() {
    let file = written("side", &paper::side_by_side(&paper::sample()));
    assert!(holds(&file, b"<xmp:CreatorTool>Demarche</xmp:CreatorTool>"));
    assert!(holds(&file, "Syria–Israel talks, Paris, January 2026</rdf:li>".as_bytes()));
    for absent in ["/Author", "dc:creator", "CreationDate", "ModDate", "CreateDate", "Typst", "/home", "/root"] {
        assert!(!holds(&file, absent.as_bytes()), "{absent}");
    }
}

#[test]
fn screen_readers_are_told_the_language_the_order_and_the_heads_of_the_table() {
    let file = written("everything", &paper::everything(&paper::sample()));
    assert!(holds(&file, b"<pdfuaid:part>1</pdfuaid:part>"), "no PDF/UA-1");
    assert!(holds(&file, b"/Lang(en)"));
    assert!(holds(&file, b"/Scope/Row") && holds(&file, b"/Scope/Column"));
    assert!(holds(&file, b"/Summary(The parties' positions, issue by issue)"));
    assert!(holds(&file, b"/S/H1") && holds(&file, b"/S/H2") && holds(&file, b"/S/H3"));
    assert!(holds(&file, b"/Alt(Where the parties stand on T1)"));
    // The headings can be jumped to.
    assert!(count(&file, b"/Dest") > 20 && holds(&file, b"/Outlines"));

    let arabic = written("mirrored", &mirrored());
    assert!(holds(&arabic, b"/Lang(ar)") && holds(&arabic, b"/Direction/R2L"));
    assert!(holds(&arabic, b"<pdfuaid:part>1</pdfuaid:part>"), "no PDF/UA-1");
}

#[test]
fn each_page_has_the_marking_the_head_of_the_table_and_its_number() {
    let mut paper = paper::long(120);
    paper.handling = Some("Restricted".to_owned());
    paper.marking = Some("Internal".to_owned());
    paper.footer = "7 January 2026".to_owned();
    let pages = texts(&written("long", &paper));
    assert!(pages.len() > 3);
    for (number, page) in pages.iter().enumerate() {
        for words in ["RESTRICTED", "INTERNAL", "7JANUARY2026", "ISSUELYDIAMEDIA", "AXIS"] {
            assert!(page.contains(words), "page {} lacks {words}", number + 1);
        }
        assert!(page.ends_with(&format!("{}/{}", number + 1, pages.len())), "page {}: {page}", number + 1);
    }
}

#[test]
fn a_table_of_a_thousand_rows_keeps_them_all_in_their_order() {
    let text = texts(&written("thousand", &paper::long(1000))).concat();
    let mut at = 0;
    for number in 0..1000 {
        let row = format!("ROW{number:05}LYDIA");
        // The first of its claims stands right after its head, whatever page it is on.
        let found = text[at..].find(&format!("ROW{number:05}")).unwrap_or_else(|| panic!("{row} is missing"));
        at += found;
    }
    // The heading of a group stays with the row after it.
    for group in 0..10 {
        let first = format!("AXIS{group}ROW{:05}", group * 100);
        assert!(text.contains(&first), "{first}");
    }
}

#[test]
fn a_wide_table_is_laid_in_bands_that_each_begin_with_the_issue() {
    let mut paper = paper::long(3);
    let Some(Block::Table(table)) = paper.blocks.first_mut() else { panic!() };
    for number in 2..12 {
        table.columns.push(TableColumn {
            head: vec![paragraph(&format!("Party{number:02}"))],
            share: 3.0,
            party: None,
            accent: None,
        });
    }
    let text = texts(&written("wide", &paper)).concat();
    for number in 2..12 {
        assert_eq!(text.matches(&format!("PARTY{number:02}")).count(), 1);
    }
    assert_eq!(text.matches("ROW00002").count(), text.matches("ISSUE").count() + 2, "each band has each row");
}

#[test]
fn arabic_and_hebrew_are_whole_in_their_order() {
    let text = texts(&written("mirrored", &mirrored())).concat();
    for words in [ARABIC, HEBREW, "محادثات سوريا وإسرائيل", "مصادر علنية فقط"] {
        for word in words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            assert!(text.contains(&bare(word)), "{word} is not in the file");
        }
    }
}

#[test]
fn what_would_be_markup_stands_as_text() {
    let markup = r#"#set page(width: 1pt) *bold* $x$ [#link("http://a.b")] <label> @ref = heading // \u{1F600}"#;
    let file =
        written("markup", &plain(vec![paragraph(markup), Block::Heading { level: 1, text: Text::plain(markup) }]));
    let text = texts(&file).concat();
    assert_eq!(text.matches(&bare(markup)).count(), 2, "{text}");
    assert!(!holds(&file, b"http://a.b)"));
}

#[test]
fn letters_that_act_on_others_are_spelt_out() {
    let text = texts(&written("controls", &plain(vec![paragraph("pay \u{202E}001\u{202C} now\u{0}\u{7}")]))).concat();
    assert!(text.contains("PAY[RLO]001[PDF]NOW[U+0000][U+0007]"), "{text}");
}

#[test]
fn a_text_without_letters_of_the_bundled_fonts_is_shown_as_such_and_does_no_harm() {
    let file = written("glyphs", &plain(vec![paragraph("a 以色列 b ≥ 3 → \u{1F468}\u{200D}\u{1F469} \u{E000}")]));
    let text = texts(&file).concat();
    assert!(text.contains("A\u{FFFD}\u{FFFD}\u{FFFD}B>=3->\u{FFFD}\u{FFFD}"), "{text}");
}

#[test]
fn a_link_leads_to_its_source_and_one_to_nowhere_is_text() {
    let see = |number| Text::default().linked(format!("see {number}"), Look::Quiet, Link::Source(number));
    let source = |text: &str| demarche::export::paper::NumberedSource { number: 7, text: Text::plain(text) };
    let long = format!("https://example.org/{}", "x".repeat(9000));
    let web = |url: &str| Block::Paragraph(Text::default().linked("web", Look::Plain, Link::Url(url.to_owned())));
    let paper = plain(vec![
        Block::Paragraph(see(7)),
        Block::Paragraph(see(8)),
        web("https://example.org/a(b)?c=\"d\""),
        web(&long),
        Block::Sources(vec![source("first"), source("second")]),
    ]);
    let file = written("links", &paper);
    assert_eq!(count(&file, b"/Subtype/Link"), 2);
    assert!(
        holds(&file, b"/URI(https://example.org/a\\(b\\)?c=\"d\")")
            || holds(&file, b"/URI(https://example.org/a(b)?c=")
    );
    let text = texts(&file).concat();
    assert!(text.contains("SEE7SEE8WEBWEB"), "{text}");
}

#[test]
fn nothing_a_paper_may_hold_stops_it() {
    let empty = Table { label: String::new(), columns: Vec::new(), rows: Vec::new() };
    let column = |share| TableColumn { head: Vec::new(), share, party: None, accent: None };
    let odd = Table {
        label: String::new(),
        columns: vec![column(0.0), column(f32::NAN), column(-1.0)],
        rows: paper::long(2)
            .blocks
            .into_iter()
            .flat_map(|block| match block {
                Block::Table(table) => table.rows,
                _ => Vec::new(),
            })
            .collect(),
    };
    let nested = Block::Card(Card { accent: None, blocks: vec![Block::Table(odd.clone()), Block::PageBreak] });
    let picture = demarche::export::paper::Picture {
        svg: r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9000"/>"#.to_owned(),
        width: 9.0,
        height: 9000.0,
        label: String::new(),
        continues: false,
    };
    let blocks = vec![
        Block::PageBreak,
        paragraph(""),
        Block::Paragraph(Text(vec![Run::Break, Run::Break])),
        Block::List(vec![Vec::new(), vec![paragraph("one"), Block::List(vec![vec![paragraph("two")]])]]),
        Block::Card(Card { accent: None, blocks: Vec::new() }),
        Block::Heading { level: 9, text: Text::default() },
        Block::Table(empty),
        Block::Table(odd),
        nested,
        Block::Picture(picture),
        Block::Sources(Vec::new()),
        paragraph(&"x".repeat(5000)),
        paragraph("\n\n\n"),
        Block::PageBreak,
        Block::PageBreak,
    ];
    for sheet in [Sheet::A4, Sheet::Letter] {
        for right_to_left in [false, true] {
            let paper =
                Paper { title: String::new(), sheet, right_to_left, blocks: blocks.clone(), ..Paper::default() };
            written("odd", &paper);
        }
    }
    written("nothing", &Paper::default());
}

#[test]
fn a_text_longer_than_a_page_goes_on_in_its_cell() {
    let mut paper = paper::long(1);
    let Some(Block::Table(table)) = paper.blocks.first_mut() else { panic!() };
    let Some(row) = table.rows.last_mut() else { panic!() };
    let demarche::export::paper::RowKind::Cells(cells) = &mut row.kind else { panic!() };
    cells[1] = vec![paragraph(&"It goes on and on. ".repeat(2000)), paragraph("The end.")];
    let pages = texts(&written("tall", &paper));
    assert!(pages.len() > 5, "{}", pages.len());
    assert!(pages.last().unwrap().contains("THEEND."));
}

#[test]
fn it_can_be_stopped_and_tells_how_far_it_is() {
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(pdf::write(&paper::long(10), &progress), Err(PdfError::Cancelled)));

    let progress = Progress::default();
    let watched = progress.clone();
    let stopper = thread::spawn(move || {
        let mut seen = Vec::new();
        while watched.done() < 0.2 {
            thread::sleep(Duration::from_millis(2));
            seen.push(watched.done());
        }
        watched.cancel();
        seen
    });
    let result = pdf::write(&paper::long(2000), &progress);
    assert!(matches!(result, Err(PdfError::Cancelled)));
    let seen = stopper.join().unwrap();
    assert!(seen.is_sorted(), "progress goes forward: {seen:?}");
}

#[test]
fn the_first_page_is_seen_before_the_rest_is_set() {
    let snapshot = paper::sample();
    let shown = pdf::preview(&paper::everything(&snapshot), 0, 1.0).unwrap();
    assert_eq!((shown.width, shown.height), (595, 842));
    assert_eq!(shown.rgba.len(), 595 * 842 * 4);
    assert!(shown.rgba.chunks(4).all(|pixel| pixel[3] == 255), "a page is opaque");
    assert!(shown.rgba.chunks(4).any(|pixel| pixel[0] < 80), "there is ink on it");
    assert_eq!(shown.pages, None);

    // What fits is whole, and its pages are counted.
    let short = pdf::preview(&plain(vec![paragraph("Short.")]), 0, 2.0).unwrap();
    assert_eq!((short.width, short.pages), (1191, Some(1)));
    let letter = Paper { sheet: Sheet::Letter, landscape: true, ..plain(Vec::new()) };
    let letter = pdf::preview(&letter, 5, 1.0).unwrap();
    assert_eq!((letter.width, letter.height), (792, 612));
}

/// What a paper of several hundred pages is joined of is checked like any other file.
#[test]
fn a_paper_too_long_to_be_set_at_once_is_one_file_all_the_same() {
    let snapshot = Snapshot::new(Arc::new(demarche::generate::case(7, demarche::generate::Size::of(200))));
    let mut paper = paper::everything(&snapshot);
    // Early text leads to the sources at the end, which stand in another volume.
    paper.blocks.insert(1, Block::Paragraph(Text::default().linked("See 2", Look::Plain, Link::Source(2))));
    let file = written("volumes", &paper);
    let pages = texts(&file);
    assert!(pages.len() > 100, "{} pages are no test of volumes", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert!(page.ends_with(&format!("{}/{}", number + 1, pages.len())), "page {}", number + 1);
    }
    let text = pages.concat();
    for words in paper::words(&paper) {
        for word in words.split(|letter: char| !letter.is_alphanumeric()) {
            assert!(text.contains(&bare(word)), "{word:?} of {words:?} is missing");
        }
    }
    // One tree of pages, one of tags, one outline, one set of properties.
    for one in
        ["/Type/Catalog", "/Type/Pages", "/Type/StructTreeRoot", "/Type/Outlines", "<pdfuaid:part>1", "startxref"]
    {
        assert_eq!(count(&file, one.as_bytes()), 1, "{one}");
    }
    assert!(holds(&file, format!("<xmpTPg:NPages>{}<", pages.len()).as_bytes()));
    assert!(!holds(&file, b"demarche-source"), "a link leads out of the file");
    assert!(count(&file, b"/Dest[") > 200, "the links lead to places");
    assert!(file == pdf::write(&paper, &Progress::default()).unwrap(), "other bytes the second time");
}
