//! Papers as Word documents: what Word asks of a file, held against what we write.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test's helpers stumble over, the test reports"
)]

#[path = "support/office.rs"]
mod office;
#[path = "support/package.rs"]
mod package;
#[path = "support/paper.rs"]
mod paper;
#[path = "support/papers.rs"]
mod papers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::{env, fs, thread};

use demarche::case::Snapshot;
use demarche::export::paper::{Block, Paper};
use demarche::export::{self, Choices, Layout, Progress, Sheet, docx};
use demarche::generate::{self, Size};
use package::{Element, parse, part, parts};

/// The order of the elements in `CT_PPr`, `CT_RPr`, `CT_TcPr`, `CT_TblPr`, `CT_SectPr` and others: ECMA-376, Part 1,
/// Annex A (Transitional: Part 4).
const ORDER: [(&str, &str); 11] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
         textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish \
         webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang \
         eastAsianLayout specVanish oMath",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
         tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    ),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols \
         formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    ),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:pBdr", "top left bottom right between bar"),
    ("w:tcBorders", "top left bottom right insideH insideV tl2br tr2bl"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr \
         tblPr trPr tcPr tblStylePr",
    ),
    ("w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr"),
    ("w:numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
];

/// Every paper that the tests write, by its name.
fn all() -> Vec<(&'static str, Paper)> {
    let snapshot = paper::sample();
    let laid_out = |layout: Layout| {
        let choices = Choices { layout, picture: true, ..Choices::default() };
        export::paper(&snapshot, &choices, &Progress::default()).unwrap().0
    };
    vec![
        ("layout-side-by-side", laid_out(Layout::SideBySide)),
        ("layout-brief", laid_out(Layout::Brief)),
        ("layout-summary", laid_out(Layout::Summary)),
        ("layout-record", laid_out(Layout::Record)),
        ("side-by-side", paper::side_by_side(&snapshot)),
        ("everything", paper::everything(&snapshot)),
        ("dense", Paper { dense: true, sheet: Sheet::Letter, ..paper::everything(&snapshot) }),
        ("right-to-left", papers::right_to_left()),
        ("nested", papers::nested()),
        ("hostile", papers::hostile()),
        ("empty", Paper::default()),
    ]
}

fn written(paper: &Paper) -> Vec<u8> {
    docx::write(paper, &Progress::default()).unwrap()
}

fn document(paper: &Paper) -> Element {
    part(&written(paper), "word/document.xml")
}

/// Whether a part is one of Word's.
fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending == "xml")
}

/// A value of `w:val` below a child.
fn value<'a>(element: &'a Element, child: &str) -> Option<&'a str> {
    element.child(child)?.get("w:val")
}

#[test]
fn the_properties_stand_in_the_order_of_the_schema() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (name, paper) in all() {
        for part in parts(&written(&paper)) {
            if !is_xml(&part.name) {
                continue;
            }
            let root = parse(&part);
            for element in root.all() {
                let Some((known, order)) = ORDER.iter().find(|(known, _)| *known == element.name) else { continue };
                seen.insert(known);
                let places: Vec<usize> = element
                    .children
                    .iter()
                    .map(|child| {
                        let place = order.split_whitespace().position(|known| child.name == format!("w:{known}"));
                        place.unwrap_or_else(|| panic!("{name}, {}: {} in {}", part.name, child.name, element.name))
                    })
                    .collect();
                assert!(places.is_sorted(), "{name}, {}: {:?}", part.name, element.children);
                let several = ["w:tbl", "w:sectPr", "w:style", "w:numbering"].contains(known);
                let once = several || places.windows(2).all(|pair| pair[0] != pair[1]);
                assert!(once, "{name}, {}: twice in {:?}", part.name, element.children);
            }
        }
    }
    assert_eq!(seen.len(), ORDER.len(), "some elements do not occur, so that their order was not tested: {seen:?}");
}

#[test]
fn the_same_paper_gives_the_same_bytes_and_neither_time_nor_place_shows() {
    let mut private: Vec<String> =
        ["USER", "LOGNAME", "HOME", "HOSTNAME"].iter().filter_map(|name| env::var(name).ok()).collect();
    private.extend(fs::read_to_string("/etc/hostname").map(|name| name.trim().to_owned()));
    private.push(env!("CARGO_MANIFEST_DIR").to_owned());
    private.push(env::temp_dir().display().to_string());
    // A name that is a part of a word of the format, such as "root", proves nothing.
    private.retain(|word| word.len() > 4);
    for (name, paper) in all() {
        let file = written(&paper);
        assert!(file == written(&paper), "{name} differs from itself");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
        for number in 0..zip.len() {
            let entry = zip.by_index(number).unwrap();
            assert_eq!(entry.last_modified(), Some(zip::DateTime::DEFAULT), "{name}: {:?}", entry.name());
        }
        for part in parts(&file) {
            let text = String::from_utf8_lossy(&part.bytes);
            for word in &private {
                assert!(!text.contains(word.as_str()), "{name}, {}: {word}", part.name);
            }
        }
        let core = part(&file, "docProps/core.xml");
        let told: Vec<&str> = core.children.iter().map(|child| child.name.as_str()).collect();
        assert!(told.iter().all(|told| ["dc:title", "dc:subject", "dc:language"].contains(told)), "{told:?}");
        let app = part(&file, "docProps/app.xml");
        assert_eq!(app.children.len(), 1);
    }
}

#[test]
fn every_part_has_a_type_and_every_relationship_leads_to_a_part() {
    for (name, paper) in all() {
        let file = written(&paper);
        let names: Vec<String> = parts(&file).into_iter().map(|part| part.name).collect();
        assert_eq!(names[0], "[Content_Types].xml");
        let list = part(&file, "[Content_Types].xml");
        let by_ending: BTreeSet<&str> = list.every("Default").iter().filter_map(|kind| kind.get("Extension")).collect();
        let by_name: BTreeSet<&str> = list.every("Override").iter().filter_map(|kind| kind.get("PartName")).collect();
        for member in &names {
            let ending = member.rsplit('.').next().unwrap();
            let typed =
                by_name.contains(format!("/{member}").as_str()) || (ending != "xml" && by_ending.contains(ending));
            assert!(typed || member == "[Content_Types].xml", "{name}: {member} has no type");
        }
        for part in by_name {
            assert!(names.contains(&part[1..].to_owned()), "{name}: there is no {part}");
        }
        let relationships = part(&file, "word/_rels/document.xml.rels");
        let mut known = BTreeMap::new();
        for relationship in relationships.every("Relationship") {
            let target = relationship.get("Target").unwrap();
            if relationship.get("TargetMode") == Some("External") {
                assert!(target.starts_with("https://") || target.starts_with("http://"), "{target}");
                assert!(target.bytes().all(|byte| byte.is_ascii_graphic()), "{target}");
            } else {
                assert!(names.contains(&format!("word/{target}")), "{name}: {target}");
            }
            assert_eq!(known.insert(relationship.get("Id").unwrap(), target), None);
        }
        for element in part(&file, "word/document.xml").all() {
            for attribute in ["r:id", "r:embed"] {
                if let Some(id) = element.get(attribute) {
                    assert!(known.contains_key(id), "{name}: {} leads to no {id}", element.name);
                }
            }
        }
        let root = part(&file, "_rels/.rels");
        for relationship in root.every("Relationship") {
            assert!(names.contains(&relationship.get("Target").unwrap().to_owned()), "{name}");
        }
    }
}

#[test]
fn every_style_and_list_that_is_used_is_there() {
    for (name, paper) in all() {
        let file = written(&paper);
        let styles = part(&file, "word/styles.xml");
        let known: BTreeSet<(&str, &str)> = styles
            .every("w:style")
            .iter()
            .map(|style| (style.get("w:type").unwrap(), style.get("w:styleId").unwrap()))
            .collect();
        assert_eq!(known.len(), styles.every("w:style").len());
        for style in styles.every("w:style") {
            let kind = style.get("w:type").unwrap();
            let other = if kind == "paragraph" { "character" } else { "paragraph" };
            for (link, kind) in [("w:basedOn", kind), ("w:next", kind), ("w:link", other)] {
                if let Some(id) = value(style, link) {
                    assert!(known.contains(&(kind, id)), "{id}");
                }
            }
        }
        let numbering = part(&file, "word/numbering.xml");
        let lists: BTreeSet<&str> = numbering.every("w:num").iter().filter_map(|list| list.get("w:numId")).collect();
        let mut used = part(&file, "word/document.xml");
        for part_name in ["word/header.xml", "word/footer.xml"] {
            used.children.extend(parts(&file).iter().filter(|part| part.name == part_name).map(parse));
        }
        for (element, kind) in [("w:pStyle", "paragraph"), ("w:rStyle", "character"), ("w:tblStyle", "table")] {
            for style in used.every(element) {
                let id = style.get("w:val").unwrap();
                assert!(known.contains(&(kind, id)), "{name}: there is no style {id}");
            }
        }
        for list in used.every("w:numId") {
            assert!(lists.contains(list.get("w:val").unwrap()), "{name}: there is no such list");
        }
    }
}

#[test]
fn headings_are_headings_and_the_styles_have_outline_levels() {
    let snapshot = paper::sample();
    let paper = paper::everything(&snapshot);
    let file = written(&paper);
    let document = part(&file, "word/document.xml");
    let of = |style: &str| {
        let paragraphs = document.every("w:p");
        paragraphs.iter().filter(|p| p.child("w:pPr").and_then(|pr| value(pr, "w:pStyle")) == Some(style)).count()
    };
    let count = |wanted: u8| {
        paper.blocks.iter().filter(|block| matches!(block, Block::Heading { level, .. } if *level == wanted)).count()
    };
    for (style, level) in [("Heading1", 1), ("Heading2", 2), ("Heading3", 3)] {
        assert!(count(level) > 0);
        assert_eq!(of(style), count(level), "{style}");
    }
    assert_eq!((of("Title"), of("Subtitle")), (1, 1));
    let styles = part(&file, "word/styles.xml");
    for (id, level) in [("Heading1", "0"), ("Heading2", "1"), ("Heading3", "2")] {
        let style = styles.every("w:style").into_iter().find(|style| style.get("w:styleId") == Some(id)).unwrap();
        assert_eq!(value(style.child("w:pPr").unwrap(), "w:outlineLvl"), Some(level));
        assert!(style.child("w:pPr").unwrap().has("w:keepNext"));
    }
}

#[test]
fn a_table_repeats_its_head_and_its_group_and_keeps_its_rows_whole() {
    let document = document(&paper::side_by_side(&paper::sample()));
    let tables = document.every("w:tbl");
    assert_eq!(tables.len(), 4, "one for each axis");
    tables.into_iter().for_each(is_a_table_of_one_group);
}

fn is_a_table_of_one_group(table: &Element) {
    let properties = table.child("w:tblPr").unwrap();
    assert_eq!(properties.child("w:tblLayout").unwrap().get("w:type"), Some("fixed"));
    assert_eq!(value(properties, "w:tblCaption"), Some("The parties' positions, issue by issue"));
    let rows: Vec<&Element> = table.children.iter().filter(|child| child.name == "w:tr").collect();
    let has = |row: &Element, what: &str| row.child("w:trPr").is_some_and(|properties| properties.has(what));
    assert!(has(rows[0], "w:tblHeader") && has(rows[1], "w:tblHeader"));
    assert!(rows.len() > 2 && rows[2..].iter().all(|row| !has(row, "w:tblHeader")));
    assert!(rows.iter().all(|row| has(row, "w:cantSplit")));
    let grid: Vec<&str> =
        table.child("w:tblGrid").unwrap().children.iter().map(|column| column.get("w:w").unwrap()).collect();
    let groups: Vec<&&Element> = rows.iter().filter(|row| row.every("w:gridSpan").len() == 1).collect();
    assert_eq!(groups.len(), 1, "the axis");
    for group in groups {
        assert_eq!(group.every("w:gridSpan")[0].get("w:val"), Some(grid.len().to_string().as_str()));
        assert_eq!(group.every("w:pStyle")[0].get("w:val"), Some("TableGroup"));
    }
    for row in &rows {
        let cells: Vec<&Element> = row.children.iter().filter(|child| child.name == "w:tc").collect();
        let widths: Vec<&str> = cells.iter().map(|cell| cell.every("w:tcW")[0].get("w:w").unwrap()).collect();
        assert!(widths.len() == 1 || widths == grid, "{widths:?}");
    }
    // The parties' accents stand at the left of their heads and of their cards.
    let rules = |cell: &Element| -> Vec<String> {
        let rules = cell.every("w:pBdr");
        rules.iter().map(|rule| rule.child("w:left").unwrap().get("w:color").unwrap().to_owned()).collect()
    };
    let heads: Vec<Vec<String>> = rows[0].every("w:tc").iter().map(|cell| rules(cell)).collect();
    assert!(heads[0].is_empty());
    let israel = rows[0].every("w:tc").iter().position(|cell| cell.words().starts_with("Israel")).unwrap();
    let cards: Vec<String> = rows[2..].iter().flat_map(|row| rules(row.every("w:tc")[israel])).collect();
    assert!(cards.len() > 2 && cards.iter().all(|color| *color == heads[israel][0]), "{cards:?}");
}

#[test]
fn a_row_that_is_higher_than_a_page_may_be_divided() {
    let document = document(&papers::nested());
    let long = document.every("w:tr").into_iter().find(|row| row.words().contains("long text long text")).unwrap();
    assert!(long.every("w:cantSplit").is_empty() || long.child("w:trPr").is_none());
}

#[test]
fn what_word_takes_for_damage_does_not_occur() {
    for (name, paper) in all() {
        let document = document(&paper);
        for cell in document.every("w:tc") {
            assert_eq!(cell.children.last().unwrap().name, "w:p", "{name}: a cell ends without a paragraph");
        }
        for element in document.all() {
            let tables = element.children.windows(2).any(|pair| pair.iter().all(|child| child.name == "w:tbl"));
            assert!(!tables, "{name}: two tables touch");
        }
        for table in document.every("w:tbl") {
            let columns = table.child("w:tblGrid").unwrap().children.len();
            assert!(columns <= 63, "{name}: {columns} columns");
            for row in table.children.iter().filter(|child| child.name == "w:tr") {
                let cells = row.children.iter().filter(|child| child.name == "w:tc");
                let spans = cells.map(|cell| {
                    let span = cell.child("w:tcPr").unwrap().child("w:gridSpan");
                    span.map_or(1, |span| span.get("w:val").unwrap().parse().unwrap())
                });
                assert_eq!(spans.sum::<usize>(), columns, "{name}");
            }
        }
        for (element, attribute) in [("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name"), ("wp:docPr", "id")] {
            let all = document.every(element);
            let ids: BTreeSet<&str> = all.iter().filter_map(|element| element.get(attribute)).collect();
            assert_eq!(ids.len(), all.len(), "{name}: {element} {attribute}");
        }
        let body = document.child("w:body").unwrap();
        assert_eq!(body.children.last().unwrap().name, "w:sectPr", "{name}");
    }
}

#[test]
fn links_lead_to_the_sources_and_to_addresses_and_others_are_plain_text() {
    let file = written(&papers::nested());
    let document = part(&file, "word/document.xml");
    let links: Vec<(String, Option<&str>, Option<&str>)> = document
        .every("w:hyperlink")
        .iter()
        .map(|link| (link.words(), link.get("w:anchor"), link.get("r:id")))
        .collect();
    assert_eq!(links.len(), 2, "{links:?}");
    assert_eq!((links[0].0.as_str(), links[0].1), ("[7]", Some("source_7")));
    assert_eq!((links[1].0.as_str(), links[1].2), ("the resolution", Some("link1")));
    let marks: Vec<&str> = document.every("w:bookmarkStart").iter().filter_map(|mark| mark.get("w:name")).collect();
    assert_eq!(marks, ["source_1", "source_2", "source_7", "source_4294967295"]);
    let relationships = part(&file, "word/_rels/document.xml.rels");
    let link = relationships.every("Relationship").into_iter().find(|link| link.get("Id") == Some("link1")).unwrap();
    assert_eq!(link.get("Target"), Some("https://press.un.org/en/2025/sc16269.doc.htm?a=1&b=2"));
    // Where the numbers have a gap, a list of its own begins with the next one.
    let numbering = part(&file, "word/numbering.xml");
    let starts: Vec<&str> = numbering.every("w:startOverride").iter().filter_map(|start| start.get("w:val")).collect();
    assert_eq!(starts, ["1", "7", "7"]);
    assert!(document.words().contains("4294967295 Source number 4294967295"), "Word counts no further than 32767");
}

#[test]
fn what_runs_from_right_to_left_is_marked_as_such() {
    let file = written(&papers::right_to_left());
    let document = part(&file, "word/document.xml");
    let section = document.every("w:sectPr")[0];
    assert!(section.has("w:bidi"));
    assert_eq!(section.child("w:pgSz").unwrap().get("w:w"), Some("15840"));
    assert!(document.every("w:tblPr").iter().all(|table| table.has("w:bidiVisual")));
    // A number in Latin letters stands at the right all the same.
    let number = document.every("w:p").into_iter().find(|paragraph| paragraph.words() == "T1").unwrap();
    assert_eq!(value(number.child("w:pPr").unwrap(), "w:jc"), Some("right"));
    let strong = |text: &str| text.chars().find(|letter| letter.is_alphabetic());
    let is_rtl = |letter: char| ('\u{590}'..='\u{8FF}').contains(&letter);
    for paragraph in document.every("w:p") {
        let marked = paragraph.child("w:pPr").unwrap().has("w:bidi");
        let words = paragraph.words();
        assert_eq!(marked, strong(&words).is_none_or(is_rtl), "{words}");
        for run in paragraph.every("w:r") {
            let properties = run.child("w:rPr");
            let marked = properties.is_some_and(|properties| properties.has("w:rtl"));
            let words = run.words();
            if let Some(letter) = strong(&words) {
                assert_eq!(marked, is_rtl(letter), "{words}");
                assert!(
                    words.chars().filter(|letter| letter.is_alphabetic()).all(|other| is_rtl(other) == is_rtl(letter))
                );
            }
            if marked && strong(&words).is_some() {
                let language = properties.unwrap().child("w:lang").unwrap().get("w:bidi").unwrap();
                let hebrew = words.contains(|letter| ('\u{5D0}'..='\u{5EA}').contains(&letter));
                assert_eq!(language, if hebrew { "he-IL" } else { "ar-SA" }, "{words}");
            }
        }
    }
    // And on a page from left to right.
    let document = self::document(&paper::everything(&paper::sample()));
    assert!(document.every("w:sectPr").iter().all(|section| !section.has("w:bidi")));
    assert!(document.every("w:bidiVisual").is_empty());
    for native in ["سوريا", "ישראל"] {
        let run = document.every("w:r").into_iter().find(|run| run.words() == native).unwrap();
        assert!(run.child("w:rPr").unwrap().has("w:rtl"));
    }
}

#[test]
fn text_that_would_do_harm_is_only_text() {
    let file = written(&papers::hostile());
    for part in parts(&file) {
        let Ok(text) = std::str::from_utf8(&part.bytes) else { continue };
        let forbidden = |letter: char| {
            (letter < ' ' && !"\n\r\t".contains(letter)) || "\u{fffe}\u{ffff}\u{202e}\u{2066}".contains(letter)
        };
        assert!(!text.contains(forbidden), "{}", part.name);
        assert!(!text.contains("<script"), "{}", part.name);
    }
    let document = part(&file, "word/document.xml");
    let words = document.words();
    assert!(words.contains("]]><w:p/>&amp;<script>alert('1')</script> [U+0000][U+0001][U+0008][U+001B]"), "{words}");
    assert!(words.contains("[RLO]evil[LRI]"), "{words}");
    assert!(document.every("w:hyperlink").is_empty());
    assert_eq!(document.every("w:instrText").len() + document.every("w:fldSimple").len(), 0);
    assert!(part(&file, "word/header.xml").words().contains("<script>alert('1')</script>"));
}

#[test]
fn the_markings_stand_on_every_page_and_the_pages_are_counted() {
    let file = written(&paper::everything(&paper::sample()));
    let header = part(&file, "word/header.xml");
    let markings: Vec<String> = header.every("w:p").iter().map(|line| line.words()).collect();
    assert_eq!(markings, ["Internal: own delegation only", "Public sources only"]);
    let footer = part(&file, "word/footer.xml");
    assert_eq!(footer.words(), "as of 7 January 2026 · format version 1Page 1 of 1");
    let fields: Vec<&str> = footer.every("w:fldSimple").iter().filter_map(|field| field.get("w:instr")).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    let without = written(&Paper::default());
    assert!(parts(&without).iter().all(|part| part.name != "word/header.xml"));
}

#[test]
fn all_words_of_a_paper_are_in_the_document_in_their_order() {
    for (name, paper) in all() {
        if name == "hostile" {
            continue;
        }
        let text: String = document(&paper).words().split_whitespace().collect();
        let mut from = 0;
        let furniture = [Some(&paper.footer), paper.handling.as_ref(), paper.marking.as_ref()];
        for words in paper::words(&paper) {
            if furniture.contains(&Some(&words)) {
                continue;
            }
            let words: String = words.split_whitespace().collect();
            // The tables of one that is too wide begin anew with the first column.
            let at = if name == "nested" { text.find(&words) } else { text[from..].find(&words).map(|at| at + from) };
            from = at.unwrap_or_else(|| panic!("{name}: {words} is missing"));
            from += if name == "nested" { 0 } else { words.len() };
        }
    }
}

#[test]
fn a_picture_has_its_drawing_its_dots_and_its_words() {
    let file = written(&papers::nested());
    let document = part(&file, "word/document.xml");
    assert_eq!(document.every("wp:docPr")[0].get("descr"), Some("A tall one in two lines"));
    assert_eq!(document.every("a:blip")[0].get("r:embed"), Some("png1"));
    assert_eq!(document.every("asvg:svgBlip")[0].get("r:embed"), Some("svg1"));
    let extent = document.every("wp:extent")[0];
    let side = |name: &str| extent.get(name).unwrap().parse::<f64>().unwrap();
    assert!((side("cy") / side("cx") - 3.0).abs() < 0.01, "it keeps its shape");
    assert!(side("cy") < 297.0 * 36_000.0, "it is no higher than the page");
    let names: Vec<String> = parts(&file).into_iter().map(|part| part.name).collect();
    assert!(
        names.contains(&"word/media/picture1.svg".to_owned()) && names.contains(&"word/media/picture1.png".to_owned())
    );
}

#[test]
fn the_progress_ends_at_one_and_a_cancelled_document_is_not_made() {
    let paper = paper::long(500);
    let progress = Progress::default();
    docx::write(&paper, &progress).unwrap();
    assert!((progress.done() - 1.0).abs() < f32::EPSILON);
    let cancelled = Progress::default();
    cancelled.cancel();
    assert!(matches!(docx::write(&paper, &cancelled), Err(docx::Error::Cancelled)));
}

#[test]
fn a_case_of_ten_thousand_positions_tells_how_far_it_is_and_can_be_stopped() {
    let snapshot = Snapshot::new(Arc::new(generate::case(7, Size::of(10_000))));
    let paper = paper::side_by_side(&snapshot);
    let file = written(&paper);
    assert!(file.len() < 20_000_000, "{} bytes", file.len());
    let progress = Progress::default();
    thread::scope(|scope| {
        let writing = scope.spawn(|| docx::write(&paper, &progress));
        let mut told = Vec::new();
        while told.last().is_none_or(|last| *last < 0.3) && !writing.is_finished() {
            let now = progress.done();
            if told.last() != Some(&now) {
                told.push(now);
            }
            thread::yield_now();
        }
        progress.cancel();
        assert!(matches!(writing.join().unwrap(), Err(docx::Error::Cancelled)));
        assert!(told.len() > 1 && told.is_sorted(), "{told:?}");
    });
}

#[test]
fn a_dense_paper_has_its_sources_in_two_columns() {
    let (_, paper) = all().into_iter().find(|(name, _)| *name == "dense").unwrap();
    let document = document(&paper);
    let columns: Vec<Option<&str>> =
        document.every("w:sectPr").iter().map(|section| section.child("w:cols")?.get("w:num")).collect();
    assert_eq!(columns, [None, Some("2"), None]);
    let kinds: Vec<Option<&str>> = document.every("w:sectPr").iter().map(|section| value(section, "w:type")).collect();
    assert_eq!(kinds, [None, Some("continuous"), Some("continuous")]);
}

/// What `LibreOffice` must show of a paper: each word of it, at least as often as the paper has it.
fn holds_all_words(name: &str, paper: &Paper, pages: &[String]) {
    // Small capitals are written as capitals; a line may end at a hyphen; a ligature is one letter.
    let folded = |text: &str| text.to_lowercase().replace(['-', '\u{AD}', '\u{A0}'], "");
    // What is read out of a PDF has the brackets of words from right to left, and some joined letters, in another
    // order; these words are only counted letter by letter.
    let is_rtl = |letter: char| ('\u{590}'..='\u{8FF}').contains(&letter);
    let shown = folded(&pages.concat());
    let together: String = shown.split_whitespace().collect();
    let mut missing = Vec::new();
    let mut letters: BTreeMap<char, isize> = BTreeMap::new();
    for words in paper::words(paper) {
        for word in folded(&words).split_whitespace() {
            let core = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            if !core.contains(is_rtl) && !together.contains(core) {
                missing.push(word.to_owned());
            }
            word.chars().for_each(|letter| *letters.entry(letter).or_default() += 1);
        }
    }
    assert!(missing.is_empty(), "{name}: {missing:?} cannot be seen");
    together.chars().for_each(|letter| *letters.entry(letter).or_default() -= 1);
    letters.retain(|_, left| *left > 0);
    assert!(letters.is_empty(), "{name}: letters are missing: {letters:?}");
}

#[test]
fn libreoffice_opens_every_paper_and_shows_all_its_words() {
    for (name, paper) in all() {
        let file = written(&paper);
        let test = "libreoffice_opens_every_paper_and_shows_all_its_words";
        let Some(opened) = office::open(test, &format!("docx-{name}.docx"), &file, 12) else { return };
        if name == "hostile" {
            assert!(opened.pages.concat().contains("[RLO]evil[LRI]"), "{:?}", opened.pages);
            continue;
        }
        holds_all_words(name, &paper, &opened.pages);
        let count = opened.pages.len();
        for (number, page) in (1..).zip(&opened.pages) {
            let page = page.replace(|letter: char| ('\u{200E}'..='\u{202E}').contains(&letter), "");
            assert!(page.contains(&format!("Page {number} of {count}")), "{name}, page {number}: {page}");
            for marking in [&paper.handling, &paper.marking].into_iter().flatten().filter(|text| text.is_ascii()) {
                assert!(page.contains(marking.as_str()), "{name}, page {number} is not marked");
            }
        }
    }
}

#[test]
fn libreoffice_repeats_the_head_of_a_long_table_on_every_page() {
    let paper = paper::long(200);
    let test = "libreoffice_repeats_the_head_of_a_long_table_on_every_page";
    let Some(opened) = office::open(test, "docx-long.docx", &written(&paper), 2) else { return };
    assert!(opened.pages.len() > 5, "{} pages", opened.pages.len());
    for (number, page) in (1..).zip(&opened.pages) {
        assert!(page.contains("Issue") && page.contains("Media"), "page {number} has no head: {page}");
    }
    let shown = opened.pages.concat();
    for row in 0..200 {
        assert!(shown.contains(&format!("Row{row:05}")), "row {row} is missing");
    }
}
