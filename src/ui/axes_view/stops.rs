//! Where the keyboard can stand in the view, and where a key leads from there.

use crate::case::{PositionNumber, Ref, Snapshot};
use crate::compare::axes::{Axes, AxisLine, Lane};
use crate::ui::moves::Move;

/// A place of the keyboard: a line, and the head or a position of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// Counts [`Axes::lines`].
    pub(super) line: usize,
    /// The position; nothing for the head.
    pub(super) position: Option<PositionNumber>,
}

/// A line's stops, row by row: the head, each lane's marks from left to right, each position without a place.
pub(super) fn rows(snapshot: &Snapshot, line: &AxisLine) -> Vec<Vec<Option<PositionNumber>>> {
    let mut rows = vec![vec![None]];
    rows.extend(line.lanes.iter().map(|lane| marks(lane).map(Some).collect()).filter(|row: &Vec<_>| !row.is_empty()));
    for lane in &line.lanes {
        let listed = line.listed(snapshot, lane).filter_map(|position| snapshot.position_number(&position.id));
        rows.extend(listed.map(|number| vec![Some(number)]));
    }
    rows
}

/// A lane's positions from left to right.
fn marks(lane: &Lane) -> impl Iterator<Item = PositionNumber> {
    let mut marks: Vec<_> = lane.marks.iter().collect();
    marks.sort_by_key(|mark| mark.options.first().copied());
    marks.into_iter().map(|mark| mark.position)
}

/// Where a record stands, if it does: a position that has no place of its own, at the head of its issue's line.
pub(super) fn find(snapshot: &Snapshot, axes: &Axes, target: &Ref) -> Option<Stop> {
    let (issue, position) = match target {
        Ref::Issue(issue) => (issue, None),
        Ref::Position(position) => (&snapshot.position(position)?.issue, Some(snapshot.position_number(position)?)),
        _ => return None,
    };
    let issue = snapshot.issue_number(issue)?;
    let line = axes.lines.iter().position(|line| line.issue == issue)?;
    let held = |position| {
        let lanes = axes.lines.get(line).map_or(&[][..], |line| &line.lanes);
        lanes
            .iter()
            .any(|lane| lane.marks.iter().any(|mark| mark.position == position) || lane.unplaced.contains(&position))
    };
    Some(Stop { line, position: position.filter(|position| held(*position)) })
}

/// The record at a stop.
pub(super) fn target(snapshot: &Snapshot, axes: &Axes, stop: Stop) -> Option<Ref> {
    if let Some(position) = stop.position {
        return snapshot.numbered(position).map(|position| Ref::Position(position.id.clone()));
    }
    let issue = axes.lines.get(stop.line)?.issue;
    snapshot.numbered_issue(issue).map(|issue| Ref::Issue(issue.id.clone()))
}

/// Where a move leads; `page` is how many lines are in view.
pub(super) fn step(snapshot: &Snapshot, axes: &Axes, here: Stop, asked: Move, page: usize) -> Stop {
    let rows_of = |line: usize| axes.lines.get(line).map(|line| rows(snapshot, line)).unwrap_or_default();
    let own = rows_of(here.line);
    let place = own
        .iter()
        .enumerate()
        .find_map(|(row, stops)| stops.iter().position(|stop| *stop == here.position).map(|column| (row, column)));
    let (row, column) = place.unwrap_or_default();
    let at = |row: Option<&Vec<Option<PositionNumber>>>, column: usize| {
        row.and_then(|row| row.get(column.min(row.len().saturating_sub(1))).copied())
    };
    let in_line =
        |position: Option<Option<PositionNumber>>| position.map_or(here, |position| Stop { position, ..here });
    let head = |line: usize| Stop { line, position: None };
    let last = axes.lines.len().saturating_sub(1);
    match asked {
        Move::Up if row > 0 => in_line(at(own.get(row - 1), column)),
        Move::Up if here.line > 0 => {
            let above = rows_of(here.line - 1);
            Stop { line: here.line - 1, position: at(above.last(), column).flatten() }
        }
        Move::Down if row + 1 < own.len() => in_line(at(own.get(row + 1), column)),
        Move::Down if here.line < last => head(here.line + 1),
        Move::Left | Move::Right => {
            let all: Vec<_> = own.into_iter().flatten().collect();
            let from = all.iter().position(|stop| *stop == here.position).unwrap_or(0);
            let to = if asked == Move::Left { from.checked_sub(1) } else { Some(from + 1) };
            in_line(to.and_then(|to| all.get(to).copied()))
        }
        Move::PageUp => head(here.line.saturating_sub(page)),
        Move::PageDown => head((here.line + page).min(last)),
        Move::Top => head(0),
        Move::Bottom => head(last),
        Move::RowStart => head(here.line),
        Move::RowEnd => in_line(own.last().and_then(|row| row.last().copied())),
        _ => here,
    }
}
