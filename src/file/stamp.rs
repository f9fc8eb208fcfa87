//! By what a file is known again: what the system says of it, and a hash of what is in it.

use std::fs::{self, Metadata};
use std::io;
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

    /// What a look at this version shows.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::File(self.look)
    }

    /// Whether the file at a path is still this version, as far as it can be told without reading it.
    #[must_use]
    pub fn is_current(&self, path: &Path) -> bool {
        Seen::at(path) == self.seen()
    }

    /// Whether both have the same content, wherever and whenever it was written.
    #[must_use]
    pub fn is_same_content(&self, other: &Self) -> bool {
        (self.look.length, self.content) == (other.look.length, other.content)
    }
}

/// What one look at a path shows, without reading what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A file, or whatever else can be looked at.
    File(Look),
    /// Nothing.
    Gone,
    /// Something that the system does not let one look at, and what it says.
    Unreadable(io::ErrorKind),
}

impl Seen {
    /// Looks at a path; links are followed.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        match fs::metadata(path) {
            Ok(file) => Self::File(Look::new(&file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::Gone,
            Err(error) => Self::Unreadable(error.kind()),
        }
    }
}

/// What the system says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
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
