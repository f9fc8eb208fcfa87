//! Moving issues and positions by dragging them.

use egui::{CursorIcon, Id, Key, LayerId, Order, Pos2, Rangef, Rect, Response, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::super::cards::State;
use super::super::grid::Scene;
use super::super::sheet::{Item, Line, Place};
use super::super::{TABLE, TableView, Turn};
use super::Spot;
use crate::case::{AxisId, IssueId, PartyId};
use crate::command::Request;
use crate::compare::Column;
use crate::edit::{Edit, move_issue, move_position_to};
use crate::ui::scroll::Heights;
use crate::ui::theme;

/// How near to the edge of the rows the pointer scrolls them, in points.
const NEAR: f32 = 32.0;
/// How far each frame scrolls there.
const STEP: f32 = 10.0;

/// What is being dragged.
#[derive(Clone, Debug)]
pub(in super::super) struct Drag {
    spot: Spot,
    item: Item,
    /// From the left top of the item to the pointer.
    grip: Vec2,
    size: Vec2,
}

/// Where what is dragged would come to stand.
enum Drop {
    /// Before an issue of an axis or at its end, with where a line shows it.
    Issue(Option<IssueId>, AxisId, f32),
    /// In a cell.
    Cell(PartyId, IssueId, Rect),
}

impl TableView {
    /// Takes up an item that has begun to be dragged.
    pub(in super::super) fn take_up(
        &mut self,
        scene: &Scene<'_>,
        response: &Response,
        (item, place, rect): (Item, Place, Rect),
    ) {
        let turn = scene.sheet.turn();
        let spot = Spot::at(scene.cards, item).filter(|spot| match spot {
            Spot::Title(_) => turn == Turn::IssuesDown && place.column == 0,
            Spot::Position(_) => turn != Turn::AxesAcross,
            _ => false,
        });
        if let (true, Some(spot), Some(pointer)) = (response.drag_started(), spot, response.interact_pointer_pos()) {
            // The head of a row is as high as the row; what is dragged is no higher than its words.
            let height = scene.cards.height(item, rect.width()).min(rect.height());
            self.drag = Some(Drag { spot, item, grip: pointer - rect.min, size: vec2(rect.width(), height) });
        }
    }
}

/// Shows what is being dragged and where it would come to stand, and moves it once it is let go.
pub(in super::super) fn drag_ui(
    ui: &Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    heights: &Heights,
    out: &mut Vec<Request>,
) {
    let Some(drag) = view.drag.take() else { return };
    let (pointer, down, escape) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down(), input.key_pressed(Key::Escape)));
    let Some(pointer) = pointer.filter(|_| !escape) else { return };
    let drop = drop_at(view, scene, heights, &drag, pointer);
    if !down {
        out.extend(drop.and_then(|drop| moved(scene, &drag.spot, &drop)).map(|edit| Request::Edit(Box::new(edit))));
        return;
    }
    ui.ctx().set_cursor_icon(if drop.is_some() { CursorIcon::Grabbing } else { CursorIcon::NoDrop });
    let (palette, body) = (scene.cards.palette, scene.frame.body);
    let canvas = ui.painter_at(body);
    match &drop {
        Some(Drop::Issue(_, _, y)) => {
            canvas.hline(body.x_range(), *y, Stroke::new(2.0, palette.focus));
        }
        Some(Drop::Cell(_, _, rect)) => {
            canvas.rect_stroke(*rect, theme::CORNER, Stroke::new(2.0, palette.focus), StrokeKind::Inside);
        }
        None => {}
    }
    let ghost = LayerId::new(Order::Tooltip, Id::unique((TABLE, "dragged")));
    let mut above = ui.ctx().layer_painter(ghost);
    above.set_opacity(0.85);
    let rect = Rect::from_min_size(pointer - drag.grip, drag.size);
    above.rect(rect, theme::CORNER, palette.surface, Stroke::new(1.0, palette.outline), StrokeKind::Outside);
    scene.cards.paint(&above, drag.item, rect, State::default());
    let beyond = (pointer.y - (body.bottom() - NEAR)).max(0.0) - ((body.top() + NEAR) - pointer.y).max(0.0);
    if beyond != 0.0 {
        view.scroll.by(heights, beyond.signum() * STEP);
        ui.ctx().request_repaint();
    }
    view.drag = Some(drag);
}

fn moved(scene: &Scene<'_>, spot: &Spot, drop: &Drop) -> Option<Edit> {
    let document = scene.input.document;
    match (spot, drop) {
        (Spot::Title(issue), Drop::Issue(before, axis, _)) => move_issue(document, issue, before.as_ref(), axis),
        (Spot::Position(position), Drop::Cell(party, issue, _)) => move_position_to(document, position, party, issue),
        _ => None,
    }
}

/// Where what is dragged would come to stand, if it can at all.
fn drop_at(view: &TableView, scene: &Scene<'_>, heights: &Heights, drag: &Drag, pointer: Pos2) -> Option<Drop> {
    let frame = &scene.frame;
    if !frame.body.contains(pointer) {
        return None;
    }
    let (row, span) = row_at(view, scene, heights, pointer.y)?;
    match &drag.spot {
        Spot::Title(_) => {
            let (before, axis, y) = between(scene, row, span, pointer.y)?;
            Some(Drop::Issue(before, axis, y))
        }
        Spot::Position(position) => {
            // Columns that stay lie above those that scroll.
            let columns = frame.in_view().filter(|column| {
                frame.span(*column).contains(pointer.x) && frame.clip(*column, frame.body).contains(pointer)
            });
            let column = columns.last()?;
            let (input, place) = (scene.input, Place { row, column, item: 0 });
            let (at, issue) = scene.sheet.cell_at(input.comparison, place)?;
            let Column::Party(party) = input.comparison.columns.get(at)? else { return None };
            let issue = scene.cards.issue(issue)?.id.clone();
            let own = input.snapshot.position(position)?;
            let elsewhere = own.party != *party || own.issue != issue;
            let rect = Rect::from_x_y_ranges(frame.span(column), span).shrink(1.0);
            elsewhere.then(|| Drop::Cell(party.clone(), issue, rect))
        }
        _ => None,
    }
}

/// The row at a height, and from where to where it reaches.
fn row_at(view: &TableView, scene: &Scene<'_>, heights: &Heights, y: f32) -> Option<(usize, Rangef)> {
    let mut top = scene.frame.body.top() - view.scroll.offset;
    for row in view.scroll.anchor..heights.len() {
        let span = Rangef::new(top, top + heights.get(row));
        if y < span.max {
            return Some((row, span));
        }
        top = span.max;
    }
    None
}

/// Between which issues a height lies: before which one, if any, of which axis, and where the line between them is.
fn between(scene: &Scene<'_>, row: usize, span: Rangef, y: f32) -> Option<(Option<IssueId>, AxisId, f32)> {
    let (comparison, case) = (scene.input.comparison, scene.input.snapshot.case());
    let issue_in = |at: usize| {
        let number = *comparison.issues.get(at)?;
        Some(case.issues.get(number as usize)?.id.clone())
    };
    let (group, before, y) = match scene.sheet.line(row)? {
        Line::Issue(at) => {
            let at = at as usize;
            let upper = y < span.center();
            let group = comparison.groups.iter().find(|group| group.rows.contains(&at))?;
            let before = if upper { Some(at) } else { Some(at + 1).filter(|next| group.rows.contains(next)) };
            (group, before, if upper { span.min } else { span.max })
        }
        Line::Band(group) => {
            let group = comparison.groups.get(group as usize)?;
            (group, Some(group.rows.start).filter(|first| group.rows.contains(first)), span.max)
        }
        Line::Add(group) => (comparison.groups.get(group as usize)?, None, span.min),
        Line::Party(_) => return None,
    };
    let axis = case.axes.get(group.axis? as usize)?.id.clone();
    Some((before.and_then(issue_in), axis, y))
}
