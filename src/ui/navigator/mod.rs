//! The list at the left: every issue by axis, and below them everything else that the file holds.

mod drag;
mod draw;
mod rows;

use std::sync::Arc;

use egui::style::ScrollAnimation;
use egui::{Id, Role, Ui, vec2};

use crate::case::{Ref, Snapshot};
use crate::command::{Command, Request};
use crate::compare::Comparison;
use crate::ui::theme;
use crate::ui::widgets::list::{List, Step, list_ui};
use crate::words::panels;
use drag::{Drag, Listing};
use draw::{Counts, Draw};
use rows::{Content, Folds, Outline, Records, Row, head_of};

/// The height of every row, in points.
const ROW: f32 = 28.0;

/// The id of the navigator as one thing that takes the keyboard.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("navigator")
}

/// What the navigator remembers from frame to frame; nothing that belongs to the case.
#[derive(Clone, Default)]
struct State {
    folds: Folds,
    /// Where the keyboard is.
    cursor: Option<Row>,
    /// Bring that into view.
    reveal: bool,
    /// What was selected in the last frame.
    selection: Option<Ref>,
    listed: Option<Listed>,
    counts: Counts,
    drag: Option<Drag>,
}

/// What is worked out once for a case and its folds, as doing so takes longer than a frame of a large case may.
#[derive(Clone)]
struct Listed {
    snapshot: Snapshot,
    /// How many records each list below the issues has.
    counts: [usize; Records::ALL.len()],
    content: Arc<Content>,
    folds: Folds,
    rows: Arc<Vec<Row>>,
}

/// Shows the navigator in all the room there is.
pub fn navigator_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    comparison: &Comparison,
    selection: Option<&Ref>,
    out: &mut Vec<Request>,
) {
    let mut state = ui.data(|data| data.get_temp::<State>(focus_id())).unwrap_or_default();
    let Listed { content, rows, .. } = state.listed(snapshot);
    let case = Outline { snapshot, content: &content };
    let current = selection.and_then(|selection| case.row_of(selection));
    if selection != state.selection.as_ref() {
        state.selection = selection.cloned();
        state.cursor = current.or(state.cursor.filter(|row| *row == Row::All));
        state.reveal = true;
    }
    let cursor = state.cursor.and_then(|cursor| rows.iter().position(|row| *row == cursor));
    ui.add_space(theme::INSET);
    let draw = Draw::new(ui, &case, &state.folds, comparison, std::mem::take(&mut state.counts));
    let list = List {
        id: focus_id(),
        name: panels::NAVIGATOR,
        role: Role::Tree,
        row_height: ROW,
        rows: rows.len(),
        reveal: cursor.filter(|_| std::mem::take(&mut state.reveal)),
    };
    let mut clicked = None;
    let whole = ui.available_rect_before_wrap();
    let mut places = Vec::new();
    let mut dragged = state.drag.take();
    let mut scrolls = if dragged.is_some() { Drag::scrolls(ui, whole) } else { 0.0 };
    let steps = list_ui(ui, list, |ui, number, rect, focused| {
        let scroll = std::mem::take(&mut scrolls);
        if scroll != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, scroll), ScrollAnimation::none());
        }
        let Some(row) = rows.get(number) else { return };
        let keyboard_here = focused && cursor.unwrap_or(0) == number;
        let response = draw.row_ui(ui, *row, rect, current == Some(*row), keyboard_here);
        places.push((number, rect));
        if let Some(taken) = Drag::of(&case, *row, &response) {
            dragged = Some(taken);
        }
        if response.clicked() {
            let on_arrow = response.interact_pointer_pos().is_some_and(|at| at.x < rect.left() + draw::INDENT);
            clicked = Some((*row, on_arrow));
        }
    });
    let seen = Listing { case: &case, folds: &state.folds, rows: &rows, places };
    state.drag = dragged.and_then(|drag| drag.show(ui, &seen, &draw, whole, out));
    state.counts = draw.into_counts();
    if let Some((row, on_arrow)) = clicked {
        ui.memory_mut(|memory| memory.request_focus(focus_id()));
        state.cursor = Some(row);
        match row {
            Row::All => out.extend([Request::Deselect, Request::Do(Command::ClearFilter)]),
            Row::Head(_) => state.folds.toggle(&case, row),
            Row::Axis(_) if on_arrow => state.folds.toggle(&case, row),
            _ => out.extend(case.target(row).map(Request::Select)),
        }
    }
    let mut at = cursor;
    for step in steps {
        at = state.step(&case, &rows, at, step, out);
    }
    ui.data_mut(|data| data.insert_temp(focus_id(), state));
}

impl State {
    /// What was listed in the last frame, or what is listed now if that is something else.
    fn listed(&mut self, snapshot: &Snapshot) -> Listed {
        let known = self.listed.take();
        let counts = Records::ALL.map(|list| list.count(snapshot));
        let followed = known.as_ref().and_then(|listed| {
            let is_shown = Arc::ptr_eq(listed.snapshot.case(), snapshot.case());
            if is_shown { Some(Arc::clone(&listed.content)) } else { listed.content.follow(&listed.snapshot, snapshot) }
        });
        let content = followed.unwrap_or_else(|| Arc::new(Content::of(snapshot)));
        // Most edits change neither what is listed nor where.
        let same = known.filter(|listed| {
            listed.folds == self.folds && listed.counts == counts && Arc::ptr_eq(&listed.content, &content)
        });
        let rows = match same {
            Some(listed) => listed.rows,
            None => Arc::new(Outline { snapshot, content: &content }.rows(&self.folds)),
        };
        let listed = Listed { snapshot: snapshot.clone(), counts, content, folds: self.folds.clone(), rows };
        self.listed.insert(listed).clone()
    }

    /// Does what a key asks, and gives the row that it leads to.
    fn step(
        &mut self,
        case: &Outline<'_>,
        rows: &[Row],
        at: Option<usize>,
        step: Step,
        out: &mut Vec<Request>,
    ) -> Option<usize> {
        let row = at.and_then(|at| rows.get(at)).copied();
        let foldable = matches!(row, Some(Row::Axis(_) | Row::Head(_)));
        let folded = row.is_some_and(|row| self.folds.is_folded(case, row));
        let to = match (step, row) {
            (Step::Left, Some(row)) if foldable && !folded => {
                self.folds.toggle(case, row);
                return at;
            }
            (Step::Right, Some(row)) if folded => {
                self.folds.toggle(case, row);
                return at;
            }
            (Step::Left, _) => at.and_then(|at| head_of(rows, at)),
            (Step::Right, _) => at.map(|at| at + 1).filter(|_| foldable),
            (Step::Enter, Some(Row::All)) => {
                out.push(Request::Do(Command::ClearFilter));
                return at;
            }
            (Step::Enter, Some(row)) if foldable => {
                self.folds.toggle(case, row);
                return at;
            }
            (Step::Enter, Some(_)) => {
                out.push(Request::Do(Command::FocusInspector));
                return at;
            }
            _ => step.lead(at, rows.len()),
        };
        let row = to.and_then(|to| rows.get(to)).copied();
        if let Some(row) = row {
            self.cursor = Some(row);
            self.reveal = true;
            match row {
                Row::All => out.push(Request::Deselect),
                _ => out.extend(case.target(row).map(Request::Select)),
            }
        }
        to.or(at)
    }
}
