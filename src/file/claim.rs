//! Tells the windows of the program that one file is open in several of them.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::Wake;
use super::state::{is_abandoned, name_of, private_folder};

/// How long after another window has opened the file this one learns of it, at most.
const LOOK: Duration = Duration::from_secs(1);

const SUFFIX: &str = ".lock";
/// Not yet locked, so it says nothing.
const NEW: &str = ".new";

/// A window's word that it has a file open, as long as it is kept.
///
/// Windows of other programs are not told: they know nothing of claims.
#[derive(Debug)]
pub struct Claim {
    others: Arc<AtomicUsize>,
    path: PathBuf,
    /// Locked as long as this process lives.
    _file: File,
    /// The thread that looks ends with it.
    _looking: Sender<()>,
}

impl Claim {
    /// Claims a case file, in the program's folder, which [`state_folder`](super::state_folder) tells.
    ///
    /// Calls `wake` from another thread whenever [`Claim::others`] has changed.
    ///
    /// # Errors
    /// When the folder cannot be written to or its disk knows no locks; then windows are not warned of each other.
    pub fn take(state: &Path, path: &Path, wake: Wake) -> io::Result<Self> {
        let folder = state.join("claims");
        private_folder(&folder)?;
        let prefix = format!("{}-", name_of(path));
        let name = format!("{prefix}{}-", std::process::id());
        let file = tempfile::Builder::new().prefix(&name).suffix(NEW).rand_bytes(8).tempfile_in(&folder)?;
        file.as_file().lock()?;
        // Only now under the name that others look for: they take what is not locked for a dead window's.
        let path = file.path().with_extension("lock");
        let file = file.persist(&path).map_err(|error| error.error)?;
        let others = Arc::new(AtomicUsize::new(count(&folder, &prefix, &path)));
        let (looking, stop) = mpsc::channel();
        let claim = Self { others: Arc::clone(&others), path: path.clone(), _file: file, _looking: looking };
        thread::Builder::new().name("claim".to_owned()).spawn(move || {
            while stop.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                let now = count(&folder, &prefix, &path);
                if others.swap(now, Ordering::Relaxed) != now {
                    wake();
                }
            }
        })?;
        Ok(claim)
    }

    /// In how many other windows the file is open.
    #[must_use]
    pub fn others(&self) -> usize {
        self.others.load(Ordering::Relaxed)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // Should it stay, it is not locked any more, and the next window clears it away.
        drop(fs::remove_file(&self.path));
    }
}

/// Counts the other claims of living windows on the same file, and clears those of dead ones away.
fn count(folder: &Path, prefix: &str, own: &Path) -> usize {
    let mut living = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(SUFFIX) && path != own {
            match is_held(&path) {
                Ok(true) => living += usize::from(name.starts_with(prefix)),
                Ok(false) => drop(fs::remove_file(&path)),
                // Gone meanwhile.
                Err(_) => {}
            }
        } else if name.ends_with(NEW) && entry.metadata().is_ok_and(|file| is_abandoned(&file)) {
            drop(fs::remove_file(&path));
        }
    }
    living
}

/// Whether a process holds the lock; a shared lock is tried, so that two that look do not see each other.
fn is_held(path: &Path) -> io::Result<bool> {
    match File::open(path)?.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
