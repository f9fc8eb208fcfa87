//! A paper's blocks as elements: sections under their headings, tables with heads of rows and columns.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, Render, html};

use super::{marks, style};
use crate::export::isolates::runs_right_to_left;
use crate::export::paper::{
    Block, Card, Link, Look, NumberedSource, Paper, Picture, Row, RowKind, Run, Table, TableColumn, Text,
};
use crate::export::{Cancelled, Progress};
use crate::safe::{self, OPEN, pieces, safe};

/// Everything between the title and the footer.
pub(super) fn body(paper: &Paper, progress: &Progress) -> Result<Markup, Cancelled> {
    let rows = |block: &Block| match block {
        Block::Table(table) => table.rows.len(),
        _ => 1,
    };
    let whole = paper.blocks.iter().map(rows).sum();
    let mut writer = Writer { progress, rtl: paper.right_to_left, done: 0, whole, anchored: BTreeSet::new() };
    writer.sections(&paper.blocks, 0)
}

/// A table of more columns scrolls in a box of its own on a wide screen too.
const WIDE: usize = 8;

struct Writer<'a> {
    progress: &'a Progress,
    /// Blocks and rows.
    /// Whether the page runs from right to left.
    rtl: bool,
    done: usize,
    whole: usize,
    /// The sources that have their anchor.
    anchored: BTreeSet<u32>,
}

impl Writer<'_> {
    /// Blocks, with a section for each heading of more than the given level and what stands under it.
    fn sections(&mut self, blocks: &[Block], above: u8) -> Result<Markup, Cancelled> {
        let head = |block: &Block| match block {
            Block::Heading { level, .. } if *level > above => Some(*level),
            _ => None,
        };
        let first = blocks.iter().position(|block| head(block).is_some()).unwrap_or(blocks.len());
        let (before, mut rest) = blocks.split_at(first);
        let mut sections = Vec::new();
        while let Some((Block::Heading { level, text }, under)) = rest.split_first() {
            let ends = |block: &Block| matches!(block, Block::Heading { level: other, .. } if other <= level);
            let (under, after) = under.split_at(under.iter().position(ends).unwrap_or(under.len()));
            let nested = under.iter().any(|block| matches!(block, Block::Heading { .. }));
            let kept = under.iter().any(|block| matches!(block, Block::Sources(_)));
            let inner = self.sections(under, *level)?;
            sections.push(html! {
                section data-leaf[!nested && !kept] {
                    @match level {
                        0 | 1 => h2 dir=[self.direction(text)] { (Line(text)) },
                        2 => h3 dir=[self.direction(text)] { (Line(text)) },
                        _ => h4 dir=[self.direction(text)] { (Line(text)) },
                    }
                    (inner)
                }
            });
            rest = after;
        }
        let before = self.blocks(before)?;
        Ok(html! { (before) @for section in &sections { (section) } })
    }

    /// A text's direction, where it is not the page's.
    fn direction(&self, text: &Text) -> Option<&'static str> {
        let rtl = runs_right_to_left(&text.words(), self.rtl);
        (rtl != self.rtl).then_some(if rtl { "rtl" } else { "ltr" })
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<Markup, Cancelled> {
        let blocks: Result<Vec<Markup>, Cancelled> = blocks.iter().map(|block| self.block(block)).collect();
        Ok(html! { @for block in &blocks? { (block) } })
    }

    fn block(&mut self, block: &Block) -> Result<Markup, Cancelled> {
        self.progress.step(self.done, self.whole)?;
        self.done += 1;
        Ok(match block {
            // A heading within another block makes no section.
            Block::Heading { text, .. } => html! { p.heading dir=[self.direction(text)] { (Line(text)) } },
            Block::Paragraph(text) => html! { p dir=[self.direction(text)] { (Line(text)) } },
            Block::List(items) => {
                let items: Result<Vec<Markup>, Cancelled> = items.iter().map(|item| self.blocks(item)).collect();
                html! { ul { @for item in &items? { li { (item) } } } }
            }
            Block::Card(Card { accent, blocks }) => {
                let inner = self.blocks(blocks)?;
                let accent = accent.as_ref().map(style::accent);
                html! { div class=(class("card", accent.as_ref())) style=[accent.map(|(style, _)| style)] { (inner) } }
            }
            Block::Table(table) => self.table(table)?,
            Block::Picture(picture) => self::picture(picture),
            Block::Sources(sources) => {
                let items: Vec<Markup> = sources.iter().map(|source| self.source(source)).collect();
                html! { ol.sources { @for item in &items { (item) } } }
            }
            Block::PageBreak => html! { div.break {} },
        })
    }

    fn table(&mut self, table: &Table) -> Result<Markup, Cancelled> {
        let shares: f32 = table.columns.iter().map(share).sum();
        let inset: Vec<bool> = (0..table.columns.len()).map(|column| has_cards(table, column)).collect();
        let heads: Result<Vec<Markup>, Cancelled> =
            table.columns.iter().zip(&inset).map(|(column, inset)| self.head(column, *inset)).collect();
        // A body for each group, so that its heading heads the rows below it.
        let mut bodies: Vec<Vec<Markup>> = vec![Vec::new()];
        for row in &table.rows {
            self.progress.step(self.done, self.whole)?;
            self.done += 1;
            if matches!(row.kind, RowKind::Group(_)) && bodies.last().is_some_and(|body| !body.is_empty()) {
                bodies.push(Vec::new());
            }
            let row = self.row(row, table, &inset)?;
            if let Some(body) = bodies.last_mut() {
                body.push(row);
            }
        }
        let issues = table.rows.iter().any(|row| row.axis.is_some() && matches!(row.kind, RowKind::Cells(_)));
        // As wide as its columns can be read, then it scrolls.
        let width = format!("--columns:{}", table.columns.len());
        Ok(html! {
            div.scroll.wide[table.columns.len() > WIDE] role="region" tabindex="0" aria-label=(safe(&table.label)) {
                table data-issues[issues] style=(width) {
                    caption { (safe(&table.label)) }
                    colgroup {
                        @for column in &table.columns {
                            col data-party=[party(column)] style=(format!("width:{:.2}%", share(column) / shares * 100.0));
                        }
                    }
                    thead { tr { @for head in &heads? { (head) } } }
                    @for body in &bodies { tbody { @for row in body { (row) } } }
                }
            }
        })
    }

    fn head(&mut self, column: &TableColumn, inset: bool) -> Result<Markup, Cancelled> {
        let inner = self.blocks(&column.head)?;
        let accent = column.accent.as_ref().map(style::accent);
        Ok(html! {
            th.in[inset] scope="col" data-party=[party(column)] {
                div class=(class("head", accent.as_ref())) style=[accent.map(|(style, _)| style)] { (inner) }
            }
        })
    }

    fn row(&mut self, row: &Row, table: &Table, inset: &[bool]) -> Result<Markup, Cancelled> {
        let axis = row.axis.as_ref().map(|axis| safe(axis.as_str()).into_owned());
        Ok(match &row.kind {
            RowKind::Group(text) => html! {
                tr.group data-axis=[axis] {
                    th scope="rowgroup" colspan=(table.columns.len()) { p dir=[self.direction(text)] { (Line(text)) } }
                }
            },
            RowKind::Cells(cells) => {
                let cells: Result<Vec<Markup>, Cancelled> = cells.iter().map(|cell| self.blocks(cell)).collect();
                let cells = cells?;
                let cells = cells.iter().zip(&table.columns).zip(inset).enumerate();
                html! {
                    tr data-axis=[axis] {
                        @for (number, ((cell, column), inset)) in cells {
                            @if number == 0 {
                                th scope="row" data-party=[party(column)] { (cell) }
                            } @else {
                                td.in[*inset] data-party=[party(column)] { (cell) }
                            }
                        }
                    }
                }
            }
        })
    }

    fn source(&mut self, source: &NumberedSource) -> Markup {
        let anchor = self.anchored.insert(source.number).then(|| format!("source-{}", source.number));
        html! { li id=[anchor] value=(source.number) dir=[self.direction(&source.text)] { (Line(&source.text)) } }
    }
}

fn share(column: &TableColumn) -> f32 {
    if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 }
}

/// Whether a column's text stands as far in as that of a card, as it is a party's or has cards.
fn has_cards(table: &Table, column: usize) -> bool {
    let card = |block: &Block| matches!(block, Block::Card(Card { accent: Some(_), .. }));
    table.columns.get(column).is_some_and(|column| column.accent.is_some())
        || table.rows.iter().any(|row| match &row.kind {
            RowKind::Cells(cells) => cells.get(column).is_some_and(|cell| cell.iter().any(card)),
            RowKind::Group(_) => false,
        })
}

fn party(column: &TableColumn) -> Option<String> {
    column.party.as_ref().map(|party| safe(party.as_str()).into_owned())
}

fn class(name: &str, accent: Option<&(String, usize)>) -> String {
    match accent {
        Some((_, 0)) => format!("{name} accent"),
        Some((_, pattern)) => format!("{name} accent pattern-{}", pattern.min(&4)),
        None => name.to_owned(),
    }
}

/// The picture in the page itself, so that its words can be selected and found.
fn picture(picture: &Picture) -> Markup {
    // What stands before the first element belongs to a file of its own.
    let svg = picture.svg.find("<svg").and_then(|start| picture.svg.get(start..)).unwrap_or_default();
    html! {
        figure role="img" aria-label=(safe(&picture.label)) style=(format!("--width:{}px", picture.width)) {
            (PreEscaped(svg))
        }
    }
}

/// A text's runs.
struct Line<'a>(&'a Text);

impl Render for Line<'_> {
    fn render(&self) -> Markup {
        html! { @for run in &self.0.0 { (Piece(run)) } }
    }
}

/// Words as they are read, with what is ordered by itself in elements of its own.
struct Words<'a>(&'a str);

impl Render for Words<'_> {
    fn render(&self) -> Markup {
        if !self.0.contains(OPEN) {
            return html! { (safe(self.0)) };
        }
        let mut markup = String::new();
        for piece in pieces(self.0) {
            match piece {
                safe::Piece::Words(words) => markup.push_str(&html! { (safe(words)) }.into_string()),
                safe::Piece::Open => markup.push_str("<bdi>"),
                safe::Piece::Close => markup.push_str("</bdi>"),
            }
        }
        PreEscaped(markup)
    }
}

struct Piece<'a>(&'a Run);

impl Render for Piece<'_> {
    fn render(&self) -> Markup {
        let (text, look, link) = match self.0 {
            Run::Words { text, look, link } => (Words(text), *look, link.as_ref()),
            Run::Mark(mark) => return marks::mark(mark),
            Run::Break => return html! { br; },
        };
        let dressed = match look {
            Look::Plain => html! { (text) },
            Look::Strong => html! { strong { (text) } },
            Look::Quiet => html! { span.quiet { (text) } },
            Look::Label => html! { span.label { (text) } },
            Look::Quote => html! { span.quote { (text) } },
        };
        match link {
            Some(Link::Source(number)) => html! { a href=(format!("#source-{number}")) { (dressed) } },
            Some(Link::Url(url)) if url.starts_with("https://") || url.starts_with("http://") => {
                html! { a href=(url) rel="noopener noreferrer" { (dressed) } }
            }
            Some(Link::Url(_)) | None => dressed,
        }
    }
}
