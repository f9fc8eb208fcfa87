//! Buttons, headings and the edges of fields, in the program's own look.

use egui::accesskit::Role;
use egui::{Color32, CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::text::{Laid, Text};
use crate::ui::theme::{self, CONTROL_HEIGHT, CORNER, EDGE, GAP, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};

/// The widest that a tip gets, in points.
const TIP: f32 = 480.0;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing that is likely wanted: filled.
    Primary,
    /// Something else that can be done: outlined.
    Secondary,
    /// What takes something away: outlined, in the colour of warnings.
    Destructive,
}

/// A button with a word on it.
pub fn button_ui(ui: &mut Ui, label: &str, weight: Weight) -> Response {
    let palette = Palette::of(ui);
    let ink = match weight {
        Weight::Primary => palette.surface,
        Weight::Secondary => palette.ink,
        Weight::Destructive => palette.crimson,
    };
    let look = theme::colored(palette.label(), ink);
    let laid = Text::new(label, &look).layout(ui.ctx(), f32::INFINITY);
    let size = vec2(laid.size().x + 2.0 * EDGE, CONTROL_HEIGHT + UNIT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        let busy = response.hovered() || response.is_pointer_button_down_on();
        let (ground, edge) = match weight {
            Weight::Primary if busy => (palette.pressed(), Stroke::NONE),
            Weight::Primary => (palette.focus, Stroke::NONE),
            Weight::Secondary | Weight::Destructive => {
                let ground = if busy { palette.hovered } else { Color32::TRANSPARENT };
                (ground, Stroke::new(HAIRLINE, palette.outline))
            }
        };
        ui.painter().rect(rect, CORNER, ground, edge, StrokeKind::Inside);
        laid.paint(ui.painter(), (rect.center() - laid.size() / 2.0).round());
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A square button with an icon on it; `name` is its tooltip and what is read aloud.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(CONTROL_HEIGHT, CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        if response.hovered() {
            ui.painter().rect_filled(rect, CORNER, palette.hovered);
        }
        let color = if response.hovered() || response.has_focus() { palette.ink } else { palette.second };
        paint_icon(ui.painter(), rect.center(), 12.0, icon, color);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name)
}

/// Shows a text of the case when the pointer rests on something: unlike egui's own tip, in its right order in any script.
pub fn hover_text(response: &Response, text: &str) {
    response.clone().on_hover_ui(|ui| {
        ui.set_max_width(TIP);
        let palette = Palette::of(ui);
        ui.add(Text::new(text, &theme::colored(palette.label(), palette.ink)).hug(true));
    });
}

/// Draws the edge of a text field, strong while it is typed into: the ring of [`crate::ui::focus`] leaves fields out.
pub fn field_edge(ui: &Ui, response: &Response) {
    let palette = Palette::of(ui);
    let edge =
        if response.has_focus() { Stroke::new(1.5, palette.focus) } else { Stroke::new(HAIRLINE, palette.outline) };
    ui.painter().rect_stroke(response.rect, CORNER, edge, StrokeKind::Inside);
}

/// A section's heading in spaced capitals, over a hairline.
pub fn section_ui(ui: &mut Ui, title: &str) {
    let palette = Palette::of(ui);
    let look = palette.caps();
    let capitals = title.to_uppercase();
    let laid = Text::new(&capitals, &look).layout(ui.ctx(), ui.available_width());
    let size = vec2(ui.available_width(), laid.size().y + UNIT * 1.5);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    laid.paint(ui.painter(), rect.left_top());
    ui.painter().hline(rect.x_range(), rect.bottom() - HAIRLINE / 2.0, Stroke::new(HAIRLINE, palette.hairline));
}

/// A row as wide as the room there is, which can be pressed.
///
/// Paints the ground of a row that is pointed at or has the keyboard.
pub fn row_ui(ui: &mut Ui, height: f32, role: Role, name: &str) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CORNER, Palette::of(ui).hovered);
    }
    (rect, response.on_hover_cursor(CursorIcon::PointingHand))
}

/// Paints text in the middle of a row's height, its left edge at `left`.
pub fn paint_in_row(ui: &Ui, row: Rect, left: f32, laid: &Laid) {
    laid.paint(ui.painter(), pos2(left, (row.center().y - laid.size().y / 2.0).round()));
}

/// A button of a dialog: its word, how much it asks to be pressed, and whether it can be.
pub type Answer<'a> = (&'a str, Weight, bool);

/// The answers of a dialog in [`buttons_ui`], in the order in which they are read, which is also that of the keyboard.
pub fn answers_ui<const N: usize>(ui: &mut Ui, answers: [Answer<'_>; N]) -> [Response; N] {
    let look = Palette::of(ui).label();
    let width =
        |(label, ..): &Answer<'_>| Text::new(label, &look).layout(ui.ctx(), f32::INFINITY).size().x + 2.0 * EDGE;
    #[expect(clippy::cast_precision_loss, reason = "two or three buttons")]
    let gaps = N.saturating_sub(1) as f32 * INSET;
    let size = vec2(answers.iter().map(width).sum::<f32>() + gaps, CONTROL_HEIGHT + UNIT);
    let row = egui::Layout::left_to_right(egui::Align::Center);
    let show = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        answers.map(|(label, weight, ready)| ui.add_enabled_ui(ready, |ui| button_ui(ui, label, weight)).inner)
    };
    ui.allocate_ui_with_layout(size, row, show).inner
}

/// Gives a dialog's control the keyboard when it opens: for as long as what has it stands behind the dialog.
pub fn default_button(response: &Response) {
    let ctx = &response.ctx;
    let focused = ctx.memory(egui::Memory::focused).and_then(|id| ctx.read_response(id));
    if focused.is_none_or(|focused| focused.layer_id != response.layer_id) {
        response.request_focus();
    }
}

/// Buttons in a line, the last word of a dialog, from the right.
pub fn buttons_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(GAP);
    let height = CONTROL_HEIGHT + UNIT;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), height),
        egui::Layout::right_to_left(egui::Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = INSET;
            add(ui)
        },
    )
    .inner
}
