//! How the open case differs from another version of it, worked out on a thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};

use egui::Context;

use super::App;
use super::load::open_error_view;
use crate::case::{Case, Snapshot};
use crate::edit::diff::diff;
use crate::file::{self, Progress};
use crate::ui::comparing::{Page, focus_id};
use crate::ui::differences::DifferencesView;
use crate::ui::failure::ErrorView;
use crate::ui::start::file_name;
use crate::words::screen;

/// Another version of the open case, and how they differ.
#[derive(Debug)]
pub(super) struct Comparing {
    file: String,
    /// The version in the file, once it has been read.
    theirs: Option<Snapshot>,
    /// The differences, and the version of the open case that they are of.
    view: Option<(Arc<Case>, DifferencesView)>,
    running: Option<Receiver<Result<Found, ErrorView>>>,
    progress: Arc<Progress>,
    /// The page is to have the keyboard.
    take_focus: bool,
}

/// What a thread has found out.
#[derive(Debug)]
struct Found {
    theirs: Snapshot,
    ours: Arc<Case>,
    view: DifferencesView,
}

impl Comparing {
    /// Begins to compare with a file.
    fn with(ctx: &Context, path: PathBuf, ours: &Snapshot) -> Self {
        let mut comparing = Self {
            file: file_name(&path),
            theirs: None,
            view: None,
            running: None,
            progress: Arc::new(Progress::default()),
            take_focus: false,
        };
        let (ours, progress) = (ours.clone(), Arc::clone(&comparing.progress));
        comparing.run(ctx, move || Ok(found(read(&path, &progress)?, &ours)));
        comparing
    }

    fn run(&mut self, ctx: &Context, find: impl FnOnce() -> Result<Found, ErrorView> + Send + 'static) {
        let (sender, result) = mpsc::channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("compare".to_owned()).spawn(move || {
            // The page may have been closed by now.
            drop(sender.send(find()));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => self.running = Some(result),
            Err(error) => log::error!("cannot start comparing: {error}"),
        }
    }

    /// Takes in what was found, and has it found anew when the open case has changed meanwhile.
    fn look(&mut self, ctx: &Context, now: &Snapshot) -> Result<(), ErrorView> {
        match self.running.as_ref().map(Receiver::try_recv) {
            Some(Ok(found)) => {
                self.running = None;
                let Found { theirs, ours, view } = found?;
                self.take_focus |= self.view.is_none();
                self.theirs = Some(theirs);
                self.view = Some((ours, view));
            }
            Some(Err(TryRecvError::Empty)) => return Ok(()),
            Some(Err(TryRecvError::Disconnected)) => {
                return Err(ErrorView {
                    what: screen::OPENING_BROKE.to_owned(),
                    hint: screen::OPENING_BROKE_HINT.to_owned(),
                    ..ErrorView::default()
                });
            }
            None => {}
        }
        self.focus(ctx);
        let is_current = self.view.as_ref().is_some_and(|(ours, _)| Arc::ptr_eq(ours, now.case()));
        if let (false, Some(theirs)) = (is_current, self.theirs.clone()) {
            let now = now.clone();
            self.run(ctx, move || Ok(found(theirs, &now)));
        }
        Ok(())
    }

    /// Gives the page the keyboard, once no dialog has it any more.
    fn focus(&mut self, ctx: &Context) {
        if !self.take_focus {
            return;
        }
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
            return;
        }
        self.take_focus = false;
        ctx.memory_mut(|memory| memory.request_focus(focus_id()));
    }

    /// What is shown of it, beside the open case of this name.
    pub(super) fn page<'a>(&'a self, open: &'a str) -> Page<'a> {
        Page { file: &self.file, open, view: self.view.as_ref().map(|(_, view)| view) }
    }
}

impl Drop for Comparing {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

fn read(path: &Path, progress: &Progress) -> Result<Snapshot, ErrorView> {
    let opened = file::read(path, progress).map_err(|error| open_error_view(path, &error))?;
    Ok(opened.snapshot)
}

fn found(theirs: Snapshot, ours: &Snapshot) -> Found {
    let view = DifferencesView::new(&theirs, ours, &diff(theirs.case(), ours.case()));
    Found { theirs, ours: Arc::clone(ours.case()), view }
}

impl App {
    /// Shows how the open case differs from a file.
    pub(super) fn compare_with(&mut self, ctx: &Context, path: PathBuf) {
        self.edit_open(|open| {
            open.comparing = Some(Comparing::with(ctx, path, open.document.snapshot()));
        });
    }

    /// Takes in how the versions differ.
    pub(super) fn look_at_comparison(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let Some(comparing) = &mut open.comparing else { return };
        if let Err(error) = comparing.look(ctx, open.document.snapshot()) {
            open.comparing = None;
            self.fail(error);
        }
    }
}
