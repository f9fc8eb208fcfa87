//! How a paper is divided: tables too wide for the page side by side, long ones into stretches, and everything into
//! parts that are set one after the other.
//!
//! Heights are estimated from the number of letters; only what must not go wrong is decided by them with room to
//! spare: a row is kept whole only where it takes less than half a page by estimate.

use std::ops::Range;

use crate::export::paper::{Block, Paper, Row, RowKind, Run, Table, Text};
use crate::export::{Sheet, pdf::Extent};

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// A letter's width on average, and the distance of lines, as multiples of the size.
const LETTER: f32 = 0.54;
const LINE: f32 = 1.45;

/// What a table's cell adds to its text, in points.
const CELL: f32 = 14.0;

/// The size of a table's text, unless all is smaller.
const TABLE: f32 = 8.25;

/// The narrowest column that can be read, in points.
const COLUMN: f32 = 31.0 * MM;

/// A row that takes less of a page stands on one.
const WHOLE: f32 = 0.4;

/// How many pages a part, a stretch of a table and a volume are long, by estimate.
const PART: f32 = 6.0;
const STRETCH: f32 = 30.0;
const VOLUME: f32 = 50.0;

/// Up to how many pages, by estimate, a paper is one volume.
const ONE: f32 = 100.0;

/// A page's measures, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Geometry {
    /// Of the text on it.
    pub(super) width: f32,
    pub(super) height: f32,
    /// At the sides, above and below.
    pub(super) margin: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The size of its text.
    pub(super) size: f32,
    /// The size of a table's text.
    pub(super) table: f32,
}

impl Geometry {
    pub(super) fn of(paper: &Paper) -> Self {
        let (short, long) = match paper.sheet {
            Sheet::A4 => (210.0 * MM, 297.0 * MM),
            Sheet::Letter => (612.0, 792.0),
        };
        let (width, height) = if paper.landscape { (long, short) } else { (short, long) };
        let (margin, size) = match (paper.dense, paper.landscape) {
            (true, _) => (16.0 * MM, 9.1),
            (false, true) => (14.0 * MM, 8.25),
            (false, false) => (20.0 * MM, 9.75),
        };
        let (top, bottom) = if paper.dense { (17.0 * MM, 15.0 * MM) } else { (20.0 * MM, 18.0 * MM) };
        // Letter is wider and lower: what takes two pages of A4 is to take two of it.
        let (margin, size) = match (paper.dense, paper.sheet) {
            (true, Sheet::Letter) => (15.0 * MM, 8.8),
            _ => (margin, size),
        };
        let table = TABLE.min(size);
        Self { width: width - 2.0 * margin, height: height - top - bottom, margin, top, bottom, size, table }
    }

    /// Whether a block is so low that it should not be parted.
    pub(super) fn stands_whole(&self, block: &Block) -> bool {
        height(block, self.width, self.size) < WHOLE * self.height
    }
}

/// Something that stands below something else.
pub(super) enum Piece<'a> {
    Block(&'a Block),
    Table(Stretch<'a>),
}

/// A part of a table.
pub(super) struct Stretch<'a> {
    pub(super) table: &'a Table,
    /// Its columns, by their number.
    pub(super) columns: Vec<usize>,
    /// The heading of the first row, where the stretch does not begin with it.
    pub(super) group: Option<&'a Text>,
    pub(super) rows: Vec<(&'a Row, bool)>,
    /// Whether it begins a page.
    pub(super) page: bool,
}

/// What is read at once.
#[derive(Default)]
pub(super) struct Part<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
    /// In points, by estimate.
    height: f32,
}

/// A paper's blocks in parts, and whether that is all of them.
pub(super) struct Plan<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) whole: bool,
    /// Which parts are set as a document of their own.
    pub(super) volumes: Vec<Range<usize>>,
}

impl<'a> Plan<'a> {
    /// Divides a paper, or as much of it as can stand on its first pages.
    pub(super) fn new(paper: &'a Paper, geometry: Geometry, extent: Extent) -> Self {
        let mut planner = Planner {
            geometry,
            left: match extent {
                Extent::Whole => f32::INFINITY,
                // Much more than an estimate asks for, as it may be far too high for short lines.
                Extent::Pages(pages) => (f32::from(pages) * 2.2 + 1.0) * geometry.height,
            },
            plan: Self { parts: vec![Part::default()], whole: true, volumes: Vec::new() },
        };
        for block in &paper.blocks {
            if planner.left <= 0.0 {
                planner.plan.whole = false;
                break;
            }
            planner.block(block);
        }
        planner.plan.bind(geometry.height);
        planner.plan
    }

    /// Divides the parts into volumes.
    fn bind(&mut self, page: f32) {
        let all: f32 = self.parts.iter().map(|part| part.height).sum();
        let most = if all > ONE * page { VOLUME * page } else { f32::INFINITY };
        let mut start = 0;
        let mut filled = 0.0;
        for (number, part) in self.parts.iter().enumerate() {
            if number > start && filled + part.height > most {
                self.volumes.push(start..number);
                start = number;
                filled = 0.0;
            }
            filled += part.height;
        }
        self.volumes.push(start..self.parts.len());
    }
}

struct Planner<'a> {
    geometry: Geometry,
    /// What may still be planned.
    left: f32,
    plan: Plan<'a>,
}

impl<'a> Planner<'a> {
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Table(table) => {
                for columns in bands(table, self.geometry.width) {
                    self.table(table, columns);
                }
            }
            other => {
                // A part may begin a volume, and so a page: better with a heading than between two cards.
                let most = match other {
                    Block::Heading { level: 1 | 2, .. } | Block::PageBreak => PART,
                    Block::Heading { .. } => PART * 1.5,
                    _ if self.ends_with_heading() => f32::INFINITY,
                    _ => PART * 4.0,
                };
                if self.filled() > most * self.geometry.height {
                    self.start();
                }
                let height = height(other, self.geometry.width, self.geometry.size);
                self.push(Piece::Block(other), height);
            }
        }
    }

    fn table(&mut self, table: &'a Table, columns: Vec<usize>) {
        let Geometry { width, height, table: size, .. } = self.geometry;
        let shares: f32 = columns.iter().filter_map(|column| table.columns.get(*column)).map(share).sum();
        let widths: Vec<(usize, f32)> = columns
            .iter()
            .filter_map(|column| Some((*column, table.columns.get(*column)?)))
            .map(|(number, column)| (number, width * share(column) / shares.max(f32::MIN_POSITIVE) - CELL))
            .collect();
        let mut group = None;
        let mut page = false;
        let mut rows = Vec::new();
        let mut tall = 0.0;
        let mut stretch_group = None;
        for row in &table.rows {
            if self.left - tall <= 0.0 {
                self.plan.whole = false;
                break;
            }
            if tall > STRETCH * height {
                let whole = std::mem::take(&mut rows);
                self.stretch(
                    Stretch { table, columns: columns.clone(), group: stretch_group, rows: whole, page },
                    tall,
                );
                page = true;
                tall = 0.0;
                // A heading at the beginning speaks for itself.
                stretch_group = if matches!(row.kind, RowKind::Group(_)) { None } else { group };
            }
            let row_height = row_height(row, &widths, size);
            if let RowKind::Group(text) = &row.kind {
                group = Some(text);
            }
            tall += row_height;
            rows.push((row, row_height < WHOLE * height));
        }
        self.stretch(Stretch { table, columns, group: stretch_group, rows, page }, tall);
    }

    fn stretch(&mut self, stretch: Stretch<'a>, height: f32) {
        if self.filled() + height > PART * self.geometry.height || stretch.page {
            self.start();
        }
        self.push(Piece::Table(stretch), height);
    }

    fn push(&mut self, piece: Piece<'a>, height: f32) {
        self.left -= height;
        if let Some(part) = self.plan.parts.last_mut() {
            part.pieces.push(piece);
            part.height += height;
        }
    }

    fn ends_with_heading(&self) -> bool {
        let last = self.plan.parts.last().and_then(|part| part.pieces.last());
        matches!(last, Some(Piece::Block(Block::Heading { .. })))
    }

    fn filled(&self) -> f32 {
        self.plan.parts.last().map_or(0.0, |part| part.height)
    }

    /// Begins a part, unless the last one is still empty.
    fn start(&mut self) {
        if self.plan.parts.last().is_some_and(|part| !part.pieces.is_empty()) {
            self.plan.parts.push(Part::default());
        }
    }
}

fn share(column: &crate::export::paper::TableColumn) -> f32 {
    if column.share.is_finite() && column.share > 0.0 { column.share } else { 1.0 }
}

/// Which columns stand side by side: all of them, or as many as can be read, always with the first.
fn bands(table: &Table, width: f32) -> Vec<Vec<usize>> {
    let count = table.columns.len();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page's width holds a few columns")]
    let fitting = ((width / COLUMN) as usize).max(2);
    if count <= fitting {
        return vec![(0..count).collect()];
    }
    let others = count - 1;
    let bands = others.div_ceil(fitting - 1);
    (0..bands)
        .map(|band| {
            let range: Range<usize> = (others * band / bands)..(others * (band + 1) / bands);
            std::iter::once(0).chain(range.map(|column| column + 1)).collect()
        })
        .collect()
}

fn row_height(row: &Row, widths: &[(usize, f32)], size: f32) -> f32 {
    match &row.kind {
        RowKind::Group(_) => size * LINE + CELL,
        RowKind::Cells(cells) => {
            let heights = widths.iter().filter_map(|(column, width)| Some(all(cells.get(*column)?, *width, size)));
            heights.fold(0.0, f32::max) + CELL
        }
    }
}

fn all(blocks: &[Block], width: f32, size: f32) -> f32 {
    blocks.iter().map(|block| height(block, width, size)).sum()
}

fn height(block: &Block, width: f32, size: f32) -> f32 {
    let gap = size * 0.6;
    match block {
        Block::Heading { text, .. } => lines(text, width, size * 1.2) * size * 1.7 + gap,
        Block::Paragraph(text) => lines(text, width, size) * size * LINE + gap,
        Block::List(items) => items.iter().map(|item| all(item, width - 12.0, size)).sum(),
        Block::Card(card) => all(&card.blocks, width - 10.0, size) + gap,
        Block::Table(table) => {
            let width = width / float(table.columns.len().max(1)) - CELL;
            let widths: Vec<(usize, f32)> = (0..table.columns.len()).map(|column| (column, width)).collect();
            table.rows.iter().map(|row| row_height(row, &widths, size)).sum()
        }
        Block::Picture(picture) => picture.height,
        Block::Sources(sources) => {
            sources.iter().map(|source| lines(&source.text, width - 20.0, size) * size * LINE + gap).sum()
        }
        Block::About(about) => all(&about.blocks, width, size),
        Block::PageBreak => 0.0,
    }
}

/// A number of letters or columns.
#[expect(clippy::cast_precision_loss, reason = "an estimate does not ask for the last of millions of letters")]
fn float(number: usize) -> f32 {
    number as f32
}

/// How many lines a text takes.
fn lines(text: &Text, width: f32, size: f32) -> f32 {
    let mut lines = 1.0;
    let mut letters = 0_usize;
    let per_line = (width / (size * LETTER)).max(4.0);
    let mut close = |letters: &mut usize, more: f32| {
        lines += (float(*letters) / per_line).floor() + more;
        *letters = 0;
    };
    for run in &text.0 {
        match run {
            Run::Words { text, .. } => {
                for (number, line) in text.split('\n').enumerate() {
                    if number > 0 {
                        close(&mut letters, 1.0);
                    }
                    letters += line.chars().count();
                }
            }
            Run::Mark(_) => letters += 3,
            Run::Break => close(&mut letters, 1.0),
        }
    }
    close(&mut letters, 0.0);
    lines
}
