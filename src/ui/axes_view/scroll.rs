//! How far the view is scrolled, and its scroll bar.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::table::heights::Heights;
use crate::ui::theme::Palette;

/// Room for the scroll bar, in points.
pub(super) const BAR: f32 = 12.0;
/// The least length of the bar's handle, in points.
const HANDLE: f32 = 28.0;

/// The row at the top and how much of it has been scrolled past, so that no row above moves what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    pub(super) anchor: usize,
    pub(super) offset: f32,
}

impl Scroll {
    /// Moves down, or up with a negative distance.
    pub(super) fn by(&mut self, heights: &Heights, points: f32) {
        self.to(heights, heights.top(self.anchor) + f64::from(self.offset) + f64::from(points));
    }

    fn to(&mut self, heights: &Heights, distance: f64) {
        (self.anchor, self.offset) = heights.at(distance);
    }

    /// Measures what comes into view, and keeps the last row at the bottom.
    pub(super) fn settle(&mut self, heights: &mut Heights, room: f32, measure: impl Fn(usize) -> f32) {
        if heights.len() == 0 {
            *self = Self::default();
            return;
        }
        self.anchor = self.anchor.min(heights.len() - 1);
        let mut filled = -self.offset;
        let mut row = self.anchor;
        while filled < room && row < heights.len() {
            let height = measured(heights, row, &measure);
            if row == self.anchor && self.offset > height {
                filled += self.offset - height;
                self.offset = height;
            }
            filled += height;
            row += 1;
        }
        let mut missing = room - filled;
        while missing > 0.5 && (self.anchor > 0 || self.offset > 0.0) {
            if self.offset >= missing {
                self.offset -= missing;
                break;
            }
            missing -= self.offset;
            self.offset = 0.0;
            let Some(above) = self.anchor.checked_sub(1) else { break };
            self.anchor = above;
            self.offset = measured(heights, above, &measure);
        }
    }

    /// Brings a part of a row into view, given as its top and bottom within the row.
    pub(super) fn reveal(
        &mut self,
        heights: &mut Heights,
        room: f32,
        row: usize,
        (top, bottom): (f32, f32),
        measure: impl Fn(usize) -> f32,
    ) {
        measured(heights, row, &measure);
        if row < self.anchor || (row == self.anchor && top < self.offset) {
            (self.anchor, self.offset) = (row, top);
            return;
        }
        let mut start = -self.offset;
        let mut passed = self.anchor;
        while passed < row && start < room {
            start += measured(heights, passed, &measure);
            passed += 1;
        }
        if passed < row {
            // Far away: the row comes to the top.
            (self.anchor, self.offset) = (row, 0.0);
        } else if start + bottom > room {
            self.by(heights, (start + bottom - room).min(start + top));
        }
    }

    /// Shows the bar and follows it.
    pub(super) fn bar_ui(&mut self, ui: &Ui, id: Id, heights: &Heights, track: Rect, name: &str) {
        let (room, total) = (f64::from(track.height()), heights.total());
        if total <= room {
            return;
        }
        let from = heights.top(self.anchor) + f64::from(self.offset);
        let handle = (room * room / total).max(f64::from(HANDLE)).min(room);
        let (travel, most) = (room - handle, total - room);
        #[expect(clippy::cast_possible_truncation, reason = "screen coordinates")]
        let (start, length) = ((travel * (from / most).clamp(0.0, 1.0)) as f32, handle as f32);
        let rect = Rect::from_min_size(pos2(track.left() + 3.0, track.top() + start), vec2(BAR - 6.0, length));
        let response = ui.interact(track, id, Sense::DRAG | Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
        let palette = Palette::of(ui);
        let active = response.hovered() || response.dragged();
        let color = if active { palette.second } else { palette.outline.gamma_multiply(0.55) };
        ui.painter().rect_filled(rect, 3.0, color);
        let Some(pointer) = response.interact_pointer_pos().filter(|_| travel > 0.0) else { return };
        if response.dragged() && !response.drag_started() {
            let moved = from + f64::from(response.drag_delta().y) * most / travel;
            self.to(heights, moved.clamp(0.0, most));
        } else if (response.drag_started() || response.clicked()) && !rect.expand(3.0).contains(pointer) {
            // A press beside the handle brings the handle there.
            let place = (f64::from(pointer.y - track.top()) - handle / 2.0) / travel * most;
            self.to(heights, place.clamp(0.0, most));
        }
    }
}

fn measured(heights: &mut Heights, row: usize, measure: impl Fn(usize) -> f32) -> f32 {
    if !heights.is_measured(row) {
        heights.set(row, measure(row));
    }
    heights.get(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(mut scroll: Scroll, heights: &mut Heights, room: f32) -> Scroll {
        scroll.settle(heights, room, |row| if row == 2 { 50.0 } else { 20.0 });
        scroll
    }

    #[test]
    fn the_last_row_stays_at_the_bottom() {
        let mut heights = Heights::estimated(vec![10.0; 4]);
        let scroll = settled(Scroll { anchor: 3, offset: 15.0 }, &mut heights, 60.0);
        assert_eq!(scroll, Scroll { anchor: 2, offset: 10.0 });
        let all = settled(Scroll { anchor: 3, offset: 0.0 }, &mut heights, 500.0);
        assert_eq!(all, Scroll::default());
        assert_eq!(settled(Scroll { anchor: 9, offset: 9.0 }, &mut Heights::default(), 60.0), Scroll::default());
    }

    #[test]
    fn a_row_is_revealed_by_the_shortest_way() {
        let measure = |_| 20.0;
        let mut heights = Heights::estimated(vec![20.0; 10]);
        let mut scroll = Scroll::default();
        scroll.reveal(&mut heights, 50.0, 1, (0.0, 20.0), measure);
        assert_eq!(scroll, Scroll::default());
        scroll.reveal(&mut heights, 50.0, 2, (0.0, 20.0), measure);
        assert_eq!(scroll, Scroll { anchor: 0, offset: 10.0 });
        scroll.reveal(&mut heights, 50.0, 9, (0.0, 20.0), measure);
        assert_eq!(scroll, Scroll { anchor: 9, offset: 0.0 });
        scroll.reveal(&mut heights, 50.0, 0, (5.0, 20.0), measure);
        assert_eq!(scroll, Scroll { anchor: 0, offset: 5.0 });
    }
}
