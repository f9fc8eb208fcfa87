//! A small set of drawn icons.

use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};

/// An icon, drawn by hand in a square around a centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A magnifying glass.
    Search,
    /// An X.
    Close,
    /// A cross of two lines: something can be added.
    Add,
    /// A small arrowhead that points down: something opens.
    Down,
    /// A small arrowhead that points right: something is folded.
    Right,
    /// A small arrowhead that points up.
    Up,
    /// A small arrowhead that points left.
    Left,
    /// An arrow that points right: something has moved.
    Arrow,
    /// A pin.
    Pin,
    /// A funnel.
    Filter,
    /// A triangle with a stroke in it: a problem.
    Problem,
    /// A lightning-free zigzag between two bars: disputed.
    Disputed,
    /// A tick.
    Tick,
    /// A sheet of paper with a folded corner.
    File,
    /// A square with a loop at each corner: a Mac's command key.
    Command,
    /// Two crossing arrows: rows and columns change places.
    Transpose,
}

/// Paints an icon around `center`, `size` points wide.
pub fn paint_icon(painter: &Painter, center: Pos2, size: f32, icon: Icon, color: Color32) {
    let unit = size / 2.0;
    let stroke = Stroke::new((size * 0.11).max(1.25), color);
    let at = |x: f32, y: f32| center + vec2(x, y) * unit;
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke));
    };
    let closed = |points: &[(f32, f32)]| {
        painter.add(Shape::closed_line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke));
    };
    match icon {
        Icon::Search => {
            painter.circle_stroke(at(-0.15, -0.15), unit * 0.6, stroke);
            line(&[(0.3, 0.3), (0.85, 0.85)]);
        }
        Icon::Command => {
            for side in [-0.35, 0.35] {
                line(&[(side, -0.65), (side, 0.65)]);
                line(&[(-0.65, side), (0.65, side)]);
                for other in [-0.35, 0.35] {
                    let loop_at = |side: f32| side + 0.3_f32.copysign(side);
                    painter.circle_stroke(at(loop_at(side), loop_at(other)), unit * 0.3, stroke);
                }
            }
        }
        Icon::Close => {
            line(&[(-0.6, -0.6), (0.6, 0.6)]);
            line(&[(-0.6, 0.6), (0.6, -0.6)]);
        }
        Icon::Arrow => {
            line(&[(-0.85, 0.0), (0.85, 0.0)]);
            line(&[(0.25, -0.6), (0.85, 0.0), (0.25, 0.6)]);
        }
        Icon::Add => {
            line(&[(-0.7, 0.0), (0.7, 0.0)]);
            line(&[(0.0, -0.7), (0.0, 0.7)]);
        }
        Icon::Down => line(&[(-0.55, -0.25), (0.0, 0.35), (0.55, -0.25)]),
        Icon::Up => line(&[(-0.55, 0.25), (0.0, -0.35), (0.55, 0.25)]),
        Icon::Right => line(&[(-0.25, -0.55), (0.35, 0.0), (-0.25, 0.55)]),
        Icon::Left => line(&[(0.25, -0.55), (-0.35, 0.0), (0.25, 0.55)]),
        Icon::Pin => {
            closed(&[(-0.4, -0.85), (0.4, -0.85), (0.3, -0.1), (0.6, 0.2), (-0.6, 0.2), (-0.3, -0.1)]);
            line(&[(0.0, 0.2), (0.0, 0.9)]);
        }
        Icon::Filter => closed(&[(-0.8, -0.65), (0.8, -0.65), (0.18, 0.1), (0.18, 0.75), (-0.18, 0.55), (-0.18, 0.1)]),
        Icon::Problem => {
            closed(&[(0.0, -0.8), (0.85, 0.7), (-0.85, 0.7)]);
            line(&[(0.0, -0.25), (0.0, 0.2)]);
            painter.circle_filled(at(0.0, 0.45), stroke.width * 0.6, color);
        }
        Icon::Disputed => {
            line(&[(-0.85, -0.35), (0.6, -0.35), (0.25, -0.7)]);
            line(&[(0.85, 0.35), (-0.6, 0.35), (-0.25, 0.7)]);
        }
        Icon::Tick => line(&[(-0.7, 0.05), (-0.2, 0.55), (0.75, -0.5)]),
        Icon::File => {
            closed(&[(-0.6, -0.85), (0.2, -0.85), (0.65, -0.4), (0.65, 0.85), (-0.6, 0.85)]);
            line(&[(0.2, -0.85), (0.2, -0.4), (0.65, -0.4)]);
        }
        Icon::Transpose => {
            painter.add(PathShape::line(vec![at(-0.75, 0.2), at(-0.75, -0.75), at(0.2, -0.75)], stroke));
            line(&[(-0.1, -1.0), (0.25, -0.75), (-0.1, -0.5)]);
            painter.add(PathShape::line(vec![at(0.75, -0.2), at(0.75, 0.75), at(-0.2, 0.75)], stroke));
            line(&[(0.1, 0.5), (-0.25, 0.75), (0.1, 1.0)]);
        }
    }
}
