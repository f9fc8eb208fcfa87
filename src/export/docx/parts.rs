//! The parts of the file beside the text: styles, lists, header and footer, and what leads to what.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Error;
use super::direction::{self, Script};
use super::letters;
use super::links::Links;
use super::package::Package;
use super::page::Page;
use super::runs::{Line, Own, hex};
use super::xml::{Attributes, Xml};
use crate::export::ink;
use crate::export::paper::Paper;
use crate::words::docx as words;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What the prefixes of the document's elements stand for.
pub(super) const NAMESPACES: Attributes<'static> = &[
    ("xmlns:w", MAIN),
    ("xmlns:r", OFFICE),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
];

const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FONTS: &str = include_str!("parts/fonts.xml");

/// Each part that Word knows by its own type: its name, and the last words of that type.
const TYPES: [(&str, &str); 5] = [
    ("document", "document.main"),
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
];

/// Whether there is anything to stand at the head of each page.
pub(super) fn has_header(paper: &Paper) -> bool {
    paper.handling.is_some() || paper.marking.is_some()
}

/// Writes all parts that do not depend on the text.
pub(super) fn write_fixed(package: &mut Package, paper: &Paper) -> Result<(), Error> {
    // Some readers want the list of types first.
    content_types(package, paper)?;
    let mut xml = package.xml("_rels/.rels")?;
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)])?;
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    related(&mut xml, "document", &format!("{OFFICE}/officeDocument"), "word/document.xml")?;
    related(&mut xml, "core", core, "docProps/core.xml")?;
    related(&mut xml, "app", &format!("{OFFICE}/extended-properties"), "docProps/app.xml")?;
    xml.finish()?;
    properties(package, paper)?;
    package.text("word/styles.xml", &styles(paper))?;
    package.text("word/settings.xml", SETTINGS)?;
    package.text("word/fontTable.xml", FONTS)?;
    if has_header(paper) {
        header(package, paper)?;
    }
    footer(package, paper)
}

fn content_types(package: &mut Package, paper: &Paper) -> Result<(), Error> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = package.xml("[Content_Types].xml")?;
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")])?;
    let kinds = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
    ];
    for (extension, kind) in kinds {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)])?;
    }
    let mut part = |name: &str, kind: &str| xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    for (name, kind) in TYPES {
        part(&format!("/word/{name}.xml"), &format!("{word}.{kind}+xml"))?;
    }
    if has_header(paper) {
        part("/word/header.xml", &format!("{word}.header+xml"))?;
    }
    part("/word/footer.xml", &format!("{word}.footer+xml"))?;
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")?;
    part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")?;
    xml.finish()?;
    Ok(())
}

/// What the document says of itself: its title and language, and neither who made it nor when.
fn properties(package: &mut Package, paper: &Paper) -> Result<(), Error> {
    let mut xml = package.xml("docProps/core.xml")?;
    let names = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("cp:coreProperties", &names)?;
    xml.text("dc:title", &[], &letters::line(&paper.title))?;
    xml.text("dc:subject", &[], &letters::line(&paper.subtitle))?;
    if let Some(language) = language(paper) {
        xml.text("dc:language", &[], language)?;
    }
    xml.finish()?;
    let mut xml = package.xml("docProps/app.xml")?;
    let name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", name)])?;
    xml.text("Application", &[], "Demarche")?;
    xml.finish()?;
    Ok(())
}

/// The case's language, where it is of the form of a tag: a file may say anything.
fn language(paper: &Paper) -> Option<&str> {
    let tag = paper.language.as_deref()?;
    let mut parts = tag.split('-');
    let primary = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && is_alphabetic(part));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (primary && rest && tag.len() <= 35).then_some(tag)
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The styles, with the colours of paper and the case's language.
fn styles(paper: &Paper) -> String {
    let tag = language(paper);
    let script = tag.and_then(direction::script_of_language);
    let (latin, other) = match (tag, script) {
        (Some(tag), Some(_)) => ("en-GB", tag),
        (Some(tag), None) => (tag, "ar-SA"),
        (None, _) => ("en-GB", "ar-SA"),
    };
    let other_font = if script == Some(Script::Hebrew) { "Noto Sans Hebrew" } else { "Noto Sans Arabic" };
    let values = [
        ("{latin}", latin.to_owned()),
        ("{other}", other.to_owned()),
        ("{other-font}", other_font.to_owned()),
        ("{ink}", hex(ink::INK)),
        ("{second}", hex(ink::SECOND)),
        ("{outline}", hex(ink::OUTLINE)),
        ("{hairline}", hex(ink::HAIRLINE)),
        ("{crimson}", hex(ink::CRIMSON)),
        ("{link}", hex(ink::ACCENTS[0])),
    ];
    let styles = values.iter().fold(STYLES.to_owned(), |styles, (name, value)| styles.replace(name, value));
    if paper.dense { condensed(&styles) } else { styles }
}

/// The styles with smaller type and less space, for a paper whose pages are to be few.
fn condensed(styles: &str) -> String {
    let smaller = [("<w:sz w:val=\"", 88), ("<w:szCs w:val=\"", 88), (" w:before=\"", 60), (" w:after=\"", 60)];
    smaller.iter().fold(styles.to_owned(), |styles, (name, percent)| {
        let mut parts = styles.split(name);
        let mut condensed = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once('"').unwrap_or((part, ""));
            let number: u32 = number.parse().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = write!(condensed, "{name}{}\"{rest}", (number * percent + 50) / 100);
        }
        condensed
    })
}

/// The markings at the head of each page.
fn header(package: &mut Package, paper: &Paper) -> Result<(), Error> {
    let page = Page::of(paper);
    let mut xml = package.xml("word/header.xml")?;
    xml.open("w:hdr", NAMESPACES)?;
    for (text, style) in [(&paper.marking, "Marking"), (&paper.handling, "Handling")] {
        let Some(text) = text else { continue };
        let line = Line::plain(text);
        begin(&mut xml, style, line.rtl(page.rtl), None)?;
        line.write(&mut xml, &mut Links::default(), Own::PLAIN, page.rtl)?;
        xml.close()?;
    }
    xml.finish()?;
    Ok(())
}

/// The foot of each page: what the paper says, and the page's number at the other side.
fn footer(package: &mut Package, paper: &Paper) -> Result<(), Error> {
    let page = Page::of(paper);
    let mut xml = package.xml("word/footer.xml")?;
    xml.open("w:ftr", NAMESPACES)?;
    begin(&mut xml, "Footer", page.rtl, Some(page.room()))?;
    Line::plain(&paper.footer).write(&mut xml, &mut Links::default(), Own::PLAIN, page.rtl)?;
    xml.open("w:r", &[])?;
    xml.empty("w:tab", &[])?;
    xml.close()?;
    let (before, between, after) = words::PAGE_NUMBER;
    // A field has no direction of its own, and the last one would be drawn to the far side of a line from right to left.
    let after = if page.rtl { format!("{after}\u{200E}") } else { after.to_owned() };
    for (words, field) in [(before, "PAGE"), (between, "NUMPAGES"), (after.as_str(), "")] {
        if !words.is_empty() {
            xml.open("w:r", &[])?;
            xml.text("w:t", &[("xml:space", "preserve")], words)?;
            xml.close()?;
        }
        if !field.is_empty() {
            xml.open("w:fldSimple", &[("w:instr", field)])?;
            xml.open("w:r", &[])?;
            xml.text("w:t", &[], "1")?;
            xml.close()?;
            xml.close()?;
        }
    }
    xml.finish()?;
    Ok(())
}

/// Begins a paragraph of the header or the footer, with a tab stop at the far side if it has one.
fn begin<W: Write>(xml: &mut Xml<W>, style: &str, rtl: bool, tab: Option<i32>) -> io::Result<()> {
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.value("w:pStyle", style)?;
    if let Some(at) = tab {
        xml.open("w:tabs", &[])?;
        xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &at.to_string())])?;
        xml.close()?;
    }
    if rtl {
        xml.empty("w:bidi", &[])?;
    }
    xml.close()
}

/// Writes the lists: bullets, and one list of sources for each number that one begins with.
pub(super) fn write_numbering(package: &mut Package, source_lists: &[u32]) -> Result<(), Error> {
    let mut lists = String::new();
    for (list, start) in (2..).zip(source_lists) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            lists,
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\">\
             <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
        );
    }
    let numbering = NUMBERING.replace("{source-lists}", &lists).replace("{second}", &hex(ink::SECOND));
    package.text("word/numbering.xml", &numbering)
}

/// Writes what the text's relationships lead to.
pub(super) fn write_relationships(
    package: &mut Package,
    paper: &Paper,
    links: &Links,
    pictures: usize,
) -> Result<(), Error> {
    let mut xml = package.xml("word/_rels/document.xml.rels")?;
    xml.open("Relationships", &[("xmlns", RELATIONSHIPS)])?;
    for name in ["styles", "numbering", "settings", "fontTable", "header", "footer"] {
        if name != "header" || has_header(paper) {
            related(&mut xml, name, &format!("{OFFICE}/{name}"), &format!("{name}.xml"))?;
        }
    }
    for number in 1..=pictures {
        for form in ["png", "svg"] {
            let target = format!("media/picture{number}.{form}");
            related(&mut xml, &format!("{form}{number}"), &format!("{OFFICE}/image"), &target)?;
        }
    }
    let kind = format!("{OFFICE}/hyperlink");
    for (id, address) in links.addresses() {
        let link = [("Id", id.as_str()), ("Type", &kind), ("Target", address), ("TargetMode", "External")];
        xml.empty("Relationship", &link)?;
    }
    xml.finish()?;
    Ok(())
}

fn related<W: Write>(xml: &mut Xml<W>, id: &str, kind: &str, target: &str) -> io::Result<()> {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_is_no_tag_is_left_out() {
        let of = |tag: &str| {
            let paper = Paper { language: Some(tag.to_owned()), ..Paper::default() };
            (language(&paper).map(str::to_owned), styles(&paper))
        };
        assert_eq!(of("en-GB").0.as_deref(), Some("en-GB"));
        assert!(of("ar").1.contains("w:bidi=\"ar\""));
        for wrong in ["", "english language", "\"/><w:x", "en_GB", "e", &"a-".repeat(40)] {
            let (tag, styles) = of(wrong);
            assert_eq!(tag, None, "{wrong}");
            assert!(styles.contains("w:val=\"en-GB\""), "{wrong}");
        }
    }

    #[test]
    fn a_dense_paper_has_smaller_type_and_less_space() {
        let dense = styles(&Paper { dense: true, ..Paper::default() });
        let normal = styles(&Paper::default());
        assert_eq!(dense.lines().count(), normal.lines().count());
        assert!(normal.contains("<w:sz w:val=\"19\"/>") && dense.contains("<w:sz w:val=\"17\"/>"));
        assert!(
            normal.contains("w:before=\"320\" w:after=\"100\"") && dense.contains("w:before=\"192\" w:after=\"60\"")
        );
        // A border's thickness is written alike, and stays.
        assert_eq!(dense.matches("w:sz=\"8\"").count(), normal.matches("w:sz=\"8\"").count());
    }

    #[test]
    fn every_colour_and_language_of_the_styles_is_filled_in() {
        assert!(!styles(&Paper::default()).contains('{'));
    }
}
