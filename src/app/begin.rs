//! A case that begins in the program.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use egui::Context;

use super::App;
use super::files::{Leave, Leaving};
use super::keep::{self, Keep};
use super::load::Loaded;
use super::open_case::Origin;
use crate::case::{Case, Snapshot, check};
use crate::compare::SearchIndex;
use crate::edit::{self, Change, Document, Edit, Intent, usual_id};
use crate::file::{Journal, JournalHeader, Line, Opened, Original};
use crate::ui::begin::BeginForm;
use crate::ui::dialogs::{Dialog, Kept};
use crate::words::begin;

/// So much time passes at least from one note of what is being filled in to the next.
const PAUSE: Duration = Duration::from_millis(500);

/// What is being filled in for a new case: it stays when its page is left, and is written down as unsaved work is.
#[derive(Default)]
pub(super) struct BegunPage {
    /// As it was last seen; nothing where nothing has been written.
    form: Option<BeginForm>,
    /// What of it has been written down, and when.
    noted: Option<(BeginForm, Instant)>,
    journal: Option<Journal>,
}

impl BegunPage {
    fn keep(&mut self, form: &BeginForm) {
        if !form.is_filled() {
            self.let_go();
        } else if self.form.as_ref() != Some(form) {
            self.form = Some(form.clone());
        }
    }

    /// Writes down what has been filled in since it last was, now and then.
    fn write_down(&mut self, ctx: &Context, state: Option<&Path>) {
        let (Some(form), Some(state)) = (&self.form, state) else { return };
        if self.noted.as_ref().is_some_and(|(noted, _)| noted == form) {
            return;
        }
        let since = self.noted.as_ref().map_or(PAUSE, |(_, at)| at.elapsed());
        if since < PAUSE {
            ctx.request_repaint_after(PAUSE.saturating_sub(since));
            return;
        }
        self.note(ctx, state);
    }

    fn note(&mut self, ctx: &Context, state: &Path) {
        let Some(form) = &self.form else { return };
        let journal = self.journal.get_or_insert_with(|| {
            let header = JournalHeader { path: None, name: file_name(&form.title), opened: SystemTime::now() };
            Journal::start(state, header, Original::default(), Arc::clone(nothing().case()), Keep::wake(ctx))
        });
        let all = Edit::new(Intent::Begin, vec![Change::Replace(Arc::new(form.case()))], None);
        // Played back, all notes are one step.
        journal.record(Line::Edit(Arc::new(Edit { run: Some(0), ..all })));
        self.noted = Some((form.clone(), Instant::now()));
    }

    /// Waits until what has been filled in is on the disk, to be offered at the next start.
    pub(super) fn flush(&mut self, ctx: &Context, state: Option<&Path>) {
        if let Some(state) = state {
            self.note(ctx, state);
        }
        if let Some(journal) = &self.journal {
            keep::flush(journal);
        }
    }

    fn let_go(&mut self) {
        let Self { journal, .. } = std::mem::take(self);
        if let Some(journal) = journal {
            journal.close();
        }
    }
}

impl App {
    /// Shows the page for a new case, with what was filled in when it was left.
    pub(super) fn show_begin_page(&mut self) {
        self.dialog = Some(Dialog::Begin(self.begun.form.as_ref().map(BeginForm::again).unwrap_or_default()));
    }

    /// Makes the case of a page that was filled in, and shows it.
    pub(super) fn begin(&mut self, form: &BeginForm) {
        self.begin_as(&form.title, form.case(), Intent::Begin);
        self.begun.let_go();
    }

    /// Keeps what is being filled in.
    pub(super) fn tend_begun(&mut self, ctx: &Context) {
        if let Some(Dialog::Begin(form)) = &self.dialog {
            self.begun.keep(form);
        }
        self.begun.write_down(ctx, self.state.as_deref());
    }

    /// Whether it has to be asked first what becomes of a page that has been filled in; if so, it is.
    pub(super) fn asks_for_begun(&mut self) -> bool {
        let asks = self.begun.form.is_some();
        if asks {
            self.dialog = Some(Dialog::Begun);
        }
        asks
    }

    /// Does what was decided about the page, which the program's end has waited for.
    pub(super) fn answer_begun(&mut self, ctx: &Context, kept: Kept) {
        match kept {
            Kept::Stay => self.show_begin_page(),
            Kept::LetGo => {
                self.begun.let_go();
                self.leave(ctx, Leaving::Quit);
            }
            Kept::Keep => {
                let Some(mut form) = self.begun.form.clone() else { return };
                if form.title.trim().is_empty() {
                    begin::UNTITLED_CASE.clone_into(&mut form.title);
                }
                self.leave(ctx, Leaving::Begin(form));
            }
        }
    }

    /// Shows a case that has no file yet, with all of it as the first step.
    pub(super) fn begin_as(&mut self, title: &str, case: Case, intent: Intent) {
        let snapshot = nothing();
        let index = SearchIndex::build(&snapshot);
        let opened = Opened {
            path: None,
            stamp: None,
            problems: check(&snapshot),
            original: Original::default(),
            snapshot: snapshot.clone(),
        };
        let origin = Origin::Untitled(file_name(title));
        self.show(Loaded { opened, index, origin });
        let ctx = self.ctx.clone();
        self.edit_open(|open| {
            open.document = Document::begun(snapshot);
            // As a step, what was filled in or taken in is in the journal from the start.
            let change = Change::Replace(Arc::new(case));
            drop(open.apply(&ctx, Edit::new(intent, vec![change], None)));
        });
    }

    /// Goes on with what is open; a page that has been filled in comes back with what was typed.
    pub(super) fn stay(&mut self) {
        if let Leave::Asked(Leaving::Begin(form)) | Leave::Saving(Leaving::Begin(form)) =
            std::mem::take(&mut self.leave)
        {
            self.dialog = Some(Dialog::Begin(form));
        }
    }
}

/// A case in which nothing has been written yet.
fn nothing() -> Snapshot {
    Snapshot::new(Arc::new(edit::begin(begin::UNTITLED_CASE, &[], &[], &[])))
}

/// The name under which a case of this title is first to be saved.
fn file_name(title: &str) -> String {
    let name = usual_id(title);
    format!("{}.json", if name.is_empty() { begin::UNTITLED } else { &name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_title() {
        assert_eq!(file_name("Syria–Israel talks, Paris"), "syria-israel-talks-paris.json");
        assert_eq!(file_name(" … "), "untitled.json");
    }
}
