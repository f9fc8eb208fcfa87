//! Writing fields of what is there.

use std::borrow::Cow;

use super::{Change, Edit, Field, Intent, Key, ListName, Noun, Record};
use crate::case::{Case, Fields as _, Ref};

/// Writes the fields that differ between two versions of a record; nothing when they are the same.
///
/// Edits with the same `run`, one after the other, become one step: a run of typing.
#[must_use]
pub fn set(key: Key, before: &Record, after: &Record, run: Option<u64>) -> Option<Edit> {
    let change = Change::between(key, before, after)?;
    let (comes_from, goes_to) = (place_of(before), place_of(after));
    Some(Edit { intent: Intent::Edit(Noun::from(before)), changes: vec![change], goes_to, comes_from, run })
}

/// Writes the fields of the case itself that differ, its lists aside; nothing when they are the same.
#[must_use]
pub fn set_head(before: &Case, after: &Case, run: Option<u64>) -> Option<Edit> {
    let names = changed_head(before, after);
    let fields: Vec<Field> = names.into_iter().map(|name| Field { value: after.field(&name), name }).collect();
    let change = (!fields.is_empty()).then_some(Change::Set { key: Key::Case, fields })?;
    Some(Edit { run, ..Edit::new(Intent::Edit(Noun::Case), vec![change], None) })
}

/// The fields of the case itself that differ; the lists, which may be long, are not looked at.
pub(super) fn changed_head(before: &Case, after: &Case) -> Vec<Cow<'static, str>> {
    let fixed =
        |name: &str| name == "format" || name == "version" || ListName::ALL.iter().any(|list| list.key() == name);
    let known = Case::NAMES.iter().filter(|name| !fixed(name)).map(|name| Cow::Borrowed(*name));
    let mut names: Vec<_> = known.filter(|name| before.field(name) != after.field(name)).collect();
    before.extra.changed(&after.extra, &mut names);
    names
}

/// Where a record is seen: at itself, or at what an assessment or an entry of the log is about.
#[must_use]
pub fn place_of(record: &Record) -> Option<Ref> {
    match record {
        Record::Assessment(assessment) => Some(match &assessment.issue {
            Some(issue) => Ref::Issue(issue.clone()),
            None => Ref::Party(assessment.party.clone()),
        }),
        Record::Log(entry) => entry.on.clone(),
        _ => record.target(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::testing;

    #[test]
    fn only_the_fields_that_differ_are_written() {
        let snapshot = testing::talks();
        let position = snapshot.position(&"syr-withdrawal".into()).unwrap();
        let before = Record::from(Arc::clone(position));
        let mut after = (**position).clone();
        after.text = "Leave now.".to_owned();
        after.comment = Some("Said twice.".to_owned());
        let key = before.key(0);
        let edit = set(key.clone(), &before, &after.clone().into(), Some(7)).unwrap();
        let [Change::Set { fields, .. }] = edit.changes.as_slice() else { panic!("{edit:?}") };
        let names: Vec<_> = fields.iter().map(|field| &*field.name).collect();
        assert_eq!((names, edit.intent, edit.run), (vec!["text", "comment"], Intent::Edit(Noun::Demand), Some(7)));
        assert_eq!(edit.goes_to, Some(Ref::Position("syr-withdrawal".into())));
        assert_eq!(**testing::after(&snapshot, &edit).position(&"syr-withdrawal".into()).unwrap(), after);
        assert!(set(key, &before, &before, None).is_none());
    }

    #[test]
    fn the_head_of_the_case_is_written_without_its_lists() {
        let snapshot = testing::talks();
        let mut after = Case::clone(snapshot.case());
        after.title = "Paris".to_owned();
        after.parties = crate::case::List::default();
        let edit = set_head(snapshot.case(), &after, None).unwrap();
        let case = testing::after(&snapshot, &edit);
        assert_eq!((case.case().title.as_str(), case.case().parties.len()), ("Paris", 2));
        assert!(set_head(snapshot.case(), snapshot.case(), None).is_none());
    }
}
