//! How one version of a case differs from another, as far as anything that is worked out from it must know.

use std::sync::Arc;

use super::since::versions_after;
use super::standing::versions_before;
use crate::case::{IssueNumber, List, Party, PositionNumber, Snapshot, few};

/// The records that differ between two versions of a case of which one was made of the other by a few edits.
///
/// No other record than those that are named plays another part in a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The positions that came, went, moved or were written.
    pub positions: Vec<PositionNumber>,
    /// The issues that came, went, moved or were written.
    pub issues: Vec<IssueNumber>,
    /// The proposals that were written, or that one version has at the end of its list and the other has not.
    pub proposals: Vec<u32>,
    /// A source has another publisher, which stands in the words of every record that cites it.
    pub publishers: bool,
    /// Axes came, went, changed places or ids.
    pub axes: bool,
    /// There are other columns to choose from, or in another order: parties came, went, changed places, ids or roles,
    /// or the first proposal came, or the last went. No position concerns a party that came or went.
    pub columns: bool,
}

impl Changes {
    /// What differs; nothing where that is more than this can say.
    ///
    /// It takes as long as there are changes, and a glance at every record of a list in which one was written,
    /// issues and positions aside.
    #[must_use]
    pub fn between(before: &Snapshot, after: &Snapshot) -> Option<Self> {
        let (old, new) = (before.case(), after.case());
        let few = few(old);
        let positions: Vec<PositionNumber> = after.positions_changed_from(before)?.take(few).collect();
        let issues: Vec<IssueNumber> = after.issues_changed_from(before)?.take(few).collect();
        let proposals = written(&old.proposals, &new.proposals, few, |one, two| one.id == two.id)?;
        let same_rounds = matches(&old.rounds, &new.rounds, |one, two| {
            (&one.id, &one.start, &one.end) == (&two.id, &two.start, &two.end)
        });
        if positions.len() + issues.len() + proposals.len() >= few || !same_rounds {
            return None;
        }
        let same_parties = matches(&old.parties, &new.parties, |one, two| one.id == two.id && one.role == two.role);
        if !same_parties {
            let of = |list: &List<Party>, other: &Snapshot| {
                let others = list.iter().filter(|party| other.party_number(&party.id).is_none());
                others.map(|party| party.id.clone()).collect::<Vec<_>>()
            };
            let others = [of(&old.parties, after), of(&new.parties, before)].concat();
            // Its positions would come into a column, or leave one, and where they are is not known.
            if others.iter().any(|party| before.positions_around(party) + after.positions_around(party) > 0) {
                return None;
            }
        }
        Some(Self {
            positions,
            issues,
            proposals,
            publishers: !matches(&old.sources, &new.sources, |one, two| {
                one.id == two.id && one.publisher == two.publisher
            }),
            axes: !matches(&old.axes, &new.axes, |one, two| one.id == two.id),
            columns: !same_parties || old.proposals.is_empty() != new.proposals.is_empty(),
        })
    }

    /// Whether nothing differs that anything is worked out from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The issues on which something may stand otherwise than before, in ascending order of their numbers; those too,
    /// where versions are `compared`, on which something may differ otherwise from its earlier version.
    pub(super) fn issues_concerned(&self, before: &Snapshot, after: &Snapshot, compared: bool) -> Vec<IssueNumber> {
        let mut issues = self.issues.clone();
        for snapshot in [before, after] {
            let issue_of = |number: &PositionNumber| snapshot.issue_number(&snapshot.numbered(*number)?.issue);
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
                issues.extend(terms.iter().filter_map(|term| snapshot.issue_number(&term.issue)));
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
fn written<T>(before: &List<T>, after: &List<T>, few: usize, same: impl Fn(&T, &T) -> bool) -> Option<Vec<u32>> {
    if before.is_same(after) {
        return Some(Vec::new());
    }
    let mut found = Vec::new();
    for (number, (one, two)) in (0..).zip(before.iter().zip(after)) {
        if !Arc::ptr_eq(one, two) {
            if !same(one, two) || found.len() >= few {
                return None;
            }
            found.push(number);
        }
    }
    let (shorter, longer) = (before.len().min(after.len()), before.len().max(after.len()));
    if longer - shorter > few {
        return None;
    }
    found.extend((shorter..longer).filter_map(|number| u32::try_from(number).ok()));
    Some(found)
}
