//! What a workbook or table of our own that comes back would change in the open case, change by change.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Place, Taken, Trouble, TroubleKind, read_csv};
use crate::case::{Case, Fields as _, Party, PositionId, Problem, Snapshot, check, fingerprint};
use crate::edit::diff::diff;
use crate::edit::merge::{Clash, Conflict, Merged, merge};
use crate::edit::single::{Single, SingleChange, singles, without};
use crate::edit::{Change, Edit, Intent, Key, Record, apply};
use crate::export::sheets::origin::Origin;
use crate::export::{self, Audience, Progress, audience};
use crate::fold::fold;
use crate::words::edits;

/// The case as the table would show it now, were it handed out again; what stands in the table belongs to it, whatever
/// the choices would let through today.
fn handed_out(open: &Snapshot, taken: &Taken) -> Snapshot {
    let Some(Origin { choices, .. }) = &taken.origin else {
        // A table of an earlier version may not say for whom it was.
        return audience::redacted(open, narrowest(open, taken)).0;
    };
    let (seen, _) = audience::redacted(open, choices.audience);
    let chosen = export::handed_out(open, choices);
    let table = Snapshot::new(Arc::new(taken.case.clone()));
    let case = seen.case();
    macro_rules! kept {
        ($list:ident, $find:ident) => {{
            // What the choices let through only in part was handed out so.
            let handed_out = |record| chosen.$find(record).or_else(|| table.$find(record).and(seen.$find(record)));
            case.$list.iter().filter_map(|record| handed_out(&record.id).cloned()).collect()
        }};
    }
    Snapshot::new(Arc::new(Case {
        issues: kept!(issues, issue),
        positions: kept!(positions, position),
        proposals: kept!(proposals, proposal),
        outcomes: kept!(outcomes, outcome),
        events: kept!(events, event),
        ..Case::clone(case)
    }))
}

/// What of the case as it would be handed out now a table would carry, and the number of its content.
fn carried(handed_out: &Snapshot, taken: &Taken) -> Result<(Case, Option<u64>), Vec<Trouble>> {
    if !taken.is_part {
        return Ok((Case::clone(handed_out.case()), Some(fingerprint(handed_out.case()))));
    }
    let choices = taken.origin.as_ref().map(|origin| origin.choices.clone()).unwrap_or_default();
    let bytes = export::sheets::csv(handed_out, &choices, &Progress::default());
    let bytes = bytes.map_err(|error| vec![TroubleKind::Unfit(error.to_string()).at(Place::default())])?;
    let again = read_csv(&bytes)?;
    Ok((again.case, again.content))
}

/// Parties that only the table has, under the name of one that the case has: an id was mistyped, or a party copied.
fn second_parties(open: &Snapshot, theirs: &Case) -> Vec<Trouble> {
    let named = |name: &str| {
        let name = fold(name);
        let is = |party: &&Arc<Party>| !name.trim().is_empty() && fold(&party.name) == name;
        open.case().parties.iter().find(is)
    };
    let new = theirs.parties.iter().filter(|party| open.party(&party.id).is_none());
    let second = new.filter_map(|party| {
        let known = named(&party.name)?.id.to_string();
        Some(TroubleKind::SecondParty { id: party.id.to_string(), known }.at(Place::default()))
    });
    second.collect()
}

/// The problems that a case has in one version and not in the one before.
#[must_use]
pub fn new_problems(before: &Snapshot, after: &Snapshot) -> Vec<Problem> {
    let known = check(before);
    let is_new = |problem: &Problem| {
        !known.iter().any(|known| (&known.subject, &known.kind) == (&problem.subject, &problem.kind))
    };
    check(after).into_iter().filter(is_new).collect()
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
    /// Whether the case has changed since the table was made, so that the table may hold what is older; not where the
    /// table does not say what it held.
    pub has_moved_on: bool,
    /// What stays as it is in the case although the table says something else, as the table did not show all of it.
    pub kept: Vec<Conflict>,
    before: Snapshot,
    after: Snapshot,
}

impl Returned {
    /// Compares what came back with the open case.
    ///
    /// What differs in the table from the case as it would be handed out now is a change, record by record and field by
    /// field. Everything else, and everything that the table does not carry or was not to hold, stays as it is.
    ///
    /// # Errors
    /// When the changes cannot be made.
    pub fn new(open: &Snapshot, taken: &Taken) -> Result<Self, Vec<Trouble>> {
        let troubles = second_parties(open, &taken.case);
        if !troubles.is_empty() {
            return Err(troubles);
        }
        let (base, content) = carried(&handed_out(open, taken), taken)?;
        let mut theirs = taken.case.clone();
        if taken.is_part {
            // Its title is only a stopgap.
            theirs.title.clone_from(&base.title);
        }
        let Merged { case, conflicts, .. } = merge(&base, open.case(), &theirs);
        let after = if case == **open.case() {
            Arc::clone(open.case())
        } else {
            let unfit = |refusal| vec![TroubleKind::Unfit(edits::refusal(&refusal)).at(Place::default())];
            apply(open, &[Change::Replace(Arc::new(case))]).map(Arc::new).map_err(unfit)?
        };
        let then = taken.origin.as_ref().and_then(|origin| origin.content);
        let has_moved_on = then.is_some() && then != content;
        let changes = singles(&diff(open.case(), &after));
        let before = open.clone();
        // A table of positions holds little of anything else; what is gone there says nothing of that.
        let says =
            |conflict: &Conflict| !matches!(conflict.clash, Clash::Record { theirs: None, .. }) || !taken.is_part;
        let kept = conflicts.into_iter().filter(says).collect();
        Ok(Self { changes, has_moved_on, kept, before, after: Snapshot::new(after) })
    }

    /// The changes that take a record out of the case, by their numbers: it is not in the table.
    #[must_use]
    pub fn removals(&self) -> BTreeSet<usize> {
        let is_removal = |single: &Single| single.change == SingleChange::Removed;
        self.changes.iter().enumerate().filter(|(_, single)| is_removal(single)).map(|(at, _)| at).collect()
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
