//! A paper's blocks as elements: sections under their headings, tables with heads of rows and columns.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, Render, html};

use super::{marks, style};
use crate::case::{AxisId, PartyId};
use crate::export::isolates::runs_right_to_left;
use crate::export::paper::{
    About, Block, Card, Link, Look, NumberedSource, Paper, Picture, Row, RowKind, Run, Table, TableColumn, Text,
};
use crate::export::{Cancelled, Progress};
use crate::safe::{self, OPEN, pieces, safe};

/// What stands between the title and the footer.
pub(super) struct Body {
    pub(super) blocks: Markup,
    pub(super) headings: Vec<Heading>,
    /// Whether a table is wider than most windows.
    pub(super) wide: bool,
}

/// A heading of the page, which a list of contents can lead to.
pub(super) struct Heading {
    /// From 1, without an end.
    pub(super) level: u8,
    pub(super) anchor: String,
    pub(super) text: String,
}

/// Everything between the title and the footer.
pub(super) fn body(paper: &Paper, progress: &Progress) -> Result<Body, Cancelled> {
    let mut writer = Writer {
        progress,
        rtl: paper.right_to_left,
        done: 0,
        whole: count(&paper.blocks),
        anchored: BTreeSet::new(),
        headings: Vec::new(),
        wide: false,
    };
    let blocks = writer.sections(&paper.blocks, 0)?;
    Ok(Body { blocks, headings: writer.headings, wide: writer.wide })
}

/// How many blocks and rows there are, as they are told to whoever waits.
fn count(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Table(table) => 1 + table.rows.len(),
        Block::About(about) => count(&about.blocks),
        _ => 1,
    };
    blocks.iter().map(count).sum()
}

/// The level of the heading with which a block begins.
fn level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        Block::About(about) => about.blocks.first().and_then(level),
        _ => None,
    }
}

/// A table of more columns is wider than most windows.
const WIDE: usize = 8;

struct Writer<'a> {
    progress: &'a Progress,
    /// Whether the page runs from right to left.
    rtl: bool,
    /// Blocks and rows.
    done: usize,
    whole: usize,
    /// The sources that have their anchor.
    anchored: BTreeSet<u32>,
    headings: Vec<Heading>,
    wide: bool,
}

impl Writer<'_> {
    /// Blocks, with a section for each heading of more than the given level and what stands under it.
    fn sections(&mut self, blocks: &[Block], above: u8) -> Result<Markup, Cancelled> {
        let mut parts = Vec::new();
        let mut rest = blocks;
        while let Some((block, under)) = rest.split_first() {
            if level(block).is_none_or(|level| level <= above) {
                parts.push(self.block(block)?);
                rest = under;
                continue;
            }
            match block {
                Block::Heading { level, text } => {
                    let ends = |block: &Block| self::level(block).is_some_and(|other| other <= *level);
                    let (under, after) = under.split_at(under.iter().position(ends).unwrap_or(under.len()));
                    parts.push(self.section(*level, text, under)?);
                    rest = after;
                }
                Block::About(about) => {
                    let inner = self.sections(&about.blocks, above)?;
                    parts.push(html! { div data-axis=[axes(about)] data-party=[parties(about)] { (inner) } });
                    rest = under;
                }
                _ => rest = under,
            }
        }
        Ok(html! { @for part in &parts { (part) } })
    }

    fn section(&mut self, level: u8, text: &Text, under: &[Block]) -> Result<Markup, Cancelled> {
        let nested = under.iter().any(|block| self::level(block).is_some());
        let kept = under.iter().any(|block| matches!(block, Block::Sources(_)));
        let anchor = format!("part-{}", self.headings.len() + 1);
        self.headings.push(Heading { level, anchor: anchor.clone(), text: text.words() });
        let inner = self.sections(under, level)?;
        Ok(html! {
            section id=(anchor) data-leaf[!nested && !kept] {
                @match level {
                    0 | 1 => h2 dir=[self.direction(text)] { (Line(text)) },
                    2 => h3 dir=[self.direction(text)] { (Line(text)) },
                    _ => h4 dir=[self.direction(text)] { (Line(text)) },
                }
                (inner)
            }
        })
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
                let items: Result<Vec<Markup>, Cancelled> = items.iter().map(|item| self.item(item)).collect();
                html! { ul { @for item in &items? { (item) } } }
            }
            Block::About(about) => {
                let inner = self.blocks(&about.blocks)?;
                html! { div data-axis=[axes(about)] data-party=[parties(about)] { (inner) } }
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

    fn item(&mut self, item: &[Block]) -> Result<Markup, Cancelled> {
        let [Block::About(about)] = item else {
            let inner = self.blocks(item)?;
            return Ok(html! { li { (inner) } });
        };
        let inner = self.blocks(&about.blocks)?;
        Ok(html! { li data-entry data-axis=[axes(about)] data-party=[parties(about)] { (inner) } })
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
        // As wide as its columns can be read, then the window scrolls.
        self.wide |= table.columns.len() > WIDE;
        let width = format!("--columns:{}", table.columns.len());
        Ok(html! {
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
        let axis = row.axis.as_ref().map(|axis| token(axis.as_str()));
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
                                td.in[*inset] data-party=[party(column)] data-head=(head_words(column)) { (cell) }
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
    column.party.as_ref().map(|party| token(party.as_str()))
}

/// What heads a column, for windows in which a row's cells stand below each other.
fn head_words(column: &TableColumn) -> String {
    let words = column.head.iter().find_map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => Some(text.words()),
        _ => None,
    });
    safe(&safe::plain(&words.unwrap_or_default())).into_owned()
}

/// An id as the page has it, on one line.
pub(super) fn token(id: &str) -> String {
    safe(id).replace('\n', " ")
}

/// What a block is about: ids, each on a line.
fn axes(about: &About) -> Option<String> {
    listed(about.axes.iter().map(AxisId::as_str))
}

fn parties(about: &About) -> Option<String> {
    listed(about.parties.iter().map(PartyId::as_str))
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let ids: Vec<_> = ids.map(token).collect();
    (!ids.is_empty()).then(|| ids.join("\n"))
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
pub(super) struct Words<'a>(pub(super) &'a str);

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
