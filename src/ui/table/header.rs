//! The row of column heads: widths and the menu of each column.

use egui::{
    Button, CursorIcon, Id, Popup, PopupCloseBehavior, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::cards::{Cards, State};
use super::columns::{Columns, Key, MAX, MIN};
use super::editing::{Spot, plus_head_ui};
use super::grid::Scene;
use super::rows::told;
use super::sheet::{Item, Sheet, Stop};
use super::{TABLE, TableInput, TableView, Turn};
use crate::command::{Command, Request};
use crate::compare::Column;
use crate::ui::scroll::BAR;
use crate::ui::text::Text;
use crate::ui::theme;
use crate::ui::widgets::bar::line_ui;
use crate::ui::widgets::controls::hover_text;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::{editing as words, screen};

/// The height of the heads of columns that hold parties or axes.
const LEAST: f32 = 52.0;
/// Of a longer title the beginning stands in the head, and all of it beside the pointer and in the inspector.
const MOST: f32 = 168.0;
/// How near to a column's edge the pointer can grip it, in points.
const GRIP: f32 = 5.0;
/// Room for the sign that a head has a menu.
const MENU: f32 = 20.0;
/// How far what says that there are more columns reaches over the last column in view.
const MORE: f32 = 16.0;
/// The most height that the list of hidden columns takes.
const HIDDEN: f32 = 300.0;
/// How much wider or narrower a column gets by its menu.
const STEP: f32 = 40.0;

/// How high the heads are in these columns, in points.
pub(super) fn height(sheet: &Sheet, cards: &Cards<'_>, columns: &Columns) -> f32 {
    // Heads of issues wrap; of very many the first few stand for all.
    (0..sheet.columns().min(60))
        .map(|column| cards.height(sheet.head(column), columns.width(column) - MENU))
        .fold(LEAST, f32::max)
        .min(MOST)
}

/// Shows the heads.
pub(super) fn header_ui(ui: &mut Ui, view: &mut TableView, scene: &Scene<'_>, out: &mut Vec<Request>) {
    let frame = &scene.frame;
    ui.painter_at(frame.whole).rect_filled(frame.header, 0.0, scene.cards.palette.paper);
    // The sign at the right covers no head's own.
    let most = frame.whole.right() - MORE;
    for column in frame.in_view() {
        let rect = Rect::from_x_y_ranges(frame.span(column), frame.header.y_range());
        let clip = frame.clip(column, frame.header).with_max_x(most);
        if column == 0 {
            corner_ui(ui, view, scene.cards, rect);
        } else {
            // A head that is cut at the edge is cut as its cells are.
            let is_cut = rect.right() > frame.whole.right() + 1.0;
            let rect = if is_cut { rect } else { rect.with_max_x(rect.right().min(most)) };
            head_ui(ui, view, scene, (column - 1, rect, clip), out);
        }
    }
    if let Some(previous) = frame.last_before() {
        earlier_ui(ui, view, scene, previous);
    }
    // The grips come last, so that they lie above the heads they divide.
    for column in frame.in_view() {
        grip_ui(ui, view, scene, column);
    }
    if frame.first_beyond().is_some() {
        more_ui(ui, view, scene);
    } else {
        plus_head_ui(ui, scene, out);
    }
}

/// At the right edge, when columns stand beyond it: how many, and a press brings the next one.
fn more_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>) {
    let frame = &scene.frame;
    let edge = frame.whole.right();
    let Some(next) = frame.first_beyond() else { return };
    let count = frame.columns.len() - next;
    let rect = frame.header.with_min_x(edge - MORE).with_max_x(edge + BAR);
    let rule = rect.left() + 0.5;
    if sign_ui(ui, scene, (rect, rule), (Icon::Right, count, &screen::more_columns(count))) {
        view.across += frame.span(next + 1).max - edge;
    }
}

/// Where what stays ends, when columns have been scrolled past: how many, and a press brings back the last one.
fn earlier_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, previous: usize) {
    let frame = &scene.frame;
    let count = previous + 1 - frame.columns.pinned;
    let edge = frame.span(0).max;
    let rect = frame.header.with_min_x(edge - MORE - BAR).with_max_x(edge);
    let rule = rect.right() - 0.5;
    if sign_ui(ui, scene, (rect, rule), (Icon::Left, count, &screen::earlier_columns(count))) {
        view.across = frame.columns.left(previous) - frame.columns.sticky();
    }
}

/// An arrowhead over a number of columns that are out of sight; whether it has been pressed.
fn sign_ui(ui: &Ui, scene: &Scene<'_>, (rect, rule): (Rect, f32), (icon, count, name): (Icon, usize, &str)) -> bool {
    let response = ui.interact(rect, scene.id.with(("more", name)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let palette = scene.cards.palette;
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, if response.hovered() { palette.hovered } else { palette.paper });
    painter.vline(rule, rect.y_range(), Stroke::new(theme::HAIRLINE, palette.hairline));
    let color = if response.hovered() { palette.ink } else { palette.second };
    let look = theme::colored(palette.label(), color);
    let text = format!("+{count}");
    let laid = Text::new(&text, &look).hug(true).layout(ui.ctx(), MORE + BAR);
    paint_icon(&painter, rect.center() - vec2(0.0, laid.size().y / 2.0), 11.0, icon, color);
    laid.paint(&painter, rect.center() + vec2(-laid.size().x / 2.0, 2.0));
    response.on_hover_text(name).clicked()
}

fn corner_ui(ui: &Ui, view: &TableView, cards: &Cards<'_>, rect: Rect) {
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, cards.palette.paper);
    let word = if view.turn == Turn::IssuesDown { screen::ISSUE } else { screen::PARTY };
    let look = cards.palette.caps();
    let laid = Text::new(&word.to_uppercase(), &look).layout(ui.ctx(), rect.width());
    // Beside the parties' roles, which are written alike; issues and axes head columns of any height.
    let y = match view.turn {
        Turn::IssuesDown => rect.top() + 6.0 + theme::size::TEXT * theme::LINE,
        _ => rect.bottom() - laid.size().y - 6.0,
    };
    laid.paint(&painter, pos2(rect.left() + theme::EDGE, y));
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
    let (here, target) = (Stop::Head(column), Sheet::item_target(input.snapshot, input.comparison, item));
    let state = State {
        hovered: response.hovered(),
        selected: target.is_some() && target.as_ref() == input.selection,
        focused: scene.keyboard_here && view.cursor == Some(here),
        ..State::default()
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    told(ui, scene, &response, here, state);
    if rect.height() >= MOST && cards.height(item, rect.width() - MENU) > MOST {
        hover_text(&response, &name);
    }
    let painter = ui.painter_at(clip);
    let ground = match (state.selected, state.hovered) {
        (true, _) => cards.palette.selected,
        (false, true) => cards.palette.hovered,
        (false, false) => cards.palette.paper,
    };
    painter.rect_filled(rect, 0.0, ground);
    // So that the text stands above that of the cards below, which have a rule before it.
    let margin = 4.0 + if matches!(item, Item::Issue(_)) { theme::RULE + theme::INSET - theme::EDGE } else { 0.0 };
    let inner = Rect::from_min_max(rect.min + vec2(margin, 0.0), rect.max - vec2(MENU, 0.0));
    cards.paint(&painter, item, inner, State::default());
    if state.focused {
        let ring = rect.shrink2(vec2(1.0, 2.0));
        painter.rect_stroke(ring, theme::CORNER, Stroke::new(2.0, cards.palette.focus), StrokeKind::Inside);
    }
    view.take_up(scene, &response, (item, here, inner));
    if let Some(own) = column_at(scene, column) {
        menu_ui(ui, view, scene, own, (column, rect), out);
    }
    let menu = view.menu_on(scene, &response, item, state.focused);
    if response.clicked() || menu {
        view.put(ui, scene, here);
        out.push(target.map_or(Request::Deselect, Request::Select));
    }
    if response.double_clicked()
        && let Some(spot) = Spot::at(cards, item)
    {
        view.start(input.document, spot, Some(here), None);
    }
    let party = matches!(column_at(scene, column), Some(Column::Party(_)));
    if party && view.drag.is_none() && view.editing.is_none() {
        response.on_hover_text(words::PARTY_HEAD);
    }
}

/// The comparison's column that stands in a column of the table, when it is not turned.
fn column_at<'a>(scene: &Scene<'a>, column: usize) -> Option<&'a Column> {
    match scene.sheet.head(column) {
        Item::Column(number) => scene.input.comparison.columns.get(number as usize),
        _ => None,
    }
}

/// The menu of a column, which changes the view alone: hide, move, pin, and bring back what is hidden.
fn menu_ui(
    ui: &mut Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    own: &Column,
    (at, rect): (usize, Rect),
    out: &mut Vec<Request>,
) {
    let cards = scene.cards;
    let place = Rect::from_min_size(pos2(rect.right() - MENU - 4.0, rect.top() + 8.0), vec2(MENU, MENU));
    let response = ui.interact(place, Id::unique((TABLE, "menu", own)), Sense::click());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, screen::column_menu(&column_name(scene.input, own))));
    let color = if response.hovered() || response.has_focus() { cards.palette.ink } else { cards.palette.second };
    paint_icon(ui.painter(), place.center(), 9.0, Icon::Down, color);
    // The menu hangs from the head's left edge, which stays where it is when the width changes.
    let menu = Popup::menu(&response).anchor(rect).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_min_width(180.0);
        width_ui(ui, view, scene, at);
        ui.separator();
        if let Some(asked) = arrange_ui(ui, view, scene.input, (own, at)) {
            out.push(asked);
            ui.close();
        }
    });
}

/// In a column's menu: moves, pins or hides it, and brings back what is hidden.
fn arrange_ui(
    ui: &mut Ui,
    view: &mut TableView,
    input: &TableInput<'_>,
    (own, at): (&Column, usize),
) -> Option<Request> {
    let columns = &input.comparison.columns;
    let without: Vec<Column> = columns.iter().filter(|column| *column != own).cloned().collect();
    let with = |column: &Column, at: usize| {
        let mut columns = without.clone();
        columns.insert(at.min(columns.len()), column.clone());
        columns
    };
    let mut asked = None;
    if ui.add_enabled(at > 0, Button::new(screen::MOVE_LEFT)).clicked() {
        asked = Some(with(own, at.saturating_sub(1)));
    }
    if ui.add_enabled(at + 1 < columns.len(), Button::new(screen::MOVE_RIGHT)).clicked() {
        asked = Some(with(own, at + 1));
    }
    if at < view.pinned {
        if ui.button(screen::UNPIN).clicked() {
            view.pinned -= 1;
            asked = Some(with(own, view.pinned));
        }
    } else if ui.button(screen::PIN).clicked() {
        asked = Some(with(own, view.pinned));
        view.pinned += 1;
    }
    if ui.add_enabled(columns.len() > 1, Button::new(screen::HIDE_COLUMN)).clicked() {
        asked = Some(without.clone());
    }
    let hidden: Vec<&Column> = input.all_columns.iter().filter(|column| !columns.contains(column)).collect();
    if !hidden.is_empty() {
        ui.separator();
        egui::ScrollArea::vertical().max_height(HIDDEN).show(ui, |ui| {
            for column in hidden {
                if line_ui(ui, &screen::show_column(&column_name(input, column))).clicked() {
                    let mut columns = columns.clone();
                    columns.insert(at + 1, column.clone());
                    asked = Some(columns);
                }
            }
        });
    }
    ui.separator();
    let whole = ui.button(Command::ResetColumns.label()).clicked();
    asked.map(Request::Columns).or(whole.then_some(Request::Do(Command::ResetColumns)))
}

/// In a column's menu: its width, which stays to be pressed again.
fn width_ui(ui: &mut Ui, view: &mut TableView, scene: &Scene<'_>, at: usize) {
    let columns = &scene.frame.columns;
    let (key, width) = (columns.key(at), columns.width(at));
    for (word, wanted) in [(screen::WIDER, width + STEP), (screen::NARROWER, width - STEP)] {
        if ui.add_enabled((MIN..=MAX).contains(&wanted), Button::new(word)).clicked() {
            view.widths.set(key.clone(), wanted);
        }
    }
    if ui.add_enabled(view.widths.is_set(&key), Button::new(screen::SHARED_WIDTH)).clicked() {
        view.widths.reset(&key);
    }
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
        view.widths.set(key, pointer.x - span.min);
    }
}
