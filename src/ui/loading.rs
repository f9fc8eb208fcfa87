//! What is shown while a file is being read.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, WidgetInfo, vec2};

use crate::command::Request;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{INSET, Palette, UNIT};
use crate::ui::widgets::controls::{Weight, button_ui};
use crate::words::screen;

/// How far the reading of a file has come.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadingView {
    /// The file's name.
    pub name: String,
    /// What is being done now.
    pub phase: &'static str,
    /// From 0 to 1, where it can be told.
    pub fraction: Option<f32>,
}

/// Shows what is being read, how far that is, and a button that stops it.
pub fn loading_ui(ui: &mut Ui, loading: &LoadingView, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    text_ui(ui, &screen::reading(&loading.name), &palette.strong());
    bar_ui(ui, loading);
    ui.add(Text::new(loading.phase, &palette.label()).hug(true));
    ui.add_space(INSET);
    if button_ui(ui, screen::CANCEL, Weight::Secondary).clicked() {
        out.push(Request::CancelLoading);
    }
}

fn bar_ui(ui: &mut Ui, loading: &LoadingView) {
    let palette = Palette::of(ui);
    ui.add_space(UNIT);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), UNIT), Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: loading.fraction.map(f64::from),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, screen::reading(&loading.name))
    });
    ui.painter().rect_filled(rect, UNIT / 2.0, palette.hairline);
    if let Some(fraction) = loading.fraction {
        let done = vec2(rect.width() * fraction.clamp(0.0, 1.0), UNIT);
        ui.painter().rect_filled(Rect::from_min_size(rect.min, done), UNIT / 2.0, palette.focus);
    }
    ui.add_space(UNIT);
}
