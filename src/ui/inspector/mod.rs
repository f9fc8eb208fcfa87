//! Everything that the file says of the selected record.

mod background;
mod blocks;
mod case;
mod evidence;
mod issue;
mod mentions;
mod offers;
mod page;
mod party;
mod position;

use egui::style::ScrollAnimation;
use egui::{EventFilter, Id, Key, Margin, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::case::{Problem, Ref, Snapshot};
use crate::command::Request;
use crate::ui::theme::{self, Palette};
use crate::words::panels;
use page::Page;

/// How far an arrow key scrolls, in points.
const LINE: f32 = 48.0;
/// Farther than any page is long, in points.
const FAR: f32 = 1.0e7;

/// The id of the inspector as something that takes the keyboard; its links come after it.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("inspector")
}

/// Shows the selected record in all the room there is; without a selection, the case.
pub fn inspector_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    selection: Option<&Ref>,
    problems: &[Problem],
    out: &mut Vec<Request>,
) {
    let whole = ui.available_rect_before_wrap();
    let body = ui.interact(whole, focus_id(), Sense::focusable_noninteractive());
    body.widget_info(|| WidgetInfo::labeled(Role::Document, true, panels::INSPECTOR));
    let scroll = if body.has_focus() { scroll_by_keys(ui, focus_id(), whole.height()) } else { 0.0 };
    let mentions = mentions::mentions(ui, snapshot, selection, problems);
    // Each record keeps the place that it was scrolled to.
    ScrollArea::vertical().id_salt(("inspector", selection)).auto_shrink(false).show(ui, |ui| {
        if scroll != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -scroll), ScrollAnimation::none());
        }
        let edge = 16;
        let margin = Margin { left: edge, right: edge, top: edge, bottom: 32 };
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::INSET, theme::UNIT);
            // Lines of words and links are as high as their text, not as a button.
            ui.spacing_mut().interact_size.y = theme::size::LABEL * 1.4;
            ui.push_id(selection, |ui| {
                let palette = Palette::of(ui);
                let mut page = Page { snapshot, palette, problems, mentions: &mentions, out, extras: Vec::new() };
                page.show(ui, selection);
            });
        });
    });
}

/// How far the keys pressed since the last frame scroll, in points; they are taken out of the input.
pub(in crate::ui) fn scroll_by_keys(ui: &Ui, id: Id, page: f32) -> f32 {
    let arrows = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let mut scroll = 0.0;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let by = match key {
                _ if modifiers.any() => return true,
                Key::ArrowDown => LINE,
                Key::ArrowUp => -LINE,
                Key::PageDown => page - LINE,
                Key::PageUp => LINE - page,
                Key::Home => -FAR,
                Key::End => FAR,
                _ => return true,
            };
            scroll += by;
            false
        });
    });
    scroll
}
