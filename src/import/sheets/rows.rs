//! The rows of a sheet as records.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{Place, Trouble, TroubleKind};
use super::raw::{RawSheet, Value};
use crate::case::Object;
use crate::export::sheets::cell::{Cell, Codec};
use crate::export::sheets::schema::{Holds, Table};
use crate::export::sheets::text::Form;
use crate::words::sheets as words;

/// A record as its row has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) place: Place,
    /// What it belongs to, where its table is of lists within records.
    pub(super) owner: Option<String>,
    /// Its place in its list.
    pub(super) number: Option<f64>,
    /// Fields with their JSON.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Keys that this version does not know, with their JSON.
    pub(super) others: Vec<(String, String)>,
}

impl Row {
    /// The text of a field.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        let (_, json) = self.fields.iter().find(|(name, _)| *name == field)?;
        serde_json::from_str(json).ok()
    }
}

/// The columns that a name can be of, and where they stand: part by part for one that goes on in further columns.
pub(super) struct Heads(BTreeMap<String, BTreeMap<usize, u32>>);

impl Heads {
    /// Finds the columns of these names in a row of names; what is no column is told as left out.
    pub(super) fn find(
        place: &Place,
        row: &BTreeMap<u32, Value>,
        wanted: &[(String, bool)],
        ignored: &[String],
        troubles: &mut Vec<Trouble>,
        left_out: &mut Vec<Trouble>,
    ) -> Self {
        let mut columns: BTreeMap<String, BTreeMap<usize, u32>> = BTreeMap::new();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, head) in row {
            let Value::Text(head) = head else { continue };
            let plain = folded(head);
            let (base, part, count) = words::column_of_part(&plain)
                .map_or((plain.clone(), 1, 1), |(base, part, count)| (base.to_owned(), part, count));
            if wanted.iter().any(|(name, _)| folded(name) == base) {
                counts.insert(base.clone(), count);
                if columns.entry(base).or_default().insert(part, *at).is_some() {
                    troubles.push(TroubleKind::TwoColumns.at(place.column(head)));
                }
            } else if !ignored.iter().any(|name| folded(name) == plain) {
                left_out.push(TroubleKind::UnknownColumn.at(place.column(head)));
            }
        }
        for (name, required) in wanted {
            let parts = columns.get(&folded(name));
            let count = counts.get(&folded(name)).copied().unwrap_or(1);
            let missing: BTreeSet<usize> = if parts.is_some() || *required {
                (1..=count.min(1 << 14)).filter(|part| !parts.is_some_and(|parts| parts.contains_key(part))).collect()
            } else {
                BTreeSet::new()
            };
            for part in missing {
                troubles.push(TroubleKind::NoColumn.at(place.column(&words::part_of_column(name, part, count))));
            }
        }
        Self(columns)
    }

    /// What stands in a row under a name.
    ///
    /// # Errors
    /// When it is the error of a formula.
    pub(super) fn cell(
        &self,
        row: &BTreeMap<u32, Value>,
        name: &str,
        form: Form,
        place: &Place,
    ) -> Result<Option<Cell>, Trouble> {
        let mut texts = String::new();
        let parts = self.0.get(&folded(name));
        for at in parts.into_iter().flat_map(BTreeMap::values) {
            match row.get(at) {
                Some(Value::Text(text)) => texts.push_str(text),
                Some(Value::Number(number)) if texts.is_empty() => return Ok(Some(Cell::Number(*number))),
                Some(Value::Number(number)) => texts.push_str(&number.to_string()),
                Some(Value::Error) => return Err(TroubleKind::FormulaError.at(place.column(name))),
                None => {}
            }
        }
        Ok(form.read(&texts).map(|text| Cell::Text(text.into_owned())))
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Reads the sheet of a table.
pub(super) fn read(
    table: &'static Table,
    sheet: &RawSheet,
    troubles: &mut Vec<Trouble>,
    left_out: &mut Vec<Trouble>,
) -> Vec<Row> {
    let mut rows = sheet.rows.iter();
    let sheet = Place::sheet(&sheet.name);
    let Some((_, head)) = rows.next() else {
        troubles.push(TroubleKind::NoColumn.at(sheet.column(words::NUMBER)));
        return Vec::new();
    };
    let fields: Vec<(String, Codec, &crate::export::sheets::schema::Column)> = table
        .columns
        .iter()
        .map(|column| (words::column(table.key, column.field), Codec::new(column.holds), column))
        .collect();
    let mut wanted: Vec<(String, bool)> = fields.iter().map(|(name, ..)| (name.clone(), true)).collect();
    wanted.push((words::NUMBER.to_owned(), true));
    wanted.push((words::OTHERS.to_owned(), false));
    let mut ignored = Vec::new();
    if table.is_nested() {
        wanted.push((words::BELONGS_TO.to_owned(), true));
        ignored.push(words::reading_column(words::BELONGS_TO));
    }
    let named = fields.iter().filter(|(_, codec, _)| matches!(codec.holds, Holds::Named(_)));
    ignored.extend(named.map(|(name, ..)| words::reading_column(name)));
    let heads = Heads::find(&sheet, head, &wanted, &ignored, troubles, left_out);
    let mut read = Vec::new();
    for (at, cells) in rows {
        let place = sheet.row(*at as usize + 1);
        let cell = |name: &str, troubles: &mut Vec<Trouble>| {
            heads.cell(cells, name, Form::Workbook, &place).unwrap_or_else(|trouble| {
                troubles.push(trouble);
                None
            })
        };
        let mut row = Row { place: place.clone(), ..Row::default() };
        let mut empty = Vec::new();
        for (name, codec, column) in &fields {
            match cell(name, troubles).map(|cell| codec.read(&cell).map_err(|wanted| (wanted, cell))) {
                Some(Ok(json)) => row.fields.push((column.field, json)),
                Some(Err((wanted, cell))) => {
                    troubles.push(TroubleKind::Unlike { wanted, found: shown(&cell) }.at(place.column(name)));
                }
                None if column.required => empty.push(TroubleKind::Empty.at(place.column(name))),
                None => {}
            }
        }
        if let Some(cell) = cell(words::OTHERS, troubles) {
            match others(table, &shown(&cell)) {
                Some(others) => row.others = others,
                None => troubles.push(TroubleKind::NoObject(shown(&cell)).at(place.column(words::OTHERS))),
            }
        }
        // What is left of a row that somebody has emptied is no record.
        if row.fields.is_empty() && row.others.is_empty() {
            continue;
        }
        troubles.append(&mut empty);
        if let Some(cell) = cell(words::NUMBER, troubles) {
            row.number = number(&cell);
            if row.number.is_none() {
                let wanted = crate::export::sheets::cell::Wanted::Number;
                troubles.push(TroubleKind::Unlike { wanted, found: shown(&cell) }.at(place.column(words::NUMBER)));
            }
        }
        if table.is_nested() {
            row.owner = cell(words::BELONGS_TO, troubles).map(|cell| shown(&cell));
            if row.owner.is_none() {
                troubles.push(TroubleKind::Empty.at(place.column(words::BELONGS_TO)));
            }
        }
        read.push(row);
    }
    read
}

pub(super) fn number(cell: &Cell) -> Option<f64> {
    let number = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => text.trim().parse().ok()?,
    };
    number.is_finite().then_some(number)
}

pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    }
}

/// The keys that this version does not know, from the cell that has them.
pub(super) fn others(table: &Table, cell: &str) -> Option<Vec<(String, String)>> {
    let object: Object = serde_json::from_str(cell).ok()?;
    let mut seen = BTreeSet::new();
    let is_new = |(key, _): &(&str, &str)| !table.knows(key) && seen.insert((*key).to_owned());
    let entries: Vec<(String, String)> =
        object.iter().filter(is_new).map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    (entries.len() == object.iter().count()).then_some(entries)
}
