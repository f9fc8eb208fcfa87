//! Notices that somebody else has changed a file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::Wake;
use super::error::OpenError;
use super::read::{Progress, load_file};
use super::stamp::{Seen, Stamp};

/// How often the file's length and time are looked at.
const LOOK: Duration = Duration::from_millis(700);
/// For how long a changed file has to stay the same before it is read, as whoever writes it may not be done.
const SETTLE: Duration = Duration::from_millis(400);

/// What has become of a watched file.
#[derive(Debug)]
pub enum WatchEvent {
    /// It has another content.
    Changed {
        /// The content.
        bytes: Arc<Vec<u8>>,
        /// By which this version is known from now on.
        stamp: Stamp,
    },
    /// It is not there any more.
    Removed,
    /// It cannot be read any more.
    Unreadable(OpenError),
    /// After one of the other two: it is there again, with the content that it had before.
    Restored,
}

/// Looks after a file that is open, without reading it as long as nobody has touched it.
///
/// A change is reported once, and within two seconds unless reading takes longer.
#[derive(Debug)]
pub struct Watch {
    shared: Arc<Shared>,
    /// The thread that looks ends with it.
    _looking: Sender<()>,
}

/// Keeps a [`Watch`] from looking, while the program itself writes the file.
#[derive(Debug)]
pub struct Hold(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    reading: Progress,
}

#[derive(Debug)]
struct State {
    /// The content that the window knows of; nothing where it knows of none.
    known: Option<Stamp>,
    /// What the file was seen to be, and reported as.
    reported: Seen,
    event: Option<WatchEvent>,
    holds: usize,
    /// Raised with each word from the window: what was found out before it counts no more.
    told: usize,
}

impl Watch {
    /// Watches a file of which the window has the version `known`, from [`Opened`](super::Opened) or
    /// [`save`](super::save()); a version that is not the file's any more is reported as a change.
    ///
    /// Calls `wake` from another thread whenever there is something to [`poll`](Self::poll).
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn new(path: &Path, known: Stamp, wake: Wake) -> io::Result<Self> {
        Self::start(path, Some(known), known.seen(), wake)
    }

    /// Watches a path of which the window knows no content, but what was `seen` there: a file that cannot be read, or
    /// none. Whatever can be read there later is reported as a change.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub fn of_seen(path: &Path, seen: Seen, wake: Wake) -> io::Result<Self> {
        Self::start(path, None, seen, wake)
    }

    fn start(path: &Path, known: Option<Stamp>, reported: Seen, wake: Wake) -> io::Result<Self> {
        let state = Mutex::new(State { known, reported, event: None, holds: 0, told: 0 });
        let shared = Arc::new(Shared { path: path.to_owned(), state, reading: Progress::default() });
        let (looking, stop) = mpsc::channel();
        let watch = Self { shared: Arc::clone(&shared), _looking: looking };
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let (mut before, mut pause) = (None, LOOK);
            while stop.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let seen = shared.look(before, &wake);
                before = seen;
                pause = if seen.is_some() { SETTLE } else { LOOK };
            }
        })?;
        Ok(watch)
    }

    /// What has happened since the last call; of several events the last.
    #[must_use]
    pub fn poll(&self) -> Option<WatchEvent> {
        self.shared.lock().event.take()
    }

    /// Keeps the watch from looking until the hold is dropped.
    ///
    /// A save takes one before it begins, and tells the new version before it lets go: however long that takes, the
    /// program's own save is never reported.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.shared.lock().holds += 1;
        Hold(Arc::clone(&self.shared))
    }

    /// Tells which version of the file the window has from now on; what has not been polled by then is no news.
    pub fn expect(&self, known: Stamp) {
        let mut state = self.shared.lock();
        state.known = Some(known);
        state.reported = known.seen();
        state.event = None;
        state.told += 1;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.reading.cancel();
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.lock().holds -= 1;
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks once; gives what was seen if it has to be seen a second time before it is believed.
    fn look(&self, before: Option<Seen>, wake: &Wake) -> Option<Seen> {
        // What the window says from here on makes this look count for nothing.
        let told = self.lock().told;
        let seen = Seen::at(&self.path);
        {
            let state = self.lock();
            if state.holds > 0 || state.told != told || state.reported == seen {
                return None;
            }
        }
        if before != Some(seen) {
            return Some(seen);
        }
        let found = match seen {
            Seen::File(_) => load_file(&self.path, &self.reading),
            Seen::Gone => return self.report(told, seen, WatchEvent::Removed, wake),
            // Its kind is all that a look keeps of an error.
            Seen::Unreadable(kind) => Err(OpenError::Io { path: self.path.clone(), source: kind.into() }),
        };
        let again = Seen::at(&self.path);
        match found {
            Err(OpenError::Cancelled) => None,
            Ok((bytes, file)) => {
                let stamp = Stamp::new(&file, &bytes);
                if again == stamp.seen() { self.found(told, stamp, bytes, wake) } else { Some(again) }
            }
            Err(_) if again != seen => Some(again),
            Err(error) => {
                let kind = if let OpenError::Io { source, .. } = &error { source.kind() } else { io::ErrorKind::Other };
                self.report(told, Seen::Unreadable(kind), WatchEvent::Unreadable(error), wake)
            }
        }
    }

    /// Takes in what a file was found to hold.
    fn found(&self, told: usize, stamp: Stamp, bytes: Vec<u8>, wake: &Wake) -> Option<Seen> {
        let seen = stamp.seen();
        let event = {
            let mut state = self.lock();
            if state.told != told {
                return None;
            }
            let same = state.known.is_some_and(|known| known.is_same_content(&stamp));
            state.known = Some(stamp);
            if same && matches!(state.reported, Seen::File(_)) {
                state.reported = seen;
                return None;
            }
            if same { WatchEvent::Restored } else { WatchEvent::Changed { bytes: Arc::new(bytes), stamp } }
        };
        self.report(told, seen, event, wake)
    }

    fn report(&self, told: usize, seen: Seen, event: WatchEvent, wake: &Wake) -> Option<Seen> {
        {
            let mut state = self.lock();
            // A file that stays unreadable is tried again and again, and reported once.
            if state.told != told || state.reported == seen {
                return None;
            }
            state.reported = seen;
            state.event = Some(event);
        }
        wake();
        None
    }
}
