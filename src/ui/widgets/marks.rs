//! The drawn shapes of kinds, statuses and parties: never glyphs, so that they look the same everywhere.

use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::case::{Kind, Status};
use crate::ui::theme::{self, Accent};

/// The side of a mark beside a label, in points.
pub const SIZE: f32 = 11.0;

/// Paints a kind: ▲ demand, ▼ concession, ⛔ red line, ◆ interest, a ring for a word that is not known.
pub fn paint_kind(painter: &Painter, center: Pos2, size: f32, kind: &Kind, color: Color32) {
    let half = size / 2.0;
    let polygon = |points: &[Vec2]| {
        let points = points.iter().map(|point| center + *point * half).collect();
        painter.add(PathShape::convex_polygon(points, color, Stroke::NONE));
    };
    match kind {
        Kind::Demand => polygon(&[vec2(0.0, -0.9), vec2(1.0, 0.8), vec2(-1.0, 0.8)]),
        Kind::Concession => polygon(&[vec2(-1.0, -0.8), vec2(1.0, -0.8), vec2(0.0, 0.9)]),
        Kind::Interest => polygon(&[vec2(0.0, -1.0), vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(-1.0, 0.0)]),
        Kind::RedLine => {
            let stroke = (size * 0.17).max(1.5);
            painter.circle_stroke(center, half - stroke / 2.0, Stroke::new(stroke, color));
            let bar = vec2(half - stroke, 0.0);
            painter.line_segment([center - bar, center + bar], Stroke::new(stroke, color));
        }
        Kind::Other(_) => {
            painter.circle_stroke(center, half * 0.8, Stroke::new(1.5, color));
        }
    }
}

/// Paints a concession that has a condition: the same shape, open.
pub fn paint_open_concession(painter: &Painter, center: Pos2, size: f32, ground: Color32, color: Color32) {
    let half = size / 2.0;
    let points = [vec2(-1.0, -0.8), vec2(1.0, -0.8), vec2(0.0, 0.9)];
    let points = points.iter().map(|point| center + *point * half).collect();
    painter.add(PathShape::convex_polygon(points, ground, Stroke::new(1.75, color)));
}

/// Paints a status: a tick, a tick in a ring, a half disc, a cross, a dash or a dotted ring.
pub fn paint_status(painter: &Painter, center: Pos2, size: f32, status: &Status, color: Color32) {
    let half = size / 2.0;
    let stroke = Stroke::new((size * 0.16).max(1.5), color);
    let line = |points: &[Vec2], scale: f32| {
        let points = points.iter().map(|point| center + *point * half * scale).collect();
        painter.add(Shape::line(points, stroke));
    };
    let tick = [vec2(-0.9, 0.05), vec2(-0.25, 0.7), vec2(0.9, -0.65)];
    match status {
        Status::Agreed => line(&tick, 1.0),
        Status::AgreedInPrinciple => {
            painter.circle_stroke(center, half - 0.5, Stroke::new(1.25, color));
            line(&tick, 0.55);
        }
        Status::UnderDiscussion => {
            painter.circle_stroke(center, half - 0.75, Stroke::new(1.5, color));
            let arc = (0..=12_u8).map(|step| {
                let angle = std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * f32::from(step) / 12.0;
                center + Vec2::angled(angle) * (half - 0.75)
            });
            painter.add(PathShape::convex_polygon(arc.collect(), color, Stroke::NONE));
        }
        Status::Contested => {
            line(&[vec2(-0.75, -0.75), vec2(0.75, 0.75)], 1.0);
            line(&[vec2(-0.75, 0.75), vec2(0.75, -0.75)], 1.0);
        }
        Status::NotAddressed => line(&[vec2(-0.8, 0.0), vec2(0.8, 0.0)], 1.0),
        Status::Unknown | Status::Other(_) => {
            for step in 0..8_u8 {
                let angle = std::f32::consts::TAU * f32::from(step) / 8.0;
                painter.circle_filled(center + Vec2::angled(angle) * (half - 1.0), 0.9, color);
            }
        }
    }
}

/// Paints a party's rule down the left edge of `rect`, whole or in dashes by the accent's pattern.
pub fn paint_rule(painter: &Painter, rect: Rect, accent: Accent) {
    let rule = Rect::from_min_max(rect.left_top(), pos2(rect.left() + theme::RULE, rect.bottom()));
    if accent.pattern == 0 {
        painter.rect_filled(rule, 1.0, accent.color);
        return;
    }
    let (dash, gap) = match accent.pattern {
        1 => (8.0, 4.0),
        2 => (4.0, 4.0),
        3 => (12.0, 2.0),
        _ => (2.0, 3.0),
    };
    let mut top = rule.top();
    while top < rule.bottom() {
        let bottom = (top + dash).min(rule.bottom());
        painter.rect_filled(Rect::from_min_max(pos2(rule.left(), top), pos2(rule.right(), bottom)), 0.0, accent.color);
        top = bottom + gap;
    }
}
