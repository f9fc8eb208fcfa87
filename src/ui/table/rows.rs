//! The rows in view: their cells, and the bands of the axes between them.

use egui::{Rangef, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::TableView;
use super::cards::State;
use super::editing::{Spot, plus_ui};
use super::grid::Scene;
use super::measure::stack;
use super::sheet::{Item, Line, Place, Sheet, Stop};
use crate::case::Ref;
use crate::command::{Command, Request};
use crate::ui::hover::pointer_leads;
use crate::ui::scroll::{BAR, Heights};
use crate::ui::theme;

/// Shows the rows.
pub(super) fn rows_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, heights: &Heights, out: &mut Vec<Request>) {
    let frame = &scene.frame;
    let mut y = frame.body.top() - view.scroll.offset;
    let line = Stroke::new(theme::HAIRLINE, scene.cards.palette.hairline);
    for row in view.scroll.anchor..heights.len() {
        if y >= frame.body.bottom() {
            break;
        }
        let band = Rect::from_x_y_ranges(frame.body.x_range(), Rangef::new(y, y + heights.get(row)));
        y = band.bottom();
        match scene.sheet.line(row) {
            Some(Line::Band(group)) => band_ui(ui, view, scene, (row, group, band), out),
            Some(Line::Add(_)) => end_ui(ui, view, scene, (row, band), out),
            Some(Line::Loose(proposal)) => loose_ui(ui, view, scene, (row, proposal, band), out),
            Some(Line::Issue(_) | Line::Party(_)) | None => row_ui(ui, view, scene, (row, band), out),
        }
        // The lines go on under the scroll bar, so that no strip is left where there is none.
        let whole = frame.body.with_max_x(frame.body.right() + BAR);
        ui.painter_at(whole).hline(whole.x_range(), band.bottom() - 0.5, line);
    }
}

fn row_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, (row, band): (usize, Rect), out: &mut Vec<Request>) {
    let frame = &scene.frame;
    let mut items = Vec::new();
    for column in frame.in_view() {
        let clip = frame.clip(column, band.intersect(frame.body));
        if !clip.is_positive() {
            continue;
        }
        if column <= frame.columns.pinned && view.across > 0.0 {
            let ground = Rect::from_x_y_ranges(frame.span(column), band.y_range());
            ui.painter_at(clip).rect_filled(ground.shrink2(vec2(0.0, 0.5)), 0.0, scene.cards.palette.surface);
        }
        scene.sheet.fill(scene.cards.comparison, row, column, &mut items);
        let mut free = Rect::from_x_y_ranges(frame.span(column), band.y_range());
        let last = items.len().saturating_sub(1);
        for (number, (item, rect)) in stack(scene.cards, &items, frame.span(column)).into_iter().enumerate() {
            let place = Place { row, column, item: number };
            let mut rect = rect.translate(vec2(0.0, band.top()));
            if column == 0 {
                // Of a row that has begun above, the head stays in sight as long as the row does.
                let most = (band.bottom() - rect.bottom()).max(0.0);
                let past = (frame.body.top() - band.top()).clamp(0.0, most);
                rect = rect.translate(vec2(0.0, past));
            }
            let is_empty = matches!(item, Item::Nothing | Item::Former(_) | Item::Filtered(_));
            if column == 0 || (is_empty && number == last) {
                rect.max.y = rect.bottom().max(band.bottom() - 1.0);
            }
            item_ui(ui, view, scene, (item, place, rect, clip), out);
            // The sign stands beside the words of an empty cell.
            free.min.y = if is_empty { rect.top() } else { rect.bottom() };
            if is_empty && number < last {
                plus_ui(ui, view, scene, (place, rect, clip), out);
            }
        }
        if column > 0 {
            let place = Place { row, column, item: last };
            plus_ui(ui, view, scene, (place, free, clip), out);
        }
    }
}

fn item_ui(
    ui: &Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    (item, place, rect, clip): (Item, Place, Rect, Rect),
    out: &mut Vec<Request>,
) {
    let seen = rect.intersect(clip);
    if !seen.is_positive() {
        return;
    }
    let (input, cards) = (scene.input, scene.cards);
    let target = Sheet::item_target(input.snapshot, input.comparison, item);
    let selected = target.is_some() && target.as_ref() == input.selection;
    // Not focusable by Tab: the table is one stop, and arrows move within it.
    // What is silent can be so several times in a cell, on one issue after the other.
    let again = matches!(item, Item::Nothing | Item::Former(_) | Item::Filtered(_)).then_some(place.item);
    let id = scene.id.with((item, place.row, place.column, again));
    let response = ui.interact(seen, id, Sense::CLICK | Sense::DRAG);
    view.take_up(scene, &response, (item, Stop::Cell(place), rect));
    let state = State {
        hovered: response.hovered() && target.is_some(),
        selected,
        focused: scene.keyboard_here && view.cursor == Some(Stop::Cell(place)),
        edited: view.edits_at(Stop::Cell(place)),
        ..State::default()
    };
    let elided = cards.paint(&ui.painter_at(clip), item, rect, state);
    let name = cards.name(item).unwrap_or_else(|| cards.empty_name(scene.sheet, place, item));
    let role = if place.column == 0 { Role::RowHeader } else { Role::Cell };
    response.widget_info(|| WidgetInfo::labeled(role, true, &name));
    told(ui, scene, &response, Stop::Cell(place), state);
    let has_tip = (elided || cards.is_changed(item)) && cards.draft.is_none() && pointer_leads(ui.ctx());
    let response = if has_tip { response.on_hover_ui(|ui| cards.tip_ui(ui, item, elided)) } else { response };
    if response.double_clicked()
        && let Some(spot) = Spot::at(cards, item)
    {
        view.start(input.document, spot, Some(Stop::Cell(place)), None);
    }
    let menu = view.menu_on(scene, &response, item, state.focused);
    if menu {
        view.cursor = Some(Stop::Cell(place));
    }
    if clicked(ui, view, scene, &response, place) || menu {
        let target = target.or_else(|| scene.sheet.target(input.snapshot, input.comparison, Stop::Cell(place)));
        out.extend(target.map(Request::Select));
    }
}

/// Tells those who hear the screen where in the table something is, and that the keyboard is there.
pub(super) fn told(ui: &Ui, scene: &Scene<'_>, response: &Response, stop: Stop, state: State) {
    // The heads of the columns are the first row.
    let (row, column) = match stop {
        Stop::Head(column) => (0, column + 1),
        Stop::Cell(place) => (place.row + 1, place.column),
    };
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(state.selected);
        node.set_row_index(row);
        node.set_column_index(column);
    });
    if state.focused {
        let here = response.id.accesskit_id();
        ui.ctx().accesskit_node_builder(scene.id, |node| node.set_active_descendant(here));
    }
}

/// A proposal on no issue, across the whole table.
fn loose_ui(
    ui: &Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    (row, proposal, band): (usize, u32, Rect),
    out: &mut Vec<Request>,
) {
    let (input, body) = (scene.input, scene.frame.body);
    let (item, place) = (Item::Proposal(proposal), Place { row, column: 0, item: 0 });
    let response = ui.interact(band.intersect(body), scene.id.with(item), Sense::CLICK);
    let target = Sheet::item_target(input.snapshot, input.comparison, item);
    let state = State {
        hovered: response.hovered(),
        selected: target.is_some() && target.as_ref() == input.selection,
        focused: scene.keyboard_here && view.cursor == Some(Stop::Cell(place)),
        ..State::default()
    };
    scene.cards.paint(&ui.painter_at(body), item, band.shrink2(vec2(0.0, 1.0)), state);
    let name = scene.cards.name(item).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &name));
    told(ui, scene, &response, Stop::Cell(place), state);
    let menu = view.menu_on(scene, &response, item, state.focused);
    if menu {
        view.cursor = Some(Stop::Cell(place));
    }
    if clicked(ui, view, scene, &response, place) || menu {
        out.extend(target.map(Request::Select));
    }
}

/// The end of an axis, where an issue can be added to it.
fn end_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, (row, band): (usize, Rect), out: &mut Vec<Request>) {
    let mut items = Vec::new();
    scene.sheet.fill(scene.input.comparison, row, 0, &mut items);
    let Some(item) = items.first().copied() else { return };
    let place = Place { row, column: 0, item: 0 };
    let body = scene.frame.body;
    let response = ui.interact(band.intersect(body), scene.id.with(item), Sense::CLICK);
    let focused = scene.keyboard_here && view.cursor == Some(Stop::Cell(place));
    let state = State { hovered: response.hovered(), focused, ..State::default() };
    scene.cards.paint(&ui.painter_at(body), item, band.shrink2(vec2(0.0, 1.0)), state);
    let name = scene.cards.name(item).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    told(ui, scene, &response, Stop::Cell(place), state);
    if clicked(ui, view, scene, &response, place) {
        let axis = scene.sheet.target(scene.input.snapshot, scene.input.comparison, Stop::Cell(place));
        out.extend(axis.map(Request::Select));
        out.push(Request::Do(Command::AddIssue));
    }
}

/// Brings the keyboard to a place that has been clicked.
fn clicked(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, response: &Response, place: Place) -> bool {
    if response.clicked() {
        view.put(ui, scene, Stop::Cell(place));
    }
    response.clicked()
}

/// An axis's band, which folds and unfolds its issues.
fn band_ui(
    ui: &Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    (row, group, band): (usize, u32, Rect),
    out: &mut Vec<Request>,
) {
    let (input, cards, frame) = (scene.input, scene.cards, &scene.frame);
    let whole = frame.body.with_max_x(frame.body.right() + BAR);
    ui.painter_at(whole).rect_filled(band.with_max_x(whole.right()), 0.0, cards.palette.paper);
    let item = Item::Band(group);
    let place = Place { row, column: 0, item: 0 };
    let response = ui.interact(band.intersect(frame.body), scene.id.with(item), Sense::CLICK);
    let axis = input.comparison.groups.get(group as usize).and_then(|group| group.axis);
    let axis = axis.and_then(|axis| input.snapshot.case().axes.get(axis as usize));
    let folded = axis.is_some_and(|axis| view.folded.contains(&axis.id));
    let state = State {
        hovered: response.hovered(),
        selected: input
            .selection
            .is_some_and(|here| matches!(here, Ref::Axis(id) if axis.is_some_and(|axis| axis.id == *id))),
        focused: scene.keyboard_here && view.cursor == Some(Stop::Cell(place)),
        folded,
        ..State::default()
    };
    cards.paint(&ui.painter_at(whole), item, band.with_max_x(whole.right()).shrink2(vec2(0.0, 1.0)), state);
    let name = cards.name(item).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(!folded));
    told(ui, scene, &response, Stop::Cell(place), state);
    if response.double_clicked()
        && let Some(spot) = Spot::at(cards, item)
    {
        // The two presses have folded it and unfolded it again.
        view.start(input.document, spot, Some(Stop::Cell(place)), None);
    }
    if view.menu_on(scene, &response, item, state.focused) {
        view.cursor = Some(Stop::Cell(place));
        out.extend(axis.map(|axis| Request::Select(Ref::Axis(axis.id.clone()))));
    }
    if clicked(ui, view, scene, &response, place)
        && let Some(axis) = axis
    {
        if !view.folded.remove(&axis.id) {
            view.folded.insert(axis.id.clone());
        }
        out.push(Request::Select(Ref::Axis(axis.id.clone())));
    }
}
