//! Writes down what is not saved yet, so that neither a crash nor a power cut takes more than two seconds of work.
//!
//! A journal is a file in a folder of the program. It begins with the case as
//! it was opened and goes on with what happened to it since; played back, it
//! gives the document with its history. It lasts from the first edit until the
//! window closes the case, and its name tells whether something in it is
//! unsaved. Saving does not begin a new one, as undoing can go back to before
//! the save. Its program holds a lock on it, which ends with the program
//! however that ends; a journal without one is an [`Orphan`].

mod frames;
mod line;
mod orphan;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Original, Wake};
use crate::case::Case;
pub use line::Line;
use line::Queue;
pub use orphan::{Orphan, Recovered, orphans};
use writer::{Message, Writer};

const FORMAT: &str = "demarche/journal";
const VERSION: u32 = 1;

/// The extension of a journal in which something is unsaved.
const DIRTY: &str = "journal";
/// The extension of one in which nothing is.
const CLEAN: &str = "saved";
/// The extension of one that is not written yet.
const NEW: &str = "new";

/// For how long a window that closes waits for the disk.
const PATIENCE: Duration = Duration::from_secs(2);

type Failure = Arc<Mutex<Option<Arc<io::Error>>>>;

/// What a journal is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHeader {
    /// The case file; nothing for a case that has none yet.
    #[serde(with = "optional_path")]
    pub path: Option<PathBuf>,
    /// What the window calls the case.
    pub name: String,
    /// When the case was opened.
    pub opened: SystemTime,
}

/// The journal of an open case; recording into it never waits for the disk.
///
/// Dropped without [`close`](Self::close) it stays on the disk, to be offered at the next start. Both wait for the disk,
/// two seconds at most.
#[derive(Debug)]
pub struct Journal {
    sender: Sender<Message>,
    failure: Failure,
}

impl Journal {
    /// Begins the journal of a case that has just been opened, in the program's folder, which
    /// [`state_folder`](super::state_folder) tells; nothing is written before the first edit.
    ///
    /// `original` and `case` are those of the case as it was opened, before any edit. Calls `wake` from another
    /// thread whenever [`failure`](Self::failure) has changed.
    #[must_use]
    pub fn start(state: &Path, header: JournalHeader, original: Original, case: Arc<Case>, wake: Wake) -> Self {
        Self::run(|failure| Writer {
            folder: folder(state),
            header,
            base: Some((original, case)),
            written: None,
            queue: Queue::default(),
            failure,
            wake,
            dirty: false,
            saving: None,
        })
    }

    fn run(writer: impl FnOnce(Failure) -> Writer) -> Self {
        let failure = Failure::default();
        let (sender, messages) = mpsc::channel();
        let writer = writer(Arc::clone(&failure));
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run(&messages));
        if let Err(error) = thread {
            *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(error));
        }
        Self { sender, failure }
    }

    /// Records what has happened to the document; it is on the disk a second later.
    pub fn record(&self, line: Line) {
        // Without its thread the journal has reported that already.
        drop(self.sender.send(Message::Line(line)));
    }

    /// Waits until everything that was recorded is on the disk; false when it could not be written or that took longer.
    #[must_use]
    pub fn flush(&self, patience: Duration) -> bool {
        self.ask(Message::Flush, patience)
    }

    /// Why unsaved work is not written down at the moment; it is tried again every few seconds.
    #[must_use]
    pub fn failure(&self) -> Option<Arc<io::Error>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Removes the journal: everything is saved, or the user has decided to let it go.
    pub fn close(self) {
        self.ask(Message::Close, PATIENCE);
    }

    fn ask(&self, question: impl FnOnce(Sender<bool>) -> Message, patience: Duration) -> bool {
        let (sender, answer) = mpsc::channel();
        self.sender.send(question(sender)).is_ok() && answer.recv_timeout(patience).unwrap_or(false)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.ask(Message::Leave, PATIENCE);
    }
}

impl JournalHeader {
    fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&(FORMAT, VERSION, self))
    }

    /// Reads a header, or says of which later version it is, if it is one at all.
    fn from_json(json: &[u8]) -> Result<Self, Option<u32>> {
        let (format, version, header): (String, u32, Box<RawValue>) =
            serde_json::from_slice(json).map_err(|_no_header| None)?;
        match version {
            VERSION if format == FORMAT => serde_json::from_str(header.get()).map_err(|_no_header| None),
            _ if format == FORMAT => Err(Some(version)),
            _ => Err(None),
        }
    }
}

/// Where journals stand.
fn folder(state: &Path) -> PathBuf {
    state.join("recovery")
}

mod optional_path {
    use std::path::PathBuf;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::line::path;

    #[derive(Serialize, Deserialize)]
    struct Stored(#[serde(with = "path")] PathBuf);

    #[expect(clippy::ref_option, reason = "serde calls it so")]
    pub(super) fn serialize<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
        path.clone().map(Stored).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
        Ok(Option::<Stored>::deserialize(deserializer)?.map(|Stored(path)| path))
    }
}
