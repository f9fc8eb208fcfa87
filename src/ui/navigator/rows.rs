//! What stands in the navigator, row by row: pure, so that it can be tested without a window.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{AxisId, Issue, IssueId, IssueNumber, List, Ref, Snapshot, few};
use crate::compare::{axes_in_order, issues_by_axis};

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
    /// An issue.
    Issue(IssueNumber),
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
#[derive(Clone)]
pub(super) struct Content {
    /// The axes by their numbers, each with its issues by theirs.
    pub axes: Vec<(Option<u32>, Vec<IssueNumber>)>,
    /// The issue with the longest number.
    pub longest_number: Option<IssueNumber>,
}

impl Content {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let longest = snapshot.numbered_issues().max_by_key(|(_, issue)| length(issue));
        Self { axes: issues_by_axis(snapshot), longest_number: longest.map(|(number, _)| number) }
    }

    /// What is right for a later or earlier version of a case; nothing where that is to be worked out anew.
    pub(super) fn follow(self: &Arc<Self>, before: &Snapshot, after: &Snapshot) -> Option<Arc<Self>> {
        let changed: Vec<IssueNumber> = after.issues_changed_from(before)?.take(few(before.case())).collect();
        if changed.len() == few(before.case()) {
            return None;
        }
        let same_axes = same_ids(&before.case().axes, &after.case().axes);
        let mut content = if same_axes { Arc::clone(self) } else { Arc::new(self.with_axes(before, after)?) };
        for number in changed {
            let (old, new) = (before.numbered_issue(number), after.numbered_issue(number));
            let axis = |issue: Option<&Arc<Issue>>| issue.map(|issue| issue.axis.clone());
            if axis(old) != axis(new) || after.has_issue_moved(before, number) {
                let content = Arc::make_mut(&mut content);
                content.take_out(number);
                content.put_in(after, number);
            }
            let lengths = (old.map_or(0, |issue| length(issue)), new.map_or(0, |issue| length(issue)));
            if lengths.0 != lengths.1 || new.is_none() {
                Arc::make_mut(&mut content).measure(after, number, lengths.0);
            }
        }
        Some(content)
    }

    /// The same under the axes of another version; nothing where issues lose their axis by that, or may find one.
    fn with_axes(&self, before: &Snapshot, after: &Snapshot) -> Option<Self> {
        let mut issues: Vec<Vec<IssueNumber>> = vec![Vec::new(); after.case().axes.len()];
        for (axis, listed) in self.axes.iter().filter(|(_, listed)| !listed.is_empty()) {
            let id = &before.case().axes.get((*axis)? as usize)?.id;
            issues.get_mut(after.axis_number(id)?)?.clone_from(listed);
        }
        let mut of = |axis: u32| issues.get_mut(axis as usize).map(std::mem::take).unwrap_or_default();
        let axes = axes_in_order(after).into_iter().flatten().map(|axis| (Some(axis), of(axis))).collect();
        Some(Self { axes, longest_number: self.longest_number })
    }

    fn take_out(&mut self, number: IssueNumber) {
        for (_, issues) in &mut self.axes {
            if let Some(at) = issues.iter().position(|issue| *issue == number) {
                issues.remove(at);
            }
        }
        self.axes.retain(|(axis, issues)| axis.is_some() || !issues.is_empty());
    }

    fn put_in(&mut self, snapshot: &Snapshot, number: IssueNumber) {
        let Some(issue) = snapshot.numbered_issue(number) else { return };
        let axis = snapshot.axis_number(&issue.axis).and_then(|axis| u32::try_from(axis).ok());
        if axis.is_none() && self.axes.last().is_none_or(|(axis, _)| axis.is_some()) {
            self.axes.push((None, Vec::new()));
        }
        let Some((_, issues)) = self.axes.iter_mut().find(|(known, _)| *known == axis) else { return };
        let place = |number: IssueNumber| snapshot.place_of_issue(number);
        issues.insert(issues.partition_point(|other| place(*other) < place(number)), number);
    }

    /// Looks for the longest number again when one is otherwise that was so long.
    fn measure(&mut self, snapshot: &Snapshot, number: IssueNumber, before: usize) {
        let known = |number: IssueNumber| snapshot.numbered_issue(number).map_or(0, |issue| length(issue));
        let longest = self.longest_number.map_or(0, known);
        if self.longest_number == Some(number) && longest < before {
            // Most numbers are as long as others.
            let mut issues = snapshot.numbered_issues();
            let other = issues.find(|(_, issue)| length(issue) >= before);
            let other = other.or_else(|| snapshot.numbered_issues().max_by_key(|(_, issue)| length(issue)));
            self.longest_number = other.map(|(number, _)| number);
        } else if known(number) > longest {
            self.longest_number = Some(number);
        }
    }
}

fn length(issue: &Issue) -> usize {
    issue.number.as_ref().map_or(0, String::len)
}

fn same_ids(before: &List<crate::case::Axis>, after: &List<crate::case::Axis>) -> bool {
    before.is_same(after) || before.len() == after.len() && before.iter().zip(after).all(|(one, two)| one.id == two.id)
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
                rows.extend(issues.iter().copied().map(Row::Issue));
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
            Row::Issue(number) => Some(Ref::Issue(self.snapshot.numbered_issue(number)?.id.clone())),
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
        let issue = |number: u32| Row::Issue(number.into());
        assert_eq!(rows, [Row::All, Row::Axis(0), issue(0), Row::Axis(1), Row::Axis(2), issue(1), parties]);
        assert_eq!(head_of(&rows, 5), Some(4));
        assert_eq!(outline.target(Row::Axis(2)), None, "no axis of the case has this group's issues");
    }

    #[test]
    fn what_is_listed_follows_whatever_is_done_to_issues_and_axes() {
        use crate::edit::{self, Direction, Document, Edit, Key, References};
        type Make<'a> = &'a dyn Fn(&Snapshot) -> Option<Edit>;
        let start =
            Snapshot::new(Arc::new(crate::generate::case(5, crate::generate::Size { positions: 90, parties: 3 })));
        let issue = |snapshot: &Snapshot, at: usize| {
            Key::Record(Ref::Issue(snapshot.case().issues.get(at).unwrap().id.clone()))
        };
        let edits: [Make<'_>; 9] = [
            &|snapshot| Some(edit::add_issue(snapshot, &"security".into(), None, "New").0),
            &|snapshot| edit::move_past(snapshot, &issue(snapshot, 0), Direction::Later),
            &|snapshot| edit::move_issue(snapshot, &snapshot.case().issues.get(4)?.id, None, &"economic".into()),
            &|snapshot| edit::remove(snapshot, &issue(snapshot, 7), References::Remove),
            &|snapshot| Some(edit::add_axis(snapshot, "Another").0),
            &|snapshot| edit::move_past(snapshot, &Key::Record(Ref::Axis("political".into())), Direction::Later),
            &|snapshot| edit::remove(snapshot, &Key::Record(Ref::Axis("security".into())), References::Keep),
            &|snapshot| edit::move_issue(snapshot, &snapshot.case().issues.get(2)?.id, None, &"political".into()),
            &|snapshot| edit::rename(snapshot, &Ref::Axis("political".into()), "politics"),
        ];
        let mut document = Document::new(start.clone(), true);
        let mut seen = (start.clone(), Arc::new(Content::of(&start)));
        let mut check = |now: &Snapshot| {
            let anew = Content::of(now);
            let followed = seen.1.follow(&seen.0, now).unwrap_or_else(|| Arc::new(Content::of(now)));
            assert_eq!(followed.axes, anew.axes);
            let longest =
                |content: &Content| content.longest_number.and_then(|it| now.numbered_issue(it)).map(|it| length(it));
            assert_eq!(longest(&followed), longest(&anew));
            seen = (now.clone(), followed);
        };
        for edit in edits {
            document.apply(edit(document.snapshot()).unwrap()).unwrap();
            check(document.snapshot());
            document.undo();
            check(document.snapshot());
            document.redo();
            check(document.snapshot());
        }
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
        assert_eq!(outline.row_of(&Ref::from("position:all")), Some(Row::Issue(0.into())));
        assert_eq!(outline.row_of(&Ref::from("party:syria")), Some(Row::Record(Records::Parties, 0)));
        assert_eq!(outline.row_of(&Ref::from("position:gone")), None);
    }
}
