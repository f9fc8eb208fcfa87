//! The cells of a workbook as they are, whatever it holds.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use super::error::{Place, Trouble, TroubleKind};
use crate::import::Grid;

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
pub(super) struct RawSheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, Value>>,
}

impl RawSheet {
    /// A sheet of any table, all of whose cells are texts.
    pub(super) fn of(grid: &Grid) -> Self {
        let cells = |row| (0_u32..).zip(0..grid.width()).map(move |(at, column)| (at, grid.text(row, column)));
        let row = |row| -> BTreeMap<u32, Value> {
            cells(row)
                .filter(|(_, text)| !text.is_empty())
                .map(|(at, text)| (at, Value::Text(text.to_owned())))
                .collect()
        };
        let rows = (0_u32..).zip(0..grid.height()).map(|(at, number)| (at, row(number)));
        Self { name: grid.label().to_owned(), rows: rows.filter(|(_, cells)| !cells.is_empty()).collect() }
    }

    /// The first row that holds something.
    pub(super) fn head(&self) -> Option<&BTreeMap<u32, Value>> {
        self.rows.values().next()
    }
}

/// Reads the sheets of a file in the format of Excel.
///
/// # Errors
/// When it is none, or a damaged one.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<RawSheet>, Trouble> {
    read_if(bytes, &|_, _| true).map(Option::unwrap_or_default)
}

/// Reads the sheets if they are wanted, by their names and the first row of the first one.
///
/// # Errors
/// When it is no file in the format of Excel, or a damaged one.
pub(super) fn read_if(
    bytes: &[u8],
    is_wanted: &dyn Fn(&[String], &RawSheet) -> bool,
) -> Result<Option<Vec<RawSheet>>, Trouble> {
    let fails = |reason: String| TroubleKind::NotAWorkbook(reason).at(Place::default());
    if !fits(bytes).map_err(|error| fails(error.to_string()))? {
        return Err(TroubleKind::TooLarge(UNPACKED >> 20).at(Place::default()));
    }
    // The reader computes with what the file claims of itself, and gives up loudly where that makes no sense.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes, is_wanted)));
    match read {
        Ok(sheets) => sheets.map_err(|error| fails(error.to_string())),
        Err(_panic) => Err(fails(crate::words::workbook::DAMAGED.to_owned())),
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

fn sheets(bytes: &[u8], is_wanted: &dyn Fn(&[String], &RawSheet) -> bool) -> Result<Option<Vec<RawSheet>>, XlsxError> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))?;
    let names = book.sheet_names();
    let first = match names.first() {
        Some(name) => sheet(&mut book, name, 1)?.unwrap_or_default(),
        None => RawSheet::default(),
    };
    if !is_wanted(&names, &first) {
        return Ok(None);
    }
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        sheets.extend(sheet(&mut book, &name, usize::MAX)?);
    }
    Ok(Some(sheets))
}

/// A sheet, as far as the row after so many that hold something; nothing for one of another kind, such as a chart.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, rows: usize) -> Result<Option<RawSheet>, XlsxError> {
    let mut sheet = RawSheet { name: name.to_owned(), rows: BTreeMap::new() };
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    // One cell at a time: as a whole, a sheet with one cell in its last corner would fill the memory.
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if let Some(value) = value(cell.get_value()) {
            if sheet.rows.len() == rows && !sheet.rows.contains_key(&row) {
                break;
            }
            sheet.rows.entry(row).or_default().insert(column, value);
        }
    }
    Ok(Some(sheet))
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    fn zipped(name: &str, content: impl io::Read) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        io::copy(&mut { content }, &mut archive).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_people_type_into_a_spreadsheet_is_read_as_case_files_write_it() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_with_format(0, 0, ExcelDateTime::from_ymd(2026, 1, 6).unwrap(), &date).unwrap();
        let hour = ExcelDateTime::from_ymd(2026, 1, 6).unwrap().and_hms(10, 30, 0).unwrap();
        sheet.write_with_format(0, 1, &hour, &Format::new().set_num_format("yyyy-mm-dd hh:mm")).unwrap();
        sheet.write(0, 2, 1974).unwrap();
        sheet.write(0, 3, true).unwrap();
        // The last cell that a sheet has costs no more than any other.
        sheet.write(1_048_575, 16_383, "end").unwrap();
        let grids = read(&book.save_to_buffer().unwrap()).unwrap();
        let row: Vec<&Value> = grids[0].rows[&0].values().collect();
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(row, [&text("2026-01-06"), &text("2026-01-06T10:30:00"), &Value::Number(1974.0), &text("true")]);
        assert_eq!(grids[0].rows[&1_048_575][&16_383], text("end"));
    }

    #[test]
    fn an_archive_that_swells_is_refused() {
        let bytes = zipped("xl/workbook.xml", io::Read::take(io::repeat(b' '), UNPACKED + 1));
        assert!(bytes.len() < 2 << 20);
        assert_eq!(read(&bytes).unwrap_err().kind, TroubleKind::TooLarge(512));
    }

    #[test]
    fn a_workbook_that_contradicts_itself_gives_an_answer() {
        let mut book = Workbook::new();
        book.add_worksheet().write(3, 3, "x").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for dimension in ["ref=\"D4:A1\"", "ref=\"\"", "ref=\"ZZZZZZZ99999999999\"", "nothing=\"1\""] {
            let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for number in 0..archive.len() {
                let mut part = archive.by_index(number).unwrap();
                let mut xml = String::new();
                part.read_to_string(&mut xml).unwrap();
                changed.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
                changed.write_all(xml.replace("ref=\"D4\"", dimension).as_bytes()).unwrap();
            }
            let changed = changed.finish().unwrap().into_inner();
            let answer = read(&changed).map_err(|trouble| trouble.kind);
            assert!(matches!(answer, Ok(_) | Err(TroubleKind::NotAWorkbook(_))), "{dimension}: {answer:?}");
        }
        assert!(read(&zipped("a.txt", &b"no"[..])).is_err());
    }
}
