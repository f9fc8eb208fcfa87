//! How high the rows are: guessed from the length of their texts, or measured as they are drawn.

use egui::{Rangef, Rect, pos2};

use super::cards::Cards;
use super::columns::Columns;
use super::frame::Frame;
use super::sheet::{Item, Sheet};
use crate::compare::Entry;
use crate::ui::theme;

/// The height of a row with no text in it.
const LEAST_ROW: f32 = 40.0;
/// Between the cards of one cell.
pub(super) const CARD_GAP: f32 = 4.0;
/// Beside the cards of a cell.
const CELL_MARGIN: f32 = 4.0;
/// Below the last card of a cell.
const CELL_FOOT: f32 = 6.0;
/// Up to so many columns a row's height takes every column into account, seen or not.
const MEASURED_COLUMNS: usize = 40;

/// A guess at each row's height, in points, where it is not `known` how high the row was before.
pub(super) fn estimates(
    sheet: &Sheet,
    cards: &Cards<'_>,
    columns: &Columns,
    known: impl Fn(usize) -> Option<f32>,
) -> Vec<f32> {
    let mut items = Vec::new();
    (0..sheet.rows())
        .map(|row| {
            if sheet.is_wide(row) {
                return LEAST_ROW;
            }
            if let Some(height) = known(row) {
                return height;
            }
            let mut highest = LEAST_ROW;
            // Of very many columns a sample is enough for a guess.
            for column in 0..=sheet.columns().min(MEASURED_COLUMNS) {
                sheet.fill(cards.comparison, row, column, &mut items);
                let width = if column == 0 { columns.head() } else { columns.width(column - 1) };
                let height: f32 = items.iter().map(|item| guess(cards, *item, width)).sum();
                highest = highest.max(height);
            }
            highest
        })
        .collect()
}

fn guess(cards: &Cards<'_>, item: Item, width: f32) -> f32 {
    let case = cards.snapshot.case();
    let bytes = match item {
        Item::Entry(Entry::Position(number)) => cards.snapshot.numbered(number).map_or(0, |position| {
            position.text.len() + position.conditions.iter().map(|condition| condition.text.len() + 30).sum::<usize>()
        }),
        Item::Entry(Entry::Term { proposal, term }) => {
            let proposal = case.proposals.get(proposal as usize);
            proposal.and_then(|proposal| proposal.terms.get(term as usize)).map_or(0, |term| term.text.len() + 80)
        }
        _ => 40,
    };
    #[expect(clippy::cast_precision_loss, reason = "only a guess")]
    let lines = (bytes as f32 * 7.4 / (width - 24.0).max(60.0)).ceil().min(40.0);
    56.0 + lines * theme::size::TEXT * 1.4
}

/// Whether there are so many columns that a row is only as high as those that have been in view.
pub(super) fn grows_with_view(sheet: &Sheet) -> bool {
    sheet.columns() > MEASURED_COLUMNS
}

/// How high a row is in these columns, in points.
pub(super) fn row_height(sheet: &Sheet, cards: &Cards<'_>, frame: &Frame, row: usize) -> f32 {
    let mut items = Vec::new();
    if sheet.is_wide(row) {
        sheet.fill(cards.comparison, row, 0, &mut items);
        return items.iter().map(|item| cards.height(*item, frame.body.width())).sum();
    }
    let mut highest = LEAST_ROW;
    let mut measure = |column: usize| {
        sheet.fill(cards.comparison, row, column, &mut items);
        let height = stack(cards, &items, frame.span(column)).last().map_or(0.0, |(_, rect)| rect.bottom() + CELL_FOOT);
        highest = f32::max(highest, height);
    };
    if grows_with_view(sheet) {
        frame.in_view().for_each(&mut measure);
    } else {
        (0..=sheet.columns()).for_each(&mut measure);
    }
    highest
}

/// The places of a cell's items one below the other, from zero.
pub(super) fn stack(cards: &Cards<'_>, items: &[Item], span: Rangef) -> Vec<(Item, Rect)> {
    let mut y = CELL_MARGIN;
    let mut placed = Vec::with_capacity(items.len());
    for item in items {
        let margin = match item {
            Item::Issue(_) => 0.0,
            Item::Column(_) => theme::EDGE - theme::RULE - theme::INSET,
            _ => CELL_MARGIN,
        };
        let (left, right) = (span.min + margin, span.max - margin);
        let height = cards.height(*item, right - left);
        placed.push((*item, Rect::from_min_max(pos2(left, y), pos2(right, y + height))));
        y += height + CARD_GAP;
    }
    placed
}
