//! Sheets of an ODS workbook, and tables and paragraphs of an ODT document.
//!
//! Cells without an end are usual here: a program that fills the rest of a sheet with blanks says that a row comes up a
//! million times. Only what has a text takes room.

use super::super::grid::{GridBuilder, tidy};
use super::super::{Grid, ImportError, MAX_COLUMNS, MAX_ROWS};
use super::sheet::{iso, number};
use super::xml::{Element, Piece, Pieces};
use crate::words::import as words;

/// The most blanks that one element stands for.
const MAX_BLANKS: usize = 256;

/// The tables, their texts tidied or, exactly, as they are.
pub(super) fn tables(xml: &str, is_exact: bool) -> Result<Vec<Grid>, ImportError> {
    let mut walk = Walk { is_exact, ..Walk::default() };
    walk.all(xml)?;
    Ok(walk.grids)
}

/// The paragraphs outside tables, apart by blank lines.
pub(super) fn paragraphs(xml: &str) -> Result<String, ImportError> {
    let mut walk = Walk::default();
    walk.all(xml)?;
    Ok(walk.paragraphs.join("\n\n"))
}

#[derive(Default)]
struct Walk {
    grids: Vec<Grid>,
    paragraphs: Vec<String>,
    text: String,
    table: Option<Table>,
    depth: usize,
    /// Within so many elements whose text is not the document's: remarks, and what was deleted.
    skipped: usize,
    /// Within how many paragraphs.
    in_text: usize,
    is_exact: bool,
}

struct Table {
    builder: GridBuilder,
    row: usize,
    column: usize,
    row_repeats: usize,
    /// What the row under way holds, to be written as often as it comes up.
    cells: Vec<(usize, String, usize, usize)>,
    cell: Shape,
    is_exact: bool,
}

#[derive(Default)]
struct Shape {
    rows: usize,
    columns: usize,
    repeats: usize,
    value: Option<String>,
}

impl Walk {
    fn all(&mut self, xml: &str) -> Result<(), ImportError> {
        let mut pieces = Pieces::new(xml);
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(element) => self.open(&element),
                Piece::Close(name) => self.close(&name)?,
                Piece::Text(text) if self.in_text > 0 && self.skipped == 0 => self.push(&text),
                Piece::Text(_) => {}
            }
        }
        if let Some(table) = self.table.take() {
            self.grids.push(table.builder.finish());
        }
        Ok(())
    }

    /// Blanks are one blank; those that count are elements of their own.
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            let blank = letter.is_ascii_whitespace();
            // LibreOffice writes several blanks of a cell as they are.
            if !blank || self.is_exact && letter == ' ' {
                self.text.push(letter);
            } else if !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            "annotation" | "tracked-changes" | "note" | "desc" | "title" | "shapes" => self.skipped += 1,
            "p" | "h" => self.in_text += 1,
            "tab" if self.skipped == 0 => self.text.push('\t'),
            "line-break" if self.skipped == 0 => self.text.push('\n'),
            "s" if self.skipped == 0 => {
                let count = if self.is_exact { element.count("c", MAX_BLANKS) } else { 1 };
                self.text.extend(std::iter::repeat_n(' ', count.max(1)));
            }
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    let name = element.attribute("name").filter(|name| !name.trim().is_empty());
                    let label = name.unwrap_or_else(|| words::table(self.grids.len() + 1));
                    self.table = Some(Table::new(&label, self.is_exact));
                    self.text.clear();
                }
            }
            _ if self.depth != 1 => {}
            "table-row" => {
                let repeats = element.count("number-rows-repeated", MAX_ROWS);
                self.change(|table| (table.row_repeats, table.column) = (repeats, 0));
            }
            "table-cell" | "covered-table-cell" => {
                self.text.clear();
                let cell = Shape {
                    rows: element.count("number-rows-spanned", MAX_ROWS),
                    columns: element.count("number-columns-spanned", MAX_COLUMNS),
                    repeats: element.count("number-columns-repeated", MAX_COLUMNS),
                    value: value(element),
                };
                self.change(|table| table.cell = cell);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), ImportError> {
        match name {
            "annotation" | "tracked-changes" | "note" | "desc" | "title" | "shapes" => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            "p" | "h" => {
                self.in_text = self.in_text.saturating_sub(1);
                if self.depth == 0 && self.skipped == 0 {
                    let text = tidy(&std::mem::take(&mut self.text));
                    self.paragraphs.extend(Some(text).filter(|text| !text.is_empty()));
                } else if self.skipped == 0 {
                    self.text.push('\n');
                }
            }
            "table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0
                    && let Some(table) = self.table.take()
                {
                    self.grids.push(table.builder.finish());
                    self.text.clear();
                }
            }
            _ if self.depth != 1 => {}
            "table-cell" | "covered-table-cell" => {
                let text = std::mem::take(&mut self.text);
                let is_covered = name == "covered-table-cell";
                self.change(|table| table.end_cell(&text, is_covered));
            }
            "table-row" => {
                if let Some(table) = &mut self.table {
                    table.end_row()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn change(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.table.as_mut().filter(|_| self.depth == 1) {
            change(table);
        }
    }
}

/// The value of a cell where it says more than the text that is shown: a date in its one form, a number in full.
fn value(element: &Element<'_>) -> Option<String> {
    match element.attribute("value-type")?.as_str() {
        "date" => Some(iso(&element.attribute("date-value")?)),
        // What is shown may be a percentage or an amount of money, so only a plain number is taken.
        "float" => element.attribute("value")?.trim().parse().ok().map(number),
        _ => None,
    }
}

impl Table {
    fn new(label: &str, is_exact: bool) -> Self {
        Self {
            builder: if is_exact { GridBuilder::exact(label) } else { GridBuilder::new(label) },
            row: 0,
            column: 0,
            row_repeats: 1,
            cells: Vec::new(),
            cell: Shape::default(),
            is_exact,
        }
    }

    fn end_cell(&mut self, text: &str, is_covered: bool) {
        let cell = std::mem::take(&mut self.cell);
        let shown = || if self.is_exact { text.strip_suffix('\n').unwrap_or(text).to_owned() } else { tidy(text) };
        let text = cell.value.unwrap_or_else(shown);
        // A cell under a merged one can keep a text that nobody sees.
        if !text.is_empty() && !is_covered {
            for column in (self.column..self.column + cell.repeats.max(1)).take_while(|column| *column < MAX_COLUMNS) {
                self.cells.push((column, text.clone(), cell.rows, cell.columns));
            }
        }
        self.column = self.column.saturating_add(cell.repeats.max(1));
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            self.row = self.row.saturating_add(self.row_repeats);
            return Ok(());
        }
        for row in self.row..self.row.saturating_add(self.row_repeats) {
            for (column, text, rows, columns) in &cells {
                self.builder.put(row, *column, text)?;
                self.builder.merge(row, *column, *rows, *columns)?;
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}
