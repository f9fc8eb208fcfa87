//! Moving an issue along its axis, or to another, by dragging its row.

use egui::{CursorIcon, Id, Key, LayerId, Order, Pos2, Rangef, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::draw::Draw;
use super::rows::{Folds, Outline, Row};
use crate::case::{AxisId, IssueId};
use crate::command::{Choice, Request};
use crate::ui::theme::{self, EDGE, GAP, Palette};

/// How near to the edge of the list the pointer scrolls it, in points.
const NEAR: f32 = 24.0;
/// How far each frame scrolls there.
const STEP: f32 = 8.0;

/// An issue that is being dragged.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    issue: IssueId,
    /// From the left top of its row to the pointer.
    grip: Vec2,
    size: Vec2,
}

/// Where it would come to stand.
struct Drop {
    before: Option<IssueId>,
    axis: AxisId,
    /// What shows it: a line between two rows, or the heading of an axis whose issues are not in sight.
    shown: Shown,
}

enum Shown {
    Line(Rangef, f32),
    Heading(Rect),
}

/// What the rows in sight are told by a drag.
pub(super) struct Listing<'a> {
    pub(super) case: &'a Outline<'a>,
    pub(super) folds: &'a Folds,
    pub(super) rows: &'a [Row],
    /// Where the rows in sight stand.
    pub(super) places: Vec<(usize, Rect)>,
}

impl Drag {
    /// Takes up an issue whose row has begun to be dragged.
    pub(super) fn of(case: &Outline<'_>, row: Row, response: &Response) -> Option<Self> {
        let (Row::Issue(number), true) = (row, response.drag_started()) else { return None };
        let pointer = response.interact_pointer_pos()?;
        let issue = case.snapshot.numbered_issue(number)?.id.clone();
        Some(Self { issue, grip: pointer - response.rect.min, size: response.rect.size() })
    }

    /// Shows it and where it would come to stand; asks for that once it is let go, and gives it back while it is not.
    pub(super) fn show(
        self,
        ui: &mut Ui,
        listing: &Listing<'_>,
        draw: &Draw<'_>,
        whole: Rect,
        out: &mut Vec<Request>,
    ) -> Option<Self> {
        let (pointer, down, escape) = ui
            .input(|input| (input.pointer.latest_pos(), input.pointer.primary_down(), input.key_pressed(Key::Escape)));
        let pointer = pointer.filter(|_| !escape)?;
        let drop = whole.contains(pointer).then(|| Drop::at(listing, pointer)).flatten();
        if !down {
            out.extend(drop.map(|drop| Request::Choose(Choice::Axis(self.issue.clone(), drop.before, drop.axis))));
            return None;
        }
        let palette = Palette::of(ui);
        ui.ctx().set_cursor_icon(if drop.is_some() { CursorIcon::Grabbing } else { CursorIcon::NoDrop });
        let canvas = ui.painter_at(whole);
        match drop.map(|drop| drop.shown) {
            Some(Shown::Line(x, y)) => {
                canvas.hline(x, y, Stroke::new(2.0, palette.focus));
            }
            Some(Shown::Heading(rect)) => {
                canvas.rect_stroke(rect, theme::CORNER, Stroke::new(2.0, palette.focus), StrokeKind::Inside);
            }
            None => {}
        }
        let number = listing.case.snapshot.issue_number(&self.issue)?;
        let ghost = LayerId::new(Order::Tooltip, Id::unique("dragged in the navigator"));
        let rect = Rect::from_min_size(pointer - self.grip, self.size);
        ui.scope_builder(egui::UiBuilder::new().layer_id(ghost).max_rect(rect), |ui| {
            ui.set_opacity(0.85);
            let edge = Stroke::new(1.0, palette.outline);
            ui.painter().rect(rect, theme::CORNER, palette.surface, edge, StrokeKind::Outside);
            draw.paint(ui, Row::Issue(number), rect);
        });
        Some(self)
    }

    /// How far the list is to be scrolled for a pointer near its edge.
    pub(super) fn scrolls(ui: &Ui, whole: Rect) -> f32 {
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return 0.0 };
        let beyond = (pointer.y - (whole.bottom() - NEAR)).max(0.0) - ((whole.top() + NEAR) - pointer.y).max(0.0);
        if beyond == 0.0 {
            return 0.0;
        }
        ui.ctx().request_repaint();
        -beyond.signum() * STEP
    }
}

impl Drop {
    fn at(listing: &Listing<'_>, pointer: Pos2) -> Option<Drop> {
        let (number, rect) = listing.places.iter().find(|(_, rect)| rect.y_range().contains(pointer.y)).copied()?;
        let row = *listing.rows.get(number)?;
        let next = listing.rows.get(number + 1).copied();
        let snapshot = listing.case.snapshot;
        let id = |row: Option<Row>| match row {
            Some(Row::Issue(number)) => snapshot.numbered_issue(number).map(|issue| issue.id.clone()),
            _ => None,
        };
        let line = |y: f32| Shown::Line(Rangef::new(rect.left() + EDGE, rect.right() - GAP), y);
        match row {
            Row::Axis(axis) => {
                let axis = listing.case.axis_id(axis)?;
                let first = id(next).filter(|_| !listing.folds.is_folded(listing.case, row));
                let shown = if first.is_some() { line(rect.bottom()) } else { Shown::Heading(rect.shrink(1.0)) };
                Some(Drop { before: first, axis, shown })
            }
            Row::Issue(_) => {
                let head = super::head_of(listing.rows, number)?;
                let Some(Row::Axis(axis)) = listing.rows.get(head).copied() else { return None };
                let axis = listing.case.axis_id(axis)?;
                let upper = pointer.y < rect.center().y;
                let before = if upper { id(Some(row)) } else { id(next) };
                Some(Drop { before, axis, shown: line(if upper { rect.top() } else { rect.bottom() }) })
            }
            Row::All | Row::Head(_) | Row::Record(..) => None,
        }
    }
}
