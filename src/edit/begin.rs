//! A first case out of nothing: its title, parties, axes and first issues.

use std::sync::Arc;

use super::{Change, Edit, add_axis, add_issue, add_party, apply};
use crate::case::{Axis, AxisId, Case, Extra, FORMAT, List, Ref, Role, STANDARD_AXES, Snapshot, VERSION};

/// A case of these parties and issues, with the three axes that are always there before those that it adds.
///
/// An issue names its axis by name or id; one whose axis is not there brings it in. What has no name is passed over.
#[must_use]
pub fn begin(title: &str, parties: &[(&str, Role)], axes: &[&str], issues: &[(&str, &str)]) -> Case {
    let mut begun = Begun { snapshot: Snapshot::new(Arc::new(empty(title))) };
    for (name, role) in parties.iter().filter(|(name, _)| !name.trim().is_empty()) {
        begun.take(&add_party(&begun.snapshot, name.trim(), role.clone()).0);
    }
    for name in axes {
        begun.axis(name);
    }
    for (axis, title) in issues.iter().filter(|(_, title)| !title.trim().is_empty()) {
        if let Some(axis) = begun.axis(axis) {
            begun.take(&add_issue(&begun.snapshot, &axis, None, title.trim()).0);
        }
    }
    Case::clone(begun.snapshot.case())
}

/// Adds an issue to a case that has no axis yet, and with it the three axes that are always there.
#[must_use]
pub fn add_first_issue(snapshot: &Snapshot, title: &str) -> Option<(Edit, Ref)> {
    let axis = |(at, id): (usize, &&str)| Change::Insert { at, record: standard_axis(&AxisId::from(*id)).into() };
    let mut changes: Vec<Change> = STANDARD_AXES.iter().enumerate().map(axis).collect();
    let with_axes = Snapshot::new(Arc::new(apply(snapshot, &changes).ok()?));
    let (edit, issue) = add_issue(&with_axes, &AxisId::from(*STANDARD_AXES.first()?), None, title);
    changes.extend(edit.changes);
    Some((Edit { changes, ..edit }, issue))
}

/// A case with nothing but a title and its three axes.
fn empty(title: &str) -> Case {
    Case {
        format: FORMAT.to_owned(),
        version: VERSION,
        title: title.trim().to_owned(),
        summary: None,
        language: None,
        as_of: None,
        handling: None,
        parties: List::default(),
        axes: STANDARD_AXES.iter().map(|id| standard_axis(&AxisId::from(*id))).collect(),
        issues: List::default(),
        positions: List::default(),
        proposals: List::default(),
        outcomes: List::default(),
        rounds: List::default(),
        events: List::default(),
        sources: List::default(),
        assessments: List::default(),
        notes: List::default(),
        glossary: List::default(),
        log: List::default(),
        extra: Extra::default(),
    }
}

/// One of the axes that are always there, named after its id.
pub(super) fn standard_axis(id: &AxisId) -> Axis {
    let mut letters = id.as_str().chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    Axis { id: id.clone(), name: first.chain(letters).collect(), about: None, extra: Extra::default() }
}

struct Begun {
    snapshot: Snapshot,
}

impl Begun {
    fn take(&mut self, edit: &Edit) {
        // What is added here has a fresh id, so nothing can be refused.
        if let Ok(case) = apply(&self.snapshot, &edit.changes) {
            self.snapshot = Snapshot::new(Arc::new(case));
        }
    }

    /// The axis of this name or id, added where there is none; nothing for a blank one.
    fn axis(&mut self, name: &str) -> Option<AxisId> {
        let name = name.trim();
        let is_meant = |axis: &&Arc<Axis>| axis.id.as_str() == name || axis.name.to_lowercase() == name.to_lowercase();
        if let Some(axis) = self.snapshot.case().axes.iter().find(is_meant) {
            return Some(axis.id.clone());
        }
        if name.is_empty() {
            return None;
        }
        let (edit, _) = add_axis(&self.snapshot, name);
        self.take(&edit);
        self.snapshot.case().axes.last().map(|axis| axis.id.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::check;

    #[test]
    fn a_first_case_has_its_parties_its_axes_and_numbered_issues() {
        let parties = [("Syria", Role::Principal), (" ", Role::Principal), ("Israel", Role::Principal)];
        let issues = [("territorial", "Withdrawal"), ("Political", "Liaison office"), ("Territorial", "Golan")];
        let case = begin(" Talks ", &parties, &["political", "Security", ""], &issues);
        let axes: Vec<_> = case.axes.iter().map(|axis| (axis.id.as_str(), axis.name.as_str())).collect();
        assert_eq!(axes[..2], [("territorial", "Territorial"), ("security", "Security")]);
        assert_eq!(axes[2..], [("economic", "Economic"), ("political", "political")]);
        let numbers: Vec<_> = case.issues.iter().filter_map(|issue| issue.number.as_deref()).collect();
        assert_eq!(numbers, ["T1", "T2", "P1"]);
        assert_eq!((case.title.as_str(), case.parties.len()), ("Talks", 2));
        assert!(check(&Snapshot::new(Arc::new(case))).is_empty());
    }

    #[test]
    fn the_first_issue_of_a_case_without_axes_brings_them_in() {
        let mut bare = empty("Talks");
        bare.axes = List::default();
        let before = Snapshot::new(Arc::new(bare));
        let (edit, issue) = add_first_issue(&before, "Withdrawal").unwrap();
        let case = apply(&before, &edit.changes).unwrap();
        let axes: Vec<_> = case.axes.iter().map(|axis| axis.id.as_str()).collect();
        assert_eq!(axes, STANDARD_AXES);
        let first = case.issues.get(0).unwrap();
        assert_eq!((Ref::Issue(first.id.clone()), first.number.as_deref()), (issue, Some("T1")));
        assert!(check(&Snapshot::new(Arc::new(case))).is_empty());
    }
}
