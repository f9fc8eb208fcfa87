//! A case from the records of its tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::error::{Place, Trouble, TroubleKind};
use super::rows::Row;
use crate::case::{Case, Snapshot};
use crate::edit::{Change, ListName, Record, apply};
use crate::export::sheets::lines::{Id, refer};
use crate::export::sheets::object::{json, object};
use crate::export::sheets::schema::{LISTS, TABLES, Table};
use crate::words::edits::refusal;
use crate::words::sheets as words;

/// The rows of each table, by its key.
pub(super) type Tables = BTreeMap<&'static str, Vec<Row>>;

/// Puts the records into a case that has none, each in its list and what belongs to it into it.
///
/// # Errors
/// Each row that finds no place.
pub(super) fn assemble(head: Case, tables: &Tables) -> Result<Case, Vec<Trouble>> {
    let mut assembly = Assembly { tables, members: BTreeMap::new(), troubles: Vec::new() };
    for table in TABLES.iter().filter(|table| table.is_nested()) {
        for (at, row) in assembly.rows(table).iter().enumerate() {
            let owner = row.owner.clone().unwrap_or_default();
            assembly.members.entry((table.key, owner)).or_default().push(at);
        }
    }
    let mut changes = Vec::new();
    for table in LISTS {
        let rows = assembly.rows(table);
        let mut ids = BTreeSet::new();
        for at in in_order(rows, 0..rows.len()) {
            let Some(row) = rows.get(at) else { continue };
            let id = if table.has_ids() { row.text("id") } else { None };
            if let Some(id) = id.filter(|id| !ids.insert(id.clone())) {
                let place = row.place.column(&words::column(table.key, "id"));
                assembly.troubles.push(TroubleKind::IdTaken(id).at(place));
                continue;
            }
            let json = assembly.build(table, row);
            match record(table, &json) {
                Ok(record) => changes.push(Change::Insert { at: usize::MAX, record }),
                Err(reason) => assembly.troubles.push(TroubleKind::Unfit(reason).at(row.place.clone())),
            }
        }
    }
    let Assembly { members, mut troubles, .. } = assembly;
    for ((key, owner), left) in members {
        let rows = tables.get(key).map_or(&[][..], Vec::as_slice);
        troubles.extend(
            left.into_iter()
                .filter_map(|at| rows.get(at))
                .map(|row| TroubleKind::NoOwner(owner.clone()).at(row.place.column(words::BELONGS_TO))),
        );
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let empty = Snapshot::new(Arc::new(head));
    apply(&empty, &changes).map_err(|why| vec![TroubleKind::Unfit(refusal(&why)).at(Place::default())])
}

struct Assembly<'a> {
    tables: &'a Tables,
    /// What belongs to each record, by table and reference; taken out as it finds its place.
    members: BTreeMap<(&'static str, String), Vec<usize>>,
    troubles: Vec<Trouble>,
}

impl<'a> Assembly<'a> {
    fn rows(&self, table: &Table) -> &'a [Row] {
        self.tables.get(table.key).map_or(&[], Vec::as_slice)
    }

    /// The JSON of a record with all that belongs to it.
    fn build(&mut self, table: &'static Table, row: &Row) -> String {
        let id = match row.text("id").filter(|_| table.has_ids()) {
            Some(id) => Id::Own(id),
            None => Id::Place(row.number.map_or_else(String::new, |number| number.to_string())),
        };
        let reference = refer(table, &id, row.owner.as_deref()).unwrap_or_default();
        let mut entries: Vec<(String, String)> =
            row.fields.iter().map(|(field, json)| ((*field).to_owned(), json.clone())).collect();
        for (field, nested) in table.nested {
            let Some(members) = self.members.remove(&(nested.key, reference.clone())) else { continue };
            let rows = self.rows(nested);
            let objects: Vec<String> = in_order(rows, members.into_iter())
                .into_iter()
                .filter_map(|at| rows.get(at))
                .map(|row| self.build(nested, row))
                .collect();
            entries.push(((*field).to_owned(), format!("[{}]", objects.join(","))));
        }
        entries.extend(row.others.iter().cloned());
        object(entries)
    }
}

/// The rows by their numbers; one without a number comes after the one above it.
fn in_order(rows: &[Row], places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut last = f64::NEG_INFINITY;
    let mut numbered: Vec<(f64, usize)> = places
        .map(|at| {
            last = rows.get(at).and_then(|row| row.number).unwrap_or(last);
            (last, at)
        })
        .collect();
    numbered.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    numbered.into_iter().map(|(_, at)| at).collect()
}

/// Reads a record of a list of the case.
fn record(table: &Table, record: &str) -> Result<Record, String> {
    let list = ListName::ALL.iter().find(|list| list.key() == table.key);
    let name = list.map_or_else(String::new, json);
    // The lists are named as the records are.
    serde_json::from_str(&format!("{{{name}:{record}}}")).map_err(|error| error.to_string())
}
