//! The table's frame: what is in view, where it stands, and what pointer and keys do to it.

use egui::{
    CursorIcon, EventFilter, Id, Painter, Pos2, Rangef, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::cards::{Cards, State};
use super::columns::{Columns, Key};
use super::header;
use super::keys::{self, Move};
use super::sheet::{Item, Place, Sheet};
use super::{Built, TABLE, TableInput, TableView, Turn};
use crate::command::{Command, Request};
use crate::compare::{Column, Entry};
use crate::ui::theme;
use crate::words::screen;

/// Room for a scroll bar, in points.
const BAR: f32 = 12.0;
/// The least length of a scroll bar's handle, in points.
const HANDLE: f32 = 28.0;
/// The height of a row with no text in it.
const LEAST_ROW: f32 = 40.0;
/// Between the cards of one cell.
const CARD_GAP: f32 = 4.0;
/// Beside the cards of a cell.
const CELL_MARGIN: f32 = 4.0;
/// Below the last card of a cell.
const CELL_FOOT: f32 = 6.0;
/// Up to so many columns a row's height takes every column into account, seen or not.
const MEASURED_COLUMNS: usize = 40;

/// Where the parts of the table stand in this frame.
pub(super) struct Frame {
    /// All of it.
    pub whole: Rect,
    /// The headers.
    pub header: Rect,
    /// The rows.
    pub body: Rect,
    pub columns: Columns,
    pub across: f32,
}

impl Frame {
    /// Where a column stands on the screen, from left to right; column 0 is the head of the rows.
    pub(super) fn span(&self, column: usize) -> Rangef {
        let left = self.whole.left();
        let Some(column) = column.checked_sub(1) else { return Rangef::new(left, left + self.columns.head()) };
        let shift = if column < self.columns.pinned { 0.0 } else { self.across };
        Rangef::new(left + self.columns.left(column) - shift, left + self.columns.left(column + 1) - shift)
    }

    /// The part of a band across the table in which a column may paint.
    pub(super) fn clip(&self, column: usize, band: Rect) -> Rect {
        let sticky = self.whole.left() + self.columns.sticky();
        if column <= self.columns.pinned { band.with_max_x(sticky.min(band.right())) } else { band.with_min_x(sticky) }
    }

    /// The columns to draw, those that scroll first.
    pub(super) fn in_view(&self) -> impl Iterator<Item = usize> + use<> {
        let scrolling = self.columns.in_view(self.across, self.body.width());
        scrolling.map(|column| column + 1).chain(0..=self.columns.pinned)
    }
}

/// Shows the table and lets it be moved about in.
pub(super) fn grid_ui(
    ui: &mut Ui,
    input: &TableInput<'_>,
    view: &mut TableView,
    built: &mut Built,
    cards: &Cards<'_>,
    out: &mut Vec<Request>,
) {
    let whole = ui.available_rect_before_wrap();
    let id = Id::unique(TABLE);
    let table = ui.interact(whole, id, Sense::click());
    table.widget_info(|| WidgetInfo::labeled(Role::Grid, true, screen::TABLE_NAME));
    let painter = ui.painter_at(whole);
    painter.rect_filled(whole, 0.0, cards.palette.surface);

    let inner = whole.with_max_x(whole.right() - BAR);
    let columns = view.widths.layout(input, &built.sheet, view.pinned, inner.width());
    let fingerprint = measured_for(ui, &columns);
    if built.measured_for != fingerprint {
        built.measured_for = fingerprint;
        built.heights.forget();
    }
    let header_height = header::height(&built.sheet, cards, &columns);
    let over = columns.total() > inner.width();
    let body_bottom = if over { whole.bottom() - BAR } else { whole.bottom() };
    view.across = view.across.clamp(0.0, (columns.total() - inner.width()).max(0.0));
    let mut frame = Frame {
        whole: inner,
        header: inner.with_max_y(inner.top() + header_height),
        body: Rect::from_min_max(pos2(inner.left(), inner.top() + header_height), pos2(inner.right(), body_bottom)),
        columns,
        across: view.across,
    };

    if view.take_focus {
        view.take_focus = false;
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    scroll(ui, whole, view, built);
    keyboard(ui, id, input, view, built, &frame, out);
    reveal(input, view, built, cards, &frame);
    settle(view, built, cards, &frame);
    frame.across = view.across;

    rows_ui(ui, id, input, view, built, cards, &frame, out);
    header::header_ui(ui, input, view, &built.sheet, cards, &frame, out);
    lines(&painter, cards, &frame, view);
    bars_ui(ui, view, built, cards, &frame, whole);
    ui.advance_cursor_after_rect(whole);
}

fn measured_for(ui: &Ui, columns: &Columns) -> Vec<u32> {
    let mut fingerprint = columns.fingerprint();
    fingerprint.push(ui.ctx().pixels_per_point().to_bits());
    fingerprint
}

/// A guess at each row's height from the length of its texts, in points.
pub(super) fn estimates(sheet: &Sheet, cards: &Cards<'_>, columns: &Columns) -> Vec<f32> {
    let mut items = Vec::new();
    (0..sheet.rows())
        .map(|row| {
            if sheet.band(row).is_some() {
                return LEAST_ROW;
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
        Item::Entry(Entry::Position(number)) => case.positions.get(number as usize).map_or(0, |position| {
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

/// How high a row is in these columns, in points.
fn row_height(sheet: &Sheet, cards: &Cards<'_>, frame: &Frame, row: usize) -> f32 {
    let mut items = Vec::new();
    if sheet.band(row).is_some() {
        sheet.fill(cards.comparison, row, 0, &mut items);
        return items.iter().map(|item| cards.height(*item, frame.body.width())).sum();
    }
    let mut highest = LEAST_ROW;
    let mut measure = |column: usize| {
        sheet.fill(cards.comparison, row, column, &mut items);
        let height = stack(cards, &items, frame.span(column)).last().map_or(0.0, |(_, rect)| rect.bottom() + CELL_FOOT);
        highest = f32::max(highest, height);
    };
    if sheet.columns() <= MEASURED_COLUMNS {
        (0..=sheet.columns()).for_each(&mut measure);
    } else {
        frame.in_view().for_each(&mut measure);
    }
    highest
}

/// The places of a cell's items one below the other, from zero.
fn stack(cards: &Cards<'_>, items: &[Item], span: Rangef) -> Vec<(Item, Rect)> {
    let mut y = CELL_MARGIN;
    let mut placed = Vec::with_capacity(items.len());
    for item in items {
        let margin = if matches!(item, Item::Issue(_) | Item::Column(_)) { 0.0 } else { CELL_MARGIN };
        let (left, right) = (span.min + margin, span.max - margin);
        let height = cards.height(*item, right - left);
        placed.push((*item, Rect::from_min_max(pos2(left, y), pos2(right, y + height))));
        y += height + CARD_GAP;
    }
    placed
}

/// The wheel and the touch pad.
fn scroll(ui: &Ui, whole: Rect, view: &mut TableView, built: &Built) {
    if !ui.rect_contains_pointer(whole) {
        return;
    }
    let delta = ui.input(egui::InputState::smooth_scroll_delta);
    if delta != egui::Vec2::ZERO {
        view.across -= delta.x;
        scroll_by(view, built, -delta.y);
        ui.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
    }
}

fn scroll_by(view: &mut TableView, built: &Built, points: f32) {
    // Only heights passed over matter, so even a long way is a few steps.
    let from = built.heights.top(view.anchor) + f64::from(view.offset) + f64::from(points);
    (view.anchor, view.offset) = built.heights.at(from);
}

/// Measures what comes into view, and keeps the last row at the bottom.
fn settle(view: &mut TableView, built: &mut Built, cards: &Cards<'_>, frame: &Frame) {
    let Built { sheet, heights, .. } = built;
    if heights.len() == 0 {
        (view.anchor, view.offset) = (0, 0.0);
        return;
    }
    view.anchor = view.anchor.min(heights.len() - 1);
    view.across = view.across.clamp(0.0, (frame.columns.total() - frame.whole.width()).max(0.0));
    let room = frame.body.height();
    let mut filled = -view.offset;
    let mut row = view.anchor;
    while filled < room && row < heights.len() {
        if !heights.is_measured(row) {
            let height = row_height(sheet, cards, frame, row);
            heights.set(row, height);
            if row == view.anchor {
                view.offset = view.offset.min(height);
            }
        } else if sheet.columns() > MEASURED_COLUMNS {
            let height = row_height(sheet, cards, frame, row).max(heights.get(row));
            heights.set(row, height);
        }
        filled += heights.get(row);
        row += 1;
    }
    // Past the end: rows from above come down until the view is full again.
    let mut missing = room - filled;
    while missing > 0.5 && (view.anchor > 0 || view.offset > 0.0) {
        if view.offset >= missing {
            view.offset -= missing;
            break;
        }
        missing -= view.offset;
        view.offset = 0.0;
        let Some(above) = view.anchor.checked_sub(1) else { break };
        view.anchor = above;
        if !heights.is_measured(above) {
            heights.set(above, row_height(sheet, cards, frame, above));
        }
        view.offset = heights.get(above);
    }
}

/// Brings a record into view that was selected elsewhere.
fn reveal(input: &TableInput<'_>, view: &mut TableView, built: &mut Built, cards: &Cards<'_>, frame: &Frame) {
    if let Some(target) = view.reveal.take()
        && let Some(place) = built.sheet.place_of(input.snapshot, input.comparison, &target)
    {
        // A record that stands in several places is shown where the keyboard is, if it is there.
        let here = view.cursor.and_then(|here| built.sheet.target(input.snapshot, input.comparison, here));
        if here.as_ref() != Some(&target) {
            view.cursor = Some(place);
            view.reveal_place = Some(place);
        }
    }
    if let Some(place) = view.reveal_place.take() {
        bring_into_view(view, built, cards, frame, place);
    }
}

fn bring_into_view(view: &mut TableView, built: &mut Built, cards: &Cards<'_>, frame: &Frame, place: Place) {
    let Built { sheet, heights, .. } = built;
    let mut measured = |row: usize| {
        if !heights.is_measured(row) {
            heights.set(row, row_height(sheet, cards, frame, row));
        }
        heights.get(row)
    };
    // From here to the row, as far as a view reaches; farther away the row comes to the top.
    let room = frame.body.height();
    let height = measured(place.row);
    if place.row < view.anchor || (place.row == view.anchor && view.offset > 0.0) {
        (view.anchor, view.offset) = (place.row, 0.0);
    } else {
        let mut top = -view.offset;
        let mut row = view.anchor;
        while row < place.row && top < room {
            top += measured(row);
            row += 1;
        }
        if row < place.row {
            (view.anchor, view.offset) = (place.row, 0.0);
        } else if top + height > room && top > 0.0 {
            let mut past = f32::min(top, top + height - room);
            // The row's own top stays in sight when it is higher than the view.
            while past > 0.0 && view.anchor < place.row {
                let rest = measured(view.anchor) - view.offset;
                if past < rest {
                    view.offset += past;
                    break;
                }
                past -= rest;
                view.anchor += 1;
                view.offset = 0.0;
            }
        }
    }
    if place.column > frame.columns.pinned {
        let column = place.column - 1;
        let (left, right) = (frame.columns.left(column), frame.columns.left(column + 1));
        let most = left - frame.columns.sticky();
        let least = right - frame.whole.width();
        view.across = view.across.max(least).min(most);
    }
}

fn keyboard(
    ui: &Ui,
    id: Id,
    input: &TableInput<'_>,
    view: &mut TableView,
    built: &mut Built,
    frame: &Frame,
    out: &mut Vec<Request>,
) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let sheet = &built.sheet;
    for asked in ui.input_mut(keys::take) {
        let here = view
            .cursor
            .or_else(|| input.selection.and_then(|target| sheet.place_of(input.snapshot, input.comparison, target)));
        match (asked, here) {
            (Move::Leave, _) => {
                view.cursor = None;
                out.push(Request::Deselect);
                continue;
            }
            (Move::Enter, Some(place)) => {
                match sheet.band(place.row) {
                    Some(_) => out.push(Request::Do(Command::ToggleAxis)),
                    None => out.push(Request::Do(Command::FocusInspector)),
                }
                continue;
            }
            (Move::Enter, None) => continue,
            _ => {}
        }
        let next = match here {
            Some(here) => step(sheet, input, here, asked, rows_in_view(built, view, frame)),
            None => first(sheet),
        };
        view.cursor = Some(next);
        if let Some(target) = sheet.target(input.snapshot, input.comparison, next) {
            out.push(Request::Select(target));
        }
        view.reveal_place = Some(next);
    }
}

fn rows_in_view(built: &Built, view: &TableView, frame: &Frame) -> usize {
    let (last, _) = built.heights.at(built.heights.top(view.anchor) + f64::from(frame.body.height()));
    (last - view.anchor.min(last)).max(1)
}

fn first(sheet: &Sheet) -> Place {
    let row = (0..sheet.rows()).find(|row| sheet.band(*row).is_none()).unwrap_or(0);
    Place { row, column: 0, item: 0 }
}

/// Where a move leads from a place.
fn step(sheet: &Sheet, input: &TableInput<'_>, here: Place, asked: Move, page: usize) -> Place {
    let mut items = Vec::new();
    let mut count = |row: usize, column: usize| {
        sheet.fill(input.comparison, row, column, &mut items);
        items.len().max(1)
    };
    let last_row = sheet.rows().saturating_sub(1);
    let to_row = |row: usize| Place { row, column: if sheet.band(row).is_some() { 0 } else { here.column }, item: 0 };
    match asked {
        Move::Up if here.item > 0 => Place { item: here.item - 1, ..here },
        Move::Up => {
            let place = to_row(here.row.saturating_sub(1));
            if here.row == 0 { here } else { Place { item: count(place.row, place.column) - 1, ..place } }
        }
        Move::Down if here.item + 1 < count(here.row, here.column) => Place { item: here.item + 1, ..here },
        Move::Down if here.row < last_row => to_row(here.row + 1),
        Move::Left if here.column > 0 => Place { column: here.column - 1, item: 0, ..here },
        Move::Right if here.column < sheet.columns() && sheet.band(here.row).is_none() => {
            Place { column: here.column + 1, item: 0, ..here }
        }
        Move::PageUp => to_row(here.row.saturating_sub(page)),
        Move::PageDown => to_row((here.row + page).min(last_row)),
        Move::Top => to_row(0),
        Move::Bottom => to_row(last_row),
        Move::RowStart => Place { column: 0, item: 0, ..here },
        Move::RowEnd if sheet.band(here.row).is_none() => Place { column: sheet.columns(), item: 0, ..here },
        _ => here,
    }
}

#[expect(clippy::too_many_arguments, reason = "the frame's parts, each needed")]
fn rows_ui(
    ui: &mut Ui,
    id: Id,
    input: &TableInput<'_>,
    view: &mut TableView,
    built: &Built,
    cards: &Cards<'_>,
    frame: &Frame,
    out: &mut Vec<Request>,
) {
    let keyboard_here = ui.memory(|memory| memory.has_focus(id));
    let mut y = frame.body.top() - view.offset;
    let mut items = Vec::new();
    for row in view.anchor..built.heights.len() {
        if y >= frame.body.bottom() {
            break;
        }
        let band = Rect::from_x_y_ranges(frame.body.x_range(), Rangef::new(y, y + built.heights.get(row)));
        y = band.bottom();
        if let Some(group) = built.sheet.band(row) {
            band_ui(ui, view, input, cards, frame, (row, group, band), keyboard_here, out);
            continue;
        }
        for column in frame.in_view() {
            let clip = frame.clip(column, band.intersect(frame.body));
            if !clip.is_positive() {
                continue;
            }
            built.sheet.fill(cards.comparison, row, column, &mut items);
            let painter = ui.painter_at(clip);
            if column <= frame.columns.pinned {
                let ground = Rect::from_x_y_ranges(frame.span(column), band.y_range());
                painter.rect_filled(ground.shrink2(vec2(0.0, 0.5)), 0.0, cards.palette.surface);
            }
            for (number, (item, rect)) in stack(cards, &items, frame.span(column)).into_iter().enumerate() {
                let place = Place { row, column, item: number };
                let rect = rect.translate(vec2(0.0, band.top()));
                let rect = if column == 0 { rect.with_max_y(rect.bottom().max(band.bottom() - 1.0)) } else { rect };
                item_ui(ui, id, view, input, built, cards, (item, place, rect, clip), keyboard_here, out);
            }
        }
        let line = Stroke::new(theme::HAIRLINE, cards.palette.hairline);
        ui.painter_at(frame.body).hline(band.x_range(), band.bottom() - 0.5, line);
    }
}

#[expect(clippy::too_many_arguments, reason = "the frame's parts, each needed")]
fn item_ui(
    ui: &mut Ui,
    table: Id,
    view: &mut TableView,
    input: &TableInput<'_>,
    built: &Built,
    cards: &Cards<'_>,
    (item, place, rect, clip): (Item, Place, Rect, Rect),
    keyboard_here: bool,
    out: &mut Vec<Request>,
) {
    let seen = rect.intersect(clip);
    if !seen.is_positive() {
        return;
    }
    let target = Sheet::item_target(input.snapshot, input.comparison, item);
    let selected = target.is_some() && target.as_ref() == input.selection;
    // Not focusable by Tab: the table is one stop, and arrows move within it.
    let response = ui.interact(seen, table.with((item, place.row, place.column)), Sense::CLICK);
    let here = view.cursor == Some(place);
    let state = State {
        hovered: response.hovered() && target.is_some(),
        selected,
        focused: here && keyboard_here,
        folded: false,
    };
    cards.paint(&ui.painter_at(clip), item, rect, state);
    if let Some(name) = cards.name(item) {
        let role = if place.column == 0 { Role::RowHeader } else { Role::Cell };
        response.widget_info(|| WidgetInfo::selected(role, true, selected, &name));
    } else if matches!(item, Item::Nothing | Item::Filtered(_)) {
        let name = cards.empty_name(&built.sheet, place, item);
        response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &name));
    }
    clicked(
        ui,
        table,
        &response,
        view,
        place,
        || target.or_else(|| built.sheet.target(input.snapshot, input.comparison, place)),
        out,
    );
}

fn clicked(
    ui: &Ui,
    table: Id,
    response: &Response,
    view: &mut TableView,
    place: Place,
    target: impl FnOnce() -> Option<crate::case::Ref>,
    out: &mut Vec<Request>,
) {
    if !response.clicked() {
        return;
    }
    view.cursor = Some(place);
    ui.memory_mut(|memory| memory.request_focus(table));
    if let Some(target) = target() {
        out.push(Request::Select(target));
    }
}

#[expect(clippy::too_many_arguments, reason = "the frame's parts, each needed")]
fn band_ui(
    ui: &mut Ui,
    view: &mut TableView,
    input: &TableInput<'_>,
    cards: &Cards<'_>,
    frame: &Frame,
    (row, group, band): (usize, u32, Rect),
    keyboard_here: bool,
    out: &mut Vec<Request>,
) {
    let painter = ui.painter_at(frame.body);
    painter.rect_filled(band, 0.0, cards.palette.paper);
    painter.hline(band.x_range(), band.bottom() - 0.5, Stroke::new(theme::HAIRLINE, cards.palette.hairline));
    let item = Item::Band(group);
    let place = Place { row, column: 0, item: 0 };
    let response = ui.interact(band.intersect(frame.body), Id::unique((TABLE, item)), Sense::CLICK);
    let axis = input.comparison.groups.get(group as usize).and_then(|group| group.axis);
    let axis = axis.and_then(|axis| input.snapshot.case().axes.get(axis as usize));
    let folded = axis.is_some_and(|axis| view.folded.contains(&axis.id));
    let state = State {
        hovered: response.hovered(),
        selected: false,
        focused: keyboard_here && view.cursor == Some(place),
        folded,
    };
    cards.paint(&painter, item, band.shrink2(vec2(0.0, 1.0)), state);
    let name = cards.name(item).unwrap_or_default();
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, !folded, &name));
    if response.clicked()
        && let Some(axis) = axis
        && !view.folded.remove(&axis.id)
    {
        view.folded.insert(axis.id.clone());
        out.push(Request::Select(crate::case::Ref::Axis(axis.id.clone())));
    }
}

/// The lines that show where what stays ends and what scrolls begins.
fn lines(painter: &Painter, cards: &Cards<'_>, frame: &Frame, view: &TableView) {
    let line = Stroke::new(theme::HAIRLINE, cards.palette.hairline);
    painter.hline(frame.whole.x_range(), frame.header.bottom() - 0.5, line);
    let x = frame.whole.left() + frame.columns.sticky() - 0.5;
    if view.across > 0.0 || view.turn != Turn::IssuesDown {
        painter.vline(x, frame.whole.y_range(), line);
    }
    if frame.columns.pinned > 0 {
        painter.vline(x, frame.whole.y_range(), Stroke::new(theme::HAIRLINE, cards.palette.outline));
    }
}

fn bars_ui(ui: &mut Ui, view: &mut TableView, built: &Built, cards: &Cards<'_>, frame: &Frame, whole: Rect) {
    let room = f64::from(frame.body.height());
    let total = built.heights.total();
    let track =
        Rect::from_min_max(pos2(whole.right() - BAR, frame.body.top()), pos2(whole.right(), frame.body.bottom()));
    if total > room {
        let from = built.heights.top(view.anchor) + f64::from(view.offset);
        let moved = bar_ui(ui, cards, track, true, Part { from, seen: room, total }, screen::SCROLL_DOWN);
        if let Some(from) = moved {
            (view.anchor, view.offset) = built.heights.at(from.min(total - room));
        }
    }
    let seen = f64::from(frame.whole.width() - frame.columns.sticky());
    let total = f64::from(frame.columns.total() - frame.columns.sticky());
    if total > seen {
        let track = Rect::from_min_max(
            pos2(frame.whole.left() + frame.columns.sticky(), whole.bottom() - BAR),
            pos2(frame.whole.right(), whole.bottom()),
        );
        let part = Part { from: f64::from(view.across), seen, total };
        if let Some(from) = bar_ui(ui, cards, track, false, part, screen::SCROLL_ACROSS) {
            #[expect(clippy::cast_possible_truncation, reason = "columns are a few thousand points wide")]
            let across = from as f32;
            view.across = across;
        }
    }
}

/// What a scroll bar shows, in points.
#[derive(Clone, Copy)]
struct Part {
    from: f64,
    seen: f64,
    total: f64,
}

/// A scroll bar; gives where it has been dragged to.
fn bar_ui(ui: &mut Ui, cards: &Cards<'_>, track: Rect, down: bool, part: Part, name: &str) -> Option<f64> {
    let length = f64::from(if down { track.height() } else { track.width() });
    let handle = (length * part.seen / part.total).max(f64::from(HANDLE)).min(length);
    let travel = length - handle;
    let most = part.total - part.seen;
    #[expect(clippy::cast_possible_truncation, reason = "screen coordinates")]
    let (start, handle_length) = ((travel * (part.from / most).clamp(0.0, 1.0)) as f32, handle as f32);
    let rect = if down {
        Rect::from_min_size(pos2(track.left() + 3.0, track.top() + start), vec2(BAR - 6.0, handle_length))
    } else {
        Rect::from_min_size(pos2(track.left() + start, track.top() + 3.0), vec2(handle_length, BAR - 6.0))
    };
    let response = ui.interact(track, Id::unique((TABLE, "bar", down)), Sense::DRAG | Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    let active = response.hovered() || response.dragged();
    let color = if active { cards.palette.second } else { cards.palette.outline.gamma_multiply(0.55) };
    ui.painter().rect_filled(rect, 3.0, color);
    let pointer: Pos2 = response.interact_pointer_pos()?;
    if !(response.dragged() || response.clicked()) || travel <= 0.0 {
        return None;
    }
    if response.dragged() && !response.drag_started() {
        let delta = response.drag_delta();
        let delta = f64::from(if down { delta.y } else { delta.x });
        return Some((part.from + delta * most / travel).clamp(0.0, most));
    }
    // A press beside the handle brings the handle there.
    if rect.expand(3.0).contains(pointer) {
        return None;
    }
    let at = if down { pointer.y - track.top() } else { pointer.x - track.left() };
    Some(((f64::from(at) - handle / 2.0) / travel * most).clamp(0.0, most))
}

/// The width key of a column, or of the head of the rows.
pub(super) fn width_key(frame: &Frame, column: usize) -> Key {
    column.checked_sub(1).map_or(Key::Head, |column| frame.columns.key(column))
}

/// The comparison's column that stands in a column of the table, when it is not turned.
pub(super) fn column_at<'a>(input: &TableInput<'a>, sheet: &Sheet, column: usize) -> Option<&'a Column> {
    match sheet.head(column) {
        Item::Column(number) => input.comparison.columns.get(number as usize),
        _ => None,
    }
}

/// The cursor over the edge by which a column is made wider or narrower.
pub(super) const RESIZE: CursorIcon = CursorIcon::ResizeHorizontal;
