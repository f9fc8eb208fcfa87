//! Scrolling over rows of which only those in view have been measured, for the table and the axes alike.

mod bar;
mod heights;

use egui::{Id, Rect, Ui};

pub(in crate::ui) use bar::{BAR, Part, bar_ui};
pub(in crate::ui) use heights::Heights;

/// The row at the top and how much of it has been scrolled past, so that no row above moves what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Scroll {
    pub(in crate::ui) anchor: usize,
    pub(in crate::ui) offset: f32,
}

impl Scroll {
    /// Moves down, or up with a negative distance.
    pub(in crate::ui) fn by(&mut self, heights: &Heights, points: f32) {
        self.to(heights, heights.top(self.anchor) + f64::from(self.offset) + f64::from(points));
    }

    fn to(&mut self, heights: &Heights, distance: f64) {
        (self.anchor, self.offset) = heights.at(distance);
    }

    /// Measures what comes into view, and keeps the last row at the bottom.
    pub(in crate::ui) fn settle(&mut self, heights: &mut Heights, room: f32, measure: impl Fn(usize) -> f32) {
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
    pub(in crate::ui) fn reveal(
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
            start = 0.0;
        }
        if start + bottom > room {
            self.by(heights, (start + bottom - room).min(start + top));
        }
    }

    /// How many rows a view of this height holds whole, at least one.
    pub(in crate::ui) fn page(self, heights: &Heights, room: f32) -> usize {
        let bottom = heights.top(self.anchor) + f64::from(self.offset + room);
        heights.at(bottom).0.saturating_sub(self.anchor + 1).max(1)
    }

    /// Shows the bar down the side and follows it.
    pub(in crate::ui) fn bar_ui(&mut self, ui: &Ui, id: Id, heights: &Heights, track: Rect, name: &str) {
        let from = heights.top(self.anchor) + f64::from(self.offset);
        let part = Part { from, seen: f64::from(track.height()), total: heights.total() };
        if let Some(moved) = bar_ui(ui, id, track, true, part, name) {
            self.to(heights, moved);
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
