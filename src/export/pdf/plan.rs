//! How a paper is divided: tables too wide for the page side by side, long ones into stretches, and everything into
//! parts that are set one after the other.
//!
//! A row stands on one page. One that is higher than a page has been cut by [`super::cut`] before; what could not be cut,
//! such as a table in a cell, is left to break where the page ends.

use std::ops::Range;

use super::measure;
use crate::export::paper::{Block, Paper, Row, RowKind, Table, Text};
use crate::export::{Sheet, keep, pdf::Extent};

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// The size of a table's text, unless all is smaller.
const TABLE: f32 = 8.25;

/// The narrowest column that can be read, in points.
const COLUMN: f32 = 31.0 * MM;

/// A row that is measured to take less of what a page leaves it stands on one.
const WHOLE: f32 = 0.96;

/// A card on a page of text that takes more of it may be parted, as it would leave too much of a page empty.
const CARD: f32 = 0.4;

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
    pub(super) fn stands_whole(&self, block: &Block, width: f32) -> bool {
        measure::block(block, width, self.size) < CARD * self.height
    }

    /// How high a row of a table can be that stands on one page, below the table's head and a group's heading.
    pub(super) fn room(&self, table: &Table, widths: &[(usize, f32)]) -> f32 {
        let group = table.rows.iter().map(|row| match &row.kind {
            RowKind::Group(text) => measure::group(text, widths, self.table),
            RowKind::Cells(_) => 0.0,
        });
        (self.height - measure::head(table, widths, self.table) - group.fold(0.0, f32::max)) * WHOLE
    }
}

/// Something that stands below something else.
pub(super) enum Piece<'a> {
    /// And whether it stays on the page of what follows.
    Block(&'a Block, bool),
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
        for (block, leads) in paper.blocks.iter().zip(keep::leads(&paper.blocks, false)) {
            if planner.left <= 0.0 {
                planner.plan.whole = false;
                break;
            }
            planner.block(block, leads);
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
    fn block(&mut self, block: &'a Block, leads: bool) {
        match block {
            Block::Table(table) => {
                for columns in bands(table, self.geometry.width) {
                    self.table(table, columns);
                }
            }
            other => {
                // A part may begin a volume, and so a page: better with a heading than between two cards.
                let most = match other {
                    _ if self.leads() => f32::INFINITY,
                    Block::Heading { level: 1 | 2, .. } | Block::PageBreak => PART,
                    Block::Heading { .. } => PART * 1.5,
                    _ => PART * 4.0,
                };
                if self.filled() > most * self.geometry.height {
                    self.start();
                }
                let Geometry { width, size, .. } = self.geometry;
                let height = measure::block(other, width, size) + size;
                self.push(Piece::Block(other, leads), height);
            }
        }
    }

    fn table(&mut self, table: &'a Table, columns: Vec<usize>) {
        let Geometry { width, height, table: size, .. } = self.geometry;
        let widths = measure::widths(table, &columns, width);
        let room = self.geometry.room(table, &widths);
        let mut group = None;
        let mut page = false;
        let mut rows = Vec::new();
        let mut tall = 0.0;
        let mut stretch_group = None;
        for row in table.rows.iter().filter(|row| shows(row, &columns)) {
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
            let row_height = measure::row(row, &widths, size);
            if let RowKind::Group(text) = &row.kind {
                group = Some(text);
            }
            tall += row_height;
            rows.push((row, row_height <= room));
        }
        self.stretch(Stretch { table, columns, group: stretch_group, rows, page }, tall);
    }

    fn stretch(&mut self, stretch: Stretch<'a>, height: f32) {
        let full = self.filled() + height > PART * self.geometry.height;
        if (full && !self.leads()) || stretch.page {
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

    /// Whether what comes last stays on the page of what follows.
    fn leads(&self) -> bool {
        let last = self.plan.parts.last().and_then(|part| part.pieces.last());
        matches!(last, Some(Piece::Block(_, true)))
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

/// Whether some columns of a row hold something: one that was cut holds nothing but its name where its other columns are
/// not shown.
fn shows(row: &Row, columns: &[usize]) -> bool {
    match &row.kind {
        RowKind::Group(_) => true,
        RowKind::Cells(cells) => {
            let mut others = columns.iter().skip(1).map(|column| cells.get(*column));
            let elsewhere = || cells.iter().skip(1).any(|cell| !cell.is_empty());
            !others.all(|cell| cell.is_some_and(Vec::is_empty)) || !elsewhere()
        }
    }
}

/// Which columns stand side by side: all of them, or as many as can be read, always with the first.
pub(super) fn bands(table: &Table, width: f32) -> Vec<Vec<usize>> {
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
