//! Moving what stands in the table by dragging it.

use egui::{CursorIcon, Id, Key, LayerId, Order, Pos2, Rangef, Rect, Response, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::super::cards::State;
use super::super::grid::Scene;
use super::super::measure::{CARD_GAP, stack};
use super::super::sheet::{Item, Line, Place, Stop};
use super::super::{TABLE, TableView, Turn};
use super::Spot;
use super::heads::{self, HeadDrop};
use crate::case::{AxisId, IssueId, PartyId, Position, PositionId};
use crate::command::Request;
use crate::compare::{Column, Entry};
use crate::edit::{Direction, Edit, move_issue, move_position, move_position_to};
use crate::ui::scroll::Heights;
use crate::ui::text::Text;
use crate::ui::theme;
use crate::words::editing as words;

/// How near to the edge of the rows the pointer scrolls them, in points.
const NEAR: f32 = 32.0;
/// How far each frame scrolls there.
const STEP: f32 = 10.0;

/// What is being dragged.
#[derive(Clone, Debug)]
pub(in super::super) struct Drag {
    held: Held,
    item: Item,
    /// From the left top of the item to the pointer.
    grip: Vec2,
    size: Vec2,
}

/// What can be dragged.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Card(PositionId),
    Issue(IssueId),
    /// A party, or what has been proposed.
    Column(Column),
    Axis(AxisId),
}

/// Where what is dragged would come to stand.
enum Drop {
    /// Beside another head.
    Heads(HeadDrop),
    /// Before an issue of an axis or at its end, with where a line shows it.
    Issue(Option<IssueId>, AxisId, f32),
    /// In another cell.
    Cell(PartyId, IssueId, Rect),
    /// In its own cell, on one side of a position of its kind, with the line that shows it.
    Beside(Direction, PositionId, Rect),
}

impl TableView {
    /// Takes up an item that has begun to be dragged.
    pub(in super::super) fn take_up(
        &mut self,
        scene: &Scene<'_>,
        response: &Response,
        (item, stop, rect): (Item, Stop, Rect),
    ) {
        let (true, Some(pointer)) = (response.drag_started(), response.interact_pointer_pos()) else { return };
        if let Some(held) = Held::at(scene, item, stop) {
            // The head of a row is as high as the row; what is dragged is no higher than its words.
            let height = scene.cards.height(item, rect.width()).min(rect.height());
            self.drag = Some(Drag { held, item, grip: pointer - rect.min, size: vec2(rect.width(), height) });
        }
    }
}

impl Held {
    /// What is taken up with an item; nothing where it has no order that could be changed.
    fn at(scene: &Scene<'_>, item: Item, stop: Stop) -> Option<Self> {
        if let Item::Column(column) = item {
            return scene.input.comparison.columns.get(column as usize).cloned().map(Self::Column);
        }
        let is_head = match stop {
            Stop::Head(_) => true,
            Stop::Cell(place) => place.column == 0,
        };
        Some(match Spot::at(scene.cards, item)? {
            Spot::Position(position) => Self::Card(position),
            Spot::Title(issue) if is_head => Self::Issue(issue),
            Spot::Axis(axis) if is_head => Self::Axis(axis),
            _ => return None,
        })
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
    let drop = drop_at(ui, view, scene, heights, &drag, pointer);
    if !down {
        match drop {
            Some(Drop::Heads(drop)) => out.extend(drop.requests),
            Some(drop) => out.extend(moved(scene, &drag.held, &drop).map(|edit| Request::Edit(Box::new(edit)))),
            None => {}
        }
        return;
    }
    ui.ctx().set_cursor_icon(if drop.is_some() { CursorIcon::Grabbing } else { CursorIcon::NoDrop });
    let (palette, body) = (scene.cards.palette, scene.frame.body);
    let canvas = ui.painter_at(body);
    match &drop {
        Some(Drop::Heads(drop)) => {
            ui.painter_at(scene.frame.whole).line_segment(drop.line, Stroke::new(2.0, palette.focus));
        }
        Some(Drop::Issue(_, _, y)) => {
            canvas.hline(body.x_range(), *y, Stroke::new(2.0, palette.focus));
        }
        Some(Drop::Cell(_, _, rect)) => {
            canvas.rect_stroke(*rect, theme::CORNER, Stroke::new(2.0, palette.focus), StrokeKind::Inside);
        }
        Some(Drop::Beside(_, _, line)) => {
            canvas.hline(line.x_range(), line.center().y, Stroke::new(2.0, palette.focus));
        }
        None => {}
    }
    ghost_ui(ui, scene, &drag, pointer);
    if drag.is_across(scene) {
        view.across += heads::beyond(scene, pointer) * STEP;
        view.drag = Some(drag);
        return;
    }
    let beyond = (pointer.y - (body.bottom() - NEAR)).max(0.0) - ((body.top() + NEAR) - pointer.y).max(0.0);
    if beyond != 0.0 {
        view.scroll.by(heights, beyond.signum() * STEP);
        ui.ctx().request_repaint();
    }
    view.drag = Some(drag);
}

/// Shows what is being dragged under the pointer.
fn ghost_ui(ui: &Ui, scene: &Scene<'_>, drag: &Drag, pointer: Pos2) {
    let palette = scene.cards.palette;
    let ghost = LayerId::new(Order::Tooltip, Id::unique((TABLE, "dragged")));
    let mut above = ui.ctx().layer_painter(ghost);
    above.set_opacity(0.85);
    let item = Rect::from_min_size(pointer - drag.grip, drag.size);
    // A party can be moved in two ways, of which each says what it does.
    let said = match &drag.held {
        Held::Column(column) if heads::is_of_the_view(ui, column) => words::DRAG_IN_VIEW,
        Held::Column(_) => words::DRAG_IN_CASE,
        _ => "",
    };
    let label = Text::new(said, &palette.label()).layout(ui.ctx(), item.width() - 2.0 * theme::INSET);
    let room = if said.is_empty() { 0.0 } else { label.size().y + theme::INSET };
    let rect = item.with_max_y(item.bottom() + room);
    above.rect(rect, theme::CORNER, palette.surface, Stroke::new(1.0, palette.outline), StrokeKind::Outside);
    scene.cards.paint(&above, drag.item, item, State::default());
    if !said.is_empty() {
        label.paint(&above, item.left_bottom() + vec2(theme::INSET, 0.0));
    }
}

impl Drag {
    /// Whether it is moved along the heads of the columns.
    fn is_across(&self, scene: &Scene<'_>) -> bool {
        match (&self.held, scene.sheet.turn()) {
            (Held::Column(_), turn) => turn == Turn::IssuesDown,
            (Held::Issue(_) | Held::Axis(_), turn) => turn != Turn::IssuesDown,
            (Held::Card(_), _) => false,
        }
    }
}

fn moved(scene: &Scene<'_>, held: &Held, drop: &Drop) -> Option<Edit> {
    let document = scene.input.document;
    match (held, drop) {
        (Held::Issue(issue), Drop::Issue(before, axis, _)) => move_issue(document, issue, before.as_ref(), axis),
        (Held::Card(position), Drop::Cell(party, issue, _)) => move_position_to(document, position, party, issue),
        (Held::Card(position), Drop::Beside(side, other, _)) => move_position(document, position, *side, other),
        _ => None,
    }
}

/// Where what is dragged would come to stand, if it can at all.
fn drop_at(
    ui: &Ui,
    view: &TableView,
    scene: &Scene<'_>,
    heights: &Heights,
    drag: &Drag,
    pointer: Pos2,
) -> Option<Drop> {
    let frame = &scene.frame;
    if drag.is_across(scene) {
        let slot = heads::slot_across(scene, pointer)?;
        return heads::drop_at(ui, scene, &drag.held, &slot).map(Drop::Heads);
    }
    if !frame.body.contains(pointer) {
        return None;
    }
    let (row, span) = row_at(view, scene, heights, pointer.y)?;
    match &drag.held {
        Held::Column(_) => {
            let slot = heads::slot_down(scene, row, span, pointer.y)?;
            heads::drop_at(ui, scene, &drag.held, &slot).map(Drop::Heads)
        }
        Held::Issue(_) => {
            let (before, axis, y) = between(scene, row, span, pointer.y)?;
            Some(Drop::Issue(before, axis, y))
        }
        Held::Card(position) => {
            // Columns that stay lie above those that scroll.
            let columns = frame.in_view().filter(|column| {
                frame.span(*column).contains(pointer.x) && frame.clip(*column, frame.body).contains(pointer)
            });
            let column = columns.last()?;
            let input = scene.input;
            let items = placed(scene, row, column, span);
            let item = items.iter().position(|(_, rect)| pointer.y < rect.bottom() + CARD_GAP / 2.0);
            let item = item.unwrap_or(items.len().saturating_sub(1));
            let (at, issue) = scene.sheet.cell_at(input.comparison, Place { row, column, item })?;
            let Column::Party(party) = input.comparison.columns.get(at)? else { return None };
            let issue = &scene.cards.issue(issue)?.id;
            let own = input.snapshot.position(position)?;
            if own.party == *party && own.issue == *issue {
                return beside(scene, own, &items, pointer.y);
            }
            // In a column of a whole axis a cell is what stands under the issue's line.
            let part = part_of(&items, item);
            let y = if part.len() == items.len() {
                span
            } else {
                let part = items.get(part).unwrap_or_default();
                let last = part.last().map_or(span.max, |(_, rect)| rect.bottom());
                Rangef::new(part.first().map_or(span.min, |(_, rect)| rect.top()), last)
            };
            let rect = Rect::from_x_y_ranges(frame.span(column), y).shrink(1.0);
            Some(Drop::Cell(party.clone(), issue.clone(), rect))
        }
        Held::Axis(_) => None,
    }
}

/// What stands in a cell, and where on the screen.
fn placed(scene: &Scene<'_>, row: usize, column: usize, span: Rangef) -> Vec<(Item, Rect)> {
    let mut items = Vec::new();
    scene.sheet.fill(scene.input.comparison, row, column, &mut items);
    let mut placed = stack(scene.cards, &items, scene.frame.span(column));
    for (_, rect) in &mut placed {
        *rect = rect.translate(vec2(0.0, span.min));
    }
    placed
}

/// The items around one that belong to the same issue.
fn part_of(items: &[(Item, Rect)], at: usize) -> std::ops::Range<usize> {
    let is_head = |(item, _): &(Item, Rect)| matches!(item, Item::IssueLine(_));
    let start = items.iter().take(at + 1).rposition(is_head).unwrap_or(0);
    let end = items.iter().skip(at + 1).position(is_head).map_or(items.len(), |after| at + 1 + after);
    start..end
}

/// Where in its own cell a position would come to stand: among those of its kind, as each kind has a place of its own.
fn beside(scene: &Scene<'_>, own: &Position, items: &[(Item, Rect)], y: f32) -> Option<Drop> {
    let peers: Vec<(&Position, Rect)> = items
        .iter()
        .filter_map(|(item, rect)| match item {
            Item::Entry(Entry::Position(number)) => Some((scene.cards.position(*number)?, *rect)),
            _ => None,
        })
        .filter(|(peer, _)| peer.issue == own.issue && peer.kind == own.kind && peer.id != own.id)
        .collect();
    let line = |rect: Rect, y: f32| Rect::from_x_y_ranges(rect.x_range(), Rangef::point(y));
    match peers.iter().find(|(_, rect)| y < rect.center().y) {
        Some((peer, rect)) => {
            let line = line(*rect, rect.top() - CARD_GAP / 2.0);
            Some(Drop::Beside(Direction::Earlier, peer.id.clone(), line))
        }
        None => peers.last().map(|(peer, rect)| {
            let line = line(*rect, rect.bottom() + CARD_GAP / 2.0);
            Drop::Beside(Direction::Later, peer.id.clone(), line)
        }),
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
    let (comparison, snapshot) = (scene.input.comparison, scene.input.snapshot);
    let issue_in = |at: usize| {
        let number = *comparison.issues.get(at)?;
        Some(snapshot.numbered_issue(number)?.id.clone())
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
        Line::Party(_) | Line::Loose(_) => return None,
    };
    let axis = snapshot.case().axes.get(group.axis? as usize)?.id.clone();
    Some((before.and_then(issue_in), axis, y))
}
