//! Moving about the table by keyboard.

use egui::{EventFilter, Key, Modifiers, Ui};

use super::TableView;
use super::editing::{self, Spot};
use super::grid::Scene;
use super::sheet::{Item, Place, Stop};
use crate::case::Ref;
use crate::command::{Command, Request};
use crate::ui::moves::{self, Move};
use crate::ui::scroll::Heights;

/// Follows the keys, when the table has them.
pub(super) fn keyboard(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, heights: &Heights, out: &mut Vec<Request>) {
    if !scene.keyboard_here {
        view.touring = false;
        return;
    }
    // Escape gives up what is being dragged.
    if view.drag.is_some() {
        return;
    }
    let arrows = EventFilter { tab: view.touring, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(scene.id, arrows));
    let (input, sheet) = (scene.input, scene.sheet);
    view.wants_menu = ui.input_mut(|input| {
        input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
    });
    if view.touring
        && let Some(here) = view.cursor
    {
        let forward = ui.input_mut(|input| {
            let back = input.consume_key(Modifiers::SHIFT, Key::Tab);
            (back || input.consume_key(Modifiers::NONE, Key::Tab)).then_some(!back)
        });
        if let Some(forward) = forward {
            view.touring = false;
            editing::go(view, scene, here, forward, out);
            return;
        }
    }
    fold_by_key(ui, view, scene, out);
    for asked in moves::take(ui) {
        let selected = || input.selection.and_then(|target| sheet.place_of(input.snapshot, input.comparison, target));
        let here = view.cursor.or_else(selected);
        let next = match (asked, here) {
            (Move::Leave, _) => {
                view.cursor = None;
                out.push(Request::Deselect);
                continue;
            }
            (Move::Enter, Some(here)) => {
                enter(view, scene, here, out);
                continue;
            }
            (Move::Enter, None) => continue,
            // From nowhere an arrow comes in at the first row; the others lead where they always do.
            (Move::Up | Move::Down | Move::Left | Move::Right, None) => first(scene),
            (_, here) => {
                let here = here.unwrap_or_else(|| first(scene));
                let page = view.scroll.page(heights, scene.frame.body.height());
                view.lane = lane(view, scene, here);
                step(scene, (here, view.lane), asked, page)
            }
        };
        view.cursor = Some(next);
        view.touring = false;
        view.reveal_place = Some(next);
        let target = sheet.target(input.snapshot, input.comparison, next);
        out.push(target.map_or(Request::Deselect, Request::Select));
    }
}

/// Left folds the axis on whose band the keyboard is, Right unfolds it, and Space does either.
fn fold_by_key(ui: &Ui, view: &TableView, scene: &Scene<'_>, out: &mut Vec<Request>) {
    let (input, sheet) = (scene.input, scene.sheet);
    let Some(place) = view.cursor.and_then(Stop::cell).filter(|place| sheet.band(place.row).is_some()) else { return };
    let Some(Ref::Axis(axis)) = sheet.target(input.snapshot, input.comparison, Stop::Cell(place)) else { return };
    let key = if view.folded.contains(&axis) { Key::ArrowRight } else { Key::ArrowLeft };
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(key) || pressed(Key::Space) {
        out.push(Request::Do(Command::ToggleAxis));
    }
}

/// Opens what stands at a place: a text for editing, a row for another issue, or what can be added.
fn enter(view: &mut TableView, scene: &Scene<'_>, here: Stop, out: &mut Vec<Request>) {
    let item = scene.sheet.item_at(scene.input.comparison, here).unwrap_or(Item::Blank);
    match (item, Spot::at(scene.cards, item)) {
        (Item::AddIssue(_), _) => out.push(Request::Do(Command::AddIssue)),
        (_, Some(spot)) => view.start(scene.input.document, spot, Some(here), None),
        // As by the right button of the mouse.
        (Item::Nothing | Item::Former(_) | Item::Filtered(_) | Item::Column(_), None) => view.wants_menu = true,
        (_, None) => out.push(Request::Do(Command::FocusInspector)),
    }
}

fn first(scene: &Scene<'_>) -> Stop {
    let row = (0..scene.sheet.rows()).find(|row| !scene.sheet.is_wide(*row)).unwrap_or(0);
    Stop::Cell(Place { row, column: 0, item: 0 })
}

/// The column in which Up and Down go on from a place.
fn lane(view: &TableView, scene: &Scene<'_>, here: Stop) -> usize {
    match here {
        Stop::Head(column) => column + 1,
        Stop::Cell(place) if scene.sheet.is_wide(place.row) => view.lane.min(scene.sheet.columns()),
        Stop::Cell(place) => place.column,
    }
}

/// Where a move leads from a place.
fn step(scene: &Scene<'_>, (here, lane): (Stop, usize), asked: Move, page: usize) -> Stop {
    let sheet = scene.sheet;
    let (Some(last_row), last_column) = (sheet.rows().checked_sub(1), sheet.columns()) else { return here };
    let to_row = |row: usize| Place { row, column: if sheet.is_wide(row) { 0 } else { lane }, item: 0 };
    match here {
        Stop::Head(column) => match asked {
            Move::Left => Stop::Head(column.saturating_sub(1)),
            Move::Right if column + 1 < last_column => Stop::Head(column + 1),
            Move::RowStart => Stop::Head(0),
            Move::RowEnd => Stop::Head(last_column.saturating_sub(1)),
            Move::Down | Move::Top => Stop::Cell(to_row(0)),
            Move::PageDown => Stop::Cell(to_row(page.min(last_row))),
            Move::Bottom => Stop::Cell(to_row(last_row)),
            _ => here,
        },
        Stop::Cell(place) if asked == Move::Up && place.row == 0 && place.item == 0 && last_column > 0 => {
            Stop::Head(lane.saturating_sub(1))
        }
        Stop::Cell(place) => Stop::Cell(step_in_rows(scene, place, &to_row, (asked, page))),
    }
}

/// Where a move leads from a place in the rows to another.
fn step_in_rows(
    scene: &Scene<'_>,
    here: Place,
    to_row: &dyn Fn(usize) -> Place,
    (asked, page): (Move, usize),
) -> Place {
    let sheet = scene.sheet;
    let mut items = Vec::new();
    let mut count = |row: usize, column: usize| {
        sheet.fill(scene.input.comparison, row, column, &mut items);
        items.len().max(1)
    };
    let last_row = sheet.rows().saturating_sub(1);
    match asked {
        Move::Up if here.item > 0 => Place { item: here.item - 1, ..here },
        Move::Up => {
            let place = to_row(here.row.saturating_sub(1));
            if here.row == 0 { here } else { Place { item: count(place.row, place.column) - 1, ..place } }
        }
        Move::Down if here.item + 1 < count(here.row, here.column) => Place { item: here.item + 1, ..here },
        Move::Down if here.row < last_row => to_row(here.row + 1),
        Move::Left if here.column > 0 => Place { column: here.column - 1, item: 0, ..here },
        Move::Right if here.column < sheet.columns() && !sheet.is_wide(here.row) => {
            Place { column: here.column + 1, item: 0, ..here }
        }
        Move::PageUp => to_row(here.row.saturating_sub(page)),
        Move::PageDown => to_row((here.row + page).min(last_row)),
        Move::Top => to_row(0),
        Move::Bottom => to_row(last_row),
        Move::RowStart => Place { column: 0, item: 0, ..here },
        Move::RowEnd if !sheet.is_wide(here.row) => Place { column: sheet.columns(), item: 0, ..here },
        _ => here,
    }
}
