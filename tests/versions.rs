//! Merging and comparing versions of a case, with random edits of real and made-up ones.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop here")]

use std::fs;
use std::path::Path;

use demarche::case::{Case, Fields as _, Ref};
use demarche::edit::diff::{Detail, ItemChange, RecordChange, diff};
use demarche::edit::merge::{Choice, Clash, Conflict, NewsKind, merge};
use demarche::edit::single::{Single, SingleChange, singles, without};
use demarche::edit::{Key, ListName, Record};
use demarche::file;
use demarche::generate::{self, Size};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn paris() -> Case {
    static PARIS: std::sync::LazyLock<Case> = std::sync::LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
        let mut case = (**file::parse(&fs::read(path).unwrap()).unwrap().case()).clone();
        case.set_field("x_mood", Some("{ \"tense\":  1.50 }")).unwrap();
        case
    });
    PARIS.clone()
}

/// A case of one issue, two parties and a position with something in each of its lists.
fn small() -> Case {
    read(&json!({
        "format": "demarche/case", "version": 1, "title": "Talks", "summary": "On the line.",
        "parties": [{ "id": "north", "name": "North", "role": "principal" }, { "id": "south", "name": "South", "role": "principal" }],
        "axes": [{ "id": "territorial", "name": "Territorial" }, { "id": "security", "name": "Security" }],
        "issues": [
            { "id": "line", "axis": "territorial", "number": "T1", "title": "The line", "status": "contested",
              "options": [{ "id": "old", "label": "The old line" }, { "id": "new", "label": "The new line" }] },
            { "id": "posts", "axis": "territorial", "number": "T2", "title": "Posts", "status": "unknown" }
        ],
        "positions": [
            { "id": "n1", "party": "north", "issue": "line", "kind": "demand", "text": "Back to the old line by June.",
              "options": ["old"], "conditions": [{ "text": "after a vote" }],
              "evidence": [{ "source": "wire", "attribution": "on_record" }, { "source": "wire", "attribution": "analyst", "quote": "Perhaps" }],
              "tags": ["hard"] },
            { "id": "s1", "party": "south", "issue": "line", "kind": "red_line", "text": "Not one step back." },
            { "id": "s2", "party": "south", "issue": "posts", "kind": "interest", "text": "Early warning." }
        ],
        "sources": [{ "id": "wire", "publisher": "A wire" }],
        "assessments": [{ "party": "north", "issue": "line", "weight": 70, "values": { "old": 90, "new": 10 } }],
        "glossary": [{ "term": "line", "definition": "One." }, { "term": "line", "definition": "Another." }],
        "log": [{ "at": "2026-01-06T10:00:00+01:00", "text": "Opened." }]
    }))
}

fn read(value: &Value) -> Case {
    serde_json::from_value::<Value>(value.clone())
        .map(|value| serde_json::from_str(&value.to_string()).unwrap())
        .unwrap()
}

/// The case with something changed in its JSON.
fn with(case: &Case, change: impl FnOnce(&mut Value)) -> Case {
    let mut value = serde_json::to_value(case).unwrap();
    change(&mut value);
    read(&value)
}

/// Asserts that a case is loaded again from its bytes as it is.
fn loads(case: &Case) {
    let again = file::parse(&file::to_bytes(case)).expect("a merged case can be loaded");
    assert!(**again.case() == *case, "a merged case is loaded as it was");
}

fn clean(base: &Case, ours: &Case, theirs: &Case) -> Case {
    let merged = merge(base, ours, theirs);
    assert_eq!(merged.conflicts, []);
    loads(&merged.case);
    merged.case
}

/// The names of what is in conflict, as `position:n1 text` or `position:n1`.
fn conflicts(base: &Case, ours: &Case, theirs: &Case) -> Vec<String> {
    let merged = merge(base, ours, theirs);
    loads(&merged.case);
    let name = |key: &Key| key.target().map_or_else(|| format!("{key:?}"), ToString::to_string);
    let shown = merged.conflicts.iter().map(|conflict| match &conflict.clash {
        Clash::Field { name: field, .. } => format!("{} {field}", name(&conflict.key)),
        Clash::Record { .. } => name(&conflict.key),
    });
    shown.collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
    /// Anything goes.
    Any,
}

impl Side {
    fn may_edit(self, record: usize, field: usize) -> bool {
        match (self, record % 4) {
            (Self::Any, _) | (Self::Ours, 0) | (Self::Theirs, 1) => true,
            (_, 0 | 1) => false,
            _ => field.is_multiple_of(2) == (self == Self::Ours),
        }
    }

    fn may_shift(self, record: usize) -> bool {
        self == Self::Any || record % 4 == usize::from(self == Self::Theirs)
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Ours => "o",
            Self::Theirs => "t",
            Self::Any => "a",
        }
    }
}

/// A random edit; places count in the case as it was before all edits.
#[derive(Clone, Debug)]
enum Op {
    Set { list: Index, record: Index, field: Index, text: String },
    Extra { list: Index, record: Index, odd: bool, text: String },
    Grow { list: Index, record: Index, field: Index, from: Index },
    Shrink { list: Index, record: Index, field: Index, at: Index },
    Remove { list: Index, record: Index },
    Move { list: Index, record: Index, to: Index },
    Copy { list: Index, record: Index, to: Index },
}

fn op() -> impl Strategy<Value = Op> {
    let i = any::<Index>;
    prop_oneof![
        6 => (i(), i(), i(), "[a-zא-ד ]{0,8}").prop_map(|(list, record, field, text)| Op::Set { list, record, field, text }),
        2 => (i(), i(), any::<bool>(), "[a-z]{1,3}").prop_map(|(list, record, odd, text)| Op::Extra { list, record, odd, text }),
        3 => (i(), i(), i(), i()).prop_map(|(list, record, field, from)| Op::Grow { list, record, field, from }),
        3 => (i(), i(), i(), i()).prop_map(|(list, record, field, at)| Op::Shrink { list, record, field, at }),
        2 => (i(), i()).prop_map(|(list, record)| Op::Remove { list, record }),
        2 => (i(), i(), i()).prop_map(|(list, record, to)| Op::Move { list, record, to }),
        2 => (i(), i(), i()).prop_map(|(list, record, to)| Op::Copy { list, record, to }),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    proptest::collection::vec(op(), 0..12)
}

/// Whether a field names the record, so that writing it makes another record of it.
fn names_record(list: ListName, field: &str) -> bool {
    match list {
        ListName::Assessment => matches!(field, "party" | "issue"),
        ListName::Glossary => field == "term",
        ListName::Log => matches!(field, "at" | "text"),
        _ => field == "id",
    }
}

/// A list's records, each with the place that it had before all edits; none for a new one.
type Rows = Vec<(Option<usize>, Record)>;

fn edited(case: &Case, side: Side, ops: &[Op]) -> Case {
    let mut lists: Vec<Rows> = ListName::ALL
        .iter()
        .map(|list| (0..list.len(case)).map(|at| (Some(at), list.get(case, at).unwrap())).collect())
        .collect();
    let mut fresh = 0;
    for op in ops {
        edit(case, side, &mut lists, op, &mut fresh);
    }
    let mut value = serde_json::to_value(case).unwrap();
    for (list, rows) in ListName::ALL.iter().zip(lists) {
        let records = rows.into_iter().map(|(_, record)| {
            let Value::Object(tagged) = serde_json::to_value(&record).unwrap() else { unreachable!() };
            tagged.into_iter().next().unwrap().1
        });
        value[list.key()] = records.collect();
    }
    let mut case: Case = read(&value);
    // Going through a value loses how an unknown key was written.
    case.set_field("x_mood", Some("{ \"tense\":  1.50 }")).unwrap();
    case
}

fn edit(case: &Case, side: Side, lists: &mut [Rows], op: &Op, fresh: &mut usize) {
    let (Op::Set { list, record, .. }
    | Op::Extra { list, record, .. }
    | Op::Grow { list, record, .. }
    | Op::Shrink { list, record, .. }
    | Op::Remove { list, record }
    | Op::Move { list, record, .. }
    | Op::Copy { list, record, .. }) = op;
    let filled: Vec<ListName> = ListName::ALL.iter().copied().filter(|list| list.len(case) > 0).collect();
    let name = *list.get(&filled);
    let rows = &mut lists[ListName::ALL.iter().position(|list| *list == name).unwrap()];
    let origin = record.index(name.len(case));
    let Some(at) = rows.iter().position(|(place, _)| *place == Some(origin)) else { return };
    match op {
        Op::Set { field, text, .. } => {
            let field_at = field.index(name.fields().len());
            let field = name.fields()[field_at];
            if side.may_edit(origin, field_at) && !names_record(name, field) {
                // Not every field takes a text; those that do not stay as they are.
                drop(rows[at].1.set_field(field, Some(&json!(text).to_string())));
            }
        }
        Op::Extra { odd, text, .. } => {
            if side.may_edit(origin, usize::from(*odd)) {
                let key = if *odd { "x_odd" } else { "x_even" };
                rows[at].1.set_field(key, Some(&format!("{{  \"is\":\"{text}\" }}"))).unwrap();
            }
        }
        Op::Grow { field, from, .. } => {
            let field_at = field.index(name.fields().len());
            let field = name.fields()[field_at];
            let other = name.get(case, from.index(name.len(case))).unwrap().field(field);
            if side.may_edit(origin, field_at) {
                let [Some(mut mine), Some(mut more)] = [items(rows[at].1.field(field)), items(other)] else { return };
                // What stands there already would be two things of one name.
                more.retain(|item| {
                    !mine.iter().any(|known| known["id"] == item["id"] && known["text"] == item["text"])
                });
                mine.extend(more);
                rows[at].1.set_field(field, Some(&Value::from(mine).to_string())).unwrap();
            }
        }
        Op::Shrink { field, at: place, .. } => {
            let field_at = field.index(name.fields().len());
            let field = name.fields()[field_at];
            if side.may_edit(origin, field_at) {
                let Some(mut mine) = items(rows[at].1.field(field)).filter(|items| !items.is_empty()) else { return };
                mine.remove(place.index(mine.len()));
                rows[at].1.set_field(field, Some(&Value::from(mine).to_string())).unwrap();
            }
        }
        Op::Remove { .. } if side.may_shift(origin) => drop(rows.remove(at)),
        Op::Move { to, .. } if side.may_shift(origin) => {
            let row = rows.remove(at);
            rows.insert(to.index(rows.len() + 1), row);
        }
        Op::Copy { to, .. } => {
            let mut copy = rows[at].1.clone();
            if copy.target().is_some() {
                *fresh += 1;
                copy.set_field("id", Some(&json!(format!("{}-{fresh}", side.prefix())).to_string())).unwrap();
                rows.insert(to.index(rows.len() + 1), (None, copy));
            }
        }
        Op::Remove { .. } | Op::Move { .. } => {}
    }
}

fn items(json: Option<Box<str>>) -> Option<Vec<Value>> {
    match serde_json::from_str(&json?).unwrap() {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// The case with the records of each list in an order that depends on their content alone.
fn unordered(case: &Case) -> Value {
    let mut value = serde_json::to_value(case).unwrap();
    for list in ListName::ALL {
        if let Some(Value::Array(records)) = value.get_mut(list.key()) {
            records.sort_by_key(|record| {
                let mut record = record.clone();
                record.sort_all_objects();
                record.to_string()
            });
        }
    }
    value
}

fn bases() -> impl Strategy<Value = Case> {
    prop_oneof![
        Just(paris()),
        Just(small()),
        (any::<u64>(), 0..30_usize).prop_map(|(seed, positions)| generate::case(seed, Size::of(positions))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_side_that_changed_nothing_gives_the_other(base in bases(), ops in ops()) {
        let base = edited(&base, Side::Any, &[]);
        let other = edited(&base, Side::Any, &ops);
        for (ours, theirs, wanted) in
            [(&base, &base, &base), (&other, &base, &other), (&base, &other, &other), (&other, &other, &other)]
        {
            let merged = merge(&base, ours, theirs);
            prop_assert!(merged.conflicts.is_empty());
            prop_assert!(file::to_bytes(&merged.case) == file::to_bytes(wanted));
        }
    }

    #[test]
    fn differences_are_taken_back_one_by_one(base in bases(), ops in ops(), picks in prop::collection::vec(any::<bool>(), 1..9)) {
        let base = edited(&base, Side::Any, &[]);
        let other = edited(&base, Side::Any, &ops);
        let all = singles(&diff(&base, &other));
        prop_assert!(file::to_bytes(&without(&base, &other, &[])) == file::to_bytes(&other));
        prop_assert!(file::to_bytes(&without(&base, &other, &all.iter().collect::<Vec<_>>())) == file::to_bytes(&base));
        // What is left when some are taken back are the others.
        let some: Vec<_> = all.iter().zip(picks.iter().cycle()).filter(|(_, pick)| **pick).map(|(single, _)| single).collect();
        let part = without(&base, &other, &some);
        loads(&part);
        let (left, kept) = (singles(&diff(&base, &part)), singles(&diff(&part, &other)));
        let records = |singles: &[Single]| singles.iter().filter(|one| !matches!(one.change, SingleChange::Order(_))).count();
        prop_assert_eq!(records(&left) + records(&kept), records(&all));
    }

    #[test]
    fn edits_of_different_records_and_fields_never_clash(base in bases(), ours in ops(), theirs in ops()) {
        let base = edited(&base, Side::Any, &[]);
        let (ours, theirs) = (edited(&base, Side::Ours, &ours), edited(&base, Side::Theirs, &theirs));
        let merged = merge(&base, &ours, &theirs);
        let is_use = |conflict: &Conflict| matches!(&conflict.clash, Clash::Record { uses, .. } if !uses.is_empty());
        prop_assert!(merged.conflicts.iter().all(is_use), "{:?}", merged.conflicts);
        // What one removes and the other uses anew is no edit of a different record.
        prop_assume!(merged.conflicts.is_empty() && merged.news.is_empty());
        loads(&merged.case);
        prop_assert_eq!(unordered(&merged.case), unordered(&merge(&base, &theirs, &ours).case));
        // Of two entries of one name, which is all that they are known by, what is left of them may be taken for either.
        let is_namesake = |conflict: &Conflict| match &conflict.record {
            Some(Record::Glossary(entry)) => base.glossary.iter().filter(|known| known.term == entry.term).count() > 1,
            _ => false,
        };
        // What each side made of it is there already.
        for side in [&ours, &theirs] {
            let again = merge(&base, &merged.case, side);
            prop_assert!(again.conflicts.iter().all(is_namesake), "{:?}", again.conflicts);
            prop_assume!(again.conflicts.is_empty());
            prop_assert_eq!(unordered(&again.case), unordered(&merged.case));
        }
    }

    #[test]
    fn whatever_two_sides_do_the_outcome_loads_and_each_choice_is_followed(
        base in bases(), ours in ops(), theirs in ops(), choice in 0..3_usize
    ) {
        let base = edited(&base, Side::Any, &[]);
        let (ours, theirs) = (edited(&base, Side::Any, &ours), edited(&base, Side::Any, &theirs));
        let merged = merge(&base, &ours, &theirs);
        loads(&merged.case);
        prop_assert!(merged.resolved(&[]).0 == merged.case);
        prop_assert_eq!(merge(&base, &theirs, &ours).conflicts.len(), merged.conflicts.len());
        let choice = [Choice::Ours, Choice::Theirs, Choice::Base][choice];
        let (resolved, _) = merged.resolved(&vec![choice; merged.conflicts.len()]);
        loads(&resolved);
        let resolved = demarche::case::Snapshot::new(std::sync::Arc::new(resolved));
        for conflict in &merged.conflicts {
            let (Key::Record(_), Clash::Field { name, base, ours, theirs }) = (&conflict.key, &conflict.clash) else { continue };
            let value = Record::find(&resolved, &conflict.key).unwrap().field(name);
            let wanted = match choice { Choice::Ours => ours, Choice::Theirs => theirs, Choice::Base => base };
            prop_assert!(&value == wanted || (choice == Choice::Base && &value == ours && base.is_none()));
        }
    }

    #[test]
    fn there_is_a_difference_where_a_byte_differs_and_none_else(base in bases(), ops in ops()) {
        let base = edited(&base, Side::Any, &[]);
        let other = edited(&base, Side::Any, &ops);
        let differences = diff(&base, &other);
        prop_assert_eq!(differences.is_empty(), file::to_bytes(&base) == file::to_bytes(&other));
        let back = diff(&other, &base);
        let counts = |differences: &demarche::edit::diff::Differences| -> usize { differences.lists.iter().map(|list| list.records.len()).sum() };
        prop_assert_eq!(counts(&differences), counts(&back));
    }
}

#[test]
fn fields_that_one_side_changed_are_taken_and_what_both_changed_is_a_conflict() {
    let base = small();
    let ours = with(&base, |case| {
        case["positions"][0]["text"] = json!("Back by May.");
        case["positions"][0]["kind"] = json!("red_line");
        case["title"] = json!("Our talks");
    });
    let theirs = with(&base, |case| {
        case["positions"][0]["text"] = json!("Back by July.");
        case["positions"][0]["firmness"] = json!("firm");
        case["summary"] = json!("On the new line.");
    });
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(conflicts(&base, &ours, &theirs), ["position:n1 text"]);
    let position = merged.case.positions.get(0).unwrap();
    assert_eq!((position.text.as_str(), position.kind.as_str()), ("Back by May.", "red_line"));
    assert!(position.firmness.is_some());
    assert_eq!((merged.case.title.as_str(), merged.case.summary.as_deref()), ("Our talks", Some("On the new line.")));
    let text = |choice| merged.resolved(&[choice]).0.positions.get(0).unwrap().text.clone();
    assert_eq!(text(Choice::Theirs), "Back by July.");
    assert_eq!(text(Choice::Base), "Back to the old line by June.");
}

#[test]
fn a_record_that_one_side_removed_and_the_other_changed_is_a_conflict() {
    let base = small();
    let removed = with(&base, |case| drop(case["positions"].as_array_mut().unwrap().remove(1)));
    let changed = with(&base, |case| case["positions"][1]["text"] = json!("Never."));
    for (ours, theirs) in [(&removed, &changed), (&changed, &removed)] {
        assert_eq!(conflicts(&base, ours, theirs), ["position:s1"]);
        let merged = merge(&base, ours, theirs);
        assert!(merged.case.positions == ours.positions);
        assert!(merged.resolved(&[Choice::Theirs]).0.positions == theirs.positions);
        assert!(merged.resolved(&[Choice::Base]).0.positions == base.positions);
    }
    assert!(clean(&base, &removed, &removed).positions == removed.positions);
    assert!(clean(&base, &removed, &base).positions == removed.positions);
}

/// The case with a record more in a list.
fn plus(case: &Case, list: &str, record: Value) -> Case {
    with(case, |case| {
        let records = case.as_object_mut().unwrap().entry(list).or_insert_with(|| json!([]));
        records.as_array_mut().unwrap().push(record);
    })
}

fn position(text: &str, more: &[(&str, Value)]) -> Value {
    let mut new = json!({ "id": "n2", "party": "north", "issue": "posts", "kind": "demand", "text": text });
    for (key, value) in more {
        new[*key] = value.clone();
    }
    new
}

#[test]
fn the_same_record_added_on_both_sides_is_one_whose_fields_merge_and_may_clash() {
    let base = small();
    let side = |more: &[(&str, Value)]| plus(&base, "positions", position("Two posts.", more));
    let ours = side(&[("tags", json!(["a"])), ("comment", json!("Ours."))]);
    let theirs = side(&[("tags", json!(["b"])), ("comment", json!("Theirs.")), ("firmness", json!("firm"))]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(conflicts(&base, &ours, &theirs), ["position:n2 comment"]);
    let new = merged.case.positions.last().unwrap();
    assert_eq!((new.tags.join(" ").as_str(), new.comment.as_deref()), ("a b", Some("Ours.")));
    assert!(new.firmness.is_some() && merged.news.is_empty());
    assert_eq!(merged.resolved(&[Choice::Base]).0.positions.last().unwrap().comment.as_deref(), Some("Ours."));
    assert_eq!(merged.case.positions.len(), 4);
    assert!(clean(&base, &ours, &ours).positions == ours.positions);
}

#[test]
fn two_different_records_under_one_id_are_both_kept_each_with_what_points_at_it() {
    let base = small();
    let side = |text: &str, title: &str| {
        let cited = json!([{ "source": "paper", "attribution": "on_record", "quote": text }]);
        let case = plus(&base, "sources", json!({ "id": "paper", "publisher": "Paper", "title": title }));
        let case = plus(&case, "positions", position(text, &[("evidence", cited), ("comment", json!(text))]));
        let depends = json!([{ "text": text, "requires": "position:n2" }]);
        let case = with(&case, |case| case["positions"][2]["tags"] = json!([text]));
        let id = if text.starts_with("Two") { "s8" } else { "s9" };
        plus(
            &case,
            "positions",
            json!({ "id": id, "party": "south", "issue": "posts", "kind": "concession", "text": text,
            "conditions": depends, "replaces": "s2" }),
        )
    };
    let (ours, theirs) = (side("Two posts.", "An article"), side("Three posts.", "Another article"));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    loads(&merged.case);
    for (text, id, source, title, user) in [
        ("Two posts.", "n2", "paper", "An article", "s8"),
        ("Three posts.", "n2-2", "paper-2", "Another article", "s9"),
    ] {
        let of = |id: &str| merged.case.positions.iter().find(|position| position.id.as_str() == id).unwrap();
        assert_eq!((of(id).text.as_str(), of(id).comment.as_deref()), (text, Some(text)));
        assert_eq!(of(id).evidence.iter().map(|it| it.source.as_str()).collect::<Vec<_>>(), [source]);
        assert_eq!(of(id).evidence[0].quote.as_deref(), Some(text));
        let cited = merged.case.sources.iter().find(|known| known.id.as_str() == source).unwrap();
        assert_eq!(cited.title.as_deref(), Some(title));
        assert_eq!(of(user).conditions[0].requires.as_ref().unwrap().to_string(), format!("position:{id}"));
    }
    assert_eq!(merged.case.positions.iter().map(|it| it.tags.join(" ")).nth(2).unwrap(), "Two posts. Three posts.");
    let told: Vec<_> = merged.news.iter().map(|news| (news.record.target().unwrap().to_string(), &news.kind)).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], ("position:n2-2".to_owned(), &NewsKind::Apart { was: Ref::Position("n2".into()) }));
    // What has been merged before is known again.
    let again = merge(&base, &merged.case, &theirs);
    assert!(again.case == merged.case && again.conflicts.is_empty() && again.news.is_empty());
}

#[test]
fn a_source_with_a_title_is_not_the_one_without() {
    let base = small();
    let untitled = plus(&base, "sources", json!({ "id": "paper", "publisher": "Paper" }));
    let untitled = with(&untitled, |case| {
        case["positions"][1]["evidence"] = json!([{ "source": "paper", "attribution": "analyst" }]);
    });
    let titled = plus(&base, "sources", json!({ "id": "paper", "publisher": "Paper", "title": "Talks resume" }));
    let merged = clean(&base, &titled, &untitled);
    assert_eq!(merged.sources.len(), 3);
    assert_eq!(merged.positions.get(1).unwrap().evidence[0].source.as_str(), "paper-2");
    assert!(merged.sources.last().unwrap().title.is_none());
    let dated = |date: &str| {
        let source = json!({ "id": "paper", "publisher": "Paper", "title": "Talks", "date": date });
        plus(&base, "sources", source)
    };
    assert_eq!(conflicts(&base, &dated("2026"), &dated("2026-01")), ["source:paper date"]);
}

#[test]
fn an_issue_under_one_id_takes_its_positions_and_options_along_and_a_number_is_given_once() {
    let base = small();
    let side = |title: &str, number: &str| {
        let issue = json!({ "id": "water", "axis": "territorial", "number": number, "title": title, "status": "unknown",
            "options": [{ "id": "all", "label": title }] });
        let case = plus(&base, "issues", issue);
        let mut new = position("All of it.", &[("options", json!(["all"]))]);
        new["issue"] = json!("water");
        plus(&case, "positions", new)
    };
    let merged = merge(&base, &side("Water", "T3"), &side("The springs", "T3"));
    assert_eq!(merged.conflicts, []);
    let issues: Vec<_> = merged.case.issues.iter().map(|it| (it.id.as_str(), it.number.as_deref().unwrap())).collect();
    assert_eq!(issues[2..], [("water", "T3"), ("water-2", "T4")]);
    let places: Vec<_> = merged.case.positions.iter().map(|it| (it.id.as_str(), it.issue.as_str())).collect();
    assert_eq!(places[3..], [("n2", "water"), ("n2-2", "water-2")]);
    assert!(merged.news.iter().any(|news| news.kind == NewsKind::Renumbered { was: "T3".to_owned() }));
    // One issue that both added has one number, and it is ours.
    let merged = merge(&base, &side("Water", "T3"), &side("Water", "T4"));
    assert_eq!((merged.conflicts.len(), merged.case.issues.len(), merged.case.positions.len()), (0, 3, 4));
    assert_eq!(merged.case.issues.last().unwrap().number.as_deref(), Some("T3"));
    // A number that was free for them is theirs.
    assert_eq!(merge(&base, &base, &side("Water", "T2")).news, []);
}

#[test]
fn an_option_under_one_id_is_two_where_the_labels_differ() {
    let base = small();
    let side = |label: &str, text: &str| {
        let case = with(&base, |case| {
            case["issues"][1]["options"] = json!([{ "id": "option", "label": label }]);
            case["assessments"]
                .as_array_mut()
                .unwrap()
                .push(json!({ "party": text, "issue": "posts", "values": { "option": 40 } }));
        });
        let mut new = position(label, &[("options", json!(["option"]))]);
        new["id"] = json!(text);
        plus(&case, "positions", new)
    };
    let merged = merge(&base, &side("Two posts", "north"), &side("Three posts", "south"));
    assert_eq!(merged.conflicts, []);
    let options: Vec<_> =
        merged.case.issues.get(1).unwrap().options.iter().map(|it| (it.id.as_str(), it.label.as_str())).collect();
    assert_eq!(options, [("option", "Two posts"), ("option-2", "Three posts")]);
    let named: Vec<_> = merged.case.positions.iter().skip(3).map(|it| it.options[0].as_str()).collect();
    assert_eq!(named, ["option", "option-2"]);
    assert_eq!(merged.case.assessments.last().unwrap().values.0[0].0.as_str(), "option-2");
    assert!(matches!(merged.news[0].kind, NewsKind::OptionApart { .. }));
    let one = clean(&base, &side("Two posts", "north"), &side("Two posts", "south"));
    assert_eq!(one.issues.get(1).unwrap().options.len(), 1);
}

#[test]
fn what_one_side_removed_and_the_other_uses_anew_is_a_conflict() {
    let base = small();
    let fewer = with(&base, |case| {
        case["issues"].as_array_mut().unwrap().remove(1);
        case["positions"].as_array_mut().unwrap().remove(2);
    });
    let more = plus(&base, "positions", position("Two posts.", &[]));
    let ids = |case: &Case| case.positions.iter().map(|position| position.id.to_string()).collect::<Vec<_>>().join(" ");
    for (ours, theirs, removed, kept) in
        [(&fewer, &more, Choice::Ours, Choice::Theirs), (&more, &fewer, Choice::Theirs, Choice::Ours)]
    {
        let merged = merge(&base, ours, theirs);
        assert_eq!(conflicts(&base, ours, theirs), ["issue:posts"]);
        let Clash::Record { uses, .. } = &merged.conflicts[0].clash else { panic!("a record as a whole") };
        assert_eq!(
            uses.iter().map(|record| record.target().unwrap()).collect::<Vec<_>>(),
            [Ref::Position("n2".into())]
        );
        assert_eq!(ids(&merged.resolved(&[removed]).0), "n1 s1");
        assert_eq!(merged.resolved(&[removed]).0.issues.len(), 1);
        // With the issue its positions come back.
        for choice in [kept, Choice::Base] {
            assert_eq!(ids(&merged.resolved(&[choice]).0), "n1 s1 s2 n2");
            assert_eq!(merged.resolved(&[choice]).0.issues, base.issues);
        }
        assert!(merged.case == merged.resolved(&[Choice::Ours]).0);
    }
}

#[test]
fn what_is_left_of_a_record_that_used_what_is_gone_is_kept() {
    let base = small();
    let fewer = with(&base, |case| {
        case["sources"] = json!([]);
        case["positions"][0]["evidence"] = json!([]);
    });
    let cites = with(&base, |case| {
        case["positions"][1]["evidence"] = json!([{ "source": "wire", "attribution": "analyst" }]);
        case["positions"][1]["comment"] = json!("Heard.");
    });
    assert_eq!(conflicts(&base, &fewer, &cites), ["source:wire"]);
    let kept = merge(&base, &fewer, &cites).case;
    let position = kept.positions.get(1).unwrap();
    assert_eq!((position.evidence.len(), position.comment.as_deref()), (0, Some("Heard.")));
    // A position that was moved onto an issue which is gone stays where it was.
    let fewer = with(&base, |case| drop(case["issues"].as_array_mut().unwrap().remove(1)));
    let fewer = with(&fewer, |case| drop(case["positions"].as_array_mut().unwrap().remove(2)));
    let moved = with(&base, |case| {
        case["positions"][1]["issue"] = json!("posts");
        case["positions"][1]["text"] = json!("Not one post.");
    });
    assert_eq!(conflicts(&base, &fewer, &moved), ["issue:posts"]);
    let position = merge(&base, &fewer, &moved).case.positions.get(1).unwrap().clone();
    assert_eq!((position.issue.as_str(), position.text.as_str()), ("line", "Not one post."));
    // What is chosen to stay brings along what it needs.
    let reworded = with(&base, |case| case["positions"][2]["text"] = json!("A later warning."));
    assert_eq!(conflicts(&base, &fewer, &reworded), ["position:s2"]);
    let merged = merge(&base, &fewer, &reworded);
    assert_eq!((merged.case.issues.len(), merged.news.len()), (1, 0));
    let (back, news) = merged.resolved(&[Choice::Theirs]);
    assert_eq!((back.issues.len(), back.positions.len()), (2, 3));
    assert!(news.len() == 1 && news[0].kind == NewsKind::Stays);
}

#[test]
fn an_option_that_one_side_removed_and_the_other_names_anew_stays() {
    let base = small();
    let fewer = with(&base, |case| {
        case["issues"][0]["options"].as_array_mut().unwrap().remove(0);
        case["positions"][0]["options"] = json!([]);
        case["assessments"] = json!([]);
    });
    let more = with(&base, |case| case["positions"][1]["options"] = json!(["old"]));
    for (ours, theirs) in [(&fewer, &more), (&more, &fewer)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.conflicts, []);
        assert_eq!(merged.case.issues, base.issues);
        assert!(matches!(merged.news[0].kind, NewsKind::OptionStays { .. }));
    }
    // An option of another issue is none of this one.
    let moved = with(&base, |case| {
        case["positions"][0]["issue"] = json!("posts");
        case["positions"][0]["options"] = json!([]);
    });
    let named = with(&base, |case| case["positions"][0]["options"] = json!(["old", "new"]));
    let merged = merge(&base, &moved, &named);
    assert!(merged.conflicts.is_empty() && merged.case.positions.get(0).unwrap().options.is_empty());
    assert_eq!(merged.news[0].kind, NewsKind::OptionLeftOut { option: "new".into() });
}

#[test]
fn entries_of_the_glossary_and_log_are_known_again_when_they_are_called_otherwise() {
    let base = with(&small(), |case| case["glossary"][1]["term"] = json!("post"));
    let renamed = with(&base, |case| {
        case["glossary"][1]["term"] = json!("checkpoint");
        case["log"][0]["text"] = json!("Opened late.");
    });
    let defined = with(&base, |case| {
        case["glossary"][1]["definition"] = json!("A third.");
        case["log"][0]["on"] = json!("issue:line");
    });
    for (ours, theirs) in [(&renamed, &defined), (&defined, &renamed)] {
        let merged = clean(&base, ours, theirs);
        let entry = merged.glossary.last().unwrap();
        assert_eq!((entry.term.as_str(), entry.definition.as_str()), ("checkpoint", "A third."));
        let entry = merged.log.last().unwrap();
        assert_eq!((entry.text.as_str(), entry.on.is_some(), merged.log.len()), ("Opened late.", true, 1));
    }
    let found = diff(&base, &renamed);
    assert!(
        found
            .lists
            .iter()
            .all(|list| matches!(&list.records[..], [one] if matches!(one.change, RecordChange::Changed { .. })))
    );
    // One that stands where two are gone is neither.
    let fewer = with(&base, |case| case["glossary"] = json!([{ "term": "pact", "definition": "New." }]));
    assert_eq!(diff(&base, &fewer).lists[0].records.len(), 3);
}

#[test]
fn entries_of_one_name_are_told_apart_by_what_they_say() {
    let base = small();
    let swapped = with(&base, |case| case["glossary"].as_array_mut().unwrap().reverse());
    let defined = with(&base, |case| case["glossary"][1]["definition"] = json!("A third."));
    for (ours, theirs) in [(&swapped, &defined), (&defined, &swapped)] {
        let merged = clean(&base, ours, theirs);
        let said: Vec<_> = merged.glossary.iter().map(|entry| entry.definition.as_str()).collect();
        assert_eq!(said, ["A third.", "One."]);
    }
    // The second stands first now, and is no other.
    let fewer = with(&base, |case| drop(case["glossary"].as_array_mut().unwrap().remove(0)));
    let merged = clean(&base, &fewer, &defined);
    assert_eq!(merged.glossary.iter().map(|entry| entry.definition.as_str()).collect::<Vec<_>>(), ["A third."]);
}

#[test]
fn lists_within_a_field_merge_thing_by_thing() {
    let base = small();
    let quote = json!({ "source": "wire", "attribution": "joint_text", "x_page":  3 });
    let ours = with(&base, |case| {
        case["positions"][0]["evidence"][0]["quote"] = json!("By June.");
        case["positions"][0]["tags"] = json!(["hard", "new"]);
        case["issues"][0]["options"][0]["label"] = json!("The line of old");
        case["assessments"][0]["values"]["old"] = json!(80);
        case["positions"][0]["evidence"].as_array_mut().unwrap().push(quote.clone());
    });
    let theirs = with(&base, |case| {
        case["positions"][0]["evidence"][0]["date"] = json!("2026-01");
        case["positions"][0]["evidence"].as_array_mut().unwrap().remove(1);
        case["positions"][0]["evidence"].as_array_mut().unwrap().push(quote.clone());
        case["positions"][0]["tags"] = json!(["new", "hard"]);
        case["issues"][0]["options"].as_array_mut().unwrap().insert(1, json!({ "id": "mid", "label": "Between" }));
        case["issues"][0]["options"][0]["about"] = json!("Of 1974.");
        case["assessments"][0]["values"]["mid"] = json!(50);
    });
    let merged = clean(&base, &ours, &theirs);
    let position = merged.positions.get(0).unwrap();
    assert_eq!(position.evidence.len(), 2);
    assert_eq!(position.evidence[0].quote.as_deref(), Some("By June."));
    assert_eq!(position.evidence[0].date.as_ref().unwrap().as_str(), "2026-01");
    assert_eq!(position.tags, ["hard", "new"]);
    let options = &merged.issues.get(0).unwrap().options;
    assert_eq!(options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>(), ["old", "mid", "new"]);
    assert_eq!((options[0].label.as_str(), options[0].about.as_deref()), ("The line of old", Some("Of 1974.")));
    let values = serde_json::to_string(&merged.assessments.get(0).unwrap().values).unwrap();
    assert_eq!(values, r#"{"old":80,"new":10,"mid":50}"#);
}

#[test]
fn lists_within_a_field_clash_where_both_sides_changed_the_same_thing() {
    let base = small();
    let condition = |text: &str| with(&base, |case| case["positions"][0]["conditions"][0]["text"] = json!(text));
    assert_eq!(conflicts(&base, &condition("after a poll"), &condition("after the count")), ["position:n1 conditions"]);
    let option = |id: &str| with(&base, |case| case["positions"][0]["options"] = json!([id]));
    assert_eq!(conflicts(&base, &option("new"), &option("mid")), ["position:n1 options"]);
    let turned = with(&base, |case| case["issues"][0]["options"].as_array_mut().unwrap().reverse());
    let grown = with(&base, |case| {
        case["issues"][0]["options"].as_array_mut().unwrap().push(json!({ "id": "mid", "label": "Between" }));
    });
    assert_eq!(conflicts(&base, &turned, &grown), [""; 0]);
    // Nothing said of one source may end up with another.
    let replaced = with(&base, |case| case["positions"][0]["evidence"][0]["source"] = json!("paper"));
    let noted = with(&base, |case| case["positions"][0]["evidence"][0]["note"] = json!("Heard on the wire."));
    assert_eq!(conflicts(&base, &replaced, &noted), ["position:n1 evidence"]);
}

#[test]
fn unknown_keys_merge_like_fields_and_keep_their_text() {
    let base = small();
    let set = |key: &str, value: &str| {
        let mut case = base.clone();
        case.set_field(key, Some(value)).unwrap();
        case
    };
    let merged = clean(&base, &set("x_one", "{ \"a\" :1.50 }"), &set("x_two", "[ 1e3 ]"));
    assert_eq!(
        (merged.field("x_one").as_deref(), merged.field("x_two").as_deref()),
        (Some("{ \"a\" :1.50 }"), Some("[ 1e3 ]"))
    );
    let merged = merge(&base, &set("x_one", "1.0"), &set("x_one", "1.00"));
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.resolved(&[Choice::Theirs]).0.field("x_one").as_deref(), Some("1.00"));
    assert_eq!(merged.resolved(&[Choice::Base]).0.field("x_one"), None);
}

#[test]
fn entries_without_an_id_are_known_by_what_they_are_about() {
    let base = small();
    let ours = with(&base, |case| {
        case["glossary"][1]["definition"] = json!("A third.");
        case["assessments"][0]["weight"] = json!(60);
        case["log"].as_array_mut().unwrap().push(json!({ "at": "2026-01-06T11:00:00+01:00", "text": "Ours." }));
    });
    let theirs = with(&base, |case| {
        case["glossary"][0]["definition"] = json!("A first.");
        case["assessments"][0]["rationale"] = json!("They said so.");
        case["log"].as_array_mut().unwrap().push(json!({ "at": "2026-01-06T11:30:00+01:00", "text": "Theirs." }));
    });
    let merged = clean(&base, &ours, &theirs);
    assert_eq!(
        merged.glossary.iter().map(|entry| entry.definition.as_str()).collect::<Vec<_>>(),
        ["A first.", "A third."]
    );
    assert_eq!(merged.log.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>(), ["Opened.", "Ours.", "Theirs."]);
    let assessment = merged.assessments.get(0).unwrap();
    assert!(assessment.rationale.is_some() && assessment.weight == Some(60.into()));
}

#[test]
fn every_list_within_a_record_merges_thing_by_thing() {
    // The schema knows every field; whatever is a list or an object of values there must not clash when both sides add.
    let schema: Value = serde_json::from_str(&file::schema()).unwrap();
    let mut seen = 0;
    for list in ListName::ALL {
        let reference = schema["properties"][list.key()]["items"]["$ref"].as_str().unwrap();
        let record = &schema["$defs"][reference.rsplit('/').next().unwrap()];
        for (field, about) in record["properties"].as_object().unwrap() {
            let is = |wanted: &str| {
                about["type"] == wanted || about["type"].as_array().is_some_and(|types| types.contains(&json!(wanted)))
            };
            let add = |one: &str| -> Option<Value> {
                let item = about["items"]["$ref"].as_str().and_then(|name| name.rsplit('/').next());
                if is("object") {
                    return Some(json!({ one: 5 }));
                }
                is("array").then(|| match item {
                    None => json!([one]),
                    Some("Evidence") => json!([{ "source": one, "attribution": "analyst" }]),
                    Some("Condition") => json!([{ "text": one }]),
                    Some("Delegate") => json!([{ "name": one }]),
                    Some("IssueOption") => json!([{ "id": one, "label": "x" }]),
                    Some("Term") => json!([{ "issue": one, "text": "x" }]),
                    Some("ProposalResponse") => json!([{ "party": one, "stance": "open" }]),
                    Some("Participant") => json!([{ "party": one }]),
                    Some(other) => panic!("{other} is a new thing in a list: give it a shape in edit/elements.rs"),
                })
            };
            let mut required: Value = record["required"]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| (name.as_str().unwrap().to_owned(), json!("x")))
                .collect();
            required["id"] = json!("x");
            let base = with(&small(), |case| case[list.key()] = json!([required]));
            let [Some(one), Some(two)] = [add("one"), add("two")] else { continue };
            let side = |value: &Value| with(&base, |case| case[list.key()][0][field] = value.clone());
            assert_eq!(conflicts(&base, &side(&one), &side(&two)), [""; 0], "{} {field}", list.key());
            seen += 1;
        }
    }
    assert!(seen > 15, "the schema is not read as it should be");
}

#[test]
fn differences_are_told_by_axis_issue_and_party() {
    let base = small();
    let after = with(&base, |case| {
        case["title"] = json!("Talks in Paris");
        case["issues"][1]["axis"] = json!("security");
        case["positions"][0]["text"] = json!("Back to the old line by May.");
        case["positions"][0]["evidence"][1]["quote"] = json!("Perhaps not");
        case["positions"][1]["issue"] = json!("posts");
        let positions = case["positions"].as_array_mut().unwrap();
        positions.remove(2);
        positions
            .push(json!({ "id": "n9", "party": "north", "issue": "posts", "kind": "demand", "text": "No posts." }));
        case["glossary"][0]["definition"] = json!("First.");
    });
    let found = diff(&base, &after);
    assert_eq!(found.head.len(), 1);
    let axes: Vec<_> =
        found.axes.iter().map(|axis| (axis.axis.as_ref().unwrap().as_str(), axis.issues.len())).collect();
    assert_eq!(axes, [("territorial", 1), ("security", 1)]);
    let posts = &found.axes[1].issues[0];
    let RecordChange::Changed { fields, .. } = &posts.own.as_ref().unwrap().change else { panic!("the issue changed") };
    assert_eq!((fields.len(), &fields[0].detail), (1, &Detail::Moved));
    let parties: Vec<_> = posts.parties.iter().map(|party| (party.party.as_str(), party.positions.len())).collect();
    assert_eq!(parties, [("north", 1), ("south", 2)]);
    let RecordChange::Changed { fields, .. } = &found.axes[0].issues[0].parties[0].positions[0].change else {
        panic!("the position changed")
    };
    assert!(matches!(&fields[0].detail, Detail::Text(pieces) if pieces.len() == 4));
    assert!(
        matches!(&fields[1].detail, Detail::Items(items) if matches!(items.as_slice(), [ItemChange::Changed { .. }]))
    );
    assert_eq!(found.lists.len(), 1);
    assert_eq!(found.lists[0].list, ListName::Glossary);
    assert_eq!(found.reordered, []);
}

#[test]
fn a_change_of_order_is_told_once_by_what_was_moved() {
    let base = generate::case(7, Size::of(40));
    let after = with(&base, |case| {
        let positions = case["positions"].as_array_mut().unwrap();
        let last = positions.pop().unwrap();
        positions.insert(0, last);
    });
    let found = diff(&base, &after);
    assert!(found.axes.is_empty() && found.lists.is_empty());
    assert_eq!(found.reordered.len(), 1);
    let moved: Vec<_> = found.reordered[0].records.iter().map(|record| record.target().unwrap()).collect();
    assert_eq!(moved, [Ref::Position("position-39".into())]);
}
