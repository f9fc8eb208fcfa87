//! The sheets of a workbook: one for the case itself, and one for each table.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, IgnoreError, Table as ExcelTable, TableColumn, TableStyle, Url, Worksheet,
};

use super::cell::{Cell, Codec};
use super::lines::{Line, Lines, others};
use super::object::json;
use super::origin::Origin;
use super::schema::{CASE, Column, Holds, Named, TABLES, Table};
use super::style::{Style, Use, fit, longest_line, width};
use super::text::{Form, parts};
use super::{Counter, Marks, SheetsError, on_one_line, shortened};
use crate::case::{Fields as _, IssueId, PartyId, ProposalId, Ref, Snapshot, SourceId};
use crate::words::{names, sheets as words};

/// The most rows and columns that a sheet has.
const ROWS: usize = 1 << 20;
const COLUMNS: usize = 1 << 14;
/// How many rows below the last one offer the words of their columns.
const ROOM: usize = 500;
/// How much of a text is shown where it is only a name for something.
const NAME: usize = 160;

/// Writes what the case says of itself, and which sheets there are; `compared` is how many issues the comparison has.
pub(super) fn write_case(
    sheet: &mut Worksheet,
    style: &Style,
    snapshot: &Snapshot,
    lines: &Lines,
    origin: &Origin,
    marks: &Marks,
    compared: usize,
) -> Result<(), SheetsError> {
    sheet.set_name(words::CASE)?;
    let wide = 100.0;
    style.page(sheet, &[22.0, wide, 10.0], (0, 0))?;
    let title = on_one_line(&snapshot.case().title, 120);
    sheet.write_string_with_format(0, 0, Form::Workbook.write(&title), &style.title)?;
    sheet.set_row_height(0, 26)?;
    let mut row = 1;
    if let Some(marking) = &marks.marking {
        style.text(sheet, (row, 1), &Form::Workbook.write(marking), Use::Strong)?;
        row += 1;
    }
    if let Some(handling) = &marks.handling {
        style.text(sheet, (row, 1), &Form::Workbook.write(&on_one_line(handling, 250)), Use::Short)?;
        row += 1;
    }
    for remark in [words::WORKBOOK, words::HOW_TO, words::READING] {
        sheet.write_string_with_format(row, 1, Form::Workbook.write(remark), &style.remark)?;
        fit(sheet, row, [(remark, wide)].into_iter())?;
        row += 1;
    }
    row += 1;
    head_row(sheet, style, row, &[words::FIELD, words::VALUE])?;
    row += 1;
    for (label, value) in case_fields(snapshot, origin) {
        let shown = Form::Workbook.write(&value);
        let count = parts(&shown).count();
        for (part, text) in parts(&shown).enumerate() {
            let label = words::part_of_column(&label, part + 1, count);
            sheet.write_string_with_format(row, 0, label, &style.label)?;
            style.text(sheet, (row, 1), text, Use::Short)?;
            fit(sheet, row, [(text, wide)].into_iter())?;
            row += 1;
        }
    }
    row += 1;
    head_row(sheet, style, row, &[words::SHEET, words::WHAT_IT_HOLDS, words::ROWS])?;
    let comparison = (words::COMPARISON, compared, words::COMPARISON_HOLDS);
    let tables =
        TABLES.iter().map(|table| (words::sheet(table.key), lines.table(table).len(), words::sheet_holds(table.key)));
    for (name, count, holds) in [comparison].into_iter().chain(tables) {
        row += 1;
        sheet.write_url_with_format(row, 0, Url::new(format!("internal:'{name}'!A1")).set_text(name), &style.link)?;
        style.text(sheet, (row, 1), holds, Use::Text)?;
        style.number(sheet, (row, 2), f64::from(u32::try_from(count).unwrap_or(u32::MAX)))?;
    }
    Ok(())
}

/// What the case says of itself, and what the workbook says of how it was made.
fn case_fields(snapshot: &Snapshot, origin: &Origin) -> Vec<(String, String)> {
    let case = snapshot.case();
    let field = |column: &Column| {
        let shown = match Codec::new(column.holds).write(&case.field(column.field)?) {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
        };
        Some((words::column(CASE.key, column.field), shown))
    };
    let mut fields: Vec<(String, String)> = CASE.columns.iter().filter_map(field).collect();
    let entries: Vec<String> =
        case.extra.iter().map(|(key, value)| format!("{}: {}", json(key), value.get())).collect();
    if !entries.is_empty() {
        fields.push((words::OTHERS.to_owned(), format!("{{{}}}", entries.join(", "))));
    }
    fields.extend(origin.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)));
    fields
}

fn head_row(sheet: &mut Worksheet, style: &Style, row: u32, names: &[&str]) -> Result<(), SheetsError> {
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(row, column, *name, &style.head)?;
    }
    Ok(())
}

/// A column of a sheet with its cells.
struct SheetColumn {
    name: String,
    what: Use,
    /// Whether it is read back.
    is_read: bool,
    cells: Vec<Option<Cell>>,
    /// The least and the most letters that it is wide.
    bounds: (u32, u32),
    codec: Option<Codec>,
}

/// Writes the records of a table on a sheet of their own.
pub(super) fn write_table(
    sheet: &mut Worksheet,
    style: &Style,
    snapshot: &Snapshot,
    table: &'static Table,
    lines: &[Line],
    counter: &mut Counter<'_>,
) -> Result<(), SheetsError> {
    let name = words::sheet(table.key);
    if lines.len() + 1 + ROOM > ROWS {
        return Err(SheetsError::TooManyRows { sheet: name, rows: lines.len() });
    }
    let columns = columns_of(snapshot, table, lines);
    if columns.len() > COLUMNS {
        return Err(SheetsError::TooManyColumns { sheet: name });
    }
    sheet.set_name(name)?;
    // The head and the column by which a row is known stay in sight.
    let kept = if table.has_ids() { 2 } else { 1 };
    sheet.set_freeze_panes(1, kept)?;
    // The table has room for a first row where there is none.
    let last = u32::try_from(lines.len().max(1)).unwrap_or(u32::MAX);
    let mut heads = Vec::with_capacity(columns.len());
    let mut widths = Vec::with_capacity(columns.len());
    for (at, column) in (0_u16..).zip(&columns) {
        let head = if column.is_read { &style.head } else { &style.reading_head };
        heads.push(TableColumn::new().set_header(&column.name).set_header_format(head));
        let longest = column.cells.iter().flatten().map(length).max().unwrap_or(0);
        let (narrowest, widest) = column.bounds;
        // Beside the name stands the mark of the filter.
        let longest = longest.max((column.name.chars().count() + 3).min(24));
        widths.push(width(longest, narrowest, widest));
        let labels = column.codec.as_ref().map(Codec::labels).unwrap_or_default();
        if !labels.is_empty() {
            let offer = DataValidation::new().allow_list_strings(&labels)?;
            let offer = offer.set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, at, last + u32::try_from(ROOM).unwrap_or(0), at, &offer)?;
        }
    }
    style.page(sheet, &widths, (1, kept))?;
    fit(sheet, 0, columns.iter().map(|column| column.name.as_str()).zip(widths.iter().map(|width| width - 3.0)))?;
    let width = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let excel = ExcelTable::new().set_columns(&heads).set_style(TableStyle::None).set_banded_rows(false);
    sheet.add_table(0, 0, last, width, &excel.set_name(format!("Case_{}", table.key)))?;
    sheet.ignore_error_range(1, 0, last, width, IgnoreError::NumberStoredAsText)?;
    for at in 0..lines.len() {
        counter.step()?;
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (column_at, column) in (0_u16..).zip(&columns) {
            match column.cells.get(at) {
                Some(Some(Cell::Text(text))) => style.text(sheet, (row, column_at), text, column.what)?,
                Some(Some(Cell::Number(number))) => style.number(sheet, (row, column_at), *number)?,
                _ => style.blank(sheet, (row, column_at), column.what)?,
            }
        }
        let texts = columns.iter().zip(&widths).filter_map(|(column, width)| match column.cells.get(at) {
            Some(Some(Cell::Text(text))) => Some((text.as_str(), *width)),
            _ => None,
        });
        fit(sheet, row, texts)?;
    }
    Ok(())
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => longest_line(text),
        Cell::Number(number) => number.to_string().len(),
    }
}

fn columns_of(snapshot: &Snapshot, table: &'static Table, lines: &[Line]) -> Vec<SheetColumn> {
    let mut columns = Vec::new();
    let id = table.columns.first().filter(|_| table.has_ids());
    if table.is_nested() {
        let owners = lines.iter().map(|line| line.owner.clone().map(Cell::Text));
        push(&mut columns, words::BELONGS_TO, None, Use::Short, owners.collect());
        let names = lines.iter().map(|line| line.owner.as_deref().map(|owner| Cell::Text(owner_name(snapshot, owner))));
        columns.push(reading(words::reading_column(words::BELONGS_TO), names.collect()));
    }
    let numbers = SheetColumn {
        name: words::NUMBER.to_owned(),
        what: Use::Short,
        is_read: true,
        cells: lines.iter().map(|line| Some(count(line.number))).collect(),
        bounds: (6, 10),
        codec: None,
    };
    columns.push(numbers);
    for column in table.columns {
        push_field(&mut columns, snapshot, table, column, lines);
        // A row is known by its id, which stands first.
        if id.is_some_and(|id| id.field == column.field) {
            let end = columns.len();
            columns.swap(0, end - 1);
        }
    }
    let others: Vec<Option<Cell>> = lines.iter().map(|line| others(table, &line.object).map(Cell::Text)).collect();
    if others.iter().any(Option::is_some) {
        push(&mut columns, words::OTHERS, None, Use::Text, others);
    }
    columns
}

fn count(number: usize) -> Cell {
    Cell::Number(f64::from(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// Adds the column of a field, and one with names for reading where it holds ids.
fn push_field(columns: &mut Vec<SheetColumn>, snapshot: &Snapshot, table: &Table, column: &Column, lines: &[Line]) {
    let codec = Codec::new(column.holds);
    let value = |line: &Line| line.object.get(column.field).map(|value| codec.write(value));
    let cells = lines.iter().map(value).collect();
    let name = words::column(table.key, column.field);
    let what = if matches!(column.holds, Holds::Text) { Use::Text } else { Use::Short };
    push(columns, &name, Some(&codec), what, cells);
    if let Holds::Named(named) = column.holds {
        let shown = |line: &Line| line.object.text(column.field).and_then(|id| name_of(snapshot, named, &id));
        columns.push(reading(
            words::reading_column(&name),
            lines.iter().map(|line| shown(line).map(Cell::Text)).collect(),
        ));
    }
}

/// Adds a column that is read back, and further ones where its texts are too long for one.
fn push(columns: &mut Vec<SheetColumn>, name: &str, codec: Option<&Codec>, what: Use, cells: Vec<Option<Cell>>) {
    let mut parted: Vec<Vec<Option<Cell>>> = vec![vec![None; cells.len()]];
    for (at, cell) in cells.into_iter().enumerate() {
        let pieces: Vec<Cell> = match cell {
            Some(Cell::Text(text)) => {
                parts(&Form::Workbook.write(&text)).map(|part| Cell::Text(part.to_owned())).collect()
            }
            Some(number) => vec![number],
            None => Vec::new(),
        };
        for (part, piece) in pieces.into_iter().enumerate() {
            if part >= parted.len() {
                parted.push(vec![None; parted.first().map_or(0, Vec::len)]);
            }
            if let Some(place) = parted.get_mut(part).and_then(|column| column.get_mut(at)) {
                *place = Some(piece);
            }
        }
    }
    let count = parted.len();
    columns.extend(parted.into_iter().enumerate().map(|(part, cells)| SheetColumn {
        name: words::part_of_column(name, part + 1, count),
        what,
        is_read: true,
        cells,
        bounds: if what == Use::Text { (12, 56) } else { (8, 30) },
        codec: codec.cloned(),
    }));
}

fn reading(name: String, cells: Vec<Option<Cell>>) -> SheetColumn {
    let shown = |cell| match cell {
        Some(Cell::Text(text)) => Some(Cell::Text(Form::Workbook.write(&shortened(&text, NAME, "…")).into_owned())),
        other => other,
    };
    let cells = cells.into_iter().map(shown).collect();
    SheetColumn { name, what: Use::Reading, is_read: false, cells, bounds: (10, 32), codec: None }
}

fn name_of(snapshot: &Snapshot, named: Named, id: &str) -> Option<String> {
    match named {
        Named::Party => snapshot.party(&PartyId::from(id)).map(|party| party.label().to_owned()),
        Named::Issue => snapshot.issue(&IssueId::from(id)).map(|issue| names::plain_issue(issue)),
        Named::Source => snapshot.source(&SourceId::from(id)).map(|source| match &source.title {
            Some(title) => format!("{}: {title}", source.publisher),
            None => source.publisher.clone(),
        }),
    }
}

/// What a row belongs to, in words.
fn owner_name(snapshot: &Snapshot, owner: &str) -> String {
    if let Some((number, proposal)) = owner.strip_prefix("response ").and_then(|rest| rest.split_once(" of proposal:"))
    {
        let proposal = snapshot.proposal(&ProposalId::from(proposal));
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let response = proposal.zip(place).and_then(|(proposal, place)| proposal.responses.get(place));
        let title = proposal.map_or("", |proposal| proposal.title.as_str());
        return response.map_or_else(String::new, |response| {
            format!("{}: {title}", names::party_label(snapshot, &response.party))
        });
    }
    if let Some(number) = owner.strip_prefix("glossary:") {
        let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let entry = place.and_then(|place| snapshot.case().glossary.get(place));
        return entry.map_or_else(String::new, |entry| entry.term.clone());
    }
    names::of(snapshot, &Ref::from(owner)).spoken()
}
