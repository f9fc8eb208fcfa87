//! A list of equal rows of any length: one stop for the keyboard, only what is in view is made.

use egui::style::ScrollAnimation;
use egui::{Event, EventFilter, Id, InputState, Key, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// What a key asks of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the row so many rows below, or above when negative.
    By(isize),
    First,
    Last,
    /// Fold, or go to what this belongs to.
    Left,
    /// Unfold, or go into it.
    Right,
    Enter,
}

impl Step {
    /// The row that a step leads to; nothing for a step to the side, or in an empty list.
    #[must_use]
    pub fn lead(self, row: Option<usize>, rows: usize) -> Option<usize> {
        let last = rows.checked_sub(1)?;
        match (self, row) {
            (Self::By(by), Some(row)) => Some(row.saturating_add_signed(by).min(last)),
            (Self::By(_), None) | (Self::First, _) => Some(0),
            (Self::Last, _) => Some(last),
            (Self::Left | Self::Right | Self::Enter, _) => None,
        }
    }
}

/// A list to be shown in all the room there is.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// The id of the list as one thing that takes the keyboard.
    pub id: Id,
    /// What is read aloud.
    pub name: &'a str,
    pub role: Role,
    /// In points.
    pub row_height: f32,
    pub rows: usize,
    /// A row to bring into view.
    pub reveal: Option<usize>,
}

/// Shows a list, and gives what the keys pressed since the last frame ask of it.
///
/// `row_ui` is given the row's number and place, and whether the keyboard is in the list.
pub fn list_ui(ui: &mut Ui, list: List<'_>, mut row_ui: impl FnMut(&mut Ui, usize, Rect, bool)) -> Vec<Step> {
    let whole = ui.available_rect_before_wrap();
    let response = ui.interact(whole, list.id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(list.role, true, list.name));
    let focused = response.has_focus();
    let steps = if focused { steps_ui(ui, list.id, whole.height() / list.row_height) } else { Vec::new() };
    ScrollArea::vertical().id_salt(list.id).content_margin(egui::Margin::ZERO).auto_shrink(false).show_viewport(
        ui,
        |ui, viewport| {
            #[expect(clippy::cast_precision_loss, reason = "a place on a list of rows")]
            let top_of = |row: usize| row as f32 * list.row_height;
            ui.set_height(top_of(list.rows));
            let all = ui.max_rect();
            let place = |row: usize| {
                Rect::from_min_size(pos2(all.left(), all.top() + top_of(row)), vec2(all.width(), list.row_height))
            };
            if let Some(row) = list.reveal {
                ui.scroll_to_rect_animation(place(row), None, ScrollAnimation::none());
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "rows in view, counted from zero"
            )]
            let row_at = |y: f32| (y / list.row_height).floor().max(0.0) as usize;
            for row in row_at(viewport.min.y)..(row_at(viewport.max.y) + 1).min(list.rows) {
                row_ui(ui, row, place(row), focused);
            }
        },
    );
    steps
}

/// What the keys pressed since the last frame ask of what has the keyboard, and shows so many rows at once.
pub fn steps_ui(ui: &mut Ui, id: Id, rows: f32) -> Vec<Step> {
    let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    #[expect(clippy::cast_possible_truncation, reason = "a window is a few hundred rows high at most")]
    let page = (rows as isize - 1).max(1);
    let mut steps = Vec::new();
    ui.input_mut(|input| take(input, page, &mut steps));
    steps
}

/// Takes the keys that move about a list out of the input.
fn take(input: &mut InputState, page: isize, steps: &mut Vec<Step>) {
    input.events.retain(|event| {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
        if modifiers.any() {
            return true;
        }
        steps.push(match key {
            Key::ArrowUp => Step::By(-1),
            Key::ArrowDown => Step::By(1),
            Key::PageUp => Step::By(-page),
            Key::PageDown => Step::By(page),
            Key::Home => Step::First,
            Key::End => Step::Last,
            Key::ArrowLeft => Step::Left,
            Key::ArrowRight => Step::Right,
            Key::Enter => Step::Enter,
            _ => return true,
        });
        false
    });
}

/// Shows equal rows of any number within a page that scrolls, and makes only those in view.
pub fn rows_ui(ui: &mut Ui, count: usize, row_height: f32, mut row_ui: impl FnMut(&mut Ui, usize, Rect)) {
    #[expect(clippy::cast_precision_loss, reason = "a place on a page")]
    let height = count as f32 * row_height;
    let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let clip = ui.clip_rect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows in view, counted from zero")]
    let row_at = |y: f32| ((y - all.top()) / row_height).floor().max(0.0) as usize;
    // One row more on each side, so that the keyboard can step out of the view.
    let rows = row_at(clip.top()).saturating_sub(1)..(row_at(clip.bottom()) + 2).min(count);
    for row in rows {
        #[expect(clippy::cast_precision_loss, reason = "a place on a page")]
        let top = all.top() + row as f32 * row_height;
        row_ui(ui, row, Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), row_height)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_list() {
        assert_eq!(Step::By(1).lead(Some(2), 3), Some(2));
        assert_eq!(Step::By(-5).lead(Some(2), 3), Some(0));
        assert_eq!(Step::By(1).lead(None, 3), Some(0));
        assert_eq!(Step::Last.lead(None, 3), Some(2));
        assert_eq!(Step::By(1).lead(None, 0), None);
        assert_eq!(Step::Left.lead(Some(1), 3), None);
    }
}
