//! The row of column heads: dragging, widths and the menu of each column.

use egui::{CursorIcon, Id, Popup, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::cards::{Cards, State};
use super::columns::{Columns, Key, MAX, MIN};
use super::grid::Scene;
use super::sheet::{Item, Sheet};
use super::{TABLE, TableInput, TableView, Turn};
use crate::command::Request;
use crate::compare::Column;
use crate::ui::theme;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::screen;

/// The height of the heads of columns that hold parties or axes.
const LEAST: f32 = 52.0;
/// How near to a column's edge the pointer can grip it, in points.
const GRIP: f32 = 5.0;
/// Room for the sign that a head has a menu.
const MENU: f32 = 20.0;

/// How high the heads are in these columns, in points.
pub(super) fn height(sheet: &Sheet, cards: &Cards<'_>, columns: &Columns) -> f32 {
    // Heads of issues wrap; of very many the first few stand for all.
    (0..sheet.columns().min(60))
        .map(|column| cards.height(sheet.head(column), columns.width(column) - MENU))
        .fold(LEAST, f32::max)
}

/// Shows the heads.
pub(super) fn header_ui(ui: &mut Ui, view: &mut TableView, scene: &Scene<'_>, out: &mut Vec<Request>) {
    let frame = &scene.frame;
    ui.painter_at(frame.whole).rect_filled(frame.header, 0.0, scene.cards.palette.paper);
    for column in frame.in_view() {
        let rect = Rect::from_x_y_ranges(frame.span(column), frame.header.y_range());
        let clip = frame.clip(column, frame.header);
        if column == 0 {
            corner_ui(ui, view, scene.cards, rect);
        } else {
            head_ui(ui, view, scene, (column - 1, rect, clip), out);
        }
    }
    // The grips come last, so that they lie above the heads they divide.
    for column in frame.in_view() {
        grip_ui(ui, view, scene, column);
    }
}

fn corner_ui(ui: &Ui, view: &TableView, cards: &Cards<'_>, rect: Rect) {
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, cards.palette.paper);
    let word = if view.turn == Turn::IssuesDown { screen::ISSUE } else { screen::PARTY };
    let look = cards.palette.caps();
    let laid = crate::ui::text::Text::new(&word.to_uppercase(), &look).layout(ui.ctx(), rect.width());
    laid.paint(&painter, pos2(rect.left() + theme::EDGE, rect.bottom() - laid.size().y - 6.0));
}

fn head_ui(
    ui: &mut Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    (column, rect, clip): (usize, Rect, Rect),
    out: &mut Vec<Request>,
) {
    let seen = rect.intersect(clip);
    if !seen.is_positive() {
        return;
    }
    let (input, cards) = (scene.input, scene.cards);
    let item = scene.sheet.head(column);
    let id = Id::unique((TABLE, "head", scene.frame.columns.key(column)));
    let response = ui.interact(seen, id, Sense::click_and_drag());
    let name = cards.name(item).unwrap_or_default();
    let target = Sheet::item_target(input.snapshot, input.comparison, item);
    let selected = target.is_some() && target.as_ref() == input.selection;
    response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, selected, &name));
    let painter = ui.painter_at(clip);
    painter.rect_filled(rect, 0.0, cards.palette.paper);
    let inner = Rect::from_min_max(rect.min + vec2(4.0, 0.0), rect.max - vec2(MENU, 0.0));
    cards.paint(&painter, item, inner, State { selected, ..State::default() });
    if let Some(own) = column_at(scene, column) {
        menu_ui(ui, input, view, cards, own, (column, rect, &name), out);
        drag_ui(ui, scene, &response, (own, rect), out);
    }
    if response.clicked() {
        out.extend(target.map(Request::Select));
    }
}

/// The comparison's column that stands in a column of the table, when it is not turned.
fn column_at<'a>(scene: &Scene<'a>, column: usize) -> Option<&'a Column> {
    match scene.sheet.head(column) {
        Item::Column(number) => scene.input.comparison.columns.get(number as usize),
        _ => None,
    }
}

/// Dragging a head moves its column.
fn drag_ui(
    ui: &Ui,
    scene: &Scene<'_>,
    response: &egui::Response,
    (own, rect): (&Column, Rect),
    out: &mut Vec<Request>,
) {
    if !(response.dragged() || response.drag_stopped()) {
        return;
    }
    let Some(pointer) = response.interact_pointer_pos().or_else(|| ui.input(|input| input.pointer.latest_pos())) else {
        return;
    };
    let frame = &scene.frame;
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let over = frame.in_view().filter(|column| *column > 0).find(|column| frame.span(*column).contains(pointer.x));
    let Some(over) = over else { return };
    let before = pointer.x < frame.span(over).center();
    let x = if before { frame.span(over).min } else { frame.span(over).max };
    ui.painter().vline(x, rect.y_range(), Stroke::new(2.0, scene.cards.palette.focus));
    if response.drag_stopped()
        && let Some(target) = column_at(scene, over - 1)
        && target != own
    {
        let mut columns = scene.input.comparison.columns.clone();
        columns.retain(|column| column != own);
        let at = columns.iter().position(|column| column == target).unwrap_or(0) + usize::from(!before);
        columns.insert(at.min(columns.len()), own.clone());
        out.push(Request::Columns(columns));
    }
}

/// The menu of a column: hide, move, pin, and bring back what is hidden.
fn menu_ui(
    ui: &mut Ui,
    input: &TableInput<'_>,
    view: &mut TableView,
    cards: &Cards<'_>,
    own: &Column,
    (at, rect, name): (usize, Rect, &str),
    out: &mut Vec<Request>,
) {
    let place = Rect::from_min_size(pos2(rect.right() - MENU - 4.0, rect.top() + 8.0), vec2(MENU, MENU));
    let response = ui.interact(place, Id::unique((TABLE, "menu", own)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, screen::column_menu(name)));
    let color = if response.hovered() || response.has_focus() { cards.palette.ink } else { cards.palette.second };
    paint_icon(ui.painter(), place.center(), 9.0, Icon::Down, color);
    let columns = &input.comparison.columns;
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(180.0);
        let mut moved = |to: usize| {
            let mut columns = columns.clone();
            let column = columns.remove(at.min(columns.len().saturating_sub(1)));
            columns.insert(to.min(columns.len()), column);
            out.push(Request::Columns(columns));
        };
        if ui.add_enabled(at > 0, egui::Button::new(screen::MOVE_LEFT)).clicked() {
            moved(at - 1);
        }
        if ui.add_enabled(at + 1 < columns.len(), egui::Button::new(screen::MOVE_RIGHT)).clicked() {
            moved(at + 1);
        }
        if at < view.pinned {
            if ui.button(screen::UNPIN).clicked() {
                view.pinned -= 1;
                moved(view.pinned);
            }
        } else if ui.button(screen::PIN).clicked() {
            moved(view.pinned);
            view.pinned += 1;
        }
        if ui.add_enabled(columns.len() > 1, egui::Button::new(screen::HIDE_COLUMN)).clicked() {
            if at < view.pinned {
                view.pinned -= 1;
            }
            out.push(Request::Columns(columns.iter().filter(|column| *column != own).cloned().collect()));
        }
        let hidden: Vec<&Column> = input.all_columns.iter().filter(|column| !columns.contains(column)).collect();
        if !hidden.is_empty() {
            ui.separator();
        }
        for column in hidden {
            if ui.button(screen::show_column(&column_name(input, column))).clicked() {
                let mut columns = columns.clone();
                columns.insert(at + 1, column.clone());
                out.push(Request::Columns(columns));
            }
        }
    });
}

/// A column's heading in words.
fn column_name(input: &TableInput<'_>, column: &Column) -> String {
    match column {
        Column::Party(party) => {
            input.snapshot.party(party).map_or_else(|| party.to_string(), |party| party.label().to_owned())
        }
        Column::Proposals => screen::PROPOSALS.to_owned(),
    }
}

/// The right edge of a column, by which it is made wider or narrower; a double click shares the room again.
fn grip_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, column: usize) {
    let frame = &scene.frame;
    let span = frame.span(column);
    let clip = frame.clip(column, frame.header);
    let rect = Rect::from_x_y_ranges(Rangef::new(span.max - GRIP, span.max + GRIP), frame.header.y_range());
    if !clip.x_range().contains(span.max) {
        return;
    }
    let key = column.checked_sub(1).map_or(Key::Head, |column| frame.columns.key(column));
    let response = ui.interact(rect, Id::unique((TABLE, "grip", &key)), Sense::DRAG | Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, screen::COLUMN_WIDTH));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(span.max, frame.header.y_range(), Stroke::new(2.0, scene.cards.palette.focus));
    }
    if response.double_clicked() {
        view.widths.reset(&key);
    } else if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        view.widths.set(key, (pointer.x - span.min).clamp(MIN, MAX));
    }
}
