//! What the dialog is made of: rows, words to choose one of, boxes to tick.

use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, CursorIcon, Id, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CONTROL_HEIGHT, CORNER, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::follow_focus;
use crate::words::exporting as words;

/// The width of the words before the controls, in points.
const LABEL: f32 = 70.0;
/// The side of a box to tick, in points.
const BOX: f32 = 14.0;

/// The id of a control, by its group and its word.
pub(super) fn id(group: &str, word: &str) -> Id {
    Id::unique("export").with(group).with(word)
}

/// A word and the controls that it names.
pub(in crate::ui) fn row_ui(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        let palette = Palette::of(ui);
        let laid = Text::new(label, &palette.label()).hug(true).layout(ui.ctx(), LABEL);
        let (rect, response) = ui.allocate_exact_size(vec2(LABEL, CONTROL_HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
        laid.paint(ui.painter(), pos2(rect.left(), rect.center().y - laid.size().y / 2.0));
        let room = vec2(ui.available_width(), 0.0);
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            ui.set_width(room.x);
            ui.spacing_mut().item_spacing.y = UNIT;
            add(ui);
        });
    });
}

/// A quiet sentence under a control.
pub(super) fn hint_ui(ui: &mut Ui, hint: &str) {
    if !hint.is_empty() {
        text_ui(ui, hint, &Palette::of(ui).label());
    }
}

/// Words of which one is chosen, on as many rows as they need.
pub(in crate::ui) fn options_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    group: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    value: T,
) -> Option<T> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(UNIT, UNIT);
        for one in all {
            if option_ui(ui, group, word(*one), *one == value).clicked() && *one != value {
                chosen = Some(*one);
            }
        }
    });
    chosen
}

fn option_ui(ui: &mut Ui, group: &str, word: &str, on: bool) -> Response {
    let palette = Palette::of(ui);
    // As wide as it is when it is chosen, so that nothing moves.
    let strong = theme::colored(palette.strong_label(), palette.ink);
    let room = Text::new(word, &strong).hug(true).layout(ui.ctx(), f32::INFINITY).size().x;
    let (_, rect) = ui.allocate_space(vec2(room + 13.0, CONTROL_HEIGHT));
    let response = ui.interact(rect, id(group, word), Sense::click());
    let name = words::choice(group, word);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, &name));
    let (ground, edge) = match (on, response.hovered()) {
        (true, _) => (palette.selected, palette.focus),
        (false, true) => (palette.hovered, palette.outline),
        (false, false) => (palette.surface, palette.hairline),
    };
    ui.painter().rect(rect, CORNER, ground, Stroke::new(HAIRLINE, edge), StrokeKind::Inside);
    let look = if on { strong } else { theme::colored(palette.label(), palette.ink) };
    let laid = Text::new(word, &look).hug(true).layout(ui.ctx(), f32::INFINITY);
    laid.paint(ui.painter(), (rect.center() - laid.size() / 2.0).round());
    follow_focus(response.on_hover_cursor(CursorIcon::PointingHand))
}

/// A box with a tick and its words; true when it was pressed.
pub(super) fn tick_ui(ui: &mut Ui, group: &str, salt: &str, label: &str, on: bool) -> bool {
    let palette = Palette::of(ui);
    let look = theme::colored(palette.label(), palette.ink);
    let room = BOX + INSET;
    let laid =
        Text::new(label, &look).hug(true).max_rows(3).layout(ui.ctx(), (ui.available_width() - room - UNIT).max(40.0));
    let size = vec2(ui.available_width(), (laid.size().y + UNIT).max(CONTROL_HEIGHT));
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id(group, salt), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, label));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(UNIT, 0.0)), CORNER, palette.hovered);
    }
    let line = laid.rows().next().map_or(0.0, |row| row.height());
    let top = rect.center().y - laid.size().y / 2.0;
    let center = pos2(rect.left() + BOX / 2.0, top + line / 2.0);
    let square = Rect::from_center_size(center, Vec2::splat(BOX));
    let edge = Stroke::new(HAIRLINE, if on { palette.focus } else { palette.outline });
    let fill = if on { palette.focus } else { palette.surface };
    ui.painter().rect(square, CornerRadius::same(3), fill, edge, StrokeKind::Inside);
    if on {
        paint_icon(ui.painter(), center, 9.0, Icon::Tick, palette.surface);
    }
    laid.paint(ui.painter(), pos2(rect.left() + room, top));
    follow_focus(response.on_hover_cursor(CursorIcon::PointingHand)).clicked()
}
