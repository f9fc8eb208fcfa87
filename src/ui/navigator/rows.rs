//! What stands in the navigator, row by row: pure, so that it can be tested without a window.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{AxisId, Case, IssueId, List, Ref, Snapshot};
use crate::compare::issues_by_axis;

/// A list of records below the issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Records {
    Parties,
    Proposals,
    Outcomes,
    Rounds,
    Events,
    Sources,
    Notes,
}

impl Records {
    pub(super) const ALL: [Self; 7] =
        [Self::Parties, Self::Proposals, Self::Outcomes, Self::Rounds, Self::Events, Self::Sources, Self::Notes];

    pub(super) fn count(self, snapshot: &Snapshot) -> usize {
        let case = snapshot.case();
        match self {
            Self::Parties => case.parties.len(),
            Self::Proposals => case.proposals.len(),
            Self::Outcomes => case.outcomes.len(),
            Self::Rounds => case.rounds.len(),
            Self::Events => case.events.len(),
            Self::Sources => case.sources.len(),
            Self::Notes => case.notes.len(),
        }
    }

    pub(super) fn target(self, snapshot: &Snapshot, number: usize) -> Option<Ref> {
        let case = snapshot.case();
        Some(match self {
            Self::Parties => Ref::Party(case.parties.get(number)?.id.clone()),
            Self::Proposals => Ref::Proposal(case.proposals.get(number)?.id.clone()),
            Self::Outcomes => Ref::Outcome(case.outcomes.get(number)?.id.clone()),
            Self::Rounds => Ref::Round(case.rounds.get(number)?.id.clone()),
            Self::Events => Ref::Event(case.events.get(number)?.id.clone()),
            Self::Sources => Ref::Source(case.sources.get(number)?.id.clone()),
            Self::Notes => Ref::Note(case.notes.get(number)?.id.clone()),
        })
    }

    /// Which list a record stands in, and where.
    fn place(snapshot: &Snapshot, target: &Ref) -> Option<(Self, usize)> {
        Some(match target {
            Ref::Party(id) => (Self::Parties, snapshot.party_number(id)?),
            Ref::Proposal(id) => (Self::Proposals, snapshot.proposal_number(id)?),
            Ref::Outcome(id) => (Self::Outcomes, snapshot.outcome_number(id)?),
            Ref::Round(id) => (Self::Rounds, snapshot.round_number(id)?),
            Ref::Event(id) => (Self::Events, snapshot.event_number(id)?),
            Ref::Source(id) => (Self::Sources, snapshot.source_number(id)?),
            Ref::Note(id) => (Self::Notes, snapshot.note_number(id)?),
            _ => return None,
        })
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Above everything: all issues.
    All,
    /// An axis, by its place in [`Content::axes`].
    Axis(usize),
    /// An issue, by its number in the case.
    Issue(usize),
    /// The heading of a list of records.
    Head(Records),
    /// A record of a list.
    Record(Records, usize),
}

/// What is folded; axes start open, lists of records folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Folds {
    pub(super) axes: BTreeSet<Option<AxisId>>,
    pub(super) open: BTreeSet<Records>,
}

impl Folds {
    /// Whether a heading is folded; what is no heading never is.
    pub(super) fn is_folded(&self, case: &Outline<'_>, row: Row) -> bool {
        match row {
            Row::Axis(number) => self.axes.contains(&case.axis_id(number)),
            Row::Head(list) => !self.open.contains(&list),
            _ => false,
        }
    }

    /// Folds or unfolds a heading.
    pub(super) fn toggle(&mut self, case: &Outline<'_>, row: Row) {
        match row {
            Row::Axis(number) => {
                let axis = case.axis_id(number);
                if !self.axes.remove(&axis) {
                    self.axes.insert(axis);
                }
            }
            Row::Head(list) if !self.open.remove(&list) => {
                self.open.insert(list);
            }
            _ => {}
        }
    }
}

/// What is worked out of a whole case before it is listed.
pub(super) struct Content {
    /// The axes by their numbers, each with its issues by theirs.
    pub axes: Vec<(Option<u32>, Vec<u32>)>,
    /// The issue with the longest number, by its place in the case's `issues`.
    pub longest_number: Option<usize>,
}

impl Content {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let numbers = snapshot.case().issues.iter().map(|issue| issue.number.as_ref().map_or(0, String::len));
        let longest_number = numbers.enumerate().max_by_key(|(_, length)| *length).map(|(issue, _)| issue);
        Self { axes: issues_by_axis(snapshot), longest_number }
    }

    /// Whether what is worked out of one version of a case is right for another.
    pub(super) fn is_shared(before: &Case, after: &Case) -> bool {
        fn same<T>(before: &List<T>, after: &List<T>, same: impl Fn(&T, &T) -> bool) -> bool {
            let pairs = || before.iter().zip(after).all(|(one, two)| Arc::ptr_eq(one, two) || same(one, two));
            before.is_same(after) || (before.len() == after.len() && pairs())
        }
        same(&before.axes, &after.axes, |one, two| one.id == two.id)
            && same(&before.issues, &after.issues, |one, two| one.axis == two.axis && one.number == two.number)
    }
}

/// A case as the navigator lists it.
pub(super) struct Outline<'a> {
    pub snapshot: &'a Snapshot,
    pub content: &'a Content,
}

impl Outline<'_> {
    /// Every row that is to be seen, from top to bottom.
    pub(super) fn rows(&self, folds: &Folds) -> Vec<Row> {
        let mut rows = vec![Row::All];
        for (number, (_, issues)) in self.content.axes.iter().enumerate() {
            rows.push(Row::Axis(number));
            if !folds.is_folded(self, Row::Axis(number)) {
                rows.extend(issues.iter().map(|issue| Row::Issue(*issue as usize)));
            }
        }
        for list in Records::ALL {
            let count = list.count(self.snapshot);
            if count == 0 {
                continue;
            }
            rows.push(Row::Head(list));
            if !folds.is_folded(self, Row::Head(list)) {
                rows.extend((0..count).map(|number| Row::Record(list, number)));
            }
        }
        rows
    }

    /// The axis of a heading; nothing for the group of issues whose axis leads nowhere.
    pub(super) fn axis_id(&self, number: usize) -> Option<AxisId> {
        let axis = self.content.axes.get(number)?.0?;
        Some(self.snapshot.case().axes.get(axis as usize)?.id.clone())
    }

    /// What a row selects; nothing for headings of lists and what is no record.
    pub(super) fn target(&self, row: Row) -> Option<Ref> {
        match row {
            Row::All | Row::Head(_) => None,
            Row::Axis(number) => self.axis_id(number).map(Ref::Axis),
            Row::Issue(number) => Some(Ref::Issue(self.snapshot.case().issues.get(number)?.id.clone())),
            Row::Record(list, number) => list.target(self.snapshot, number),
        }
    }

    /// The row of what is selected: of a position, that of its issue.
    pub(super) fn row_of(&self, selection: &Ref) -> Option<Row> {
        let snapshot = self.snapshot;
        let issue = |id: &IssueId| snapshot.issue_number(id).map(Row::Issue);
        match selection {
            Ref::Position(id) => issue(&snapshot.position(id)?.issue),
            Ref::Issue(id) => issue(id),
            Ref::Axis(id) => {
                let number = snapshot.axis_number(id)?;
                let number = u32::try_from(number).ok();
                self.content.axes.iter().position(|(axis, _)| *axis == number).map(Row::Axis)
            }
            other => Records::place(snapshot, other).map(|(list, number)| Row::Record(list, number)),
        }
    }
}

/// The heading that a row stands under.
pub(super) fn head_of(rows: &[Row], at: usize) -> Option<usize> {
    match rows.get(at)? {
        Row::Issue(_) | Row::Record(..) => {
            rows.get(..at)?.iter().rposition(|row| matches!(row, Row::Axis(_) | Row::Head(_)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn snapshot() -> Snapshot {
        let case = json!({
            "format": "demarche/case", "version": 1, "title": "Talks",
            "parties": [{"id": "syria", "name": "Syria", "role": "principal"}],
            "axes": [{"id": "territorial", "name": "Territorial"}, {"id": "security", "name": "Security"}],
            "issues": [
                {"id": "land", "axis": "territorial", "title": "Land", "status": "unknown"},
                {"id": "lost", "axis": "nowhere", "title": "Lost", "status": "unknown"},
            ],
            "positions": [{"id": "all", "party": "syria", "issue": "land", "kind": "demand", "text": "All"}],
        });
        Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
    }

    #[test]
    fn axes_start_open_and_lists_of_records_folded() {
        let snapshot = snapshot();
        let content = Content::of(&snapshot);
        let outline = Outline { snapshot: &snapshot, content: &content };
        let rows = outline.rows(&Folds::default());
        let parties = Row::Head(Records::Parties);
        assert_eq!(rows, [Row::All, Row::Axis(0), Row::Issue(0), Row::Axis(1), Row::Axis(2), Row::Issue(1), parties]);
        assert_eq!(head_of(&rows, 5), Some(4));
        assert_eq!(outline.target(Row::Axis(2)), None, "no axis of the case has this group's issues");
    }

    #[test]
    fn what_is_toggled_twice_is_as_before() {
        let snapshot = snapshot();
        let content = Content::of(&snapshot);
        let outline = Outline { snapshot: &snapshot, content: &content };
        let mut folds = Folds::default();
        for row in [Row::Axis(0), Row::Axis(2), Row::Head(Records::Parties)] {
            let folded = folds.is_folded(&outline, row);
            folds.toggle(&outline, row);
            assert_eq!(folds.is_folded(&outline, row), !folded);
            folds.toggle(&outline, row);
        }
        assert_eq!(folds, Folds::default());
    }

    #[test]
    fn a_position_stands_at_its_issue() {
        let snapshot = snapshot();
        let content = Content::of(&snapshot);
        let outline = Outline { snapshot: &snapshot, content: &content };
        assert_eq!(outline.row_of(&Ref::from("position:all")), Some(Row::Issue(0)));
        assert_eq!(outline.row_of(&Ref::from("party:syria")), Some(Row::Record(Records::Parties, 0)));
        assert_eq!(outline.row_of(&Ref::from("position:gone")), None);
    }
}
