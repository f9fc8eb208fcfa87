//! Writes a case: in one form, and over the old file only when the new one is whole.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::SaveError;
use crate::case::Case;

/// The mark that some editors put before UTF-8 text.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A case as text: two spaces, the format's order of keys, unknown keys after them in the file's order, a final newline.
#[must_use]
pub fn to_bytes(case: &Case) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_case(case, &mut bytes);
    bytes
}

/// Writes a case; false when the writer did not take all of it, as the case itself can always be written.
fn write_case(case: &Case, mut to: impl Write) -> bool {
    serde_json::to_writer_pretty(&mut to, case).is_ok() && to.write_all(b"\n").is_ok()
}

/// What a file looked like when it was read, so that saving changes nothing that nobody changed.
#[derive(Clone, Debug, Default)]
pub struct Original {
    case: Option<Arc<Case>>,
    /// The file's bytes, unless they are what [`to_bytes`] gives.
    bytes: Option<Arc<Vec<u8>>>,
    bom: bool,
    crlf: bool,
}

impl Original {
    /// Remembers how a case was written; the bytes are kept only where the case alone would not give them.
    pub(super) fn new(case: &Arc<Case>, bytes: Vec<u8>, canonical: bool) -> Self {
        let bom = bytes.starts_with(BOM);
        let crlf = has_crlf(&bytes);
        let bytes = (!canonical).then(|| Arc::new(bytes));
        Self { case: Some(Arc::clone(case)), bytes, bom, crlf }
    }

    /// The bytes to save: for the case that was read exactly those of its file, for
    /// an edited one [`to_bytes`] with the file's byte-order mark and line ends.
    #[must_use]
    pub fn bytes_of(&self, case: &Arc<Case>) -> Cow<'_, [u8]> {
        let unchanged = self.case.as_ref().is_some_and(|read| Arc::ptr_eq(read, case));
        if let Some(bytes) = self.bytes.as_ref().filter(|_| unchanged) {
            return Cow::Borrowed(bytes);
        }
        let mut bytes = if self.bom { BOM.to_vec() } else { Vec::new() };
        write_case(case, &mut bytes);
        Cow::Owned(if self.crlf { with_crlf(&bytes) } else { bytes })
    }
}

/// Whether every line ends in CR LF, and there is one.
fn has_crlf(bytes: &[u8]) -> bool {
    let mut breaks = memchr::memchr_iter(b'\n', bytes).peekable();
    breaks.peek().is_some() && breaks.all(|at| at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r'))
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut long = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(start) => {
                long.extend_from_slice(start.strip_suffix(b"\r").unwrap_or(start));
                long.extend_from_slice(b"\r\n");
            }
            None => long.extend_from_slice(line),
        }
    }
    long
}

/// Whether the bytes are what [`to_bytes`] gives, found without building that.
pub(super) fn is_canonical(case: &Case, bytes: &[u8]) -> bool {
    struct Compare<'a>(&'a [u8]);
    impl Write for Compare<'_> {
        fn write(&mut self, written: &[u8]) -> io::Result<usize> {
            self.0 = self.0.strip_prefix(written).ok_or(io::ErrorKind::InvalidData)?;
            Ok(written.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut compare = Compare(bytes);
    write_case(case, &mut compare) && compare.0.is_empty()
}

/// Writes a file so that, whatever happens, either the old or the new content is there whole.
///
/// The new content goes into a file beside the old one, which takes the old
/// one's place once the disk has all of it. The old one's permissions are kept,
/// and a link goes on pointing where it pointed.
///
/// # Errors
/// When the place is a folder or marked read-only, or the system does not take the file; the old file is unchanged.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let failed = |source: io::Error| SaveError::Io { path: path.to_owned(), source };
    let target = follow_links(path).map_err(failed)?;
    let old = match fs::metadata(&target) {
        Ok(old) if old.is_dir() => return Err(SaveError::Directory(path.to_owned())),
        Ok(old) if old.permissions().readonly() => return Err(SaveError::ReadOnly(path.to_owned())),
        Ok(old) => Some(old.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    // The file is in place; where a folder cannot be synced, as on some network
    // drives, there is nothing left to do and nothing to report.
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        drop(folder.sync_all());
    }
    Ok(())
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
