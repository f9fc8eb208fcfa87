//! A page for browsers and a workbook as text that a person can read and compare.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use scraper::{ElementRef, Html, Node, Selector};

/// A page as its reader sees it, with what can be chosen by in braces; how it looks and what a picture draws left out.
pub(crate) fn page(page: &str) -> String {
    let page = Html::parse_document(page);
    let body = page.select(&Selector::parse("body").unwrap()).next().unwrap();
    let mut out = String::new();
    blocks(body, "", &mut out);
    out
}

fn blocks(element: ElementRef<'_>, indent: &str, out: &mut String) {
    for child in element.child_elements() {
        let name = child.value().name();
        let about: Vec<String> = ["data-axis", "data-party"]
            .into_iter()
            .filter_map(|name| Some(format!("{}={}", &name[5..], child.attr(name)?.replace('\n', "+"))))
            .collect();
        let about = if about.is_empty() { String::new() } else { format!(" {{{}}}", about.join(" ")) };
        match name {
            "script" | "svg" | "colgroup" => {}
            "h1" | "h2" | "h3" | "h4" => {
                let level = name[1..].parse().unwrap();
                let _ = writeln!(out, "\n{indent}{} {}", "#".repeat(level), inline(child));
            }
            "p" | "caption" | "summary" | "legend" | "button" | "label" | "a" => {
                let class = child.attr("class").map(|class| format!("[{class}] ")).unwrap_or_default();
                let _ = writeln!(out, "{indent}{class}{}", inline(child));
            }
            "figure" => {
                let _ = writeln!(out, "{indent}[picture] {}", child.attr("aria-label").unwrap_or_default());
            }
            "ul" | "ol" | "tbody" | "thead" | "section" | "details" | "fieldset" | "main" => blocks(child, indent, out),
            _ => {
                let _ = writeln!(out, "{indent}{name}{about}");
                blocks(child, &format!("{indent}  "), out);
            }
        }
    }
}

fn inline(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for node in element.descendants() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(inner) if inner.name() == "br" => text.push_str(" / "),
            Node::Element(inner) if inner.name() == "use" => {
                let mark = inner.attr("href").unwrap_or_default().trim_start_matches("#mark-");
                let _ = write!(text, "<{mark}> ");
            }
            _ => {}
        }
    }
    text.replace('\u{2060}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A workbook's cells, sheet by sheet: a line for each row, its cells between bars.
pub(crate) fn workbook(bytes: Vec<u8>) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for name in book.sheet_names() {
        let _ = writeln!(out, "== {name}");
        for row in book.worksheet_range(&name).unwrap().rows() {
            let cells: Vec<String> = row.iter().map(|cell| cell.to_string().replace('\n', " / ")).collect();
            let _ = writeln!(out, "{}", cells.join(" | ").trim_end());
        }
        out.push('\n');
    }
    out
}
