//! A table that is taken in: read on a thread, understood on a page, and made one step of the open case or a new one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::{Context, Event, ViewportCommand};

use super::App;
use super::files::Leaving;
use super::load::open_error_view;
use super::open_case::OpenCase;
use crate::case::{Case, Snapshot};
use crate::edit;
use crate::file::{self, Progress};
use crate::import::{self, Grid, Mapping};
use crate::ui::dialogs::Dialog;
use crate::ui::failure::ErrorView;
use crate::ui::importing::{ImportAnswer, ImportInput, ImportView, Planned, import_ui, reading_ui};
use crate::ui::start::file_name;
use crate::words::{edits, importing as words};

/// How long the clipboard may take to be there.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the program knows of importing.
#[derive(Default)]
pub(super) struct Imports {
    reading: Option<Reading>,
    /// Since when the clipboard has been asked for.
    pasting: Option<Instant>,
    page: Option<Importing>,
}

impl Imports {
    /// Whether its page is shown.
    pub(super) fn is_open(&self) -> bool {
        self.page.is_some()
    }
}

/// Where a table comes from.
#[derive(Clone)]
enum Source {
    File(PathBuf),
    /// What was on the clipboard.
    Pasted(Arc<str>),
}

/// A table that is being read.
struct Reading {
    source: Source,
    progress: Arc<Progress>,
    result: Receiver<Result<ImportView, ErrorView>>,
}

/// The page, and what would be made of the table as it is understood.
struct Importing {
    source: Source,
    view: ImportView,
    /// The case that a new one begins as.
    empty: Snapshot,
    planned: Option<(Wanted, Planned)>,
    running: Option<(Wanted, Receiver<Planned>)>,
}

/// What a plan is made of.
#[derive(Clone)]
struct Wanted {
    grid: Arc<Grid>,
    mapping: Mapping,
    base: Snapshot,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.grid, &other.grid)
            && Arc::ptr_eq(self.base.case(), other.base.case())
            && self.mapping == other.mapping
    }
}

impl Source {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Pasted(_) => None,
        }
    }

    /// What a person knows it by.
    fn name(&self) -> String {
        self.path().map_or_else(|| words::CLIPBOARD.to_owned(), file_name)
    }

    /// The title of a case that is made of it.
    fn title(&self) -> String {
        let stem = self.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        stem.unwrap_or_else(|| words::PASTED_TITLE.to_owned())
    }

    fn trouble(&self, hint: String) -> ErrorView {
        let path = self.path().map(Path::to_owned);
        ErrorView { path, what: words::BROKE.to_owned(), hint, ..ErrorView::default() }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Importing {
    fn wanted(&self, open: Option<&Snapshot>) -> Wanted {
        let base = open.filter(|_| self.view.into_open).unwrap_or(&self.empty);
        Wanted { grid: Arc::clone(&self.view.grid), mapping: self.view.mapping.clone(), base: base.clone() }
    }

    /// Sees to it that the plan becomes that of the table as it is understood; false when that has failed.
    fn follow(&mut self, ctx: &Context, open: Option<&Snapshot>) -> bool {
        if let Some((_, result)) = &self.running {
            match result.try_recv() {
                Ok(planned) => self.planned = self.running.take().map(|(wanted, _)| (wanted, planned)),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
        let wanted = self.wanted(open);
        if self.planned.as_ref().is_some_and(|(of, _)| *of == wanted) {
            return true;
        }
        let (sender, result) = mpsc::channel();
        let (asked, wake) = (wanted.clone(), ctx.clone());
        let started = std::thread::Builder::new().name("plan".to_owned()).spawn(move || {
            // The page may have been closed by now.
            drop(sender.send(Planned::new(import::plan(&asked.grid, &asked.mapping, &asked.base))));
            wake.request_repaint();
        });
        if let Err(error) = &started {
            log::error!("cannot plan an import: {error}");
        }
        self.running = started.is_ok().then_some((wanted, result));
        self.running.is_some()
    }
}

impl App {
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
        if let Some(text) = pasted {
            self.imports.pasting = None;
            self.read_table(ctx, Source::Pasted(text.into()));
        } else if since.elapsed() >= PATIENCE {
            // An empty clipboard is no event.
            self.imports.pasting = None;
            self.dialog = Some(Dialog::Message(ErrorView {
                what: words::NOTHING_TO_PASTE.to_owned(),
                hint: words::NOTHING_TO_PASTE_HINT.to_owned(),
                ..ErrorView::default()
            }));
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
            drop(sender.send(read(&from, base.as_ref(), &shared)));
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
            && reading_ui(ctx, &reading.source.name())
        {
            self.imports.reading = None;
        }
        let Some(page) = &mut self.imports.page else { return };
        let open = self.open.as_ref().map(|open| open.document.snapshot());
        if !page.follow(ctx, open) {
            self.dialog = Some(Dialog::Message(page.source.trouble(words::BROKE_HINT.to_owned())));
            self.imports.page = None;
            return;
        }
        let wanted = page.wanted(open);
        let before = (wanted.mapping.clone(), Arc::clone(&wanted.grid), page.view.into_open);
        let input = ImportInput {
            file: &page.source.name(),
            open,
            empty: &page.empty,
            planned: page.planned.as_ref().map(|(_, planned)| planned),
            current: page.planned.as_ref().is_some_and(|(of, _)| *of == wanted),
        };
        let answer = import_ui(ctx, &mut page.view, &input);
        let now = (page.view.mapping.clone(), Arc::clone(&page.view.grid), page.view.into_open);
        if now != before {
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
        if !page.view.into_open || self.open.is_none() {
            // The page stays until it is decided what becomes of unsaved work.
            self.leave(ctx, Leaving::Imported);
            return;
        }
        let Some((_, planned)) = &page.planned else { return };
        let edit = planned.plan.edit();
        self.imports.page = None;
        if let Some(Err(refusal)) = self.open.as_mut().map(|open: &mut OpenCase| open.apply(ctx, edit)) {
            self.told = Some(edits::refusal(&refusal));
        }
    }

    /// Shows the case that is made of the table.
    pub(super) fn begin_imported(&mut self) {
        let open = self.open.as_ref().map(|open| open.document.snapshot());
        // While the case before it was saved, the table may have been understood otherwise: then it is asked for again.
        let is_meant = |page: &mut Importing| {
            let wanted = page.wanted(open);
            Arc::ptr_eq(wanted.base.case(), page.empty.case())
                && page.planned.as_ref().is_some_and(|(of, _)| *of == wanted)
        };
        let Some(page) = self.imports.page.take_if(is_meant) else { return };
        let Some((_, planned)) = &page.planned else { return };
        let title = page.source.title();
        let case = Case { title: title.clone(), ..Case::clone(&planned.plan.case()) };
        self.begin_as(&title, case, edit::Intent::Import);
    }

    /// Another case comes, or none: nothing is left of a table that was to be taken in.
    pub(super) fn let_go_of_import(&mut self) {
        self.imports = Imports::default();
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
                self.imports.page = Some(Importing { source, view, empty, planned: None, running: None });
            }
            Err(error) => self.dialog = Some(Dialog::Message(error)),
        }
    }
}

fn read(source: &Source, open: Option<&Snapshot>, progress: &Progress) -> Result<ImportView, ErrorView> {
    let failed = |error: import::ImportError| ErrorView {
        path: source.path().map(Path::to_owned),
        what: error.message(),
        hint: error.hint().to_owned(),
        ..ErrorView::default()
    };
    let tables = match source {
        Source::File(path) => {
            let bytes = file::load(path, progress).map_err(|error| open_error_view(path, &error))?;
            import::read(&bytes, Some(&file_name(path)))
        }
        Source::Pasted(text) => import::read_clipboard(text, None),
    };
    let tables = tables.map_err(failed)?;
    let base = open.cloned().unwrap_or_else(empty);
    ImportView::new(tables, &base, open.is_some()).ok_or_else(|| failed(import::ImportError::NoTable))
}

/// A case with nothing in it but the axes that every case has.
fn empty() -> Snapshot {
    Snapshot::new(Arc::new(edit::begin("", &[], &[], &[])))
}
