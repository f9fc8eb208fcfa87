//! A table as a list of records with one field per party, for other programs.

use serde_json::{Map, Value};

use super::super::Grid;
use super::super::mapping::{AxisChoice, ColumnRole, Mapping};
use super::Row;
use super::reading::{self, field};
use crate::case::Snapshot;

/// The rows of a table as JSON objects: what it says of the issue, and a field for each party.
///
/// A party's field holds its demand; what it says of another kind stands in a field of its own, as in
/// `Syria (concession)`. Where it says nothing, the field is null.
#[must_use]
pub fn records(grid: &Grid, mapping: &Mapping, snapshot: &Snapshot) -> Vec<Map<String, Value>> {
    let (rows, ..) = reading::read(grid, mapping, snapshot);
    of_rows(&rows, &party_fields(mapping, snapshot), snapshot)
}

fn party_fields(mapping: &Mapping, snapshot: &Snapshot) -> Vec<String> {
    let columns = mapping.columns.iter().filter_map(|column| match &column.role {
        ColumnRole::Party(choice, kind) => Some(field(choice, kind, snapshot)),
        _ => None,
    });
    columns.collect()
}

pub(in super::super) fn of_rows(rows: &[Row], fields: &[String], snapshot: &Snapshot) -> Vec<Map<String, Value>> {
    let mut all: Vec<String> = fields.to_vec();
    all.extend(rows.iter().flat_map(|row| &row.said).map(|said| field(&said.party, &said.kind, snapshot)));
    let mut known = hashbrown::HashSet::new();
    all.retain(|name| known.insert(name.clone()));
    rows.iter().map(|row| record(row, &all, snapshot)).collect()
}

fn record(row: &Row, fields: &[String], snapshot: &Snapshot) -> Map<String, Value> {
    let mut record = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            record.insert(name.to_owned(), Value::String(value));
        }
    };
    let text = |cell: &Option<(String, super::Place)>| cell.as_ref().map(|(text, _)| text.clone());
    let lines = |cells: &[(String, super::Place)]| {
        let lines: Vec<&str> = cells.iter().map(|(text, _)| text.as_str()).collect();
        Some(lines.join("\n")).filter(|lines| !lines.is_empty())
    };
    put("from", row.place.map(|place| place.to_string()));
    put("number", text(&row.number));
    put("issue", text(&row.title));
    let axis = row.axis.as_ref().map(|(axis, _)| match axis {
        AxisChoice::Existing(id) => id.to_string(),
        AxisChoice::Named(name) => name.clone(),
    });
    put("axis", axis);
    put("question", text(&row.question));
    put("background", text(&row.background));
    put("status", row.status.as_ref().map(|(status, _)| status.as_str().to_owned()));
    put("draft", lines(&row.drafts));
    put("source", lines(&row.evidence));
    put("note", lines(&row.notes));
    for name in fields {
        // A party that is called as one of the fields above has one of its own all the same.
        let name_in_record = if record.contains_key(name) { format!("{name} (party)") } else { name.clone() };
        let said: Vec<&str> = row
            .said
            .iter()
            .filter(|said| field(&said.party, &said.kind, snapshot) == *name)
            .map(|said| said.text.as_str())
            .collect();
        let value = if said.is_empty() { Value::Null } else { Value::String(said.join("\n")) };
        record.insert(name_in_record, value);
    }
    record
}
