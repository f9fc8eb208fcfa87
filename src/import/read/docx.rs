//! Tables and paragraphs of a Word document.
//!
//! Of tracked changes the inserted text is kept and the deleted left out, as if all had been accepted.

use super::super::grid::{GridBuilder, tidy};
use super::super::{Grid, ImportError, MAX_COLUMNS};
use super::xml::{Element, Piece, Pieces};
use crate::words::import as words;

/// How long a paragraph above a table may be to be its label, in letters.
const LABEL: usize = 80;

pub(super) fn tables(xml: &str) -> Result<Vec<Grid>, ImportError> {
    let mut walk = Walk::default();
    walk.all(xml)?;
    Ok(walk.grids)
}

/// The paragraphs outside tables, apart by blank lines; those of the tables where there are none.
pub(super) fn paragraphs(xml: &str) -> Result<String, ImportError> {
    let mut walk = Walk::default();
    walk.all(xml)?;
    if !walk.paragraphs.is_empty() {
        return Ok(walk.paragraphs.join("\n\n"));
    }
    let rows = walk.grids.iter().flat_map(|grid| (0..grid.height()).flat_map(|row| grid.filled(row)));
    Ok(rows.map(|(_, text)| text).collect::<Vec<_>>().join("\n\n"))
}

#[derive(Default)]
struct Walk {
    grids: Vec<Grid>,
    paragraphs: Vec<String>,
    /// The paragraph under way, and those of the cell before it.
    text: String,
    table: Option<Table>,
    /// How many tables deep the place is.
    depth: usize,
    /// Within so many elements whose text has been deleted or stands elsewhere a second time.
    skipped: usize,
    /// Within how many runs of text, so that blanks between elements are no text.
    in_text: usize,
    /// Within the properties of a paragraph; its end mark was deleted, so that it runs on into the next.
    in_properties: usize,
    runs_on: bool,
    /// The last paragraph before a table.
    above: String,
}

struct Table {
    builder: GridBuilder,
    row: usize,
    column: usize,
    /// The row was deleted as a tracked change.
    is_deleted: bool,
    in_row_properties: usize,
    cell: CellShape,
    /// For each column, the row in which the cell begins that may go on below.
    running: Vec<Option<Running>>,
}

#[derive(Clone, Copy)]
struct Running {
    row: usize,
    columns: usize,
    rows: usize,
}

#[derive(Clone, Copy, Default)]
struct CellShape {
    columns: usize,
    joins: Joins,
    is_deleted: bool,
}

/// The cell that a cell is merged with.
#[derive(Clone, Copy, Default, PartialEq)]
enum Joins {
    #[default]
    Nothing,
    Above,
    /// As old programs wrote it.
    Left,
}

impl Walk {
    fn all(&mut self, xml: &str) -> Result<(), ImportError> {
        let mut pieces = Pieces::new(xml);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(element) => self.open(&element),
                Piece::Close(name) => self.close(&name)?,
                Piece::Text(text) if self.in_text > 0 && self.skipped == 0 => self.text.push_str(&text),
                Piece::Text(_) => {}
            }
        }
        // What a damaged document leaves open has been read all the same.
        if let Some(table) = self.table.take() {
            self.grids.push(table.finish()?);
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) {
        let flag = || element.attribute("val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off"));
        match element.name.as_str() {
            "del" if self.in_properties > 0 => self.runs_on = true,
            "del" if self.in_row_properties() => self.change(|table| table.is_deleted = true),
            "del" | "moveFrom" | "Fallback" => self.skipped += 1,
            "pPr" => self.in_properties += 1,
            "t" => self.in_text += 1,
            "tab" if self.in_properties == 0 => self.push('\t'),
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('‑'),
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    let label = if self.above.is_empty() {
                        words::table(self.grids.len() + 1)
                    } else {
                        std::mem::take(&mut self.above)
                    };
                    self.table = Some(Table::new(&label));
                    self.text.clear();
                }
            }
            _ if self.depth != 1 => {}
            "trPr" => self.change(|table| table.in_row_properties += 1),
            "gridBefore" => {
                let columns = element.attribute("val").and_then(|value| value.parse().ok()).unwrap_or(0_usize);
                self.change(|table| table.column = columns.min(MAX_COLUMNS));
            }
            "tc" => {
                self.text.clear();
                self.change(|table| table.cell = CellShape { columns: 1, ..CellShape::default() });
            }
            "gridSpan" => {
                let columns = element.count("val", MAX_COLUMNS);
                self.change(|table| table.cell.columns = columns);
            }
            "vMerge" => {
                let begins = element.attribute("val").is_some_and(|value| value == "restart");
                self.change(|table| table.cell.joins = if begins { Joins::Nothing } else { Joins::Above });
            }
            "hMerge" => {
                let begins = element.attribute("val").is_some_and(|value| value == "restart");
                self.change(|table| table.cell.joins = if begins { Joins::Nothing } else { Joins::Left });
            }
            "cellDel" if flag() => self.change(|table| table.cell.is_deleted = true),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "del" if self.in_properties > 0 || self.in_row_properties() => {}
            "del" | "moveFrom" | "Fallback" => self.skipped = self.skipped.saturating_sub(1),
            "pPr" => self.in_properties = self.in_properties.saturating_sub(1),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "p" if std::mem::take(&mut self.runs_on) => {}
            "p" if self.depth == 0 => self.paragraph(),
            "p" => self.push('\n'),
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(table) = self.table.take()
                {
                    self.grids.push(table.finish()?);
                    self.text.clear();
                }
            }
            _ if self.depth != 1 => {}
            "trPr" => self.change(|table| table.in_row_properties = table.in_row_properties.saturating_sub(1)),
            "tr" => self.change(Table::end_row),
            "tc" => {
                let text = std::mem::take(&mut self.text);
                if let Some(table) = &mut self.table {
                    table.end_cell(&text)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn in_row_properties(&self) -> bool {
        self.depth == 1 && self.table.as_ref().is_some_and(|table| table.in_row_properties > 0)
    }

    fn change(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.table.as_mut().filter(|_| self.depth == 1) {
            change(table);
        }
    }

    fn push(&mut self, letter: char) {
        if self.skipped == 0 {
            self.text.push(letter);
        }
    }

    fn paragraph(&mut self) {
        let text = tidy(&std::mem::take(&mut self.text));
        if !text.is_empty() {
            self.above = if text.chars().count() <= LABEL { text.replace('\n', " ") } else { String::new() };
            self.paragraphs.push(text);
        }
    }
}

impl Table {
    fn new(label: &str) -> Self {
        Self {
            builder: GridBuilder::new(label),
            row: 0,
            column: 0,
            is_deleted: false,
            in_row_properties: 0,
            cell: CellShape::default(),
            running: Vec::new(),
        }
    }

    fn end_cell(&mut self, text: &str) -> Result<(), ImportError> {
        let shape = std::mem::take(&mut self.cell);
        let columns = shape.columns.max(1);
        let column = self.column;
        self.column = column + columns;
        if self.is_deleted || shape.is_deleted {
            return Ok(());
        }
        if self.running.len() <= column {
            self.running.resize(column + 1, None);
        }
        if shape.joins == Joins::Left {
            if let Some(running) =
                self.running.get_mut(..column).and_then(|before| before.iter_mut().rev().flatten().next())
            {
                running.columns += columns;
            }
            return Ok(());
        }
        let Some(running) = self.running.get_mut(column) else { return Ok(()) };
        match running {
            Some(running) if shape.joins == Joins::Above => running.rows = self.row + 1 - running.row,
            _ => {
                let ended = running.replace(Running { row: self.row, columns, rows: 1 });
                self.merge(column, ended)?;
                self.builder.put(self.row, column, text)?;
            }
        }
        Ok(())
    }

    fn merge(&mut self, column: usize, running: Option<Running>) -> Result<(), ImportError> {
        let Some(running) = running else { return Ok(()) };
        self.builder.merge(running.row, column, running.rows, running.columns)
    }

    fn end_row(&mut self) {
        self.column = 0;
        if !std::mem::take(&mut self.is_deleted) {
            self.row += 1;
        }
    }

    fn finish(mut self) -> Result<Grid, ImportError> {
        for (column, running) in std::mem::take(&mut self.running).into_iter().enumerate() {
            self.merge(column, running)?;
        }
        Ok(self.builder.finish())
    }
}
