//! Moving parties, issues and axes by dragging their heads along those of the others.

use egui::{Pos2, Rangef, Ui, pos2};

use super::super::grid::Scene;
use super::super::sheet::{Item, Line, Place, Stop};
use super::drag::Held;
use crate::case::IssueNumber;
use crate::command::Request;
use crate::compare::{Column, beside, neighbours};
use crate::edit::{Edit, move_axis, move_issue, move_party_between};

/// How near to the edge of the columns the pointer scrolls them, in points.
const NEAR: f32 = 32.0;

/// A place beside a head.
pub(super) struct Slot {
    /// The head that the pointer is over.
    over: Stop,
    /// On which side of it: before it, or behind.
    before: bool,
    /// The line that shows it.
    line: [Pos2; 2],
}

/// What it would mean to let go of a head where it is.
pub(super) struct HeadDrop {
    pub(super) requests: Vec<Request>,
    /// The line that shows where it would come to stand.
    pub(super) line: [Pos2; 2],
}

/// The place among the heads of the columns at which the pointer is.
pub(super) fn slot_across(scene: &Scene<'_>, pointer: Pos2) -> Option<Slot> {
    let frame = &scene.frame;
    if !frame.whole.contains(pointer) {
        return None;
    }
    let under =
        |column: &usize| frame.span(*column).contains(pointer.x) && frame.clip(*column, frame.whole).contains(pointer);
    let last = frame.columns.len();
    // Columns that stay lie above those that scroll; behind the last one is its end.
    let beyond = (pointer.x >= frame.span(last).max).then_some(last);
    let column = frame.in_view().filter(under).last().or(beyond).filter(|column| *column > 0)?;
    let span = frame.span(column);
    let before = pointer.x < span.center();
    let x = if before { span.min } else { span.max };
    let line = [pos2(x, frame.header.top()), pos2(x, frame.body.bottom())];
    Some(Slot { over: Stop::Head(column - 1), before, line })
}

/// The place among the parties' rows, of the turned table, at a height within one.
pub(super) fn slot_down(scene: &Scene<'_>, row: usize, span: Rangef, y: f32) -> Option<Slot> {
    let Some(Line::Party(_)) = scene.sheet.line(row) else { return None };
    let before = y < span.center();
    let (x, y) = (scene.frame.body.x_range(), if before { span.min } else { span.max });
    let over = Stop::Cell(Place { row, column: 0, item: 0 });
    Some(Slot { over, before, line: [pos2(x.min, y), pos2(x.max, y)] })
}

/// Which way the columns are to be scrolled for a pointer near their edge: -1, 0 or 1.
pub(super) fn beyond(scene: &Scene<'_>, pointer: Pos2) -> f32 {
    let frame = &scene.frame;
    let right = pointer.x > frame.whole.right() - NEAR;
    let left = pointer.x < frame.whole.left() + frame.columns.sticky() + NEAR;
    match (left, right) {
        (false, true) => 1.0,
        (true, false) => -1.0,
        _ => 0.0,
    }
}

/// Whether a column that is dragged is moved on the screen alone.
pub(super) fn is_of_the_view(ui: &Ui, column: &Column) -> bool {
    *column == Column::Proposals || ui.input(|input| input.modifiers.command)
}

/// What it would mean to let go of a head at a place.
pub(super) fn drop_at(ui: &Ui, scene: &Scene<'_>, held: &Held, slot: &Slot) -> Option<HeadDrop> {
    let Slot { over, before, line } = *slot;
    let (input, comparison) = (scene.input, scene.input.comparison);
    let (document, snapshot) = (input.document, input.snapshot);
    let edit = |edit: Option<Edit>| edit.map(|edit| Request::Edit(Box::new(edit)));
    let requests = match (held, scene.sheet.item_at(comparison, over)?) {
        (Held::Column(own), Item::Column(over)) => {
            let columns = beside(&comparison.columns, own, comparison.columns.get(over as usize)?, before);
            let moved = match own {
                Column::Party(party) if !is_of_the_view(ui, own) => {
                    let (previous, next) = neighbours(&columns, party);
                    move_party_between(document, party, previous, next)
                }
                _ => None,
            };
            // The case comes first: what follows it is then put exactly where it was let go.
            let view = (columns != comparison.columns).then_some(Request::Columns(columns));
            edit(moved).into_iter().chain(view).collect()
        }
        (Held::Issue(own), Item::Issue(over)) => {
            let next = comparison.groups.iter().find_map(|group| {
                let rows = comparison.issues.get(group.rows.clone())?;
                let at = rows.iter().position(|issue| *issue == over)?;
                Some(rows.get(at + 1).copied())
            })?;
            let issue = |number: IssueNumber| snapshot.numbered_issue(number);
            let at = if before { Some(over) } else { next };
            let at = at.and_then(issue).map(|issue| issue.id.clone());
            edit(move_issue(document, own, at.as_ref(), &issue(over)?.axis)).into_iter().collect()
        }
        (Held::Axis(own), Item::Axis(over)) => {
            let over = if before { over } else { over + 1 };
            let axis =
                comparison.groups.get(over as usize).and_then(|group| snapshot.case().axes.get(group.axis? as usize));
            edit(move_axis(document, own, axis.map(|axis| &axis.id))).into_iter().collect()
        }
        _ => return None,
    };
    Some(HeadDrop { requests, line })
}
