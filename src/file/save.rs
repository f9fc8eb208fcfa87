//! Puts a file in place of an old one only when the new one is whole.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::SaveError;
use super::stamp::{Seen, Stamp, hash};
use super::state::is_abandoned;

/// Writes a file so that, whatever happens, either the old or the new content is there whole.
///
/// The new content goes into a file beside the old one, which takes the old
/// one's place once the disk has all of it. Permissions are kept, owner and
/// group where the system allows it, and a link goes on pointing where it
/// pointed. A hard link does not: the file's other names keep the old content.
/// What is no file, such as a device or a pipe, is written to and stays.
///
/// What an earlier save of the same file has left behind, because its program
/// died, is cleared away when it is an hour old.
///
/// The answer is what [`Watch::expect`](super::Watch::expect) needs to know
/// the new file as our own.
///
/// # Errors
/// When the place is a folder or marked read-only, or the system does not take the file; the old file is unchanged.
pub fn save(path: &Path, bytes: &[u8]) -> Result<Stamp, SaveError> {
    replace(path, bytes, None)
}

/// The same, unless something else is at the path than what was `seen` there: what somebody else has made of the file
/// meanwhile is not written over.
///
/// It is looked at last of all, when nothing is left to do but to put the new file in place.
///
/// # Errors
/// Those of [`save`], and [`SaveError::Overtaken`].
pub fn save_over(path: &Path, bytes: &[u8], seen: Seen) -> Result<Stamp, SaveError> {
    replace(path, bytes, Some(seen))
}

fn replace(path: &Path, bytes: &[u8], seen: Option<Seen>) -> Result<Stamp, SaveError> {
    let failed = |source: io::Error| SaveError::Io { path: path.to_owned(), source };
    let target = follow_links(path).map_err(failed)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(SaveError::Directory(path.to_owned())),
        // A device or a pipe is written to: a file in its place would take it away from everybody.
        Ok(old) if !old.is_file() => return write_into(&target, bytes).map_err(failed),
        Ok(old) if old.permissions().readonly() => return Err(SaveError::ReadOnly(path.to_owned())),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let prefix = prefix(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(old) = old {
        keep_access(file.as_file(), &old).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    let written = file.as_file().metadata().map_err(failed)?;
    if seen.is_some_and(|seen| Seen::at(path) != seen) {
        return Err(SaveError::Overtaken(path.to_owned()));
    }
    file.persist(&target).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    clear(folder, &prefix);
    Ok(Stamp::new(&written, bytes))
}

/// Writes to what is no file, such as `/dev/null` or a pipe.
fn write_into(target: &Path, bytes: &[u8]) -> io::Result<Stamp> {
    let mut open = fs::OpenOptions::new().write(true).open(target)?;
    open.write_all(bytes)?;
    Ok(Stamp::new(&open.metadata()?, bytes))
}

/// The path under which a new file is saved: what has no extension gets `.json`.
///
/// An extension is up to five letters and digits that begin with a letter, so that neither the year in
/// `Talks 7.1.2026` nor the name in `Mr. Smith` is taken for one.
#[must_use]
pub fn with_extension(path: &Path) -> PathBuf {
    let has_one = path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
        extension.len() <= 5
            && extension.starts_with(|first: char| first.is_ascii_alphabetic())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if has_one {
        return path.to_owned();
    }
    let mut name = OsString::from(path);
    let ends_in_dot = path.extension().is_some_and(std::ffi::OsStr::is_empty);
    name.push(if ends_in_dot { "json" } else { ".json" });
    name.into()
}

const SUFFIX: &str = ".tmp";

/// How the half-written files of a target are named: hidden, ours, and known as those of this file.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    format!(".demarche-{:016x}-", hash(name))
}

/// Gives the new file the old one's permissions, and its owner and group where that is allowed.
fn keep_access(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
        let (new, mut mode) = (file.metadata()?, old.mode() & 0o7777);
        if (new.uid(), new.gid()) != (old.uid(), old.gid())
            && fchown(file, Some(old.uid()), Some(old.gid())).is_err()
            && fchown(file, None, Some(old.gid())).is_err()
        {
            // Another group than before: it may do no more than everybody.
            mode = mode & !0o070 | (mode & 0o007) << 3;
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    file.set_permissions(old.permissions())
}

/// Has the disk take the names in a folder.
///
/// The file is in place by then; where a folder cannot be synced, as on some
/// network drives, there is nothing left to do and nothing to report.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        drop(folder.sync_all());
    }
}

/// Removes the abandoned half-written files of one target; what cannot be removed is left for the next time.
fn clear(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(SUFFIX));
        if ours && entry.metadata().is_ok_and(|file| file.is_file() && is_abandoned(&file)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// The file that a chain of links ends at, whether or not it exists yet.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // As many links as Linux follows.
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().map_or_else(|| link.clone(), |folder| folder.join(&link)),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links"))
}
