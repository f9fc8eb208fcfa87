//! The rules of this module on small cases; `tests/export_audience.rs` looks for leaks in every field and format.

use serde_json::{Value, json};

use super::*;
use crate::case::{PositionId, Ref};

fn snapshot(lists: Value) -> Snapshot {
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "north", "name": "North", "role": "principal" }],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [{ "id": "line", "axis": "security", "title": "Line", "status": "contested" }],
    });
    if let (Some(case), Value::Object(lists)) = (case.as_object_mut(), lists) {
        case.extend(lists);
    }
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

fn position(id: &str, visibility: &str, more: Value) -> Value {
    let mut position = json!({
        "id": id, "party": "north", "issue": "line", "kind": "demand", "text": id, "visibility": visibility,
    });
    if let (Some(position), Value::Object(more)) = (position.as_object_mut(), more) {
        position.extend(more);
    }
    position
}

fn ids(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.case().positions.iter().map(|position| position.id.as_str()).collect()
}

fn replaces(snapshot: &Snapshot, id: &str) -> Option<String> {
    snapshot.position(&id.into()).unwrap().replaces.as_ref().map(PositionId::to_string)
}

#[test]
fn each_audience_sees_what_the_one_before_it_sees_and_more() {
    let all = snapshot(json!({ "positions": [
        position("open", "public", json!({})), position("ours", "internal", json!({})),
        position("told", "shared", json!({})), position("odd", "eyes_only", json!({})),
        { "id": "silent", "party": "north", "issue": "line", "kind": "demand", "text": "x" },
    ] }));
    assert_eq!(ids(&redacted(&all, Audience::Public).0), ["open", "silent"]);
    assert_eq!(ids(&redacted(&all, Audience::Shared).0), ["open", "told", "silent"]);
    let (internal, left_out) = redacted(&all, Audience::Internal);
    assert!(Arc::ptr_eq(internal.case(), all.case()));
    assert_eq!(left_out.sentence(), "Nothing is left out for this audience.");
}

#[test]
fn what_is_left_out_is_counted_by_kind_and_level() {
    let all = snapshot(json!({
        "positions": [
            position("ours", "internal", json!({})), position("ours-too", "internal", json!({})),
            position("told", "shared", json!({})), position("open", "public", json!({ "comment": "Psst" })),
        ],
        "assessments": [{ "party": "north", "walk_away": "At noon" }],
        "notes": [{ "id": "note", "text": "Psst" }, { "id": "open", "text": "Hear", "visibility": "public" }],
        "log": [{ "at": "2026-01-06T10:00:00Z", "text": "Psst" }],
        "made_with": "a tool",
    }));
    let (case, left_out) = redacted(&all, Audience::Public);
    assert_eq!(
        left_out.sentence(),
        "7 internal items are not in this document: 2 positions, 1 assessment, 1 note, 1 log entry, 1 comment, \
         1 unknown field. 1 shared item is not in this document: 1 position."
    );
    assert_eq!(left_out.total(), 8);
    assert_eq!((case.case().notes.len(), case.case().assessments.len(), case.case().log.len()), (1, 0, 0));
    assert_eq!(redacted(&all, Audience::Shared).1.shared.total(), 0);
}

#[test]
fn the_public_version_that_an_internal_one_replaced_stands_again() {
    let all = snapshot(json!({ "positions": [
        position("first", "public", json!({})),
        position("second", "internal", json!({ "replaces": "first" })),
    ] }));
    let (case, _) = redacted(&all, Audience::Public);
    assert_eq!(ids(&case), ["first"]);
    assert_eq!(case.replaced_by(&"first".into()).count(), 0);
}

#[test]
fn a_version_replaces_the_nearest_one_that_stays() {
    let all = snapshot(json!({ "positions": [
        position("first", "public", json!({})),
        position("second", "internal", json!({ "replaces": "first" })),
        position("third", "internal", json!({ "replaces": "second" })),
        position("fourth", "public", json!({ "replaces": "third" })),
        position("lost", "public", json!({ "replaces": "nothing" })),
        position("round", "internal", json!({ "replaces": "trip" })),
        position("trip", "internal", json!({ "replaces": "round" })),
        position("late", "public", json!({ "replaces": "trip" })),
    ] }));
    let (case, _) = redacted(&all, Audience::Public);
    assert_eq!(replaces(&case, "fourth").as_deref(), Some("first"));
    assert_eq!((replaces(&case, "lost"), replaces(&case, "late")), (None, None));
}

#[test]
fn what_pointed_at_something_left_out_stays_without_pointing() {
    let all = snapshot(json!({
        "positions": [
            position("ours", "internal", json!({})),
            position("open", "public", json!({
                "conditions": [{ "text": "if they move", "requires": "position:ours" },
                               { "text": "if the line holds", "requires": "issue:line" },
                               { "text": "if it is odd", "requires": "secret:thing" }],
                "evidence": [{ "source": "paper", "attribution": "on_record", "disputes": "position:ours" }],
            })),
        ],
        "sources": [{ "id": "paper", "publisher": "Paper" }],
        "notes": [{ "id": "hear", "on": "position:ours", "text": "Hear", "visibility": "public" }],
    }));
    let (case, _) = redacted(&all, Audience::Public);
    let open = case.position(&"open".into()).unwrap();
    let requires: Vec<Option<Ref>> = open.conditions.iter().map(|condition| condition.requires.clone()).collect();
    assert_eq!(requires, [None, Some(Ref::from("issue:line")), None]);
    assert_eq!((open.evidence.len(), &open.evidence[0].disputes), (1, &None));
    assert_eq!(case.case().notes.get(0).unwrap().on, None);
}

#[test]
fn a_source_goes_with_the_last_that_cites_it() {
    let evidence = |source: &str, via: &str| json!({ "source": source, "via": via, "attribution": "on_record" });
    let all = snapshot(json!({
        "positions": [
            position("ours", "internal", json!({ "evidence": [evidence("leak", "courier"), evidence("paper", "wire")] })),
            position("told", "shared", json!({ "evidence": [evidence("letter", "wire")] })),
            position("open", "public", json!({ "evidence": [evidence("paper", "paper")] })),
        ],
        "sources": [
            { "id": "leak", "publisher": "Leak" }, { "id": "courier", "publisher": "Courier" },
            { "id": "paper", "publisher": "Paper" }, { "id": "wire", "publisher": "Wire" },
            { "id": "letter", "publisher": "Letter" }, { "id": "uncited", "publisher": "Uncited" },
        ],
    }));
    let sources =
        |case: &Snapshot| -> Vec<String> { case.case().sources.iter().map(|source| source.id.to_string()).collect() };
    let (public, left_out) = redacted(&all, Audience::Public);
    assert_eq!(sources(&public), ["paper", "uncited"]);
    assert_eq!((left_out.internal.sources, left_out.shared.sources), (2, 2));
    assert_eq!(sources(&redacted(&all, Audience::Shared).0), ["paper", "wire", "letter", "uncited"]);
}

#[test]
fn words_that_this_version_does_not_know_stay() {
    let all =
        snapshot(json!({ "positions": [position("open", "public", json!({ "kind": "threat", "basis": "heard" }))] }));
    let (case, _) = redacted(&all, Audience::Public);
    let open = case.position(&"open".into()).unwrap();
    assert_eq!((open.kind.as_str(), open.basis.as_ref().unwrap().as_str()), ("threat", "heard"));
}

#[test]
fn an_issue_on_which_all_is_left_out_goes_with_it_and_one_on_which_nothing_stands_stays() {
    let issue = |id: &str, evidence: Value| json!({ "id": id, "axis": "security", "title": id, "status": "contested", "status_evidence": evidence });
    let on = |id: &str, issue: &str, visibility: &str| position(id, visibility, json!({ "issue": issue }));
    let cited = json!([{ "source": "paper", "attribution": "on_record" }]);
    let all = snapshot(json!({
        "issues": [
            issue("secret", json!([])), issue("told", json!([])), issue("open", json!([])), issue("bare", json!([])),
            issue("reported", cited), issue("noted", json!([])),
        ],
        "positions": [
            on("a", "secret", "internal"), on("b", "secret", "eyes_only"), on("c", "told", "shared"),
            on("d", "told", "internal"), on("e", "open", "internal"), on("f", "open", "public"),
            on("g", "reported", "internal"), on("h", "noted", "internal"),
            position("i", "public", json!({ "issue": "open", "conditions": [{ "text": "x", "requires": "issue:secret" }] })),
        ],
        "notes": [
            { "id": "n", "on": "issue:noted", "text": "Seen", "visibility": "public" },
            { "id": "m", "on": "issue:bare", "text": "Ours", "visibility": "internal" },
        ],
        "sources": [{ "id": "paper", "publisher": "Paper" }],
    }));
    let issues = |audience| {
        let (seen, left_out) = redacted(&all, audience);
        let ids: Vec<String> = seen.case().issues.iter().map(|issue| issue.id.to_string()).collect();
        (ids.join(" "), left_out.internal.issues, left_out.shared.issues)
    };
    assert_eq!(issues(Audience::Public), ("open bare reported noted".to_owned(), 1, 1));
    assert_eq!(issues(Audience::Shared), ("told open bare reported noted".to_owned(), 1, 0));
    assert_eq!(issues(Audience::Internal).0, "secret told open bare reported noted");
    let (seen, left_out) = redacted(&all, Audience::Public);
    assert_eq!(seen.position(&"i".into()).unwrap().conditions[0].requires, None);
    assert!(left_out.sentence().contains("1 issue, "), "{}", left_out.sentence());
}
