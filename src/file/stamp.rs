//! By what a file is known again: what the system says of it, and a hash of what is in it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

pub(super) use crate::case::hash;

/// A version of a file: its length, time and identity, and a hash of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub(super) look: Look,
    content: u64,
}

impl Stamp {
    pub(super) fn new(file: &Metadata, bytes: &[u8]) -> Self {
        Self { look: Look::new(file), content: hash(bytes) }
    }

    /// Whether the file at a path is still this version, as far as it can be told without reading it.
    #[must_use]
    pub fn is_current(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|file| Look::new(&file) == self.look)
    }

    /// Whether both have the same content, wherever and whenever it was written.
    #[must_use]
    pub fn is_same_content(&self, other: &Self) -> bool {
        (self.look.length, self.content) == (other.look.length, other.content)
    }
}

/// What the system says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    length: u64,
    modified: Option<SystemTime>,
    /// Disk and number; another file put in its place has another one.
    identity: Option<(u64, u64)>,
}

impl Look {
    pub(super) fn new(file: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = Some((std::os::unix::fs::MetadataExt::dev(file), std::os::unix::fs::MetadataExt::ino(file)));
        #[cfg(not(unix))]
        let identity = None;
        Self { length: file.len(), modified: file.modified().ok(), identity }
    }
}
