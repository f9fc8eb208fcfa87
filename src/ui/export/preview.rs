//! The first page, as it will be.

use egui::accesskit::Role;
use egui::emath::GuiRounding as _;
use egui::{Color32, Id, Rect, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::ExportInput;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CORNER, EDGE, HAIRLINE, Palette};
use crate::words::exporting as words;

/// Between the edge of the desk and the page on it, in points.
const MARGIN: f32 = 14.0;
/// The room for a line under the page, in points.
const CAPTION: f32 = 26.0;

/// What is known of the document before it is written.
#[derive(Clone)]
pub struct Found {
    /// What of the document can be seen.
    pub preview: Preview,
    /// What is left out for its audience, in words; empty for the internal one.
    pub left_out: String,
    /// Which letters it cannot show, in words; empty where it shows all.
    pub undrawn: String,
    /// How many issues are in it, and how many there are.
    pub issues: (usize, usize),
}

/// What of a document can be seen.
#[derive(Clone)]
pub enum Preview {
    /// A page, or the top of a picture.
    Page {
        texture: TextureHandle,
        /// For those who hear the screen.
        name: String,
        /// Which page it is.
        caption: String,
    },
    /// The beginning of a file of text.
    Text {
        text: String,
        /// For those who hear the screen.
        name: String,
    },
    /// There is nothing to be seen, for this reason.
    Told(String),
}

/// Shows the preview in all the room there is; gives the room for a page, in points.
pub(super) fn preview_ui(ui: &mut Ui, size: Vec2, input: &ExportInput<'_>) -> Vec2 {
    let palette = Palette::of(ui);
    let (desk, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(desk, CORNER, palette.banner);
    let caption = Rect::from_min_max(pos2(desk.left(), desk.bottom() - CAPTION), desk.max);
    let room = Rect::from_min_max(desk.min, pos2(desk.right(), caption.top())).shrink(MARGIN);
    let mut below = String::new();
    match input.found.map(|found| &found.preview) {
        None => told_ui(ui, room, words::PREVIEW_COMES),
        Some(Preview::Told(reason)) => told_ui(ui, room, reason),
        Some(Preview::Text { text, name }) => written_ui(ui, room, text, name),
        Some(Preview::Page { texture, name, caption }) => {
            page_ui(ui, room, texture, name);
            below.clone_from(caption);
        }
    }
    if input.found.is_some() && !input.current {
        words::PREVIEW_COMES.clone_into(&mut below);
    }
    if !below.is_empty() {
        let laid = Text::new(&below, &palette.label()).hug(true).max_rows(1).layout(ui.ctx(), caption.width() - EDGE);
        laid.paint(ui.painter(), caption.center() - laid.size() / 2.0 - vec2(0.0, 4.0));
        let response = ui.interact(caption, Id::unique("export preview caption"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &below));
    }
    room.size()
}

/// A page, as large as there is room for, standing in the middle of the desk.
fn page_ui(ui: &Ui, room: Rect, texture: &TextureHandle, name: &str) {
    let palette = Palette::of(ui);
    let size = texture.size_vec2();
    let scale = (room.width() / size.x).min(room.height() / size.y);
    // Drawn dot by dot where it was made for this room.
    let own = 1.0 / ui.pixels_per_point();
    let scale = if (scale / own - 1.0).abs() < 0.01 { own } else { scale };
    let page = Rect::from_center_size(room.center(), size * scale);
    // On whole pixels, so that letters stay sharp.
    let page = page.translate(page.min.round_to_pixels(ui.pixels_per_point()) - page.min);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), page, uv, Color32::WHITE);
    ui.painter().rect_stroke(page, 0.0, Stroke::new(HAIRLINE, palette.outline), StrokeKind::Outside);
    let response = ui.interact(page, Id::unique("export preview page"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
}

fn written_ui(ui: &mut Ui, room: Rect, text: &str, name: &str) {
    let palette = Palette::of(ui);
    ui.painter().rect(room, 0.0, palette.surface, Stroke::new(HAIRLINE, palette.outline), StrokeKind::Outside);
    let response = ui.interact(room, Id::unique("export preview text"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Group, true, name));
    let inside = room.shrink(12.0);
    ui.scope_builder(egui::UiBuilder::new().max_rect(inside), |ui| {
        ScrollArea::vertical().id_salt("export preview").auto_shrink([false, false]).show(ui, |ui| {
            text_ui(ui, text, &theme::colored(palette.label(), palette.ink));
        });
    });
}

fn told_ui(ui: &Ui, room: Rect, reason: &str) {
    let palette = Palette::of(ui);
    let laid = Text::new(reason, &palette.label()).hug(true).layout(ui.ctx(), room.width().min(320.0));
    laid.paint(ui.painter(), room.center() - laid.size() / 2.0);
    let response = ui.interact(room, Id::unique("export preview told"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, reason));
}
