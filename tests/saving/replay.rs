//! Whatever happens to a document, its journal gives the same document back.

use std::sync::Arc;

use demarche::case::{Party, Ref};
use demarche::edit::{Change, Document, Edit, Field, Intent, Key, Noun, Record};
use demarche::file::{self, Line};
use proptest::prelude::*;

use crate::recovery::{Session, recover, titled};

const CASE: &str = r#"{ "format": "demarche/case", "version": 1, "title": "ab", "mood": "tense",
    "parties": [{ "id": "one", "name": "ab", "role": "principal", "flag": [ 1.50,
        2 ] }, { "id": "two", "name": "b", "role": "mediator" }] }"#;

#[derive(Clone, Debug)]
enum Event {
    /// Types texts into the title, one after the other.
    Title(Vec<&'static str>, Option<u64>),
    /// Types a text into a party's name.
    Name(&'static str, &'static str, Option<u64>),
    Add(&'static str),
    Remove(&'static str),
    Move(&'static str, usize),
    Replace(&'static str),
    Undo,
    Redo,
    Jump(usize),
    Seal,
    CancelRun,
    Saving,
    Saved,
    /// Has the journal write what it has so far.
    Flush,
}

/// Few texts, records and runs, so that the same comes again and is typed back.
fn event() -> impl Strategy<Value = Event> {
    let text = || prop::sample::select(vec!["", "a", "ab", "ba", "bb"]);
    let party = || prop::sample::select(vec!["one", "two", "three"]);
    let run = || prop::sample::select(vec![None, Some(1), Some(2)]);
    prop_oneof![
        6 => (prop::collection::vec(text(), 1..5), run()).prop_map(|(texts, run)| Event::Title(texts, run)),
        6 => (party(), text(), run()).prop_map(|(party, text, run)| Event::Name(party, text, run)),
        1 => party().prop_map(Event::Add),
        1 => party().prop_map(Event::Remove),
        1 => (party(), 0..3_usize).prop_map(|(party, to)| Event::Move(party, to)),
        1 => text().prop_map(Event::Replace),
        4 => Just(Event::Undo),
        3 => Just(Event::Redo),
        1 => (0..8_usize).prop_map(Event::Jump),
        1 => Just(Event::Seal),
        1 => Just(Event::CancelRun),
        1 => Just(Event::Saving),
        1 => Just(Event::Saved),
        2 => Just(Event::Flush),
    ]
}

fn key(party: &str) -> Key {
    Key::Record(Ref::Party(party.into()))
}

fn play(session: &mut Session, event: &Event, saving: &mut Option<Arc<demarche::case::Case>>) {
    let edit = |change| Edit::new(Intent::Edit(Noun::Party), vec![change], None);
    let now = |session: &Session| Arc::clone(session.document.snapshot().case());
    let line = match *event {
        Event::Title(ref texts, run) => return texts.iter().for_each(|text| session.edit(titled(text, run))),
        Event::Name(party, text, run) => {
            let field = Field { name: "name".into(), value: Some(serde_json::to_string(text).unwrap().into()) };
            return session.edit(Edit { run, ..edit(Change::Set { key: key(party), fields: vec![field] }) });
        }
        Event::Add(id) => {
            let party: Party =
                serde_json::from_value(serde_json::json!({ "id": id, "name": "", "role": "observer" })).unwrap();
            return session.edit(edit(Change::Insert { at: 1, record: Record::from(party) }));
        }
        Event::Remove(party) => return session.edit(edit(Change::Remove(key(party)))),
        Event::Move(party, to) => return session.edit(edit(Change::Move { key: key(party), to })),
        Event::Replace(title) => {
            let case = demarche::case::Case { title: title.to_owned(), ..(*now(session)).clone() };
            return session.edit(edit(Change::Replace(Arc::new(case))));
        }
        Event::Undo => {
            session.document.undo();
            Line::Undo
        }
        Event::Redo => {
            session.document.redo();
            Line::Redo
        }
        Event::Jump(done) => {
            session.document.jump(done);
            Line::Jump(done)
        }
        Event::Seal => {
            session.document.seal();
            Line::Seal
        }
        Event::CancelRun => {
            session.document.cancel_run();
            Line::CancelRun
        }
        Event::Saving => {
            *saving = Some(now(session));
            Line::Saving
        }
        Event::Saved => {
            let case = saving.take().unwrap_or_else(|| now(session));
            session.document.mark_saved(&case);
            Line::Saved("/talks/case.json".into())
        }
        Event::Flush => return session.flush(),
    };
    session.journal.record(line);
}

/// Every version in the history, and the one that is shown.
fn versions(document: &Document) -> Vec<(Vec<u8>, bool)> {
    let mut document = document.clone();
    let mut versions = vec![(file::to_bytes(document.snapshot().case()), document.is_unsaved())];
    for done in 0..=document.steps().len() {
        document.jump(done);
        versions.push((file::to_bytes(document.snapshot().case()), document.is_unsaved()));
    }
    versions
}

/// Whether both have the same versions, and a file that holds the same of them.
fn is_the_same(recovered: &Document, document: &Document) -> bool {
    let saved = document.saved().map(|case| file::to_bytes(case));
    let (found, expected) = (versions(recovered), versions(document));
    found.len() == expected.len()
        && found.iter().zip(&expected).all(|((found, is_unsaved), (expected, was_unsaved))| {
            // What was typed while the file was being saved, and typed back, counts as unsaved until it is read back
            // as what it came to.
            let is_settled = *was_unsaved && !is_unsaved && saved.as_ref() == Some(found);
            found == expected && (is_unsaved == was_unsaved || is_settled)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_recorded_is_read_back_as_the_same_document(events in prop::collection::vec(event(), 0..60)) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::start(folder.path(), file::untitled(CASE.as_bytes()).unwrap());
        let mut saving = None;
        for event in &events {
            play(&mut session, event, &mut saving);
        }
        session.flush();
        let document = session.crash();
        if !document.is_unsaved() {
            // Nothing has to come back; whether it does is a question of when the journal was written.
            return Ok(());
        }
        let recovered = recover(folder.path());
        prop_assert_eq!(recovered.lost, 0);
        prop_assert_eq!(recovered.document.done(), document.done());
        prop_assert!(is_the_same(&recovered.document, &document));
    }
}

#[test]
fn what_was_typed_and_typed_back_during_a_save_is_read_back_as_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), file::untitled(CASE.as_bytes()).unwrap());
    let mut saving = None;
    let typed = Event::Title(vec!["", "ab"], Some(1));
    for event in [Event::Name("one", "", Some(1)), Event::Saving, typed, Event::Saved, Event::Title(vec![""], None)] {
        play(&mut session, &event, &mut saving);
    }
    session.flush();
    let document = session.crash();
    assert!(is_the_same(&recover(folder.path()).document, &document));
}
