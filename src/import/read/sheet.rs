//! Sheets of an Excel workbook.

use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, Reader as _, Xls, XlsError, Xlsx, XlsxError};

use super::super::grid::GridBuilder;
use super::super::{Grid, ImportError};
use super::package::Package;

/// How many sheets of a workbook are read.
const MAX_SHEETS: usize = 200;

pub(super) fn xlsx(bytes: &[u8], package: &Package<'_>) -> Result<Vec<Grid>, ImportError> {
    check_strings(bytes, package)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(told_xlsx)?;
    let mut grids = Vec::new();
    for name in book.sheet_names().into_iter().take(MAX_SHEETS) {
        let mut builder = GridBuilder::new(&name);
        let mut cells = match book.worksheet_cells_reader(&name) {
            // A sheet with a chart alone has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            cells => cells.map_err(told_xlsx)?,
        };
        while let Some(cell) = cells.next_cell().map_err(told_xlsx)? {
            let (row, column) = place(cell.get_position())?;
            builder.put(row, column, &text(&cell.get_value().clone().into()))?;
        }
        drop(cells);
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        merge(&mut builder, &merged)?;
        grids.push(builder.finish());
    }
    Ok(grids)
}

/// Makes sure that the table of texts claims no more entries than it has room for: its reader believes what it says.
fn check_strings(bytes: &[u8], package: &Package<'_>) -> Result<(), ImportError> {
    let names: Vec<String> =
        package.names().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")).map(str::to_owned).collect();
    for name in names {
        let text = Package::open(bytes)?.text(&name)?;
        let head = text.get(..text.find("<si").or_else(|| text.find(":si")).unwrap_or(text.len())).unwrap_or_default();
        let counts = head.split("uniqueCount").skip(1);
        let claimed = counts.filter_map(|rest| {
            let digits = rest.trim_start_matches(|letter: char| !letter.is_ascii_digit());
            let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
            Some(digits.get(..end)?.parse::<usize>().unwrap_or(usize::MAX))
        });
        if claimed.max().unwrap_or(0) > text.len() {
            return Err(ImportError::damaged("uniqueCount"));
        }
    }
    Ok(())
}

/// The sheets of a workbook in the format before XLSX, their texts tidied or, exactly, as they are.
pub(super) fn xls(bytes: &[u8], is_exact: bool) -> Result<Vec<Grid>, ImportError> {
    let mut book: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(told_xls)?;
    let mut grids = Vec::new();
    for name in book.sheet_names() {
        let mut builder = if is_exact { GridBuilder::exact(&name) } else { GridBuilder::new(&name) };
        let range = book.worksheet_range(&name).map_err(told_xls)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (first_row, first_column) = place((first_row, first_column))?;
            builder.put(first_row + row, first_column + column, &text(value))?;
        }
        merge(&mut builder, &book.merge_cells_by_sheet_name(&name).unwrap_or_default())?;
        grids.push(builder.finish());
    }
    Ok(grids)
}

fn merge(builder: &mut GridBuilder, merged: &[Dimensions]) -> Result<(), ImportError> {
    for Dimensions { start, end } in merged {
        let (row, column) = place(*start)?;
        // What is merged below the last text would only add blank rows.
        if row >= builder.height() {
            continue;
        }
        let length = |first: u32, last: u32| usize::try_from(last.saturating_sub(first)).unwrap_or(0) + 1;
        builder.merge(row, column, length(start.0, end.0), length(start.1, end.1))?;
    }
    Ok(())
}

fn place((row, column): (u32, u32)) -> Result<(usize, usize), ImportError> {
    usize::try_from(row).ok().zip(usize::try_from(column).ok()).ok_or(ImportError::TooManyCells)
}

fn text(value: &Data) -> String {
    match value {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number(*value),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => date(value),
        Data::DateTimeIso(text) => iso(text),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// A number as people write it: whole ones without a fraction, others with the 15 digits that a sheet keeps.
pub(super) fn number(value: f64) -> String {
    let kept = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    // Zero with a sign is zero.
    if kept == 0.0 { "0".to_owned() } else { kept.to_string() }
}

/// A time in ISO's form without the seconds, and without the time, where they are zero.
pub(super) fn iso(text: &str) -> String {
    let Some((date, time)) = text.split_once('T') else { return text.to_owned() };
    let time = time.split('.').next().unwrap_or(time);
    let time = time.strip_suffix(":00").filter(|time| time.contains(':')).unwrap_or(time);
    if time == "00:00" { date.to_owned() } else { format!("{date} {time}") }
}

/// A date as ISO writes it, with the time where there is one.
fn date(value: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let time =
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    let days = value.as_f64();
    if value.is_duration() {
        let minutes = (days * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs());
    }
    match () {
        () if (0.0..1.0).contains(&days) => time,
        () if hour == 0 && minute == 0 && second == 0 => format!("{year:04}-{month:02}-{day:02}"),
        () => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}

fn told_xlsx(error: XlsxError) -> ImportError {
    match error {
        XlsxError::Password => ImportError::Password,
        other => ImportError::damaged(other),
    }
}

fn told_xls(error: XlsError) -> ImportError {
    match error {
        XlsError::Password => ImportError::Password,
        other => ImportError::damaged(other),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_people_write_them() {
        assert_eq!(
            [3.0, -0.0, 0.1 + 0.2, 1e15, 12.5, -7.0].map(number),
            ["3", "0", "0.3", "1000000000000000", "12.5", "-7"]
        );
        let shown = |days, kind| date(&ExcelDateTime::new(days, kind, false));
        assert_eq!(shown(46_028.0, ExcelDateTimeType::DateTime), "2026-01-06");
        assert_eq!(shown(46_028.604_166_7, ExcelDateTimeType::DateTime), "2026-01-06 14:30");
        assert_eq!(shown(0.25, ExcelDateTimeType::DateTime), "06:00");
        assert_eq!(shown(1.5, ExcelDateTimeType::TimeDelta), "36:00");
        let texts = ["2026-01-06T00:00:00", "2026-01-06T14:30:00.000", "2026-01-06T14:30:05", "2026-01-06"].map(iso);
        assert_eq!(texts, ["2026-01-06", "2026-01-06 14:30", "2026-01-06 14:30:05", "2026-01-06"]);
    }
}
