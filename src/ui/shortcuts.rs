//! The list of every shortcut, menu by menu.

use egui::accesskit::Role;
use egui::{Align, Context, Key, KeyboardShortcut, Layout, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::command::{Command, Menu};
use crate::ui::dialogs::{heading_ui, modal};
use crate::ui::text::Text;
use crate::ui::theme::{self, EDGE, GAP, Palette};
use crate::ui::widgets::controls::{Weight, button_ui, buttons_ui, paint_in_row, section_ui};
use crate::words::screen;

/// The width of a column of shortcuts, in points.
const COLUMN: f32 = 300.0;
/// The height of a row.
const ROW: f32 = 26.0;
/// The menus of each column; the keys of the comparison stand under the last.
const COLUMNS: [&[Menu]; 3] = [&[Menu::File, Menu::Edit], &[Menu::View, Menu::Help], &[Menu::Insert, Menu::Go]];

/// Shows the list; true once it is to be closed.
#[must_use]
pub fn shortcuts_ui(ctx: &Context) -> bool {
    let gap = EDGE * 2.0;
    let whole = COLUMN * 3.0 + gap * 2.0 + EDGE;
    let shown = modal(ctx, "shortcuts", whole).show(ctx, |ui| {
        heading_ui(ui, screen::SHORTCUTS);
        ui.add_space(GAP);
        let height = (ui.ctx().content_rect().height() - 200.0).max(120.0);
        let beside = ui.available_width() >= whole - EDGE;
        ScrollArea::vertical().max_height(height).auto_shrink([true, true]).show(ui, |ui| {
            let layout = if beside { Layout::left_to_right(Align::Min) } else { Layout::top_down(Align::Min) };
            ui.with_layout(layout, |ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for (number, menus) in COLUMNS.into_iter().enumerate() {
                    ui.vertical(|ui| {
                        ui.set_width(COLUMN);
                        menus_ui(ui, menus);
                        if number + 1 == COLUMNS.len() {
                            comparison_ui(ui);
                        }
                    });
                }
            });
        });
        buttons_ui(ui, |ui| button_ui(ui, screen::CLOSE, Weight::Secondary).clicked())
    });
    shown.inner || shown.should_close()
}

fn comparison_ui(ui: &mut Ui) {
    section_ui(ui, screen::SHORTCUTS_COMPARISON);
    for (label, keys) in screen::COMPARISON_KEYS {
        shortcut_ui(ui, label, keys);
    }
}

fn menus_ui(ui: &mut Ui, menus: &[Menu]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for menu in menus {
        section_ui(ui, menu.label());
        for command in Command::ALL.iter().filter(|command| command.menu() == *menu) {
            if let Some(keys) = command.shortcut() {
                shortcut_ui(ui, command.label(), &keys_of(ui.ctx(), &keys));
            }
        }
        ui.add_space(EDGE);
    }
}

fn shortcut_ui(ui: &mut Ui, label: &str, keys: &str) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label}: {keys}")));
    let look = palette.label();
    let keys = Text::new(keys, &look).layout(ui.ctx(), f32::INFINITY);
    let right = rect.right() - keys.size().x;
    paint_in_row(ui, rect, right, &keys);
    let look = theme::colored(palette.label(), palette.ink);
    let label = Text::new(label, &look).max_rows(1).layout(ui.ctx(), (right - GAP - rect.left()).max(0.0));
    paint_in_row(ui, rect, rect.left(), &label);
}

/// A shortcut as it stands on the keys; a full stop's name reads as if it were one of several keys.
#[must_use]
pub fn keys_of(ctx: &Context, keys: &KeyboardShortcut) -> String {
    let text = ctx.format_shortcut(keys);
    match text.strip_suffix(Key::Period.name()) {
        Some(head) if keys.logical_key == Key::Period => format!("{head}."),
        _ => text,
    }
}
