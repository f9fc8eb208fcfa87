//! Journals of programs that have ended without closing them, and the work in them.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::frames::Frames;
use super::line::{Line, Queue};
use super::writer::{Writer, Written};
use super::{CLEAN, DIRTY, Journal, JournalHeader, NEW, folder};
use crate::case::Case;
use crate::edit::Document;
use crate::file::error::RecoverError;
use crate::file::state::is_abandoned;
use crate::file::{Original, Wake, parse, write};

/// How much of a journal is read to tell what it is of.
const HEAD_BYTES: u64 = 64 << 10;

/// A journal that its program has not closed; as long as it is kept no other program finds it.
///
/// Dropped, it stays for the next start.
#[derive(Debug)]
pub struct Orphan {
    path: PathBuf,
    /// Locked.
    file: File,
    header: Option<JournalHeader>,
    changed: SystemTime,
}

/// Unsaved work as a journal has it.
#[derive(Debug)]
pub struct Recovered {
    /// The case with its history, as far as the journal tells it; whether it is unsaved is as the journal knows.
    pub document: Document,
    /// How the file was written that was opened.
    pub original: Original,
    /// What the journal is of, under the path that it was last saved to.
    pub header: JournalHeader,
    /// When the journal was last written.
    pub changed: SystemTime,
    /// How many bytes at the end of the journal tell nothing, as they were not written in time or are damaged.
    pub lost: u64,
    /// Where these begin.
    whole: u64,
}

/// The journals in the program's folder whose programs have ended, the latest first.
///
/// Those in which nothing is unsaved are cleared away.
#[must_use]
pub fn orphans(state: &Path) -> Vec<Orphan> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder(state)).into_iter().flatten().flatten() {
        let path = entry.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let clearable = match extension {
            DIRTY => false,
            CLEAN => true,
            NEW => entry.metadata().is_ok_and(|file| is_abandoned(&file)),
            _ => continue,
        };
        // Locked by a living program, or gone meanwhile.
        let Some(orphan) = Orphan::claim(&path).ok().flatten() else { continue };
        if clearable {
            drop(fs::remove_file(&path));
        } else if extension == DIRTY && path.exists() {
            found.push(orphan);
        }
    }
    found.sort_by_key(|orphan| std::cmp::Reverse(orphan.changed));
    found
}

impl Orphan {
    fn claim(path: &Path) -> io::Result<Option<Self>> {
        let file = File::options().read(true).write(true).open(path)?;
        if file.try_lock().is_err() {
            return Ok(None);
        }
        let mut head = Vec::new();
        (&file).take(HEAD_BYTES).read_to_end(&mut head)?;
        let header = Frames::new(&head).next().and_then(|head| JournalHeader::from_json(head).ok());
        let changed = file.metadata()?.modified()?;
        Ok(Some(Self { path: path.to_owned(), file, header, changed }))
    }

    /// What it is of, under the path that was opened; nothing when that cannot be read.
    #[must_use]
    pub fn header(&self) -> Option<&JournalHeader> {
        self.header.as_ref()
    }

    /// When it was last written.
    #[must_use]
    pub fn changed(&self) -> SystemTime {
        self.changed
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Plays back what it tells.
    ///
    /// # Errors
    /// When it cannot be read, is damaged at its beginning, or is of a later version.
    pub fn read(&self) -> Result<Recovered, RecoverError> {
        let failed = |source| RecoverError::Io { path: self.path.clone(), source };
        let damaged = || RecoverError::Damaged(self.path.clone());
        let mut bytes = Vec::new();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        file.read_to_end(&mut bytes).map_err(failed)?;
        let mut frames = Frames::new(&bytes);
        let header = frames.next().ok_or_else(damaged)?;
        let header = JournalHeader::from_json(header).map_err(|newer| match newer {
            Some(_) => RecoverError::Newer(self.path.clone()),
            None => damaged(),
        })?;
        let base = frames.next().ok_or_else(damaged)?;
        let base_is_saved = header.path.is_some();
        let snapshot = parse(base).map_err(|_errors| damaged())?;
        let canonical = write::is_canonical(snapshot.case(), base);
        let original = Original::new(snapshot.case(), base.to_vec(), canonical);
        let mut replay = Replay { document: Document::new(snapshot, base_is_saved), header, saving: None };
        let mut left = frames.left();
        while let Some(line) = frames.next()
            && replay.play(line)
        {
            left = frames.left();
        }
        let Replay { mut document, header, .. } = replay;
        document.seal();
        let (lost, whole) = (left as u64, (bytes.len() - left) as u64);
        Ok(Recovered { document, original, header, changed: self.changed, lost, whole })
    }

    /// Goes on with it: what is recorded from now on follows what was recovered from it.
    #[must_use]
    pub fn resume(self, recovered: &Recovered, wake: Wake) -> Journal {
        let written = Written { file: self.file, path: self.path, length: recovered.whole };
        Journal::run(|failure| Writer {
            folder: written.path.parent().map(Path::to_owned).unwrap_or_default(),
            header: recovered.header.clone(),
            base: None,
            written: Some(written),
            queue: Queue::sealed(),
            failure,
            wake,
            dirty: true,
            saving: None,
        })
    }

    /// Deletes it, and with it the work in it.
    ///
    /// # Errors
    /// When the system does not delete it.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

struct Replay {
    document: Document,
    header: JournalHeader,
    saving: Option<Arc<Case>>,
}

impl Replay {
    /// Does what a line tells; false when it cannot be done, so that nothing after it can be either.
    fn play(&mut self, line: &[u8]) -> bool {
        let Ok(line) = serde_json::from_slice::<Line>(line) else { return false };
        match line {
            Line::Edit(edit) => return self.document.apply(Arc::unwrap_or_clone(edit)).is_ok(),
            // One that changed nothing then changes nothing now.
            Line::Undo => _ = self.document.undo(),
            Line::Redo => _ = self.document.redo(),
            Line::Jump(done) => _ = self.document.jump(done),
            Line::CancelRun => _ = self.document.cancel_run(),
            Line::Seal => self.document.seal(),
            Line::Saving => self.saving = Some(Arc::clone(self.document.snapshot().case())),
            Line::Saved(path) => {
                let saved = self.saving.take().unwrap_or_else(|| Arc::clone(self.document.snapshot().case()));
                self.document.mark_saved(&saved);
                self.header.path = Some(path);
            }
        }
        true
    }
}
