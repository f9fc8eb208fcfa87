//! The quiet signs by which something is added with the mouse.

use egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::grid::Scene;
use super::super::sheet::{Place, Stop};
use super::super::{TableView, Turn};
use crate::command::{Command, Request};
use crate::compare::Column;
use crate::ui::scroll::BAR;
use crate::ui::theme;
use crate::ui::widgets::controls::hover_text;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::editing as words;

/// The side of a sign, in points.
const SIDE: f32 = 22.0;
/// How far the sign at the end of the heads may reach over the last column, in points.
const HEAD: f32 = 12.0;

/// Shows a sign in what is free of a cell while the pointer is there; it opens a menu of what can be added.
pub(in super::super) fn plus_ui(
    ui: &Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    (place, free, clip): (Place, Rect, Rect),
    out: &mut Vec<Request>,
) {
    let seen = free.intersect(clip);
    if seen.height() < SIDE || view.drag.is_some() || view.editing.is_some() || !ui.rect_contains_pointer(seen) {
        return;
    }
    let (input, cards) = (scene.input, scene.cards);
    let Some((column, issue)) = scene.sheet.cell_at(input.comparison, place) else { return };
    let Some(Column::Party(party)) = input.comparison.columns.get(column) else { return };
    let party = input.snapshot.party(party).map_or(party.as_str(), |party| party.label());
    let name = words::add_to_cell(party, cards.issue(issue));
    let center = pos2(seen.right() - theme::INSET - SIDE / 2.0, seen.top() + 2.0 + SIDE / 2.0);
    let rect = Rect::from_center_size(center, vec2(SIDE, SIDE));
    let response = ui.interact(rect, scene.id.with(("plus", place.row, place.column, place.item)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let painter = ui.painter_at(clip);
    if response.hovered() {
        painter.rect_filled(rect, theme::CORNER, cards.palette.selected);
    }
    let color = if response.hovered() { cards.palette.focus } else { cards.palette.second };
    paint_icon(&painter, center, 10.0, Icon::Add, color);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    hover_text(&response, &name);
    if response.clicked() {
        let here = Stop::Cell(place);
        view.put(ui, scene, here);
        out.extend(scene.sheet.target(input.snapshot, input.comparison, here).map(Request::Select));
        view.menu_of_new(rect.left_bottom());
    }
}

/// Shows the sign at the end of the heads, which adds another head.
pub(in super::super) fn plus_head_ui(ui: &Ui, scene: &Scene<'_>, out: &mut Vec<Request>) {
    let frame = &scene.frame;
    let (command, name) = match scene.sheet.turn() {
        Turn::IssuesDown => (Command::AddParty, words::ADD_PARTY),
        Turn::IssuesAcross => (Command::AddIssue, Command::AddIssue.label()),
        Turn::AxesAcross => (Command::AddAxis, Command::AddAxis.label()),
    };
    if !command.is_enabled(scene.input.situation) {
        return;
    }
    let last = frame.span(scene.sheet.columns()).max;
    let left = last.min(frame.whole.right() - HEAD);
    let rect = frame.header.with_min_x(left).with_max_x(left + HEAD + BAR);
    let response = ui.interact(rect, scene.id.with("plus"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let palette = scene.cards.palette;
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, if response.hovered() { palette.hovered } else { palette.paper });
    let color = if response.hovered() { palette.ink } else { palette.second };
    paint_icon(&painter, rect.center(), 10.0, Icon::Add, color);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let keys = command.shortcut().map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
    if response.on_hover_text(format!("{name}  {keys}")).clicked() {
        out.push(Request::Do(command));
    }
}
