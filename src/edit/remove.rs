//! Removing, with or without what points there.

use hashbrown::HashSet;

use super::around::{records, records_around, records_around_all};
use super::pointer::{Fate, pointers, rewrite_of};
use super::{Change, Edit, Intent, Key, ListName, Noun, Place, Record, Takes, Target, place_of, set};
use crate::case::{Issue, IssueId, OptionId, Ref, Snapshot};

/// Something that points at what is to be removed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The record in which the pointer stands.
    pub from: Key,
    /// What kind of record that is.
    pub noun: Noun,
    /// The field in which it stands.
    pub place: Place,
}

impl Reference {
    /// What has to go if the reference is not kept.
    #[must_use]
    pub fn takes(&self) -> Takes {
        self.place.takes()
    }
}

/// What becomes of the references to something that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// They stay, and lead nowhere.
    Keep,
    /// They go, and with them what cannot be without them.
    Remove,
}

/// Everything that points at a record, in the order of the file; a record that points twice comes twice.
#[must_use]
pub fn references_to(snapshot: &Snapshot, target: &Ref) -> Vec<Reference> {
    pointing_at(snapshot, &Target::Record(target.clone()))
}

/// Everything that points at an option of an issue.
#[must_use]
pub fn references_to_option(snapshot: &Snapshot, issue: &IssueId, option: &OptionId) -> Vec<Reference> {
    pointing_at(snapshot, &Target::Option(issue.clone(), option.clone()))
}

fn pointing_at(snapshot: &Snapshot, target: &Target) -> Vec<Reference> {
    let mut found = Vec::new();
    for (key, record) in records_around(snapshot, target) {
        // What a record says of itself goes and comes with it.
        if key.target().is_some_and(|own| Target::Record(own.clone()) == *target) {
            continue;
        }
        pointers(&record, &mut |place, pointer| {
            if pointer.leads_to(target) {
                found.push(Reference { from: key.clone(), noun: Noun::from(&record), place });
            }
        });
    }
    found
}

/// The records that go along when a record is removed with its references: those that cannot be without it.
#[must_use]
pub fn goes_along(snapshot: &Snapshot, key: &Key) -> Vec<(Key, Noun)> {
    let gone = Gone::with(snapshot, key);
    gone.records.into_iter().filter(|(other, _)| other != key).collect()
}

/// Removes a record; nothing when there is none.
#[must_use]
pub fn remove(snapshot: &Snapshot, key: &Key, references: References) -> Option<Edit> {
    let record = Record::find(snapshot, key)?;
    let (changes, gone) = match references {
        References::Keep => (vec![Change::Remove(key.clone())], Gone::only(key, &record)),
        References::Remove => {
            let gone = Gone::with(snapshot, key);
            let fate = |_, pointer: super::pointer::Pointer<'_>| match pointer.target() {
                Some(target) if gone.targets.contains(&target) => Fate::Goes,
                _ => Fate::Stays,
            };
            let skip = |key: &Key| gone.keys.contains(key);
            let around = records_around_all(snapshot, gone.targets.iter());
            let mut changes = rewrite_of(around, &skip, &fate, &|_| {});
            // From the back, as those without an id are named by their place.
            changes.extend(gone.records.iter().rev().map(|(key, _)| Change::Remove(key.clone())));
            (changes, gone)
        }
    };
    Some(Edit {
        intent: Intent::Remove(Noun::from(&record)),
        changes,
        goes_to: neighbour(snapshot, key, &record, &gone),
        comes_from: place_of(&record),
        run: None,
    })
}

/// Removes an option of an issue; nothing when there is none.
#[must_use]
pub fn remove_option(snapshot: &Snapshot, issue: &IssueId, option: &OptionId, references: References) -> Option<Edit> {
    let before = snapshot.issue(issue)?;
    let mut after = Issue::clone(before);
    let at = after.options.iter().position(|known| known.id == *option)?;
    after.options.remove(at);
    let is_left = after.options.iter().any(|known| known.id == *option);
    let mut edit = set(Key::Record(Ref::Issue(issue.clone())), &before.clone().into(), &after.into(), None)?;
    edit.intent = Intent::Remove(Noun::Option);
    // Where two options have one id, what points at it still leads somewhere.
    if references == References::Remove && !is_left {
        let target = Target::Option(issue.clone(), option.clone());
        let fate = |_, pointer: super::pointer::Pointer<'_>| {
            if pointer.leads_to(&target) { Fate::Goes } else { Fate::Stays }
        };
        let around = records_around(snapshot, &target);
        edit.changes.extend(rewrite_of(around, &|_| false, &fate, &|_| {}));
    }
    Some(edit)
}

/// What is removed in one edit.
struct Gone {
    /// In the order of the file.
    records: Vec<(Key, Noun)>,
    keys: HashSet<Key>,
    targets: HashSet<Target>,
}

impl Gone {
    fn only(key: &Key, record: &Record) -> Self {
        let mut gone = Self { records: Vec::new(), keys: HashSet::new(), targets: HashSet::new() };
        gone.take(key.clone(), record);
        gone
    }

    /// A record and all that cannot be without it.
    fn with(snapshot: &Snapshot, key: &Key) -> Self {
        let mut gone = Self { records: Vec::new(), keys: HashSet::new(), targets: HashSet::new() };
        // Nothing needs any other record to be there.
        if !matches!(key.list(), Some(ListName::Party | ListName::Axis | ListName::Issue)) {
            if let Some(record) = Record::find(snapshot, key) {
                gone.take(key.clone(), &record);
            }
            return gone;
        }
        // Whoever cannot be without another stands in a later list: an issue after its axis, a position after its
        // issue and party. So one walk finds all.
        let own = Record::find(snapshot, key).map(|record| (key.clone(), record));
        let candidates: Box<dyn Iterator<Item = _>> = match key.target() {
            // What cannot be without an issue points at it, and everything can be without that in turn.
            Some(target @ Ref::Issue(_)) => {
                Box::new(own.into_iter().chain(records_around(snapshot, &target.clone().into())))
            }
            _ => Box::new(records(snapshot)),
        };
        for (other, record) in candidates {
            let mut goes = other == *key;
            if !goes && !gone.targets.is_empty() {
                pointers(&record, &mut |place, pointer| {
                    goes |= place.takes() == Takes::Record
                        && pointer.target().is_some_and(|target| gone.targets.contains(&target));
                });
            }
            if goes {
                gone.take(other, &record);
            }
        }
        gone
    }

    fn take(&mut self, key: Key, record: &Record) {
        self.targets.extend(key.target().cloned().map(Target::Record));
        if let Record::Issue(issue) = record {
            let options = issue.options.iter().map(|option| Target::Option(issue.id.clone(), option.id.clone()));
            self.targets.extend(options);
        }
        self.keys.insert(key.clone());
        self.records.push((key, Noun::from(record)));
    }
}

/// What is selected when a record is gone: another of its cell or its issue, else the next of its list, else the last.
fn neighbour(snapshot: &Snapshot, key: &Key, record: &Record, gone: &Gone) -> Option<Ref> {
    let stays = |target: &Ref| snapshot.resolves(target) && !gone.keys.contains(&Key::Record(target.clone()));
    if let Record::Position(position) = record {
        let cell = snapshot.positions_on(&position.issue).filter(|other| other.party == position.party);
        let next = cell.map(|other| Ref::Position(other.id.clone())).find(|other| stays(other));
        return next.or_else(|| Some(Ref::Issue(position.issue.clone())).filter(stays));
    }
    let list: ListName = key.list()?;
    let at = key.number_in(snapshot.case(), snapshot)?;
    let after = at + 1..list.len(snapshot.case());
    let mut others = after.chain((0..at).rev()).filter_map(|at| list.get(snapshot.case(), at)?.target());
    others.find(stays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::{after, dangling, everything};

    fn removed(key: &Key, references: References) -> Snapshot {
        let snapshot = everything();
        after(&snapshot, &remove(&snapshot, key, references).unwrap())
    }

    #[test]
    fn removing_anything_with_its_references_leaves_nothing_dangling() {
        let snapshot = everything();
        for (key, _) in records(&snapshot) {
            let left = removed(&key, References::Remove);
            assert_eq!(dangling(&left), [], "{key:?}");
            let kept = removed(&key, References::Keep);
            let pointed = key.target().is_some_and(|target| !references_to(&snapshot, target).is_empty());
            assert_eq!(!dangling(&kept).is_empty(), pointed, "{key:?}");
        }
    }

    #[test]
    fn what_the_tables_say_points_at_a_record_is_all_that_does() {
        let snapshot = everything();
        for (key, _) in records(&snapshot) {
            let Some(target) = key.target().cloned().map(Target::Record) else { continue };
            let pointing = |records: &mut dyn Iterator<Item = (Key, Record)>| -> Vec<Key> {
                let points = |record: &Record| {
                    let mut points = false;
                    pointers(record, &mut |_, pointer| points |= pointer.leads_to(&target));
                    points
                };
                records.filter(|(_, record)| points(record)).map(|(key, _)| key).collect()
            };
            let all = pointing(&mut records(&snapshot));
            assert_eq!(pointing(&mut records_around(&snapshot, &target)), all, "{key:?}");
        }
    }

    #[test]
    fn an_axis_takes_its_issues_and_their_positions_along() {
        let key = Key::Record(Ref::Axis("security".into()));
        let names: Vec<_> = goes_along(&everything(), &key).into_iter().map(|(_, noun)| noun).collect();
        assert_eq!(names, [Noun::Issue, Noun::RedLine, Noun::Assessment]);
        let left = removed(&key, References::Remove);
        let proposal = left.case().proposals.get(0).unwrap();
        assert_eq!(proposal.terms.len(), 1);
        let position = left.position(&"new".into()).unwrap();
        assert_eq!(position.conditions[0].requires, None);
        assert_eq!(position.conditions[0].text, "only if");
    }

    #[test]
    fn evidence_cannot_be_without_its_source_but_without_what_it_was_read_in() {
        let left = removed(&Key::Record(Ref::Source("paper".into())), References::Remove);
        assert_eq!(left.position(&"new".into()).unwrap().evidence[0].via, None);
        let left = removed(&Key::Record(Ref::Source("wire".into())), References::Remove);
        assert!(left.position(&"new".into()).unwrap().evidence.is_empty());
        assert_eq!(left.case().positions.len(), 3);
    }

    #[test]
    fn references_are_told_with_what_has_to_go() {
        let snapshot = everything();
        let told: Vec<_> = references_to(&snapshot, &Ref::Party("israel".into()))
            .into_iter()
            .map(|reference| (reference.noun, reference.place, reference.takes()))
            .collect();
        assert_eq!(
            told,
            [
                (Noun::Demand, Place::From, Takes::Pointer),
                (Noun::RedLine, Place::Party, Takes::Record),
                (Noun::Proposal, Place::From, Takes::Pointer),
                (Noun::Proposal, Place::Responder, Takes::Entry),
                (Noun::Outcome, Place::OutcomeParty, Takes::Pointer),
                (Noun::Assessment, Place::Party, Takes::Record),
                (Noun::Assessment, Place::Party, Takes::Record),
            ]
        );
    }

    #[test]
    fn an_option_leaves_positions_terms_and_values() {
        let snapshot = everything();
        let (issue, option) = ("guarantees".into(), "nothing".into());
        assert_eq!(references_to_option(&snapshot, &issue, &option).len(), 3);
        let left = after(&snapshot, &remove_option(&snapshot, &issue, &option, References::Remove).unwrap());
        assert_eq!(dangling(&left), []);
        assert_eq!(left.position(&"lines".into()).unwrap().options, ["full".into()]);
        let kept = after(&snapshot, &remove_option(&snapshot, &issue, &option, References::Keep).unwrap());
        assert_eq!(dangling(&kept).len(), 3);
    }

    #[test]
    fn what_stood_beside_it_is_selected_next() {
        let snapshot = everything();
        let next = |target: Ref| remove(&snapshot, &target.into(), References::Remove).unwrap().goes_to;
        assert_eq!(next(Ref::Position("old".into())), Some(Ref::Position("new".into())));
        assert_eq!(next(Ref::Position("lines".into())), Some(Ref::Issue("guarantees".into())));
        assert_eq!(next(Ref::Party("israel".into())), Some(Ref::Party("usa".into())));
        assert_eq!(next(Ref::Party("usa".into())), Some(Ref::Party("israel".into())));
        assert_eq!(next(Ref::Event("fall".into())), None);
    }
}
