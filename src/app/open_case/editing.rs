//! What changes the open case, and how the views come to show it.

use std::sync::Arc;

use egui::Context;

use super::super::derive::{Derived, Wanted};
use super::OpenCase;
use crate::case::Ref;
use crate::compare::lays_out;
use crate::edit::{Change, Document, Edit, Key, Refusal, Step};
use crate::file::Line;

impl OpenCase {
    /// Makes an edit, and shows the place where it leads.
    ///
    /// # Errors
    /// When it cannot be made; then nothing has changed.
    pub fn apply(&mut self, ctx: &Context, edit: Edit) -> Result<(), Refusal> {
        let keeps_layout = edit.changes.iter().all(keeps_layout);
        let is_typing = edit.run.is_some();
        let place = edit.goes_to.clone();
        let record = Arc::new(edit.clone());
        if self.document.apply(edit)? {
            self.keep.record_edit(record);
            self.changed(ctx, keeps_layout);
            if !is_typing {
                self.go_to(place);
            }
        }
        Ok(())
    }

    /// Undoes or redoes a step, or several, and shows the place of the change.
    fn rewind(&mut self, ctx: &Context, line: Line, rewind: impl FnOnce(&mut Document) -> Option<Option<Ref>>) {
        if let Some(place) = rewind(&mut self.document) {
            self.keep.record(line);
            self.rewound += 1;
            self.changed(ctx, false);
            self.go_to(place);
        }
    }

    /// Takes the last step back.
    pub fn undo(&mut self, ctx: &Context) {
        self.rewind(ctx, Line::Undo, |document| document.undo().map(|step| step.comes_from.clone()));
    }

    /// Takes a step again that was taken back.
    pub fn redo(&mut self, ctx: &Context) {
        self.rewind(ctx, Line::Redo, |document| document.redo().map(|step| step.goes_to.clone()));
    }

    /// Undoes or redoes until so many steps are done.
    pub fn jump(&mut self, ctx: &Context, done: usize) {
        let back = done < self.document.done();
        let place = |step: &Step| if back { step.comes_from.clone() } else { step.goes_to.clone() };
        self.rewind(ctx, Line::Jump(done), |document| document.jump(done).map(place));
    }

    /// Takes back what has been typed since the field was entered; false when there is nothing of it.
    pub fn cancel_run(&mut self, ctx: &Context) -> bool {
        let before = self.rewound;
        self.rewind(ctx, Line::CancelRun, |document| {
            let last = document.done().checked_sub(1).and_then(|last| document.steps().get(last));
            let place = last.and_then(|step| step.comes_from.clone());
            document.cancel_run().then_some(place)
        });
        self.rewound != before
    }

    /// What is typed from now on is a step of its own.
    pub fn seal(&mut self) {
        self.document.seal();
        self.keep.record(Line::Seal);
    }

    fn go_to(&mut self, place: Option<Ref>) {
        if let Some(place) = place.filter(|place| self.document.snapshot().resolves(place)) {
            self.select(place);
        } else if self.selection.as_ref().is_some_and(|selected| !self.document.snapshot().resolves(selected)) {
            self.selection = None;
        }
    }

    /// Shows a new version of the case: at once where only words have changed, else as soon as it is worked out.
    fn changed(&mut self, ctx: &Context, keeps_layout: bool) {
        self.edited += 1;
        self.layout += u64::from(!keeps_layout);
        if keeps_layout && self.shown == self.layout {
            self.snapshot = self.document.snapshot().clone();
            self.standing = None;
        }
        self.ask(ctx);
        self.receive(true);
    }

    /// Has everything worked out for the document as it is, as it is to be looked at.
    fn ask(&mut self, ctx: &Context) {
        let wanted = Wanted {
            snapshot: self.document.snapshot().clone(),
            filter: self.filter.clone(),
            columns: self.columns.clone(),
            known_columns: self.all_columns.clone(),
            query: self.matches.as_ref().map(|_| self.search.query.clone()),
        };
        self.asked = self.layout;
        if !self.deriver.is_busy() {
            self.running = self.layout;
        }
        self.deriver.want(ctx, wanted);
    }

    /// Has it worked out again when it is under way for another filter, other columns or another search.
    pub(super) fn ask_again(&mut self) {
        if let Some(ctx) = self.deriver.busy_for().cloned() {
            self.layout += 1;
            self.ask(&ctx);
        }
    }

    /// Takes in what has been worked out since the last frame.
    pub fn receive(&mut self, wait: bool) {
        let Some(derived) = self.deriver.poll(wait) else { return };
        let fits = self.running == self.layout;
        self.running = self.asked;
        // A later edit has moved rows: the version that has them is on its way.
        if fits {
            self.take(derived);
        }
    }

    fn take(&mut self, derived: Derived) {
        let Derived { problems, all_columns, columns, comparison, index, matches } = derived;
        // Since it was asked for only words can have changed, so that its rows and numbers fit the document as it is.
        self.snapshot = self.document.snapshot().clone();
        self.shown = self.layout;
        self.problems = problems;
        self.problem = self.problem.filter(|problem| *problem < self.problems.len());
        self.index = index;
        self.matches = matches;
        self.all_columns = all_columns;
        self.columns = columns;
        self.standing = None;
        if comparison != self.comparison {
            self.comparison = comparison;
            self.revision += 1;
            self.table.reveal.clone_from(&self.selection);
            self.axes.reveal.clone_from(&self.selection);
        }
        self.find_hits();
    }

    /// Whether what is shown is the document as it is.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.deriver.is_busy()
    }
}

/// Whether rows, columns and numbers are the same after a change.
fn keeps_layout(change: &Change) -> bool {
    match change {
        Change::Set { key: Key::Case, .. } => true,
        Change::Set { key, fields } => {
            let list = key.list().map_or("", crate::edit::ListName::key);
            !fields.iter().any(|field| lays_out(list, &field.name))
        }
        _ => false,
    }
}
