//! The list of problems, each of which leads to its place.

use std::sync::Arc;

use egui::mutex::Mutex;
use egui::{CursorIcon, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use hashbrown::HashMap;

use super::text::{Text, text_ui};
use super::theme::{self, EDGE, GAP, HAIRLINE, Palette, UNIT};
use super::widgets::icons::{Icon, paint_icon};
use super::widgets::link::paint_ring;
use super::widgets::list::{List, Step, list_ui};
use crate::case::{Case, Problem, Snapshot, Step as PathStep};
use crate::command::Request;
use crate::edit::{self, Repair};
use crate::words::names::{self, Name};
use crate::words::{edits, fields, panels, problem, problem_hint};

/// One line for what is wrong, one for where, in points.
const ROW: f32 = 52.0;
/// The room for the icon before a problem, in points.
const ICON_ROOM: f32 = 24.0;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 440.0;

/// The id of the list as one thing that takes the keyboard.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("problems")
}

/// Shows the problems of a case in all the room there is; `selected` is the one last gone to.
pub fn problems_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    problems: &[Problem],
    selected: Option<usize>,
    out: &mut Vec<Request>,
) {
    if problems.is_empty() {
        empty_ui(ui);
        return;
    }
    let known = ui.data(|data| data.get_temp::<Option<usize>>(focus_id())).flatten();
    ui.data_mut(|data| data.insert_temp(focus_id(), selected));
    let list = List {
        id: focus_id(),
        name: panels::PROBLEMS,
        role: Role::List,
        row_height: ROW,
        rows: problems.len(),
        reveal: selected.filter(|_| known != selected),
    };
    let repairs = Repairs::of(ui, snapshot, problems);
    let steps = list_ui(ui, list, |ui, row, rect, focused| {
        let Some(problem) = problems.get(row) else { return };
        let mut room = rect;
        let repair = repairs.get(snapshot, problem, row);
        if let Some(repair) = &repair {
            let link = repair_rect(ui, repair, rect);
            room.max.x = link.left() - GAP;
        }
        let response = row_ui(ui, snapshot, problem, (row, rect, room), selected == Some(row));
        if let Some(repair) = repair
            && repair_ui(ui, &repair, (row, rect), selected == Some(row))
        {
            out.push(Request::Edit(Box::new(repair.edit.clone())));
        }
        if focused && selected.unwrap_or(0) == row {
            paint_ring(ui, rect.shrink(1.0));
        }
        if response.clicked() {
            ui.memory_mut(|memory| memory.request_focus(focus_id()));
            out.push(Request::Problem(row));
        }
    });
    for step in steps {
        let to = match step {
            Step::Enter => selected.or(Some(0)),
            step => step.lead(selected, problems.len()),
        };
        out.extend(to.map(Request::Problem));
    }
}

/// The repairs of the problems in sight, each worked out once.
#[derive(Clone)]
struct Repairs {
    case: Arc<Case>,
    problems: (usize, usize),
    found: Arc<Mutex<HashMap<usize, Option<Arc<Repair>>>>>,
}

impl Repairs {
    /// Those of this version of the case.
    fn of(ui: &Ui, snapshot: &Snapshot, problems: &[Problem]) -> Self {
        let id = focus_id().with("repairs");
        let place = (problems.as_ptr().addr(), problems.len());
        let known = ui.data(|data| data.get_temp::<Self>(id));
        let known = known.filter(|known| Arc::ptr_eq(&known.case, snapshot.case()) && known.problems == place);
        known.unwrap_or_else(|| {
            let new = Self { case: Arc::clone(snapshot.case()), problems: place, found: Arc::default() };
            ui.data_mut(|data| data.insert_temp(id, new.clone()));
            new
        })
    }

    fn get(&self, snapshot: &Snapshot, problem: &Problem, row: usize) -> Option<Arc<Repair>> {
        let repair = || edit::repair(snapshot, problem).map(Arc::new);
        self.found.lock().entry(row).or_insert_with(repair).clone()
    }
}

/// Where the words of a repair stand: at the end of its row.
fn repair_rect(ui: &Ui, repair: &Repair, row: Rect) -> Rect {
    let words = edits::repair(&repair.kind);
    let size = Text::new(&words, &Palette::of(ui).label()).hug(true).layout(ui.ctx(), row.width() / 2.0).size();
    let place = pos2(row.right() - EDGE - size.x, row.center().y - size.y / 2.0);
    Rect::from_min_size(place, size)
}

/// The link that mends a problem; true when it was pressed.
fn repair_ui(ui: &Ui, repair: &Repair, (row, rect): (usize, Rect), selected: bool) -> bool {
    let palette = Palette::of(ui);
    let words = edits::repair(&repair.kind);
    let place = repair_rect(ui, repair, rect);
    // Tab reaches that of the row one is at; the others are the pointer's.
    let sense = if selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(place, focus_id().with(("repair", row)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let look = theme::colored(palette.label(), palette.focus);
    let laid = Text::new(&words, &look).hug(true).layout(ui.ctx(), rect.width() / 2.0);
    laid.paint(ui.painter(), place.min);
    if response.hovered() || response.has_focus() {
        laid.paint_underline(ui.painter(), place.min);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

fn row_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    found: &Problem,
    (row, rect, room): (usize, Rect, Rect),
    selected: bool,
) -> Response {
    let palette = Palette::of(ui);
    let (what, hint) = (problem(&found.kind), problem_hint(&found.kind));
    let place = place(snapshot, found);
    let spoken = place.spoken();
    // Not focusable by Tab: the list is one stop, and arrows move within it.
    let response = ui.interact(rect, focus_id().with(row), Sense::CLICK);
    let name = panels::problem_row(&what, &spoken, &hint);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    if selected {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, palette.hovered);
    }
    ui.painter().hline(
        (rect.left() + EDGE)..=(rect.right() - EDGE),
        rect.bottom() - 0.5,
        Stroke::new(HAIRLINE, palette.hairline),
    );
    let line = theme::size::LABEL * 1.4;
    let left = rect.left() + EDGE + ICON_ROOM;
    let width = (room.right() - EDGE - left).max(1.0);
    let top = rect.top() + (rect.height() - 2.0 * line) / 2.0;
    paint_icon(ui.painter(), pos2(rect.left() + EDGE + 7.0, top + line / 2.0), 14.0, Icon::Problem, palette.ochre);
    let ink = theme::colored(palette.label(), palette.ink);
    Text::new(&what, &ink).max_rows(1).layout(ui.ctx(), width).paint(ui.painter(), pos2(left, top));
    // Each laid out by itself, so that neither changes the order of words in the other.
    let mut at = pos2(left, top + line);
    for part in [&place.head, &place.text] {
        let room = (left + width - at.x).max(1.0);
        let laid = Text::new(part, &palette.label()).max_rows(1).hug(true).layout(ui.ctx(), room);
        laid.paint(ui.painter(), at);
        at.x += if part.is_empty() { 0.0 } else { laid.size().x + theme::INSET };
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
        ui.set_max_width(HOVER_WIDTH);
        text_ui(ui, &what, &ink);
        text_ui(ui, &hint, &ink);
        text_ui(ui, &place.head, &palette.label());
        text_ui(ui, &place.text, &palette.label());
        text_ui(ui, &found.path.to_string(), &palette.label());
    })
}

/// The record by issue and party where it has them, else its place in the file.
fn place(snapshot: &Snapshot, found: &Problem) -> Name {
    let subject = found.subject.as_ref().filter(|subject| snapshot.resolves(subject));
    let path = || match found.path.0.as_slice() {
        [PathStep::Key(field)] => Name { head: panels::CASE.to_owned(), text: fields::label(None, field) },
        _ => Name { head: String::new(), text: found.path.to_string() },
    };
    subject.map_or_else(path, |subject| names::of(snapshot, subject))
}

fn empty_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    egui::Frame::new().inner_margin(EDGE).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, UNIT);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
            paint_icon(ui.painter(), rect.center(), 14.0, Icon::Tick, palette.green);
            text_ui(ui, panels::NO_PROBLEMS, &palette.strong_label());
        });
        text_ui(ui, panels::NO_PROBLEMS_MEANING, &palette.label());
    });
}
