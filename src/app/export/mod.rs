//! The export of a briefing: the dialog's state, its preview and the writing, both on threads of their own.

mod previews;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::Duration;

use egui::{Context, Vec2};

use self::previews::{Previews, Wanted};
use super::open_case::{OpenCase, Origin};
use super::{App, desktop};
use crate::case::{CaseDate, Snapshot};
use crate::command::Request;
use crate::compare::Filter;
use crate::export::{self, Choices, ExportError, Format, Progress};
use crate::file::{self, SaveError};
use crate::ui::dialogs::{Dialog, Purpose};
use crate::ui::export::{ExportAnswer, ExportInput, ExportView, Writing, export_ui};
use crate::ui::failure::ErrorView;
use crate::ui::notices::{Notice, Tone};
use crate::ui::start::{file_name, short_path};
use crate::words::export::would_overwrite_case;
use crate::words::{exporting as words, terms};

/// How long a window that closes waits for a document that is being written, so that nothing half-written is left.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How often the bar is drawn anew while a document is written.
const TICK: Duration = Duration::from_millis(80);

/// What the program knows of exporting.
#[derive(Default)]
pub(super) struct Exports {
    dialog: Option<Exporting>,
    /// What was chosen when something was last exported, or nearly.
    choices: ExportView,
    /// What has been exported, until that has been read.
    pub(super) done: Option<Exported>,
}

impl Exports {
    /// Whether its page is shown.
    pub(super) fn is_open(&self) -> bool {
        self.dialog.is_some()
    }
}

/// The dialog, what it shows, and what is being written.
struct Exporting {
    view: ExportView,
    /// The day on which the dialog was opened, as people read it.
    today: String,
    previews: Previews,
    /// The room that the preview had in the last frame, in points.
    room: Vec2,
    writing: Option<Running>,
}

/// A document that is being made and written.
struct Running {
    path: PathBuf,
    progress: Progress,
    result: Receiver<Result<Written, Failure>>,
}

/// A document that has been written.
struct Written {
    /// What is left out of it, and what else there is to know of it.
    remarks: String,
    /// The desktop has programs that open and show it.
    can_open: bool,
}

/// Why a document has not been written.
enum Failure {
    Export(ExportError),
    Save(SaveError),
}

/// What has been exported, for the notice that says so.
pub(super) struct Exported {
    path: PathBuf,
    written: Written,
    /// It could not be opened or shown.
    trouble: bool,
}

impl App {
    /// Shows the dialog, with the choices of the last time.
    pub(super) fn begin_export(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        open.drop_empty(ctx);
        open.seal();
        self.exports.done = None;
        self.exports.dialog = Some(Exporting {
            view: self.exports.choices.again(open.document.snapshot()),
            today: today(),
            previews: Previews::default(),
            room: Vec2::ZERO,
            writing: None,
        });
    }

    /// Shows the dialog while it is open, and does what it asks for.
    pub(super) fn export_ui(&mut self, ctx: &Context, window: Option<&eframe::Frame>) {
        self.finish_export();
        let (Some(exporting), Some(open)) = (&mut self.exports.dialog, &self.open) else {
            // Without a case there is nothing to export.
            self.exports.dialog = None;
            return;
        };
        let snapshot = open.document.snapshot();
        if exporting.writing.is_none() {
            let choices = exporting.choices(open);
            exporting.previews.follow(ctx, Wanted::new(snapshot, exporting.view.format, choices, exporting.room, ctx));
        }
        let filter = &open.filter;
        let filtered = Filter { statuses: Vec::new(), visibilities: Vec::new(), text: String::new(), ..filter.clone() };
        let (found, current) = exporting.previews.shown();
        let writing = exporting
            .writing
            .as_ref()
            .map(|running| Writing { done: running.progress.done(), stopping: running.progress.is_cancelled() });
        let input = ExportInput {
            snapshot,
            filter: (!filtered.is_empty()).then_some(&filtered),
            today: &exporting.today,
            found,
            current,
            writing,
        };
        let (answer, room) = export_ui(ctx, &mut exporting.view, &input);
        if room != exporting.room {
            exporting.room = room;
            ctx.request_repaint();
        }
        if writing.is_some() {
            ctx.request_repaint_after(TICK);
        }
        match answer {
            Some(ExportAnswer::Write) => self.pick(ctx, window, Purpose::Export),
            Some(ExportAnswer::Stop) => {
                if let Some(running) = &exporting.writing {
                    running.progress.cancel();
                }
            }
            Some(ExportAnswer::Close) => self.end_export(),
            None => {}
        }
    }

    /// Another case comes, or none: nothing is left of what was exported of this one.
    pub(super) fn let_go_of_export(&mut self) {
        self.end_export();
        self.exports.done = None;
    }

    /// Leaves the dialog, and remembers what was chosen; what is being written is stopped.
    fn end_export(&mut self) {
        if let Some(exporting) = self.exports.dialog.take() {
            if let Some(running) = &exporting.writing {
                running.progress.cancel();
            }
            self.exports.choices = exporting.view;
        }
    }

    /// Stops what is being written, as the program is about to end.
    pub(super) fn stop_export(&mut self) {
        if let Some(running) = self.exports.dialog.as_ref().and_then(|exporting| exporting.writing.as_ref()) {
            running.progress.cancel();
            // Whether it is whole or has not begun makes no difference any more.
            drop(running.result.recv_timeout(LAST_WORDS));
        }
    }

    /// The name under which the document is first offered to be written, and its format.
    pub(super) fn export_name(&self) -> Option<(String, Format)> {
        let exporting = self.exports.dialog.as_ref()?;
        let case = match &self.open.as_ref()?.origin {
            Origin::File(path) => file_name(path),
            Origin::Untitled(name) => name.clone(),
        };
        let stem = Path::new(&case).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or(case);
        let mut parts = vec![stem.as_str()];
        parts.extend(exporting.view.in_name());
        let format = exporting.view.format;
        Some((format!("{}.{}", parts.join("-"), format.extension()), format))
    }

    /// The path that is offered where the desktop has no file dialog.
    pub(super) fn export_path(&self) -> Option<PathBuf> {
        let (name, _) = self.export_name()?;
        let folder = match &self.open.as_ref()?.origin {
            Origin::File(path) => path.parent().map(Path::to_owned),
            Origin::Untitled(_) => self.recent.folder().map(Path::to_owned).or_else(std::env::home_dir),
        };
        Some(folder?.join(name))
    }

    /// Exports to a path from the desktop's dialog, which has asked about a file of that very name and no other.
    pub(super) fn export_picked(&mut self, ctx: &Context, path: &Path) {
        let whole = self.with_ending(path);
        if whole == path { self.export_to(ctx, path) } else { self.export_new(ctx, &whole) }
    }

    /// Exports to a path, after asking about a file that is there.
    pub(super) fn export_new(&mut self, ctx: &Context, path: &Path) {
        let path = self.with_ending(path);
        if path.exists() {
            self.dialog = Some(Dialog::Replace(path, Purpose::Export));
        } else {
            self.export_to(ctx, &path);
        }
    }

    /// The path with the ending of the format, so that a case is never written over by its own briefing.
    fn with_ending(&self, path: &Path) -> PathBuf {
        let Some(exporting) = &self.exports.dialog else { return path.to_owned() };
        let ending = exporting.view.format.extension();
        if path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending)) {
            return path.to_owned();
        }
        let mut whole = path.as_os_str().to_owned();
        whole.push(".");
        whole.push(ending);
        whole.into()
    }

    /// Makes the document and writes it, on a thread.
    pub(super) fn export_to(&mut self, ctx: &Context, path: &Path) {
        let (Some(exporting), Some(open)) = (&mut self.exports.dialog, &self.open) else { return };
        if exporting.writing.is_some() {
            return;
        }
        if file::says_case(path) {
            let hint = would_overwrite_case(&path.display().to_string());
            self.dialog = Some(Dialog::Message(trouble(path, hint)));
            return;
        }
        exporting.previews.stop();
        let choices = exporting.choices(open);
        let (sender, result) = mpsc::channel();
        let progress = Progress::default();
        let (snapshot, format) = (open.document.snapshot().clone(), exporting.view.format);
        let (shared, wake, target) = (progress.clone(), ctx.clone(), path.to_owned());
        let started = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            // The window may be gone by now, and with it whoever asked.
            drop(sender.send(write(&snapshot, &choices, format, &target, &shared)));
            wake.request_repaint();
        });
        match started {
            Ok(_) => exporting.writing = Some(Running { path: path.to_owned(), progress, result }),
            Err(error) => self.dialog = Some(Dialog::Message(trouble(path, error.to_string()))),
        }
    }

    /// Takes in how the writing ended.
    fn finish_export(&mut self) {
        let Some(exporting) = &mut self.exports.dialog else { return };
        let Some(running) = &exporting.writing else { return };
        let result = match running.result.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Err(Failure::Export(ExportError::Failed(words::BROKE.to_owned()))),
        };
        let path = running.path.clone();
        exporting.writing = None;
        match result {
            Ok(written) => {
                self.exports.done = Some(Exported { path, written, trouble: false });
                self.end_export();
            }
            Err(Failure::Export(ExportError::Cancelled)) => {}
            Err(Failure::Export(error)) => self.dialog = Some(Dialog::Message(trouble(&path, error.to_string()))),
            Err(Failure::Save(error)) => {
                self.dialog = Some(Dialog::Message(super::load::save_error_view(&path, &error)));
            }
        }
    }

    /// What has been exported, with what can be done with it.
    pub(super) fn export_notice(&self) -> Option<Notice> {
        let Exported { path, written, trouble } = self.exports.done.as_ref()?;
        let folder = path.parent().map(short_path).unwrap_or_default();
        let mut text = words::exported(&file_name(path), &folder);
        let told = if *trouble { words::CANNOT_OPEN } else { written.remarks.as_str() };
        if !told.is_empty() {
            text.push(' ');
            text.push_str(told);
        }
        let mut actions = Vec::new();
        if written.can_open && !trouble {
            actions.push((words::OPEN.to_owned(), Request::OpenExported(path.clone())));
            actions.push((words::SHOW.to_owned(), Request::ShowExported(path.clone())));
        }
        actions.push((words::DONE.to_owned(), Request::Dismiss));
        Some(Notice { text, tone: Tone::Good, actions })
    }

    /// Opens what was exported, or shows it in its folder.
    pub(super) fn open_exported(&mut self, path: &Path, in_folder: bool) {
        let started = if in_folder { desktop::show_in_folder(path) } else { desktop::open_file(path) };
        if let Err(error) = started {
            log::warn!("cannot open {}: {error}", path.display());
            if let Some(exported) = &mut self.exports.done {
                exported.trouble = true;
            }
        }
    }
}

impl Exporting {
    fn choices(&self, open: &OpenCase) -> Choices {
        self.view.choices(&open.comparison.columns, &self.today)
    }
}

fn write(
    snapshot: &Snapshot,
    choices: &Choices,
    format: Format,
    path: &Path,
    progress: &Progress,
) -> Result<Written, Failure> {
    let made = export::export(snapshot, choices, format, progress).map_err(Failure::Export)?;
    if progress.is_cancelled() {
        return Err(Failure::Export(ExportError::Cancelled));
    }
    // Nobody was asked about the files in which a picture goes on.
    if let Some((there, _)) = made.further_files(path).find(|(path, _)| path.exists()) {
        return Err(Failure::Export(ExportError::InTheWay(there)));
    }
    file::save(path, &made.bytes).map_err(Failure::Save)?;
    for (path, bytes) in made.further_files(path) {
        file::save(&path, bytes).map_err(Failure::Save)?;
    }
    Ok(Written { remarks: made.remarks().join(" "), can_open: desktop::can_open() })
}

fn trouble(path: &Path, hint: String) -> ErrorView {
    ErrorView { path: Some(path.to_owned()), what: words::CANNOT_EXPORT.to_owned(), hint, ..ErrorView::default() }
}

/// The day it is here, as people write it.
fn today() -> String {
    let zone = jiff::tz::TimeZone::try_system().unwrap_or(jiff::tz::TimeZone::UTC);
    let day = zone.to_datetime(jiff::Timestamp::now()).date().to_string();
    terms::date(&CaseDate::from(day.as_str()))
}
