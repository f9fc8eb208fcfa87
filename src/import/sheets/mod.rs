//! The tables that Demarche has made for other programs, read back.

mod assemble;
mod back;
mod error;
mod positions;
mod raw;
mod rows;

use std::collections::BTreeMap;

use crate::case::{Case, FORMAT, VERSION, fingerprint};
use crate::export::sheets::cell::{Cell, Codec};
use crate::export::sheets::object::object;
use crate::export::sheets::origin::Origin;
use crate::export::sheets::schema::{CASE, LISTS, TABLES};
use crate::export::sheets::text::Form;
use crate::import::read::exact;
use crate::words::sheets as words;

use assemble::assemble;
use raw::{RawSheet, Value};

pub use back::{Returned, new_problems};
pub use error::{Place, Trouble, TroubleKind};

/// What was read of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The case; of a table of positions only what such a table carries.
    pub case: Case,
    /// How the table was made, where it says so.
    pub origin: Option<Origin>,
    /// The number of what it holds now, by which it is known whether anybody has changed it.
    pub content: Option<u64>,
    /// Sheets and columns that are none of the case's.
    pub left_out: Vec<Trouble>,
    /// Whether it is a table of positions, which does not carry everything.
    pub is_part: bool,
}

/// Reads a workbook or a table of positions that Demarche has made, also after another program has saved it in a format
/// of its own; nothing where somebody else has made it.
///
/// # Errors
/// Everything that is wrong with it, each with its place; also where a sheet or column of ours is missing.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Result<Taken, Vec<Trouble>>> {
    if let Some(grids) = exact(bytes) {
        let sheets: Vec<RawSheet> = grids.iter().map(RawSheet::of).collect();
        let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        return is_ours(&names, sheets.first()?).then(|| read_sheets(&sheets)).flatten();
    }
    if bytes.starts_with(b"PK") {
        return read_sheets(&raw::read_if(bytes, &is_ours).ok()??);
    }
    positions::is_ours(bytes).then(|| read_csv(bytes))
}

/// Whether sheets with these names can be of our making; one alone, by its first row.
fn is_ours(names: &[String], first: &RawSheet) -> bool {
    let has = |name: &str| names.iter().any(|known| known == name);
    let ours = TABLES.iter().filter(|table| has(words::sheet(table.key))).count();
    has(words::CASE) || ours * 2 >= TABLES.len() || first.head().is_some_and(positions::is_head)
}

fn read_sheets(sheets: &[RawSheet]) -> Option<Result<Taken, Vec<Trouble>>> {
    let first = sheets.first()?;
    if first.head().is_some_and(positions::is_head) {
        return Some(read_positions(first));
    }
    let ours = sheets.iter().filter(|sheet| TABLES.iter().any(|table| words::sheet(table.key) == sheet.name)).count();
    let is_workbook = sheets.iter().any(is_case_sheet) || ours * 2 >= TABLES.len();
    is_workbook.then(|| read_workbook(sheets))
}

/// Reads a workbook that [`crate::export::sheets::xlsx`] has made, also after another program has saved it.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_xlsx(bytes: &[u8]) -> Result<Taken, Vec<Trouble>> {
    read_workbook(&raw::read(bytes).map_err(|trouble| vec![trouble])?)
}

fn read_workbook(sheets: &[RawSheet]) -> Result<Taken, Vec<Trouble>> {
    let Some(head_sheet) = sheets.iter().find(|sheet| is_case_sheet(sheet)) else {
        let has = |name: &str| sheets.iter().any(|sheet| sheet.name == name);
        let is_gone = !has(words::CASE) && TABLES.iter().any(|table| has(words::sheet(table.key)));
        return Err(vec![if is_gone {
            TroubleKind::NoSheet.at(Place::sheet(words::CASE))
        } else {
            TroubleKind::Foreign.at(Place::default())
        }]);
    };
    let mut troubles = Vec::new();
    let mut left_out = Vec::new();
    let (head, origin) = read_head(head_sheet, &mut troubles);
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let name = words::sheet(table.key);
        match sheets.iter().find(|sheet| sheet.name == name) {
            Some(sheet) => {
                tables.insert(table.key, rows::read(table, sheet, &mut troubles, &mut left_out));
            }
            None => troubles.push(TroubleKind::NoSheet.at(Place::sheet(name))),
        }
    }
    let known = |name: &str| {
        [words::CASE, words::COMPARISON].contains(&name) || TABLES.iter().any(|table| words::sheet(table.key) == name)
    };
    let unknown = sheets.iter().filter(|sheet| !known(&sheet.name) && !std::ptr::eq(*sheet, head_sheet));
    left_out.extend(unknown.map(|sheet| TroubleKind::UnknownSheet.at(Place::sheet(&sheet.name))));
    let case = match head.filter(|_| troubles.is_empty()) {
        Some(head) => assemble(head, &tables)?,
        None => return Err(troubles),
    };
    let content = Some(fingerprint(&case));
    Ok(Taken { case, origin, content, left_out, is_part: false })
}

/// Reads a table of positions that [`crate::export::sheets::csv`] has made, also with another separator.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read_csv(bytes: &[u8]) -> Result<Taken, Vec<Trouble>> {
    read_positions(&positions::sheet(bytes).map_err(|kind| vec![kind.at(Place::default())])?)
}

fn read_positions(sheet: &RawSheet) -> Result<Taken, Vec<Trouble>> {
    let positions::Read { case, origin, content, left_out } = positions::read(sheet)?;
    Ok(Taken { case, origin, content: Some(content), left_out, is_part: true })
}

/// The name of what the case says of itself, and the text that stands beside it, part by part.
type Head = BTreeMap<String, BTreeMap<usize, (usize, String)>>;

fn head_of(sheet: &RawSheet) -> Head {
    let mut head = Head::new();
    for (at, row) in &sheet.rows {
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
fn is_case_sheet(sheet: &RawSheet) -> bool {
    sheet.name == words::CASE
        && said(&head_of(sheet), &words::column(CASE.key, "format")).is_some_and(|(_, format)| format == FORMAT)
}

/// What the case says of itself, and how the workbook was made.
fn read_head(sheet: &RawSheet, troubles: &mut Vec<Trouble>) -> (Option<Case>, Option<Origin>) {
    let head = head_of(sheet);
    let sheet = Place::sheet(&sheet.name);
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
    let origin = Origin::read(&|name| said(&head, name).map(|(_, text)| text));
    if !troubles.is_empty() {
        return (None, origin);
    }
    match serde_json::from_str(&object(fields)) {
        Ok(case) => (Some(case), origin),
        Err(error) => {
            troubles.push(TroubleKind::Unfit(error.to_string()).at(sheet));
            (None, origin)
        }
    }
}
