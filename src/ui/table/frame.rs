//! Where the parts of the table stand on the screen in one frame.

use egui::{Rangef, Rect, pos2};

use super::columns::Columns;
use crate::ui::scroll::BAR;

/// The table's parts, in points of the screen.
pub(super) struct Frame {
    /// All of it but the bar at the right.
    pub(super) whole: Rect,
    /// The headers.
    pub(super) header: Rect,
    /// The rows.
    pub(super) body: Rect,
    pub(super) columns: Columns,
    /// How much of the columns that scroll has been scrolled past.
    pub(super) across: f32,
}

impl Frame {
    /// Divides the room; a bar stands below when the columns are wider than it.
    pub(super) fn new(whole: Rect, columns: Columns, header_height: f32, across: f32) -> Self {
        let inner = whole.with_max_x(whole.right() - BAR);
        let over = columns.total() > inner.width();
        let bottom = if over { whole.bottom() - BAR } else { whole.bottom() };
        let mut frame = Self {
            whole: inner,
            header: inner.with_max_y(inner.top() + header_height),
            body: Rect::from_min_max(pos2(inner.left(), inner.top() + header_height), pos2(inner.right(), bottom)),
            columns,
            across: 0.0,
        };
        frame.across = across.clamp(0.0, frame.most_across());
        frame
    }

    /// How far the columns can be scrolled.
    pub(super) fn most_across(&self) -> f32 {
        (self.columns.total() - self.whole.width()).max(0.0)
    }

    /// Where a column stands on the screen, from left to right; column 0 is the head of the rows.
    pub(super) fn span(&self, column: usize) -> Rangef {
        let left = self.whole.left();
        let Some(column) = column.checked_sub(1) else { return Rangef::new(left, left + self.columns.head()) };
        let shift = if column < self.columns.pinned { 0.0 } else { self.across };
        Rangef::new(left + self.columns.left(column) - shift, left + self.columns.left(column + 1) - shift)
    }

    /// The part of a band across the table in which a column may paint.
    pub(super) fn clip(&self, column: usize, band: Rect) -> Rect {
        let sticky = self.whole.left() + self.columns.sticky();
        if column <= self.columns.pinned { band.with_max_x(sticky.min(band.right())) } else { band.with_min_x(sticky) }
    }

    /// The first column that reaches beyond the right edge.
    pub(super) fn first_beyond(&self) -> Option<usize> {
        let edge = self.whole.right() + 1.0;
        self.columns.in_view(self.across, self.body.width() + 2.0).find(|column| self.span(column + 1).max > edge)
    }

    /// The last column that begins before the left edge of what scrolls.
    pub(super) fn last_before(&self) -> Option<usize> {
        let edge = self.whole.left() + self.columns.sticky() - 1.0;
        let before = (self.columns.pinned..self.columns.len()).take_while(|column| self.span(column + 1).min < edge);
        before.last()
    }

    /// The columns to draw, those that scroll first.
    pub(super) fn in_view(&self) -> impl Iterator<Item = usize> + use<> {
        let scrolling = self.columns.in_view(self.across, self.body.width());
        scrolling.map(|column| column + 1).chain(0..=self.columns.pinned)
    }
}
