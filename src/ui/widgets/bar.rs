//! Controls that several bars are made of: a switch of two words, a menu of ticks.

use egui::{Button, Key, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::icons::{Icon, paint_icon};
use crate::ui::text::{Look, Text};
use crate::ui::theme::{self, Palette};

/// A choice between a few words, of which one is on.
pub fn switch_ui(ui: &mut Ui, words: &[&str], on: usize) -> Option<usize> {
    let palette = Palette::of(ui);
    let mut chosen = None;
    let looks = [palette.label(), theme::colored(palette.strong_label(), palette.ink)];
    let widths: Vec<f32> = words
        .iter()
        .map(|word| Text::new(word, &palette.strong_label()).layout(ui.ctx(), f32::INFINITY).size().x + 20.0)
        .collect();
    let (whole, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), theme::CONTROL_HEIGHT), Sense::hover());
    let outline = Stroke::new(theme::HAIRLINE, palette.hairline);
    ui.painter().rect(whole, theme::CORNER, palette.surface, outline, egui::StrokeKind::Inside);
    let mut left = whole.left();
    for (number, (word, width)) in words.iter().zip(&widths).enumerate() {
        let rect = Rect::from_min_max(pos2(left, whole.top()), pos2(left + width, whole.bottom()));
        left = rect.right();
        let selected = number == on;
        let response = ui.interact(rect, ui.scope_id().with(("switch", *word)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, *word));
        if selected {
            ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.selected);
        } else if response.hovered() {
            ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.hovered);
        }
        let [off, strong] = &looks;
        centered(ui, word, if selected { strong } else { off }, rect);
        if response.clicked() {
            chosen = Some(number);
        }
    }
    chosen
}

fn centered(ui: &Ui, text: &str, look: &Look, rect: Rect) {
    let laid = Text::new(text, look).hug(true).layout(ui.ctx(), f32::INFINITY);
    laid.paint(ui.painter(), rect.center() - laid.size() / 2.0);
}

/// A button that opens a menu, with its arrowhead; strong when what it holds is not the default.
pub fn menu_button_ui<R>(ui: &mut Ui, word: &str, strong: bool, contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let palette = Palette::of(ui);
    let look = if strong { theme::colored(palette.strong_label(), palette.focus) } else { palette.label() };
    let laid = Text::new(word, &look).hug(true).layout(ui.ctx(), f32::INFINITY);
    let size = vec2(laid.size().x + 14.0 + 2.0 * theme::INSET, theme::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), word));
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || open {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered);
    }
    laid.paint(ui.painter(), pos2(rect.left() + theme::INSET, rect.center().y - laid.size().y / 2.0));
    paint_icon(
        ui.painter(),
        pos2(rect.right() - theme::INSET - 4.0, rect.center().y + 1.0),
        8.0,
        Icon::Down,
        look.color,
    );
    let shown = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(180.0);
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.close();
        }
        egui::ScrollArea::vertical().max_height(420.0).show(ui, contents).inner
    });
    shown.map(|shown| shown.inner)
}

/// A line of a menu with a tick before it when it is on.
pub fn tick_ui(ui: &mut Ui, on: bool, word: &str) -> Response {
    let palette = Palette::of(ui);
    let response = ui.add(
        Button::new(format!("       {word}")).min_size(vec2(ui.available_width(), theme::CONTROL_HEIGHT)).truncate(),
    );
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, word));
    if on {
        paint_icon(
            ui.painter(),
            pos2(response.rect.left() + 14.0, response.rect.center().y),
            11.0,
            Icon::Tick,
            palette.focus,
        );
    }
    response
}
