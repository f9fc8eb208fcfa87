//! What keeps the work in an open case safe: its journal, its backup, and an eye on its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, SystemTime};

use egui::Context;

use crate::case::Case;
use crate::edit::Edit;
use crate::file::{
    self, Backups, Claim, Hold, Journal, JournalHeader, Line, OpenError, Opened, Original, Progress, SaveError, Stamp,
    Wake, Watch, WatchEvent,
};

/// How long a frame waits for the disk: an ordinary case is saved by then.
const PATIENCE: Duration = Duration::from_millis(60);
/// How long a program that is told to end waits for the disk.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Keeps what is typed into one case from being lost.
pub struct Keep {
    /// Where journals, backups and claims stand; nothing where the system has no such place.
    state: Option<PathBuf>,
    wake: Wake,
    journal: Option<Journal>,
    watch: Option<Watch>,
    claim: Option<Claim>,
    /// The file that is watched and claimed.
    attended: Option<PathBuf>,
    /// The version of the file that the window has.
    known: Option<Stamp>,
    /// What was opened, until there is a backup of it.
    opened: Option<(PathBuf, Original, Arc<Case>)>,
    outside: Outside,
    saving: Option<Saving>,
}

/// What somebody else has made of the file.
#[derive(Debug, Default)]
pub(super) enum Outside {
    /// Nothing.
    #[default]
    Nothing,
    /// It is being read.
    Reading(Receiver<Result<Opened, OpenError>>),
    /// Another version of the case.
    Changed(Box<Opened>),
    /// Something that is no case, or cannot be read.
    Unreadable(String),
    /// It is gone.
    Removed,
}

struct Saving {
    path: PathBuf,
    case: Arc<Case>,
    done: Receiver<Result<Stamp, SaveError>>,
    /// The watch must not report what the program itself writes.
    _hold: Option<Hold>,
}

/// A save that has ended.
pub(super) struct Saved {
    pub(super) path: PathBuf,
    pub(super) case: Arc<Case>,
    pub(super) result: Result<(), SaveError>,
}

impl Keep {
    /// Begins to keep a case that has just been opened.
    pub(super) fn new(ctx: &Context, state: Option<&Path>, name: &str, opened: &Opened) -> Self {
        let mut keep = Self::bare(ctx, state);
        let case = opened.snapshot.case();
        let header = JournalHeader { path: opened.path.clone(), name: name.to_owned(), opened: SystemTime::now() };
        let wake = Arc::clone(&keep.wake);
        keep.journal =
            state.map(|state| Journal::start(state, header, opened.original.clone(), Arc::clone(case), wake));
        if let Some(path) = &opened.path {
            keep.back_up(path, opened);
            keep.attend(path, opened.stamp);
        }
        keep
    }

    /// Goes on keeping a case that was recovered.
    pub(super) fn resumed(ctx: &Context, state: Option<&Path>, journal: Journal, path: Option<&Path>) -> Self {
        let mut keep = Self { journal: Some(journal), ..Self::bare(ctx, state) };
        if let Some(path) = path {
            keep.attend(path, None);
        }
        keep
    }

    /// Keeps what a file holds for a backup when it is first written over.
    pub(super) fn back_up(&mut self, path: &Path, opened: &Opened) {
        self.opened = Some((path.to_owned(), opened.original.clone(), Arc::clone(opened.snapshot.case())));
    }

    /// What a journal's writer calls when it has news.
    pub(super) fn wake(ctx: &Context) -> Wake {
        let ctx = ctx.clone();
        Arc::new(move || ctx.request_repaint())
    }

    fn bare(ctx: &Context, state: Option<&Path>) -> Self {
        Self {
            state: state.map(Path::to_owned),
            wake: Self::wake(ctx),
            journal: None,
            watch: None,
            claim: None,
            attended: None,
            known: None,
            opened: None,
            outside: Outside::Nothing,
            saving: None,
        }
    }

    /// Watches a file, and tells other windows that it is open here.
    fn attend(&mut self, path: &Path, stamp: Option<Stamp>) {
        self.know(path, stamp);
        self.attended = Some(path.to_owned());
        self.claim = self.state.as_ref().and_then(|state| {
            let claim = Claim::take(state, path, Arc::clone(&self.wake));
            claim.inspect_err(|error| log::warn!("other windows are not told of this one: {error}")).ok()
        });
    }

    fn know(&mut self, path: &Path, stamp: Option<Stamp>) {
        self.known = stamp;
        self.watch = stamp.and_then(|stamp| {
            let watch = Watch::new(path, stamp, Arc::clone(&self.wake));
            watch.inspect_err(|error| log::warn!("the file is not watched: {error}")).ok()
        });
    }

    /// Writes down what has happened to the document.
    pub(super) fn record(&self, line: Line) {
        if let Some(journal) = &self.journal {
            journal.record(line);
        }
    }

    /// Writes down an edit that was made.
    pub(super) fn record_edit(&self, edit: Arc<Edit>) {
        self.record(Line::Edit(edit));
    }

    /// Why unsaved work is not being written down.
    pub(super) fn failure(&self) -> Option<String> {
        self.journal.as_ref()?.failure().map(|error| error.to_string())
    }

    /// How many other windows have the file open.
    pub(super) fn others(&self) -> usize {
        self.claim.as_ref().map_or(0, Claim::others)
    }

    /// What somebody else has made of the file.
    pub(super) fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Hands out the other version of the case, to be taken in or merged.
    pub(super) fn take_outside(&mut self) -> Option<Box<Opened>> {
        match std::mem::take(&mut self.outside) {
            Outside::Changed(opened) => Some(opened),
            other => {
                self.outside = other;
                None
            }
        }
    }

    /// Takes back what was handed out, unless the file has changed again since.
    pub(super) fn give_back(&mut self, opened: Box<Opened>) {
        if matches!(self.outside, Outside::Nothing) {
            self.outside = Outside::Changed(opened);
        }
    }

    /// From now on the window knows this version of the file.
    pub(super) fn accept(&mut self, path: &Path, stamp: Option<Stamp>) {
        self.outside = Outside::Nothing;
        self.know(path, stamp);
    }

    /// Whether somebody has changed the file since it was last looked at; if so, it is being read now.
    pub(super) fn is_overtaken(&mut self, path: &Path) -> bool {
        if !matches!(self.outside, Outside::Nothing) {
            return !matches!(self.outside, Outside::Removed);
        }
        let overtaken = path.exists() && self.known.is_some_and(|known| !known.is_current(path));
        if overtaken {
            self.read(path);
        }
        overtaken
    }

    /// Reads the file again, on a thread.
    pub(super) fn read(&mut self, path: &Path) {
        let (sender, result) = mpsc::channel();
        let (path, wake) = (path.to_owned(), Arc::clone(&self.wake));
        let started = std::thread::Builder::new().name("read again".to_owned()).spawn(move || {
            drop(sender.send(file::read(&path, &Progress::default())));
            wake();
        });
        match started {
            Ok(_) => self.outside = Outside::Reading(result),
            Err(error) => self.outside = Outside::Unreadable(error.to_string()),
        }
    }

    /// Takes in what the threads have found out; true when the file has become another case.
    pub(super) fn look(&mut self, path: &Path) -> bool {
        match self.watch.as_ref().and_then(Watch::poll) {
            Some(WatchEvent::Changed { .. }) => self.read(path),
            Some(WatchEvent::Removed) => self.outside = Outside::Removed,
            Some(WatchEvent::Unreadable(error)) => self.outside = Outside::Unreadable(error.to_string()),
            Some(WatchEvent::Restored) => self.outside = Outside::Nothing,
            None => {}
        }
        let Outside::Reading(reading) = &self.outside else { return false };
        let Ok(result) = reading.try_recv() else { return false };
        match result {
            Ok(opened) => {
                self.outside = Outside::Changed(Box::new(opened));
                true
            }
            Err(error) => {
                self.outside = Outside::Unreadable(error.to_string());
                false
            }
        }
    }

    /// Begins to save a version of the case; [`Self::poll_save`] tells how that ended.
    pub(super) fn save(&mut self, path: &Path, original: &Original, case: &Arc<Case>) {
        let hold = self.watch.as_ref().map(Watch::hold);
        self.record(Line::Saving);
        let backup = self.opened.take_if(|(opened, ..)| opened == path);
        let (sender, done) = mpsc::channel();
        let work = {
            let (path, original, case) = (path.to_owned(), original.clone(), Arc::clone(case));
            let (state, wake) = (self.state.clone(), Arc::clone(&self.wake));
            move || {
                if let (Some(state), Some((opened, original, case))) = (state, backup) {
                    // Without a backup the save itself is as safe as ever.
                    if let Err(error) = Backups::new(&state).store(&opened, &original.bytes_of(&case)) {
                        log::warn!("no backup of {}: {error}", opened.display());
                    }
                }
                drop(sender.send(file::save(&path, &original.bytes_of(&case))));
                wake();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("save".to_owned()).spawn(work) {
            log::error!("cannot start saving: {error}");
        }
        self.saving = Some(Saving { path: path.to_owned(), case: Arc::clone(case), done, _hold: hold });
    }

    /// Whether a save is under way.
    pub(super) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// How a save ended, once; `wait` for a moment for one that is nearly done.
    pub(super) fn poll_save(&mut self, wait: bool) -> Option<Saved> {
        let saving = self.saving.as_ref()?;
        let result = if wait { saving.done.recv_timeout(PATIENCE).ok() } else { saving.done.try_recv().ok() }?;
        let Saving { path, case, done: _, _hold } = self.saving.take()?;
        let result = result.map(|stamp| {
            self.record(Line::Saved(path.clone()));
            self.outside = Outside::Nothing;
            match self.watch.as_ref().filter(|_| self.attended.as_ref() == Some(&path)) {
                Some(watch) => {
                    watch.expect(stamp);
                    self.known = Some(stamp);
                }
                None => self.attend(&path, Some(stamp)),
            }
        });
        Some(Saved { path, case, result })
    }

    /// Lets the journal go: everything is saved, or the user has decided to let it go.
    pub(super) fn close(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.close();
        }
    }

    /// Waits until everything unsaved is on the disk, to be offered at the next start.
    pub(super) fn flush(&self) {
        if let Some(journal) = &self.journal
            && !journal.flush(LAST_WORDS)
        {
            log::error!("unsaved work could not be written down");
        }
    }
}
