//! Opening and saving: which file, what is in the way, and what happens once nothing is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::keep::Keep;
use super::open_case::{OpenCase, Origin};
use super::{App, load};
use crate::command::Sample;
use crate::file::{self, Backups, SaveError};
use crate::ui::begin::BeginForm;
use crate::ui::dialogs::{Dialog, PathPrompt, Purpose};
use crate::ui::failure::ErrorView;
use crate::ui::start::file_name;
use crate::words::{saving, screen};

/// What leaves the open case behind, and waits while it is asked what becomes of unsaved work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The program ends.
    Quit,
    /// The start page is shown.
    Close,
    /// Another file is opened.
    Open(PathBuf),
    /// A sample is opened.
    Sample(Sample),
    /// A case begins.
    Begin(BeginForm),
    /// A case is made of a table.
    Imported,
    /// The case is again as its file has it.
    Revert,
    /// A backup is opened as a copy of this name.
    Backup(PathBuf, String),
}

/// What is done once the case is saved, or given up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Leave {
    /// Nothing: work goes on.
    #[default]
    Stay,
    /// This, after the question has been answered.
    Asked(Leaving),
    /// This, once the case is in its file.
    Saving(Leaving),
}

impl App {
    /// Leaves the open case, after asking what becomes of unsaved work.
    pub(super) fn leave(&mut self, ctx: &Context, leaving: Leaving) {
        if leaving == Leaving::Quit && self.asks_for_begun() {
            return;
        }
        if let Some(open) = &mut self.open {
            open.drop_empty(ctx);
        }
        if matches!(self.dialog, Some(Dialog::Merge(_))) {
            // The question about both versions stands again once this one has been answered.
            self.dialog = None;
            self.stop_merging();
        }
        match self.open.as_ref().filter(|open| open.is_unsaved()) {
            Some(open) => {
                let name = origin_name(&open.origin);
                self.dialog = Some(match leaving {
                    Leaving::Revert => Dialog::Revert(name),
                    _ => Dialog::Unsaved { name, changes: open.document.unsaved_steps() },
                });
                self.leave = Leave::Asked(leaving);
            }
            None => self.go(ctx, leaving),
        }
    }

    /// Saves first, and leaves once that is done.
    pub(super) fn save_and_leave(&mut self, ctx: &Context, window: Option<&eframe::Frame>) {
        if let Leave::Asked(leaving) = std::mem::take(&mut self.leave) {
            self.leave = Leave::Saving(leaving);
            self.save(ctx, window);
        }
    }

    /// Leaves, and lets unsaved work go.
    pub(super) fn discard_and_leave(&mut self, ctx: &Context) {
        if let Leave::Asked(leaving) = std::mem::take(&mut self.leave) {
            self.go(ctx, leaving);
        }
    }

    fn go(&mut self, ctx: &Context, leaving: Leaving) {
        match leaving {
            Leaving::Quit => {
                self.quitting = true;
                self.let_go();
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::Close => {
                self.let_go_of_export();
                self.let_go_of_import();
                self.let_go();
                self.open = None;
                self.error = None;
            }
            Leaving::Open(path) => self.load(ctx, path),
            Leaving::Sample(sample) => self.open_sample(sample),
            Leaving::Begin(form) => self.begin(&form),
            Leaving::Imported => self.begin_imported(),
            Leaving::Backup(path, name) => match load::copy_of(&path, name) {
                Ok(loaded) => self.show(loaded),
                Err(error) => self.fail(error),
            },
            Leaving::Revert => self.revert(ctx),
        }
    }

    /// Keeps the window open while something is unsaved, and asks; lets it close otherwise.
    pub(super) fn guard_closing(&mut self, ctx: &Context) {
        let closing = ctx.input(|input| input.viewport().close_requested());
        if closing && self.quitting {
            self.stop_export();
        }
        if !closing || self.quitting {
            return;
        }
        if self.asks_for_begun() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            return;
        }
        let Some(open) = &mut self.open else { return };
        open.drop_empty(ctx);
        if open.keep.is_saving() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leave = Leave::Saving(Leaving::Quit);
        } else if open.is_unsaved() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leave(ctx, Leaving::Quit);
        } else {
            open.keep.close();
            self.stop_export();
        }
    }

    /// Saves the case where it came from, or asks where to.
    pub(super) fn save(&mut self, ctx: &Context, window: Option<&eframe::Frame>) {
        match self.open.as_ref().map(|open| open.origin.clone()) {
            Some(Origin::File(path)) => self.save_to(ctx, &path),
            Some(Origin::Untitled(_)) => self.pick(ctx, window, Purpose::Save),
            None => {}
        }
    }

    /// Shows the desktop's file dialog, or asks for a path where there is none.
    pub(super) fn pick(&mut self, ctx: &Context, window: Option<&eframe::Frame>, purpose: Purpose) {
        let Some(window) = window else { return self.ask_for_path(purpose, None) };
        let origin = self.open.as_ref().map(|open| &open.origin);
        let folder = match origin {
            Some(Origin::File(path)) => path.parent(),
            _ => self.recent.folder(),
        };
        let name = origin.map(origin_name).unwrap_or_default();
        let shown = match purpose {
            Purpose::Open => self.picker.open(ctx, window, folder),
            Purpose::Compare => self.picker.compare(ctx, window, folder),
            Purpose::Import => self.picker.import(ctx, window, folder),
            Purpose::Save => self.picker.save(ctx, window, folder, &name),
            Purpose::Export => {
                let Some((name, format)) = self.export_name() else { return };
                self.picker.export(ctx, window, folder, &name, format)
            }
        };
        if !shown {
            // A dialog that hangs must not keep the user from their file.
            self.ask_for_path(purpose, Some(screen::FILE_DIALOG_BUSY));
        }
    }

    pub(super) fn ask_for_path(&mut self, purpose: Purpose, because: Option<&'static str>) {
        let path = match self.open.as_ref().map(|open| &open.origin) {
            Some(Origin::File(path)) if purpose == Purpose::Save => Some(path.clone()),
            Some(Origin::Untitled(name)) if purpose == Purpose::Save => {
                let folder = self.recent.folder().map(Path::to_owned).or_else(std::env::home_dir);
                folder.map(|folder| file::with_extension(&folder.join(name)))
            }
            _ if purpose == Purpose::Export => self.export_path(),
            _ => None,
        };
        let prompt = PathPrompt::new(purpose, path.as_deref());
        self.dialog = Some(Dialog::Path(match because {
            Some(reason) => prompt.because(reason),
            None => prompt,
        }));
    }

    pub(super) fn load(&mut self, ctx: &Context, path: PathBuf) {
        self.error = None;
        self.loader.open(ctx, path);
    }

    /// The journal of the open case is not needed any more; how its table is arranged is remembered.
    fn let_go(&mut self) {
        self.remember_arrangement();
        if let Some(open) = &mut self.open {
            open.keep.close();
            open.keep.give_up_claim();
        }
    }

    /// Remembers how the table of the open file is arranged.
    pub(super) fn remember_arrangement(&mut self) {
        if let Some(open) = &self.open {
            self.settings.arrangements.remember(open);
        }
    }

    pub(super) fn open_sample(&mut self, sample: Sample) {
        match load::sample(sample) {
            Ok(loaded) => self.show(loaded),
            Err(error) => self.fail(error),
        }
    }

    pub(super) fn show(&mut self, loaded: load::Loaded) {
        if let Origin::File(path) = &loaded.origin {
            self.recent.remember(path);
        }
        self.error = None;
        self.merging = None;
        self.taken_in = None;
        self.let_go_of_export();
        self.let_go_of_import();
        self.let_go();
        let keep = Keep::new(&self.ctx, self.state.as_deref(), &origin_name(&loaded.origin), &loaded.opened);
        let mut open = OpenCase::new(loaded, keep);
        self.settings.arrangements.recall(&mut open);
        self.open = Some(open);
        self.keyboard.start();
    }

    pub(super) fn fail(&mut self, error: ErrorView) {
        // With a case open its window stays as it is; without one the start page says what went wrong.
        if self.open.is_some() {
            self.dialog = Some(Dialog::Message(error));
        } else {
            self.error = Some(error);
        }
    }

    /// Saves to a path, on a thread; a file that somebody else has changed meanwhile is not written over.
    pub(super) fn save_to(&mut self, ctx: &Context, path: &Path) {
        let Some(open) = &mut self.open else { return };
        open.drop_empty(ctx);
        open.seal();
        if open.keep.is_saving() {
            open.keep.save_again(path);
            return;
        }
        if open.origin == Origin::File(path.to_owned()) && open.keep.is_overtaken(path, open.document.saved()) {
            self.merge_first(ctx, path);
            return;
        }
        let case = Arc::clone(open.document.snapshot().case());
        open.keep.save(path, &open.original, &case);
        self.receive_save(ctx, true);
    }

    /// Saves to a path from the desktop's dialog, which has asked about a file of that very name and no other.
    pub(super) fn save_picked(&mut self, ctx: &Context, path: &Path) {
        let whole = file::with_extension(path);
        if whole == path { self.save_to(ctx, path) } else { self.save_new(ctx, &whole) }
    }

    /// Saves to a path, after asking about a file that is there.
    pub(super) fn save_new(&mut self, ctx: &Context, path: &Path) {
        if path.exists() {
            self.dialog = Some(Dialog::Replace(path.to_owned(), Purpose::Save));
        } else {
            self.save_to(ctx, path);
        }
    }

    /// Opens the version of the file that was opened before the first save over it, as an untitled copy.
    pub(super) fn open_backup(&mut self, ctx: &Context) {
        let Some(Origin::File(path)) = self.open.as_ref().map(|open| open.origin.clone()) else { return };
        let backup = self.state.as_deref().and_then(|state| Backups::new(state).of(&path));
        match backup {
            Some(backup) => self.leave(ctx, Leaving::Backup(backup.path, saving::backup_name(&file_name(&path)))),
            None => self.told = Some(saving::NO_BACKUP.to_owned()),
        }
    }

    /// Takes in how a save ended.
    pub(super) fn receive_save(&mut self, ctx: &Context, wait: bool) {
        let Some(open) = &mut self.open else { return };
        let Some(saved) = open.keep.poll_save(wait) else { return };
        let again = open.keep.take_again();
        match saved.result {
            Ok(()) => {
                open.document.mark_saved(&saved.case);
                self.recent.remember(&saved.path);
                open.origin = Origin::File(saved.path);
                if let Some(path) = again {
                    self.save_to(ctx, &path);
                } else if let Leave::Saving(leaving) = std::mem::take(&mut self.leave) {
                    self.leave(ctx, leaving);
                }
            }
            // Then there are two versions, as if it had been seen before.
            Err(SaveError::Overtaken(path)) if open.origin == Origin::File(path.clone()) => self.save_to(ctx, &path),
            Err(error) => {
                self.leave = Leave::Stay;
                self.dialog = Some(Dialog::Message(load::save_error_view(&saved.path, &error)));
            }
        }
    }
}

/// The case's name for a person: that of its file, or the one it has as long as it has none.
pub(super) fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => file_name(path),
        Origin::Untitled(name) => name.clone(),
    }
}

/// What the foot of the window calls the case: a name that no file has is none.
pub(super) fn shown_name(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => file_name(path),
        Origin::Untitled(name) => screen::untitled_file(name),
    }
}

/// What the foot of the window says of the file.
pub(super) fn file_state(open: &OpenCase) -> &'static str {
    match &open.origin {
        _ if open.keep.is_saving() => saving::SAVING,
        _ if open.is_unsaved() => saving::UNSAVED,
        Origin::File(_) => screen::SAVED,
        Origin::Untitled(_) => screen::NOT_SAVED_YET,
    }
}
