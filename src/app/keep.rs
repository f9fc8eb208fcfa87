//! What keeps the work in an open case safe: its journal, its backup, and an eye on its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use egui::Context;

use crate::case::Case;
use crate::edit::Edit;
use crate::file::{
    self, Backups, Claim, Hold, Journal, JournalHeader, Line, OpenError, Opened, Original, Progress, SaveError, Seen,
    Stamp, Wake, Watch, WatchEvent,
};
use crate::words::saving;

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
    /// What was seen of the file last that the user knows of.
    known: Option<Seen>,
    /// What a file holds that is kept when it is next written over.
    backup: Option<(PathBuf, Backup)>,
    outside: Outside,
    /// The file cannot be read, and the user has decided for what is in the window.
    overlooked: bool,
    saving: Option<Saving>,
    /// Saving was asked for again before the last save had ended.
    again: Option<PathBuf>,
}

/// What is kept of a file that is written over.
enum Backup {
    /// A version of it that was read.
    Version(Original, Arc<Case>),
    /// Whatever stands there by then.
    AsItStands,
}

/// What somebody else has made of the file.
#[derive(Debug, Default)]
pub(super) enum Outside {
    /// Nothing.
    #[default]
    Nothing,
    /// It is being read.
    Reading(Receiver<Found>),
    /// Another version of the case.
    Changed(Box<Opened>),
    /// Something that is no case, or cannot be read: what was seen of it, and why.
    Unreadable(Seen, String),
    /// It is gone.
    Removed,
}

/// What a file was found to hold.
#[derive(Debug)]
pub(super) enum Found {
    /// The case that the window has saved or opened.
    Same(Option<Stamp>),
    /// Another one.
    Other(Box<Opened>),
    /// None.
    Nothing(Seen, OpenError),
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

impl Backup {
    fn store(self, state: &Path, path: &Path) -> std::io::Result<()> {
        let backups = Backups::new(state);
        match self {
            Self::Version(original, case) => backups.store(path, &original.bytes_of(&case)),
            Self::AsItStands => backups.store(path, &std::fs::read(path)?),
        }
    }
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

    /// Goes on keeping a case that was recovered, with what its file holds by now, where that can be read.
    pub(super) fn resumed(
        ctx: &Context,
        state: Option<&Path>,
        journal: Journal,
        path: Option<&Path>,
        on_disk: Option<&Opened>,
    ) -> Self {
        let mut keep = Self { journal: Some(journal), ..Self::bare(ctx, state) };
        let Some(path) = path else { return keep };
        let seen = Seen::at(path);
        keep.attend(path, on_disk.and_then(|opened| opened.stamp));
        if let Some(opened) = on_disk {
            keep.back_up(path, opened);
        } else {
            keep.known = Some(seen);
            keep.watch = watching(Watch::of_seen(path, seen, Arc::clone(&keep.wake)));
            if seen == Seen::Gone {
                keep.outside = Outside::Removed;
            }
        }
        keep
    }

    /// Keeps what a file holds for a backup when it is next written over.
    pub(super) fn back_up(&mut self, path: &Path, opened: &Opened) {
        let version = Backup::Version(opened.original.clone(), Arc::clone(opened.snapshot.case()));
        self.backup = Some((path.to_owned(), version));
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
            backup: None,
            outside: Outside::Nothing,
            overlooked: false,
            saving: None,
            again: None,
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
        self.overlooked = false;
        self.known = stamp.as_ref().map(Stamp::seen);
        let watch = self.watch.take().filter(|_| self.attended.as_deref() == Some(path));
        self.watch = match (watch, stamp) {
            (Some(watch), Some(stamp)) => {
                watch.expect(stamp);
                Some(watch)
            }
            (None, Some(stamp)) => watching(Watch::new(path, stamp, Arc::clone(&self.wake))),
            // It is no file that could be watched.
            (_, None) => None,
        };
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

    /// Tells other windows that the file is not open here any more.
    pub(super) fn give_up_claim(&mut self) {
        self.claim = None;
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

    /// From now on the window knows this version of the file; it is kept when the next save writes over it.
    pub(super) fn accept(&mut self, path: &Path, theirs: &Opened) {
        self.outside = Outside::Nothing;
        self.know(path, theirs.stamp);
        self.back_up(path, theirs);
    }

    /// Lets the next save write over what stands in the file and cannot be read; it goes on being watched.
    pub(super) fn overlook(&mut self, path: &Path) {
        if let Outside::Unreadable(seen, _) = self.outside {
            self.outside = Outside::Nothing;
            self.known = Some(seen);
            self.overlooked = true;
            self.backup = Some((path.to_owned(), Backup::AsItStands));
        }
    }

    /// Whether what the window has is in no file any more, though nothing has been changed since it was.
    pub(super) fn is_adrift(&self) -> bool {
        self.overlooked || matches!(self.outside, Outside::Removed | Outside::Unreadable(..))
    }

    /// Whether somebody has changed the file since it was last looked at; if so, it is being read now.
    ///
    /// `saved` is the case that it held when it was last opened or saved.
    pub(super) fn is_overtaken(&mut self, path: &Path, saved: Option<&Arc<Case>>) -> bool {
        let known = match self.outside {
            Outside::Nothing => self.known,
            Outside::Removed => Some(Seen::Gone),
            _ => return true,
        };
        let seen = Seen::at(path);
        let overtaken = matches!(seen, Seen::File(_)) && known.is_some_and(|known| known != seen);
        if overtaken {
            self.read(path, saved);
        }
        overtaken
    }

    /// Reads the file again, on a thread, and compares it with the case that was last opened or saved.
    pub(super) fn read(&mut self, path: &Path, saved: Option<&Arc<Case>>) {
        let (sender, result) = mpsc::channel();
        let (path, saved, wake) = (path.to_owned(), saved.cloned(), Arc::clone(&self.wake));
        let seen = Seen::at(&path);
        let started = std::thread::Builder::new().name("read again".to_owned()).spawn(move || {
            let found = match file::read(&path, &Progress::default()) {
                Ok(opened) if saved.is_some_and(|saved| saved == *opened.snapshot.case()) => Found::Same(opened.stamp),
                Ok(opened) => Found::Other(Box::new(opened)),
                Err(error) => Found::Nothing(seen, error),
            };
            drop(sender.send(found));
            wake();
        });
        self.overlooked = false;
        match started {
            Ok(_) => self.outside = Outside::Reading(result),
            Err(error) => self.outside = Outside::Unreadable(seen, error.to_string()),
        }
    }

    /// Takes in what the threads have found out.
    pub(super) fn look(&mut self, path: &Path, saved: Option<&Arc<Case>>) {
        match self.watch.as_ref().and_then(Watch::poll) {
            Some(WatchEvent::Changed { .. }) => self.read(path, saved),
            Some(WatchEvent::Removed) => (self.outside, self.overlooked) = (Outside::Removed, false),
            Some(WatchEvent::Unreadable(error)) => {
                self.outside = Outside::Unreadable(Seen::at(path), error.to_string());
            }
            Some(WatchEvent::Restored) => (self.outside, self.overlooked) = (Outside::Nothing, false),
            None => {}
        }
        let Outside::Reading(reading) = &self.outside else { return };
        let Ok(found) = reading.try_recv() else { return };
        match found {
            // Written again as it was, or only in another form: nobody has to be asked.
            Found::Same(stamp) => {
                self.outside = Outside::Nothing;
                self.know(path, stamp);
            }
            Found::Other(opened) => self.outside = Outside::Changed(opened),
            Found::Nothing(seen, error) => self.outside = Outside::Unreadable(seen, error.to_string()),
        }
    }

    /// Begins to save a version of the case; [`Self::poll_save`] tells how that ended.
    ///
    /// Not while another save is under way: the older version might be written last.
    pub(super) fn save(&mut self, path: &Path, original: &Original, case: &Arc<Case>) {
        let hold = self.watch.as_ref().map(Watch::hold);
        self.record(Line::Saving);
        let is_own = self.attended.as_deref() == Some(path);
        let seen = match (Seen::at(path), self.known) {
            (Seen::File(_), Some(known)) if is_own => known,
            // Nothing is there, or nothing of which anybody has spoken yet.
            (now, _) => now,
        };
        let backup = self.backup.take_if(|(of, _)| of == path).map(|(_, backup)| backup);
        // What another case has stood in is replaced only after a question, and kept all the same.
        let backup = backup.or((!is_own && seen != Seen::Gone).then_some(Backup::AsItStands));
        let (sender, done) = mpsc::channel();
        let work = {
            let (path, original, case) = (path.to_owned(), original.clone(), Arc::clone(case));
            let (state, wake) = (self.state.clone(), Arc::clone(&self.wake));
            move || {
                // Without a backup the save itself is as safe as ever.
                if let (Some(state), Some(backup)) = (state, backup)
                    && let Err(error) = backup.store(&state, &path)
                {
                    log::warn!("no backup of {}: {error}", path.display());
                }
                drop(sender.send(file::save_over(&path, &original.bytes_of(&case), seen)));
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

    /// Asks for another save as soon as the one that is under way has ended.
    pub(super) fn save_again(&mut self, path: &Path) {
        self.again = Some(path.to_owned());
    }

    /// Where another save was asked for, once.
    pub(super) fn take_again(&mut self) -> Option<PathBuf> {
        self.again.take()
    }

    /// How a save ended, once; `wait` for a moment for one that is nearly done.
    pub(super) fn poll_save(&mut self, wait: bool) -> Option<Saved> {
        let saving = self.saving.as_ref()?;
        let result = match saving.done.recv_timeout(if wait { PATIENCE } else { Duration::ZERO }) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => return None,
            // Its thread has not started, or has broken: nothing has been written, and work goes on.
            Err(RecvTimeoutError::Disconnected) => {
                Err(SaveError::Io { path: saving.path.clone(), source: std::io::Error::other(saving::BROKE) })
            }
        };
        let Saving { path, case, done: _, _hold } = self.saving.take()?;
        let result = result.map(|stamp| {
            self.record(Line::Saved(path.clone()));
            self.outside = Outside::Nothing;
            if self.attended.as_ref() == Some(&path) {
                self.know(&path, Some(stamp));
            } else {
                self.attend(&path, Some(stamp));
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
        if let Some(journal) = &self.journal {
            flush(journal);
        }
    }
}

/// Waits until everything in a journal is on the disk.
pub(super) fn flush(journal: &Journal) {
    if !journal.flush(LAST_WORDS) {
        log::error!("unsaved work could not be written down");
    }
}

fn watching(watch: std::io::Result<Watch>) -> Option<Watch> {
    watch.inspect_err(|error| log::warn!("the file is not watched: {error}")).ok()
}
