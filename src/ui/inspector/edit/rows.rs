//! The records of one of the case's lists: a line for each, by which it is opened, moved and taken out.

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::case::called;
use super::{assessment, background};
use crate::command::Request;
use crate::edit::{self, Direction, Key, ListName};
use crate::ui::form::{At, Form};
use crate::ui::text::Text;
use crate::ui::theme::{self, INSET, Palette, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::list;
use crate::ui::widgets::section::{step_to, stepped_ui};
use crate::words::form as words;

/// The height of a line, in points.
const ROW: f32 = 28.0;
/// The room of one of the buttons at its end.
const BUTTON: f32 = 22.0;

/// Under which it is kept which entry of a list is unfolded.
pub(super) fn unfolded_id(list: ListName) -> Id {
    Id::unique(("unfolded in the form", list.key()))
}

/// Shows the records of a list. Those without an id have no page of their own, and unfold where they stand.
pub(super) fn rows_ui(form: &mut Form<'_>, ui: &mut Ui, list: ListName) {
    let case = form.snapshot.case();
    let count = list.len(case);
    let key = |at: usize| list.get(case, at).map(|record| record.key(at));
    if !matches!(list, ListName::Assessment | ListName::Glossary | ListName::Log) {
        list::rows_ui(ui, count, ROW, |ui, row, rect| {
            if let Some(key) = key(row)
                && row_ui(form, ui, &key, (row, count), rect)
                && let Some(target) = key.target()
            {
                form.out.push(Request::Select(target.clone()));
            }
        });
        return;
    }
    let id = unfolded_id(list);
    let mut open: Option<usize> = ui.data(|data| data.get_temp(id));
    if let Some(open) = open {
        step_to(ui, list.key(), open);
    }
    stepped_ui(ui, list.key(), count, |ui, at| {
        let Some(key) = key(at) else { return };
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        if row_ui(form, ui, &key, (at, count), rect) {
            open = if open == Some(at) { None } else { Some(at) };
        }
        if open == Some(at) {
            ui.push_id((list.key(), at), |ui| unfolded_ui(form, ui, &key));
        }
    });
    ui.data_mut(|data| match open {
        Some(open) => drop(data.insert_temp(id, open)),
        None => drop(data.remove_temp::<usize>(id)),
    });
}

fn unfolded_ui(form: &mut Form<'_>, ui: &mut Ui, key: &Key) {
    let case = form.snapshot.case();
    ui.add_space(UNIT);
    match key {
        Key::Assessment(at) => {
            let name = format!("{} {}", words::noun::ASSESSMENT, at + 1);
            let frame = egui::Frame::new().fill(form.palette.judgement).corner_radius(theme::CORNER);
            frame.inner_margin(12.0).show(ui, |ui| assessment::assessment_ui(form, ui, *at, &name));
        }
        Key::Glossary(at) => {
            let Some(entry) = case.glossary.get(*at).cloned() else { return };
            let place = At::called(format!("{} {}", words::noun::TERM, at + 1));
            form.record_ui(ui, key.clone(), &entry, |form, ui, entry| background::glossary_ui(form, ui, &place, entry));
        }
        Key::Log(at) => {
            let Some(entry) = case.log.get(*at).cloned() else { return };
            let place = At::called(format!("{} {}", words::noun::ENTRY, at + 1));
            form.record_ui(ui, key.clone(), &entry, |form, ui, entry| background::log_ui(form, ui, &place, entry));
        }
        Key::Case | Key::Record(_) => {}
    }
    ui.add_space(INSET);
}

/// One line; true when its record is to be opened.
fn row_ui(form: &mut Form<'_>, ui: &mut Ui, key: &Key, (at, count): (usize, usize), rect: Rect) -> bool {
    let palette = form.palette;
    let name = called(form, key);
    let id = Id::unique(("row of the form", key));
    let room = Rect::from_min_max(rect.min, pos2(rect.right() - 3.0 * BUTTON, rect.bottom()));
    let response = ui.interact(room, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), &name));
    let pointed = ui.rect_contains_pointer(rect);
    if pointed {
        ui.painter().rect_filled(rect.expand2(vec2(INSET, 0.0)), theme::CORNER, palette.hovered);
    }
    let color = if response.hovered() || response.has_focus() { palette.focus } else { palette.ink };
    let look = theme::colored(palette.label(), color);
    let laid = Text::new(&name, &look).max_rows(1).layout(ui.ctx(), room.width() - INSET);
    laid.paint(ui.painter(), pos2(room.left(), room.center().y - laid.size().y / 2.0));
    let opens = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    let button = |nth: f32, icon, name: &str| {
        let center = pos2(rect.right() - BUTTON * (2.5 - nth), rect.center().y);
        let place = Rect::from_center_size(center, vec2(BUTTON, BUTTON));
        button_ui(ui, place, id.with(name), icon, name, pointed).clicked()
    };
    let snapshot = form.snapshot;
    let past = |direction| edit::move_past(snapshot, key, direction);
    let mut edits = Vec::new();
    if at > 0 && button(0.0, Icon::Up, &words::move_up(&name)) {
        edits.extend(past(Direction::Earlier));
    }
    if at + 1 < count && button(1.0, Icon::Down, &words::move_down(&name)) {
        edits.extend(past(Direction::Later));
    }
    if button(2.0, Icon::Close, &words::remove_named(&name)) {
        form.out.push(Request::Remove(key.clone()));
    }
    // The list stays in sight: what is moved here is not gone to.
    let here = edits.into_iter().map(|edit| edit::Edit { goes_to: None, comes_from: None, ..edit });
    form.out.extend(here.map(|edit| Request::Edit(Box::new(edit))));
    opens
}

/// A small button that is only seen while its line is pointed at, or while the keyboard is at it.
fn button_ui(ui: &Ui, rect: Rect, id: Id, icon: Icon, name: &str, pointed: bool) -> Response {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if pointed || response.has_focus() {
        let color = if response.hovered() || response.has_focus() { palette.ink } else { palette.second };
        paint_icon(ui.painter(), rect.center(), 9.0, icon, color);
    }
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    response.on_hover_text(name).on_hover_cursor(egui::CursorIcon::PointingHand)
}
