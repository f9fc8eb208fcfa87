//! Scrolling the table: wheel and bars, and bringing a place into view.

use egui::{Rect, Ui, pos2};

use super::TableView;
use super::frame::Frame;
use super::grid::Scene;
use super::measure::{grows_with_view, row_height, stack};
use super::sheet::{Item, Place, Sheet, Stop};
use crate::ui::scroll::{BAR, Heights, Part, bar_ui};
use crate::words::screen;

/// The wheel and the touch pad.
pub(super) fn wheel(ui: &Ui, whole: Rect, view: &mut TableView, heights: &Heights) {
    if !ui.rect_contains_pointer(whole) {
        return;
    }
    let delta = ui.input(egui::InputState::smooth_scroll_delta);
    if delta != egui::Vec2::ZERO {
        view.across -= delta.x;
        view.scroll.by(heights, -delta.y);
        ui.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
    }
}

/// Measures what comes into view, and keeps the last row and the last column at the edge.
pub(super) fn settle(view: &mut TableView, scene: &Scene<'_>, heights: &mut Heights) {
    view.across = view.across.clamp(0.0, scene.frame.most_across());
    let room = scene.frame.body.height();
    let measure = |row| row_height(scene.sheet, scene.cards, &scene.frame, row);
    if grows_with_view(scene.sheet) {
        // Columns that have come into view may be higher than those that the row was measured by.
        let mut filled = -view.scroll.offset;
        for row in view.scroll.anchor..heights.len() {
            if filled >= room {
                break;
            }
            let known = if heights.is_measured(row) { heights.get(row) } else { 0.0 };
            heights.set(row, known.max(measure(row)));
            filled += heights.get(row);
        }
    }
    view.scroll.settle(heights, room, measure);
}

/// Brings a record into view that was selected elsewhere, or the place to which the keyboard has gone.
pub(super) fn reveal(view: &mut TableView, scene: &Scene<'_>, heights: &mut Heights) {
    let (snapshot, comparison) = (scene.input.snapshot, scene.input.comparison);
    if let Some(target) = view.reveal.take()
        && let Some(place) = scene.sheet.place_of(snapshot, comparison, &target)
    {
        // A record that stands in several places is shown where the keyboard is, if it is there.
        let here = view.cursor.and_then(|here| scene.sheet.target(snapshot, comparison, here));
        // A cell of an issue that is about to be empty again stands for its issue, as soon as that is worked out.
        let issue = view.cursor.and_then(Stop::cell).and_then(|here| scene.sheet.cell_at(comparison, here));
        let issue = issue.and_then(|(_, issue)| Sheet::item_target(snapshot, comparison, Item::Issue(issue)));
        let on_its_way = !scene.input.settled && issue.as_ref() == Some(&target);
        if here.as_ref() != Some(&target) && !on_its_way {
            view.cursor = Some(place);
            view.reveal_place = Some(place);
        }
    }
    if let Some(target) = view.changed.take().filter(|target| scene.input.selection == Some(target)) {
        // Some records stand in several places.
        let here = view.cursor.filter(|here| scene.sheet.target(snapshot, comparison, *here).as_ref() == Some(&target));
        let place = here.or_else(|| scene.sheet.place_of(snapshot, comparison, &target));
        view.reveal_place = place.or(view.reveal_place);
        // Once it is worked out it may stand elsewhere, or have a place at all.
        view.changed = Some(target).filter(|_| !scene.input.settled);
    }
    if let Some(item) = view.look_at.take()
        && let Some(place) = scene.sheet.place_of_item(snapshot, comparison, item)
    {
        view.reveal_place = Some(place);
        let target = Sheet::item_target(snapshot, comparison, item);
        if target.is_some() && target.as_ref() == scene.input.selection {
            view.cursor = Some(place);
        }
    }
    if let Some(place) = view.reveal_place.take() {
        bring_into_view(view, scene, heights, place);
    }
}

fn bring_into_view(view: &mut TableView, scene: &Scene<'_>, heights: &mut Heights, stop: Stop) {
    let frame = &scene.frame;
    let place = match stop {
        // Heads stay in sight whatever is scrolled down.
        Stop::Head(column) => {
            view.across = across_to(view.across, frame, column + 1);
            return;
        }
        Stop::Cell(place) => place,
    };
    let room = frame.body.height();
    let measure = |row| row_height(scene.sheet, scene.cards, frame, row);
    let height = measure(place.row);
    // Of a row higher than the view at least the card is to be seen.
    let part = if height > room { part_of(scene, place) } else { None };
    view.scroll.reveal(heights, room, place.row, part.unwrap_or((0.0, height)), measure);
    view.across = across_to(view.across, frame, place.column);
}

/// How much is scrolled past when a column has come into view.
fn across_to(across: f32, frame: &Frame, column: usize) -> f32 {
    if column <= frame.columns.pinned {
        return across;
    }
    let (left, right) = (frame.columns.left(column - 1), frame.columns.left(column));
    across.max(right - frame.whole.width()).min(left - frame.columns.sticky())
}

/// The top and bottom of a place within its row; nothing for the head of the row, which is as high as the row.
fn part_of(scene: &Scene<'_>, place: Place) -> Option<(f32, f32)> {
    let mut items = Vec::new();
    scene.sheet.fill(scene.input.comparison, place.row, place.column, &mut items);
    let placed = stack(scene.cards, &items, scene.frame.span(place.column));
    let (_, rect) = placed.get(place.item).filter(|_| place.column > 0)?;
    Some((rect.top(), rect.bottom()))
}

/// The bars at the right and below.
pub(super) fn bars_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, heights: &Heights) {
    let frame = &scene.frame;
    let (right, left) = (frame.whole.right(), frame.whole.left() + frame.columns.sticky());
    let track = Rect::from_min_max(pos2(right, frame.body.top()), pos2(right + BAR, frame.body.bottom()));
    view.scroll.bar_ui(ui, scene.id.with("bar down"), heights, track, screen::SCROLL_DOWN);
    let track = Rect::from_min_max(pos2(left, frame.body.bottom()), pos2(right, frame.body.bottom() + BAR));
    let part = Part {
        from: f64::from(view.across),
        seen: f64::from(frame.whole.width() - frame.columns.sticky()),
        total: f64::from(frame.columns.total() - frame.columns.sticky()),
    };
    if let Some(from) = bar_ui(ui, scene.id.with("bar across"), track, false, part, screen::SCROLL_ACROSS) {
        #[expect(clippy::cast_possible_truncation, reason = "columns are a few thousand points wide")]
        let across = from as f32;
        view.across = across;
    }
}
