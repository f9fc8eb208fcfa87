//! Writes a paper as Markdown, as GitHub reads it: tables, and links from each claim to its source.
//!
//! What the case says stays text: nothing in it can become a heading, a link or HTML. A cell is one line, its
//! paragraphs parted by `<br>`. A picture is told in its words, as Markdown has none of its own.

mod escape;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use super::paper::{Block, Card, Link, Look, Mark, NumberedSource, Paper, Row, RowKind, Run, Table, Text};
use super::{Cancelled, Progress};
use crate::words::export::{self as words, signs};

/// The paper as the bytes of a Markdown file.
///
/// # Errors
/// When the export is not wanted any more.
pub fn write(paper: &Paper, progress: &Progress) -> Result<Vec<u8>, Cancelled> {
    let mut parts = Vec::new();
    if paper.right_to_left {
        parts.push("<div dir=\"rtl\">".to_owned());
    }
    let title = if paper.title.trim().is_empty() { String::new() } else { escape::line(&paper.title) };
    parts.push(format!("# {title}"));
    parts.push(strong(&escape::line(&paper.subtitle)));
    let marking = paper.marking.as_deref().map(|marking| strong(&escape::line(marking)));
    let handling = paper.handling.as_deref().map(escape::line);
    let markings: Vec<String> = marking.into_iter().chain(handling).collect();
    parts.extend(markings.iter().cloned());
    for (number, block) in paper.blocks.iter().enumerate() {
        progress.step(number, paper.blocks.len())?;
        match (block, parts.last_mut()) {
            // A picture in several pieces is told as one.
            (Block::Picture(picture), Some(before)) if picture.continues => {
                before.push_str(&words::after_full_stop(&escape::line(&picture.label)));
            }
            _ => parts.extend(block_lines(block)),
        }
    }
    parts.push("---".to_owned());
    parts.extend(markings);
    parts.push(escape::line(&paper.footer));
    if paper.right_to_left {
        parts.push("</div>".to_owned());
    }
    progress.step(1, 1)?;
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    Ok(text.into_bytes())
}

/// A block as lines; nothing where there is nothing to say.
fn block_lines(block: &Block) -> Option<String> {
    let lines = match block {
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 5) + 1), inline(text, Place::Line))
        }
        Block::Paragraph(text) => inline(text, Place::Paragraph),
        Block::List(items) => items.iter().map(|item| list_item(item)).collect::<Vec<_>>().join("\n"),
        Block::Card(Card { accent: _, blocks }) => prefixed(&stacked(blocks), "> ", "> "),
        Block::Table(table) => table_lines(table),
        Block::Picture(picture) => escape::line(&words::picture(&picture.label)),
        Block::Sources(sources) => sources.iter().map(source).collect::<Vec<_>>().join("\n"),
        Block::PageBreak => "---".to_owned(),
        Block::About(about) => about.blocks.iter().filter_map(block_lines).collect::<Vec<_>>().join("\n\n"),
    };
    (!lines.is_empty()).then_some(lines)
}

/// Blocks below each other.
fn stacked(blocks: &[Block]) -> String {
    blocks.iter().filter_map(block_lines).collect::<Vec<_>>().join("\n\n")
}

fn list_item(blocks: &[Block]) -> String {
    prefixed(&stacked(blocks), "- ", "  ")
}

fn source(source: &NumberedSource) -> String {
    let number = source.number;
    format!("{number}. <a id=\"source-{number}\"></a>{}", inline(&source.text, Place::Line))
}

/// The lines with something before the first, and something before each other.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut lines = String::with_capacity(text.len() + text.len() / 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            lines.push('\n');
        }
        let prefix = if number == 0 { first } else { rest };
        lines.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        lines.push_str(line);
    }
    lines
}

fn table_lines(table: &Table) -> String {
    let mut lines = vec![row_line(table.columns.iter().map(|column| cell(&column.head)))];
    lines.push(row_line(table.columns.iter().map(|_| "---".to_owned())));
    for Row { axis: _, kind } in &table.rows {
        lines.push(match kind {
            RowKind::Group(text) => {
                let empty = table.columns.iter().skip(1).map(|_| String::new());
                row_line(std::iter::once(inline(text, Place::Cell)).chain(empty))
            }
            RowKind::Cells(cells) => row_line(cells.iter().map(|blocks| cell(blocks))),
        });
    }
    lines.join("\n")
}

fn row_line(cells: impl Iterator<Item = String>) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.push(' ');
        line.push_str(&cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    line
}

/// Blocks in one line.
fn cell(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    cell_lines(blocks, "", &mut lines);
    lines.join("<br>")
}

/// The lines of a cell; `lead` stands before the first of an item.
fn cell_lines(blocks: &[Block], lead: &str, lines: &mut Vec<String>) {
    let mut lead = lead;
    for block in blocks {
        let text = match block {
            Block::Heading { text, .. } => strong(&inline(text, Place::Cell)),
            Block::Paragraph(text) => inline(text, Place::Cell),
            Block::List(items) => {
                for item in items {
                    cell_lines(item, "• ", lines);
                }
                continue;
            }
            Block::Card(card) => {
                // Room between two claims, as no colour parts them.
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                cell_lines(&card.blocks, "", lines);
                continue;
            }
            Block::Table(table) => {
                for row in &table.rows {
                    match &row.kind {
                        RowKind::Group(text) => lines.push(inline(text, Place::Cell)),
                        RowKind::Cells(cells) => {
                            for blocks in cells {
                                cell_lines(blocks, "", lines);
                            }
                        }
                    }
                }
                continue;
            }
            Block::Picture(picture) => escape::line(&words::picture(&picture.label)),
            Block::Sources(sources) => {
                lines.extend(sources.iter().map(|source| inline(&source.text, Place::Cell)));
                continue;
            }
            Block::About(about) => {
                cell_lines(&about.blocks, lead, lines);
                continue;
            }
            Block::PageBreak => continue,
        };
        lines.push(format!("{lead}{text}"));
        lead = "";
    }
}

/// Where a text stands, which decides how a new line in it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Paragraph,
    /// Where there can be no second line: a heading, a source.
    Line,
    Cell,
}

fn inline(text: &Text, place: Place) -> String {
    let mut line = String::new();
    let mut runs = text.0.iter().peekable();
    while let Some(run) = runs.next() {
        match run {
            Run::Words { text, look, link: None } => {
                // Neighbours that look the same are one, as two pairs of signs would show.
                let mut whole = text.clone();
                while let Some(Run::Words { text, link: None, .. }) =
                    runs.next_if(|next| matches!(next, Run::Words { look: other, link: None, .. } if other == look))
                {
                    whole.push_str(text);
                }
                words_run(&mut line, &whole, *look, None, place);
            }
            Run::Words { text, look, link } => words_run(&mut line, text, *look, link.as_ref(), place),
            Run::Mark(mark) => {
                line.push_str(sign(mark));
                line.push(' ');
            }
            Run::Break => line.push_str(new_line(place)),
        }
    }
    escape::line_start(line.trim())
}

fn words_run(line: &mut String, text: &str, look: Look, target: Option<&Link>, place: Place) {
    let written: Vec<String> = escape::lines(text).map(escape::inline).collect();
    let written = written.join(new_line(place));
    match target {
        Some(Link::Source(number)) => {
            // The number stands in brackets of its own, which need no escape inside a link.
            let shown = written.replace("\\[", "[").replace("\\]", "]");
            let _infallible = write!(line, "[{shown}](#source-{number})");
            return;
        }
        Some(Link::Url(url)) => {
            let _infallible = write!(line, "[{written}]({})", escape::address(url));
            return;
        }
        None => {}
    }
    match look {
        Look::Plain | Look::Quiet | Look::Label => line.push_str(&written),
        Look::Strong => line.push_str(&around(&written, "**")),
        Look::Quote => line.push_str(&around(&written, "*")),
    }
}

fn strong(text: &str) -> String {
    around(text, "**")
}

/// Text between signs that stand close to it, as they count for nothing beside a space.
fn around(text: &str, sign: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() || inner.contains('\n') || inner.contains("<br>") {
        return text.to_owned();
    }
    let (before, after) = text.split_once(inner).unwrap_or_default();
    format!("{before}{sign}{inner}{sign}{after}")
}

fn new_line(place: Place) -> &'static str {
    match place {
        Place::Paragraph => "\\\n",
        Place::Line => " ",
        Place::Cell => "<br>",
    }
}

fn sign(mark: &Mark) -> &'static str {
    match mark {
        Mark::Kind(kind) => signs::kind(kind),
        Mark::Status(status) => signs::status(status),
        Mark::Disputed => signs::DISPUTED,
    }
}
