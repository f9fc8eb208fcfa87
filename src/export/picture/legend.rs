//! What the shapes mean, above the axes.

use super::lettering::Laid;
use super::line::EDGE;
use super::page::Head;
use super::pen::{Anchor, Area, Pen, Stroke};
use super::shapes::{self, MARK};
use super::{Sheet, looks};
use crate::case::Kind;
use crate::compare::axes::MarkKind;
use crate::export::ink;
use crate::words::{axes as words, terms};

/// From one row to the next.
const ROW: f32 = 22.0;
/// Above and below the rows.
const PAD: f32 = 6.0;
/// Between two shapes with their words.
const GAP: f32 = 18.0;
/// Between a shape and its word.
const INSET: f32 = 6.0;

/// A shape of the legend.
#[derive(Clone, Copy)]
enum Shape {
    Mark(MarkKind, bool),
    /// A band, and whether it is one under conditions.
    Band(bool),
    Zone,
    Nothing,
}

/// The legend, laid out in as many rows as it needs.
pub(super) struct Legend {
    items: Vec<Item>,
    pub(super) height: f32,
}

struct Item {
    shape: Shape,
    x: f32,
    row: f32,
    word: Laid,
}

impl Shape {
    fn width(self) -> f32 {
        match self {
            Self::Mark(..) => MARK,
            Self::Band(_) | Self::Zone => 26.0,
            Self::Nothing => 0.0,
        }
    }

    fn draw(self, pen: &mut Pen, x: f32, y: f32) {
        match self {
            Self::Mark(kind, open) => shapes::mark(pen, (x + MARK / 2.0, y), kind, open, ink::SECOND),
            Self::Band(conditional) => {
                let area = Area { x, y: y - 6.0, width: self.width(), height: 12.0 };
                let (fill, edge) = if conditional {
                    (ink::WHITE, ink::SECOND)
                } else {
                    (ink::SECOND.tint(), ink::SECOND.mixed(ink::WHITE, 6))
                };
                pen.rect(area, 4.0, Some(fill), Some(Stroke::new(1.25, edge)));
            }
            Self::Zone => {
                let area = Area { x, y: y - MARK / 2.0 - 1.0, width: self.width(), height: MARK + 2.0 };
                shapes::hatch(pen, area, 6.0, Stroke::new(1.0, ink::GREEN.mixed(ink::WHITE, 9)));
                pen.rect(area, 0.0, None, Some(Stroke::new(1.0, ink::GREEN)));
            }
            Self::Nothing => {}
        }
    }
}

impl Legend {
    pub(super) fn lay(sheet: &Sheet<'_>, head: &Head<'_>) -> Self {
        let hidden = (head.hidden > 0).then(|| (Shape::Nothing, words::hidden_principals(head.hidden)));
        let all = [
            (Shape::Mark(MarkKind::Demand, false), terms::kind(&Kind::Demand).to_lowercase()),
            (Shape::Mark(MarkKind::Concession, false), words::ACCEPTS.to_owned()),
            (Shape::Mark(MarkKind::Concession, true), words::ONLY_IF.to_owned()),
            (Shape::Mark(MarkKind::RedLine, false), words::REFUSES.to_owned()),
            (Shape::Band(false), words::ACCEPTED.to_owned()),
            (Shape::Band(true), words::ACCEPTED_IF.to_owned()),
            (Shape::Zone, words::COMMON_GROUND.to_owned()),
        ];
        let (mut x, mut row) = (EDGE, 0.0);
        let mut items = Vec::new();
        for (shape, word) in all.into_iter().chain(hidden) {
            let word = looks::SECOND.lay(&word, sheet.width - EDGE * 2.0 - 40.0, 1);
            let inset = if shape.width() > 0.0 { INSET } else { 0.0 };
            let width = shape.width() + inset + word.width();
            if x + width > sheet.width - EDGE {
                (x, row) = (EDGE, row + ROW);
            }
            items.push(Item { shape, x, row, word });
            x += width + GAP;
        }
        Self { items, height: row + ROW + PAD * 2.0 }
    }

    pub(super) fn draw(&self, pen: &mut Pen, top: f32) {
        for Item { shape, x, row, word } in &self.items {
            let y = top + PAD + row + ROW / 2.0;
            shape.draw(pen, *x, y);
            let inset = if shape.width() > 0.0 { INSET } else { 0.0 };
            pen.text(word, x + shape.width() + inset, y - word.height() / 2.0, Anchor::Start);
        }
    }
}
