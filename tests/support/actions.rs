//! Whatever a user can do to a case, as something that tests can be made of.

#![allow(dead_code, clippy::unwrap_used, reason = "each test program needs other parts, and a test may stop here")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use demarche::case::{self, Fields as _, Kind, Role, Snapshot};
use demarche::edit::{self, Change, Direction, Document, Edit, Field, Intent, Key, ListName, Noun, Record, References};
use demarche::file;
use demarche::generate::{self, Size};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The sample, and a made-up case.
pub(crate) fn cases() -> impl Strategy<Value = Snapshot> {
    static CASES: LazyLock<Vec<Snapshot>> = LazyLock::new(|| {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
        let sample = file::parse(&std::fs::read(sample).unwrap()).unwrap();
        vec![sample, Snapshot::new(Arc::new(generate::case(7, Size::of(40))))]
    });
    select(CASES.as_slice())
}

/// Something that a user does, whatever the case holds.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Writes a value into a field.
    Write {
        record: Index,
        field: Index,
        value: Value,
    },
    /// Writes into a field of the case itself.
    WriteHead {
        field: Index,
        value: Value,
    },
    /// Writes what another record of the list has in the field.
    Copy {
        record: Index,
        field: Index,
        from: Index,
    },
    Add {
        what: u8,
        one: Index,
        two: Index,
        text: String,
    },
    Remove {
        record: Index,
        references: References,
    },
    RemoveOption {
        issue: Index,
        option: Index,
        references: References,
    },
    MoveIssue {
        issue: Index,
        before: Option<Index>,
        axis: Index,
    },
    MoveParty {
        party: Index,
        before: Option<Index>,
    },
    MovePast {
        record: Index,
        direction: Direction,
    },
    MovePosition {
        position: Index,
        party: Index,
        issue: Index,
    },
    Duplicate {
        record: Index,
    },
    Merge {
        from: Index,
        into: Index,
    },
    Rename {
        record: Index,
        text: String,
    },
    RenameOption {
        issue: Index,
        option: Index,
        text: String,
    },
    Repair {
        problem: Index,
    },
}

/// What is written into a field.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Nothing,
    Text(String),
    Json(&'static str),
}

impl Value {
    pub(crate) fn json(&self) -> Option<Box<str>> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(serde_json::to_string(text).unwrap().into()),
            Self::Json(json) => Some((*json).into()),
        }
    }
}

pub(crate) fn texts() -> impl Strategy<Value = String> {
    select(vec!["", " ", "Full", "full", "2026", "6 May 2026", "syria", "a\"\\\n\u{202e}b", "نص عربي", "T1", "x y"])
        .prop_map(str::to_owned)
}

pub(crate) fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Nothing),
        texts().prop_map(Value::Text),
        select(vec![
            "null",
            "[]",
            "{}",
            "1.50",
            "\"israel\"",
            "\"demand\"",
            "{ \"a\" : 1,\"a\":2 }",
            "[{\"text\": \"if\", \"requires\": \"issue:golan\", \"new\": 1.0}]",
            "[{\"source\": \"maariv\", \"attribution\": \"on_record\", \"disputes\": \"position:syr-hermon\"}]",
            "\"syr-hermon\"",
            "\"golan\"",
            "[\"golan\", \"nowhere\"]",
        ])
        .prop_map(Value::Json),
    ]
}

pub(crate) fn actions() -> impl Strategy<Value = Action> {
    let index = any::<Index>;
    let references = || select(vec![References::Keep, References::Remove]);
    prop_oneof![
        4 => (index(), index(), values()).prop_map(|(record, field, value)| Action::Write { record, field, value }),
        1 => (index(), values()).prop_map(|(field, value)| Action::WriteHead { field, value }),
        6 => (index(), index(), index()).prop_map(|(record, field, from)| Action::Copy { record, field, from }),
        6 => (0..15_u8, index(), index(), texts()).prop_map(|(what, one, two, text)| Action::Add { what, one, two, text }),
        3 => (index(), references()).prop_map(|(record, references)| Action::Remove { record, references }),
        1 => (index(), index(), references())
            .prop_map(|(issue, option, references)| Action::RemoveOption { issue, option, references }),
        1 => (index(), any::<Option<Index>>(), index())
            .prop_map(|(issue, before, axis)| Action::MoveIssue { issue, before, axis }),
        1 => (index(), any::<Option<Index>>()).prop_map(|(party, before)| Action::MoveParty { party, before }),
        2 => (index(), select(vec![Direction::Earlier, Direction::Later]))
            .prop_map(|(record, direction)| Action::MovePast { record, direction }),
        2 => (index(), index(), index())
            .prop_map(|(position, party, issue)| Action::MovePosition { position, party, issue }),
        5 => renames_and_the_like(),
        1 => index().prop_map(|problem| Action::Repair { problem }),
    ]
}

/// What must never leave anything dangling.
pub(crate) fn renames_and_the_like() -> impl Strategy<Value = Action> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(|record| Action::Duplicate { record }),
        (index(), index()).prop_map(|(from, into)| Action::Merge { from, into }),
        (index(), texts()).prop_map(|(record, text)| Action::Rename { record, text }),
        (index(), index(), texts()).prop_map(|(issue, option, text)| Action::RenameOption { issue, option, text }),
    ]
}

pub(crate) fn records(snapshot: &Snapshot) -> Vec<(Key, Record)> {
    let case = snapshot.case();
    let lists = ListName::ALL.iter();
    let all = lists.flat_map(|list| (0..list.len(case)).map(|at| (at, list.get(case, at).unwrap())));
    all.map(|(at, record)| (record.key(at), record)).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "actions are matched by reference")]
pub(crate) fn pick<'a, T>(index: &Index, list: &'a [T]) -> Option<&'a T> {
    (!list.is_empty()).then(|| index.get(list))
}

pub(crate) fn write(key: Key, record: &Record, name: &'static str, value: Option<Box<str>>) -> Edit {
    let change = Change::Set { key, fields: vec![Field { name: name.into(), value }] };
    Edit::new(Intent::Edit(Noun::from(record)), vec![change], record.target())
}

/// The edit that an action comes down to; nothing when the case has nothing to do it to.
pub(crate) fn edit_of(snapshot: &Snapshot, action: &Action) -> Option<Edit> {
    let case = snapshot.case();
    let all = records(snapshot);
    let parties: Vec<_> = case.parties.iter().map(|party| party.id.clone()).collect();
    let axes: Vec<_> = case.axes.iter().map(|axis| axis.id.clone()).collect();
    let issues: Vec<_> = case.issues.iter().map(|issue| issue.id.clone()).collect();
    let positions: Vec<_> = case.positions.iter().map(|position| position.id.clone()).collect();
    let proposals: Vec<_> = case.proposals.iter().map(|proposal| proposal.id.clone()).collect();
    let fields = |record: &Record| [record.list().fields(), &["mood"]].concat();
    match action {
        Action::Write { record, field, value } => {
            let (key, record) = pick(record, &all)?;
            Some(write(key.clone(), record, pick(field, &fields(record))?, value.json()))
        }
        Action::WriteHead { field, value } => {
            let field = Field { name: (*pick(field, case::Case::NAMES)?).into(), value: value.json() };
            let change = Change::Set { key: Key::Case, fields: vec![field] };
            Some(Edit::new(Intent::Edit(Noun::Case), vec![change], None))
        }
        Action::Copy { record, field, from } => {
            let (key, record) = pick(record, &all)?;
            let list = record.list();
            let from = list.get(case, from.index(list.len(case)))?;
            let name = *pick(field, &fields(record))?;
            Some(write(key.clone(), record, name, from.field(name)))
        }
        Action::Add { what, one, two, text } => Some(match what {
            0 => edit::add_party(snapshot, text, Role::Principal).0,
            1 => edit::add_axis(snapshot, text).0,
            2 => edit::add_issue(snapshot, pick(one, &axes)?, pick(two, &issues), text).0,
            3 => edit::add_issue(snapshot, pick(one, &axes)?, None, text).0,
            4 => edit::add_option(snapshot, pick(one, &issues)?, text)?.0,
            5 => edit::add_proposal(snapshot, pick(one, &parties)?, text).0,
            6 => edit::add_term(snapshot, pick(one, &proposals)?, pick(two, &issues)?)?,
            7 => edit::add_outcome(snapshot, text).0,
            8 => edit::add_round(snapshot, text).0,
            9 => edit::add_event(snapshot, (&**text).into(), text).0,
            10 => edit::add_source(snapshot, text).0,
            11 => edit::add_glossary(snapshot, text).0,
            12 => edit::add_note(snapshot, pick(one, &all)?.0.target().cloned()).0,
            13 => edit::add_assessment(snapshot, pick(one, &parties)?, pick(two, &issues)).0,
            _ => edit::add_position(snapshot, pick(one, &parties)?, pick(two, &issues)?, Kind::Demand).0,
        }),
        Action::Remove { record, references } => edit::remove(snapshot, &pick(record, &all)?.0, *references),
        Action::RemoveOption { issue, option, references } => {
            let issue = pick(issue, &issues)?;
            let option = pick(option, &snapshot.issue(issue)?.options)?;
            edit::remove_option(snapshot, issue, &option.id, *references)
        }
        Action::MoveIssue { issue, before, axis } => {
            let before = before.as_ref().and_then(|before| pick(before, &issues));
            edit::move_issue(snapshot, pick(issue, &issues)?, before, pick(axis, &axes)?)
        }
        Action::MoveParty { party, before } => {
            let before = before.as_ref().and_then(|before| pick(before, &parties));
            edit::move_party(snapshot, pick(party, &parties)?, before)
        }
        Action::MovePast { record, direction } => edit::move_past(snapshot, &pick(record, &all)?.0, *direction),
        Action::MovePosition { position, party, issue } => {
            edit::move_position_to(snapshot, pick(position, &positions)?, pick(party, &parties)?, pick(issue, &issues)?)
        }
        Action::Duplicate { record } => edit::duplicate(snapshot, &pick(record, &all)?.0),
        Action::Merge { from, into } => edit::merge_issues(snapshot, pick(from, &issues)?, pick(into, &issues)?),
        Action::Rename { record, text } => edit::rename(snapshot, pick(record, &all)?.0.target()?, text),
        Action::RenameOption { issue, option, text } => {
            let issue = pick(issue, &issues)?;
            let option = pick(option, &snapshot.issue(issue)?.options)?;
            edit::rename_option(snapshot, issue, &option.id, text)
        }
        Action::Repair { problem } => {
            let problems = case::check(snapshot);
            Some(edit::repair(snapshot, pick(problem, &problems)?)?.edit)
        }
    }
}

/// A case to which actions were done, one after the other; what is refused must leave it as it was.
pub(crate) fn worked_on(start: &Snapshot, actions: &[Action], mut each: impl FnMut(&Document)) -> Document {
    let mut document = Document::new(start.clone(), true);
    for action in actions {
        let Some(edit) = edit_of(document.snapshot(), action) else { continue };
        let before = Arc::clone(document.snapshot().case());
        let is_change = document.apply(edit).unwrap_or(false);
        assert_eq!(!is_change, Arc::ptr_eq(&before, document.snapshot().case()), "{action:?}");
        assert!(!is_change || before != *document.snapshot().case(), "{action:?}");
        each(&document);
    }
    document
}
