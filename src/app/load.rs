//! Opens cases on a thread of their own, with progress and a way to cancel.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::Context;

use crate::command::Sample;
use crate::file::{self, FileError, FileErrorKind, OpenError, Opened, Phase, Progress};
use crate::ui::failure::{ErrorPlace, ErrorView};
use crate::ui::loading::LoadingView;
use crate::ui::start::file_name;
use crate::words::{self, screen};

/// What is done sooner than this is not worth a word.
const SILENT: Duration = Duration::from_millis(200);
/// How often the progress is looked at.
const GLANCE: Duration = Duration::from_millis(80);

/// How an opening has ended.
#[derive(Debug)]
pub enum LoadEvent {
    /// A case, to be shown.
    Opened(Box<Opened>),
    /// No case, and why.
    Failed(ErrorView),
}

/// Opens one case at a time; a later request takes the place of one under way.
#[derive(Debug, Default)]
pub struct Loader {
    job: Option<Job>,
}

#[derive(Debug)]
struct Job {
    name: String,
    path: Option<PathBuf>,
    progress: Arc<Progress>,
    started: Instant,
    ended: Receiver<Result<Box<Opened>, OpenError>>,
}

impl Loader {
    /// Begins to open a file.
    pub fn open(&mut self, ctx: &Context, path: &Path) {
        let owned = path.to_path_buf();
        self.begin(ctx, file_name(path), Some(path), move |progress| file::read(&owned, progress));
    }

    /// Begins to open a sample as an untitled copy.
    pub fn open_sample(&mut self, ctx: &Context, sample: Sample) {
        let (name, bytes): (_, &'static [u8]) = match sample {
            Sample::Paris => (screen::SAMPLE_PARIS, include_bytes!("../../sample-data/paris-2026.json")),
            Sample::Template => (screen::SAMPLE_TEMPLATE, include_bytes!("../../sample-data/template.json")),
        };
        self.begin(ctx, name.to_owned(), None, move |_| file::untitled(bytes).map_err(OpenError::Content));
    }

    fn begin(
        &mut self,
        ctx: &Context,
        name: String,
        path: Option<&Path>,
        read: impl FnOnce(&Progress) -> Result<Opened, OpenError> + Send + 'static,
    ) {
        self.cancel();
        let progress = Arc::new(Progress::default());
        let (sender, ended) = mpsc::channel();
        let (shared, ctx) = (Arc::clone(&progress), ctx.clone());
        let thread = std::thread::Builder::new().name("open a case".to_owned()).spawn(move || {
            // Wakes the window also when the reader breaks, so that it does not wait for ever.
            let _wake = Wake(ctx);
            // Nobody listens any more once the opening was cancelled.
            drop(sender.send(read(&shared).map(Box::new)));
        });
        if let Err(error) = thread {
            log::error!("cannot start a thread: {error}");
        }
        self.job = Some(Job { name, path: path.map(Path::to_path_buf), progress, started: Instant::now(), ended });
    }

    /// Stops the opening under way; nothing more is heard of it.
    pub fn cancel(&mut self) {
        if let Some(job) = self.job.take() {
            job.progress.cancel();
        }
    }

    /// Whether a case is being opened.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// How the opening has ended, once; nothing while it is under way.
    pub fn poll(&mut self) -> Option<LoadEvent> {
        let ended = match self.job.as_ref()?.ended.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Ok(ended) => Some(ended),
            Err(TryRecvError::Disconnected) => None,
        };
        let job = self.job.take()?;
        match ended {
            Some(Ok(opened)) => Some(LoadEvent::Opened(opened)),
            Some(Err(OpenError::Cancelled)) => None,
            Some(Err(error)) => Some(LoadEvent::Failed(failure(&job.name, job.path, &error))),
            None => Some(LoadEvent::Failed(ErrorView {
                path: None,
                what: screen::OPENING_BROKE.to_owned(),
                hint: screen::OPENING_BROKE_HINT.to_owned(),
                places: Vec::new(),
            })),
        }
    }

    /// What to show of the opening: nothing while it has hardly begun.
    ///
    /// Asks for the next frame in which there may be more to show.
    #[must_use]
    pub fn view(&self, ctx: &Context) -> Option<LoadingView> {
        let job = self.job.as_ref()?;
        let since = job.started.elapsed();
        if since < SILENT {
            ctx.request_repaint_after(SILENT.saturating_sub(since));
            return None;
        }
        ctx.request_repaint_after(GLANCE);
        let (phase, fraction) = match job.progress.phase() {
            Phase::Reading => (screen::PHASE_READING, job.progress.fraction()),
            Phase::Parsing => (screen::PHASE_PARSING, None),
            Phase::Checking => (screen::PHASE_CHECKING, None),
        };
        Some(LoadingView { name: job.name.clone(), phase, fraction })
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Asks for a frame when it goes.
struct Wake(Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
    }
}

fn failure(name: &str, path: Option<PathBuf>, error: &OpenError) -> ErrorView {
    let OpenError::Content(errors) = error else {
        let (what, hint) = (words::open_error(error), words::open_hint(error).to_owned());
        return ErrorView { path, what, hint, places: Vec::new() };
    };
    let counted = errors.iter().filter(|error| error.kind != FileErrorKind::More).count();
    ErrorView {
        path,
        what: screen::cannot_open(name, counted),
        hint: if errors.len() == 1 { String::new() } else { screen::MEND_PLACES.to_owned() },
        places: errors.iter().map(|error| place(name, error)).collect(),
    }
}

fn place(name: &str, error: &FileError) -> ErrorPlace {
    let location = match error.kind {
        FileErrorKind::More => String::new(),
        _ => format!("{name}:{}:{}", error.place.line, error.place.column),
    };
    let path = error.path.to_string();
    let what = words::file_error(&error.kind);
    ErrorPlace {
        location,
        what: if path.is_empty() { what } else { format!("{path}: {what}") },
        hint: words::file_hint(&error.kind).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(loader: &mut Loader) -> Option<LoadEvent> {
        while loader.is_busy() {
            if let Some(event) = loader.poll() {
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

    #[test]
    fn both_samples_open_as_untitled_copies_without_a_problem() {
        let ctx = Context::default();
        for sample in [Sample::Paris, Sample::Template] {
            let mut loader = Loader::default();
            loader.open_sample(&ctx, sample);
            let Some(LoadEvent::Opened(opened)) = wait(&mut loader) else { panic!("{sample:?} does not open") };
            assert_eq!(opened.path, None);
            assert!(opened.problems.is_empty(), "{sample:?}: {:?}", opened.problems);
        }
    }

    #[test]
    fn a_file_that_is_no_case_is_told_with_line_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.json");
        std::fs::write(&path, "{\n  \"format\": \"demarche/case\",\n  \"version\": 1,\n  \"title\": 4\n}\n").unwrap();
        let mut loader = Loader::default();
        loader.open(&Context::default(), &path);
        let error = failed(&mut loader);
        assert_eq!(error.path.as_deref(), Some(path.as_path()));
        assert_eq!(error.places.first().map(|place| place.location.as_str()), Some("talks.json:4:12"));
    }

    #[test]
    fn a_file_that_is_not_there_is_told_with_what_to_do() {
        let mut loader = Loader::default();
        loader.open(&Context::default(), Path::new("/no/such/talks.json"));
        let error = failed(&mut loader);
        assert!(error.what.contains("talks.json") && !error.hint.is_empty() && error.places.is_empty());
    }

    #[test]
    fn a_later_request_takes_the_place_of_one_under_way() {
        let ctx = Context::default();
        let mut loader = Loader::default();
        let (release, held) = mpsc::channel::<()>();
        loader.begin(&ctx, "slow".to_owned(), None, move |progress| {
            let _released = held.recv();
            assert!(progress.is_cancelled());
            Err(OpenError::Cancelled)
        });
        loader.open_sample(&ctx, Sample::Template);
        drop(release);
        assert!(matches!(wait(&mut loader), Some(LoadEvent::Opened(_))));
    }

    #[test]
    fn nothing_is_shown_of_a_quick_opening_and_something_of_a_slow_one() {
        let ctx = Context::default();
        let mut loader = Loader::default();
        let (release, held) = mpsc::channel::<()>();
        loader.begin(&ctx, "slow.json".to_owned(), None, move |_| {
            let _released = held.recv();
            Err(OpenError::Cancelled)
        });
        assert_eq!(loader.view(&ctx), None);
        std::thread::sleep(SILENT);
        assert_eq!(loader.view(&ctx).map(|view| view.name).as_deref(), Some("slow.json"));
        drop(release);
        assert!(wait(&mut loader).is_none() && loader.view(&ctx).is_none());
    }

    #[test]
    fn a_reader_that_breaks_is_told_and_does_not_wait_for_ever() {
        let mut loader = Loader::default();
        loader.begin(&Context::default(), "case.json".to_owned(), None, |_| {
            std::panic::resume_unwind(Box::new(()));
        });
        assert_eq!(failed(&mut loader).what, screen::OPENING_BROKE);
    }
}
