//! The list of steps: what was done and undone, each of which can be gone back or on to.

use egui::{CursorIcon, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::text::{Text, text_ui};
use super::theme::{self, EDGE, GAP, HAIRLINE, INSET, Palette};
use super::widgets::icons::{Icon, paint_icon};
use super::widgets::link::paint_ring;
use super::widgets::list::{List, Step as Move, list_ui};
use crate::command::Request;
use crate::edit::{Document, Intent, Step};
use crate::words::names::{self, Name};
use crate::words::{edits, history};

/// The height of a row, in points.
const ROW: f32 = 26.0;
/// The room for the mark before a step, in points.
const MARK_ROOM: f32 = 22.0;
/// The room for what was done, in points.
const STEP_ROOM: f32 = 190.0;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 440.0;

/// The id of the list as one thing that takes the keyboard.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("history")
}

/// Where the keyboard is in the list, as long as nothing has happened to the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cursor {
    row: usize,
    /// What the history was like: so many steps, of which so many were done.
    of: (usize, usize),
    /// It has moved, and is to be brought into view.
    moved: bool,
}

/// A version of the case, as the list shows it.
struct Version {
    step: String,
    record: Name,
    marks: Vec<&'static str>,
    here: bool,
    undone: bool,
}

/// Shows the steps from the first to the last in all the room there is.
pub fn history_ui(ui: &mut Ui, document: &Document, out: &mut Vec<Request>) {
    let done = document.done();
    let of = (document.steps().len(), done);
    let known = ui.data(|data| data.get_temp::<Cursor>(focus_id()));
    let mut cursor = known.filter(|cursor| cursor.of == of).unwrap_or(Cursor { row: done, of, moved: true });
    let rows = document.steps().len() + 1;
    let list = List {
        id: focus_id(),
        name: history::NAME,
        role: Role::List,
        row_height: ROW,
        rows,
        reveal: cursor.moved.then_some(cursor.row),
    };
    let saved = document.saved_at();
    let steps = list_ui(ui, list, |ui, row, rect, focused| {
        let version = version(document, row, saved == Some(row));
        let response = row_ui(ui, &version, (row, rect));
        if focused && cursor.row == row {
            paint_ring(ui, rect.shrink(1.0));
        }
        if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(focus_id()));
            out.push(Request::Jump(row));
        }
    });
    cursor.moved = false;
    for step in steps {
        match step {
            // Walking only looks: a version is gone to by Enter.
            Move::Enter => out.push(Request::Jump(cursor.row)),
            step => {
                let row = step.lead(Some(cursor.row), rows).unwrap_or(cursor.row);
                cursor = Cursor { row, moved: true, ..cursor };
            }
        }
    }
    ui.data_mut(|data| data.insert_temp(focus_id(), cursor));
}

fn version(document: &Document, row: usize, saved: bool) -> Version {
    let here = document.done() == row;
    let undone = row > document.done();
    let mut marks = Vec::new();
    if here {
        marks.push(history::HERE);
    }
    if undone {
        marks.push(history::UNDONE);
    }
    if saved {
        marks.push(history::IN_FILE);
    }
    let step = row.checked_sub(1).and_then(|number| document.steps().get(number));
    let (step, record) = match step {
        Some(step) => (edits::step(step.intent), record(step)),
        None if document.forgotten() > 0 => {
            (history::before_kept(document.forgotten(), document.bound()), Name::default())
        }
        None => (history::OPENED.to_owned(), Name::default()),
    };
    Version { step, record, marks, here, undone }
}

/// The record that a step is about: as it was where the step took it out, else as the step left it.
fn record(step: &Step) -> Name {
    let is_removal = matches!(step.intent, Intent::Remove(_));
    let (from, to) = ((step.before(), &step.comes_from), (step.after(), &step.goes_to));
    let order = if is_removal { [from, to] } else { [to, from] };
    let found = order.into_iter().find_map(|(snapshot, place)| {
        let place = place.as_ref().filter(|place| snapshot.resolves(place))?;
        Some(names::of(snapshot, place))
    });
    found.unwrap_or_default()
}

fn row_ui(ui: &mut Ui, version: &Version, (row, rect): (usize, Rect)) -> Response {
    let palette = Palette::of(ui);
    // Not focusable by Tab: the list is one stop, and arrows move within it.
    let response = ui.interact(rect, focus_id().with(row), Sense::CLICK);
    let spoken = history::spoken(&version.step, &version.record.spoken(), &version.marks);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, version.here, &spoken));
    if version.here {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, palette.hovered);
    }
    ui.painter().hline(
        (rect.left() + EDGE)..=(rect.right() - EDGE),
        rect.bottom() - 0.5,
        Stroke::new(HAIRLINE, palette.hairline),
    );
    let left = rect.left() + EDGE;
    if version.here {
        paint_icon(ui.painter(), pos2(left + 5.0, rect.center().y), 10.0, Icon::Right, palette.ink);
    }
    let ink = if version.undone { palette.second } else { palette.ink };
    let painted = |text: &Text<'_>, at: f32, room: f32| {
        let laid = text.layout(ui.ctx(), room.max(1.0));
        laid.paint(ui.painter(), pos2(at, (rect.center().y - laid.size().y / 2.0).round()));
        laid.size().x
    };
    let look = theme::colored(palette.label(), palette.second);
    let words: Vec<&str> = version.marks.iter().copied().filter(|mark| *mark != history::HERE).collect();
    let words = words.join(" · ");
    let mut right = rect.right() - EDGE;
    let marks = Text::new(&words, &look).hug(true).layout(ui.ctx(), f32::INFINITY);
    marks.paint(ui.painter(), pos2(right - marks.size().x, (rect.center().y - marks.size().y / 2.0).round()));
    right -= if words.is_empty() { 0.0 } else { marks.size().x + GAP };
    let step = if version.here { palette.strong_label() } else { palette.label() };
    let step = theme::colored(step, ink);
    let mut at = left + MARK_ROOM;
    let is_wide = version.record == Name::default();
    let room = if is_wide { right - at } else { STEP_ROOM };
    painted(&Text::new(&version.step, &step).max_rows(1).hug(true), at, room);
    at += STEP_ROOM + INSET;
    // Each laid out by itself, so that neither changes the order of words in the other.
    let label = theme::colored(palette.label(), palette.second);
    let text = theme::colored(palette.label(), ink);
    for (part, look) in [(&version.record.head, &label), (&version.record.text, &text)] {
        if !part.is_empty() && right - at > EDGE {
            at += painted(&Text::new(part, look).max_rows(1).hug(true), at, right - at) + INSET;
        }
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
        ui.set_max_width(HOVER_WIDTH);
        ui.spacing_mut().item_spacing = vec2(INSET, 0.0);
        text_ui(ui, &version.step, &palette.strong_label());
        for part in [&version.record.head, &version.record.text] {
            if !part.is_empty() {
                text_ui(ui, part, &palette.label());
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::case::Snapshot;
    use crate::edit::{Change, Edit, Field, HISTORY_BYTES, Key, Noun};

    fn document() -> Document {
        let case = r#"{ "format": "demarche/case", "version": 1, "title": "Talks" }"#;
        Document::new(Snapshot::new(Arc::new(serde_json::from_str(case).unwrap())), true)
    }

    fn retitle(document: &mut Document, title: &str) {
        let field = Field { name: "title".into(), value: Some(format!("\"{title}\"").into()) };
        let change = Change::Set { key: Key::Case, fields: vec![field] };
        document.apply(Edit::new(Intent::Edit(Noun::Case), vec![change], None)).unwrap();
    }

    #[test]
    fn the_first_row_says_how_much_was_forgotten_and_why() {
        let mut document = document();
        assert_eq!(document.bound(), HISTORY_BYTES);
        assert_eq!(version(&document, 0, true).step, history::OPENED);
        document = document.bounded(5 << 20);
        for number in 0..3 {
            retitle(&mut document, &format!("{number}{}", "x".repeat(4 << 20)));
        }
        let first = version(&document, 0, document.saved_at() == Some(0));
        assert_eq!(first.step, "2 older steps forgotten: together they held more than 5 MB");
        assert!(first.marks.is_empty(), "what is in the file was before that");
    }
}
