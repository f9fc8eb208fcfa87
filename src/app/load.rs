//! Opening cases on a thread of their own, with progress and cancel.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::Context;

use super::open_case::Origin;
use crate::command::Sample;
use crate::compare::SearchIndex;
use crate::file::{self, FileError, OpenError, Opened, Phase, Progress, SaveError};
use crate::ui::failure::{ErrorPlace, ErrorView};
use crate::ui::loading::LoadingView;
use crate::ui::start::file_name;
use crate::words::{self, screen};

/// Loading that takes less than this is not shown.
const PATIENCE: Duration = Duration::from_millis(200);

/// A case that was opened, with what searching it needs.
pub struct Loaded {
    pub(super) opened: Opened,
    pub(super) index: SearchIndex,
    pub(super) origin: Origin,
}

/// How loading ended.
pub(super) enum LoadEvent {
    Opened(Box<Loaded>),
    Failed(ErrorView),
    Cancelled,
}

/// Loads one file at a time.
#[derive(Default)]
pub(super) struct Loader {
    running: Option<Running>,
}

struct Running {
    path: PathBuf,
    since: Instant,
    progress: Arc<Progress>,
    result: Receiver<LoadEvent>,
}

impl Loader {
    /// Starts to open a file; a file that is still being opened is given up.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf) {
        self.cancel();
        let progress = Arc::new(Progress::default());
        let (sender, result) = mpsc::channel();
        let (ctx, path_read, shared) = (ctx.clone(), path.clone(), Arc::clone(&progress));
        let started = std::thread::Builder::new().name("load case".to_owned()).spawn(move || {
            // The window may have given up on it by now.
            drop(sender.send(load(&path_read, &shared)));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => self.running = Some(Running { path, since: Instant::now(), progress, result }),
            Err(error) => log::error!("cannot start loading: {error}"),
        }
    }

    /// Gives up on what is being opened.
    pub(super) fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            running.progress.cancel();
        }
    }

    /// How loading ended, once.
    pub(super) fn poll(&mut self) -> Option<LoadEvent> {
        let event = match self.running.as_ref()?.result.try_recv() {
            Ok(event) => Some(event),
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
        };
        self.running = None;
        event
    }

    /// What to show of it, once it takes longer than one waits for without wondering.
    pub(super) fn view(&self, ctx: &Context) -> Option<LoadingView> {
        let running = self.running.as_ref()?;
        let waited = running.since.elapsed();
        // The bar moves without the pointer moving.
        ctx.request_repaint_after(PATIENCE.saturating_sub(waited).max(Duration::from_millis(50)));
        (waited >= PATIENCE).then(|| LoadingView {
            name: file_name(&running.path),
            phase: screen::loading_phase(running.progress.phase()),
            fraction: running.progress.fraction().filter(|_| running.progress.phase() == Phase::Reading),
        })
    }
}

fn load(path: &Path, progress: &Progress) -> LoadEvent {
    match file::read(path, progress) {
        Ok(opened) => {
            let index = SearchIndex::build(&opened.snapshot);
            let origin = Origin::File(std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
            LoadEvent::Opened(Box::new(Loaded { opened, index, origin }))
        }
        Err(OpenError::Cancelled) => LoadEvent::Cancelled,
        Err(error) => LoadEvent::Failed(open_error_view(path, &error)),
    }
}

/// A sample as an untitled copy.
pub(super) fn sample(sample: Sample) -> Result<Loaded, ErrorView> {
    let (name, bytes) = match sample {
        Sample::Paris => ("paris-2026.json", include_bytes!("../../sample-data/paris-2026.json").as_slice()),
        Sample::Template => ("template.json", include_bytes!("../../sample-data/template.json").as_slice()),
    };
    let opened = file::untitled(bytes).map_err(|errors| content_view(Path::new(name), &errors))?;
    let index = SearchIndex::build(&opened.snapshot);
    Ok(Loaded { opened, index, origin: Origin::Untitled(name.to_owned()) })
}

fn open_error_view(path: &Path, error: &OpenError) -> ErrorView {
    match error {
        OpenError::Content(errors) => content_view(path, errors),
        other => ErrorView {
            path: Some(path.to_path_buf()),
            what: other.to_string(),
            hint: words::open_hint(other).to_owned(),
            ..ErrorView::default()
        },
    }
}

fn content_view(path: &Path, errors: &[FileError]) -> ErrorView {
    let name = file_name(path);
    let places = errors.iter().map(|error| ErrorPlace {
        location: format!("{name}:{}:{}", error.place.line, error.place.column),
        what: words::file_error(&error.kind),
        hint: words::file_hint(&error.kind).to_owned(),
    });
    ErrorView {
        path: Some(path.to_path_buf()),
        what: screen::cannot_open(&name, errors.len()),
        hint: screen::CANNOT_OPEN_HINT.to_owned(),
        places: places.collect(),
    }
}

/// What kept a case from being saved.
pub(super) fn save_error_view(path: &Path, error: &SaveError) -> ErrorView {
    ErrorView {
        path: Some(path.to_path_buf()),
        what: error.to_string(),
        hint: screen::CANNOT_SAVE_HINT.to_owned(),
        ..ErrorView::default()
    }
}
