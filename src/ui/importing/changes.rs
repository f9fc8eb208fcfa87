//! The changes that a table of our own would make, each to be taken or left, and the one that one is at in full.

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Id, Key, Modifiers, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use super::lists::beside_ui;
use super::own::{ChangeLine, OwnPlan};
use super::view::ImportView;
use crate::edit::diff::{Fate, Piece};
use crate::ui::text::{Mark, Rule, Text, text_ui};
use crate::ui::theme::{self, GAP, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::controls::{Weight, button_ui, section_ui};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::{MARK_ROOM, mark_of, paint_mark, paint_ring};
use crate::ui::widgets::list::{List, Step, list_ui};
use crate::ui::widgets::marks;
use crate::words::importing as words;

/// The height of a row, in points.
const ROW: f32 = 26.0;
/// The side of a box to tick, in points.
const BOX: f32 = 14.0;
/// The room for the word that says what happened, in points.
const WORD: f32 = 66.0;
/// The room for what could not be read, in points.
const TROUBLES: f32 = 120.0;

/// Shows the changes beside the one that the keyboard is on.
pub(super) fn changes_ui(ui: &mut Ui, view: &mut ImportView, own: &OwnPlan, current: bool, height: f32) {
    let palette = Palette::of(ui);
    let top = ui.cursor().top();
    text_ui(ui, if current { &own.summary } else { words::PLANNING }, &palette.strong_label());
    let warnings = view.warnings(own);
    for (heading, sentences) in [(words::OWN_TROUBLES, &own.troubles[..]), (words::OWN_WARNINGS, &warnings)] {
        if !sentences.is_empty() {
            sentences_ui(ui, heading, sentences);
        }
    }
    let left = (height - (ui.cursor().top() - top)).max(ROW * 4.0);
    if own.changes.is_empty() {
        ui.allocate_exact_size(vec2(ui.available_width(), left), Sense::hover());
        return;
    }
    ui.add_space(UNIT);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        if button_ui(ui, words::TAKE_ALL, Weight::Secondary).clicked() {
            view.left_out.clear();
        }
        if button_ui(ui, words::LEAVE_ALL, Weight::Secondary).clicked() {
            view.left_out = (0..own.changes.len()).collect();
        }
        ui.add(Text::new(words::TICK_MEANS, &palette.label()).hug(true));
    });
    ui.add_space(INSET);
    let left = (height - (ui.cursor().top() - top)).max(ROW * 4.0);
    let [_, _, at, _] = view.rows;
    let list = |ui: &mut Ui| {
        section_ui(ui, &words::changes(own.changes.len() - view.left_out.len(), own.changes.len()));
        rows_ui(ui, view, own);
    };
    beside_ui(ui, left, list, |ui| {
        if let Some(change) = own.changes.get(at) {
            detail_ui(ui, change);
        }
    });
}

fn sentences_ui(ui: &mut Ui, heading: &str, sentences: &[String]) {
    let palette = Palette::of(ui);
    ui.add_space(UNIT);
    section_ui(ui, heading);
    ScrollArea::vertical().id_salt(heading).max_height(TROUBLES).auto_shrink([false, true]).show(ui, |ui| {
        for sentence in sentences {
            text_ui(ui, sentence, &theme::colored(palette.label(), palette.ink));
        }
    });
}

fn rows_ui(ui: &mut Ui, view: &mut ImportView, own: &OwnPlan) {
    let [_, _, mut at, _] = view.rows;
    at = at.min(own.changes.len().saturating_sub(1));
    let id = Id::unique("import changes");
    let known = ui.data(|data| data.get_temp::<usize>(id));
    ui.data_mut(|data| data.insert_temp(id, at));
    let list = List {
        id,
        name: words::CHANGES,
        role: Role::List,
        row_height: ROW,
        rows: own.changes.len(),
        reveal: known.filter(|known| *known != at).map(|_| at),
    };
    let mut pressed = None;
    let mut toggled = None;
    if ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space))
    {
        toggled = Some(at);
    }
    let steps = list_ui(ui, list, |ui, row, rect, focused| {
        let Some(change) = own.changes.get(row) else { return };
        let on = !view.left_out.contains(&row);
        let tick = rect.with_max_x(rect.left() + BOX + INSET);
        let response = ui.interact(rect, id.with(row), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, spoken(change)));
        if response.clicked() {
            pressed = Some(row);
            let in_box = response.interact_pointer_pos().is_none_or(|at| tick.contains(at));
            toggled = in_box.then_some(row).or(toggled);
        }
        if row == at {
            ui.painter().rect_filled(rect, theme::CORNER, Palette::of(ui).selected);
        }
        row_ui(ui, own, change, rect, on);
        if focused && row == at {
            paint_ring(ui, rect.shrink(1.0));
        }
    });
    for step in steps {
        match step {
            Step::Enter => toggled = Some(at),
            step => at = step.lead(Some(at), own.changes.len()).unwrap_or(at),
        }
    }
    if let Some(row) = pressed {
        at = row;
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if let Some(row) = toggled {
        view.toggle(row);
    }
    let [_, _, place, _] = &mut view.rows;
    *place = at;
}

fn row_ui(ui: &Ui, own: &OwnPlan, change: &ChangeLine, rect: Rect, on: bool) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let square = Rect::from_center_size(pos2(rect.left() + UNIT + BOX / 2.0, rect.center().y), Vec2::splat(BOX));
    let edge = Stroke::new(HAIRLINE, if on { palette.focus } else { palette.outline });
    let fill = if on { palette.focus } else { palette.surface };
    painter.rect(square, CornerRadius::same(3), fill, edge, StrokeKind::Inside);
    if on {
        paint_icon(painter, square.center(), 9.0, Icon::Tick, palette.surface);
    }
    let mut left = square.right() + INSET;
    let mut put = |text: &str, look, room: f32| {
        let laid = Text::new(text, look).max_rows(1).hug(true).layout(ui.ctx(), room.max(1.0));
        laid.paint(painter, pos2(left, (rect.center().y - laid.size().y / 2.0).round()));
        left += if room > WORD { laid.size().x + INSET } else { room };
        left
    };
    let ink = theme::colored(palette.label(), palette.ink);
    let mut at = put(change.what, &palette.label(), WORD);
    if change.is_older {
        paint_icon(painter, pos2(at + 7.0, rect.center().y), 13.0, Icon::Problem, palette.ochre);
        at += 20.0;
    }
    if let (Some(record), Some(after)) = (&change.record, own.after())
        && let Some(mark) = mark_of(palette, after, record)
    {
        paint_mark(painter, palette, pos2(at + marks::SIZE / 2.0, rect.center().y), mark);
        at += MARK_ROOM;
    }
    let strong = theme::colored(palette.strong_label(), palette.ink);
    let room = rect.right() - at;
    let field = Text::new(&change.field, &strong).max_rows(1).hug(true).layout(ui.ctx(), (room * 0.4).max(1.0));
    let name = words::named(&change.name.head, &change.name.text);
    let beside = if change.field.is_empty() { 0.0 } else { field.size().x + GAP };
    let laid = Text::new(&name, &ink).max_rows(1).hug(true).layout(ui.ctx(), (room - beside - INSET).max(1.0));
    let y = |size: Vec2| (rect.center().y - size.y / 2.0).round();
    laid.paint(painter, pos2(at, y(laid.size())));
    field.paint(painter, pos2(at + laid.size().x + GAP, y(field.size())));
}

fn spoken(change: &ChangeLine) -> String {
    let older = if change.is_older { words::OLDER } else { "" };
    let name = words::named(&change.name.head, &change.name.text);
    let parts = [change.what, older, &name, &change.field];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(": ")
}

/// The change that the keyboard is on: as it is in the case, and as it is in the table.
fn detail_ui(ui: &mut Ui, change: &ChangeLine) {
    let palette = Palette::of(ui);
    let name = words::named(&change.name.head, &change.name.text);
    section_ui(ui, if change.field.is_empty() { change.what } else { &change.field });
    ui.add_space(UNIT);
    ScrollArea::vertical().id_salt("import change").auto_shrink(false).show(ui, |ui| {
        ui.add(Text::new(&name, &palette.strong_label()).max_rows(3));
        if change.is_older {
            text_ui(ui, words::OLDER_MEANS, &theme::colored(palette.label(), palette.ochre));
        }
        ui.add_space(INSET);
        let width = (ui.available_width() - GAP) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let sides =
                [(words::IN_CASE, &change.before, palette.crimson), (words::IN_TABLE, &change.after, palette.green)];
            for (head, pieces, color) in sides {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add(Text::new(head, &palette.label()));
                    ui.add_space(UNIT);
                    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
                    let look = theme::colored(palette.label(), palette.ink);
                    ui.add(Text::new(&text, &look).marks(&marks_of(pieces, color)));
                });
            }
        });
    });
}

fn marks_of(pieces: &[Piece], color: Color32) -> Vec<Mark> {
    let mut at = 0;
    let mut marks = Vec::new();
    for piece in pieces {
        let range = at..at + piece.text.len();
        at = range.end;
        let rule = match piece.fate {
            Fate::Kept => continue,
            Fate::Added => Rule::Under(color),
            Fate::Removed => Rule::Through(color),
        };
        marks.push(Mark { range, ground: Color32::TRANSPARENT, outline: None, rule: Some(rule) });
    }
    marks
}
