//! What a workbook or table of our own that comes back would change in the open case, change by change.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Place, Taken, Trouble, TroubleKind, changes, read_csv, read_xlsx};
use crate::case::{Case, Fields as _, PositionId, Snapshot};
use crate::edit::diff::diff;
use crate::edit::single::{Single, SingleChange, singles, without};
use crate::edit::{Change, Edit, Intent, Key, Record, apply};
use crate::export::{Audience, audience};
use crate::words::edits;

/// Reads what [`is_ours`](super::is_ours) has found to be ours.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read(bytes: &[u8]) -> Result<Taken, Vec<Trouble>> {
    if bytes.starts_with(b"PK") { read_xlsx(bytes) } else { read_csv(bytes) }
}

/// The open case with what was changed in the table since it was handed out.
///
/// # Errors
/// When the changes cannot be made.
pub fn merged(open: &Snapshot, taken: &Taken) -> Result<Arc<Case>, Vec<Trouble>> {
    // A table of positions does not say for whom it was; where it holds less than the case, that is no removal.
    let seen_by = taken.audience.unwrap_or_else(|| narrowest(open, taken));
    let (handed_out, _) = audience::redacted(open, seen_by);
    let changes = changes(open, &handed_out, taken)?;
    if changes.is_empty() {
        return Ok(Arc::clone(open.case()));
    }
    let unfit = |refusal| vec![TroubleKind::Unfit(edits::refusal(&refusal)).at(Place::default())];
    apply(open, &changes).map(Arc::new).map_err(unfit)
}

/// The widest audience whose table could have been this one: the one before it holds a position that is not here.
fn narrowest(open: &Snapshot, taken: &Taken) -> Audience {
    let in_table: BTreeSet<&PositionId> = taken.case.positions.iter().map(|position| &position.id).collect();
    let hidden = |needed: Audience| {
        let (seen, _) = audience::redacted(open, needed);
        open.case().positions.iter().any(|one| seen.position(&one.id).is_none() && in_table.contains(&one.id))
    };
    if hidden(Audience::Shared) {
        Audience::Internal
    } else if hidden(Audience::Public) {
        Audience::Shared
    } else {
        Audience::Public
    }
}

/// A table that has come back, beside the open case.
#[derive(Clone, Debug)]
pub struct Returned {
    /// What it would change, one by one.
    pub changes: Vec<Single>,
    before: Snapshot,
    after: Snapshot,
}

impl Returned {
    /// Compares what came back with the open case.
    ///
    /// # Errors
    /// Those of [`merged`].
    pub fn new(open: &Snapshot, taken: &Taken) -> Result<Self, Vec<Trouble>> {
        let after = merged(open, taken)?;
        let changes = singles(&diff(open.case(), &after));
        Ok(Self { changes, before: open.clone(), after: Snapshot::new(after) })
    }

    /// The open case.
    #[must_use]
    pub fn before(&self) -> &Snapshot {
        &self.before
    }

    /// The open case with all of the changes.
    #[must_use]
    pub fn after(&self) -> &Snapshot {
        &self.after
    }

    /// The changes that only take back what was changed in the case meanwhile, by their numbers: an earlier version of it
    /// says the same as the table.
    #[must_use]
    pub fn older(&self, earlier: &[Snapshot]) -> BTreeSet<usize> {
        let is_older = |single: &Single| {
            earlier.iter().any(|version| match (&single.key, &single.change) {
                (Key::Case, SingleChange::Field(field)) => version.case().field(&field.name) == field.after,
                (Key::Record(_), change) => match (Record::find(version, &single.key), change) {
                    (Some(then), SingleChange::Field(field)) => then.field(&field.name) == field.after,
                    (then, SingleChange::Added) => then == single.record,
                    (then, SingleChange::Removed) => then.is_none(),
                    _ => false,
                },
                _ => false,
            })
        };
        self.changes.iter().enumerate().filter(|(_, single)| is_older(single)).map(|(at, _)| at).collect()
    }

    /// The open case with the changes but for some of them, by their numbers.
    #[must_use]
    pub fn case(&self, left_out: &BTreeSet<usize>) -> Arc<Case> {
        let left_out: Vec<&Single> = left_out.iter().filter_map(|at| self.changes.get(*at)).collect();
        if left_out.is_empty() {
            return Arc::clone(self.after.case());
        }
        Arc::new(without(self.before.case(), self.after.case(), &left_out))
    }

    /// The same as one step that can be undone; it leads to the first of the changes.
    #[must_use]
    pub fn edit(&self, left_out: &BTreeSet<usize>) -> Edit {
        let mut taken = self.changes.iter().enumerate().filter(|(at, _)| !left_out.contains(at));
        let goes_to = taken.find_map(|(_, single)| single.record.as_ref()?.target());
        Edit::new(Intent::Import, vec![Change::Replace(self.case(left_out))], goes_to)
    }
}
