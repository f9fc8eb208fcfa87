//! Opening cases on a thread of their own, with progress and cancel.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use egui::Context;

use super::open_case::Origin;
use crate::command::Sample;
use crate::compare::SearchIndex;
use crate::file::{self, FileError, FileErrorKind, OpenError, Opened, Original, Phase, Progress, SaveError};
use crate::ui::failure::{ErrorPlace, ErrorView};
use crate::ui::loading::LoadingView;
use crate::ui::start::file_name;
use crate::words::{self, screen};

/// Loading that takes less than this is not shown.
const PATIENCE: Duration = Duration::from_millis(200);

/// A case that was opened, with what searching it needs.
#[derive(Debug)]
pub struct Loaded {
    pub(super) opened: Opened,
    pub(super) index: SearchIndex,
    pub(super) origin: Origin,
}

/// How loading ended.
#[derive(Debug)]
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
    window: Arc<OnceLock<Context>>,
}

/// A case file that is being read while its window is still being made.
#[derive(Default)]
pub struct Opening(Option<Running>);

impl Opening {
    /// Begins to read a file, on a thread of its own.
    #[must_use]
    pub fn begin(path: PathBuf) -> Self {
        let read = path.clone();
        Self::of(path, move |progress| load(&read, progress))
    }

    fn of(path: PathBuf, load: impl FnOnce(&Progress) -> LoadEvent + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let (sender, result) = mpsc::channel();
        let (window, shared) = (Arc::default(), Arc::clone(&progress));
        let wake = Wake(Arc::clone(&window));
        let started = std::thread::Builder::new().name("load case".to_owned()).spawn(move || {
            // Also when the reader breaks, so that the window does not wait for ever.
            let _wake = wake;
            // The window may have given up on it by now.
            drop(sender.send(load(&shared)));
        });
        match started {
            Ok(_) => Self(Some(Running { path, since: Instant::now(), progress, result, window })),
            Err(error) => {
                log::error!("cannot start loading: {error}");
                Self(None)
            }
        }
    }
}

impl Loader {
    /// Starts to open a file; a file that is still being opened is given up.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf) {
        self.take(ctx, Opening::begin(path));
    }

    /// Shows what comes of a file that is being read already; another that is being opened is given up.
    pub(super) fn take(&mut self, ctx: &Context, Opening(running): Opening) {
        self.cancel();
        if let Some(running) = &running {
            // It may have been read before there was a window to wake.
            drop(running.window.set(ctx.clone()));
            ctx.request_repaint();
        }
        self.running = running;
    }

    /// Whether nothing is being opened.
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_none()
    }

    /// Gives up on what is being opened.
    pub(super) fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            running.progress.cancel();
        }
    }

    /// How loading ended, once; waits so long for what is nearly there.
    pub(super) fn poll(&mut self, wait: Duration) -> Option<LoadEvent> {
        let event = match self.running.as_ref()?.result.recv_timeout(wait) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => None,
        };
        let running = self.running.take()?;
        Some(event.unwrap_or_else(|| {
            LoadEvent::Failed(ErrorView {
                what: screen::OPENING_BROKE.to_owned(),
                hint: screen::OPENING_BROKE_HINT.to_owned(),
                places: vec![ErrorPlace { location: file_name(&running.path), ..ErrorPlace::default() }],
                path: None,
            })
        }))
    }

    /// What to show of it, once it takes longer than one waits for without wondering.
    pub(super) fn view(&self, ctx: &Context) -> Option<LoadingView> {
        let running = self.running.as_ref()?;
        let waited = running.since.elapsed();
        // The bar moves without the pointer moving.
        ctx.request_repaint_after(if waited < PATIENCE {
            PATIENCE.saturating_sub(waited)
        } else {
            Duration::from_millis(50)
        });
        (waited >= PATIENCE).then(|| LoadingView {
            name: file_name(&running.path),
            phase: screen::loading_phase(running.progress.phase()),
            fraction: running.progress.fraction().filter(|_| running.progress.phase() == Phase::Reading),
        })
    }
}

/// Asks for a frame when it goes, if there is a window by then.
struct Wake(Arc<OnceLock<Context>>);

impl Drop for Wake {
    fn drop(&mut self) {
        if let Some(window) = self.0.get() {
            window.request_repaint();
        }
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

/// A file as an untitled copy of this name.
pub(super) fn copy_of(path: &Path, name: String) -> Result<Loaded, ErrorView> {
    let opened = file::read(path, &Progress::default()).map_err(|error| open_error_view(path, &error))?;
    let index = SearchIndex::build(&opened.snapshot);
    let opened = Opened { path: None, original: Original::default(), stamp: None, ..opened };
    Ok(Loaded { opened, index, origin: Origin::Untitled(name) })
}

pub(super) fn open_error_view(path: &Path, error: &OpenError) -> ErrorView {
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
    let counted = errors.iter().filter(|error| error.kind != FileErrorKind::More).count();
    let mendable = errors.iter().any(|error| error.kind.is_mendable());
    ErrorView {
        path: Some(path.to_path_buf()),
        what: screen::cannot_open(&name, counted),
        hint: if mendable { screen::CANNOT_OPEN_HINT } else { screen::CANNOT_OPEN_AS_IT_IS }.to_owned(),
        places: errors.iter().map(|error| place(&name, error)).collect(),
    }
}

fn place(name: &str, error: &FileError) -> ErrorPlace {
    let path = error.path.to_string();
    let location = match error.kind {
        // What is said of the whole list has no place of its own.
        FileErrorKind::More => String::new(),
        _ if path.is_empty() => format!("{name}:{}:{}", error.place.line, error.place.column),
        _ => format!("{name}:{}:{} · {path}", error.place.line, error.place.column),
    };
    ErrorPlace { location, what: words::file_error(&error.kind), hint: words::file_hint(&error.kind).to_owned() }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(loader: &mut Loader) -> Option<LoadEvent> {
        while loader.running.is_some() {
            if let Some(event) = loader.poll(Duration::ZERO) {
                return Some(event);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        None
    }

    fn failed(loader: &mut Loader) -> ErrorView {
        match wait(loader) {
            Some(LoadEvent::Failed(error)) => error,
            other => panic!("{other:?}"),
        }
    }

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.json");
        std::fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn a_text_editor_is_advised_only_where_there_are_places_to_mend() {
        let hint = |text: &str| {
            let (_folder, path) = file(text);
            let mut loader = Loader::default();
            loader.take(&Context::default(), Opening::begin(path));
            failed(&mut loader).hint
        };
        let case = |version: &str| format!(r#"{{ "format": "demarche/case", "version": {version}, "title": 3 }}"#);
        assert_eq!(hint(&case("1")), screen::CANNOT_OPEN_HINT);
        for hopeless in [
            case("99").as_str(),
            r#"{ "format": "demarche/case", "version": 1, "title": "T"#,
            "PK\u{3}\u{4}",
            "Dear all",
        ] {
            assert_eq!(hint(hopeless), screen::CANNOT_OPEN_AS_IT_IS, "{hopeless}");
        }
    }

    #[test]
    fn both_samples_open_as_untitled_copies_without_a_problem() {
        for wanted in [Sample::Paris, Sample::Template] {
            let loaded = sample(wanted).unwrap();
            assert!(matches!(loaded.origin, Origin::Untitled(_)));
            assert!(loaded.opened.problems.is_empty(), "{wanted:?}: {:?}", loaded.opened.problems);
        }
    }

    #[test]
    fn a_file_that_is_no_case_is_told_with_line_and_column() {
        let (_folder, path) = file("{\n  \"format\": \"demarche/case\",\n  \"version\": 1,\n  \"title\": 4\n}\n");
        let mut loader = Loader::default();
        loader.open(&Context::default(), path.clone());
        let error = failed(&mut loader);
        assert_eq!(error.path, Some(path));
        assert_eq!(error.places.first().map(|place| place.location.as_str()), Some("talks.json:4:12 · title"));
    }

    #[test]
    fn a_file_that_is_not_there_is_told_with_what_to_do() {
        let mut loader = Loader::default();
        loader.open(&Context::default(), "/no/such/talks.json".into());
        let error = failed(&mut loader);
        assert!(error.what.contains("talks.json") && !error.hint.is_empty() && error.places.is_empty());
    }

    #[test]
    fn a_later_file_takes_the_place_of_one_that_is_being_read() {
        let ctx = Context::default();
        let mut loader = Loader::default();
        let (release, held) = mpsc::channel::<()>();
        let slow = Opening::of("slow.json".into(), move |progress| {
            let _released = held.recv();
            assert!(progress.is_cancelled());
            LoadEvent::Cancelled
        });
        loader.take(&ctx, slow);
        loader.open(&ctx, "/no/such/talks.json".into());
        drop(release);
        assert!(failed(&mut loader).what.contains("talks.json"));
    }

    #[test]
    fn nothing_is_shown_of_a_quick_opening_and_something_of_a_slow_one() {
        let ctx = Context::default();
        let mut loader = Loader::default();
        let (release, held) = mpsc::channel::<()>();
        let slow = Opening::of("slow.json".into(), move |_| {
            let _released = held.recv();
            LoadEvent::Cancelled
        });
        loader.take(&ctx, slow);
        assert_eq!(loader.view(&ctx), None);
        std::thread::sleep(PATIENCE);
        assert_eq!(loader.view(&ctx).map(|view| view.name).as_deref(), Some("slow.json"));
        drop(release);
        assert!(matches!(wait(&mut loader), Some(LoadEvent::Cancelled)));
        assert_eq!(loader.view(&ctx), None);
    }

    #[test]
    fn a_reader_that_breaks_is_told_and_is_not_waited_for() {
        let mut loader = Loader::default();
        let broken = Opening::of("talks.json".into(), |_| std::panic::resume_unwind(Box::new(())));
        loader.take(&Context::default(), broken);
        assert_eq!(failed(&mut loader).what, screen::OPENING_BROKE);
    }
}
