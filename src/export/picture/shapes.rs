//! The drawn shapes: the same as the window's, so that paper and screen say the same.

use super::pen::{Area, Pen, Stroke};
use crate::case::{Kind, Status};
use crate::compare::axes::MarkKind;
use crate::export::ink::{self, Ink};

/// The size of a mark on a lane.
pub(super) const MARK: f32 = 13.0;
/// The side of a mark beside a word.
pub(super) const SMALL: f32 = 11.0;
/// The width of a party's rule.
pub(super) const RULE: f32 = 3.0;

/// Half way between two directions of length one.
const SLANT: f32 = std::f32::consts::FRAC_1_SQRT_2;

const UP: [(f32, f32); 3] = [(0.0, -0.9), (1.0, 0.8), (-1.0, 0.8)];
const DOWN: [(f32, f32); 3] = [(-1.0, -0.8), (1.0, -0.8), (0.0, 0.9)];
const DIAMOND: [(f32, f32); 4] = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)];

fn around<const N: usize>(center: (f32, f32), half: f32, points: [(f32, f32); N]) -> [(f32, f32); N] {
    points.map(|(x, y)| (center.0 + x * half, center.1 + y * half))
}

/// A mark: ▲ demand, ▼ concession, both open where they have a condition, ⛔ red line.
pub(super) fn mark(pen: &mut Pen, center: (f32, f32), kind: MarkKind, open: bool, ink: Ink) {
    let half = MARK / 2.0;
    let points = match kind {
        MarkKind::Demand => UP,
        MarkKind::Concession => DOWN,
        MarkKind::RedLine => {
            let stroke = Stroke::new(2.2, ink);
            pen.circle(center, half - 0.6, Some(ink::WHITE), Some(stroke));
            let bar = half - 2.4;
            pen.line((center.0 - bar, center.1), (center.0 + bar, center.1), stroke);
            return;
        }
    };
    let points = around(center, half, points);
    if open {
        pen.path(&points, Some(ink::WHITE), Some(Stroke::new(1.75, ink)));
    } else {
        pen.path(&points, Some(ink), None);
    }
}

/// A kind beside its word; a ring for a word that is not known.
pub(super) fn kind(pen: &mut Pen, center: (f32, f32), kind: &Kind, open: bool) {
    let half = SMALL / 2.0;
    let ink = ink::kind(kind);
    let (fill, stroke) = if open { (ink::WHITE, Some(Stroke::new(1.5, ink))) } else { (ink, None) };
    match kind {
        Kind::Demand => pen.path(&around(center, half, UP), Some(fill), stroke),
        Kind::Concession => pen.path(&around(center, half, DOWN), Some(fill), stroke),
        Kind::Interest => pen.path(&around(center, half, DIAMOND), Some(ink), None),
        Kind::RedLine => {
            let stroke = Stroke::new(1.9, ink);
            pen.circle(center, half - 0.95, None, Some(stroke));
            pen.line((center.0 - half + 1.9, center.1), (center.0 + half - 1.9, center.1), stroke);
        }
        Kind::Other(_) => pen.circle(center, half * 0.8, None, Some(Stroke::new(1.5, ink))),
    }
}

/// A status: a tick, a tick in a ring, a half disc, a cross, a dash or a dotted ring.
pub(super) fn status(pen: &mut Pen, (x, y): (f32, f32), status: &Status) {
    pen.upright(x, |pen, x| upright_status(pen, (x, y), status));
}

fn upright_status(pen: &mut Pen, center: (f32, f32), status: &Status) {
    let half = SMALL / 2.0;
    let ink = ink::status(status);
    let stroke = Stroke::new(1.76, ink);
    let tick = [(-0.9, 0.05), (-0.25, 0.7), (0.9, -0.65)];
    match status {
        Status::Agreed => pen.path(&around(center, half, tick), None, Some(stroke)),
        Status::AgreedInPrinciple => {
            pen.circle(center, half - 0.5, None, Some(Stroke::new(1.25, ink)));
            pen.path(&around(center, half * 0.55, tick), None, Some(stroke));
        }
        Status::UnderDiscussion => {
            pen.circle(center, half - 0.75, None, Some(Stroke::new(1.5, ink)));
            // Twelfths of the half circle at the left, from the bottom to the top.
            let quarter = [(0.0, 1.0), (0.258_82, 0.965_93), (0.5, 0.866_03), (SLANT, SLANT)];
            let rest = [(0.866_03, 0.5), (0.965_93, 0.258_82), (1.0, 0.0)];
            let below: Vec<(f32, f32)> = quarter.into_iter().chain(rest).map(|(x, y)| (-x, y)).collect();
            let above = below.iter().rev().skip(1).map(|(x, y)| (*x, -y));
            let arc = below.iter().copied().chain(above);
            let radius = half - 0.75;
            let arc: Vec<_> = arc.map(|(x, y)| (center.0 + x * radius, center.1 + y * radius)).collect();
            pen.path(&arc, Some(ink), None);
        }
        Status::Contested => {
            let [a, b, c, d] = around(center, half, [(-0.75, -0.75), (0.75, 0.75), (-0.75, 0.75), (0.75, -0.75)]);
            pen.lines(&[[a, b], [c, d]], stroke);
        }
        Status::NotAddressed => {
            let [from, to] = around(center, half, [(-0.8, 0.0), (0.8, 0.0)]);
            pen.line(from, to, stroke);
        }
        Status::Unknown | Status::Other(_) => {
            let dots = [(1.0, 0.0), (SLANT, SLANT), (0.0, 1.0), (-SLANT, SLANT)];
            for (x, y) in dots.into_iter().flat_map(|(x, y)| [(x, y), (-x, -y)]) {
                let radius = half - 1.0;
                pen.circle((center.0 + x * radius, center.1 + y * radius), 0.9, Some(ink), None);
            }
        }
    }
}

/// A party's rule, whole or in dashes by the accent's pattern.
pub(super) fn rule(pen: &mut Pen, area: Area, (ink, pattern): (Ink, usize)) {
    let (dash, gap) = match pattern {
        0 => {
            pen.rect(area, 1.0, Some(ink), None);
            return;
        }
        1 => (8.0, 4.0),
        2 => (4.0, 4.0),
        3 => (12.0, 2.0),
        _ => (2.0, 3.0),
    };
    let mut y = area.y;
    while y < area.bottom() {
        let height = f32::min(dash, area.bottom() - y);
        pen.rect(Area { y, height, ..area }, 0.0, Some(ink), None);
        y += dash + gap;
    }
}

/// Slanted lines across an area, cut at its edges, so that nothing has to be clipped.
pub(super) fn hatch(pen: &mut Pen, area: Area, gap: f32, stroke: Stroke) {
    let mut lines = Vec::new();
    let mut x = area.x - area.height + gap;
    while x < area.right() {
        // From the bottom at `x` up to the right.
        let cut = (area.x - x).max(0.0);
        let reach = (area.right() - x).min(area.height);
        lines.push([(x + cut, area.bottom() - cut), (x + reach, area.bottom() - reach)]);
        x += gap;
    }
    pen.lines(&lines, stroke);
}

/// The hatched zone of common ground, with a whole outline or, under conditions, a broken one.
pub(super) fn zone(pen: &mut Pen, area: Area, conditional: bool) {
    hatch(pen, area, 8.0, Stroke::new(1.0, ink::GREEN.mixed(ink::WHITE, 9)));
    pen.rect(area, 0.0, None, Some(Stroke { broken: conditional, ..Stroke::new(1.25, ink::GREEN) }));
}

/// A distance: a line between two places with a bar at each end.
pub(super) fn distance(pen: &mut Pen, from: f32, to: f32, y: f32) {
    let ends = [from, to].map(|x| [(x, y - 4.0), (x, y + 4.0)]);
    let [left, right] = ends;
    pen.lines(&[[(from, y), (to, y)], left, right], Stroke::new(1.25, ink::SECOND));
}

/// The bar across refused options: a line with a cap at each end.
pub(super) fn bar(pen: &mut Pen, from: f32, to: f32, y: f32, ink: Ink) {
    pen.rect(Area { x: from, y: y - 4.0, width: to - from, height: 8.0 }, 0.0, Some(ink::WHITE), None);
    pen.line((from, y), (to, y), Stroke::new(4.0, ink));
    pen.lines(&[[(from, y - 6.0), (from, y + 6.0)], [(to, y - 6.0), (to, y + 6.0)]], Stroke::new(2.0, ink));
}
