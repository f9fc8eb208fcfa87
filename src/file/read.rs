//! Reads a file in pieces, so that a window can show how far it is and stop it.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use super::error::OpenError;

/// The largest file that is opened, in bytes: 1 GiB.
pub const MAX_BYTES: u64 = 1 << 30;
const PIECE: usize = 1 << 20;

/// How far an opening is, shared between the thread that reads and the one that shows it.
#[derive(Debug, Default)]
pub struct Progress {
    read: AtomicU64,
    total: AtomicU64,
    phase: AtomicU8,
    cancelled: AtomicBool,
}

/// What an opening is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Bringing the bytes in; [`Progress::fraction`] says how many of them.
    Reading,
    /// Making records of them.
    Parsing,
    /// Looking for problems.
    Checking,
}

impl Progress {
    /// Asks the reader to stop; it notices between two pieces of the file, and between two phases.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether someone asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// What the opening is busy with.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Reading,
            1 => Phase::Parsing,
            _ => Phase::Checking,
        }
    }

    /// How much of the file is in memory, from 0 to 1; nothing when its length is not known.
    #[must_use]
    pub fn fraction(&self) -> Option<f32> {
        let total = self.total.load(Ordering::Relaxed);
        #[expect(clippy::cast_precision_loss, reason = "a progress bar needs no more")]
        let fraction = self.read.load(Ordering::Relaxed) as f32 / total as f32;
        (total > 0).then_some(fraction.min(1.0))
    }

    pub(super) fn enter(&self, phase: Phase) -> Result<(), OpenError> {
        self.phase.store(phase as u8, Ordering::Relaxed);
        self.go_on()
    }

    fn go_on(&self) -> Result<(), OpenError> {
        if self.is_cancelled() { Err(OpenError::Cancelled) } else { Ok(()) }
    }
}

/// Reads the bytes of a file of at most [`MAX_BYTES`].
///
/// # Errors
/// When the file cannot be read, is no file with an end, is too large, or the progress was cancelled.
pub fn load(path: &Path, progress: &Progress) -> Result<Vec<u8>, OpenError> {
    load_file(path, progress).map(|(bytes, _)| bytes)
}

/// The bytes of a file, and what the system said of it before it was read: a file that is written to meanwhile does
/// not pass for what was read.
pub(super) fn load_file(path: &Path, progress: &Progress) -> Result<(Vec<u8>, Metadata), OpenError> {
    let failed = |source: io::Error| OpenError::Io { path: path.to_owned(), source };
    progress.enter(Phase::Reading)?;
    // Asked before opening: to open a device can already have an effect.
    let kind = std::fs::metadata(path).map_err(failed)?;
    if kind.is_dir() {
        return Err(OpenError::Directory(path.to_owned()));
    }
    if !kind.is_file() && !is_pipe(&kind) {
        return Err(OpenError::NotAFile(path.to_owned()));
    }
    if kind.len() > MAX_BYTES {
        return Err(OpenError::TooLarge(path.to_owned()));
    }
    progress.total.store(kind.len(), Ordering::Relaxed);
    let mut file = File::open(path).map_err(failed)?;
    let opened = file.metadata().map_err(failed)?;
    let mut bytes = Vec::new();
    let length = usize::try_from(kind.len()).unwrap_or_default();
    bytes.try_reserve_exact(length).map_err(|error| failed(error.into()))?;
    loop {
        progress.go_on()?;
        let piece = (&mut file).take(PIECE as u64).read_to_end(&mut bytes).map_err(failed)?;
        if piece == 0 {
            bytes.shrink_to_fit();
            return Ok((bytes, opened));
        }
        let read = progress.read.fetch_add(piece as u64, Ordering::Relaxed) + piece as u64;
        if read > MAX_BYTES {
            return Err(OpenError::TooLarge(path.to_owned()));
        }
    }
}

/// A pipe is read to its end, as in `demarche check <(git show HEAD:case.json)`.
#[cfg(unix)]
fn is_pipe(kind: &std::fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &std::fs::Metadata) -> bool {
    false
}
