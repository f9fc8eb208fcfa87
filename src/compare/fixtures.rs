//! Small cases for the tests of this folder.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Comparison, Entry};
use crate::case::{Case, Snapshot};

/// A case of two principals, a mediator, four axes and an issue or two on each, with the given further lists.
pub(super) fn case(lists: Value) -> Snapshot {
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [
            { "id": "usa", "name": "United States", "role": "mediator" },
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
        ],
        "axes": [
            { "id": "political", "name": "Political" },
            { "id": "economic", "name": "Economic" },
            { "id": "security", "name": "Security" },
            { "id": "territorial", "name": "Territorial" },
        ],
        "issues": [
            { "id": "trade", "axis": "economic", "number": "E1", "title": "Trade", "status": "not_addressed" },
            { "id": "golan", "axis": "territorial", "number": "T1", "title": "Golan", "status": "contested" },
            { "id": "arms", "axis": "security", "number": "S1", "title": "Heavy arms", "status": "contested" },
            { "id": "lines", "axis": "territorial", "number": "T2", "title": "Lines", "status": "agreed" },
        ],
    });
    if let (Some(case), Value::Object(lists)) = (case.as_object_mut(), lists) {
        case.extend(lists);
    }
    Snapshot::new(Arc::new(serde_json::from_str::<Case>(&case.to_string()).unwrap()))
}

/// A position with nothing but what is required, then `more`.
pub(super) fn position(id: &str, party: &str, issue: &str, kind: &str, more: Value) -> Value {
    let mut position = json!({ "id": id, "party": party, "issue": issue, "kind": kind, "text": format!("{id} text") });
    if let (Some(position), Value::Object(more)) = (position.as_object_mut(), more) {
        position.extend(more);
    }
    position
}

/// The ids of the issues shown, in order.
pub(super) fn issues<'a>(snapshot: &'a Snapshot, comparison: &Comparison) -> Vec<&'a str> {
    comparison.issues.iter().map(|issue| snapshot.numbered_issue(*issue).unwrap().id.as_str()).collect()
}

/// What a cell holds: the ids of positions, and `proposal/term` for terms.
pub(super) fn cell(snapshot: &Snapshot, comparison: &Comparison, row: usize, column: usize) -> Vec<String> {
    comparison.cell(row, column).iter().map(|entry| name(snapshot, *entry)).collect()
}

pub(super) fn name(snapshot: &Snapshot, entry: Entry) -> String {
    match entry {
        Entry::Position(number) => snapshot.numbered(number).unwrap().id.to_string(),
        Entry::Term { proposal, term } => {
            format!("{}/{term}", snapshot.case().proposals.get(proposal as usize).unwrap().id)
        }
    }
}

/// Every entry shown, row by row.
pub(super) fn shown(snapshot: &Snapshot, comparison: &Comparison) -> Vec<String> {
    (0..comparison.issues.len()).flat_map(|row| comparison.row(row)).map(|(_, entry)| name(snapshot, entry)).collect()
}
