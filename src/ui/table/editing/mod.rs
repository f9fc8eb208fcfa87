//! Editing in place: a text becomes a field where it stands, and what is typed is in the case at once.

mod drag;
mod field;
mod heads;
mod menu;
mod plus;
mod spot;
mod tour;

pub use spot::Spot;

pub(super) use drag::{Drag, drag_ui};
pub(super) use field::field_ui;
pub(super) use menu::{Menu, menu_ui};
pub(super) use plus::{plus_head_ui, plus_ui};
pub(super) use tour::go;

use super::TableView;
use super::sheet::Stop;
use crate::case::Snapshot;
use crate::command::{Command, Request, Situation};
use crate::edit::{Edit, Key};
use crate::ui::form::LONG;

/// A text that is being edited.
#[derive(Clone, Debug)]
pub struct Editing {
    pub(super) spot: Spot,
    /// What the field holds, which the case has as well as soon as the frame is over.
    pub(super) text: String,
    /// What it held when it was opened.
    before: String,
    /// All that is typed until the field is left is one step.
    run: u64,
    /// The record has been added for this, and goes again if it is left without a text.
    added: bool,
    /// The field has yet to take the keyboard.
    fresh: bool,
    /// Where it stands, as long as it is shown.
    pub(super) place: Option<Stop>,
}

/// A text that is to be edited as soon as it has a place in the table.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) spot: Spot,
    /// The run that its record has been added in.
    added: Option<u64>,
}

impl Editing {
    /// Ends it: what was added and left empty goes again without a trace, all else is one step.
    pub fn end(self, snapshot: &Snapshot, out: &mut Vec<Request>) {
        if self.added && self.text.trim().is_empty() {
            out.push(self.undone());
            return;
        }
        // Nobody sees the blanks around a line, and everything that is sorted or numbered by it would.
        let trimmed = self.text.trim();
        if self.spot.is_line() && trimmed != self.text {
            out.extend(self.spot.edit(snapshot, trimmed, self.run).map(|edit| Request::Edit(Box::new(edit))));
        }
        if self.added
            && let Some(edit) = self.spot.named(snapshot, &self.text, self.run)
        {
            let renamed = edit.goes_to.clone();
            out.push(Request::Edit(Box::new(edit)));
            out.extend(renamed.map(Request::Select));
        }
        out.push(Request::Seal);
    }

    /// What takes back that it has been added.
    fn undone(&self) -> Request {
        match self.spot {
            // Its proposal stays in any case.
            Spot::Term(..) => Request::CancelRun,
            _ => Request::Abandon(Key::Record(self.spot.target())),
        }
    }

    /// Ends it and gives back the text of before.
    fn take_back(self, snapshot: &Snapshot, out: &mut Vec<Request>) {
        if self.added {
            out.push(self.undone());
        } else if self.text == self.before {
            out.push(Request::Seal);
        } else {
            out.push(Request::CancelRun);
            // A part may have been saved meanwhile, and is given back as a step of its own.
            if let Some(edit) = self.spot.edit(snapshot, &self.before, self.run) {
                out.push(Request::Edit(Box::new(Edit { run: None, ..edit })));
            }
        }
    }
}

/// What opens the selected record in the inspector for editing.
fn in_the_inspector(situation: Situation) -> Command {
    if situation.form { Command::FocusInspector } else { Command::EditRecord }
}

impl TableView {
    /// A number for a run of typing that no other run of the table has.
    pub fn next_run(&mut self) -> u64 {
        self.runs += 1;
        egui::util::hash((super::TABLE, self.runs))
    }

    /// Opens a text for editing as soon as it has a place; `added` is the run in which its record has been added.
    pub fn open(&mut self, spot: Spot, added: Option<u64>) {
        if self.editing.as_ref().is_none_or(|editing| editing.spot != spot) {
            self.opening = Some(Opening { spot, added });
        }
    }

    /// Whether a field is on its way that is to take the keyboard.
    #[must_use]
    pub fn awaits_keyboard(&self) -> bool {
        self.opening.is_some() || self.editing.as_ref().is_some_and(|editing| editing.fresh)
    }

    /// Whether what is being edited has just been added and has no text yet.
    #[must_use]
    pub fn edits_nothing(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.added && editing.text.trim().is_empty())
    }

    /// The text that is being edited, which is edited no longer.
    pub fn take_editing(&mut self) -> Option<Editing> {
        self.opening = None;
        self.editing.take()
    }

    /// Ends what is being edited while the table is not shown; what is still to be opened is opened in the inspector.
    pub fn leave(&mut self, snapshot: &Snapshot, settled: bool, out: &mut Vec<Request>) {
        if let Some(editing) = self.editing.take() {
            editing.end(snapshot, out);
        }
        if settled && let Some(Opening { spot, added }) = self.opening.take() {
            out.push(Request::Write(Key::Record(spot.target()), added));
        }
    }

    /// Begins to edit a text that has a place.
    pub(super) fn start(&mut self, snapshot: &Snapshot, spot: Spot, place: Option<Stop>, added: Option<u64>) {
        let Some(text) = spot.text(snapshot) else { return };
        if text.len() > LONG {
            self.too_long = Some(spot.target());
            return;
        }
        let run = added.unwrap_or_else(|| self.next_run());
        if place.is_some() {
            self.cursor = place;
            self.reveal_place = place;
        }
        self.touring = false;
        self.editing =
            Some(Editing { spot, before: text.clone(), text, run, added: added.is_some(), fresh: true, place });
    }

    /// Has a text that is too long for its cell edited in the inspector, part by part.
    pub(super) fn pass_on(&mut self, situation: Situation, out: &mut Vec<Request>) {
        if let Some(target) = self.too_long.take() {
            out.extend([Request::Select(target), Request::Do(in_the_inspector(situation))]);
        }
    }

    /// Finds the place of what is being edited again, in rows and columns that have changed.
    pub(super) fn replace_editing(&mut self, input: &super::TableInput<'_>, sheet: &super::Sheet) {
        let Some(editing) = &mut self.editing else { return };
        editing.place = tour::stop_of(input, sheet, &editing.spot, editing.place);
    }

    /// Begins to edit what was asked for once it has a place.
    pub(super) fn start_opening(&mut self, scene: &super::grid::Scene<'_>, out: &mut Vec<Request>) {
        let Some(opening) = self.opening.take() else { return };
        let input = scene.input;
        let Opening { spot, added } = opening;
        if let Some(stop) = tour::stop_of(input, scene.sheet, &spot, self.cursor) {
            if let Some(left) = self.editing.take() {
                left.end(input.document, out);
            }
            self.start(input.document, spot, Some(stop), added);
        } else if input.settled {
            // It has no place here: its text can be written in the inspector.
            out.push(Request::Write(Key::Record(spot.target()), added));
        } else {
            self.opening = Some(Opening { spot, added });
        }
    }
}
