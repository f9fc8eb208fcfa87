//! From cell to cell by Tab.

use super::super::grid::Scene;
use super::super::sheet::{Item, Place, Sheet, Stop};
use super::super::{TableInput, TableView};
use super::Spot;
use crate::command::Request;

/// Where a text stands: at a place where it is known to have stood or, of several, the first; nothing when it is not shown.
pub(in super::super) fn stop_of(
    input: &TableInput<'_>,
    sheet: &Sheet,
    spot: &Spot,
    known: Option<Stop>,
) -> Option<Stop> {
    let (snapshot, comparison) = (input.snapshot, input.comparison);
    let item = spot.item(snapshot, comparison, sheet.turn())?;
    let is_there = |stop: &Stop| sheet.item_at(comparison, *stop) == Some(item);
    known.filter(is_there).or_else(|| {
        let first = match spot {
            // One of a proposal's terms, of which the first alone would be found.
            Spot::Term(proposal, term) => sheet.place_of_term(snapshot, comparison, proposal, *term).map(Stop::Cell),
            _ => sheet.place_of(snapshot, comparison, &spot.target()),
        };
        first.filter(is_there)
    })
}

/// Goes on to the next cell, or back to the one before: edits its first card, or says which keys make one.
pub(in super::super) fn go(view: &mut TableView, scene: &Scene<'_>, here: Stop, forward: bool, out: &mut Vec<Request>) {
    let Some(stop) = beside(scene, here, forward) else { return };
    let (snapshot, comparison) = (scene.input.snapshot, scene.input.comparison);
    out.extend(scene.sheet.target(snapshot, comparison, stop).map(Request::Select));
    let item = scene.sheet.item_at(comparison, stop);
    if let Some(spot) = item.and_then(|item| Spot::at(scene.cards, item)) {
        view.start(scene.input.document, spot, Some(stop), None);
    } else {
        view.cursor = Some(stop);
        view.reveal_place = Some(stop);
        view.touring = true;
    }
}

/// The next stop in the order of reading, row by row; nothing beyond the last.
fn beside(scene: &Scene<'_>, here: Stop, forward: bool) -> Option<Stop> {
    let (sheet, columns) = (scene.sheet, scene.sheet.columns());
    let mut at = here;
    loop {
        at = match (at, forward) {
            (Stop::Head(column), true) if column + 1 < columns => Stop::Head(column + 1),
            (Stop::Head(_), true) => Stop::Cell(Place::default()),
            (Stop::Head(column), false) => Stop::Head(column.checked_sub(1)?),
            (Stop::Cell(place), true) if place.column < columns => {
                Stop::Cell(Place { column: place.column + 1, item: 0, ..place })
            }
            (Stop::Cell(place), true) if place.row + 1 < sheet.rows() => {
                Stop::Cell(Place { row: place.row + 1, column: 0, item: 0 })
            }
            (Stop::Cell(_), true) => return None,
            (Stop::Cell(place), false) if place.column > 0 => {
                Stop::Cell(Place { column: place.column - 1, item: 0, ..place })
            }
            (Stop::Cell(place), false) => match place.row.checked_sub(1) {
                Some(row) => Stop::Cell(Place { row, column: columns, item: 0 }),
                None => Stop::Head(columns.checked_sub(1)?),
            },
        };
        match at {
            Stop::Head(column) if Spot::at(scene.cards, sheet.head(column)).is_some() => return Some(at),
            Stop::Cell(place) => {
                if let Some(item) = way_in(scene, place) {
                    return Some(Stop::Cell(Place { item, ..place }));
                }
            }
            Stop::Head(_) => {}
        }
    }
}

/// The item of a cell at which Tab stops: its first card, or that it is empty.
fn way_in(scene: &Scene<'_>, place: Place) -> Option<usize> {
    if scene.sheet.is_wide(place.row) {
        return None;
    }
    let mut items = Vec::new();
    scene.sheet.fill(scene.input.comparison, place.row, place.column, &mut items);
    // What heads the cards of an issue is passed by, as it heads those of every party.
    let is_card = |item: &Item| !matches!(item, Item::IssueLine(_)) && Spot::at(scene.cards, *item).is_some();
    let card = items.iter().position(is_card);
    card.or_else(|| items.iter().position(|item| matches!(item, Item::Nothing | Item::Former(_) | Item::Filtered(_))))
}
