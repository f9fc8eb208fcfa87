//! The parts of a page of facts: headings over hairlines, a fact with its label, long lists in steps.

use std::sync::Arc;

use egui::{Response, Role, Sense, Stroke, Ui, UiStackInfo, WidgetInfo, pos2, vec2};

use super::link::follow_focus;
use crate::fold;
use crate::ui::text::{Look, Mark, Text, chunks, text_ui};
use crate::ui::theme::{self, EDGE, HAIRLINE, INSET, Palette, UNIT};
use crate::words::panels;

/// How many entries of a list are shown at once.
pub const STEP: usize = 50;
/// By which [`marking`] is known to the texts below it.
const NEEDLE: &str = "what is searched for";
/// The room for the label before a fact, in points.
const LABEL_ROOM: f32 = 88.0;

/// A heading in spaced capitals under a hairline, with a count where there is something to count.
pub fn section_ui(ui: &mut Ui, title: &str, count: Option<usize>) -> Response {
    let palette = Palette::of(ui);
    ui.add_space(EDGE - ui.spacing().item_spacing.y);
    hairline_ui(ui);
    ui.add_space(INSET - ui.spacing().item_spacing.y);
    let response = heading_ui(ui, title);
    let rect = response.rect;
    if let Some(count) = count.filter(|count| *count > 1) {
        let number = count.to_string();
        let look = theme::colored(palette.label(), palette.second);
        let laid = Text::new(&number, &look).layout(ui.ctx(), f32::INFINITY);
        laid.paint(ui.painter(), pos2(rect.right() - laid.size().x, rect.center().y - laid.size().y / 2.0));
    }
    ui.add_space(UNIT);
    response
}

/// A heading in spaced capitals.
pub fn heading_ui(ui: &mut Ui, title: &str) -> Response {
    let capitals = title.to_uppercase();
    let laid = Text::new(&capitals, &Palette::of(ui).caps()).layout(ui.ctx(), ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), laid.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    laid.paint(ui.painter(), rect.min);
    response
}

/// A line across the room there is.
pub fn hairline_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HAIRLINE), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(HAIRLINE, Palette::of(ui).hairline));
}

/// A fact: its label at the left, what it says beside it.
pub fn fact_ui<R>(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = Palette::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let laid = Text::new(label, &palette.label()).layout(ui.ctx(), LABEL_ROOM - INSET);
        let (rect, response) = ui.allocate_exact_size(vec2(LABEL_ROOM, laid.size().y), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
        laid.paint(ui.painter(), rect.min);
        ui.vertical(contents).inner
    })
    .inner
}

/// A fact in words.
pub fn fact_text_ui(ui: &mut Ui, label: &str, text: &str) {
    let look = theme::colored(Palette::of(ui).label(), Palette::of(ui).ink);
    fact_ui(ui, label, |ui| long_text_ui(ui, text, &look));
}

/// Gives all texts in this part of the window what is searched for, folded, so that they mark it.
#[must_use]
pub fn marking(needle: &str) -> UiStackInfo {
    UiStackInfo::default().with_tag_value(NEEDLE, needle.to_owned())
}

/// A text in which what [`marking`] has named is marked.
fn found_text_ui(ui: &mut Ui, text: &str, look: &Look) {
    let stack = Arc::clone(ui.stack());
    let needle = stack.iter().find_map(|part| part.tags().get_downcast::<String>(NEEDLE));
    let Some(needle) = needle.filter(|needle| !needle.is_empty()) else {
        text_ui(ui, text, look);
        return;
    };
    let ground = Palette::of(ui).found;
    let ranges = fold::Folded::new(text).find_all(needle).into_iter();
    let marks: Vec<Mark> = ranges.map(|range| Mark { range, ground, outline: None, rule: None }).collect();
    ui.add(Text::new(text, look).marks(&marks));
}

/// A text however long, in parts that come one by one.
pub fn long_text_ui(ui: &mut Ui, text: &str, look: &Look) {
    if text.len() <= crate::ui::text::LIMIT {
        found_text_ui(ui, text, look);
        return;
    }
    let id = ui.auto_id_with("long text");
    let shown = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(1);
    let mut rest = 0;
    for (number, chunk) in chunks(text).enumerate() {
        if number < shown {
            found_text_ui(ui, chunk, look);
        } else {
            rest += chunk.len();
        }
    }
    if rest > 0 && quiet_button_ui(ui, &panels::show_rest_of_text(rest)).clicked() {
        ui.data_mut(|data| data.insert_temp(id, shown + 1));
    }
}

/// Shows so much of a [`stepped_ui`] list that an entry is in it.
pub fn step_to(ui: &Ui, what: &str, number: usize) {
    let id = ui.scope_id().with(("shown", what));
    if number >= STEP {
        ui.data_mut(|data| {
            let shown: &mut usize = data.get_temp_mut_or_insert_with(id, || STEP);
            *shown = (*shown).max(number + 1);
        });
    }
}

/// A list of any length, of which more is shown when asked for.
pub fn stepped_ui(ui: &mut Ui, what: &str, count: usize, mut entry: impl FnMut(&mut Ui, usize)) {
    let id = ui.scope_id().with(("shown", what));
    let shown = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(STEP).min(count);
    for number in 0..shown {
        // A window is there sooner if its very first frame leaves out what cannot be seen in it.
        if ui.ctx().cumulative_frame_nr() == 0 && ui.cursor().top() > ui.clip_rect().bottom() {
            ui.ctx().request_repaint();
            return;
        }
        entry(ui, number);
    }
    if shown < count && quiet_button_ui(ui, &panels::show_more(STEP.min(count - shown), count - shown)).clicked() {
        ui.data_mut(|data| data.insert_temp(id, shown + STEP));
    }
}

/// A button without a frame, in the colour of links.
pub fn quiet_button_ui(ui: &mut Ui, word: &str) -> Response {
    let palette = Palette::of(ui);
    let look = theme::colored(palette.label(), palette.focus);
    let laid = Text::new(word, &look).hug(true).layout(ui.ctx(), ui.available_width());
    let (rect, response) = ui.allocate_exact_size(laid.size() + vec2(0.0, INSET), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), word));
    let response = follow_focus(response);
    let at = rect.min + vec2(0.0, UNIT);
    laid.paint(ui.painter(), at);
    if response.hovered() {
        laid.paint_underline(ui.painter(), at);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A button that shows or hides what follows it; gives whether that is to be shown, which nothing never is.
pub fn disclosed_ui(ui: &mut Ui, word: &str, count: usize) -> bool {
    if count == 0 {
        return false;
    }
    let id = ui.scope_id().with(("disclosed", word));
    let shown = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let response = quiet_button_ui(ui, word);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(shown));
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(id, !shown));
    }
    shown
}
