//! What is taken in: read on a thread, understood on a page, and made one step of the open case or a new one.

mod reading;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::{Context, Event, ViewportCommand};

use super::App;
use super::files::Leaving;
use super::open_case::OpenCase;
use crate::case::Snapshot;
use crate::edit;
use crate::export;
use crate::file::Progress;
use crate::ui::dialogs::Dialog;
use crate::ui::importing::{Done, ImportAnswer, ImportInput, ImportView, import_ui, reading_ui};
use crate::words::{edits, importing as words};
use reading::{Html, Reading, Source, desktop_html};

/// How long the clipboard may take to be there.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the page looks how far a thread has come.
const LOOK: Duration = Duration::from_millis(100);

/// What the program knows of importing.
#[derive(Default)]
pub(super) struct Imports {
    reading: Option<Reading>,
    /// Since when the clipboard has been asked for.
    pasting: Option<Instant>,
    page: Option<Importing>,
    /// The way to the HTML on the clipboard; a program without a window has none.
    html: Option<Html>,
}

impl Imports {
    /// Whether its page is shown.
    pub(super) fn is_open(&self) -> bool {
        self.page.is_some()
    }
}

/// The page, and what would be made of what was read as it is understood.
struct Importing {
    source: Source,
    view: ImportView,
    /// The case that a new one begins as.
    empty: Snapshot,
    done: Option<Done>,
    working: Option<Working>,
}

/// What is being worked out for the page.
struct Working {
    revision: u64,
    base: Snapshot,
    progress: export::Progress,
    result: Receiver<Option<Done>>,
}

impl Drop for Working {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Importing {
    fn base<'a>(&'a self, open: Option<&'a OpenCase>) -> &'a Snapshot {
        open.filter(|_| self.view.is_into_open()).map_or(&self.empty, |open| open.document.snapshot())
    }

    fn is_current(&self, base: &Snapshot) -> bool {
        self.done.as_ref().is_some_and(|done| self.view.is_current(done, base))
    }

    /// Sees to it that what is worked out becomes that of the page as it is; false when that has failed.
    fn follow(&mut self, ctx: &Context, open: Option<&OpenCase>) -> bool {
        let base = self.base(open).clone();
        if let Some(working) = &self.working {
            // What is not wanted any more is stopped, and its thread ends by itself.
            let is_wanted = working.revision == self.view.revision() && Arc::ptr_eq(working.base.case(), base.case());
            match working.result.try_recv() {
                Ok(Some(done)) if is_wanted => {
                    self.view.take(&done);
                    self.done = Some(done);
                    self.working = None;
                }
                Err(TryRecvError::Empty) if is_wanted => {
                    ctx.request_repaint_after(LOOK);
                    return true;
                }
                Err(TryRecvError::Disconnected) if is_wanted => return false,
                _ => self.working = None,
            }
        }
        if self.is_current(&base) {
            return true;
        }
        let earlier = || {
            let document = open.map(|open| &open.document);
            let steps = document.and_then(|document| document.steps().get(..document.done()));
            steps.unwrap_or_default().iter().map(|step| step.before().clone()).collect()
        };
        let task = self.view.task(&base, earlier);
        let progress = export::Progress::default();
        let (sender, result) = mpsc::channel();
        let (shared, wake) = (progress.clone(), ctx.clone());
        let started = std::thread::Builder::new().name("plan".to_owned()).spawn(move || {
            // The page may have been closed by now.
            drop(sender.send(task.run(&shared)));
            wake.request_repaint();
        });
        if let Err(error) = &started {
            log::error!("cannot plan an import: {error}");
        }
        let working = Working { revision: self.view.revision(), base, progress, result };
        self.working = started.is_ok().then_some(working);
        self.working.is_some()
    }
}

impl App {
    /// Looks for HTML on the desktop's clipboard as well, where a table keeps its cells as they are.
    #[must_use]
    pub fn pasting_html(mut self) -> Self {
        self.imports.html = Some(desktop_html);
        self
    }

    /// The same with another clipboard.
    #[must_use]
    pub fn pasting_html_from(mut self, html: fn() -> Option<String>) -> Self {
        self.imports.html = Some(html);
        self
    }

    /// Reads a table from a file.
    pub(super) fn import_from(&mut self, ctx: &Context, path: PathBuf) {
        self.read_table(ctx, Source::File(path));
    }

    /// Asks for what is on the clipboard, which comes with one of the next frames.
    pub(super) fn paste_table(&mut self, ctx: &Context) {
        self.imports.pasting = Some(Instant::now());
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        ctx.request_repaint_after(PATIENCE);
    }

    /// Takes what was on the clipboard, before a field that has the keyboard does.
    pub(super) fn take_pasted(&mut self, ctx: &Context) {
        let Some(since) = self.imports.pasting else { return };
        let mut pasted = None;
        ctx.input_mut(|input| {
            input.events.retain_mut(|event| match event {
                Event::Paste(text) => {
                    pasted = Some(std::mem::take(text));
                    false
                }
                _ => true,
            });
        });
        let html = self.imports.html.unwrap_or(|| None);
        if let Some(text) = pasted {
            self.imports.pasting = None;
            self.read_table(ctx, Source::Pasted(text.into(), html));
        } else if since.elapsed() >= PATIENCE {
            // A clipboard without a text is no event, but it may have HTML.
            self.imports.pasting = None;
            self.read_table(ctx, Source::Pasted("".into(), html));
        }
    }

    /// Reads a table, on a thread.
    fn read_table(&mut self, ctx: &Context, source: Source) {
        if let Some(open) = &mut self.open {
            open.drop_empty(ctx);
            open.seal();
        }
        let base = self.open.as_ref().map(|open| open.document.snapshot().clone());
        let progress = Arc::new(Progress::default());
        let (sender, result) = mpsc::channel();
        let (shared, wake, from) = (Arc::clone(&progress), ctx.clone(), source.clone());
        let started = std::thread::Builder::new().name("import".to_owned()).spawn(move || {
            // The page may have been closed by now.
            drop(sender.send(from.read(base.as_ref(), &shared)));
            wake.request_repaint();
        });
        match started {
            Ok(_) => self.imports.reading = Some(Reading { source, progress, result }),
            Err(error) => self.dialog = Some(Dialog::Message(source.trouble(error.to_string()))),
        }
    }

    /// Shows the page while a table is read or understood, and does what it asks for.
    pub(super) fn import_ui(&mut self, ctx: &Context) {
        self.finish_reading();
        if let Some(reading) = &self.imports.reading
            && reading_ui(ctx, &reading.source.name(), reading.progress.fraction())
        {
            self.imports.reading = None;
        }
        let Some(page) = &mut self.imports.page else { return };
        let open = self.open.as_ref();
        if !page.follow(ctx, open) {
            self.dialog = Some(Dialog::Message(page.source.trouble(words::BROKE_HINT.to_owned())));
            self.imports.page = None;
            return;
        }
        let current = page.is_current(page.base(open));
        let before = page.view.revision();
        let input = ImportInput {
            file: &page.source.name(),
            open: open.map(|open| open.document.snapshot()),
            empty: &page.empty,
            done: page.done.as_ref(),
            current,
            progress: page.working.as_ref().map_or(0.0, |working| working.progress.done()),
        };
        let answer = import_ui(ctx, &mut page.view, &input);
        if page.view.revision() != before {
            // What would be made of it is to be worked out anew, from the next frame on.
            ctx.request_repaint();
            return;
        }
        match answer {
            Some(ImportAnswer::Import) => self.take_in_table(ctx),
            Some(ImportAnswer::Close) => self.imports.page = None,
            None => {}
        }
    }

    /// Takes the table in as one step of the open case, or leaves that for a new one.
    fn take_in_table(&mut self, ctx: &Context) {
        let Some(page) = &self.imports.page else { return };
        if !page.view.is_into_open() || self.open.is_none() {
            // The page stays until it is decided what becomes of unsaved work.
            self.leave(ctx, Leaving::Imported);
            return;
        }
        let Some(edit) = page.done.as_ref().and_then(|done| done.edit(&page.view)) else { return };
        self.imports.page = None;
        if let Some(Err(refusal)) = self.open.as_mut().map(|open: &mut OpenCase| open.apply(ctx, edit)) {
            self.told = Some(edits::refusal(&refusal));
        }
    }

    /// Shows the case that is made of the table.
    pub(super) fn begin_imported(&mut self) {
        // While the case before it was saved, the table may have been understood otherwise: then it is asked for again.
        let is_meant = |page: &mut Importing| page.is_current(&page.empty);
        let Some(page) = self.imports.page.take_if(is_meant) else { return };
        let title = page.source.title();
        if let Some(case) = page.done.as_ref().and_then(|done| done.case(&title)) {
            let title = case.title.clone();
            self.begin_as(&title, case, edit::Intent::Import);
        }
    }

    /// Another case comes, or none: nothing is left of a table that was to be taken in.
    pub(super) fn let_go_of_import(&mut self) {
        self.imports = Imports { html: self.imports.html, ..Imports::default() };
    }

    fn finish_reading(&mut self) {
        let Some(reading) = &self.imports.reading else { return };
        let result = match reading.result.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(reading.source.trouble(words::BROKE_HINT.to_owned())),
        };
        let source = reading.source.clone();
        self.imports.reading = None;
        match result {
            Ok(view) => {
                let empty = empty();
                self.imports.page = Some(Importing { source, view, empty, done: None, working: None });
            }
            Err(error) => self.dialog = Some(Dialog::Message(error)),
        }
    }
}

/// A case with nothing in it but the axes that every case has.
fn empty() -> Snapshot {
    Snapshot::new(Arc::new(edit::begin("", &[], &[], &[])))
}
