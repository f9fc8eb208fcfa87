//! The tables that Demarche has made for other programs, read back.

mod assemble;
mod back;
mod error;
mod grid;
mod positions;
mod rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::case::{Case, FORMAT, Snapshot, VERSION};
use crate::edit::Change;
use crate::edit::merge::merge;
use crate::export::sheets::cell::{Cell, Codec};
use crate::export::sheets::object::object;
use crate::export::sheets::schema::{CASE, LISTS, TABLES};
use crate::export::sheets::text::Form;
use crate::export::sheets::{self, audience_word};
use crate::export::{Audience, Progress};
use crate::words::sheets as words;

use assemble::assemble;
use grid::{Grid, Value};

pub use back::{Returned, merged, read};
pub use error::{Place, Trouble, TroubleKind};

/// What was read of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The case; of a table of positions only what such a table carries.
    pub case: Case,
    /// For whom the table was made, where it says so.
    pub audience: Option<Audience>,
    /// Sheets and columns that are none of the case's.
    pub left_out: Vec<Trouble>,
    /// Whether it is a table of positions, which does not carry everything.
    pub is_part: bool,
}

/// Whether a file is a workbook that [`read_xlsx`] reads, or a table for [`read_csv`].
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return grid::read(bytes).is_ok_and(|grids| grids.iter().any(is_case_sheet));
    }
    positions::is_ours(bytes)
}

/// Reads a workbook that [`sheets::xlsx`] has made, also after another program has saved it.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_xlsx(bytes: &[u8]) -> Result<Taken, Vec<Trouble>> {
    let grids = grid::read(bytes).map_err(|trouble| vec![trouble])?;
    let Some(head_grid) = grids.iter().find(|grid| is_case_sheet(grid)) else {
        return Err(vec![TroubleKind::Foreign.at(Place::default())]);
    };
    let mut troubles = Vec::new();
    let mut left_out = Vec::new();
    let (head, audience) = read_head(head_grid, &mut troubles);
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let name = words::sheet(table.key);
        match grids.iter().find(|grid| grid.name == name) {
            Some(grid) => {
                tables.insert(table.key, rows::read(table, grid, &mut troubles, &mut left_out));
            }
            None => troubles.push(TroubleKind::NoSheet.at(Place::sheet(name))),
        }
    }
    let known = |name: &str| {
        [words::CASE, words::COMPARISON].contains(&name) || TABLES.iter().any(|table| words::sheet(table.key) == name)
    };
    let unknown = grids.iter().filter(|grid| !known(&grid.name) && !std::ptr::eq(*grid, head_grid));
    left_out.extend(unknown.map(|grid| TroubleKind::UnknownSheet.at(Place::sheet(&grid.name))));
    let case = match head.filter(|_| troubles.is_empty()) {
        Some(head) => assemble(head, &tables)?,
        None => return Err(troubles),
    };
    Ok(Taken { case, audience, left_out, is_part: false })
}

/// Reads a table of positions that [`sheets::csv`] has made, also with another separator.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_csv(bytes: &[u8]) -> Result<Taken, Vec<Trouble>> {
    let (case, left_out) = positions::read(bytes)?;
    Ok(Taken { case, audience: None, left_out, is_part: true })
}

/// What brings the changes of a table that was handed out and came back into the open case.
///
/// `handed_out` is the case as the table would show it now: the open one without what its audience may not see. What
/// differs from it in the table is a change, record by record and field by field; everything else, and everything
/// that such a table does not carry, stays as it is in the open case. Nothing where there is no change.
///
/// # Errors
/// When the table of `handed_out` cannot be made or read, which would be an error of this program's.
pub fn changes(open: &Snapshot, handed_out: &Snapshot, taken: &Taken) -> Result<Vec<Change>, Vec<Trouble>> {
    let base = if taken.is_part {
        let bytes = sheets::csv(handed_out, &Progress::default());
        let bytes = bytes.map_err(|error| vec![TroubleKind::Unfit(error.to_string()).at(Place::default())])?;
        read_csv(&bytes)?.case
    } else {
        Case::clone(handed_out.case())
    };
    let mut theirs = taken.case.clone();
    if taken.is_part {
        // Its title is only a stopgap.
        theirs.title.clone_from(&base.title);
    }
    let merged = merge(&base, open.case(), &theirs);
    Ok(if merged.case == **open.case() { Vec::new() } else { vec![Change::Replace(Arc::new(merged.case))] })
}

/// The name of what the case says of itself, and the text that stands beside it, part by part.
type Head = BTreeMap<String, BTreeMap<usize, (usize, String)>>;

fn head_of(grid: &Grid) -> Head {
    let mut head = Head::new();
    for (at, row) in &grid.rows {
        let Some(Value::Text(label)) = row.get(&0) else { continue };
        let value = match row.get(&1) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        let (label, part) = words::column_of_part(label).map_or((label.as_str(), 1), |(label, part, _)| (label, part));
        head.entry(label.to_owned()).or_default().entry(part).or_insert((*at as usize + 1, value));
    }
    head
}

/// The row and the text of what the case says of itself under a name.
fn said(head: &Head, name: &str) -> Option<(usize, String)> {
    let parts = head.get(name)?;
    let (row, _) = parts.values().next()?;
    let text: String = parts.values().map(|(_, text)| text.as_str()).collect();
    Some((*row, Form::Workbook.read(&text)?.into_owned()))
}

/// Whether it is the sheet by which a workbook of Demarche is known.
fn is_case_sheet(grid: &Grid) -> bool {
    grid.name == words::CASE
        && said(&head_of(grid), &words::column(CASE.key, "format")).is_some_and(|(_, format)| format == FORMAT)
}

/// What the case says of itself, and for whom the workbook is.
fn read_head(grid: &Grid, troubles: &mut Vec<Trouble>) -> (Option<Case>, Option<Audience>) {
    let head = head_of(grid);
    let sheet = Place::sheet(&grid.name);
    let mut fields: Vec<(String, String)> = Vec::new();
    for column in CASE.columns {
        let name = words::column(CASE.key, column.field);
        match said(&head, &name) {
            Some((row, text)) => match Codec::new(column.holds).read(&Cell::Text(text.clone())) {
                Ok(json) => fields.push((column.field.to_owned(), json)),
                Err(wanted) => {
                    troubles.push(TroubleKind::Unlike { wanted, found: text }.at(sheet.row(row).column(&name)));
                }
            },
            None if column.required => troubles.push(TroubleKind::Empty.at(sheet.column(&name))),
            None => {}
        }
    }
    let version = fields.iter().find(|(field, _)| field == "version").and_then(|(_, json)| json.parse::<u32>().ok());
    if let Some(version) = version.filter(|version| *version != VERSION) {
        troubles.push(TroubleKind::Newer(version.to_string()).at(sheet.clone()));
    }
    if let Some((row, text)) = said(&head, words::OTHERS) {
        let known = |key: &str| LISTS.iter().any(|table| table.key == key);
        match rows::others(&CASE, &text).filter(|others| !others.iter().any(|(key, _)| known(key))) {
            Some(others) => fields.extend(others),
            None => troubles.push(TroubleKind::NoObject(text).at(sheet.row(row).column(words::OTHERS))),
        }
    }
    let audience = said(&head, words::MADE_FOR).and_then(|(_, word)| {
        [Audience::Public, Audience::Shared, Audience::Internal]
            .into_iter()
            .find(|audience| audience_word(*audience) == word)
    });
    if !troubles.is_empty() {
        return (None, audience);
    }
    match serde_json::from_str(&object(fields)) {
        Ok(case) => (Some(case), audience),
        Err(error) => {
            troubles.push(TroubleKind::Unfit(error.to_string()).at(sheet));
            (None, audience)
        }
    }
}
