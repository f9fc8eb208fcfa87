//! A paper's blocks as the template's data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::data::{Block, Column, Paragraph, Part, Row, Rule, Source, Table};
use super::join::SOURCE;
use super::letters::{direction, pieces, shown};
use super::measure;
use super::plan::{Geometry, Piece};
use crate::export::ink::{self, Ink};
use crate::export::keep;
use crate::export::paper::{self, Accent, Card, Link, Look, Mark, NumberedSource, Picture, RowKind, Run, Text};

/// The longest web address that typst makes a link of.
const ADDRESS: usize = 8000;

/// How many numbers of sources stand in one line at the least, and what keeps them there.
const TOGETHER: usize = 4;
const JOINER: &str = "\u{2060}";

/// CSS pixels to points.
const POINTS: f32 = 0.75;

/// Makes data of a paper's blocks.
pub(super) struct Writer<'a> {
    rtl: bool,
    /// The numbers that links can lead to, and whether each has been met.
    sources: BTreeMap<u32, bool>,
    pictures: Vec<&'a str>,
    geometry: Geometry,
    /// How wide the text is that is being written, in points.
    width: f32,
    /// Whether a source may stand in another document than what leads to it.
    apart: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(rtl: bool, sources: &[u32], geometry: Geometry, apart: bool) -> Self {
        let sources = sources.iter().map(|number| (*number, false)).collect();
        Self { rtl, sources, pictures: Vec::new(), width: geometry.width, geometry, apart }
    }

    /// The pictures that have been met, by their number; the next one is the first again.
    pub(super) fn take_pictures(&mut self) -> Vec<&'a str> {
        std::mem::take(&mut self.pictures)
    }

    /// A part of the paper, as it stands on its pages.
    pub(super) fn part(&mut self, part: &[Piece<'a>]) -> Vec<Block<'a>> {
        part.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&mut self, piece: &Piece<'a>) -> Block<'a> {
        match piece {
            Piece::Block(block, leads) => self.block(block, *leads),
            Piece::Table(stretch) => {
                let group = stretch.group.map(|text| Row::Group(self.paragraph(text)));
                let widths = measure::widths(stretch.table, &stretch.columns, self.width);
                let rows = stretch.rows.iter().map(|(row, whole)| self.row(row, &widths, *whole));
                let rows = group.into_iter().chain(rows).collect();
                self.table(stretch.table, &stretch.columns, rows, stretch.page)
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [paper::Block], headed: bool) -> Vec<Block<'a>> {
        let leads = keep::leads(blocks, headed);
        blocks.iter().zip(leads).map(|(block, leads)| self.block(block, leads)).collect()
    }

    /// A block, and whether it stays on the page of what follows.
    fn block(&mut self, block: &'a paper::Block, leads: bool) -> Block<'a> {
        match block {
            paper::Block::Heading { level, text } => {
                Block::Heading { level: (*level).clamp(1, 3), x: self.paragraph(text) }
            }
            paper::Block::Paragraph(text) => Block::Paragraph { x: self.paragraph(text), sticky: leads },
            paper::Block::List(items) => {
                Block::List { items: items.iter().map(|item| self.blocks(item, false)).collect() }
            }
            paper::Block::Card(Card { accent, blocks }) => {
                let whole = self.geometry.stands_whole(block, self.width);
                Block::Card { accent: accent.as_ref().map(rule), blocks: self.blocks(blocks, true), whole }
            }
            // Within another block a table is whole.
            paper::Block::Table(table) => {
                let columns: Vec<usize> = (0..table.columns.len()).collect();
                let widths = measure::widths(table, &columns, self.width);
                let rows = table.rows.iter().map(|row| self.row(row, &widths, false)).collect();
                self.table(table, &columns, rows, false)
            }
            paper::Block::Picture(picture) => self.picture(picture),
            paper::Block::Sources(sources) => {
                Block::Sources { items: sources.iter().map(|source| self.source(source)).collect() }
            }
            paper::Block::PageBreak => Block::PageBreak,
            // Nobody chooses on paper; such blocks are taken apart before.
            paper::Block::About(about) => {
                Block::Card { accent: None, blocks: self.blocks(&about.blocks, false), whole: false }
            }
        }
    }

    fn table(&mut self, table: &'a paper::Table, columns: &[usize], rows: Vec<Row<'a>>, page: bool) -> Block<'a> {
        let cards = |column: usize| {
            table.rows.iter().any(|row| match &row.kind {
                RowKind::Cells(cells) => cells.get(column).is_some_and(|cell| {
                    cell.iter().any(|block| matches!(block, paper::Block::Card(Card { accent: Some(_), .. })))
                }),
                RowKind::Group(_) => false,
            })
        };
        let columns = columns.iter().filter_map(|number| Some((*number, table.columns.get(*number)?)));
        let columns = columns.map(|(number, column)| Column {
            head: self.blocks(&column.head, false),
            share: if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 },
            accent: column.accent.as_ref().map(rule),
            inset: column.accent.is_some() || cards(number),
        });
        Block::Table(Table { columns: columns.collect(), label: shown(&table.label), rows, page })
    }

    fn row(&mut self, row: &'a paper::Row, columns: &[(usize, f32)], whole: bool) -> Row<'a> {
        match &row.kind {
            RowKind::Group(text) => Row::Group(self.paragraph(text)),
            RowKind::Cells(cells) => {
                let outside = self.width;
                let mut written = Vec::with_capacity(columns.len());
                for (column, width) in columns {
                    self.width = *width;
                    written.push(self.blocks(cells.get(*column).map(Vec::as_slice).unwrap_or_default(), false));
                }
                self.width = outside;
                Row::Cells { cells: written, whole }
            }
        }
    }

    fn picture(&mut self, picture: &'a Picture) -> Block<'a> {
        let file = format!("picture-{}.svg", self.pictures.len());
        self.pictures.push(&picture.svg);
        let (width, height) = (picture.width * POINTS, picture.height * POINTS);
        // As large as it is, or as the page lets it be.
        let scale = (self.geometry.width / width).min(self.geometry.height / height).clamp(0.0, 1.0);
        let width = if scale.is_finite() { width * scale } else { self.geometry.width };
        Block::Picture { file, continues: picture.continues, width, label: shown(&picture.label) }
    }

    fn source(&mut self, source: &'a NumberedSource) -> Source<'a> {
        let anchor = self.sources.insert(source.number, true) != Some(true);
        Source { number: source.number, anchor, x: self.paragraph(&source.text) }
    }

    fn paragraph(&self, text: &'a Text) -> Paragraph<'a> {
        let mut runs = Vec::with_capacity(text.0.len());
        let mut numbers = 0;
        for run in &text.0 {
            match run {
                Run::Words { text, look, link } => {
                    let text = shown(text);
                    let url = match link {
                        Some(Link::Url(url)) if url.len() <= ADDRESS => Some(Cow::Borrowed(url.as_str())),
                        // Both ways to a source are found again when the pages have been set.
                        Some(Link::Source(number)) if self.sources.contains_key(number) => {
                            let before = if self.apart { SOURCE } else { "" };
                            Some(Cow::Owned(format!("{before}{number}")))
                        }
                        _ => None,
                    };
                    let k = look_name(*look);
                    // Numbers of sources stay beside each other, but for a line's worth of them.
                    let led = matches!(link, Some(Link::Source(_)));
                    numbers = if led { numbers + 1 } else { 0 };
                    if numbers > 1 && numbers % TOGETHER != 1 {
                        runs.push(Part::Words { t: Cow::Borrowed(JOINER), k: None, url: None });
                    }
                    for (number, line) in text.split('\n').enumerate() {
                        if number > 0 {
                            runs.push(Part::Break { br: true });
                        }
                        for (number, piece) in pieces(line).into_iter().enumerate() {
                            if number > 0 {
                                runs.push(Part::Parting { part: true });
                            }
                            runs.push(Part::Words { t: Cow::Owned(piece.to_owned()), k, url: url.clone() });
                        }
                    }
                }
                Run::Mark(mark) => runs.push(Part::Mark { m: mark.name(), c: color(mark).to_string() }),
                Run::Break => runs.push(Part::Break { br: true }),
            }
        }
        Paragraph { rtl: direction(&text.words(), self.rtl), runs }
    }
}

fn rule(accent: &Accent) -> Rule {
    let (color, pattern) = ink::accent(accent);
    Rule { color: color.to_string(), pattern }
}

fn look_name(look: Look) -> Option<&'static str> {
    match look {
        Look::Plain => None,
        Look::Strong => Some("strong"),
        Look::Quiet => Some("quiet"),
        Look::Label => Some("label"),
        Look::Quote => Some("quote"),
    }
}

fn color(mark: &Mark) -> Ink {
    match mark {
        Mark::Kind(kind) => ink::kind(kind),
        Mark::Status(status) => ink::status(status),
        Mark::Disputed => ink::VERMILION,
    }
}
