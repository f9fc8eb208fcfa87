//! A case at a glance, whatever the filter: its issues axis by axis, with counts.

use super::Entry;
use super::standing::Standing;
use crate::case::{IssueNumber, Snapshot, Status};

/// An axis with its issues, as the navigator lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisTotal {
    /// The axis by its number in the case's `axes`, or nothing for issues whose axis leads nowhere.
    pub axis: Option<u32>,
    /// Its issues in file order.
    pub issues: Vec<IssueNumber>,
    /// How many positions the file records on them.
    pub positions: usize,
    /// How many of them are in each state, as in [`count_statuses`].
    pub counts: Vec<(Status, usize)>,
}

/// Every axis of the case, in the comparison's order, also those without an issue.
///
/// Issues whose axis leads nowhere make up a last entry, which is there only if there are such issues.
#[must_use]
pub fn totals(snapshot: &Snapshot) -> Vec<AxisTotal> {
    let total = |(axis, issues): (Option<u32>, Vec<IssueNumber>)| AxisTotal {
        axis,
        positions: issues.iter().map(|issue| recorded(snapshot, *issue)).sum(),
        counts: count_statuses(snapshot, &issues),
        issues,
    };
    issues_by_axis(snapshot).into_iter().map(total).collect()
}

/// How many positions the file records on an issue, given by its number; the filter plays no part.
#[must_use]
pub fn recorded(snapshot: &Snapshot, issue: IssueNumber) -> usize {
    snapshot.position_numbers(issue).len()
}

/// How many of them stand now, as the comparison shows them: the rest are earlier versions, and what was given up.
#[must_use]
pub fn standing(snapshot: &Snapshot, issue: IssueNumber) -> usize {
    let mut standing = Standing::new(snapshot, None, &[]);
    snapshot.position_numbers(issue).iter().filter(|number| standing.one(**number)).count()
}

/// How many of these issues are in each state, in the format's order, without the states that do not occur.
///
/// States that this version does not know come last, in the order in which they occur.
#[must_use]
pub fn count_statuses(snapshot: &Snapshot, issues: &[IssueNumber]) -> Vec<(Status, usize)> {
    let mut counts: Vec<(Status, usize)> = Status::KNOWN.iter().map(|status| (status.clone(), 0)).collect();
    for issue in issues.iter().filter_map(|issue| snapshot.numbered_issue(*issue)) {
        match counts.iter_mut().find(|(status, _)| *status == issue.status) {
            Some((_, count)) => *count += 1,
            None => counts.push((issue.status.clone(), 1)),
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts
}

/// What no cell can hold, whatever the filter: positions whose issue or party leads nowhere, and terms on no issue.
///
/// In file order, positions first. The problems name each of them; this is for saying that they are missing.
#[must_use]
pub fn unplaced(snapshot: &Snapshot) -> Vec<Entry> {
    let case = snapshot.case();
    let mut unplaced: Vec<Entry> = snapshot
        .numbered_positions()
        .filter(|(_, position)| {
            snapshot.issue_number(&position.issue).is_none() || snapshot.party_number(&position.party).is_none()
        })
        .map(|(number, _)| Entry::Position(number))
        .collect();
    for (proposal, record) in (0..).zip(case.proposals.iter()) {
        for (term, record) in (0..).zip(&record.terms) {
            if snapshot.issue_number(&record.issue).is_none() {
                unplaced.push(Entry::Term { proposal, term });
            }
        }
    }
    unplaced
}

/// The same counts when issues in some states have left and others have come; nothing where they have to be counted
/// anew, as states that are not known are told in the order in which they occur.
pub(super) fn recounted<'a>(
    counts: &[(Status, usize)],
    left: impl Iterator<Item = &'a Status>,
    come: impl Iterator<Item = &'a Status>,
) -> Option<Vec<(Status, usize)>> {
    let mut counted: Vec<(Status, usize)> = Status::KNOWN.iter().map(|status| (status.clone(), 0)).collect();
    let slot = |wanted: &Status| counted.iter().position(|(status, _)| status == wanted);
    let mut changes = Vec::new();
    for (status, count) in counts {
        changes.push((slot(status)?, *count, 0));
    }
    for status in left {
        changes.push((slot(status)?, 0, 1));
    }
    for status in come {
        changes.push((slot(status)?, 1, 0));
    }
    for (at, more, _) in &changes {
        counted.get_mut(*at)?.1 += more;
    }
    for (at, _, less) in &changes {
        let count = &mut counted.get_mut(*at)?.1;
        *count = count.checked_sub(*less)?;
    }
    counted.retain(|(_, count)| *count > 0);
    Some(counted)
}

/// The axes in the order in which they are shown, by their numbers; last, nothing for those that lead nowhere.
#[must_use]
pub fn axes_in_order(snapshot: &Snapshot) -> Vec<Option<u32>> {
    const FIRST: [&str; 3] = ["territorial", "security", "economic"];
    let axes = (0..).zip(&snapshot.case().axes);
    let rank = |id: &str| FIRST.iter().position(|first| id == *first).unwrap_or(FIRST.len());
    let mut axes: Vec<_> = axes.map(|(number, axis)| (rank(axis.id.as_str()), Some(number))).collect();
    axes.sort_by_key(|(rank, _)| *rank);
    axes.into_iter().map(|(_, number)| number).chain([None]).collect()
}

/// The axes in the order in which they are shown, each with its issues in file order, all by their numbers.
///
/// Issues whose axis leads nowhere make up a last entry, which is there only if there are such issues.
#[must_use]
pub fn issues_by_axis(snapshot: &Snapshot) -> Vec<(Option<u32>, Vec<IssueNumber>)> {
    let mut by_axis = vec![Vec::new(); snapshot.case().axes.len()];
    let mut nowhere = Vec::new();
    for (number, issue) in snapshot.numbered_issues() {
        let axis = snapshot.axis_number(&issue.axis).and_then(|axis| by_axis.get_mut(axis));
        axis.unwrap_or(&mut nowhere).push(number);
    }
    let mut taken = |axis: Option<u32>| match axis {
        Some(axis) => by_axis.get_mut(axis as usize).map(std::mem::take).unwrap_or_default(),
        None => std::mem::take(&mut nowhere),
    };
    let mut groups: Vec<_> = axes_in_order(snapshot).into_iter().map(|axis| (axis, taken(axis))).collect();
    groups.retain(|(axis, issues)| axis.is_some() || !issues.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, position};
    use super::*;

    #[test]
    fn totals_name_every_axis_and_count_every_position() {
        let snapshot = case(json!({ "positions": [
            position("a", "syria", "golan", "demand", json!({ "until": "2020" })),
            position("b", "nobody", "golan", "demand", json!({})),
            position("c", "israel", "lines", "demand", json!({ "replaces": "a" })),
        ] }));
        let totals = totals(&snapshot);
        let summary: Vec<_> = totals.iter().map(|axis| (axis.axis, axis.issues.len(), axis.positions)).collect();
        assert_eq!(summary, [(Some(3), 2, 3), (Some(2), 1, 0), (Some(1), 1, 0), (Some(0), 0, 0)]);
        assert_eq!(totals[0].counts, [(Status::Agreed, 1), (Status::Contested, 1)]);
        assert_eq!((recorded(&snapshot, 1.into()), recorded(&snapshot, 99.into())), (2, 0));
    }
}
