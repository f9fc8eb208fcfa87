//! A paper's blocks as the template's data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::data::{Block, Column, Paragraph, Part, Row, Rule, Source, Table};
use super::join::SOURCE;
use super::letters::{direction, shown};
use super::plan::{Geometry, Piece};
use crate::export::ink::{self, Ink};
use crate::export::paper::{self, Accent, Card, Link, Look, Mark, NumberedSource, Picture, RowKind, Run, Text};

/// The longest web address that typst makes a link of.
const ADDRESS: usize = 8000;

/// CSS pixels to points.
const POINTS: f32 = 0.75;

/// Makes data of a paper's blocks.
pub(super) struct Writer<'a> {
    rtl: bool,
    /// The numbers that links can lead to, and whether each has been met.
    sources: BTreeMap<u32, bool>,
    pictures: Vec<&'a str>,
    geometry: Geometry,
    /// Whether a source may stand in another document than what leads to it.
    apart: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(rtl: bool, sources: &[u32], geometry: Geometry, apart: bool) -> Self {
        let sources = sources.iter().map(|number| (*number, false)).collect();
        Self { rtl, sources, pictures: Vec::new(), geometry, apart }
    }

    /// The pictures that have been met, by their number; the next one is the first again.
    pub(super) fn take_pictures(&mut self) -> Vec<&'a str> {
        std::mem::take(&mut self.pictures)
    }

    /// A part of the paper, as it stands on its pages.
    pub(super) fn part(&mut self, part: &[Piece<'a>]) -> Vec<Block<'a>> {
        let mut blocks = Vec::with_capacity(part.len());
        let mut after_heading = false;
        for (number, piece) in part.iter().enumerate() {
            let block = self.piece(piece);
            let before_more = part.get(number + 1).is_some_and(|next| {
                matches!(next, Piece::Table(_) | Piece::Block(paper::Block::Card(_) | paper::Block::List(_)))
            });
            // A line between a heading and what it heads leaves neither of them alone.
            let sets = after_heading && before_more;
            after_heading = matches!(block, Block::Heading { .. });
            blocks.push(match block {
                Block::Paragraph { x, .. } if sets => Block::Paragraph { x, sticky: true },
                other => other,
            });
        }
        blocks
    }

    fn piece(&mut self, piece: &Piece<'a>) -> Block<'a> {
        match piece {
            Piece::Block(block) => self.block(block),
            Piece::Table(stretch) => {
                let group = stretch.group.map(|text| Row::Group(self.paragraph(text)));
                let rows = stretch.rows.iter().map(|(row, whole)| self.row(row, &stretch.columns, *whole));
                let rows = group.into_iter().chain(rows).collect();
                self.table(stretch.table, &stretch.columns, rows, stretch.page)
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [paper::Block]) -> Vec<Block<'a>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a paper::Block) -> Block<'a> {
        match block {
            paper::Block::Heading { level, text } => {
                Block::Heading { level: (*level).clamp(1, 3), x: self.paragraph(text) }
            }
            paper::Block::Paragraph(text) => Block::Paragraph { x: self.paragraph(text), sticky: false },
            paper::Block::List(items) => Block::List { items: items.iter().map(|item| self.blocks(item)).collect() },
            paper::Block::Card(Card { accent, blocks }) => {
                let whole = self.geometry.stands_whole(block);
                Block::Card { accent: accent.as_ref().map(rule), blocks: self.blocks(blocks), whole }
            }
            // Within another block a table is whole.
            paper::Block::Table(table) => {
                let columns: Vec<usize> = (0..table.columns.len()).collect();
                let rows = table.rows.iter().map(|row| self.row(row, &columns, false)).collect();
                self.table(table, &columns, rows, false)
            }
            paper::Block::Picture(picture) => self.picture(picture),
            paper::Block::Sources(sources) => {
                Block::Sources { items: sources.iter().map(|source| self.source(source)).collect() }
            }
            paper::Block::PageBreak => Block::PageBreak,
            // Nobody chooses on paper; such blocks are taken apart before.
            paper::Block::About(about) => {
                Block::Card { accent: None, blocks: self.blocks(&about.blocks), whole: false }
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
            head: self.blocks(&column.head),
            share: if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 },
            accent: column.accent.as_ref().map(rule),
            inset: column.accent.is_some() || cards(number),
        });
        Block::Table(Table { columns: columns.collect(), label: shown(&table.label), rows, page })
    }

    fn row(&mut self, row: &'a paper::Row, columns: &[usize], whole: bool) -> Row<'a> {
        match &row.kind {
            RowKind::Group(text) => Row::Group(self.paragraph(text)),
            RowKind::Cells(cells) => {
                let cell = |column: &usize| cells.get(*column).map(Vec::as_slice).unwrap_or_default();
                Row::Cells { cells: columns.iter().map(|column| self.blocks(cell(column))).collect(), whole }
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
        Block::Picture { file, width, label: shown(&picture.label) }
    }

    fn source(&mut self, source: &'a NumberedSource) -> Source<'a> {
        let anchor = self.sources.insert(source.number, true) != Some(true);
        Source { number: source.number, anchor, x: self.paragraph(&source.text) }
    }

    fn paragraph(&self, text: &'a Text) -> Paragraph<'a> {
        let mut runs = Vec::with_capacity(text.0.len());
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
                    if text.contains('\n') {
                        for (number, line) in text.split('\n').enumerate() {
                            if number > 0 {
                                runs.push(Part::Break { br: true });
                            }
                            runs.push(Part::Words { t: Cow::Owned(line.to_owned()), k, url: url.clone() });
                        }
                    } else {
                        runs.push(Part::Words { t: text, k, url });
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
