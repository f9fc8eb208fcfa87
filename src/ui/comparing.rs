//! The page in the comparison's place that shows how another version of the case differs.

use egui::{Id, Key, Margin, Modifiers, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::differences::{DifferencesView, differences_ui};
use super::inspector::scroll_by_keys;
use super::text::{Text, text_ui};
use super::theme::{EDGE, HAIRLINE, INSET, Palette, UNIT};
use super::widgets::controls::{Weight, button_ui};
use super::widgets::link::paint_ring;
use crate::command::Request;
use crate::words::{comparing, diff, screen};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The name of the file with the other version.
    pub file: &'a str,
    /// The name of the open case.
    pub open: &'a str,
    /// How they differ; nothing while that is being worked out.
    pub view: Option<&'a DifferencesView>,
}

/// The id of the page as something that takes the keyboard; its links come after it.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("comparing")
}

/// Shows the page in all the room there is; Escape closes it.
pub fn comparing_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let whole = ui.available_rect_before_wrap();
    let body = ui.interact(whole, focus_id(), Sense::focusable_noninteractive());
    body.widget_info(|| WidgetInfo::labeled(Role::Document, true, comparing::HEADING));
    let head = egui::Frame::new().fill(palette.paper).inner_margin(Margin::symmetric(16, 8));
    let head = head.show(ui, |ui| head_ui(ui, page, out));
    let rect = head.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(HAIRLINE, palette.hairline));
    let escape = Modifiers::NONE;
    if !ui.ctx().text_edit_focused()
        && ui.memory(|memory| memory.top_modal_layer().is_none())
        && !egui::Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(escape, Key::Escape))
    {
        out.push(Request::EndComparing);
    }
    let scroll = if body.has_focus() { scroll_by_keys(ui, focus_id(), whole.height()) } else { 0.0 };
    ScrollArea::vertical().id_salt("differences").content_margin(egui::Margin::ZERO).auto_shrink(false).show(
        ui,
        |ui| {
            if scroll != 0.0 {
                ui.scroll_with_delta_animation(vec2(0.0, -scroll), egui::style::ScrollAnimation::none());
            }
            let margin = Margin { left: 16, right: 16, top: 12, bottom: 32 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| match page.view {
                Some(view) => differences_ui(ui, view, out),
                None => {
                    text_ui(ui, &comparing::reading(page.file), &palette.label());
                }
            });
        },
    );
    if body.has_focus() {
        paint_ring(ui, whole.shrink(1.0));
    }
}

fn head_ui(ui: &mut Ui, page: &Page<'_>, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing = vec2(INSET, 0.0);
    ui.horizontal(|ui| {
        let heading = ui.add(Text::new(comparing::HEADING, &palette.strong()).hug(true));
        heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, comparing::HEADING));
        if let Some(view) = page.view {
            ui.add_space(UNIT);
            let summary = view.summary();
            let summary = if view.is_empty() { diff::SAME } else { &summary };
            ui.add(Text::new(summary, &palette.label()).hug(true));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if button_ui(ui, screen::CLOSE, Weight::Secondary).clicked() {
                out.push(Request::EndComparing);
            }
        });
    });
    let width = ui.available_width() - EDGE;
    ui.set_max_width(width);
    text_ui(ui, &comparing::versions(page.file, page.open), &palette.label());
}
