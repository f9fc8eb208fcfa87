//! The thread that writes a journal.

use std::fs::{self, File};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::frames;
use super::line::{Line, Queue};
use super::{CLEAN, DIRTY, Failure, JournalHeader, NEW};
use crate::case::Case;
use crate::file::save::sync_folder;
use crate::file::state::private_folder;
use crate::file::{Original, Wake};

/// How long the first line waits for others, so that a run of typing is written in a few pieces.
const DELAY: Duration = Duration::from_millis(500);
/// When a journal that could not be written is tried again.
const RETRY: Duration = Duration::from_secs(3);

/// What the window tells the thread.
pub(super) enum Message {
    Line(Line),
    /// Asks to write everything at once; answered with whether that worked.
    Flush(Sender<bool>),
    /// Asks to write everything and to let go of the file; answered when that is done.
    Leave(Sender<bool>),
    /// Asks to remove the file; answered when that is done.
    Close(Sender<bool>),
}

pub(super) struct Writer {
    pub(super) folder: PathBuf,
    pub(super) header: JournalHeader,
    /// The case as it was opened, until it has been written.
    pub(super) base: Option<(Original, Arc<Case>)>,
    pub(super) written: Option<Written>,
    pub(super) queue: Queue,
    pub(super) failure: Failure,
    pub(super) wake: Wake,
    /// Something has happened since the last save.
    pub(super) dirty: bool,
    /// A save is under way, and whether something has happened since it began.
    pub(super) saving: Option<bool>,
}

/// The file of a journal, locked as long as it is held.
pub(super) struct Written {
    pub(super) file: File,
    pub(super) path: PathBuf,
    /// Up to here it is whole; what follows is of a write that failed.
    pub(super) length: u64,
}

impl Writer {
    /// Writes what it is told, until nobody can tell it anything any more.
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        let mut due = (!self.queue.lines().is_empty()).then(Instant::now);
        loop {
            if due.is_some_and(|due| due <= Instant::now()) {
                due = (!self.write()).then(|| Instant::now() + RETRY);
            }
            let message = match due {
                Some(due) => messages.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => messages.recv().map_err(|_disconnected| RecvTimeoutError::Disconnected),
            };
            match message {
                Ok(Message::Line(line)) => {
                    // The first edit waits for none: the whole case has to be written with it. Nor does a save.
                    let at_once = self.written.is_none() || matches!(line, Line::Saved(_));
                    self.take(line);
                    let now = Instant::now();
                    if !self.is_due() {
                        due = None;
                    } else if at_once && !self.is_failing() {
                        due = Some(now);
                    } else {
                        due = due.or(Some(now + DELAY));
                    }
                }
                Ok(Message::Flush(done)) => {
                    let whole = self.write();
                    due = (!whole).then(|| Instant::now() + RETRY);
                    answer(&done, whole);
                }
                Ok(Message::Leave(done)) => {
                    let whole = self.write();
                    drop(self);
                    answer(&done, whole);
                    return;
                }
                Ok(Message::Close(done)) => {
                    let removed = self.written.take().is_none_or(|written| fs::remove_file(&written.path).is_ok());
                    answer(&done, removed);
                    return;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.write();
                    return;
                }
            }
        }
    }

    fn take(&mut self, line: Line) {
        match &line {
            Line::Saving => self.saving = Some(false),
            Line::Saved(path) => {
                self.dirty = self.saving.take().unwrap_or(false);
                let edited = self.queue.lines().iter().any(|line| matches!(line, Line::Edit(_)));
                if self.written.is_none() && !edited {
                    // Nothing has happened yet but that the case has got a file.
                    self.header.path = Some(path.clone());
                    self.queue.clear();
                    return;
                }
            }
            // Without an edit there is nothing to undo, to jump to or to end.
            Line::Undo | Line::Redo | Line::Jump(_) | Line::CancelRun
                if self.written.is_none() && self.queue.lines().is_empty() =>
            {
                return;
            }
            Line::Edit(_) | Line::Undo | Line::Redo | Line::Jump(_) | Line::CancelRun => {
                self.dirty = true;
                self.saving = self.saving.map(|_| true);
            }
            Line::Seal => {}
        }
        self.queue.push(line);
    }

    /// Whether there is something to write: a journal begins with the first unsaved edit.
    fn is_due(&self) -> bool {
        !self.queue.lines().is_empty() && (self.dirty || self.written.is_some())
    }

    fn is_failing(&self) -> bool {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Writes what is to be written; false when that did not work.
    fn write(&mut self) -> bool {
        if !self.is_due() {
            return true;
        }
        let result = self.lines().and_then(|lines| self.append(&lines));
        if !self.dirty {
            // Whether or not the lines could be written: everything is saved, and nothing to be recovered.
            self.rename(CLEAN);
        }
        if result.is_ok() {
            self.queue.clear();
        }
        let whole = result.is_ok();
        self.report(result.err());
        whole
    }

    fn lines(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for line in self.queue.lines() {
            frames::push(&mut bytes, &serde_json::to_vec(line)?);
        }
        Ok(bytes)
    }

    fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if self.dirty && self.written.as_ref().is_some_and(|written| !written.is(DIRTY)) {
            self.rename(DIRTY);
        }
        let Some(written) = &mut self.written else { return self.create(lines) };
        if self.dirty && !written.is(DIRTY) {
            return Err(io::Error::other("its file cannot be renamed"));
        }
        written.file.set_len(written.length)?;
        written.file.seek(SeekFrom::Start(written.length))?;
        written.file.write_all(lines)?;
        written.file.sync_data()?;
        written.length += lines.len() as u64;
        Ok(())
    }

    /// Begins the journal: what it is of, the case as it was opened, and the first lines.
    fn create(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut bytes = Vec::new();
        frames::push(&mut bytes, &self.header.to_json()?);
        if let Some((original, case)) = &self.base {
            frames::push(&mut bytes, &original.bytes_of(case));
        }
        bytes.extend_from_slice(lines);
        private_folder(&self.folder)?;
        let name = format!("{}-", std::process::id());
        let mut file = tempfile::Builder::new()
            .prefix(&name)
            .suffix(&format!(".{NEW}"))
            .rand_bytes(10)
            .tempfile_in(&self.folder)?;
        // Locked before it has the name under which it is looked for: without a lock it would be a dead program's.
        file.as_file().lock()?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        let path = file.path().with_extension(DIRTY);
        let file = file.persist(&path).map_err(|error| error.error)?;
        sync_folder(&self.folder);
        self.written = Some(Written { file, path, length: bytes.len() as u64 });
        self.base = None;
        Ok(())
    }

    /// Gives the file the name that says whether something in it is unsaved; without success it keeps its name.
    fn rename(&mut self, extension: &str) {
        let Some(written) = &mut self.written else { return };
        let path = written.path.with_extension(extension);
        if fs::rename(&written.path, &path).is_ok() {
            written.path = path;
            sync_folder(&self.folder);
        }
    }

    fn report(&self, error: Option<io::Error>) {
        let news = {
            let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
            let news = failure.as_ref().map(|error| error.kind()) != error.as_ref().map(io::Error::kind);
            if news {
                *failure = error.map(Arc::new);
            }
            news
        };
        if news {
            (self.wake)();
        }
    }
}

fn answer(asked: &Sender<bool>, done: bool) {
    // Whoever asked may have lost patience meanwhile.
    let _unheard = asked.send(done);
}

impl Written {
    fn is(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|own| own == extension)
    }
}
