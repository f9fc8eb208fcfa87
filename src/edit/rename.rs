//! Giving a record another id, and everything that points at it the same.

use super::around::records_around;
use super::pointer::{Fate, Pointer, redirect, rewrite_of};
use super::{Change, Edit, Intent, Key, Noun, Record, Target, fresh_ref, usual_id};
use crate::case::{CaseDate, Issue, IssueId, OptionId, Ref, Snapshot};

/// Gives a record another id, here and wherever it is named; nothing when there is none, or when it has the id.
///
/// Nor is there anything to do for an empty id, or one that would make a date of a round. An id that another record
/// has is refused when the edit is made.
#[must_use]
pub fn rename(snapshot: &Snapshot, target: &Ref, id: &str) -> Option<Edit> {
    let renamed = with_id(target, id)?;
    let key = Key::Record(target.clone());
    let before = Record::find(snapshot, &key)?;
    let (old, new) = (Target::Record(target.clone()), Target::Record(renamed.clone()));
    let fate = |_, pointer: Pointer<'_>| if pointer.leads_to(&old) { Fate::LeadsTo(new.clone()) } else { Fate::Stays };
    let mut after = before.clone();
    after.set_field("id", serde_json::to_string(id).ok().as_deref()).ok()?;
    redirect(&mut after, &fate);
    let mut changes = vec![Change::between(key.clone(), &before, &after)?];
    let around = records_around(snapshot, &old);
    changes.extend(rewrite_of(around, &|other| *other == key, &fate, &|_| {}));
    Some(Edit {
        intent: Intent::Rename(Noun::from(&before)),
        changes,
        goes_to: Some(renamed),
        comes_from: Some(target.clone()),
        run: None,
    })
}

/// Gives an option of an issue another id, here and wherever it is named.
///
/// Nothing when there is no such option, the id is empty or its own, or another option of the issue has it.
#[must_use]
pub fn rename_option(snapshot: &Snapshot, issue: &IssueId, option: &OptionId, id: &str) -> Option<Edit> {
    let before = snapshot.issue(issue)?;
    if id.trim().is_empty() || before.options.iter().any(|known| known.id.as_str() == id) {
        return None;
    }
    let new = OptionId::from(id);
    let mut after = Issue::clone(before);
    after.options.iter_mut().find(|known| known.id == *option)?.id = new.clone();
    let key = Key::Record(Ref::Issue(issue.clone()));
    let mut changes = vec![Change::between(key, &before.clone().into(), &after.into())?];
    let old = Target::Option(issue.clone(), option.clone());
    let new = Target::Option(issue.clone(), new);
    let fate = |_, pointer: Pointer<'_>| if pointer.leads_to(&old) { Fate::LeadsTo(new.clone()) } else { Fate::Stays };
    changes.extend(rewrite_of(records_around(snapshot, &old), &|_| false, &fate, &|_| {}));
    Some(Edit::new(Intent::Rename(Noun::Option), changes, Some(Ref::Issue(issue.clone()))))
}

/// Gives a record that has just been made the id that its text makes; nothing for one without a text, or whose ids are
/// not made of it.
#[must_use]
pub fn named_after_text(snapshot: &Snapshot, target: &Ref) -> Option<Edit> {
    let text = match Record::find(snapshot, &Key::Record(target.clone()))? {
        Record::Position(_) | Record::Note(_) => return None,
        record => text_of(&record)?.to_owned(),
    };
    let usual = usual_id(&text);
    if usual.is_empty() || usual == target.id() {
        return None;
    }
    rename(snapshot, target, fresh_ref(snapshot, target, &text)?.id())
}

/// Whether a record does not say yet what it is there for.
#[must_use]
pub fn is_blank(record: &Record) -> bool {
    text_of(record).is_none_or(|text| text.trim().is_empty())
}

/// What a record is there to say, or what it is called by; nothing where that can be left out and is.
fn text_of(record: &Record) -> Option<&str> {
    Some(match record {
        Record::Party(party) => party.label(),
        Record::Axis(axis) => &axis.name,
        Record::Issue(issue) => &issue.title,
        Record::Position(position) => &position.text,
        Record::Proposal(proposal) => &proposal.title,
        Record::Outcome(outcome) => &outcome.title,
        Record::Round(round) => &round.label,
        Record::Event(event) => &event.text,
        Record::Source(source) => &source.publisher,
        Record::Note(note) => &note.text,
        Record::Glossary(entry) => &entry.term,
        Record::Log(entry) => &entry.text,
        Record::Assessment(assessment) => assessment.rationale.as_deref()?,
    })
}

pub(super) fn with_id(target: &Ref, id: &str) -> Option<Ref> {
    if id.trim().is_empty() || id == target.id() {
        return None;
    }
    Some(match target {
        Ref::Party(_) => Ref::Party(id.into()),
        Ref::Axis(_) => Ref::Axis(id.into()),
        Ref::Issue(_) => Ref::Issue(id.into()),
        Ref::Position(_) => Ref::Position(id.into()),
        Ref::Proposal(_) => Ref::Proposal(id.into()),
        Ref::Outcome(_) => Ref::Outcome(id.into()),
        Ref::Round(_) if CaseDate::from(id).parse().is_some() => return None,
        Ref::Round(_) => Ref::Round(id.into()),
        Ref::Event(_) => Ref::Event(id.into()),
        Ref::Source(_) => Ref::Source(id.into()),
        Ref::Note(_) => Ref::Note(id.into()),
        Ref::Other(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::check;
    use crate::edit::around::records;
    use crate::edit::testing::{after, dangling, everything};
    use crate::edit::{Refusal, apply, references_to};

    #[test]
    fn whatever_is_renamed_is_still_found_by_all_that_point_at_it() {
        let start = everything();
        let problems = check(&start).len();
        for (key, _) in records(&start) {
            let Some(target) = key.target() else { continue };
            let edit = rename(&start, target, "another-name").unwrap();
            let renamed = edit.goes_to.clone().unwrap();
            let end = after(&start, &edit);
            assert_eq!(dangling(&end), [], "{target}");
            let count = references_to(&start, target).len();
            assert_eq!(
                (references_to(&end, target).len(), references_to(&end, &renamed).len()),
                (0, count),
                "{target}"
            );
            // A standard axis that is called otherwise is missing.
            let missing = usize::from(matches!(target, Ref::Axis(_)));
            assert_eq!(check(&end).len(), problems + missing, "{target}");
            let back = after(&end, &rename(&end, &renamed, target.id()).unwrap());
            assert!(back.case() == start.case(), "{target}");
        }
    }

    #[test]
    fn an_option_is_renamed_where_it_is_wanted_and_valued() {
        let start = everything();
        let end = after(&start, &rename_option(&start, &"guarantees".into(), &"full".into(), "all").unwrap());
        assert_eq!(dangling(&end), []);
        // The option of the same id on another issue is another option.
        assert_eq!(end.position(&"old".into()).unwrap().options, ["full".into()]);
        assert!(rename_option(&start, &"guarantees".into(), &"full".into(), "nothing").is_none());
    }

    #[test]
    fn an_id_that_is_taken_is_refused() {
        let start = everything();
        let edit = rename(&start, &Ref::Party("usa".into()), "syria").unwrap();
        assert_eq!(apply(&start, &edit.changes).unwrap_err(), Refusal::IdTaken(Ref::Party("syria".into())));
        assert!(rename(&start, &Ref::Party("usa".into()), "usa").is_none());
        assert!(rename(&start, &Ref::Round("paris".into()), "2026").is_none());
    }
}
