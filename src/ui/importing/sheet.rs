//! A table of equal rows and columns of any size: one stop for the keyboard, only what is in view is made.

use std::borrow::Cow;
use std::ops::Range;

use egui::accesskit::Role;
use egui::scroll_area::ScrollBarVisibility;
use egui::style::ScrollAnimation;
use egui::{Id, Margin, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::ui::text::{Look, Mark, Text, text_ui};
use crate::ui::theme::{HAIRLINE, INSET, Palette};
use crate::ui::widgets::link::paint_ring;
use crate::ui::widgets::list::{Step, steps_ui};

/// The width of the rows' names, in points.
pub(super) const NAMES: f32 = 96.0;
/// The room for the bar below a table that is wider than its room, in points.
const BAR: f32 = 28.0;
/// How far a cell's text stands from its left edge, as in the menus above, in points.
const PAD: f32 = 8.0;
/// How many letters of a cell are shown at most.
const LETTERS: usize = 320;
/// How many letters a tooltip shows at most.
const HOVER_LETTERS: usize = 4_000;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 440.0;

/// What a table looks like.
pub(super) struct Sheet<'a> {
    /// The id of the table as one thing that takes the keyboard.
    pub(super) id: Id,
    /// What is read aloud.
    pub(super) name: &'a str,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// In points.
    pub(super) width: f32,
    pub(super) row_height: f32,
    pub(super) head_height: f32,
    /// How many lines of a text a cell shows.
    pub(super) lines: usize,
}

/// A cell as it is shown.
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) look: Look,
    pub(super) marks: Vec<Mark>,
    /// It stands on the ground of headings.
    pub(super) is_heading: bool,
}

/// What a table asks for its parts.
pub(super) trait Parts {
    /// Shows the head of a column.
    fn head_ui(&mut self, ui: &mut Ui, column: usize, width: f32);
    /// What a row is called.
    fn name(&self, ui: &Ui, row: usize) -> (String, Look);
    /// What stands in a cell.
    fn cell(&self, ui: &Ui, row: usize, column: usize) -> Cell<'_>;
}

/// The width of columns that share the room there is, within what can be read well.
pub(super) fn column_width(ui: &Ui, columns: usize, narrow: f32, wide: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred columns at most")]
    let columns = columns.max(1) as f32;
    ((ui.available_width() - NAMES) / columns).clamp(narrow, wide)
}

/// Shows a table in a height, and moves the cursor to where keys and pointer lead.
pub(super) fn sheet_ui(
    ui: &mut Ui,
    sheet: &Sheet<'_>,
    cursor: &mut (usize, usize),
    height: f32,
    parts: &mut dyn Parts,
) {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(whole, sheet.id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, sheet.name));
    let focused = response.has_focus();
    let before = *cursor;
    cursor.0 = cursor.0.min(sheet.rows.saturating_sub(1));
    cursor.1 = cursor.1.min(sheet.columns.saturating_sub(1));
    if focused {
        for step in steps_ui(ui, sheet.id, (height - sheet.head_height) / sheet.row_height) {
            match step {
                Step::Left => cursor.1 = cursor.1.saturating_sub(1),
                Step::Right => cursor.1 = (cursor.1 + 1).min(sheet.columns.saturating_sub(1)),
                step => cursor.0 = step.lead(Some(cursor.0), sheet.rows).unwrap_or(cursor.0),
            }
        }
    }
    let reveal = *cursor != before;
    // The bar below has its room within the table's, and that at the side in the dialog's margin, as everywhere.
    let is_wide = NAMES + across(sheet.columns, sheet.width) > whole.width() + 1.0;
    let room = if is_wide { whole.with_max_y(whole.bottom() - BAR) } else { whole };
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        ScrollArea::both()
            .id_salt(sheet.id)
            .content_margin(Margin::ZERO)
            .auto_shrink(false)
            .scroll_bar_visibility(ScrollBarVisibility::VisibleWhenNeeded)
            .show_viewport(ui, |ui, viewport| {
                let size = vec2(NAMES + across(sheet.columns, sheet.width), sheet.all_height());
                let (all, _) = ui.allocate_exact_size(size, Sense::hover());
                let view = View { sheet, origin: all.min, clip: ui.clip_rect(), viewport, focused };
                if reveal {
                    // What scrolls under the heads and names is not in view.
                    let cell = view.cell(cursor.0, cursor.1);
                    let seen = Rect::from_min_max(cell.min - vec2(NAMES, sheet.head_height), cell.max);
                    ui.scroll_to_rect_animation(seen, None, ScrollAnimation::none());
                }
                view.cells_ui(ui, cursor, parts);
                view.names_ui(ui, cursor, parts);
                view.heads_ui(ui, parts);
            });
    });
}

#[expect(clippy::cast_precision_loss, reason = "a place in a table, in points")]
fn across(count: usize, size: f32) -> f32 {
    count as f32 * size
}

/// The numbers of what lies between two places, with one more on each side for the keyboard to step to.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is in view, counted from zero")]
fn between(from: f32, to: f32, size: f32, count: usize) -> Range<usize> {
    let at = |place: f32| (place / size).floor().max(0.0) as usize;
    at(from).saturating_sub(1).min(count)..(at(to) + 2).min(count)
}

impl Sheet<'_> {
    fn all_height(&self) -> f32 {
        self.head_height + across(self.rows, self.row_height)
    }
}

/// The part of a table that is in view.
struct View<'a> {
    sheet: &'a Sheet<'a>,
    /// Where the table begins, in view or not.
    origin: egui::Pos2,
    clip: Rect,
    /// What is in view, from the table's beginning.
    viewport: Rect,
    focused: bool,
}

impl View<'_> {
    fn rows(&self) -> Range<usize> {
        let (top, bottom) = (self.viewport.top(), self.viewport.bottom() - self.sheet.head_height);
        between(top, bottom, self.sheet.row_height, self.sheet.rows)
    }

    fn columns(&self) -> Range<usize> {
        let (left, right) = (self.viewport.left(), self.viewport.right() - NAMES);
        between(left, right, self.sheet.width, self.sheet.columns)
    }

    fn cell(&self, row: usize, column: usize) -> Rect {
        let left = self.origin.x + NAMES + across(column, self.sheet.width);
        let top = self.origin.y + self.sheet.head_height + across(row, self.sheet.row_height);
        Rect::from_min_size(pos2(left, top), vec2(self.sheet.width, self.sheet.row_height))
    }

    fn cells_ui(&self, ui: &mut Ui, cursor: &mut (usize, usize), parts: &dyn Parts) {
        let palette = Palette::of(ui);
        let corner = self.clip.min + vec2(NAMES, self.sheet.head_height);
        let clip = Rect::from_min_max(corner, self.clip.max);
        let painter = ui.painter().with_clip_rect(clip);
        for row in self.rows() {
            for column in self.columns() {
                let rect = self.cell(row, column);
                let in_view = rect.intersect(clip);
                if !in_view.is_positive() {
                    continue;
                }
                let cell = parts.cell(ui, row, column);
                let response = ui.interact(in_view, self.sheet.id.with((row, column)), Sense::click());
                if response.clicked() {
                    *cursor = (row, column);
                    ui.memory_mut(|memory| memory.request_focus(self.sheet.id));
                }
                let is_here = *cursor == (row, column);
                let ground = match (is_here, cell.is_heading) {
                    (true, _) => Some(palette.selected),
                    (false, true) => Some(palette.hovered),
                    (false, false) => None,
                };
                if let Some(ground) = ground {
                    painter.rect_filled(rect, 0.0, ground);
                }
                let beginning: String = cell.text.chars().take(LETTERS).collect();
                if !beginning.is_empty() || is_here {
                    let chosen = self.focused && is_here;
                    response.widget_info(|| WidgetInfo::selected(Role::Cell, true, chosen, &beginning));
                }
                let laid = Text::new(&beginning, &cell.look).marks(&cell.marks).max_rows(self.sheet.lines);
                let laid = laid.layout(ui.ctx(), (rect.width() - PAD - INSET).max(1.0));
                laid.paint(&painter, pos2(rect.left() + PAD, (rect.center().y - laid.size().y / 2.0).round()));
                if self.focused && is_here {
                    let here = response.id.accesskit_id();
                    ui.ctx().accesskit_node_builder(self.sheet.id, |node| node.set_active_descendant(here));
                    paint_ring(ui, rect.shrink(1.0).intersect(clip));
                }
                if laid.is_elided() {
                    response.on_hover_ui(|ui| {
                        ui.set_max_width(HOVER_WIDTH);
                        let text: String = cell.text.chars().take(HOVER_LETTERS).collect();
                        text_ui(ui, &text, &palette.label());
                    });
                }
            }
            let bottom = self.cell(row, 0).bottom();
            let right = self.cell(row, self.sheet.columns.saturating_sub(1)).right().min(self.clip.right());
            painter.hline(clip.left()..=right, bottom, Stroke::new(HAIRLINE, palette.hairline));
        }
    }

    fn names_ui(&self, ui: &mut Ui, cursor: &mut (usize, usize), parts: &dyn Parts) {
        let palette = Palette::of(ui);
        let top = self.clip.top() + self.sheet.head_height;
        let clip = Rect::from_min_max(pos2(self.clip.left(), top), pos2(self.clip.left() + NAMES, self.clip.bottom()));
        let painter = ui.painter().with_clip_rect(clip);
        painter.rect_filled(clip, 0.0, palette.surface);
        for row in self.rows() {
            let cell = self.cell(row, 0);
            let rect = Rect::from_min_max(pos2(clip.left(), cell.top()), pos2(clip.right(), cell.bottom()));
            let in_view = rect.intersect(clip);
            if !in_view.is_positive() {
                continue;
            }
            let (name, look) = parts.name(ui, row);
            let response = ui.interact(in_view, self.sheet.id.with(("name", row)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
            if response.clicked() {
                cursor.0 = row;
                ui.memory_mut(|memory| memory.request_focus(self.sheet.id));
            }
            if cursor.0 == row {
                painter.rect_filled(rect, 0.0, palette.selected);
            }
            let laid = Text::new(&name, &look).max_rows(2).layout(ui.ctx(), rect.width() - INSET);
            laid.paint(&painter, pos2(rect.left() + 2.0, (rect.center().y - laid.size().y / 2.0).round()));
            painter.hline(rect.x_range(), rect.bottom(), Stroke::new(HAIRLINE, palette.hairline));
        }
    }

    fn heads_ui(&self, ui: &mut Ui, parts: &mut dyn Parts) {
        let palette = Palette::of(ui);
        let bottom = self.clip.top() + self.sheet.head_height;
        let head = Rect::from_min_max(self.clip.min, pos2(self.clip.right(), bottom));
        ui.painter().rect_filled(head, 0.0, palette.surface);
        ui.painter().hline(head.x_range(), head.bottom() - HAIRLINE, Stroke::new(HAIRLINE, palette.outline));
        let clip = head.with_min_x(head.left() + NAMES);
        for column in self.columns() {
            let cell = self.cell(0, column);
            let rect = Rect::from_min_max(pos2(cell.left(), head.top()), pos2(cell.right() - INSET, bottom - INSET));
            let room = UiBuilder::new().max_rect(rect).id_salt(("head", column));
            ui.scope_builder(room, |ui| {
                ui.set_clip_rect(clip);
                parts.head_ui(ui, column, rect.width());
            });
        }
    }
}
