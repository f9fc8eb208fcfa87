//! Moving about the table by keyboard.

use egui::{EventFilter, Key, Modifiers, Ui};

use super::TableView;
use super::editing::{self, Spot, Stop};
use super::grid::Scene;
use super::sheet::{Item, Place};
use crate::command::{Command, Request};
use crate::ui::moves::{self, Move};
use crate::ui::scroll::Heights;

/// Follows the keys, when the table has them.
pub(super) fn keyboard(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, heights: &Heights, out: &mut Vec<Request>) {
    if !scene.keyboard_here {
        view.touring = false;
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
            editing::go(view, scene, Stop::Cell(here), forward, out);
            return;
        }
    }
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
                let page = view.scroll.page(heights, scene.frame.body.height());
                step(scene, here.unwrap_or_else(|| first(scene)), asked, page)
            }
        };
        view.cursor = Some(next);
        view.touring = false;
        view.reveal_place = Some(next);
        out.extend(sheet.target(input.snapshot, input.comparison, next).map(Request::Select));
    }
}

/// Opens what stands at a place: a text for editing, an axis, a row for another issue.
fn enter(view: &mut TableView, scene: &Scene<'_>, here: Place, out: &mut Vec<Request>) {
    let mut items = Vec::new();
    scene.sheet.fill(scene.input.comparison, here.row, here.column, &mut items);
    let item = items.get(here.item).copied().unwrap_or(Item::Blank);
    match (item, Spot::at(scene.cards, item)) {
        (Item::Band(_), _) => out.push(Request::Do(Command::ToggleAxis)),
        (Item::AddIssue(_), _) => out.push(Request::Do(Command::AddIssue)),
        (_, Some(spot)) => view.start(scene.input.document, spot, Some(here), None),
        // What can be added is offered, as by the right button of the mouse.
        (Item::Nothing | Item::Filtered(_), None) => view.wants_menu = true,
        (_, None) => out.push(Request::Do(Command::FocusInspector)),
    }
}

fn first(scene: &Scene<'_>) -> Place {
    let row = (0..scene.sheet.rows()).find(|row| !scene.sheet.is_wide(*row)).unwrap_or(0);
    Place { row, column: 0, item: 0 }
}

/// Where a move leads from a place.
fn step(scene: &Scene<'_>, here: Place, asked: Move, page: usize) -> Place {
    let sheet = scene.sheet;
    let mut items = Vec::new();
    let mut count = |row: usize, column: usize| {
        sheet.fill(scene.input.comparison, row, column, &mut items);
        items.len().max(1)
    };
    let last_row = sheet.rows().saturating_sub(1);
    let to_row = |row: usize| Place { row, column: if sheet.is_wide(row) { 0 } else { here.column }, item: 0 };
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
