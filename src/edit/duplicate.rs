//! A second record like another, right after it.

use std::sync::Arc;

use super::add::insert;
use super::{Edit, Intent, Key, ListId, Noun, Record, fresh_id, next_number};
use crate::case::{Snapshot, Status};

/// Adds a copy of a record right after it; nothing when there is no such record.
///
/// A copied position replaces nothing. A copied issue has its options but no positions, the next number of its axis,
/// and an unknown status, as nothing was said of it yet.
#[must_use]
pub fn duplicate(snapshot: &Snapshot, key: &Key) -> Option<Edit> {
    let mut copy = Record::find(snapshot, key)?;
    let at = key.number_in(snapshot.case(), snapshot)? + 1;
    macro_rules! another_id {
        ($record:ident) => {{
            let record = Arc::make_mut($record);
            record.id = another(snapshot, record.id.as_str());
        }};
    }
    match &mut copy {
        Record::Party(party) => another_id!(party),
        Record::Axis(axis) => another_id!(axis),
        Record::Issue(issue) => {
            another_id!(issue);
            let issue = Arc::make_mut(issue);
            issue.number = Some(next_number(snapshot, &issue.axis));
            issue.status = Status::Unknown;
            issue.status_evidence.clear();
        }
        Record::Position(position) => {
            another_id!(position);
            Arc::make_mut(position).replaces = None;
        }
        Record::Proposal(proposal) => another_id!(proposal),
        Record::Outcome(outcome) => another_id!(outcome),
        Record::Round(round) => another_id!(round),
        Record::Event(event) => another_id!(event),
        Record::Source(source) => another_id!(source),
        Record::Note(note) => another_id!(note),
        Record::Assessment(_) | Record::Glossary(_) | Record::Log(_) => {}
    }
    let noun = Noun::from(&copy);
    Some(insert(Intent::Duplicate(noun), at, copy, key.target().cloned()))
}

/// An id like another's: `paris-3` after `paris` and `paris-2`.
fn another<Id: ListId>(snapshot: &Snapshot, id: &str) -> Id {
    let numbered = id.rsplit_once('-').filter(|(plain, number)| {
        number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && Id::from(plain).is_taken(snapshot)
    });
    fresh_id(snapshot, numbered.map_or(id, |(plain, _)| plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Ref;
    use crate::edit::around::records;
    use crate::edit::testing::{after, dangling, everything};

    #[test]
    fn a_copy_stands_right_after_its_model_and_has_an_id_of_its_own() {
        let start = everything();
        for (key, record) in records(&start) {
            let edit = duplicate(&start, &key).unwrap();
            let end = after(&start, &edit);
            let list = record.list();
            assert_eq!(list.len(end.case()), list.len(start.case()) + 1);
            assert_eq!((dangling(&end), end.duplicates().len()), (Vec::new(), 0));
            let at = key.number_in(start.case(), &start).unwrap();
            assert_eq!(list.get(end.case(), at), Some(record));
            if key.target().is_some() {
                assert_eq!(list.get(end.case(), at + 1).unwrap().target(), edit.goes_to);
            }
        }
    }

    #[test]
    fn a_copied_position_replaces_nothing_and_a_copied_issue_is_not_agreed() {
        let start = everything();
        let end = after(&start, &duplicate(&start, &Ref::Position("new".into()).into()).unwrap());
        assert_eq!(end.position(&"new-2".into()).unwrap().replaces, None);
        let end = after(&end, &duplicate(&end, &Ref::Issue("withdrawal".into()).into()).unwrap());
        let issue = end.issue(&"withdrawal-2".into()).unwrap();
        assert_eq!((issue.number.as_deref(), issue.options.len(), &issue.status), (Some("T2"), 2, &Status::Unknown));
        assert_eq!(end.positions_on(&issue.id).count(), 0);
        let end = after(&end, &duplicate(&end, &Ref::Issue("withdrawal-2".into()).into()).unwrap());
        assert!(end.issue(&"withdrawal-3".into()).is_some());
    }
}
