//! The program's mark: two facing columns, one asking and one offering.

use egui::epaint::PathShape;
use egui::{Painter, Rect, Stroke, StrokeKind, vec2};

use crate::ui::theme::{DARK, HAIRLINE, LIGHT};

/// Paints the mark into a square; `assets/icon.svg` draws the same on a grid of 256.
pub fn paint_logo(painter: &Painter, square: Rect) {
    let unit = square.width() / 256.0;
    let at = |x: f32, y: f32| square.left_top() + vec2(x, y) * unit;
    let block = |x: f32, y: f32, width: f32, height: f32| Rect::from_min_size(at(x, y), vec2(width, height) * unit);
    let triangle = |points: [(f32, f32); 3], color| {
        let points = points.iter().map(|(x, y)| at(*x, *y)).collect();
        painter.add(PathShape::convex_polygon(points, color, Stroke::NONE));
    };
    let edge = Stroke::new(HAIRLINE, DARK.hairline);
    painter.rect(square, 52.0 * unit, LIGHT.ink, edge, StrokeKind::Inside);
    for left in [44.0, 136.0] {
        painter.rect_filled(block(left, 48.0, 76.0, 160.0), 10.0 * unit, LIGHT.paper);
    }
    let [asking, offering, ..] = LIGHT.accents;
    triangle([(82.0, 68.0), (106.0, 108.0), (58.0, 108.0)], asking);
    triangle([(150.0, 148.0), (198.0, 148.0), (174.0, 188.0)], offering);
    for (x, lines) in [(60.0, [130.0, 154.0, 178.0]), (152.0, [68.0, 92.0, 116.0])] {
        for (number, y) in lines.into_iter().enumerate() {
            let width = if number == 2 { 28.0 } else { 44.0 };
            painter.rect_filled(block(x, y, width, 8.0), 4.0 * unit, LIGHT.outline);
        }
    }
}
