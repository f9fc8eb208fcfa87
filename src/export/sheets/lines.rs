//! The records of a case, table by table.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::object::json;
use super::schema::{LISTS, Table};
use crate::case::{Case, Fields as _, Object};

/// A record in its table.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it belongs to, for a record of a list within a record.
    pub owner: Option<String>,
    /// Its place in its list, from 1.
    pub number: usize,
    pub object: Object,
}

/// The records of a case, by the key of their table.
#[derive(Clone, Debug, Default)]
pub struct Lines(BTreeMap<&'static str, Vec<Line>>);

impl Lines {
    /// Takes a case apart.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let mut lines = Self::default();
        for table in LISTS {
            let list = case.field(table.key);
            let records: Vec<Box<RawValue>> =
                list.and_then(|list| serde_json::from_str(&list).ok()).unwrap_or_default();
            for (at, record) in records.iter().enumerate() {
                let object = serde_json::from_str(record.get()).unwrap_or_default();
                lines.add(table, Line { owner: None, number: at + 1, object });
            }
        }
        lines
    }

    fn add(&mut self, table: &'static Table, line: Line) {
        for (field, nested) in table.nested {
            for (at, object) in line.object.objects(field).into_iter().enumerate() {
                self.add(nested, Line { owner: reference(table, &line), number: at + 1, object });
            }
        }
        self.0.entry(table.key).or_default().push(line);
    }

    /// The records of a table, in the order of the file.
    #[must_use]
    pub fn table(&self, table: &Table) -> &[Line] {
        self.0.get(table.key).map_or(&[], Vec::as_slice)
    }

    /// How many there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

/// How what belongs to a record names it.
fn reference(table: &Table, line: &Line) -> Option<String> {
    let id = if table.has_ids() { Id::Own(line.object.text("id")?) } else { Id::Place(line.number.to_string()) };
    refer(table, &id, line.owner.as_deref())
}

/// By what a record is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Id {
    Own(String),
    /// Its number in its list.
    Place(String),
}

/// A reference to a record: `position:one`, `glossary:3`, or `response 2 of proposal:zone`; nothing for what owns nothing.
#[must_use]
pub fn refer(table: &Table, id: &Id, owner: Option<&str>) -> Option<String> {
    let kind = table.kind?;
    Some(match (id, owner) {
        (Id::Own(id), _) => format!("{kind}:{id}"),
        (Id::Place(number), None) => format!("{kind}:{number}"),
        (Id::Place(number), Some(owner)) => format!("{kind} {number} of {owner}"),
    })
}

/// The keys of a record that this version does not know, as one JSON object; nothing where there are none.
#[must_use]
pub fn others(table: &Table, object: &Object) -> Option<String> {
    let entries: Vec<String> = object
        .iter()
        .filter(|(key, _)| !table.knows(key))
        .map(|(key, value)| format!("{}: {value}", json(key)))
        .collect();
    (!entries.is_empty()).then(|| format!("{{{}}}", entries.join(", ")))
}
