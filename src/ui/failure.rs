//! An error as people meet it: what failed, what to do, and where.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Frame, Margin, Rect, ScrollArea, Ui, WidgetInfo, vec2};

use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CORNER, EDGE, INSET, Palette, RULE, UNIT};

/// How many places are shown before the list scrolls, in points.
const PLACES_HEIGHT: f32 = 180.0;

/// Something that could not be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorView {
    /// The file that it is about, to be tried again.
    pub path: Option<PathBuf>,
    /// What failed, as a sentence.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// Where in the file.
    pub places: Vec<ErrorPlace>,
}

/// One error in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorPlace {
    /// File, line and column, such as `case.json:12:7`, and the path within the document; empty where there is none.
    pub location: String,
    /// What is wrong there.
    pub what: String,
    /// What to do there, or nothing.
    pub hint: String,
}

/// Shows an error in a block of its own, beside a rule in crimson.
pub fn failure_ui(ui: &mut Ui, error: &ErrorView) {
    let palette = Palette::of(ui);
    // A card's inset all around, and room for the rule at the left.
    let margin = Margin { left: 15, ..Margin::same(12) };
    let frame = Frame::new().fill(palette.surface).corner_radius(CORNER).inner_margin(margin);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = UNIT;
        failure_text_ui(ui, error);
    });
    let rect = shown.response.rect;
    let rule = Rect::from_min_size(rect.left_top(), vec2(RULE, rect.height()));
    ui.painter().rect_filled(rule, 1.0, palette.crimson);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &error.what));
}

/// Shows what failed, what to do and where, without a ground of its own.
pub fn failure_text_ui(ui: &mut Ui, error: &ErrorView) {
    let palette = Palette::of(ui);
    text_ui(ui, &error.what, &palette.strong());
    if !error.hint.is_empty() {
        text_ui(ui, &error.hint, &palette.text());
    }
    if error.places.is_empty() {
        return;
    }
    ui.add_space(INSET);
    ScrollArea::vertical().max_height(PLACES_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_width((ui.available_width() - EDGE).max(0.0));
        for (number, place) in error.places.iter().enumerate() {
            if number > 0 {
                ui.add_space(INSET);
            }
            if !place.location.is_empty() {
                ui.add(Text::new(&place.location, &palette.strong_label()).hug(true));
            }
            text_ui(ui, &place.what, &theme::colored(palette.label(), palette.ink));
            if !place.hint.is_empty() {
                text_ui(ui, &place.hint, &palette.label());
            }
        }
    });
}
