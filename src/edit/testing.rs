//! Small cases for the tests of this module.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Edit, apply};
use crate::case::{Problem, Snapshot, check};

/// A case of these lists, with what every case needs.
pub(super) fn case(lists: &Value) -> Snapshot {
    let mut case = json!({ "format": "demarche/case", "version": 1, "title": "Talks" });
    let (Some(case_keys), Some(lists)) = (case.as_object_mut(), lists.as_object()) else { unreachable!() };
    case_keys.extend(lists.clone());
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

/// Two parties, three axes, an issue on each of the first two, and one position.
pub(super) fn talks() -> Snapshot {
    case(&json!({
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
        ],
        "axes": [
            { "id": "territorial", "name": "Territorial" },
            { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" },
        ],
        "issues": [
            { "id": "withdrawal", "axis": "territorial", "number": "T1", "title": "Withdrawal", "status": "contested",
              "options": [{ "id": "none", "label": "None" }, { "id": "full", "label": "Full" }] },
            { "id": "guarantees", "axis": "security", "number": "S4", "title": "Guarantees", "status": "unknown",
              "options": [{ "id": "full", "label": "All" }, { "id": "nothing", "label": "none" }] },
        ],
        "positions": [
            { "id": "syr-withdrawal", "party": "syria", "issue": "withdrawal", "kind": "demand", "text": "Leave.",
              "options": ["full"] },
        ],
    }))
}

/// A case in which every field that can point at something does.
pub(super) fn everything() -> Snapshot {
    let evidence = json!([{ "source": "wire", "attribution": "on_record", "via": "paper",
        "disputes": "outcome:freeze", "note": "heard twice", "page": 1.50 }]);
    let conditions = json!([{ "text": "only if", "requires": "issue:guarantees", "from": "israel" }]);
    case(&json!({
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
            { "id": "usa", "name": "United States", "role": "mediator" },
        ],
        "axes": [
            { "id": "territorial", "name": "Territorial" },
            { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" },
        ],
        "issues": [
            { "id": "withdrawal", "axis": "territorial", "number": "T1", "title": "Withdrawal", "status": "agreed",
              "status_evidence": evidence, "background": "Since 2024.", "tags": ["land"],
              "options": [{ "id": "none", "label": "None" }, { "id": "full", "label": "Full" }] },
            { "id": "guarantees", "axis": "security", "number": "S4", "title": "Guarantees", "status": "unknown",
              "question": "Which?", "background": "Old.", "tags": ["land", "lines"], "status_evidence": evidence,
              "options": [{ "id": "full", "label": "All" }, { "id": "nothing", "label": "none", "about": "Nil." }] },
        ],
        "positions": [
            { "id": "old", "party": "syria", "issue": "withdrawal", "kind": "demand", "text": "Leave.",
              "options": ["full"], "since": "paris", "until": "2026-01" },
            { "id": "new", "party": "syria", "issue": "withdrawal", "kind": "demand", "text": "Leave soon.",
              "options": ["full", "none"], "conditions": conditions, "since": "paris", "until": "london",
              "replaces": "old", "evidence": evidence },
            { "id": "lines", "party": "israel", "issue": "guarantees", "kind": "red_line", "text": "No.",
              "options": ["nothing", "full"], "conditions": [{ "text": "if", "requires": "position:new" }] },
        ],
        "proposals": [{ "id": "bridge", "sponsor": "usa", "title": "Bridge", "text": "All in.", "status": "floated",
            "terms": [{ "issue": "guarantees", "option": "nothing", "text": "Nothing." },
                      { "issue": "withdrawal", "option": "full", "text": "Everything." }],
            "responses": [{ "party": "israel", "stance": "open", "conditions": conditions, "evidence": evidence }],
            "evidence": evidence }],
        "outcomes": [{ "id": "freeze", "title": "Freeze", "text": "Quiet.", "state": "announced",
            "parties": ["syria", "israel"], "issues": ["withdrawal", "guarantees"], "evidence": evidence }],
        "rounds": [
            { "id": "paris", "label": "Paris", "participants": [{ "party": "usa" }], "evidence": evidence },
            { "id": "london", "label": "London" },
        ],
        "events": [{ "id": "fall", "date": "2024-12-08", "text": "It fell.", "evidence": evidence }],
        "sources": [{ "id": "wire", "publisher": "Wire" }, { "id": "paper", "publisher": "Paper" }],
        "assessments": [
            { "party": "israel", "issue": "guarantees", "values": { "full": 10, "nothing": 90 }, "rationale": "Why." },
            { "party": "israel", "weight": 50 },
        ],
        "notes": [{ "id": "remark", "on": "issue:guarantees", "text": "Hm." }],
        "glossary": [{ "term": "Line", "definition": "A line.", "evidence": evidence }],
        "log": [{ "at": "2026-01-06T10:00:00+01:00", "on": "issue:guarantees", "text": "Began." }],
    }))
}

/// The case after an edit.
pub(super) fn after(snapshot: &Snapshot, edit: &Edit) -> Snapshot {
    Snapshot::new(Arc::new(apply(snapshot, &edit.changes).unwrap()))
}

/// The problems of a case that say that something leads nowhere.
pub(super) fn dangling(snapshot: &Snapshot) -> Vec<Problem> {
    let mut problems = check(snapshot);
    problems.retain(|problem| matches!(problem.kind.code(), "no_such_record" | "no_such_option" | "no_such_moment"));
    problems
}
