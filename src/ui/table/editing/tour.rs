//! From cell to cell by Tab.

use super::super::grid::Scene;
use super::super::sheet::{Item, Place, Sheet};
use super::super::{TableInput, TableView};
use super::Spot;
use crate::command::Request;

/// Where something to edit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Stop {
    /// In the head of a column.
    Head(usize),
    /// In a row.
    Cell(Place),
}

/// Where a text stands; nothing when it is not shown.
pub(in super::super) fn stop_of(scene: &Scene<'_>, spot: &Spot) -> Option<Stop> {
    let (snapshot, comparison, sheet) = (scene.input.snapshot, scene.input.comparison, scene.sheet);
    let item = spot.item(snapshot, comparison)?;
    if let Some(column) = (0..sheet.columns()).find(|column| sheet.head(*column) == item) {
        return Some(Stop::Head(column));
    }
    let place = place_of(scene.input, sheet, spot)?;
    let mut items = Vec::new();
    sheet.fill(comparison, place.row, place.column, &mut items);
    (items.get(place.item) == Some(&item)).then_some(Stop::Cell(place))
}

/// The place among the rows where a text stands.
pub(super) fn place_of(input: &TableInput<'_>, sheet: &Sheet, spot: &Spot) -> Option<Place> {
    let (snapshot, comparison) = (input.snapshot, input.comparison);
    match spot {
        // A party heads a row when the table is turned.
        Spot::Name(_) => {
            let item = spot.item(snapshot, comparison)?;
            let mut items = Vec::new();
            let row = (0..sheet.rows()).find(|row| {
                sheet.fill(comparison, *row, 0, &mut items);
                items.first() == Some(&item)
            });
            row.map(|row| Place { row, column: 0, item: 0 })
        }
        // One of a proposal's terms, of which the first alone would be found.
        Spot::Term(proposal, term) => sheet.place_of_term(snapshot, comparison, proposal, *term),
        _ => sheet.place_of(snapshot, comparison, &spot.target()),
    }
}

/// Goes on to the next cell, or back to the one before: edits its first card, or says which keys make one.
pub(in super::super) fn go(view: &mut TableView, scene: &Scene<'_>, here: Stop, forward: bool, out: &mut Vec<Request>) {
    let Some(stop) = beside(scene, here, forward) else { return };
    let (snapshot, comparison) = (scene.input.snapshot, scene.input.comparison);
    match stop {
        Stop::Head(column) => {
            let item = scene.sheet.head(column);
            out.extend(Sheet::item_target(snapshot, comparison, item).map(Request::Select));
            if let Some(spot) = Spot::at(scene.cards, item) {
                view.start(scene.input.document, spot, None, None);
            }
        }
        Stop::Cell(place) => {
            out.extend(scene.sheet.target(snapshot, comparison, place).map(Request::Select));
            let mut items = Vec::new();
            scene.sheet.fill(comparison, place.row, place.column, &mut items);
            if let Some(spot) = items.get(place.item).and_then(|item| Spot::at(scene.cards, *item)) {
                view.start(scene.input.document, spot, Some(place), None);
            } else {
                view.cursor = Some(place);
                view.reveal_place = Some(place);
                view.touring = true;
            }
        }
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
    let card = items.iter().position(|item| Spot::at(scene.cards, *item).is_some());
    card.or_else(|| items.iter().position(|item| matches!(item, Item::Nothing | Item::Filtered(_))))
}
