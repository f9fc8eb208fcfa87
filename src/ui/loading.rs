//! What is shown while a file is being read.

use egui::accesskit::Role;
use egui::{Color32, Context, Frame, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, vec2};

use super::dialogs::modal;
use crate::command::Request;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{INSET, Palette, UNIT};
use crate::ui::widgets::controls::{Weight, button_ui, default_button};
use crate::words::screen;

/// The width of what is shown over an open case, in points.
const WIDTH: f32 = 360.0;

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

/// Shows the same over an open case, which cannot be changed until the other is there: what would be written now would
/// be gone with it. Before it is worth being shown, it only keeps the keys away.
pub fn loading_over_ui(ctx: &Context, loading: Option<&LoadingView>, out: &mut Vec<Request>) {
    let over = modal(ctx, "loading", WIDTH);
    let over = if loading.is_some() { over } else { over.backdrop_color(Color32::TRANSPARENT).frame(Frame::NONE) };
    let shown = over.show(ctx, |ui| {
        if let Some(loading) = loading {
            ui.set_width(WIDTH.min(ui.available_width()));
            loading_ui(ui, loading, out);
        }
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, screen::LOADING));
    if shown.should_close() {
        out.push(Request::CancelLoading);
    }
}

/// Shows what is being read, how far that is, and a button that stops it.
pub fn loading_ui(ui: &mut Ui, loading: &LoadingView, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    text_ui(ui, &screen::reading(&loading.name), &palette.strong());
    bar_ui(ui, loading);
    ui.add(Text::new(loading.phase, &palette.label()).hug(true));
    ui.add_space(INSET);
    let cancel = button_ui(ui, screen::CANCEL, Weight::Secondary);
    default_button(&cancel);
    let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if cancel.clicked() || escape {
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
