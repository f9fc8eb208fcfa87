//! A table of texts, as it stands in a sheet, a document or a page.

use std::fmt;
use std::sync::Arc;

use super::ImportError;
use crate::words::import as words;

/// How many cells with a text a table may have.
pub const MAX_CELLS: usize = 1_000_000;
/// How many rows a table may have.
pub const MAX_ROWS: usize = 100_000;
/// How many columns a table may have.
pub const MAX_COLUMNS: usize = 500;

/// Where something stands in what was read, counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A cell of a table.
    Cell {
        /// Its row.
        row: usize,
        /// Its column.
        column: usize,
    },
    /// A column of a table as a whole.
    Column(usize),
    /// A character of a text.
    Text {
        /// Its line.
        line: usize,
        /// How many characters stand before it in the line.
        column: usize,
    },
}

impl Place {
    /// A cell.
    #[must_use]
    pub fn cell(row: usize, column: usize) -> Self {
        Self::Cell { row, column }
    }
}

impl fmt::Display for Place {
    /// As people name it, counted from one: `B12`, `column B`, `line 3, column 7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { row, column } => write!(f, "{}{}", column_name(*column), row + 1),
            Self::Column(column) => f.write_str(&words::column(&column_name(*column))),
            Self::Text { line, column } => f.write_str(&words::line_and_column(line + 1, column + 1)),
        }
    }
}

/// The letters that a sheet gives a column, counted from zero: A to Z, AA and so on.
#[must_use]
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

/// A table of texts; each row is as long as the grid is wide, though blank cells at its end take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    label: String,
    width: usize,
    rows: Vec<Vec<Cell>>,
    turned: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    text: Arc<str>,
    /// Where the cell begins that covers this one, when cells were merged.
    begins: Option<(usize, usize)>,
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.begins.is_none()
    }
}

impl Grid {
    /// A grid of these rows, without merged cells.
    ///
    /// # Errors
    /// When there are too many cells.
    pub fn of<R, T>(label: &str, rows: impl IntoIterator<Item = R>) -> Result<Self, ImportError>
    where
        R: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        let mut builder = GridBuilder::new(label);
        for (row, cells) in rows.into_iter().enumerate() {
            for (column, text) in cells.into_iter().enumerate() {
                builder.put(row, column, text.as_ref())?;
            }
        }
        Ok(builder.finish())
    }

    /// What the table is called: the name of its sheet, the heading above it, or its number.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How many rows there are.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The text of a cell; where cells were merged, each of them has the text of all.
    #[must_use]
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |cell| &cell.text)
    }

    /// Where the cell begins that covers this one; the cell itself when it was not merged.
    #[must_use]
    pub fn origin(&self, row: usize, column: usize) -> (usize, usize) {
        let cell = self.rows.get(row).and_then(|cells| cells.get(column));
        cell.and_then(|cell| cell.begins).unwrap_or((row, column))
    }

    /// The cells of a row that have a text and begin in it, as column and text.
    pub fn filled(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.rows.get(row).map_or(&[][..], Vec::as_slice).iter().enumerate();
        let begun = cells.filter(move |(column, cell)| {
            !cell.text.is_empty() && cell.begins.is_none_or(|begins| begins == (row, *column))
        });
        begun.map(|(column, cell)| (column, &*cell.text))
    }

    /// How many columns the cell that begins here covers.
    #[must_use]
    pub fn columns_of(&self, row: usize, column: usize) -> usize {
        let begins = self.origin(row, column);
        (column..self.width).take_while(|at| self.origin(row, *at) == begins || *at == column).count()
    }

    /// The grid with its rows as columns, for a table that has a row per party; its places follow.
    #[must_use]
    pub fn turned(&self) -> Option<Self> {
        if self.height() > MAX_COLUMNS || self.width > MAX_ROWS {
            return None;
        }
        let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); self.width];
        for (row, cells) in self.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
                if let Some(turned) = rows.get_mut(column) {
                    turned.resize(row, Cell::default());
                    turned.push(Cell {
                        text: Arc::clone(&cell.text),
                        begins: cell.begins.map(|(row, column)| (column, row)),
                    });
                }
            }
        }
        Some(Self { label: self.label.clone(), width: self.height(), rows, turned: !self.turned })
    }

    /// Whether its rows are the columns of the table that was read.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        self.turned
    }

    /// A place of this grid as a place of the table that was read.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Place {
        if self.turned { Place::cell(column, row) } else { Place::cell(row, column) }
    }
}

/// A grid that is being read, cell by cell in any order.
#[derive(Debug)]
pub(super) struct GridBuilder {
    label: String,
    rows: Vec<Vec<Cell>>,
    cells: usize,
    /// Whether texts stay as they are, blanks around them included.
    is_exact: bool,
}

impl GridBuilder {
    pub(super) fn new(label: &str) -> Self {
        Self { label: label.to_owned(), rows: Vec::new(), cells: 0, is_exact: false }
    }

    /// One that changes nothing of a text.
    pub(super) fn exact(label: &str) -> Self {
        Self { is_exact: true, ..Self::new(label) }
    }

    /// Writes a text into a cell; what is blank takes no room.
    pub(super) fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), ImportError> {
        let text = if self.is_exact { text.to_owned() } else { tidy(text) };
        if text.is_empty() {
            return Ok(());
        }
        self.cell(row, column)?.text = text.into();
        Ok(())
    }

    /// Makes one cell of several, with the text of the first.
    pub(super) fn merge(&mut self, row: usize, column: usize, rows: usize, columns: usize) -> Result<(), ImportError> {
        // A merged cell may reach to the end of its sheet; beyond the last text there is nothing to say.
        let (rows, columns) = (rows.min(MAX_ROWS.saturating_sub(row)), columns.min(MAX_COLUMNS.saturating_sub(column)));
        if rows.max(1) * columns.max(1) <= 1 || self.is_blank(row, column) {
            return Ok(());
        }
        let text = Arc::clone(&self.cell(row, column)?.text);
        for at_row in row..row + rows {
            for at_column in column..column + columns {
                let cell = self.cell(at_row, at_column)?;
                cell.text = Arc::clone(&text);
                cell.begins = Some((row, column));
            }
        }
        Ok(())
    }

    /// Calls the table something else.
    pub(super) fn label(&mut self, label: &str) {
        label.clone_into(&mut self.label);
    }

    /// How many rows have something in them.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    fn is_blank(&self, row: usize, column: usize) -> bool {
        self.rows.get(row).and_then(|cells| cells.get(column)).is_none_or(Cell::is_blank)
    }

    fn cell(&mut self, row: usize, column: usize) -> Result<&mut Cell, ImportError> {
        if row >= MAX_ROWS || column >= MAX_COLUMNS || self.cells >= MAX_CELLS {
            return Err(ImportError::TooManyCells);
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        // The row is there, so the error is never seen.
        let cells = self.rows.get_mut(row).ok_or(ImportError::TooManyCells)?;
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, Cell::default());
        }
        cells.get_mut(column).ok_or(ImportError::TooManyCells)
    }

    /// The grid, without blank rows and columns at its end.
    pub(super) fn finish(mut self) -> Grid {
        // What a merged cell covers beyond the last text of its own says nothing.
        let is_own = |at: (usize, usize), cell: &Cell| !cell.text.is_empty() && cell.begins.is_none_or(|it| it == at);
        let mut height = 0;
        let mut width = 0;
        for (row, cells) in self.rows.iter().enumerate() {
            let own = cells.iter().enumerate().rposition(|(column, cell)| is_own((row, column), cell));
            if let Some(last) = own {
                height = row + 1;
                width = width.max(last + 1);
            }
        }
        self.rows.truncate(height);
        for cells in &mut self.rows {
            cells.truncate(width);
        }
        Grid { label: self.label, width, rows: self.rows, turned: false }
    }
}

/// A cell's text without blanks around it and around its lines, and without control characters.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let plain = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}'], "\n");
    for line in plain.trim().lines() {
        if !tidy.is_empty() {
            tidy.push('\n');
        }
        tidy.extend(line.trim().chars().filter(|letter| *letter == '\t' || !letter.is_control()));
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_sheet() {
        let names = [0, 25, 26, 51, 52, 701, 702].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
        assert_eq!(Place::cell(11, 1).to_string(), "B12");
        assert_eq!(Place::Text { line: 2, column: 6 }.to_string(), "line 3, column 7");
    }

    #[test]
    fn merged_cells_all_have_the_text_of_the_first() {
        let mut builder = GridBuilder::new("x");
        builder.put(0, 0, " wide\r\ntext \u{7} ").unwrap();
        builder.put(1, 2, "end").unwrap();
        builder.merge(0, 0, 2, 2).unwrap();
        builder.merge(5, 5, 100_000, 400).unwrap();
        let grid = builder.finish();
        assert_eq!((grid.height(), grid.width()), (2, 3));
        assert_eq!((grid.text(1, 1), grid.origin(1, 1)), ("wide\ntext", (0, 0)));
        assert_eq!(grid.text(9, 9), "");
        assert_eq!((grid.columns_of(0, 0), grid.columns_of(1, 2)), (2, 1));
        assert_eq!(grid.filled(0).collect::<Vec<_>>(), [(0, "wide\ntext")]);
        assert_eq!(grid.filled(1).collect::<Vec<_>>(), [(2, "end")]);
    }

    #[test]
    fn a_turned_grid_has_rows_for_columns_and_still_tells_the_places_of_the_table() {
        let grid = Grid::of("x", [vec!["a", "b"], vec!["", "c"], vec!["d"]]).unwrap();
        let turned = grid.turned().unwrap();
        assert_eq!((turned.height(), turned.width()), (2, 3));
        assert_eq!((turned.text(1, 1), turned.text(0, 2), turned.text(1, 2)), ("c", "d", ""));
        assert_eq!(turned.place(1, 0).to_string(), "B1");
        assert_eq!(turned.turned().unwrap(), grid);
    }

    #[test]
    fn a_table_beyond_all_measure_is_refused() {
        let mut builder = GridBuilder::new("x");
        assert!(matches!(builder.put(MAX_ROWS, 0, "x"), Err(ImportError::TooManyCells)));
        assert!(matches!(builder.put(0, MAX_COLUMNS, "x"), Err(ImportError::TooManyCells)));
        assert!(builder.put(MAX_ROWS, 0, " ").is_ok());
    }
}
