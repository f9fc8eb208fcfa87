//! How one version of a case differs from another, as far as anything that is worked out from it must know.

use std::sync::Arc;

use super::since::versions_after;
use super::standing::versions_before;
use crate::case::{List, PositionNumber, Snapshot};

/// Beyond so many changes it is quicker to work everything out anew than to follow each.
const FEW: usize = 256;

/// The records that differ between two versions of a case of which one was made of the other by a few edits.
///
/// Neither parties, axes nor issues have come, gone or changed places, and no other record than those that are
/// named plays another part in a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The positions that came, went, moved or were written.
    pub positions: Vec<PositionNumber>,
    /// The issues that were written, by their numbers.
    pub issues: Vec<u32>,
    /// The proposals that were written, or that one version has at the end of its list and the other has not.
    pub proposals: Vec<u32>,
    /// A source has another publisher, which stands in the words of every record that cites it.
    pub publishers: bool,
}

impl Changes {
    /// What differs; nothing where that is more than this can say.
    ///
    /// It takes as long as there are changes, and a glance at every record of a list in which one was written,
    /// positions aside.
    #[must_use]
    pub fn between(before: &Snapshot, after: &Snapshot) -> Option<Self> {
        let (old, new) = (before.case(), after.case());
        let mut positions = after.positions_changed_from(before)?;
        let few: Vec<PositionNumber> = positions.by_ref().take(FEW).collect();
        let same = few.len() < FEW
            && matches(&old.axes, &new.axes, |one, two| one.id == two.id)
            && matches(&old.parties, &new.parties, |one, two| one.id == two.id && one.role == two.role)
            && matches(&old.rounds, &new.rounds, |one, two| {
                (&one.id, &one.start, &one.end) == (&two.id, &two.start, &two.end)
            })
            && matches(&old.issues, &new.issues, |one, two| one.id == two.id && one.axis == two.axis)
            && old.proposals.is_empty() == new.proposals.is_empty();
        if !same {
            return None;
        }
        let issues = written(&old.issues, &new.issues, |_, _| true)?;
        let proposals = written(&old.proposals, &new.proposals, |one, two| one.id == two.id)?;
        let publishers =
            !matches(&old.sources, &new.sources, |one, two| one.id == two.id && one.publisher == two.publisher);
        let changes = Self { positions: few, issues, proposals, publishers };
        (changes.issues.len() + changes.proposals.len() < FEW).then_some(changes)
    }

    /// Whether nothing differs that anything is worked out from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The issues on which something may stand otherwise than before, in ascending order; those too, where versions are
    /// `compared`, on which something may differ otherwise from its earlier version.
    pub(super) fn issues_concerned(&self, before: &Snapshot, after: &Snapshot, compared: bool) -> Vec<u32> {
        let mut issues = self.issues.clone();
        for snapshot in [before, after] {
            let issue_of = |number: &PositionNumber| {
                let issue = snapshot.issue_number(&snapshot.numbered(*number)?.issue)?;
                u32::try_from(issue).ok()
            };
            for number in &self.positions {
                issues.extend(issue_of(number));
                // What it replaces may stand no longer, or again.
                if snapshot.numbered(*number).is_some() {
                    issues.extend(versions_before(snapshot, *number).iter().filter_map(issue_of));
                }
                if compared {
                    issues.extend(versions_after(snapshot, *number).iter().filter_map(issue_of));
                }
            }
            for number in &self.proposals {
                let proposal = snapshot.case().proposals.get(*number as usize);
                let terms = proposal.map_or(&[][..], |proposal| &proposal.terms);
                let numbers = terms.iter().filter_map(|term| snapshot.issue_number(&term.issue));
                issues.extend(numbers.filter_map(|number| u32::try_from(number).ok()));
            }
        }
        issues.sort_unstable();
        issues.dedup();
        issues
    }
}

/// Whether two versions of a list have as many records, each matching the other at its place.
fn matches<T>(before: &List<T>, after: &List<T>, same: impl Fn(&T, &T) -> bool) -> bool {
    let pairs = || before.iter().zip(after).all(|(one, two)| Arc::ptr_eq(one, two) || same(one, two));
    before.is_same(after) || (before.len() == after.len() && pairs())
}

/// The places at which two versions of a list have not the same record; nothing where the records there are not
/// `same`, or differ in very many places.
fn written<T>(before: &List<T>, after: &List<T>, same: impl Fn(&T, &T) -> bool) -> Option<Vec<u32>> {
    if before.is_same(after) {
        return Some(Vec::new());
    }
    let mut found = Vec::new();
    for (number, (one, two)) in (0..).zip(before.iter().zip(after)) {
        if !Arc::ptr_eq(one, two) {
            if !same(one, two) || found.len() >= FEW {
                return None;
            }
            found.push(number);
        }
    }
    let (shorter, longer) = (before.len().min(after.len()), before.len().max(after.len()));
    if longer - shorter > FEW {
        return None;
    }
    found.extend((shorter..longer).filter_map(|number| u32::try_from(number).ok()));
    Some(found)
}
