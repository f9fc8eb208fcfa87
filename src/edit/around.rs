//! The records of a case that may point at something, found by the tables where they know.

use super::{Key, ListName, Record, Target};
use crate::case::{Ref, Snapshot};

/// Every record of a case with its key, in the order of the file.
pub(super) fn records(snapshot: &Snapshot) -> impl Iterator<Item = (Key, Record)> {
    ListName::ALL.iter().flat_map(move |list| {
        (0..list.len(snapshot.case())).filter_map(move |at| {
            let record = list.get(snapshot.case(), at)?;
            Some((record.key(at), record))
        })
    })
}

/// The records of which one or another may point at this, in the order of the file: those that the tables name, where
/// they know.
pub(super) fn records_around<'a>(
    snapshot: &'a Snapshot,
    target: &Target,
) -> Box<dyn Iterator<Item = (Key, Record)> + 'a> {
    let mut keys = Vec::new();
    if !places_around(snapshot, target, &mut keys) {
        return Box::new(records(snapshot));
    }
    found_at(snapshot, keys)
}

/// The same for several targets.
pub(super) fn records_around_all<'a, 't>(
    snapshot: &'a Snapshot,
    targets: impl Iterator<Item = &'t Target>,
) -> Box<dyn Iterator<Item = (Key, Record)> + 'a> {
    let mut keys = Vec::new();
    for target in targets {
        if !places_around(snapshot, target, &mut keys) {
            return Box::new(records(snapshot));
        }
    }
    found_at(snapshot, keys)
}

/// Where the records stand of which one or another may point at this; false where the tables do not know.
fn places_around(snapshot: &Snapshot, target: &Target, keys: &mut Vec<(ListName, usize)>) -> bool {
    let issue;
    let (target, linked): (&Ref, Vec<Ref>) = match target {
        Target::Record(target @ Ref::Position(id)) => {
            (target, snapshot.replaced_by(id).map(|later| Ref::Position(later.id.clone())).collect())
        }
        // Only what names the issue can name an option of it.
        Target::Record(Ref::Issue(id)) | Target::Option(id, _) => {
            issue = Ref::Issue(id.clone());
            (&issue, snapshot.positions_on(id).map(|position| Ref::Position(position.id.clone())).collect())
        }
        Target::Record(_) => return false,
    };
    let linked = linked.iter().chain(snapshot.dependents(target)).chain(snapshot.disputed_by(target));
    keys.extend(linked.filter_map(|from| Key::Record(from.clone()).place(snapshot)));
    true
}

fn found_at<'a>(
    snapshot: &'a Snapshot,
    mut keys: Vec<(ListName, usize)>,
) -> Box<dyn Iterator<Item = (Key, Record)> + 'a> {
    // Of these there are no tables, as few of them point at issues and positions, and few cases have many.
    for list in [ListName::Assessment, ListName::Glossary, ListName::Log] {
        keys.extend((0..list.len(snapshot.case())).map(|at| (list, at)));
    }
    keys.sort_unstable();
    keys.dedup();
    Box::new(keys.into_iter().filter_map(|(list, at)| {
        let record = list.get(snapshot.case(), at)?;
        Some((record.key(at), record))
    }))
}
