//! Whatever is done to a case can be undone, saved and loaded, and is found by its tables.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/actions.rs"]
mod actions;

use std::collections::BTreeSet;
use std::sync::Arc;

use actions::{actions, cases, edit_of, records, renames_and_the_like, texts, worked_on, write};
use demarche::case::{self, Case, Kind, Problem, ProblemKind, Ref, Snapshot};
use demarche::edit::merge::{Choice, Clash, Merged, merge};
use demarche::edit::{self, Change, Document, Edit, Field, Intent, Key, Noun, Record, References};
use demarche::file;
use demarche::generate::{self, Size};
use proptest::prelude::*;
use proptest::sample::Index;

fn bytes(document: &Document) -> Vec<u8> {
    file::to_bytes(document.snapshot().case())
}

/// The problems of a case that say that something leads nowhere.
fn dangling(snapshot: &Snapshot, options_too: bool) -> Vec<ProblemKind> {
    let mut kinds: Vec<_> = case::check(snapshot).into_iter().map(|problem| problem.kind).collect();
    kinds.retain(|kind| match kind {
        ProblemKind::NoSuchRecord(_) | ProblemKind::NoSuchMoment(_) => true,
        ProblemKind::NoSuchOption { .. } => options_too,
        _ => false,
    });
    kinds
}

/// Asserts that tables that followed every edit say the same as tables built anew.
fn tables_agree(now: &Snapshot, seen: &BTreeSet<Ref>) {
    let anew = Snapshot::new(Arc::clone(now.case()));
    for target in seen {
        assert_eq!(number(now, target), number(&anew, target), "{target}");
        assert_eq!(now.dependents(target), anew.dependents(target), "{target}");
        assert_eq!(now.disputed_by(target), anew.disputed_by(target), "{target}");
        if let Ref::Position(id) = target {
            let replaced = |snapshot: &Snapshot| snapshot.replaced_by(id).map(|it| it.id.clone()).collect::<Vec<_>>();
            assert_eq!(replaced(now), replaced(&anew), "{target}");
        }
    }
    for issue in &now.case().issues {
        let ids = |snapshot: &Snapshot| {
            snapshot.positions_on(&issue.id).map(|position| position.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(now), ids(&anew), "{}", issue.id);
    }
    assert_eq!(now.numbered_issues().count(), now.case().issues.len());
    for (number, issue) in now.numbered_issues() {
        assert_eq!(now.issue_number(&issue.id), Some(number));
        assert!(Arc::ptr_eq(now.numbered_issue(number).unwrap(), issue));
        assert!(number.index() < now.issue_limit());
    }
    for party in seen.iter().filter_map(|target| if let Ref::Party(id) = target { Some(id) } else { None }) {
        assert_eq!(now.positions_around(party), anew.positions_around(party), "{party}");
    }
    assert_eq!(now.numbered_positions().count(), now.case().positions.len());
    for (number, position) in now.numbered_positions() {
        assert_eq!(now.position_number(&position.id), Some(number));
        assert!(Arc::ptr_eq(now.numbered(number).unwrap(), position));
        assert!(number.index() < now.position_limit());
    }
    let uses = |snapshot: &Snapshot| {
        let uses = snapshot.label_uses().iter();
        uses.map(|it| (it.prefix.clone(), it.axis.clone(), it.count, it.highest)).collect::<Vec<_>>()
    };
    assert_eq!(uses(now), uses(&anew));
    assert_eq!(now.duplicates(), anew.duplicates());
}

fn number(snapshot: &Snapshot, target: &Ref) -> Option<usize> {
    match target {
        Ref::Party(id) => snapshot.party_number(id),
        Ref::Axis(id) => snapshot.axis_number(id),
        Ref::Issue(id) => snapshot.issue_place(id),
        Ref::Position(id) => snapshot.position_place(id),
        Ref::Proposal(id) => snapshot.proposal_number(id),
        Ref::Outcome(id) => snapshot.outcome_number(id),
        Ref::Round(id) => snapshot.round_number(id),
        Ref::Event(id) => snapshot.event_number(id),
        Ref::Source(id) => snapshot.source_number(id),
        Ref::Note(id) => snapshot.note_number(id),
        Ref::Other(_) => None,
    }
}

#[test]
fn positions_whose_issue_is_gone_are_found_again_once_it_is_back() {
    let start = Snapshot::new(Arc::new(generate::case(7, Size::of(40))));
    let issue = start.case().issues.get(1).unwrap().id.clone();
    let count = start.positions_on(&issue).count();
    assert!(count > 0);
    let key = Key::Record(Ref::Issue(issue.clone()));
    let mut document = Document::new(start, true);
    document.apply(edit::remove(document.snapshot(), &key, References::Keep).unwrap()).unwrap();
    tables_agree(document.snapshot(), &BTreeSet::new());
    let axis = document.snapshot().case().axes.get(0).unwrap().id.clone();
    document.apply(edit::add_issue(document.snapshot(), &axis, None, issue.as_str()).0).unwrap();
    tables_agree(document.snapshot(), &BTreeSet::new());
    assert_eq!(document.snapshot().positions_on(&issue).count(), count);
}

/// What somebody adds to a case, of so few kinds that two people often come to the same id.
#[derive(Clone, Debug)]
struct Addition {
    what: u8,
    place: u8,
    says: u8,
    /// Which of the sources it cites, from the last.
    cites: u8,
}

fn additions() -> impl Strategy<Value = Vec<Addition>> {
    let one = (0..9_u8, 0..2_u8, 0..3_u8, 0..3_u8).prop_map(|(what, place, says, cites)| Addition {
        what,
        place,
        says,
        cites,
    });
    prop::collection::vec(one, 0..10)
}

/// The case with what a side adds, each text of which is its own.
fn with_additions(start: &Snapshot, side: &str, additions: &[Addition]) -> Snapshot {
    let mut document = Document::new(start.clone(), true);
    for (number, Addition { what, place, says, cites }) in additions.iter().enumerate() {
        let now = document.snapshot().clone();
        let case = now.case();
        let (place, text) = (usize::from(*place), format!("{side} says {number}"));
        let party = case.parties.get(place).unwrap().id.clone();
        // The last may be one that was added here.
        let issue = case.issues.get(if place == 0 { 0 } else { case.issues.len() - 1 }).unwrap();
        let key = |target: Ref| Key::Record(target);
        let write = |document: &mut Document, key: &Key, field: &'static str, value: &serde_json::Value| {
            let before = Record::find(document.snapshot(), key).unwrap();
            let mut after = before.clone();
            after.set_field(field, Some(&value.to_string())).unwrap();
            if let Some(edit) = edit::set(key.clone(), &before, &after, None) {
                document.apply(edit).unwrap();
            }
        };
        let common = format!("Common {says}");
        let (edit, target, field) = match what {
            0 | 1 => {
                let (edit, target) = edit::add_position(&now, &party, &issue.id, Kind::Demand);
                (edit, target, "text")
            }
            2 | 3 => {
                let (edit, target) = edit::add_source(&now, &common);
                (edit, target, "title")
            }
            4 => {
                let (edit, target) = edit::add_issue(&now, &issue.axis, None, &common);
                (edit, target, "title")
            }
            5 => {
                let (edit, target) = edit::add_proposal(&now, &party, "");
                (edit, target, "text")
            }
            6 => {
                let (edit, target) = edit::add_note(&now, Some(Ref::Issue(issue.id.clone())));
                (edit, target, "text")
            }
            7 => {
                let (edit, option) = edit::add_option(&now, &issue.id, "").unwrap();
                document.apply(edit).unwrap();
                let mut options = serde_json::to_value(&document.snapshot().issue(&issue.id).unwrap().options).unwrap();
                options.as_array_mut().unwrap().iter_mut().for_each(|known| {
                    if known["id"] == option.as_str() {
                        known["label"] = text.clone().into();
                    }
                });
                write(&mut document, &key(Ref::Issue(issue.id.clone())), "options", &options);
                continue;
            }
            _ => {
                let all = records(&now);
                let (key, _) = all.get(usize::from(*says) * all.len() / 3 + place).unwrap();
                if case.issues.len() > 2 && case.parties.len() > 2 {
                    document.apply(edit::remove(&now, key, References::Remove).unwrap()).unwrap();
                }
                continue;
            }
        };
        document.apply(edit).unwrap();
        let key = key(target);
        // Now and then two people say the very same.
        write(&mut document, &key, field, &if *cites == 2 { common } else { text.clone() }.into());
        if matches!(what, 0 | 1) {
            let sources = &case.sources;
            let source = sources.get(sources.len() - 1 - usize::from(*cites) % sources.len()).unwrap();
            let option = issue.options.last().map(|option| option.id.clone());
            let evidence = serde_json::json!([{ "source": source.id, "attribution": "analyst", "note": text }]);
            write(&mut document, &key, "evidence", &evidence);
            write(&mut document, &key, "options", &serde_json::json!(option.into_iter().collect::<Vec<_>>()));
            let earlier = case.positions.last().map(|position| Ref::Position(position.id.clone()).to_string());
            let condition = serde_json::json!([{ "text": format!("{text}, if"), "requires": earlier }]);
            write(&mut document, &key, "conditions", &condition);
        }
    }
    document.snapshot().clone()
}

/// Every text that a person wrote in a value.
fn texts_in(value: &serde_json::Value, field: &str, found: &mut BTreeSet<String>) {
    let prose = [
        "text",
        "title",
        "label",
        "quote",
        "name",
        "definition",
        "comment",
        "background",
        "question",
        "about",
        "note",
        "publisher",
        "url",
        "rationale",
        "summary",
        "walk_away",
        "tags",
        "speaker",
        "term",
        "short_name",
        "native_name",
    ];
    match value {
        serde_json::Value::String(text) if prose.contains(&field) => drop(found.insert(text.clone())),
        serde_json::Value::Array(all) => all.iter().for_each(|one| texts_in(one, field, found)),
        serde_json::Value::Object(all) => all.iter().for_each(|(field, one)| texts_in(one, field, found)),
        _ => {}
    }
}

fn texts_of(case: &Case) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    texts_in(&serde_json::to_value(case).unwrap(), "", &mut found);
    found
}

/// Every text in the versions between which somebody has to choose.
fn texts_in_conflict(merged: &Merged) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for conflict in &merged.conflicts {
        match &conflict.clash {
            Clash::Field { name, ours, theirs, .. } => {
                for json in [ours, theirs].into_iter().flatten() {
                    texts_in(&serde_json::from_str(json).unwrap(), name, &mut found);
                }
            }
            Clash::Record { ours, theirs, uses, .. } => {
                for record in [ours, theirs].into_iter().flatten().chain(uses) {
                    texts_in(&serde_json::to_value(record).unwrap(), "", &mut found);
                }
            }
        }
    }
    found
}

/// Asserts that nothing new of either side is lost, and that nothing leads nowhere that did not for one of them.
fn nothing_is_lost(base: &Snapshot, ours: &Snapshot, theirs: &Snapshot, choices: &[Choice]) {
    let merged = merge(base.case(), ours.case(), theirs.case());
    let again = merge(base.case(), ours.case(), theirs.case());
    assert!(file::to_bytes(&merged.case) == file::to_bytes(&again.case) && merged.news == again.news);
    let (known, result, disputed) = (texts_of(base.case()), texts_of(&merged.case), texts_in_conflict(&merged));
    for text in texts_of(ours.case()).iter().chain(&texts_of(theirs.case())).filter(|text| !known.contains(*text)) {
        assert!(result.contains(text) || disputed.contains(text), "“{text}” is lost");
    }
    let choices: Vec<Choice> = choices.iter().copied().cycle().take(merged.conflicts.len()).collect();
    let sides = [ours.clone(), Snapshot::new(Arc::new(merged.theirs().clone()))];
    let known: Vec<ProblemKind> = sides.iter().flat_map(|side| dangling(side, true)).collect();
    let (settled, _) = merged.resolved(&choices);
    for case in [merged.case.clone(), settled] {
        assert!(**file::parse(&file::to_bytes(&case)).unwrap().case() == case);
        let mut new = dangling(&Snapshot::new(Arc::new(case)), true);
        // An issue that one side names without having it has no options there either.
        let led_nowhere = |kind: &ProblemKind| match kind {
            ProblemKind::NoSuchOption { issue: Some(id), .. } => {
                known.contains(&ProblemKind::NoSuchRecord(Ref::Issue(id.clone())))
            }
            kind => known.contains(kind),
        };
        new.retain(|kind| !known.contains(kind) && !led_nowhere(kind));
        assert!(new.is_empty(), "{new:?} with {choices:?} of {:?}", merged.conflicts);
    }
}

/// Asserts that every position says what it says on one of the sides, and cites what it cites there.
fn nothing_is_crossed(ours: &Snapshot, theirs: &Snapshot, merged: &Merged) {
    let said = |case: &Case, text: &str| {
        let title =
            |id: &case::SourceId| case.sources.iter().find(|source| source.id == *id).map(|it| it.title.clone());
        let of = case.positions.iter().filter(|position| position.text == text);
        let cited = of.flat_map(|position| &position.evidence);
        cited.map(|it| (it.note.clone(), title(&it.source))).collect::<Vec<_>>()
    };
    for position in merged.case.positions.iter().filter(|position| position.text.contains(" says ")) {
        let cited = said(&merged.case, &position.text);
        let known = [said(ours.case(), &position.text), said(theirs.case(), &position.text)].concat();
        assert!(cited.iter().all(|it| known.contains(it)), "{}: {cited:?}, not {known:?}", position.text);
    }
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec(prop::sample::select(vec![Choice::Ours, Choice::Theirs, Choice::Base]), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_merge_with_a_side_that_did_nothing_is_the_other_side(start in cases(), actions in prop::collection::vec(actions(), 0..10)) {
        let document = worked_on(&start, &actions, |_| {});
        let (base, side) = (start.case(), document.snapshot().case());
        for (ours, theirs) in [(side, base), (base, side), (side, side)] {
            let merged = merge(base, ours, theirs);
            prop_assert!(merged.conflicts.is_empty() && merged.news.is_empty());
            prop_assert!(file::to_bytes(&merged.case) == bytes(&document));
        }
        prop_assert!(merge(side, side, side).case == **side);
    }

    #[test]
    fn whatever_two_people_do_every_new_text_stands_or_is_asked_about_and_nothing_new_leads_nowhere(
        start in cases(),
        ours in prop::collection::vec(actions(), 0..10),
        theirs in prop::collection::vec(actions(), 0..10),
        choices in choices(),
    ) {
        let [ours, theirs] = [ours, theirs].map(|actions| worked_on(&start, &actions, |_| {}).snapshot().clone());
        nothing_is_lost(&start, &ours, &theirs, &choices);
    }

    #[test]
    fn whatever_two_people_add_stands_apart_with_what_it_cites(
        start in cases(),
        ours in additions(),
        theirs in additions(),
        choices in choices(),
    ) {
        let (ours, theirs) = (with_additions(&start, "Ours", &ours), with_additions(&start, "Theirs", &theirs));
        nothing_is_lost(&start, &ours, &theirs, &choices);
        let merged = merge(start.case(), ours.case(), theirs.case());
        nothing_is_crossed(&ours, &theirs, &merged);
        // No number and no id is given twice.
        let result = Snapshot::new(Arc::new(merged.case.clone()));
        prop_assert_eq!(result.duplicates(), start.duplicates());
        let numbers: Vec<_> = result.case().issues.iter().filter_map(|issue| issue.number.clone()).collect();
        prop_assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_the_first_case_byte_for_byte_and_redoing_the_last(
        start in cases(),
        actions in prop::collection::vec(actions(), 1..12),
    ) {
        let mut states = vec![file::to_bytes(start.case())];
        let mut document = worked_on(&start, &actions, |document| {
            states.truncate(document.done());
            states.push(bytes(document));
        });
        prop_assert_eq!(document.is_unsaved(), document.done() > 0);
        for done in (0..document.done()).rev() {
            document.undo().unwrap();
            prop_assert!(bytes(&document) == states[done], "after undoing to {}", done);
        }
        prop_assert!(document.undo().is_none() && !document.is_unsaved());
        for state in states.iter().skip(1) {
            document.redo().unwrap();
            prop_assert!(bytes(&document) == *state);
        }
        prop_assert!(document.redo().is_none());
    }

    #[test]
    fn a_history_that_has_forgotten_steps_is_right_in_all_that_it_keeps(
        start in cases(),
        actions in prop::collection::vec(actions(), 2..24),
        bound in 8_usize << 10..80 << 10,
        saved in any::<Index>(),
    ) {
        let mut document = Document::new(start.clone(), true).bounded(bound);
        let mut states = vec![Arc::clone(start.case())];
        let saved = saved.index(actions.len());
        for (number, action) in actions.iter().enumerate() {
            if let Some(edit) = edit_of(document.snapshot(), action)
                && document.apply(edit).unwrap_or(false)
            {
                states.push(Arc::clone(document.snapshot().case()));
            }
            if number == saved {
                document.mark_saved(&Arc::clone(document.snapshot().case()));
            }
        }
        let marked = Arc::clone(document.saved().unwrap());
        let (forgotten, kept) = (document.forgotten(), document.steps().len());
        prop_assert_eq!(forgotten + kept, states.len() - 1);
        let marked_at = states.iter().position(|state| Arc::ptr_eq(state, &marked)).unwrap();
        prop_assert_eq!(document.saved_at(), marked_at.checked_sub(forgotten));
        let is_right = |document: &Document, done: usize| {
            assert!(Arc::ptr_eq(document.snapshot().case(), &states[forgotten + done]), "{done} after {forgotten}");
            assert_eq!(document.is_unsaved(), marked_at != forgotten + done);
            assert_eq!(document.done(), done);
        };
        for done in (0..kept).rev() {
            prop_assert!(document.undo().is_some());
            is_right(&document, done);
        }
        prop_assert!(document.undo().is_none() && document.jump(0).is_none());
        for done in 1..=kept {
            prop_assert!(document.redo().is_some());
            is_right(&document, done);
        }
        prop_assert!(document.redo().is_none());
        for done in [0, kept / 2, kept] {
            document.jump(done);
            is_right(&document, done);
        }
        // And work goes on from wherever one is.
        document.jump(kept / 2);
        let title = Field { name: "title".into(), value: Some("\"Another way\"".into()) };
        let another = Change::Set { key: Key::Case, fields: vec![title] };
        document.apply(Edit::new(Intent::Edit(Noun::Case), vec![another], None)).unwrap();
        prop_assert!(document.redo().is_none() && document.snapshot().case().title == "Another way");
        document.undo();
        prop_assert!(Arc::ptr_eq(document.snapshot().case(), &states[forgotten + kept / 2]));
    }

    #[test]
    fn every_edit_leaves_a_case_that_can_be_saved_and_loaded(
        start in cases(),
        actions in prop::collection::vec(actions(), 1..8),
    ) {
        worked_on(&start, &actions, |document| {
            let loaded = file::parse(&bytes(document)).unwrap();
            assert!(loaded.case() == document.snapshot().case());
        });
    }

    #[test]
    fn tables_that_follow_every_edit_are_those_that_would_be_built_anew(
        start in cases(),
        actions in prop::collection::vec(actions(), 1..16),
    ) {
        let mut seen = BTreeSet::new();
        let mut see = |snapshot: &Snapshot| {
            seen.extend(records(snapshot).into_iter().filter_map(|(_, record)| record.target()));
            seen.clone()
        };
        see(&start);
        worked_on(&start, &actions, |document| tables_agree(document.snapshot(), &see(document.snapshot())));
    }

    #[test]
    fn edits_on_different_fields_commute(
        start in cases(),
        one in (any::<Index>(), any::<Index>(), any::<Index>()),
        other in (any::<Index>(), any::<Index>(), any::<Index>()),
    ) {
        let all = records(&start);
        let edit = |(record, field, from): &(Index, Index, Index)| {
            let (key, record) = record.get(&all);
            let list = record.list();
            let name = *field.get(list.fields());
            let from = list.get(start.case(), from.index(list.len(start.case()))).unwrap();
            ((key.clone(), name), write(key.clone(), record, name, from.field(name)))
        };
        let ((one, first), (other, second)) = (edit(&one), edit(&other));
        prop_assume!(one != other && one.1 != "id" && other.1 != "id");
        let after = |edits: [&Edit; 2]| {
            let mut document = Document::new(start.clone(), true);
            for edit in edits {
                document.apply(edit.clone()).unwrap();
            }
            bytes(&document)
        };
        prop_assert!(after([&first, &second]) == after([&second, &first]));
    }

    #[test]
    fn removing_with_references_leaves_nothing_dangling_that_did_not_dangle_before(
        start in cases(),
        actions in prop::collection::vec(actions(), 0..6),
        record in any::<Index>(),
    ) {
        let document = worked_on(&start, &actions, |_| {});
        let before = document.snapshot();
        let all = records(before);
        prop_assume!(!all.is_empty());
        let edit = edit::remove(before, &record.get(&all).0, References::Remove).unwrap();
        let after = Snapshot::new(Arc::new(edit::apply(before, &edit.changes).unwrap()));
        let known = dangling(before, true);
        let new: Vec<_> = dangling(&after, true).into_iter().filter(|kind| !known.contains(kind)).collect();
        prop_assert!(new.is_empty(), "{:?}", new);
    }

    #[test]
    fn a_repair_mends_what_it_is_offered_for(
        start in cases(),
        actions in prop::collection::vec(actions(), 1..10),
    ) {
        let document = worked_on(&start, &actions, |_| {});
        let now = document.snapshot();
        let problems = case::check(now);
        for problem in &problems {
            let Some(repair) = edit::repair(now, problem) else { continue };
            let mended = Snapshot::new(Arc::new(edit::apply(now, &repair.edit.changes).unwrap()));
            let alike = |problems: &[Problem]| problems.iter().filter(|it| it.kind.code() == problem.kind.code()).count();
            prop_assert!(alike(&case::check(&mended)) < alike(&problems), "{:?}: {:?}", problem, repair.kind);
        }
    }

    #[test]
    fn what_is_renamed_merged_or_copied_is_still_found(
        start in cases(),
        actions in prop::collection::vec(actions(), 0..6),
        last in renames_and_the_like(),
    ) {
        let document = worked_on(&start, &actions, |_| {});
        let before = document.snapshot();
        let Some(edit) = edit_of(before, &last) else { return Ok(()) };
        let Ok(after) = edit::apply(before, &edit.changes) else { return Ok(()) };
        let known = dangling(before, false);
        let new: Vec<_> = dangling(&Snapshot::new(Arc::new(after)), false)
            .into_iter()
            .filter(|kind| !known.contains(kind))
            .collect();
        prop_assert!(new.is_empty(), "{:?}", new);
    }

    #[test]
    fn a_run_of_typing_is_one_step(
        start in cases(),
        position in any::<Index>(),
        texts in prop::collection::vec(texts(), 1..6),
    ) {
        let case = start.case();
        let position = case.positions.get(position.index(case.positions.len())).unwrap();
        let key = Key::Record(Ref::Position(position.id.clone()));
        let mut document = Document::new(start.clone(), true);
        for text in &texts {
            let before = Record::find(document.snapshot(), &key).unwrap();
            let mut after = before.clone();
            after.set_field("text", Some(&serde_json::to_string(text).unwrap())).unwrap();
            if let Some(edit) = edit::set(key.clone(), &before, &after, Some(1)) {
                document.apply(edit).unwrap();
            }
        }
        let is_changed = texts.last() != Some(&position.text);
        prop_assert_eq!(document.steps().len(), usize::from(is_changed));
        document.undo();
        prop_assert!(document.snapshot().case() == case);
    }
}
