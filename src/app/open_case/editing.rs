//! What changes the open case, and how the views come to show it.

use std::sync::Arc;

use egui::Context;

use super::super::derive::{Derived, Look, Shown, Wanted};
use super::OpenCase;
use crate::case::{Ref, Snapshot};
use crate::compare::{Changes, SearchIndex, all_columns, arranged_anew};
use crate::edit::{Change, Document, Edit, Intent, Refusal, Step};
use crate::file::Line;

/// So many problems are let go of within a frame.
const MANY: usize = 1_000;

impl OpenCase {
    /// Makes an edit, and shows the place where it leads.
    ///
    /// # Errors
    /// When it cannot be made; then nothing has changed.
    pub fn apply(&mut self, ctx: &Context, edit: Edit) -> Result<(), Refusal> {
        let is_typing = edit.run.is_some();
        let place = edit.goes_to.clone();
        let record = Arc::new(edit.clone());
        if self.document.apply(edit)? {
            self.keep_in_sight(&record);
            self.follow_name(record.intent, record.comes_from.as_ref(), record.goes_to.as_ref());
            self.keep.record_edit(record);
            self.changed(ctx);
            if !is_typing {
                self.go_to(place);
            }
        }
        Ok(())
    }

    /// Puts a case whose tables have been built already in the place of the whole.
    pub(in crate::app) fn replace(&mut self, ctx: &Context, intent: Intent, snapshot: Snapshot) {
        let place = self.selection.clone();
        let whole = Change::Replace(Arc::clone(snapshot.case()));
        if self.document.replace(intent, snapshot, place.clone()) {
            self.keep.record_edit(Arc::new(Edit::new(intent, vec![whole], place.clone())));
            self.changed(ctx);
            self.go_to(place);
        }
    }

    /// Undoes or redoes a step, or several, and shows the place of the change.
    fn rewind(&mut self, ctx: &Context, line: Line, rewind: impl FnOnce(&mut Document) -> Option<Option<Ref>>) {
        if let Some(place) = rewind(&mut self.document) {
            self.keep.record(line);
            self.rewound += 1;
            self.made = None;
            self.changed(ctx);
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

    pub(super) fn go_to(&mut self, place: Option<Ref>) {
        if let Some(place) = place.filter(|place| self.document.snapshot().resolves(place)) {
            self.table.changed = Some(place.clone());
            self.select(place);
        } else if self.selection.as_ref().is_some_and(|selected| !self.document.snapshot().resolves(selected)) {
            self.selection = None;
        }
    }

    /// Shows a new version of the case: at once where the comparison can follow, else as soon as it is worked out.
    pub(super) fn changed(&mut self, ctx: &Context) {
        self.edited += 1;
        self.version += 1;
        self.follow();
        self.ask(ctx);
        self.receive(true);
    }

    /// Lets what is shown follow the document, as far as that can be done without going through the whole case.
    fn follow(&mut self) {
        let now = self.document.snapshot();
        let Some(changes) = Changes::between(&self.snapshot, now) else { return };
        let offered = changes.columns.then(|| all_columns(now));
        let columns = offered.as_ref().map(|all| arranged_anew(&self.columns, &self.all_columns, all));
        let columns = columns.unwrap_or_else(|| self.columns.clone());
        let followed = self.comparison.follow(&changes, &self.snapshot, now, &self.filter, &columns);
        let Some(followed) = followed else { return };
        self.columns = columns;
        self.all_columns = offered.unwrap_or_else(|| std::mem::take(&mut self.all_columns));
        if let Some(standing) = &mut self.standing
            && (changes.columns || !standing.follow(now, &self.filter, &self.comparison, &followed))
        {
            self.standing = None;
        }
        self.snapshot = now.clone();
        self.shown = self.version;
        self.follow_index();
        if followed.relaid.is_some() {
            self.revision += 1;
        }
        if followed.rearranged {
            self.arranged += 1;
            self.reveal_selection();
        }
        if !changes.is_empty() {
            self.find_hits();
        }
    }

    /// Lets the search follow what is shown.
    fn follow_index(&mut self) {
        if Arc::ptr_eq(self.indexed.case(), self.snapshot.case()) {
            self.searchable = true;
            return;
        }
        let changes = Changes::between(&self.indexed, &self.snapshot);
        // With other names of sources in it, it finds at least what has not been renamed.
        self.searchable = changes.is_some();
        let Some(changes) = changes else { return };
        let Some(index) = self.index.follow(&changes, &self.indexed, &self.snapshot) else { return };
        if let Some(matches) = &mut self.matches {
            index.search_again(matches, &changes, &self.indexed, &self.snapshot);
        }
        self.index = index;
        self.indexed = self.snapshot.clone();
    }

    /// Has worked out for the document as it is what takes the whole case.
    fn ask(&mut self, ctx: &Context) {
        let now = self.document.snapshot();
        // Which issues hold the words that are searched for takes a search.
        let look = (self.shown != self.version || !self.filter.text.is_empty()).then(|| Look {
            number: self.look,
            filter: self.filter.clone(),
            columns: self.columns.clone(),
            known_columns: self.all_columns.clone(),
            query: self.search.query.clone(),
        });
        let index = Arc::ptr_eq(self.indexed.case(), now.case()).then(|| self.index.clone());
        self.deriver.want(ctx, Wanted { version: self.version, snapshot: now.clone(), look, index });
    }

    /// Tells what is being worked out that the case is looked at in another way now.
    pub(super) fn ask_again(&mut self) {
        self.look += 1;
        if self.deriver.is_busy()
            && let Some(ctx) = self.deriver.ctx().cloned()
        {
            self.ask(&ctx);
        }
    }

    /// Begins a frame: what was asked for in the last one has been done, and what was worked out is taken in.
    pub(in crate::app) fn begin_frame(&mut self) {
        self.receive(false);
        if self.is_current() {
            self.names.settle();
        }
    }

    /// Takes in what has been worked out since the last frame.
    fn receive(&mut self, wait: bool) {
        for derived in self.deriver.poll(wait) {
            match derived {
                Derived::Shown(shown) => self.take(*shown),
                Derived::Index(snapshot, index) => self.take_index(snapshot, index),
                Derived::Problems(problems) => {
                    let before = std::mem::replace(&mut self.problems, problems);
                    if before.len() > MANY {
                        // Letting go of very many takes longer than a frame may.
                        std::thread::spawn(move || drop(before));
                    }
                    self.problem = self.problem.filter(|problem| *problem < self.problems.len());
                }
            }
        }
    }

    fn take(&mut self, shown: Shown) {
        // Worked out for another look, or overtaken by what has followed the document since.
        if shown.look != self.look || shown.version < self.shown {
            return;
        }
        let Shown { version, snapshot, all_columns, columns, comparison, found, .. } = shown;
        self.shown = version;
        self.snapshot = snapshot;
        self.all_columns = all_columns;
        self.columns = columns;
        self.standing = None;
        if let Some((index, matches)) = found {
            self.index = index;
            self.indexed = self.snapshot.clone();
            self.matches = Some(matches);
        }
        if comparison != self.comparison {
            self.comparison = comparison;
            self.revision += 1;
            self.reveal_selection();
        }
        self.follow_index();
        self.find_hits();
        // Since it was asked for the document may have changed again.
        if self.shown != self.version {
            self.follow();
            if let (true, Some(ctx)) = (self.shown != self.version, self.deriver.ctx().cloned()) {
                self.ask(&ctx);
            }
        }
    }

    fn take_index(&mut self, snapshot: Snapshot, index: SearchIndex) {
        self.index = index;
        self.indexed = snapshot;
        self.follow_index();
        if self.matches.is_some() && self.searchable {
            self.matches = Some(self.index.search(&self.search.query));
            self.find_hits();
        }
    }

    fn reveal_selection(&mut self) {
        self.table.reveal.clone_from(&self.selection);
        self.axes.reveal.clone_from(&self.selection);
    }

    /// Whether what is shown is the document as it is, and its problems are known.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.shown == self.version && !self.deriver.is_busy()
    }

    /// Whether what is shown is the document as it is.
    pub(in crate::app) fn is_current(&self) -> bool {
        self.shown == self.version
    }
}
