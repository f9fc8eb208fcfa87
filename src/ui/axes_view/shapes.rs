//! The drawn shapes of the axes view.

use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rangef, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::compare::axes::MarkKind;

/// The size of a mark, in points.
pub(super) const MARK: f32 = 13.0;

/// Paints a mark: ▲ demand, ▼ concession, both open where they have a condition, ⛔ red line.
pub(super) fn paint_mark(painter: &Painter, center: Pos2, kind: MarkKind, open: bool, ground: Color32, color: Color32) {
    let half = MARK / 2.0;
    let triangle = |points: [Vec2; 3]| {
        let points = points.iter().map(|point| center + *point * half).collect();
        let (fill, stroke) = if open { (ground, Stroke::new(1.75, color)) } else { (color, Stroke::NONE) };
        painter.add(PathShape::convex_polygon(points, fill, stroke));
    };
    match kind {
        MarkKind::Demand => triangle([vec2(0.0, -0.9), vec2(1.0, 0.8), vec2(-1.0, 0.8)]),
        MarkKind::Concession => triangle([vec2(-1.0, -0.8), vec2(1.0, -0.8), vec2(0.0, 0.9)]),
        MarkKind::RedLine => {
            let stroke = Stroke::new(2.2, color);
            painter.circle(center, half - 0.6, ground, stroke);
            let bar = vec2(half - 2.4, 0.0);
            painter.line_segment([center - bar, center + bar], stroke);
        }
    }
}

/// Paints the dot at a mark that has changed since an earlier round.
pub(super) fn paint_changed(painter: &Painter, center: Pos2, ground: Color32, color: Color32) {
    painter.circle(center, 3.5, color, Stroke::new(1.5, ground));
}

/// Paints slanted lines across a rectangle.
pub(super) fn paint_hatch(painter: &Painter, rect: Rect, gap: f32, stroke: Stroke) {
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
        x += gap;
    }
}

/// Paints a distance: a line between two places with a bar at each end.
pub(super) fn paint_distance(painter: &Painter, span: Rangef, y: f32, stroke: Stroke) {
    painter.hline(span, y, stroke);
    for x in [span.min, span.max] {
        painter.vline(x, Rangef::new(y - 4.0, y + 4.0), stroke);
    }
}

/// Paints a broken outline.
pub(super) fn paint_dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let path = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&path, stroke, 4.0, 3.0));
}
