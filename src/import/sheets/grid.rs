//! The cells of a workbook, whatever it holds.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use super::error::{Place, Trouble, TroubleKind};

/// The most bytes of a workbook that are unpacked.
const UNPACKED: u64 = 512 << 20;

/// What stands in a cell that is not empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    /// A formula that could not be computed.
    Error,
}

/// A sheet: its rows and their cells by number from zero, those that hold nothing left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, Value>>,
}

/// Reads all sheets.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Trouble> {
    let fails = |reason: String| TroubleKind::NotAWorkbook(reason).at(Place::default());
    if !fits(bytes).map_err(|error| fails(error.to_string()))? {
        return Err(TroubleKind::TooLarge(UNPACKED >> 20).at(Place::default()));
    }
    // The reader computes with what the file claims of itself, and gives up loudly where that makes no sense.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes)));
    match read {
        Ok(sheets) => sheets.map_err(|error| fails(error.to_string())),
        Err(_panic) => Err(fails(crate::words::import::DAMAGED.to_owned())),
    }
}

/// Whether the archive is no larger than is read; what it says of itself is not believed.
fn fits(bytes: &[u8]) -> zip::result::ZipResult<bool> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut left = UNPACKED;
    for number in 0..archive.len() {
        let mut unpacked = archive.by_index(number)?.take(left + 1);
        let size = io::copy(&mut unpacked, &mut io::sink())?;
        let Some(rest) = left.checked_sub(size) else { return Ok(false) };
        left = rest;
    }
    Ok(true)
}

fn sheets(bytes: &[u8]) -> Result<Vec<Grid>, XlsxError> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))?;
    let mut grids = Vec::new();
    for name in book.sheet_names() {
        let mut grid = Grid { name: name.clone(), rows: BTreeMap::new() };
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet of another kind, such as a chart, has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(error),
        };
        // One cell at a time: as a whole, a sheet with one cell in its last corner would fill the memory.
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            if let Some(value) = value(cell.get_value()) {
                grid.rows.entry(row).or_default().insert(column, value);
            }
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn value(cell: &DataRef<'_>) -> Option<Value> {
    Some(match cell {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        #[expect(clippy::cast_precision_loss, reason = "a cell holds a float")]
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(flag) => Value::Text(flag.to_string()),
        DataRef::DateTime(date) => Value::Text(date_text(date)),
        DataRef::Error(_) => Value::Error,
    })
    .filter(|value| !matches!(value, Value::Text(text) if text.is_empty()))
}

/// A date as case files write it; the time of the day too, where there is one.
fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
}
